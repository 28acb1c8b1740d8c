package export

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/report"
)

// single writes the screen of one option next to its reference: only the services
// that it changes, the euros and the rules, in at most about 25 lines.
func (o *overview) single() {
	k := o.options[0]
	opt := &o.r.Options[k]
	title := o.w.Text("whatif.option", "option", o.w.Option(opt), "against", o.w.Option(&o.r.Options[o.ref]))
	if opt.ID == report.WhatIf {
		title = o.w.Text("whatif.title", "changes", strings.Join(o.w.Steps(opt), "; "))
	}
	o.paragraph(dotted(append([]string{title, fmt.Sprintf("%s %d", o.r.Name, opt.Year), o.w.Term("period", o.r.Period), o.w.Term("frame", o.r.Frame)}, o.stamp()...)...))
	o.gap()
	o.paragraph(strings.Join(o.wins(k), " "))
	o.gap()
	o.three("", o.w.Text("overview.today"), o.w.Text("whatif.head"), o.w.Text("whatif.change"))
	still, unknown := 0, 0
	for s := range o.r.Services {
		switch {
		case o.service3(s, k):
		case math.IsNaN(undone(&o.r.Services[s].Rows[k])):
			unknown++
		default:
			still++
		}
	}
	o.write(o.w.Text("whatif.euros"))
	from := 0
	for _, l := range o.r.Network[k].Lines {
		if l.Money.V != 0 {
			from = max(from, l.From)
		}
	}
	county := o.w.Text("whatif.county")
	if from > opt.Year {
		county = o.w.Text("whatif.from", "year", report.Year(from))
	}
	o.three("  "+county, "", "", o.w.Change(o.r.Network[k].County))
	o.three("  "+o.w.Text("whatif.homes"), "", "", o.w.Change(o.r.Network[k].Homes))
	if once := o.w.Change(report.Exact(o.r.Network[k].OneOff)); once != same.text {
		o.three("  "+o.w.Text("row.one_off"), "", "", once)
	}
	unchecked, breaches := 0, 0
	for _, b := range opt.Breaches {
		switch b.Verdict {
		case "not checked":
			unchecked++
		case "breach":
			breaches++
		}
	}
	o.paragraph(o.w.Text("whatif.rules", "new", breaches, "n", unchecked, "all", len(opt.Breaches)))
	others := o.w.Text("whatif.others", "n", still, "all", len(o.r.Services))
	if unknown > 0 {
		others = dotted(others, o.w.Text("whatif.unknown", "n", unknown))
	}
	o.paragraph(others)
	o.gap()
}

// wins gives sentences on who gains and loses most, and on the county's euros.
func (o *overview) wins(k int) []string {
	var out []string
	gain, lose := -1, -1
	for s := range o.r.Services {
		row := &o.r.Services[s].Rows[k]
		if row.Gain.V > 0 && (gain < 0 || row.Gain.V > o.r.Services[gain].Rows[k].Gain.V) {
			gain = s
		}
		if row.Lose.V > 0 && (lose < 0 || row.Lose.V > o.r.Services[lose].Rows[k].Lose.V) {
			lose = s
		}
	}
	say := func(key string, most int, of func(row *report.Row) float64) {
		if most < 0 {
			return
		}
		n := o.w.Count(of(&o.r.Services[most].Rows[k]))
		var services []string // all with as many people
		for s := range o.r.Services {
			if v := of(&o.r.Services[s].Rows[k]); v > 0 && o.w.Count(v) == n {
				services = append(services, o.short(s))
			}
		}
		out = append(out, o.w.Text(key, "people", n, "service", services))
	}
	say("whatif.lose", lose, func(row *report.Row) float64 { return row.Lose.V })
	say("whatif.gain", gain, func(row *report.Row) float64 { return row.Gain.V })
	if out == nil {
		out = append(out, o.w.Text("whatif.nobody"))
	}
	if !o.r.Network[k].County.Known {
		return append(out, o.w.Text("whatif.cost_unknown"))
	}
	if money := o.w.Change(o.r.Network[k].County); money != same.text {
		return append(out, o.w.Text("whatif.cost", "money", money))
	}
	return append(out, o.w.Text("whatif.no_cost"))
}

// three writes a row of three columns after its name.
func (o *overview) three(name, today, then, change string) {
	o.write(strings.TrimRight(padded(name, 34)+fmt.Sprintf("%*s", 10+len(today)-width(today), today)+fmt.Sprintf("%*s", 12+len(then)-width(then), then)+"   "+change, " "))
}

// service3 writes a service that the option changes; false for one that it leaves as
// it is.
func (o *overview) service3(s, k int) bool {
	v := &o.r.Services[s]
	row, ref := &v.Rows[k], &v.Rows[o.ref]
	more := undone(row) - undone(ref)
	if !o.touched(s, k) {
		return false
	}
	o.paragraph(dotted(label(o.w, o.r, s), o.w.Ages(v.Group), o.w.People(v.People), limit(o.w, v)))
	var moved []string
	for _, m := range []struct {
		arrow string
		of    report.Range
	}{{"▼", row.Lose}, {"▲", row.Gain}} {
		if m.of.V > 0 {
			moved = append(moved, m.arrow+" "+o.people3(m.of))
		}
	}
	if moved == nil {
		moved = []string{o.w.Text("whatif.same")}
	}
	o.three("  "+o.w.Text("whatif.there"), o.tenths(ref.GetsThere), o.tenths(row.GetsThere), moved[0])
	for _, also := range moved[1:] {
		o.three("", "", "", also)
	}
	own := o.w.Text("whatif.same")
	if row.LoseLast > 0 {
		own = "▼ " + o.w.Count(row.LoseLast)
	}
	o.three("  "+o.w.Text("whatif.own"), o.tenths(ref.OwnModes), o.tenths(row.OwnModes), own)
	visits := o.w.Text("whatif.same")
	switch {
	case math.IsNaN(more):
		visits = o.w.Text("unknown")
	case more >= leastVisits:
		visits = o.w.Text("whatif.undone", "arrow", "▼", "n", o.w.Count(more))
	case more <= -leastVisits:
		visits = o.w.Text("whatif.undone", "arrow", "▲", "n", o.w.Count(more))
	}
	o.three("  "+o.w.Text("whatif.visits"), o.tenths(ref.Served), o.tenths(row.Served), visits)
	return true
}

// touched reports whether an option changes who gets to a service, or its visits.
func (o *overview) touched(s, k int) bool {
	row, ref := &o.r.Services[s].Rows[k], &o.r.Services[s].Rows[o.ref]
	return row.Gain.V > 0 || row.Lose.V > 0 || math.Abs(row.OwnModes.V-ref.OwnModes.V) >= 5e-4 || math.Abs(undone(row)-undone(ref)) >= leastVisits
}

// tenths writes a share in per cent with one decimal: small moves matter here.
func (o *overview) tenths(v report.Range) string {
	if !v.Usable() {
		return o.w.Share(v)
	}
	return o.w.Fixed(100*v.V, 1) + " %"
}

// people3 writes a number of people with its low and high where half of its range is
// over a tenth of it.
func (o *overview) people3(v report.Range) string {
	text := o.w.Count(v.V)
	if v.Half() > v.V/10 && o.w.Count(v.Lo) != o.w.Count(v.Hi) {
		text += " (" + o.w.Count(v.Lo) + "–" + o.w.Count(v.Hi) + ")"
	}
	return text
}
