package report

import "math"

// Entry is one figure of a T: of a service row, a network row, an area or a group.
// Files contain all entries, and tables choose entries by key. A figure without an
// entry is in no output.
type Entry[T any] struct {
	Key   string       // its name in the row
	Unit  string       // of a number; otherwise the kind of value: name, word, words, flag or list
	Means string       // what the key and the unit leave open
	Get   func(*T) any // a Range, a number, a text, a flag or a list

	Measure string           // its name in the tidy list; "" if it is not there
	Line    int              // its position there, from 1
	About   func(*T) float64 // people that its line is about; nil = those that it counts, or all

	Layer string // its column in the layer of areas; "" if it is not there
}

// Range returns the figure if it is a number. A number that is not finite is
// unknown.
func (e Entry[T]) Range(of *T) Range {
	switch v := e.Get(of).(type) {
	case Range:
		return v
	case int:
		return Exact(float64(v))
	case Chance:
		if v.Draws > 0 {
			return Exact(v.Share())
		}
	case float64:
		if v-v == 0 {
			return Exact(v)
		}
	}
	return Range{}
}

// RowFigures returns the figures of an option in a service, in the order of the row.
func RowFigures() []Entry[Row] { return rowFigures }

var rowFigures = []Entry[Row]{
	{Key: "points", Unit: "points", Get: func(r *Row) any { return r.Points }, Line: 1, Measure: "points"},
	{Key: "people", Unit: "people", Get: func(r *Row) any { return r.People },
		Means: "target group in the option's year"},
	{Key: "gets_there", Unit: "share", Get: func(r *Row) any { return r.GetsThere },
		Line: 2, Measure: "gets_there", About: func(r *Row) float64 { return r.There.V },
		Means: "share within the limit, in person and without a car"},
	{Key: "own_modes", Unit: "share", Get: func(r *Row) any { return r.OwnModes },
		Line: 3, Measure: "gets_there_own_modes", About: func(r *Row) float64 { return r.OwnModes.V * r.People },
		Means: "share within the limit, by car for those who have one"},
	{Key: "gets_there_tighter", Unit: "share", Get: func(r *Row) any { return r.Tighter },
		Line: 30, Measure: "gets_there_tighter", About: func(r *Row) float64 { return r.Tighter * r.People },
		Means: "share within a limit of five minutes less, in person and without a car"},
	{Key: "gets_there_looser", Unit: "share", Get: func(r *Row) any { return r.Looser },
		Line: 31, Measure: "gets_there_looser", About: func(r *Row) float64 { return r.Looser * r.People },
		Means: "share within a limit of five minutes more, in person and without a car"},
	{Key: "there", Unit: "people", Get: func(r *Row) any { return r.There },
		Means: "people within the limit, without a car"},
	{Key: "there_change", Unit: "people", Get: func(r *Row) any { return r.ThereChange }, Line: 29, Measure: "there_change",
		Means: "change of the people within the limit, without a car: gain minus lose"},
	{Key: "week_change", Unit: "people", Get: func(r *Row) any { return r.WeekChange }, Line: 37, Measure: "week_change",
		Means: "change of those of them who get there at a point open five days a week or more"},
	{Key: "beyond", Unit: "people", Get: func(r *Row) any { return r.Beyond }, Line: 4, Measure: "beyond_limit",
		Means: "people beyond the limit, without a car"},
	{Key: "worst_area", Unit: "name", Get: func(r *Row) any { return r.WorstArea }},
	{Key: "worst_share", Unit: "share", Get: func(r *Row) any { return r.WorstShare }},
	{Key: "worst_tenth_min", Unit: "min", Get: func(r *Row) any { return r.WorstTenth },
		Line: 13, Measure: "time_worst_tenth_mean", About: func(r *Row) float64 { return r.People / 10 },
		Means: "mean minutes of the tenth that travels longest; null if some reach nothing"},
	{Key: "median_min", Unit: "min", Get: func(r *Row) any { return r.Median }, Line: 10, Measure: "time_median"},
	{Key: "mean_min", Unit: "min", Get: func(r *Row) any { return r.Mean }, Line: 11, Measure: "time_mean"},
	{Key: "slowest_tenth_min", Unit: "min", Get: func(r *Row) any { return r.SlowestTenth }, Line: 12, Measure: "time_slowest_tenth",
		Means: "the tenth that travels longest needs at least this many minutes"},
	{Key: "no_point", Unit: "people", Get: func(r *Row) any { return r.NoPoint }, Line: 8, Measure: "reaches_no_point",
		Means: "people who reach no point at all"},
	{Key: "gain", Unit: "people", Get: func(r *Row) any { return r.Gain }, Line: 5, Measure: "gain",
		Means: "people who newly get there"},
	{Key: "lose", Unit: "people", Get: func(r *Row) any { return r.Lose }, Line: 6, Measure: "lose",
		Means: "people who no longer get there"},
	{Key: "lose_last", Unit: "people", Get: func(r *Row) any { return r.LoseLast }, Line: 7, Measure: "lose_last_point",
		Means: "people who lose the last in-person point"},
	{Key: "part_week", Unit: "people", Get: func(r *Row) any { return r.PartWeek }, Line: 38, Measure: "part_week",
		Means: "people who get there only at points open fewer than five days a week"},
	{Key: "fewer_days", Unit: "people", Get: func(r *Row) any { return r.FewerDays }, Line: 39, Measure: "fewer_days",
		Means: "people who get there before and after, but on fewer days a week"},
	{Key: "only_provider", Unit: "people", Get: func(r *Row) any { return r.OnlyProvider }, Line: 36, Measure: "only_provider",
		Means: "people beyond the limit with a point in time of another producer that meets a part of the need only; at most so many get there"},
	{Key: "suitable_slot", Unit: "share", Get: func(r *Row) any { return r.Slot },
		Line: 14, Measure: "suitable_slot", About: func(r *Row) float64 { return r.Slot.V * r.People },
		Means: "share with a point open in hours that suit them"},
	{Key: "need", Unit: "contacts/year", Get: func(r *Row) any { return r.Need }, Line: 15, Measure: "need",
		Means: "contacts a year: people times their rates, the same in all options of a year"},
	{Key: "induced", Unit: "contacts/year", Get: func(r *Row) any { return r.Induced }, Line: 40, Measure: "induced_contacts",
		Means: "remote contacts a year that exist only because the option plans the channel: they take hours and cost money, but are no part of need, served and visits"},
	{Key: "served", Unit: "share", Get: func(r *Row) any { return r.Served }, Line: 16, Measure: "can_be_served",
		Means: "share of the need that capacity can serve"},
	{Key: "visits", Unit: "contacts/year", Get: func(r *Row) any { return r.Visits }, Line: 27, Measure: "visits_that_can_be_given",
		Means: "contacts that can be given in a year"},
	{Key: "visits_change", Unit: "contacts/year", Get: func(r *Row) any { return r.VisitsChange }, Line: 28, Measure: "visits_change",
		Means: "change of the contacts that can be given in a year"},
	{Key: "served_same_budget", Unit: "share", Get: func(r *Row) any { return r.ServedSame }, Line: 17, Measure: "can_be_served_same_budget"},
	{Key: "any_channel", Unit: "share", Get: func(r *Row) any { return r.AnyChannel }, Line: 18, Measure: "any_channel",
		Means: "share of contacts that some channel can serve; lo and hi are Fréchet bounds"},
	{Key: "remote", Unit: "share", Get: func(r *Row) any { return r.Remote }, Line: 19, Measure: "remote_share",
		Means: "realised remote share of the need, without induced contacts"},
	{Key: "forgone", Unit: "contacts/year", Get: func(r *Row) any { return r.Forgone }, Line: 20, Measure: "forgone",
		Means: "contacts a year not made because of distance"},
	{Key: "bottleneck", Unit: "word", Get: func(r *Row) any { return r.Bottleneck }},
	{Key: "county_eur", Unit: "EUR/year", Get: func(r *Row) any { return r.County }, Line: 21, Measure: "county_change",
		Means: "change of the county's euros a year, full effect"},
	{Key: "county_now_eur", Unit: "EUR/year", Get: func(r *Row) any { return r.CountyNow }, Line: 22, Measure: "county_change_this_year",
		Means: "the same in this budget year"},
	{Key: "homes_eur", Unit: "EUR/year", Get: func(r *Row) any { return r.Homes }, Line: 23, Measure: "homes_change",
		Means: "change of residents' money and time, euros a year"},
	{Key: "one_off_eur", Unit: "EUR", Get: func(r *Row) any { return r.OneOff }, Line: 24, Measure: "one_off_change"},
	{Key: "child_minutes", Unit: "min/year", Get: func(r *Row) any { return r.ChildMinutes },
		Means: "change of children's travel minutes a year, not priced"},
	{Key: "worth", Unit: "words", Get: func(r *Row) any { return r.Worth },
		Means: "value for money in words"},
	{Key: "at_school", Unit: "people", Get: func(r *Row) any { return r.AtSchool }, Line: 9, Measure: "met_at_school",
		Means: "people met at school, without travel"},
	{Key: "school_needed", Unit: "contacts/year", Get: func(r *Row) any { return r.SchoolNeed },
		Means: "contacts a year to be met at school"},
	{Key: "school", Unit: "contacts/year", Get: func(r *Row) any { return r.SchoolVisits },
		Means: "of these, contacts that can be given"},
	{Key: "no_known_place", Unit: "contacts/year", Get: func(r *Row) any { return r.NoPlace },
		Means: "contacts a year that another producer gives, where no point of one is known: no journey to them is in any figure"},
	{Key: "at_providers", Unit: "contacts/year", Get: func(r *Row) any { return r.AtProviders },
		Means: "contacts a year that other producers give at known points, how many at each is not known"},
	{Key: "best", Unit: "flag", Get: func(r *Row) any { return r.Best },
		Means: "no option of its year is better: at least as good on all four counts and better on one; never where nothing changes"},
	{Key: "movers", Unit: "list", Get: func(r *Row) any { return r.Movers },
		Means: "the parameters that move this row most"},
	{Key: "better_gets_there", Unit: "share", Get: func(r *Row) any { return r.Odds[0] }, Line: 32, Measure: "better_gets_there",
		Means: "draws in which more people get there than in the reference"},
	{Key: "better_visits", Unit: "share", Get: func(r *Row) any { return r.Odds[1] }, Line: 33, Measure: "better_visits",
		Means: "draws in which more visits can be given than in the reference"},
	{Key: "better_county", Unit: "share", Get: func(r *Row) any { return r.Odds[2] }, Line: 34, Measure: "better_county",
		Means: "draws in which the county pays less than in the reference"},
	{Key: "better_homes", Unit: "share", Get: func(r *Row) any { return r.Odds[3] }, Line: 35, Measure: "better_homes",
		Means: "draws in which residents pay less than in the reference"},
	{Key: "tornado", Unit: "list", Get: func(r *Row) any { return r.Tornado },
		Means: "the sources that move the difference from the reference most, at most ten for each count, the longest bar first"},
	{Key: "areas", Unit: "list", Get: func(r *Row) any { return r.Areas }},
	{Key: "groups", Unit: "list", Get: func(r *Row) any { return r.Groups }},
	{Key: "worst_group", Unit: "name", Get: func(r *Row) any { return r.WorstGroup },
		Means: "group with the lowest share that gets there, among groups of at least 500 people in 5 cells that are identified from data"},
	{Key: "best_group", Unit: "name", Get: func(r *Row) any { return r.BestGroup },
		Means: "group with the highest share that gets there"},
	{Key: "group_gap", Unit: "share", Get: func(r *Row) any { return r.GroupGap }, Line: 25, Measure: "group_gap",
		Means: "difference of their shares; null if there are fewer than two such groups"},
	{Key: "next_best", Unit: "name", Get: func(r *Row) any { return r.NextBest },
		Means: "name of the option below this one on the frontier; empty off the frontier and for its cheapest option"},
	{Key: "frontier_price_eur", Unit: "EUR/person", Get: func(r *Row) any { return r.price() },
		Line: 26, Measure: "frontier_price", About: func(r *Row) float64 { return r.There.V },
		Means: "euros a year for each additional person who gets there, compared with that option; null off the frontier"},
	{Key: "measured", Unit: "list", Get: func(r *Row) any { return r.Measured },
		Means: "equity figures of the requested accessibility measure"},
	{Key: "loads", Unit: "list", Get: func(r *Row) any { return r.Loads },
		Means: "each point of the service, including points without travel times"},
	{Key: "capacity", Unit: "list", Get: func(r *Row) any { return r.Capacity },
		Means: "each profession of the service: positions and hours of clients"},
	{Key: "lines", Unit: "list", Get: func(r *Row) any { return r.Lines },
		Means: "change of each cost line of the service, without a range"},
	{Key: "reasons", Unit: "list", Get: func(r *Row) any { return r.Reasons },
		Means: "reasons for null figures, by key; for a figure of an area see the same key of the row"},
}

