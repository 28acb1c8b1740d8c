package main

import (
	"fmt"
	"math"
	"slices"
)

// apportion distributes a whole number of people by weight with the largest
// remainder method: each gets the whole part of its quota, and the remaining
// units go to the largest remainders, the earlier one if two are equal. Weights
// are not negative and at least one is positive. The result sums to total
// exactly.
func apportion(total int, weights []float64) []int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	got := make([]int, len(weights))
	order := make([]int, len(weights))
	rest := make([]float64, len(weights))
	left := total
	for i, w := range weights {
		quota := float64(total) * w / sum
		got[i] = int(math.Floor(quota))
		rest[i] = quota - math.Floor(quota)
		left -= got[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rest[a] > rest[b]:
			return -1
		case rest[a] < rest[b]:
			return 1
		}
		return 0
	})
	for k := 0; k < left; k++ {
		got[order[k%len(order)]]++
	}
	return got
}

// rake fits a table of positive seeds to the sums of its rows and columns by
// iterative proportional fitting (Deming and Stephan 1940). Rows and columns
// must have the same grand total.
func rake(seed []share, rows []int, columns count) []share {
	fit := slices.Clone(seed)
	for range 200 {
		var worst float64
		var sums share
		for i := range fit {
			total := 0.0
			for _, v := range fit[i] {
				total += v
			}
			for b := range fit[i] {
				fit[i][b] *= float64(rows[i]) / total
				sums[b] += fit[i][b]
			}
		}
		for b := range columns {
			scale := float64(columns[b]) / sums[b]
			worst = max(worst, math.Abs(scale-1))
			for i := range fit {
				fit[i][b] *= scale
			}
		}
		if worst < 1e-12 {
			break
		}
	}
	return fit
}

// roundToMargins rounds a raked table to whole people with both margins exact.
// Rows are rounded by largest remainder; then single people move within a row
// from a band with too many to a band with too few, each time with the move
// that brings the row nearest to its fitted values.
func roundToMargins(fit []share, rows []int, columns count) ([]count, error) {
	got := make([]count, len(fit))
	over := count{}
	for i := range fit {
		if rows[i] > 0 {
			copy(got[i][:], apportion(rows[i], fit[i][:]))
		}
		for b, n := range got[i] {
			over[b] += n
		}
	}
	for b := range columns {
		over[b] -= columns[b]
	}
	for over != (count{}) {
		row, from, to := bestMove(fit, got, over)
		if row < 0 {
			return nil, fmt.Errorf("margins cannot be met: people over by band %v", over)
		}
		got[row][from]--
		got[row][to]++
		over[from]--
		over[to]++
	}
	return got, nil
}

// bestMove finds the row and the two bands for the next move, row -1 if there
// is none.
func bestMove(fit []share, got []count, over count) (row, from, to int) {
	row = -1
	best := math.Inf(-1)
	for i := range got {
		for a := range over {
			if over[a] <= 0 || got[i][a] == 0 {
				continue
			}
			for b := range over {
				if over[b] >= 0 {
					continue
				}
				gain := float64(got[i][a]) - fit[i][a] + fit[i][b] - float64(got[i][b])
				if gain > best {
					best, row, from, to = gain, i, a, b
				}
			}
		}
	}
	return row, from, to
}
