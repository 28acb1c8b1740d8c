package population

import (
	"math"
	"slices"
)

// ofAreas returns the blocks of the areas.
func (f *fit) ofAreas(margins []Margin) {
	for a := range f.areas {
		groups, total := f.apart(margins, a)
		f.area = append(f.area, f.blocks(groups, total, []int{a}, nil)...)
	}
	for i, b := range f.area {
		for _, p := range b.places {
			f.own[p] = i
		}
		f.check(b)
	}
}

// ofCounty returns the blocks of the county. Blocks of areas inside one of them are
// already fixed, so it keeps only the other entries and the rest of the sum.
func (f *fit) ofCounty(margins []Margin) {
	areas := make([]int, len(f.areas))
	for i := range areas {
		areas[i] = i
	}
	groups, total := f.apart(margins, County)
	for _, b := range f.blocks(groups, total, areas, func(b *block) { f.subtractAreas(b) }) {
		if len(b.places) > 0 {
			f.check(b)
			f.county = append(f.county, b)
		}
	}
	f.close()
}

// blocks returns the blocks of one area or of the county: one for each group,
// and one for the ages that are only in the total. prepare reduces each block
// before the total is distributed.
func (f *fit) blocks(groups []Margin, total *Margin, areas []int, prepare func(*block)) []block {
	var out []block
	known := 0.0
	free := map[int]bool{}
	for _, p := range f.places(areas, Everyone()) {
		free[p] = true
	}
	for _, m := range groups {
		b := block{Margin: m, places: f.places(areas, m.Ages), want: m.People}
		for _, p := range b.places {
			delete(free, p)
		}
		known += m.People
		out = append(out, b)
	}
	if total == nil {
		return f.prepared(out, prepare)
	}
	rest := block{Margin: *total, want: total.People - known}
	for _, p := range f.places(areas, Everyone()) {
		if free[p] {
			rest.places = append(rest.places, p)
		}
	}
	slack := allowed(total.People, len(groups))
	switch {
	case rest.want < -slack || len(groups) > 0 && len(rest.places) == 0 && rest.want > slack:
		f.refuse("%s: %.9g people in all, but %.9g in its age groups", f.named(*total), total.People, known)
	case len(groups) > 0 && (rest.want < 0 || len(rest.places) == 0):
		// The groups differ from the total only by rounding: use the total.
		if known > 0 {
			for i := range out {
				out[i].want *= total.People / known
			}
		}
		if differ(known, total.People) {
			f.Adjusted = append(f.Adjusted, Adjusted{Margin{total.Area, total.Ages, known}, total.People})
		}
		rest.want = 0
		fallthrough
	default:
		out = append(out, rest)
	}
	return f.prepared(out, prepare)
}

func (f *fit) prepared(blocks []block, prepare func(*block)) []block {
	if prepare != nil {
		for i := range blocks {
			prepare(&blocks[i])
		}
	}
	return blocks
}

// subtractAreas removes from a block of the county the blocks of areas that are
// inside it.
func (f *fit) subtractAreas(b *block) {
	inside := map[int]int{} // block of an area to the number of its entries in b
	for _, p := range b.places {
		if i := f.own[p]; i >= 0 {
			inside[i]++
		}
	}
	var open []int
	fixed, n := 0.0, 0
	for _, p := range b.places {
		i := f.own[p]
		if i < 0 || inside[i] < len(f.area[i].places) {
			open = append(open, p)
			continue
		}
		if p == f.area[i].places[0] {
			fixed += f.area[i].want
			n++
		}
	}
	left := b.want - fixed
	slack := allowed(b.want, n)
	switch {
	case n == 0:
		return
	case left < -slack || len(open) == 0 && left > slack:
		f.refuse("%s: %.9g people, but %.9g in its areas", f.named(b.Margin), b.want, fixed)
	case left < 0 || len(open) == 0:
		if differ(b.want, fixed) {
			f.Adjusted = append(f.Adjusted, Adjusted{b.Margin, fixed})
		}
		left = 0
	}
	b.places, b.want = open, left
}

