package screen

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// figure is a column of the options in rows.
type figure struct {
	plain.Column
	text  func(k int) plain.Cell
	bar   bool // repeats a number: left out where lines are too long
	spare bool // left out where they still are
	some  func(row *report.Row) bool
}

// optionColumns are the columns after the names. Columns that only some services need
// are left out if no option of a list has a figure there; nil keeps them.
func (o *serviceScreen) optionColumns(list []int) []figure {
	people := func(arrow, tone string, of func(row *report.Row) report.Range) func(k int) plain.Cell {
		return func(k int) plain.Cell {
			switch v := of(&o.v.Rows[k]); {
			case k == o.Ref:
				return plain.Same
			case !v.Known:
				return plain.Cell{Text: words.Dash, Tone: ""}
			case v.V <= 0:
				return plain.Same
			case v.Direction() == 0:
				return o.lowToHigh(map[string]float64{"▲": 1, "▼": -1}[arrow], v, "")
			default:
				return plain.Cell{Text: arrow + o.Words.Count(v.V), Tone: tone}
			}
		}
	}
	money := func(of func(row *report.Row) report.Range) func(k int) plain.Cell {
		return func(k int) plain.Cell { return o.money(of(&o.v.Rows[k])) }
	}
	all := []figure{
		{Column: plain.Column{Head: o.head2("there"), Right: true, Lean: true}, text: func(k int) plain.Cell { return plain.Cell{Text: o.Whole(o.v.Rows[k].GetsThere)} }},
		{Column: plain.Column{Head: []string{""}}, bar: true, text: func(k int) plain.Cell {
			if v := o.v.Rows[k].GetsThere; v.Usable() {
				return plain.Cell{Text: bar(v.V, barWidth)}
			}
			return plain.Cell{}
		}},
		{Column: plain.Column{Head: o.limits()}, spare: true, text: func(k int) plain.Cell { return plain.Cell{Text: o.spread(o.atLimits(k))} },
			some: func(row *report.Row) bool { return !math.IsNaN(row.Tighter) }},
		{Column: plain.Column{Head: o.head2("range")}, text: func(k int) plain.Cell { return plain.Cell{Text: o.spread(o.v.Rows[k].GetsThere)} },
			some: func(row *report.Row) bool { return o.spread(row.GetsThere) != "" }},
		{Column: plain.Column{Head: o.head2("gain"), Right: true}, text: people("▲", plain.Gain, func(row *report.Row) report.Range { return row.Gain })},
		{Column: plain.Column{Head: o.head2("lose"), Right: true}, text: people("▼", plain.Lose, func(row *report.Row) report.Range { return row.Lose })},
		{Column: plain.Column{Head: o.head2("own"), Right: true}, text: people("", plain.Lose, func(row *report.Row) report.Range { return report.Exact(row.LoseLast) })},
		{Column: plain.Column{Head: o.head2("fewer_days"), Right: true}, text: people("▼", plain.Lose, func(row *report.Row) report.Range { return report.Exact(row.FewerDays) }),
			some: func(row *report.Row) bool { return row.FewerDays > 0 }},
		{Column: plain.Column{Head: o.head2("part_week"), Right: true}, text: func(k int) plain.Cell { return o.counted(o.v.Rows[k].PartWeek) },
			some: func(row *report.Row) bool { return row.PartWeek.V > 0 }},
		{Column: plain.Column{Head: o.head2("only_provider"), Right: true}, text: func(k int) plain.Cell { return o.counted(o.v.Rows[k].OnlyProvider) },
			some: func(row *report.Row) bool { return row.OnlyProvider.V > 0 }},
		{Column: plain.Column{Head: o.head2("visits"), Right: true}, text: func(k int) plain.Cell { return plain.Cell{Text: o.Whole(o.v.Rows[k].Served)} }},
		{Column: plain.Column{Head: []string{"▲▼"}, Right: true}, text: o.undone},
		{Column: plain.Column{Head: o.head2("county"), Right: true}, text: money(func(row *report.Row) report.Range { return row.County })},
		{Column: plain.Column{Head: o.head2("homes"), Right: true}, text: money(func(row *report.Row) report.Range { return row.Homes })},
	}
	if list == nil {
		return all
	}
	return slices.DeleteFunc(all, func(c figure) bool {
		return c.some != nil && !slices.ContainsFunc(list, func(k int) bool { return c.some(&o.v.Rows[k]) })
	})
}

