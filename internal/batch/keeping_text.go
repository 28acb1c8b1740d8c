package batch

import (
	"strings"

	"saavu/internal/words"
)

// Text returns what was removed for people, in lines.
func (p *Pruned) Text(w *words.Words) string {
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\n") }
	for _, r := range p.Kept {
		rules := make([]string, len(r.Rules))
		for i, rule := range r.Rules {
			rules[i] = w.Term("prune_rule", rule)
		}
		line(w.Text("prune.stays", "run", r.Run, "ended", r.Ended, "plan", r.Plan, "rules", strings.Join(rules, ", ")))
	}
	for _, r := range p.Runs {
		line(w.Text("prune.goes", "run", r.Run, "ended", r.Ended, "plan", r.Plan))
	}
	if len(p.Results) > 0 {
		line(w.Text("prune.results", "what", shortList(p.Results, w)))
	}
	if len(p.Inputs) > 0 {
		line(w.Text("prune.inputs", "what", shortList(p.Inputs, w)))
	}
	if p.Working {
		line(w.Text("prune.working"))
	}
	megabytes := w.Fixed(float64(p.Bytes)/1e6, 1)
	if p.DryRun {
		line(w.Text("prune.would", "runs", len(p.Runs), "files", p.Files, "megabytes", megabytes))
	} else {
		line(w.Text("prune.done", "runs", len(p.Runs), "files", p.Files, "megabytes", megabytes))
	}
	return b.String()
}

// shortList names the first of a list and counts the others.
func shortList(list []string, w *words.Words) string {
	text := strings.Join(list[:min(len(list), mostNamed)], ", ")
	if len(list) > mostNamed {
		text += " " + w.Text("diff.more", "n", len(list)-mostNamed)
	}
	return text
}

// Text returns the result of a check for people, in lines.
func (v *Verified) Text(w *words.Words) string {
	var b strings.Builder
	for _, f := range v.Faults {
		b.WriteString(w.Text("verify.no") + "  " + f.Name + " " + f.Fault)
		if f.Again {
			b.WriteString("; " + w.Text("batch.again"))
		}
		b.WriteString("\n")
	}
	for _, text := range v.NotKept {
		b.WriteString(text + "\n")
	}
	if v.Whole {
		b.WriteString(v.Summary(w) + "\n")
	}
	return b.String()
}

// Summary says in one line whether a run folder is whole.
func (v *Verified) Summary(w *words.Words) string {
	if v.Whole {
		return w.Text("batch.whole", "folder", v.Folder, "runs", v.Runs, "results", v.Results, "inputs", v.Inputs)
	}
	return w.Text("batch.not_whole", "folder", v.Folder, "n", len(v.Faults))
}

// Text returns why a task is run for people, in lines.
func (t *TaskWhy) Text(w *words.Words) string {
	var b strings.Builder
	line := func(indent, text string) { b.WriteString(indent + text + "\n") }
	line("", t.Task)
	switch t.State {
	case StateDone:
		line("", w.Text("task_why.run", "run", t.Run, "state", w.Text("task_why.done", "since", t.Since)))
	case StateFailed:
		line("", w.Text("task_why.run", "run", t.Run, "state", w.Text("task_why.failed")))
	default:
		line("", w.Text("task_why.none"))
	}
	for _, reason := range t.Was {
		line("  ", strings.ReplaceAll(reason, "\n", "\n  "))
	}
	switch t.Now {
	case "runs":
		line("", w.Text("task_why.runs"))
	case "stored":
		line("", w.Text("task_why.stored"))
	case "fails":
		line("", w.Text("task_why.fails"))
	default:
		line("", w.Text("task_why.unknown"))
	}
	for _, reason := range t.Why {
		line("  ", strings.ReplaceAll(reason, "\n", "\n  "))
	}
	return b.String()
}
