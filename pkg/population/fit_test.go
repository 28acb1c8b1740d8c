package population

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

var young, middle, old = Group{0, 17}, Group{18, 64}, Group{65, 100}

// town is two areas of two cells each and a cell outside. In powers of two, by
// cell: 1, 2, 4, 8, 16 children; ten times that many of 18-64; old people in
// the first area only.
func town() *Grid {
	g := empty(5)
	g.Areas = []Area{{ID: "west", Name: "West"}, {ID: "east", Name: "East"}}
	g.Area = []int32{0, 0, 1, 1, -1}
	for i := range g.IDs {
		n := float64(int(1) << i)
		g.Spread(i, 0, 17, n)
		g.Spread(i, 18, 64, 10*n)
		g.Estimated[i] = n
	}
	g.Spread(0, 65, 100, 5)
	return g
}

// of sums the people of an area and group.
func of(g *Grid, area int32, group Group) float64 {
	s := 0.0
	for i, n := range g.Sum(group) {
		if area == County && g.Area[i] >= 0 || area != County && g.Area[i] == area {
			s += n
		}
	}
	return s
}

func fitTo(t *testing.T, g *Grid, margins ...Margin) (*Grid, Fitted) {
	t.Helper()
	before := slices.Clone(g.People)
	c, f, err := g.Fit(margins)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(g.People, before) {
		t.Fatal("the grid itself was changed")
	}
	return c, f
}

func wantPeople(t *testing.T, g *Grid, area int32, group Group, want float64) {
	t.Helper()
	if got := of(g, area, group); !near(got, want) {
		t.Errorf("area %d, ages %s: %.9g people, want %.9g", area, group, got, want)
	}
}

// A full table by area and group: cells keep their shares, and so do ages
// within a group. People without a margin are unchanged.
func TestFitToATable(t *testing.T) {
	g, f := fitTo(t, town(), Margin{0, young, 30}, Margin{0, middle, 15}, Margin{0, old, 1}, Margin{1, young, 6}, Margin{1, middle, 0})
	wantPeople(t, g, 0, young, 30)
	wantPeople(t, g, 0, middle, 15)
	wantPeople(t, g, 0, old, 1)
	wantPeople(t, g, 1, young, 6)
	wantPeople(t, g, 1, middle, 0)
	wantPeople(t, g, County, Everyone(), 52) // without people outside the areas
	kids := g.Sum(young)
	for i, want := range []float64{10, 20, 2, 4, 16} {
		if !near(kids[i], want) {
			t.Errorf("cell %d: %g children, want %g", i, kids[i], want)
		}
	}
	// The first cell had 16 people, 1 of them estimated, and has 16 again.
	if !near(g.Estimated[0], 1) || !near(g.Estimated[3], 8.*4/88) || !near(g.Estimated[4], 16) {
		t.Errorf("estimated %v", g.Estimated)
	}
	if f.Iterations != 1 || len(f.Adjusted) != 0 {
		t.Errorf("%+v", f)
	}
}

// Deming and Stephan's case: totals by area and totals by age. The result keeps
// the cross ratio of the table, which no other table with these margins does.
func TestFitToAreasAndAgesApart(t *testing.T) {
	g := town()
	g.Spread(2, 65, 100, 7)
	seed := func(g *Grid) float64 {
		return of(g, 0, young) * of(g, 1, middle) / (of(g, 1, young) * of(g, 0, middle))
	}
	before := seed(g)
	c, f := fitTo(t, g, Margin{0, Everyone(), 100}, Margin{1, Everyone(), 100}, Margin{County, young, 60}, Margin{County, middle, 60}, Margin{County, old, 80})
	for _, w := range []struct {
		area  int32
		group Group
		n     float64
	}{{0, Everyone(), 100}, {1, Everyone(), 100}, {County, young, 60}, {County, middle, 60}, {County, old, 80}} {
		wantPeople(t, c, w.area, w.group, w.n)
	}
	if !near(seed(c), before) {
		t.Errorf("the cross ratio was %g and is %g", before, seed(c))
	}
	if f.Iterations < 2 || f.Iterations > 100 || f.Miss > 1e-12 {
		t.Errorf("%+v", f)
	}
}

// A mixture: one area has ages, the other has nothing. The county's children
// are divided between the known area and the rest.
func TestFitMixture(t *testing.T) {
	c, f := fitTo(t, town(), Margin{0, young, 5}, Margin{0, Everyone(), 50}, Margin{County, young, 29})
	wantPeople(t, c, 0, young, 5)
	wantPeople(t, c, 0, Everyone(), 50)
	wantPeople(t, c, 1, young, 24)
	wantPeople(t, c, 1, middle, 120) // no margin: unchanged
	// 45 people of the other ages, in today's ratio of 30 to 5.
	wantPeople(t, c, 0, old, 45.*5/35)
	if f.Iterations != 1 {
		t.Errorf("%d rounds, though nothing depends on anything", f.Iterations)
	}
}

