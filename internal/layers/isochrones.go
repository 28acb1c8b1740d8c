package layers

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// isochrone is the cells from which a place is reached within a class of minutes.
type isochrone struct {
	service, option int // the first option that has the place
	facility        string
	table           *travel.Table
	from, to        int // whole minutes; to is 0 for no upper end, and both are −1 where it is not reached
	people          float64
	cells           []int32
}

// isochrones has, for each place of the shown services in any option, each mode and time
// of day of the county's travel times, and each class of minutes of the report, the
// cells from which the place is reached in that time. The classes of a place, with the
// one that does not reach it, have all people of the county in the option's year.
func (f *file) isochrones() {
	w := f.w
	var rows []isochrone
	for _, v := range f.mapped {
		rows = append(rows, f.isochronesOf(v)...)
	}
	minutes := func(m int, ok bool) any { return known(int64(m), ok) }
	list := []rowColumn[isochrone]{
		column(w, "service", gpkg.Text, func(i *isochrone) any { return f.Report.Services[i.service].ID }),
		column(w, "id", gpkg.Text, func(i *isochrone) any { return i.facility }),
		column(w, "name", gpkg.Text, func(i *isochrone) any { return f.calledPlace(i.option, i.facility) }),
		column(w, "option_first", gpkg.Text, func(i *isochrone) any { return f.Report.Options[i.option].ID }),
		column(w, "mode", gpkg.Text, func(i *isochrone) any { return i.table.Mode.String() }),
		column(w, "period", gpkg.Text, func(i *isochrone) any {
			return known(i.table.Period.String(), i.table.Period != travel.Any)
		}),
		column(w, "percentile", gpkg.Integer, func(i *isochrone) any { return known(int64(i.table.Percentile), i.table.Percentile > 0) }),
		column(w, "from_min", gpkg.Integer, func(i *isochrone) any { return minutes(i.from, i.from >= 0) }),
		column(w, "to_min", gpkg.Integer, func(i *isochrone) any { return minutes(i.to, i.to > 0) }),
		column(w, "people", gpkg.Real, func(i *isochrone) any { return f.shownPeople(i.people) }),
		column(w, "cells", gpkg.Integer, func(i *isochrone) any { return len(i.cells) }),
	}
	f.styled(rowsLayer(gpkg.Layer{Name: "isochrones", Title: f.askedTitle("isochrones"), Description: f.askedAbout("isochrones"), Geometry: gpkg.MultiPolygon},
		list, rows, func(i *isochrone) orb.Geometry {
			return drawn(f.Grid.Dissolve(i.cells))
		}), f.isochroneStyles(rows))
}

// isochronesOf lists the places of a service, in the first option that has each.
func (f *file) isochronesOf(service int) []isochrone {
	type place struct {
		id string
		at orb.Point
	}
	var rows []isochrone
	seen := map[place]bool{}
	classes := board.ClassesOf(&f.Report.Services[service])
	for k := range f.Report.Options {
		base := f.Counties[k]
		people := f.People(k).Sum(population.Everyone())
		for _, n := range population.InOrder(base.Network.Order, len(base.Network.Facilities)) {
			x := &base.Network.Facilities[n]
			if !board.Serves(base.Network, n, f.Report.Services[service].ID) || x.Column < 0 || seen[place{x.ID, x.At}] {
				continue
			}
			seen[place{x.ID, x.At}] = true
			for t := range base.Matrix.Tables {
				rows = append(rows, f.classesOf(isochrone{service: service, option: k, facility: x.ID, table: &base.Matrix.Tables[t]}, x.Column, classes, people)...)
			}
		}
	}
	return rows
}

// classesOf divides the cells of the county by the minutes to one column.
func (f *file) classesOf(of isochrone, column int, classes board.Classes, people []float64) []isochrone {
	rows := make([]isochrone, board.Nowhere+1)
	from := 0
	for c := range rows {
		rows[c] = of
		rows[c].from, rows[c].to = from, 0
		if c < len(classes.To) {
			rows[c].to, from = classes.To[c], classes.To[c]+1
		}
	}
	rows[board.Nowhere].from, rows[board.Nowhere].to = -1, -1
	for i, t := range of.table.Times[column] {
		if f.Grid.Area[i] < 0 || !(people[i] > 0) {
			continue
		}
		minutes := int32(report.Unreached)
		if t != travel.Unreached {
			minutes = (int32(t) + 59) / 60
		}
		c := classes.Of(minutes)
		if !f.Public() || !f.Left[i] {
			rows[c].people += people[i]
		}
		rows[c].cells = append(rows[c].cells, int32(i))
	}
	return slices.DeleteFunc(rows, func(r isochrone) bool { return r.cells == nil })
}
