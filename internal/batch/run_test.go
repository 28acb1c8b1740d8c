package batch

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"saavu/internal/app"
)

// A plan is computed once. The same plan again computes nothing, publishes a run with
// the same tables, and names the run before.
func TestAgain(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	first := w.run(w.request(out))
	if first.Ran != 7 || first.Stored != 0 || len(first.Failed) != 0 {
		t.Fatalf("%d computed, %d stored, %d failed", first.Ran, first.Stored, len(first.Failed))
	}
	again := w.run(w.request(out))
	if again.Ran != 0 || again.Stored != 7 {
		t.Errorf("%d computed, %d stored", again.Ran, again.Stored)
	}
	same(t, tables(t, out, again.Run), tables(t, out, first.Run))
	s, err := StatusOf(out)
	if err != nil || !slices.Equal(s.Runs, []string{first.Run, again.Run}) || s.Latest.Run != again.Run || s.Latest.Prev != first.Run || s.Results != 7 {
		t.Errorf("%+v, %v", s, err)
	}
	if rest, _ := filepath.Glob(filepath.Join(out, "*", ".saavu*")); rest != nil {
		t.Errorf("left behind: %v", rest)
	}
}

// What a batch computes for each option is what a comparison of all options computes,
// with the places of the options among each other.
func TestFiguresOfComparison(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "name: test\n", "name: test\ndraws: 3\nseed: 7\n")
	w.put("options/near.yaml", "name: Near\nchanges:\n  - open: {facility: hs_west, services: [nurse_reception]}\n")
	run := w.run(w.request(out))
	s, err := app.Open(t.Context(), app.Request{Source: app.Source{County: w.path("small/county.yaml"), Embedded: w.request("").Embedded}})
	if err != nil {
		t.Fatal(err)
	}
	q := app.Request{Options: []string{"less"}, Frame: "staff", Draws: 3, Seed: 7}
	for _, name := range []string{"bus", "later", "mine", "near", "staff"} {
		q.Options = append(q.Options, w.path("options/"+name+".yaml"))
	}
	want, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := rowsIn[figureRow]([]byte(published(t, out, run, figuresFile)))
	if err != nil {
		t.Fatal(err)
	}
	type place struct{ option, service, area, group, facility, measure string }
	got := map[place]*figureRow{}
	for i := range rows {
		r := &rows[i]
		at := place{r.Option, r.Service, r.Area, r.Group, r.Facility, r.Measure}
		if got[at] != nil {
			t.Errorf("two figures of %v", at)
		}
		got[at] = r
	}
	if len(rows) != len(want.Report.Scores) {
		t.Errorf("%d figures, the comparison has %d", len(rows), len(want.Report.Scores))
	}
	priced := 0
	for _, s := range want.Report.Scores {
		r := got[place{s.Option, s.Service, s.Area, s.Group, s.Facility, s.Measure}]
		switch {
		case r == nil:
			t.Errorf("no figure of %+v", s)
		case (r.Value == nil) != (s.Value-s.Value != 0), r.Value != nil && (*r.Value != s.Value || *r.Low != s.Lo || *r.High != s.Hi), r.Unit != s.Unit:
			t.Errorf("%+v: value %v, low %v, high %v in %s", s, r.Value, r.Low, r.High, r.Unit)
		case s.Measure == ofTheSet && r.Value != nil:
			priced++
		}
	}
	set, err := rowsIn[setRow]([]byte(published(t, out, run, setFile)))
	if err != nil || priced == 0 {
		t.Fatalf("%d prices, %v", priced, err)
	}
	best, whys := 0, map[string]int{}
	for _, row := range set {
		i := slices.IndexFunc(run.Tasks, func(x *Task) bool { return x.Option == row.Option })
		k := slices.IndexFunc(run.Tasks[0].group.services(), func(id string) bool { return id == row.Service })
		if r := want.Report.Services[k].Rows[i]; r.Best != row.Best || (r.NextBest != "") != (row.NextBest != nil) || (row.Why == nil) != (row.NextBest != nil) {
			t.Errorf("%+v, the comparison has best %t, next %q", row, r.Best, r.NextBest)
		} else if row.Why != nil {
			if whys[*row.Why]++; *row.Why != string(r.Reasons["frontier_price_eur"].Cause) {
				t.Errorf("%s, %s: no price as %s, the comparison has %+v", row.Option, row.Service, *row.Why, r.Reasons["frontier_price_eur"])
			}
		}
		if row.Best {
			best++
		}
	}
	if best == 0 {
		t.Error("no option is best")
	}
	if len(whys) < 2 {
		t.Errorf("reasons %v", whys)
	}
}

