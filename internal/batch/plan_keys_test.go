package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// A plan may change in what changes no figure: the history and the report say so.
func TestPlanChanged(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	base := "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less]\n"
	gate := func(limit string) string {
		return "gates: [{id: floor, title: Floor, expression: \"reach.gp_reception.pt_rush < " + limit + "\"}]\n"
	}
	cases := []struct{ plan, want string }{
		{base + gate("30%"), ""},
		{base + gate("80%"), "gates"},
		{base + gate("80%"), ""},
		{base + gate("80%") + "frames: [budget]\nmeasures: [gets_there]\n", "frames, measures"},
		{base + "years: [2027]\n", "frames, gates, measures, years"},
		{base + "years: [2027]\nexclude: [today]\ntrack: [reach.gp_reception.pt_rush]\n", "exclude, track"},
	}
	var runs []*Outcome
	for _, c := range cases {
		w.put("plan.yaml", c.plan)
		runs = append(runs, w.run(w.request(out)))
	}
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.8,")
	w.put("plan.yaml", base)
	runs = append(runs, w.run(w.request(out)))
	h, err := HistoryOf(out, w.request("").Embedded)
	if err != nil || len(h.Runs) != len(runs) {
		t.Fatalf("%d runs, %v", len(h.Runs), err)
	}
	say := words.In(lang.English)
	for i := 1; i < len(runs); i++ {
		want, changed := "exclude, track, years", "county.yaml: staff.fill_rate.gp 0.9 → 0.8"
		if i < len(cases) {
			want, changed = cases[i].want, ""
		}
		text, page := strings.Join(h.Runs[i].text(say, i), "\n"), published(t, out, runs[i], reportFile)
		none := want == "" && changed == ""
		if got := strings.Join(h.Runs[i].PlanKeys, ", "); got != want {
			t.Errorf("run %d: %q, expected %q", i+1, got, want)
		}
		if strings.Contains(text, "nothing changed") != none || want != "" && !strings.Contains(text, "the plan changed since run "+string(rune('0'+i))+": "+want) || !strings.Contains(text, changed) {
			t.Errorf("run %d, expected %q:\n%s", i+1, want, text)
		}
		if strings.Contains(page, "No input changed") != none || want != "" && !strings.Contains(page, "\n- the plan changed: "+want+"\n") || !strings.Contains(page, changed) {
			t.Errorf("run %d, expected %q:\n%s", i+1, want, page)
		}
	}
}
