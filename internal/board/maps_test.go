package board

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// The limit is always a break between classes, and the classes of a change are those of
// the tables: who crosses the limit, however short the change.
func TestClasses(t *testing.T) {
	of := func(limit float64) Classes { return ClassesOf(&report.Service{LimitMin: report.Exact(limit)}) }
	for limit, want := range map[float64][4]int{20: {10, 20, 30, 40}, 30: {15, 30, 45, 60}, 25: {12, 25, 37, 50}, 25.5: {12, 25, 38, 51}} {
		if c := of(limit); c.To != want || c.Limit != 2 {
			t.Errorf("limit %g: %v, limit after class %d", limit, c.To, c.Limit)
		}
	}
	if c := ClassesOf(&report.Service{}); c.Limit != 0 || c.To[1] != 30 {
		t.Errorf("no limit: %+v", c)
	}
	c := of(20)
	for minutes, want := range map[int32]int{0: 0, 10: 0, 11: 1, 20: 1, 21: 2, 30: 2, 40: 3, 41: Beyond, report.Unreached: Nowhere, report.Outside: -1} {
		if got := c.Of(minutes); got != want {
			t.Errorf("%d minutes: class %d, expected %d", minutes, got, want)
		}
	}
	for _, tt := range []struct {
		before, now int32
		want        int
	}{{21, 20, NowInTime}, {20, 21, NotInTime}, {20, 18, Shorter}, {20, 19, AsLong}, {10, 12, Longer}, {10, 11, AsLong}, {40, 35, Shorter},
		{report.Unreached, 15, NowInTime}, {report.Unreached, 50, Shorter}, {50, report.Unreached, Longer}, {15, report.Unreached, NotInTime},
		{report.Unreached, report.Unreached, AsLong}, {report.Outside, 10, -1}, {10, report.Outside, -1}} {
		if got := c.Change(tt.before, tt.now); got != tt.want {
			t.Errorf("%d to %d minutes: class %d, expected %d", tt.before, tt.now, got, tt.want)
		}
	}
	if got := ClassesOf(&report.Service{}).Change(31, 29); got != Shorter {
		t.Errorf("nobody crosses a limit that is not known: class %d", got)
	}
}

// The cells of fewest people are small, up to 3 and 15 % of the group, and cells alike
// have one size.
func TestSizes(t *testing.T) {
	if got := Sizes([]float64{70, 15, 2, 1, 12, 0}); !slices.Equal(got, []int{Many, Many, Few, Few, Some, -1}) {
		t.Errorf("%v", got)
	}
	if got := Sizes([]float64{5, 5, 5, 5}); !slices.Equal(got, []int{Many, Many, Many, Many}) {
		t.Errorf("cells alike: %v", got)
	}
	if got := Sizes(nil); len(got) != 0 {
		t.Errorf("no cells: %v", got)
	}
}

// strip is a county of four cells in a row, the two western ones in one area, with today
// and three options: one with another time in a cell, one like it, one that changes
// nothing.
func strip() *Result {
	g := population.NewGrid([]int64{1, 2, 3, 4}, []orb.Point{{125, 125}, {375, 125}, {625, 125}, {875, 125}}, 250)
	g.Areas = []population.Area{{ID: "w", Name: "West"}, {ID: "e", Name: "East"}}
	for i := range 4 {
		g.Area[i] = int32(i / 2)
		g.Spread(i, 0, 99, []float64{100, 300, 5, 40}[i])
	}
	n := &network.Network{Services: []network.Service{{ID: "s"}}, Facilities: []network.Facility{{ID: "f", At: orb.Point{125, 125}, Class: network.ClassB, Status: network.Open}},
		Points: []network.ServicePoint{{Facility: 0, Service: 0, Channel: network.OnSite, Unit: -1}}}
	r := compared(nil, nil, nil)
	r.Services[0].LimitMin = report.Exact(20)
	res := &Result{Report: *r, Grid: g}
	for k := range r.Options {
		l := report.Layer{Service: "s", Minutes: []int32{5, 15, 25, report.Unreached}, Target: []float64{100, 300, 5, 40}, There: make([]float64, 4), Gain: make([]float64, 4), Lose: make([]float64, 4), LoseLast: make([]float64, 4), FewerDays: make([]float64, 4)}
		if k == 1 || k == 2 {
			l.Minutes, l.Lose = []int32{5, 25, 25, report.Unreached}, []float64{0, 300, 0, 0}
			res.Report.Services[0].Rows[k].Lose = report.Exact(300)
			res.Report.Services[0].Rows[k].Areas = []report.Area{{ID: "w", Lose: 300}, {ID: "e"}}
		}
		res.Surfaces = append(res.Surfaces, report.Surface{Option: r.Options[k].ID, Layers: []report.Layer{l}})
		res.Counties = append(res.Counties, &scenario.Base{Network: n})
	}
	res.Report.Services[0].Rows[0].Areas = []report.Area{{ID: "e", Name: "East", People: 45, GetsThere: report.Exact(0.9)}, {ID: "w", Name: "West", People: 400, GetsThere: report.Exact(0.4)}}
	return res
}

