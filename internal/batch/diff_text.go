package batch

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// mostNamed is how many tasks of a list are named on the screen.
const mostNamed = 10

// diffText writes a Diff for people.
type diffText struct {
	strings.Builder
	d *Diff
	w *words.Words
}

// Text returns a diff for people, in lines.
func (d *Diff) Text(w *words.Words) string {
	t := &diffText{d: d, w: w}
	t.line("", w.Text("diff.title", "before", d.Before.Run, "after", d.After.Run))
	if d.Program != nil {
		t.line("", w.Text("diff.program", "what", d.Program.Text(w)))
	}
	t.line("", w.Text("diff.tasks", "same", d.Tasks.Same, "new", len(d.Tasks.New), "gone", len(d.Tasks.Gone), "failed", len(d.Tasks.Failed), "fixed", len(d.Tasks.Fixed)))
	t.named("diff.new", d.Tasks.New)
	t.named("diff.gone", d.Tasks.Gone)
	t.named("diff.failed", d.Tasks.Failed)
	t.named("diff.fixed", d.Tasks.Fixed)
	c := d.Counts
	t.line("", w.Text("diff.figures", "all", c.Figures, "changed", c.Changed, "better", c.Better, "worse", c.Worse, "neither", c.Neither))
	if c.Ranges > 0 {
		t.line("", w.Text("diff.ranges", "n", c.Ranges))
	}
	if c.Changed == 0 {
		t.line("", w.Text("diff.no_change"))
	}
	t.measures()
	t.figures()
	t.causes()
	return t.String()
}

func (t *diffText) line(indent, text string) { t.WriteString(indent + text + "\n") }

// named lists tasks.
func (t *diffText) named(key string, list []string) {
	var text string
	switch what := strings.Join(list[:min(len(list), mostNamed)], ", "); key {
	case "diff.new":
		text = t.w.Text("diff.new", "what", what)
	case "diff.gone":
		text = t.w.Text("diff.gone", "what", what)
	case "diff.failed":
		text = t.w.Text("diff.failed", "what", what)
	default:
		text = t.w.Text("diff.fixed", "what", what)
	}
	if len(list) > mostNamed {
		text += " " + t.w.Text("diff.more", "n", len(list)-mostNamed)
	}
	if len(list) > 0 {
		t.line("  ", text)
	}
}

// measures is the table of measures.
func (t *diffText) measures() {
	if len(t.d.Measures) == 0 {
		return
	}
	head := []string{t.w.Text("diff.measure"), t.w.Text("diff.changed"), t.w.Text("diff.better"), t.w.Text("diff.worse")}
	wide := len([]rune(head[0]))
	for _, m := range t.d.Measures {
		wide = max(wide, len([]rune(t.measure(m.Measure))))
	}
	row := func(name string, cells ...string) {
		text := fmt.Sprintf("%-*s", wide, name)
		for k, c := range cells {
			text += fmt.Sprintf("  %*s", max(6, len([]rune(head[k+1]))), c)
		}
		t.line("  ", text)
	}
	t.line("", "")
	row(head[0], head[1:]...)
	for _, m := range t.d.Measures {
		row(t.measure(m.Measure), strconv.Itoa(m.Changed), strconv.Itoa(m.Better), strconv.Itoa(m.Worse))
	}
}

// figures lists the largest changes. Tasks with the same change of a figure, for the
// same causes, are counted with the first of them.
func (t *diffText) figures() {
	if len(t.d.Figures) == 0 {
		return
	}
	t.line("\n", t.w.Text("diff.largest"))
	var order []string
	first, tasks := map[string]*Figure{}, map[string]int{}
	for i := range t.d.Figures {
		f := &t.d.Figures[i]
		change := t.w.Text("diff.unknown")
		if f.Change != nil {
			change = t.signed(*f.Change)
		}
		text := "    " + t.w.Text("diff.figure", "before", t.number(f.Before), "after", t.number(f.After)+" "+t.w.Unit(f.Unit), "change", change, "way", t.way(f.Direction)) + "\n" + t.explained(f)
		key := strings.Join([]string{f.Service, f.Area, f.Group, f.Facility, f.Measure}, " · ") + "\n" + text
		if tasks[key]++; first[key] == nil {
			first[key], order = f, append(order, key)
		}
	}
	for _, key := range order {
		f := first[key]
		var name []string
		for _, part := range []string{f.Task, f.Service, f.Area, t.group(f.Group), f.Facility, t.measure(f.Measure)} {
			if part != "" {
				name = append(name, part)
			}
		}
		text := strings.Join(name, " · ")
		if n := tasks[key] - 1; n > 0 {
			text += " (" + t.w.Text("diff.tasks_more", "n", n) + ")"
		}
		_, change, _ := strings.Cut(key, "\n")
		t.line("  ", text)
		t.WriteString(change)
	}
}

