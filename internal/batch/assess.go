package batch

import (
	"bytes"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// The states of a gate, and of a gate in one task.
const (
	GateMet       = "met"
	GateMissed    = "missed"
	GateUndecided = "undecided"
)

// Why a gate is undecided, as words of no language.
const (
	whyFailed  = "task_failed"
	whyUnknown = "unknown_figure"
	whyFirst   = "no_run_before"
	whyNew     = "not_in_run_before"
	whyBroken  = "failed_before"
	whyDamaged = "run_before_damaged"
	whyZero    = "division_by_zero"
	whyNone    = "no_task"
	whyNoPoint = "no_such_point"
	whyNoGroup = "no_such_people"
)

// GateRecord is a gate of a run.
type GateRecord struct {
	ID         string     `json:"id"`
	Title      string     `json:"title"`            // in the language of the report
	Titles     titles     `json:"titles,omitempty"` // by language, those of the plan
	Expression string     `json:"expression"`
	State      string     `json:"state"` // met, missed or undecided
	Met        int        `json:"met"`   // tasks
	Missed     int        `json:"missed"`
	Undecided  int        `json:"undecided"`
	Tasks      []GateTask `json:"tasks"` // where it is missed or undecided

	Rules      int    `json:"rules,omitempty"`       // of a gate on breaches: how many rules it is about, in the task with most that are not checked
	NotChecked int    `json:"not_checked,omitempty"` // of these, how many are not checked there
	Severity   string `json:"severity,omitempty"`    // of these rules, "" for all
}

// titles is a title by language.
type titles map[lang.Language]string

// titlesOf returns the titles that a name has.
func titlesOf(n lang.Name) titles {
	out := titles{}
	for _, l := range lang.Languages() {
		if own := n.Own(l); own != "" {
			out[l] = own
		}
	}
	return out
}

// GateTask is a gate in one task.
type GateTask struct {
	Task    string       `json:"task,omitempty"` // "" for a gate that is about the run
	State   string       `json:"state"`
	Why     string       `json:"why,omitempty"` // it is undecided
	Was     string       `json:"was,omitempty"` // the run that its was. is of: the newest one that has the task's result
	Figures []GateFigure `json:"figures"`

	of *Task
}

// GateFigure is a figure of a gate with its value.
type GateFigure struct {
	Name  string   `json:"name" parquet:"name,dict"`
	Value *float64 `json:"value" parquet:"value,optional"` // null if it is not known
	Unit  string   `json:"unit" parquet:"unit,dict"`
}

// gateRow is a row of gates.parquet: a gate in one task, or in the run.
type gateRow struct {
	Gate    string       `parquet:"gate,dict"`
	County  string       `parquet:"county,dict"`
	Option  string       `parquet:"option,dict"`
	Year    int32        `parquet:"year"`
	Set     string       `parquet:"set,dict"`
	Frame   string       `parquet:"frame,dict"`
	Task    string       `parquet:"task,dict"`
	State   string       `parquet:"state,dict"`
	Why     *string      `parquet:"why,optional,dict"`
	Was     *string      `parquet:"was_run,optional,dict"`
	Figures []GateFigure `parquet:"figures,list"`
}

const gatesFile = "gates.parquet"

// assessment is what a run says about itself: its gates, and what changed.
type assessment struct {
	w      *work
	say    *calling
	record *Record

	earlier
	now      values
	was      values
	results  [][]GateTask // of each gate, all its tasks
	inputs   []Change     // what the run was not given like the one before
	planKeys []string     // keys of the plan that differ and change no figure of a task
	older    []Older      // other runs that tasks are compared with
	tasks    TaskChanges  // compared with the run before
	changes  []figureChange
	unknown  []figureChange // figures that are not known any more
	nowKnown int            // figures that were not known before
	tracked  []sample
	files    []file
}

// assess evaluates the gates and compares with the run before. It adds the files for
// people to those of a run.
func (w *work) assess(r *Record, files []file) ([]file, error) {
	a := &assessment{w: w, record: r}
	a.say = &calling{words.In(w.language()), []NamesRecord{r.Names}, len(w.counties) > 1}
	r.Gates = []GateRecord{}
	if err := a.look(w); err != nil {
		return nil, err
	}
	tables := map[string][]byte{}
	for _, f := range files {
		tables[f.name] = f.text
	}
	if err := a.read(tables); err != nil {
		return nil, err
	}
	for _, g := range w.judge.gates {
		a.results = append(a.results, a.evaluate(g))
		r.Gates = append(r.Gates, a.sum(g, a.results[len(a.results)-1]))
	}
	a.track()
	if a.before != nil {
		r.Before, r.Success = a.before.Run, a.before.Success
		p, now := w.store.compare(a.before, r, w.q.Embedded), map[string]string{}
		for _, t := range w.tasks {
			now[t.Name()] = t.Key
		}
		p.withProducts(now)
		a.inputs, a.planKeys, a.older = p.changes, p.follows, a.olderRuns()
	}
	if a.last != nil {
		now := map[string]string{}
		for _, t := range w.tasks {
			now[t.Name()] = t.Key
		}
		if a.tasks = taskChanges(a.last.keys, now); !w.whole() {
			a.tasks.Gone = nil
		}
	}
	gates, err := a.table()
	if err != nil {
		return nil, err
	}
	junit, err := a.junit()
	if err != nil {
		return nil, err
	}
	w.assessment = a
	return append(files, file{gatesFile, gates}, file{reportFile, a.report()}, file{junitFile, junit}), nil
}

// read reads the figures of gates from the tables of this run and of the nights before,
// and what changed in between.
func (a *assessment) read(tables map[string][]byte) error {
	slots := a.slots()
	a.now = values{slots: slots, rows: map[string][]cell{}, done: map[string]bool{}}
	a.was = values{slots: slots, rows: map[string][]cell{}, done: map[string]bool{}, rules: map[string]*ruleCounts{}}
	for _, t := range a.w.tasks {
		a.now.done[t.Name()] = t.Cause == ""
		a.was.done[t.Name()] = a.from[t.Name()] != nil
	}
	if err := a.now.addRules(tables[rulesFile], nil); err != nil {
		return err
	}
	cmp := a.comparing()
	same, err := a.readBefore(tables[figuresFile], cmp)
	if err != nil {
		return err
	}
	if len(slots) == 0 && len(cmp.set) == 0 {
		return nil
	}
	var names taskOf
	err = eachFigure(tables[figuresFile], wantedOf(slots, cmp), func(r *figureRow) {
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		a.now.add(task, r)
		cmp.add(task, r)
	})
	if same {
		a.was.rows = a.now.rows
	}
	a.changes, a.unknown, a.nowKnown = cmp.largest()
	return err
}

// readBefore reads the nights before, and reports whether their figures are the same.
func (a *assessment) readBefore(now []byte, cmp *comparing) (bool, error) {
	for _, p := range a.past {
		of := func(task string) bool { return a.from[task] == p }
		if err := a.was.addRules(p.rules, of); err != nil {
			return false, err
		}
	}
	if len(a.past) == 1 && bytes.Equal(a.past[0].figures, now) {
		return true, nil
	}
	cmp.changed(a.w.tasks, a.from)
	for _, p := range a.past {
		var names taskOf
		err := eachFigure(p.figures, wantedOf(a.now.slots, cmp), func(r *figureRow) {
			if task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame); a.from[task] == p {
				a.was.add(task, r)
				cmp.before(task, r)
			}
		})
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

// wantedOf returns which measures gates ask for, or a comparison if some result differs.
func wantedOf(slots map[rowKey]int, cmp *comparing) func(string) bool {
	asked := map[string]bool{}
	for k := range slots {
		asked[k.measure] = true
	}
	return func(measure string) bool { return asked[measure] || cmp.compares(measure) }
}

// slots numbers the rows that the gates and the plan's track ask for.
func (a *assessment) slots() map[rowKey]int {
	out := map[rowKey]int{}
	add := func(k rowKey) {
		if _, ok := out[k]; !ok {
			out[k] = len(out)
		}
	}
	expressions := slices.Clone(a.w.judge.track)
	for _, g := range a.w.judge.gates {
		expressions = append(expressions, g.expr)
	}
	for _, e := range expressions {
		for _, u := range e.uses {
			for c, f := range u.node.of {
				switch f.kind {
				case inTable:
					add(f.key(c.of.ID))
					if f.facility != "" && a.w.publishes(stationLoad) {
						k := f.key(c.of.ID)
						k.group, k.measure = f.target, stationLoad
						add(k)
					}
				case costLine:
					add(f.key(c.of.ID))
					add(f.total(c.of.ID))
				case worsePeople, worseServed:
					for _, k := range c.worseRows(f.kind) {
						add(k)
						if f.kind == worsePeople {
							k.measure = "gain"
							add(k)
						}
					}
				}
			}
		}
	}
	return out
}
