package board

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// closing is a change that closes a facility.
func closing(facility string) report.Step {
	return report.Step{Kind: "close", Fields: []report.Fact{{Name: "facility", Value: facility}}}
}

// fit is a change that lets the model place what it names.
func fit(what ...string) report.Step {
	return report.Step{Kind: "fit", Fields: []report.Fact{{Name: "fit", Value: what}}}
}

// between is a value with its low and high.
func between(v, lo, hi float64) report.Range { return report.Range{V: v, Lo: lo, Hi: hi, Known: true} }

// compared is a report of today and options with these changes, of one service.
func compared(options ...[]report.Step) *report.Report {
	r := &report.Report{Year: 2026, Today: report.TodayCost{CostParts: report.CostParts{Known: 60.4e6, Model: 20e6}},
		Services: []report.Service{{ID: "s", Name: "Doctor"}}}
	for k, steps := range append([][]report.Step{nil}, options...) {
		name := string(rune('A' + k - 1))
		if k == 0 {
			name = "Today"
		}
		r.Options = append(r.Options, report.Option{ID: name, Name: name, Short: lang.Same(name), Year: 2026, Steps: steps, Against: min(k, 1) - 1})
		known := report.Exact(0)
		r.Services[0].Rows = append(r.Services[0].Rows, report.Row{People: 1000, GetsThere: report.Exact(0.5), Tighter: 0.4, Looser: 0.6, Gain: known, Lose: known, ServedSame: report.Exact(0.9), Need: report.Exact(1000), Served: report.Exact(0.9), VisitsChange: known})
		r.Network = append(r.Network, report.NetworkRow{Points: 5, Facilities: 3, County: known, Homes: known, UndoneHours: known, ServedSame: report.Exact(0.9)})
	}
	return r
}

// view is the first screen of a report.
func view(r *report.Report) *View {
	return &View{R: r, W: words.In(lang.English), Screen: Screens(r)[0]}
}

// The changes of an earlier option are named by its name where they are all part of
// another one, and what the model places in all options is said once.
func TestPlans(t *testing.T) {
	both := []report.Step{closing("a"), closing("b")}
	said := func(r *report.Report) (out []string, placed string) {
		plans, placed := view(r).Plans()
		for _, p := range plans {
			text := r.Options[p.Option].Name
			if p.Like >= 0 {
				text += " as " + r.Options[p.Like].Name
			}
			for _, c := range p.Changes {
				text += " " + c.Lead + " " + strings.Join(c.Items, "; ")
			}
			out = append(out, text)
		}
		return out, placed
	}
	for _, tt := range []struct {
		name    string
		options [][]report.Step
		want    []string
		placed  string
	}{
		{"a superset", [][]report.Step{both, append(slices.Clone(both), closing("c"))}, []string{"Today", "A Closed a, b", "B as A Closed c"}, ""},
		{"the same", [][]report.Step{both, both}, []string{"Today", "A Closed a, b", "B as A"}, ""},
		{"one change is no option to name", [][]report.Step{{closing("a")}, both}, []string{"Today", "A Closed a", "B Closed a, b"}, ""},
		{"the largest part", [][]report.Step{both, append(slices.Clone(both), closing("c")), append(slices.Clone(both), closing("c"), closing("d"))}, []string{"Today", "A Closed a, b", "B as A Closed c", "C as B Closed d"}, ""},
		{"one twice is not in one once", [][]report.Step{{closing("a"), closing("a")}, {closing("a"), closing("b")}}, []string{"Today", "A Closed a, a", "B Closed a, b"}, ""},
		{"placed in all", [][]report.Step{append(slices.Clone(both), fit("rooms")), {closing("c"), fit("rooms")}}, []string{"Today", "A Closed a, b", "B Closed c"}, "rooms"},
		{"placed otherwise", [][]report.Step{append(slices.Clone(both), fit("rooms")), {closing("c"), fit("rooms", "staff")}}, []string{"Today", "A Closed a, b Placed by the model rooms", "B Closed c Placed by the model rooms and staff"}, ""},
		{"placing is no change to name", [][]report.Step{{closing("a"), fit("rooms")}, {closing("a"), closing("b")}}, []string{"Today", "A Closed a Placed by the model rooms", "B Closed a, b"}, ""},
	} {
		got, placed := said(compared(tt.options...))
		if d := cmp.Diff(tt.want, got); d != "" || placed != tt.placed {
			t.Errorf("%s: placed %q (-want +got):\n%s", tt.name, placed, d)
		}
	}
}

