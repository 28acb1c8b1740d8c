package times

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
)

// minFound is the share of a table's ids that must occur in a matrix before its
// other rows count as part of a larger matrix, and not of an unrelated one.
const minFound = 0.5

// reportUnknown handles ids that match no cell or destination: they are a problem,
// or rows of a larger matrix, which are left out with a note.
func (l *longTimes) reportUnknown() {
	if l.exchanged() {
		return
	}
	for end := range l.unknown {
		s := &l.unknown[end]
		if s.rows == 0 {
			continue
		}
		ids, found := l.idsOf(end)
		var absent []string
		for i, id := range ids {
			if !found[i] {
				absent = append(absent, id)
			}
		}
		// IDs that have rows are no candidates for another spelling.
		other := naming.SpelledOtherwise(slices.Sorted(maps.Keys(s.ids)), absent)
		column := l.in.Fields[l.fields[end]].Name
		has := len(ids) - len(absent)
		if l.s.Wider && float64(has) >= minFound*float64(len(ids)) && (other == nil || !other.Sure) && !s.ids[""] {
			l.noteWider(end, column, has, absent)
			continue
		}
		if l.s.Wider && other == nil {
			s.note = fmt.Sprintf("; it has %s of the %s ids of the other file, and other rows are only left out if it has at least half", problem.Spaced(has), problem.Spaced(len(ids)))
		}
		s.report(l.Reader, l.s.Name, column, []string{"a cell of the grid", l.what()}[end], other)
	}
}

// exchanged reports one problem if cells are in the column of destinations and
// destinations in that of cells.
func (l *longTimes) exchanged() bool {
	from, to := &l.unknown[0], &l.unknown[1]
	if l.to == l.index || from.rows == 0 || !atLeastHalf(l.to, slices.Sorted(maps.Keys(from.ids))) || !atLeastHalf(l.index, slices.Sorted(maps.Keys(to.ids))) {
		return false
	}
	a, b := l.in.Fields[l.fields[0]].Name, l.in.Fields[l.fields[1]].Name
	way := fmt.Sprintf("from: %s, to: %s", b, a)
	if l.s.Wider {
		way = fmt.Sprintf("--columns %s,%s,%s", b, a, l.s.Tables[0].Time)
	}
	l.Problems.Add(problem.Problem{File: l.s.Name, Row: from.line, Column: a, Found: from.first, Expected: "a cell of the grid",
		Hint: fmt.Sprintf("%s and %s look exchanged: most ids of %s are destinations, most of %s are cells; use %s", a, b, a, b, way)})
	return true
}

// atLeastHalf reports whether an index has at least half of some ids.
func atLeastHalf(x *idIndex, ids []string) bool {
	n := 0
	for _, id := range ids {
		if _, ok := x.text(id); ok {
			n++
		}
	}
	return n > 0 && 2*n >= len(ids)
}

// idsOf returns the ids of the cells (0) or the destinations (1), and which of them
// have rows.
func (l *longTimes) idsOf(end int) (ids []string, found []bool) {
	found = l.half[end]
	if end == 0 {
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

// names returns the ids of the cells as texts.
func (g *Grid) names() []string {
	if g.Names != nil {
		return g.Names
	}
	out := make([]string, len(g.IDs))
	for i, id := range g.IDs {
		out[i] = strconv.FormatInt(id, 10)
	}
	return out
}

// noteWider notes the rows of a larger matrix that were left out.
func (l *longTimes) noteWider(end int, column string, has int, absent []string) {
	s := &l.unknown[end]
	text := ""
	if len(absent) > 0 {
		text = ", none for " + problem.Listed(absent, fewIDs)
	}
	l.Note("%s: rows left out because their %s is not %s: %s, with %s such as %s (%s of the %s ids of that table have rows%s)", l.part.name, column,
		[]string{"a row of the table of demand", l.what()}[end], problem.Spaced(s.rows), s.counted(), s.first, problem.Spaced(has), problem.Spaced(has+len(absent)), text)
}
