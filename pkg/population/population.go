// Package population holds the demand side: people by cell and single year of
// age. Age bands of a source are spread uniformly over their years. Hidden
// counts are estimated by the shares of the known cells, and estimated people
// are counted separately. A forecast scales the grid to a later year. Groups
// are summed on demand. The examples fill a grid of two cells and scale it to a
// later year.
package population

import (
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
)

// Ages is the number of single years of age: 0 to 99, and 100 and over.
const Ages = 101

// Group is an age group by its first and last whole year, both inclusive.
type Group struct{ From, To int }

// Everyone returns the group of all ages.
func Everyone() Group { return Group{0, Ages - 1} }

// String returns "0-6", "75+" or "all ages".
func (g Group) String() string {
	switch {
	case g.From <= 0 && g.To >= Ages-1:
		return "all ages"
	case g.To >= Ages-1:
		return fmt.Sprintf("%d+", g.From)
	}
	return fmt.Sprintf("%d-%d", g.From, g.To)
}

// Area is one area of the county's main partition, with its members in the other
// partitions and its language shares. An unknown share is NaN.
type Area struct {
	ID, Name, Municipality string
	Names                  lang.Name         // by language; Name is used if it is empty
	Partitions             map[string]string // partition to member, "suuralue" is the area itself
	Fi, Sv, Foreign        float64
	Shape                  orb.MultiPolygon // EPSG:3067; nil if no boundary is known
}

// Partition is an additional division of the county's cells into areas: school
// districts, municipalities, or the districts of another authority. Partitions
// need not agree with each other.
type Partition struct {
	Name    string
	Rule    string   // how cells were assigned: "centre" or "overlap" (largest part of the surface)
	Members []Member // sorted by id
	Cell    []int32  // for each cell of the grid the index of its member, -1 for none
	Order   []int32  // order of the members in their source, like Grid.Order for cells
}

// Member is one area of a Partition.
type Member struct {
	ID, Name string
	Names    lang.Name // by language; Name is used if it is empty
}

// Grid is the population grid. People is flat, [cell*Ages+age], in people.
// Estimated is, for each cell, how many of its people have an age or a location
// that was estimated because the source hides it. Area is the index of the
// cell's area, -1 outside the county: such cells are not counted in need. Names
// holds the ids of a source whose ids are texts; IDs are then 1, 2, 3 and so
// on. Cells are sorted by location and areas by id, so that sums and ties do
// not depend on the order of rows; Order and AreaOrder list them in the order
// of their sources (see InOrder).
type Grid struct {
	IDs        []int64
	Names      []string      // nil if ids are whole numbers
	Centres    []orb.Point   // EPSG:3067 metres
	Side       float64       // metres
	Shapes     []orb.Polygon // closed rings with corners in common; nil if all cells are squares
	Area       []int32
	Areas      []Area
	Partitions []Partition // additional ones; nil if there are none
	People     []float64
	Estimated  []float64
	Hidden     *Hidden // what the source hides; nil if it hides nothing
	Year       int
	Synthetic  bool
	Order      []int32 // nil if the cells are in the order of their source
	AreaOrder  []int32 // the same for areas
}

// NewGrid returns a grid without people, with cells at the centres, all outside any
// area.
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

// Cells returns the number of cells.
func (g *Grid) Cells() int { return len(g.IDs) }

// Name returns the id of a cell as its source writes it.
func (g *Grid) Name(i int) string {
	if g.Names != nil {
		return g.Names[i]
	}
	return strconv.FormatInt(g.IDs[i], 10)
}

// Spread adds n people of the ages from lo to hi, both inclusive, to a cell,
// uniformly over the single years. Both ends are clipped to the supported ages,
// so that no people are lost: a band above the last age goes to the last age.
func (g *Grid) Spread(cell, lo, hi int, n float64) {
	lo = min(max(lo, 0), Ages-1)
	hi = min(max(hi, lo), Ages-1)
	per := n / float64(hi-lo+1)
	row := g.People[cell*Ages : cell*Ages+Ages]
	for a := lo; a <= hi; a++ {
		row[a] += per
	}
}

// Sum returns, for each cell, the people of a group.
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

// Bands sums the grid to age bands. starts holds the first age of each band,
// ascending from 0; the last band is open. The result is flat,
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

// Aged counts the people of some ages in some of the areas, by index.
func (g *Grid) Aged(ages Group, in func(area int) bool) float64 {
	sum := 0.0
	for i, a := range g.Area {
		if a < 0 || !in(int(a)) {
			continue
		}
		for _, n := range g.People[i*Ages+ages.From : i*Ages+min(ages.To, Ages-1)+1] {
			sum += n
		}
	}
	return sum
}

// Total returns all people of the grid, and those in the county's areas.
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
