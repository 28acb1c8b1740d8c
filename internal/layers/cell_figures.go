package layers

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// cellFigure is one figure of a cell for a service. The coverage layers, the layers
// of changes, the GeoJSON and the long table are made from the list of cellFigures.
type cellFigure struct {
	name     string                              // of its column, after the service
	kind     string                              // type of the column
	title    string                              // with {hours}, {when}, {against} and {group} as placeholders for what measures fills in
	means    string                              // the same
	value    func(c *serviceCells, cell int) any // nil is NULL
	compared bool                                // NULL for an option without a reference

	long, unit string // its measure in the long table; "" if it is not there
	line       int    // its position there, from 1
	rare       bool   // 0 is left out
}

// serviceCells are the data from which a figure of a cell is taken.
type serviceCells struct {
	*report.Layer
	facilities []network.Facility
}

// inFeatures is the number of figures that the GeoJSON has: the main ones.
const inFeatures = 4

// cellFigures are the figures of one service, the most important first.
var cellFigures = []cellFigure{
	{name: "min", kind: gpkg.Integer, title: "minutes without a car{hours}", long: "minutes", unit: "min", line: 1,
		means: "Whole minutes to the nearest point, in person, without a car · {when} · NULL if none is reached",
		value: func(c *serviceCells, i int) any { return minutes(c.Minutes[i]) }},
	{name: "unreached", kind: gpkg.Integer, title: "no point reached without a car{hours}", long: "unreached", unit: "flag", line: 4, rare: true,
		means: "1 if no point is reached without a car, else 0 · {when}",
		value: func(c *serviceCells, i int) any { return Flag(c.Minutes[i] == report.Unreached) }},
	{name: "target", kind: gpkg.Real, title: "people of the target group",
		means: "{group}",
		value: func(c *serviceCells, i int) any { return c.Target[i] }},
	{name: "change", kind: gpkg.Integer, title: "change of minutes without a car{hours}", compared: true, long: "change", unit: "min", line: 3, rare: true,
		means: "Minutes more (+) or fewer (-) than {against}, without a car · {when} · NULL if either is unknown",
		value: func(c *serviceCells, i int) any { return known(int64(c.Diff[i]), c.Diff[i] != report.NoDifference) }},
	{name: "there", kind: gpkg.Real, title: "people who get there in time{hours}", long: "there", unit: "people", line: 6, rare: true,
		means: "People of the target group who get there in time, in person, without a car · {when} · the cells add up to the figure of the report",
		value: func(c *serviceCells, i int) any { return c.There[i] }},
	{name: "gain", kind: gpkg.Real, title: "people who come within the limit", compared: true, long: "gain", unit: "people", line: 7, rare: true,
		means: "People who get there in time and did not in {against} · {when}",
		value: func(c *serviceCells, i int) any { return c.Gain[i] }},
	{name: "lose", kind: gpkg.Real, title: "people who fall outside the limit", compared: true, long: "lose", unit: "people", line: 8, rare: true,
		means: "People who got there in time in {against} and no longer do · {when}",
		value: func(c *serviceCells, i int) any { return c.Lose[i] }},
	{name: "loses_last", kind: gpkg.Real, title: "people who lose the last point", compared: true, long: "loses_last", unit: "people", line: 5, rare: true,
		means: "People who had a point within the limit by their own modes, by car if they have one, and have none any more compared with {against}",
		value: func(c *serviceCells, i int) any { return c.LoseLast[i] }},
	{name: "fewer_days", kind: gpkg.Real, title: "people who get there on fewer days", compared: true, long: "fewer_days", unit: "people", line: 9, rare: true,
		means: "People who get there in time in {against} and still do, but on fewer days a week",
		value: func(c *serviceCells, i int) any { return c.FewerDays[i] }},
	{name: "own_min", kind: gpkg.Integer, title: "minutes of people who have a car{hours}", long: "own_minutes", unit: "min", line: 2,
		means: "Whole minutes of people who have a car to the nearest point, by the fastest of their modes · {when}",
		value: func(c *serviceCells, i int) any { return minutes(c.Own[i]) }},
	{name: "nearest", kind: gpkg.Text, title: "nearest facility",
		means: "Id of the facility that is nearest without a car",
		value: func(c *serviceCells, i int) any {
			if n := int(c.Nearest[i]); n >= 0 && n < len(c.facilities) {
				return c.facilities[n].ID
			}
			return nil
		}},
}

// measures are the columns of one service for a list of figures. All are NULL if the
// option has no surface of the service.
func (s *Maps) measures(option, v int, figures []cellFigure) []Attribute {
	r := &s.Report
	against := "the reference option"
	if a := optionName(r, r.Options[option].Against); a != "" {
		against = a
	}
	fill := strings.NewReplacer("{when}", board.Conditions(english, r, v), "{against}", against, "{group}", english.Ages(r.Services[v].Group),
		"{hours}", fmt.Sprintf(" (%s, %s)", r.Period, board.Limit(english, &r.Services[v])))
	at := &serviceCells{s.Layer(option, r.Services[v].ID), s.Counties[option].Network.Facilities}
	var list []Attribute
	for _, f := range figures {
		value := func(cell int) any { return f.value(at, cell) }
		if at.Layer == nil || f.compared && r.Options[option].Against < 0 {
			value = func(int) any { return nil }
		}
		list = append(list, Attribute{Value: value, Column: gpkg.Column{Name: PlainID(r.Services[v].ID) + "_" + f.name, Type: f.kind,
			Title: board.ServiceName(english, r, v) + ": " + fill.Replace(f.title), Description: fill.Replace(f.means)}})
	}
	return list
}

// changeFigure is the figure of the layers of changes.
func changeFigure() []cellFigure {
	at := slices.IndexFunc(cellFigures, func(f cellFigure) bool { return f.name == "change" })
	return cellFigures[at : at+1]
}

// longFigures are the figures of the long table, in its order.
func longFigures() []cellFigure {
	list := slices.DeleteFunc(slices.Clone(cellFigures), func(f cellFigure) bool { return f.line == 0 })
	slices.SortFunc(list, func(a, b cellFigure) int { return a.line - b.line })
	return list
}

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
