package times

import (
	"cmp"
	"errors"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// longTimes reads a table with a row for each pair. Times go directly into the
// columns of the destinations, which are created at their first row.
type longTimes struct {
	*work
	s      *Source
	in     *record.Source
	fields []int // from, to, then time and metres (-1 for none) of each table
	want   []int // the same without -1
	at     []int // index in want of each of fields
	of     int   // index in want of the percentile, -1 without one
	rule   *timeRule
	to     *idIndex
	part   *timesPart

	groups           [][]int       // tables that a row fills: all, or those of its percentile
	groupOf          map[int64]int // by percentile
	others           int           // rows of other percentiles
	columnOf         []int32       // by cell or place, -1 before its first row
	seen             [][]uint64    // by column and group, a bit for each cell with a row
	some             []bool        // by cell
	rows             int
	equal            int           // repeated pairs with the same values
	unequal          []twicePair   // the first problem.PerKind repeated pairs with other values
	more             int           // how many more of those there are
	unknown          [2]unknownIDs // ids of cells and of destinations
	half             [2][]bool     // cells and destinations with a row whose other id is unknown
	placeless        map[string]bool
	lastFrom, lastTo lastID
}

// twicePair is a pair that is repeated with other values.
type twicePair struct {
	column, cell int32
	group        int
	first, line  int // of the file
}

// errStop ends a pass over rows whose problem is reported already.
var errStop = errors.New("stop")

// long reads a table with a row for each pair; nil with problems.
func (w *work) long(s *Source) *timesPart {
	in := w.Records(s.Name, s.Layer, s.Named)
	if in == nil {
		return nil
	}
	l := &longTimes{work: w, s: s, in: in, rule: newTimeRule(s), to: w.index,
		part: &timesPart{name: source.Base(s.Name), facts: factsOf(s.Tables)}, some: make([]bool, len(w.grid.Centres))}
	if !l.choose() {
		return nil
	}
	l.prepare()
	before := len(w.Problems)
	if err := in.Each(l.want, l.row); err != nil && !errors.Is(err, errStop) {
		w.Add(s.Name, err)
	}
	l.reportUnknown()
	l.firstLines()
	w.step()
	if w.ctx.Err() != nil || len(w.Problems) > before {
		return nil
	}
	if l.rows == 0 {
		w.Problems.Add(input.Empty(s.Name, "travel times"))
		return nil
	}
	l.notes()
	return l.part
}

// choose finds the fields.
func (l *longTimes) choose() bool {
	names := []string{cmp.Or(l.s.From, "from_id"), cmp.Or(l.s.To, "to_id")}
	for _, t := range l.s.Tables {
		names = append(names, t.Time, t.Metres)
	}
	names = append(names, l.s.Of)
	good := true
	place := map[int]int{}
	for _, n := range names {
		if n == "" {
			l.fields, l.at = append(l.fields, -1), append(l.at, -1)
			continue
		}
		i, ok := l.RecordField(l.in, n)
		good = good && ok
		if _, twice := place[i]; !twice {
			place[i] = len(l.want)
			l.want = append(l.want, i)
		}
		l.fields, l.at = append(l.fields, i), append(l.at, place[i])
	}
	l.of = l.at[len(l.at)-1]
	return good
}

// prepare creates the empty tables.
func (l *longTimes) prepare() {
	n := len(l.grid.Centres)
	if l.s.Places != nil {
		l.to, n = NameIndex(l.s.Places.IDs), len(l.s.Places.IDs)
	}
	l.columnOf = make([]int32, n)
	for i := range l.columnOf {
		l.columnOf[i] = -1
	}
	l.half = [2][]bool{make([]bool, len(l.some)), make([]bool, n)}
	l.groupOf = map[int64]int{}
	for k, t := range l.s.Tables {
		of := int64(0) // one group if there is no percentile column
		if l.of >= 0 {
			of = int64(t.Percentile)
		}
		if _, ok := l.groupOf[of]; !ok {
			l.groupOf[of] = len(l.groups)
			l.groups = append(l.groups, nil)
		}
		g := l.groupOf[of]
		l.groups[g] = append(l.groups[g], k)
		l.part.tables = append(l.part.tables, travel.Table{Mode: t.Mode, Period: t.Period, Percentile: t.Percentile})
		if t.Metres != "" {
			l.part.tables[k].Metres = [][]uint32{}
		}
		l.part.facts[k].declared, l.part.facts[k].perMinute = true, l.s.Unit == "minutes"
	}
}

// what says what destination ids refer to.
func (l *longTimes) what() string {
	if l.s.Places != nil {
		return l.s.Places.What
	}
	return "a cell of the grid"
}

// row reads one pair.
func (l *longTimes) row(r *record.Row) error {
	if l.rows++; l.rows&0xffff == 0 && l.ctx.Err() != nil {
		return l.ctx.Err()
	}
	group := l.group(r)
	if group < 0 {
		return nil
	}
	cell, isCell := l.lastFrom.find(l.index, r, l.at[0])
	to, isPlace := l.lastTo.find(l.to, r, l.at[1])
	if !isCell {
		l.unknown[0].add(r.At, input.IDText(r, l.at[0]))
	}
	if !isPlace {
		l.unknown[1].add(r.At, input.IDText(r, l.at[1]))
	}
	if !isCell || !isPlace {
		if isCell {
			l.half[0][cell] = true
		}
		if isPlace {
			l.half[1][to] = true
		}
		return nil
	}
	l.some[cell] = true
	column := l.columnOf[to]
	if column < 0 {
		if column = l.newColumn(to); column == nowhere {
			return nil
		}
		if column < 0 {
			return errStop
		}
	}
	at := int(column)*len(l.groups) + group
	word, bit := cell>>6, uint64(1)<<(cell&63)
	twice := l.seen[at][word]&bit != 0
	l.seen[at][word] |= bit
	l.pair(r, column, cell, group, twice)
	return nil
}

// group finds which tables a row fills; -1 for a percentile that no table has.
func (l *longTimes) group(r *record.Row) int {
	if l.of < 0 {
		return 0
	}
	p, ok := r.Whole(l.of)
	if !ok {
		l.Problems.Add(problem.Problem{File: l.s.Name, Row: r.At, Column: l.s.Of, Found: r.Text(l.of), Expected: "a percentile, a whole number"})
		return -1
	}
	if g, ok := l.groupOf[p]; ok {
		return g
	}
	l.others++
	return -1
}

const nowhere = -2 // the column of a destination without a location

// newColumn creates the column of a destination; -1 if there is no memory for it.
func (l *longTimes) newColumn(to int32) int32 {
	c := l.work.columnOf(l.s, to)
	if l.s.Places != nil && c.at == [2]float64{} {
		if l.placeless == nil {
			l.placeless = map[string]bool{}
		}
		l.placeless[c.id] = true
		return nowhere
	}
	if !l.room(l.s.Name, len(l.part.columns), 1, l.s.Tables) {
		return -1
	}
	cells := len(l.grid.Centres)
	column := int32(len(l.part.columns))
	l.columnOf[to] = column
	l.part.columns = append(l.part.columns, c)
	for range l.groups {
		l.seen = append(l.seen, make([]uint64, (cells+63)/64))
	}
	for k := range l.part.tables {
		t := &l.part.tables[k]
		times := make([]travel.Seconds, cells)
		for i := range times {
			times[i] = travel.Unreached
		}
		t.Times = append(t.Times, times)
		if t.Metres != nil {
			t.Metres = append(t.Metres, make([]uint32, cells))
		}
		l.part.facts[k].reached = append(l.part.facts[k].reached, 0)
	}
	return column
}

// pair stores the times of a pair, or compares them if the pair is repeated.
func (l *longTimes) pair(r *record.Row, column, cell int32, group int, twice bool) {
	same := true
	for _, k := range l.groups[group] {
		t, f := &l.part.tables[k], &l.part.facts[k]
		at, far := l.at[2+2*k], l.at[3+2*k]
		tooLong := f.tooLong
		s, ok := l.rule.seconds(r, at, f)
		if !ok {
			l.wrong(r, 2+2*k, l.rule.word+", 0 or more")
		}
		var metres uint32
		if far >= 0 {
			if metres, ok = l.rule.metres(r, far); !ok {
				l.wrong(r, 3+2*k, "metres, 0 or more")
			}
			if metres > 0 && s == travel.Unreached {
				metres = 0
				if !twice && f.tooLong == tooLong {
					f.timeless++
				}
			}
		}
		if twice {
			same = same && s == t.Times[column][cell] && (far < 0 || metres == t.Metres[column][cell])
			continue
		}
		t.Times[column][cell] = s
		if s != travel.Unreached {
			f.reached[column]++
		}
		if far >= 0 {
			t.Metres[column][cell] = metres
		}
	}
	switch {
	case twice && same:
		l.equal++
	case twice && len(l.unequal) == problem.PerKind:
		l.more++
	case twice:
		l.unequal = append(l.unequal, twicePair{column: column, cell: cell, group: group, line: r.At})
	}
}

func (l *longTimes) wrong(r *record.Row, field int, expected string) {
	l.Problems.Add(problem.Problem{File: l.s.Name, Row: r.At, Column: l.in.Fields[l.fields[field]].Name, Found: r.Text(l.at[field]),
		Expected: expected, Hint: l.rule.hint(r.Text(l.at[field]))})
}
