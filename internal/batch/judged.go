package batch

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
)

// sample is a tracked figure of a task.
type sample struct {
	task   *Task
	figure string
	value  float64
}

// evaluate evaluates a gate in every task that it is about.
func (a *assessment) evaluate(g *gate) []GateTask {
	var out []GateTask
	count := map[string]int{}
	for _, t := range a.w.tasks {
		if !g.about(t) {
			continue
		}
		count[""]++
		if t.Cause == "" {
			count[StateDone]++
		} else {
			count[StateFailed]++
		}
	}
	if g.ofRun() {
		return []GateTask{a.verdict(g, nil, count)}
	}
	for _, t := range a.w.tasks {
		if g.about(t) {
			out = append(out, a.verdict(g, t, count))
		}
	}
	if out == nil {
		return []GateTask{{State: GateUndecided, Why: whyNone, Figures: []GateFigure{}}}
	}
	return out
}

// verdict evaluates a gate in one task, or for a nil task in the run. count has the
// tasks that the gate is about, by state.
func (a *assessment) verdict(g *gate, t *Task, count map[string]int) GateTask {
	out := GateTask{State: GateUndecided, Figures: []GateFigure{}, of: t}
	if t != nil {
		out.Task = t.Name()
	}
	if t != nil && a.from[t.Name()] != nil && slices.ContainsFunc(g.expr.uses, func(u use) bool { return u.was }) {
		out.Was = a.from[t.Name()].Run
	}
	known := make([]*float64, len(g.expr.uses))
	for i, u := range g.expr.uses {
		var f figure
		for c, of := range u.node.of {
			if t == nil || c == t.group.county {
				f = of
			}
		}
		switch {
		case f.kind == ofTasks:
			known[i] = whole(count[f.measure])
		case u.was:
			known[i] = a.was.of(&f, t)
		default:
			known[i] = a.now.of(&f, t)
		}
		if known[i] == nil && out.Why == "" {
			out.Why = a.why(u, &f, t)
		}
		out.Figures = append(out.Figures, GateFigure{u.name, known[i], f.unit})
	}
	result, err := g.expr.evaluate(known)
	switch {
	case result == holds:
		out.State, out.Why = GateMissed, ""
	case result == fails:
		out.State, out.Why = GateMet, ""
	case errors.Is(err, errNoNumber) && out.Why == "":
		out.Why = whyZero
	}
	return out
}

// why says why a figure of a task is not known.
func (a *assessment) why(u use, f *figure, t *Task) string {
	switch {
	case t.Cause != "":
		return whyFailed
	case !u.was:
		return cmp.Or(a.now.lacks(f, t), whyUnknown)
	case a.was.done[t.Name()]:
		return cmp.Or(a.was.lacks(f, t), whyUnknown)
	case a.failed[t.Name()]:
		return whyBroken
	case len(a.lost) > 0:
		return whyDamaged
	case a.before == nil:
		return whyFirst
	}
	return whyNew
}

// sum is the result of a gate over its tasks: one that is missed in one task is missed.
func (a *assessment) sum(g *gate, tasks []GateTask) GateRecord {
	out := GateRecord{ID: g.id, Title: oneLine(a.say.Name(g.title)), Titles: titlesOf(g.title), Expression: g.text, State: GateMet, Tasks: []GateTask{}}
	for _, t := range tasks {
		switch t.State {
		case GateMet:
			out.Met++
			continue
		case GateMissed:
			out.Missed++
		default:
			out.Undecided++
		}
		out.Tasks = append(out.Tasks, t)
	}
	switch {
	case out.Missed > 0:
		out.State = GateMissed
	case out.Undecided > 0:
		out.State = GateUndecided
	}
	if out.Title == "" {
		out.Title = g.text
	}
	a.unchecked(g, &out)
	return out
}

// unchecked counts the rules of a gate on breaches that are not checked.
func (a *assessment) unchecked(g *gate, out *GateRecord) {
	for _, u := range g.expr.uses {
		for _, f := range u.node.of {
			if f.kind != broken || u.was {
				continue
			}
			for _, t := range a.w.tasks {
				if c := a.now.rules[t.Name()]; c != nil && g.about(t) && c.unchecked[f.measure] > out.NotChecked {
					out.NotChecked, out.Rules, out.Severity = c.unchecked[f.measure], c.all[f.measure], f.measure
				}
			}
		}
	}
}

// track reads the tracked figures of every task that has them.
func (a *assessment) track() {
	for _, t := range a.w.tasks {
		for _, e := range a.w.judge.track {
			u := e.uses[0]
			f, ok := u.node.of[t.group.county]
			if v := a.now.of(&f, t); ok && v != nil {
				a.tracked = append(a.tracked, sample{t, u.name, *v})
			}
		}
	}
}

// table is gates.parquet.
func (a *assessment) table() ([]byte, error) {
	var b bytes.Buffer
	w := tableOf[gateRow](&b)
	for i, g := range a.w.judge.gates {
		rows := make([]gateRow, 0, len(a.results[i]))
		for k := range a.results[i] {
			r := &a.results[i][k]
			row := gateRow{Gate: g.id, Task: r.Task, State: r.State, Figures: r.Figures}
			if t := r.of; t != nil {
				row.County, row.Option, row.Year, row.Set, row.Frame = t.County, t.Option, int32(t.Year), t.Set, t.Frame
			}
			if r.Why != "" {
				row.Why = &r.Why
			}
			if r.Was != "" {
				row.Was = &r.Was
			}
			rows = append(rows, row)
		}
		if _, err := w.Write(rows); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
