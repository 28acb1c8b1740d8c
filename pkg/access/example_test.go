package access_test

import (
	"fmt"

	"saavu/pkg/access"
	"saavu/pkg/travel"
)

// minutes is a column of times, -1 for a cell that is not reached.
func minutes(list ...float64) []travel.Seconds {
	column := make([]travel.Seconds, len(list))
	for i, m := range list {
		column[i] = travel.FromSeconds(60 * m)
	}
	return column
}

// The nearest of two clinics for three cells. The limit of 10 minutes takes in
// a time of 10 minutes: 100 and 30 people are within it.
func ExampleNearest() {
	columns := [][]travel.Seconds{minutes(5, 20, -1), minutes(15, 10, -1)}
	people := []float64{100, 30, 7}
	best := make([]uint32, len(people))
	access.Nearest(columns, best)
	for i := range best {
		t, clinic := access.Unpack(best[i])
		fmt.Println(t.Minutes(), clinic)
	}
	within := make([]float64, 1)
	access.WithinGroups(best, travel.FromSeconds(10*60), people, 1, within)
	fmt.Println(within[0])
	// Output:
	// 5 0
	// 10 1
	// +Inf -1
	// 130
}

// Two doctors at A and one at B, within 20 minutes. A is reached by 100 + 100
// people, 0.01 doctors a person, and B by 100, the same: the second cell has
// both, the third reaches neither.
func ExampleMeasure_Compute() {
	in := &access.Input{
		Columns: [][]travel.Seconds{minutes(5, 20, 40), minutes(60, 15, 21)},
		Demand:  []float64{100, 100, 50},
		Supply:  []float64{2, 1},
	}
	limit := access.Binary(20)
	s, err := access.Find("2sfca").Compute(in, access.Choice{Decay: &limit})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Values, s.Unit)
	_, err = access.Find("2sfca").Compute(in, access.Choice{})
	fmt.Println("without a decay:", err != nil)
	// Output:
	// [0.01 0.02 0] supply per person
	// without a decay: true
}

// The same by the kernel, for who computes many measures over the same times:
// its table of weights is used again.
func ExampleKernel() {
	k, err := access.NewKernel(3, [][]travel.Seconds{minutes(5, 20, 40), minutes(60, 15, 21)}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	people, doctors, out := []float64{100, 100, 50}, []float64{2, 1}, make([]float64, 3)
	k.Use(access.Binary(20))
	k.TwoStep(people, doctors, out)
	fmt.Println("2SFCA", out)
	k.Gravity(doctors, out)
	fmt.Println("doctors within 20 minutes", out)
	// Output:
	// 2SFCA [0.01 0.02 0]
	// doctors within 20 minutes [2 3 0]
}
