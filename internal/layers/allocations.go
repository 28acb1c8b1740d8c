package layers

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/pkg/report"
)

// allocation is the people of a cell at a point of a service in an option.
type allocation struct {
	option, service int
	*report.FlowLine
	point *report.FlowPoint
}

// allocations has a line from each cell to each point that its people go to, with how
// many they are and their contacts. Over the lines of a point contacts add up to its load.
func (f *file) allocations() {
	w := f.w
	var rows []allocation
	for k := range f.Report.Options {
		shown := f.shownCells(k)
		for _, v := range f.mapped {
			flows := f.Flows(k, v)
			for i := range flows.Lines {
				if l := &flows.Lines[i]; shown[l.Cell] {
					rows = append(rows, allocation{k, v, l, &flows.Points[l.Point]})
				}
			}
		}
	}
	number := func(name string, of func(a *allocation) float64) rowColumn[allocation] {
		return column(w, name, gpkg.Real, func(a *allocation) any { return finite(of(a)) })
	}
	list := []rowColumn[allocation]{
		column(w, "option", gpkg.Text, func(a *allocation) any { return f.Report.Options[a.option].ID }),
		column(w, "service", gpkg.Text, func(a *allocation) any { return f.Report.Services[a.service].ID }),
		column(w, "id", f.idType(), func(a *allocation) any { return f.cellID(int(a.Cell)) }),
		column(w, "facility", gpkg.Text, func(a *allocation) any { return a.point.Facility }),
		column(w, "unit", gpkg.Text, func(a *allocation) any { return known(a.point.Unit, a.point.Unit != "") }),
		number("users", func(a *allocation) float64 { return a.People }),
		number("first", func(a *allocation) float64 { return a.First }),
		number("load", func(a *allocation) float64 { return a.Load }),
		number("seen", func(a *allocation) float64 { return a.Seen }),
		number("unmet", func(a *allocation) float64 { return a.Unmet }),
	}
	f.styled(rowsLayer(gpkg.Layer{Name: "allocations", Title: f.askedTitle("allocations"), Description: f.askedAbout("allocations"), Geometry: gpkg.LineString},
		list, rows, func(a *allocation) orb.Geometry {
			_, at := f.placeOf(a.option, a.point.Facility)
			if at == nil {
				return nil
			}
			return orb.LineString{f.Grid.Centres[a.Cell], at.(orb.Point)}
		}), f.allocationStyles())
}

// shownCells marks the cells that maps of an option show.
func (f *file) shownCells(option int) []bool {
	shown := make([]bool, f.Grid.Cells())
	for _, i := range f.Painted(option) {
		shown[i] = true
	}
	return shown
}

// unserved has a layer for each option: the contacts that the people of each cell need
// and are given in a year, by any channel, and those that they are not given.
func (f *file) unserved() {
	for k := range f.Report.Options {
		list := append(f.lasting()[:basic:basic], f.yearly(k)[0])
		for _, v := range f.mapped {
			flows := f.Flows(k, v)
			for _, c := range []struct {
				name string
				of   func(i int) float64
			}{
				{"need", func(i int) float64 { return flows.Need[i] }},
				{"given", func(i int) float64 { return flows.Given[i] }},
				{"unserved", func(i int) float64 { return flows.Need[i] - flows.Given[i] }},
			} {
				title := f.w.Text("layer.style", "service", f.service(v), "what", f.w.Text("saved.col_"+c.name))
				list = append(list, Attribute{gpkg.Column{Name: f.figure(v, c.name), Type: gpkg.Real, Title: title}, func(i int) any { return finite(c.of(i)) }})
			}
		}
		cells := f.painted[k]
		l := gpkg.Layer{Name: f.named("unserved_", k), Title: f.titled(f.w.Text("saved.unserved"), f.option(k)), Description: f.askedAbout("unserved"),
			Geometry: gpkg.Polygon, Len: len(cells)}
		for _, a := range list {
			l.Columns = append(l.Columns, a.Column)
		}
		l.Row = func(i int, values []any) orb.Geometry {
			for c := range list {
				values[c] = list[c].Value(cells[i])
			}
			return f.Grid.Shape(cells[i])
		}
		f.styled(l, f.unservedStyles(k))
	}
}
