package access

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/travel"
)

// Splitting people into groups that travel alike changes nothing; groups that
// travel differently share the supply.
func TestTwoStepGroups(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		in, other, d := drawn(t), drawn(t), drawnDecay(t)
		n, m := len(in.Demand), len(in.Supply)
		half := make([]float64, n)
		for i, p := range in.Demand {
			half[i] = p / 4
		}
		rest := make([]float64, n)
		for i, p := range in.Demand {
			rest[i] = p - half[i]
		}
		k, err := in.kernel(d)
		if err != nil {
			t.Fatal(err)
		}
		out, want := make([]float64, n), make([]float64, n)
		if err := TwoStepGroups([]Group{{half, k}, {rest, k}}, in.Supply, out, nil); err != nil {
			t.Fatal(err)
		}
		k.TwoStep(in.Demand, in.Supply, want)
		for i := range out {
			if !close9(out[i], want[i]) {
				t.Errorf("cell %d: %g in two groups, %g in one", i, out[i], want[i])
			}
		}
		if len(other.Demand) != n || len(other.Supply) != m {
			return
		}
		k2, _ := other.kernel(d)
		by := [][]float64{make([]float64, n), make([]float64, n)}
		if err := TwoStepGroups([]Group{{in.Demand, k}, {other.Demand, k2}}, in.Supply, out, by); err != nil {
			t.Fatal(err)
		}
		given, supply := 0.0, 0.0
		for i := range out {
			given += in.Demand[i]*by[0][i] + other.Demand[i]*by[1][i]
		}
		for j, s := range in.Supply {
			a, b := &Input{Columns: in.Columns[j : j+1], Demand: in.Demand, Supply: []float64{s}}, &Input{Columns: other.Columns[j : j+1], Demand: other.Demand, Supply: []float64{s}}
			if x, _ := used(a, d); x > 0 {
				supply += s
			} else if y, _ := used(b, d); y > 0 {
				supply += s
			}
		}
		if !close9(given, supply) {
			t.Errorf("groups have %g of a total supply of %g", given, supply)
		}
	})
}

func TestBundle(t *testing.T) {
	inf := math.Inf(1)
	b := Bundle{Times: [][]float64{{10, 5, inf}, {20, 30, 1}, {15, 2, 3}}}
	out, counts := make([]float64, 3), make([]int, 3)
	if b.All(out); !slices.Equal(out, []float64{20, 30, inf}) {
		t.Error(out)
	}
	for n, want := range [][]float64{{0, 0, 0}, {10, 2, 1}, {15, 5, 3}, {20, 30, inf}, {inf, inf, inf}} {
		if b.Nth(n, out); !slices.Equal(out, want) {
			t.Errorf("%d-th: %v", n, out)
		}
	}
	if b.Within(15, counts); !slices.Equal(counts, []int{2, 2, 2}) {
		t.Error(counts)
	}
	if s := b.Complete(20, []float64{3, 1, 4}); s != 3.0/8 {
		t.Error(s)
	}
}

func TestFacilityFigures(t *testing.T) {
	in := toy()
	k, err := in.kernel(slow)
	if err != nil {
		t.Fatal(err)
	}
	sides := k.FacilityFigures(in.Demand, in.Supply, 30*60)
	if sides[0].Catchment != 150 || sides[1].Catchment != 60 || sides[0].Load != 100 || sides[1].Load != 60 {
		t.Errorf("%+v", sides)
	}
	if !close9(sides[0].Huff+sides[1].Huff, 160) || !close9(sides[0].Share+sides[1].Share, 1) || !close9(sides[0].Crowdedness*4, sides[0].Huff) {
		t.Errorf("%+v", sides)
	}
}

