package export

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/pkg/spatial"
)

// coordinates is the system of all layers: ETRS-TM35FIN.
const coordinates = 3067

// geopackage writes coverage.gpkg. The format requires an instant: it is the start
// of the county's base year, so that it does not depend on a clock.
func (s *Set) geopackage(ctx context.Context, path string) error {
	var layers []gpkg.Layer
	for k := range s.Report.Options {
		layers = append(layers, s.coverage(k))
	}
	for k, o := range s.Report.Options {
		if o.Against >= 0 {
			layers = append(layers, s.changes(k))
		}
	}
	layers = append(layers, s.losesLast(), s.facilityLayer(), s.stationLayer())
	for _, v := range s.mapped {
		layers = append(layers, s.areaLayer(v))
	}
	layers = append(layers, s.long())
	for i := range layers {
		layers[i].Style = withAliases(layers[i].Style, layers[i].Columns)
		for name, style := range layers[i].More {
			layers[i].More[name] = withAliases(style, layers[i].Columns)
		}
	}
	return gpkg.Write(ctx, path, layers, gpkg.Options{Instant: instantOf(s.Report.Year)})
}

// instantOf is the start of a year: the instant of files that need one.
func instantOf(year int) time.Time {
	return time.Date(max(year, 1), time.January, 1, 0, 0, 0, 0, time.UTC)
}

// cellLayer makes a layer of cells from attributes.
func (s *Set) cellLayer(cells []int, list []attribute) gpkg.Layer {
	l := gpkg.Layer{Geometry: gpkg.Polygon, EPSG: coordinates, Len: len(cells)}
	for _, a := range list {
		l.Columns = append(l.Columns, a.Column)
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].value(cells[i])
		}
		return spatial.CellPolygon(s.Grid.Centres[cells[i]], s.Grid.Side)
	}
	return l
}

// title is a layer's name for people, with its id because two options may have the
// same name.
func (s *Set) title(option int, what string) string {
	o := &s.Report.Options[option]
	return strings.Join(append([]string{fmt.Sprintf("%s · %s (%s)", what, o.Name, o.ID)}, world(english, &s.Report)...), " · ")
}

func (s *Set) coverage(option int) gpkg.Layer {
	l := s.cellLayer(s.Painted(option, s.Public), s.cellAttributes(option))
	l.Name = "coverage_" + plainID(s.Report.Options[option].ID)
	l.Title = s.title(option, "Coverage")
	l.Description = s.described(option, "who can reach which service, cell by cell")
	l.Style, l.More = s.styles(minutesStyle)
	return l
}

// changes is a separate layer for the difference map, so that it opens with its own
// colours. It has the cells with any known change.
func (s *Set) changes(option int) gpkg.Layer {
	list := s.cellItself(option)[:3]
	var diffs []attribute
	for v := range s.Report.Services {
		if len(list)+len(diffs) < maxColumns {
			diffs = append(diffs, s.measures(option, v, changeFigure())...)
		}
	}
	var cells []int
	for _, i := range s.Painted(option, s.Public) {
		for _, d := range diffs {
			if d.value(i) != nil {
				cells = append(cells, i)
				break
			}
		}
	}
	l := s.cellLayer(cells, append(list, diffs...))
	l.Name = "change_" + plainID(s.Report.Options[option].ID)
	l.Title = s.title(option, "Change of minutes")
	l.Description = s.described(option, "minutes more or fewer than "+optionName(&s.Report, s.Report.Options[option].Against))
	l.Style, l.More = s.styles(changeStyle)
	return l
}

// place is one row of a layer over options: an option, a service, a cell.
type place struct{ option, service, cell int }

// losesLast is the layer of cells that lose their last in-person point.
func (s *Set) losesLast() gpkg.Layer {
	var rows []place
	for k := range s.Report.Options {
		cells := s.Painted(k, s.Public)
		for v := range s.Report.Services {
			l := s.Layer(k, s.Report.Services[v].ID)
			for _, i := range cells {
				if l != nil && l.LoseLast[i] > 0 {
					rows = append(rows, place{k, v, i})
				}
			}
		}
	}
	return gpkg.Layer{
		Name: "loses_last_option", Title: strings.Join(append([]string{"Loses the last in-person point"}, world(english, &s.Report)...), " · "),
		Description: "Cells where the last in-person point within reach is lost, by option and service",
		Geometry:    gpkg.Polygon, EPSG: coordinates, Len: len(rows),
		Columns: []gpkg.Column{
			{Name: "option", Type: gpkg.Text, Title: "Option"}, {Name: "service", Type: gpkg.Text, Title: "Service"},
			{Name: "id", Type: s.idType(), Title: "Cell id"}, {Name: "people", Type: gpkg.Real, Title: "People who lose the last point"}},
		Row: func(n int, values []any) orb.Geometry {
			p := rows[n]
			l := s.Layer(p.option, s.Report.Services[p.service].ID)
			values[0], values[1] = s.Report.Options[p.option].ID, s.Report.Services[p.service].ID
			values[2], values[3] = s.cellID(p.cell), l.LoseLast[p.cell]
			return spatial.CellPolygon(s.Grid.Centres[p.cell], s.Grid.Side)
		},
	}
}
