package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// OpenRuns opens a folder that is a run folder already, to read it. Any other is a
// BadFolder.
func OpenRuns(dir string) (*Store, error) {
	s, err := OpenStore(dir)
	if err == nil && !s.made {
		err = s.unmade()
	}
	return s, err
}

// unmade is the error of a folder that should be a run folder already.
func (s *Store) unmade() error {
	return &BadFolder{fmt.Sprintf("%s is not a run folder: it has no %s (saavu batch run PLAN.yaml --out %s makes one)", s.dir, formatFile, s.dir)}
}

// Records reads the records of all runs, in the order of publishing. Those that cannot
// be read are left out, with why.
func (s *Store) Records() ([]*Record, []error, error) {
	names, err := s.Runs()
	if err != nil {
		return nil, nil, err
	}
	var out []*Record
	var faults []error
	for _, name := range names {
		r, err := s.Record(name)
		switch {
		case errors.Is(err, fs.ErrNotExist): // it has just been removed
		case err != nil:
			faults = append(faults, err)
		default:
			out = append(out, r)
		}
	}
	return out, faults, nil
}

// UnknownRun is the error of a name that no run has.
type UnknownRun struct{ text string }

// Error names the runs that there are.
func (u *UnknownRun) Error() string { return u.text }

// latestWord names the newest run of a whole plan.
const latestWord = "latest"

// Find returns the run that a word names: the name of its folder, its number, latest for
// the newest run of a whole plan, or latest~N for the N-th whole run of the same plan
// before it. The error is an UnknownRun if there is none.
func (s *Store) Find(word string) (*Record, error) {
	list, faults, err := s.Records()
	if err != nil {
		return nil, err
	}
	if back, ok := strings.CutPrefix(word, latestWord); ok {
		return s.back(word, back, list)
	}
	number, _ := strconv.Atoi(word)
	var names []string
	for _, r := range list {
		if r.Run == word || number > 0 && r.Number == number {
			return r, nil
		}
		names = append(names, r.Run)
	}
	for _, f := range faults {
		if strings.Contains(f.Error(), word) {
			return nil, f
		}
	}
	hint := "saavu history --out " + s.dir + " lists them"
	if near, ok := scenario.Nearest(word, names); ok {
		hint = "did you mean " + near + "?"
	}
	return nil, &UnknownRun{fmt.Sprintf("no run %q in %s: expected a name, a number, latest or latest~N (%s)", word, s.dir, hint)}
}

// back finds the newest whole run, or one before it.
func (s *Store) back(word, back string, list []*Record) (*Record, error) {
	steps := 0
	if back != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(back, "~"))
		if err != nil || n < 0 || back[0] != '~' {
			return nil, &UnknownRun{fmt.Sprintf("%q names no run: expected latest or latest~N, such as latest~1", word)}
		}
		steps = n
	}
	newest, err := s.Latest()
	if err != nil {
		return nil, err
	}
	if newest == nil {
		return nil, &UnknownRun{fmt.Sprintf("%s has no run of a whole plan yet", s.dir)}
	}
	for r := newest; r != nil; r = before(list, r) {
		if steps == 0 {
			return r, nil
		}
		steps--
	}
	return nil, &UnknownRun{fmt.Sprintf("no run %q in %s: there are not so many whole runs of the plan %s", word, s.dir, newest.Plan.Name)}
}

// before returns the newest whole run of the same plan before a run, nil if there is none.
func before(list []*Record, r *Record) *Record {
	for _, o := range slices.Backward(list) {
		if o.Number < r.Number && o.Whole && o.Plan.Name == r.Plan.Name {
			return o
		}
	}
	return nil
}

// moved returns the name that a file of run a has if the folders of the county files,
// of the plan and of the data were those of run b: so the same file is found again
// where the folders were moved.
func moved(a, b *Record) func(string) string {
	type pair struct{ from, to string }
	files := map[string]string{a.Plan.File: b.Plan.File}
	var folders []pair
	if a.Data != "" && b.Data != "" {
		folders = append(folders, pair{folderOf(a.Data + "/"), folderOf(b.Data + "/")})
	}
	for _, x := range a.Counties {
		for _, y := range b.Counties {
			if x.ID == y.ID && x.File != "" && y.File != "" {
				files[x.File] = y.File
				folders = append(folders, pair{folderOf(x.File), folderOf(y.File)})
			}
		}
	}
	folders = append(folders, pair{folderOf(a.Plan.File), folderOf(b.Plan.File)})
	slices.SortStableFunc(folders, func(x, y pair) int { return len(y.from) - len(x.from) })
	return func(name string) string {
		if to, ok := files[name]; ok {
			return to
		}
		for _, p := range folders {
			// The folder "" is the one that the run was started in: every relative name is below it.
			rest, ok := strings.CutPrefix(name, p.from)
			switch {
			case ok && p.from == p.to:
				return name
			case ok:
				return source.OS().Join(p.to, rest)
			}
		}
		return name
	}
}

// folderOf is the folder of a file with a slash at its end, without detours, "" for none.
func folderOf(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	dir := name[:strings.LastIndex(name, "/")+1]
	if dir = filepath.ToSlash(filepath.Clean(dir)); dir == "." || dir == "/" {
		return strings.TrimPrefix(dir, ".")
	}
	return dir + "/"
}
