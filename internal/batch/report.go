package batch

import (
	"strings"

	"saavu/internal/format/problem"
	"saavu/pkg/lang"
)

// longestReport is the number of bytes of report.md, longestLine of one of its lines.
const (
	longestReport = 64_000
	longestLine   = 1_000
)

// fewTasks is how many tasks a report names for a gate.
const fewTasks = 10

// mostInputs is how many changed inputs a report names.
const mostInputs = 20

// report writes report.md for the morning: which inputs changed, what is not known any
// more, the gates, the figures that changed, and what failed. It has no times and does not
// depend on which results were stored before.
func (a *assessment) report() []byte {
	r := a.record
	p := &pageOf{}
	p.line("# " + a.say.Text("batch.title", "plan", plain(a.w.plan.Name)))
	p.line("")
	p.line(a.say.Text("batch.tasks", "done", r.Tasks.Done, "all", r.Tasks.All))
	if n := a.w.plan.Draws; n > 0 && n < EnoughDraws {
		p.line("")
		p.line(a.say.Text("note_few_draws", "draws", n, "enough", EnoughDraws))
	}
	a.given(p)
	a.lostFigures(p)
	if len(r.Gates) > 0 {
		p.heading(a.say.Text("batch.gates"))
		a.gates(p)
	}
	p.heading(a.say.Text("batch.changed"))
	a.changed(p)
	if len(r.Failures) > 0 {
		p.heading(a.say.Text("batch.failed"))
	}
	for _, c := range r.Failures {
		p.line("- " + a.say.Text("batch.cause", "n", len(c.Tasks), "first", plain(a.say.task(c.Tasks[0])), "cause", plain(oneLines(c.Cause))))
	}
	return p.bytes(a)
}

// EnoughDraws is how many draws ranges need that are not rough.
const EnoughDraws = 20

// oneLines puts lines behind each other.
func oneLines(text string) string { return strings.ReplaceAll(text, "\n", " · ") }

// given writes what the run was not given like the one before.
func (a *assessment) given(p *pageOf) {
	if a.before == nil && len(a.lost) == 0 && a.w.namesake == nil {
		return
	}
	p.heading(a.say.Text("batch.inputs"))
	if n := a.w.namesake; n != nil {
		p.line(a.say.Text("batch.namesake", "file", plain(oneLine(n.was)), "run", n.run))
		p.line("")
	}
	for _, run := range a.lost {
		p.line("- " + a.say.Text("batch.lost_before", "run", run))
	}
	if len(a.lost) > 0 && a.before != nil {
		p.line("")
	}
	switch {
	case a.before == nil:
		return
	case len(a.inputs) == 0 && len(a.planKeys) == 0:
		p.line(a.say.Text("batch.no_inputs", "run", a.before.Run))
	default:
		p.line(a.say.Text("batch.inputs_since", "run", a.before.Run))
		p.line("")
		a.inputList(p, a.inputs, a.planKeys)
	}
	a.sinceOlder(p)
}

// lostFigures writes the figures that are not known any more.
func (a *assessment) lostFigures(p *pageOf) {
	if len(a.unknown) == 0 {
		return
	}
	p.heading(a.say.Text("batch.unknown_now"))
	shown := a.unknown[:min(2*shownChanges, len(a.unknown))]
	for _, c := range shown {
		p.line("- " + a.compared(a.say.Text("batch.unknown_figure", "figure", a.figure(&c), "was", a.say.amount(c.was, c.unit), "task", plain(a.say.task(c.task)), "n", c.tasks), c.task))
	}
	if n := len(a.unknown) - len(shown); n > 0 {
		p.line("- " + a.say.Text("diff.more", "n", n))
	}
}

// figure is a changed figure in words.
func (a *assessment) figure(c *figureChange) string {
	return plain(a.say.figure(c.county, "", place{service: c.service, measure: c.measure}))
}

// value is a figure in its unit, which may not be known.
func (a *assessment) value(v float64, unit string, unknown bool) string {
	if unknown {
		return a.say.Text("batch.unknown")
	}
	return a.say.amount(v, unit)
}

