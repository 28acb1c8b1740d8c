// Package layers has the map layers of a comparison: their columns, geometry, titles
// and styles, and the GeoPackage and GeoJSON made from them. It computes no results of
// its own.
package layers

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/spatial"
)

// Coordinates is the system of all layers: ETRS-TM35FIN.
const Coordinates = 3067

// Maps is a comparison whose layers are written. Words is nil for English.
type Maps struct {
	board.Result
	Params params.Tree
	Public bool // hide cells of fewer than 10 people
	Words  *words.Words

	// Mapped are the ids of the services that layers show, the default of their styles
	// first. None is the first service whose minutes some option changes, or the first.
	Mapped []string

	// Asked are the kinds of layers that are written on request (see Asked), of the
	// services that layers show.
	Asked []string

	mapped []int // the same as indexes of the report's services, from chooseMaps
}

// english writes the titles and descriptions of map layers. They are the same in
// every language, like layer names and columns.
var english = words.In(lang.English)

// GeoPackage writes all layers to a file, whole or not at all: an error if they cannot
// be written (see Check), if the file cannot, or when ctx ends. The format requires an instant: it is the start
// of the county's base year, so that it does not depend on a clock.
func (s *Maps) GeoPackage(ctx context.Context, path string) error {
	if err := s.chooseMaps(); err != nil {
		return err
	}
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
	layers = append(layers, s.asked()...)
	for i := range layers {
		layers[i].Style = withAliases(layers[i].Style, layers[i].Columns)
		for name, style := range layers[i].More {
			layers[i].More[name] = withAliases(style, layers[i].Columns)
		}
	}
	return gpkg.Write(ctx, path, layers, gpkg.Options{Instant: InstantOf(s.Report.Year)})
}

// InstantOf is the start of a year: the instant of files that need one.
func InstantOf(year int) time.Time {
	return time.Date(max(year, 1), time.January, 1, 0, 0, 0, 0, time.UTC)
}

// cellLayer makes a layer of cells from attributes.
func (s *Maps) cellLayer(cells []int, list []Attribute) gpkg.Layer {
	l := gpkg.Layer{Geometry: gpkg.Polygon, EPSG: Coordinates, Len: len(cells)}
	for _, a := range list {
		l.Columns = append(l.Columns, a.Column)
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].Value(cells[i])
		}
		return spatial.CellPolygon(s.Grid.Centres[cells[i]], s.Grid.Side)
	}
	return l
}

// title is a layer's name for people, with its id because two options may have the
// same name.
func (s *Maps) title(option int, what string) string {
	o := &s.Report.Options[option]
	return strings.Join(append([]string{fmt.Sprintf("%s · %s (%s)", what, o.Name, o.ID)}, board.World(english, &s.Report)...), " · ")
}

func (s *Maps) coverage(option int) gpkg.Layer {
	l := s.cellLayer(s.Painted(option, s.Public), s.cellAttributes(option))
	l.Name = "coverage_" + PlainID(s.Report.Options[option].ID)
	l.Title = s.title(option, "Coverage")
	l.Description = s.described(option, "who can reach which service, cell by cell")
	l.Style, l.More = s.styles(minutesStyle)
	return l
}

// changes is a separate layer for the difference map, so that it opens with its own
// colours. It has the cells with any known change.
func (s *Maps) changes(option int) gpkg.Layer {
	list := s.cellItself(option)[:3]
	var diffs []Attribute
	for v := range s.Report.Services {
		if len(list)+len(diffs) < maxColumns {
			diffs = append(diffs, s.measures(option, v, changeFigure())...)
		}
	}
	var cells []int
	for _, i := range s.Painted(option, s.Public) {
		for _, d := range diffs {
			if d.Value(i) != nil {
				cells = append(cells, i)
				break
			}
		}
	}
	l := s.cellLayer(cells, append(list, diffs...))
	l.Name = "change_" + PlainID(s.Report.Options[option].ID)
	l.Title = s.title(option, "Change of minutes")
	l.Description = s.described(option, "minutes more or fewer than "+optionName(&s.Report, s.Report.Options[option].Against))
	l.Style, l.More = s.styles(changeStyle)
	return l
}

// place is one row of a layer over options: an option, a service, a cell.
type place struct{ option, service, cell int }

// losesLast is the layer of cells that lose their last in-person point.
func (s *Maps) losesLast() gpkg.Layer {
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
		Name: "loses_last_option", Title: strings.Join(append([]string{"Loses the last in-person point"}, board.World(english, &s.Report)...), " · "),
		Description: "Cells where the last in-person point within reach is lost, by option and service",
		Geometry:    gpkg.Polygon, EPSG: Coordinates, Len: len(rows),
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
