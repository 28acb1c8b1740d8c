package batch

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"saavu/internal/atomic"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// month is a world whose inputs change every night.
type month struct {
	*world
	out     string
	draw    *rand.Rand
	state   map[string]float64 // of what can change
	changed []string           // what changed since the last published run, as KIND FILE PATH
	silent  bool               // of these nothing changes a figure
}

// writes gives the files of the county the values of the state.
func (m *month) writes() {
	m.put("small/county.yaml", strings.NewReplacer("gp: {v: 0.9,", fmt.Sprintf("gp: {v: %g,", m.state["gp"]), "parameters:", strings.Repeat("# note\n", int(m.state["notes"]))+"parameters:").Replace(countyText))
	m.put("small/points.csv", strings.Replace(pointsText, "hs_east,gp_reception,0.02", fmt.Sprintf("hs_east,gp_reception,%g", m.state["fte"]), 1))
	cells := "id,x,y,area,p0_6,p7_17,p18_64,p65\n"
	rows := make([]string, 0, 16)
	for y := range 4 {
		for x := range 4 {
			area := "west"
			if x > 1 {
				area = "east"
			}
			children := 1.0
			if x == 3 {
				children = m.state["children"]
			}
			rows = append(rows, fmt.Sprintf("%d%d,%d,%d,%s,%g,2,5,2\n", y+1, x+1, 385125+250*x, 6680125+250*y, area, children))
		}
	}
	if m.state["order"] == 1 {
		slices.Reverse(rows)
	}
	m.put("small/cells.csv", cells+strings.Join(rows, ""))
	m.put("options/staff.yaml", strings.Replace(options["staff"], "1.5", fmt.Sprint(m.state["factor"]), 1))
	text := "name: Broken\nchange: []\n"
	if m.state["broken"] == 0 {
		text = options["mine"]
	}
	m.put("options/mine.yaml", text)
	more := m.path("options/more.yaml")
	if m.state["more"] == 1 {
		m.put("options/more.yaml", "name: More\nchanges:\n  - close: {facility: cl_west}\n")
	} else if err := os.Remove(more); err != nil && !os.IsNotExist(err) {
		m.t.Fatal(err)
	}
}

// set changes one thing, and notes what the history has to name.
func (m *month) set(name string, value float64, changed string, silent bool) {
	if m.state[name] == value {
		return
	}
	m.state[name] = value
	if !slices.Contains(m.changed, changed) {
		m.changed = append(m.changed, changed)
	}
	m.silent = m.silent && silent
}

// happens draws what changes in a night.
func (m *month) happens() {
	set := m.set
	for range m.draw.IntN(3) {
		switch m.draw.IntN(7) {
		case 0:
			set("gp", 0.7+float64(m.draw.IntN(20))/100, "key county.yaml parameters.staff.fill_rate.gp", false)
		case 1:
			set("fte", 0.01+float64(m.draw.IntN(20))/1000, "file points.csv ", false)
		case 2:
			set("children", 1+float64(m.draw.IntN(9))/4, "file cells.csv ", false)
		case 3:
			set("factor", 1+float64(1+m.draw.IntN(9))/10, "option options/staff.yaml staff", false)
		case 4:
			set("order", 1-m.state["order"], "file cells.csv ", true)
		case 5:
			m.state["notes"]++ // a comment: no change
		case 6:
			set("more", 1-m.state["more"], "option options/more.yaml more", true)
		}
	}
}

// killed runs a night in another process, which kills itself while it writes the run.
func (m *month) killed(clock time.Time) {
	m.t.Helper()
	before := m.folders()
	for range 20 {
		c := exec.CommandContext(m.t.Context(), os.Args[0], "-test.run=^TestMonth$")
		c.Env = append(os.Environ(), "SAAVU_KILLED_NIGHT="+m.dir, "SAAVU_KILLED_OUT="+m.out, "SAAVU_KILLED_AT="+strconv.FormatInt(clock.Unix(), 10))
		_ = c.Run() // killed in time, or too late: what it leaves says which
		unfinished := false
		for _, name := range m.folders() {
			switch {
			case slices.Contains(before, name):
			case atomic.Ours(name):
				unfinished = true
			default: // it was published before the kill
				if err := atomic.Discard(filepath.Join(m.out, runsDir, name)); err != nil {
					m.t.Fatal(err)
				}
			}
		}
		if unfinished {
			return
		}
	}
	m.t.Fatal("the night was never killed in time")
}

