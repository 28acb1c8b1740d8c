package access

import (
	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// TwoStepLosses gives the loss of every facility for TwoStep with the kernel's
// decay: the others keep their ratios, as in the two steps nobody moves. Beyond
// is the people whose access falls from at least the threshold to below it;
// Minutes is 0.
func (k *Kernel) TwoStepLosses(people, supply []float64, threshold float64) []Loss {
	ratio, access := make([]float64, k.Facilities()), make([]float64, k.cells)
	k.Gather(people, ratio)
	over(supply, ratio, ratio)
	k.Spread(ratio, access)
	r := k.reachOf(people)
	low := newLow(access, people)
	out := make([]Loss, k.Facilities())
	k.eachFacility(low, func(j int, d *desk) {
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

// eachFacility calls do for every facility with the memory of its task.
func (k *Kernel) eachFacility(l *low, do func(j int, d *desk)) {
	k.run(k.desks, func(task int) {
		d := l.desk()
		for j := task; j < len(k.columns); j += k.desks {
			do(j, d)
		}
	})
}

// fallsBelow says whether somebody who reaches the threshold no longer does.
func fallsBelow(before, after, threshold float64) bool {
	return equity.Reaches(before, threshold) && !equity.Reaches(after, threshold)
}

// lossOf counts who falls below the threshold.
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

// reach is who reaches each facility with a weight.
type reach struct {
	cells  [][]int32 // by facility: the cells that reach it
	counts []int32   // by cell: facilities reached
	users  []float64 // by facility: people
	lose   []float64 // by facility: people who reach no other
}

// lastWeighed gives the longest time that has a weight: as weights never rise,
// all shorter ones have one too. False where no time has.
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
	r := &reach{cells: make([][]int32, m), counts: make([]int32, k.cells), users: make([]float64, m), lose: make([]float64, m)}
	list := make([]int32, k.cells+1)
	last, any := k.lastWeighed()
	for j, column := range k.columns {
		n := 0
		for i, t := range column[:k.cells:k.cells] {
			list[n] = int32(i) // kept only if n moves on: no branch to mispredict
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