// Every measure runs, refuses to run without what it needs, and handles the
// smallest worlds: one cell, one facility, nothing reached, no supply, no
// people.
func TestEveryMeasure(t *testing.T) {
	d := slow
	full := Choice{Decay: &d, Cutoffs: []float64{30}, From: 10, To: 30, Kind: "total", Variable: Variable{Sizes: []float64{20, 60}}}
	unreached := [][]travel.Seconds{{travel.Unreached}}
	near := [][]travel.Seconds{{600}}
	for _, m := range Measures() {
		for _, need := range m.Needs {
			c := full
			switch need {
			case NeedDecay:
				c.Decay = nil
			case NeedCutoffs:
				c.Cutoffs = nil
			case NeedInterval:
				c.To = 0
			case NeedVariable:
				c.Variable = Variable{}
			case NeedKind:
				c.Kind = ""
			}
			if _, err := m.Compute(toy(), c); err == nil || !strings.Contains(err.Error(), m.Name+" needs "+string(need)) {
				t.Errorf("%s without %s: %v", m.Name, need, err)
			}
		}
		for name, in := range map[string]*Input{
			"one":      {Columns: near, Demand: []float64{5}, Supply: []float64{2}},
			"far":      {Columns: unreached, Demand: []float64{5}, Supply: []float64{2}},
			"nobody":   {Columns: near, Demand: []float64{0}, Supply: []float64{2}},
			"nothing":  {Columns: near, Demand: []float64{5}, Supply: []float64{0}},
			"empty":    {},
			"no place": {Demand: []float64{5}},
		} {
			s, err := m.Compute(in, full)
			if err != nil {
				t.Errorf("%s of %s: %v", m.Name, name, err)
				continue
			}
			for _, v := range s.Values {
				if math.IsNaN(v) || v < 0 {
					t.Errorf("%s of %s: %v", m.Name, name, s.Values)
				}
				if name == "far" && v != 0 && !math.IsInf(v, 1) {
					t.Errorf("%s: a cell that reaches nothing has %v", m.Name, s.Values)
				}
			}
		}
		if _, err := m.Compute(&Input{Columns: near, Demand: []float64{-1}, Supply: []float64{1}}, full); err == nil {
			t.Errorf("%s takes people below 0", m.Name)
		}
		if Find(m.Name) == nil || m.Formula == "" || m.Title == "" || len(m.Papers) == 0 || m.Unit == "" || m.Unreached == "" || m.Boundary == "" {
			t.Errorf("%s has no description", m.Name)
		}
	}
	if Find("nothing") != nil {
		t.Error("a measure that is not there")
	}
}

func TestDoubly(t *testing.T) {
	in := toy()
	in.Supply = []float64{100, 60}
	k, _ := in.kernel(slow)
	d, err := k.DoublyConstrained(in.Demand, in.Supply, 1e-12, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range in.Demand {
		flow := 0.0
		for j, s := range in.Supply {
			flow += d.Cell[i] * d.Facility[j] * p * s * slow.Weight(in.Columns[j][i].Minutes())
		}
		if !close9(flow, p) {
			t.Errorf("cell %d sends %g of %g people", i, flow, p)
		}
	}
	for j, s := range in.Supply {
		flow := 0.0
		for i, p := range in.Demand {
			flow += d.Cell[i] * d.Facility[j] * p * s * slow.Weight(in.Columns[j][i].Minutes())
		}
		if !close9(flow, s) {
			t.Errorf("facility %d gets %g of %g", j, flow, s)
		}
	}
	in.Supply = []float64{100, 61}
	if _, err := k.DoublyConstrained(in.Demand, in.Supply, 1e-9, 10); err == nil || !strings.Contains(err.Error(), "needs equal totals, found 160 people and 161 units") {
		t.Error(err)
	}
	doubly := Choice{Decay: &slow, Kind: "doubly"}
	in.Supply[1] = 60
	s, err := Find("constrained").Compute(in, doubly)
	if err != nil || s.Unit != "min" || !(s.Values[0] >= 10 && s.Values[0] <= 40) {
		t.Errorf("%+v %v", s, err)
	}
	if _, err := Find("constrained").Compute(in, Choice{Decay: &slow, Kind: "x"}); err == nil {
		t.Error("any kind is taken")
	}
}

// The result is an equilibrium: every used facility costs the least, up to the
// gap, and all people are assigned.
func TestRationalIsAnEquilibrium(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		in := drawn(t)
		e, err := Rational(in, DefaultRAAM())
		if err != nil {
			t.Fatal(err)
		}
		if !close9(sum(e.Load)+e.Unserved, sum(in.Demand)) {
			t.Errorf("%g people at facilities and %g unserved, of %g", sum(e.Load), e.Unserved, sum(in.Demand))
		}
		all, least := 0.0, 0.0
		for i, p := range in.Demand {
			best := math.Inf(1)
			for j, s := range in.Supply {
				if s > 0 && in.Columns[j][i] != travel.Unreached {
					best = min(best, e.Load[j]/(s*e.Rho)+in.Columns[j][i].Minutes()/60)
				}
			}
			if math.IsInf(best, 1) {
				if !math.IsInf(e.Score[i], 1) {
					t.Errorf("cell %d reaches nothing and has %g", i, e.Score[i])
				}
				continue
			}
			if p > 0 {
				all += p * e.Score[i]
				least += p * best
				if e.Score[i] < best*(1-1e-9) {
					t.Errorf("cell %d has the cost %g, less than the least %g", i, e.Score[i], best)
				}
			}
		}
		if all > 0 && (all-least)/all > 1e-6*(1+1e-6) {
			t.Errorf("the gap is %g", (all-least)/all)
		}
	})
}

