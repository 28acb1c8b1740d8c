package batch

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// Due is a task that would run, and why.
type Due struct {
	Task string
	Why  []report.Message
}

// due lists what would run and why: what differs from the result of the same task in
// the newest run.
func (w *work) due() ([]Due, error) {
	prev, keys, faults, err := w.store.newestKeys()
	if err != nil {
		return nil, err
	}
	w.damaged(faults)
	var p *pair
	if prev != nil {
		p = w.store.compare(prev, w.record(), w.q.Embedded)
	}
	out := []Due{} // also if nothing is due
	for _, t := range w.tasks {
		if t.Key == "" && t.Cause == "" {
			out = append(out, Due{t.Name(), w.why(t, prev, keys, p)})
		}
	}
	return out, nil
}

// why returns why a task runs.
func (w *work) why(t *Task, prev *Record, keys map[string]string, p *pair) []report.Message {
	if w.q.Force && w.store.find(t.group.find, t.coarse) != "" {
		return reasons("why.forced")
	}
	key, known := keys[t.Name()]
	switch {
	case prev == nil:
		return reasons("history.none")
	case !known:
		return reasons("why.not_in_newest", "run", prev.Run)
	case key == "":
		return reasons("why.failed_in", "run", prev.Run)
	}
	old, err := w.store.Load(key)
	if err != nil {
		if prev.Model != t.group.common[partModel] {
			return reasons("why.model", "before", prev.Model, "after", t.group.common[partModel])
		}
		return reasons("why.lost", "run", prev.Run)
	}
	return w.differences(t, old, prev, p)
}

// reasons is a single reason.
func reasons(kind string, pairs ...any) []report.Message {
	return []report.Message{report.NewMessage(kind, pairs...)}
}

// differences lists what a task does not share with an earlier result.
func (w *work) differences(t *Task, old *Result, prev *Record, p *pair) []report.Message {
	var out []report.Message
	now := t.group.partsOf(t)
	names := slices.Sorted(maps.Keys(now))
	for name := range old.Parts {
		if _, ok := now[name]; !ok {
			names = append(names, name)
		}
	}
	for _, name := range names {
		a, b := old.Parts[name], now[name]
		switch {
		case a == b:
		case name == partOption:
			out = append(out, t.optionChange(old, p)...)
		default:
			out = append(out, partChange(name, t.County, a, b, p))
		}
	}
	for _, r := range old.Reads {
		now := readsOf(t.group.find.tree, []string{r.Path}, t.group.find.drawn)[0]
		if !r.same(&now, drawnIn(old.Parts) == drawnIn(t.group.common)) {
			out = append(out, r.change(&now, p.ofParameter(t.County, r.Path, t.Set)))
		}
	}
	if out == nil {
		out = reasons("why.lost", "run", prev.Run)
	}
	return out
}

// partChange is a part of a task, or of its county, that differs.
func partChange(name, county, before, after string, p *pair) report.Message {
	if section, ofCounty := strings.CutPrefix(name, sectionPrefix); ofCounty {
		return report.NewMessage("why.section", "county", county, "section", sectionNamed(section), "files", p.ofSection(county, section))
	}
	value := func(v string) any {
		switch {
		case v == "":
			return report.NewMessage("change.no")
		case name == partPeriod:
			return report.Term{List: "task_period", Word: v}
		case name == partPath:
			return report.Term{List: "path", Word: v}
		case v == "true" || v == "false":
			return onOrOff(v)
		}
		return v
	}
	return report.NewMessage("why.part", "part", report.Term{List: "task_part", Word: name}, "before", value(before), "after", value(after), "files", p.ofPart(county, name))
}

// sectionNamed is the section of a county: a word, or the travel times of a mode and a
// period.
func sectionNamed(name string) any {
	rest, ofTimes := strings.CutPrefix(name, timesPrefix)
	words := strings.Fields(rest)
	if !ofTimes || len(words) < 2 {
		return report.Term{List: "section", Word: name}
	}
	table := ""
	if len(words) > 2 { // a further table of the same mode and period
		table = " " + words[2]
	}
	return report.NewMessage("section_times", "mode", report.Term{List: "mode", Word: words[0]}, "period", report.Term{List: "task_period", Word: words[1]}, "table", table)
}

// optionChange lists which options of a chain of references changed.
func (t *Task) optionChange(old *Result, p *pair) []report.Message {
	var out []report.Message
	for k, l := range t.chain {
		what := linked(k, l.ID, t.group.batch.County.FileOf(l.ID))
		switch {
		case k >= len(old.Chain) || old.Chain[k].ID != l.ID && old.Chain[k].Hash != l.Hash:
			out = append(out, report.NewMessage("why.option_new", "what", what))
		case old.Chain[k].Hash != l.Hash:
			out = append(out, report.NewMessage("why.option_changed", "what", what, "files", p.ofOption(l.ID)))
		}
	}
	if out == nil {
		out = reasons("why.option_other", "option", t.Option)
	}
	return out
}

// linked names link k of a chain of references, with its file if that is known.
func linked(k int, id, file string) report.Message {
	var of report.Message
	if file != "" {
		of = report.NewMessage("why.file", "file", file)
	}
	if k > 0 {
		return report.NewMessage("why.reference", "option", id, "file", of)
	}
	return report.NewMessage("why.option", "option", id, "file", of)
}

// drawnIn reports whether parameters are drawn in a task with these parts. If that
// differs between two results, it says why ranges differ.
func drawnIn(p Parts) bool { return p[partSeed] != "" }

// same reports whether two values of a parameter are the same, with range and draw if
// ranges count.
func (r *Read) same(o *Read, ranges bool) bool {
	return exactly(r.Value, o.Value) && r.Text == o.Text && (!ranges || exactly(r.Low, o.Low) && exactly(r.High, o.High) && r.Draw == o.Draw)
}

// exactly compares numbers that may be unknown.
func exactly(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

// change is a parameter with both values.
func (r *Read) change(now *Read, files report.Message) report.Message {
	return report.NewMessage("why.parameter", "parameter", report.Parameter{Path: r.Path}, "before", r.value(), "after", now.value(), "files", files)
}

// value is the value of a parameter with its range and its draw.
func (r *Read) value() any {
	digits := func(v *float64) any {
		if v == nil {
			return report.NewMessage("diff.unknown")
		}
		return *v
	}
	out := digits(r.Value)
	if r.Text != "" {
		out = strconv.Quote(r.Text)
	}
	if r.Low != nil || r.High != nil {
		out = report.NewMessage("why.range", "value", out, "low", digits(r.Low), "high", digits(r.High))
	}
	if r.Draw != "" {
		out = report.NewMessage("why.draw", "value", out, "draw", report.Term{List: "draw", Word: r.Draw})
	}
	return out
}
