package batch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// A damaged file of a run stops neither a later night nor another reader with a panic: who
// needs it says which file it is and what to do, and a night leaves the run out and says so.
func TestDamagedRun(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(text string) string{
		tasksFile:   func(text string) string { return text[:min(500, len(text)-1)] },
		figuresFile: func(text string) string { return text[:len(text)/2] + "\x7f" + text[len(text)/2+1:] },
		rulesFile:   func(string) string { return "" },
		recordFile:  func(string) string { return "{g" },
	} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
		first := w.run(w.request(out))
		w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
		second := w.run(w.request(out))
		file := filepath.Join(out, runsDir, second.Run, name)
		if err := os.WriteFile(file, []byte(damage(published(t, out, second, name))), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, latestFile), []byte("{g"), 0o600); err != nil {
			t.Fatal(err)
		}
		wrong := func(what string, err error) {
			t.Helper()
			var d *Damaged
			if !errors.As(err, &d) || d.Name != file || !strings.Contains(err.Error(), "remove the folder "+filepath.Dir(file)) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
		_, err := Compare(t.Context(), DiffRequest{Out: out, Before: first.Run, After: second.Run, Embedded: w.request("").Embedded})
		wrong("diff", err)
		q := w.request(out)
		q.Plan = ""
		if why, err := WhyTask(t.Context(), q, "small/less/2026/base/staff", words.In(lang.English)); err != nil || why.Run == "" {
			t.Errorf("%s: %+v, %v", name, why, err)
		}
		p, err := Prune(t.Context(), PruneRequest{Out: out, Last: 1, DryRun: true})
		if err != nil || (name == recordFile || name == tasksFile) != (len(p.Faults) == 1) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}

		w.edit("small/county.yaml", "gp: {v: 0.82,", "gp: {v: 0.83,")
		third := w.run(w.request(out))
		if third.Run == "" || len(third.Asides) != 1 || !strings.Contains(third.Asides[0], file+" is damaged: ") {
			t.Errorf("%s: %q", name, third.Asides)
		}
		text := published(t, out, third, reportFile)
		if !strings.Contains(text, "An earlier run cannot be read and is left out: "+second.Run) || !strings.Contains(text, map[bool]string{true: "differ from the run before (" + first.Run, false: "), compared with " + first.Run}[name == recordFile]) {
			t.Errorf("%s: report.md:\n%s", name, text)
		}
		s, err := StatusOf(out)
		if err != nil || s.Latest.Run != third.Run || len(s.Faults) != btoi(name == recordFile) {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}

// A newest run of a newer program is refused, and is not written over.
func TestNewerLatest(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	text := strings.Replace(w.readAt(filepath.Join(out, latestFile)), `"version": 1`, `"version": 2`, 1)
	if err := os.WriteFile(filepath.Join(out, latestFile), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), w.request(out))
	if !errors.As(err, new(*BadFolder)) || !strings.Contains(err.Error(), "has version 2, this program reads up to 1") || w.readAt(filepath.Join(out, latestFile)) != text {
		t.Errorf("%v", err)
	}
}

func (w *world) readAt(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

// What costs more is computed if the plan asks for it, and is not known otherwise, with why.
// rules.parquet has the ids of the rules.
func TestDetail(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	kinds := map[string]bool{}
	count := func(run *Outcome) (rows, known, asked int) {
		list, err := rowsIn[figureRow]([]byte(published(t, out, run, figuresFile)))
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			r := &list[i]
			switch {
			case slices.Contains([]string{"station_one_more_position", "station_one_more_room_hour", "station_one_more_unit_day"}, r.Measure),
				r.Area != "" && (r.Measure == "need" || r.Measure == "visits_that_can_be_given"):
				kinds[r.Measure] = true
				rows++
				known += btoi(r.Value != nil)
				asked += btoi(r.Why == nil)
			}
		}
		return rows, known, asked
	}
	first := w.run(w.request(out))
	if rows, known, asked := count(first); rows < 20 || known != 0 || asked != 0 || len(kinds) != 5 {
		t.Errorf("%d rows, %d known, %d without a reason", rows, known, asked)
	}
	q := w.request(out)
	q.FailOn = []string{"area.west.need.neuvola_child < 1"}
	if _, err := Run(t.Context(), q); !errors.As(err, new(*BadFailOn)) || !strings.Contains(err.Error(), "expected a figure that the plan computes (it costs more than others: name it in a gate or in track of the plan)") {
		t.Errorf("%v", err)
	}
	base := w.read("plan.yaml")
	for _, more := range []string{"gates: [{id: need, title: Need, expression: area.west.need.neuvola_child < 1}]\n", "track: [station_one_more_position.gp_reception.hs_west]\n", "measures: [need]\n"} {
		w.put("plan.yaml", base+more)
		run := w.run(w.request(out))
		rows, known, asked := count(run)
		if known == 0 || asked != rows || run.Ran+run.Stored != 2 || len(run.Record.Gates) > 0 && run.Record.Gates[0].State != GateMet {
			t.Errorf("%s%d rows, %d known, %d asked, %+v", more, rows, known, asked, run.Record.Gates)
		}
		q.FailOn = []string{"area.west.need.neuvola_child < 1"}
		if again := w.run(q); again.Stored != 2 || again.Record.Gates[len(again.Record.Gates)-1].State != GateMet {
			t.Errorf("%s%+v", more, again.Record.Gates)
		}
	}
	w.put("plan.yaml", base)
	if run := w.run(w.request(out)); run.Stored != 2 {
		t.Errorf("%d stored", run.Stored)
	}
}

