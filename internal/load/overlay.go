package load

import (
	"errors"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// overlay finds which part of each cell of counts lies in which of cells.
func (r *reader) overlay(counts, cells *layer) ([]spatial.Share, bool) {
	shares, err := spatial.Overlay(counts.polygons, cells.polygons)
	if err == nil {
		return shares, true
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, e := range list {
		var bad *spatial.PolygonError
		if errors.As(e, &bad) {
			r.overlayProblem(bad, counts, cells)
		} else {
			r.problems.Add(problem.Problem{File: counts.name, Found: e.Error(), Expected: "cells of a grid"})
		}
	}
	return nil, false
}

// movePeople adds the people of the source's cells to the cells of a grid by
// shares of area, each band spread over its single years of age. Estimated
// people move in the same proportion as all of their cell.
func movePeople(g *population.Grid, a hsyAges, bands []hsyBand, shares []spatial.Share) {
	nb := len(bands)
	sums := make([]float64, g.Cells()*nb)
	for _, s := range shares {
		to := sums[int(s.Target)*nb : int(s.Target)*nb+nb]
		for b, p := range a.byBand[int(s.Source)*nb : int(s.Source)*nb+nb] {
			to[b] += p * s.Fraction
		}
		g.Estimated[s.Target] += a.estimated[s.Source] * s.Fraction
	}
	for i := range g.IDs {
		for b, band := range bands {
			if p := sums[i*nb+b]; p > 0 {
				g.Spread(i, band.lo, band.hi, p)
			}
		}
	}
}
