package batch

import (
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// diff compares the newest run with the one before.
func (w *world) diff(out string, limit int) *Diff {
	w.t.Helper()
	var last Event
	progress := func(e Event) {
		if e.Done < last.Done || e.Done > e.All {
			w.t.Errorf("progress %d of %d after %d of %d", e.Done, e.All, last.Done, last.All)
		}
		last = e
	}
	d, err := Compare(w.t.Context(), DiffRequest{Out: out, Before: "latest~1", After: "latest", Relative: DiffTolerance, Limit: limit, Why: true, Embedded: w.request("").Embedded, Progress: progress})
	if err != nil {
		w.t.Fatal(err)
	}
	if d.Why.Reason == "" && (last.Done != last.All || last.Done < d.Why.Nights) {
		w.t.Errorf("the last progress is %d of %d, %d nights", last.Done, last.All, d.Why.Nights)
	}
	return d
}

// figures returns the figures of a run by task and place.
func (w *world) figures(out, run string) map[string]map[place]float64 {
	w.t.Helper()
	rows, err := rowsIn[figureRow]([]byte(published(w.t, out, &Outcome{Run: run}, figuresFile)))
	if err != nil {
		w.t.Fatal(err)
	}
	got := map[string]map[place]float64{}
	for i := range rows {
		r := &rows[i]
		if got[taskNamed(r)] == nil {
			got[taskNamed(r)] = map[place]float64{}
		}
		if r.Value != nil {
			got[taskNamed(r)][r.id().place] = *r.Value
		}
	}
	return got
}

// addsUp checks that the parts of every explained figure are its change.
func addsUp(t *testing.T, d *Diff) {
	t.Helper()
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.Explained == nil || f.Explained.How == HowNot {
			continue
		}
		sum := 0.0
		for _, p := range f.Explained.Parts {
			sum += p.Value
		}
		if f.Explained.Rest != nil {
			sum += *f.Explained.Rest
		}
		if math.Abs(sum-*f.Change) > 1e-9*max(1, math.Abs(*f.Before), math.Abs(*f.After)) {
			t.Errorf("%s %v: the parts are %g of %g", f.Task, f.place(), sum, *f.Change)
		}
	}
}

