package batch

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/lang"
)

// stateOf is the state of each gate of a run, with the options in which it is missed
// and those in which it is undecided.
func stateOf(run *Outcome) map[string]string {
	out := map[string]string{}
	for _, g := range run.Record.Gates {
		text := g.State
		for _, t := range g.Tasks {
			if t.Task != "" {
				text += " " + strings.Split(t.Task, "/")[1] + map[string]string{GateUndecided: "?"}[t.State]
			}
		}
		out[g.ID] = text
	}
	return out
}

// The state of each gate of the small county follows from its files. Less closes
// hs_west, mine and later hs_east, and staff has half as many positions again there;
// the only rule is a law about a doctor at hs_west.
func TestGates(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	want := map[string]string{}
	text := planText + "sets: [{name: empty, values: {staff.fill_rate.gp: 0.8}}]\ngates:\n"
	for i, g := range [][3]string{
		{"points.gp_reception < 2", "missed less mine later", "sets: [base]"},
		{"breaches.law > 0", "missed less", "sets: [base]"},
		{"breaches.all - breaches.law > 0 or breaches.county + breaches.wish > 0", "met", ""},
		{"breaches.not_checked > 0", "met", ""},
		{"reach.nurse_reception.pt_rush < 1%", "missed mine", "options: [mine, today], sets: [base]"},
		{"capacity_positions.gp_reception.gp > 0.035", "missed staff", "options: [staff, today], sets: [empty]"},
		{"station_positions.gp_reception.hs_east.gp < 0.025", "undecided mine?", "options: [mine, staff], sets: [base]"},
		{"points.all == 3", "missed less", "options: [less, today], sets: [base]"},
		{"gain.gp_reception - lose.gp_reception < 0 or points.gp_reception == 1", "missed less mine today?", "options: [mine, less, today], sets: [base]"},
		{"was.points.gp_reception > points.gp_reception", "undecided today? less? bus? mine? staff? later? today-2030?", "sets: [base]"},
		{"was.breaches.law < breaches.law", "undecided less?", "sets: [base], options: [less]"},
		{"points.gp_reception / gain.gp_reception > 0", "undecided today?", "options: [today], sets: [base]"},
		{"tasks.failed > 0", "met", ""},
		{"tasks.all != 2 or tasks.done != 2", "met", "options: [mine]"},
		{"tasks.all == 2", "missed", "options: [mine]"},
		{"worse.gets_there == 0 and points.gp_reception == 2", "missed today", "options: [today], sets: [base]"},
		{"worse.can_be_served > 0", "missed mine", "options: [mine, today], sets: [base]"},
		{"area.west.gets_there.neuvola_child < 0", "met", "options: [today], sets: [base]"},
	} {
		id := "g" + strconv.Itoa(i)
		want[id] = g[1]
		text += fmt.Sprintf("  - {id: %s, title: Gate, expression: \"%s\", for: {%s}}\n", id, g[0], g[2])
	}
	w.put("plan.yaml", text)
	run := w.run(w.request(out))
	compareStates(t, "first night", stateOf(run), want)

	// The next night nothing has changed: was is what is now.
	run = w.run(w.request(out))
	want["g9"], want["g10"] = "met", "met"
	compareStates(t, "second night", stateOf(run), want)

	// Staff closes the doctor in the west, too.
	w.put("options/staff.yaml", "name: Staff\nchanges:\n  - close: {facility: hs_west, services: [gp_reception]}\n  - set-capacity: {facility: hs_east, service: gp_reception, fte_factor: 1.5}\n")
	w.put("options/new.yaml", "name: New\nchanges:\n  - close: {facility: hs_east, services: [nurse_reception]}\n")
	run = w.run(w.request(out))
	want["g0"], want["g1"], want["g9"] = "missed less mine staff later", "missed less staff", "missed new? staff"
	want["g6"] = "undecided mine?"
	compareStates(t, "third night", stateOf(run), want)

	// The table has every gate in every task.
	count := 0
	rows, err := rowsIn[gateRow]([]byte(published(t, out, run, gatesFile)))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Gate == "g9" && r.Option == "staff" {
			count++
			if r.State != GateMissed || len(r.Figures) != 2 || *r.Figures[0].Value != 2 || *r.Figures[1].Value != 1 || r.Figures[0].Name != "was.points.gp_reception" || r.Set != "base" || r.Year != 2026 {
				t.Errorf("%+v", r)
			}
		}
		if r.Gate == "g9" && r.Option == "new" && (r.State != GateUndecided || *r.Why != whyNew || r.Figures[0].Value != nil) {
			t.Errorf("%+v", r)
		}
	}
	if count != 1 {
		t.Errorf("%d rows of g9 in staff", count)
	}
	// What changed: staff alone, and its points first of all.
	if text := published(t, out, run, reportFile); !strings.Contains(text, "Doctor reception: points: 2 before, 1 now in Staff, 2026, same staff (2 tasks)") {
		t.Errorf("report.md:\n%s", text)
	}
}

