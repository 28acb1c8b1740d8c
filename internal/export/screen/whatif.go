package screen

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// single writes the screen of one option next to its reference: only the services
// that it changes, the euros and the rules, in at most about 25 lines.
func (o *overview) single() {
	k := o.Options[0]
	opt := &o.R.Options[k]
	title := o.Subject(k)
	o.Paragraph(plain.Dotted(append([]string{title, fmt.Sprintf("%s %d", o.Words.Name(o.R.Names.Every(o.R.Name)), opt.Year), o.Words.Term("period", o.R.Period), o.Words.Term("frame", o.R.Frame)}, board.Stamp(o.Words, o.R)...)...))
	o.Gap()
	o.Paragraph(strings.Join(o.Answer(), " "))
	o.Gap()
	o.three("", o.reference(), o.then(opt), o.Words.Text("whatif.change"))
	still, unknown, changed := 0, 0, 0
	for s := range o.R.Services {
		if o.Touched(s, k) {
			changed++
		}
	}
	for s := range o.R.Services {
		switch {
		case o.Touched(s, k):
			o.service3(s, k, changed <= fewServices)
		case math.IsNaN(board.Fewer(&o.R.Services[s].Rows[k])):
			unknown++
		default:
			still++
		}
	}
	o.Write(o.Words.Text("whatif.euros"))
	from := 0
	for _, l := range o.R.Network[k].Lines {
		if l.Money.V != 0 && l.Payer == string(cost.County) {
			from = max(from, l.From)
		}
	}
	county, now := o.Words.Text("whatif.county"), ""
	if from > opt.Year {
		if first := o.Words.Change(o.R.Network[k].CountyNow); first != words.NoChange {
			now = rangeBelow + o.Words.Text("whatif.in_year", "year", report.Year(opt.Year), "money", first)
		}
		county = o.Words.Text("whatif.from", "year", report.Year(from))
	}
	o.three("  "+county, "", "", o.Words.Change(o.R.Network[k].County)+now)
	o.three("  "+o.Words.Text("whatif.homes"), "", "", o.Words.Change(o.R.Network[k].Homes))
	if once := o.Words.Change(report.Exact(o.R.Network[k].OneOff)); once != plain.Same.Text {
		o.three("  "+o.Words.Text("whatif.one_off"), "", "", once)
	}
	unchecked, breaches := 0, 0
	for _, b := range opt.Breaches {
		switch b.Verdict {
		case "not checked", "not identified":
			unchecked++
		case "breach":
			breaches++
		}
	}
	rules := o.Words.Text("whatif.rules", "new", breaches, "n", unchecked, "all", len(opt.Breaches))
	lines := []string{rules, o.Words.Text("whatif.others", "n", still, "all", len(o.R.Services))}
	if unknown > 0 {
		lines = append(lines, o.Words.Text("whatif.unknown", "n", unknown))
	}
	o.Paragraph(plain.Dotted(lines...))
}

// then heads the column of an option; the title above has a long name in full.
func (o *overview) then(opt *report.Option) string {
	if opt.ID == report.WhatIf {
		return o.Words.Text("whatif.head")
	}
	if name := o.Words.ShortOption(opt); plain.Width(name) <= 11 {
		return name
	}
	return o.Words.Text("head.option")
}

// three writes a row of three columns after its name. What stands after rangeBelow has a
// line of its own only where it has no room.
func (o *overview) three(name, today, then, change string) {
	change, ends, _ := strings.Cut(change, rangeBelow)
	line := plain.Padded(name, 34) + fmt.Sprintf("%*s", 10+len(today)-plain.Width(today), today) + fmt.Sprintf("%*s", 12+len(then)-plain.Width(then), then) + "   " + change
	if all := line + "  " + ends; plain.Width(all) <= o.Width() {
		line, ends = all, ""
	}
	o.Write(strings.TrimRight(line, " "))
	if ends != "" {
		o.three("", "", "", ends)
	}
}

// fewServices is how many services a what-if may change so that each has a row of what stays
// as before.
const fewServices = 2

