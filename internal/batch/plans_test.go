package batch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/app"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// Faults of a plan are reported together, whatever they are about, each with its line.
func TestFaultsTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("more/less.yaml", "name: Other\nchanges:\n  - close: hs_east\n")
	w.put("plan.yaml", `version: 1
name: test
county: small/county.yaml
options: [less, more/less.yaml, options/gone.yaml, 3, null]
exclude: ["*-2099"]
years: [2026, 20260]
seed: -5
measures: []
gates:
  - {id: a, title: A, expression: served.gp_receptoin < 1, for: {options: [nonono]}}
  - {id: b, title: B, expression: "served.gp_reception < 80 pp pp"}
`)
	_, err := Run(t.Context(), w.request(filepath.Join(t.TempDir(), "runs")))
	if err == nil {
		t.Fatal("no fault")
	}
	text := err.Error()
	for _, want := range []string{
		`:4:17: found "more/less.yaml", expected options with different ids (less has the id less too: `,
		`:4:33: found "options/gone.yaml", expected an option file (`,
		`:4:52: found "3", expected text`, `:5:11: found "*-2099", expected the id of an option of this plan`,
		`:6:15: found "20260", expected a year from 1990 to 2200`, `:7:7: found "-5", expected at least 0`, `:8:11: `,
		`found "served.gp_receptoin"`, `:10:76: found "nonono", expected an option of the plan`, `(pp stands where nothing like it may stand)`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if t.Failed() || strings.Contains(text, "every item once") || strings.Contains(text, "Go ") || strings.Contains(text, "json:") {
		t.Errorf("got\n%s", text)
	}
}

// A plan of which only references are left computes nothing that anybody asked for.
func TestOnlyReferences(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]\nexclude: [less]")
	if _, err := Run(t.Context(), w.request(filepath.Join(t.TempDir(), "runs"))); !errors.As(err, new(*app.Invalid)) || !strings.Contains(err.Error(), "only options that others are compared with are left") {
		t.Errorf("%v", err)
	}
}

// An option file of the county that is no YAML, or empty, fails alone.
func TestUnreadOption(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "name: [\n"} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.edit("small/county.yaml", "order: [today, less]", "order: [today, less, torn]")
		w.put("small/options/torn.yaml", text)
		w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\n")
		run := w.run(w.request(out))
		if optionsOf(run.Failed) != "torn" || run.Ran != 2 || !strings.Contains(run.Failed[0].Cause, "torn.yaml") {
			t.Errorf("%q: %d computed, %v", text, run.Ran, run.Failed)
		}
		w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less, torn]\n")
		if run = w.run(w.request(out)); optionsOf(run.Failed) != "torn" || len(run.Tasks) != 3 {
			t.Errorf("%q: %d tasks, %v", text, len(run.Tasks), run.Failed)
		}
	}
}

// Two plans of one name in a folder would be compared with each other.
func TestNamesakes(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	w.put("other.yaml", w.read("plan.yaml")+"frames: [budget]\n")
	q := w.request(out)
	q.Plan = w.path("other.yaml")
	if _, err := Run(t.Context(), q); !errors.As(err, new(*app.Invalid)) || !strings.Contains(err.Error(), `other.yaml:2:7: found "test", expected a name that no other plan of this run folder has (`+w.path("plan.yaml")+" has it too (run=000001-") {
		t.Errorf("%v", err)
	}
	q.Shard = Shard{1, 2} // publishes no run, so that nothing is compared
	w.run(q)
	q.Shard = Shard{}
	if err := os.Rename(w.path("plan.yaml"), w.path("third.yaml")); err != nil { // it was renamed: the same plan
		t.Fatal(err)
	}
	q.Plan = w.path("third.yaml")
	w.run(q)
	w.put("third.yaml", w.read("third.yaml")+"# a note\n")
	w.run(q)
}

