package benchmarks

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"saavu/pkg/access"
	"saavu/pkg/travel"
)

// The size of the real matrix of Vantaa: all cells, all destinations.
const (
	nearestCells   = 13_231
	nearestColumns = 134
	nearestGroups  = 6
	nearestLimit   = travel.Seconds(30 * 60)
)

// nearestWorld is a random matrix of the real size. One place in ten is closed
// and one pair in fifty is unreached; times are whole minutes, as in the
// source, so that there are ties.
type nearestWorld struct {
	columns [][]travel.Seconds
	closed  []bool
	people  []float64 // [cell*groups+group]
}

func makeNearestWorld() nearestWorld {
	r := rand.New(rand.NewPCG(1, 2))
	w := nearestWorld{columns: make([][]travel.Seconds, nearestColumns), closed: make([]bool, nearestColumns)}
	for j := range w.columns {
		w.closed[j] = j%10 == 3
		w.columns[j] = make([]travel.Seconds, nearestCells)
		for i := range w.columns[j] {
			w.columns[j][i] = travel.Seconds(60 * (15 + r.IntN(150)))
			if r.IntN(50) == 0 {
				w.columns[j][i] = travel.Unreached
			}
		}
	}
	for range nearestCells * nearestGroups {
		w.people = append(w.people, float64(r.IntN(40)))
	}
	return w
}

// open lists the columns of the open places in the given slice, and their
// indexes in the matrix: this is the mask.
func (w nearestWorld) open(columns [][]travel.Seconds, index []int) ([][]travel.Seconds, []int) {
	columns, index = columns[:0], index[:0]
	for j, c := range w.columns {
		if !w.closed[j] {
			columns, index = append(columns, c), append(index, j)
		}
	}
	return columns, index
}

// naive does the same as the kernels in minutes, one cell at a time: the
// simplest implementation.
func (w nearestWorld) naive(nearest []int, minutes, reached []float64) {
	clear(reached)
	for i := range nearest {
		nearest[i], minutes[i] = -1, math.Inf(1)
		for j := range w.columns {
			if !w.closed[j] && w.columns[j][i].Minutes() < minutes[i] {
				nearest[i], minutes[i] = j, w.columns[j][i].Minutes()
			}
		}
		for g := range reached {
			if minutes[i] <= nearestLimit.Minutes() {
				reached[g] += w.people[i*nearestGroups+g]
			}
		}
	}
}

// nearestRun holds one world with the memory that both ways write to.
type nearestRun struct {
	nearestWorld
	nearest          []int
	minutes, reached []float64
	columns          [][]travel.Seconds
	index            []int
	best             []uint32
	out              []float64
}

func makeNearestRun() *nearestRun {
	return &nearestRun{nearestWorld: makeNearestWorld(),
		nearest: make([]int, nearestCells), minutes: make([]float64, nearestCells), reached: make([]float64, nearestGroups),
		best: make([]uint32, nearestCells), out: make([]float64, nearestGroups)}
}

// slow is the naive twin, fast the whole step for one scenario: the mask, the
// nearest open place of every cell with its index, and the people of every
// group within the limit.
func (r *nearestRun) slow() { r.naive(r.nearest, r.minutes, r.reached) }

func (r *nearestRun) fast() {
	r.columns, r.index = r.open(r.columns, r.index)
	access.Nearest(r.columns, r.best)
	access.WithinGroups(r.best, nearestLimit, r.people, nearestGroups, r.out)
}

// check compares the answers of both ways, which must have run.
func (r *nearestRun) check(t testing.TB) {
	t.Helper()
	for i, b := range r.best {
		got, j := access.Unpack(b)
		if j >= 0 {
			j = r.index[j]
		}
		if j != r.nearest[i] || got.Minutes() != r.minutes[i] {
			t.Fatalf("cell %d: %g min by column %d, the naive twin has %g by %d", i, got.Minutes(), j, r.minutes[i], r.nearest[i])
		}
	}
	if !slices.Equal(r.out, r.reached) || r.out[0] == 0 {
		t.Fatalf("reached %v, the naive twin has %v", r.out, r.reached)
	}
}

// TestNearestAnswers checks the kernels against the naive twin at full size.
func TestNearestAnswers(t *testing.T) {
	r := makeNearestRun()
	r.slow()
	r.fast()
	r.check(t)
}

// BenchmarkNearest times both ways. The bar of the kernel is 2.5 ms on one
// core; it fails on a wrong answer, or on a kernel less than twice as fast as
// the naive twin, which would mean that its inner loop no longer compiles well.
func BenchmarkNearest(b *testing.B) {
	r := makeNearestRun()
	r.slow()
	r.fast()
	r.check(b)
	var kernel, naive time.Duration // of one run
	b.Run("kernel", func(b *testing.B) {
		for b.Loop() {
			r.fast()
		}
		kernel = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("naive", func(b *testing.B) {
		for b.Loop() {
			r.slow()
		}
		naive = b.Elapsed() / time.Duration(b.N)
	})
	if kernel > 0 && naive > 0 && naive < 2*kernel {
		b.Errorf("the kernel takes %v, the naive twin %v: expected at most half", kernel, naive)
	}
}
