package cells

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// maxLost is the largest share of the grid's people that may be outside all
// areas. If there are more, a whole area is missing, not only an edge.
const maxLost = 0.05

// Losses compares the people of the grid with the areas: it notes people outside
// all areas and areas without people, and returns the people of each area.
// outside are the boundaries of a map that belong to no area of the county.
func (x *Found) Losses(r *input.Reader, f *File, t *yaml.Tree, outside orb.MultiPolygon) []float64 {
	g := x.Grid
	elsewhere := make([]int32, g.Cells())
	if outside != nil {
		elsewhere = spatial.PlaceSquares(g.Centres, 0, []orb.MultiPolygon{outside}).Centre
	}
	people, cells := make([]float64, len(g.Areas)), make([]int, len(g.Areas))
	all, out, lost, outCells := x.beyond, 0.0, x.beyond, 0
	for i, n := range g.Sum(population.Everyone()) {
		all += n
		if a := g.Area[i]; a >= 0 {
			people[a] += n
			cells[a]++
			continue
		}
		out += n
		outCells++
		if outside == nil || elsewhere[i] < 0 {
			lost += n
		}
	}
	if out > 0 && f.Format == "cells" { // noteGrid reports it for other grids
		r.State("data.no_area", "file", source.Base(f.File), "people", input.Whole(out), "cells", outCells)
	}
	if lost > maxLost*all && f.Outside == "" {
		r.Problems.Add(t.ProblemAt(problem.Problem{Found: report.Spaced(lost) + " of " + report.Spaced(all) + " people of the grid in no area of the county",
			Expected: "at most 5 % of the people outside all areas, at the edges",
			Hint:     "an area, a boundary or cells may be missing; write outside: ignore if the grid covers more than the county"}, "population"))
	}
	var withoutCell, empty []string
	for k, a := range g.Areas {
		switch {
		case cells[k] == 0:
			withoutCell = append(withoutCell, a.Name)
		case people[k] == 0:
			empty = append(empty, a.Name)
		}
	}
	if len(withoutCell) > 0 {
		r.State("data.cellless", "areas", withoutCell)
	}
	if len(empty) > 0 {
		r.State("data.nobody", "areas", empty)
	}
	return people
}