// Of two plans of one name the later one is refused, also if it was an equal copy at first and
// has been run since; the one that began the name goes on.
func TestLaterNamesakeIsRefused(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	first, later := w.request(out), w.request(out)
	for _, name := range []string{"copy.yaml", "below/plan.yaml"} {
		w.run(first)
		later.Plan = w.path(name)
		plan := w.read("plan.yaml")
		if name != "copy.yaml" {
			plan = strings.Replace(plan, "county: ", "county: ../", 1)
		}
		w.put(name, plan)
		w.run(later)
		w.put(name, strings.Replace(plan, "options: [less]", "options: [today]", 1))
		if _, err := Run(t.Context(), later); !errors.As(err, new(*app.Invalid)) || !strings.Contains(err.Error(), w.path("plan.yaml")+" has it too") {
			t.Errorf("%s: %v", name, err)
		}
		if run := w.run(first); len(run.Warnings) != 1 || !strings.Contains(run.Warnings[0], w.path(name)) {
			t.Errorf("the plan that began the name, after %s: %v", name, run.Warnings)
		}
		if run := w.run(first); len(run.Warnings) != 0 {
			t.Errorf("again: %v", run.Warnings)
		}
		if err := os.Remove(w.path(name)); err != nil {
			t.Fatal(err)
		}
	}
}

