package batch

import "slices"

// directions say which way a measure of an option itself is better: 1 if more is, -1 if less
// is, 0 if neither is in itself. Euros have none: what is saved can be what people lose.
var directions = map[string]int{
	"any_channel": 1, "can_be_served": 1, "can_be_served_same_budget": 1, "gets_there": 1, "gets_there_looser": 1,
	"gets_there_own_modes": 1, "gets_there_tighter": 1, "suitable_slot": 1, "visits_that_can_be_given": 1,

	"beyond_limit": -1, "group_gap": -1, "part_week": -1, "reaches_no_point": -1,
	"time_mean": -1, "time_median": -1, "time_slowest_tenth": -1, "time_worst_tenth_mean": -1,

	"capacity_crew_hours": 0, "capacity_hours": 0, "capacity_positions": 0, "capacity_used_hours": 0, "capacity_wanted_hours": 0,
	"facilities": 0, "induced_contacts": 0, "met_at_school": 0, "need": 0, "only_provider": 0, "points": 0, "remote_share": 0, "station_capacity": 0,
	"station_load": 0, "station_one_more_position": 0, "station_one_more_room_hour": 0, "station_one_more_unit_day": 0,
	"station_positions": 0, "station_rooms": 0, "station_seen": 0,
}

// fromReference are the measures of an option that count from its reference or from today, and
// are not of euros. A worse reference changes them where nobody gets more, so that they have no
// direction.
var fromReference = []string{"better_gets_there", "better_visits", "fewer_days", "forgone", "gain", "lose", "lose_last_point", "there_change",
	"undone_hours_same_budget", "visits_change", "week_change"}

// The directions of a change. Euros, and what counts from the reference, are lower or higher.
const (
	Better  = "better"
	Worse   = "worse"
	Lower   = "lower"
	Higher  = "higher"
	Neither = "neither"
)

// directionOf returns which way a change of a measure goes.
func directionOf(measure string, change float64) string {
	down, up, v := Worse, Better, change*float64(directions[measure])
	if partOf(measure) == PartEuros || slices.Contains(fromReference, measure) {
		down, up, v = Lower, Higher, change
	}
	switch {
	case v > 0:
		return up
	case v < 0:
		return down
	}
	return Neither
}

// Ways counts changes by their direction.
type Ways struct {
	Better int `json:"better" jsonschema_description:"euros, and figures that count from the reference, are lower or higher, and neither better nor worse"`
	Worse  int `json:"worse"`
	Lower  int `json:"lower" jsonschema_description:"of euros, and of figures that count from the reference"`
	Higher int `json:"higher" jsonschema_description:"of euros, and of figures that count from the reference"`
}

// add counts n changes of a direction.
func (w *Ways) add(direction string, n int) {
	switch direction {
	case Better:
		w.Better += n
	case Worse:
		w.Worse += n
	case Lower:
		w.Lower += n
	case Higher:
		w.Higher += n
	}
}