// Options that change who gets there have a strip, alike ones share it, and a service
// that none changes has none.
func TestStrips(t *testing.T) {
	r := compared(nil, nil, nil)
	rows := r.Services[0].Rows
	for _, k := range []int{1, 3} {
		rows[k].GetsThere, rows[k].Gain = report.Exact(0.6), report.Exact(100)
	}
	r.Services = append(r.Services, report.Service{ID: "n", Name: "Nurse", Rows: slices.Clone(rows)})
	for k := range r.Services[1].Rows {
		r.Services[1].Rows[k] = rows[0]
	}
	moved, still := view(r).Strips()
	if len(moved) != 1 || len(moved[0].Strips) != 2 || !slices.Equal(moved[0].Strips[1].Options, []int{1, 3}) || !slices.Equal(still, []int{1}) {
		t.Errorf("moved %v, still %v", moved, still)
	}
	rows[2].Gain = report.Range{} // not known
	if moved, _ = view(r).Strips(); len(moved[0].Strips) != 3 {
		t.Errorf("an unknown change has no strip: %v", moved)
	}
}

// Lines of one kind and year are one, small ones are summed, and the sum of the lines
// that are shown is that of all.
func TestBills(t *testing.T) {
	r := compared(nil)
	line := func(kind, payer string, euros float64, from int) report.Line {
		return report.Line{Kind: kind, Payer: payer, Money: report.Exact(euros), From: from}
	}
	r.Network[1].Lines = []report.Line{line("rent", "county", -20000, 2027), line("rent", "county", -10000, 2027), line("staff", "county", 50000, 2026),
		line("transport service", "county", 3000, 2026), line("client fees", "county", 4000, 2026), line("client fees", "residents", 100, 2026), line("client fees", "visits not given", -9000, 2026)}
	r.Network[1].County, r.Network[1].Homes = report.Exact(27000), report.Exact(100)
	r.Network[1].Payers = []report.Payer{{Name: "visits not given", Money: report.Exact(-9000)}}
	b := view(r).Bills()[0]
	want := []BillLine{{"staff", report.Exact(50000), 0}, {"rent", report.Exact(-30000), 2027}, {"", report.Exact(7000), 0}}
	if d := cmp.Diff(want, b.Payers[0].Lines); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	sum := 0.0
	for _, l := range b.Payers[0].Lines {
		sum += l.Money.V
	}
	if sum != b.Payers[0].Sum.V || len(b.Payers[1].Lines) > 0 || b.NotGiven.V != -9000 {
		t.Errorf("sum %v, %v", sum, b)
	}
	if got := view(r).Outside(); !slices.Equal(got, []string{"state and Kela", "municipality"}) {
		t.Errorf("payers without a line: %q", got)
	}
}

// No dot of the frontier is beaten by another, and every other dot is.
func TestTradeoffs(t *testing.T) {
	r := compared(nil, nil, nil)
	rows := r.Services[0].Rows
	for k, at := range [][2]float64{{0.5, 0.9}, {0.6, 0.9}, {0.4, 0.95}, {0.6, 0.85}} {
		rows[k].GetsThere, rows[k].ServedSame = report.Exact(at[0]), report.Exact(at[1])
	}
	out, alike, unknown := view(r).Tradeoffs()
	if len(out) != 1 || alike != nil || unknown != nil {
		t.Fatalf("%v, alike %v, unknown %v", out, alike, unknown)
	}
	var got []bool
	for _, d := range out[0].Dots {
		got = append(got, d.Front)
	}
	if !slices.Equal(got, []bool{false, true, true, false}) {
		t.Errorf("on the frontier: %v", got)
	}
	for _, tt := range []struct {
		name   string
		visits report.Range // of A, which fewer reach than the reference
		front  [3]bool      // of the reference, A and B
		equal  [3]bool
	}{
		{"better beyond its range", report.Range{V: 20, Lo: 5, Hi: 30, Known: true}, [3]bool{true, true, false}, [3]bool{}},
		{"its range ends at zero", report.Range{V: 20, Lo: 0, Hi: 30, Known: true}, [3]bool{true, true, false}, [3]bool{}},
		{"its range covers zero", report.Range{V: 20, Lo: -130, Hi: 30, Known: true}, [3]bool{true, false, false}, [3]bool{false, true, false}},
		{"its draws do not hold its value", report.Range{V: 20, Lo: 0, Hi: 20, Known: true, OneSided: true}, [3]bool{true, false, false}, [3]bool{false, true, false}},
		{"not known", report.Range{}, [3]bool{true, true, false}, [3]bool{}},
	} {
		r := compared(nil, nil)
		rows := r.Services[0].Rows
		rows[1].GetsThere, rows[1].ServedSame, rows[1].SameChange = report.Exact(0.4), report.Exact(0.92), tt.visits
		rows[2].GetsThere = report.Exact(0.4)
		rows[1].ThereChange, rows[2].ThereChange = report.Exact(-100), report.Exact(-100)
		out, _, _ := view(r).Tradeoffs()
		for i, d := range out[0].Dots {
			if d.Front != tt.front[i] || d.Equal != tt.equal[i] {
				t.Errorf("%s: dot %d has %t and %t, expected %t and %t", tt.name, i, d.Front, d.Equal, tt.front[i], tt.equal[i])
			}
		}
		r.Frame, rows[1].Served = "budget", report.Exact(0.92)
		rows[1].VisitsChange, rows[1].SameChange = rows[1].SameChange, report.Range{}
		if out, _, _ := view(r).Tradeoffs(); out[0].Dots[1].Front != tt.front[1] {
			t.Errorf("%s, in the frame of the budget: %t", tt.name, out[0].Dots[1].Front)
		}
	}
	// An option that is better on both counts, but within its ranges, does not beat the
	// reference: some dot always is on the front.
	within := compared(nil)
	a := &within.Services[0].Rows[1]
	a.GetsThere, a.ThereChange = report.Exact(0.9), between(400, -10, 600)
	a.ServedSame, a.SameChange = report.Exact(0.95), between(50, -20, 90)
	if out, _, _ := view(within).Tradeoffs(); !out[0].Dots[0].Front || out[0].Dots[0].Equal || !out[0].Dots[1].Equal {
		t.Errorf("one that is better within its ranges: %+v", out[0].Dots)
	}
	for k := range rows {
		rows[k] = rows[0]
	}
	if out, alike, _ = view(r).Tradeoffs(); out != nil || len(alike) != 1 {
		t.Errorf("options that are alike: %v, %v", out, alike)
	}
	for k := range rows {
		rows[k].ServedSame = report.Range{}
	}
	if out, _, unknown = view(r).Tradeoffs(); out != nil || len(unknown) != 1 {
		t.Errorf("unknown visits: %v, %v", out, unknown)
	}
}

