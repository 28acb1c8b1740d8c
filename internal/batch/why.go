package batch

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Due is a task that would run, and why, in English as errors are.
type Due struct {
	Task string
	Why  []string
}

// due lists what would run and why: what differs from the result of the same task in
// the newest run.
func (w *work) due() ([]Due, error) {
	prev, err := w.store.Latest()
	if err != nil {
		return nil, err
	}
	keys := map[string]string{}
	if prev != nil {
		if keys, err = w.store.keysOf(prev.Run); err != nil {
			return nil, err
		}
	}
	var out []Due
	for _, t := range w.tasks {
		if t.Key == "" && t.Cause == "" {
			out = append(out, Due{t.Name(), w.why(t, prev, keys)})
		}
	}
	return out, nil
}

// why says why a task runs.
func (w *work) why(t *Task, prev *Record, keys map[string]string) []string {
	if w.q.Force && w.store.find(t.group.find, t.coarse) != "" {
		return []string{"it is stored, but --force computes it again"}
	}
	key, known := keys[t.Name()]
	switch {
	case prev == nil:
		return []string{"no run has been published here yet"}
	case !known:
		return []string{"the newest run, " + prev.Run + ", does not have it"}
	case key == "":
		return []string{"it failed in " + prev.Run}
	}
	old, err := w.store.Load(key)
	if err != nil {
		if prev.Model != t.group.common[partModel] {
			return []string{fmt.Sprintf("the model has changed from version %s to %s: everything is computed again", prev.Model, t.group.common[partModel])}
		}
		return []string{"its result of " + prev.Run + " is not there any more"}
	}
	return w.differences(t, old, prev)
}

// differences says what a task does not share with an earlier result.
func (w *work) differences(t *Task, old *Result, prev *Record) []string {
	var out []string
	now := t.group.partsOf(t)
	names := slices.Sorted(maps.Keys(now))
	for name := range old.Parts {
		if _, ok := now[name]; !ok {
			names = append(names, name)
		}
	}
	files := changed(prev, t.group.county)
	for _, name := range names {
		a, b := old.Parts[name], now[name]
		section, ofCounty := strings.CutPrefix(name, "county ")
		switch {
		case a == b:
		case name == partOption:
			out = append(out, t.optionChange(old)...)
		case ofCounty:
			out = append(out, fmt.Sprintf("county %s: %s changed%s", t.County, section, files))
		default:
			out = append(out, fmt.Sprintf("%s: %s before, %s now", name, cmp.Or(a, "nothing"), cmp.Or(b, "nothing")))
		}
	}
	for _, r := range old.Reads {
		now := readsOf(t.group.find.tree, []string{r.Path}, t.group.find.drawn)[0]
		if before, after := r.words(), now.words(); before != after {
			out = append(out, fmt.Sprintf("parameter %s: %s before, %s now%s", r.Path, before, after, files))
		}
	}
	if out == nil {
		out = []string{"its result of " + prev.Run + " is not there any more"}
	}
	return out
}

// optionChange says which option of a chain of references changed.
func (t *Task) optionChange(old *Result) []string {
	var out []string
	for k, l := range t.chain {
		what := "option " + l.ID
		if k > 0 {
			what = "its reference " + l.ID
		}
		if file := t.group.batch.County.FileOf(l.ID); file != "" {
			what += " (" + file + ")"
		}
		switch {
		case k >= len(old.Chain) || old.Chain[k].ID != l.ID && old.Chain[k].Hash != l.Hash:
			out = append(out, what+": it was not compared with this before")
		case old.Chain[k].Hash != l.Hash:
			out = append(out, what+": its changes differ")
		}
	}
	if out == nil {
		out = []string{"option " + t.Option + ": it is compared in another way"}
	}
	return out
}

// changed names the files of a county that changed since a run, for the end of a
// sentence.
func changed(prev *Record, c *county) string {
	var inputs []InputRecord
	for _, i := range c.of.Inputs {
		inputs = append(inputs, InputRecord{Name: i.Name, SHA256: i.SHA256})
	}
	return changedInputs(prev, c.of.ID, inputs)
}

// changedInputs is changed for the files of a county by its id.
func changedInputs(prev *Record, id string, inputs []InputRecord) string {
	before := map[string]string{}
	for _, of := range prev.Counties {
		if of.ID == id {
			for _, i := range of.Inputs {
				before[i.Name] = i.SHA256
			}
		}
	}
	var out []string
	for _, i := range inputs {
		if before[i.Name] != i.SHA256 {
			out = append(out, i.Name)
		}
	}
	if out == nil {
		return ""
	}
	return " (changed since " + prev.Run + ": " + strings.Join(out, ", ") + ")"
}

// words is the value of a parameter in words.
func (r *Read) words() string {
	digits := func(v *float64) string {
		if v == nil {
			return "unknown"
		}
		return strconv.FormatFloat(*v, 'g', -1, 64)
	}
	out := digits(r.Value)
	if r.Text != "" {
		out = strconv.Quote(r.Text)
	}
	if r.Low != nil || r.High != nil {
		out += " (" + digits(r.Low) + " to " + digits(r.High) + ")"
	}
	if r.Draw != "" {
		out += " with the draw " + r.Draw
	}
	return out
}
