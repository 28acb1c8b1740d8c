package board

import (
	"slices"
	"strings"

	"saavu/pkg/report"
)

// Asides are short sentences that change a reading of the answer: who gets there only at
// places open a part of the week, the visits left undone by service, those that may be, what
// mobile units can give at their stops and take from other services, bought visits at no
// known place, what balances the same budget, and that nothing was drawn.
func (v *View) Asides() []string {
	var out []string
	said := func(all, one string, of func(k int) string) { // the keys of several options and of one
		list := v.alike()
		for _, k := range v.Options {
			if text := of(k); text != "" {
				list.add(k, text)
			}
		}
		switch {
		case list.details == nil:
		case len(v.Options) == 1:
			out = append(out, v.W.Text(one, "list", list.details[0]))
		default:
			out = append(out, v.W.Text(all, "options", list.text()))
		}
	}
	if len(v.Options) == 1 {
		said("", "whatif.part_time", v.eachPartWeek)
		said("", "whatif.days", v.fewerDays)
	} else {
		said("answer.part_week", "", v.mostPartWeek)
		undone := "answer.undone_by"
		if v.R.Draws <= 0 { // nothing is probable, and no draw is counted
			undone = "answer.undone_alone"
		}
		said(undone, "", func(k int) string { return v.listed(k, v.undoneBy) })
	}
	said("answer.undone_maybe", "whatif.undone_maybe", func(k int) string { return v.listed(k, v.perhaps) })
	said("answer.stops", "whatif.stops", v.Stops)
	said("answer.lent", "whatif.lent", func(k int) string {
		return v.listed(k, func(s int, _ *report.Row, _ float64) string {
			text := v.lentOf(s, k)
			if text == "" || text == v.lentOf(s, v.Ref) {
				return ""
			}
			return v.Short(s) + " " + text
		})
	})
	said("answer.no_place", "whatif.no_place", func(k int) string {
		return v.listed(k, func(s int, row *report.Row, _ float64) string {
			if row.NoPlace < LeastVisits {
				return ""
			}
			return v.Short(s) + " " + v.W.Count(row.NoPlace)
		})
	})
	out = append(out, v.Balanced()...)
	if v.R.Draws <= 0 {
		out = append(out, v.W.Text("answer.no_draws"))
	}
	return out
}

// eachPartWeek lists, by service, how many more than in the reference get there only at
// places open a part of the week.
func (v *View) eachPartWeek(k int) string {
	return v.listed(k, func(s int, row *report.Row, _ float64) string {
		if row.PartWeek.V-v.R.Services[s].Rows[v.Ref].PartWeek.V < LeastPeople {
			return ""
		}
		return v.partWeekOf(s, k)
	})
}

// fewerDays lists, by service, who still gets there, but on fewer days a week.
func (v *View) fewerDays(k int) string {
	return v.largest(k, func(row *report.Row) report.Range { return report.Exact(Shown(row.FewerDays)) })
}

// mostPartWeek names the service in which an option has most people more than the reference
// who get there only at places open a part of the week; "" if there are none.
func (v *View) mostPartWeek(k int) string {
	most, at := LeastPeople, -1
	for s := range v.R.Services {
		rows := v.R.Services[s].Rows
		if more := rows[k].PartWeek.V - rows[v.Ref].PartWeek.V; more > most {
			most, at = more, s
		}
	}
	if at < 0 {
		return ""
	}
	return v.partWeekOf(at, k)
}

// partWeekOf is how many get to a service only at places open a part of the week, in an
// option and in the reference.
func (v *View) partWeekOf(s, k int) string {
	rows := v.R.Services[s].Rows
	return v.Short(s) + " " + v.W.Text("answer.part_week_of", "n", v.W.Count(rows[k].PartWeek.V), "reference", v.Reference(), "before", v.W.Count(rows[v.Ref].PartWeek.V))
}

// enough is the share of what is wanted at the stops of mobile units from which on it is
// not said how much of it they can give.
const enough = 0.9

