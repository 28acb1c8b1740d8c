package engine

import (
	"math"

	"saavu/pkg/report"
)

// scores writes the report's figures as a tidy list: one figure a line.
func scores(r *report.Report) []report.Score {
	var out []report.Score
	for s := range r.Services {
		for i := range r.Options {
			row := r.Services[s].Rows[i].Told(&r.Options[i])
			out = append(out, rowScores(r.Options[i].ID, &r.Services[s], &row)...)
		}
	}
	for i := range r.Network {
		n, id := &r.Network[i], r.Options[i].ID
		add := func(measure string, v report.Range, unit string) {
			out = append(out, score(id, "", measure, "", "", v, unit, 0))
		}
		add("points", report.Exact(float64(n.Points)), "points")
		add("facilities", report.Exact(float64(n.Facilities)), "facilities")
		add("county_change", n.County, "EUR/year")
		add("county_change_this_year", n.CountyNow, "EUR/year")
		add("homes_change", n.Homes, "EUR/year")
		add("one_off_change", report.Exact(n.OneOff), "EUR")
		add("budget_gap", report.Exact(n.BudgetGap), "EUR/year")
		for _, l := range n.Lines {
			out = append(out, score(id, "", "cost: "+l.Kind, "", l.Payer, l.Money, "EUR/year", 0))
		}
	}
	return out
}

func score(option, service, measure, area, group string, v report.Range, unit string, people float64) report.Score {
	s := report.Score{Option: option, Service: service, Measure: measure, Area: area, Group: group,
		Value: nan, Lo: nan, Hi: nan, Unit: unit, People: people}
	if math.IsNaN(people) {
		s.People = 0
	}
	if v.Known {
		s.Value, s.Lo, s.Hi = v.V, v.Lo, v.Hi
	}
	return s
}

func rowScores(option string, s *report.Service, r *report.Row) []report.Score {
	var out []report.Score
	group := s.Group.String()
	add := func(measure string, v report.Range, unit string, people float64) {
		out = append(out, score(option, s.ID, measure, "", group, v, unit, people))
	}
	add("points", report.Exact(float64(r.Points)), "points", r.People)
	add("gets_there", r.GetsThere, "share", r.There.V)
	add("gets_there_own_modes", r.OwnModes, "share", r.OwnModes.V*r.People)
	add("beyond_limit", r.Beyond, "people", r.Beyond.V)
	add("gain", r.Gain, "people", r.Gain.V)
	add("lose", r.Lose, "people", r.Lose.V)
	add("lose_last_point", report.Exact(r.LoseLast), "people", r.LoseLast)
	add("reaches_no_point", report.Exact(r.NoPoint), "people", r.NoPoint)
	add("met_at_school", report.Exact(r.AtSchool), "people", r.AtSchool)
	add("time_median", number(r.Median), "min", r.People)
	add("time_mean", number(r.Mean), "min", r.People)
	add("time_slowest_tenth", number(r.SlowestTenth), "min", r.People)
	add("time_worst_tenth_mean", number(r.WorstTenth), "min", r.People/10)
	add("suitable_slot", r.Slot, "share", r.Slot.V*r.People)
	add("need", r.Need, "contacts/year", r.People)
	add("can_be_served", r.Served, "share", r.People)
	add("can_be_served_same_budget", r.ServedSame, "share", r.People)
	add("any_channel", r.AnyChannel, "share", r.People)
	add("remote_share", r.Remote, "share", r.People)
	add("forgone", r.Forgone, "contacts/year", r.People)
	add("county_change", r.County, "EUR/year", r.People)
	add("county_change_this_year", r.CountyNow, "EUR/year", r.People)
	add("homes_change", r.Homes, "EUR/year", r.People)
	add("one_off_change", report.Exact(r.OneOff), "EUR", r.People)
	add("group_gap", r.GroupGap, "share", r.People)
	price := report.Range{}
	if r.NextBest != "" {
		price = report.Exact(r.NextPrice)
	}
	add("frontier_price", price, "EUR/person", r.There.V)
	for _, a := range r.Areas {
		out = append(out, score(option, s.ID, "gets_there", a.ID, group, a.GetsThere, "share", a.GetsThere.V*a.People),
			score(option, s.ID, "gain", a.ID, group, report.Exact(a.Gain), "people", a.Gain),
			score(option, s.ID, "lose", a.ID, group, report.Exact(a.Lose), "people", a.Lose))
	}
	for _, g := range r.Groups {
		name := g.Name
		if !g.Identified {
			name += " (not identified from data)"
		}
		out = append(out, score(option, s.ID, "gets_there", "", name, g.GetsThere, "share", g.GetsThere.V*g.People))
	}
	return out
}

var nan = math.NaN()

// number gives a figure, unknown where it is not finite.
func number(v float64) report.Range {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return report.Range{}
	}
	return report.Exact(v)
}
