package export

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// single writes the screen of one option next to its reference: only the services
// that it changes, the euros and the rules, in at most about 25 lines.
func (o *overview) single() {
	k := o.Options[0]
	opt := &o.R.Options[k]
	title := o.Subject(k)
	o.paragraph(dotted(append([]string{title, fmt.Sprintf("%s %d", o.w.Name(o.R.Names.Every(o.R.Name)), opt.Year), o.w.Term("period", o.R.Period), o.w.Term("frame", o.R.Frame)}, board.Stamp(o.w, o.R)...)...))
	o.gap()
	o.paragraph(strings.Join(o.Answer(), " "))
	o.gap()
	o.three("", o.reference(), o.then(opt), o.w.Text("whatif.change"))
	still, unknown := 0, 0
	for s := range o.R.Services {
		switch {
		case o.service3(s, k):
		case math.IsNaN(board.Fewer(&o.R.Services[s].Rows[k])):
			unknown++
		default:
			still++
		}
	}
	o.write(o.w.Text("whatif.euros"))
	from := 0
	for _, l := range o.R.Network[k].Lines {
		if l.Money.V != 0 && l.Payer == string(cost.County) {
			from = max(from, l.From)
		}
	}
	county := o.w.Text("whatif.county")
	if from > opt.Year {
		o.three("  "+o.w.Text("whatif.in_year", "year", report.Year(opt.Year)), "", "", o.w.Change(o.R.Network[k].CountyNow))
		county = o.w.Text("whatif.from", "year", report.Year(from))
	}
	o.three("  "+county, "", "", o.w.Change(o.R.Network[k].County))
	o.three("  "+o.w.Text("whatif.homes"), "", "", o.w.Change(o.R.Network[k].Homes))
	if once := o.w.Change(report.Exact(o.R.Network[k].OneOff)); once != same.text {
		o.three("  "+o.w.Text("whatif.one_off"), "", "", once)
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
	o.paragraph(o.w.Text("whatif.rules", "new", breaches, "n", unchecked, "all", len(opt.Breaches)))
	others := o.w.Text("whatif.others", "n", still, "all", len(o.R.Services))
	if unknown > 0 {
		others = dotted(others, o.w.Text("whatif.unknown", "n", unknown))
	}
	o.paragraph(others)
	o.gap()
}

// then heads the column of an option; the title above has a long name in full.
func (o *overview) then(opt *report.Option) string {
	if opt.ID == report.WhatIf {
		return o.w.Text("whatif.head")
	}
	if name := o.w.ShortOption(opt); width(name) <= 11 {
		return name
	}
	return o.w.Text("head.option")
}

// three writes a row of three columns after its name.
func (o *overview) three(name, today, then, change string) {
	o.write(strings.TrimRight(padded(name, 34)+fmt.Sprintf("%*s", 10+len(today)-width(today), today)+fmt.Sprintf("%*s", 12+len(then)-width(then), then)+"   "+change, " "))
}

// service3 writes a service that the option changes; false for one that it leaves as
// it is.
func (o *overview) service3(s, k int) bool {
	v := &o.R.Services[s]
	row, ref := &v.Rows[k], &v.Rows[o.Ref]
	more := board.Fewer(row)
	if !o.Touched(s, k) {
		return false
	}
	o.paragraph(dotted(board.ServiceName(o.w, o.R, s), o.w.Ages(v.Group), o.w.People(ref.People), board.Limit(o.w, v)))
	moved := o.moved3(row)
	o.three("  "+o.w.Text("whatif.there"), o.tenths(ref.GetsThere), o.tenths(row.GetsThere), moved[0])
	for _, also := range moved[1:] {
		o.three("", "", "", also)
	}
	o.days3(row, ref)
	own := o.w.Text("whatif.same")
	switch people := row.OwnModes.V*row.People - ref.OwnModes.V*ref.People; {
	case row.LoseLast > 0:
		own = o.w.Text("whatif.lose_last", "n", o.w.Count(row.LoseLast))
	case people >= board.LeastPeople:
		own = o.w.Text("whatif.more", "n", o.w.Count(people))
	case people <= -board.LeastPeople:
		own = o.w.Text("whatif.fewer", "n", o.w.Count(people))
	}
	o.three("  "+o.w.Text("whatif.own"), o.tenths(ref.OwnModes), o.tenths(row.OwnModes), own)
	visits := o.w.Text("whatif.same")
	switch {
	case math.IsNaN(more):
		visits = o.w.Text("unknown")
	case board.Stays(row.VisitsChange):
	case row.VisitsChange.Sign() == 0:
		visits = o.w.Way(row.VisitsChange.Lo) + "…" + o.w.Way(row.VisitsChange.Hi)
	case more > 0:
		visits = o.w.Text("whatif.more_undone", "n", o.w.Count(more))
	default:
		visits = o.w.Text("whatif.fewer_undone", "n", o.w.Count(more))
	}
	o.three("  "+o.w.Text("whatif.visits"), o.tenths(ref.Served), o.tenths(row.Served), visits)
	if low, high := o.w.Way(row.VisitsChange.Lo), o.w.Way(row.VisitsChange.Hi); row.VisitsChange.Sign() != 0 && !board.Stays(row.VisitsChange) && row.VisitsChange.Wide() && low != high {
		o.three("", "", "", low+"…"+high)
	}
	if row.Slot.Usable() && ref.Slot.Usable() && math.Abs(row.Slot.V-ref.Slot.V) >= board.LeastShare {
		o.three("  "+o.w.Text("whatif.slot"), o.tenths(ref.Slot), o.tenths(row.Slot), "")
	}
	if row.Points != ref.Points {
		o.three("  "+o.w.Text("whatif.points"), strconv.Itoa(ref.Points), strconv.Itoa(row.Points), "")
	}
	if money := o.w.Change(row.County); row.County.Known && money != same.text {
		o.three("  "+o.w.Text("whatif.county_euros"), "", "", money)
	}
	return true
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
			moved = append(moved, m.arrow+" "+o.w.Counted(m.of))
		case m.of.V > 0:
			moved = append(moved, m.arrow+" "+o.w.Count(m.of.Lo)+"…"+o.w.Count(m.of.Hi))
		}
	}
	if moved == nil {
		return []string{o.w.Text("whatif.same")}
	}
	return moved
}

// days3 writes who gets there only at places that are open a part of the week, if the
// option changes that, and who gets there on fewer days than before.
func (o *overview) days3(row, ref *report.Row) {
	now, then := board.Part(ref.PartWeek, ref.People), board.Part(row.PartWeek, row.People)
	if more := row.PartWeek.V - ref.PartWeek.V; now.Known && then.Known && math.Abs(more) >= board.LeastPeople {
		key := "whatif.people_more"
		if more < 0 {
			key = "whatif.people_fewer"
		}
		o.three("  "+o.w.Text("whatif.part_week"), o.tenths(now), o.tenths(then), o.w.Text(key, "n", o.w.Count(more)))
	}
	if n := board.Shown(row.FewerDays); n > 0 {
		o.three("  "+o.w.Text("whatif.fewer_days"), "", "", "▼ "+o.w.Count(n))
	}
}

// tenths writes a share in per cent with one decimal: small moves matter here.
func (o *overview) tenths(v report.Range) string {
	if !v.Usable() {
		return o.w.Share(v)
	}
	return o.w.Fixed(100*v.V, 1) + " %"
}