// changed writes which tasks are new or gone, and the figures that changed most since the
// night before.
func (a *assessment) changed(p *pageOf) {
	if len(a.unknown) > 0 {
		p.line("- " + a.say.Text("batch.unknown_count", "n", len(a.unknown)))
	}
	if a.last != nil {
		t := a.tasks
		if len(t.New)+len(t.Gone)+len(t.Failed)+len(t.Fixed) > 0 {
			p.line("- " + a.say.Text("diff.tasks", "same", t.Same, "new", len(t.New), "gone", len(t.Gone), "failed", len(t.Failed), "fixed", len(t.Fixed)))
		}
	}
	if a.nowKnown > 0 {
		p.line("- " + a.say.Text("batch.known_now", "n", a.nowKnown))
	}
	switch {
	case a.before == nil && a.last == nil:
		p.line(a.say.Text("batch.no_before"))
		return
	case len(a.from) == 0:
		p.line("- " + a.say.Text("batch.nothing_compared"))
		return
	case len(a.changes) == 0 && len(a.unknown) == 0:
		if a.older != nil {
			p.line("- " + a.say.Text("batch.no_changes_older", "n", len(a.from)))
			return
		}
		p.line("- " + a.say.Text("batch.no_changes", "run", a.past[0].Run, "n", len(a.from)))
		return
	case len(a.changes) == 0:
		return
	}
	p.line("")
	if a.older != nil {
		p.line(a.say.Text("batch.changes_older", "n", len(a.changes)))
	} else {
		p.line(a.say.Text("batch.changes", "run", a.past[0].Run, "n", len(a.changes)))
	}
	for _, part := range parts {
		var list []figureChange
		for _, c := range a.changes {
			if partOf(c.measure) == part {
				list = append(list, c)
			}
		}
		if list == nil {
			continue
		}
		p.heading("#" + a.say.Term("part_of", part))
		for _, c := range list[:min(shownChanges, len(list))] {
			p.line("- " + a.compared(a.say.Text("batch.change", "figure", a.figure(&c), "was", a.value(c.was, c.unit, c.found), "now", a.value(c.now, c.unit, c.lost), "task", plain(a.say.task(c.task)), "n", c.tasks), c.task))
		}
		if n := len(list) - shownChanges; n > 0 {
			p.line("- " + a.say.Text("diff.more", "n", n))
		}
	}
}

// plain is a text of a person in one line of Markdown.
func plain(text string) string {
	return markdown.Replace(problem.Shown(text))
}

// markdown escapes what has a meaning in Markdown.
var markdown = strings.NewReplacer("<", "&lt;", "\t", " ", `\`, `\\`, "`", "\\`", "*", `\*`, "[", `\[`, "]", `\]`)

// pageOf is a text of at most longestReport bytes.
type pageOf struct {
	text strings.Builder
	cut  int // lines that are left out
}

func (p *pageOf) heading(text string) {
	p.line("")
	p.line("##" + strings.Repeat("#", len(text)-len(strings.TrimLeft(text, "#"))) + " " + strings.TrimLeft(text, "#"))
	p.line("")
}

// line adds a line, if there is room for it. Of several empty lines it writes one.
func (p *pageOf) line(text string) {
	if text == "" && strings.HasSuffix(p.text.String(), "\n\n") {
		return
	}
	text = clip(text, longestLine)
	if p.cut > 0 || p.text.Len()+len(text) > longestReport-longestLine {
		p.cut++
		return
	}
	p.text.WriteString(text + "\n")
}

// bytes is the text, with a last line about what is left out.
func (p *pageOf) bytes(a *assessment) []byte {
	if p.cut > 0 {
		p.text.WriteString("\n" + a.say.Text("batch.cut", "n", p.cut) + "\n")
	}
	return []byte(p.text.String())
}

// language is that of the report: of the request, or else of the plan.
func (w *work) language() lang.Language {
	if w.q.Lang != "" {
		return w.q.Lang
	}
	return w.plan.Lang
}