// Sums that differ by rounding are adjusted, and Fitted.Adjusted lists them.
func TestFitAdjusts(t *testing.T) {
	tests := []struct {
		name    string
		margins []Margin
		want    []Adjusted
		area    int32
		group   Group
		people  float64
	}{
		{"groups to the area's total", []Margin{{0, young, 100}, {0, middle, 100}, {0, old, 100}, {0, Everyone(), 301}},
			[]Adjusted{{Margin{0, Everyone(), 300}, 301}}, 0, young, 301. / 3},
		{"the rest is below nobody", []Margin{{0, young, 100}, {0, middle, 100.2}, {0, Everyone(), 200}},
			[]Adjusted{{Margin{0, Everyone(), 200.2}, 200}}, 0, old, 0},
		{"the county's group to its areas", []Margin{{0, young, 100}, {1, young, 200}, {County, young, 301}},
			[]Adjusted{{Margin{County, young, 301}, 300}}, 1, young, 200},
		{"the county's ages to its areas' totals", []Margin{{0, Everyone(), 400}, {1, Everyone(), 600}, {County, young, 300}, {County, middle, 600}, {County, old, 104}},
			[]Adjusted{{Margin{County, Everyone(), 1004}, 1000}}, County, young, 300 * 1000. / 1004},
		{"the last digits are no difference", []Margin{{0, young, 0.1}, {0, middle, 0.2}, {0, old, 0}, {0, Everyone(), 0.30000000000000004}}, nil, 0, young, 0.1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, f := fitTo(t, town(), tt.margins...)
			if !slices.Equal(f.Adjusted, tt.want) {
				t.Errorf("adjusted %v, want %v", f.Adjusted, tt.want)
			}
			wantPeople(t, c, tt.area, tt.group, tt.people)
		})
	}
}

