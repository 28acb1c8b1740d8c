package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// twoChanges changes what two causes divide.
func (w *world) twoChanges() {
	w.t.Helper()
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.015")
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.8,")
}

// A plan may be given with detours in its path. Its nights are mixed as those of a plain
// path.
func TestDetourToThePlan(t *testing.T) {
	for _, plan := range []string{"./plan.yaml", ".//plan.yaml", "small/../plan.yaml"} {
		t.Run(plan, func(t *testing.T) {
			w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
			w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
			t.Chdir(w.dir)
			q := w.request(out)
			q.Plan = plan
			w.run(q)
			w.twoChanges()
			w.run(q)
			d := w.diff(out, 0)
			if d.Why.Reason != "" || len(d.Why.Causes) != 2 || d.Why.Nights < 4 {
				t.Errorf("%s: %+v", plan, d.Why)
			}
			addsUp(t, d)
		})
	}
}

// The first run is in the folder of the plan, the next one elsewhere: the files are the
// same ones.
func TestPlanInTheOwnFolder(t *testing.T) {
	for _, first := range []string{"plan.yaml", "./plan.yaml"} {
		t.Run(first, func(t *testing.T) {
			w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
			w.put("small/plan.yaml", "version: 1\nname: test\ncounty: county.yaml\noptions: [less]\n")
			t.Chdir(w.path("small"))
			q := w.request(out)
			q.Plan = first
			w.run(q)
			w.twoChanges()
			t.Chdir(t.TempDir())
			q.Plan = w.path("small/plan.yaml")
			w.run(q)
			d := w.diff(out, 0)
			var said []string
			for i := range d.Why.Changes {
				said = append(said, d.Why.Changes[i].Text(words.In(lang.English)))
			}
			if d.Why.Reason != "" || strings.Join(said, "; ") != "county.yaml: staff.fill_rate.gp 0.9 → 0.8; points.csv" {
				t.Errorf("%s: %q, %s", first, said, d.Why.Reason)
			}
			addsUp(t, d)
		})
	}
}