// What a wide table prints in place of short forms means the same.
func TestRangesInFull(t *testing.T) {
	r := compared(nil)
	row := &r.Services[0].Rows[1]
	row.VisitsChange = report.Range{V: -300, Lo: -1140, Hi: 4, Known: true}
	r.Network[1].County = report.Range{V: 6e5, Lo: -1e5, Hi: 12e5, Known: true}
	r.Network[1].Homes = report.Range{V: 6e5, Lo: 1e5, Hi: 12e5, Known: true}
	blocks := view(r).Table([]int{1})
	m := blocks[1].Rows[0].Cells[0].Moves[0]
	if !m.Unclear() || m.Low != "▼1.1k" || m.High != "0" || m.Share != "90" || !slices.Equal(m.Ends, []End{{"▼", "1 100"}, {"", "0"}}) {
		t.Errorf("visits: %+v", m)
	}
	if m = blocks[2].Rows[0].Cells[0].Moves[0]; m.Low != "−0.1" || m.High != "+1.2" || m.Middle != SmallChange {
		t.Errorf("a change of euros that is not clear: %+v", m)
	}
	if m = blocks[2].Rows[1].Cells[0].Moves[0]; m.Middle != "+0.6" {
		t.Errorf("a clear change of euros: %+v", m)
	}
	if got := blocks[2].Rows[0].RefWide; got != "60.4" {
		t.Errorf("today's cost: %q", got)
	}
	r.Today.Known = math.NaN()
	if got := view(r).Cost(); got != "" {
		t.Errorf("an unknown cost: %q", got)
	}
}

