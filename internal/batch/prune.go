package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"saavu/internal/atomic"
)

// PruneRequest says which runs of a folder to keep. As in other programs that keep
// snapshots, each rule keeps the newest runs that it counts, and a run is kept if any
// rule keeps it.
type PruneRequest struct {
	Out     string
	Last    int // newest runs
	Daily   int // the newest run of each of so many days with runs, in UTC
	Weekly  int // of ISO weeks
	Monthly int
	DryRun  bool
	Clock   func() time.Time // nil for the system's
}

// Pruned is what was removed, or would be.
type Pruned struct {
	Contract int       `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	DryRun   bool      `json:"dry_run" jsonschema_description:"nothing was removed"`
	Kept     []KeptRun `json:"kept" jsonschema_description:"runs that stay, the newest first"`
	Runs     []RunName `json:"runs" jsonschema_description:"runs that go, the newest first"`
	Results  []string  `json:"results" jsonschema_description:"tasks of which some stored result goes: no run that stays needs it"`
	Inputs   []string  `json:"inputs" jsonschema_description:"files of which some kept content goes"`
	Files    int       `json:"files" jsonschema_description:"stored results and inputs that go"`
	Bytes    int64     `json:"bytes" jsonschema_description:"of all that goes"`
	Working  bool      `json:"working" jsonschema_description:"a run is at work: stored results and inputs stay, and the next prune removes them"`
	Faults   []string  `json:"faults" jsonschema_description:"damaged runs, which stay, in English"`
}

// KeptRun is a run that stays, and the rules that keep it.
type KeptRun struct {
	RunName
	Rules []string `json:"rules" jsonschema_description:"last, daily, weekly, monthly; latest: the newest run of a whole plan; part: of selected tasks, after a run that stays"`
}

// young is how long a stored file that no run has yet stays: a run may be at work, or
// its shards may not be merged yet.
const young = 24 * time.Hour

// pruning is the state of Prune.
type pruning struct {
	*Store
	q     *PruneRequest
	out   *Pruned
	goes  []*Record
	stays []*Record
	paths []string // files that go
}

// Prune removes runs that no rule keeps, and the stored results and inputs that no
// other run needs. The newest run of a whole plan always stays. While a run is at work,
// only runs go: it may need any result. Prune holds the lock of publishing. A damaged run stays; what only it needs is not known to be needed.
func Prune(ctx context.Context, q PruneRequest) (*Pruned, error) {
	if q.Clock == nil {
		q.Clock = time.Now
	}
	s, err := OpenRuns(q.Out)
	if err != nil {
		return nil, err
	}
	p := &pruning{Store: s, q: &q, out: &Pruned{Contract: 1, DryRun: q.DryRun, Kept: []KeptRun{}, Runs: []RunName{}, Results: []string{}, Inputs: []string{}, Faults: []string{}}}
	if q.DryRun {
		if p.out.Working, err = s.atWork(ctx); err == nil {
			err = p.choose()
		}
		return p.out, err
	}
	lock, err := s.publishing(ctx)
	if err != nil {
		return nil, err
	}
	alone, err := atomic.Acquire(ctx, s.path(pruneLock), Patience)
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	s.sweep()
	if p.out.Working, err = s.atWork(ctx); err == nil {
		err = p.choose()
	}
	if err == nil {
		err = p.remove(ctx, lock)
	}
	return p.out, errors.Join(err, alone.Release(), lock.Release())
}

// choose finds what goes.
func (p *pruning) choose() error {
	list, faults, err := p.Records()
	if err != nil {
		return err
	}
	for _, f := range faults {
		p.out.Faults = append(p.out.Faults, f.Error())
	}
	newest, err := p.Latest()
	if err != nil {
		return err
	}
	rules := p.rules(list)
	if newest != nil {
		rules[newest.Run] = append(rules[newest.Run], latestWord)
	}
	for _, r := range list {
		if of := before(list, r); !r.Whole && (of == nil || len(rules[of.Run]) > 0) {
			rules[r.Run] = append(rules[r.Run], "part")
		}
	}
	for _, r := range slices.Backward(list) {
		if len(rules[r.Run]) > 0 {
			p.stays = append(p.stays, r)
			p.out.Kept = append(p.out.Kept, KeptRun{r.name(), rules[r.Run]})
			continue
		}
		p.goes = append(p.goes, r)
		p.out.Runs = append(p.out.Runs, r.name())
		for _, f := range r.Files {
			p.out.Bytes += f.Bytes
		}
	}
	if p.out.Working {
		return nil
	}
	if err := p.unneeded(); err != nil {
		return err
	}
	p.out.Files = len(p.paths)
	return nil
}

// rules finds which rules keep which runs, for each plan on its own. The newest run is
// that with the highest number: a clock that went back changes nothing. A night in which
// every task failed takes no place: the results of the night before it would go.
func (p *pruning) rules(list []*Record) map[string][]string {
	out := map[string][]string{}
	counts := map[string][4]int{}
	last := map[string][4]string{}
	for _, r := range slices.Backward(list) {
		if !r.Whole || r.Tasks.Done == 0 && r.Tasks.Failed > 0 {
			continue
		}
		count, seen := counts[r.Plan.Name], last[r.Plan.Name]
		at, _ := time.Parse(time.RFC3339, r.Ended)
		year, week := at.UTC().ISOWeek()
		for k, rule := range []struct {
			name string
			most int
			mark string
		}{{"last", p.q.Last, r.Run}, {"daily", p.q.Daily, at.UTC().Format(time.DateOnly)},
			{"weekly", p.q.Weekly, fmt.Sprint(year, " ", week)}, {"monthly", p.q.Monthly, at.UTC().Format("2006-01")}} {
			if count[k] < rule.most && seen[k] != rule.mark {
				out[r.Run] = append(out[r.Run], rule.name)
				count[k]++
				seen[k] = rule.mark
			}
		}
		counts[r.Plan.Name], last[r.Plan.Name] = count, seen
	}
	return out
}

// unneeded finds stored results, failures and inputs that no run that stays needs.
func (p *pruning) unneeded() error {
	results, names := map[string]bool{}, map[string]string{} // paths that stay; names of those that go
	failing, inputs := map[string]bool{}, map[string]bool{}
	for _, r := range append(slices.Clone(p.goes), p.stays...) {
		stays := slices.Contains(p.stays, r)
		keys, err := p.keysOf(r)
		if errors.As(err, new(*Damaged)) {
			if stays {
				p.out.Faults = append(p.out.Faults, err.Error())
			}
			err = nil
		}
		if err != nil {
			return err
		}
		for task, key := range keys {
			if key == "" {
				failing[task] = failing[task] || stays
				continue
			}
			at := p.path(tasksDir, r.Model, key[:2], key+resultEnd)
			results[at] = results[at] || stays
			names[at] = task
		}
		for _, i := range r.inputs() {
			at := p.inputPath(i.SHA256)
			inputs[at] = inputs[at] || stays
			names[at] = i.Name
		}
	}
	err := p.files(tasksDir, func(name string) (bool, *[]string) { return results[name], &p.out.Results }, names)
	if err == nil {
		err = p.files(inputsDir, func(name string) (bool, *[]string) { return inputs[name], &p.out.Inputs }, names)
	}
	if err == nil {
		err = p.files(failedDir, func(name string) (bool, *[]string) { return p.fails(name, failing), nil }, names)
	}
	slices.Sort(p.out.Results)
	slices.Sort(p.out.Inputs)
	p.out.Results, p.out.Inputs = slices.Compact(p.out.Results), slices.Compact(p.out.Inputs)
	return err
}

// fails reports whether a stored failure is that of a task which fails in a run that
// stays.
func (p *pruning) fails(name string, failing map[string]bool) bool {
	f, err := readFailure(name)
	return err == nil && failing[f.Task]
}

// files finds the files of a folder that go. Lists of parameters stay: they are small,
// and results of any age may use them.
func (p *pruning) files(dir string, stays func(name string) (bool, *[]string), names map[string]string) error {
	return filepath.WalkDir(p.path(dir), func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("run folder %s: %w", p.dir, atomic.Reason(err))
		case e.IsDir() || atomic.Ours(e.Name()) || strings.Contains(filepath.ToSlash(name), "/"+readsDir+"/"):
			return nil
		}
		keep, list := stays(name)
		info, err := e.Info()
		if err != nil || keep || names[name] == "" && p.q.Clock().Sub(info.ModTime()) < young {
			return nil
		}
		p.paths = append(p.paths, name)
		p.out.Bytes += info.Size()
		if list != nil && names[name] != "" {
			*list = append(*list, names[name])
		}
		return nil
	})
}

// remove removes what goes: the runs first, so that no run lacks what it needs.
func (p *pruning) remove(ctx context.Context, lock *atomic.Lock) error {
	for _, r := range p.goes {
		if err := errors.Join(ctx.Err(), lock.Check()); err != nil {
			return err
		}
		if err := atomic.Discard(p.path(runsDir, r.Run)); err != nil {
			return fmt.Errorf("%s: %w", p.path(runsDir, r.Run), err)
		}
	}
	for _, name := range p.paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := atomic.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
