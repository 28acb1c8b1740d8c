package batch

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go"

	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// rowKey finds a row of figures.parquet within a task.
type rowKey struct{ county, service, area, group, facility, measure string }

// values are the figures of one run that gates ask for.
type values struct {
	slots map[rowKey]int // of the rows that are asked for
	rows  map[string][]cell
	rules map[string]*ruleCounts // verdicts by task
	done  map[string]bool        // tasks that were computed
}

// cell is a value of a row that is asked for; there is false if there is no such row.
type cell struct {
	report.Range
	there bool
}

// ruleCounts counts the rules of a task by severity; "" is all.
type ruleCounts struct{ all, broken, unchecked map[string]int }

// Verdicts of rules that gates count.
const (
	breach        = "breach"
	notChecked    = "not checked"
	notIdentified = "not identified"
)

// ruleRow is a row of rules.parquet.
type ruleRow struct {
	County   string `parquet:"county,dict"`
	Option   string `parquet:"option,dict"`
	Year     int32  `parquet:"year"`
	Set      string `parquet:"set,dict"`
	Frame    string `parquet:"frame,dict"`
	Rule     string `parquet:"rule,dict"`
	Severity string `parquet:"severity,dict"`
	Verdict  string `parquet:"verdict,dict"`
}

// eachRow reads a table in small parts.
func eachRow[T any](table []byte, use func(*T)) (err error) {
	defer damaged(&err)
	file, err := parquet.OpenFile(bytes.NewReader(table), int64(len(table)))
	if err != nil {
		return err
	}
	r := parquet.NewGenericReader[T](file)
	defer func() { err = errors.Join(err, r.Close()) }()
	rows := make([]T, 1024)
	for {
		clear(rows)
		n, err := r.Read(rows)
		for i := range rows[:n] {
			use(&rows[i])
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// taskOf gives the name of the task of each row. Rows of a task stand together, so that
// the name is made once.
type taskOf struct {
	last Task
	name string
}

func (n *taskOf) of(county, option string, year int32, set, frame string) string {
	t := Task{County: county, Option: option, Year: int(year), Set: set, Frame: frame}
	if n.name == "" || t.County != n.last.County || t.Option != n.last.Option || t.Year != n.last.Year || t.Set != n.last.Set || t.Frame != n.last.Frame {
		n.last, n.name = t, t.Name()
	}
	return n.name
}

// add keeps a row that is asked for.
func (v *values) add(task string, r *figureRow) {
	slot, ok := v.slots[rowKey{r.County, r.Service, r.Area, r.Group, r.Facility, r.Measure}]
	if !ok {
		return
	}
	if v.rows[task] == nil {
		v.rows[task] = make([]cell, len(v.slots))
	}
	v.rows[task][slot].there = true
	if r.Value != nil && r.Low != nil && r.High != nil {
		v.rows[task][slot].Range = report.Range{V: *r.Value, Lo: *r.Low, Hi: *r.High, Known: true}
	}
}

// addRules counts the verdicts of a table of rules, of the tasks that are wanted; nil for
// all.
func (v *values) addRules(table []byte, wanted func(task string) bool) error {
	if v.rules == nil {
		v.rules = map[string]*ruleCounts{}
	}
	var names taskOf
	return eachRow(table, func(r *ruleRow) {
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		if wanted != nil && !wanted(task) {
			return
		}
		c := v.rules[task]
		if c == nil {
			c = &ruleCounts{map[string]int{}, map[string]int{}, map[string]int{}}
			v.rules[task] = c
		}
		for _, severity := range []string{r.Severity, ""} {
			c.all[severity]++
			switch r.Verdict {
			case breach:
				c.broken[severity]++
			case notChecked, notIdentified:
				c.unchecked[severity]++
			}
		}
	})
}

// row is the value of a row of a task.
func (v *values) row(task string, k rowKey) cell {
	rows := v.rows[task]
	slot, ok := v.slots[k]
	if !ok || rows == nil {
		return cell{}
	}
	return rows[slot]
}

// of is the value of a figure of a task, nil if it is not known.
func (v *values) of(f *figure, t *Task) *float64 {
	name := t.Name()
	if !v.done[name] {
		return nil
	}
	switch f.kind {
	case broken, untested:
		c := v.rules[name]
		switch {
		case c == nil: // a county without rules
			return whole(0)
		case f.kind == untested:
			return whole(c.unchecked[""])
		}
		return whole(c.broken[f.measure])
	case worsePeople, worseServed:
		return v.worse(f, t)
	case costLine:
		if total := v.row(name, f.total(t.County)); total.Known && !v.row(name, f.key(t.County)).there {
			return whole(0)
		}
	}
	if r := v.row(name, f.key(t.County)); r.Known {
		return &r.V
	}
	return nil
}

func whole(n int) *float64 {
	v := float64(n)
	return &v
}

// key is the row of a figure.
func (f *figure) key(county string) rowKey {
	return rowKey{county, f.service, f.area, f.group, f.facility, f.measure}
}

// total is the row of all lines of the payer of a cost line: those that change by nothing
// have no row.
func (f *figure) total(county string) rowKey {
	k := rowKey{county: county, service: f.service, group: f.target, measure: "county_change"}
	if f.group != string(cost.County) {
		k.measure = "homes_change"
	}
	return k
}

// lacks says what an option does not have, so that a figure has no row; "" if there is one.
func (v *values) lacks(f *figure, t *Task) string {
	switch k := f.key(t.County); {
	case f.kind != inTable || v.row(t.Name(), k).there:
	case f.facility != "":
		k.group, k.measure = f.target, stationLoad
		if _, asked := v.slots[k]; f.measure != "station_positions" || asked && !v.row(t.Name(), k).there {
			return whyNoPoint
		}
	case f.group != f.target && f.measure == "gets_there":
		return whyNoGroup
	}
	return ""
}

// worse counts the services in which an option is worse than its reference; nil if the
// reference was not computed.
func (v *values) worse(f *figure, t *Task) *float64 {
	if len(t.chain) < 2 || t.chain[1].ID == t.chain[0].ID {
		return whole(0)
	}
	at := slices.IndexFunc(t.group.tasks, func(o *Task) bool { return o.Option == t.chain[1].ID })
	if f.kind == worseServed && (at < 0 || !v.done[t.group.tasks[at].Name()]) {
		return nil
	}
	n := 0
	for _, k := range t.group.county.worseRows(f.kind) {
		now := v.row(t.Name(), k)
		if f.kind == worsePeople {
			k.measure = "gain"
			if gain := v.row(t.Name(), k); now.Direction() > 0 && now.V > gain.V {
				n++
			}
			continue
		}
		if was := v.row(t.group.tasks[at].Name(), k); now.Known && was.Known && math.Round(100*now.V) < math.Round(100*was.V) {
			n++
		}
	}
	return whole(n)
}

// worseRows are the rows that worse compares, one in each service.
func (c *county) worseRows(kind figureKind) []rowKey {
	var out []rowKey
	for _, s := range c.of.Base.Network.Services {
		k := rowKey{county: c.of.ID, service: s.ID, group: s.Target.String(), measure: "lose"}
		if kind == worseServed {
			k.measure = "can_be_served"
		}
		out = append(out, k)
	}
	return out
}
