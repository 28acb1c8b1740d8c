package engine

import (
	"math"

	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// GridOf gives the county's people in a year. The observed path grows the
// grid's own total by population.growth_per_year from the grid's year on; the
// documents' path (population.documents_path = 1) scales to the documents'
// count grown at the same rate from its year. Age shares move in a straight
// line from today's to population.age_shares_2030.
func GridOf(base *scenario.Base, year int) (*population.Grid, error) {
	return gridOf(base, year, params.NewReader(base.Params))
}

func gridOf(base *scenario.Base, year int, r *params.Reader) (*population.Grid, error) {
	growth := 1 + r.Or("population.growth_per_year", 0)
	_, total := base.Grid.Total()
	from := base.Grid.Year
	documents := r.Or("population.documents_path", 0) != 0
	if documents {
		total, from = r.Value("population.base"), int(r.Value("population.base_year"))
	}
	if year == base.Year && !documents {
		return base.Grid, nil
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	total *= math.Pow(growth, float64(year-from))
	return base.Grid.Forecast(year, total, sharesOf(base, r, year))
}

// sharesOf gives the age shares of a year; nil where no later shares are known
// or the year is the base's.
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
