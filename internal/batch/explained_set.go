package batch

import (
	"slices"
	"strings"

	"saavu/pkg/report"
)

// plainly says why a change of a figure cannot be explained whatever changed; false if it
// can.
func (q *inquiry) plainly(f *Figure) (report.Message, bool) {
	switch {
	case f.Only != "":
		return report.NewMessage("diff.one_run_has"), true
	case f.Change == nil && f.Measure != ofTheSet:
		return report.NewMessage("diff.one_run_knows"), true
	case f.Measure != ofTheSet:
		return report.Message{}, false
	}
	if ids := q.apart(f.Task); ids != nil {
		return report.NewMessage("diff.set_apart", "options", strings.Join(ids, ", ")), true
	}
	return report.NewMessage("diff.set"), true
}

// apart lists the options that only one of the runs has a result of, among those that a task
// is compared with for the measure of the set.
func (q *inquiry) apart(task string) []string {
	var out []string
	for k, keys := range q.keys {
		for name, key := range keys {
			if id := optionOf(name); key != "" && q.keys[1-k][name] == "" && strings.Replace(name, "/"+id+"/", "/"+optionOf(task)+"/", 1) == task {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	return out
}

// sole reports whether the only change is the whole cause of a measure of the set: then the
// runs have the same options, but for those that it can change.
func (q *inquiry) sole(f *Figure) bool {
	return f.Measure == ofTheSet && f.Change != nil && len(q.out.Changes) == 1 && q.out.Changes[0].Kind != ChangeProgram &&
		!slices.ContainsFunc(q.apart(f.Task), func(id string) bool { return !slices.Contains(q.out.Changes[0].touches, id) })
}

// doubt takes back that an option file changes nothing if a measure of the set is not
// explained: the file may have changed it.
func (q *inquiry) doubt(figures []Figure) {
	if !slices.ContainsFunc(figures, func(f Figure) bool { return f.Measure == ofTheSet && f.Explained.How == HowNot }) {
		return
	}
	for k := range q.out.Causes {
		c := &q.out.Causes[k]
		c.Nothing = c.Nothing && !slices.ContainsFunc(c.Changes, func(i int) bool { return q.out.Changes[i].touches != nil })
	}
}
