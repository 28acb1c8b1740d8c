package export

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// blocks writes the four parts for some options.
func (o *overview) blocks(part []int) {
	o.head(part)
	o.block("block.there", o.w.Text("block.there_sub", "period", o.w.Term("period", o.r.Period)))
	for s := range o.r.Services {
		o.reach(s, part)
	}
	o.mostPeople(part)
	o.block("block.visits", o.w.Text("block.visits_sub"))
	for s := range o.r.Services {
		o.visits(s, part)
	}
	o.sameEuros(part)
	o.euros(part)
	o.rules(part)
}

// short names a service.
func (o *overview) short(s int) string {
	v := &o.r.Services[s]
	return o.w.Name(v.Short.Or(v.Names.Every(v.Name)))
}

// reach writes who gets there in time, and who gains and loses, never netted.
func (o *overview) reach(s int, part []int) {
	v := &o.r.Services[s]
	var first, second []cell
	for _, k := range part {
		row := &v.Rows[k]
		var list []cell
		for _, m := range []struct {
			arrow, tone string
			of          report.Range
			low, high   float64
		}{{"▲", gainTone, row.Gain, row.Gain.Lo, row.Gain.Hi}, {"▼", loseTone, row.Lose, -row.Lose.Hi, -row.Lose.Lo}} {
			switch {
			case m.of.V <= 0:
			case m.of.Direction() == 0:
				list = append(list, cell{text: o.w.Way(m.low) + "…" + o.w.Way(m.high)})
			case list == nil:
				list = append(list, o.moved(row.GetsThere, m.arrow, o.w.Count(m.of.V), m.tone))
			default:
				list = append(list, cell{m.arrow + o.column(o.w.Count(m.of.V)), m.tone})
			}
		}
		if !row.Gain.Known || !row.Lose.Known {
			list = []cell{{text: words.Dash}}
		}
		if list == nil {
			list = []cell{same}
		}
		list = append(list, cell{})
		first, second = append(first, list[0]), append(second, list[1])
	}
	limit := ""
	if v.LimitMin.Known {
		limit = fmt.Sprintf("%g min", math.Round(v.LimitMin.V*10)/10)
		if o.layout == narrowLayout {
			limit = fmt.Sprintf("%g'", math.Round(v.LimitMin.V*10)/10)
		}
	}
	o.line(o.short(s), limit, o.whole(v.Rows[o.ref].GetsThere), first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line("", "", "", second)
	}
	o.partWeek(s, part)
}

// either is a text of the wide layout, or its short form of the narrow one.
func (o *overview) either(wide, narrow string) string {
	if o.layout == narrowLayout {
		return o.w.Text(narrow)
	}
	return o.w.Text(wide)
}

// partOf is people as a share of a group.
func partOf(people report.Range, all float64) report.Range {
	if !people.Known || all <= 0 {
		return report.Range{}
	}
	return report.Exact(people.V / all)
}

// column pads a number in the wide layout so that arrows stand below each other.
func (o *overview) column(number string) string {
	if o.layout == narrowLayout {
		return number
	}
	return fmt.Sprintf("%6s", number)
}

// moved writes a share with an arrow and a number; the number alone where columns are
// narrow.
func (o *overview) moved(share report.Range, arrow, number, tone string) cell {
	text := arrow + o.column(number)
	if o.layout == wideLayout {
		text = o.whole(share) + " " + text
	}
	return cell{text, tone}
}

// unclear writes the low and the high of a change whose range covers zero, more being
// better. A range that has no room in a narrow column continues below.
func (o *overview) unclear(low, high float64) (first, second cell) {
	text := o.w.Way(low) + "…" + o.w.Way(high)
	if width(text) < o.each {
		return cell{text: text}, cell{}
	}
	return cell{text: o.w.Way(low) + "…"}, cell{text: o.w.Way(high)}
}

// fewer gives the visits a year that an option leaves undone beyond its reference; NaN
// where what can be given is not known.
func fewer(row *report.Row) float64 {
	if !row.VisitsChange.Known {
		return math.NaN()
	}
	return -row.VisitsChange.V
}

