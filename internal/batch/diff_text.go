package batch

import (
	"fmt"
	"strconv"
	"strings"

	"saavu/internal/words"
)

// mostNamed is how many tasks of a list are named on the screen.
const mostNamed = 10

// diffText writes a Diff for people.
type diffText struct {
	strings.Builder
	d *Diff
	*calling
}

// Text returns a diff for people, in lines.
func (d *Diff) Text(w *words.Words) string {
	t := &diffText{d: d, calling: &calling{w, d.names, d.several}}
	if d.First {
		t.line("", w.Text("diff.first", "run", d.After.Run))
		return t.String()
	}
	t.line("", w.Text("diff.title", "before", d.Before.Run, "after", d.After.Run))
	c := d.Counts
	if c.Lost > 0 {
		t.line("", w.Text("diff.lost", "n", c.Lost))
	}
	if d.Program != nil {
		t.line("", w.Text("diff.program", "what", d.Program.Text(w)))
	}
	t.line("", w.Text("diff.tasks", "same", d.Tasks.Same, "new", len(d.Tasks.New), "gone", len(d.Tasks.Gone), "failed", len(d.Tasks.Failed), "fixed", len(d.Tasks.Fixed)))
	t.listed("diff.new", d.Tasks.New)
	t.listed("diff.gone", d.Tasks.Gone)
	t.listed("diff.failed", d.Tasks.Failed)
	t.listed("diff.fixed", d.Tasks.Fixed)
	switch {
	case d.Tasks.Same == 0:
		t.line("", w.Text("diff.nothing_compared"))
	case c.Changed+c.New+c.Gone == 0:
		t.line("", w.Text("diff.no_change"))
	}
	if c.Changed > 0 {
		t.line("", w.Text("diff.figures", "all", c.Figures, "changed", c.Changed))
	}
	if c.Found > 0 {
		t.line("", w.Text("batch.known_now", "n", c.Found))
	}
	published := d.published[0] + d.published[1]
	if c.New+c.Gone > published {
		t.line("", w.Text("diff.alone_in", "new", c.New-d.published[0], "gone", c.Gone-d.published[1]))
	}
	if published > 0 {
		t.line("", w.Text("diff.published", "new", d.published[0], "gone", d.published[1]))
	}
	if c.Ranges > 0 {
		t.line("", w.Text("diff.ranges", "n", c.Ranges))
	}
	t.parts()
	t.verdicts()
	t.figures()
	t.causes()
	return t.String()
}

func (t *diffText) line(indent, text string) { t.WriteString(indent + text + "\n") }

// listed lists tasks.
func (t *diffText) listed(key string, list []string) {
	var text string
	switch what := strings.Join(list[:min(len(list), mostNamed)], ", "); key {
	case "diff.new":
		text = t.Words.Text("diff.new", "what", what)
	case "diff.gone":
		text = t.Words.Text("diff.gone", "what", what)
	case "diff.failed":
		text = t.Words.Text("diff.failed", "what", what)
	default:
		text = t.Words.Text("diff.fixed", "what", what)
	}
	if len(list) > mostNamed {
		text += " " + t.Words.Text("diff.more", "n", len(list)-mostNamed)
	}
	if len(list) > 0 {
		t.line("  ", text)
	}
}