// Stops lists, by service, the share of the visits wanted at the stops and schools of an
// option's mobile units that these can give, where it is under nine tenths; "" for none.
func (v *View) Stops(k int) string {
	var list []string
	for s := range v.R.Services {
		wanted, given := v.R.Services[s].Rows[k].SchoolNeed, v.R.Services[s].Rows[k].SchoolVisits
		loads := v.R.Services[s].Rows[k].Loads
		for i := range loads {
			if loads[i].Unit != "" {
				wanted, given = wanted+loads[i].Load, given+loads[i].Seen
			}
		}
		if wanted > 0 && given < enough*wanted { // not for NaN: unknown
			list = append(list, v.Short(s)+" "+v.W.Fixed(100*given/wanted, 0)+v.W.Gap()+"%")
		}
	}
	return strings.Join(list, ", ")
}

// listed joins what is said about an option by service.
func (v *View) listed(k int, say func(s int, row *report.Row, need float64) string) string {
	var list []string
	for s := range v.R.Services {
		rows := v.R.Services[s].Rows
		if text := say(s, &rows[k], rows[v.Ref].Need.V); text != "" {
			list = append(list, text)
		}
	}
	return strings.Join(list, ", ")
}

// undoneBy names a service of which an option leaves more undone, certainly or probably.
func (v *View) undoneBy(s int, row *report.Row, _ float64) string {
	if more, _ := Undone(row); more == 0 {
		return ""
	}
	return v.undone(s, row)
}

// probably names one of which an option leaves more undone in over half of the draws, but
// not over its whole range.
func (v *View) probably(s int, row *report.Row, _ float64) string {
	if more, sure := Undone(row); more == 0 || sure {
		return ""
	}
	return v.undone(s, row)
}

// perhaps names one of which an option leaves over 1 % more of the need undone at the
// parameters' values, but not in over half of the draws.
func (v *View) perhaps(s int, row *report.Row, need float64) string {
	if more, _ := Undone(row); !row.VisitsChange.Usable() || more > 0 || -row.VisitsChange.V < max(LeastVisits, need/100) {
		return ""
	}
	return v.undone(s, row)
}

// undone is how many more visits of a service an option leaves undone, and in how many draws.
func (v *View) undone(s int, row *report.Row) string {
	text, odds := v.Short(s)+" "+v.W.Count(-row.VisitsChange.V), row.Odds[visitsOdds]
	if odds.Draws > 0 {
		text += " " + v.W.Text("answer.undone_of", "worse", odds.Worse, "draws", odds.Draws)
	}
	return text
}

// Balanced says, for the same budget, in which services positions are sold or bought to
// balance the euros, and for drawn parameters that these positions are those of the
// parameters' values, so that the euros have a range; none for any other report.
func (v *View) Balanced() []string {
	if v.R.Frame != "budget" {
		return nil
	}
	var out []string
	traded := v.alike()
	for _, k := range v.Options {
		if text := v.traded(v.R.Network[k].Trades); text != "" {
			traded.add(k, text)
		}
	}
	if text := traded.text(); text != "" {
		out = append(out, v.W.Text("answer.trades", "options", text))
	}
	known := func(k int) bool { return v.R.Network[k].County.Known }
	if v.R.Draws > 0 && slices.ContainsFunc(v.Options, known) {
		out = append(out, v.W.Text("answer.balanced"))
	}
	return out
}

// traded is what the same-budget rule bought or sold, with the services by their short
// names and without the professions; "" for nothing.
func (v *View) traded(list []report.Trade) string {
	short := func(t *report.Trade) string {
		for s := range v.R.Services {
			if v.W.Name(v.R.Services[s].Names.Every(v.R.Services[s].Name)) == v.W.Name(t.Service) {
				return v.Short(s)
			}
		}
		return v.W.Name(t.Service)
	}
	return v.W.TradedIn(list, short)
}
