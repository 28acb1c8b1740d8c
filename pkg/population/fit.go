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

// Margin is a required number of people in a grid: those of an age group in one
// area, or in all areas together.
type Margin struct {
	Area   int // index of the area, or County
	Ages   Group
	People float64 // 0 or more
}

// Fitted is how well a grid could be scaled to margins.
type Fitted struct {
	Iterations int        // rounds over the margins
	Miss       float64    // largest difference from a margin, as a share of it
	Adjusted   []Adjusted // margins that were adjusted before the fit
}

// Adjusted is a margin that differed so little from others that it was set to agree
// with them.
type Adjusted struct {
	Margin
	Taken float64
}

const (
	// fitted is the largest miss, as a share of a margin, at which the fit stops.
	// accepted is the largest miss of a valid result.
	fitted, accepted = 1e-12, 1e-9
	// maxRounds is the number of rounds after which a fit gives up. Consistent
	// margins are reached in some tens of rounds unless some cell has to become
	// empty.
	maxRounds = 10_000
	// closeSums is the largest relative difference between two sums of the same
	// people that is adjusted: tables are rounded.
	closeSums = 0.005
)

// Unreachable is the error for margins that no scaling of the grid can reach.
type Unreachable struct{ Reasons []string }

// Error lists the reasons, separated by semicolons.
func (u *Unreachable) Error() string { return "population: " + strings.Join(u.Reasons, "; ") }

// Fit scales a grid to margins by iterative proportional fitting (Deming and
// Stephan 1940). The people of an area and age are multiplied by one factor, so
// no number is negative, empty cells stay empty and the cells of an area keep
// their shares of it. Of all grids that meet the margins the result is the
// nearest to g in relative entropy.
//
// The margins of an area are disjoint age groups and at most one total of all
// ages. Ages without a group get what the groups leave of the total. The same
// applies to the county. People without a margin are unchanged, or are scaled
// with the county. If groups and a total of the same people differ by at most
// 0.5 %, or half a person per group, they are adjusted: an area's groups to its
// total, the county's to its areas. Fitted.Adjusted lists these. An Unreachable
// lists, with area and group, margins that differ more, overlap, require people
// where there are none to scale, or cannot be reached together.
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

// fit is the state of a fit: the people of the areas by age band, and the blocks of
// them with a required sum. A band ends wherever any group begins or ends.
type fit struct {
	Fitted
	areas   []Area
	starts  []int     // first age of each band, from 0
	today   []float64 // [area*bands+band]
	people  []float64 // the same, fitted
	own     []int     // index of the block of its area that an entry belongs to, -1 for none
	area    []block   // of the areas, disjoint
	county  []block   // of the county, disjoint
	reasons []string
}

// block is a set of entries of f.people with a required sum, want. It only has
// entries with people.
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

// places lists the entries of f.people for the bands of a margin in some areas,
// without entries of 0 people.
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

// holds sums the people of entries.
func (f *fit) holds(places []int) float64 {
	s := 0.0
	for _, p := range places {
		s += f.people[p]
	}
	return s
}

// named describes a margin for a message.
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

// apart splits the margins of one area, or of the county, into disjoint age
// groups and the total, which is nil if there is none.
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

// allowed is how far a sum of n groups may differ from its expected value.
func allowed(sum float64, n int) float64 { return max(closeSums*sum, float64(n)/2) }

// differ reports whether two sums differ by more than rounding.
func differ(a, b float64) bool { return math.Abs(a-b) > 1e-9*max(a, b) }
