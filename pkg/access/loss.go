package access

import (
	"math"

	"saavu/pkg/travel"
)

// Loss is what happens when one facility closes and all others stay: nothing is
// run again, all facilities are reckoned together.
type Loss struct {
	Beyond  float64 // people who were within the limit and no longer are
	Minutes float64 // person-minutes added for those who still reach a facility
	LoseAll float64 // people who reached something and now reach nothing
	Users   float64 // people for whom this facility is the nearest; of weighted measures, who reach it

	// WorstTenth is the change of the mean over the tenth of the people that is
	// worst off: minutes more for times, supply for each person less (below 0)
	// for weighted measures. +Inf where it comes to hold people who reach nothing.
	WorstTenth float64
}

// NearestLosses gives the loss of every facility for the time to the nearest
// one. limit is inclusive. A facility that is nobody's nearest loses nothing.
func NearestLosses(columns [][]travel.Seconds, people []float64, limit travel.Seconds) []Loss {
	best, second := make([]uint32, len(people)), make([]travel.Seconds, len(people))
	nearestTwo(columns, best, second)
	out := make([]Loss, len(columns))
	t := newTail(best, people)
	users := make([][]int32, len(columns))
	for i, b := range best {
		if _, j := Unpack(b); j >= 0 && people[i] > 0 {
			users[j] = append(users[j], int32(i))
		}
	}
	for j := range out {
		l := &out[j]
		for _, i := range users[j] {
			before, after, p := travel.Seconds(best[i]>>16), second[i], people[i]
			l.Users += p
			if before <= limit && (after > limit || after == travel.Unreached) {
				l.Beyond += p
			}
			if after == travel.Unreached {
				l.LoseAll += p
			} else {
				l.Minutes += p * float64(after-before) / 60
			}
		}
		l.WorstTenth = t.change(users[j], best, second, people)
	}
	return out
}

// nearestTwo finds the nearest facility of every cell, as Nearest, and the time
// to the second nearest. Two columns are taken in one pass.
func nearestTwo(columns [][]travel.Seconds, best []uint32, second []travel.Seconds) {
	next := make([]uint32, len(best))
	for i := range best {
		best[i], next[i] = math.MaxUint32, math.MaxUint32
	}
	next = next[:len(best)]
	j := 0
	for ; j+2 <= len(columns); j += 2 {
		c0, c1 := columns[j][:len(best)], columns[j+1][:len(best)]
		for i, b := range best {
			v0, v1 := uint32(c0[i])<<16|uint32(j), uint32(c1[i])<<16|uint32(j+1)
			low, high := min(v0, v1), max(v0, v1)
			best[i] = min(b, low)
			next[i] = min(next[i], max(b, low), high)
		}
	}
	for ; j < len(columns); j++ {
		column := columns[j][:len(best)]
		for i, b := range best {
			v := uint32(column[i])<<16 | uint32(j)
			next[i] = min(next[i], max(b, v))
			best[i] = min(b, v)
		}
	}
	for i, n := range next {
		second[i] = travel.Seconds(n >> 16)
	}
}

// tail counts people by whole seconds, so that the worst-off tenth is found from
// the far end.
type tail struct {
	people  []float64 // by time; the last is Unreached
	longest int
	total   float64
	mean    float64
}

func newTail(best []uint32, people []float64) *tail {
	t := &tail{people: make([]float64, int(travel.Unreached)+1)}
	for i, b := range best {
		s := int(b >> 16)
		t.people[s] += people[i]
		t.total += people[i]
		if s != int(travel.Unreached) {
			t.longest = max(t.longest, s)
		}
	}
	t.mean = t.worst(t.longest)
	return t
}

// worst gives the mean minutes of the slowest tenth of the people.
func (t *tail) worst(longest int) float64 {
	if t.people[travel.Unreached] > 0 {
		return math.Inf(1)
	}
	want := t.total / 10
	got, sum := 0.0, 0.0
	for s := longest; s >= 0 && got < want; s-- {
		part := min(t.people[s], want-got)
		got += part
		sum += part * float64(s)
	}
	if got == 0 {
		return 0
	}
	return sum / got / 60
}

// change moves some cells from their best to their second time, takes the worst
// tenth, and moves them back.
func (t *tail) change(cells []int32, best []uint32, second []travel.Seconds, people []float64) float64 {
	if len(cells) == 0 {
		return 0
	}
	longest := t.longest
	for _, i := range cells {
		t.people[best[i]>>16] -= people[i]
		t.people[second[i]] += people[i]
		if second[i] != travel.Unreached {
			longest = max(longest, int(second[i]))
		}
	}
	after := t.worst(longest)
	for _, i := range cells {
		t.people[second[i]] -= people[i]
	}
	for _, i := range cells {
		t.people[best[i]>>16] += people[i]
	}
	t.settle(cells, best, second)
	if after == t.mean {
		return 0 // also where both are +Inf
	}
	return after - t.mean
}

// settle takes away what rounding left of people that were moved to and fro.
func (t *tail) settle(cells []int32, best []uint32, second []travel.Seconds) {
	for _, i := range cells {
		for _, s := range []int{int(best[i] >> 16), int(second[i])} {
			if math.Abs(t.people[s]) < 1e-9 {
				t.people[s] = 0
			}
		}
	}
}
