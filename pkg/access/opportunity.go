package access

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// NearestMinutes computes each cell's time to the nearest facility in minutes,
// +Inf where none is reached. best is scratch memory for Nearest, one value per
// cell.
func NearestMinutes(columns [][]travel.Seconds, best []uint32, out []float64) {
	Nearest(columns, best)
	for i, b := range best {
		out[i] = travel.Seconds(b >> 16).Minutes()
	}
}

// Cumulative sums, for every cell, the supply of the facilities within each
// cutoff: A_i(T) = Σ_j S_j [t_ij ≤ T], the limit inclusive. cutoffs ascend, in
// minutes; out is flat, [cell*len(cutoffs)+cutoff], in units of supply, 0 where
// nothing is reached. At most 255 cutoffs.
func (k *Kernel) Cumulative(supply, cutoffs, out []float64) error {
	bins, err := newBins(cutoffs)
	if err != nil {
		return err
	}
	n := len(cutoffs)
	out = out[:k.cells*n]
	k.run((k.cells+block-1)/block, func(task int) {
		lo := task * block
		hi := min(lo+block, k.cells)
		// One bin more than there are cutoffs collects the times beyond the
		// last.
		sums := make([]float64, (hi-lo)*(n+1))
		for j, column := range k.columns {
			s := supply[j]
			for i, t := range column[lo:hi] {
				sums[i*(n+1)+int(bins[t])] += s
			}
		}
		for i := lo; i < hi; i++ {
			row := sums[(i-lo)*(n+1) : (i-lo+1)*(n+1)]
			running := 0.0
			for c := range n {
				running += row[c]
				out[i*n+c] = running
			}
		}
	})
	return nil
}

// tiny is smaller than any difference between two times or cutoffs, in minutes.
const tiny = 1e-7

// below returns the measure with exclusive cutoffs, as in R5: they are moved to
// just before the time that they name. Only measures with cutoffs have such a
// boundary.
func (m *Measure) below(c *Choice) (*Measure, error) {
	if !slices.Contains(m.Needs, NeedCutoffs) && !slices.Contains(m.Needs, NeedInterval) {
		return nil, fmt.Errorf("access: %s has no cutoff that can be exclusive: choices, cumulative and interval have", m.Name)
	}
	if len(c.Cutoffs) > 0 && c.Cutoffs[0] == 0 || m.Name == "interval" && c.From == 0 {
		return nil, fmt.Errorf("access: no time is below a cutoff of 0 minutes")
	}
	out := *m
	out.Boundary = "a time equal to the limit is outside"
	return &out, nil
}

// short is how far cutoffs lie below the time that they name, in minutes.
func (c *Choice) short() float64 {
	if c.Below {
		return tiny
	}
	return 0
}

// bins maps every time to the first cutoff that it is within.
type bins [1 << 16]uint8

func newBins(cutoffs []float64) (*bins, error) {
	if len(cutoffs) == 0 || len(cutoffs) > math.MaxUint8 {
		return nil, fmt.Errorf("access: %d cutoffs, expected 1 to %d", len(cutoffs), math.MaxUint8)
	}
	var b bins
	last := -1.0
	s := 0
	for c, minutes := range cutoffs {
		if !(minutes >= 0) || minutes <= last {
			return nil, fmt.Errorf("access: cutoff %d is %g minutes after %g: cutoffs are 0 or more and rise", c+1, minutes, last)
		}
		last = minutes
		for ; s < int(travel.Unreached) && float64(s)/60 <= minutes; s++ {
			b[s] = uint8(c)
		}
	}
	for ; s < len(b); s++ {
		b[s] = uint8(len(cutoffs))
	}
	return &b, nil
}

// Interval computes, for every cell, the mean or the median of the cumulative
// measure over the cutoffs from, from+step … to, in minutes (Tomasiello et al.
// 2023, doi 10.1016/j.apgeog.2023.103007), so the result does not depend on one
// cutoff. For an even number of cutoffs the median is the mean of the middle
// two. out has one value per cell.
func (k *Kernel) Interval(supply []float64, from, to, step float64, median bool, out []float64) error {
	if !(step > 0) || !(to >= from) {
		return fmt.Errorf("access: an interval from %g to %g minutes by %g: it must ascend by a step above 0", from, to, step)
	}
	var cutoffs []float64
	for c := 0; from+float64(c)*step <= to+1e-9 && c <= math.MaxUint8; c++ {
		cutoffs = append(cutoffs, from+float64(c)*step)
	}
	n := len(cutoffs)
	all := make([]float64, k.cells*n)
	if err := k.Cumulative(supply, cutoffs, all); err != nil {
		return err
	}
	for i := range out[:k.cells] {
		row := all[i*n : i*n+n] // ascending, so already sorted
		if median {
			out[i] = (row[(n-1)/2] + row[n/2]) / 2
		} else {
			out[i] = sum(row) / float64(n)
		}
	}
	return nil
}

// ClosestN computes, for every cell, the least time in minutes within which it
// reaches n units of supply: min T with Σ_j S_j [t_ij ≤ T] ≥ n. With a supply
// of 1 at each facility, that is the time to the n-th nearest one. The value is
// +Inf where n is never reached. n is above 0.
func (k *Kernel) ClosestN(supply []float64, n float64, out []float64) {
	k.reaching(supply, func(int) float64 { return n }, out)
}

// Balancing computes, for every cell, the least time in minutes within which
// the supply reached is at least the cell's people: min T with A_i(T) ≥ P_i
// (Barboza et al. 2021, doi 10.1016/j.jtrangeo.2020.102924). The value is +Inf
// where that never happens, and 0 for a cell without people.
func (k *Kernel) Balancing(people, supply, out []float64) {
	k.reaching(supply, func(cell int) float64 { return people[cell] }, out)
}

// reaching finds, for every cell, the least time within which it reaches the
// amount that it needs (equity.Reaches). Facilities are visited from near to
// far.
func (k *Kernel) reaching(supply []float64, wanted func(cell int) float64, out []float64) {
	out = out[:k.cells]
	k.run((k.cells+block-1)/block, func(task int) {
		lo := task * block
		hi := min(lo+block, k.cells)
		m := len(k.columns)
		keys := make([]uint64, (hi-lo)*m)
		for j, column := range k.columns {
			for i, t := range column[lo:hi] {
				keys[i*m+j] = uint64(t)<<32 | uint64(j)
			}
		}
		for i := lo; i < hi; i++ {
			row := keys[(i-lo)*m : (i-lo+1)*m]
			out[i] = firstReaching(row, supply, wanted(i))
		}
	})
}

func firstReaching(row []uint64, supply []float64, want float64) float64 {
	if want <= 0 {
		return 0
	}
	slices.SortFunc(row, cmp.Compare[uint64])
	got := 0.0
	for _, key := range row {
		t := travel.Seconds(key >> 32)
		if t == travel.Unreached {
			break
		}
		if got += supply[uint32(key)]; equity.Reaches(got, want) {
			return t.Minutes()
		}
	}
	return math.Inf(1)
}
