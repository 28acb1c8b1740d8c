package delivery

import "slices"

// FewerDays returns, by live cell, the people without a car who get there before and
// after, but on fewer days a week after: on a day counts some point within the limit is
// open, and Saturday is one of six. Times are those of the two services. People who are
// met at school do not count. Nil means nobody. Both services must be for the same
// people.
func FewerDays(d *Demand, m *Model, s int, before, after *Service) []float64 {
	if slices.Equal(before.sources, after.sources) && slices.Equal(before.open, after.open) {
		return nil
	}
	limit := m.Services[s].Limit
	people := after
	if before.AtSchool {
		people = before
	}
	var out []float64
	people.eachCell(d, m, s, func(k, _ int, by [Types]float64, _ float64) {
		for _, ty := range []Type{Free, FreeLimited} {
			n := by[ty] + by[ty+Driver]
			if n == 0 || before.Time[ty][k] > limit || after.Time[ty][k] > limit {
				continue
			}
			was, is := before.hoursAt(ty, d.Cells[k], limit), after.hoursAt(ty, d.Cells[k], limit)
			if is.days() < was.days()-1e-9 {
				if out == nil {
					out = make([]float64, len(d.Cells))
				}
				out[k] += n
			}
		}
	})
	return out
}
