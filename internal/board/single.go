package board

import (
	"cmp"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Subject says what an option is: the changes of a what-if, or its name and that of its
// reference.
func (v *View) Subject(k int) string {
	o := &v.R.Options[k]
	if o.ID == report.WhatIf {
		return v.W.Text("whatif.title", "changes", strings.Join(v.W.Steps(o), "; "))
	}
	return v.W.Text("whatif.option", "option", v.W.Option(o), "against", v.W.Option(&v.R.Options[v.Ref]))
}

// Sentences list, for one option, the people who come within the time limit, those who
// fall outside it and those who get there only where it is open a part of the week or on
// fewer days, what mobile units can give at their stops, and the visits newly left undone,
// by service, and state the county's euros.
func (v *View) Sentences(k int) []string {
	var out []string
	list := func(key string, of func(row *report.Row, need float64) report.Range) {
		counts := make([]report.Range, len(v.R.Services))
		var order []int
		for s := range v.R.Services {
			rows := v.R.Services[s].Rows
			if counts[s] = of(&rows[k], rows[v.Ref].Need.V); counts[s].V > 0 {
				order = append(order, s)
			}
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b].V, counts[a].V) })
		var services []string
		for _, s := range order {
			services = append(services, v.Short(s)+" "+v.W.Counted(counts[s]))
		}
		if services != nil {
			out = append(out, v.W.Text(key, "list", services))
		}
	}
	list("whatif.lose", func(row *report.Row, _ float64) report.Range { return surely(row.Lose) })
	list("whatif.gain", func(row *report.Row, _ float64) report.Range { return surely(row.Gain) })
	if out == nil {
		key := "whatif.nobody"
		for s := range v.R.Services {
			if row := &v.R.Services[s].Rows[k]; row.Gain.V > 0 || row.Lose.V > 0 {
				key = "whatif.unclear"
			}
		}
		out = append(out, v.W.Text(key))
	}
	var week []string
	for s := range v.R.Services {
		if rows := v.R.Services[s].Rows; rows[k].PartWeek.V-rows[v.Ref].PartWeek.V >= LeastPeople {
			week = append(week, v.partWeekOf(s, k))
		}
	}
	said := func(key, list string) {
		if list != "" {
			out = append(out, v.W.Text(key, "list", list))
		}
	}
	said("whatif.part_time", strings.Join(week, "; "))
	list("whatif.days", func(row *report.Row, _ float64) report.Range { return report.Exact(Shown(row.FewerDays)) })
	said("whatif.stops", v.Stops(k))
	list("whatif.undone", func(row *report.Row, need float64) report.Range {
		if Undone(row, need) == 0 {
			return report.Range{}
		}
		return minus(row.VisitsChange)
	})
	said("whatif.undone_probably", v.listed(k, v.probably))
	said("whatif.undone_maybe", v.listed(k, v.perhaps))
	if !v.R.Network[k].County.Known {
		return append(out, v.W.Text("whatif.cost_unknown"))
	}
	if money := v.W.Change(v.R.Network[k].County); money != words.NoChange {
		return append(out, v.W.Text("whatif.cost", "money", money))
	}
	return append(out, v.W.Text("whatif.no_cost"))
}

// surely gives a number of people that is clearly above zero; none for any other.
func surely(people report.Range) report.Range {
	if people.Direction() <= 0 {
		return report.Range{}
	}
	return people
}
