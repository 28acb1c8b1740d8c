// Package forecast reads the section forecasts of a county file: people by area, year and
// age group from any table, joined to areas by their codes. It checks that the grid can be
// scaled to them.
package forecast

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// hiddenSigns mark numbers in tables that are hidden or unknown. A dash is one of
// them although some offices write it for zero. That is safe: the totals bound
// unknown people, so nobody is invented.
var hiddenSigns = []string{"…", "...", "..", ".", ",", "-", "–", ":"}

// Read reads the county's forecasts by area into its base. The areas must be whole.
func Read(r *input.Reader, list []Entry, t *yaml.Tree, b *scenario.Base, codes Codes) {
	before := len(r.Problems)
	for i := range list {
		x := &forecast{Reader: r, t: t, at: []string{"forecasts", strconv.Itoa(i)}, Entry: &list[i], areas: b.Grid.Areas, base: b.Year, codes: codes}
		if x.Name == "" || x.File == "" || x.Area.Dimension == "" || x.Year.empty() { // the schema has said so
			continue
		}
		if p := x.read(); p != nil {
			b.Projections = append(b.Projections, *p)
		}
	}
	if len(r.Problems) == before && b.Grid.Cells() > 0 {
		fitForecasts(r, t, b)
	}
}

// fitForecasts fits the grid to the forecasts of each path in each of their years,
// so that an impossible fit is reported before a comparison.
func fitForecasts(r *input.Reader, t *yaml.Tree, b *scenario.Base) {
	for _, path := range []population.Path{population.Observed, population.Documents} {
		years := map[int]bool{}
		for _, p := range b.Projections {
			for _, y := range p.Years {
				if p.Path == path && y >= b.Year {
					years[y] = true
				}
			}
		}
		for _, year := range slices.Sorted(maps.Keys(years)) {
			var margins []population.Margin
			for _, p := range b.Projections {
				if p.Path == path {
					margins = append(margins, p.Margins(year, 1, b.Grid, b.Year)...)
				}
			}
			_, _, err := b.Grid.Fit(margins)
			if u, ok := err.(*population.Unreachable); ok {
				for _, reason := range u.Reasons {
					r.Problems.Add(t.ProblemAt(problem.Problem{Found: fmt.Sprintf("%d: %s", year, reason),
						Expected: "forecasts on the " + path.String() + " path to which the grid can be scaled"}, "forecasts"))
				}
			}
		}
	}
}

// Codes returns a column of the areas by their ids. A fault has what is expected and a
// hint; without both and without codes, it is reported elsewhere.
type Codes func(r *input.Reader, column string) (codes map[string]string, expected, hint string)

// forecast reads one forecast.
type forecast struct {
	*input.Reader
	*Entry
	t     *yaml.Tree
	at    []string // path of its keys in the county file
	areas []population.Area
	base  int // the county's year
	codes Codes
	s     *record.Source

	joins  map[string]int // code, or code prefix, to area; len(areas) is the county
	want   []int          // fields to read; the fields below are indexes into it
	area   int
	age    int
	year   int
	only   []only
	people []column

	sums   map[cell]*sum
	rows   map[cell]int               // by area and year, without ages: the most rows of any age group
	seen   map[string]int             // code, age group and year to their row
	others map[string]map[string]bool // texts that were not used, by kind
}

// only is a field of which only one member is read.
type only struct {
	name  string
	place int
}

// column is a field of people, with its ages and year unless each row has its own.
type column struct {
	place int // in forecast.want
	ages  *population.Group
	year  int
}

// cell is an area, or the county, in a year and an age group.
type cell struct {
	area, year int
	ages       population.Group
}

// sum collects the people of a cell.
type sum struct {
	people       []float64 // by row; sorted before they are added up, since rows come in any order
	rows, hidden int
}

// place returns the location of a key of the forecast in the county file.
func (x *forecast) place(keys ...string) string {
	return x.t.Place(append(slices.Clone(x.at), keys...)...)
}

// problemAt adds the location of a key of the forecast to a problem.
func (x *forecast) problemAt(p problem.Problem, keys ...string) problem.Problem {
	return x.t.ProblemAt(p, slices.Concat(x.at, keys)...)
}

// wrongAt reports a fault of the county file at a key of the forecast.
func (x *forecast) wrongAt(expected, hint string, keys ...string) {
	x.Wrong(x.t, expected, hint, append(slices.Clone(x.at), keys...)...)
}

// read reads the file and returns its forecast; nil with problems.
func (x *forecast) read() *population.Projection {
	name, ok := x.Resolve(x.t, x.File, append(slices.Clone(x.at), "file")...)
	if !ok {
		return nil
	}
	before := len(x.Problems)
	x.joinAreas()
	if x.s = x.Records(name, x.Layer, x.place("file")); x.s == nil {
		return nil
	}
	x.columns()
	if len(x.Problems) > before {
		return nil
	}
	x.sums, x.rows, x.seen, x.others = map[cell]*sum{}, map[cell]int{}, map[string]int{}, map[string]map[string]bool{}
	if err := x.s.Each(x.want, x.row); err != nil {
		x.Add(name, err)
	}
	if len(x.Problems) > before {
		return nil
	}
	return x.projection()
}
