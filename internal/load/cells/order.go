package cells

import (
	"cmp"
	"strings"

	"saavu/pkg/population"
)

// Rows of tables come in any order. This file sorts what was read from them before
// ids become indexes: cells by location, everything else by id. Sums, ties and
// estimates then do not depend on the order of rows.

// arrange sorts the cells of a file by location, or by id if they have none. It
// returns the order of the file's rows.
func (f *cellFile) arrange() []int32 {
	sorted, back := population.Sorting(len(f.rows), func(i, j int) int {
		if f.centres != nil {
			if c := cmp.Or(cmp.Compare(f.centres[i][1], f.centres[j][1]), cmp.Compare(f.centres[i][0], f.centres[j][0])); c != 0 {
				return c
			}
		}
		if f.names != nil {
			return strings.Compare(f.names[i], f.names[j])
		}
		return cmp.Compare(f.ids[i], f.ids[j])
	})
	if back == nil {
		return nil
	}
	f.rows, f.ids, f.names = population.Sorted(f.rows, 1, sorted), population.Sorted(f.ids, 1, sorted), population.Sorted(f.names, 1, sorted)
	f.boxes, f.sizes, f.shapes = population.Sorted(f.boxes, 1, sorted), population.Sorted(f.sizes, 1, sorted), population.Sorted(f.shapes, 1, sorted)
	f.centres, f.area, f.total = population.Sorted(f.centres, 1, sorted), population.Sorted(f.area, 1, sorted), population.Sorted(f.total, 1, sorted)
	f.byBand = population.Sorted(f.byBand, len(f.bands), sorted)
	return back
}

// arrange sorts the cells of a table in the project's own format.
func (x *Found) arrange() {
	g := x.Grid
	sorted, back := population.Sorting(g.Cells(), func(i, j int) int {
		return cmp.Or(cmp.Compare(g.Centres[i][1], g.Centres[j][1]), cmp.Compare(g.Centres[i][0], g.Centres[j][0]), cmp.Compare(g.IDs[i], g.IDs[j]))
	})
	if back == nil {
		return
	}
	g.Order, x.Names = back, population.Sorted(x.Names, 1, sorted)
	g.IDs, g.Centres, g.Area = population.Sorted(g.IDs, 1, sorted), population.Sorted(g.Centres, 1, sorted), population.Sorted(g.Area, 1, sorted)
	g.People, g.Estimated = population.Sorted(g.People, population.Ages, sorted), population.Sorted(g.Estimated, 1, sorted)
}