// folders lists what lies among the published runs.
func (m *month) folders() []string {
	m.t.Helper()
	entries, err := os.ReadDir(filepath.Join(m.out, runsDir))
	if err != nil {
		m.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// killedNight is the other process.
func killedNight(t *testing.T) {
	w, out := &world{t, os.Getenv("SAAVU_KILLED_NIGHT")}, os.Getenv("SAAVU_KILLED_OUT")
	at, _ := strconv.ParseInt(os.Getenv("SAAVU_KILLED_AT"), 10, 64)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			entries, _ := os.ReadDir(filepath.Join(out, runsDir))
			for _, e := range entries {
				if e.IsDir() && atomic.Ours(e.Name()) {
					_ = self.Kill()
				}
			}
		}
	}()
	q := w.request(out)
	q.Clock = func() time.Time { return time.Unix(at, 0) }
	w.run(q)
}

// A month of nights: inputs and options change by a script with a seed, one night is
// killed while it writes its run, and one has a broken file. The history, the diff and
// the prune report what the script did. SAAVU_NIGHTS is the number of nights.
func TestMonth(t *testing.T) {
	t.Parallel()
	if os.Getenv("SAAVU_KILLED_NIGHT") != "" {
		killedNight(t)
		return
	}
	nights := 9
	if n, err := strconv.Atoi(os.Getenv("SAAVU_NIGHTS")); err == nil {
		nights = n
	}
	m := &month{newWorld(t), filepath.Join(t.TempDir(), "runs"), rand.New(rand.NewPCG(11, 2026)),
		map[string]float64{"gp": 0.9, "fte": 0.02, "children": 1, "factor": 1.5}, nil, true}
	m.writes()
	m.put("plan.yaml", planText+"gates:\n  - {id: doctor, title: Doctor, expression: served.gp_reception < 55%}\n  - {id: fall, title: Fall, expression: served.gp_reception - was.served.gp_reception < -5pp}\n")
	missed, served := map[string]int{}, map[string]float64{}
	kill, broken := nights/2, nights*2/3
	type night struct {
		run     string
		changed []string
		silent  bool
		day     int
	}
	var story []night
	for day := 1; day <= nights; day++ {
		if day > 1 {
			m.happens()
		}
		switch day {
		case broken + 2: // half of the doctors leave, so that both gates are missed
			m.set("fte", 0.005, "file points.csv ", false)
		case broken:
			m.state["broken"] = 1
		case broken + 1:
			m.state["broken"] = 0
		}
		m.writes()
		clock := time.Date(2026, 11, day, 2, 0, 0, 0, time.UTC)
		if day == kill {
			m.killed(clock)
			h, err := HistoryOf(m.out, m.request("").Embedded)
			if err != nil || h.Unfinished != 1 || len(h.Runs) != len(story) {
				t.Fatalf("after the killed night: %+v, %v", h, err)
			}
			t.Logf("history of the morning after the killed night ends with:\n%s", last(h.Text(words.In(lang.English)), 2))
			continue
		}
		q := m.request(m.out)
		q.Clock = func() time.Time { return clock }
		run := m.run(q)
		if len(run.Failed) != btoi(day == broken) {
			t.Errorf("day %d: %d tasks failed", day, len(run.Failed))
		}
		if day == kill+1 && run.Stored == 0 {
			t.Error("nothing of the killed night was used")
		}
		for id, n := range m.gates(run, served) {
			missed[id] += n
		}
		changed := slices.Clone(m.changed)
		if slices.Contains([]int{broken, broken + 1}, day) {
			changed = append(changed, "option options/mine.yaml mine")
		}
		slices.Sort(changed)
		story = append(story, night{run.Run, changed, m.silent, day})
		m.changed, m.silent = nil, true
	}

	h, err := HistoryOf(m.out, m.request("").Embedded)
	if err != nil || h.Unfinished != 0 || len(h.Runs) != nights-1 {
		t.Fatalf("%+v, %v", h, err)
	}
	explained := 0
	for i := range h.Runs {
		n, want := &h.Runs[i], story[i]
		var changed []string
		for k := range n.Changes {
			c := &n.Changes[k]
			changed = append(changed, c.Kind+" "+c.short+" "+c.Path)
		}
		if slices.Sort(changed); n.Run != want.run || !slices.Equal(changed, want.changed) || n.Number != i+1 {
			t.Errorf("%s of day %d: the history reports %q, the script did %q", n.Run, want.day, changed, want.changed)
		}
		if i == 0 {
			continue
		}
		explained += m.morning(&h.Runs[i-1], n, want.silent)
	}
	if nights > 20 && explained < 40 {
		t.Errorf("%d figures are explained", explained)
	}
	if missed["doctor"] == 0 || missed["fall"] == 0 {
		t.Errorf("gates missed: %v", missed)
	}
	t.Logf("gates missed: %v", missed)
	t.Logf("history:\n%s", h.Text(words.In(lang.English)))
	m.pruned(h)
}