// A figure that becomes unknown is named first, in the report and in a diff, also among
// what is worse. Nights that have no task in common are not called equal.
func TestNotKnownAnyMore(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	first := w.run(w.request(out))
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,")
	second := w.run(w.request(out))
	text := published(t, out, second, reportFile)
	for _, part := range []string{"\n## Not known any more\n\n- Doctor reception: share of the need that can be served: 58.3 % before, not known now in Today, 2026, same staff (2 tasks)\n", "## What changed in the figures\n\n- not known any more: "} {
		if !strings.Contains(text, part) {
			t.Errorf("report.md lacks %q:\n%s", part, text)
		}
	}
	if strings.Contains(text, "No figure") {
		t.Errorf("report.md:\n%s", text)
	}
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Only: Worse, Limit: 3, Embedded: w.request("").Embedded})
	if err != nil || d.Before.Run != first.Run || d.Counts.Lost == 0 || len(d.Figures) != 3 || !d.Figures[0].lost() || d.Figures[0].Measure != "can_be_served" {
		t.Fatalf("%+v, %v", d, err)
	}
	back, err := Compare(t.Context(), DiffRequest{Out: out, Before: second.Run, After: first.Run, Relative: DiffTolerance, Embedded: w.request("").Embedded})
	if err != nil || back.Counts.Found != d.Counts.Lost || back.Counts.Lost != 0 || d.Counts.Found != 0 || back.Counts.Changed != d.Counts.Changed {
		t.Errorf("%+v and %+v, %v", back.Counts, d.Counts, err)
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(strings.SplitN(text, "\n", 3)[1], "Not known any more: ") || !strings.Contains(text, "% → not known any more\n") {
		t.Errorf("got\n%s", text)
	}

	w.put("plan.yaml", w.read("plan.yaml")+"frames: [budget]\n")
	third := w.run(w.request(out))
	if text := published(t, out, third, reportFile); !strings.Contains(text, "tasks in both: 0, new: 2, gone: 2") || !strings.Contains(text, "Nothing could be compared") || strings.Contains(text, "No figure") {
		t.Errorf("report.md:\n%s", text)
	}
	if d, err = Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Embedded: w.request("").Embedded}); err != nil {
		t.Fatal(err)
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(text, "nothing was compared: ") || strings.Contains(text, "no figure changed") {
		t.Errorf("got\n%s", text)
	}
}

// The report counts the figures of the whole county that are known again.
func TestKnownAgain(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,")
	w.run(w.request(out))
	w.edit("small/points.csv", "hs_east,gp_reception,", "hs_east,gp_reception,0.02")
	run := w.run(w.request(out))
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Embedded: w.request("").Embedded})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.Before == nil && f.Only == "" && f.Area == "" && f.Facility == "" && (f.Group == "" || f.Group == run.Record.Targets["small/"+f.Service]) && !strings.HasPrefix(f.Measure, costPrefix) {
			n++
		}
	}
	if text := published(t, out, run, reportFile); n < 10 || !strings.Contains(text, fmt.Sprintf("\n- figures that were not known before: %d\n", n)) {
		t.Errorf("%d are known again:\n%s", n, text)
	}
}

