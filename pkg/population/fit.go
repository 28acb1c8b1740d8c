package population

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// County is the Area of a Margin of all areas together.
const County = -1

// Margin is a number of people that a grid is to hold: those of an age group in
// one area, or in all areas together.
type Margin struct {
	Area   int // index of the area, or County
	Ages   Group
	People float64 // 0 or more
}

// Fitted is how well a grid could be scaled to margins.
type Fitted struct {
	Iterations int        // rounds over the margins until the last miss
	Miss       float64    // largest difference from a margin, as a share of it
	Adjusted   []Adjusted // margins that were not used as they were given
}

// Adjusted is a margin that differs from others by so little that it was taken
// as they have it.
type Adjusted struct {
	Margin
	Taken float64
}

const (
	// fitted is the largest miss, as a share of a margin, at which the fit ends,
	// and accepted the largest one with which it is a result at all.
	fitted, accepted = 1e-12, 1e-9
	// mostRounds is where a fit is given up. Margins that can be reached together
	// are reached in some tens of rounds unless some cell has to become empty.
	mostRounds = 10_000
	// closeSums is how far apart, as a share, two sums of what should be the same
	// people may lie to be brought into line: tables are rounded.
	closeSums = 0.005
)

// Unreachable is the error of margins that no scaling of the grid can reach.
type Unreachable struct{ Reasons []string }

// Error lists the reasons, divided by semicolons.
func (u *Unreachable) Error() string { return "population: " + strings.Join(u.Reasons, "; ") }

// Fit scales a grid to margins by iterative proportional fitting (Deming and
// Stephan 1940): the people of an area and age are multiplied by one factor, so
// that nobody is below zero, empty places stay empty and the cells of an area
// keep their shares of it. Of all grids that hold the margins it is the one
// nearest to g in the sense of relative entropy.
//
// The margins of an area are age groups apart from one another, and at most one
// for all ages; ages without a group take what the others leave of it. The same
// holds for the county. People without a margin stay as they are, or move with
// the county's. Groups and a total of the same people that differ by at most
// 0.5 %, or half a person a group, are brought into line: an area's groups to its
// total, the county's to its areas'; Fitted.Adjusted says so. An Unreachable
// names, with area and group, all that is further apart, overlaps, asks for
// people where nobody is to be scaled, or cannot be reached together.
func (g *Grid) Fit(margins []Margin) (*Grid, Fitted, error) {
	f := &fit{areas: g.Areas}
	f.cut(margins)
	f.sum(g)
	f.own = make([]int, len(f.people))
	for i := range f.own {
		f.own[i] = -1
	}
	f.ofAreas(margins)
	f.ofCounty(margins)
	if len(f.reasons) == 0 {
		f.alternate()
	}
	if len(f.reasons) > 0 {
		return nil, f.Fitted, &Unreachable{Reasons: f.reasons}
	}
	factors := f.factors()
	same := slices.Repeat([]float64{1}, Ages)
	c := g.scaleBy(func(area int32) []float64 {
		if area < 0 {
			return same
		}
		return factors[int(area)*Ages : int(area)*Ages+Ages]
	})
	return c, f.Fitted, nil
}

// fit is a fit under way: the people of the areas by bands of ages, and the
// blocks of them that are to have a sum. Bands are cut where any group begins
// or ends.
type fit struct {
	Fitted
	areas   []Area
	starts  []int     // first age of each band, from 0
	today   []float64 // [area*bands+band]
	people  []float64 // the same, fitted
	own     []int     // the block of its area that a place belongs to, -1 none
	area    []block   // of the areas, apart from one another
	county  []block   // of the county, apart from one another
	reasons []string
}

// block is places of f.people that are to add up to want, those alone in which
// anybody lives.
type block struct {
	Margin
	places []int
	want   float64
}

// cut finds the bands.
func (f *fit) cut(margins []Margin) {
	starts := []int{0}
	for _, m := range margins {
		starts = append(starts, max(m.Ages.From, 0), min(m.Ages.To+1, Ages))
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	f.starts = slices.DeleteFunc(starts, func(a int) bool { return a >= Ages })
}

// sum counts the people of the areas by band.
func (f *fit) sum(g *Grid) {
	n := len(f.starts)
	f.today = make([]float64, len(f.areas)*n)
	for i, people := range g.Bands(f.starts) {
		if a := g.Area[i/n]; a >= 0 {
			f.today[int(a)*n+i%n] += people
		}
	}
	f.people = slices.Clone(f.today)
}

// places lists the places of a margin's bands in some areas in which anybody
// lives.
func (f *fit) places(areas []int, ages Group) []int {
	var out []int
	for _, a := range areas {
		for b, start := range f.starts {
			if p := a*len(f.starts) + b; start >= ages.From && start <= ages.To && f.today[p] > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

// holds sums the people of places.
func (f *fit) holds(places []int) float64 {
	s := 0.0
	for _, p := range places {
		s += f.people[p]
	}
	return s
}

// named says whose people a margin is about.
func (f *fit) named(m Margin) string {
	where := "the county"
	if m.Area >= 0 {
		where = f.areas[m.Area].Name
	}
	if m.Ages == Everyone() {
		return where
	}
	return where + ", ages " + m.Ages.String()
}

func (f *fit) refuse(format string, args ...any) {
	f.reasons = append(f.reasons, fmt.Sprintf(format, args...))
}

// apart sorts the margins of one area, or of the county, into age groups that do
// not overlap and the total, which is nil where there is none.
func (f *fit) apart(margins []Margin, area int) (groups []Margin, total *Margin) {
	for _, m := range margins {
		if m.Area != area {
			continue
		}
		m.Ages = Group{max(m.Ages.From, 0), min(m.Ages.To, Ages-1)}
		switch {
		case !(m.People >= 0) || math.IsInf(m.People, 1):
			f.refuse("%s: %g people, expected 0 or more", f.named(m), m.People)
		case m.Ages != Everyone():
			groups = append(groups, m)
		case total != nil:
			f.refuse("%s: two totals, %.9g and %.9g", f.named(m), total.People, m.People)
		default:
			total = &m
		}
	}
	slices.SortFunc(groups, func(a, b Margin) int {
		return cmp.Or(cmp.Compare(a.Ages.From, b.Ages.From), cmp.Compare(a.Ages.To, b.Ages.To))
	})
	for i := 1; i < len(groups); i++ {
		if groups[i].Ages.From <= groups[i-1].Ages.To {
			f.refuse("%s: ages %s are in it too", f.named(groups[i]), groups[i-1].Ages)
		}
	}
	return groups, total
}

// allowed is how far a sum of n groups may lie from what it should be.
func allowed(sum float64, n int) float64 { return max(closeSums*sum, float64(n)/2) }

// differ says whether two sums are not the same but for the last digits.
func differ(a, b float64) bool { return math.Abs(a-b) > 1e-9*max(a, b) }
