package export

import (
	"fmt"
	"math"
	"slices"

	"saavu/pkg/report"
)

// levers writes what each lever of an option does alone, for the options that
// have them: of all services, or of one. Effects on people and on what can be
// served stand below each other, so that the figures stay whole.
func (p *page) levers(r *report.Report, service int) {
	for k := range r.Options {
		o := &r.Options[k]
		if len(o.Levers) == 0 {
			continue
		}
		title := o.Name + ": each lever alone"
		if !slices.ContainsFunc(o.Levers, func(l report.Lever) bool { return !l.Known }) {
			title += "; with the interaction they add up to the whole"
		}
		p.heading(3, title)
		p.table(leverSheet(r, o.Levers, service))
		if p.markdown {
			p.gap()
		}
		for _, l := range o.Levers {
			if !l.Known {
				p.say(l.Name + ": " + l.Note)
			}
		}
	}
}

// leverSheet has a column a lever; service is an index, -1 for all.
func leverSheet(r *report.Report, levers []report.Lever, service int) *sheet {
	s := &sheet{columns: []column{{head: []string{"change"}, least: leastName}}}
	for _, l := range levers {
		s.columns = append(s.columns, column{head: twoLines(l.Name), right: true, least: 9})
	}
	row := func(name string, cell func(l *report.Lever) string) {
		cells := []string{name}
		for i := range levers {
			if levers[i].Known {
				cells = append(cells, cell(&levers[i]))
			} else {
				cells = append(cells, report.Dash)
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
			row(" "+label(r, v), func(l *report.Lever) string { return cell(effectOn(l, r.Services[v].ID)) })
		}
	}
	of("people who get there", func(e report.LeverEffect) string { return signedPeople(e.There) })
	of("can be served, percentage points", func(e report.LeverEffect) string { return signedPoints(e.Served) })
	s.add("all services, ΔM€/y")
	row(" county", func(l *report.Lever) string { return report.Million(report.Exact(l.County)) })
	row(" homes", func(l *report.Lever) string { return report.Million(report.Exact(l.Homes)) })
	return s
}

// effectOn finds a lever's effect on a service; unknown where it has none.
func effectOn(l *report.Lever, service string) report.LeverEffect {
	for _, e := range l.Services {
		if e.Service == service {
			return e
		}
	}
	return report.LeverEffect{There: math.NaN(), Served: math.NaN()}
}

// signedPeople writes a change of people; less than half a person is none.
func signedPeople(v float64) string {
	switch {
	case math.Abs(v) < 0.5:
		return "0"
	case v > 0 && !math.IsInf(v, 1):
		return "+" + report.People(v)
	}
	return report.People(v)
}

// signedPoints writes a change of a share in percentage points.
func signedPoints(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return report.Dash
	}
	v = math.Round(1000*v)/10 + 0
	if v == 0 {
		return "0"
	}
	return fmt.Sprintf("%+.1f", v)
}
