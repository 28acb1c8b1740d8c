package export

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// figure is a column of the options in rows.
type figure struct {
	column
	text  func(k int) cell
	bar   bool // repeats a number: left out where lines are too long
	spare bool // left out where they still are
	some  func(row *report.Row) bool
}

// optionColumns are the columns after the names. Columns that only some services need
// are left out if no option of a list has a figure there; nil keeps them.
func (o *serviceScreen) optionColumns(list []int) []figure {
	people := func(arrow, tone string, of func(row *report.Row) report.Range) func(k int) cell {
		return func(k int) cell {
			switch v := of(&o.v.Rows[k]); {
			case k == o.Ref:
				return same
			case !v.Known:
				return cell{words.Dash, ""}
			case v.V <= 0:
				return same
			case v.Direction() == 0:
				return o.lowToHigh(map[string]float64{"▲": 1, "▼": -1}[arrow], v, "")
			default:
				return cell{arrow + o.w.Count(v.V), tone}
			}
		}
	}
	money := func(of func(row *report.Row) report.Range) func(k int) cell {
		return func(k int) cell { return o.money(of(&o.v.Rows[k])) }
	}
	all := []figure{
		{column: column{head: o.head2("there"), right: true, lean: true}, text: func(k int) cell { return cell{text: o.whole(o.v.Rows[k].GetsThere)} }},
		{column: column{head: []string{""}}, bar: true, text: func(k int) cell {
			if v := o.v.Rows[k].GetsThere; v.Usable() {
				return cell{text: bar(v.V, barWidth)}
			}
			return cell{}
		}},
		{column: column{head: o.limits()}, spare: true, text: func(k int) cell { return cell{text: o.spread(o.atLimits(k))} },
			some: func(row *report.Row) bool { return !math.IsNaN(row.Tighter) }},
		{column: column{head: o.head2("range")}, text: func(k int) cell { return cell{text: o.spread(o.v.Rows[k].GetsThere)} },
			some: func(row *report.Row) bool { return o.spread(row.GetsThere) != "" }},
		{column: column{head: o.head2("gain"), right: true}, text: people("▲", gainTone, func(row *report.Row) report.Range { return row.Gain })},
		{column: column{head: o.head2("lose"), right: true}, text: people("▼", loseTone, func(row *report.Row) report.Range { return row.Lose })},
		{column: column{head: o.head2("own"), right: true}, text: people("", loseTone, func(row *report.Row) report.Range { return report.Exact(row.LoseLast) })},
		{column: column{head: o.head2("fewer_days"), right: true}, text: people("▼", loseTone, func(row *report.Row) report.Range { return report.Exact(row.FewerDays) }),
			some: func(row *report.Row) bool { return row.FewerDays > 0 }},
		{column: column{head: o.head2("part_week"), right: true}, text: func(k int) cell { return o.counted(o.v.Rows[k].PartWeek) },
			some: func(row *report.Row) bool { return row.PartWeek.V > 0 }},
		{column: column{head: o.head2("only_provider"), right: true}, text: func(k int) cell { return o.counted(o.v.Rows[k].OnlyProvider) },
			some: func(row *report.Row) bool { return row.OnlyProvider.V > 0 }},
		{column: column{head: o.head2("visits"), right: true}, text: func(k int) cell { return cell{text: o.whole(o.v.Rows[k].Served)} }},
		{column: column{head: []string{"▲▼"}, right: true}, text: o.undone},
		{column: column{head: o.head2("county"), right: true}, text: money(func(row *report.Row) report.Range { return row.County })},
		{column: column{head: o.head2("homes"), right: true}, text: money(func(row *report.Row) report.Range { return row.Homes })},
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
	return []string{"", board.Between(o.w, max(0, o.v.LimitMin.V-report.LimitStep), o.v.LimitMin.V+report.LimitStep, "min")}
}

// atLimits is who gets there with a limit of LimitStep less and with one of as much more.
func (o *serviceScreen) atLimits(k int) report.Range {
	row := &o.v.Rows[k]
	return report.Range{V: row.GetsThere.V, Lo: row.Tighter, Hi: row.Looser, Known: row.GetsThere.Known}
}

// counted writes a number of people; nobody is a dot.
func (o *serviceScreen) counted(v report.Range) cell {
	switch {
	case !v.Known:
		return cell{words.Dash, ""}
	case v.V > 0:
		return cell{text: o.w.Count(v.V)}
	}
	return same
}

// head2 returns the lines of the head of a column of the screen of a service.
func (o *serviceScreen) head2(key string) []string {
	return strings.Split(o.w.Text("service.head_"+key), "\n")
}

// plainCell dims what does not change.
func plainCell(text string) cell {
	if text == same.text {
		return same
	}
	return cell{text: text}
}

// undone is the change of the visits that an option leaves undone.
func (o *serviceScreen) undone(k int) cell {
	change := o.v.Rows[k].VisitsChange
	lost, _ := board.Undone(&o.v.Rows[k])
	arrow, tone := "▲", gainTone
	if change.V < 0 {
		arrow, tone = "▼", loseTone
	}
	switch {
	case k == o.Ref:
		return same
	case !change.Known:
		return cell{words.Dash, ""}
	case board.Stays(change):
		return same
	case change.Sign() == 0 && lost == 0:
		return o.lowToHigh(1, change, "")
	}
	text := arrow + o.w.Count(change.V)
	if low := o.lowToHigh(1, change, ""); change.Wide() && strings.Contains(low.text, "…") {
		text += rangeBelow + low.text
	}
	return cell{text, tone}
}

// lowToHigh writes the range of a change, times 1 or -1 so that more is better, or one end
// where both are written alike.
func (o *serviceScreen) lowToHigh(sign float64, v report.Range, tone string) cell {
	low, high := o.w.Way(min(sign*v.Lo, sign*v.Hi)), o.w.Way(max(sign*v.Lo, sign*v.Hi))
	if low == high {
		return cell{low, tone}
	}
	return cell{low + "…" + high, tone}
}

// rangeBelow stands in a cell between a value and its low and high until ranges parts them.
const rangeBelow = "¦"

// money is a change of euros: its value and after rangeBelow its low and high where they are
// wide, these alone where it is no clear difference.
func (o *serviceScreen) money(change report.Range) cell {
	text, value := o.w.Change(change), o.Clear(change)
	if strings.Contains(text, "…") && value != board.SmallChange {
		text = value + rangeBelow + text
	}
	return plainCell(text)
}

// spread writes the low and high of a share; nothing if they round to the same.
func (o *serviceScreen) spread(v report.Range) string {
	if lo, hi := o.whole(report.Exact(v.Lo)), o.whole(report.Exact(v.Hi)); v.Usable() && lo != hi {
		return lo + o.w.Text("to") + hi
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
	build := func(bars, spare, split bool, roomy int) *sheet {
		s := &sheet{most: o.width(), columns: []column{{least: leastName, names: true, roomy: roomy}}}
		kept := slices.DeleteFunc(slices.Clone(columns), func(c figure) bool { return c.bar && !bars || c.spare && !spare })
		for _, c := range kept {
			s.columns = append(s.columns, c.column)
		}
		for _, k := range rows {
			name := cell{text: o.w.ShortOption(&o.R.Options[k])}
			if k == o.Ref {
				name.text = words.Capital(o.reference())
			}
			s.colored(o.cells(name, kept, k)...)
			o.ranges(s, split)
		}
		return s
	}
	split := o.layout == narrowLayout
	s := build(true, true, split, o.name)
	if s.over() > 0 {
		s = build(false, true, split, o.name)
	}
	if s.over() > 0 && !split {
		s = build(false, true, true, o.name)
	}
	if s.over() > 0 {
		s = build(false, true, true, 0)
	}
	if s.over() > 0 {
		s = build(false, false, true, o.name)
	}
	s.spread()
	o.table(s)
}

// cells are the name and the figures of an option.
func (o *serviceScreen) cells(name cell, columns []figure, k int) []cell {
	out := []cell{name}
	for _, c := range columns {
		out = append(out, c.text(k))
	}
	return out
}

// ranges puts the low and high of the changes of the last row below their values, on a line
// each where split. A change that is no clear difference is its low and high alone, and
// where split they have board.SmallChange above them.
func (o *serviceScreen) ranges(s *sheet, split bool) {
	last := len(s.rows) - 1
	row, tints := s.rows[last], s.tints[last]
	lines := [3][]cell{make([]cell, len(row)), make([]cell, len(row)), make([]cell, len(row))}
	some := false
	for c, text := range row {
		value, ends, wide := strings.Cut(text, rangeBelow)
		if split && !wide && c > 0 && strings.Contains(text, "…") {
			value, ends, wide = board.SmallChange, text, true
		}
		low, high, _ := strings.Cut(ends, "…")
		lines[0][c] = cell{value, tints[c]}
		switch some = some || wide; {
		case wide && split:
			lines[1][c], lines[2][c] = cell{low, dimTone}, cell{high, dimTone}
		case wide:
			lines[1][c] = cell{ends, dimTone}
		}
	}
	s.rows = s.rows[:last]
	s.colored(lines[0]...)
	switch {
	case some && split:
		lines[1][0].text, lines[2][0].text = o.w.Text("row.from"), o.w.Text("row.up_to")
		s.colored(lines[1]...)
		s.colored(lines[2]...)
	case some:
		s.colored(lines[1]...)
	}
}
