package layers

import (
	"math"
	"slices"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// cellFigure is one figure of a cell for a service. The layers of cells and the GeoJSON
// are made from the list of cellFigures; the catalog has its title and what it means.
type cellFigure struct {
	name     string                              // of its column, after the service
	kind     string                              // type of the column
	value    func(c *serviceCells, cell int) any // nil is NULL
	times    bool                                // it depends on the time of day and the limit, which its title has
	compared bool                                // NULL for an option without a reference
	touched  bool                                // not 0 in a cell that an option changes
}

// serviceCells are the data from which a figure of a cell is taken.
type serviceCells struct {
	*report.Layer
	facilities []network.Facility
	class      func(cell int) int // of the change; nil for none
}

// cellFigures are the figures of one service, the most important first.
var cellFigures = []cellFigure{
	{name: "min", kind: gpkg.Integer, times: true, value: func(c *serviceCells, i int) any { return minutes(c.Minutes[i]) }},
	{name: "unreached", kind: gpkg.Integer, times: true, value: func(c *serviceCells, i int) any { return Flag(c.Minutes[i] == report.Unreached) }},
	{name: "target", kind: gpkg.Real, value: func(c *serviceCells, i int) any { return counted(c.Target[i]) }},
	{name: "change", kind: gpkg.Integer, times: true, compared: true, touched: true,
		value: func(c *serviceCells, i int) any { return known(int64(c.Diff[i]), c.Diff[i] != report.NoDifference) }},
	{name: "class", kind: gpkg.Integer, compared: true, touched: true, value: classOf},
	{name: "there", kind: gpkg.Real, times: true, value: func(c *serviceCells, i int) any { return counted(c.There[i]) }},
	{name: "gain", kind: gpkg.Real, compared: true, touched: true, value: func(c *serviceCells, i int) any { return counted(c.Gain[i]) }},
	{name: "lose", kind: gpkg.Real, compared: true, touched: true, value: func(c *serviceCells, i int) any { return counted(c.Lose[i]) }},
	{name: "loses_last", kind: gpkg.Real, compared: true, touched: true, value: func(c *serviceCells, i int) any { return counted(c.LoseLast[i]) }},
	{name: "fewer_days", kind: gpkg.Real, compared: true, touched: true, value: func(c *serviceCells, i int) any { return counted(c.FewerDays[i]) }},
	{name: "own_min", kind: gpkg.Integer, times: true, value: func(c *serviceCells, i int) any { return minutes(c.Own[i]) }},
	{name: "nearest", kind: gpkg.Text,
		value: func(c *serviceCells, i int) any {
			if n := int(c.Nearest[i]); n >= 0 && n < len(c.facilities) {
				return c.facilities[n].ID
			}
			return nil
		}},
}

// bestClass is the number of the best class of a change in layers: classes fall from it
// to its negative.
const bestClass = 2

// classOf is the class of the change of a cell, as the colours of the report have it.
func classOf(c *serviceCells, i int) any {
	if c.class == nil {
		return nil
	}
	class := c.class(i)
	return known(int64(bestClass-class), class >= 0)
}

// changeFigures are the names of the figures of a change.
func changeFigures() []string {
	var out []string
	for _, x := range cellFigures {
		if x.touched {
			out = append(out, x.name)
		}
	}
	return out
}

// measures are the columns of one service for a list of figures. All are NULL if the
// option has no surface of the service.
func (f *file) measures(option, v int, figures []cellFigure) []Attribute {
	r := &f.Report
	at := &serviceCells{f.Layer(option, r.Services[v].ID), f.Counties[option].Network.Facilities, f.ChangeClass(option, v)}
	reference := f.reference(option)
	var list []Attribute
	for _, x := range figures {
		value := func(cell int) any { return x.value(at, cell) }
		if at.Layer == nil || x.compared && reference == "" {
			value = func(int) any { return nil }
		}
		title, means := f.w.Term("cell_figure", x.name), meant("cell_figure_means", x.name, f.w.Term("cell_figure_means", x.name))
		if x.times {
			title += f.times(&r.Services[v])
		}
		switch {
		case x.name == "target":
			means = f.w.Ages(r.Services[v].Group)
		case x.compared && reference != "":
			means = dotted(means, f.w.Text("layer.compared", "reference", reference), f.conditionsOf(v))
		case x.name != "nearest":
			means = dotted(means, f.conditionsOf(v))
		}
		if x.name != "target" && x.name != "nearest" && f.atSchool(option, v) {
			means = dotted(means, f.w.Text("layer.at_school"))
		}
		list = append(list, Attribute{gpkg.Column{Name: Prefix(r.Services[v].ID) + "_" + x.name, Type: x.kind,
			Title: f.w.Text("layer.style", "service", f.service(v), "what", title), Description: means}, value})
	}
	return list
}

// atSchool reports whether an option, or the one it is compared with, meets people of a
// service at school. They get there without a journey, which no figure of minutes has.
func (f *file) atSchool(option, service int) bool {
	rows, against := f.Report.Services[service].Rows, f.Report.Options[option].Against
	return rows[option].AtSchool > 0 || against >= 0 && rows[against].AtSchool > 0
}

// counted is a number of people, NULL where it is hidden.
func counted(n float64) any { return known(Snapped(n), !math.IsNaN(n)) }

// minutes returns NULL for a mark.
func minutes(m int32) any { return known(int64(m), m >= 0) }

// Flag is 1 for yes and 0 for no.
func Flag(yes bool) any {
	if yes {
		return int64(1)
	}
	return int64(0)
}

// known returns NULL for an unknown value.
func known[V any](v V, ok bool) any {
	if !ok {
		return nil
	}
	return v
}

// shows reports whether the layer of changes of an option has a service: one that the
// option touches for somebody, or that maps show.
func (f *file) shows(option, v int) bool {
	return slices.Contains(f.mapped, v) || f.touches(option, v)
}

// touches reports whether an option changes anything of a service in a painted cell.
func (f *file) touches(option, v int) bool {
	l := f.Layer(option, f.Report.Services[v].ID)
	if l == nil || f.Report.Options[option].Against < 0 {
		return false
	}
	class := f.ChangeClass(option, v)
	return slices.ContainsFunc(f.painted[option], func(i int) bool {
		return l.Gain[i] > 0 || l.Lose[i] > 0 || l.LoseLast[i] > 0 || l.FewerDays[i] > 0 ||
			l.Diff[i] != 0 && l.Diff[i] != report.NoDifference || class != nil && class(i) >= 0 && class(i) != board.AsLong
	})
}

// any reports whether some painted cell of an option has people of a figure.
func (f *file) some(option int, people []float64) bool {
	return slices.ContainsFunc(f.painted[option], func(i int) bool { return people[i] > 0 })
}
