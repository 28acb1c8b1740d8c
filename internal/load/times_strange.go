package load

import (
	"fmt"
	"strconv"

	"saavu/internal/format/problem"
)

// leastFound is the part of the ids of a table that must stand in a matrix for
// its further rows to be those of a wider matrix and not of another one.
const leastFound = 0.5

// strangers says what becomes of the ids that stand for no cell or destination:
// problems, or rows left out of a wider matrix.
func (l *longTimes) strangers() {
	if l.exchanged() {
		return
	}
	for side := range l.strange {
		s := &l.strange[side]
		if s.rows == 0 {
			continue
		}
		ids, found := l.idsOf(side)
		var absent []string
		for i, id := range ids {
			if !found[i] {
				absent = append(absent, id)
			}
		}
		// An id that has rows under its own spelling is not the one that is meant.
		other := spelledOtherwise(sortedKeys(s.ids), absent)
		column := l.in.Fields[l.fields[side]].Name
		has := len(ids) - len(absent)
		if l.s.Wider && float64(has) >= leastFound*float64(len(ids)) && (other == nil || !other.sure) && !s.ids[""] {
			l.noteWider(side, column, has, absent)
			continue
		}
		if l.s.Wider && other == nil {
			s.note = fmt.Sprintf("; of the other file's ids %s of %s stand in it, and further rows are left out only where at least half do", count(has), count(len(ids)))
		}
		s.tell(l.reader, l.s.Name, column, []string{"a cell of the grid", l.what()}[side], other)
	}
}

// exchanged makes one problem of rows whose cell stands in the column of the
// destination and the other way round.
func (l *longTimes) exchanged() bool {
	from, to := &l.strange[0], &l.strange[1]
	if l.to == l.index || from.rows == 0 || !mostIn(l.to, sortedKeys(from.ids)) || !mostIn(l.index, sortedKeys(to.ids)) {
		return false
	}
	a, b := l.in.Fields[l.fields[0]].Name, l.in.Fields[l.fields[1]].Name
	way := fmt.Sprintf("from: %s, to: %s", b, a)
	if l.s.Wider {
		way = fmt.Sprintf("--columns %s,%s,%s", b, a, l.s.Tables[0].Time)
	}
	l.problems.Add(problem.Problem{File: l.s.Name, Row: from.line, Column: a, Found: from.first, Expected: "a cell of the grid",
		Hint: fmt.Sprintf("%s and %s look exchanged: most ids of %s are those of destinations, most of %s those of cells; read them so with %s", a, b, a, b, way)})
	return true
}

// mostIn says whether at least half of some ids stand for something.
func mostIn(x *idIndex, ids []string) bool {
	n := 0
	for _, id := range ids {
		if _, ok := x.text(id); ok {
			n++
		}
	}
	return n > 0 && 2*n >= len(ids)
}

// idsOf gives the ids of the cells, or of the destinations, and which of them have
// rows.
func (l *longTimes) idsOf(side int) (ids []string, found []bool) {
	found = l.half[side]
	if side == 0 {
		for i, has := range l.some {
			found[i] = found[i] || has
		}
		return l.grid.names(), found
	}
	for i, c := range l.columnOf {
		found[i] = found[i] || c != -1
	}
	if l.s.Places != nil {
		return l.s.Places.IDs, found
	}
	return l.grid.names(), found
}

// names gives the ids of the cells as texts.
func (g *TimesGrid) names() []string {
	if g.Names != nil {
		return g.Names
	}
	out := make([]string, len(g.IDs))
	for i, id := range g.IDs {
		out[i] = strconv.FormatInt(id, 10)
	}
	return out
}

// noteWider notes the rows that were left out.
func (l *longTimes) noteWider(side int, column string, has int, absent []string) {
	s := &l.strange[side]
	text := ""
	if len(absent) > 0 {
		text = ", none for " + problem.Listed(absent, fewIDs)
	}
	l.note("%s: rows left out, as their %s is not %s: %s, with %s such as %s (of that table's ids %s of %s have rows%s)", l.part.name, column,
		[]string{"a row of the table of demand", l.what()}[side], count(s.rows), s.counted(), s.first, count(has), count(has+len(absent)), text)
}
