package equity

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

// everyFigure computes every figure of the package for people with a standing.
func everyFigure(t testing.TB, values, weights, standing []float64, group []int32) map[string]float64 {
	t.Helper()
	s := sample(t, values, weights)
	r, err := Rank(values, weights, standing)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{"mean": s.Mean(), "lowest tenth": s.Quantile(0.1), "median": s.Quantile(0.5),
		"highest tenth": s.Quantile(0.9), "within": s.Within(3), "atkinson 1": s.Atkinson(1), "atkinson 2": s.Atkinson(2), "palma of whole classes": r.PalmaWhole(0.1, 0.4),
		"worst tenth": Between(s.Values, s.Weights, 0, 0.1), "best tenth": Between(s.Values, s.Weights, 0.9, 1)}
	for _, bad := range []bool{false, true} {
		for _, f := range Figures() {
			out[f.Name+map[bool]string{true: " of times"}[bad]] = f.Of(s, r, 3, bad)
		}
	}
	for name, split := range map[string]func([]float64, []float64, []int32) (Split, error){"theil": TheilTGroups, "theil-l": TheilLGroups} {
		x, err := split(values, weights, group)
		if err != nil {
			t.Fatal(err)
		}
		out[name+" between"], out[name+" within"] = x.Between, x.Within
	}
	_, gap, err := Groups(values, weights, group, 3, false, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	out["gap"] = gap.Gap
	return out
}

// If all people have the same value, no rounding error remains, whatever the
// value and however many they are.
func TestEqualValuesLeaveNoRoundingError(t *testing.T) {
	people := []float64{0.1, 1.0 / 3, 7, 1e12 + 0.3, 2.7e-7, 41.9}
	standing, group := []float64{1, 2, 2, 3, 5, 8}, []int32{0, 1, 1, 0, 2, 2}
	for _, x := range []float64{6, 0.1, 1.0 / 36, 2.0 / 3, 1e15 + 1, 123456789.123, 1e-200, 7e-17} {
		values := []float64{x, x, x, x, x, x}
		got := everyFigure(t, values, people, standing, group)
		for _, name := range []string{"gini", "theil", "theil-l", "atkinson", "atkinson 1", "atkinson 2", "envy", "concentration",
			"theil between", "theil within", "theil-l between", "theil-l within", "gap"} {
			if got[name] != 0 {
				t.Errorf("%s of people who all have %v is %v, expected 0", name, x, got[name])
			}
		}
		for _, name := range []string{"jain", "p90-p10", "palma", "palma of whole classes"} {
			if got[name] != 1 && !(name == "palma of whole classes" && math.Abs(got[name]-1) < 1e-15) {
				t.Errorf("%s of people who all have %v is %v, expected 1", name, x, got[name])
			}
		}
		for _, name := range []string{"mean", "median", "lowest tenth", "highest tenth", "worst tenth", "best tenth", "kolm-pollak", "kolm-pollak of times"} {
			if got[name] != x {
				t.Errorf("%s of people who all have %v is %v", name, x, got[name])
			}
		}
	}
}

// Values that differ only in their last digits never give an inequality below
// 0, and give none where only the order of a sum can explain the difference.
func TestNoInequalityIsBelowZero(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		x := rapid.Float64Range(1e-6, 1e9).Draw(rt, "value")
		var values, people, standing []float64
		var group []int32
		for range rapid.IntRange(1, 12).Draw(rt, "cells") {
			values = append(values, x*(1+float64(rapid.IntRange(0, 200).Draw(rt, "more"))*0x1p-52))
			people = append(people, rapid.Float64Range(0, 1e7).Draw(rt, "people"))
			standing, group = append(standing, 1), append(group, int32(rapid.IntRange(0, 2).Draw(rt, "group")))
		}
		people[0]++
		got := everyFigure(t, values, people, standing, group)
		for _, name := range []string{"gini", "theil", "theil-l", "atkinson", "atkinson 1", "atkinson 2", "envy", "variance", "theil between", "theil-l between", "theil within", "gap"} {
			if !(got[name] >= 0) || name != "gap" && name != "envy" && name != "variance" && got[name] > 1e-13 {
				rt.Errorf("%s is %v", name, got[name])
			}
		}
		if s := sample(t, values, people); s.Values[len(s.Values)-1]-s.Values[0] < 50*0x1p-52*x && (got["gini"] != 0 || got["envy"] != 0 || got["theil"] != 0 || got["theil between"] != 0) {
			rt.Errorf("%v are equal, yet have an inequality", values)
		}
		if got["jain"] > 1 || math.Abs(got["concentration"]) > 1e-15 {
			rt.Errorf("Jain %v, concentration of one class %v", got["jain"], got["concentration"])
		}
	})
}