// A clear change has its low and high where half of its range is over a tenth of it, worst
// first, whoever it is of: people, visits, or hours at the euros of the reference.
func TestRangesOfClearChanges(t *testing.T) {
	for _, tt := range []struct {
		change    report.Range // more is better
		arrow     string
		low, high string
		ends      []End
		full      string
	}{
		{between(-470, -3830, 0), "▼", "▼3.8k", "0", []End{{"▼", "3 800"}, {"", "0"}}, "470 (0–3 800)"},
		{between(7900, 0, 44_800), "▲", "0", "▲45k", []End{{"", "0"}, {"▲", "45 000"}}, "7 900 (0–45 000)"},
		{between(-2400, -13_100, -1475), "▼", "▼13k", "▼1.5k", []End{{"▼", "13 000"}, {"▼", "1 500"}}, "2 400 (1 500–13 000)"},
		{between(7900, 7200, 8600), "▲", "", "", nil, "7 900"},
		{between(-2400, -2400, -2400), "▼", "", "", nil, "2 400"},
	} {
		r := compared(nil)
		r.Services[0].Rows[1].VisitsChange, r.Network[1].UndoneHours = tt.change, minus(tt.change)
		if m := view(r).Table([]int{1})[1].Rows[0].Cells[0].Moves[0]; m.Full(view(r).W) != tt.full {
			t.Errorf("%+v: %q", tt.change, m.Full(view(r).W))
		}
		if tt.change.Lo > 0 {
			r.Services[0].Rows[1].Gain = tt.change
		} else if tt.change.Hi < 0 {
			r.Services[0].Rows[1].Lose = minus(tt.change)
		}
		blocks := view(r).Table([]int{1})
		cells := []Cell{blocks[1].Rows[0].Cells[0], blocks[1].Rows[2].Cells[0]}
		if tt.change.Direction() != 0 {
			cells = append(cells, blocks[0].Rows[0].Cells[0])
		}
		for i, c := range cells {
			if m := c.Moves[0]; m.Unclear() || m.Arrow != tt.arrow || m.Number != view(r).W.Count(tt.change.V) || m.Low != tt.low || m.High != tt.high || !slices.Equal(m.Ends, tt.ends) || m.Tone == Neutral {
				t.Errorf("%+v, cell %d: %+v", tt.change, i, m)
			}
		}
	}
}

// The answer says in one sentence each how many each option moves in the service where it
// moves most, what is left undone, and the county's euros. Asides say how many get there
// only where it is open a part of the week, what mobile units can give at their stops, and
// what is left undone by service, with the odds where the draws do not agree. Options of
// which the same is true share an entry.
func TestAnswerNamesServices(t *testing.T) {
	r := compared(nil, nil, nil, nil)
	r.Draws = 200
	rows := r.Services[0].Rows
	rows[0].PartWeek = report.Exact(40)
	for _, k := range []int{1, 2} {
		rows[k].Gain, rows[k].PartWeek = report.Exact(257), report.Exact(244)
	}
	rows[3].Gain, rows[3].Lose = report.Range{V: 120, Lo: 90, Hi: 150, Known: true}, report.Exact(30)
	rows[3].Loads = []report.PointLoad{{Facility: "a", Load: 10, Seen: 10}, {Facility: "b", Unit: "bus", Load: 100, Seen: 4}, {Facility: "c", Unit: "bus", Load: 100, Seen: 8}}
	rows[4].VisitsChange = report.Range{V: -70, Lo: -150, Hi: 126, Known: true}
	rows[4].Odds[1] = report.Chance{Better: 52, Worse: 148, Draws: 200}
	rows[4].Loads = []report.PointLoad{{Facility: "b", Unit: "bus", Load: 100, Seen: math.NaN()}}
	r.Network[2].County, r.Network[3].County = report.Range{V: -5e5, Lo: -9e5, Hi: 1e5, Known: true}, report.Range{V: -7e4, Lo: -9e4, Hi: -6e4, Known: true}
	r.Network[4].County = report.Range{V: 1.4e6, Lo: 1e6, Hi: 1.9e6, Known: true}
	want := []string{
		"The most people come within the time limit in A, B (Doctor 260), and the most fall outside it in C (Doctor 30).",
		"Visits left undone a year probably rise most in D (Doctor 70).",
		"County's euros, change in M€ a year: lowest −0.9…+0.1 (B), highest +1.0…+1.9 (D).",
		"In time only at places open 1–4 days a week, most people in one service: A, B (Doctor 240 [today: 40]).",
		"More visits left undone a year, certainly or probably [draws with more undone]: D (Doctor 70 [148 of 200]).",
		"Mobile units can give only a part of the visits wanted at their stops or schools: C (Doctor 6 %).",
	}
	if d := cmp.Diff(want, append(view(r).Answer(), view(r).Asides()...)); d != "" {
		t.Errorf("answer and asides (-want +got):\n%s", d)
	}
	rows[4].VisitsChange, rows[4].Odds[1] = report.Range{V: -70, Lo: -150, Hi: 0, Known: true}, report.Chance{Worse: 144, Draws: 200}
	if got := view(r).Asides()[1]; !strings.HasSuffix(got, "probably [draws with more undone]: D (Doctor 70 [144 of 200]).") {
		t.Errorf("a range that ends at zero: %s", got)
	}
	rows[4].Odds[1] = report.Chance{Better: 120, Worse: 80, Draws: 200}
	if got := view(r).Asides()[1]; !strings.HasPrefix(got, "More visits may be left undone (over 1 % of a service), a year [draws with more undone]: D (Doctor 70 [80 of 200") || len(view(r).Answer()) != 2 {
		t.Errorf("fewer draws are worse than better: %s, and above the tables %q", got, view(r).Answer())
	}
	one := *view(r)
	one.Options = []int{4}
	if got := strings.Join(one.Asides(), " "); !strings.Contains(got, "More visits may be left undone a year (over 1 % of a service) [draws with more undone]: Doctor 70 [80 of 200].") {
		t.Errorf("one option: %s", got)
	}
	one.Options = []int{3}
	if got := strings.Join(one.Asides(), " "); !strings.Contains(got, "these can be given: Doctor 6 %.") {
		t.Errorf("one option: %s", got)
	}
	one.Options = []int{1}
	if got := strings.Join(one.Asides(), " "); !strings.Contains(got, "People in time only at places open 1–4 days a week: Doctor 240 [today: 40].") {
		t.Errorf("one option: %s", got)
	}
}

