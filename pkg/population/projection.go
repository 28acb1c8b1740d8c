package population

import (
	"math"
	"slices"
)

// Path is one of the two ways in which a county's people of a year are known.
type Path uint8

// The paths. Observed starts at the counts of the grid, Documents at the count
// that the planning documents give.
const (
	Observed Path = iota
	Documents
)

// String gives observed or documents.
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

// Projection is what one source foresees: people by area and age group in the
// years that it gives.
type Projection struct {
	Name   string
	Path   Path    // on which of the two ways it lies
	Groups []Group // apart from one another; none where only totals are given
	Years  []int   // rising
	// People is flat: People[p.At(year, area, group)] is the people of Years[year].
	// An area of len(Areas) is the whole county, and a group of len(Groups) all
	// ages. NaN is not known.
	People []float64
	Areas  int // number of the county's areas
}

// At gives the place of a number in People.
func (p *Projection) At(year, area, group int) int {
	return (year*(p.Areas+1)+area)*(len(p.Groups)+1) + group
}

// Margins gives what the projection foresees for a year, for Grid.Fit. Today is
// the grid of the base year. Years before the base year are not used: the grid
// itself is the fact of that year. Between two years, of which the first may be
// the base year, people change in a straight line, as far as both are known.
// Beyond the last year its people grow by growth a year and keep their shares.
// In the base year and before it there is no margin unless the projection gives
// that very year.
func (p *Projection) Margins(year int, growth float64, today *Grid, base int) []Margin {
	after := 0 // first year that is used and not before the one asked for
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

// margins makes margins of the numbers that are known; value takes the place of
// a number in the first year.
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

// counts gives the people of a grid in the order of one year of People.
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

// Covers lists, rising, the areas for which the projection knows the people of
// any age in any year.
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