func TestFitRefuses(t *testing.T) {
	tests := []struct {
		name    string
		margins []Margin
		want    string
	}{
		{"nobody to be scaled", []Margin{{1, old, 3}, {0, old, 0}}, "population: East, ages 65+: 3 people, but there are none to scale"},
		{"negative", []Margin{{1, young, -3}}, "population: East, ages 0-17: -3 people, expected 0 or more"},
		{"no number", []Margin{{1, young, math.NaN()}}, "population: East, ages 0-17: NaN people, expected 0 or more"},
		{"endless", []Margin{{County, young, math.Inf(1)}}, "population: the county, ages 0-17: +Inf people, expected 0 or more"},
		{"overlap", []Margin{{0, Group{17, 30}, 3}, {0, young, 3}}, "population: West, ages 17-30: ages 0-17 are in it too"},
		{"twice", []Margin{{0, young, 3}, {0, young, 4}}, "population: West, ages 0-17: ages 0-17 are in it too"},
		{"two totals", []Margin{{0, Everyone(), 3}, {0, Group{-5, 200}, 4}}, "population: West: two totals, 3 and 4"},
		{"groups above the total", []Margin{{0, young, 102}, {0, Everyone(), 100}}, "population: West: 100 people in all, but 102 in its age groups"},
		{"groups below the total", []Margin{{0, young, 50}, {0, middle, 30}, {0, old, 10}, {0, Everyone(), 100}}, "population: West: 100 people in all, but 90 in its age groups"},
		{"areas above the county", []Margin{{0, young, 102}, {County, young, 100}}, "population: the county, ages 0-17: 100 people, but 102 in its areas"},
		{"areas below the county", []Margin{{0, young, 40}, {1, young, 58}, {County, young, 100}}, "population: the county, ages 0-17: 100 people, but 98 in its areas"},
		{"ages against areas", []Margin{{0, Everyone(), 400}, {1, Everyone(), 600}, {County, young, 300}, {County, middle, 600}, {County, old, 110}},
			"population: the county: 1010 people in its age groups, but 1000 in its areas"},
		// All old people live in West, which has no room for them.
		{"not together", []Margin{{0, Everyone(), 10}, {1, Everyone(), 90}, {County, young, 50}, {County, middle, 20}, {County, old, 30}},
			"population: the county, ages 0-17: 50 people in addition to those known by area, but the areas' totals leave 64.2857143; the county, ages 18-64: 20 people in addition to those known by area, but the areas' totals leave 25.7142857; the county, ages 65+: 30 people in addition to those known by area, but the areas' totals leave 10"},
		{"all at once", []Margin{{1, old, 3}, {0, young, -1}}, "population: West, ages 0-17: -1 people, expected 0 or more; East, ages 65+: 3 people, but there are none to scale"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, _, err := town().Fit(tt.margins)
			var u *Unreachable
			if c != nil || !errors.As(err, &u) || err.Error() != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestFitProperties: any margins that some grid meets are met to 1e-9, no
// number is negative, empty cells stay empty, a second fit changes nothing, and
// the order of cells and margins does not matter.
func TestFitProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		groups := []Group{young, middle, old}
		areas := rapid.IntRange(1, 4).Draw(t, "areas")
		g := empty(rapid.IntRange(areas, 12).Draw(t, "cells"))
		g.Areas = make([]Area, areas)
		factor := make([]float64, areas*3) // true growth of an area and group
		for i := range factor {
			factor[i] = rapid.Float64Range(0.5, 2).Draw(t, "factor")
		}
		for i := range g.IDs {
			g.Area[i] = int32(i % (areas + 1))
			if g.Area[i] == int32(areas) {
				g.Area[i] = -1
			}
			for _, group := range groups {
				if rapid.IntRange(0, 3).Draw(t, "lived in") > 0 {
					g.Spread(i, group.From, group.To, rapid.Float64Range(20, 300).Draw(t, "people"))
				}
			}
			g.Estimated[i] = g.Sum(Everyone())[i] * rapid.Float64Range(0, 1).Draw(t, "estimated")
		}
		truth := func(area int, k int) float64 { // people of an area and group, k = 3 all ages
			s := 0.0
			for j := range 3 {
				if k == j || k == 3 {
					s += factor[area*3+j] * of(g, int32(area), groups[j])
				}
			}
			return s
		}
		var margins []Margin
		all := append(slices.Clone(groups), Everyone())
		for k, group := range all {
			sum := 0.0
			for a := range areas {
				sum += truth(a, k)
				if rapid.Bool().Draw(t, "margin of an area") {
					margins = append(margins, Margin{a, group, truth(a, k)})
				}
			}
			if rapid.Bool().Draw(t, "margin of the county") {
				margins = append(margins, Margin{County, group, sum})
			}
		}
		f, fit, err := g.Fit(margins)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range margins {
			if got := of(f, int32(m.Area), m.Ages); math.Abs(got-m.People) > 1e-9*math.Max(m.People, 1e-9) {
				t.Fatalf("%+v: %.12g people after %d rounds", m, got, fit.Iterations)
			}
		}
		if fit.Miss > 1e-9 || len(fit.Adjusted) > 0 {
			t.Fatalf("%+v", fit)
		}
		for i, p := range f.People {
			if !(p >= 0) || (p == 0) != (g.People[i] == 0) || g.Area[i/Ages] < 0 && p != g.People[i] {
				t.Fatalf("cell %d age %d: %g people, of %g", i/Ages, i%Ages, p, g.People[i])
			}
		}
		for i, n := range f.Sum(Everyone()) {
			if f.Estimated[i] > n*(1+1e-9)+1e-9 {
				t.Fatalf("cell %d: %g of %g people are estimated", i, f.Estimated[i], n)
			}
		}
		again, _, err := f.Fit(margins)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(margins)
		turned := reversed(g)
		other, _, err := turned.Fit(margins)
		if err != nil {
			t.Fatal(err)
		}
		back := reversed(other)
		for i, p := range f.People {
			if math.Abs(again.People[i]-p) > 1e-9*math.Max(p, 1) {
				t.Fatalf("a second fit makes %g of %g", again.People[i], p)
			}
			if math.Abs(back.People[i]-p) > 1e-9*math.Max(p, 1) {
				t.Fatalf("in another order %g, not %g", back.People[i], p)
			}
		}
	})
}

// reversed is a grid with its cells in the other order.
func reversed(g *Grid) *Grid {
	c := *g
	n := g.Cells()
	c.Area, c.People, c.Estimated = make([]int32, n), make([]float64, n*Ages), make([]float64, n)
	for i := range n {
		j := n - 1 - i
		c.Area[i], c.Estimated[i] = g.Area[j], g.Estimated[j]
		copy(c.People[i*Ages:], g.People[j*Ages:j*Ages+Ages])
	}
	return &c
}

// Hidden people are scaled with the people that they are part of.
func TestFitScalesWhatIsHidden(t *testing.T) {
	g := town()
	g.Hidden = &Hidden{Bands: []Group{young, {18, 100}}, Shares: []float64{1, 3}, Within: make([]float64, Ages), People: slices.Clone(g.People)}
	for a := range Ages {
		g.Hidden.Within[a] = 1. / 18
		if a > 17 {
			g.Hidden.Within[a] = 1. / 83
		}
	}
	part := HiddenPart{Cell: 1, People: 8, Low: 4, High: 12}
	part.Bands.Add(0)
	part.Bands.Add(1)
	g.Hidden.Parts = []HiddenPart{part}
	before := g.Estimate(young)
	c, _ := fitTo(t, g, Margin{0, young, 12}) // four times the 3 of today
	after := c.Estimate(young)
	if !near(before.Estimated, 2) || !near(after.Estimated, 8) || !near(after.High-after.People, 4*(before.High-before.People)) || before.High <= before.People {
		t.Errorf("before %+v, after %+v", before, after)
	}
}