// School teams count among the mobile units that can give only a part of what is wanted.
func TestSchoolTeamsGiveAPart(t *testing.T) {
	r := compared(nil, nil)
	r.Services[0].Rows[1].SchoolNeed, r.Services[0].Rows[1].SchoolVisits = 9700, 8160
	if got := view(r).Stops(1); got != "Doctor 84 %" {
		t.Errorf("%q, expected the visits at school", got)
	}
	if got := view(r).Stops(2); got != "" {
		t.Errorf("no school: %q", got)
	}
}

// A change of euros whose range is wide is no dot, although its value is zero.
func TestNoDotForAWideRange(t *testing.T) {
	v := view(compared(nil, nil))
	for change, want := range map[report.Range]string{between(0, -8e5, 3e5): SmallChange, between(-1000, -1e5, 8e4): SmallChange, report.Exact(0): words.NoChange, between(0, -400, 500): words.NoChange, between(2e5, -1e5, 3e5): SmallChange, report.Exact(2e5): "+0.2"} {
		if got := v.Clear(change); got != want {
			t.Errorf("%+v: %q, expected %q", change, got, want)
		}
	}
}

// The lowest and the highest option are those at the values, also where a range covers zero.
// If none is clear of zero the answer has the ends of all ranges, at the same budget also
// why they differ from zero; without a change it says that there is none.
func TestAnswerOnEuros(t *testing.T) {
	r := compared(nil, nil, nil)
	r.Draws = 200
	for _, tt := range []struct {
		frame  string
		counts [3]report.Range // of A, B and C
		want   string
	}{
		{"staff", [3]report.Range{between(-1.8e5, -4e5, 2e5), between(-7e4, -9e4, -6e4), between(3e5, 2e5, 5e5)},
			"County's euros, change in M€ a year: lowest −0.4…+0.2 (A), highest +0.2…+0.5 (C)."},
		{"staff", [3]report.Range{between(2e5, -1e5, 9e5), report.Exact(7e4), between(2e5, -1e5, 9e5)},
			"County's euros, change in M€ a year: lowest +0.07 (B), highest −0.1…+0.9 (A, C)."},
		{"budget", [3]report.Range{between(0, -3e5, 2e5), between(0, -8e5, 3e5), between(0, -7e5, 8e5)},
			"No option clearly changes the county's euros a year (low…high of all: −0.8…+0.8 M€)."},
		{"staff", [3]report.Range{report.Exact(0), report.Exact(0), between(6e4, -2e4, 1e5)},
			"No option clearly changes the county's euros a year (low…high of all: −0.02…+0.10 M€)."},
		{"staff", [3]report.Range{report.Exact(0), report.Exact(4e3), between(0, -1e3, 1e3)}, "No option changes the county's euros a year."},
		{"staff", [3]report.Range{report.Exact(7e5), report.Exact(7e5), report.Exact(7e5)}, "The county's euros a year change by +0.7 M€ in each option."},
	} {
		r.Frame = tt.frame
		for i, c := range tt.counts {
			r.Network[i+1].County = c
		}
		if got := strings.Join(view(r).Answer(), " "); !strings.HasSuffix(got, ". "+tt.want) {
			t.Errorf("%+v: %s\nexpected at the end: %s", tt.counts, got, tt.want)
		}
	}
	one := *view(r)
	one.Options = []int{1}
	r.Frame, r.Network[1].County = "budget", between(0, -8e5, 3e5)
	want := "No clear change in the county's euros a year: −0.8…+0.3 M€. At the same budget positions balance the euros at the parameters' values, not in each draw."
	if got := strings.Join(append(one.Answer(), one.Asides()...), " "); !strings.HasSuffix(got, want) {
		t.Errorf("one option: %s\nexpected at the end: %s", got, want)
	}
}

