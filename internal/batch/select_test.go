package batch

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// optionsOf lists the options of tasks.
func optionsOf(tasks []*Task) string {
	var out []string
	for _, t := range tasks {
		out = append(out, t.Option)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// Tags of option files select tasks. They are no part of a key.
func TestTags(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	w.edit("options/bus.yaml", "name: Bus\n", "name: Bus\ntags: [autumn, wheels]\n")
	w.edit("options/mine.yaml", "name: Mine\n", "name: Mine\ntags: [autumn]\n")
	for patterns, want := range map[string]string{"tag:autumn": "bus mine", "tag:wheels": "bus", "tag:aut*": "bus mine", "tag:wheels staff": "bus staff", "tag:autumn -tag:wheels": "mine"} {
		q := w.request(out)
		for _, p := range strings.Fields(patterns) {
			if p, ok := strings.CutPrefix(p, "-"); ok {
				q.Exclude = append(q.Exclude, p)
			} else {
				q.Select = append(q.Select, p)
			}
		}
		if run := w.run(q); optionsOf(run.Tasks) != want || run.Ran != 0 {
			t.Errorf("%s: %s, %d computed", patterns, optionsOf(run.Tasks), run.Ran)
		}
	}
	q := w.request(out)
	q.Select = []string{"tag:autum"}
	if _, err := Run(t.Context(), q); err == nil || err.Error() != `no task of the plan matches "tag:autum": the tags are autumn, wheels` {
		t.Errorf("got %v", err)
	}
	w.put("options/bus.yaml", options["bus"])
	w.put("options/mine.yaml", options["mine"])
	if _, err := Run(t.Context(), q); err == nil || err.Error() != `no task of the plan matches "tag:autum": no option has tags` {
		t.Errorf("got %v", err)
	}
}

// Tasks are selected by what became of them in the newest whole run. Nothing to do is
// no error, and publishes nothing.
func TestStates(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	state := func(pattern string) *Outcome {
		q := w.request(out)
		q.Select, q.DryRun = []string{pattern}, true
		return w.run(q)
	}
	if got := optionsOf(state("state:changed").Tasks); got != "bus later less mine staff today today-2030" {
		t.Errorf("before any run changed: %s", got)
	}
	if got := state("state:failed").Tasks; len(got) != 0 {
		t.Errorf("before any run failed: %s", optionsOf(got))
	}
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	w.put("options/broken.yaml", "name: Broken\nchange:\n  - close: hs_east\n")
	w.run(w.request(out))
	if got := optionsOf(state("state:failed").Tasks); got != "broken refused" {
		t.Errorf("failed: %s", got)
	}
	if got := state("state:changed").Tasks; len(got) != 0 {
		t.Errorf("changed: %s", optionsOf(got))
	}
	q := w.request(out)
	q.Select = []string{"state:changed"}
	if run := w.run(q); run.Run != "" || len(run.Tasks) != 0 {
		t.Errorf("%s is published", run.Run)
	}
	w.put("options/staff.yaml", "name: Staff\nchanges:\n  - set-capacity: {facility: hs_east, service: gp_reception, fte_factor: 1.6}\n")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_east, services: [gp_reception]}\n")
	w.put("options/new.yaml", "name: New\nchanges:\n  - close: {facility: cl_west}\n")
	if got := optionsOf(state("state:changed").Tasks); got != "new staff" {
		t.Errorf("changed: %s", got)
	}
	q.Select = []string{"state:failed"} // a file that is corrected is what failed before
	if run := w.run(q); optionsOf(run.Tasks) != "broken refused" || run.Ran != 1 || len(run.Failed) != 1 || run.Run == "" {
		t.Errorf("%s, %d computed", optionsOf(run.Tasks), run.Ran)
	}
	for pattern, want := range map[string]string{
		"state:change": `no state "state:change", expected state:changed or state:failed (did you mean state:changed?)`,
		"state:":       `no state "state:", expected state:changed or state:failed`} {
		q.Select = []string{pattern}
		if _, err := Run(t.Context(), q); !errors.As(err, new(*Unmatched)) || err.Error() != want {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
}

// Drawn sets have values within the ranges, the same for the same seed. Swept sets have
// the values of the sweep, and what reads none of them is computed once.
func TestManySets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less]\nsets:\n  - draw: 3\n  - sweep: {staff.fill_rate.gp: 0.8..1 step 0.1}\n")
	out := filepath.Join(t.TempDir(), "runs")
	run := w.run(w.request(out))
	if len(run.Tasks) != 14 || len(run.Failed) != 0 {
		t.Fatalf("%d tasks, %d failed", len(run.Tasks), len(run.Failed))
	}
	values, names := map[float64]bool{}, map[string]bool{}
	for _, x := range run.Tasks {
		names[x.Set] = true
		r, err := mustStore(t, out).Load(x.Key)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(r.Reads, func(r Read) bool { return r.Path == "staff.fill_rate.gp" })
		v := *r.Reads[i].Value
		if values[v] = true; x.Set == "staff.fill_rate.gp=0.8" && v != 0.8 || strings.HasPrefix(x.Set, "draw-") && (v < 0.8 || v > 0.95 || v == 0.9) {
			t.Errorf("%s is computed with %g", x.Name(), v)
		}
	}
	if len(values) != 6 || len(names) != 7 || !names["draw-003"] || !names["staff.fill_rate.gp=0.9"] { // base is 0.9 too
		t.Errorf("values %v of %v", values, names)
	}
	if again := w.run(w.request(out)); again.Ran != 0 {
		t.Errorf("%d computed again", again.Ran)
	}
	w.edit("plan.yaml", "name: test\n", "name: test\nseed: 2\n")
	if again := w.run(w.request(out)); again.Ran != 6 {
		t.Errorf("%d computed with another seed", again.Ran)
	}
	w.edit("plan.yaml", "0.8..1 step 0.1", "0.8..1.1 step 0.1")
	if _, err := Run(t.Context(), w.request(out)); err == nil || !strings.HasSuffix(err.Error(), `plan.yaml:8:33: found "1.1", expected a share from 0 to 1`) {
		t.Errorf("got %v", err)
	}
}

func mustStore(t *testing.T, out string) *Store {
	t.Helper()
	s, err := OpenStore(out)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
