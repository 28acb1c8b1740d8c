package load

import (
	"errors"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// firstLines walks over the rows once more, where pairs came again with other
// values, for the lines on which they stood first: to remember a line for every
// pair would take more memory than the times.
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
		return // the file changed meanwhile: its faults were told by the first walk
	}
	for i, u := range l.unequal {
		p := problem.Problem{File: l.s.Name, Row: u.line, Found: "a pair that has other values", Expected: "every pair once",
			Hint: rowHas(u.first)}
		if i == len(l.unequal)-1 {
			p.More = l.more
		}
		l.problems.Add(p)
	}
}

// notes says what was read.
func (l *longTimes) notes() {
	l.note("travel times: %s in %s, %s, %s", problem.Counted(len(l.part.columns), "destination"), l.part.name, problem.Counted(l.rows, "row"), problem.Counted(len(l.part.tables), "table"))
	none := 0
	for _, has := range l.some {
		if !has {
			none++
		}
	}
	noteRowless(l.reader, none, l.part.name)
	if l.others > 0 {
		l.note("%s: rows of percentiles that no table has: %s", l.part.name, count(l.others))
	}
	if l.equal > 0 {
		l.note("%s: pairs that come again with the same values: %s", l.part.name, count(l.equal))
	}
	notePlaceless(l.reader, l.part.name, l.placeless)
	l.index.noteForms(l.reader, l.part.name)
	if l.to != l.index {
		l.to.noteForms(l.reader, l.part.name)
	}
	l.rule.note(l.reader, l.part.name)
}

// notePlaceless notes destinations that have times but no coordinates.
func notePlaceless(r *reader, file string, ids map[string]bool) {
	if len(ids) > 0 {
		r.note("%s: times to places without coordinates were left out: %s", file, strings.Join(sortedKeys(ids), ", "))
	}
}
