package equity_test

import (
	"fmt"
	"math"

	"saavu/pkg/equity"
)

// Three people have 1 minute to the clinic and one has 5: the mean is 2. The
// differences of all 16 pairs add up to 24, and 24 ÷ (2 · 16 · 2) = 0.375.
func ExampleNew() {
	minutes, people := []float64{1, 5}, []float64{3, 1}
	s, err := equity.New(minutes, people)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mean", s.Mean(), "median", s.Quantile(0.5), "within 1", s.Within(1), "gini", s.Gini())
	// Output: mean 2 median 1 within 1 0.75 gini 0.375
}

// A figure by its name, as a program offers all of them.
func ExampleFindFigure() {
	s, err := equity.New([]float64{1, 5}, []float64{3, 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	gini := equity.FindFigure("gini")
	fmt.Println(gini.Title, gini.Of(s, nil, 0, true))
	// Output: Gini coefficient 0.375
}

// Who loses more than 5 minutes when the clinic closes: the second cell, and
// the third, which now reaches nothing.
func ExampleLeft() {
	never := math.Inf(1)
	cells, people, err := equity.Left([]float64{3, 3, 8}, []float64{8, 9, never}, []float64{100, 20, 5}, 5, true)
	fmt.Println(cells, people, err)
	// Output: [1 2] 25 <nil>
}