func TestMaps(t *testing.T) {
	res := strip()
	if d := cmp.Diff([]Square{{0, 0, Many}, {1, 1, Many}, {2, 2, Few}, {3, Nowhere, Some}}, res.Minutes(0, 0)); d != "" {
		t.Error(d)
	}
	public := res.Protected()
	if d := cmp.Diff([]Square{{0, AsLong, Many}, {1, NotInTime, Many}}, public.Changes(1, 0)); d != "" {
		t.Errorf("for the public, cell 2 has 5 people, and cell 3 is hidden with it: %s", d)
	}
	met := strip() // pupils are met at school in option 3: their journeys stay
	met.Surfaces[3].Layers[0].Gain = []float64{0, 0, 3, 10}
	if d := cmp.Diff([]Square{{0, AsLong, Many}, {1, AsLong, Many}, {2, NowInTime, Few}, {3, AsLong, Some}}, met.Changes(3, 0)); d != "" || !met.Moves(3, 0) {
		t.Errorf("met at school: %s", d)
	}
	if got := res.Changes(0, 0); got != nil {
		t.Errorf("the reference changes %v", got)
	}
	a := res.AtlasOf()
	if len(a.Areas) != 2 || planar.Area(a.Outline) != 4*250*250 || len(a.Outline) != 1 {
		t.Errorf("outline %v", a.Outline)
	}
	if len(a.Labels) != 2 || a.Labels[0].Names.En != "West" || math.Abs(a.Labels[0].At[0]-312.5) > 0.01 {
		t.Errorf("the people of the west are at %v", a.Labels)
	}
	v := &View{R: &res.Report, W: view(&res.Report).W, Screen: Screens(&res.Report)[0]}
	if d := cmp.Diff([]Alike{{1, 2}}, res.Moving(v, 0)); d != "" {
		t.Errorf("alike options share a map, and one that changes nothing has none: %s", d)
	}
	moved, still := v.Areas(0, []int{1})
	if len(moved) != 1 || moved[0].Name != "West" || moved[0].Cells[0].Lose != 300 || len(still) != 1 || still[0].Name != "East" {
		t.Errorf("%+v, still %+v", moved, still)
	}
	res.Report.Services[0].Rows[2].Areas[1].Gain = 20
	if d := cmp.Diff([]Alike{{1}, {2}}, res.Moving(v, 0)); d != "" {
		t.Errorf("options with other figures have maps of their own: %s", d)
	}
	opened := *res.Counties[3].Network
	opened.Facilities = append(slices.Clone(opened.Facilities), network.Facility{ID: "g", At: orb.Point{875, 125}, Class: network.ClassA, Status: network.Open})
	opened.Points = append(slices.Clone(opened.Points), network.ServicePoint{Facility: 1, Service: 0, Channel: network.OnSite, Unit: -1})
	res.Counties[3] = &scenario.Base{Network: &opened}
	if !res.Moves(3, 0) || res.SameMap(0, 3, 0) {
		t.Error("a new place is not seen")
	}
}

// Holes of an area made of cells are filled unless somebody of another area lives there.
func TestFilled(t *testing.T) {
	var ring []orb.Point
	for x := range 3 {
		for y := range 3 {
			if x != 1 || y != 1 {
				ring = append(ring, orb.Point{float64(x) * 250, float64(y) * 250})
			}
		}
	}
	for _, lives := range []bool{false, true} {
		g := population.NewGrid(make([]int64, len(ring)+1), append(slices.Clone(ring), orb.Point{250, 250}), 250)
		g.Areas = []population.Area{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}}
		g.Area[len(ring)] = -1
		if lives {
			g.Area[len(ring)] = 1
		}
		for i := range ring {
			g.Area[i] = 0
		}
		a := (&Result{Grid: g}).AtlasOf()
		if holes := len(a.Areas[0][0]) - 1; holes != map[bool]int{true: 1}[lives] {
			t.Errorf("somebody lives in the hole: %v, %d holes", lives, holes)
		}
		if got := planar.Area(a.Outline); got != 9*250*250 {
			t.Errorf("outline of %g square metres", got)
		}
	}
}

