package batch

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// row identifies a row of figures.parquet.
type rowID struct {
	county, option, set, frame string
	year                       int32
	place
}

func (r *figureRow) id() rowID {
	return rowID{r.County, r.Option, r.Set, r.Frame, r.Year, place{r.Service, r.Area, r.Group, r.Facility, r.Measure}}
}

// compare finds the figures that differ in tasks that both runs have results of.
func (d *Diff) compare(s *Store, a, b *Record, both func(task string) bool, q *DiffRequest) error {
	d.Figures, d.Measures = []Figure{}, []ByMeasure{}
	for _, part := range parts {
		d.Parts = append(d.Parts, ByPart{Part: part})
	}
	before, after, err := bothOf[figureRow](s, a, b, figuresFile)
	if err != nil {
		return err
	}
	at := make(map[rowID]*figureRow, len(before))
	for i := range before {
		at[before[i].id()] = &before[i]
	}
	var names taskOf
	for i := range after {
		r := &after[i]
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		if was := at[r.id()]; was != nil {
			d.Counts.Figures++
			d.add(task, was, r, "", q)
			delete(at, r.id())
		} else if both(task) && a.publishes(r.Measure) {
			d.alone(task, r, OnlyAfter, q)
		} else if both(task) {
			d.Counts.New++
			d.published[0]++
		}
	}
	for i := range before {
		r := &before[i]
		if at[r.id()] == nil {
			continue
		}
		switch task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame); {
		case !both(task):
		case b.publishes(r.Measure):
			d.alone(task, r, OnlyBefore, q)
		default: // the plan left the measure out: nothing is known of it
			d.Counts.Gone++
			d.published[1]++
		}
	}
	inTurn(d.Figures)
	slices.SortStableFunc(d.Measures, func(x, y ByMeasure) int {
		return cmp.Or(compareRanks(x.rank, y.rank), strings.Compare(x.Measure, y.Measure))
	})
	return nil
}

// inTurn sorts changed figures: those that are not known any more first, then the most
// important of each part of the network in turn. Changes within the tolerance of their unit are
// last, but for a part that has no others: its first is with the first of the other parts.
func inTurn(list []Figure) {
	slices.SortStableFunc(list, func(x, y Figure) int { return compareRanks(x.rank, y.rank) })
	next := map[int]int{}
	for i := range list {
		if r := &list[i].rank; r.known {
			r.turn = next[r.part]
			next[r.part]++
			r.small = r.small && r.turn > 0
		}
	}
	slices.SortStableFunc(list, func(x, y Figure) int {
		return cmp.Or(btoi(x.rank.known)-btoi(y.rank.known), btoi(x.rank.small)-btoi(y.rank.small), x.rank.turn-y.rank.turn, x.rank.part-y.rank.part)
	})
}

// alone compares a figure that one run has. A cost line that is not there is 0.
func (d *Diff) alone(task string, r *figureRow, only string, q *DiffRequest) {
	other := *r
	other.Value, other.Low, other.High = nil, nil, nil
	if strings.HasPrefix(r.Measure, costPrefix) {
		zero := 0.0
		other.Value, other.Low, other.High = &zero, &zero, &zero
		d.Counts.Figures++
		if only == OnlyAfter {
			d.add(task, &other, r, "", q)
		} else {
			d.add(task, r, &other, "", q)
		}
		return
	}
	if only == OnlyAfter {
		d.Counts.New++
		d.add(task, &other, r, only, q)
	} else {
		d.Counts.Gone++
		d.add(task, r, &other, only, q)
	}
}

// size is the size of a figure, 0 if it is unknown.
func size(v *float64) float64 {
	if v == nil {
		return 0
	}
	return math.Abs(*v)
}