// The number of processors changes no byte.
func TestJobs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.edit("plan.yaml", "name: test\n", "name: test\ndraws: 2\nframes: [staff, budget]\n")
	var want map[string]string
	for _, jobs := range []int{1, 2, 5} {
		out, q := filepath.Join(t.TempDir(), "runs"), Request{}
		q = w.request(out)
		q.Jobs = jobs
		run := w.run(q)
		got := tables(t, out, run.Run)
		if want == nil {
			want = got
		}
		same(t, got, want)
	}
}

// A run that is stopped keeps what is finished and publishes nothing. The same command
// goes on, with the bytes of an undisturbed run.
func TestGoesOn(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	whole := w.run(w.request(out))
	want := tables(t, out, whole.Run)
	out = filepath.Join(t.TempDir(), "runs")
	ctx, cancel := context.WithCancel(t.Context())
	q := w.request(out)
	q.Jobs = 1
	q.Progress = func(e Event) {
		if e.Done == 2 {
			cancel()
		}
	}
	var stopped *Stopped
	if _, err := Run(ctx, q); !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) || stopped.Done < 2 || stopped.All != 7 {
		t.Fatalf("got %v", err)
	}
	if s, err := StatusOf(out); err != nil || s.Latest != nil || len(s.Runs) != 0 || s.Results != stopped.Done {
		t.Errorf("%+v, %v", s, err)
	}
	rest := w.run(w.request(out))
	if rest.Stored != stopped.Done || rest.Ran != 7-stopped.Done {
		t.Errorf("%d stored, %d computed after %d", rest.Stored, rest.Ran, stopped.Done)
	}
	same(t, tables(t, out, rest.Run), want)
}

// Two runs at once on one folder both end, with the same tables.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	var group sync.WaitGroup
	runs := make([]*Outcome, 3)
	for i := range runs {
		group.Go(func() {
			var err error
			if runs[i], err = Run(t.Context(), w.request(out)); err != nil {
				t.Error(err)
			}
		})
	}
	if group.Wait(); t.Failed() {
		return
	}
	for _, r := range runs {
		same(t, tables(t, out, r.Run), tables(t, out, runs[0].Run))
	}
	if s, err := StatusOf(out); err != nil || len(s.Runs) != 3 || s.Results != 7 || s.Latest.Number != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

// An option that is refused, one that is compared with it and one whose file is broken
// fail; the others are published.
func TestFailures(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	w.put("options/with-it.yaml", "name: With it\nagainst: refused\nchanges:\n  - close: {facility: hs_east}\n")
	w.put("options/broken.yaml", "name: Broken\nchange:\n  - close: hs_east\n")
	run := w.run(w.request(out))
	var failed []string
	for _, f := range run.Failed {
		failed = append(failed, f.Option)
	}
	slices.Sort(failed)
	if !slices.Equal(failed, []string{"broken", "refused", "with-it"}) || run.Ran != 7 {
		t.Fatalf("%v failed, %d computed", failed, run.Ran)
	}
	causes := map[string]string{"broken": "options/broken.yaml:2:1: found \"change\"", "refused": "options/refused.yaml:3:23: close: no facility \"hs_nowhere\"",
		"with-it": "options/refused.yaml:3:23: close: no facility \"hs_nowhere\""}
	for _, f := range run.Failed {
		if !strings.Contains(f.Cause, causes[f.Option]) {
			t.Errorf("%s: %s", f.Option, f.Cause)
		}
		text, err := os.ReadFile(filepath.Join(out, failedDir, (&Store{}).failKey(f)+".json"))
		var stored Failure
		if err != nil || json.Unmarshal(text, &stored) != nil || stored.Task != f.Name() || stored.Cause != f.Cause {
			t.Errorf("%s: %s, %v", f.Option, text, err)
		}
	}
	rows, err := rowsIn[taskRow]([]byte(published(t, out, run, tasksFile)))
	if err != nil || len(rows) != 10 {
		t.Fatalf("%d tasks, %v", len(rows), err)
	}
	s, err := StatusOf(out)
	if err != nil || s.Latest.Tasks != (Counts{All: 10, Done: 7, Ran: 7, Failed: 3}) || len(s.Latest.Failures) != 2 || len(s.Latest.Failures[0].Tasks) != 2 {
		t.Errorf("%+v, %v", s.Latest, err)
	}
	if text := published(t, out, run, reportFile); !strings.Contains(text, "2 tasks, the first is Refused, 2026, same staff: ") {
		t.Errorf("report.md: %s", text)
	}
	// A failure is never taken for a result: the task runs again once it can.
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: cl_west}\n")
	w.put("options/broken.yaml", "name: Broken\nchanges:\n  - close: {facility: hs_east, services: [nurse_reception]}\n")
	if run = w.run(w.request(out)); len(run.Failed) != 0 || run.Ran != 3 {
		t.Errorf("%d failed, %d computed", len(run.Failed), run.Ran)
	}
}