// limits returns the head of the column of who gets there with other limits.
func (o *serviceScreen) limits() []string {
	if !o.v.LimitMin.Known {
		return []string{""}
	}
	return []string{"", board.Between(o.Words, max(0, o.v.LimitMin.V-report.LimitStep), o.v.LimitMin.V+report.LimitStep, "min")}
}

// atLimits is who gets there with a limit of LimitStep less and with one of as much more.
func (o *serviceScreen) atLimits(k int) report.Range {
	row := &o.v.Rows[k]
	return report.Range{V: row.GetsThere.V, Lo: row.Tighter, Hi: row.Looser, Known: row.GetsThere.Known}
}

// counted writes a number of people; nobody is a dot.
func (o *serviceScreen) counted(v report.Range) plain.Cell {
	switch {
	case !v.Known:
		return plain.Cell{Text: words.Dash, Tone: ""}
	case v.V > 0:
		return plain.Cell{Text: o.Words.Count(v.V)}
	}
	return plain.Same
}

// head2 returns the lines of the head of a column of the screen of a service.
func (o *serviceScreen) head2(key string) []string {
	return strings.Split(o.Words.Text("service.head_"+key), "\n")
}

// plainCell dims what does not change.
func plainCell(text string) plain.Cell {
	if text == plain.Same.Text {
		return plain.Same
	}
	return plain.Cell{Text: text}
}

// undone is the change of the visits that an option leaves undone.
func (o *serviceScreen) undone(k int) plain.Cell {
	change := o.v.Rows[k].VisitsChange
	lost, _ := board.Undone(&o.v.Rows[k])
	arrow, tone := "▲", plain.Gain
	if change.V < 0 {
		arrow, tone = "▼", plain.Lose
	}
	switch {
	case k == o.Ref:
		return plain.Same
	case !change.Known:
		return plain.Cell{Text: words.Dash, Tone: ""}
	case board.Stays(change):
		return plain.Same
	case change.Sign() == 0 && lost == 0:
		return o.lowToHigh(1, change, "")
	}
	text := arrow + o.Words.Count(change.V)
	if low := o.lowToHigh(1, change, ""); change.Wide() && strings.Contains(low.Text, "…") {
		text += rangeBelow + low.Text
	}
	return plain.Cell{Text: text, Tone: tone}
}

// lowToHigh writes the range of a change, times 1 or -1 so that more is better, or one end
// where both are written alike.
func (o *serviceScreen) lowToHigh(sign float64, v report.Range, tone string) plain.Cell {
	low, high := o.Words.Way(min(sign*v.Lo, sign*v.Hi)), o.Words.Way(max(sign*v.Lo, sign*v.Hi))
	if low == high {
		return plain.Cell{Text: low, Tone: tone}
	}
	return plain.Cell{Text: low + "…" + high, Tone: tone}
}

// rangeBelow stands in a cell between a value and its low and high until ranges parts them.
const rangeBelow = "¦"

// money is a change of euros: its value and after rangeBelow its low and high where they are
// wide, these alone where it is no clear difference.
func (o *serviceScreen) money(change report.Range) plain.Cell {
	text, value := o.Words.Change(change), o.Clear(change)
	if strings.Contains(text, "…") && value != board.SmallChange {
		text = value + rangeBelow + text
	}
	return plainCell(text)
}

