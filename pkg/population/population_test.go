package population

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// empty returns a grid of cells without people, all in area 0.
func empty(cells int) *Grid {
	g := NewGrid(make([]int64, cells), make([]orb.Point, cells), 250)
	g.Areas = []Area{{ID: "one"}}
	for i := range g.Area {
		g.IDs[i], g.Area[i] = int64(i), 0
	}
	return g
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }

func TestGroupString(t *testing.T) {
	tests := []struct {
		group Group
		want  string
	}{
		{Everyone(), "all ages"}, {Group{0, 200}, "all ages"}, {Group{0, 6}, "0-6"}, {Group{75, 100}, "75+"},
		{Group{75, 200}, "75+"}, {Group{65, 74}, "65-74"}, {Group{7, 7}, "7-7"}, {Group{0, 99}, "0-99"},
	}
	for _, tt := range tests {
		if got := tt.group.String(); got != tt.want {
			t.Errorf("%v is %q, want %q", [2]int{tt.group.From, tt.group.To}, got, tt.want)
		}
	}
}

func TestNewGridIsOutsideAndEmpty(t *testing.T) {
	g := NewGrid([]int64{3, 4}, []orb.Point{{1, 2}, {3, 4}}, 250)
	all, in := g.Total()
	if g.Cells() != 2 || !slices.Equal(g.Area, []int32{-1, -1}) || all != 0 || in != 0 {
		t.Errorf("%d cells, areas %v, %g people, %g in areas", g.Cells(), g.Area, all, in)
	}
}

func TestSpread(t *testing.T) {
	tests := []struct {
		name   string
		lo, hi int
		n      float64
		want   map[Group]float64 // and no people elsewhere
	}{
		{"a band of ten years", 0, 9, 10, map[Group]float64{{0, 6}: 7, {7, 9}: 3}},
		{"one year", 7, 7, 4, map[Group]float64{{7, 7}: 4}},
		{"an open end takes in 100 and over", 80, 200, 42, map[Group]float64{{80, 80}: 2, {80, 100}: 42}},
		{"the last age", 100, 100, 3, map[Group]float64{{100, 100}: 3}},
		{"all above the last age", 105, 110, 3, map[Group]float64{{100, 100}: 3}},
		{"from below 0", -3, 1, 6, map[Group]float64{{0, 0}: 3, {1, 1}: 3}},
		{"nobody", 0, 9, 0, map[Group]float64{{0, 100}: 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := empty(3)
			g.Spread(1, tt.lo, tt.hi, tt.n)
			for group, want := range tt.want {
				if got := g.Sum(group); !near(got[1], want) || got[0] != 0 || got[2] != 0 {
					t.Errorf("%s: %v people, want %g in the middle cell alone", group, got, want)
				}
			}
			if all, _ := g.Total(); !near(all, tt.n) {
				t.Errorf("%g people in all, want %g", all, tt.n)
			}
		})
	}
}

func TestSpreadAddsUp(t *testing.T) {
	g := empty(1)
	g.Spread(0, 0, 9, 10)
	g.Spread(0, 5, 14, 10)
	if got := g.Sum(Group{5, 9})[0]; got != 10 {
		t.Errorf("%g people of 5-9, want 10", got)
	}
}

func TestSumClipsTheGroup(t *testing.T) {
	g := empty(1)
	g.Spread(0, 0, 100, 101)
	for _, tt := range []struct {
		group Group
		want  float64
	}{{Group{-5, 2}, 3}, {Group{99, 500}, 2}, {Group{7, 5}, 0}, {Group{-9, -1}, 0}, {Group{101, 200}, 0}, {Everyone(), 101}} {
		if got := g.Sum(tt.group)[0]; got != tt.want {
			t.Errorf("%d to %d: %g people, want %g", tt.group.From, tt.group.To, got, tt.want)
		}
	}
}

func TestBands(t *testing.T) {
	g := empty(2)
	g.Spread(0, 0, 100, 101)
	g.Spread(1, 75, 75, 8)
	got := g.Bands([]int{0, 7, 18, 75})
	if want := []float64{7, 11, 57, 26, 0, 0, 0, 8}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := g.Bands([]int{0}); !slices.Equal(got, []float64{101, 8}) {
		t.Errorf("one band of all: %v", got)
	}
}

func TestTotalKeepsTheOutsideApart(t *testing.T) {
	g := empty(3)
	g.Area[2] = -1
	for i := range 3 {
		g.Spread(i, 0, 0, float64(int(1)<<i))
	}
	if all, in := g.Total(); all != 7 || in != 3 {
		t.Errorf("%g people, %g in areas; want 7 and 3", all, in)
	}
}

