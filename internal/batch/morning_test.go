package batch

import (
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// After a night in which a task failed, its figures are compared with the night before
// that one. The report and the history name that night, and what changed since then.
func TestMorningAfterAFailedNight(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	first := w.run(w.request(out))
	good := w.read("options/staff.yaml")
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.put("options/staff.yaml", "name: Staff\nchange: []\n")
	second := w.run(w.request(out))
	if optionsOf(second.Failed) != "staff" {
		t.Fatalf("failed: %v", second.Failed)
	}
	w.put("options/staff.yaml", good)
	third := w.run(w.request(out))
	text := published(t, out, third, reportFile)
	for _, want := range []string{
		"Not the same as in the run before (" + second.Run + "):\n\n- option staff (",
		"Not the same as in " + first.Run + " (tasks compared with it: 1):\n\n- county.yaml: staff.fill_rate.gp 0.9",
		" in Staff, 2026, same staff (1 task), compared with " + first.Run + "\n",
		"Figures of the whole county that differ from an earlier run by more than their tolerance: ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	h, err := HistoryOf(out, w.request("").Embedded)
	if err != nil {
		t.Fatal(err)
	}
	got := h.Text(words.In(lang.English))
	if want := "changed since run 1 (tasks compared with it: 1): county.yaml: staff.fill_rate.gp 0.9"; strings.Count(got, want) != 1 || !strings.Contains(got, "changed since run 2: option staff") {
		t.Errorf("lacks %q:\n%s", want, got)
	}

	// The night after that has a whole run before it.
	w.edit("small/county.yaml", "gp: {v: 0.82,", "gp: {v: 0.83,")
	if text := published(t, out, w.run(w.request(out)), reportFile); strings.Contains(text, first.Run) || strings.Contains(text, "compared with") {
		t.Errorf("names an older run:\n%s", text)
	}
}

// A run that ends with the code of a missed gate as a gate is undecided is no success.
func TestUndecidedIsNoSuccess(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+"gates: [{id: fall, title: Fall, expression: served.gp_reception < was.served.gp_reception}]\n")
	const success = "saavu_batch_last_success_timestamp_seconds{"
	q := w.request(out)
	q.FailOn = []string{Undecided}
	run := w.run(q)
	if text := published(t, out, run, metricsFile); run.Record.Gates[0].State != GateUndecided || run.Record.Success != "" || strings.Contains(text, success) {
		t.Errorf("%+v:\n%s", run.Record, text)
	}
	if text := published(t, out, w.run(q), metricsFile); !strings.Contains(text, success) {
		t.Errorf("no success of a run whose gate is met:\n%s", text)
	}
	other := filepath.Join(t.TempDir(), "runs")
	if text := published(t, other, w.run(w.request(other)), metricsFile); !strings.Contains(text, success) {
		t.Errorf("an undecided gate alone is no failure:\n%s", text)
	}
}

// Two counties of one name are known by their ids.
func TestCountiesOfOneName(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("other/county.yaml", strings.Replace(countyText, "id: small", "id: other", 1))
	for _, name := range []string{"cells.csv", "areas.csv", "stations.csv", "facilities.csv", "points.csv", "options/less.yaml"} {
		w.put("other/"+name, w.read("small/"+name))
	}
	w.put("plan.yaml", "version: 1\nname: test\ncounties: [small/county.yaml, other/county.yaml]\noptions: [less]\ngates: [{id: none, title: None, expression: served.gp_reception < 100%}]\n")
	text := published(t, out, w.run(w.request(out)), reportFile)
	for _, want := range []string{"  - Small (small), Less, 2026", "  - Small (other), Less, 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
}

// That another copy of the plan was run before stands in the report too.
func TestCopyOfThePlanInTheReport(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	plan := "version: 1\nname: test\ncounty: ../small/county.yaml\noptions: [less]\n"
	w.put("a/plan.yaml", plan)
	w.put("c/plan.yaml", plan+"frames: [budget]\n")
	q := w.request(out)
	q.Plan = w.path("a/plan.yaml")
	first := w.run(q)
	q.Plan = w.path("c/plan.yaml")
	want := "Another file with this plan's name was run before (" + first.Run + "): "
	run := w.run(q)
	if text := published(t, out, run, reportFile); !strings.Contains(text, want) || !strings.Contains(text, "a/plan.yaml") || len(run.Warnings) != 1 {
		t.Errorf("%v, lacks %q:\n%s", run.Warnings, want, text)
	}
	if text := published(t, out, w.run(q), reportFile); strings.Contains(text, want) {
		t.Errorf("the same file again:\n%s", text)
	}
}
