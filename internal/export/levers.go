package export

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// levers writes the effect of each lever alone, for options that have levers: for
// all services or for one. Effects on people and on what can be served are in
// separate rows, so that the figures are not cut.
func (p *page) levers(r *report.Report, service int) {
	for k := range r.Options {
		o := &r.Options[k]
		if len(o.Levers) == 0 {
			continue
		}
		title := "heading.levers"
		if !slices.ContainsFunc(o.Levers, func(l report.Lever) bool { return !l.Known }) {
			title = "heading.levers_sum"
		}
		p.heading(3, p.w.Text(title, "option", p.w.Option(o)))
		p.table(p.leverSheet(r, o.Levers, service))
		if p.markdown {
			p.gap()
		}
		for _, l := range o.Levers {
			if !l.Known {
				text := p.w.Text("levers.alone", "lever", p.lever(&l))
				if p.w.Language() == lang.English { // the reason is in English, like errors
					text += ": " + l.Why
				}
				p.paragraph(text)
			}
		}
	}
}

// leverSheet has a column per lever; service is an index, -1 for all.
func (p *page) leverSheet(r *report.Report, levers []report.Lever, service int) *sheet {
	s := &sheet{columns: []column{{head: p.head("change"), least: leastName, wraps: true}}}
	for i := range levers {
		s.columns = append(s.columns, column{head: twoLines(p.lever(&levers[i])), right: true, least: 9})
	}
	row := func(name string, cell func(l *report.Lever) string) {
		cells := []string{name}
		for i := range levers {
			if levers[i].Known {
				cells = append(cells, cell(&levers[i]))
			} else {
				cells = append(cells, words.Dash)
			}
		}
		s.add(cells...)
	}
	of := func(title string, cell func(e report.LeverEffect) string) {
		s.add(title)
		for v := range r.Services {
			if service >= 0 && v != service {
				continue
			}
			row(" "+board.ServiceName(p.w, r, v), func(l *report.Lever) string { return cell(effectOn(l, r.Services[v].ID)) })
		}
	}
	of(p.text("levers.there"), func(e report.LeverEffect) string { return p.signedPeople(e.There) })
	of(p.text("levers.served"), func(e report.LeverEffect) string { return p.signedPoints(e.Served) })
	s.add(p.text("levers.money"))
	row(" "+p.w.Text("levers.county"), func(l *report.Lever) string { return p.w.Million(report.Exact(l.County)) })
	row(" "+p.w.Text("levers.homes"), func(l *report.Lever) string { return p.w.Million(report.Exact(l.Homes)) })
	return s
}

// lever names a lever.
func (p *page) lever(l *report.Lever) string {
	return p.w.Term("lever", strings.ReplaceAll(l.Name, " ", "-"))
}

// effectOn finds a lever's effect on a service; unknown if it has none.
func effectOn(l *report.Lever, service string) report.LeverEffect {
	for _, e := range l.Services {
		if e.Service == service {
			return e
		}
	}
	return report.LeverEffect{There: math.NaN(), Served: math.NaN()}
}

// signedPeople writes a change of people; less than half a person is none.
func (p *page) signedPeople(v float64) string {
	switch {
	case math.Abs(v) < 0.5:
		return "0"
	case v > 0 && !math.IsInf(v, 1):
		return "+" + p.w.People(v)
	}
	return p.w.People(v)
}

// signedPoints writes a change of a share in percentage points.
func (p *page) signedPoints(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return words.Dash
	}
	if math.Round(1000*v) == 0 {
		return "0"
	}
	return p.w.Signed(100*v, 1)
}
