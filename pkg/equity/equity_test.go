package equity

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

var (
	toyPeople = []float64{100, 50, 10}
	// E2SFCA of the toy world of pkg/access.
	toyAccess = []float64{0.03999358, 0.03559564, 0.02208610}
	toyTimes  = []float64{10, 20, 15}
)

func sample(t testing.TB, values, weights []float64) *Sample {
	t.Helper()
	s, err := New(values, weights)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGolden(t *testing.T) {
	access, times := sample(t, toyAccess, toyPeople), sample(t, toyTimes, toyPeople)
	ranked, err := Rank(toyAccess, toyPeople, []float64{20, 30, 40})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		got, want float64
		within    float64
	}{
		{"Gini of access", access.Gini(), 0.048596, 1e-6},
		{"Theil T", access.TheilT(), 0.007965, 1e-6},
		{"concentration", ranked.Concentration(), -0.048596, 1e-6},
		{"poverty 0", access.Poverty(0.05, 0), 1, 0},
		{"poverty 1", access.Poverty(0.05, 1), 0.25, 1e-6},
		{"poverty 2", access.Poverty(0.05, 2), 0.070447, 1e-6},
		{"Gini of times", times.Gini(), 0.167151, 1e-6},
		{"envy", times.Envy(), 57500, 1e-9},
		{"mean", times.Mean(), 13.4375, 1e-12},
		{"median", times.Quantile(0.5), 10, 0},
		{"P90", times.Quantile(0.9), 20, 0},
		{"P90/P10", times.QuantileRatio(0.9, 0.1), 2, 0},
		{"within 15", times.Within(15), 110.0 / 160, 1e-15},
		{"excess 0", times.Excess(15, 0), 50.0 / 160, 1e-15},
		{"excess 1", times.Excess(15, 1), 50.0 / 160 / 3, 1e-15},
		{"Jain", sample(t, []float64{1, 0}, []float64{1, 1}).Jain(), 0.5, 1e-15},
		{"Atkinson of half nothing", sample(t, []float64{1, 0}, []float64{1, 1}).Atkinson(0.5), 1 - 0.25/0.5, 1e-15},
		{"Theil L", sample(t, []float64{1, 3}, []float64{1, 1}).TheilL(), (math.Log(2) + math.Log(2.0/3)) / 2, 1e-15},
	} {
		if !(math.Abs(c.got-c.want) <= c.within) {
			t.Errorf("%s: %.9g, expected %.9g", c.name, c.got, c.want)
		}
	}
}

