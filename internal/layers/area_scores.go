package layers

import (
	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// areaScore is an area with the figures of a service in an option.
type areaScore struct {
	option, service int
	area            int
	of              *report.Area
}

// areaScores has a row for each option, shown service and area, with every figure of the
// area and its low and high.
func (f *file) areaScores() {
	w, g := f.w, f.Grid
	shapes := f.areaShapes()
	var rows []areaScore
	for k := range f.Report.Options {
		for _, v := range f.mapped {
			row := &board.ShownRows(&f.Report, &f.Report.Services[v])[k]
			for _, a := range population.InOrder(g.AreaOrder, len(g.Areas)) {
				if found := areaOf(row, g.Areas[a].ID); found != nil {
					rows = append(rows, areaScore{k, v, a, found})
				}
			}
		}
	}
	list := []rowColumn[areaScore]{
		column(w, "option", gpkg.Text, func(a *areaScore) any { return f.Report.Options[a.option].ID }),
		column(w, "service", gpkg.Text, func(a *areaScore) any { return f.Report.Services[a.service].ID }),
		column(w, "id", gpkg.Text, func(a *areaScore) any { return g.Areas[a.area].ID }),
		column(w, "name", gpkg.Text, func(a *areaScore) any { return w.Member(g.Areas[a.area].Name, g.Areas[a.area].Names) }),
		column(w, "target", gpkg.Real, func(a *areaScore) any { return finite(a.of.People) }),
	}
	for _, e := range report.AreaFigures() {
		if e.Layer != "" {
			list = append(list, scoreColumns(w, &e)...)
		}
	}
	list = append(list, column(w, "identified", gpkg.Integer, func(a *areaScore) any { return Flag(a.of.Identified) }))
	f.styled(rowsLayer(gpkg.Layer{Name: "area_scores", Title: f.askedTitle("area_scores"), Description: f.askedAbout("area_scores"), Geometry: gpkg.MultiPolygon},
		list, rows, func(a *areaScore) orb.Geometry { return drawn(shapes[a.area]) }), f.areaScoreStyles())
}

// scoreColumns are the columns of a figure of areas: its value, and its low and high if
// it has a range.
func scoreColumns(w *words.Words, e *report.Entry[report.Area]) []rowColumn[areaScore] {
	title := w.Text("saved.col_" + e.Key)
	parts := []struct {
		end, title string
		of         func(r report.Range) float64
	}{{"", title, func(r report.Range) float64 { return r.V }},
		{"_low", w.Text("saved.low_of", "of", title), func(r report.Range) float64 { return r.Lo }},
		{"_high", w.Text("saved.high_of", "of", title), func(r report.Range) float64 { return r.Hi }}}
	if _, ranged := e.Get(new(report.Area)).(report.Range); !ranged {
		parts = parts[:1]
	}
	var list []rowColumn[areaScore]
	for _, part := range parts {
		list = append(list, rowColumn[areaScore]{gpkg.Column{Name: e.Key + part.end, Type: gpkg.Real, Title: part.title}, func(a *areaScore) any {
			r := e.Range(a.of)
			return known(part.of(r), r.Known && part.of(r)-part.of(r) == 0)
		}})
	}
	return list
}