// More is left undone if the whole range has more undone; where it covers zero it is probable
// if over half of the draws have more. Certain and probable stand in one sentence, of any
// part of the need. The table shows the value of every loss that is named, also where the
// range covers zero, and of a gain only where it does not.
func TestUndone(t *testing.T) {
	r := compared(nil, nil)
	r.Draws = 200
	row := &r.Services[0].Rows[1]
	r.Services[0].Rows[0].Need, row.Odds[1] = report.Exact(10000), report.Chance{Worse: 200, Draws: 200}
	row.VisitsChange = between(-4000, -8800, -90)
	r.Services[0].Rows[2].VisitsChange, r.Services[0].Rows[2].Odds[1] = report.Exact(0), row.Odds[1]
	for _, tt := range []struct {
		a, b report.Range // of A and B
		want string
	}{
		{between(-4000, -8800, 90), report.Exact(0), "Visits left undone a year probably rise most in A (Doctor 4 000)."},
		{between(-4000, -8800, -90), report.Exact(0), "Visits left undone a year rise most in A (Doctor 4 000)."},
		{between(-4000, -8800, 90), between(-4000, -8800, -110), "Visits left undone a year probably rise most in A (Doctor 4 000), and certainly in B (Doctor 4 000)."},
	} {
		row.VisitsChange, r.Services[0].Rows[2].VisitsChange = tt.a, tt.b
		if got := view(r).Answer(); !slices.Contains(got, tt.want) {
			t.Errorf("%+v and %+v: %q, expected %q", tt.a, tt.b, got, tt.want)
		}
		if m := view(r).Table([]int{1})[1].Rows[0].Cells[0].Moves[0]; m.Arrow != "▼" || m.Number != "4 000" || m.Low != "▼8.8k" {
			t.Errorf("%+v: the table has %+v", tt.a, m)
		}
	}
	r.Services[0].Rows[2].VisitsChange = report.Exact(0)
	for _, tt := range []struct {
		change report.Range
		odds   report.Chance
		number string // in the table; "" where low…high stands alone
		named  bool   // the answer names it
	}{
		{between(-90, -880, -20), report.Chance{Worse: 200, Draws: 200}, "90", true}, // under 1 % of the need
		{between(-90, -880, 20), report.Chance{Better: 13, Worse: 149, Draws: 200}, "90", true},
		{between(-90, -880, 20), report.Chance{Better: 100, Worse: 100, Draws: 200}, "", false},
		{between(-90, -880, 0), report.Chance{Worse: 90, Draws: 200}, "90", false}, // on one side of zero
		{between(90, -20, 880), report.Chance{Better: 171, Worse: 10, Draws: 200}, "", false},
		{between(90, 20, 880), report.Chance{Better: 200, Draws: 200}, "90", false},
		{between(-9, -880, -2), report.Chance{Worse: 200, Draws: 200}, "<10", false},
	} {
		row.VisitsChange, row.Odds[1] = tt.change, tt.odds
		m := view(r).Table([]int{1})[1].Rows[0].Cells[0].Moves[0]
		if m.Number != tt.number || (m.Tone == Neutral) != (tt.number == "") {
			t.Errorf("%+v, %+v: the table has %+v, expected %q", tt.change, tt.odds, m, tt.number)
		}
		if got := strings.Contains(strings.Join(view(r).Answer(), " "), "rise most in A (Doctor 90)"); got != tt.named {
			t.Errorf("%+v, %+v: named %t in %q", tt.change, tt.odds, got, view(r).Answer())
		}
		if got := strings.Contains(strings.Join(view(r).Asides(), " "), "undone]: A (Doctor 90 ["); got != tt.named {
			t.Errorf("%+v, %+v: named %t in %q", tt.change, tt.odds, got, view(r).Asides())
		}
	}
}

// An option is named by its largest loss, certain or probable, whatever part of the need it
// is; a broken own rule and people who lose the last place stand above the tables too.
func TestLargestConsequences(t *testing.T) {
	r := compared(nil, nil)
	r.Draws = 200
	r.Services = append(r.Services, report.Service{ID: "n", Name: "Nurse", Rows: slices.Clone(r.Services[0].Rows)})
	r.Services[0].Rows[0].Need, r.Services[1].Rows[0].Need = report.Exact(1000), report.Exact(1e6)
	small, large := &r.Services[0].Rows[1], &r.Services[1].Rows[1]
	small.VisitsChange, small.Odds[1] = between(-710, -1500, 1300), report.Chance{Better: 40, Worse: 148, Draws: 200}
	large.VisitsChange, large.Odds[1] = between(-2400, -13000, -1500), report.Chance{Worse: 200, Draws: 200}
	large.Lose, large.LoseLast = report.Exact(900), 800
	r.Options[1].Breaches = []report.Breach{{Rule: "one a district", Severity: report.OwnRule, Verdict: "breach"}}
	want := []string{
		"The most people fall outside the time limit in A (Nurse 900; even by car 800), and nobody comes clearly within it.",
		"Visits left undone a year rise most in A (Nurse 2 400).",
		"No option changes the county's euros a year.",
	}
	if d := cmp.Diff(want, view(r).Answer()); d != "" {
		t.Errorf("several options (-want +got):\n%s", d)
	}
	one := *view(r)
	one.Options = []int{1}
	want = []string{
		"People who fall outside the time limit: Nurse 900.",
		"People who lose the last place in time, car or no car: Nurse 800.",
		"Newly breaks the county's own rule.",
		"More visits are left undone a year: Nurse 2 400 (1 500–13 000).",
		"More visits are probably left undone a year [draws with more undone]: Doctor 710 [148 of 200].",
		"The county's euros do not change.",
	}
	if d := cmp.Diff(want, one.Answer()); d != "" {
		t.Errorf("one option (-want +got):\n%s", d)
	}
}

