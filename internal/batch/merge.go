package batch

import (
	"bytes"
	"io"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go"

	"saavu/internal/engine"
	"saavu/pkg/report"
)

// figureRow is a row of figures.parquet.
type figureRow struct {
	County   string   `parquet:"county,dict"`
	Option   string   `parquet:"option,dict"`
	Year     int32    `parquet:"year"`
	Set      string   `parquet:"set,dict"`
	Frame    string   `parquet:"frame,dict"`
	Service  string   `parquet:"service,dict"`
	Area     string   `parquet:"area,dict"`
	Group    string   `parquet:"group,dict"`
	Facility string   `parquet:"facility,dict"`
	Measure  string   `parquet:"measure,dict"`
	Value    *float64 `parquet:"value,optional"`
	Low      *float64 `parquet:"low,optional"`
	High     *float64 `parquet:"high,optional"`
	Unit     string   `parquet:"unit,dict"`
	Why      *string  `parquet:"why,optional,dict"` // why it is not known, if that is known
}

// setRow is a row of set.parquet: the place of an option among the others.
type setRow struct {
	County   string   `parquet:"county,dict"`
	Option   string   `parquet:"option,dict"`
	Year     int32    `parquet:"year"`
	Set      string   `parquet:"set,dict"`
	Frame    string   `parquet:"frame,dict"`
	Service  string   `parquet:"service,dict"`
	Best     bool     `parquet:"best"`
	NextBest *string  `parquet:"next_best,optional,dict"`
	Price    *float64 `parquet:"frontier_price_eur,optional"`
	Why      *string  `parquet:"why_no_price,optional,dict"`
}

// taskRow is a row of tasks.parquet.
type taskRow struct {
	County string  `parquet:"county,dict"`
	Option string  `parquet:"option,dict"`
	Year   int32   `parquet:"year"`
	Set    string  `parquet:"set,dict"`
	Frame  string  `parquet:"frame,dict"`
	Task   string  `parquet:"task"`
	State  string  `parquet:"state,dict"`
	Key    *string `parquet:"key,optional"`
	Added  bool    `parquet:"added"`
	Cause  *string `parquet:"cause,optional"`
}

// The states of a task in tasks.parquet.
const (
	StateDone   = "done"
	StateFailed = "failed"
)

// Tables are the tables of a run as Parquet files.
type Tables struct{ Figures, Set, Tasks, Rules []byte }

// Merge puts the results of tasks together, in the order of the tasks, and computes
// what depends on all options of a set: which are best, and the frontier. Failed tasks
// have no figures. measures are those to keep, nil for all. The same tasks give the
// same bytes, whoever has computed them.
func Merge(tasks []*Task, measures []string, result func(key string) (*Result, error)) (*Tables, error) {
	var figures, set, list, rules bytes.Buffer
	m := &merging{measures: measures, result: result, figures: tableOf[figureRow](&figures), set: tableOf[setRow](&set), rules: tableOf[ruleRow](&rules)}
	byTask := tableOf[taskRow](&list)
	for len(tasks) > 0 {
		n := slices.IndexFunc(tasks, func(t *Task) bool { return t.group != tasks[0].group })
		if n < 0 {
			n = len(tasks)
		}
		rows := make([]taskRow, n)
		for i, t := range tasks[:n] {
			rows[i] = t.row()
		}
		if _, err := byTask.Write(rows); err != nil {
			return nil, err
		}
		if err := m.add(tasks[:n]); err != nil {
			return nil, err
		}
		tasks = tasks[n:]
	}
	for _, close := range []func() error{m.figures.Close, m.set.Close, byTask.Close, m.rules.Close} {
		if err := close(); err != nil {
			return nil, err
		}
	}
	return &Tables{figures.Bytes(), set.Bytes(), list.Bytes(), rules.Bytes()}, nil
}

func tableOf[T any](b io.Writer) *parquet.GenericWriter[T] {
	return parquet.NewGenericWriter[T](b, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("saavu", "1", ""))
}

