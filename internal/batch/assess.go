package batch

import (
	"bytes"
	"errors"
	"os"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
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
	whyZero    = "division_by_zero"
	whyNone    = "no_task"
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
	Figures []GateFigure `parquet:"figures,list"`
}

const gatesFile = "gates.parquet"

// assessment is what a run says about itself: its gates, and what changed.
type assessment struct {
	w       *work
	say     *words.Words
	record  *Record
	before  *Record // nil without a run before
	now     values
	was     values
	results [][]GateTask // of each gate, all its tasks
	changes []figureChange
	lost    bool // the tables of the run before cannot be read
	tracked []sample
	files   []file
}

// assess evaluates the gates and compares with the run before. It adds the files for
// people to those of a run.
func (w *work) assess(r *Record, files []file) ([]file, error) {
	a := &assessment{w: w, say: words.In(w.language()), record: r}
	r.Gates = []GateRecord{}
	var err error
	if a.before, err = w.before(); err != nil {
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

// before returns the last whole run of the same plan, nil if there is none.
func (w *work) before() (*Record, error) {
	runs, err := w.store.Runs()
	if err != nil {
		return nil, err
	}
	for _, run := range slices.Backward(runs) {
		r, err := w.store.Record(run)
		if err != nil {
			return nil, err
		}
		if r.Whole && r.Plan.Name == w.plan.Name {
			return r, nil
		}
	}
	return nil, nil
}

// read reads the figures of gates from the tables of this run and of the run before, and
// what changed in between.
func (a *assessment) read(tables map[string][]byte) error {
	slots := a.slots()
	a.now = values{slots: slots, rows: map[string][]report.Range{}, done: map[string]bool{}}
	a.was = values{slots: slots, rows: map[string][]report.Range{}, done: map[string]bool{}}
	for _, t := range a.w.tasks {
		a.now.done[t.Name()] = t.Cause == ""
	}
	if err := a.now.addRules(tables[rulesFile]); err != nil {
		return err
	}
	cmp, same := a.comparing(), false
	if a.before != nil {
		var err error
		if same, err = a.readBefore(tables[figuresFile], cmp); err != nil {
			a.lost, same = true, false
			a.was = values{}
		}
	}
	if len(slots) == 0 && len(cmp.was) == 0 {
		return nil
	}
	var names taskOf
	err := eachFigure(tables[figuresFile], wantedOf(slots, cmp), func(r *figureRow) {
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		a.now.add(task, r)
		cmp.add(task, r)
	})
	if same {
		a.was.rows = a.now.rows
	}
	a.changes = cmp.largest()
	return err
}

// readBefore reads the run before, and reports whether its figures are the same. An
// error is that of its tables.
func (a *assessment) readBefore(now []byte, cmp *comparing) (bool, error) {
	keys, err := a.w.store.keysOf(a.before.Run)
	if err != nil {
		return false, err
	}
	for task, key := range keys {
		a.was.done[task] = key != ""
	}
	rules, err := a.w.store.tableOfRun(a.before, rulesFile)
	if err == nil {
		err = a.was.addRules(rules)
	}
	if err != nil {
		return false, err
	}
	table, err := a.w.store.tableOfRun(a.before, figuresFile)
	if err != nil || bytes.Equal(table, now) {
		return err == nil, err
	}
	cmp.changed(a.w.tasks, keys)
	var names taskOf
	return false, eachFigure(table, wantedOf(a.now.slots, cmp), func(r *figureRow) {
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		a.was.add(task, r)
		cmp.before(task, r)
	})
}

// wantedOf returns which measures gates ask for, or a comparison if some result differs.
func wantedOf(slots map[rowKey]int, cmp *comparing) func(string) bool {
	asked := map[string]bool{}
	for k := range slots {
		asked[k.measure] = true
	}
	return func(measure string) bool { return asked[measure] || len(cmp.tasks) > 0 && cmp.compares(measure) }
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

var errGone = errors.New("it does not match the record of its run")

// tableOfRun reads a file of a run, and checks that it is the one of the record.
func (s *Store) tableOfRun(r *Record, name string) ([]byte, error) {
	i := slices.IndexFunc(r.Files, func(f FileRecord) bool { return f.Name == name })
	if i < 0 {
		return nil, errGone
	}
	text, err := os.ReadFile(s.File(r.Run, name))
	if err == nil && sumOf(text) != r.Files[i].SHA256 {
		err = errGone
	}
	return text, err
}
