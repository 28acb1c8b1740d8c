package batch

import (
	"cmp"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Text returns a history for people, in lines.
func (h *History) Text(w *words.Words) string {
	var b strings.Builder
	line := func(indent, text string) { b.WriteString(indent + text + "\n") }
	numbers := map[string]int{}
	for i := range h.Runs {
		n := &h.Runs[i]
		numbers[n.Run] = n.Number
		line("", w.Text("history.run", "number", n.Number, "ended", n.Ended, "plan", n.Plan, "done", n.Tasks.Done, "all", n.Tasks.All,
			"computed", n.Tasks.Ran, "failed", n.Tasks.Failed))
		for _, text := range n.text(w, numbers[n.Since]) {
			line("     ", text)
		}
	}
	if len(h.Runs) == 0 {
		line("", w.Text("history.none"))
	}
	if h.Unfinished > 0 {
		line("", w.Text("history.unfinished", "n", h.Unfinished))
	}
	for _, f := range h.Faults {
		line("", f)
	}
	return b.String()
}

// text is what there is to say about a run.
func (n *Night) text(w *words.Words, since int) []string {
	var out []string
	switch {
	case n.Missing > 0:
		out = append(out, w.Text("history.missing", "n", n.Missing))
	case !n.Whole:
		out = append(out, w.Text("history.part"))
	}
	switch {
	case n.Since == "":
		out = append(out, w.Text("history.first"))
	case len(n.Changes) == 0 && len(n.PlanKeys) == 0:
		out = append(out, w.Text("history.nothing", "number", since))
	case len(n.Changes) > 0:
		out = append(out, w.Text("history.changed", "number", since, "what", strings.Join(changeTexts(n.Changes, w), "; ")))
	}
	if len(n.PlanKeys) > 0 {
		out = append(out, w.Text("history.plan", "number", since, "what", strings.Join(n.PlanKeys, ", ")))
	}
	for i := range n.Older {
		out = append(out, n.Older[i].text(w))
	}
	if len(n.Sections) > 0 {
		list := make([]string, len(n.Sections))
		for i, s := range n.Sections {
			county, section, _ := strings.Cut(s, "/")
			list[i] = county + "/" + w.Value(sectionNamed(section))
		}
		out = append(out, w.Text("history.sections", "what", strings.Join(list, ", ")))
	}
	if n.Same && len(n.Changes) > 0 {
		out = append(out, w.Text("history.same", "number", since))
	}
	if len(n.Gates) > 0 {
		met := 0
		var rest []string
		for _, g := range n.Gates {
			name := g.ID
			if title := cmp.Or(w.Name(g.Titles), g.Title); title != "" {
				name = oneLine(title) + " (" + g.ID + ")"
			}
			switch g.State {
			case "missed":
				rest = append(rest, w.Text("history.gate_missed", "gate", name))
			case "undecided":
				rest = append(rest, w.Text("history.gate_unknown", "gate", name))
			default:
				met++
			}
		}
		out = append(append(out, w.Text("history.gates", "met", met, "all", len(n.Gates))), rest...)
	}
	for _, f := range n.Failures {
		out = append(out, w.Text("history.failed", "n", len(f.Tasks), "cause", strings.ReplaceAll(f.Cause, "\n", " · ")))
	}
	return out
}

// changeTexts are changes in words.
func changeTexts(list []Change, w *words.Words) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Text(w)
	}
	return out
}

// onOrOff is a setting that is on or off in words.
func onOrOff(v string) report.Message {
	if v == "true" {
		return report.NewMessage("answer.yes")
	}
	return report.NewMessage("answer.no")
}

// longValue is how many characters of a value stand in a line.
const longValue = 40

// Text is a change in words.
func (c *Change) Text(w *words.Words) string {
	value := func(v string) string {
		if v == "" {
			return w.Text("change.no")
		}
		return v
	}
	switch c.Kind {
	case ChangeProgram:
		return w.Text("change.program", "before", c.programs[0], "after", c.programs[1])
	case ChangeAxes:
		return w.Text("change.axes", "before", onOrOff(c.Before), "after", onOrOff(c.After))
	case ChangeFolder:
		return w.Text("change.folder", "file", c.short, "n", len(c.Files))
	case ChangeKey, ChangePlan:
		path := strings.TrimPrefix(c.Path, "parameters.")
		switch long := w.Text("change.long", "file", c.short, "path", path); c.longKind() {
		case "change.new":
			return w.Text("change.new", "what", long)
		case "change.gone":
			return w.Text("change.gone", "what", long)
		case "change.long":
			return long
		}
		return w.Text("change.key", "file", c.short, "path", path, "before", value(c.Before), "after", value(c.After))
	}
	text := c.short
	if c.Kind == ChangeOption {
		text = w.Text("change.option", "path", c.Path, "file", c.short)
	}
	switch {
	case c.Values != nil:
		return c.values(w)
	case c.Before == "":
		return w.Text("change.new", "what", text)
	case c.After == "":
		return w.Text("change.gone", "what", text)
	}
	return text
}
