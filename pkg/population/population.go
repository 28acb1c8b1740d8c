// Package population holds the demand side: people by cell and single year of
// age. Sources in age bands are spread uniformly within the band, hidden counts
// are estimated by the known cells' shares with the estimated people counted
// apart, and a forecast scales the grid to a later year. Groups are summed on
// demand. The examples fill a grid of two cells and move it to a later year.
package population

import (
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
)

// Ages is the number of single years of age kept: 0 to 99 and 100 and over.
const Ages = 101

// Group is an age group by its first and last whole year, both included.
type Group struct{ From, To int }

// Everyone gives the group of all ages.
func Everyone() Group { return Group{0, Ages - 1} }

// String gives "0-6", "75+" or "all ages".
func (g Group) String() string {
	switch {
	case g.From <= 0 && g.To >= Ages-1:
		return "all ages"
	case g.To >= Ages-1:
		return fmt.Sprintf("%d+", g.From)
	}
	return fmt.Sprintf("%d-%d", g.From, g.To)
}

// Area is one area of the county's main partition, its place in the other
// partitions and its language shares. A share that is not known is NaN.
type Area struct {
	ID, Name, Municipality string
	Names                  lang.Name         // by language; Name stands where it has none
	Partitions             map[string]string // partition to member, "suuralue" is the area itself
	Fi, Sv, Foreign        float64
	Shape                  orb.MultiPolygon // EPSG:3067; nil where no boundary is known
}

// Partition is one more way in which the county's cells are divided into areas,
// beside its main areas: school districts, municipalities, another maker's
// districts. Partitions need not agree with each other.
type Partition struct {
	Name    string
	Rule    string   // how cells were put in members: "centre" or "overlap" (largest part of the surface)
	Members []Member // by their ids
	Cell    []int32  // for each cell of the grid the index of its member, -1 in none
	Order   []int32  // of the members in their source, as Grid.Order is of the cells
}

// Member is one area of a Partition.
type Member struct {
	ID, Name string
	Names    lang.Name // by language; Name stands where it has none
}

// Grid is the population grid. People is flat, [cell*Ages+age], in people.
// Estimated is, for each cell, how many of its people have an age or a place
// that was estimated because the source hides it. Area is the index of the
// cell's area, -1 outside the county: such cells are not counted in need.
// Names are the ids of a source whose ids are texts; IDs are 1, 2, 3 … then.
// Cells go by their places and areas by their ids, so that no sum and no tie
// hangs on the rows of a file; Order and AreaOrder list them as their sources do
// (see InOrder).
type Grid struct {
	IDs        []int64
	Names      []string    // nil where ids are whole numbers
	Centres    []orb.Point // EPSG:3067 metres
	Side       float64     // metres
	Area       []int32
	Areas      []Area
	Partitions []Partition // further ones; nil where there are none
	People     []float64
	Estimated  []float64
	Hidden     *Hidden // what the source hides; nil where it hides nothing
	Year       int
	Synthetic  bool
	Order      []int32 // nil where the cells stand as in their source
	AreaOrder  []int32 // the same of the areas
}

// NewGrid makes an empty grid of cells at the centres, all outside any area.
func NewGrid(ids []int64, centres []orb.Point, side float64) *Grid {
	g := &Grid{IDs: ids, Centres: centres, Side: side}
	g.Area = make([]int32, len(ids))
	for i := range g.Area {
		g.Area[i] = -1
	}
	g.People = make([]float64, len(ids)*Ages)
	g.Estimated = make([]float64, len(ids))
	return g
}

// Cells gives the number of cells.
func (g *Grid) Cells() int { return len(g.IDs) }

// Name gives the id of a cell as its source writes it.
func (g *Grid) Name(i int) string {
	if g.Names != nil {
		return g.Names[i]
	}
	return strconv.FormatInt(g.IDs[i], 10)
}

// Spread adds n people of the ages from lo to hi, both inclusive, to a cell,
// uniformly over the single years. Both ends are moved into the ages kept, so
// that nobody is lost: a band above the last age falls in the last age.
func (g *Grid) Spread(cell, lo, hi int, n float64) {
	lo = min(max(lo, 0), Ages-1)
	hi = min(max(hi, lo), Ages-1)
	per := n / float64(hi-lo+1)
	row := g.People[cell*Ages : cell*Ages+Ages]
	for a := lo; a <= hi; a++ {
		row[a] += per
	}
}

// Sum gives, for each cell, the people of a group.
func (g *Grid) Sum(group Group) []float64 {
	out := make([]float64, g.Cells())
	for i := range out {
		row := g.People[i*Ages : i*Ages+Ages]
		for a := max(group.From, 0); a <= group.To && a < Ages; a++ {
			out[i] += row[a]
		}
	}
	return out
}

// Bands sums the grid to bands of ages. starts holds the first age of each
// band, rising from 0; the last band is open. The result is flat,
// [cell*len(starts)+band].
func (g *Grid) Bands(starts []int) []float64 {
	n := len(starts)
	band := make([]int, Ages)
	for b, s := range starts {
		for a := s; a < Ages; a++ {
			band[a] = b
		}
	}
	out := make([]float64, g.Cells()*n)
	for i := 0; i < g.Cells(); i++ {
		row := g.People[i*Ages : i*Ages+Ages]
		dst := out[i*n : i*n+n]
		for a, p := range row {
			dst[band[a]] += p
		}
	}
	return out
}

// Total gives all people of the grid and, apart, those in the county's areas.
func (g *Grid) Total() (all, inAreas float64) {
	for i := range g.IDs {
		s := 0.0
		for _, p := range g.People[i*Ages : i*Ages+Ages] {
			s += p
		}
		all += s
		if g.Area[i] >= 0 {
			inAreas += s
		}
	}
	return all, inAreas
}
