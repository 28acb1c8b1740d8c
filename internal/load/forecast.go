package load

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// hiddenSigns mark numbers in tables that are hidden or unknown. A dash is one of
// them although some offices write it for zero. That is safe: the totals bound
// unknown people, so nobody is invented.
var hiddenSigns = []string{"…", "...", "..", ".", ",", "-", "–", ":"}

// forecasts reads the county's forecasts by area.
func (r *reader) forecasts(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	if len(f.Forecasts) == 0 || len(b.Grid.Areas) == 0 || r.unsure.areas {
		return
	}
	before := len(r.problems)
	for i := range f.Forecasts {
		x := &forecast{reader: r, t: t, at: []string{"forecasts", strconv.Itoa(i)}, forecastFile: &f.Forecasts[i], areas: b.Grid.Areas, base: b.Year}
		if x.Name == "" || x.File == "" || x.Area.Dimension == "" || x.Year.empty() { // the schema has said so
			continue
		}
		if p := x.read(f); p != nil {
			b.Projections = append(b.Projections, *p)
		}
	}
	if len(r.problems) == before && b.Grid.Cells() > 0 {
		r.fitForecasts(t, b)
	}
}

// documentsKnown refuses the path of the planning documents if the count that it
// starts from is unknown.
func (r *reader) documentsKnown(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	p := params.NewReader(b.Params)
	if p.Has("population.base") && p.Has("population.base_year") {
		return
	}
	const expected, hint = "the parameters population.base and population.base_year", "the documents path starts from the population in the planning documents"
	if f.County.Path == population.Documents.String() {
		r.wrong(t, expected, hint, "county", "path")
	}
	for i := range f.Forecasts {
		if f.Forecasts[i].Path == population.Documents.String() {
			r.wrong(t, expected, hint, "forecasts", strconv.Itoa(i), "path")
		}
	}
}

// fitForecasts fits the grid to the forecasts of each path in each of their years,
// so that an impossible fit is reported before a comparison.
func (r *reader) fitForecasts(t *yaml.Tree, b *scenario.Base) {
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
					r.problems.Add(t.ProblemAt(problem.Problem{Found: fmt.Sprintf("%d: %s", year, reason),
						Expected: "forecasts on the " + path.String() + " path to which the grid can be scaled"}, "forecasts"))
				}
			}
		}
	}
}

// forecast reads one forecast.
type forecast struct {
	*reader
	*forecastFile
	t     *yaml.Tree
	at    []string // path of its keys in the county file
	areas []population.Area
	base  int // the county's year
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
	x.wrong(x.t, expected, hint, append(slices.Clone(x.at), keys...)...)
}

// read reads the file and returns its forecast; nil with problems.
func (x *forecast) read(f *countyFile) *population.Projection {
	name, ok := x.resolve(x.t, x.File, append(slices.Clone(x.at), "file")...)
	if !ok {
		return nil
	}
	before := len(x.problems)
	x.joinAreas(f)
	if x.s = x.records(name, x.Layer, x.place("file")); x.s == nil {
		return nil
	}
	x.columns()
	if len(x.problems) > before {
		return nil
	}
	x.sums, x.rows, x.seen, x.others = map[cell]*sum{}, map[cell]int{}, map[string]int{}, map[string]map[string]bool{}
	if err := x.s.Each(x.want, x.row); err != nil {
		x.add(name, err)
	}
	if len(x.problems) > before {
		return nil
	}
	return x.projection()
}
