package access

import (
	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// TwoStepLosses computes the loss of every facility for TwoStep with the
// kernel's decay. The others keep their ratios, because people do not move in
// the two steps. Beyond is the number of people whose accessibility falls from
// at least the threshold to below it; Minutes is 0.
func (k *Kernel) TwoStepLosses(people, supply []float64, threshold float64) []Loss {
	ratio, access := make([]float64, k.Facilities()), make([]float64, k.cells)
	k.Gather(people, ratio)
	over(supply, ratio, ratio)
	k.Spread(ratio, access)
	r := k.reachOf(people)
	low := newLow(access, people)
	out := make([]Loss, k.Facilities())
	k.eachFacility(low, func(j int, d *scratch) {
		l, c, column := &out[j], ratio[j], k.columns[j]
		l.Users, l.LoseAll = r.users[j], r.lose[j]
		low.begin(d)
		for _, i := range r.cells[j] {
			before := access[i]
			after := before - c*k.once[column[i]]
			if r.counts[i] == 1 {
				after = 0
			}
			d.values[i] = after
			if fallsBelow(before, after, threshold) {
				l.Beyond += people[i]
			}
			low.move(d, i, before, after)
		}
		l.WorstTenth = changeOf(low.mean, low.moved(d, r.cells[j]))
	})
	return out
}

// eachFacility calls do for every facility with its task's memory.
func (k *Kernel) eachFacility(l *low, do func(j int, d *scratch)) {
	k.run(k.scratches, func(task int) {
		d := l.scratch()
		for j := task; j < len(k.columns); j += k.scratches {
			do(j, d)
		}
	})
}

// fallsBelow reports whether people at the threshold fall below it.
func fallsBelow(before, after, threshold float64) bool {
	return equity.Reaches(before, threshold) && !equity.Reaches(after, threshold)
}

// lossOf counts the people who fall below the threshold.
func lossOf(before, after, people []float64, threshold float64) Loss {
	l := Loss{}
	before, people = before[:len(after)], people[:len(after)]
	for i, v := range after {
		if fallsBelow(before[i], v, threshold) {
			l.Beyond += people[i]
		}
	}
	return l
}

// reach records which cells reach each facility with a weight above 0.
type reach struct {
	cells  [][]int32 // by facility: the cells that reach it
	counts []int32   // by cell: number of facilities reached
	users  []float64 // by facility: people
	lose   []float64 // by facility: people who reach no other facility
}

// lastWeighed returns the longest time with a weight above 0. As weights never
// rise, all shorter times have one too. It returns false if no time has one.
func (k *Kernel) lastWeighed() (travel.Seconds, bool) {
	for s := int(k.longest); s >= 0; s-- {
		if k.once[s] > 0 {
			return travel.Seconds(s), true
		}
	}
	return 0, false
}

func (k *Kernel) reachOf(people []float64) *reach {
	m := k.Facilities()
	r := &reach{cells: make([][]int32, m), counts: make([]int32, k.cells), users: make([]float64, m),
		lose: make([]float64, m)}
	list := make([]int32, k.cells+1)
	last, any := k.lastWeighed()
	for j, column := range k.columns {
		n := 0
		for i, t := range column[:k.cells:k.cells] {
			list[n] = int32(i) // written always, kept only if n advances: avoids a mispredicted branch
			if t <= last {
				n++
			}
		}
		if !any {
			n = 0
		}
		r.cells[j] = append([]int32(nil), list[:n]...)
		for _, i := range r.cells[j] {
			r.counts[i]++
			r.users[j] += people[i]
		}
	}
	for j, cells := range r.cells {
		for _, i := range cells {
			if r.counts[i] == 1 {
				r.lose[j] += people[i]
			}
		}
	}
	return r
}