// Three things change at once: the people of two areas, half of the nurses of a clinic,
// and a fill rate. The parts are those of eight runs made by hand, over the six orders. A
// cause that changes a figure in no order is exactly 0. The fill rate alone changes
// nothing that can be served, as there are nurses enough; taken last, it does.
func TestThreeCauses(t *testing.T) {
	t.Parallel()
	fresh := func() *world {
		w := newWorld(t)
		w.edit("small/county.yaml", "gp: {v: 0.9,", "phn: {v: 0.95, unit: share, src: assumption}\n      gp: {v: 0.9,")
		w.edit("small/points.csv", "cl_west,neuvola_child,2,2,", "cl_west,neuvola_child,0.2,2,")
		w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less, options/mine.yaml]")
		return w
	}
	three := []func(w *world){
		func(w *world) {
			w.put("small/cells.csv", strings.NewReplacer("11,385125,6680125,west,1,", "11,385125,6680125,west,1.6,", "33,385625,6680625,east,1,", "33,385625,6680625,east,1.6,").Replace(w.read("small/cells.csv")))
		},
		func(w *world) { w.edit("small/county.yaml", "phn: {v: 0.95,", "phn: {v: 0.75,") },
		func(w *world) {
			w.edit("small/points.csv", "cl_west,neuvola_child,0.2,2,", "cl_west,neuvola_child,0.02,2,")
		},
	}
	w, out := fresh(), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	for _, change := range three {
		change(w)
	}
	w.run(w.request(out))
	d := w.diff(out, 0)
	if d.Why.Reason != "" || len(d.Why.Causes) != 3 || d.Why.Nights != 8 {
		t.Fatalf("%+v", d.Why)
	}
	addsUp(t, d)

	v := make([]map[string]map[place]float64, 8) // by hand
	for b := range v {
		w, out := fresh(), filepath.Join(t.TempDir(), "runs")
		for k, change := range three {
			if b>>k&1 == 1 {
				change(w)
			}
		}
		v[b] = w.figures(out, w.run(w.request(out)).Run)
	}
	number := map[string]int{"small/cells.csv": 0, "small/county.yaml": 1, "small/points.csv": 2}
	explained, zero, hidden := 0, 0, 0
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.Change == nil || f.Measure == ofTheSet || f.Explained.How == HowNot {
			continue
		}
		explained++
		for _, p := range f.Explained.Parts {
			k := number[strings.TrimPrefix(d.Why.Changes[d.Why.Causes[p.Cause].Changes[0]].File, filepath.ToSlash(w.dir)+"/")]
			at := func(b int) float64 { return v[b][f.Task][f.place()] }
			want := 0.0
			for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
				before := 0
				for _, x := range order[:slices.Index(order[:], k)] {
					before |= 1 << x
				}
				want += (at(before|1<<k) - at(before)) / 6
			}
			if math.Abs(p.Value-want) > 1e-9*max(1, math.Abs(*f.Before), math.Abs(*f.After)) {
				t.Errorf("%s %v: the part of cause %d is %g, by hand %g", f.Task, f.place(), k, p.Value, want)
			}
			if p.Value == 0 && *p.Alone == 0 && *p.Last == 0 {
				zero++
			}
			if k == 1 && *p.Alone == 0 && *p.Last != 0 && f.Measure == "can_be_served" && p.Value != 0 {
				hidden++
			}
		}
	}
	if explained < 100 || zero == 0 || hidden == 0 {
		t.Errorf("%d explained, %d parts are 0, %d are 0 alone and not last", explained, zero, hidden)
	}
	text := d.Text(words.In(lang.English))
	for _, part := range []string{"county.yaml: staff.fill_rate.phn 0.95 → 0.75 (alone 0, last ", "  cells.csv (alone ", "  points.csv (alone "} {
		if !strings.Contains(text, part) {
			t.Errorf("the text lacks %q:\n%s", part, text[:min(len(text), 4000)])
		}
	}
}