// parts is the table of changes by part of the network.
func (t *diffText) parts() {
	var list []ByPart
	for _, p := range t.d.Parts {
		if p.Changed > 0 {
			list = append(list, p)
		}
	}
	if list == nil {
		return
	}
	w := t.Words
	head := []string{w.Text("diff.part"), w.Text("diff.changed"), w.Text("diff.county"), w.Text("diff.better"), w.Text("diff.worse"), w.Text("diff.lower"), w.Text("diff.higher")}
	wide := len([]rune(head[0]))
	for _, p := range list {
		wide = max(wide, len([]rune(w.Term("part_of", p.Part))))
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
	for _, p := range list {
		var cells []string
		for _, n := range []int{p.Changed, p.County, p.Better, p.Worse, p.Lower, p.Higher} {
			cells = append(cells, strconv.Itoa(n))
		}
		row(w.Term("part_of", p.Part), cells...)
	}
}

// verdicts lists the rules whose verdict changed. The tasks of a rule with the same
// verdicts are counted with the first of them.
func (t *diffText) verdicts() {
	if len(t.d.Rules) == 0 {
		return
	}
	t.line("\n", t.Words.Text("diff.rules"))
	var order []RuleDiff
	tasks := map[RuleDiff]int{}
	first := map[RuleDiff]string{}
	for _, r := range t.d.Rules {
		key := r
		key.Task = countyOf(r.Task)
		if tasks[key]++; tasks[key] == 1 {
			order, first[key] = append(order, key), r.Task
		}
	}
	for _, r := range order[:min(len(order), mostNamed)] {
		text := t.Words.Text("diff.rule", "rule", t.the(kindRule, r.Task, r.Rule), "before", t.Term("verdict_of", r.Before), "after", t.Term("verdict_of", r.After), "task", t.task(first[r]))
		if n := tasks[r] - 1; n > 0 {
			text += " (" + t.Words.Text("diff.tasks_more", "n", n) + ")"
		}
		t.line("  ", text)
	}
	if n := len(order) - mostNamed; n > 0 {
		t.line("  ", t.Words.Text("diff.more", "n", n))
	}
}

// countyOf is the county in the name of a task.
func countyOf(task string) string {
	county, _, _ := strings.Cut(task, "/")
	return county
}

// figures lists the most important changes. Tasks with the same change of a figure, for
// the same causes, are counted with the first of them.
func (t *diffText) figures() {
	if len(t.d.Figures) == 0 {
		return
	}
	w := t.Words
	t.line("\n", w.Text("diff.largest"))
	var order []string
	first, tasks := map[string]*Figure{}, map[string]int{}
	for i := range t.d.Figures {
		f := &t.d.Figures[i]
		change := w.Text("diff.unknown")
		if f.Change != nil {
			change = t.change(*f.Change, f.Unit)
		}
		text := ""
		switch {
		case f.Only == OnlyAfter:
			text = w.Text("diff.figure_new", "after", t.maybe(f.After, f.Unit))
		case f.Only == OnlyBefore:
			text = w.Text("diff.figure_gone", "before", t.maybe(f.Before, f.Unit))
		case f.lost():
			text = w.Text("diff.figure_lost", "before", t.maybe(f.Before, f.Unit))
		case t.close(f):
			text = w.Text("diff.figure", "before", t.digits(*f.Before, f.Unit), "after", t.digits(*f.After, f.Unit), "change", t.exactly(*f.Change, f.Unit), "way", t.way(f.Direction))
		default:
			text = w.Text("diff.figure", "before", t.maybe(f.Before, f.Unit), "after", t.maybe(f.After, f.Unit), "change", change, "way", t.way(f.Direction))
		}
		text = "    " + text + "\n" + t.explained(f)
		key := strings.Join([]string{countyOf(f.Task), f.Service, f.Area, f.Group, f.Facility, f.Measure}, " · ") + "\n" + text
		if tasks[key]++; first[key] == nil {
			first[key], order = f, append(order, key)
		}
	}
	for _, key := range order {
		f := first[key]
		county := countyOf(f.Task)
		text := t.figure(county, t.d.targets[county+"/"+f.Service], f.place()) + " · " + t.task(f.Task)
		if n := tasks[key] - 1; n > 0 {
			text += " (" + w.Text("diff.tasks_more", "n", n) + ")"
		}
		_, change, _ := strings.Cut(key, "\n")
		t.line("  ", text)
		t.WriteString(change)
	}
}

// close reports whether both values look alike with the digits that people read.
func (t *diffText) close(f *Figure) bool {
	return f.Change != nil && t.amount(*f.Before, f.Unit) == t.amount(*f.After, f.Unit)
}

// digits is a value with all digits.
func (t *diffText) digits(v float64, unit string) string {
	if unit == "share" {
		return t.Local(strconv.FormatFloat(100*v, 'g', 10, 64)) + t.Gap() + "%"
	}
	return t.Local(strconv.FormatFloat(v, 'g', 10, 64)) + t.Gap() + t.Unit(unit)
}

// exactly is a change with its sign and four digits, however small it is.
func (t *diffText) exactly(v float64, unit string) string {
	of := t.Unit(unit)
	if unit == "share" {
		v, of = 100*v, t.Text("batch.points")
	}
	return t.Local(fmt.Sprintf("%+.4g", v)) + t.Gap() + of
}

// explained lists the parts of a change, a line each.
func (t *diffText) explained(f *Figure) string {
	var b strings.Builder
	line := func(text string) { b.WriteString("      " + text + "\n") }
	e := f.Explained
	switch {
	case e == nil:
		return ""
	case e.How == HowNot:
		text := t.Words.Text("diff.not")
		if e.reason.Kind != "" {
			text += ": " + t.Message(e.reason)
		}
		line(text)
	}
	for _, p := range e.Parts {
		text := fmt.Sprintf("%12s  %s", t.change(p.Value, f.Unit), t.cause(p.Cause))
		if e.How != HowOne && p.Alone != nil && (p.Value != 0 || *p.Alone != 0 || *p.Last != 0) {
			text += " (" + t.Words.Text("diff.alone", "alone", t.change(*p.Alone, f.Unit), "last", t.change(*p.Last, f.Unit)) + ")"
		}
		line(text)
	}
	if e.Rest != nil {
		line(fmt.Sprintf("%12s  %s", t.change(*e.Rest, f.Unit), t.Words.Text("diff.rest")))
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
			t.line("", t.Words.Text("diff.nothing", "what", t.cause(k)))
		}
		if len(c.Changes) > 1 {
			t.line("", t.Words.Text("diff.together", "what", t.cause(k)))
		}
	}
	if t.d.Why.Reason != "" {
		t.line("", t.Words.Text("diff.reason", "cause", strings.ReplaceAll(t.Words.Message(t.d.Why.reason), "\n", " · ")))
	}
}

// cause is a cause in words.
func (t *diffText) cause(k int) string {
	var out []string
	for _, i := range t.d.Why.Causes[k].Changes {
		out = append(out, t.d.Why.Changes[i].Text(t.Words))
	}
	return strings.Join(out, " + ")
}
