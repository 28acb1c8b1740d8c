package batch

import (
	"strings"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// report writes report.md. It does not depend on which results were stored before.
func (w *work) report(r *Record) []byte {
	say := words.In(w.language())
	var b strings.Builder
	b.WriteString("# " + say.Text("batch.title", "plan", w.plan.Name) + "\n\n" +
		say.Text("batch.tasks", "done", r.Tasks.Done, "all", r.Tasks.All) + "\n")
	if len(r.Failures) > 0 {
		b.WriteString("\n## " + say.Text("batch.failed") + "\n\n")
	}
	for _, c := range r.Failures {
		b.WriteString("- " + say.Text("batch.cause", "n", len(c.Tasks), "first", c.Tasks[0], "cause", strings.ReplaceAll(c.Cause, "\n", " · ")) + "\n")
	}
	return []byte(b.String())
}

// language is that of the report: of the request, or else of the plan.
func (w *work) language() lang.Language {
	if w.q.Lang != "" {
		return w.q.Lang
	}
	return w.plan.Lang
}
