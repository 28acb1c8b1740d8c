package main

import (
	"slices"
	"testing"
)

func TestApportion(t *testing.T) {
	for _, tc := range []struct {
		name    string
		total   int
		weights []float64
		want    []int
	}{
		{"even", 9, []float64{1, 1, 1}, []int{3, 3, 3}},
		{"ties go to the earlier", 8, []float64{1, 1, 1}, []int{3, 3, 2}},
		{"largest remainder", 10, []float64{0.45, 0.36, 0.19}, []int{4, 4, 2}},
		{"a weight of zero gets nobody", 5, []float64{0, 1, 0}, []int{0, 5, 0}},
		{"fewer people than places", 1, []float64{1, 2, 1}, []int{0, 1, 0}},
		{"nobody", 0, []float64{1, 2}, []int{0, 0}},
	} {
		if got := apportion(tc.total, tc.weights); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, expected %v", tc.name, got, tc.want)
		}
	}
}

// Rows of one person each all round to the commonest band; the columns must
// still be exact.
func TestRoundToMarginsMeetsBothMargins(t *testing.T) {
	rows := make([]int, 50)
	seed := make([]share, 50)
	for i := range rows {
		rows[i] = 1
		seed[i] = share{1, 1, 1, 5, 1, 1 + float64(i)/100}
	}
	columns := count{5, 5, 5, 25, 5, 5}
	got, err := roundToMargins(rake(seed, rows, columns), rows, columns)
	if err != nil {
		t.Fatal(err)
	}
	var sums count
	for i := range got {
		n := 0
		for b, v := range got[i] {
			n += v
			sums[b] += v
			if v < 0 {
				t.Errorf("row %d has %d", i, v)
			}
		}
		if n != 1 {
			t.Errorf("row %d has %d people", i, n)
		}
	}
	if sums != columns {
		t.Errorf("columns %v, expected %v", sums, columns)
	}
}

func TestRoundToMarginsRefusesImpossibleMargins(t *testing.T) {
	_, err := roundToMargins([]share{{1, 1}}, []int{2}, count{1, 0})
	if err == nil || err.Error() != "margins cannot be met: people over by band [0 1 0 0 0 0]" {
		t.Errorf("got %v", err)
	}
}

// The noise must never change: other noise would move every person.
func TestNoiseIsFixed(t *testing.T) {
	n := 0
	sum := 0.0
	for row := range 100 {
		for col := range 100 {
			v := noise(row, col, 7)
			if v < 0 || v >= 1 {
				t.Fatalf("noise %v at %d %d", v, row, col)
			}
			sum += v
			n++
		}
	}
	if mean := sum / float64(n); mean < 0.48 || mean > 0.52 {
		t.Errorf("mean %v", mean)
	}
	if noise(1, 2, 3) == noise(2, 1, 3) || noise(1, 2, 3) == noise(1, 2, 4) {
		t.Error("places or streams share their noise")
	}
}
