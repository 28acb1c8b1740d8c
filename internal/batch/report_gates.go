package batch

import (
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// gates writes the gates: the missed ones first, then the undecided ones.
func (a *assessment) gates(p *pageOf) {
	for _, state := range []string{GateMissed, GateUndecided, GateMet} {
		for i, g := range a.record.Gates {
			if g.State != state {
				continue
			}
			text := "- " + a.say.Text("batch.gate", "state", "**"+a.say.Text("batch."+state)+"**", "title", plain(g.Title), "id", "`"+g.ID+"`") + a.counted(&g)
			if unchecked := g.Unchecked(a.say.Words); unchecked != "" {
				text += "; " + unchecked
			}
			p.line(text)
			if why := g.first(); why != "" {
				p.line("  - " + a.say.Text("batch.why."+why))
				continue
			}
			n := 0
			for k := range g.Tasks {
				if t := &g.Tasks[k]; t.State == state {
					if n++; n <= fewTasks {
						p.line("  - " + plain(a.taskLine(a.w.judge.gates[i], t)))
					}
				}
			}
			if n > fewTasks {
				p.line("  - " + a.say.Text("batch.more_tasks", "n", n-fewTasks))
			}
		}
	}
}

// first is why a gate is undecided in every task, if it is for want of a run before; "" else.
func (g *GateRecord) first() string {
	if g.State != GateUndecided || g.Met > 0 || len(g.Tasks) == 0 || g.Tasks[0].Why != whyFirst {
		return ""
	}
	for _, t := range g.Tasks {
		if t.Why != whyFirst {
			return ""
		}
	}
	return whyFirst
}

// Unchecked says how many of the rules that a gate is about are not checked; "" if all are.
func (g *GateRecord) Unchecked(w *words.Words) string {
	if g.NotChecked == 0 {
		return ""
	}
	if g.Severity == string(report.Law) {
		return w.Text("batch.laws_unchecked", "n", g.NotChecked, "all", g.Rules)
	}
	return w.Text("batch.rules_unchecked", "n", g.NotChecked, "all", g.Rules)
}

// counted is in how many tasks a gate is missed and undecided.
func (a *assessment) counted(g *GateRecord) string {
	if g.State == GateMet || g.Met+g.Missed+g.Undecided == 1 {
		return ""
	}
	return ": " + a.say.Text("batch.gate_tasks", "missed", g.Missed, "undecided", g.Undecided, "met", g.Met)
}

// taskLine is a gate in a task in words.
func (a *assessment) taskLine(g *gate, t *GateTask) string {
	var parts []string
	if t.Task != "" {
		parts = append(parts, a.say.task(t.Task))
	}
	if t.Why != "" {
		parts = append(parts, a.say.Text("batch.why."+t.Why))
	}
	var figures []string
	for i, f := range t.Figures {
		figures = append(figures, a.named(&g.expr.uses[i], t.of)+" = "+a.known(&f))
	}
	if figures != nil {
		parts = append(parts, strings.Join(figures, ", "))
	}
	text := strings.Join(parts, ": ")
	if t.Was != "" && a.before != nil && t.Was != a.before.Run {
		text += " (" + a.say.Text("batch.compared_with", "run", t.Was) + ")"
	}
	return text
}

// named is a figure of a gate in words.
func (a *assessment) named(u *use, t *Task) string {
	for c, f := range u.node.of {
		if t == nil || c == t.group.county {
			return a.say.named(&f, u, c.of.ID, a.record.Targets[c.of.ID+"/"+f.service])
		}
	}
	return u.name
}

// known is the value of a figure in its unit.
func (a *assessment) known(f *GateFigure) string {
	if f.Value == nil {
		return a.say.Text("batch.unknown")
	}
	return a.say.amount(*f.Value, f.Unit)
}

// shown lists figures by their names in expressions, with their values.
func (a *assessment) shown(list []GateFigure) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Name+" = "+a.known(&f))
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