// spread writes the low and high of a share; nothing if they round to the same.
func (o *serviceScreen) spread(v report.Range) string {
	if lo, hi := o.Whole(report.Exact(v.Lo)), o.Whole(report.Exact(v.Hi)); v.Usable() && lo != hi {
		return lo + o.Words.Text("to") + hi
	}
	return ""
}

// Lengths of bars, in characters.
const (
	barWidth     = 9
	stationWidth = 42
)

// bar draws a share of 0 to 1 to half a character.
func bar(share float64, most int) string {
	halves := int(math.Round(2 * float64(most) * min(max(share, 0), 1)))
	return strings.Repeat("━", halves/2) + strings.Repeat("╸", halves%2)
}

// optionRows writes the reference and options in rows.
func (o *serviceScreen) optionRows(shown []int) {
	rows := append([]int{o.Ref}, shown...)
	columns := o.optionColumns(rows)
	build := func(bars, spare, split bool, roomy int) *plain.Sheet {
		s := &plain.Sheet{Most: o.Width(), Columns: []plain.Column{{Least: plain.LeastName, Names: true, Roomy: roomy}}}
		kept := slices.DeleteFunc(slices.Clone(columns), func(c figure) bool { return c.bar && !bars || c.spare && !spare })
		for _, c := range kept {
			s.Columns = append(s.Columns, c.Column)
		}
		for _, k := range rows {
			name := plain.Cell{Text: o.Words.ShortOption(&o.R.Options[k])}
			if k == o.Ref {
				name.Text = words.Capital(o.reference())
			}
			s.Colored(o.cells(name, kept, k)...)
			o.ranges(s, split)
		}
		return s
	}
	split := o.layout == narrowLayout
	s := build(true, true, split, o.name)
	if s.Over() > 0 {
		s = build(false, true, split, o.name)
	}
	if s.Over() > 0 && !split {
		s = build(false, true, true, o.name)
	}
	if s.Over() > 0 {
		s = build(false, true, true, 0)
	}
	if s.Over() > 0 {
		s = build(false, false, true, o.name)
	}
	s.Spread()
	o.Sheet(s)
}

// cells are the name and the figures of an option.
func (o *serviceScreen) cells(name plain.Cell, columns []figure, k int) []plain.Cell {
	out := []plain.Cell{name}
	for _, c := range columns {
		out = append(out, c.text(k))
	}
	return out
}

// ranges puts the low and high of the changes of the last row below their values, on a line
// each where split. A change that is no clear difference is its low and high alone, and
// where split they have board.SmallChange above them.
func (o *serviceScreen) ranges(s *plain.Sheet, split bool) {
	last := len(s.Rows) - 1
	row, tints := s.Rows[last], s.Tints[last]
	lines := [3][]plain.Cell{make([]plain.Cell, len(row)), make([]plain.Cell, len(row)), make([]plain.Cell, len(row))}
	some := false
	for c, text := range row {
		value, ends, wide := strings.Cut(text, rangeBelow)
		if split && !wide && c > 0 && strings.Contains(text, "…") {
			value, ends, wide = board.SmallChange, text, true
		}
		low, high, _ := strings.Cut(ends, "…")
		lines[0][c] = plain.Cell{Text: value, Tone: tints[c]}
		switch some = some || wide; {
		case wide && split:
			lines[1][c], lines[2][c] = plain.Cell{Text: low, Tone: plain.Dim}, plain.Cell{Text: high, Tone: plain.Dim}
		case wide:
			lines[1][c] = plain.Cell{Text: ends, Tone: plain.Dim}
		}
	}
	s.Rows = s.Rows[:last]
	s.Colored(lines[0]...)
	switch {
	case some && split:
		lines[1][0].Text, lines[2][0].Text = o.Words.Text("row.from"), o.Words.Text("row.up_to")
		s.Colored(lines[1]...)
		s.Colored(lines[2]...)
	case some:
		s.Colored(lines[1]...)
	}
}
