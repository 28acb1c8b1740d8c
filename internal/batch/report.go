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

// report writes report.md: gates first, then what changed and what failed. It has no
// times and does not depend on which results were stored before.
func (a *assessment) report() []byte {
	r := a.record
	p := &pageOf{}
	p.line("# " + a.say.Text("batch.title", "plan", a.w.plan.Name))
	p.line("")
	p.line(a.say.Text("batch.tasks", "done", r.Tasks.Done, "all", r.Tasks.All))
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
		p.line("- " + a.say.Text("batch.cause", "n", len(c.Tasks), "first", c.Tasks[0], "cause", plain(strings.ReplaceAll(c.Cause, "\n", " · "))))
	}
	return p.bytes(a)
}

// gates writes the gates: the missed ones first, then the undecided ones.
func (a *assessment) gates(p *pageOf) {
	for _, state := range []string{GateMissed, GateUndecided, GateMet} {
		for _, g := range a.record.Gates {
			if g.State != state {
				continue
			}
			p.line("- " + a.say.Text("batch.gate", "state", "**"+a.say.Text("batch."+state)+"**", "title", plain(g.Title), "id", "`"+g.ID+"`") + a.counted(&g))
			n := 0
			for i := range g.Tasks {
				if t := &g.Tasks[i]; t.State == state {
					if n++; n <= fewTasks {
						p.line("  - " + a.taskLine(t))
					}
				}
			}
			if n > fewTasks {
				p.line("  - " + a.say.Text("batch.more_tasks", "n", n-fewTasks))
			}
		}
	}
}

// counted is in how many tasks a gate is missed and undecided.
func (a *assessment) counted(g *GateRecord) string {
	if g.State == GateMet || g.Met+g.Missed+g.Undecided == 1 {
		return ""
	}
	return ": " + a.say.Text("batch.gate_tasks", "missed", g.Missed, "undecided", g.Undecided, "met", g.Met)
}

// taskLine is a gate in a task in words.
func (a *assessment) taskLine(t *GateTask) string {
	var parts []string
	if t.Task != "" {
		parts = append(parts, t.Task)
	}
	if t.Why != "" {
		parts = append(parts, a.say.Text("batch.why."+t.Why))
	}
	if shown := a.shown(t.Figures); shown != "" {
		parts = append(parts, shown)
	}
	return strings.Join(parts, ": ")
}

// shown lists figures with their values.
func (a *assessment) shown(list []GateFigure) string {
	var out []string
	for _, f := range list {
		value := a.say.Text("batch.unknown")
		if f.Value != nil {
			value = a.amount(*f.Value, f.Unit)
		}
		out = append(out, f.Name+" = "+value)
	}
	return strings.Join(out, ", ")
}

// figuresOf lists the figures of a gate in a task behind a reason.
func (a *assessment) figuresOf(t *GateTask) string {
	if shown := a.shown(t.Figures); shown != "" {
		return ": " + shown
	}
	return ""
}

// amount is a value in its unit.
func (a *assessment) amount(v float64, unit string) string {
	switch {
	case unit == "share":
		return a.say.Fixed(100*v, 1) + a.say.Gap() + "%"
	case strings.HasPrefix(unit, "EUR"):
		return a.say.Amount(v) + a.say.Gap() + "€"
	case unit == "min":
		return a.say.Fixed(v, 1) + a.say.Gap() + "min"
	}
	return a.say.Amount(v)
}

// changed writes the figures that changed most since the run before.
func (a *assessment) changed(p *pageOf) {
	switch {
	case a.before == nil:
		p.line(a.say.Text("batch.no_before"))
		return
	case a.lost:
		p.line(a.say.Text("batch.lost_before", "run", a.before.Run))
		return
	case len(a.changes) == 0:
		p.line(a.say.Text("batch.no_changes", "run", a.before.Run))
		return
	}
	p.line(a.say.Text("batch.changes", "run", a.before.Run, "n", len(a.changes)))
	p.line("")
	for _, c := range a.changes[:min(shownChanges, len(a.changes))] {
		p.line("- " + a.say.Text("batch.change", "figure", "`"+c.name+"`", "was", a.amount(c.was, c.unit), "now", a.amount(c.now, c.unit), "task", c.task, "n", c.tasks))
	}
}

// plain is a text of a person in one line of Markdown.
func plain(text string) string {
	return strings.NewReplacer("<", "&lt;", "\t", " ").Replace(problem.Shown(text))
}

// pageOf is a text of at most longestReport bytes.
type pageOf struct {
	text strings.Builder
	cut  int // lines that are left out
}

func (p *pageOf) heading(text string) {
	p.line("")
	p.line("## " + text)
	p.line("")
}

// line adds a line, if there is room for it.
func (p *pageOf) line(text string) {
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
