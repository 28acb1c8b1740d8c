package layers

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// areaLayer has the county's areas with the scores of a service that maps show, for
// every option. The layer of the first such service is called areas, the others have
// its id behind that.
// An area without a known boundary is drawn as its cells.
func (f *file) areaLayer(service int) gpkg.Layer {
	g := f.Grid
	people := f.ResidentsOfAreas()
	shapes := f.areaShapes()
	var columns []gpkg.Column
	for _, c := range []gpkg.Column{{Name: "id", Type: gpkg.Text}, {Name: "name", Type: gpkg.Text}, {Name: "municipality", Type: gpkg.Text}, {Name: "people", Type: gpkg.Real}} {
		c.Title = f.w.Term("area_column", c.Name)
		columns = append(columns, c)
	}
	fixed, figures, rows := len(columns), areaFigures(), board.ShownRows(&f.Report, &f.Report.Services[service])
	shown := 0
	for k := range f.Report.Options {
		if len(columns)+len(figures) <= maxColumns {
			columns = append(columns, f.areaColumns(k, figures)...)
			shown++
		}
	}
	name, title := areasName, []string{f.w.Text("layer.areas")}
	if service != f.mapped[0] {
		name, title = areasName+"_"+Plain(f.Report.Services[service].ID), append(title, f.service(service))
	}
	listed := population.InOrder(g.AreaOrder, len(g.Areas))
	return gpkg.Layer{
		Name: name, Title: f.titled(title...),
		Description: dotted(f.w.Text("layer.area_scores", "service", f.service(service)), f.conditionsOf(service), f.w.Text("layer.elsewhere")),
		Geometry:    gpkg.MultiPolygon, Columns: columns, Len: len(g.Areas),
		Row: func(i int, values []any) orb.Geometry {
			a := listed[i]
			values[0], values[1], values[2], values[3] = g.Areas[a].ID, f.w.Name(g.Areas[a].Names.Every(g.Areas[a].Name)), g.Areas[a].Municipality, known(Snapped(people[a]), !f.Public() || !f.LeftAreas[a])
			for k := range shown {
				if found := areaOf(&rows[k], g.Areas[a].ID); found != nil {
					for c, e := range figures {
						values[fixed+k*len(figures)+c] = real(e.Range(found))
					}
				}
			}
			return drawn(shapes[a])
		},
	}
}

// areaShapes are the boundaries of the areas. An area without a known one has the union
// of its cells. If cells keep the shapes of their source, holes where nobody lives are
// filled; gaps between squares are closed when they are drawn (see closed).
func (f *file) areaShapes() []orb.MultiPolygon {
	g := f.Grid
	shapes, cells := make([]orb.MultiPolygon, len(g.Areas)), make([][]int32, len(g.Areas))
	for i, a := range g.Area {
		if a >= 0 {
			cells[a] = append(cells[a], int32(i))
		}
	}
	for a := range shapes {
		switch shapes[a] = g.Areas[a].Shape; {
		case shapes[a] != nil:
		case g.Shapes != nil:
			shapes[a] = g.Filled(cells, a)
		default:
			shapes[a] = g.Dissolve(cells[a])
		}
	}
	return shapes
}

// drawn is a shape as a geometry; nil for none.
func drawn(shape orb.MultiPolygon) orb.Geometry {
	if shape == nil {
		return nil
	}
	return shape
}

// areasName is the layer of the areas of the first service of maps.
const areasName = "areas"

// areaFigures are the figures of the layer of areas.
func areaFigures() []report.Entry[report.Area] {
	return slices.DeleteFunc(slices.Clone(report.AreaFigures()), func(e report.Entry[report.Area]) bool { return e.Layer == "" })
}

func (f *file) areaColumns(option int, figures []report.Entry[report.Area]) []gpkg.Column {
	var list []gpkg.Column
	for _, e := range figures {
		c := gpkg.Column{Name: e.Layer + "_" + Plain(f.Report.Options[option].ID), Type: gpkg.Real,
			Title: f.w.Text("layer.style", "service", f.option(option), "what", f.w.Term("area_figure", e.Layer))}
		if e.Unit == "share" {
			c.Description = f.w.Text("layer.share_means")
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
