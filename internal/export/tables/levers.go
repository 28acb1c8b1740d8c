package tables

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
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
		p.Heading(3, p.Words.Text(title, "option", p.Words.Option(o)))
		p.Sheet(p.leverSheet(r, o.Levers, service))
		if p.Markdown {
			p.Gap()
		}
		for _, l := range o.Levers {
			if !l.Known {
				text := p.Words.Text("levers.alone", "lever", p.lever(&l))
				if p.Words.Language() == lang.English { // the reason is in English, like errors
					text += ": " + l.Why
				}
				p.Paragraph(text)
			}
		}
	}
}

// leverSheet has a column per lever; service is an index, -1 for all.
func (p *page) leverSheet(r *report.Report, levers []report.Lever, service int) *plain.Sheet {
	s := &plain.Sheet{Columns: []plain.Column{{Head: p.ColumnHead("change"), Least: plain.LeastName, Wraps: true}}}
	for i := range levers {
		s.Columns = append(s.Columns, plain.Column{Head: plain.TwoLines(p.lever(&levers[i])), Right: true, Least: 9})
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
		s.Add(cells...)
	}
	of := func(title string, cell func(e report.LeverEffect) string) {
		s.Add(title)
		for v := range r.Services {
			if service >= 0 && v != service {
				continue
			}
			row(" "+board.ServiceName(p.Words, r, v), func(l *report.Lever) string { return cell(effectOn(l, r.Services[v].ID)) })
		}
	}
	of(p.Text("levers.there"), func(e report.LeverEffect) string { return p.signedPeople(e.There) })
	of(p.Text("levers.served"), func(e report.LeverEffect) string { return p.signedPoints(e.Served) })
	s.Add(p.Text("levers.money"))
	row(" "+p.Words.Text("levers.county"), func(l *report.Lever) string { return p.Words.Million(report.Exact(l.County)) })
	row(" "+p.Words.Text("levers.homes"), func(l *report.Lever) string { return p.Words.Million(report.Exact(l.Homes)) })
	return s
}

// lever names a lever.
func (p *page) lever(l *report.Lever) string {
	return p.Words.Term("lever", strings.ReplaceAll(l.Name, " ", "-"))
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
		return "+" + p.Words.People(v)
	}
	return p.Words.People(v)
}

// signedPoints writes a change of a share in percentage points.
func (p *page) signedPoints(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return words.Dash
	}
	if math.Round(1000*v) == 0 {
		return "0"
	}
	return p.Words.Signed(100*v, 1)
}