// The gap between groups is in points with its range where that is wide, and a reason
// stands where there is none. Left behind is who is under half in every option.
func TestEquity(t *testing.T) {
	r := compared(nil, nil)
	rows := r.Services[0].Rows
	for k := range rows {
		share := []float64{0.2, 0.3, 0.45}[k]
		rows[k].Areas = []report.Area{{ID: "a", Name: "A", People: 600, GetsThere: report.Exact(share), Identified: true}, {ID: "b", Name: "B", People: 400, GetsThere: report.Exact(0.1), Identified: true}}
		rows[k].Groups = []report.GroupRow{{Name: "age 75+", People: 900, Cells: 9, GetsThere: report.Exact(0.4 + 0.1*float64(k)), Identified: true},
			{Name: "Swedish", People: 900, Cells: 9, GetsThere: report.Exact(0.1)}, {Name: "mobility-limited", People: 700, Cells: 6, GetsThere: report.Exact(0.3), Identified: true}}
		rows[k].WorstGroup, rows[k].BestGroup, rows[k].GroupGap = "mobility-limited", "age 75+", report.Range{V: 0.1, Lo: 0.05, Hi: 0.2, Known: true}
	}
	rows[2].GroupGap, rows[2].WorstGroup = report.Range{}, ""
	rows[2].Reasons = rows[2].Reasons.Because(report.Reason{Cause: report.Alike}, "group_gap")
	v := view(r)
	if got := v.GroupGap(0, 0); got.Gap != "5…20" || got.Worst != "mobility-limited" || got.WorstShare != "30" || got.BestShare != "40" || got.Why != "" {
		t.Errorf("%+v", got)
	}
	if got := v.GroupGap(0, 2); got.Why == "" || got.Gap != "" {
		t.Errorf("%+v", got)
	}
	var said []string
	for _, b := range v.LeftBehind(0) {
		said = append(said, fmt.Sprintf("%s %g: %s, most %s in %s", b.Name, b.People, b.Share, b.Most, b.Option))
	}
	want := "mobility-limited 700: 30, most 30 in |A 600: 20, most 45 in B"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("%s, expected %s", got, want)
	}
}

// Stations of an option stand next to those of its reference, and paid hours without
// clients are named where they clearly grow.
func TestStations(t *testing.T) {
	r := compared(nil)
	load := func(id string, load, seen float64) report.PointLoad {
		return report.PointLoad{Facility: id, Names: lang.Same(id), Load: load, Seen: seen, Capacity: seen}
	}
	rows := r.Services[0].Rows
	rows[0].Loads = []report.PointLoad{load("full", 100, 100), load("unknown", 50, math.NaN()), load("worst", 80, 20)}
	rows[1].Loads = []report.PointLoad{load("full", 100, 100), load("new", 30, 30), load("worst", 80, 40)}
	rows[0].Capacity = []report.ProfessionYear{{Profession: "nurse", Hours: 100, Used: 98}}
	rows[1].Capacity = []report.ProfessionYear{{Profession: "nurse", Hours: 100, Used: 80}}
	v := view(r)
	var names []string
	for _, s := range v.Stations(0) {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"worst", "full", "unknown"}) {
		t.Errorf("worst first: %v", names)
	}
	list, differs := v.StationsOf(0, 1)
	var said []string
	for _, s := range list {
		said = append(said, fmt.Sprint(s.Name, " ", s.Was != nil, " ", s.Is != nil))
	}
	if !differs || !slices.Equal(said, []string{"full true true", "unknown true false", "worst true true", "new false true"}) {
		t.Errorf("%v %v", said, differs)
	}
	if v.MostChanged(0) != 1 {
		t.Error("no option changes a station")
	}
	if got := v.Idle(0, []int{1}); got != "Paid hours without clients: A: nurse 20 % (before 2)." {
		t.Errorf("%q", got)
	}
}
