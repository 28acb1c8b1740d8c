package words

import (
	"strings"

	"saavu/pkg/report"
)

// Odds states in how many draws, or drawn networks, an option is better than its reference by one of the
// four counts, as an index of report.CountNames: "cheaper for the county in 184 of 200
// draws, more expensive in 16".
func (w *Words) Odds(odds report.Odds, count int) string {
	c := odds[count]
	switch {
	case c.Draws == 0 && count == 0:
		return w.Text("odds.no_networks")
	case c.Draws == 0:
		return w.Text("odds.none")
	case c.Better == 0 && c.Worse == 0 && count == 0:
		return w.Text("odds.same_there", "n", c.Draws)
	case c.Better == 0 && c.Worse == 0:
		return w.Text("odds.same", "n", c.Draws)
	}
	key := [...]string{"odds.people", "odds.visits", "odds.county", "odds.homes"}[count]
	return w.Text(key, "better", c.Better, "worse", c.Worse, "n", c.Draws)
}

// AllOdds states the same for every count that is known; "" for none.
func (w *Words) AllOdds(odds report.Odds) string {
	var parts []string
	for count, c := range odds {
		if c.Draws > 0 && (c.Better > 0 || c.Worse > 0) {
			parts = append(parts, w.Odds(odds, count))
		}
	}
	return strings.Join(parts, "; ")
}