// A broken option file of the county's own does not stop the others, but those that are
// compared with it.
func TestBrokenOptionOfCounty(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("small/options/less.yaml", "name: Less\nchanges:\n  - closed: hs_west\n")
	run := w.run(w.request(out))
	causes := map[string]string{}
	for _, f := range run.Failed {
		causes[f.Option] = f.Cause
	}
	if len(run.Failed) != 2 || run.Ran != 5 || !strings.Contains(causes["less"], "less.yaml:3:5: found \"closed\"") ||
		!strings.HasPrefix(causes["mine"], "its reference less is not valid: ") {
		t.Errorf("%d computed, failed: %v", run.Ran, causes)
	}
	w.put("small/points.csv", "facility\n")
	if _, err := Run(t.Context(), w.request(out)); !errors.As(err, new(*app.Invalid)) || strings.Contains(err.Error(), "closed") != true {
		t.Errorf("got %v", err)
	}
}

// With FailFast the first failure ends the run, and nothing is published.
func TestFailFast(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	q := w.request(out)
	q.FailFast = true
	if run, err := Run(t.Context(), q); !errors.Is(err, ErrFailFast) || len(run.Failed) != 1 {
		t.Fatalf("got %v", err)
	}
	if s, err := StatusOf(out); err != nil || len(s.Runs) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A clock that is set back by a year, so that all files are of the future, changes no
// order and no result.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q, now := w.request(out), time.Now()
	q.Clock = func() time.Time { return now.AddDate(1, 0, 0) }
	first := w.run(q)
	err := filepath.WalkDir(out, func(name string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(name, q.Clock(), q.Clock()))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.edit("options/staff.yaml", "1.5", "1.6")
	q.Clock = func() time.Time { return now }
	second := w.run(q)
	s, err := StatusOf(out)
	if err != nil || second.Ran != 1 || second.Stored != 6 || !slices.Equal(s.Runs, []string{first.Run, second.Run}) ||
		s.Latest.Run != second.Run || s.Latest.Prev != first.Run || s.Latest.Number != 2 {
		t.Fatalf("%d computed, %+v, %v", second.Ran, s, err)
	}
	fresh := filepath.Join(t.TempDir(), "runs")
	same(t, tables(t, out, second.Run), tables(t, fresh, w.run(w.request(fresh)).Run))
}

// Selected tasks are published, but are not the latest run of the plan.
func TestSelect(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	whole := w.run(w.request(out))
	q := w.request(out)
	q.Select, q.Exclude, q.Force = []string{"s*", "small/mine/*/*/*"}, []string{"staff"}, true
	part := w.run(q)
	if len(part.Tasks) != 1 || part.Tasks[0].Option != "mine" || part.Ran != 1 {
		t.Errorf("%d tasks, %d computed", len(part.Tasks), part.Ran)
	}
	if s, err := StatusOf(out); err != nil || s.Latest.Run != whole.Run || len(s.Runs) != 2 {
		t.Errorf("%+v, %v", s, err)
	}
	q.Select = []string{"nothing"}
	if _, err := Run(t.Context(), q); err == nil || err.Error() != `no task of the plan matches "nothing": expected the id of an option, COUNTY/OPTION/YEAR/SET/FRAME, or a glob of one` {
		t.Errorf("got %v", err)
	}
}

// Years and parameter sets multiply the tasks. In a year every option is that of the
// year.
func TestYearsAndSets(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "name: test\n", "name: test\nyears: [2026, 2030]\nsets:\n  - name: cheap\n    values: {staff.fill_rate.gp: 0.7}\n")
	run := w.run(w.request(out))
	seen := map[string]bool{}
	for _, x := range run.Tasks {
		seen[x.Name()] = true
	}
	for _, name := range []string{"small/later/2026/base/staff", "small/later/2030/cheap/staff", "small/today/2026/base/staff", "small/today/2030/cheap/staff"} {
		if !seen[name] {
			t.Errorf("no task %s among %d", name, len(seen))
		}
	}
	if len(run.Tasks) != 24 || len(run.Failed) != 0 {
		t.Errorf("%d tasks, %d failed", len(run.Tasks), len(run.Failed))
	}
}