// A chart of stations shows one option: those of which others differ are named, and those
// that have the same stations are not.
func TestOtherStations(t *testing.T) {
	r := compared(nil, nil, nil, nil)
	rows := r.Services[0].Rows
	for k, loads := range [][2]float64{{100, 96}, {80, 80}, {80, 80}, {80, 70}, {100, 96}} {
		rows[k].Loads = []report.PointLoad{{Facility: "a", Load: loads[0], Capacity: loads[1], Seen: loads[1], Bind: "staff"}}
	}
	if got := view(r).OtherStations(0, 1); !slices.Equal(got, []int{3}) {
		t.Errorf("other stations than A's: %v, expected those of C", got)
	}
	rows[2].Loads[0].Bind = "rooms"
	if got := view(r).OtherStations(0, 1); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("held back by something else: %v", got)
	}
	rows[2].Loads = nil
	if got := view(r).OtherStations(0, 1); !slices.Equal(got, []int{2, 3}) {
		t.Errorf("closed in B: %v", got)
	}
}

// At the same budget it is said which services' positions pay, by option, with and without
// draws, and not for the same staff.
func TestBalancedBy(t *testing.T) {
	for _, more := range [][][]report.Step{{nil}, {nil, nil}} {
		r := compared(more...)
		r.Frame, r.Network[1].Trades = "budget", []report.Trade{
			{What: report.TradedPositions, Service: lang.Same(r.Services[0].Name), Sold: true, Profession: "gp", Positions: 2.56},
			{What: report.TradedPositions, Service: lang.Same("Care"), Sold: true, Others: true, Profession: "nurse", Positions: 0.01}}
		want := "Same budget, positions sold or bought to balance the euros: A (sold Doctor 2.6; other services pay, sold Care under 0.1)."
		for _, draws := range []int{0, 9} {
			r.Draws = draws
			if got := view(r).Balanced(); len(got) == 0 || got[0] != want {
				t.Errorf("%d draws: %q, want %q", draws, got, want)
			}
			if got := strings.Join(view(r).Warnings(), " "); !strings.Contains(got, Mark+want) {
				t.Errorf("%d draws, warnings: no %q in %q", draws, want, got)
			}
		}
		if r.Frame = ""; view(r).Balanced() != nil {
			t.Errorf("the same staff: %q", view(r).Balanced())
		}
	}
}

