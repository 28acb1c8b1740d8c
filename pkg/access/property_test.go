package access

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/travel"
)

// drawn is a random small world: some cells without people, some facilities
// without supply, some pairs unreached.
func drawn(t *rapid.T) *Input {
	n, m := rapid.IntRange(1, 12).Draw(t, "cells"), rapid.IntRange(1, 6).Draw(t, "facilities")
	in := &Input{Demand: make([]float64, n), Supply: make([]float64, m), Columns: make([][]travel.Seconds, m)}
	for i := range in.Demand {
		in.Demand[i] = float64(rapid.IntRange(0, 50).Draw(t, "people"))
	}
	for j := range in.Supply {
		in.Supply[j] = float64(rapid.IntRange(0, 9).Draw(t, "supply"))
		in.Columns[j] = make([]travel.Seconds, n)
		for i := range in.Columns[j] {
			in.Columns[j][i] = travel.Seconds(60 * rapid.IntRange(0, 70).Draw(t, "minutes"))
			if rapid.IntRange(0, 6).Draw(t, "reached") == 0 {
				in.Columns[j][i] = travel.Unreached
			}
		}
	}
	return in
}

func drawnDecay(t *rapid.T) Decay {
	return rapid.SampledFrom([]Decay{Binary(30), Linear(45), Exponential(0.05), HalfLife(20), Power(1.5), Gaussian(20), BoundedGaussian(40),
		Logistic(40, 10), Stepped([]Step{{20, 1}, {40, 0.68}, {60, 0.22}}, true), Stepped([]Step{{20, 1}, {40, 0.5}}, false)}).Draw(t, "decay")
}

func close9(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*(math.Abs(a)+math.Abs(b)+1e-12)
}

// used returns the supply of facilities that have any demand, and the people
// who reach any supply.
func used(in *Input, d Decay) (supply, people float64) {
	for j, s := range in.Supply {
		for i, p := range in.Demand {
			if p > 0 && d.Weight(in.Columns[j][i].Minutes()) > 0 {
				supply += s
				break
			}
		}
	}
	for i, p := range in.Demand {
		for j, s := range in.Supply {
			if s > 0 && d.Weight(in.Columns[j][i].Minutes()) > 0 {
				people += p
				break
			}
		}
	}
	return supply, people
}

func TestConservation(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		in, d := drawn(t), drawnDecay(t)
		k, err := in.kernel(d)
		if err != nil {
			t.Fatal(err)
		}
		supply, people := used(in, d)
		out, at := make([]float64, len(in.Demand)), make([]float64, len(in.Supply))
		whole := func() float64 {
			s := 0.0
			for i, p := range in.Demand {
				s += p * out[i]
			}
			return s
		}
		k.TwoStep(in.Demand, in.Supply, out)
		if !close9(whole(), supply) {
			t.Errorf("2SFCA gives %g of %g", whole(), supply)
		}
		two := slices.Clone(out)
		k.ThreeStep(in.Demand, in.Supply, out)
		if !close9(whole(), supply) {
			t.Errorf("3SFCA gives %g of %g", whole(), supply)
		}
		k.Modified(in.Demand, in.Supply, out)
		if whole() > supply*(1+1e-9) {
			t.Errorf("M2SFCA gives %g of %g", whole(), supply)
		}
		k.SpatialAvailability(in.Demand, in.Supply, 1, out)
		if !close9(sum(out), supply) {
			t.Errorf("spatial availability shares out %g of %g", sum(out), supply)
		}
		for i, p := range in.Demand {
			if !close9(out[i], p*two[i]) {
				t.Errorf("cell %d has %g available, %g people of %g each", i, out[i], p, two[i])
			}
		}
		k.SpatialAvailability(in.Demand, in.Supply, 0.5, out)
		if !close9(sum(out), supply) {
			t.Errorf("spatial availability with a root shares out %g of %g", sum(out), supply)
		}
		k.Crowdedness(in.Demand, in.Supply, at)
		served := 0.0
		for j, s := range in.Supply {
			served += s * at[j]
		}
		if !close9(served, people) {
			t.Errorf("i2SFCA has %g of %g people", served, people)
		}
		k.DemandConstrained(in.Demand, in.Supply, at)
		if !close9(sum(at), people) {
			t.Errorf("demand is shared out as %g of %g people", sum(at), people)
		}
		k.Balanced(in.Demand, in.Supply, out)
		level := make([]float64, len(in.Supply))
		for j, s := range in.Supply {
			load := 0.0
			for i, p := range in.Demand {
				f, all := d.Weight(in.Columns[j][i].Minutes()), 0.0
				for _, c := range in.Columns {
					all += d.Weight(c[i].Minutes())
				}
				if all > 0 {
					load += p * f / all
				}
			}
			if load > 0 {
				level[j] = s / load
			}
		}
		if !close9(sum(out), sum(level)) {
			t.Errorf("BFCA adds up to %g, its levels to %g", sum(out), sum(level))
		}
	})
}

