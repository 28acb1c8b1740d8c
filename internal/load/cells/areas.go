package cells

import (
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/population"
)

// Areas are the areas that cells are assigned to.
type Areas struct {
	List  []population.Area
	IDs   input.IDs
	Place func(*population.Grid) // assigns cells by the boundaries of the areas
}

// areasOfCells assigns the cells to areas: by a column of area ids if one is
// declared, otherwise by their centres.
func areasOfCells(r *input.Reader, in *Areas, t *yaml.Tree, cells *cellFile, g *population.Grid) bool {
	if cells.area == nil {
		for _, a := range g.Areas {
			if a.Shape != nil {
				in.Place(g)
				return true
			}
		}
		if len(g.Areas) > 0 {
			r.Wrong(t, "the key area", "without boundaries, a column must name the area of each cell", "population")
		}
		return len(g.Areas) > 0
	}
	index := make([]int32, len(cells.areaNames))
	good := true
	for k, id := range cells.areaNames {
		i := slices.Index(in.IDs.List, id)
		index[k] = int32(i)
		if in.IDs.Lacks(id) {
			good = false
			r.Problems.Add(problem.Problem{File: cells.File, Column: cells.keys.area[0], Found: id, Expected: "the id of an area, or nothing outside the county", Hint: r.SuggestID(id, in.IDs.List)})
		}
	}
	for i, k := range cells.area {
		if k >= 0 {
			g.Area[i] = index[k]
		}
	}
	return good
}