func compareStates(t *testing.T, when string, got, want map[string]string) {
	t.Helper()
	for _, id := range slices.Sorted(maps.Keys(want)) {
		a, b := strings.Fields(got[id]), strings.Fields(want[id])
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: %s is %s, expected %s", when, id, got[id], want[id])
		}
	}
}

// A failed task makes its gates undecided, but not those that count tasks.
func TestGatesOfFailedTasks(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: hs_nowhere}\n")
	w.put("plan.yaml", planText+`gates:
  - {id: points, title: Points, expression: points.gp_reception < 0}
  - {id: either, title: Either, expression: points.gp_reception < 0 or tasks.failed == 1}
  - {id: failed, title: Failed, expression: tasks.failed > 0}
  - {id: others, title: Others, expression: tasks.failed > 0, for: {options: [mine]}}
`)
	q := w.request(out)
	q.FailOn = []string{"law", "points.gp_reception == 2 and points.nurse_reception == 0", Undecided}
	run := w.run(q)
	compareStates(t, "a failed task", stateOf(run), map[string]string{"points": "undecided refused?", "failed": "missed", "others": "met",
		"either": "missed today less bus later mine refused staff today-2030", "fail-on-law": "missed less refused?", "fail-on-2": "undecided refused?"})
	for _, g := range run.Record.Gates {
		if g.ID == "points" && (g.Tasks[0].Why != whyFailed || g.Met != 7 || g.Undecided != 1) {
			t.Errorf("%+v", g)
		}
	}
	// A run of some tasks: a gate about none of them is undecided.
	q.Select, q.FailOn = []string{"bus"}, nil
	run = w.run(q)
	compareStates(t, "selected", stateOf(run), map[string]string{"points": "met", "failed": "met", "others": "met"})
	if run.Record.Before != "run=000001-"+run.Record.Before[len(run.Record.Before)-4:] || run.Record.Success != "" {
		t.Errorf("before %q, success %q", run.Record.Before, run.Record.Success)
	}
}

// A damaged table of the run before makes was unknown, and the run is published.
func TestDamagedBefore(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+"gates: [{id: a, title: A, expression: was.points.gp_reception < 0}]\n")
	first := w.run(w.request(out))
	name := filepath.Join(out, runsDir, first.Run, figuresFile)
	text := published(t, out, first, figuresFile)
	for _, damaged := range []string{"", text[:len(text)/2], strings.Replace(text, "PAR1", "PAR2", 1)} {
		if err := os.WriteFile(name, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		q := w.request(out)
		q.Exclude = []string{"bus"} // not the run that is compared with next
		run := w.run(q)
		if g := run.Record.Gates[0]; g.State != GateUndecided || g.Tasks[0].Why != whyDamaged {
			t.Errorf("%+v", g)
		}
		if text := published(t, out, run, reportFile); !strings.Contains(text, "An earlier run cannot be read and is left out: "+first.Run) {
			t.Errorf("report.md:\n%s", text)
		}
	}
	if err := eachFigure([]byte(text[:len(text)/2]+text[len(text)/2+9:]), func(string) bool { return true }, func(*figureRow) {}); err == nil {
		t.Error("a damaged table is read")
	}
}

