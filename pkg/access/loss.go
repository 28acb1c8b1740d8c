package access

import (
	"math"

	"saavu/pkg/equity"
	"saavu/pkg/travel"
)

// Loss is the effect of one facility closing while all others stay. The measure
// is not run again: the losses of all facilities are computed together.
type Loss struct {
	Beyond  float64 // people who were within the limit and are no longer
	Minutes float64 // person-minutes added for those who still reach a facility
	LoseAll float64 // people who reached something and then reach nothing
	Users   float64 // people for whom this facility is the nearest; for weighted measures, those who reach it

	// WorstTenth is the change of the mean over the worst-off tenth of the
	// people: minutes more for times, supply for each person less (below 0) for
	// weighted measures. It is +Inf if the tenth then contains people who reach
	// nothing.
	WorstTenth float64
}

// NearestLosses computes the loss of every facility for the time to the nearest
// one. limit is inclusive. A facility that is the nearest of no people loses nothing.
func NearestLosses(columns [][]travel.Seconds, people []float64, limit travel.Seconds) []Loss {
	best, second := make([]uint32, len(people)), make([]travel.Seconds, len(people))
	nearestTwo(columns, best, second)
	out := make([]Loss, len(columns))
	t := newTail(best, second, people)
	users := usersOf(best, people, len(columns))
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

// usersOf lists the cells with people by their nearest facility.
func usersOf(best []uint32, people []float64, facilities int) [][]int32 {
	first := make([]int32, facilities+1)
	for i, b := range best {
		if travel.Seconds(b>>16) != travel.Unreached && people[i] > 0 {
			first[b&math.MaxUint16+1]++
		}
	}
	for j := range facilities {
		first[j+1] += first[j]
	}
	all := make([]int32, first[facilities])
	out := make([][]int32, facilities)
	for j := range out {
		out[j] = all[first[j]:first[j]:first[j+1]]
	}
	for i, b := range best {
		if travel.Seconds(b>>16) != travel.Unreached && people[i] > 0 {
			j := b & math.MaxUint16
			out[j] = append(out[j], int32(i))
		}
	}
	return out
}

// nearestTwo finds the nearest facility of every cell, as Nearest does, and the
// time to the second nearest. Four columns are processed in one pass: of two
// pairs, the larger values can only be second where the smaller ones are first.
func nearestTwo(columns [][]travel.Seconds, best []uint32, second []travel.Seconds) {
	next := make([]uint32, len(best))
	for i := range best {
		best[i], next[i] = math.MaxUint32, math.MaxUint32
	}
	next = next[:len(best)]
	j := 0
	for ; j+4 <= len(columns); j += 4 {
		c0, c1, c2, c3 := columns[j][:len(best)], columns[j+1][:len(best)], columns[j+2][:len(best)], columns[j+3][:len(best)]
		at := uint32(j)
		for i, b := range best {
			v0, v1 := uint32(c0[i])<<16|at, uint32(c1[i])<<16|(at+1)
			v2, v3 := uint32(c2[i])<<16|(at+2), uint32(c3[i])<<16|(at+3)
			low, other := min(v0, v1), min(v2, v3)
			high := min(max(v0, v1), max(v2, v3), max(low, other))
			low = min(low, other)
			next[i] = min(next[i], max(b, low), high)
			best[i] = min(b, low)
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

// tail counts people by whole seconds, so that the worst-off tenth is found
// from the longest times.
type tail struct {
	people      []float64 // by time, up to the longest first or second time
	unreached   float64
	longest     int // of the first times
	total, mean float64
	kept        []keptBin // values that a variant overwrote
}

type keptBin struct {
	at     int
	people float64
}

func newTail(best []uint32, second []travel.Seconds, people []float64) *tail {
	t := &tail{}
	most := 0
	for i, b := range best {
		if s := int(b >> 16); s != int(travel.Unreached) {
			t.longest = max(t.longest, s)
		}
		if s := int(second[i]); s != int(travel.Unreached) {
			most = max(most, s)
		}
	}
	t.people = make([]float64, max(most, t.longest)+1)
	for i, b := range best {
		t.total += people[i]
		if s := b >> 16; s == uint32(travel.Unreached) {
			t.unreached += people[i]
		} else {
			t.people[s] += people[i]
		}
	}
	t.mean = t.worst(t.longest, t.unreached)
	return t
}

// worst returns the mean minutes of the slowest tenth of the people; +Inf if
// any of them reaches nothing, 0 if there are no people.
func (t *tail) worst(longest int, unreached float64) float64 {
	if unreached > 0 {
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

// change moves some cells from their best to their second time, computes the
// worst tenth, and restores what it overwrote.
func (t *tail) change(cells []int32, best []uint32, second []travel.Seconds, people []float64) float64 {
	if len(cells) == 0 {
		return 0
	}
	longest, unreached := t.longest, t.unreached
	t.kept = t.kept[:0]
	for _, i := range cells {
		from := int(best[i] >> 16)
		t.kept = append(t.kept, keptBin{from, t.people[from]})
		t.people[from] = max(t.people[from]-people[i], 0)
		if second[i] == travel.Unreached {
			unreached += people[i]
			continue
		}
		to := int(second[i])
		t.kept = append(t.kept, keptBin{to, t.people[to]})
		t.people[to] += people[i]
		longest = max(longest, to)
	}
	after := t.worst(longest, unreached)
	for k := len(t.kept) - 1; k >= 0; k-- {
		t.people[t.kept[k].at] = t.kept[k].people
	}
	return changeOf(t.mean, after)
}

// changeOf returns how much a mean rises; 0 if it is the same up to rounding,
// or +Inf before and after.
func changeOf(before, after float64) float64 {
	if equity.Reaches(before, after) && equity.Reaches(after, before) {
		return 0
	}
	return after - before
}