// Each measure has the edge values that its comment states.
func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	nobody, allEqual, none := sample(t, []float64{3}, []float64{0}), sample(t, []float64{2, 2, 2}, []float64{1, 5, 2}), sample(t, []float64{0, 0}, []float64{1, 2})
	far, allFar, half := sample(t, []float64{1, inf}, []float64{3, 1}), sample(t, []float64{inf, inf}, []float64{1, 1}), sample(t, []float64{0, 4}, []float64{1, 1})
	for _, c := range []struct {
		name string
		of   func(*Sample) float64
		want [6]float64 // no people, all equal, all 0, one infinite, all infinite, half with 0
	}{
		{"mean", (*Sample).Mean, [6]float64{nan, 2, 0, inf, inf, 2}},
		{"median", func(s *Sample) float64 { return s.Quantile(0.5) }, [6]float64{nan, 2, 0, 1, inf, 0}},
		{"P90", func(s *Sample) float64 { return s.Quantile(0.9) }, [6]float64{nan, 2, 0, inf, inf, 4}},
		{"ratio", func(s *Sample) float64 { return s.QuantileRatio(0.9, 0.1) }, [6]float64{nan, 1, 1, inf, 1, inf}},
		{"Gini", (*Sample).Gini, [6]float64{nan, 0, 0, nan, nan, 0.5}},
		{"Theil T", (*Sample).TheilT, [6]float64{nan, 0, 0, nan, nan, math.Log(2)}},
		{"Theil L", (*Sample).TheilL, [6]float64{nan, 0, 0, nan, nan, inf}},
		{"Atkinson 0.5", func(s *Sample) float64 { return s.Atkinson(0.5) }, [6]float64{nan, 0, 0, nan, nan, 0.5}},
		{"Atkinson 1", func(s *Sample) float64 { return s.Atkinson(1) }, [6]float64{nan, 0, 0, nan, nan, 1}},
		{"Atkinson −1", func(s *Sample) float64 { return s.Atkinson(-1) }, [6]float64{nan, nan, nan, nan, nan, nan}},
		{"Jain", (*Sample).Jain, [6]float64{nan, 1, 1, nan, nan, 0.5}},
		{"envy", (*Sample).Envy, [6]float64{0, 0, 0, inf, 0, 4}},
		{"Kolm-Pollak", func(s *Sample) float64 { return s.KolmPollak(1, false) }, [6]float64{nan, 2, 0, nan, nan, -math.Log((1+math.Exp(-1))/2) / 0.25}},
		{"poverty", func(s *Sample) float64 { return s.Poverty(1, 1) }, [6]float64{nan, 0, 1, 0, 0, 0.5}},
		{"excess 0", func(s *Sample) float64 { return s.Excess(1, 0) }, [6]float64{nan, 1, 0, 0.25, 1, 0.5}},
		{"excess 1", func(s *Sample) float64 { return s.Excess(1, 1) }, [6]float64{nan, 1, 0, inf, inf, 1.5}},
		{"within", func(s *Sample) float64 { return s.Within(1) }, [6]float64{nan, 0, 1, 0.75, 0, 0.5}},
	} {
		for i, s := range []*Sample{nobody, allEqual, none, far, allFar, half} {
			got, want := c.of(s), c.want[i]
			if !(got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= 1e-12) {
				t.Errorf("%s of sample %d: %g, expected %g", c.name, i, got, want)
			}
		}
	}
	if f := far.Finite(); f.Total != 3 || f.Mean() != 1 || f.Beyond != 0 {
		t.Errorf("finite: %+v", f)
	}
	for _, c := range []struct{ x, w []float64 }{{[]float64{1}, nil}, {[]float64{nan}, []float64{1}}, {[]float64{1}, []float64{-1}}, {[]float64{1}, []float64{inf}}, {[]float64{-inf}, []float64{1}}} {
		if _, err := New(c.x, c.w); err == nil {
			t.Errorf("%v %v is taken", c.x, c.w)
		}
	}
}

func world(t *rapid.T) (values, weights []float64, group []int32) {
	n := rapid.IntRange(1, 14).Draw(t, "cells")
	for range n {
		values = append(values, float64(rapid.IntRange(0, 40).Draw(t, "value")))
		weights = append(weights, float64(rapid.IntRange(0, 9).Draw(t, "people")))
		group = append(group, int32(rapid.IntRange(0, 3).Draw(t, "group")))
	}
	return values, weights, group
}

func close9(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*(math.Abs(a)+math.Abs(b)+1e-3)
}

// Identities between measures; Gini and envy also computed over all pairs.
func TestIdentities(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		values, weights, group := world(t)
		s, err := New(values, weights)
		if err != nil {
			t.Fatal(err)
		}
		pairs, envy := 0.0, 0.0
		for i, x := range values {
			for k, y := range values {
				pairs += weights[i] * weights[k] * math.Abs(x-y)
				envy += weights[i] * weights[k] * math.Max(0, x-y)
			}
		}
		if !close9(s.Envy(), envy) {
			t.Errorf("envy %g, by pairs %g", s.Envy(), envy)
		}
		if m := s.Mean(); m > 0 {
			if want := pairs / (2 * s.Total * s.Total * m); !close9(s.Gini(), want) {
				t.Errorf("Gini %g, by pairs %g", s.Gini(), want)
			}
			if !close9(s.Envy(), s.Total*s.Total*m*s.Gini()) {
				t.Errorf("envy %g is not W² mean Gini", s.Envy())
			}
			if e := s.KolmPollak(1, false); e > m*(1+1e-12) {
				t.Errorf("the EDE of a good %g is above the mean %g", e, m)
			}
			if e := s.KolmPollak(1, true); e < m*(1-1e-12) {
				t.Errorf("the EDE of a bad %g is below the mean %g", e, m)
			}
			if a := s.Atkinson(0.5); a < -1e-12 || a > 1 {
				t.Errorf("Atkinson %g", a)
			}
		}
		for name, split := range map[string]func([]float64, []float64, []int32) (Split, error){"T": TheilTGroups, "L": TheilLGroups} {
			d, err := split(values, weights, group)
			if err != nil {
				t.Fatal(err)
			}
			if !math.IsInf(d.Total, 1) && !close9(d.Total, d.Between+d.Within) {
				t.Errorf("Theil %s: %g is not %g between and %g within", name, d.Total, d.Between, d.Within)
			}
		}
		// The same people in another order, split in two, or counted double.
		order := rand.New(rand.NewPCG(1, uint64(len(values)))).Perm(len(values))
		var x, w []float64
		for _, i := range order {
			x, w = append(x, values[i], values[i]), append(w, weights[i]/2, weights[i]*1.5)
		}
		other, err := New(x, w)
		if err != nil {
			t.Fatal(err)
		}
		for name, of := range map[string]func(*Sample) float64{"Gini": (*Sample).Gini, "Theil": (*Sample).TheilT, "mean": (*Sample).Mean,
			"median": func(s *Sample) float64 { return s.Quantile(0.5) }, "Jain": (*Sample).Jain} {
			if !close9(of(s), of(other)) {
				t.Errorf("%s: %g, of the same people split and doubled %g", name, of(s), of(other))
			}
		}
	})
}