// merging is the state of Merge.
type merging struct {
	measures []string
	result   func(key string) (*Result, error)
	figures  *parquet.GenericWriter[figureRow]
	set      *parquet.GenericWriter[setRow]
	rules    *parquet.GenericWriter[ruleRow]
}

// add writes the figures of the tasks of one set, and of the set itself.
func (m *merging) add(tasks []*Task) error {
	var done []*Task
	var standings []engine.Standing
	var services []string
	for _, t := range tasks {
		if t.Cause != "" {
			continue
		}
		r, err := m.result(t.Key)
		if err != nil {
			return err
		}
		if err := m.lines(t, r.Lines); err != nil {
			return err
		}
		if _, err := m.rules.Write(t.rules(r.Breaches)); err != nil {
			return err
		}
		done, standings = append(done, t), append(standings, r.Standing)
		services = t.group.services()
	}
	ranks := engine.Ranked(standings)
	var rows []setRow
	var prices []figureRow
	for i, t := range done {
		for s, rank := range ranks[i] {
			row := setRow{County: t.County, Option: t.Option, Year: int32(t.Year), Set: t.Set, Frame: t.Frame, Service: services[s], Best: rank.Best}
			price := t.figure(&Line{Service: services[s], Measure: ofTheSet, Unit: "EUR/person", Value: math.NaN(), Low: math.NaN(), High: math.NaN()})
			price.Group = t.group.target(s)
			if rank.Next >= 0 {
				row.NextBest, row.Price = &done[rank.Next].Option, known(rank.Price)
				price.Value, price.Low, price.High = row.Price, row.Price, row.Price
			} else {
				row.Why = because(standings[i].Services[s].Staffed, rank.Why)
			}
			rows = append(rows, row)
			if m.keeps(ofTheSet) {
				prices = append(prices, price)
			}
		}
	}
	if _, err := m.set.Write(rows); err != nil {
		return err
	}
	_, err := m.figures.Write(prices)
	return err
}

// because is why an option has no price, as a word of no language.
func because(staffed bool, why report.Cause) *string {
	if !staffed {
		why = report.Unstaffed
	}
	word := string(why)
	return &word
}

func (m *merging) keeps(measure string) bool {
	return m.measures == nil || slices.Contains(m.measures, measure)
}

// lines writes the figures of a task.
func (m *merging) lines(t *Task, lines []Line) error {
	rows := make([]figureRow, 0, len(lines))
	for i := range lines {
		if m.keeps(lines[i].Measure) {
			rows = append(rows, t.figure(&lines[i]))
		}
	}
	_, err := m.figures.Write(rows)
	return err
}

// figure is a line of a task as a row.
func (t *Task) figure(l *Line) figureRow {
	return figureRow{County: t.County, Option: t.Option, Year: int32(t.Year), Set: t.Set, Frame: t.Frame,
		Service: l.Service, Area: l.Area, Group: l.Group, Facility: l.Facility, Measure: l.Measure, Unit: l.Unit,
		Value: known(l.Value), Low: known(l.Low), High: known(l.High), Why: t.notAsked(l)}
}

// rules are the verdicts of a task's rules as rows.
func (t *Task) rules(verdicts []Breach) []ruleRow {
	rows := make([]ruleRow, len(verdicts))
	for i, b := range verdicts {
		rows[i] = ruleRow{t.County, t.Option, int32(t.Year), t.Set, t.Frame, b.Rule, b.Severity, b.Verdict}
	}
	return rows
}

// row is a task as a row.
func (t *Task) row() taskRow {
	r := taskRow{County: t.County, Option: t.Option, Year: int32(t.Year), Set: t.Set, Frame: t.Frame, Task: t.Name(), State: StateDone, Added: t.Added}
	if t.Key != "" {
		r.Key = &t.Key
	}
	if t.Cause != "" {
		r.State, r.Cause = StateFailed, &t.Cause
	}
	return r
}

// services lists the ids of the county's services in order.
func (g *group) services() []string {
	var out []string
	for _, s := range g.county.of.Base.Network.Services {
		out = append(out, s.ID)
	}
	return out
}

// target is the target group of a service, as in the tidy list.
func (g *group) target(s int) string { return g.county.of.Base.Network.Services[s].Target.String() }
