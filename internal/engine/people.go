package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// GridOf returns the county's people in a year on one of the two paths. The observed
// path grows the grid's own total by population.growth_per_year from the grid's year
// on. The documents' path scales to the documents' count (population.base), grown at
// the same rate from its year. Age shares change linearly from today's to
// population.age_shares_2030. If the county has forecasts by area on the path, the
// grid is then fitted to them.
func GridOf(base *scenario.Base, year int, path population.Path) (*population.Grid, error) {
	g, _, err := gridOf(base, year, path, params.NewReader(base.Params))
	return g, err
}

// gridOf returns the grid and what the fit to forecasts by area adjusted.
func gridOf(base *scenario.Base, year int, path population.Path, r *params.Reader) (*population.Grid, []population.Adjusted, error) {
	plain, err := grown(base, year, path, r)
	if err != nil {
		return nil, nil, err
	}
	var today *population.Grid
	var margins []population.Margin
	var names []string
	for i := range base.Projections {
		p := &base.Projections[i]
		if p.Path != path {
			continue
		}
		if today == nil {
			if today, err = grown(base, base.Year, path, r); err != nil {
				return nil, nil, err
			}
		}
		more := p.Margins(year, 1+r.Or("population.growth_per_year", 0), today, base.Year)
		if len(more) > 0 {
			margins, names = append(margins, more...), append(names, p.Name)
		}
	}
	if len(margins) == 0 {
		return plain, nil, nil
	}
	g, fitted, err := plain.Fit(margins)
	if u := (*population.Unreachable)(nil); errors.As(err, &u) {
		err = fmt.Errorf("the people of %d cannot follow %s: %s", year, strings.Join(names, ", "), strings.Join(u.Reasons, "; "))
	}
	return g, fitted.Adjusted, err
}

// grown returns the people of a year by the county's total and age shares only.
func grown(base *scenario.Base, year int, path population.Path, r *params.Reader) (*population.Grid, error) {
	growth := 1 + r.Or("population.growth_per_year", 0)
	_, total := base.Grid.Total()
	from := base.Grid.Year
	if path == population.Documents {
		if !r.Has("population.base") || !r.Has("population.base_year") {
			return nil, errors.New("the documents' path needs the parameters population.base and population.base_year")
		}
		total, from = r.Value("population.base"), int(r.Value("population.base_year"))
	} else if year == base.Year {
		return base.Grid, nil
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	total *= math.Pow(growth, float64(year-from))
	return base.Grid.Forecast(year, total, sharesOf(base, r, year))
}

// sharesOf returns the age shares of a year; nil if no later shares are known or the
// year is the base's.
func sharesOf(base *scenario.Base, r *params.Reader, year int) map[population.Group]float64 {
	horizon := int(r.Or("meta.horizon_year", 0))
	later := base.Params.Under("population.age_shares_2030")
	if len(later) == 0 || horizon <= base.Year || year <= base.Year {
		return nil
	}
	w := math.Min(1, float64(year-base.Year)/float64(horizon-base.Year))
	_, all := base.Grid.Total()
	out := map[population.Group]float64{}
	for _, p := range later {
		lo, hi, ok := params.ParseAges(p.Path[len("population.age_shares_2030."):])
		if !ok {
			continue
		}
		group := population.Group{From: lo, To: min(hi, population.Ages-1)}
		now := 0.0
		for i, n := range base.Grid.Sum(group) {
			if base.Grid.Area[i] >= 0 {
				now += n
			}
		}
		out[group] = (1-w)*now/all + w*r.Value(p.Path)
	}
	return out
}

// peopleNotes states which path gives the people of each year, how many people there
// are on the other path, which forecasts are used, and what was adjusted.
func (c *comparison) peopleNotes() []report.Message {
	var out []report.Message
	used := c.p.settings.Path
	for _, year := range c.years() {
		y := c.peopleOf(year)
		_, people := y.grid.Total()
		if n := y.other(); !math.IsNaN(n) {
			out = append(out, report.NewMessage("note_paths", "year", report.Year(year), "people", report.Amount{V: people, As: report.AsWhole}, "path", pathTerm(used),
				"others", report.Amount{V: n, As: report.AsWhole}, "other", pathTerm(otherPath(used))))
		}
		out = append(out, c.p.forecastNotes(year, y)...)
	}
	return out
}

// years lists the years of the options, sorted.
func (c *comparison) years() []int {
	var out []int
	for _, e := range c.list {
		out = append(out, e.Year)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// peopleOf returns the people of one of the options' years.
func (c *comparison) peopleOf(year int) *people {
	return c.list[slices.IndexFunc(c.list, func(e *Evaluation) bool { return e.Year == year })].people
}

func otherPath(used population.Path) population.Path {
	if used == population.Documents {
		return population.Observed
	}
	return population.Documents
}

// forecastNotes states which forecasts by area the people of a year follow.
func (p *Prepared) forecastNotes(year int, y *people) []report.Message {
	var names []string
	var covered = map[int]bool{}
	for i := range p.base.Projections {
		f := &p.base.Projections[i]
		if f.Path == p.settings.Path && len(f.Margins(year, 1, p.base.Grid, p.base.Year)) > 0 {
			names = append(names, f.Name)
			for _, a := range f.Covers() {
				covered[a] = true
			}
		}
	}
	if names == nil {
		return nil
	}
	out := []report.Message{report.NewMessage("note_forecasts", "year", report.Year(year), "names", names, "n", len(covered), "all", len(p.base.Grid.Areas))}
	var without []lang.Name
	for i, a := range p.base.Grid.Areas {
		if !covered[i] {
			without = append(without, a.Names.Every(a.Name))
		}
	}
	if without != nil {
		out = append(out, report.NewMessage("note_growth", "year", report.Year(year), "areas", without))
	}
	if list := y.adjusted; len(list) > 0 {
		most := 0.0
		for _, a := range list {
			most = max(most, math.Abs(a.Taken/a.People-1))
		}
		out = append(out, report.NewMessage("note_rounding", "year", report.Year(year), "n", len(list), "most", report.Amount{V: 100 * most, As: report.AsCents}))
	}
	return out
}

func pathTerm(p population.Path) report.Term { return report.Term{List: "path", Word: p.String()} }