// pair is two cells of 60 children and 40 old people in all, and one cell of
// 10 old people outside the areas.
func pair() *Grid {
	g := empty(3)
	g.Year = 2026
	g.Area[2] = -1
	g.Spread(0, 0, 17, 60)
	g.Spread(1, 75, 100, 40)
	g.Spread(2, 75, 100, 10)
	g.Estimated = []float64{30, 40, 10}
	return g
}

func TestForecast(t *testing.T) {
	g := pair()
	before := slices.Clone(g.People)
	f, err := g.Forecast(2030, 200, map[Group]float64{{-2, 17}: 0.25, {18, 74}: 0, {75, 200}: 0.75})
	if err != nil {
		t.Fatal(err)
	}
	all, in := f.Total()
	if !near(in, 200) || !near(all, 237.5) || f.Year != 2030 { // 10 outside × 150/40
		t.Errorf("%g people, %g in areas in %d; want 237.5 and 200 in 2030", all, in, f.Year)
	}
	if kids := f.Sum(Group{0, 17}); !near(kids[0], 50) || kids[1] != 0 {
		t.Errorf("children %v, want 50 in the first cell", kids)
	}
	if old := f.Sum(Group{75, 100}); !near(old[1], 150) || old[0] != 0 || !near(old[2], 37.5) {
		t.Errorf("old people %v, want 150 and outside 37.5", old)
	}
	// Half of the first cell's people were estimated, and all of the others'.
	for i, want := range []float64{25, 150, 37.5} {
		if !near(f.Estimated[i], want) {
			t.Errorf("cell %d: %g people estimated, want %g", i, f.Estimated[i], want)
		}
	}
	if !slices.Equal(g.People, before) || g.Year != 2026 || g.Estimated[0] != 30 {
		t.Error("the forecast changed the grid of today")
	}
}

func TestForecastKeepsTheAges(t *testing.T) {
	g := pair()
	f, err := g.Forecast(2030, 150, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range g.People {
		if !near(f.People[i], 1.5*p) {
			t.Fatalf("cell %d age %d: %g of %g people", i/Ages, i%Ages, f.People[i], p)
		}
	}
	if !near(f.Estimated[0], 45) {
		t.Errorf("%g estimated, want 45", f.Estimated[0])
	}
}

func TestForecastSharesAreScaledToTheTotal(t *testing.T) {
	// Printed shares may differ from 1 by rounding; the total is still kept.
	f, err := pair().Forecast(2030, 1e6, map[Group]float64{{0, 74}: 0.3000004, {75, 100}: 0.7000005})
	if err != nil {
		t.Fatal(err)
	}
	if _, in := f.Total(); !near(in, 1e6) {
		t.Errorf("%.6f people, want a million", in)
	}
}

func TestForecastRefuses(t *testing.T) {
	nan := math.NaN()
	type shares = map[Group]float64
	tests := []struct {
		name   string
		grid   *Grid
		total  float64
		shares shares
		want   string
	}{
		{"no people", empty(2), 10, nil, "population: cannot scale 0 people to 10"},
		{"total 0", pair(), 0, nil, "population: cannot scale 100 people to 0"},
		{"negative total", pair(), -5, nil, "population: cannot scale 100 people to -5"},
		{"no number", pair(), nan, nil, "population: cannot scale 100 people to NaN"},
		{"endless", pair(), math.Inf(1), nil, "population: cannot scale 100 people to +Inf"},
		{"shares below 1", pair(), 10, shares{{0, 74}: 0.5, {75, 100}: 0.4}, "population: the age shares add up to 0.9, not 1"},
		{"shares above 1", pair(), 10, shares{{0, 74}: 0.75, {75, 100}: 0.5}, "population: the age shares add up to 1.25, not 1"},
		{"no shares", pair(), 10, shares{}, "population: no age share for age 0"},
		{"nobody in a group", pair(), 10, shares{{0, 17}: 0.5, {18, 74}: 0.25, {75, 100}: 0.25}, "population: no people aged 18-74 to scale"},
		{"nobody in two groups", pair(), 10, shares{{0, 17}: 0.5, {18, 40}: 0.25, {41, 74}: 0.25, {75, 100}: 0}, "population: no people aged 18-40 to scale"},
		{"negative share", pair(), 10, shares{{0, 74}: -0.5, {75, 100}: 1.5}, "population: the share of ages 0-74 is -0.5, expected 0 to 1"},
		{"share without a number", pair(), 10, shares{{0, 74}: nan, {75, 100}: 1}, "population: the share of ages 0-74 is NaN, expected 0 to 1"},
		{"a gap", pair(), 10, shares{{0, 17}: 0.5, {75, 100}: 0.5}, "population: no age share for age 18"},
		{"a gap at the end", pair(), 10, shares{{0, 17}: 0.5, {18, 80}: 0.5}, "population: no age share for age 81"},
		{"an overlap", pair(), 10, shares{{0, 17}: 0.5, {17, 100}: 0.5}, "population: two age shares for age 17"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for range 20 { // maps are unordered, but the message must be deterministic
				f, err := tt.grid.Forecast(2030, tt.total, tt.shares)
				if err == nil || err.Error() != tt.want || f != nil {
					t.Fatalf("got %v, want %s", err, tt.want)
				}
			}
		})
	}
}

