package batch

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// The parts of a network that measures are about, the most important first. Reports and
// diffs count and sort by them.
const (
	PartReach     = "reach"
	PartVisits    = "visits"
	PartEuros     = "euros"
	PartRules     = "rules"
	PartTechnical = "technical"
)

// parts lists the parts in order.
var parts = []string{PartReach, PartVisits, PartEuros, PartRules, PartTechnical}

// measuresOf are the measures of a part, the headline first. All others are technical.
var measuresOf = map[string][]string{
	PartReach: {"gets_there", "gets_there_own_modes", "gets_there_tighter", "gets_there_looser", "there_change", "week_change", "beyond_limit",
		"gain", "lose", "lose_last_point", "part_week", "fewer_days", "reaches_no_point", "only_provider", "suitable_slot", "group_gap",
		"time_median", "time_mean", "time_slowest_tenth", "time_worst_tenth_mean", "better_gets_there"},
	PartVisits: {"can_be_served", "visits_that_can_be_given", "visits_change", "can_be_served_same_budget", "any_channel", "forgone",
		"undone_hours_same_budget", "better_visits"},
	PartEuros: {"county_change", "homes_change", "county_change_this_year", "one_off_change", "budget_gap", ofTheSet, "better_county", "better_homes"},
}

// headlines are how many of the first measures of a part are its headline.
var headlines = map[string]int{PartReach: 1, PartVisits: 2, PartEuros: 2}

// partOf is the part of a measure.
func partOf(measure string) string {
	for part, list := range measuresOf {
		if slices.Contains(list, measure) {
			return part
		}
	}
	if strings.HasPrefix(measure, costPrefix) {
		return PartEuros
	}
	return PartTechnical
}

// costPrefix begins the measures of cost lines.
const costPrefix = "cost: "

// stationLoad is a measure that every point has, known or not.
const stationLoad = "station_load"

// tolerances are by how much a figure has to change to be reported, by unit; what has another
// unit has to change by a hundredth.
var tolerances = map[string]float64{
	"share": 0.005, "people": 50, "contacts/year": 200, "EUR/year": 20_000, "EUR": 20_000, "min": 0.5, "h/year": 100,
}

// beyond reports whether a change is larger than the tolerance of its unit.
func beyond(unit string, before, after float64) bool {
	tolerance, ok := tolerances[unit]
	if !ok {
		tolerance = max(0.01*math.Abs(before), 1e-9)
	}
	return math.Abs(after-before) > tolerance
}

// relative is a change as a share of the larger of both figures.
func relative(before, after float64) float64 {
	if before == after {
		return 0
	}
	return math.Abs(after-before) / max(math.Abs(before), math.Abs(after))
}

// rank is the place of a figure among changed ones, compared field by field: what is not
// known any more comes first, then what changed by more than its tolerance,
// headlines before others, and figures of the whole county before those of an area, a
// group or a point.
type rank struct {
	known bool
	small bool
	tier  int
	size  float64 // the larger one comes first
	part  int
	turn  int // among the figures of its part, from 0
}

// tierOf is how important a figure is: 0 is a headline, 3 is technical.
func tierOf(measure string, county bool) int {
	part := partOf(measure)
	switch {
	case part == PartTechnical:
		return 3
	case !county:
		return 2
	case slices.Contains(measuresOf[part][:headlines[part]], measure):
		return 0
	}
	return 1
}

func compareRanks(a, b rank) int {
	return cmp.Or(btoi(a.known)-btoi(b.known), btoi(a.small)-btoi(b.small), a.tier-b.tier, cmp.Compare(b.size, a.size), a.part-b.part)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
