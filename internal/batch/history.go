package batch

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"saavu/internal/atomic"
	"saavu/internal/source"
	"saavu/pkg/lang"
)

// History is the runs of a folder with what changed before each.
type History struct {
	Contract   int      `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Folder     string   `json:"folder" jsonschema_description:"as it was given"`
	Runs       []Night  `json:"runs" jsonschema_description:"the oldest first"`
	Unfinished int      `json:"unfinished" jsonschema_description:"run folders that a killed run has left behind, or that a run is writing; they are no runs"`
	Faults     []string `json:"faults" jsonschema_description:"runs that cannot be read, in English"`
}

// Night is a run in the history of a folder.
type Night struct {
	RunName
	Began    string        `json:"began"`
	Whole    bool          `json:"whole" jsonschema_description:"false if only some tasks of the plan were selected"`
	Tasks    Counts        `json:"tasks"`
	Missing  int           `json:"missing,omitempty" jsonschema_description:"of a partial merge: tasks that no shard has computed"`
	Failures []CauseRecord `json:"failures"`
	Gates    []NightGate   `json:"gates"`
	Since    string        `json:"since" jsonschema_description:"the whole run of the same plan before it; empty for the first"`
	Same     bool          `json:"same" jsonschema_description:"it has the same results as that one"`
	Changes  []Change      `json:"changes" jsonschema_description:"what it was not given like that one"`
	Older    []Older       `json:"older" jsonschema_description:"older runs that tasks are compared with, the newest first: those of which the run before has no result"`
	PlanKeys []string      `json:"plan_keys" jsonschema_description:"keys of the plan that differ and change no figure of a task, such as gates, years, measures and new sets"`
	Sections []string      `json:"sections" jsonschema_description:"COUNTY/SECTION: parts of a county whose meaning changed; values of parameters are none"`
}

// NightGate is a gate of a run.
type NightGate struct {
	ID    string `json:"id"`
	Title string `json:"title" jsonschema_description:"in the language of the report"`
	State string `json:"state" jsonschema_description:"met, missed or undecided"`

	Titles lang.Name `json:"-"` // in the languages of the plan
}

// HistoryOf reads the history of a run folder. embedded is the embedded county.
func HistoryOf(dir string, embedded source.Files) (*History, error) {
	s, err := OpenRuns(dir)
	if err != nil {
		return nil, err
	}
	list, faults, err := s.Records()
	if err != nil {
		return nil, err
	}
	out := &History{Contract: 1, Folder: dir, Runs: []Night{}, Faults: []string{}}
	for _, f := range faults {
		out.Faults = append(out.Faults, f.Error())
	}
	for _, r := range list {
		n := Night{RunName: r.name(), Began: r.Began, Whole: r.Whole, Tasks: r.Tasks, Missing: r.Missing, Failures: orEmpty(r.Failures), Gates: s.gatesOf(r.Run), Changes: []Change{}, Older: []Older{}, PlanKeys: []string{}, Sections: []string{}}
		if since := before(list, r); since != nil {
			n.Since, n.Same = since.Run, since.Keys == r.Keys
			p := s.compare(since, r, embedded)
			p.withProducts(nil)
			n.Changes, n.PlanKeys = orEmpty(p.changes), orEmpty(p.follows)
			n.Older = (&historian{s, list, embedded}).olderRuns(r, since)
			n.Sections = sectionsChanged(since, r)
		}
		out.Runs = append(out.Runs, n)
	}
	entries, _ := os.ReadDir(s.path(runsDir)) // it was read just now
	for _, e := range entries {
		if e.IsDir() && atomic.Ours(e.Name()) {
			out.Unfinished++
		}
	}
	return out, nil
}

// historian looks back from the runs of a folder.
type historian struct {
	store    *Store
	list     []*Record
	embedded source.Files
}

// orEmpty is a list that is no null in JSON.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// gatesOf reads the gates of a run. Without any, or in another form, there are none.
func (s *Store) gatesOf(run string) []NightGate {
	var of struct {
		Gates []struct {
			NightGate
			Titles map[lang.Language]string `json:"titles"`
		} `json:"gates"`
	}
	if text, err := os.ReadFile(s.File(run, recordFile)); err == nil {
		_ = json.Unmarshal(text, &of) // the record itself was read already
	}
	out := []NightGate{}
	for _, g := range of.Gates {
		g.NightGate.Titles = lang.Name{En: g.Titles[lang.English], Fi: g.Titles[lang.Finnish], Sv: g.Titles[lang.Swedish]}
		out = append(out, g.NightGate)
	}
	return out
}

// sectionsChanged lists the sections of counties whose meaning two runs have differently.
func sectionsChanged(a, b *Record) []string {
	out := []string{}
	for _, x := range b.Counties {
		for _, y := range a.Counties {
			if x.ID != y.ID {
				continue
			}
			names := maps.Clone(x.Sections)
			if names == nil {
				names = map[string]string{}
			}
			maps.Copy(names, y.Sections)
			for _, name := range slices.Sorted(maps.Keys(names)) {
				if x.Sections[name] != y.Sections[name] {
					out = append(out, fmt.Sprintf("%s/%s", x.ID, name))
				}
			}
		}
	}
	return out
}
