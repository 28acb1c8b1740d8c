package batch

import (
	"slices"
	"strings"

	"saavu/internal/words"
)

// Older is an older run than the one before, with which tasks are compared that the one
// before has no result of.
type Older struct {
	Run      string   `json:"run" jsonschema_description:"the newest whole run of the same plan that has results of the tasks"`
	Number   int      `json:"number"`
	Tasks    []string `json:"tasks" jsonschema_description:"tasks that failed in the run before and have a result now"`
	Changes  []Change `json:"changes" jsonschema_description:"what the run was not given like that one"`
	PlanKeys []string `json:"plan_keys" jsonschema_description:"keys of the plan that differ and change no figure of a task"`
}

// older is what changed since an older run.
func (p *pair) older(tasks []string) Older {
	return Older{p.a.Run, p.a.Number, tasks, orEmpty(p.changes), orEmpty(p.follows)}
}

// olderRuns lists the runs other than the one before that tasks of this run are compared
// with, the newest first.
func (a *assessment) olderRuns() []Older {
	var out []Older
	for _, p := range a.past {
		if p.Run == a.before.Run {
			continue
		}
		var tasks []string
		for _, t := range a.w.tasks {
			if a.from[t.Name()] == p {
				tasks = append(tasks, t.Name())
			}
		}
		if tasks != nil {
			out = append(out, a.w.store.compare(p.Record, a.record, a.w.q.Embedded).older(tasks))
		}
	}
	return out
}

// olderRuns lists the same for a published run, of the tasks that failed in the run before.
// Damaged runs are left out.
func (h *historian) olderRuns(r, since *Record) []Older {
	out := []Older{}
	missing := map[string]bool{}
	for _, f := range since.Failures {
		for _, task := range f.Tasks {
			missing[task] = true
		}
	}
	if len(missing) == 0 {
		return out
	}
	now, err := h.store.keysOf(r)
	for task := range missing {
		if err != nil || now[task] == "" {
			delete(missing, task)
		}
	}
	looked := 0
	for o := before(h.list, since); o != nil && len(missing) > 0 && looked < mostBack; o = before(h.list, o) {
		looked++
		keys, err := h.store.keysOf(o)
		if err != nil {
			continue
		}
		var tasks []string
		for task := range missing {
			if keys[task] != "" {
				tasks = append(tasks, task)
				delete(missing, task)
			}
		}
		if tasks != nil {
			slices.Sort(tasks)
			out = append(out, h.store.compare(o, r, h.embedded).older(tasks))
		}
	}
	return out
}

// text is what changed since an older run in a line.
func (o *Older) text(w *words.Words) string {
	what := changeTexts(o.Changes, w)
	if len(o.PlanKeys) > 0 {
		what = append(what, w.Text("batch.plan_keys", "what", strings.Join(o.PlanKeys, ", ")))
	}
	if len(what) == 0 {
		what = []string{w.Text("history.no_change")}
	}
	return w.Text("history.older", "number", o.Number, "n", len(o.Tasks), "what", strings.Join(what, "; "))
}

// sinceOlder writes what changed since older runs that tasks are compared with.
func (a *assessment) sinceOlder(p *pageOf) {
	for _, o := range a.older {
		p.line("")
		if len(o.Changes) == 0 && len(o.PlanKeys) == 0 {
			p.line(a.say.Text("batch.no_inputs_older", "run", o.Run, "n", len(o.Tasks)))
			continue
		}
		p.line(a.say.Text("batch.inputs_older", "run", o.Run, "n", len(o.Tasks)))
		p.line("")
		a.inputList(p, o.Changes, o.PlanKeys)
	}
}

// inputList writes what changed, an input a line.
func (a *assessment) inputList(p *pageOf, changes []Change, planKeys []string) {
	if len(planKeys) > 0 {
		p.line("- " + a.say.Text("batch.plan_keys", "what", plain(strings.Join(planKeys, ", "))))
	}
	for i := range changes[:min(mostInputs, len(changes))] {
		p.line("- " + plain(oneLine(changes[i].Text(a.say.Words))))
	}
	if n := len(changes) - mostInputs; n > 0 {
		p.line("- " + a.say.Text("diff.more", "n", n))
	}
}

// compared adds to the line of a figure the run that its task is compared with, if that is
// not the run before.
func (a *assessment) compared(text, task string) string {
	if from := a.from[task]; from != nil && a.before != nil && from.Run != a.before.Run {
		return text + ", " + a.say.Text("batch.compared_with", "run", from.Run)
	}
	return text
}