// One cause is exact and computes nothing. What changes no meaning is no cause of
// anything, and is named.
func TestOneCause(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.run(w.request(out))
	d := w.diff(out, 0)
	addsUp(t, d)
	if d.Why.Nights != 0 || len(d.Why.Changes) != 1 || d.Why.Changes[0].Path != "parameters.staff.fill_rate.gp" || d.Why.Changes[0].Before != "0.9" || d.Why.Changes[0].After != "0.82" {
		t.Fatalf("%+v", d.Why)
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.Change != nil && f.Measure != ofTheSet && (f.Explained.How != HowOne || f.Explained.Parts[0].Value != *f.Change) {
			t.Errorf("%+v %+v", f, f.Explained)
		}
	}
	w.shuffle("small/cells.csv")
	w.edit("small/county.yaml", "gp: {v: 0.82,", "gp: {v: 0.8,")
	w.run(w.request(out))
	d = w.diff(out, 20)
	addsUp(t, d)
	if d.Why.Nights == 0 || len(d.Why.Causes) != 2 || d.Why.Causes[0].Nothing || !d.Why.Causes[1].Nothing || d.Why.Changes[1].short != "cells.csv" {
		t.Fatalf("%+v", d.Why)
	}
	for i := range d.Figures {
		if e := d.Figures[i].Explained; e.How != HowOne && e.How != HowNot {
			t.Errorf("%+v", e)
		}
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(text, "Without effect on these figures: cells.csv\n") {
		t.Errorf("got\n%s", text)
	}
}

// A new facility and its point are only possible together.
func TestTogether(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	w.put("small/facilities.csv", w.read("small/facilities.csv")+"hs_new,Uusi,health_station,west,385375,6680625,B,open,small,yes,,assumption,\n")
	w.put("small/points.csv", w.read("small/points.csv")+"hs_new,gp_reception,0.02,1,mon-fri,,no,no,no,assumption\n")
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.run(w.request(out))
	d := w.diff(out, 30)
	addsUp(t, d)
	if len(d.Why.Causes) != 2 || d.Why.Reason != "" {
		t.Fatalf("%+v", d.Why)
	}
	text := d.Text(words.In(lang.English))
	if !strings.Contains(text, "Only possible together, so they are one cause: facilities.csv + points.csv\n") {
		t.Errorf("got\n%s", text)
	}
	i := slices.IndexFunc(d.Figures, func(f Figure) bool { return f.Change != nil })
	if d.Figures[i].Explained.How != HowShapley || len(d.Figures[i].Explained.Parts) != 2 {
		t.Errorf("%+v", d.Figures[i].Explained)
	}
}

// Of six causes each is given alone and last, and what only several make together.
func TestSixCauses(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	lines := ""
	for k, path := range []string{"gp", "nurse", "phn"} {
		lines += fmt.Sprintf("      %s: {v: 0.9%d, unit: share, src: assumption}\n", path, k)
	}
	w.edit("small/county.yaml", "      gp: {v: 0.9, unit: share, src: assumption, lo: 0.8, hi: 0.95}\n", lines)
	w.run(w.request(out))
	w.put("small/county.yaml", strings.NewReplacer("v: 0.90", "v: 0.7", "v: 0.91", "v: 0.71", "v: 0.92", "v: 0.72", "kind: keep-service, severity: law", "kind: keep-service, severity: own rule").Replace(w.read("small/county.yaml")))
	w.put("small/cells.csv", strings.ReplaceAll(w.read("small/cells.csv"), ",1,", ",2,"))
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.edit("small/options/less.yaml", "close: hs_west", "close: {facility: hs_west, services: [gp_reception]}")
	w.run(w.request(out))
	d := w.diff(out, 25)
	addsUp(t, d)
	each := 0
	for i := range d.Figures {
		if e := d.Figures[i].Explained; e.How == HowEach {
			each++
			if e.Rest == nil || len(e.Parts) < 6 {
				t.Errorf("%+v", e)
			}
		}
	}
	if each == 0 || d.Why.Reason != "" {
		t.Errorf("%+v\n%s", d.Why, d.Text(words.In(lang.English)))
	}
}

// An option file can change its own option alone: nothing is computed for two of them.
func TestOptionsApart(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	w.edit("options/staff.yaml", "fte_factor: 1.5", "fte_factor: 2")
	w.edit("options/mine.yaml", "name: Mine", "name: Mine\nid: mine")
	w.edit("options/mine.yaml", "hs_east}", "hs_east, services: [gp_reception]}")
	w.run(w.request(out))
	d := w.diff(out, 0)
	addsUp(t, d)
	seen := map[string]bool{}
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.Explained.How == HowNot {
			continue
		}
		option := strings.Split(f.Task, "/")[1]
		if c := d.Why.Changes[d.Why.Causes[f.Explained.Parts[0].Cause].Changes[0]]; c.Path != option || c.Kind != ChangeOption {
			t.Errorf("%s is explained by %+v", f.Task, c)
		}
		seen[option] = true
	}
	if !seen["staff"] || !seen["mine"] || len(seen) != 2 || d.Why.Nights != 0 {
		t.Errorf("%v, %d nights", seen, d.Why.Nights)
	}
}

