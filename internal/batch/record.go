package batch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/atomic"
)

// RecordVersion is the version of run.json.
const RecordVersion = 1

// Record is run.json: what a run was made of and what became of it. It is written last
// of a run's files. Nothing in the tables depends on it.
type Record struct {
	Version  int            `json:"version"`
	Number   int            `json:"number"`         // from 1, in the order of publishing
	Run      string         `json:"run"`            // name of the folder
	Prev     string         `json:"prev,omitempty"` // the run before
	Plan     PlanRecord     `json:"plan"`
	Model    string         `json:"model"`
	Program  string         `json:"program"`
	Machine  string         `json:"machine"`
	Began    string         `json:"began"` // RFC 3339, UTC
	Ended    string         `json:"ended"`
	Whole    bool           `json:"whole"` // false if only some tasks of the plan were selected
	Tasks    Counts         `json:"tasks"`
	Missing  int            `json:"missing,omitempty"` // of a partial merge: tasks that no shard has computed
	Keys     string         `json:"keys"`              // hash of the tasks with their keys and of what is published
	Counties []CountyRecord `json:"counties"`
	Failures []CauseRecord  `json:"failures"`               // by cause, the most frequent first
	Before   string         `json:"before,omitempty"`       // the run that this one is compared with: the last whole one of the plan
	Success  string         `json:"last_success,omitempty"` // end of the newest run without a failed task and a missed gate
	Gates    []GateRecord   `json:"gates"`
	Files    []FileRecord   `json:"files"`

	Names   NamesRecord       `json:"names,omitempty"`
	Targets map[string]string `json:"targets,omitempty"` // groups that services are for, by COUNTY/SERVICE

	InputsRecord
}

// PlanRecord is the plan of a run.
type PlanRecord struct {
	Name   string `json:"name"`
	File   string `json:"file"`
	At     string `json:"at,omitempty"` // its absolute path
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes,omitempty"`

	Measures []string `json:"measures,omitempty"` // those that it publishes, nil for all
}

// publishes reports whether a run publishes a measure.
func (r *Record) publishes(measure string) bool {
	return r.Plan.Measures == nil || slices.Contains(r.Plan.Measures, measure)
}

// Counts counts tasks. Stored and Ran are the parts of Done.
type Counts struct {
	All    int `json:"all"`
	Done   int `json:"done"`
	Stored int `json:"stored"`
	Ran    int `json:"ran"`
	Failed int `json:"failed"`
}

// CountyRecord is a county of a run: its sections by meaning and its files.
type CountyRecord struct {
	ID       string            `json:"id"`
	File     string            `json:"file"` // "" for the embedded county
	Sections map[string]string `json:"sections"`
	Inputs   []InputRecord     `json:"inputs"`
}

// InputRecord is a file that was read.
type InputRecord struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`

	Embedded bool `json:"embedded,omitempty"` // a file of the program
}

// FileRecord is a file of a run.
type FileRecord struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// CauseRecord is a cause of failures, with the tasks.
type CauseRecord struct {
	Cause string   `json:"cause"`
	Tasks []string `json:"tasks"`
}

// latest is latest.json: which run is the newest whole one.
type latest struct {
	Version int    `json:"version"`
	Number  int    `json:"number"`
	Run     string `json:"run"`
}

// recordFile is the last file of a run.
const recordFile = "run.json"

// jsonOf is a value as indented JSON.
func jsonOf(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// Runs lists the names of the runs of a folder, in the order of publishing. A folder
// without its run.json is none.
func (s *Store) Runs() ([]string, error) {
	entries, err := os.ReadDir(s.path(runsDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	var out []string
	for _, e := range entries {
		if _, err := os.Stat(s.path(runsDir, e.Name(), recordFile)); err == nil && numberOf(e.Name()) > 0 {
			out = append(out, e.Name())
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(numberOf(a)-numberOf(b), strings.Compare(a, b)) })
	return out, nil
}

// numberOf returns the number of a run by its name, 0 if it is none.
func numberOf(run string) int {
	digits, _, _ := strings.Cut(strings.TrimPrefix(run, "run="), "-")
	n, err := strconv.Atoi(digits)
	if err != nil || !strings.HasPrefix(run, "run=") {
		return 0
	}
	return n
}

// Record reads the record of a run. A newer version is refused. The error of a damaged one
// is a Damaged.
func (s *Store) Record(run string) (*Record, error) {
	name := s.path(runsDir, run, recordFile)
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var r Record
	if json.Unmarshal(text, &r) != nil || r.Version < 1 {
		return nil, s.damagedRun(name, run, errors.New("it is no record of a run"))
	}
	if r.Version > RecordVersion {
		return nil, &BadFolder{fmt.Sprintf("%s has version %d, this program reads up to %d: use a newer program", name, r.Version, RecordVersion)}
	}
	r.Run = run
	return &r, nil
}

// Latest returns the newest run of a whole plan, nil if there is none. It is found among
// the runs: latest.json is for other programs, and a damaged one stops nothing. Damaged
// runs are left out; one of a newer program is refused.
func (s *Store) Latest() (*Record, error) {
	if err := s.latestFits(); err != nil {
		return nil, err
	}
	runs, err := s.Runs()
	if err != nil {
		return nil, err
	}
	for _, run := range slices.Backward(runs) {
		r, err := s.Record(run)
		switch {
		case errors.As(err, new(*Damaged)), errors.Is(err, fs.ErrNotExist): // it has just been removed
		case err != nil:
			return nil, err
		case r.Whole:
			return r, nil
		}
	}
	return nil, nil
}

// latestFits refuses a latest.json of a newer program.
func (s *Store) latestFits() error {
	l, err := s.latest()
	if err == nil && l.Version > RecordVersion {
		return &BadFolder{fmt.Sprintf("%s has version %d, this program reads up to %d: use a newer program", s.path(latestFile), l.Version, RecordVersion)}
	}
	return nil
}

// latest reads latest.json.
func (s *Store) latest() (latest, error) {
	var l latest
	text, err := os.ReadFile(s.path(latestFile))
	if err == nil && json.Unmarshal(text, &l) != nil {
		err = errors.New("it is no record of the newest run")
	}
	return l, err
}

// File returns the path of a file of a run.
func (s *Store) File(run, name string) string { return s.path(runsDir, run, name) }
