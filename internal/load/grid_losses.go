package load

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

const (
	// maxLost is the largest share of the grid's people that may be outside all
	// areas. If there are more, a whole area is missing, not only an edge.
	maxLost = 0.05

	// farApart is the ratio above which two counts of people cannot belong to the
	// same area.
	farApart = 2
)

// losses compares the people of the grid with the areas: it notes people outside
// all areas, areas without people, and areas whose table has a different count.
func (r *reader) losses(f *countyFile, t *yaml.Tree, g *population.Grid) {
	if len(r.problems) > 0 {
		return
	}
	elsewhere := make([]int32, g.Cells())
	if r.elsewhere != nil {
		elsewhere = spatial.PlaceSquares(g.Centres, 0, []orb.MultiPolygon{r.elsewhere}).Centre
	}
	people, cells := make([]float64, len(g.Areas)), make([]int, len(g.Areas))
	all, out, lost, outCells := r.beyond, 0.0, r.beyond, 0
	for i, n := range g.Sum(population.Everyone()) {
		all += n
		if a := g.Area[i]; a >= 0 {
			people[a] += n
			cells[a]++
			continue
		}
		out += n
		outCells++
		if r.elsewhere == nil || elsewhere[i] < 0 {
			lost += n
		}
	}
	if out > 0 && f.Population.Format == "cells" { // noteGrid reports it for other grids
		r.state("data.no_area", "file", source.Base(f.Population.File), "people", whole(out), "cells", outCells)
	}
	if lost > maxLost*all && f.Population.Outside == "" {
		r.problems.Add(t.ProblemAt(problem.Problem{Found: report.Spaced(lost) + " of " + report.Spaced(all) + " people of the grid in no area of the county",
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
		r.state("data.cellless", "areas", withoutCell)
	}
	if len(empty) > 0 {
		r.state("data.nobody", "areas", empty)
	}
	r.comparePeople(f, t, g.Areas, people)
}

// comparePeople compares the people of areas with the counts in the areas table. A
// difference above one in a thousand is noted; a count more than twice the other
// is a problem.
func (r *reader) comparePeople(f *countyFile, t *yaml.Tree, areas []population.Area, people []float64) {
	file, key := f.Areas.File, "file"
	if f.Areas.Format == "boundaries" {
		file, key = f.Areas.Table, "table"
	}
	known := &reader{options: r.options, files: r.files}
	tab := known.table(t, file, []string{"areas", key}, "id")
	if tab == nil || !tab.has("population") {
		return
	}
	at := map[string]int{}
	for k, a := range areas {
		at[a.ID] = k
	}
	for i := range tab.rows {
		k, ok := at[tab.get(i, "id")]
		n := tab.amount(i, "population", -1)
		switch {
		case !ok || n < 0:
		case n > farApart*people[k] || people[k] > farApart*n:
			tab.wrong(i, "population", "about "+report.Spaced(people[k])+" people, as the grid has in the area", "check the code, the boundary and the cells: they may belong to another area")
		case people[k] < 0.999*n || people[k] > 1.001*n:
			r.state("data.area_people", "file", source.Base(tab.name), "area", areas[k].ID, "grid", whole(people[k]), "table", whole(n))
		}
	}
	r.problems.Append(known.problems)
}
