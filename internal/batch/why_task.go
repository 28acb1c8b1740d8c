package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// TaskWhy is why a task was run, and whether and why it would run now. Reasons are in the
// language of the words that WhyTask was given; errors among them are in English.
type TaskWhy struct {
	Contract int      `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Task     string   `json:"task"`
	Run      string   `json:"run" jsonschema_description:"the newest run that has it; empty if none has"`
	State    string   `json:"state" jsonschema:"enum=done,enum=failed,enum=none" jsonschema_description:"what became of it there"`
	Since    string   `json:"since" jsonschema_description:"the run since which its result is this one"`
	Was      []string `json:"was" jsonschema_description:"why it was run there, in the language of --lang: the file, the parameter and both values"`
	Now      string   `json:"now" jsonschema:"enum=runs,enum=stored,enum=fails,enum=unknown" jsonschema_description:"what the plan would do with it now; unknown if the plan cannot be read"`
	Why      []string `json:"why" jsonschema_description:"why it would run, why it cannot, or why that is not known, in the language of --lang; errors are in English"`

	was, why []report.Message
}

// WhyTask finds why a task of the newest plan was run, and whether it would run now, with
// reasons in the language of w. Only Out, Plan, Data, FixAxes and Embedded of the request
// count; Plan may be empty for the plan of the newest run. The error of an unknown task is
// an UnknownTask.
func WhyTask(ctx context.Context, q Request, task string, w *words.Words) (*TaskWhy, error) {
	s, err := OpenRuns(q.Out)
	if err != nil {
		return nil, err
	}
	list, _, err := s.Records()
	if err != nil {
		return nil, err
	}
	out := &TaskWhy{Contract: 1, Task: task, State: "none"}
	names, err := s.was(out, list, q.Embedded)
	if err != nil {
		return nil, err
	}
	given := q.Plan != ""
	if !given && len(list) > 0 {
		newest := list[len(list)-1]
		q.Plan, q.Data, q.FixAxes = newest.Plan.File, cmp.Or(q.Data, newest.Data), q.FixAxes || newest.FixAxes
	}
	more, err := s.now(ctx, &q, out)
	if err != nil && !given && ctx.Err() == nil {
		hint := ""
		if near, ok := scenario.Nearest(task, names); ok {
			hint = " (did you mean " + near + "?)"
		}
		return nil, &UnknownTask{fmt.Sprintf("no task %q in any run%s; the plan of the newest run cannot be read here, name its file with --plan: %v", task, hint, err)}
	}
	if err != nil {
		return nil, err
	}
	if out.State == "none" && out.Now == "" {
		hint := ""
		if near, ok := scenario.Nearest(task, append(names, more...)); ok {
			hint = " (did you mean " + near + "?)"
		}
		return nil, &UnknownTask{fmt.Sprintf("no task %q in the plan, nor in any run: expected COUNTY/OPTION/YEAR/SET/FRAME%s", task, hint)}
	}
	out.Now = cmp.Or(out.Now, "unknown")
	out.Was, out.Why = w.Messages(out.was), w.Messages(out.why)
	return out, nil
}

// UnknownTask is the error of a task that neither a run nor the plan has.
type UnknownTask struct{ text string }

// Error names the task.
func (u *UnknownTask) Error() string { return u.text }

// was finds why the task was run in the newest run that has it. It returns the names of
// the tasks of the newest run.
func (s *Store) was(out *TaskWhy, list []*Record, embedded source.Files) ([]string, error) {
	var names []string
	keys := make([]map[string]string, len(list))
	at, since := -1, -1
	for i, r := range slices.Backward(list) {
		var err error
		if keys[i], err = s.keysOf(r); errors.As(err, new(*Damaged)) {
			out.was = append(out.was, report.NewMessage("why.error", "error", err.Error()))
			continue
		} else if err != nil {
			return nil, err
		}
		if names == nil {
			names = slices.Sorted(maps.Keys(keys[i]))
		}
		key, known := keys[i][out.Task]
		switch {
		case !known && at < 0:
			continue
		case at < 0:
			at, since = i, i
		case !known || key != keys[at][out.Task]:
			return names, s.sinceOf(out, list, keys, at, since, i, embedded)
		}
		since = i
	}
	if at < 0 {
		return names, nil
	}
	return names, s.sinceOf(out, list, keys, at, since, -1, embedded)
}

// sinceOf says why the result of a task is another one since a run. before is the run
// before that, -1 for none.
func (s *Store) sinceOf(out *TaskWhy, list []*Record, keys []map[string]string, at, since, before int, embedded source.Files) error {
	out.Run, out.Since, out.State = list[at].Run, list[since].Run, StateDone
	if keys[at][out.Task] == "" {
		out.State = StateFailed
		for _, f := range list[at].Failures {
			if slices.Contains(f.Tasks, out.Task) {
				out.was = append(out.was, report.NewMessage("why.error", "error", f.Cause))
			}
		}
		return nil
	}
	if before < 0 {
		out.was = append(out.was, reasons("why.not_earlier", "run", out.Since)...)
		return nil
	}
	prev := list[before]
	key, known := keys[before][out.Task]
	switch {
	case !known:
		out.was = append(out.was, reasons("why.not_in_before", "run", prev.Run)...)
		return nil
	case key == "":
		out.was = append(out.was, reasons("why.failed_in", "run", prev.Run)...)
		return nil
	}
	a, err := s.loadOf(prev.Model, key)
	if err == nil {
		var b *Result
		if b, err = s.loadOf(list[since].Model, keys[since][out.Task]); err == nil {
			out.was = append(out.was, between(a, b, s.compare(prev, list[since], embedded), out.Task)...)
			return nil
		}
	}
	out.was = append(out.was, reasons("why.results_lost", "error", err.Error())...)
	return nil
}

// between lists what two results of a task do not share.
func between(a, b *Result, p *pair, task string) []report.Message {
	var out []report.Message
	county, _, _ := strings.Cut(task, "/")
	for _, name := range slices.Sorted(maps.Keys(joined(a.Parts, b.Parts))) {
		x, y := a.Parts[name], b.Parts[name]
		switch {
		case x == y:
		case name == partOption:
			out = append(out, chainChange(a.Chain, b.Chain, p)...)
		default:
			out = append(out, partChange(name, county, x, y, p))
		}
	}
	was := map[string]*Read{}
	for i := range a.Reads {
		was[a.Reads[i].Path] = &a.Reads[i]
	}
	for i := range b.Reads {
		r := &b.Reads[i]
		if old := was[r.Path]; old != nil && !old.same(r, drawnIn(a.Parts) == drawnIn(b.Parts)) {
			out = append(out, old.change(r, p.ofParameter(county, r.Path, setOf(task))))
		}
	}
	if out == nil {
		out = reasons("why.other_parameters")
	}
	return out
}

// joined are the names of two sets of parts.
func joined(a, b Parts) Parts {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// chainChange lists which options of a chain of references changed.
func chainChange(a, b []Link, p *pair) []report.Message {
	var out []report.Message
	for k, l := range b {
		what := linked(k, l.ID, "")
		switch {
		case k >= len(a) || a[k].ID != l.ID && a[k].Hash != l.Hash:
			out = append(out, report.NewMessage("why.option_new", "what", what))
		case a[k].Hash != l.Hash:
			out = append(out, report.NewMessage("why.option_changed", "what", what, "files", p.ofOption(l.ID)))
		}
	}
	return out
}

// now finds what the plan would do with the task. It returns the names of its tasks.
func (s *Store) now(ctx context.Context, q *Request, out *TaskWhy) ([]string, error) {
	if q.Plan == "" {
		out.why = reasons("why.no_plan")
		return nil, nil
	}
	q.DryRun = true
	run, err := Run(ctx, *q)
	if err != nil {
		if ctx.Err() != nil || out.State == "none" {
			return nil, err
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if strings.HasPrefix(line, q.Plan+": ") {
				line += " (another place can be named with --plan)"
			}
			out.why = append(out.why, report.NewMessage("why.error", "error", line))
		}
		return nil, nil
	}
	var names []string
	for _, t := range run.Tasks {
		names = append(names, t.Name())
		if t.Name() != out.Task {
			continue
		}
		switch {
		case t.Cause != "":
			out.Now = "fails"
			out.why = reasons("why.error", "error", t.Cause)
		case t.Key != "":
			out.Now = "stored"
		default:
			out.Now = "runs"
			for _, d := range run.Due {
				if d.Task == t.Name() {
					out.why = append(out.why, d.Why...)
				}
			}
		}
	}
	if out.Now == "" && out.State != "none" {
		out.why = reasons("why.not_in_plan")
	}
	return names, nil
}