// Ranked by their own values, the concentration index is the Gini; ties share
// one rank, so their order does not matter.
func TestConcentration(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		values, weights, group := world(t)
		s, _ := New(values, weights)
		r, err := Rank(values, weights, values)
		if err != nil {
			t.Fatal(err)
		}
		if !close9(r.Concentration(), s.Gini()) {
			t.Errorf("concentration %g, Gini %g", r.Concentration(), s.Gini())
		}
		standing := make([]float64, len(group))
		for i, g := range group {
			standing[i] = float64(g)
		}
		a, _ := Rank(values, weights, standing)
		slices.Reverse(values)
		slices.Reverse(weights)
		slices.Reverse(standing)
		b, _ := Rank(values, weights, standing)
		if !close9(a.Concentration(), b.Concentration()) {
			t.Error("the order of ties matters")
		}
	})
	r, err := Rank([]float64{0, 1, 1}, []float64{1, 1, 2}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	// Ranks 1/8, 3/8, 3/4; mean 3/4.
	if c := 2*(0.375+2*0.75)/3 - 1; !close9(r.Concentration(), c) {
		t.Errorf("%g, want %g", r.Concentration(), c)
	}
	// People of one standing share their rank, whatever they have.
	if r, err = Rank([]float64{0, 2}, []float64{1, 1}, []float64{5, 5}); err != nil || r.Concentration() != 0 {
		t.Errorf("of one standing: %g %v", r.Concentration(), err)
	}
}

func TestPalma(t *testing.T) {
	// Ten people in five cells, richest last; the middle cells are not counted.
	values, people, income := []float64{1, 3, 100, 100, 8}, []float64{3, 2, 2, 2, 1}, []float64{1, 2, 3, 4, 5}
	r, err := Rank(values, people, income)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Palma(0.1, 0.4), 8/((3*1+1*3)/4.0); !close9(got, want) {
		t.Errorf("split: %g, expected %g", got, want)
	}
	if got, want := r.PalmaWhole(0.1, 0.4), 8/((3*1+2*3)/5.0); !close9(got, want) {
		t.Errorf("whole: %g, expected %g", got, want)
	}
}

func TestGroups(t *testing.T) {
	values, people := []float64{10, 30, 20, 5, math.Inf(1)}, []float64{600, 100, 700, 10, 600}
	list, gap, err := Groups(values, people, []int32{0, 0, 1, 2, 3}, 20, true, 500, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 4 || list[0].People != 700 || !close9(list[0].Mean, 9000.0/700) || list[0].Within != 600.0/700 || list[3].Mean != math.Inf(1) {
		t.Errorf("%+v", list)
	}
	if !gap.Ok || gap.Worst.Index != 3 || gap.Best.Index != 0 || gap.Gap != math.Inf(1) {
		t.Errorf("%+v", gap)
	}
	if _, gap, _ := Groups(values[:1], people[:1], []int32{0}, 20, true, 0, 0); gap.Ok {
		t.Error("one group has a gap")
	}
}

func TestLeft(t *testing.T) {
	inf := math.Inf(1)
	cells, people, err := Left([]float64{10, 10, inf, 10, 10}, []float64{15, 16, inf, inf, 30}, []float64{1, 2, 4, 8, 0}, 5, true)
	if err != nil || !slices.Equal(cells, []int{1, 3}) || people != 10 {
		t.Errorf("%v %g %v", cells, people, err)
	}
	cells, people, _ = Left([]float64{4, 4, 0}, []float64{1, 3.5, 0}, []float64{1, 2, 4}, 1, false)
	if !slices.Equal(cells, []int{0}) || people != 1 {
		t.Errorf("%v %g", cells, people)
	}
}
