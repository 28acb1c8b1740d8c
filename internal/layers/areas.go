package layers

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// areaLayer has the county's areas with the scores of a service that maps show, for
// every option. The layer of the first such service is called areas, the others have
// its id behind that.
// An area without a known boundary is drawn as its cells.
func (s *Maps) areaLayer(service int) gpkg.Layer {
	g := s.Grid
	people := make([]float64, len(g.Areas))
	cells := make([][]orb.Point, len(g.Areas))
	for i, n := range g.Sum(population.Everyone()) {
		if a := g.Area[i]; a >= 0 {
			people[a] += n
			cells[a] = append(cells[a], g.Centres[i])
		}
	}
	columns := []gpkg.Column{
		{Name: "id", Type: gpkg.Text, Title: "Area id"}, {Name: "name", Type: gpkg.Text, Title: "Name"},
		{Name: "municipality", Type: gpkg.Text, Title: "Municipality"}, {Name: "people", Type: gpkg.Real, Title: "People"},
	}
	fixed, figures, rows := len(columns), areaFigures(), board.ShownRows(&s.Report, &s.Report.Services[service])
	shown := 0
	for k := range s.Report.Options {
		if len(columns)+len(figures) <= maxColumns {
			columns = append(columns, s.areaColumns(k, figures)...)
			shown++
		}
	}
	name, title := "areas", []string{"Areas"}
	if service != s.mapped[0] {
		name, title = "areas_"+PlainID(s.Report.Services[service].ID), []string{"Areas", board.ServiceName(english, &s.Report, service)}
	}
	listed := population.InOrder(g.AreaOrder, len(g.Areas))
	return gpkg.Layer{
		Name: name, Title: strings.Join(append(title, board.World(english, &s.Report)...), " · "),
		Description: "Areas with the scores of " + board.ServiceName(english, &s.Report, service) + " · " + board.Conditions(english, &s.Report, service) + " · other services are in scores.csv",
		Geometry:    gpkg.MultiPolygon, Columns: columns, Len: len(g.Areas),
		Row: func(i int, values []any) orb.Geometry {
			a := listed[i]
			values[0], values[1], values[2], values[3] = g.Areas[a].ID, g.Areas[a].Name, g.Areas[a].Municipality, people[a]
			for k := range shown {
				if found := areaOf(&rows[k], g.Areas[a].ID); found != nil {
					for c, e := range figures {
						values[fixed+k*len(figures)+c] = real(e.Range(found))
					}
				}
			}
			if shape := g.Areas[a].Shape; shape != nil {
				return shape
			}
			if shape := spatial.Dissolve(cells[a], g.Side); shape != nil {
				return shape
			}
			return nil
		},
	}
}

// areaFigures are the figures of the layer of areas.
func areaFigures() []report.Entry[report.Area] {
	return slices.DeleteFunc(slices.Clone(report.AreaFigures()), func(e report.Entry[report.Area]) bool { return e.Layer == "" })
}

func (s *Maps) areaColumns(option int, figures []report.Entry[report.Area]) []gpkg.Column {
	o := &s.Report.Options[option]
	var list []gpkg.Column
	for _, e := range figures {
		c := gpkg.Column{Name: e.Layer + "_" + PlainID(o.ID), Type: gpkg.Real, Title: o.Name + " (" + o.ID + "): " + e.Title}
		if e.Unit == "share" {
			c.Description = "0 to 1, in person, without a car"
		}
		list = append(list, c)
	}
	return list
}

func areaOf(row *report.Row, id string) *report.Area {
	for i := range row.Areas {
		if row.Areas[i].ID == id {
			return &row.Areas[i]
		}
	}
	return nil
}

// real returns a range's value, NULL if it is unknown or not finite.
func real(r report.Range) any { return known(r.V, r.Known && r.V-r.V == 0) }