// Equal times leave many assignments of equal cost, and a facility with almost
// no supply is full with a few people. The search ends, and everybody has the
// cost that the total supply implies.
func TestRationalWithEqualTimes(t *testing.T) {
	in := &Input{Demand: []float64{1000, 0, 3000, 500}, Supply: []float64{1, 0.001, 40, 0}}
	for range in.Supply {
		in.Columns = append(in.Columns, []travel.Seconds{600, 600, 600, travel.Unreached})
	}
	e, err := Rational(in, RAAM{Tau: 60, Rho: 50, Gap: 1e-9, Most: 60})
	if err != nil {
		t.Fatal(err)
	}
	want := 4000/(50*41.001) + 600.0/3600
	for i, score := range e.Score[:3] {
		if math.Abs(score-want) > 1e-7 {
			t.Errorf("cell %d has %g, predicted %g", i, score, want)
		}
	}
	if !math.IsInf(e.Score[3], 1) || e.Unserved != 500 || e.Load[3] != 0 || math.Abs(e.Load[1]-4000*0.001/41.001) > 1e-6 {
		t.Errorf("%+v", e)
	}
}

// For every decay that ends, a time equal to the limit is within it, and a
// second more is not. Exceptions are open steps and decays that fall to 0.
func TestLimitsOfDecays(t *testing.T) {
	steps := []Step{{Until: 10, Weight: 1}, {Until: 30, Weight: 0.5}}
	for _, c := range []struct {
		d             Decay
		minutes       float64
		at, justAfter float64
	}{
		{Binary(30), 30, 1, 0},
		{Stepped(steps, true), 10, 1, 0.5},
		{Stepped(steps, true), 30, 0.5, 0},
		{Stepped(steps, false), 10, 0.5, 0.5},
		{Stepped(steps, false), 30, 0, 0},
		{Linear(30), 30, 0, 0},
		{BoundedGaussian(30), 30, 0, 0},
	} {
		var w Weights
		w.Fill(c.d, 3600)
		s := int(60 * c.minutes)
		if c.d.Weight(c.minutes) != c.at || w[s] != c.at || w[s+1] != c.justAfter {
			t.Errorf("%s at %g min weighs %g, in the table %g and then %g, predicted %g and %g", c.d, c.minutes, c.d.Weight(c.minutes), w[s], w[s+1], c.at, c.justAfter)
		}
	}
}

// Cells exactly at the limit belong to the catchment; cells that reach nothing
// belong to none, whatever the limit.
func TestCatchmentOfAFacility(t *testing.T) {
	in := &Input{Columns: [][]travel.Seconds{{1800, 1801, travel.Unreached}}, Demand: []float64{1, 2, 4}, Supply: []float64{1}}
	k, err := in.kernel(Binary(60))
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[travel.Seconds]float64{1799: 0, 1800: 1, 1801: 3, travel.Unreached: 3} {
		if got := k.FacilityFigures(in.Demand, in.Supply, limit)[0].Catchment; got != want {
			t.Errorf("within %d s: %g people, predicted %g", limit, got, want)
		}
	}
}
