package access

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/travel"
)

const far = travel.Unreached

func TestNearest(t *testing.T) {
	type found struct {
		time  travel.Seconds
		index int
	}
	tests := []struct {
		name    string
		columns [][]travel.Seconds
		want    []found // one per cell
	}{
		{"no column", nil, []found{{far, -1}, {far, -1}}},
		{"one", [][]travel.Seconds{{60, far}}, []found{{60, 0}, {far, -1}}},
		{"the smaller", [][]travel.Seconds{{60, 5}, {50, 6}}, []found{{50, 1}, {5, 0}}},
		{"a tie goes to the first", [][]travel.Seconds{{9, 9}, {7, 7}, {7, 7}, {7, 8}, {7, 7}}, []found{{7, 1}, {7, 1}}},
		{"a tie across the fours", [][]travel.Seconds{{9, 9}, {9, 9}, {9, 9}, {9, 2}, {3, 2}, {3, 2}}, []found{{3, 4}, {2, 3}}},
		{"zero and the longest time", [][]travel.Seconds{{far, far - 1}, {0, far}}, []found{{0, 1}, {far - 1, 0}}},
		{"nobody reaches", [][]travel.Seconds{{far, far}, {far, far}, {far, far}, {far, far}, {far, far}}, []found{{far, -1}, {far, -1}}},
		{"the last of eight", [][]travel.Seconds{{8, 8}, {8, 8}, {8, 8}, {8, 8}, {8, 8}, {8, 8}, {8, 8}, {7, 8}}, []found{{7, 7}, {8, 0}}},
	}
	for _, tt := range tests {
		best := []uint32{0, 0} // left from an earlier call: must be overwritten
		Nearest(tt.columns, best)
		for i, want := range tt.want {
			if time, index := Unpack(best[i]); time != want.time || index != want.index {
				t.Errorf("%s: cell %d got %d s by column %d, want %d s by %d", tt.name, i, time, index, want.time, want.index)
			}
		}
	}
	Nearest([][]travel.Seconds{{}, {}}, nil) // no cells
}

func TestNearestAsManyColumnsAsAnIndexCanHold(t *testing.T) {
	columns := make([][]travel.Seconds, MaxColumns+1)
	for j := range columns {
		columns[j] = []travel.Seconds{far}
	}
	columns[MaxColumns-1] = []travel.Seconds{far - 1}
	best := []uint32{0}
	Nearest(columns[:MaxColumns], best)
	if time, index := Unpack(best[0]); time != far-1 || index != 65_534 {
		t.Errorf("got %d s by column %d", time, index)
	}
	defer func() {
		if r := recover(); r != "access: more columns than an index can hold" {
			t.Errorf("panicked with %v", r)
		}
	}()
	Nearest(columns, best)
}

func TestWithin(t *testing.T) {
	// People are powers of two, so that a sum identifies the cells counted.
	times := []travel.Seconds{0, 1199, 1200, 1201, far - 1, far}
	people := []float64{1, 2, 4, 8, 16, 32}
	best := make([]uint32, len(times))
	Nearest([][]travel.Seconds{times}, best)
	tests := []struct {
		limit travel.Seconds
		want  float64
	}{{0, 1}, {1198, 1}, {1199, 3}, {1200, 7}, {1201, 15}, {far - 2, 15}, {far - 1, 31}, {far, 31}}
	for _, tt := range tests {
		flat := make([]float64, 0, 2*len(people))
		for _, p := range people {
			flat = append(flat, p, 100*p)
		}
		out := []float64{5, 5} // left from an earlier call: must be overwritten
		WithinGroups(best, tt.limit, flat, 2, out)
		if !slices.Equal(out, []float64{tt.want, 100 * tt.want}) {
			t.Errorf("within %d s: %v by group, want %g and a hundred times that", tt.limit, out, tt.want)
		}
	}
	Nearest(nil, best)
	out := []float64{5}
	if WithinGroups(best, far, people, 1, out); out[0] != 0 {
		t.Errorf("%g people reach no place", out[0])
	}
	if WithinGroups(nil, 60, nil, 1, out); out[0] != 0 {
		t.Errorf("%g people in no cells", out[0])
	}
}

// TestNearestProperties compares with a naive search and checks that one more
// column never makes a cell's time longer.
func TestNearestProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "cells")
		time := rapid.OneOf(rapid.Uint16Range(0, 5), rapid.Uint16Range(math.MaxUint16-2, math.MaxUint16))
		columns := make([][]travel.Seconds, rapid.IntRange(0, 11).Draw(t, "columns"))
		for j := range columns {
			columns[j] = make([]travel.Seconds, n)
			for i := range columns[j] {
				columns[j][i] = travel.Seconds(time.Draw(t, "s"))
			}
		}
		best := make([]uint32, n)
		Nearest(columns, best)
		for i, b := range best {
			want, by := far, -1
			for j, c := range columns {
				if c[i] < want {
					want, by = c[i], j
				}
			}
			if got, index := Unpack(b); got != want || index != by {
				t.Fatalf("cell %d: %d s by %d, want %d s by %d", i, got, index, want, by)
			}
		}
		if len(columns) > 0 {
			fewer := make([]uint32, n)
			Nearest(columns[:len(columns)-1], fewer)
			for i := range fewer {
				if best[i]>>16 > fewer[i]>>16 {
					t.Fatalf("cell %d is further from its nearest place after one opened", i)
				}
			}
		}
	})
}
