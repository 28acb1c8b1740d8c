package access

import (
	"math"
	"testing"

	"saavu/pkg/travel"
)

// toy has three cells and two facilities, small enough to compute by hand.
func toy() *Input {
	column := func(minutes ...int) []travel.Seconds {
		var out []travel.Seconds
		for _, m := range minutes {
			out = append(out, travel.Seconds(60*m))
		}
		return out
	}
	return &Input{Columns: [][]travel.Seconds{column(10, 25, 50), column(40, 20, 15)}, Demand: []float64{100, 50, 10}, Supply: []float64{4, 2}}
}

var slow = Stepped([]Step{{20, 1}, {40, 0.68}, {60, 0.22}}, true)

func TestToy(t *testing.T) {
	in := toy()
	for _, c := range []struct {
		name  string
		decay Decay
		run   func(k *Kernel, out []float64)
		want  []float64
	}{
		{"cumulative 30", Binary(30), func(k *Kernel, out []float64) { k.Gravity(in.Supply, out) }, []float64{4, 6, 2}},
		{"2SFCA 30", Binary(30), func(k *Kernel, out []float64) { k.TwoStep(in.Demand, in.Supply, out) }, []float64{0.026667, 0.06, 0.033333}},
		{"E2SFCA", slow, func(k *Kernel, out []float64) { k.TwoStep(in.Demand, in.Supply, out) }, []float64{0.039994, 0.035596, 0.022086}},
		{"3SFCA", slow, func(k *Kernel, out []float64) { k.ThreeStep(in.Demand, in.Supply, out) }, []float64{0.040720, 0.033122, 0.027189}},
		{"M2SFCA", slow, func(k *Kernel, out []float64) { k.Modified(in.Demand, in.Supply, out) }, []float64{0.036594, 0.029205, 0.017046}},
		{"BFCA", slow, func(k *Kernel, out []float64) { k.Balanced(in.Demand, in.Supply, out) }, []float64{0.032281, 0.027066, 0.015193}},
		{"spatial availability", slow, func(k *Kernel, out []float64) { k.SpatialAvailability(in.Demand, in.Supply, 1, out) }, []float64{3.999358, 1.779782, 0.220861}},
		{"nearest", slow, func(k *Kernel, out []float64) { NearestMinutes(in.Columns, make([]uint32, 3), out) }, []float64{10, 20, 15}},
		{"second nearest", slow, func(k *Kernel, out []float64) { k.ClosestN([]float64{1, 1}, 2, out) }, []float64{40, 25, 50}},
		{"six units", slow, func(k *Kernel, out []float64) { k.ClosestN(in.Supply, 6, out) }, []float64{40, 25, 50}},
		{"three units", slow, func(k *Kernel, out []float64) { k.ClosestN(in.Supply, 3, out) }, []float64{10, 25, 50}},
		{"seven units", slow, func(k *Kernel, out []float64) { k.ClosestN(in.Supply, 7, out) }, []float64{math.Inf(1), math.Inf(1), math.Inf(1)}},
		{"variable, wide", slow, func(k *Kernel, out []float64) {
			if err := k.VariableCatchment(in.Demand, in.Supply, Variable{[]float64{60}, 0, 0}, out); err != nil {
				t.Error(err)
			}
		}, []float64{0.039994, 0.035596, 0.022086}},
	} {
		k, err := in.kernel(c.decay)
		if err != nil {
			t.Fatal(err)
		}
		out := make([]float64, 3)
		c.run(k, out)
		for i := range out {
			if !(math.Abs(out[i]-c.want[i]) <= 1e-6) && out[i] != c.want[i] {
				t.Errorf("%s: %v, expected %v", c.name, out, c.want)
				break
			}
		}
	}
}
