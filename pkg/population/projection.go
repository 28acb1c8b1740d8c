package population

import (
	"math"
	"slices"
)

// Path is one of the two ways to compute the county's population of a year.
type Path uint8

// The paths. Observed starts from the counts of the grid, Documents from the
// count in the planning documents.
const (
	Observed Path = iota
	Documents
)

// String returns observed or documents.
func (p Path) String() string { return [...]string{"observed", "documents"}[min(p, 1)] }

// ParsePath reads the word of a path; false for any other text.
func ParsePath(word string) (Path, bool) {
	for _, p := range []Path{Observed, Documents} {
		if word == p.String() {
			return p, true
		}
	}
	return Observed, false
}

// Projection is the forecast of one source: people by area and age group in
// some years.
type Projection struct {
	Name   string
	Path   Path    // the path that it belongs to
	Groups []Group // disjoint; none if there are only totals
	Years  []int   // ascending
	// People is flat: People[p.At(year, area, group)] is the people of Years[year].
	// The area index Areas is the whole county, and the group index len(Groups)
	// all ages. NaN is unknown.
	People []float64
	Areas  int // number of the county's areas
}

// At returns the index of a number in People.
func (p *Projection) At(year, area, group int) int {
	return (year*(p.Areas+1)+area)*(len(p.Groups)+1) + group
}

// Margins returns the projection for a year, for Grid.Fit. today is the grid of
// the base year. Years before the base year are not used, since the grid has
// the observed people of the base year. Between two years, of which the first
// may be the base year, numbers are interpolated linearly if both are known.
// After the last year its people grow by growth per year and keep their shares.
// In the base year and before it there are no margins unless the projection has
// exactly that year.
func (p *Projection) Margins(year int, growth float64, today *Grid, base int) []Margin {
	after := 0 // first usable year that is not before the requested one
	for after < len(p.Years) && p.Years[after] < max(year, base) {
		after++
	}
	switch {
	case year < base || len(p.Years) == 0:
		return nil
	case after < len(p.Years) && p.Years[after] == year:
		return p.margins(func(at int) float64 { return p.People[at+p.At(after, 0, 0)] })
	case year == base:
		return nil
	case after == len(p.Years):
		last := len(p.Years) - 1
		if p.Years[last] < base {
			return nil
		}
		factor := math.Pow(growth, float64(year-p.Years[last]))
		return p.margins(func(at int) float64 { return factor * p.People[at+p.At(last, 0, 0)] })
	}
	from, first := base, p.counts(today)
	if after > 0 && p.Years[after-1] >= base {
		from, first = p.Years[after-1], p.People[p.At(after-1, 0, 0):p.At(after, 0, 0)]
	}
	w := float64(year-from) / float64(p.Years[after]-from)
	return p.margins(func(at int) float64 { return (1-w)*first[at] + w*p.People[at+p.At(after, 0, 0)] })
}

// margins returns margins of the known numbers. value gets the index of a
// number in the first year.
func (p *Projection) margins(value func(at int) float64) []Margin {
	var out []Margin
	for a := range p.Areas + 1 {
		for k := range len(p.Groups) + 1 {
			n := value(p.At(0, a, k))
			if math.IsNaN(n) {
				continue
			}
			m := Margin{Area: a, Ages: Everyone(), People: n}
			if a == p.Areas {
				m.Area = County
			}
			if k < len(p.Groups) {
				m.Ages = p.Groups[k]
			}
			out = append(out, m)
		}
	}
	return out
}

// counts returns the people of a grid in the order of one year of People.
func (p *Projection) counts(g *Grid) []float64 {
	out := make([]float64, p.At(1, 0, 0))
	for k, group := range append(slices.Clone(p.Groups), Everyone()) {
		for i, n := range g.Sum(group) {
			if a := g.Area[i]; a >= 0 {
				out[p.At(0, int(a), k)] += n
				out[p.At(0, p.Areas, k)] += n
			}
		}
	}
	return out
}

// Covers lists, in ascending order, the areas for which the projection has
// people of any age in any year.
func (p *Projection) Covers() []int {
	var out []int
	for a := range p.Areas {
		known := false
		for y := range p.Years {
			for k := range len(p.Groups) + 1 {
				known = known || !math.IsNaN(p.People[p.At(y, a, k)])
			}
		}
		if known {
			out = append(out, a)
		}
	}
	return out
}