// NetworkFigures returns the figures of an option over all services.
func NetworkFigures() []Entry[NetworkRow] { return networkFigures }

var networkFigures = []Entry[NetworkRow]{
	{Key: "points", Unit: "points", Get: func(n *NetworkRow) any { return n.Points }, Line: 1, Measure: "points"},
	{Key: "facilities", Unit: "facilities", Get: func(n *NetworkRow) any { return n.Facilities }, Line: 2, Measure: "facilities"},
	{Key: "county_eur", Unit: "EUR/year", Get: func(n *NetworkRow) any { return n.County }, Line: 3, Measure: "county_change"},
	{Key: "county_now_eur", Unit: "EUR/year", Get: func(n *NetworkRow) any { return n.CountyNow }, Line: 4, Measure: "county_change_this_year"},
	{Key: "homes_eur", Unit: "EUR/year", Get: func(n *NetworkRow) any { return n.Homes }, Line: 5, Measure: "homes_change"},
	{Key: "one_off_eur", Unit: "EUR", Get: func(n *NetworkRow) any { return n.OneOff }, Line: 6, Measure: "one_off_change"},
	{Key: "payers", Unit: "list", Get: func(n *NetworkRow) any { return n.Payers },
		Means: "changes a year, including transfers"},
	{Key: "lines", Unit: "list", Get: func(n *NetworkRow) any { return n.Lines }},
	{Key: "min_served", Unit: "share", Get: func(n *NetworkRow) any { return n.MinServed }},
	{Key: "min_served_service", Unit: "name", Get: func(n *NetworkRow) any { return n.MinServedService }},
	{Key: "served_same_budget", Unit: "share", Get: func(n *NetworkRow) any { return n.ServedSame }, Line: 10, Measure: "can_be_served_same_budget",
		Means: "part of the need of all services that can be given at the same budget; contacts are weighted by the minutes in person of the profession that sees the client"},
	{Key: "undone_hours_same_budget", Unit: "h/year", Get: func(n *NetworkRow) any { return n.UndoneHours }, Line: 11, Measure: "undone_hours_same_budget",
		Means: "hours of clients a year left undone at the same budget, beyond the reference"},
	{Key: "budget_gap_eur", Unit: "EUR/year", Get: func(n *NetworkRow) any { return n.BudgetGap }, Line: 7, Measure: "budget_gap"},
	{Key: "budget_buys", Unit: "words", Get: func(n *NetworkRow) any { return n.Trades },
		Means: "which service bought or sold what by the same-budget rule"},
	{Key: "unbalanced", Unit: "flag", Get: func(n *NetworkRow) any { return n.Unbalanced },
		Means: "an overrun of more than 0.5 % of the baseline remains"},
	{Key: "better_county", Unit: "share", Get: func(n *NetworkRow) any { return n.Odds[2] }, Line: 8, Measure: "better_county",
		Means: "draws in which the county pays less than in the reference"},
	{Key: "better_homes", Unit: "share", Get: func(n *NetworkRow) any { return n.Odds[3] }, Line: 9, Measure: "better_homes",
		Means: "draws in which residents pay less than in the reference"},
	{Key: "tornado", Unit: "list", Get: func(n *NetworkRow) any { return n.Tornado },
		Means: "the sources that move the euros most, at most ten for each count"},
	{Key: "reasons", Unit: "list", Get: func(n *NetworkRow) any { return n.Reasons },
		Means: "reasons for null figures, by key; payers.NAME is for one payer, lines for all lines"},
}

