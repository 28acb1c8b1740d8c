package params

import (
	"slices"
	"strings"
)

// field is a parameter that computations read by its path: the unit that they
// expect, and bounds if they are narrower than those of the unit. A star
// matches one step of a path.
type field struct {
	path   string
	bounds Bounds
}

// in returns fields with the bounds of their unit.
func in(unit string, paths ...string) []field {
	b, _ := UnitBounds(unit)
	return within(b, paths...)
}

func within(b Bounds, paths ...string) []field {
	out := make([]field, len(paths))
	for i, p := range paths {
		out[i] = field{p, b}
	}
	return out
}

// fields are the parameters with fixed paths; services name the others.
var fields = [][]field{
	in("share", "population.mobility_limited_share.*", "population.car_access_share.*", "population.age_shares.*",
		"population.age_shares_2030.*", "need.evening_share.*", "digital.reach_by_age.*", "digital.support_lever_gain.*",
		"digital.illiterate_or_weak_skills_floor", "digital.induced_demand", "staff.fill_rate.*", "premises.room_use_target",
		"premises.evening_pay_premium.*", "assignment.moves_on", "economy.fte_travel_loss_per_extra_site",
		"unit_cost_reference.supervision_share_purchased", "fees.remote_share", "travel.escort_share.*",
		"travel.combined_trip_discount", "travel.transport_service_share"),
	within(Bounds{Unit: "ratio", Hi: Largest, Above: true}, "segments.*.visit_mult", "segments.*.remote_mult"),
	in("share", "segments.*.share", "segments.*.share.*.*"),
	in("ratio", "digital.language_factor.*", "need.distance_elasticity"),
	within(number("ratio", 0, 1), "digital.under_delivery_factor"),
	within(number("ratio", 1, Largest), "travel.detour_factor.*"), // no route is shorter than the straight line
	in("1/year", "population.growth_per_year"),
	in("people", "population.base"),
	in("year", "population.base_year", "meta.horizon_year"),
	within(number("", 0, Largest), "population.age_profile.*"), // people or shares
	in("km/h", "travel.speed_kmh.*", "travel.low_mobility_walk_kmh", "travel.rail_speed_kmh"),
	within(Bounds{Unit: "min", Hi: Largest, Above: true}, "travel.threshold_min.*"),
	in("min", "travel.overhead_min.*", "travel.bus_headway_min.*", "travel.change_min", "assignment.limit_min"),
	in("m", "travel.snap_max_m", "travel.walk_max_m", "travel.bike_max_m", "travel.access_walk_max_m"),
	in("h/week", "travel.evening_hours_week"),
	within(number("h/week", 0, 24), "travel.saturday_hours_week"),
	in("EUR/km", "travel.car_eur_km", "mobile.*.running_eur_km"),
	in("EUR/trip", "travel.pt_eur_trip", "travel.transport_service_eur_trip"),
	in("EUR/h", "travel.time_value_eur_h", "staff.hourly.*"),
	in("EUR/year", "digital.platform_fixed_eur_year", "premises.fixed_eur_site_year.*", "mobile.*.fixed_eur_year"),
	in("EUR/m2/month", "premises.rent_eur_m2_month"),
	in("EUR/contact", "unit_cost_reference.voucher_admin_eur", "contract_price.*.*"),
	in("EUR", "mobile.*.capex", "mobile.*.move_cost_eur"),
	in("FTE", "digital.support_fte", "staff.coordination_fte.*"),
	within(Bounds{Unit: "h/year", Hi: 366 * 24, Above: true}, "staff.productive_hours_fte", "staff.worked_hours_fte"),
	in("h/year", "premises.room_hours_year.*"),
	in("h/day", "mobile.crew_h_day", "mobile.*.onsite_h_day"),
	in("days/year", "mobile.*.days_year"),
	in("km/day", "mobile.km_day"),
	in("visits/day", "mobile.*.visits_day"),
	in("visits/h", "mobile.*.visits_hour"),
	in("1/day", "mobile.*.stops_day"),
	in("1/min", "assignment.decay_per_min"),
	in("months", "economy.effect_lag_months"),
	within(Bounds{Unit: "visits", Hi: 10_000, Above: true}, "products.*.*.*.visits"),
	within(Bounds{Unit: "min", Hi: 24 * 60, Above: true}, "products.*.*.*.minutes"),
	within(number("min", 0, 24*60), "products.*.*.*.staff.*"),
	within(number("people", 1, 1000), "products.*.*.*.group_size"),
}

// geography are the parameters that the places of people and points and the travel
// times between them rest on. A draw does not change them, a network does.
var geography = []string{
	"population.mobility_limited_share.*", "population.car_access_share.*",
	"travel.speed_kmh.*", "travel.low_mobility_walk_kmh", "travel.rail_speed_kmh", "travel.detour_factor.*",
	"travel.overhead_min.*", "travel.bus_headway_min.*", "travel.change_min",
	"travel.walk_max_m", "travel.bike_max_m", "travel.access_walk_max_m",
}

// once are further parameters that no draw changes, so a range of theirs is for the
// reader: how many people there are, which points they choose, who finds an hour that
// suits, and where today's staff works. A time limit is a judgement: its effect is
// shown on its own, not in a range.
var once = []string{
	"population.*", "population.*.*", "population.*.*.*", "travel.snap_max_m", "travel.threshold_min.*",
	"assignment.decay_per_min", "assignment.limit_min", "need.evening_share.*", "mobile.visit_window_days.*", "staff.cover_today",
}

// drawnIn says which copies of a tree change a parameter that has a range.
type drawnIn int8

const (
	inDraws drawnIn = iota
	inNetworks
	inNone
)

func drawnInOf(path string) drawnIn {
	switch {
	case listed(geography, path):
		return inNetworks
	case listed(once, path):
		return inNone
	}
	return inDraws
}

// listed says whether a path is of one of the patterns.
func listed(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, path) })
}

// FieldBounds gives the bounds of a parameter that computations read by its path;
// false for any other.
func FieldBounds(path string) (Bounds, bool) {
	for _, list := range fields {
		for _, f := range list {
			if matches(f.path, path) {
				return f.bounds, true
			}
		}
	}
	return Bounds{}, false
}

// matches reports whether a path matches a pattern.
func matches(pattern, path string) bool {
	if pattern == "" || path == "" || pattern[0] != '*' && pattern[0] != path[0] { // most, without a cut
		return pattern == path
	}
	for pattern != "" {
		var step, want string
		want, pattern, _ = strings.Cut(pattern, ".")
		step, path, _ = strings.Cut(path, ".")
		if step == "" || want != "*" && want != step {
			return false
		}
	}
	return path == ""
}

// Bounds returns the values that the parameter may have: those of its unit, or
// narrower ones if computations read it by its path.
func (p Param) Bounds() Bounds {
	if b, ok := FieldBounds(p.Path); ok && (p.Unit == "" || b.Unit == "" || SameUnit(p.Unit, b.Unit)) {
		return b
	}
	if b, ok := UnitBounds(p.Unit); ok {
		return b
	}
	return Bounds{Unit: p.Unit, Lo: -Largest, Hi: Largest}
}