// junit.xml is read by another program's eyes: every case has a class and a name of its
// own, and the counts are right.
func TestJUnit(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("options/refused.yaml", "name: Refused\nchanges:\n  - close: {facility: \"hs_<&>\\\"\\u0001"+strings.Repeat("ä", 900)+"\"}\n")
	w.put("plan.yaml", planText+`frames: [staff, budget]
gates:
  - {id: points, title: Points, expression: points.gp_reception < 2, for: {options: [less, mine, refused]}}
  - {id: task, title: Task, expression: tasks.failed > 5}
  - {id: both, title: Both, expression: points.gp_reception + points.nurse_reception < 0}
`)
	q := w.request(out)
	q.JUnit = filepath.Join(t.TempDir(), "copy.xml")
	run := w.run(q)
	text, err := os.ReadFile(q.JUnit)
	if err != nil || string(text) != published(t, out, run, junitFile) {
		t.Fatalf("the copy differs: %v", err)
	}
	type message struct {
		Message string `xml:"message,attr"`
	}
	var doc struct {
		Name                             string `xml:"name,attr"`
		Tests, Failures, Errors, Skipped int
		Attrs                            []xml.Attr `xml:",any,attr"`
		Suites                           []struct {
			Name  string     `xml:"name,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
			Cases []struct {
				Class   string   `xml:"classname,attr"`
				Name    string   `xml:"name,attr"`
				Failure *message `xml:"failure"`
				Error   *message `xml:"error"`
				Skipped *message `xml:"skipped"`
				Out     *message `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	seen, count := map[string]bool{}, map[string]int{}
	for _, s := range doc.Suites {
		for _, c := range s.Cases {
			name := c.Class + "." + c.Name
			if seen[name] || c.Class != s.Name && !strings.HasPrefix(c.Class, s.Name+".") {
				t.Errorf("%s in the suite %s, seen %t", name, s.Name, seen[name])
			}
			seen[name] = true
			count["tests"]++
			for kind, m := range map[string]*message{"failures": c.Failure, "errors": c.Error, "skipped": c.Skipped} {
				if m == nil {
					continue
				}
				if count[kind]++; m.Message == "" || len(m.Message) > 1000 || strings.Contains(m.Message, "\n") {
					t.Errorf("%s: message %q", name, m.Message)
				}
			}
			if c.Out != nil {
				t.Errorf("%s has system-out", name)
			}
		}
	}
	// 8 tasks in two frames; points in 3 of them, both in 8, task once.
	want := map[string]int{"tests": 16 + 6 + 16 + 1, "failures": 4, "errors": 2, "skipped": 2 + 2}
	if !maps.Equal(count, want) {
		t.Errorf("counted %v, expected %v", count, want)
	}
	for _, a := range doc.Attrs {
		if n, _ := strconv.Atoi(a.Value); n != want[a.Name.Local] {
			t.Errorf("%s is %s, expected %d", a.Name.Local, a.Value, want[a.Name.Local])
		}
	}
	for _, name := range []string{"less.gp_reception.points 2026/base/staff", "refused.task 2026/base/budget", "test.task", "mine.all.both 2026/base/budget"} {
		if !seen[name] {
			t.Errorf("no case %s", name)
		}
	}
	if doc.Name != "test" || doc.Suites[0].Name != "today" {
		t.Errorf("%s, the first suite is %s", doc.Name, doc.Suites[0].Name)
	}
}

// Cases that would have one class and name get a number.
func TestUniqueCases(t *testing.T) {
	suites := []junitSuite{{Cases: []junitCase{{Class: "less.all", Name: "task"}, {Class: "less", Name: "all.task"}}}, {Cases: []junitCase{{Class: "less.all", Name: "task"}}}}
	unique(suites)
	if a, b, c := suites[0].Cases[0].Name, suites[0].Cases[1].Name, suites[1].Cases[0].Name; a != "task" || b != "all.task (2)" || c != "task (3)" {
		t.Errorf("%q, %q, %q", a, b, c)
	}
}

// Two plans may share a folder: each is compared with its own last whole run.
func TestTwoPlans(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+"gates: [{id: was, title: Was, expression: was.points.gp_reception < 2, for: {options: [less]}}]\n")
	first := w.run(w.request(out))
	w.edit("plan.yaml", "name: test", "name: other")
	if other := w.run(w.request(out)); other.Record.Before != "" || other.Record.Gates[0].State != GateUndecided || other.Record.Prev != first.Run {
		t.Errorf("before %q, %+v", other.Record.Before, other.Record.Gates[0])
	}
	w.edit("plan.yaml", "name: other", "name: test")
	if again := w.run(w.request(out)); again.Record.Before != first.Run || again.Record.Gates[0].State != GateMissed {
		t.Errorf("before %q, %+v", again.Record.Before, again.Record.Gates[0])
	}
}

// sampleForm is a sample of the exposition format, without a timestamp.
var sampleForm = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)+)\} ([^ ]+)$`)

// samplesOf reads a text of metrics: each family has its help and type before its
// samples, and each sample is there once.
func samplesOf(t *testing.T, text string) map[string]float64 {
	t.Helper()
	out, family, begun := map[string]float64{}, "", map[string]bool{}
	if !strings.HasSuffix(text, "\n") {
		t.Error("the last line does not end")
	}
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		line := lines.Text()
		if name, ok := strings.CutPrefix(line, "# HELP "); ok {
			family, _, _ = strings.Cut(name, " ")
			if begun[family] {
				t.Errorf("%s begins twice", family)
			}
			begun[family] = true
			continue
		}
		if line == "# TYPE "+family+" gauge" {
			continue
		}
		m := sampleForm.FindStringSubmatch(line)
		if m == nil || m[1] != family {
			t.Errorf("not a sample of %s: %s", family, line)
			continue
		}
		v, err := strconv.ParseFloat(m[3], 64)
		if _, twice := out[m[1]+"{"+m[2]+"}"]; err != nil || twice {
			t.Errorf("%s: %v, twice %t", line, err, twice)
		}
		out[m[1]+"{"+m[2]+"}"] = v
	}
	return out
}

// metrics.prom has what became of the run, and only the figures that the plan tracks.
func TestMetrics(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+`track: [points.gp_reception, breaches.law, capacity_positions.gp_reception.gp]
gates:
  - {id: law, title: Law, expression: breaches.law > 0, for: {options: [today]}}
  - {id: was, title: Was, expression: was.points.gp_reception < 0}