// A parameter of a set of the plan is a cause of the tasks of that set alone, and two
// parameters of one set are two causes. A set that only one of the plans has, and a sweep,
// change no task that both have.
func TestSetIsACause(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("small/county.yaml", "gp: {v: 0.9,", "nurse: {v: 0.9, unit: share, src: assumption}\n      gp: {v: 0.9,")
	sets := func(gp, nurse, more string) string {
		return "options: [less]\nsets:\n  - name: short\n    values: {staff.fill_rate.gp: " + gp + ", staff.fill_rate.nurse: " + nurse + "}\n" + more
	}
	was, now := sets("0.8", "0.9", "  - {name: gone, values: {spare: 2}}\n"), sets("0.6", "0.7", "  - {sweep: {spare: 1..2 step 1}}\n")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]\n", was)
	w.run(w.request(out))
	w.edit("plan.yaml", was, "lang: fi\nframes: [staff, budget]\n"+now)
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.run(w.request(out))
	d := w.diff(out, 0)
	addsUp(t, d)
	three := 0
	for i := range d.Figures {
		if f := &d.Figures[i]; strings.Contains(f.Task, "/base/") && f.Explained.How == HowShapley {
			t.Errorf("%s %v: %+v", f.Task, f.place(), f.Explained)
		} else if f.Explained.How == HowShapley {
			three = max(three, len(f.Explained.Parts))
		}
	}
	if len(d.Why.Causes) != 3 || three != 3 || len(d.Tasks.New) != 12 || len(d.Tasks.Gone) != 2 {
		t.Errorf("%+v, a figure has %d causes, new: %v", d.Why, three, d.Tasks.New)
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(text, "  plan.yaml: sets.short.staff.fill_rate.gp 0.8 → 0.6 (alone ") || !strings.Contains(text, "  plan.yaml: sets.short.staff.fill_rate.nurse 0.9 → 0.7 (alone ") {
		t.Errorf("got\n%s", text)
	}
	h, err := HistoryOf(out, w.request(out).Embedded)
	if err != nil || !slices.Equal(h.Runs[1].PlanKeys, []string{"frames", "lang", "sets.sweep", "sets.gone"}) {
		t.Errorf("%+v, %v", h.Runs[1].PlanKeys, err)
	}
	why, err := WhyTask(t.Context(), w.request(out), "small/less/2026/short/staff", words.In(lang.English))
	if text := strings.Join(why.Was, "\n"); err != nil || !strings.Contains(text, "plan.yaml: sets.short.staff.fill_rate.gp 0.8 → 0.6") || strings.Contains(text, "gone") {
		t.Errorf("%s, %v", text, err)
	}
}

// Of a set whose parameter is exchanged for another, both belong together: a set has a value.
// Drawn sets are a cause of their tasks.
func TestSetsThatChangeTogether(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]\n", "options: [less]\nsets: [{name: short, values: {staff.fill_rate.gp: 0.6}}, {draw: 2}]\n")
	w.run(w.request(out))
	w.edit("plan.yaml", "{staff.fill_rate.gp: 0.6}}, {draw: 2}", "{spare: 2}}, {draw: 3}")
	w.run(w.request(out))
	d := w.diff(out, 0)
	addsUp(t, d)
	text := d.Text(words.In(lang.English))
	for _, want := range []string{"Only possible together, so they are one cause: plan.yaml: sets.short.spare nothing → 2 + plan.yaml: sets.short.staff.fill_rate.gp 0.6 → nothing\n", "  plan.yaml: sets.draw 2 → 3\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text[:min(len(text), 4000)])
		}
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		for _, p := range f.Explained.Parts {
			if of := d.Why.Changes[d.Why.Causes[p.Cause].Changes[0]].Path; strings.HasPrefix(setOf(f.Task), "draw-") != (of == "sets.draw") {
				t.Errorf("%s is explained by %s", f.Task, of)
			}
		}
	}
}

