package places

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// alike reports whether two options are the same for the cell in whatever is shown.
func (e *explaining) alike(c *report.CellService) bool {
	text := func(st report.CellState) string {
		st.Points = slices.DeleteFunc(slices.Clone(st.Points), func(p report.CellPoint) bool { return !chosen(&p) })
		p := &explaining{Page: &plain.Page{Words: e.Words}, x: e.x}
		p.cellPoints(&st, 0, false)
		p.cellFigures([]report.CellState{st})
		p.plans([]report.CellState{st})
		return p.String()
	}
	return c.Gain == 0 && c.Lose == 0 && text(c.States[0]) == text(c.States[1])
}

// cellPoints writes the table of the points that the people of a cell choose among,
// and what happens to their visits at each.
func (e *explaining) cellPoints(st *report.CellState, option int, named bool) {
	title := e.Words.Text("explain_place.points")
	if named {
		title = e.Words.Text("explain_place.points_of", "option", e.option(option))
	}
	e.Gap()
	s := &plain.Sheet{Columns: []plain.Column{{Head: []string{""}, Least: 18}}}
	rest, only := 0, false
	var rows [][]string
	for i := range st.Points {
		p := &st.Points[i]
		if !chosen(p) {
			if !p.NoTimes {
				rest++
			}
			continue
		}
		only = only || p.New && named
		rows = append(rows, e.cellPoint(p, named))
	}
	if len(rows) > 1 {
		rows = append(rows, e.sumOf(st.Points))
	}
	keys := []string{"walk", "transit", "car", "days", "attraction", "no_car", "with_car", "first", "kept", "gone", "unmet", "found", "room"}
	shown := make([]bool, len(keys))
	for k, key := range keys {
		shown[k] = key != "gone" && key != "found" || st.Moved > 0
		if shown[k] {
			s.Columns = append(s.Columns, plain.Column{Head: e.head(key), Right: true})
		}
	}
	for _, row := range rows {
		cells := row[:1:1]
		for k, cell := range row[1:] {
			if shown[k] {
				cells = append(cells, cell)
			}
		}
		s.Add(cells...)
	}
	if only {
		title = plain.Dotted(title, e.Words.Text("explain_place.only"))
	}
	if len(s.Rows) > 0 {
		e.Write(title)
		e.Sheet(s)
	}
	if rest > 0 {
		e.paragraph(e.Words.Text("explain_place.farther", "n", rest))
	}
	e.eligible(st.Points)
}

// sumOf is the row of all points.
func (e *explaining) sumOf(points []report.CellPoint) []string {
	var all report.CellPoint
	for i := range points {
		p := &points[i]
		all.First, all.Kept, all.Gone, all.Unmet, all.Found = all.First+p.First, all.Kept+p.Kept, all.Gone+p.Gone, all.Unmet+p.Unmet, all.Found+p.Found
	}
	return []string{e.Words.Text("explain_place.sum"), "", "", "", "", "", "", "", e.some(all.First), e.some(all.Kept), e.some(all.Gone), e.some(all.Unmet), e.some(all.Found), ""}
}

// chosen reports whether some people of the cell choose a point.
func chosen(p *report.CellPoint) bool {
	share := 0.0
	for _, t := range p.By {
		share += t.Share
	}
	return share > 0 || p.First+p.Found > 0
}

// cellPoint is the row of a point.
func (e *explaining) cellPoint(p *report.CellPoint, named bool) []string {
	name := e.Words.Name(p.Names)
	if p.Unit != "" {
		name += " (" + e.Words.Term("unit_kind", p.UnitKind) + ")"
	}
	if p.New && named {
		name = "+ " + name
	}
	days := e.Words.Value(math.Round(10*p.Days) / 10)
	if p.Evenings > 0 {
		days += "/" + e.Words.Value(p.Evenings)
	}
	attraction, room := "–", "–"
	if !math.IsNaN(p.Attraction) {
		attraction = e.Words.Fixed(p.Attraction, 2)
	}
	if p.AllFirst > 0 && !math.IsNaN(p.Capacity) {
		room = e.percent(math.Min(1, p.Capacity/p.AllFirst))
	}
	return []string{name, e.minutes(p.Walk), e.minutes(p.Transit), e.minutes(p.Car), days, attraction, e.percent(p.By[0].Share), e.percent(p.By[2].Share),
		e.some(p.First), e.some(p.Kept), e.some(p.Gone), e.some(p.Unmet), e.some(p.Found), room}
}

// eligible names the points that some people cannot use, or that count in another way.
func (e *explaining) eligible(points []report.CellPoint) {
	var steps, swedish, times, others []lang.Name
	unknown := 0
	for i := range points {
		p := &points[i]
		if p.NoTimes {
			times = append(times, p.Names)
			continue
		}
		switch p.BarrierFree {
		case network.No:
			steps = append(steps, p.Names)
		case network.Unknown:
			unknown++
		}
		if p.Swedish == network.No {
			swedish = append(swedish, p.Names)
		}
		if p.Provider {
			others = append(others, p.Names)
		}
	}
	var parts []string
	for _, x := range []struct {
		key   string
		names []lang.Name
	}{{"steps", steps}, {"swedish", swedish}, {"no_times", times}, {"others", others}} {
		if x.names != nil {
			parts = append(parts, e.Words.Text("explain_place."+x.key, "points", e.list(x.names)))
		}
	}
	if unknown > 0 {
		parts = append(parts, e.Words.Text("explain_place.barriers_unknown", "n", unknown))
	}
	if parts != nil {
		e.paragraph(strings.Join(parts, " "))
	}
}

// choice writes the rule by which people choose.
func (e *explaining) choice() {
	if !e.x.Choice {
		e.paragraph(e.Words.Text("explain_place.nearest"))
		return
	}
	e.paragraph(e.Words.Text("explain_place.choice", "decay", e.parameterValue("assignment.decay_per_min"), "limit", e.parameterValue("assignment.limit_min"), "moves", e.parameterValue("assignment.moves_on")))
}

// parameterValue writes the value of a parameter of the explanation.
func (e *explaining) parameterValue(path string) string {
	for i := range e.x.Parameters {
		if p := &e.x.Parameters[i]; p.Path == path {
			return e.Words.Value(p.V)
		}
	}
	return words.Dash
}