// The order of the rows changes no digit of any figure, even with ties of
// values and of standing and with fractional numbers of people.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(rt, "cells")
		var rows [4][]float64
		for range n {
			rows[0] = append(rows[0], float64(rapid.IntRange(0, 6).Draw(rt, "value"))*1.1)
			rows[1] = append(rows[1], float64(rapid.IntRange(0, 30).Draw(rt, "people"))*0.1)
			rows[2] = append(rows[2], float64(rapid.IntRange(0, 3).Draw(rt, "standing")))
			rows[3] = append(rows[3], float64(rapid.IntRange(0, 2).Draw(rt, "group")))
		}
		order := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(rt, "order"))).Perm(n)
		var other [4][]float64
		for _, i := range order {
			for k := range rows {
				other[k] = append(other[k], rows[k][i])
			}
		}
		take := func(rows [4][]float64) map[string]float64 {
			var group []int32
			for _, g := range rows[3] {
				group = append(group, int32(g))
			}
			return everyFigure(t, rows[0], rows[1], rows[2], group)
		}
		is := take(other)
		for name, v := range take(rows) {
			if v != is[name] && !(math.IsNaN(v) && math.IsNaN(is[name])) {
				rt.Errorf("%s is %v, in another order %v", name, v, is[name])
			}
		}
	})
}

// If the edge of a share in Palma falls inside a class of one standing, the
// class is split in proportion: the worst-off four tenths are the whole first
// class and 20 of the 50 people of the second.
func TestPalmaSplitsTiedClassesInProportion(t *testing.T) {
	values, people, standing := []float64{1, 2, 8, 4, 30, 10}, []float64{10, 10, 10, 40, 20, 10}, []float64{1, 1, 2, 2, 3, 3}
	second, third := (10*8+40*4)/50.0, (20*30+10*10)/30.0
	want := third / ((10*1 + 10*2 + 20*second) / 40)
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(values), func(i, j int) {
			values[i], values[j] = values[j], values[i]
			people[i], people[j] = people[j], people[i]
			standing[i], standing[j] = standing[j], standing[i]
		})
		r, err := Rank(values, people, standing)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Palma(0.1, 0.4); math.Abs(got-want) > 1e-14 {
			t.Fatalf("Palma is %v, expected %v", got, want)
		}
		// With whole classes: the best-off three tenths and the first two
		// classes.
		if got, want := r.PalmaWhole(0.4, 0.4), third/((10*1+10*2+50*second)/70); math.Abs(got-want) > 1e-14 {
			t.Fatalf("Palma of whole classes is %v, expected %v", got, want)
		}
		if got := r.PalmaWhole(0.1, 0.4); !math.IsNaN(got) {
			t.Fatalf("nobody stands above the class of the 90th person, yet Palma of whole classes is %v", got)
		}
	}
	// One standing for all: both shares have the mean.
	r, err := Rank([]float64{1, 100}, []float64{3, 1}, []float64{7, 7})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Palma(0.1, 0.4); got != 1 {
		t.Errorf("Palma of one class is %v", got)
	}
	// The four tenths end exactly where a class ends, up to rounding: the next
	// class, which has something, is not part of them.
	r, err = Rank([]float64{0, 0, 5}, []float64{0.1, 0.3, 0.6}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Palma(0.1, 0.4); !math.IsInf(got, 1) {
		t.Errorf("the worst off have nothing, yet Palma is %v", got)
	}
	if _, err := Rank([]float64{1}, []float64{1}, []float64{math.Inf(1)}); err == nil {
		t.Error("a standing of +Inf is taken")
	}
}

