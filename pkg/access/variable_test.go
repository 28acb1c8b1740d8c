package access

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"saavu/pkg/travel"
)

// TestVariableCatchmentOfEveryCell checks V2SFCA against its formula, pair by
// pair, for numbers of cells around the block sizes.
func TestVariableCatchmentOfEveryCell(t *testing.T) {
	v := Variable{Sizes: []float64{10, 30, 60}, BasePeople: 900, BaseRatio: 0.01}
	d := Gaussian(20)
	for _, cells := range []int{1, 63, 64, 65, 130, 4095, 4096, 4097, 4203} {
		t.Run(fmt.Sprint(cells), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(cells)))
			people, supply := make([]float64, cells), []float64{3, 0, 7, 1, 2}
			columns := make([][]travel.Seconds, len(supply))
			for i := range people {
				people[i] = 50 * r.Float64()
			}
			for j := range columns {
				columns[j] = make([]travel.Seconds, cells)
				for i := range columns[j] {
					// Many times lie on a size or a second past it, and many
					// past all sizes.
					columns[j][i] = travel.Seconds(60*5*r.IntN(16) + r.IntN(2))
					if r.IntN(5) == 0 {
						columns[j][i] = travel.Unreached
					}
				}
			}
			k, err := NewKernel(cells, columns, nil)
			if err != nil {
				t.Fatal(err)
			}
			k.Use(d)
			got := make([]float64, cells)
			if err := k.VariableCatchment(people, supply, v, got); err != nil {
				t.Fatal(err)
			}
			for i, want := range variableByFormula(people, supply, columns, v, d) {
				if !close9(got[i], want) {
					t.Fatalf("cell %d has %g, expected %g", i, got[i], want)
				}
			}
		})
	}
}

func variableByFormula(people, supply []float64, columns [][]travel.Seconds, v Variable, d Decay) []float64 {
	// catchment sums amounts over the first size that contains the base.
	catchment := func(amount []float64, minutes []float64, base float64) float64 {
		got, weighed := 0.0, 0.0
		for _, size := range v.Sizes {
			got, weighed = 0, 0
			for k, m := range minutes {
				if m <= size {
					got += amount[k]
					weighed += amount[k] * d.Weight(m)
				}
			}
			if got >= base {
				break
			}
		}
		return weighed
	}
	ratio, out := make([]float64, len(supply)), make([]float64, len(people))
	for j, column := range columns {
		minutes := make([]float64, len(people))
		for i, s := range column {
			minutes[i] = s.Minutes()
		}
		if need := catchment(people, minutes, v.BasePeople); need > 0 {
			ratio[j] = supply[j] / need
		}
	}
	for i := range people {
		minutes := make([]float64, len(supply))
		for j := range columns {
			minutes[j] = columns[j][i].Minutes()
		}
		out[i] = catchment(ratio, minutes, v.BaseRatio)
	}
	return out
}
