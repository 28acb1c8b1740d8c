package batch

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"saavu/internal/atomic"
	"saavu/internal/engine"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Every measure has a direction, or is of euros, or counts from the reference; nothing else has
// one. Only figures of an option itself are praised.
func TestDirections(t *testing.T) {
	for _, m := range report.Measures() {
		_, ok := directions[m]
		if btoi(ok)+btoi(partOf(m) == PartEuros)+btoi(slices.Contains(fromReference, m)) != 1 {
			t.Errorf("the measure %s, of the part %s, has a direction: %t, counts from the reference: %t", m, partOf(m), ok, slices.Contains(fromReference, m))
		}
	}
	for _, m := range append(slices.Collect(maps.Keys(directions)), fromReference...) {
		if !slices.Contains(report.Measures(), m) {
			t.Errorf("there is no measure %s", m)
		}
	}
	for _, c := range []struct {
		measure string
		change  float64
		want    string
	}{{"gets_there", 1, Better}, {"gets_there", -1, Worse}, {"can_be_served", 1, Better}, {"lose", 1, Higher}, {"there_change", -1, Lower}, {"better_visits", 1, Higher}, {"cost: rent", -1, Lower}, {"county_change", 1, Higher}, {"homes_change", -1, Lower}, {"better_county", 1, Higher}, {"frontier_price", 1, Higher},
		{"need", 1, Neither}, {"gain", 0, Neither}} {
		if got := directionOf(c.measure, c.change); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
}

// Inputs are kept once by content, readable by their owner alone; those of the program
// are not. Runs are found by name, number and position.
func TestInputsAreKept(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	first := w.run(w.request(out))
	second := w.run(w.request(out))
	s, err := OpenRuns(out)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Record(second.Run)
	if err != nil {
		t.Fatal(err)
	}
	embedded := 0
	for _, i := range r.Counties[0].Inputs {
		_, err := os.Stat(s.inputPath(i.SHA256))
		if i.Embedded {
			embedded++
		}
		if i.Embedded != (err != nil) {
			t.Errorf("%+v: %v", i, err)
		}
	}
	files := 0
	if err := s.eachInput(func(name string) error {
		files++
		for at, want := range map[string]os.FileMode{name: 0o600, filepath.Dir(name): 0o700, filepath.Join(out, inputsDir): 0o700} {
			if info, err := os.Stat(at); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", at, info.Mode(), err)
			}
		}
		text, err := os.ReadFile(name)
		if err != nil || sumOf(text) != filepath.Base(name) {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if embedded != 1 || files != len(r.inputs()) || files < 7 {
		t.Errorf("%d embedded, %d kept of %d", embedded, files, len(r.inputs()))
	}
	for word, want := range map[string]string{"latest": second.Run, "latest~0": second.Run, "latest~1": first.Run, "1": first.Run, "2": second.Run, first.Run: first.Run} {
		if r, err := s.Find(word); err != nil || r.Run != want {
			t.Errorf("%s: %v", word, err)
		}
	}
	for word, want := range map[string]string{"latest~2": "there are not so many whole runs of the plan test", "latest-1": "names no run: expected latest or latest~N", "9": "lists them", "run=000001": "did you mean run=000001-"} {
		if _, err := s.Find(word); !errors.As(err, new(*UnknownRun)) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", word, err)
		}
	}
}

// A file that is edited while a run is at work is kept as it was read.
func TestInputEditedDuringRun(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	edited := false
	q.Progress = func(Event) {
		if !edited {
			edited = true
			w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
			w.put("plan.yaml", planText+"# later\n")
			w.put("small/options/less.yaml", "name: Less\nchanges:\n  - close: hs_east\n")
		}
	}
	if run := w.run(q); len(run.Warnings) != 0 || len(run.Record.NotKept) != 0 {
		t.Errorf("%v", run.Warnings)
	}
	if v, err := Verify(t.Context(), out, words.In(lang.English)); err != nil || !v.Whole || len(v.NotKept) != 0 {
		t.Errorf("%+v, %v", v, err)
	}
	w.run(w.request(out))
	h, err := HistoryOf(out, q.Embedded)
	if err != nil || !strings.Contains(h.Text(words.In(lang.English)), "county.yaml: staff.fill_rate.gp 0.9 → 0.82") {
		t.Errorf("%v, %v", h, err)
	}
}

// A file that changes after it was read and before it is kept is not kept: the run says so,
// and the folder is whole.
func TestInputEditedWhileItIsRead(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	var names []string
	if err := filepath.WalkDir(w.dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	reads, before := 0, 1000
	q := w.request(out)
	q.Files = source.Kept(names, func(name string) ([]byte, error) {
		text, err := os.ReadFile(name)
		if name == w.path("small/points.csv") {
			if reads++; reads > before {
				text = append(text, '\n')
			}
		}
		return text, err
	})
	q.DryRun = true
	w.run(q)
	before, reads, q.DryRun = reads, 0, false // as often as it is read for its rows
	run := w.run(q)
	if len(run.Warnings) != 1 || !strings.Contains(run.Warnings[0], "small/points.csv changed while the run was at work") || len(run.Record.NotKept) != 1 {
		t.Errorf("%v, %v", run.Warnings, run.Record.NotKept)
	}
	v, err := Verify(t.Context(), out, words.In(lang.English))
	if err != nil || !v.Whole || len(v.NotKept) != 1 || !strings.Contains(v.Text(words.In(lang.English)), "points.csv of "+run.Run+" was not kept: it changed while the run was at work\n") {
		t.Errorf("%+v, %v", v, err)
	}
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.edit("small/cells.csv", "44,385875,6680875,east,1,2", "44,385875,6680875,east,1,3")
	w.run(w.request(out))
	if d := w.diff(out, 5); !strings.Contains(d.Why.Reason, "it changed while the run was at work") {
		t.Errorf("%+v", d.Why)
	}
}

// A run folder that is removed during a run is one again at its end, and whole.
func TestFolderRemovedDuringRun(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	q.Jobs = 1
	removed := false
	q.Progress = func(e Event) {
		if !removed && e.Done > 0 {
			removed = true
			if err := os.RemoveAll(out); err != nil {
				t.Error(err)
			}
		}
	}
	run := w.run(q)
	if v, err := Verify(t.Context(), out, words.In(lang.English)); err != nil || !v.Whole || v.Results != len(run.Tasks) || v.Runs != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	if again := w.run(w.request(out)); again.Record.Before != run.Run || len(again.Failed) != 0 {
		t.Errorf("after %s: %+v", run.Run, again.Record)
	}
}

// Verify names what is damaged or missing. A damaged result is computed again by the
// next run that needs it, with the same bytes.
func TestDamage(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	run := w.run(w.request(out))
	want := tables(t, out, run.Run)
	say := words.In(lang.English)
	v, err := Verify(t.Context(), out, say)
	if err != nil || !v.Whole || v.Runs != 1 || v.Results != 7 || v.Inputs != 13 {
		t.Fatalf("%+v, %v", v, err)
	}
	s, err := OpenRuns(out)
	if err != nil {
		t.Fatal(err)
	}
	damage := func(name string, change func(text []byte) []byte) {
		t.Helper()
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(name, change(bytes.Clone(text)), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	result := func(k int) string { key := run.Tasks[k].Key; return s.model(key[:2], key+resultEnd) }
	flip := func(text []byte) []byte { text[len(text)/2] ^= 1; return text }
	damage(result(0), flip)
	damage(result(1), func(text []byte) []byte { return text[:len(text)-9] })
	damage(result(2), func([]byte) []byte { return nil })
	whole, err := os.ReadFile(result(3))
	if err != nil {
		t.Fatal(err)
	}
	damage(result(4), func([]byte) []byte { return whole }) // of another task
	rel := func(name string) string { at, _ := filepath.Rel(out, name); return filepath.ToSlash(at) }
	var faults []string
	if v, err = Verify(t.Context(), out, say); err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Faults {
		faults = append(faults, f.Name)
		if !f.Again || f.Fault != "does not have the bytes that were written" {
			t.Errorf("%+v", f)
		}
	}
	expected := []string{rel(result(0)), rel(result(1)), rel(result(2)), rel(result(4))}
	slices.Sort(expected)
	if !slices.Equal(faults, expected) {
		t.Errorf("got %v, expected %v", faults, expected)
	}

	w.put("options/more.yaml", "name: More\nchanges:\n  - close: {facility: cl_west}\n") // so that the tables are made again
	if again := w.run(w.request(out)); again.Ran != 5 || len(again.Failed) != 0 {
		t.Fatalf("%d computed", again.Ran)
	}
	if v, err = Verify(t.Context(), out, say); err != nil || !v.Whole {
		t.Fatalf("%+v, %v", v, err)
	}
	if err := os.Remove(w.path("options/more.yaml")); err != nil {
		t.Fatal(err)
	}
	same(t, tables(t, out, w.run(w.request(out)).Run), want)

	damage(s.File(run.Run, figuresFile), flip)
	damage(s.File(run.Run, setFile), func(text []byte) []byte { return text[1:] })
	damage(s.inputPath(sumOf([]byte(w.read("small/points.csv")))), flip)
	if err := errors.Join(os.Remove(s.File(run.Run, reportFile)), os.Remove(s.inputPath(sumOf([]byte(w.read("plan.yaml")))))); err != nil {
		t.Fatal(err)
	}
	if v, err = Verify(t.Context(), out, say); err != nil {
		t.Fatal(err)
	}
	texts := ""
	for _, f := range v.Faults {
		texts += filepath.Base(f.Name)[:4] + " " + f.Fault + "\n"
	}
	for _, part := range []string{"figu does not have the bytes", "set. has ", "repo is missing", " was kept for " + w.path("plan.yaml") + " of " + run.Run + " and is missing"} {
		if !strings.Contains(texts, part) {
			t.Errorf("%q is not in\n%s", part, texts)
		}
	}
	if len(v.Faults) != 5 || v.Whole {
		t.Errorf("%+v", v)
	}
}

// What killed runs left behind goes with the next run, also with one that has nothing to store,
// and with a prune.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	results, err := filepath.Glob(filepath.Join(out, tasksDir, engine.Model, "*", "*"+resultEnd))
	if err != nil || len(results) == 0 {
		t.Fatalf("%v, %v", results, err)
	}
	inputs, err := filepath.Glob(filepath.Join(out, inputsDir, "*"))
	if err != nil || len(inputs) == 0 {
		t.Fatalf("%v, %v", inputs, err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.MkdirAll(filepath.Join(out, workingDir), 0o755); err != nil {
		t.Fatal(err)
	}
	leave := func() []string {
		list := []string{filepath.Join(out, workingDir, "9-1.lock")}
		for _, dir := range []string{out, filepath.Dir(results[0]), filepath.Join(out, tasksDir, engine.Model, readsDir), inputs[0]} {
			list = append(list, filepath.Join(dir, ".saavu-0123456789ab-9-1-0000000000000001"))
		}
		for _, name := range list {
			if err := os.WriteFile(name, []byte(`{"host":"","pid":999999999,"since":"2026-01-01T00:00:00Z","token":1}`), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, old, old); err != nil {
				t.Fatal(err)
			}
			if base := filepath.Base(name); base[0] == '.' && !atomic.Ours(base) {
				t.Fatalf("%s is not the name of a temporary file", base)
			}
		}
		return list
	}
	gone := func(what string, list []string) {
		for _, name := range list {
			if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("after %s: %s is there, %v", what, name, err)
			}
		}
	}
	list := leave()
	if again := w.run(w.request(out)); again.Ran != 0 {
		t.Errorf("%d computed", again.Ran)
	}
	gone("a run", list)
	list = leave()
	if _, err := Prune(t.Context(), PruneRequest{Out: out, Last: 9}); err != nil {
		t.Fatal(err)
	}
	gone("a prune", list)
}

// Runs go by rules, with what only they need; the newest whole run stays.
func TestPrune(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	day := func(n int) time.Time { return time.Date(2026, 11, n, 2, 0, 0, 0, time.UTC) }
	var runs []string
	for n := 1; n <= 10; n++ { // two runs on the 4th and on the 8th
		if n%3 == 0 {
			w.put("small/county.yaml", strings.Replace(w.read("small/county.yaml"), "gp: {v: 0.9", "gp: {v: 0.89", 1))
			w.put("small/county.yaml", strings.Replace(w.read("small/county.yaml"), "lo: 0.8,", "lo: 0.8"+string(rune('0'+n))+",", 1))
		}
		q := w.request(out)
		q.Clock = func() time.Time { return day(n - n/5) }
		runs = append(runs, w.run(q).Run)
	}
	q := w.request(out)
	q.Select = []string{"less"}
	part := w.run(q).Run
	kept := func(q PruneRequest) ([]string, *Pruned) {
		t.Helper()
		q.Out = out
		p, err := Prune(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, k := range p.Kept {
			names = append(names, k.Run)
		}
		return names, p
	}
	back := func(n ...int) []string {
		list := []string{part}
		for _, k := range n {
			list = append(list, runs[k-1])
		}
		return list
	}
	for _, c := range []struct {
		q    PruneRequest
		want []string
	}{
		{PruneRequest{Last: 3}, back(10, 9, 8)},
		{PruneRequest{Daily: 20}, back(10, 8, 7, 6, 5, 3, 2, 1)},
		{PruneRequest{Daily: 2}, back(10, 8)},
		{PruneRequest{Weekly: 5}, back(10, 1)}, // 2026-11-01 and 11-08 are Sundays
		{PruneRequest{Monthly: 5}, back(10)},
		{PruneRequest{Last: 2, Daily: 3}, back(10, 9, 8, 7)},
	} {
		c.q.DryRun = true
		if got, _ := kept(c.q); !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %v, expected %v", c.q, got, c.want)
		}
	}
	_, would := kept(PruneRequest{Last: 2, DryRun: true})
	if s, err := StatusOf(out); err != nil || len(s.Runs) != 11 {
		t.Fatalf("a dry run removed something: %v", err)
	}
	want := tables(t, out, runs[9])
	_, done := kept(PruneRequest{Last: 2})
	if done.Files != would.Files || done.Bytes != would.Bytes || len(done.Runs) != 8 || done.Files == 0 || !slices.Contains(done.Inputs, w.path("small/county.yaml")) || !slices.Contains(done.Results, "small/less/2026/base/staff") {
		t.Errorf("%+v, would %+v", done, would)
	}
	if v, err := Verify(t.Context(), out, words.In(lang.English)); err != nil || !v.Whole || v.Runs != 3 {
		t.Errorf("%+v, %v", v, err)
	}
	again := w.run(w.request(out))
	if same(t, tables(t, out, again.Run), want); again.Ran != 0 {
		t.Errorf("%d computed", again.Ran)
	}
	text := done.Text(words.In(lang.English))
	for _, part := range []string{"goes  " + runs[0], "stays  " + runs[9], "(last, latest)", "removed: runs 8"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// A night in which every task failed takes the place of none: the newest results stay, and
// the next night has them.
func TestPruneAfterAFailedNight(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.88,")
	good := w.run(w.request(out))
	county := w.read("small/county.yaml")
	w.edit("small/county.yaml", "gp: {v: 0.88,", "gp: {v: 0.86,")
	q := w.request(out)
	q.TaskTimeout, q.late = 1, func(*Task) bool { return true }
	bad := w.run(q)
	if len(bad.Failed) != len(bad.Tasks) {
		t.Fatalf("%d of %d failed", len(bad.Failed), len(bad.Tasks))
	}
	for _, rule := range []PruneRequest{{Out: out, Daily: 1}, {Out: out, Last: 1}, {Out: out, Weekly: 1}, {Out: out, Monthly: 1}} {
		p, err := Prune(t.Context(), rule)
		if err != nil || len(p.Kept) != 2 || p.Kept[0].Run != bad.Run || p.Kept[1].Run != good.Run {
			t.Errorf("%+v: %+v, %v", rule, p, err)
		}
	}
	w.put("small/county.yaml", county)
	if run := w.run(w.request(out)); run.Ran != 0 || run.Stored != len(run.Tasks) {
		t.Errorf("%d computed, %d stored", run.Ran, run.Stored)
	}
}

// What a run at work has stored, and no run has yet, stays for a day. The newest whole
// run stays whatever the rules are.
func TestPruneKeepsWhatIsNew(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	run := w.run(w.request(out))
	s, err := OpenRuns(out)
	if err != nil {
		t.Fatal(err)
	}
	key := strings.Repeat("ab", 32)
	stray := s.model("ab", key+resultEnd)
	if err := s.write([]byte("x"), tasksDir, engine.Model, "ab", key+resultEnd); err != nil {
		t.Fatal(err)
	}
	for _, hours := range []int{1, 25} {
		p, err := Prune(t.Context(), PruneRequest{Out: out, Clock: func() time.Time { return time.Now().Add(time.Duration(hours) * time.Hour) }})
		if err != nil || len(p.Kept) != 1 || p.Kept[0].Run != run.Run {
			t.Fatalf("%+v, %v", p, err)
		}
		if _, err := os.Stat(stray); (err == nil) != (hours == 1) {
			t.Errorf("after %d hours: %v", hours, err)
		}
	}
}

// A run at work has found results that only an older run has. A prune removes that run, and
// leaves its results and inputs until no run is at work.
func TestPruneDuringARun(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	base := w.read("small/county.yaml")
	first := w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.88,")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	w.put("small/county.yaml", base)
	w.put("plan.yaml", planText)
	q := w.request(out)
	var during *Pruned
	q.Progress = func(Event) {
		if during == nil {
			var err error
			if during, err = Prune(t.Context(), PruneRequest{Out: out, Last: 1}); err != nil {
				t.Error(err)
			}
		}
	}
	run := w.run(q)
	if during == nil || !during.Working || during.Files != 0 || len(during.Runs) != 1 || during.Runs[0].Run != first.Run || !strings.Contains(during.Text(words.In(lang.English)), "a run is at work") {
		t.Errorf("%+v", during)
	}
	if run.Stored != len(run.Tasks) {
		t.Errorf("%d stored of %d", run.Stored, len(run.Tasks))
	}
	if v, err := Verify(t.Context(), out, words.In(lang.English)); err != nil || !v.Whole {
		t.Errorf("%+v, %v", v, err)
	}
	if again := w.run(w.request(out)); again.Ran != 0 {
		t.Errorf("%d computed", again.Ran)
	}
	dead := `{"host":"","pid":999999999,"since":"2026-01-01T00:00:00Z","token":1}`
	if err := os.WriteFile(filepath.Join(out, workingDir, "dead.lock"), []byte(dead), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(filepath.Join(out, workingDir, "dead.lock"), old, old); err != nil {
		t.Fatal(err)
	}
	after, err := Prune(t.Context(), PruneRequest{Out: out, Last: 1})
	if err != nil || after.Working || after.Files == 0 {
		t.Errorf("%+v, %v", after, err)
	}
	if rest, err := os.ReadDir(filepath.Join(out, workingDir)); err != nil || len(rest) > 0 {
		t.Errorf("%v, %v", rest, err)
	}
}

// Why names the file, the parameter and both values, for what was run and for what would.
func TestWhyTask(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	task := "small/mine/2026/base/staff"
	first := w.run(w.request(out))
	why := func() *TaskWhy {
		t.Helper()
		q := w.request(out)
		q.Plan = ""
		got, err := WhyTask(t.Context(), q, task, words.In(lang.English))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := why(); got.Now != "stored" || got.Since != first.Run || !slices.Equal(got.Was, []string{"no run before " + first.Run + " has it"}) {
		t.Errorf("%+v", got)
	}
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	reason := "parameter fill rate, GP (staff.fill_rate.gp): 0.9 before, 0.82 now (changed since " + first.Run + ": county.yaml: staff.fill_rate.gp 0.9 → 0.82)"
	if got := why(); got.Now != "runs" || !slices.Equal(got.Why, []string{reason}) {
		t.Errorf("%+v", got)
	}
	second := w.run(w.request(out))
	if got := why(); got.Now != "stored" || got.Run != second.Run || got.Since != second.Run || !slices.Equal(got.Was, []string{reason}) {
		t.Errorf("%+v", got)
	}
	w.shuffle("small/cells.csv")
	third := w.run(w.request(out))
	if got := why(); got.Run != third.Run || got.Since != second.Run || !slices.Equal(got.Was, []string{reason}) {
		t.Errorf("%+v", got)
	}
	w.edit("small/options/less.yaml", "close: hs_west", "close: {facility: hs_west, services: [gp_reception]}")
	w.put("options/staff.yaml", "name: [\n")
	got := why()
	if got.Now != "runs" || !slices.Equal(got.Why, []string{"its reference less (" + w.path("small/options/less.yaml") + "): its changes differ (changed since " + third.Run + ": options/less.yaml: changes.0.close \"hs_west\" → {\"facility\": \"hs_west\", \"services\": [\"gp_reception\"]})"}) {
		t.Errorf("%+v", got)
	}
	if text := got.Text(words.In(lang.English)); !strings.Contains(text, "It would run now:\n  its reference less") || !strings.Contains(text, third.Run+": done, with the result of "+second.Run+"\n  parameter fill rate") {
		t.Errorf("got\n%s", text)
	}
	task = "small/staff/2026/base/staff"
	if got := why(); got.Now != "fails" || !strings.Contains(got.Why[0], "options/staff.yaml:") {
		t.Errorf("%+v", got)
	}
	q := w.request(out)
	if _, err := WhyTask(t.Context(), q, "small/mine/2026/base/stuff", words.In(lang.English)); !errors.As(err, new(*UnknownTask)) || !strings.Contains(err.Error(), "did you mean small/mine/2026/base/staff?") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(w.path("plan.yaml")); err != nil {
		t.Fatal(err)
	}
	if got := why(); got.Now != "unknown" || got.State != StateDone || !strings.Contains(got.Why[0], "plan.yaml") {
		t.Errorf("%+v", got)
	}
}

// A file of the system is kept, even if the program has the same under the same name.
func TestNamesakeOfTheProgram(t *testing.T) {
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	t.Chdir(w.dir)
	w.put("small/options/less.yaml", "name: Less\nchanges:\n  - close: hs_west\n")
	text, err := w.request("").Embedded.Read("scenarios/vantaa-kerava/today.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w.put("scenarios/vantaa-kerava/today.yaml", string(text))
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less, scenarios/vantaa-kerava/today.yaml]")
	q := w.request(out)
	q.Plan = "plan.yaml"
	w.run(q)
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.run(q)
	if d := w.diff(out, 5); d.Why.Reason != "" || d.Figures[0].Explained.How != HowShapley {
		t.Errorf("%+v", d.Why)
	}
}