// Cells in another order have their values in that order; both halves of a cell
// cut in two keep its value; doubling people and supply leaves 2SFCA unchanged.
func TestShuffleSplitScale(t *testing.T) {
	type measure struct {
		name string
		run  func(k *Kernel, in *Input, out []float64)
	}
	measures := []measure{
		{"2sfca", func(k *Kernel, in *Input, out []float64) { k.TwoStep(in.Demand, in.Supply, out) }},
		{"3sfca", func(k *Kernel, in *Input, out []float64) { k.ThreeStep(in.Demand, in.Supply, out) }},
		{"m2sfca", func(k *Kernel, in *Input, out []float64) { k.Modified(in.Demand, in.Supply, out) }},
		{"gravity", func(k *Kernel, in *Input, out []float64) { k.Gravity(in.Supply, out) }},
		{"v2sfca", func(k *Kernel, in *Input, out []float64) {
			if err := k.VariableCatchment(in.Demand, in.Supply, Variable{[]float64{10, 30, 60}, 20, 0.05}, out); err != nil {
				panic(err)
			}
		}},
	}
	property.Check(t, func(t *rapid.T) {
		in, d := drawn(t), drawnDecay(t)
		n := len(in.Demand)
		order := rapid.Permutation(seq(n)).Draw(t, "order")
		cut := rapid.IntRange(0, n-1).Draw(t, "cut")
		for _, m := range measures {
			base := run(t, in, d, m.run)
			shuffled := run(t, chosen(in, order), d, m.run)
			for k, i := range order {
				if !close9(shuffled[k], base[i]) {
					t.Errorf("%s: cell %d has %g, shuffled %g", m.name, i, base[i], shuffled[k])
				}
			}
			split := chosen(in, append(seq(n), cut))
			split.Demand[cut] /= 4
			split.Demand[n] *= 0.75
			if got := run(t, split, d, m.run); !close9(got[cut], base[cut]) || !close9(got[n], base[cut]) {
				t.Errorf("%s: a cell of %g, cut in two: %g and %g", m.name, base[cut], got[cut], got[n])
			}
		}
		twice := chosen(in, seq(n))
		for i := range twice.Demand {
			twice.Demand[i] *= 2
		}
		for j := range twice.Supply {
			twice.Supply[j] *= 2
		}
		base, double := run(t, in, d, measures[0].run), run(t, twice, d, measures[0].run)
		for i := range base {
			if !close9(base[i], double[i]) {
				t.Errorf("2sfca of the doubled world: %g, of the world: %g", double[i], base[i])
			}
		}
	})
}

func run(t *rapid.T, in *Input, d Decay, do func(k *Kernel, in *Input, out []float64)) []float64 {
	k, err := in.kernel(d)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float64, len(in.Demand))
	do(k, in, out)
	return out
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// chosen is the world of the given cells, in the given order.
func chosen(in *Input, cells []int) *Input {
	out := &Input{Supply: slices.Clone(in.Supply)}
	for _, i := range cells {
		out.Demand = append(out.Demand, in.Demand[i])
	}
	for _, c := range in.Columns {
		var column []travel.Seconds
		for _, i := range cells {
			column = append(column, c[i])
		}
		out.Columns = append(out.Columns, column)
	}
	return out
}

// Passes that run several at once, and in any order, give the same result to
// the bit.
func TestRunnerChangesNothing(t *testing.T) {
	cols, p, s := madeUp(9000, 11)
	one, _ := NewKernel(9000, cols, nil)
	other, _ := NewKernel(9000, cols, func(tasks int, do func(int)) {
		for k := tasks - 1; k >= 0; k-- {
			do(k)
		}
	})
	one.Use(Gaussian(25))
	other.Use(Gaussian(25))
	a, b := make([]float64, 9000), make([]float64, 9000)
	one.ThreeStep(p, s, a)
	other.ThreeStep(p, s, b)
	if !slices.Equal(a, b) {
		t.Error("the order of the tasks changes the result")
	}
}

// The tabulated weights equal the decay's weights at every second.
func TestWeights(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		d := drawnDecay(t)
		var w Weights
		for i := range w {
			w[i] = -1
		}
		longest := travel.Seconds(rapid.IntRange(0, 65534).Draw(t, "longest"))
		w.Fill(d, longest)
		for s := 0; s <= int(longest); s += 1 + int(longest)/997 {
			if w[s] != d.Weight(float64(s)/60) {
				t.Fatalf("%s at %d s: %g, expected %g", d, s, w[s], d.Weight(float64(s)/60))
			}
		}
		if w[travel.Unreached] != 0 {
			t.Error("an unreached pair has a weight")
		}
	})
}

func TestParseDecay(t *testing.T) {
	for _, text := range DecayForms() {
		d, err := ParseDecay(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		again, err := ParseDecay(d.String())
		if err != nil || again.String() != d.String() || again.Weight(17) != d.Weight(17) {
			t.Errorf("%s: %s, %v", text, again, err)
		}
		if w := d.Weight(0); math.Abs(w-1) > 1e-15 {
			t.Errorf("%s has the weight %g at time 0", text, w)
		}
	}
	for text, want := range map[string]string{
		"gaussian": "", "nothing:20m": "", "gaussian:20": "", "gaussian:0m": "", "exponential:0.05": "", "stepped:20m=1,10m=0.5": "",
		"stepped:10m=0.5,20m=1": "", "power:-1": "", "logistic:20m": "", "binary:-1m": "", "gaussian:1@20m": "", "stepped:": "", "linear:1e999m": "", "gaussian:NaNm": "",
	} {
		if d, err := ParseDecay(text); err == nil {
			t.Errorf("%q is read as %s", text, d)
		}
		_ = want
	}
	d, err := ParseDecay("gaussian:0.5@20m")
	if err != nil || math.Abs(d.Weight(20)-0.5) > 1e-15 {
		t.Errorf("%v %v", d, err)
	}
}