// Visits at school are no station's: they have a line of their own.
func TestVisitsAtSchool(t *testing.T) {
	r := compared(nil, nil)
	if got := view(r).AtSchool(0, []int{0, 1, 2}); got != "" {
		t.Errorf("nobody is met at school: %q", got)
	}
	r.Services[0].Rows[1].SchoolNeed, r.Services[0].Rows[1].SchoolVisits = 9693, 8160
	want := "Visits at school a year, no station's: A 9 700 wanted, 8 200 can be given, 1 500 left undone."
	if got := view(r).AtSchool(0, []int{0, 1, 2}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A what-if of places where no service is given says so; one of a place that serves, or
// that changes a service, does not.
func TestNothingChanges(t *testing.T) {
	r := compared([]report.Step{closing("a")})
	r.Draws = 9
	r.Options[1].Steps[0].Places = []report.Site{{ID: "a", Name: "Station"}}
	said := func() string { return strings.Join(view(r).Answer(), " ") }
	why := "Nothing changes, as no service is given at these places (today): Station."
	if got := said(); !strings.Contains(got, why) {
		t.Errorf("no %q in %q", why, got)
	}
	r.Services[0].Rows[0].Loads = []report.PointLoad{{Facility: "a"}}
	if got := said(); strings.Contains(got, "Nothing changes") {
		t.Errorf("a place that serves: %q", got)
	}
	r.Services[0].Rows[0].Loads, r.Services[0].Rows[1].Points = nil, 3
	if got := said(); strings.Contains(got, "Nothing changes") {
		t.Errorf("another number of points: %q", got)
	}
	r.Services[0].Rows[1].Points, r.Options[1].Steps[0].Places = 0, nil
	if got := said(); strings.Contains(got, "Nothing changes") {
		t.Errorf("a change of no place: %q", got)
	}
}

// Without draws nothing is certain or probable, and no draws are counted.
func TestUndoneWithoutDraws(t *testing.T) {
	r := compared(nil, nil)
	r.Services[0].Rows[0].Need = report.Exact(10000)
	r.Services[0].Rows[1].VisitsChange = report.Exact(-710)
	got := strings.Join(view(r).Asides(), " ")
	if !strings.Contains(got, "a year: ") || strings.Contains(got, "probably") || strings.Contains(got, "[") {
		t.Errorf("%q", got)
	}
}

// Without draws it is said that no figure has a range.
func TestNothingWasDrawn(t *testing.T) {
	for options, r := range map[string]*report.Report{"one": compared(nil), "two": compared(nil, nil)} {
		if got := view(r).Asides(); !strings.HasPrefix(got[len(got)-1], "No ranges: the parameters were not drawn") {
			t.Errorf("%s: %q", options, got)
		}
		r.Draws = 1
		if got := strings.Join(view(r).Asides(), " "); strings.Contains(got, "No ranges") {
			t.Errorf("%s, drawn: %q", options, got)
		}
	}
}

// Warnings have the tone of what is broken.
func TestCautions(t *testing.T) {
	r := compared(nil)
	for _, s := range []report.Severity{report.Wish, report.OwnRule, report.Law} {
		r.Options[1].Breaches = append(r.Options[1].Breaches, report.Breach{Rule: string(s), Severity: s, Verdict: "breach"})
	}
	var tones []Tone
	for _, w := range view(r).Cautions() {
		if w.Key == "warn.breach" {
			tones = append(tones, w.Tone)
		}
		if w.Text != words.In(lang.English).Text(w.Key, w.Facts...) {
			t.Errorf("%s: %q is not its text", w.Key, w.Text)
		}
	}
	if !slices.Equal(tones, []Tone{Neutral, Lose, Law}) {
		t.Errorf("tones %v", tones)
	}
	if m := view(r).Table([]int{1})[3].Rows[0].Cells[0].Moves[0]; m.Tone != Law || !slices.Equal(m.Rules, []string{"own rule", "law"}) {
		t.Errorf("the cell of rules: %+v", m)
	}
}

// Nothing holds a station back at which all that is wanted is given.
func TestBind(t *testing.T) {
	v := view(compared(nil))
	for _, tt := range []struct {
		load report.PointLoad
		want string
	}{
		{report.PointLoad{Load: 100, Seen: 90, Bind: "staff"}, "staff"},
		{report.PointLoad{Load: 100, Seen: 99.6, Bind: "staff"}, "–"},
		{report.PointLoad{Load: 100, Seen: 90, Bind: "none"}, "–"},
		{report.PointLoad{Load: 100, Seen: math.NaN(), Bind: "staff"}, "staff"},
	} {
		if got := v.Bind(&tt.load); got != tt.want {
			t.Errorf("%+v: %q, expected %q", tt.load, got, tt.want)
		}
	}
}

// Who gets there only at places open a part of the week is no gain and no loss: the change
// of their number has a sign and no arrow, and is no change where nobody is more or fewer.
func TestPartOfTheWeekIsAChange(t *testing.T) {
	r := compared(nil, nil, nil)
	rows := r.Services[0].Rows
	for k, n := range []float64{4000, 26_600, 0, 4004} {
		rows[k].People, rows[k].PartWeek = 290_000, report.Exact(n)
	}
	row := view(r).Table([]int{1, 2, 3})[0].Rows[1]
	if row.Kind != PartWeek || row.Ref != "1" {
		t.Fatalf("%+v", row)
	}
	for i, want := range []Move{{Share: "9", Number: "+22 600"}, {Share: "0", Number: "−4 000"}, {}} {
		got := row.Cells[i]
		switch {
		case want.Number == "":
			if got.State != Same {
				t.Errorf("cell %d: %+v, expected no change", i, got)
			}
		case got.State != Differs || got.Moves[0].Share != want.Share || got.Moves[0].Number != want.Number || got.Moves[0].Arrow != "" || got.Moves[0].Tone != Neutral:
			t.Errorf("cell %d: %+v, expected %+v", i, got, want)
		}
	}
}
