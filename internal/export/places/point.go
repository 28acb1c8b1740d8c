package places

import (
	"math"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// facilityPlace states where a facility is, in which building, and what that costs.
func (e *explaining) facilityPlace(x *report.ExplainedPoint) {
	parts := []string{e.Words.Text("explain_place.site", "type", report.Term{List: "facility_type", Word: x.Type}, "area", orDash(x.AreaNames))}
	if x.With != nil {
		parts = append(parts, e.Words.Text("explain_place.building", "points", e.list(x.With)))
	}
	for i, st := range x.States {
		switch {
		case !st.Present:
			parts = append(parts, e.Words.Text("explain_place.absent", "option", e.option(i)))
		case st.Status != string(network.Open):
			parts = append(parts, e.Words.Text("explain_place.status", "option", e.option(i), "status", report.Term{List: "status", Word: st.Status}))
		}
	}
	e.paragraph(strings.Join(parts, " "))
	e.siteCosts(x)
}

// siteCosts writes the costs of a site, or of its building, by service.
func (e *explaining) siteCosts(x *report.ExplainedPoint) {
	type key struct{ kind, service string }
	var order []key
	sums := map[key][]float64{}
	for i, st := range x.States {
		for _, l := range st.Lines {
			k := key{l.Kind, e.Words.Name(l.Service)}
			if sums[k] == nil {
				order, sums[k] = append(order, k), make([]float64, len(x.States))
			}
			sums[k][i] += l.EUR
		}
	}
	if order == nil {
		return
	}
	e.Gap()
	f := e.figures(len(x.States))
	f.sheet.Columns[0].Head = []string{e.Words.Text("explain_place.costs")}
	for _, k := range order {
		row := []string{e.Words.Term("line", k.kind) + ": " + k.service}
		for _, eur := range sums[k] {
			row = append(row, e.Words.Spaced(eur))
		}
		f.sheet.Add(row...)
	}
	e.Sheet(f.sheet)
}

// pointService explains a service at a facility.
func (e *explaining) pointService(v *report.ExplainedService) {
	p := v.Point
	parts := []string{e.Words.Name(v.Names), e.Words.Ages(v.Group), e.Words.Term("tier", v.Tier)}
	if p.Unit != "" {
		parts = append(parts, e.Words.Text("explain_place.unit", "kind", report.Term{List: "unit_kind", Word: p.UnitKind}, "unit", p.Unit))
	}
	e.Heading(2, plain.Dotted(parts...))
	for i := range p.States {
		e.pointAnswer(&p.States[i], i)
	}
	if v.Reason.Cause != "" {
		e.paragraph(e.Words.Text("explain_place.unstaffed"))
	}
	if p.Goes != nil {
		var to []string
		for _, g := range p.Goes {
			to = append(to, e.Words.Name(g.Names)+" "+e.percentSign(g.Share))
		}
		e.paragraph(e.Words.Text("explain_place.goes", "option", e.option(len(p.States)-1), "points", to))
	}
	e.pointFigures(p)
	for i := range p.States {
		if i == 0 || !sameFactors(&p.States[0], &p.States[i]) {
			e.capacity(&p.States[i], i)
		}
	}
	e.areasOf(p)
}

// sameFactors reports whether the capacity of a point is made of the same numbers.
func sameFactors(a, b *report.PointState) bool {
	same := a.Rooms == b.Rooms && a.Stop == b.Stop && len(a.Staff) == len(b.Staff) && a.Present == b.Present
	for i := range a.Staff {
		same = same && i < len(b.Staff) && a.Staff[i] == b.Staff[i]
	}
	return same
}

// pointAnswer states how many come and how many are served.
func (e *explaining) pointAnswer(st *report.PointState, i int) {
	option := e.option(i)
	switch {
	case !st.Present:
		e.paragraph(e.Words.Text("explain_place.not_here", "option", option))
	case st.NoTimes:
		e.paragraph(e.Words.Text("explain_place.point_no_times", "option", option))
	case st.Provider:
		e.paragraph(e.Words.Text("explain_place.point_provider", "option", option))
	case math.IsNaN(st.Kept):
		e.paragraph(e.Words.Text("explain_place.point_first", "option", option, "first", e.some(st.First)))
	default:
		bind := ""
		if st.Bind != "" {
			bind = " " + e.Words.Text("explain_place.binds", "what", report.Term{List: "bind", Word: st.Bind})
		}
		e.paragraph(e.Words.Text("explain_place.point", "option", option, "first", e.some(st.First), "capacity", e.some(st.Capacity), "seen", e.some(st.Seen()), "gone", e.some(st.Gone), "unmet", e.some(st.Unmet)) + bind)
	}
}

// pointFigures writes the hours of a point and what becomes of those who come.
func (e *explaining) pointFigures(p *report.PointService) {
	e.Gap()
	f := e.figures(len(p.States))
	number := func(of func(s *report.PointState) float64) func(i int) string {
		return func(i int) string {
			if !p.States[i].Present {
				return words.Dash
			}
			return e.some(of(&p.States[i]))
		}
	}
	f.add("row.days", number(func(s *report.PointState) float64 { return math.Round(10*s.Days) / 10 }))
	f.add("row.evenings", number(func(s *report.PointState) float64 { return s.Evenings }), "0", words.Dash)
	f.add("row.attraction", func(i int) string {
		if !p.States[i].Present {
			return words.Dash
		}
		return e.Words.Fixed(p.States[i].Attraction, 2)
	}, words.Dash)
	f.add("row.point_first", number(func(s *report.PointState) float64 { return s.First }))
	f.add("row.seen", number(func(s *report.PointState) float64 { return s.Kept }))
	f.add("row.gone", number(func(s *report.PointState) float64 { return s.Gone }), "0", words.Dash)
	f.add("row.unmet", number(func(s *report.PointState) float64 { return s.Unmet }), "0", words.Dash)
	f.add("row.found", number(func(s *report.PointState) float64 { return s.Found }), "0", words.Dash)
	f.add("row.capacity", number(func(s *report.PointState) float64 { return s.Capacity }))
	e.Sheet(f.sheet)
}

// capacity writes what a point's capacity is made of.
func (e *explaining) capacity(st *report.PointState, i int) {
	if !st.Present || st.Staff == nil && st.Stop == (report.StopFactor{}) {
		return
	}
	var parts []string
	for _, f := range st.Staff {
		facts := []any{"profession", report.Term{List: "profession", Word: f.Profession}, "positions", e.Words.Fixed(f.Positions, 2), "fill", e.Words.Value(round4(f.Fill)), "hours", e.some(f.Productive),
			"left", e.Words.Value(math.Round(1e3*f.Left) / 1e3), "loss", e.Words.Value(round4(1 - f.Loss)), "total", e.some(f.Hours), "minutes", e.Words.Value(round4(f.Minutes)), "contacts", e.some(f.Contacts)}
		key := "explain_place.staff"
		if f.Loss > 0 {
			key = "explain_place.staff_travels"
		}
		parts = append(parts, e.Words.Text(key, facts...))
	}
	if r := &st.Rooms; st.Staff != nil {
		key := "explain_place.rooms"
		if !r.Given {
			key = "explain_place.rooms_free"
		}
		parts = append(parts, e.Words.Text(key, "rooms", e.Words.Value(round4(r.Rooms)), "hours", e.some(r.Hours), "use", e.Words.Value(round4(r.Use)), "minutes", e.Words.Value(round4(r.Minutes)), "contacts", e.some(r.Contacts)))
	}
	if u := &st.Stop; *u != (report.StopFactor{}) {
		parts = append(parts, e.Words.Text("explain_place.stop", "part", e.share1(u.Part), "visits", e.some(u.Visits), "hours", e.some(u.Hours), "crew", e.share1(u.Crew), "contacts", e.some(u.Contacts)))
	}
	e.paragraph(e.Words.Text("explain_place.capacity", "option", e.option(i)))
	for _, text := range parts {
		e.under(text)
	}
}

// round4 keeps four decimals of a parameter, and no negative zero.
func round4(v float64) float64 { return math.Round(1e4*v)/1e4 + 0 }

// mostAreas is how many areas a table of a point has; the others are one row.
const mostAreas = 6

// areasOf writes where the people of a point come from.
func (e *explaining) areasOf(p *report.PointService) {
	type row struct {
		name                string
		people, first, seen []float64
	}
	var order []*row
	rows := map[string]*row{}
	for i := range p.States {
		for _, a := range p.States[i].Areas {
			r := rows[a.ID]
			if r == nil {
				n := len(p.States)
				r = &row{e.Words.Name(a.Names), make([]float64, n), make([]float64, n), make([]float64, n)}
				order, rows[a.ID] = append(order, r), r
			}
			r.people[i], r.first[i], r.seen[i] = a.People, a.First, a.Seen
		}
	}
	if order == nil {
		return
	}
	if len(order) > mostAreas {
		rest := order[mostAreas-1]
		rest.name = e.Words.Text("explain_place.other_areas", "n", len(order)-mostAreas+1)
		for _, r := range order[mostAreas:] {
			for i := range rest.people {
				rest.people[i], rest.first[i], rest.seen[i] = rest.people[i]+r.people[i], rest.first[i]+r.first[i], rest.seen[i]+r.seen[i]
			}
		}
		order = order[:mostAreas]
	}
	e.Gap()
	e.Write(e.Words.Text("explain_place.from"))
	s := &plain.Sheet{Columns: []plain.Column{{Head: []string{"", ""}}}}
	var shown []int // options that have people here
	for i := range p.States {
		if p.States[i].Areas == nil {
			continue
		}
		shown = append(shown, i)
		for _, key := range []string{"people", "first", "kept"} {
			head := []string{"", e.head(key)[len(e.head(key))-1]}
			if key == "people" {
				head[0] = e.option(i)
			}
			s.Columns = append(s.Columns, plain.Column{Head: head, Right: true})
		}
	}
	for _, r := range order {
		cells := []string{r.name}
		for _, i := range shown {
			cells = append(cells, e.Words.Spaced(r.people[i]), e.Words.Spaced(r.first[i]), e.Words.Spaced(r.seen[i]))
		}
		s.Add(cells...)
	}
	e.Sheet(s)
}