// AreaFigures returns the figures of an area in a row.
func AreaFigures() []Entry[Area] { return areaFigures }

var areaFigures = []Entry[Area]{
	{Key: "people", Unit: "people", Get: func(a *Area) any { return a.People }},
	{Key: "gets_there", Unit: "share", Get: func(a *Area) any { return a.GetsThere },
		Line: 1, Measure: "gets_there", About: func(a *Area) float64 { return a.GetsThere.V * a.People },
		Layer: "there"},
	{Key: "gain", Unit: "people", Get: func(a *Area) any { return a.Gain }, Line: 2, Measure: "gain",
		Layer: "gain"},
	{Key: "lose", Unit: "people", Get: func(a *Area) any { return a.Lose }, Line: 3, Measure: "lose",
		Layer: "lose"},
	{Key: "fewer_days", Unit: "people", Get: func(a *Area) any { return a.FewerDays }, Line: 4, Measure: "fewer_days",
		Layer: "fewer_days"},
	{Key: "need", Unit: "contacts/year", Get: func(a *Area) any { return a.Need }, Line: 5, Measure: "need",
		Means: "contacts a year of those who live there, without the remote contacts that a planned channel creates",
		Layer: "need"},
	{Key: "visits", Unit: "contacts/year", Get: func(a *Area) any { return a.Visits }, Line: 6, Measure: "visits_that_can_be_given",
		Means: "of these, contacts that can be given, wherever and by whatever channel",
		Layer: "visits"},
	{Key: "identified", Unit: "flag", Get: func(a *Area) any { return a.Identified },
		Means: "false if the figure is not identified from data"},
}

// GroupFigures returns the figures of a population group in a row.
func GroupFigures() []Entry[GroupRow] { return groupFigures }

var groupFigures = []Entry[GroupRow]{
	{Key: "people", Unit: "people", Get: func(g *GroupRow) any { return g.People }},
	{Key: "cells", Unit: "cells", Get: func(g *GroupRow) any { return g.Cells }},
	{Key: "gets_there", Unit: "share", Get: func(g *GroupRow) any { return g.GetsThere },
		Line: 1, Measure: "gets_there", About: func(g *GroupRow) float64 { return g.GetsThere.V * g.People }},
	{Key: "identified", Unit: "flag", Get: func(g *GroupRow) any { return g.Identified }},
}

// price returns the cost of one additional person; NaN off the frontier.
func (r *Row) price() float64 {
	if r.NextBest == "" {
		return math.NaN()
	}
	return r.NextPrice
}