// A plan file of another folder is another plan if it has another file name, other counties
// or other options: then it is refused, with all other faults. If it may be another copy of
// the same plan, the run says so. What matters is the plan that is there now: one that was
// moved is the same.
func TestNamesakesOfOtherFolders(t *testing.T) {
	refused := func(err error, parts ...string) {
		t.Helper()
		if !errors.As(err, new(*app.Invalid)) {
			t.Fatalf("%v", err)
		}
		for _, want := range parts {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("lacks %s: %v", want, err)
			}
		}
	}
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	plan := "version: 1\nname: test\ncounty: ../small/county.yaml\noptions: [less]\n"
	w.put("a/plan.yaml", plan)
	q := w.request(out)
	q.Plan = w.path("a/plan.yaml")
	w.run(q)

	// Another file name in another folder, and other faults.
	w.put("b/other.yaml", plan+"years: [2020]\nframes: [budget]\n")
	q.Plan = w.path("b/other.yaml")
	_, err := Run(t.Context(), q)
	refused(err, `other.yaml:2:7: found "test", expected a name that no other plan of this run folder has (`+w.path("a/plan.yaml")+` has it too (run=000001-`, `other.yaml:5:9: found "2020"`)
	w.put("b/other.yaml", plan+"frames: [bugdet]\n")
	_, err = Run(t.Context(), q)
	refused(err, `other.yaml:2:7: found "test"`, `other.yaml:5:10: found "bugdet"`)

	// The same file name, but another county.
	w.put("b/county/county.yaml", strings.Replace(countyText, "id: small", "id: other", 1))
	for _, name := range []string{"cells.csv", "areas.csv", "stations.csv", "facilities.csv", "points.csv", "options/less.yaml"} {
		w.put("b/county/"+name, w.read("small/"+name))
	}
	w.put("b/plan.yaml", strings.Replace(plan, "../small", "county", 1))
	q.Plan = w.path("b/plan.yaml")
	_, err = Run(t.Context(), q)
	refused(err, `b/plan.yaml:2:7: found "test"`, "has it too, with other counties (run=")
	w.put("b/plan.yaml", strings.Replace(plan, "county: ../small/county.yaml", "counties: [../small/county.yaml, county/county.yaml]", 1))
	_, err = Run(t.Context(), q)
	refused(err, "has it too, with other counties (run=")

	// The same file name and county, but other options, as of a test next to the real one.
	for _, more := range []string{strings.Replace(plan, "[less]", "[less, today]", 1), plan + "exclude: [today]\n"} {
		w.put("b/plan.yaml", more)
		_, err = Run(t.Context(), q)
		refused(err, `b/plan.yaml:2:7: found "test"`, "has it too, with other options (run=", "give one of them another name, or remove that file if this one replaces it")
	}

	// A folder that was moved or renamed has the same plan, also if it was edited since.
	if err := os.Rename(w.path("a"), w.path("moved")); err != nil {
		t.Fatal(err)
	}
	w.put("moved/plan.yaml", strings.Replace(plan, "[less]", "[less, today]", 1))
	q.Plan = w.path("moved/plan.yaml")
	if run := w.run(q); len(run.Warnings) != 0 || run.Record.Before == "" {
		t.Errorf("moved: %v, before %q", run.Warnings, run.Record.Before)
	}
	if err := os.Rename(w.path("moved"), w.path("a")); err != nil {
		t.Fatal(err)
	}
	w.put("a/plan.yaml", plan)
	q.Plan = w.path("a/plan.yaml")
	if run := w.run(q); len(run.Warnings) != 0 {
		t.Errorf("moved back: %v", run.Warnings)
	}

	// The same file name and county: another copy, such as of another commit.
	w.put("c/plan.yaml", plan+"frames: [budget]\n")
	q.Plan = w.path("c/plan.yaml")
	run := w.run(q)
	if want := "the plan test was run from " + w.path("a/plan.yaml") + " before (run=00000"; len(run.Warnings) != 1 || !strings.HasPrefix(run.Warnings[0], want) {
		t.Errorf("%v, expected %s", run.Warnings, want)
	}
	if run = w.run(q); len(run.Warnings) != 0 {
		t.Errorf("the same file again: %v", run.Warnings)
	}

	// The one that ran before was edited since, which makes it no other plan; in the folder
	// of this one it is one, also after an edit.
	w.put("c/more.yaml", plan)
	w.put("c/plan.yaml", w.read("c/plan.yaml")+"draws: 0\n")
	q.Plan = w.path("c/more.yaml")
	_, err = Run(t.Context(), q)
	refused(err, `more.yaml:2:7: found "test"`)
	w.put("c/plan.yaml", strings.Replace(w.read("c/plan.yaml"), "name: test", "name: another", 1)) // it has this name no more
	if run = w.run(q); len(run.Warnings) != 0 {
		t.Errorf("the other has another name now: %v", run.Warnings)
	}

	// An equal copy is the same plan.
	w.put("d/copy.yaml", plan)
	q.Plan = w.path("d/copy.yaml")
	if run = w.run(q); len(run.Warnings) != 0 {
		t.Errorf("an equal copy: %v", run.Warnings)
	}

	// An equal plan next to another county file may be a copy for a test.
	copied := strings.Replace(plan, "../small", "county", 1)
	for _, folder := range []string{"prod", "test"} {
		if err := os.CopyFS(w.path(folder+"/county"), os.DirFS(w.path("small"))); err != nil {
			t.Fatal(err)
		}
		w.put(folder+"/plan.yaml", copied)
	}
	q.Out = filepath.Join(t.TempDir(), "runs")
	q.Plan = w.path("prod/plan.yaml")
	w.run(q)
	q.Plan = w.path("test/plan.yaml")
	if run = w.run(q); len(run.Warnings) != 0 {
		t.Errorf("an equal county: %v", run.Warnings)
	}
	w.edit("prod/county/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.8,")
	q.Plan = w.path("prod/plan.yaml")
	if run = w.run(q); len(run.Warnings) != 1 || !strings.Contains(run.Warnings[0], "whose county file "+w.path("test/county/county.yaml")+" is still there and differs from "+w.path("prod/county/county.yaml")) {
		t.Errorf("another county: %v", run.Warnings)
	}

	// A relative name is another file in another folder.
	t.Chdir(w.path("a"))
	w.put("a/plan.yaml", plan+"draws: 1\n")
	q.Plan, q.Out = "plan.yaml", filepath.Join(t.TempDir(), "runs")
	w.run(q)
	t.Chdir(w.path("b"))
	_, err = Run(t.Context(), q)
	refused(err, `plan.yaml:2:7: found "test"`, w.path("a/plan.yaml"))
}

