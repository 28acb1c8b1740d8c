package layers

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/report"
)

// catchment is a point of a service in an option with the people who go there.
type catchment struct {
	option, service int
	facility, unit  string
	people          float64 // who choose it first, in public of the cells whose target group is not hidden
	first           float64 // contacts that come there first
	load, seen      float64
	unmet           float64
	cells           []int32 // that have most contacts there
	inside          float64 // of first, those of these cells
}

// catchments has a row for each point of the shown services in each option: the cells
// dissolved whose people go there more than to any other point, and all who go there,
// from wherever. Load and what is given add up to the layer of stations, people and
// contacts to the county's. A point that is nobody's most used one has no shape.
func (f *file) catchments() {
	w := f.w
	var rows []catchment
	for k := range f.Report.Options {
		for _, v := range f.mapped {
			rows = append(rows, f.catchmentsOf(k, v)...)
		}
	}
	list := []rowColumn[catchment]{
		column(w, "option", gpkg.Text, func(c *catchment) any { return f.Report.Options[c.option].ID }),
		column(w, "service", gpkg.Text, func(c *catchment) any { return f.Report.Services[c.service].ID }),
		column(w, "id", gpkg.Text, func(c *catchment) any { return c.facility }),
		column(w, "name", gpkg.Text, func(c *catchment) any { return f.calledPlace(c.option, c.facility) }),
		column(w, "unit", gpkg.Text, func(c *catchment) any { return known(c.unit, c.unit != "") }),
		column(w, "users", gpkg.Real, func(c *catchment) any { return f.shownPeople(c.people) }),
		column(w, "first", gpkg.Real, func(c *catchment) any { return finite(c.first) }),
		column(w, "load", gpkg.Real, func(c *catchment) any { return finite(c.load) }),
		column(w, "seen", gpkg.Real, func(c *catchment) any { return finite(c.seen) }),
		column(w, "unmet", gpkg.Real, func(c *catchment) any { return finite(c.unmet) }),
		column(w, "cells", gpkg.Integer, func(c *catchment) any { return len(c.cells) }),
		column(w, "inside", gpkg.Real, func(c *catchment) any { return known(c.inside/c.first, c.first > 0 && !f.Public()) }),
	}
	f.styled(rowsLayer(gpkg.Layer{Name: "catchments", Title: f.askedTitle("catchments"), Description: f.askedAbout("catchments"), Geometry: gpkg.MultiPolygon},
		list, rows, func(c *catchment) orb.Geometry {
			return drawn(f.Grid.Dissolve(c.cells))
		}), f.catchmentStyles(rows))
}

// shownPeople is a number of people, left out of public maps if they are few and rounded
// if not.
func (f *file) shownPeople(people float64) any {
	if !f.Public() {
		return finite(people)
	}
	return known(finite(board.Rounded(people)), people >= board.PublicLeast)
}

// catchmentsOf lists the points of a service in an option.
func (f *file) catchmentsOf(option, service int) []catchment {
	flows, target := f.Flows(option, service), f.Layer(option, f.Report.Services[service].ID)
	rows := make([]catchment, len(flows.Points))
	for i, p := range flows.Points {
		rows[i] = catchment{option: option, service: service, facility: p.Facility, unit: p.Unit}
	}
	for from := 0; from < len(flows.Lines); {
		to := from + 1
		for to < len(flows.Lines) && flows.Lines[to].Cell == flows.Lines[from].Cell {
			to++
		}
		of := flows.Lines[from:to]
		for _, l := range of {
			c := &rows[l.Point]
			if target == nil || !math.IsNaN(target.Target[l.Cell]) {
				c.people += l.People
			}
			c.first, c.load, c.seen, c.unmet = c.first+l.First, c.load+l.Load, c.seen+l.Seen, c.unmet+l.Unmet
		}
		if most := mostUsed(of); most != nil {
			c := &rows[most.Point]
			c.cells, c.inside = append(c.cells, most.Cell), c.inside+most.First
		}
		from = to
	}
	return rows
}

// mostUsed is the point with most contacts of a cell that come there first, the first of
// equal ones; nil if no contact comes to any.
func mostUsed(of []report.FlowLine) *report.FlowLine {
	var most *report.FlowLine
	for i := range of {
		if of[i].First > 0 && !math.IsNaN(of[i].First) && (most == nil || of[i].First > most.First) {
			most = &of[i]
		}
	}
	return most
}