// TestForecastProperties: the county's total and every share are exact, no
// number is negative, empty ages stay empty, a cell has no more estimated
// people than people, and the same forecast has the same bits.
func TestForecastProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		g := empty(rapid.IntRange(1, 6).Draw(t, "cells"))
		people := rapid.Float64Range(0, 300)
		for i := range g.IDs {
			g.Spread(i, 0, 6, 1+people.Draw(t, "0-6"))
			g.Spread(i, 7, 74, people.Draw(t, "7-74"))
			g.Spread(i, 75, 200, people.Draw(t, "75+"))
			all := 0.0
			for _, p := range g.People[i*Ages : i*Ages+Ages] {
				all += p
			}
			g.Estimated[i] = all * rapid.Float64Range(0, 1).Draw(t, "estimated")
			g.Area[i] = int32(rapid.IntRange(-1, 0).Draw(t, "area"))
		}
		g.Area[0] = 0
		g.Spread(0, 7, 100, 50)
		young := rapid.Float64Range(0, 0.6).Draw(t, "young")
		old := rapid.Float64Range(0, 0.4).Draw(t, "old")
		shares := map[Group]float64{{0, 6}: young, {7, 74}: 1 - young - old, {75, 200}: old}
		total := rapid.Float64Range(1, 1e6).Draw(t, "total")

		f, err := g.Forecast(2030, total, shares)
		if err != nil {
			t.Fatal(err)
		}
		if _, in := f.Total(); !near(in, total) {
			t.Fatalf("%.9f people, want %.9f", in, total)
		}
		for group, share := range shares {
			sum := 0.0
			for i, p := range f.Sum(group) {
				if f.Area[i] >= 0 {
					sum += p
				}
			}
			if !near(sum, share*total) {
				t.Fatalf("%s: %.9f people, want %.9f", group, sum, share*total)
			}
		}
		for i, p := range f.People {
			if !(p >= 0) || (g.People[i] == 0 && p != 0) {
				t.Fatalf("cell %d age %d: %g people, of %g today", i/Ages, i%Ages, p, g.People[i])
			}
		}
		for i, all := range f.Sum(Everyone()) {
			if f.Estimated[i] > all*(1+1e-9)+1e-9 {
				t.Fatalf("cell %d: %g of %g people are estimated", i, f.Estimated[i], all)
			}
		}
		again, _ := g.Forecast(2030, total, shares)
		if !slices.Equal(again.People, f.People) || !slices.Equal(again.Estimated, f.Estimated) {
			t.Fatal("the same forecast has other bits")
		}
	})
}

// TestSpreadProperties: bands add up to the total and agree with Sum.
func TestSpreadProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		g := empty(2)
		want := 0.0
		for range rapid.IntRange(0, 8).Draw(t, "times") {
			lo := rapid.IntRange(-5, 120).Draw(t, "lo")
			hi := rapid.IntRange(lo, lo+40).Draw(t, "hi")
			n := rapid.Float64Range(0, 500).Draw(t, "n")
			g.Spread(1, lo, hi, n)
			want += n
		}
		if all, _ := g.Total(); !near(all, want) {
			t.Fatalf("%g people, want %g", all, want)
		}
		starts := []int{0, 7, 23, 65}
		bands := g.Bands(starts)
		for b, from := range starts {
			to := Ages - 1
			if b+1 < len(starts) {
				to = starts[b+1] - 1
			}
			if got := g.Sum(Group{from, to}); !near(bands[len(starts)+b], got[1]) || bands[b] != 0 {
				t.Fatalf("band %d: %v, summed %v", b, bands, got)
			}
		}
	})
}