// Each reason why a task runs names the file and the key that it comes from, with both
// values, and no other file.
func TestReasons(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	base := "version: 1\nname: test\ncounty: small/county.yaml\noptions: [options/staff.yaml]\nsets: [{name: low, values: {staff.fill_rate.nurse: 0.5}}]\n"
	w.put("plan.yaml", base)
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9, unit: share, src: assumption, lo: 0.8,", "gp: {v: 0.82, unit: share, src: assumption, lo: 0.7,")
	w.edit("small/county.yaml", "\"A doctor in the west\"}", "\"A doctor in the west\"}\n  - {id: east, kind: keep-service, severity: wish, service: gp_reception, items: [hs_east], text: \"East\"}")
	w.put("small/cells.csv", strings.Replace(w.read("small/cells.csv"), "11,385125,6680125,west,1,", "11,385125,6680125,west,3,", 1))
	w.edit("options/staff.yaml", "1.5", "1.6")
	w.put("plan.yaml", strings.Replace(base, "0.5", "0.6", 1))
	q := w.request(out)
	q.DryRun = true
	due := w.run(q).Due
	var got string
	for _, d := range due {
		if strings.Contains(d.Task, "/staff/2026/low/") {
			got = strings.Join(words.In(lang.English).Messages(d.Why), "\n")
		}
	}
	run := w.run(w.request(out))
	q.Plan = ""
	why, err := WhyTask(t.Context(), q, "small/staff/2026/low/staff", words.In(lang.English))
	if err != nil || why.Run != run.Run {
		t.Fatalf("%+v, %v", why, err)
	}
	for _, text := range []string{got, strings.Join(why.Was, "\n")} {
		for _, want := range []string{
			": people changed (changed since run=000001-", ": cells.csv)", ": rules changed (changed since run=000001-", ": county.yaml: rules.east, new)",
			"staff.fill_rate.gp): 0.9 before, 0.82 now (changed since run=000001-", ": county.yaml: staff.fill_rate.gp 0.9 [0.8, 0.95] → 0.82 [0.7, 0.95])",
			": options/staff.yaml: changes.0.set-capacity.fte_factor 1.5 → 1.6)", "0.5 before, 0.6 now (changed since run=000001-", ": plan.yaml: sets.low.staff.fill_rate.nurse 0.5 → 0.6)",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q:\n%s", want, text)
			}
		}
		for line := range strings.SplitSeq(text, "\n") {
			if strings.Contains(line, "fill_rate") && strings.Contains(line, "cells.csv") {
				t.Errorf("names another file: %s", line)
			}
		}
	}
	if _, err := WhyTask(t.Context(), q, "small/stuff/2026/low/staff", words.In(lang.English)); !errors.As(err, new(*UnknownTask)) || !strings.Contains(err.Error(), "did you mean small/staff/2026/low/staff?") {
		t.Errorf("%v", err)
	}
	if err := os.Remove(w.path("plan.yaml")); err != nil {
		t.Fatal(err)
	}
	if _, err := WhyTask(t.Context(), q, "small/stuff/2026/low/staff", words.In(lang.English)); !errors.As(err, new(*UnknownTask)) || !strings.Contains(err.Error(), "name its file with --plan") {
		t.Errorf("%v", err)
	}
}