// A cost line that only one night has is 0 in the other, and figures of a point that opens
// are counted and listed.
func TestFiguresOfOneRun(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [options/mine.yaml, options/bus.yaml]")
	w.put("options/bus.yaml", "name: Bus\nchanges: []\n")
	w.run(w.request(out))
	w.put("options/bus.yaml", options["bus"])
	w.run(w.request(out))
	d := w.diff(out, 0)
	addsUp(t, d)
	lines, points := 0, 0
	for i := range d.Figures {
		f := &d.Figures[i]
		if strings.HasPrefix(f.Measure, costPrefix) {
			lines++
			if f.Change == nil || *f.Before != 0 || f.Explained.How != HowOne {
				t.Errorf("%+v %+v", f, f.Explained)
			}
		}
		if f.Only == OnlyAfter {
			points++
		}
	}
	if lines < 2 || points == 0 || d.Counts.New < points || !strings.Contains(d.Text(words.In(lang.English)), "figures in one run only") {
		t.Errorf("%d cost lines, %d figures of points, %+v", lines, points, d.Counts)
	}
	if a, b := d.After.Run, d.Before.Run; true { // and the other way round
		back, err := Compare(t.Context(), DiffRequest{Out: out, Before: a, After: b, Relative: DiffTolerance, Embedded: w.request("").Embedded})
		if err != nil || back.Counts.Gone != d.Counts.New || back.Counts.New != 0 || d.Counts.Gone != 0 || back.Counts.Changed != d.Counts.Changed {
			t.Errorf("%+v and %+v, %v", back.Counts, d.Counts, err)
		}
		gone := 0
		for i := range back.Figures {
			if f := &back.Figures[i]; f.Only == OnlyBefore {
				gone++
				if f.Before == nil || f.After != nil || f.Change != nil || f.Direction != Neither {
					t.Errorf("%+v", f)
				}
			}
		}
		if gone != points {
			t.Errorf("%d figures are gone, %d were new", gone, points)
		}
	}
}

// was. is the newest night that has a task's result: one that failed in between hides
// nothing, and the night is named.
func TestWasAcrossAFailedNight(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less]\ngates: [{id: fall, title: Fall, expression: served.gp_reception - was.served.gp_reception < -1pp}]\n")
	first := w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.6,")
	q := w.request(out)
	q.TaskTimeout, q.late = 1, func(t *Task) bool { return true }
	failed := w.run(q)
	if len(failed.Failed) != 2 {
		t.Fatalf("%d failed", len(failed.Failed))
	}
	third := w.run(w.request(out))
	g := third.Record.Gates[0]
	if g.State != GateMissed || g.Tasks[0].Was != first.Run || third.Record.Before != failed.Run {
		t.Errorf("%+v", g)
	}
	if text := published(t, out, third, reportFile); !strings.Contains(text, "(compared with "+first.Run+")\n") || !strings.Contains(text, "share of the need that can be served: ") {
		t.Errorf("report.md:\n%s", text)
	}
	// A task that never had a result: it failed before.
	other := filepath.Join(t.TempDir(), "runs")
	q.Out = other
	w.run(q)
	if g := w.run(w.request(other)).Record.Gates[0]; g.State != GateUndecided || g.Tasks[0].Why != whyBroken {
		t.Errorf("%+v", g)
	}
}

// Each task is compared with the newest night that has its own result: with the night before
// where it was computed then, and with the one before that where it failed.
func TestWasOfEachTask(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", "version: 1\nname: test\ncounty: small/county.yaml\noptions: [less, options/mine.yaml]\ngates:\n  - {id: fall, title: Fall, expression: served.gp_reception < was.served.gp_reception}\n  - {id: law, title: Law, expression: breaches.law > was.breaches.law}\n")
	first := w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.6,")
	q := w.request(out)
	q.TaskTimeout, q.late = 1, func(t *Task) bool { return t.Option == "mine" }
	second := w.run(q)
	if optionsOf(second.Failed) != "mine" {
		t.Fatalf("%d failed", len(second.Failed))
	}
	third := w.run(w.request(out))
	rows, err := rowsIn[gateRow]([]byte(published(t, out, third, gatesFile)))
	if err != nil {
		t.Fatal(err)
	}
	nights := map[string]map[string]map[place]float64{first.Run: w.figures(out, first.Run), second.Run: w.figures(out, second.Run)}
	served := place{service: "gp_reception", group: "all ages", measure: "can_be_served"}
	law := map[string]float64{"less": 1} // it closes the doctor in the west
	for _, r := range rows {
		from := second.Run
		if r.Option == "mine" {
			from = first.Run
		}
		if r.Was == nil || *r.Was != from {
			t.Errorf("%s of %s is compared with %v, expected %s", r.Gate, r.Option, r.Was, from)
		}
		for _, f := range r.Figures {
			want := law[r.Option]
			if r.Gate == "fall" {
				want = nights[from][r.Task][served]
			}
			if strings.HasPrefix(f.Name, "was.") && (f.Value == nil || *f.Value != want) {
				t.Errorf("%s of %s: %s is %v, expected %v of %s", r.Gate, r.Option, f.Name, f.Value, want, from)
			}
		}
	}
	if len(rows) != 6 {
		t.Errorf("%d rows", len(rows))
	}
	mine := []string{"small/mine/2026/base/staff"}
	for pair, want := range map[[2]string]TaskChanges{{first.Run, second.Run}: {Same: 2, Failed: mine}, {second.Run, third.Run}: {Same: 2, Fixed: mine}, {first.Run, third.Run}: {Same: 3}} {
		d, err := Compare(t.Context(), DiffRequest{Out: out, Before: pair[0], After: pair[1], Relative: DiffTolerance, Embedded: q.Embedded})
		if err != nil || d.Tasks.Same != want.Same || !slices.Equal(d.Tasks.Failed, want.Failed) || !slices.Equal(d.Tasks.Fixed, want.Fixed) || len(d.Tasks.New)+len(d.Tasks.Gone) > 0 {
			t.Errorf("%v: %+v, %v", pair, d.Tasks, err)
		}
	}
	if a, b := nights[first.Run]["small/less/2026/base/staff"][served], nights[second.Run]["small/less/2026/base/staff"][served]; a <= b {
		t.Errorf("%v in the first night, %v in the second", a, b)
	}
}

