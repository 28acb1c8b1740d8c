package app

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/engine"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// listed returns the rows of the result in the order of the county's tables.
func (w *world) listed(a *report.Access) []int {
	of, order := w.in.Cells, population.InOrder(w.grid.Order, w.grid.Cells())
	if a.Facilities {
		of, order = w.in.Facilities, population.InOrder(w.base.Network.Order, len(w.base.Network.Facilities))
	}
	at := make(map[int]int, len(of))
	for k, i := range of {
		at[i] = k
	}
	out := make([]int, 0, len(of))
	for _, i := range order {
		if k, ok := at[i]; ok {
			out = append(out, k)
		}
	}
	return out
}

// rows adds names and places to the rows of the result.
func (w *world) rows(a *report.Access) {
	a.CRS = w.base.CRS
	if a.Facilities {
		a.Places = []orb.Point{}
		for _, f := range w.in.Facilities {
			x := &w.base.Network.Facilities[f]
			a.IDs, a.Names, a.Places = append(a.IDs, x.ID), append(a.Names, x.Name), append(a.Places, x.At)
		}
		return
	}
	a.Side, a.Places = w.grid.Side, []orb.Point{}
	for _, i := range w.in.Cells {
		a.IDs, a.Places = append(a.IDs, w.grid.Name(i)), append(a.Places, w.grid.Centres[i])
		if w.grid.Shapes != nil {
			a.Shapes = append(a.Shapes, w.grid.Shape(i))
		}
		if w.grid.Names == nil {
			a.Numbers = append(a.Numbers, w.grid.IDs[i])
		}
	}
}

// shapes adds the shapes of areas: their boundaries if these are known, else
// their cells without the holes where nobody lives.
func (w *world) shapes(a *report.Access, by string) {
	if a.Areas == nil {
		return
	}
	p, _ := engine.PartitionOf(w.grid, by) // found before
	cells := make([][]int32, len(p.Members))
	for i, m := range p.Cell {
		if m >= 0 {
			cells[m] = append(cells[m], int32(i))
		}
	}
	for m := range p.Members {
		k := slices.IndexFunc(a.Areas, func(x report.AreaMean) bool { return x.ID == p.Members[m].ID })
		if k < 0 {
			continue
		}
		if area := slices.IndexFunc(w.grid.Areas, func(x population.Area) bool { return x.ID == p.Members[m].ID }); by == "area" && area >= 0 {
			a.Areas[k].Shape = w.grid.Areas[area].Shape
		}
		if a.Areas[k].Shape == nil {
			a.Areas[k].Shape = w.grid.Filled(cells, m)
		}
	}
}