// group is the group of a figure in words: people, a payer or a profession.
func (t *diffText) group(name string) string {
	for _, list := range []string{"payer", "profession"} {
		if words.Has(list + "." + name) {
			return t.w.Term(list, name)
		}
	}
	if name == population.Everyone().String() {
		return t.w.Ages(population.Everyone())
	}
	return t.w.Group(name)
}

// measure is the key of a measure; a line of costs is in words.
func (t *diffText) measure(name string) string {
	if kind, ok := strings.CutPrefix(name, "cost: "); ok {
		return t.w.Text("diff.cost", "line", t.w.Term("line", kind))
	}
	return name
}

// explained lists the parts of a change, a line each.
func (t *diffText) explained(f *Figure) string {
	var b strings.Builder
	line := func(text string) { b.WriteString("      " + text + "\n") }
	e := f.Explained
	switch {
	case e == nil:
		return ""
	case e.How == HowNot && f.Measure == ofTheSet:
		line(t.w.Text("diff.not") + ": " + t.w.Text("diff.set"))
	case e.How == HowNot:
		line(t.w.Text("diff.not"))
	}
	for _, p := range e.Parts {
		text := fmt.Sprintf("%12s  %s", t.signed(p.Value), t.cause(p.Cause))
		if e.How != HowOne && p.Alone != nil && (p.Value != 0 || *p.Alone != 0 || *p.Last != 0) {
			text += " (" + t.w.Text("diff.alone", "alone", t.signed(*p.Alone), "last", t.signed(*p.Last)) + ")"
		}
		line(text)
	}
	if e.Rest != nil {
		line(fmt.Sprintf("%12s  %s", t.signed(*e.Rest), t.w.Text("diff.rest")))
	}
	return b.String()
}

// causes says which changes did nothing, which go together, and what is not explained.
func (t *diffText) causes() {
	if t.d.Why == nil {
		return
	}
	t.line("", "")
	for k, c := range t.d.Why.Causes {
		if c.Nothing && len(t.d.Figures) > 0 {
			t.line("", t.w.Text("diff.nothing", "what", t.cause(k)))
		}
		if len(c.Changes) > 1 {
			t.line("", t.w.Text("diff.together", "what", t.cause(k)))
		}
	}
	if t.d.Why.Reason != "" {
		t.line("", t.w.Text("diff.reason", "cause", strings.ReplaceAll(t.w.Message(t.d.Why.reason), "\n", " · ")))
	}
}

// cause is a cause in words.
func (t *diffText) cause(k int) string {
	var out []string
	for _, i := range t.d.Why.Causes[k].Changes {
		out = append(out, t.d.Why.Changes[i].Text(t.w))
	}
	return strings.Join(out, " + ")
}

// way is a direction in words.
func (t *diffText) way(direction string) string {
	switch direction {
	case Better:
		return t.w.Text("diff.better")
	case Worse:
		return t.w.Text("diff.worse")
	}
	return t.w.Text("diff.neither")
}

// number is a figure with six digits, or whole from a hundred thousand on.
func (t *diffText) number(v *float64) string {
	switch {
	case v == nil:
		return t.w.Text("diff.unknown")
	case math.Abs(*v) >= 1e5:
		return t.w.Spaced(*v)
	}
	text := strconv.FormatFloat(*v, 'g', 6, 64)
	if whole, _, _ := strings.Cut(text, "."); math.Abs(*v) >= 1e4 {
		text = report.Spaced(math.Trunc(*v)) + strings.TrimPrefix(text, whole)
	}
	return t.w.Local(text)
}

// signed is a change with its sign; 0 has none.
func (t *diffText) signed(v float64) string {
	if v > 0 {
		return "+" + t.number(&v)
	}
	return t.number(&v)
}