// A damaged result that is computed again counts as computed, and so does one that two
// tasks of a run share.
func TestHonestCounts(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	run := w.run(w.request(out))
	key := run.Tasks[1].Key
	if err := os.WriteFile(mustStore(t, out).model(key[:2], key+resultEnd), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.edit("plan.yaml", "options: [less]", "options: [less]\nmeasures: [gets_there]") // so that the tables are made again
	if again := w.run(w.request(out)); again.Stored != 1 || again.Ran != 1 || again.Record.Tasks.Ran != 1 {
		t.Errorf("%d stored, %d computed, %+v", again.Stored, again.Ran, again.Record.Tasks)
	}
	if err := os.CopyFS(w.path("twin"), os.DirFS(w.path("small"))); err != nil {
		t.Fatal(err)
	}
	w.edit("twin/county.yaml", "county: {id: small,", "county: {id: twin,")
	w.put("plan.yaml", "version: 1\nname: two\ncounties: [small/county.yaml, twin/county.yaml]\noptions: [less]\n")
	if both := w.run(w.request(filepath.Join(t.TempDir(), "runs"))); both.Stored != 0 || both.Ran != 4 {
		t.Errorf("%d stored, %d computed", both.Stored, both.Ran)
	}
}

// Two runs at once share the work: together they compute each task once. Each waits after
// its first task until the other has one too, so that none of them can do all the work.
func TestSharedWork(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+"frames: [staff, budget]\nsets: [{sweep: {staff.fill_rate.gp: 0.5..0.8 step 0.1}}]\n")
	store, err := OpenStore(out)
	if err != nil || store.Create() != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	runs := make([]*Outcome, 2)
	first := []chan bool{make(chan bool), make(chan bool)}
	for i := range runs {
		group.Go(func() {
			q := w.request(out)
			own := sync.OnceFunc(func() {
				close(first[i])
				select {
				case <-first[1-i]:
				case <-time.After(5 * time.Minute):
					t.Error("one run has claimed everything")
				}
			})
			q.Progress = func(e Event) {
				if e.Done > e.Stored {
					own()
				}
			}
			var err error
			if runs[i], err = Run(t.Context(), q); err != nil {
				t.Error(err)
			}
		})
	}
	if group.Wait(); t.Failed() {
		return
	}
	if n := len(runs[0].Tasks); runs[0].Ran+runs[1].Ran != n || runs[0].Ran == 0 || runs[1].Ran == 0 {
		t.Errorf("%d and %d of %d tasks were computed", runs[0].Ran, runs[1].Ran, n)
	}
	if rest, err := os.ReadDir(filepath.Join(out, claimsDir)); err != nil || len(rest) > 0 {
		t.Errorf("claims that stay: %v, %v", rest, err)
	}
}

// A run finds what another has stored since it began, also if no result had read the same
// parameters when it began.
func TestStoredMeanwhile(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	other := sync.OnceFunc(func() { w.run(w.request(out)) })
	q.Progress = func(Event) { other() }
	if late := w.run(q); late.Ran != 0 || late.Stored != len(late.Tasks) || len(late.Tasks) == 0 {
		t.Errorf("%d of %d tasks were computed again, %d were found", late.Ran, len(late.Tasks), late.Stored)
	}
}
