package load

import (
	"context"
	"path"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// largestOutside is the word of no_building for the rule that finds the cell
// by itself.
const largestOutside = "largest-outside"

// readHSY reads the HSY population grid and moves its people to the cells of
// the grid that travel times start in, by area. The two grids differ in their
// coordinate systems, cells and ids.
func (r *reader) readHSY(ctx context.Context, f *countyFile, t *tree, areas []population.Area) *population.Grid {
	if f.Population.Grid == "" {
		r.wrong(t, "the key grid", "the cells that travel times start in", "population")
		return nil
	}
	counts, ok1 := r.namedLayer(t, f.Population.File, "file", f.Population.EPSG)
	if ctx.Err() != nil {
		return nil
	}
	cells, ok2 := r.namedLayer(t, f.Population.Grid, "grid", f.Population.GridEPSG)
	if !ok1 || !ok2 {
		return nil
	}
	total, ok1 := r.field(counts, "ASUKKAITA")
	index, ok2 := r.field(counts, "INDEX")
	ykr, ok3 := r.field(cells, "YKR_ID")
	bands, ok4 := r.hsyBands(counts)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil
	}
	people, ok1 := r.counts(counts, total)
	names, ok2 := r.ids(counts, index)
	ids, ok3 := r.ids(cells, ykr)
	shares, ok4 := r.overlay(counts, cells)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil
	}
	outside := spatial.Outside(shares, len(names))
	homeless, ok1 := r.noBuilding(f, t, counts, names, people, outside)
	if !ok1 {
		return nil
	}
	ages, ok1 := r.hsyAges(counts, people, bands, homeless)
	if !ok1 {
		return nil
	}
	g := population.NewGrid(ids, cells.centres(), f.Population.Side)
	g.Year, g.Synthetic = f.Population.Year, f.County.Synthetic
	movePeople(g, ages, bands, shares)
	placeCells(g, areas)
	r.noteGrid(counts, cells, g, ages, outside, homeless, names)
	return g
}

// namedLayer reads a shapefile that the county file names.
func (r *reader) namedLayer(t *tree, name, key string, epsg int) (*layer, bool) {
	file, ok := r.resolve(t, name, "population", key)
	if !ok {
		return nil, false
	}
	return r.layer(file, t.place("population", key), epsg)
}

// noBuilding finds the cell in which the source keeps people who have no
// building: the declared INDEX, or with largest-outside the cell that holds
// the most people, if it lies wholly outside the travel grid and holds more
// than any cell that does not. It is -1 where nothing is declared.
func (r *reader) noBuilding(f *countyFile, t *tree, l *layer, names []int64, people, outside []float64) (int, bool) {
	word := f.Population.NoBuilding
	if word == "" {
		return -1, true
	}
	if word != largestOutside {
		index, err := strconv.ParseInt(word, 10, 64)
		for i, n := range names {
			if err == nil && n == index {
				return i, true
			}
		}
		r.wrong(t, "an INDEX of "+l.name+" or "+largestOutside, "", "population", "no_building")
		return -1, false
	}
	found, most := -1, 0.0 // of all cells that lie wholly outside; of the others
	for i, p := range people {
		switch {
		case outside[i] < 1:
			most = max(most, p)
		case found < 0 || p > people[found]:
			found = i
		}
	}
	if found < 0 || people[found] <= most {
		r.wrong(t, "a cell outside the grid with more people than any cell within", "take no_building out where the file has no such cell", "population", "no_building")
		return -1, false
	}
	return found, true
}

// placeCells puts the cells in the areas by their centres.
func placeCells(g *population.Grid, areas []population.Area) {
	g.Areas = areas
	shapes := make([]orb.MultiPolygon, len(areas))
	for i, a := range areas {
		shapes[i] = a.Shape
	}
	lookup := spatial.NewAreas(shapes)
	for i, c := range g.Centres {
		g.Area[i] = int32(lookup.Find(c))
	}
}

// noteGrid says what became of everybody.
func (r *reader) noteGrid(counts, cells *layer, g *population.Grid, a hsyAges, outside []float64, homeless int, names []int64) {
	all, beyond, lost := 0.0, 0.0, 0.0
	for i, p := range a.people {
		all += p
		if i != homeless {
			beyond += p * outside[i]
			if outside[i] == 1 {
				lost++
			}
		}
	}
	inGrid, inAreas := g.Total()
	r.note("%s: %s people in %d cells (%s), moved by area to the %d cells of %s (%s)", path.Base(counts.name), whole(all), len(names), counts.crs, g.Cells(), path.Base(cells.name), cells.crs)
	if homeless >= 0 {
		at := counts.polygons[homeless].Bound().Center()
		r.note("%s people without a building are counted in one cell (INDEX %d at %.0f, %.0f EPSG:3067) and taken out, by no_building in the county file",
			whole(a.people[homeless]), names[homeless], at[0], at[1])
	}
	if beyond > 0 {
		r.note("%s people lie outside the grid of travel times, at its edges (%.0f of the cells wholly, others in part); %s are in it", whole(beyond), lost, whole(inGrid))
	}
	r.note("%s people live in the county's areas, %s in the grid outside of them: those are not counted in any need", whole(inAreas), whole(inGrid-inAreas))
	estimated, estimatedIn := 0.0, 0.0
	for i, e := range g.Estimated {
		estimated += e
		if g.Area[i] >= 0 {
			estimatedIn += e
		}
	}
	if a.hidden > 0 {
		r.note("ages are hidden in %d cells and estimated by the age shares of the others: %.1f %% of the people in the grid, %.1f %% of those in the county's areas",
			a.hidden, percent(estimated, inGrid), percent(estimatedIn, inAreas))
	}
	if a.scaled > 0 {
		r.note("in %d cells the age bands differ from ASUKKAITA, by %s people in all: they were scaled to it", a.scaled, whole(a.moved))
	}
}

func percent(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return 100 * part / all
}

// whole writes a number of people with commas between thousands.
func whole(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// overlayProblem names the record of a polygon that cannot be overlaid.
func (r *reader) overlayProblem(e *spatial.PolygonError, counts, cells *layer) {
	l := counts
	if e.Role == "target" {
		l = cells
	}
	r.problems.Add(problem.Problem{File: l.name, Row: l.Records[e.Index].Number, Found: "a cell that cannot be overlaid",
		Expected: "a convex cell of a grid, one that no other overlaps", Hint: "it " + e.Reason})
}