// visits writes the share of the need that can be served, and the change of the visits
// left undone.
func (o *overview) visits(s int, part []int) {
	v := &o.r.Services[s]
	var first, second []cell
	for _, k := range part {
		row := &v.Rows[k]
		more := fewer(row)
		a, b := same, cell{}
		switch {
		case math.IsNaN(more):
			a = cell{words.Dash, ""}
		case stays(row.VisitsChange):
		case row.VisitsChange.Sign() == 0:
			a, b = o.unclear(row.VisitsChange.Lo, row.VisitsChange.Hi)
		case more > 0:
			a = o.moved(row.Served, "▼", o.w.Count(more), loseTone)
		default:
			a = o.moved(row.Served, "▲", o.w.Count(more), gainTone)
		}
		first, second = append(first, a), append(second, b)
	}
	o.line(o.short(s), "", o.whole(v.Rows[o.ref].Served), first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line("", "", "", second)
	}
}

// sameEuros writes what can be given in all services together at the euros of the
// reference, in hours of clients: visits of different services do not add.
func (o *overview) sameEuros(part []int) {
	var first, second []cell
	for _, k := range part {
		n := &o.r.Network[k]
		a, b := same, cell{}
		switch {
		case !n.UndoneHours.Known || n.Unbalanced:
			a = cell{words.Dash, ""}
		case stays(n.UndoneHours):
		case n.UndoneHours.Sign() == 0:
			a, b = o.unclear(-n.UndoneHours.Hi, -n.UndoneHours.Lo)
		case n.UndoneHours.V > 0:
			a = o.moved(n.ServedSame, "▼", o.w.Count(n.UndoneHours.V), loseTone)
		default:
			a = o.moved(n.ServedSame, "▲", o.w.Count(n.UndoneHours.V), gainTone)
		}
		first, second = append(first, a), append(second, b)
	}
	if !slices.ContainsFunc(first, func(c cell) bool { return c != same }) {
		return
	}
	o.line(o.either("row.same_euros", "row.same_euros_short"), "", o.whole(o.r.Network[o.ref].ServedSame), first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line("", "", "", second)
	}
}

// euros writes the change of the county's and the residents' money.
func (o *overview) euros(part []int) {
	sub := o.w.Text("block.euros_some")
	if o.r.Today.Reason.Cause == "" && o.r.Today.Known > 0 {
		sub = o.w.Text("block.euros_sub", "money", o.w.Fixed(o.r.Today.Known/1e6, 1))
	}
	o.block("block.euros", sub)
	o.money(o.w.Text("row.county"), part, func(n *report.NetworkRow) report.Range { return n.County })
	o.money(o.either("row.residents", "row.homes"), part, func(n *report.NetworkRow) report.Range { return n.Homes })
	o.money(o.w.Text("row.one_off"), part, func(n *report.NetworkRow) report.Range { return report.Exact(n.OneOff) })
}

// money writes one row of euros; in narrow columns the high stands below the low.
func (o *overview) money(name string, part []int, of func(*report.NetworkRow) report.Range) {
	var first, second []cell
	for _, k := range part {
		text := o.w.Change(of(&o.r.Network[k]))
		low, high, spans := strings.Cut(text, "…")
		if !spans || o.layout == wideLayout {
			low, high = text, ""
		}
		first, second = append(first, cell{text: low}), append(second, cell{text: high})
	}
	o.line(name, "", "", first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line(o.w.Text("row.up_to"), "", "", second)
	}
}

// rules writes the gravest new breach of each option.
func (o *overview) rules(part []int) {
	unchecked, now, all := 0, 0, 0
	for _, b := range o.r.Options[o.ref].Breaches {
		all++
		switch b.Verdict {
		case "not checked", "not identified":
			unchecked++
		case "inherited", "breach":
			now++
		}
	}
	o.block("block.rules", o.w.Text("block.rules_sub", "n", unchecked, "all", all, "now", now))
	var cells []cell
	for _, k := range part {
		switch key := gravest(&o.r.Options[k]); key {
		case lawBroken:
			cells = append(cells, cell{cut(o.w.Text(key), o.each-1), red})
		case ownBroken:
			cells = append(cells, cell{cut(o.w.Text(key), o.each-1), loseTone})
		default:
			cells = append(cells, cell{text: o.w.Text("row.none")})
		}
	}
	o.line(o.w.Text("row.breaches"), "", "", cells)
}
