package export

import (
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// areaLayer has the county's areas with the first service's scores of every
// option. An area without a known boundary is drawn as its cells.
func (s *Set) areaLayer() gpkg.Layer {
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
	v := &s.Report.Services[0]
	fixed, shown := len(columns), 0
	for k := range s.Report.Options {
		if len(columns)+3 <= maxColumns {
			columns = append(columns, s.areaColumns(k)...)
			shown++
		}
	}
	listed := population.InOrder(g.AreaOrder, len(g.Areas))
	return gpkg.Layer{
		Name: "areas", Title: strings.Join(append([]string{"Areas"}, world(&s.Report)...), " · "),
		Description: "Areas with the scores of " + label(&s.Report, 0) + " · " + conditions(&s.Report, 0) + " · other services stand in scores.csv",
		Geometry:    gpkg.MultiPolygon, EPSG: coordinates, Columns: columns, Len: len(g.Areas),
		Row: func(i int, values []any) orb.Geometry {
			a := listed[i]
			values[0], values[1], values[2], values[3] = g.Areas[a].ID, g.Areas[a].Name, g.Areas[a].Municipality, people[a]
			for k := range shown {
				told := v.Rows[k].Told(&s.Report.Options[k])
				if found := areaOf(&told, g.Areas[a].ID); found != nil {
					at := fixed + 3*k
					values[at], values[at+1], values[at+2] = real(found.GetsThere), finite(found.Gain), finite(found.Lose)
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

func (s *Set) areaColumns(option int) []gpkg.Column {
	o := &s.Report.Options[option]
	id, name := plainID(o.ID), o.Name+" ("+o.ID+")"
	return []gpkg.Column{
		{Name: "there_" + id, Type: gpkg.Real, Title: name + ": share that gets there", Description: "0 to 1, in person, without a car"},
		{Name: "gain_" + id, Type: gpkg.Real, Title: name + ": people who gain"},
		{Name: "lose_" + id, Type: gpkg.Real, Title: name + ": people who lose"},
	}
}

func areaOf(row *report.Row, id string) *report.Area {
	for i := range row.Areas {
		if row.Areas[i].ID == id {
			return &row.Areas[i]
		}
	}
	return nil
}

// real gives a range's value, NULL where unknown.
func real(r report.Range) any {
	if !r.Known {
		return nil
	}
	return finite(r.V)
}

// finite gives NULL for what is not a finite number.
func finite(v float64) any {
	if v-v != 0 {
		return nil
	}
	return v
}