// Without the inputs why reports that the cause is not known, with the reason. One cause needs none.
func TestNotKept(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(q *Request){
		"was not kept":         func(q *Request) { q.Forget = true },
		"too large to be kept": func(q *Request) { q.MostInput = 300 },
	} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
		q := w.request(out)
		forget(&q)
		w.run(q)
		w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
		w.run(q)
		if d := w.diff(out, 5); d.Figures[0].Explained.How != HowOne || d.Why.Reason != "" {
			t.Errorf("%s: %+v", name, d.Why)
		}
		w.edit("small/points.csv", "hs_east,gp_reception,0.01", "hs_east,gp_reception,0.015")
		w.edit("small/cells.csv", "44,385875,6680875,east,1,2", "44,385875,6680875,east,1,3")
		w.run(q)
		d := w.diff(out, 5)
		if d.Figures[0].Explained.How != HowNot || !strings.Contains(d.Why.Reason, name) || !strings.Contains(d.Why.Reason, "small/") {
			t.Errorf("%s: %+v", name, d.Why)
		}
	}
}

// A large input that has not changed is read where it is.
func TestLargeInputIsStillThere(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	text := w.read("small/county.yaml")
	from, to := strings.Index(text, "rules:"), strings.Index(text, "parameters:")
	w.put("small/county.yaml", text[:from]+text[to:])
	q := w.request(out)
	q.MostInput = int64(len(w.read("small/cells.csv"))) - 1
	w.run(q)
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.run(q)
	d := w.diff(out, 5)
	if addsUp(t, d); d.Figures[0].Explained.How != HowShapley {
		t.Errorf("%+v", d.Why)
	}
}

