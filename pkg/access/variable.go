package access

import (
	"bytes"
	"fmt"
	"math/bits"

	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// Variable holds the bounds of the variable catchments: they grow through Sizes
// (minutes, ascending) until they contain enough. BasePeople is the least
// number of people for a facility's catchment, BaseRatio the least sum of
// ratios for a cell's. If the largest size does not contain enough, it is used.
type Variable struct {
	Sizes      []float64
	BasePeople float64
	BaseRatio  float64
}

// VariableCatchment is V2SFCA (Luo & Whippo 2012, doi
// 10.1016/j.healthplace.2012.04.002): the two-step catchment where each
// catchment has its own size. T_j is the first size with Σ_i P_i [t_ij ≤ T_j] ≥
// BasePeople, and R_j = S_j ÷ Σ_{t_ij ≤ T_j} P_i f(t_ij); T_i is the first size
// with Σ_j R_j [t_ij ≤ T_i] ≥ BaseRatio, and A_i = Σ_{t_ij ≤ T_i} R_j f(t_ij).
// out has one value per cell, in units of supply for each person.
func (k *Kernel) VariableCatchment(people, supply []float64, v Variable, out []float64) error {
	bins, err := newBins(v.Sizes)
	if err != nil {
		return err
	}
	if !(v.BasePeople >= 0) || !(v.BaseRatio >= 0) {
		return fmt.Errorf("access: a base of %g people and of a ratio of %g, expected 0 or more", v.BasePeople, v.BaseRatio)
	}
	z := &sized{bins: bins, weights: &k.once, n: len(v.Sizes), past: bytes.IndexByte(bins[:], uint8(len(v.Sizes)))}
	ratio := make([]float64, k.Facilities())
	k.run(k.Facilities(), func(j int) {
		if d := upTo(z.around(k.columns[j], people), v.BasePeople); d > 0 {
			ratio[j] = supply[j] / d
		}
	})
	k.run((k.cells+ringBlock-1)/ringBlock, func(task int) {
		lo := task * ringBlock
		hi := min(lo+ringBlock, k.cells)
		rings := make([]ring, (hi-lo)*z.n)
		for j, column := range k.columns {
			for from := lo; from < hi; from += 64 {
				z.spread(column[from:min(from+64, hi)], ratio[j], rings[(from-lo)*z.n:])
			}
		}
		for i := range hi - lo {
			out[lo+i] = upTo(rings[i*z.n:(i+1)*z.n], v.BaseRatio)
		}
	})
	return nil
}

// ring is what lies between two sizes of a catchment: unweighted and weighted.
type ring struct{ inside, weighed float64 }

// ringBlock is how many cells a task processes: their rings stay in the cache,
// and a column is read in runs of two pages.
const ringBlock = 4096

// sized is the n sizes of a catchment: the ring of every time, n for times past
// all of them, and its weight.
type sized struct {
	bins    *bins
	weights *Weights
	n       int
	past    int // the first time beyond the largest size
}

// around sums the people around a facility by ring. Neighbouring cells often
// fall in one ring; four sets of sums keep one addition from waiting for
// another.
func (z *sized) around(column []travel.Seconds, people []float64) []ring {
	rings := make([]ring, sets*z.n)
	for lo := 0; lo < len(people); lo += 64 {
		hi := min(lo+64, len(people))
		z.gather(column[lo:hi], people[lo:hi], rings)
	}
	for s := 1; s < sets; s++ {
		for b := range z.n {
			rings[b].inside += rings[s*z.n+b].inside
			rings[b].weighed += rings[s*z.n+b].weighed
		}
	}
	return rings[:z.n]
}

const sets = 4

// gather adds the people of up to 64 cells to the rings of a facility. The mark
// is cleared before its cell is processed: the search for the next one then
// does not wait.
func (z *sized) gather(times []travel.Seconds, people []float64, rings []ring) {
	bins, weights, n := z.bins[:], z.weights[:], z.n
	people = people[:len(times)]
	for m := within(times, z.past); m != 0; {
		i := bits.TrailingZeros64(m)
		m &= m - 1
		t, p := times[i], people[i]
		at := &rings[i%sets*n+int(bins[t])]
		at.inside += p
		at.weighed += p * weights[t]
	}
}

// spread adds the ratio of a facility to the rings of up to 64 cells.
func (z *sized) spread(times []travel.Seconds, r float64, rings []ring) {
	bins, weights, n := z.bins[:], z.weights[:], z.n
	for m := within(times, z.past); m != 0; {
		i := bits.TrailingZeros64(m)
		m &= m - 1
		t := times[i]
		at := &rings[i*n+int(bins[t])]
		at.inside += r
		at.weighed += r * weights[t]
	}
}

// within marks which of up to 64 times are less than past, without a branch to
// mispredict. Most pairs in a country are far apart, and pairs not marked cost
// nothing more.
func within(times []travel.Seconds, past int) (marks uint64) {
	if len(times) < 64 {
		for i, t := range times {
			marks |= less(t, past) << i
		}
		return marks
	}
	for k := 56; k >= 0; k -= 8 {
		t := (*[8]travel.Seconds)(times[k:])
		low := less(t[0], past) | less(t[1], past)<<1 | less(t[2], past)<<2 | less(t[3], past)<<3
		high := less(t[4], past)<<4 | less(t[5], past)<<5 | less(t[6], past)<<6 | less(t[7], past)<<7
		marks = marks<<8 | low | high
	}
	return marks
}

// less is 1 for a time less than past, else 0.
func less(t travel.Seconds, past int) uint64 { return uint64(int64(t)-int64(past)) >> 63 }

// upTo sums the weighted values over the sizes until their unweighted sum
// reaches the base; over all of them if it never does.
func upTo(rings []ring, base float64) float64 {
	got, total := 0.0, 0.0
	for _, r := range rings {
		got += r.inside
		total += r.weighed
		if equity.Reaches(got, base) {
			break
		}
	}
	return total
}