// Two keys below one key of a county file, and two values of one rule, are named with both
// values and are causes of their own.
func TestKeysBelowKeys(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less]\n")
	w.edit("small/county.yaml", "year: 2026}", "year: 2026, period: rush, assignment: choice}")
	w.run(w.request(out))
	w.edit("small/county.yaml", "period: rush, assignment: choice", "period: midday, assignment: nearest")
	w.edit("small/county.yaml", "severity: law", "severity: wish")
	w.run(w.request(out))
	want := []string{`county.yaml: county.assignment "choice" → "nearest"`, `county.yaml: county.period "rush" → "midday"`, `county.yaml: rules.keep.severity "law" → "wish"`}
	h, err := HistoryOf(out, w.request(out).Embedded)
	if text := h.Text(words.In(lang.English)); err != nil || !strings.Contains(text, strings.Join(want, "; ")+"\n") {
		t.Errorf("%v\n%s", err, text)
	}
	d := w.diff(out, 0)
	addsUp(t, d)
	if len(d.Why.Causes) != 3 || d.Why.Reason != "" || !d.Why.Causes[2].Nothing || d.Why.Causes[0].Nothing && d.Why.Causes[1].Nothing {
		t.Errorf("%+v", d.Why)
	}
	why, err := WhyTask(t.Context(), w.request(out), "small/less/2026/base/staff", words.In(lang.English))
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, line := range why.Was {
		for k, part := range []string{"choice: ", "period: ", "rules changed"} {
			for i := range want {
				if strings.Contains(line, part) && strings.Contains(line, want[i]) != (i == k) {
					t.Errorf("%s: %s", part, line)
				}
			}
			named += btoi(strings.Contains(line, part))
		}
	}
	if named != 3 {
		t.Errorf("%v", why.Was)
	}
}

// With several counties a file is named with the id of its county, and a task names only the
// changes of its own county.
func TestCountiesAreNamed(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	if err := os.CopyFS(w.path("large"), os.DirFS(w.path("small"))); err != nil {
		t.Fatal(err)
	}
	w.put("large/county.yaml", strings.Replace(countyText, "id: small", "id: large", 1))
	w.put("plan.yaml", "version: 1\nname: test\ncounties: [small/county.yaml, large/county.yaml]\noptions: [less, options/staff.yaml]\n")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.edit("large/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.84,")
	w.edit("large/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.edit("options/staff.yaml", "1.5", "1.6")
	run := w.run(w.request(out))
	h, err := HistoryOf(out, w.request(out).Embedded)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"history": h.Text(words.In(lang.English)), "report": published(t, out, run, reportFile)}
	for name, text := range texts {
		for _, want := range []string{"county.yaml (small): staff.fill_rate.gp 0.9 → 0.82", "county.yaml (large): staff.fill_rate.gp 0.9 → 0.84", "points.csv (large)", "option staff (options/staff.yaml)"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s:\n%s", name, want, text)
			}
		}
	}
	for county, other := range map[string]string{"small": "large", "large": "small"} {
		why, err := WhyTask(t.Context(), w.request(out), county+"/less/2026/base/staff", words.In(lang.English))
		text := strings.Join(why.Was, "\n")
		if err != nil || !strings.Contains(text, "county.yaml ("+county+"): staff.fill_rate.gp") || strings.Contains(text, "("+other+")") || strings.Contains(text, "points.csv") != (county == "large") {
			t.Errorf("%s: %v\n%s", county, err, text)
		}
	}
}

// A failure of an earlier night is none of this one: a merge does not take it for the
// result of a task that was asked for again.
func TestOldFailure(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	q := w.request(out)
	q.Shard = Shard{0, 1}
	q.TaskTimeout, q.late = 1, func(t *Task) bool { return t.Option == "less" }
	if run := w.run(q); len(run.Failed) != 1 {
		t.Fatalf("%d failed", len(run.Failed))
	}
	merge := w.request(out)
	merge.Merge = true
	if run := w.run(merge); len(run.Failed) != 1 {
		t.Fatalf("%d failed", len(run.Failed))
	}
	q.TaskTimeout, q.late, q.Shard = 0, nil, Shard{0, 1}
	q.Progress = func(e Event) { panic("killed") } // before it has computed anything
	func() {
		defer func() { _ = recover() }()
		_, _ = Run(t.Context(), q)
	}()
	if _, err := Run(t.Context(), merge); err != nil { // the shard had not begun
		t.Fatal(err)
	}
	store := mustStore(t, out)
	plan := w.request(out)
	plan.DryRun = true
	tasks := w.run(plan).Tasks
	store.forget(tasks)
	var missing *Missing
	if _, err := Run(t.Context(), merge); !errors.As(err, &missing) || len(missing.Tasks) != 1 {
		t.Errorf("%v", err)
	}
}