// A new program is a cause of its own: what it computes from the earlier inputs, less
// what was published.
func TestProgramIsACause(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	first := w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	q := w.request(out)
	q.Version = "later"
	w.run(q)
	d := w.diff(out, 5)
	addsUp(t, d)
	if d.Program == nil || len(d.Why.Causes) != 2 || d.Why.Causes[0].Nothing || !d.Why.Causes[1].Nothing {
		t.Fatalf("%+v", d.Why)
	}
	rows, err := rowsIn[figureRow]([]byte(published(t, out, first, figuresFile)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows { // as if the earlier program had computed other figures
		if rows[i].Measure == "can_be_served" && rows[i].Value != nil {
			*rows[i].Value -= 0.01
		}
	}
	var b strings.Builder
	table := tableOf[figureRow](&b)
	if _, err := table.Write(rows); err != nil || table.Close() != nil {
		t.Fatal(err)
	}
	rewrite(t, out, first.Run, figuresFile, b.String())
	d = w.diff(out, 0)
	addsUp(t, d)
	found := 0
	for i := range d.Figures {
		f := &d.Figures[i]
		for _, p := range f.Explained.Parts {
			if p.Cause == 1 && f.Measure == "can_be_served" {
				found++
				if math.Abs(p.Value-0.01) > 1e-12 {
					t.Errorf("%s %v: %+v", f.Task, f.place(), f.Explained)
				}
			} else if p.Cause == 1 && p.Value != 0 {
				t.Errorf("%s %v: %+v", f.Task, f.place(), f.Explained)
			}
		}
	}
	if found == 0 || d.Why.Causes[1].Nothing {
		t.Errorf("%+v", d.Why)
	}
}

// A county that was moved between two nights is the same county.
func TestMovedCounty(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	moved := newWorld(t)
	moved.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	moved.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	moved.run(moved.request(out))
	d := moved.diff(out, 10)
	if addsUp(t, d); len(d.Why.Changes) != 2 || d.Figures[0].Explained.How != HowShapley || d.Why.Reason != "" {
		t.Errorf("%+v", d.Why)
	}
}

// Explaining many figures reads the results of each task once, not of each figure.
func TestManyFiguresAreExplainedOnce(t *testing.T) { // alone, as it counts objects
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.run(w.request(out))
	q := DiffRequest{Out: out, Why: true, Embedded: w.request(out).Embedded}
	count := func(limit int) (objects uint64, figures int) {
		var before, after runtime.MemStats
		q.Limit = limit
		runtime.ReadMemStats(&before)
		d, err := Compare(t.Context(), q)
		runtime.ReadMemStats(&after)
		if err != nil || len(d.Why.Causes) != 1 {
			t.Fatalf("%+v, %v", d, err)
		}
		return after.Mallocs - before.Mallocs, len(d.Figures)
	}
	count(1)
	few, one := count(1)
	many, all := count(0)
	if each := float64(many-few) / float64(all-one); all < 100 || each > 100 {
		t.Errorf("%d figures more take %.0f objects each", all-one, each)
	}
}

// Of a file with more changed keys than can be kept separate, the file is one cause.
func TestManyParametersAreOneCause(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	values := func(v string) string {
		text := ""
		for k := range mostTaken + 10 {
			text += fmt.Sprintf("  unread_%02d: {v: %s, unit: m2, src: assumption}\n", k, v)
		}
		return text
	}
	w.put("small/county.yaml", w.read("small/county.yaml")+values("1"))
	w.run(w.request(out))
	w.edit("small/county.yaml", values("1"), values("2"))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.run(w.request(out))
	d := w.diff(out, 10)
	addsUp(t, d)
	text := d.Text(words.In(lang.English))
	if len(d.Why.Causes) != 2 || d.Why.Reason != "" || d.Figures[0].Explained.How != HowShapley || !strings.Contains(text, "points  county.yaml (alone ") {
		t.Errorf("%d causes\n%s", len(d.Why.Causes), text)
	}
}

// The price of one more person depends on all options of a run. It is explained where only one
// thing changed, also if that is an option that comes back. Else it is named which options only
// one of the runs has, and an option is not said to be without effect.
func TestPriceAndOptions(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	opens := func(name string, places ...string) string {
		text := "name: " + name + "\nfit: [rooms, staff]\nchanges:\n"
		for _, place := range places {
			text += "  - open: {facility: nv_" + place + ", services: [family_guidance]}\n"
		}
		return text
	}
	some := opens("Some", "korso", "martinlaakso")
	w.put("own/some.yaml", some)
	w.put("own/more.yaml", opens("More", "korso", "martinlaakso", "myyrmaki", "kivisto", "koivukyla", "hakunila"))
	w.put("plan.yaml", "version: 1\nname: test\noptions: [own/*.yaml]\n")
	w.run(w.request(out))
	w.put("own/some.yaml", "name: Some\nchange: []\n")
	w.run(w.request(out))
	w.put("own/some.yaml", some)
	w.run(w.request(out))
	price := func(d *Diff) *Figure {
		i := slices.IndexFunc(d.Figures, func(f Figure) bool {
			return f.Measure == ofTheSet && strings.Contains(f.Task, "/more/") && f.Change != nil
		})
		if i < 0 {
			t.Fatalf("no price changed:\n%s", d.Text(words.In(lang.English)))
		}
		return &d.Figures[i]
	}
	d := w.diff(out, 0)
	if f := price(d); f.Explained.How != HowOne || f.Explained.Parts[0].Value != *f.Change || d.Why.Changes[0].Path != "some" || d.Why.Causes[0].Nothing {
		t.Errorf("%+v, %+v", f.Explained, d.Why)
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(text, "  option some (own/some.yaml)\n") || strings.Contains(text, "Without effect") {
		t.Errorf("got\n%s", text)
	}

	w.put("own/some.yaml", "name: Some\nchange: []\n")
	w.put("plan.yaml", "version: 1\nname: test\noptions: [own/*.yaml]\nseed: 2\nsets: [{name: x, values: {staff.fill_rate.gp: 0.8}}]\n")
	w.run(w.request(out))
	d = w.diff(out, 0)
	if f := price(d); f.Explained.How != HowNot || f.Explained.Why != "it depends on all options of the run, and only one of the runs has some" || d.Why.Causes[1].Nothing {
		t.Errorf("%+v, %+v", f.Explained, d.Why)
	}
	if text := d.Text(words.In(lang.English)); !strings.Contains(text, "Without effect on these figures: plan.yaml: seed nothing → 2\n") || strings.Contains(text, "figures: option") {
		t.Errorf("got\n%s", text)
	}
}

// The report lists a price that appears or goes because of another option, also in a task whose
// own result is stored. It is no figure that is not known any more: off the frontier there is
// no price.
func TestPriceOfStoredTask(t *testing.T) {
	for _, options := range []map[string][]string{
		{"some": {"korso", "martinlaakso"}, "more": {"korso", "martinlaakso", "myyrmaki", "kivisto", "koivukyla", "hakunila"}},
		{"some": {"martinlaakso", "hakunila"}, "more": {"kivisto", "koivukyla"}}, // off the frontier next to some
	} {
		testPriceOfStoredTask(t, options)
	}
}

func testPriceOfStoredTask(t *testing.T, options map[string][]string) {
	t.Helper()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	for name, places := range options {
		text := "name: " + name + "\nfit: [rooms, staff]\nchanges:\n"
		for _, place := range places {
			text += "  - open: {facility: nv_" + place + ", services: [family_guidance]}\n"
		}
		w.put("own/"+name+".yaml", text)
	}
	both := "version: 1\nname: test\noptions: [own/some.yaml, own/more.yaml]\n"
	one := strings.Replace(both, "own/some.yaml, ", "", 1)
	price := func(run *Outcome) *float64 {
		t.Helper()
		rows, err := rowsIn[figureRow]([]byte(published(t, out, run, figuresFile)))
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			if rows[i].Measure == ofTheSet && rows[i].Option == "more" && rows[i].Service == "family_guidance" {
				return rows[i].Value
			}
		}
		t.Fatal("no row of the price")
		return nil
	}
	var before *float64
	for k, plan := range []string{both, one, both, one} {
		w.put("plan.yaml", plan)
		run := w.run(w.request(out))
		now := price(run)
		if k == 0 {
			before = now
			continue
		}
		if run.Ran != 0 {
			t.Fatalf("%d tasks were computed", run.Ran)
		}
		text := published(t, out, run, reportFile)
		line := ""
		for l := range strings.SplitSeq(text, "\n") {
			if strings.Contains(l, "euros for one more person") {
				line = l
			}
		}
		say := &calling{Words: words.In(lang.English)}
		shown := func(v *float64) string {
			if v == nil {
				return "not known"
			}
			return say.amount(*v, "EUR/person")
		}
		if want := shown(before) + " before, " + shown(now) + " now in "; !equal(before, now) && !strings.Contains(line, want) || equal(before, now) || strings.Contains(text, "were not known before") || strings.Contains(text, words.In(lang.English).Text("batch.unknown_now")) {
			t.Errorf("run %d lacks %q:\n%s", k+1, want, text)
		}
		before = now
	}
}

// A figure in the table of products is named with the table, its path and both values, wherever
// a run says what changed. The order of the rows changes nothing.
func TestChangedProduct(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.edit("small/county.yaml", "points: points.csv\n", `points: points.csv
products: products.csv
services:
  - id: neuvola_child
    name: {en: Child clinic, fi: Lastenneuvola, sv: Barnrådgivning}
    short: {en: Child clinic, fi: Lastenneuvola, sv: Barnrådgivning}
    bundle: neuvola
    tier: local
    target: "0-6"
    products: true
    staff:
      - {profession: phn, wage: staff.hourly.phn}
    remote_minutes: durations_min.neuvola_remote.staff
    room_m2: premises.m2_per_room.reception
    remote_now: remote_now.neuvola_child
    unit_cost: unit_cost_reference.neuvola_1_20min
    remote_cost: unit_cost_reference.neuvola_remote
    window: mobile.visit_window_days.check_up
    statutory: true
    mobile_ok: true
    swedish_by_law: true
    pt_free: true
  - gp_reception
  - nurse_reception
`)
	w.put("small/products.csv", `where,service,product,name_en,name_fi,name_sv,statutory,ages,clients,visits,minutes,staff,channels,in_person_only,remote_max,group_size,offered,decision,src,ref
town,neuvola_child,check_0,Check,Tarkastus,Undersökning,yes,0,1,8,50,phn:60,on_site,no,0,1,yes,,assumption,assumed
town,neuvola_child,check_1,Check,Tarkastus,Undersökning,yes,1-6,1,1,40,phn:50,on_site,no,0,1,yes,,assumption,assumed
`)
	first := w.run(w.request(out))
	w.shuffle("small/products.csv")
	if again := w.run(w.request(out)); again.Ran != 0 {
		t.Errorf("%d tasks run again for another order of rows", again.Ran)
	}
	w.edit("small/products.csv", "1,8,50,phn:60", "1,8,55,phn:66")
	const staff, minutes = "products.neuvola_child.town.check_0.staff.phn 60 → 66", "products.csv: products.neuvola_child.town.check_0.minutes 50 → 55"
	q := w.request(out)
	task := first.Tasks[0].Name()
	english := words.In(lang.English)
	before, err := WhyTask(t.Context(), q, task, english)
	if err != nil || !strings.Contains(strings.Join(before.Why, "\n"), ": 50 before, 55 now (changed since run=") || !strings.Contains(strings.Join(before.Why, "\n"), ": products.csv)") {
		t.Errorf("%+v, %v", before, err)
	}
	last := w.run(q)
	d, err := Compare(t.Context(), DiffRequest{Out: out, Relative: DiffTolerance, Why: true, Embedded: q.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	h, err := HistoryOf(out, q.Embedded)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"diff": d.Text(english), "history": h.Text(english), "report": published(t, out, last, reportFile)} {
		text = strings.ReplaceAll(text, `\_`, "_")
		if !strings.Contains(text, minutes+", "+staff) {
			t.Errorf("%s:\n%s", what, text)
		}
	}
}

// What the rounding of the computer leaves is no part of a change; a true part stays, however
// small it is next to others.
func TestRoundingIsNoPart(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	f := &Figure{Before: number(1000), After: number(353.7), Change: number(-646.3)}
	e := &Explained{How: HowShapley, Parts: []Part{{0, -646.3, number(-646.3), number(-646.3)}, {1, -6.91e-10, number(-1.382e-9), number(2e-12)}, {2, 1e-5, number(1e-5), number(0)}}, Rest: number(1e-8)}
	e.round(f)
	if e.Parts[1].Value != 0 || *e.Parts[1].Alone != 0 || *e.Parts[1].Last != 0 || *e.Rest != 0 {
		t.Errorf("%+v", e.Parts[1])
	}
	if e.Parts[0].Value != -646.3 || *e.Parts[0].Alone != -646.3 || e.Parts[2].Value != 1e-5 || *e.Parts[2].Alone != 1e-5 {
		t.Errorf("%+v", e.Parts)
	}
}

// A share that changed less than people read is in per cent with all digits, its change in
// points with a sign.
func TestSmallChanges(t *testing.T) {
	text := &diffText{calling: &calling{Words: words.In(lang.English)}}
	for _, c := range []struct{ got, want string }{
		{text.digits(0.9517152552, "share"), "95.17152552 %"}, {text.exactly(0.0001385034989, "share"), "+0.01385 points"},
		{text.exactly(-3e-9, "share"), "−3e−07 points"}, {text.exactly(0.25, "people"), "+0.25 people"}, {text.change(-1e-4, "share"), "−0.0100 points"},
	} {
		if got := strings.ReplaceAll(c.got, "\u00a0", " "); got != c.want {
			t.Errorf("got %q, expected %q", got, c.want)
		}
	}
}
