package access

import (
	"fmt"

	"saavu/pkg/travel"
)

// Kernel is the one loop under all weighted measures. It knows the times from
// cells to facilities and the weight f of every time, and has two operations:
//
//	Spread  from facilities to cells: out_i = Σ_j c_j f(t_ij)
//	Gather  from cells to facilities: out_j = Σ_i a_i f(t_ij)
//
// Every measure of the floating catchment family and of the constrained family
// is a few such passes with the results divided in between. A Kernel keeps its
// table of weights (half a megabyte) and can be used again with another decay.
type Kernel struct {
	columns   [][]travel.Seconds
	cells     int
	longest   travel.Seconds
	once      Weights  // f
	twice     *Weights // f², for the measures that apply the weight twice; nil until needed
	run       Runner
	scratches int // number of tasks where each facility task needs its own memory
}

// Runner calls do for every task from 0 to tasks−1, in any order and possibly
// several at once. Packages that may start goroutines supply one.
type Runner func(tasks int, do func(task int))

// inTurn is the Runner used when none is supplied.
func inTurn(tasks int, do func(task int)) {
	for k := range tasks {
		do(k)
	}
}

// NewKernel makes a kernel of columns, each with one time per cell. The columns
// are kept and not changed. A column of another length is an error. run may be
// nil: all passes then run one after the other. The result does not depend on
// run: every sum is added in the same order.
func NewKernel(cells int, columns [][]travel.Seconds, run Runner) (*Kernel, error) {
	for j, c := range columns {
		if len(c) != cells {
			return nil, fmt.Errorf("access: column %d has %d cells, expected %d", j, len(c), cells)
		}
	}
	scratches := 8
	if run == nil {
		run, scratches = inTurn, 1
	}
	longest := make([]travel.Seconds, len(columns))
	run(len(columns), func(j int) { longest[j] = Longest(columns[j : j+1]) })
	k := &Kernel{columns: columns, cells: cells, run: run, scratches: scratches}
	for _, t := range longest {
		k.longest = max(k.longest, t)
	}
	return k, nil
}

// Facilities returns the number of facilities, which is the number of columns.
func (k *Kernel) Facilities() int { return len(k.columns) }

// Use sets the decay for the passes that follow.
func (k *Kernel) Use(d Decay) {
	k.once.Fill(d, k.longest)
	k.twice = nil
}

// squares returns f².
func (k *Kernel) squares() *Weights {
	if k.twice == nil {
		k.twice = new(Weights)
		for s := range int(k.longest) + 1 {
			k.twice[s] = k.once[s] * k.once[s]
		}
		k.twice[travel.Unreached] = 0
	}
	return k.twice
}

// block is how many cells a pass processes at a time, so that their sums (32
// KB) stay in the cache.
const block = 4096

// Spread sums over facilities: out, one value per cell, is overwritten with Σ_j
// c_j f(t_ij); 0 where nothing is reached.
func (k *Kernel) Spread(c, out []float64) { k.spread(&k.once, c, out) }

// SpreadSquared is Spread with f² in place of f.
func (k *Kernel) SpreadSquared(c, out []float64) { k.spread(k.squares(), c, out) }

// Gather sums over cells: out, one value per facility, is overwritten with Σ_i
// a_i f(t_ij); 0 for a facility that nobody reaches.
func (k *Kernel) Gather(a, out []float64) { k.gather(&k.once, a, out) }

// GatherSquared is Gather with f² in place of f.
func (k *Kernel) GatherSquared(a, out []float64) { k.gather(k.squares(), a, out) }

func (k *Kernel) spread(w *Weights, c, out []float64) {
	c, out = c[:len(k.columns)], out[:k.cells]
	k.run((k.cells+block-1)/block, func(task int) {
		lo := task * block
		hi := min(lo+block, k.cells)
		k.spreadBlock(w, c, out[lo:hi:hi], lo, hi)
	})
}

func (k *Kernel) spreadBlock(w *Weights, c, out []float64, lo, hi int) {
	clear(out)
	j := 0
	for ; j+4 <= len(k.columns); j += 4 {
		t0, t1, t2, t3 := k.columns[j][lo:hi], k.columns[j+1][lo:hi], k.columns[j+2][lo:hi], k.columns[j+3][lo:hi]
		c0, c1, c2, c3 := c[j], c[j+1], c[j+2], c[j+3]
		t0, t1, t2, t3 = t0[:len(out)], t1[:len(out)], t2[:len(out)], t3[:len(out)]
		for i := range out {
			out[i] += (c0*w[t0[i]] + c1*w[t1[i]]) + (c2*w[t2[i]] + c3*w[t3[i]])
		}
	}
	for ; j < len(k.columns); j++ {
		cj := c[j]
		for i, t := range k.columns[j][lo:hi] {
			out[i] += cj * w[t]
		}
	}
}

// together is how many columns one gather task processes: they share the reads
// of the cells' values.
const together = 4

func (k *Kernel) gather(w *Weights, a, out []float64) {
	a, out = a[:k.cells], out[:len(k.columns)]
	k.run((len(k.columns)+together-1)/together, func(task int) {
		j := task * together
		if j+together <= len(k.columns) {
			gatherFour(w, a, k.columns[j:j+together:j+together], out[j:j+together:j+together])
			return
		}
		for ; j < len(k.columns); j++ {
			out[j] = gatherOne(w, a, k.columns[j])
		}
	})
}

// gatherPlain computes Gather of a and, in the same pass, the sum of the
// weights: out_j = Σ_i a_i f(t_ij), sum_j = Σ_i f(t_ij).
func (k *Kernel) gatherPlain(a, out, sum []float64) {
	a = a[:k.cells]
	k.run((len(k.columns)+1)/2, func(task int) {
		j := 2 * task
		second := min(j+1, len(k.columns)-1) // with an odd number, the last column is paired with itself
		t0, t1 := k.columns[j][:len(a)], k.columns[second][:len(a)]
		s0, s1, f0, f1 := 0.0, 0.0, 0.0, 0.0
		for i, v := range a {
			w0, w1 := k.once[t0[i]], k.once[t1[i]]
			s0 += v * w0
			s1 += v * w1
			f0 += w0
			f1 += w1
		}
		out[second], sum[second] = s1, f1
		out[j], sum[j] = s0, f0
	})
}

func gatherFour(w *Weights, a []float64, columns [][]travel.Seconds, out []float64) {
	t0, t1, t2, t3 := columns[0][:len(a)], columns[1][:len(a)], columns[2][:len(a)], columns[3][:len(a)]
	s0, s1, s2, s3 := 0.0, 0.0, 0.0, 0.0
	for i, v := range a {
		s0 += v * w[t0[i]]
		s1 += v * w[t1[i]]
		s2 += v * w[t2[i]]
		s3 += v * w[t3[i]]
	}
	out[0], out[1], out[2], out[3] = s0, s1, s2, s3
}

func gatherOne(w *Weights, a []float64, column []travel.Seconds) float64 {
	sum := 0.0
	column = column[:len(a)]
	for i, v := range a {
		sum += v * w[column[i]]
	}
	return sum
}