`)
	now := time.Unix(1_000_000_000, 0)
	q := w.request(out)
	q.Clock = func() time.Time { now = now.Add(time.Minute); return now }
	q.Metrics = filepath.Join(t.TempDir(), "saavu.prom")
	run := w.run(q)
	text, err := os.ReadFile(q.Metrics)
	if err != nil || string(text) != published(t, out, run, metricsFile) {
		t.Fatalf("the copy differs: %v", err)
	}
	expect := func(got map[string]float64, want map[string]float64) {
		t.Helper()
		for name, v := range want {
			if x, ok := got[name]; math.IsNaN(v) == ok || ok && math.Abs(x-v) > 1e-12 {
				t.Errorf("%s is %g, there %t, expected %g", name, x, ok, v)
			}
		}
	}
	got := samplesOf(t, string(text))
	figure := func(option, name string, year int) string {
		return fmt.Sprintf(`saavu_figure{plan="test",county="small",option="%s",year="%d",set="base",frame="staff",figure="%s"}`, option, year, name)
	}
	expect(got, map[string]float64{
		`saavu_batch_last_run_timestamp_seconds{plan="test"}`: 1_000_000_120, `saavu_batch_last_success_timestamp_seconds{plan="test"}`: 1_000_000_120,
		`saavu_batch_duration_seconds{plan="test"}`: 60, `saavu_batch_tasks{plan="test",state="computed"}`: 7, `saavu_batch_tasks{plan="test",state="stored"}`: 0,
		`saavu_batch_tasks{plan="test",state="failed"}`: 0, `saavu_batch_gate_ok{plan="test",gate="law"}`: 1, `saavu_batch_gate_ok{plan="test",gate="was"}`: math.NaN(),
		`saavu_batch_gate_tasks{plan="test",gate="was",state="undecided"}`: 7,
		figure("less", "points.gp_reception", 2026):                        1, figure("less", "breaches.law", 2026): 1, figure("today", "breaches.law", 2026): 0,
		figure("staff", "capacity_positions.gp_reception.gp", 2026): 0.04, figure("later", "points.gp_reception", 2030): 1,
	})
	figures := 0
	for name := range got {
		if strings.HasPrefix(name, "saavu_figure") {
			figures++
		}
	}
	if figures != 3*7 {
		t.Errorf("%d figures", figures)
	}
	// A night that misses a gate keeps the last success.
	w.edit("plan.yaml", "options: [today]", "options: [less]")
	w.run(q)
	text, _ = os.ReadFile(q.Metrics)
	expect(samplesOf(t, string(text)), map[string]float64{
		`saavu_batch_last_run_timestamp_seconds{plan="test"}`: 1_000_000_240, `saavu_batch_last_success_timestamp_seconds{plan="test"}`: 1_000_000_120,
		`saavu_batch_gate_ok{plan="test",gate="law"}`: 0, `saavu_batch_gate_ok{plan="test",gate="was"}`: 1, `saavu_batch_tasks{plan="test",state="stored"}`: 7})
	m := &metrics{}
	m.family("f", "Help.")
	m.add(1, "a", "x\"\\\n", "b", "y")
	if got := samplesOf(t, m.text.String()); got[`f{a="x\"\\\n",b="y"}`] != 1 {
		t.Errorf("%v", got)
	}
}

// The report of 2,000 tasks that fail for reasons of their own stays small, and begins
// with the gates.
func TestLongReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.put("plan.yaml", planText+"gates:\n  - {id: failed, title: \"Every task <b>is</b> computed\", expression: tasks.failed > 0}\n  - {id: points, title: Points, expression: points.gp_reception < 0}\n")
	plan, err := load.ReadPlan(source.OS(), w.path("plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	q := w.request(t.TempDir())
	counties, groups, judge, err := expand(t.Context(), &q, plan)
	if err != nil {
		t.Fatal(err)
	}
	store, err := OpenStore(q.Out)
	if err != nil {
		t.Fatal(err)
	}
	long := &work{q: &q, plan: plan, store: store, counties: counties, groups: groups, judge: judge, out: &Outcome{}}
	for i := range 2000 {
		long.tasks = append(long.tasks, &Task{County: "small", Option: fmt.Sprintf("broken-%04d", i), Year: 2026, Set: "base", Frame: "staff", group: groups[0],
			Cause: fmt.Sprintf("broken-%04d.yaml:2:1: found %q\nand a second line", i, strings.Repeat("ä", 700))})
	}
	long.lookUp()
	r := long.record()
	r.Names, r.Targets = long.names()
	files, err := long.files(t.Context(), nil, r)
	if err == nil {
		files, err = long.assess(r, files)
	}
	if err != nil {
		t.Fatal(err)
	}
	text := string(files[slices.IndexFunc(files, func(f file) bool { return f.name == reportFile })].text)
	if len(text) > 64_000 || len(text) < 50_000 || !utf8.ValidString(text) {
		t.Errorf("%d bytes", len(text))
	}
	for _, want := range []string{
		"\n## Gates\n\n- **missed**: Every task &lt;b>is&lt;/b> computed (`failed`)\n  - failed tasks = 2 000\n- **undecided**: Points (`points`): missed in 0, undecided in 2 000, met in 0 tasks\n  - broken-0000, 2026, same staff: the task failed: Doctor reception: points = not known\n",
		"\n  - and 1 990 more tasks\n", " more lines are left out. The tables of the run have everything.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("report.md does not have %q, it begins with\n%.1500s", want, text)
		}
	}
}

// The report is in the language of the plan or of the request, and has no times.
func TestReportLanguages(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.put("plan.yaml", planText+"lang: fi\ngates: [{id: law, title: {en: Law, fi: Laki, sv: Lag}, expression: breaches.law > 0}, {id: was, title: Was, expression: was.need.gp_reception < 0, for: {options: [less]}}]\n")
	for l, want := range map[lang.Language]string{
		"": `# Vertailu test

