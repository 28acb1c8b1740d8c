package times

import (
	"errors"
	"maps"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
)

// firstLines reads the rows again if pairs were repeated with other values, to find
// the lines of their first rows. Remembering a line for every pair would take more
// memory than the times.
func (l *longTimes) firstLines() {
	if len(l.unequal) == 0 {
		return
	}
	type pair struct {
		column, cell int32
		group        int
	}
	open := map[pair][]int{}
	for i, u := range l.unequal {
		at := pair{u.column, u.cell, u.group}
		open[at] = append(open[at], i)
	}
	err := l.in.Each(l.want, func(r *record.Row) error {
		cell, isCell := l.index.value(r, l.at[0])
		to, isPlace := l.to.value(r, l.at[1])
		if !isCell || !isPlace {
			return nil
		}
		at := pair{l.columnOf[to], cell, 0}
		if l.of >= 0 {
			p, _ := r.Whole(l.of)
			g, ok := l.groupOf[p]
			if !ok {
				return nil
			}
			at.group = g
		}
		for _, i := range open[at] {
			l.unequal[i].first = r.At
		}
		if delete(open, at); len(open) == 0 {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		return // the file changed meanwhile; the first pass reported its faults
	}
	for i, u := range l.unequal {
		p := problem.Problem{File: l.s.Name, Row: u.line, Found: "a repeated pair with other values", Expected: "every pair once",
			Hint: problem.RowHas(u.first)}
		if i == len(l.unequal)-1 {
			p.More = l.more
		}
		l.Problems.Add(p)
	}
}

// notes notes what was read.
func (l *longTimes) notes() {
	l.Note("travel times: %s in %s, %s, %s", problem.Counted(len(l.part.columns), "destination"), l.part.name, problem.Counted(l.rows, "row"), problem.Counted(len(l.part.tables), "table"))
	none := 0
	for _, has := range l.some {
		if !has {
			none++
		}
	}
	noteRowless(l.Reader, none, l.part.name)
	if l.others > 0 {
		l.Note("%s: rows of other percentiles, ignored: %s", l.part.name, problem.Spaced(l.others))
	}
	if l.equal > 0 {
		l.Note("%s: repeated pairs with the same values: %s", l.part.name, problem.Spaced(l.equal))
	}
	notePlaceless(l.Reader, l.part.name, l.placeless)
	l.index.noteForms(l.Reader, l.part.name)
	if l.to != l.index {
		l.to.noteForms(l.Reader, l.part.name)
	}
	l.rule.note(l.Reader, l.part.name)
}

// notePlaceless notes destinations with times but without coordinates.
func notePlaceless(r *input.Reader, file string, ids map[string]bool) {
	if len(ids) > 0 {
		r.State("data.placeless", "file", file, "list", slices.Sorted(maps.Keys(ids)))
	}
}