// add counts a figure and lists it if it differs.
func (d *Diff) add(task string, a, b *figureRow, only string, q *DiffRequest) {
	f := Figure{Task: task, Service: b.Service, Area: b.Area, Group: b.Group, Facility: b.Facility, Measure: b.Measure, Unit: b.Unit,
		Before: a.Value, After: b.Value, Direction: Neither, Only: only}
	county := b.Area == "" && b.Facility == "" && (b.Group == "" || b.Group == d.targets[b.County+"/"+b.Service])
	f.rank.tier, f.rank.part = tierOf(f.Measure, county), slices.Index(parts, partOf(f.Measure))
	switch {
	case a.Value == nil && b.Value == nil:
		return
	case only != "" || a.Value == nil || !f.lost() && b.Value == nil:
		f.rank.known = true
	case a.Value != nil && b.Value != nil:
		change := *b.Value - *a.Value
		if math.Abs(change) <= q.Absolute || math.Abs(change) <= q.Relative*max(size(a.Value), size(b.Value)) {
			if !equal(a.Low, b.Low) || !equal(a.High, b.High) {
				d.Counts.Ranges++
			}
			return
		}
		f.Change, f.Direction = &change, directionOf(f.Measure, change)
		f.rank = rank{known: true, small: !beyond(f.Unit, *a.Value, *b.Value), tier: f.rank.tier, part: f.rank.part, size: relative(*a.Value, *b.Value)}
	}
	d.count(&f, county)
	if q.Only == "" || q.Only == f.Direction || q.Only == Worse && f.lost() {
		d.Figures = append(d.Figures, f)
	}
}

// count counts a changed figure.
func (d *Diff) count(f *Figure, county bool) {
	part := &d.Parts[slices.Index(parts, partOf(f.Measure))]
	part.Changed++
	if f.Only != "" { // it is counted as new or gone
		return
	}
	k := slices.IndexFunc(d.Measures, func(m ByMeasure) bool { return m.Measure == f.Measure })
	if k < 0 {
		k = len(d.Measures)
		d.Measures = append(d.Measures, ByMeasure{Measure: f.Measure, Unit: f.Unit, rank: f.rank})
	}
	m := &d.Measures[k]
	if compareRanks(f.rank, m.rank) < 0 {
		m.rank = f.rank
	}
	m.Changed, d.Counts.Changed = m.Changed+1, d.Counts.Changed+1
	switch {
	case f.lost():
		part.Lost, d.Counts.Lost = part.Lost+1, d.Counts.Lost+1
	case f.Before == nil:
		d.Counts.Found++
	}
	counted := county && f.Change != nil && !f.rank.small
	if counted {
		part.County++
	}
	m.add(f.Direction, 1)
	d.Counts.add(f.Direction, 1)
	part.add(f.Direction, btoi(counted))
	d.Counts.Neither += btoi(f.Direction == Neither)
}

// rules finds the rules whose verdict changed.
func (d *Diff) rules(s *Store, a, b *Record) error {
	before, after, err := bothOf[ruleRow](s, a, b, rulesFile)
	if err != nil {
		return err
	}
	was := map[[2]string]string{}
	var names taskOf
	for i := range before {
		r := &before[i]
		was[[2]string{names.of(r.County, r.Option, r.Year, r.Set, r.Frame), r.Rule}] = r.Verdict
	}
	part := &d.Parts[slices.Index(parts, PartRules)]
	for i := range after {
		r := &after[i]
		task := names.of(r.County, r.Option, r.Year, r.Set, r.Frame)
		v, known := was[[2]string{task, r.Rule}]
		if !known || r.Rule == "" || v == r.Verdict {
			continue
		}
		x := RuleDiff{task, r.Rule, r.Severity, v, r.Verdict, Neither}
		part.Changed, part.County = part.Changed+1, part.County+1
		switch breach {
		case r.Verdict:
			x.Direction = Worse
			part.Worse++
		case v:
			x.Direction = Better
			part.Better++
		}
		d.Rules = append(d.Rules, x)
	}
	order := map[string]int{Worse: 0, Neither: 1, Better: 2}
	slices.SortStableFunc(d.Rules, func(x, y RuleDiff) int { return order[x.Direction] - order[y.Direction] })
	return nil
}

// equal compares two numbers that may be unknown, to the digits that a table keeps.
func equal(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= DiffTolerance*max(math.Abs(*a), math.Abs(*b))
}