Laskettuja tehtäviä: 7/7.

## Ehdot

- **ei täyty**: Laki (` + "`law`" + `): tehtäviä: ei täyty 1, ei ratkea 0, täyttyy 6
  - Less, 2026, sama henkilöstö: uudet lain rikkomukset = 1
- **ei ratkea**: Was (` + "`was`" + `)
  - aiempaa ajoa, johon verrata, ei ole

## Mikä muuttui luvuissa

Aiempaa kokonaista ajoa, johon verrata, ei ole.
`,
		lang.English: "- **missed**: Law (`law`): missed in 1, undecided in 0, met in 6 tasks\n  - Less, 2026, same staff: laws that are newly broken = 1\n",
		lang.Swedish: "- **inte uppfyllt**: Lag (`law`): uppgifter: inte uppfyllt 1, oavgjort 0, uppfyllt 6\n  - Less, 2026, samma personal: lagar som nu bryts = 1\n",
	} {
		q := w.request(filepath.Join(out, "of-"+string(l)))
		q.Lang = l
		run := w.run(q)
		if text := published(t, q.Out, run, reportFile); !strings.Contains(text, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", l, text, want)
		}
	}
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.6,")
	for l, heading := range map[lang.Language]string{"": "\n## Mikä muuttui luvuissa\n\n", lang.English: "\n## What changed in the figures\n\n", lang.Swedish: "\n## "} {
		q := w.request(filepath.Join(out, "of-"+string(l)))
		q.Lang = l
		if text := published(t, q.Out, w.run(q), reportFile); !strings.Contains(text, heading) || strings.Contains(text, "\n\n\n") {
			t.Errorf("%s: without %q or with two empty lines:\n%s", l, heading, text)
		}
	}
}

// A file whose folder is missing is refused before anything runs. One that cannot be
// written in the end is an error, and the run is there.
func TestExtraFiles(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	q := w.request(out)
	q.Summary = filepath.Join(t.TempDir(), "none", "a.md")
	if _, err := Run(t.Context(), q); !errors.As(err, new(*NoPlace)) || !strings.Contains(err.Error(), "is not a folder: make it, or name another") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the run folder exists")
	}
	dir := t.TempDir()
	for _, bad := range []string{dir, filepath.Join(dir, "twice")} { // a folder, and a file that is named twice
		q.Summary, q.JUnit = bad, filepath.Join(dir, "x", "..", "twice")
		if _, err := Run(t.Context(), q); !errors.As(err, new(*NoPlace)) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	q.Summary, q.JUnit = filepath.Join(dir, "gone", "a.md"), ""
	if err := os.Mkdir(filepath.Dir(q.Summary), 0o755); err != nil {
		t.Fatal(err)
	}
	q.Progress = func(Event) { _ = os.RemoveAll(filepath.Dir(q.Summary)) } // it goes while the run is at work
	run, err := Run(t.Context(), q)
	if err == nil || !strings.Contains(err.Error(), "the run is published, but "+q.Summary+" cannot be written: ") || run.Record == nil {
		t.Errorf("got %v", err)
	}
	if s, err := StatusOf(out); err != nil || s.Latest == nil {
		t.Errorf("%+v, %v", s, err)
	}
}

// A file that the run reads, and one in the run folder, is never replaced by another.
func TestExtraFilesReplaceNothing(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less, options/mine.yaml]")
	link := filepath.Join(t.TempDir(), "link.md")
	if err := os.Symlink(w.path("small/cells.csv"), link); err != nil {
		t.Skip(err)
	}
	refused := func(name, want string) {
		t.Helper()
		for k := range 3 {
			q := w.request(out)
			*[]*string{&q.JUnit, &q.Summary, &q.Metrics}[k] = name
			before, _ := os.ReadFile(name)
			if _, err := Run(t.Context(), q); !errors.As(err, new(*NoPlace)) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", name, err)
			}
			if after, _ := os.ReadFile(name); string(after) != string(before) {
				t.Errorf("%s was replaced", name)
			}
		}
	}
	for _, name := range []string{"plan.yaml", "small/county.yaml", "small/cells.csv", "small/options/less.yaml", "options/mine.yaml"} {
		refused(w.path(name), "which the run reads: name another file")
	}
	refused(link, "cells.csv, which the run reads")
	refused(out, "is in the run folder")
	if _, err := os.Stat(out); err == nil {
		t.Error("the run folder exists")
	}
	w.run(w.request(out))
	for _, name := range []string{latestFile, formatFile, "report.md", "runs/report.md"} {
		refused(filepath.Join(out, name), "is in the run folder, which only runs write to")
	}
	q := w.request(out)
	q.Summary = w.path("options/of-a-night.md") // next to inputs
	w.run(q)
}

// A command line is split at spaces outside of quotes, and nothing else has a meaning.
func TestCommand(t *testing.T) {
	for line, want := range map[string][]string{
		"mail -s Night":             {"mail", "-s", "Night"},
		` a  "b c"'d "e'f ""`:       {"a", `b cd "ef`, ""},
		`C:\tools\send.exe $X *.md`: {`C:\tools\send.exe`, "$X", "*.md"},
	} {
		if got, err := Command(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", line, got, err)
		}
	}
	for _, line := range []string{"", "  ", `a "b`, `"" x`} {
		if got, err := Command(line); err == nil {
			t.Errorf("%s: got %q", line, got)
		}
	}
}
