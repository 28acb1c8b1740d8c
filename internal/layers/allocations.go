package layers

import (
	"github.com/paulmach/orb"

	"saavu/internal/board"
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
func (s *Maps) allocations() []gpkg.Layer {
	w := s.said()
	var rows []allocation
	for k := range s.Report.Options {
		shown := s.shownCells(k)
		for _, v := range s.mapped {
			f := s.Flows(k, v)
			for i := range f.Lines {
				if l := &f.Lines[i]; shown[l.Cell] {
					rows = append(rows, allocation{k, v, l, &f.Points[l.Point]})
				}
			}
		}
	}
	list := []pointColumn[allocation]{
		column(w, "option", gpkg.Text, func(a *allocation) any { return s.Report.Options[a.option].ID }),
		column(w, "service", gpkg.Text, func(a *allocation) any { return s.Report.Services[a.service].ID }),
		column(w, "id", s.idType(), func(a *allocation) any { return s.cellID(int(a.Cell)) }),
		column(w, "facility", gpkg.Text, func(a *allocation) any { return a.point.Facility }),
		column(w, "unit", gpkg.Text, func(a *allocation) any { return known(a.point.Unit, a.point.Unit != "") }),
		column(w, "users", gpkg.Real, func(a *allocation) any { return number(a.People) }),
		column(w, "first", gpkg.Real, func(a *allocation) any { return number(a.First) }),
		column(w, "load", gpkg.Real, func(a *allocation) any { return number(a.Load) }),
		column(w, "seen", gpkg.Real, func(a *allocation) any { return number(a.Seen) }),
		column(w, "unmet", gpkg.Real, func(a *allocation) any { return number(a.Unmet) }),
	}
	return []gpkg.Layer{rowsLayer(gpkg.Layer{Name: "allocations", Title: s.askedTitle("allocations"), Description: s.askedAbout("allocations"), Geometry: gpkg.LineString},
		list, rows, func(a *allocation) orb.Geometry {
			_, at := s.placeOf(a.option, a.point.Facility)
			if at == nil {
				return nil
			}
			return orb.LineString{s.Grid.Centres[a.Cell], at.(orb.Point)}
		})}
}

// shownCells marks the cells that maps of an option show.
func (s *Maps) shownCells(option int) []bool {
	shown := make([]bool, s.Grid.Cells())
	for _, i := range s.Painted(option, s.Public) {
		shown[i] = true
	}
	return shown
}

// unserved has a layer for each option: the contacts that the people of each cell need
// and are given in a year, by any channel, and those that they are not given.
func (s *Maps) unserved() []gpkg.Layer {
	w := s.said()
	var out []gpkg.Layer
	for k, o := range s.Report.Options {
		list := s.cellItself(k)[:3]
		for _, v := range s.mapped {
			f, name := s.Flows(k, v), board.ServiceName(w, &s.Report, v)
			id := PlainID(s.Report.Services[v].ID)
			for _, c := range []struct {
				name string
				of   func(i int) float64
			}{
				{"need", func(i int) float64 { return f.Need[i] }},
				{"given", func(i int) float64 { return f.Given[i] }},
				{"unserved", func(i int) float64 { return f.Need[i] - f.Given[i] }},
			} {
				list = append(list, Attribute{gpkg.Column{Name: id + "_" + c.name, Type: gpkg.Real, Title: name + ": " + w.Text("saved.col_"+c.name)},
					func(i int) any { return number(c.of(i)) }})
			}
		}
		l := s.cellLayer(s.Painted(k, s.Public), list)
		l.Name, l.Title, l.Description = "unserved_"+PlainID(o.ID), s.askedTitle("unserved")+" · "+w.Name(o.Names.Every(o.Name))+" ("+o.ID+")", s.askedAbout("unserved")
		out = append(out, l)
	}
	return out
}