// check refuses a block that requires people where there are none to scale.
func (f *fit) check(b block) {
	if b.want > 0 && len(b.places) == 0 {
		f.refuse("%s: %.9g people, but there are none to scale", f.named(b.Margin), b.want)
	}
}

// close reconciles areas and county if both have the same people in total. If
// the areas' blocks leave out some of the county's people, or the county's some
// of the areas', the rest becomes a block too. Without that block the fit would
// converge more slowly the fewer these people are.
func (f *fit) close() {
	in := map[int]bool{}
	var unowned, outside block
	county, areas, n := 0.0, 0.0, 0
	for _, b := range f.county {
		county += b.want
		for _, p := range b.places {
			in[p] = true
			if f.own[p] < 0 {
				unowned.places = append(unowned.places, p)
			}
		}
	}
	for _, b := range f.area {
		beyond := slices.DeleteFunc(slices.Clone(b.places), func(p int) bool { return in[p] })
		if len(beyond) == len(b.places) {
			continue
		}
		outside.places = append(outside.places, beyond...)
		areas += b.want
		n++
	}
	if n == 0 || len(unowned.places) > 0 && len(outside.places) > 0 {
		return
	}
	m := Margin{County, Everyone(), county}
	over, slack := areas-county, allowed(areas, n) // people that exceed the county's total
	if len(outside.places) > 0 {
		over = -over
	}
	if over > slack || over < -slack && len(unowned.places)+len(outside.places) == 0 || county == 0 && over > 0 {
		f.refuse("%s: %.9g people in its age groups, but %.9g in its areas", f.named(m), county, areas)
		return
	}
	if differ(county, areas) && (over > 0 || len(unowned.places)+len(outside.places) == 0) {
		f.Adjusted = append(f.Adjusted, Adjusted{m, areas})
		for i := range f.county {
			f.county[i].want *= areas / county
		}
	}
	if len(unowned.places) > 0 {
		unowned.Margin, unowned.want = m, max(-over, 0)
		f.area = append(f.area, unowned)
	}
	if len(outside.places) > 0 {
		outside.Margin, outside.want = m, max(-over, 0)
		f.county = append(f.county, outside)
	}
}

// alternate scales the county's blocks and the areas' blocks in turn until both
// are met. The areas are scaled last, so the miss is that of the county.
func (f *fit) alternate() {
	for f.Iterations = 1; ; f.Iterations++ {
		f.scale(f.county)
		f.scale(f.area)
		f.Miss = 0
		for _, b := range f.county {
			f.Miss = max(f.Miss, miss(f.holds(b.places), b.want))
		}
		if f.Miss <= fitted || f.Iterations == maxRounds {
			break
		}
	}
	if f.Miss <= accepted {
		return
	}
	for _, b := range f.county {
		if have := f.holds(b.places); miss(have, b.want) > accepted {
			f.refuse("%s: %.9g people in addition to those known by area, but the areas' totals leave %.9g", f.named(b.Margin), b.want, have)
		}
	}
}

func (f *fit) scale(blocks []block) {
	for _, b := range blocks {
		have := f.holds(b.places)
		if have <= 0 {
			continue
		}
		for _, p := range b.places {
			f.people[p] *= b.want / have
		}
	}
}

// miss is the difference from a required sum as a share of it.
func miss(have, want float64) float64 {
	if want == 0 {
		return have // scaled to 0, or people that could not be removed
	}
	return math.Abs(have-want) / want
}

// factors returns the scaling factors by area and age.
func (f *fit) factors() []float64 {
	out := make([]float64, len(f.areas)*Ages)
	for i := range out {
		area, age := i/Ages, i%Ages
		b := len(f.starts) - 1
		for f.starts[b] > age {
			b--
		}
		p := area*len(f.starts) + b
		out[i] = 1
		if f.today[p] > 0 {
			out[i] = f.people[p] / f.today[p]
		}
	}
	return out
}