// service3 writes a service that the option changes: who gets there, who does by own means
// and what can be given; opening hours, service points and euros only where none of these
// changes.
func (o *overview) service3(s, k int, few bool) {
	v := &o.R.Services[s]
	row, ref := &v.Rows[k], &v.Rows[o.Ref]
	same := o.Words.Text("whatif.same")
	o.Paragraph(plain.Dotted(board.ServiceName(o.Words, o.R, s), o.Words.Ages(v.Group), o.Words.People(ref.People), board.Limit(o.Words, v)))
	moved := o.moved3(row)
	changed := moved[0] != same
	o.three("  "+o.Words.Text("whatif.there"), o.tenths(ref.GetsThere), o.tenths(row.GetsThere), strings.Join(moved, rangeBelow))
	own := same
	switch people := row.OwnModes.V*row.People - ref.OwnModes.V*ref.People; {
	case row.LoseLast > 0:
		own = o.Words.Text("whatif.lose_last", "n", o.Words.Count(row.LoseLast))
	case people >= board.LeastPeople:
		own = o.Words.Text("whatif.more", "n", o.Words.Count(people))
	case people <= -board.LeastPeople:
		own = o.Words.Text("whatif.fewer", "n", o.Words.Count(people))
	}
	if own != same || few {
		o.three("  "+o.Words.Text("whatif.own"), o.tenths(ref.OwnModes), o.tenths(row.OwnModes), own)
	}
	if visits := o.visits3(s, k); visits != same || few {
		o.three("  "+o.Words.Text("whatif.visits"), o.tenths(ref.Served), o.tenths(row.Served), visits)
		changed = changed || visits != same
	}
	if changed || own != same {
		return
	}
	if row.Slot.Usable() && ref.Slot.Usable() && math.Abs(row.Slot.V-ref.Slot.V) >= board.LeastShare {
		o.three("  "+o.Words.Text("whatif.slot"), o.tenths(ref.Slot), o.tenths(row.Slot), "")
	}
	if row.Points != ref.Points {
		o.three("  "+o.Words.Text("whatif.points"), strconv.Itoa(ref.Points), strconv.Itoa(row.Points), "")
	}
	if money := o.Words.Change(row.County); row.County.Known && money != words.NoChange {
		o.three("  "+o.Words.Text("whatif.county_euros"), "", "", money)
	}
}

// visits3 says how many visits more or fewer are left undone, with their low and high where
// the range is wide.
func (o *overview) visits3(s, k int) string {
	row := &o.R.Services[s].Rows[k]
	change, more := row.VisitsChange, board.Fewer(row)
	lost, _ := board.Undone(row)
	low, high := o.Words.Way(change.Lo), o.Words.Way(change.Hi)
	text := ""
	switch {
	case math.IsNaN(more):
		return o.Words.Text("unknown")
	case board.Stays(change):
		return o.Words.Text("whatif.same")
	case change.Sign() == 0 && lost == 0:
		return low + "…" + high
	case more > 0:
		text = o.Words.Text("whatif.more_undone", "n", o.Words.Count(more))
	default:
		text = o.Words.Text("whatif.fewer_undone", "n", o.Words.Count(more))
	}
	if change.Wide() && low != high {
		text += rangeBelow + low + "…" + high
	}
	return text
}

// moved3 says how many people lose and gain a place in time, a text for each.
func (o *overview) moved3(row *report.Row) []string {
	var moved []string
	for _, m := range []struct {
		arrow string
		of    report.Range
	}{{"▼", row.Lose}, {"▲", row.Gain}} {
		switch {
		case m.of.Direction() > 0:
			moved = append(moved, m.arrow+" "+o.Words.Counted(m.of))
		case m.of.V > 0:
			moved = append(moved, m.arrow+" "+o.Words.Bound(m.of.Lo)+"…"+o.Words.Bound(m.of.Hi))
		}
	}
	if moved == nil {
		return []string{o.Words.Text("whatif.same")}
	}
	return moved
}

// tenths writes a share in per cent with one decimal: small moves matter here.
func (o *overview) tenths(v report.Range) string {
	if !v.Usable() {
		return o.Words.Share(v)
	}
	return o.Words.Fixed(100*v.V, 1) + " %"
}