// gates checks the two gates of a night by its figures and those of the last night that
// has each task, which it brings up to date. It counts the nights in which each is missed.
func (m *month) gates(run *Outcome, served map[string]float64) map[string]int {
	m.t.Helper()
	want := map[string]string{"doctor": GateMet, "fall": GateMet}
	set := func(id, state string) {
		if want[id] != GateMissed {
			want[id] = state
		}
	}
	for task, of := range m.figures(m.out, run.Run) {
		for at, v := range of {
			if at.measure != "can_be_served" || at.service != "gp_reception" {
				continue
			}
			if v < 0.55 {
				set("doctor", GateMissed)
			}
			switch was, known := served[task]; {
			case !known:
				set("fall", GateUndecided)
			case v-was < -0.05:
				set("fall", GateMissed)
			}
			served[task] = v
		}
	}
	out := map[string]int{}
	for _, g := range run.Record.Gates {
		if len(run.Failed) > 0 && want[g.ID] == GateMet {
			want[g.ID] = GateUndecided // the task that failed
		}
		if g.State != want[g.ID] {
			m.t.Errorf("%s: gate %s is %s, expected %s", run.Run, g.ID, g.State, want[g.ID])
		}
		out[g.ID] = btoi(g.State == GateMissed)
	}
	return out
}

// morning compares two nights and checks that the parts add up. A night in which only
// comments, orders and other options changed changes no figure.
func (m *month) morning(before, after *Night, silent bool) int {
	m.t.Helper()
	d, err := Compare(m.t.Context(), DiffRequest{Out: m.out, Before: before.Run, After: strconv.Itoa(after.Number), Relative: DiffTolerance, Limit: 8, Why: true, Embedded: m.request("").Embedded})
	if err != nil {
		m.t.Fatal(err)
	}
	changed := d.Counts.Changed // without those that a new option changes in the others
	for _, x := range d.Measures {
		if x.Measure == ofTheSet {
			changed -= x.Changed
		}
	}
	if addsUp(m.t, d); silent != (changed == 0) || d.Why.Reason != "" {
		m.t.Errorf("%s: %d figures changed, silent: %t: %s\n%s", after.Run, changed, silent, d.Why.Reason, d.Text(words.In(lang.English)))
	}
	if n := len(d.Tasks.Failed) + len(d.Tasks.Fixed); n != btoi(len(after.Failures) > 0 || len(before.Failures) > 0) {
		m.t.Errorf("%s: %+v", after.Run, d.Tasks)
	}
	explained := 0
	for i := range d.Figures {
		if d.Figures[i].Explained.How != HowNot {
			explained++
		}
	}
	if explained > 0 {
		m.t.Logf("diff of run %d with run %d:\n%s", after.Number, before.Number, d.Text(words.In(lang.English)))
	}
	return explained
}

// pruned prunes the month and checks that nothing is missing that the rest needs.
func (m *month) pruned(h *History) {
	m.t.Helper()
	p, err := Prune(m.t.Context(), PruneRequest{Out: m.out, Last: 2, Daily: 4, Weekly: 3})
	if err != nil {
		m.t.Fatal(err)
	}
	weeks := map[string]bool{}
	var want []string
	for i, n := range slices.Backward(h.Runs) {
		at, _ := time.Parse(time.RFC3339, n.Ended)
		year, week := at.ISOWeek()
		mark := fmt.Sprint(year, week)
		weekly := !weeks[mark] && len(weeks) < 3
		weeks[mark] = true
		if len(h.Runs)-i <= 4 || weekly {
			want = append(want, n.Run)
		}
	}
	var got []string
	for _, k := range p.Kept {
		got = append(got, k.Run)
	}
	if !slices.Equal(got, want) {
		m.t.Errorf("kept %v, expected %v", got, want)
	}
	v, err := Verify(m.t.Context(), m.out, words.In(lang.English))
	if err != nil || !v.Whole {
		m.t.Errorf("%+v, %v", v, err)
	}
	m.t.Logf("prune:\n%s", p.Text(words.In(lang.English)))
	rest, err := HistoryOf(m.out, m.request("").Embedded)
	if err != nil || len(rest.Runs) != len(want) {
		m.t.Fatalf("%+v, %v", rest, err)
	}
	m.t.Logf("history afterwards:\n%s", rest.Text(words.In(lang.English)))
	m.morning(&rest.Runs[0], &rest.Runs[len(rest.Runs)-1], false)
}

// last returns the last lines of a text.
func last(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