// Quantiles where a share of the people ends exactly at a value.
func TestQuantilesAtExactTies(t *testing.T) {
	tenth, fifth := 0.1, 0.2 // variables, not constants: their sum is rounded to slightly more than 0.3
	for _, people := range [][]float64{{0.1, 0.2, 0.3}, {tenth, fifth, tenth + fifth}, {1.1, 2.2, 3.3}, {1e9, 0.3, 1e9 + 0.3}} {
		if got := sample(t, []float64{4, 4, 9}, people).Quantile(0.5); got != 4 {
			t.Errorf("the median of %v people is %v, expected 4", people, got)
		}
	}
	tenths := make([]float64, 10)
	values := make([]float64, 10)
	for i := range tenths {
		tenths[i], values[i] = 0.1, float64(i+1)
	}
	s := sample(t, values, tenths)
	for i, want := range values {
		if got := s.Quantile(want / 10); got != values[i] {
			t.Errorf("quantile %v is %v", want/10, got)
		}
	}
	if at := QuantileAt([]float64{0, 0, 2, 0, 2, 0}, 0); at != 2 {
		t.Errorf("the least is at %d", at)
	}
	if at := QuantileAt([]float64{0, 0, 2, 0, 2, 0}, 1); at != 4 {
		t.Errorf("the most is at %d", at)
	}
	if at := QuantileAt([]float64{0, 0}, 0.5); at != -1 {
		t.Errorf("the median of nobody is at %d", at)
	}
	// People at the line, up to rounding, are not below it.
	if got := sample(t, []float64{tenth + fifth, 0.3}, []float64{1, 1}).Poverty(tenth+fifth, 0); got != 0 {
		t.Errorf("%v are below a line that they reach", got)
	}
	if got := sample(t, []float64{tenth + fifth}, []float64{1}).Excess(0.3, 0); got != 0 {
		t.Errorf("%v are beyond a line that they keep", got)
	}
}

// Many people with large values, compared with exact sums.
func TestLargeNumbersStayAccurate(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	var values, people []float64
	for range 1500 {
		values = append(values, 1e13+math.Floor(1e9*random.Float64()))
		people = append(people, 1e9*random.Float64())
	}
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(x) }
	zero := func() *big.Float { return number(0) }
	pairs, all, amount := zero(), zero(), zero()
	for i, x := range values {
		w := number(people[i])
		all.Add(all, w)
		amount.Add(amount, zero().Mul(w, number(x)))
		for k, y := range values[:i] {
			d := zero().Sub(number(x), number(y))
			pairs.Add(pairs, d.Abs(d).Mul(d, zero().Mul(w, number(people[k]))))
		}
	}
	mean := zero().Quo(amount, all)
	s := sample(t, values, people)
	gini := zero().Quo(pairs, zero().Mul(all, amount))
	for name, c := range map[string]struct {
		got  float64
		want *big.Float
	}{"people": {s.Total, all}, "mean": {s.Mean(), mean}, "envy": {s.Envy(), pairs}, "gini": {s.Gini(), gini}} {
		want, _ := c.want.Float64()
		if !(math.Abs(c.got-want) <= 1e-11*want) {
			t.Errorf("%s is %.17g, exactly %.17g", name, c.got, want)
		}
	}
	r, err := Rank(values, people, values)
	if err != nil {
		t.Fatal(err)
	}
	if g, c := s.Gini(), r.Concentration(); math.Abs(g-c) > 1e-10*g {
		t.Errorf("ranked by themselves the concentration is %v, Gini %v", c, g)
	}
}
