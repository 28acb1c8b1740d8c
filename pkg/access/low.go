package access

import (
	"cmp"
	"math"
	"slices"
)

// low finds the mean of the tenth of the people with the least value, for many
// variants of one surface. Values up to a bound (the value below which slightly
// more than a tenth of the people lie) are put in bins, and only the bin in
// which the tenth ends is sorted. A variant in which some cells fall moves them
// between the bins of the surface. A variant in which any cell may change fills
// its own bins.
type low struct {
	values, people []float64
	want           float64 // a tenth of the people
	bound, scale   float64 // bins per unit of value
	mean           float64 // of the surface itself
	bins           bins1   // of the surface
	first          []int32 // the cells of bin b are cells[first[b]:first[b+1]]
	cells          []int32
}

const lowBins = 1 << 10

// bins1 holds people and their values by bin.
type bins1 struct{ people, sums [lowBins]float64 }

// scratch is the memory of one task.
type scratch struct {
	bins1
	values []float64 // of the cells that changed
	stamp  []int32   // by cell: the last variant in which it changed
	turn   int32
	list   []int32
}

func (l *low) scratch() *scratch {
	return &scratch{values: make([]float64, len(l.people)), stamp: make([]int32, len(l.people)),
		list: make([]int32, len(l.people)+1)}
}

func newLow(values, people []float64) *low {
	l := &low{values: values, people: people, want: sum(people) / 10, bound: math.Inf(1), first: make([]int32, lowBins+1)}
	most := 0.0
	for _, v := range values {
		most = max(most, v)
	}
	d := l.scratch()
	l.scaleTo(most)
	l.fill(&d.bins1, values, allCells(len(values)))
	got := 0.0
	for b, p := range d.people {
		if got += p; got >= 1.5*l.want && l.scale > 0 {
			l.bound = float64(b+1) / l.scale
			break
		}
	}
	cells, most, _ := l.upTo(values, d)
	l.scaleTo(most)
	for _, i := range cells {
		l.first[l.bin(values[i])+1]++
	}
	for b := range lowBins {
		l.first[b+1] += l.first[b]
	}
	next := slices.Clone(l.first)
	l.cells = make([]int32, len(cells))
	for _, i := range cells {
		b := l.bin(values[i])
		l.cells[next[b]] = i
		next[b]++
	}
	l.fill(&l.bins, values, l.cells)
	l.begin(d)
	l.mean = l.moved(d, nil)
	return l
}

func allCells(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

func (l *low) scaleTo(most float64) {
	l.scale = 0
	if most > 0 {
		l.scale = (lowBins - 1) / most
	}
}

func (l *low) bin(v float64) int { return min(int(v*l.scale), lowBins-1) }

func (l *low) fill(b *bins1, values []float64, cells []int32) {
	for _, i := range cells {
		v, p := values[i], l.people[i]
		k := l.bin(v)
		b.people[k] += p
		b.sums[k] += p * v
	}
}

// begin starts a variant of the surface in which cells fall.
func (l *low) begin(d *scratch) {
	d.bins1 = l.bins
	d.turn++
}

// move moves a cell from its value to the lower one in d.values.
func (l *low) move(d *scratch, cell int32, before, after float64) {
	d.stamp[cell] = d.turn
	p := l.people[cell]
	if before <= l.bound {
		k := l.bin(before)
		d.people[k] -= p
		d.sums[k] -= p * before
	}
	if after <= l.bound {
		k := l.bin(after)
		d.people[k] += p
		d.sums[k] += p * after
	}
}

// moved returns the mean of the least tenth of a variant whose changed cells
// are given; 0 if there are no people.
func (l *low) moved(d *scratch, changed []int32) float64 {
	got, sum, b := l.ends(&d.bins1)
	list := d.list[:0]
	for _, i := range l.cells[l.first[b]:l.first[b+1]] {
		if d.stamp[i] != d.turn {
			d.values[i] = l.values[i]
			list = append(list, i)
		}
	}
	for _, i := range changed {
		if d.values[i] <= l.bound && l.bin(d.values[i]) == b {
			list = append(list, i)
		}
	}
	return l.finish(list, d.values, got, sum)
}

// worst returns the mean of the least tenth of any values; 0 if there are no
// people.
func (l *low) worst(values []float64, d *scratch) float64 {
	cells, most, people := l.upTo(values, d)
	if people < l.want { // a variant in which the worst off gain
		other := newLow(values, l.people)
		return other.mean
	}
	if most == 0 {
		return 0
	}
	scaled := low{people: l.people, want: l.want}
	scaled.scaleTo(most)
	clear(d.people[:])
	clear(d.sums[:])
	scaled.fill(&d.bins1, values, cells)
	got, sum, b := scaled.ends(&d.bins1)
	n := 0
	for _, i := range cells {
		if scaled.bin(values[i]) == b {
			cells[n] = i
			n++
		}
	}
	return l.finish(cells[:n], values, got, sum)
}

// ends walks the bins to the one in which the tenth ends, and returns it with
// the people and the values before it.
func (l *low) ends(b *bins1) (got, sum float64, at int) {
	for at < lowBins-1 && got+b.people[at] < l.want {
		got += b.people[at]
		sum += b.sums[at]
		at++
	}
	return got, sum, at
}

// finish adds what is missing of the tenth from the cells of its last bin.
func (l *low) finish(cells []int32, values []float64, got, sum float64) float64 {
	if l.want == 0 {
		return 0
	}
	slices.SortFunc(cells, func(x, y int32) int { return cmp.Compare(values[x], values[y]) })
	for _, i := range cells {
		part := min(l.people[i], l.want-got)
		got += part
		sum += part * values[i]
	}
	return sum / got
}

// upTo lists the cells with values up to the bound, and returns their largest
// value and their people.
func (l *low) upTo(values []float64, d *scratch) (cells []int32, most, people float64) {
	n := 0
	list := d.list[:len(values)+1]
	for i, v := range values {
		list[n] = int32(i) // written always, kept only if n advances: avoids a mispredicted branch
		if v <= l.bound {
			n++
		}
	}
	for _, i := range list[:n] {
		most = max(most, values[i])
		people += l.people[i]
	}
	return list[:n], most, people
}
