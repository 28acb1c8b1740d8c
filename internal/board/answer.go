package board

import (
	"cmp"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// SmallChange is written for a change that is no clear difference.
const SmallChange = "≈0"

// Answer gives the sentences above the tables: new breaches of law, whom the options
// bring within the time limit and whom they take beyond it, who gets there only at places
// open a part of the week, what mobile units can give at their stops, the visits left
// undone, and the county's euros. One option alone is answered by service.
func (v *View) Answer() []string {
	if len(v.Options) == 1 {
		var out []string
		if k := v.Options[0]; Gravest(&v.R.Options[k]) == LawBroken {
			out = append(out, v.W.Text("answer.law", "options", v.Names(v.Options)))
		}
		return append(append(out, v.Sentences(v.Options[0])...), v.unranged()...)
	}
	said := map[string]*grouping{}
	add := func(key string, k int, detail string) {
		if said[key] == nil {
			said[key] = v.alike()
		}
		said[key].add(k, detail)
	}
	for _, k := range v.Options {
		if Gravest(&v.R.Options[k]) == LawBroken {
			add("answer.law", k, "")
		}
		key, detail := v.crossing(k)
		add(key, k, detail)
		for key, detail := range map[string]string{"answer.part_week": v.mostPartWeek(k), "answer.stops": v.Stops(k), "answer.undone": v.listed(k, v.undone),
			"answer.undone_probably": v.listed(k, v.probably), "answer.undone_maybe": v.listed(k, v.perhaps)} {
			if detail != "" {
				add(key, k, detail)
			}
		}
	}
	var out []string
	for _, key := range []string{"answer.law", "answer.gain", "answer.lose", "answer.both", "answer.unclear", "answer.neither", "answer.part_week", "answer.stops",
		"answer.undone", "answer.undone_probably", "answer.undone_maybe"} {
		if said[key] != nil {
			out = append(out, v.W.Text(key, "options", said[key].text()))
		}
	}
	return slices.Concat(out, v.costs(), v.Balanced(), v.unranged())
}

// unranged says that no figure has a range.
func (v *View) unranged() []string {
	if v.R.Draws > 0 {
		return nil
	}
	return []string{v.W.Text("answer.no_draws")}
}

// crossing states, by the key of a sentence, whether people come within the time limit in an
// option, fall outside it, or both, and in which service most do.
func (v *View) crossing(k int) (key, detail string) {
	clear := false // some change is a clear difference
	gain, lose := -1, -1
	for s := range v.R.Services {
		row := &v.R.Services[s].Rows[k]
		clear = clear || row.Gain.Direction() > 0 || row.Lose.Direction() > 0
		if row.Gain.V > 0 && (gain < 0 || row.Gain.V > v.R.Services[gain].Rows[k].Gain.V) {
			gain = s
		}
		if row.Lose.V > 0 && (lose < 0 || row.Lose.V > v.R.Services[lose].Rows[k].Lose.V) {
			lose = s
		}
	}
	switch {
	case gain < 0 && lose < 0:
		return "answer.neither", ""
	case !clear:
		return "answer.unclear", ""
	case lose < 0:
		return "answer.gain", v.sized(gain, v.R.Services[gain].Rows[k].Gain)
	case gain < 0:
		return "answer.lose", v.sized(lose, v.R.Services[lose].Rows[k].Lose)
	}
	return "answer.both", "▲ " + v.sized(gain, v.R.Services[gain].Rows[k].Gain) + " ▼ " + v.sized(lose, v.R.Services[lose].Rows[k].Lose)
}

// sized names a service and the size of its change: low to high where they are wide.
func (v *View) sized(service int, change report.Range) string {
	return v.Short(service) + " " + v.W.Sized(change)
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

// Stops lists, by service, the share of the visits wanted at the stops of an option's mobile
// units that these can give, where it is under nine tenths; "" for none.
func (v *View) Stops(k int) string {
	var list []string
	for s := range v.R.Services {
		wanted, given := 0.0, 0.0
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

// undone names a service of which an option leaves over 1 % more of the need undone over
// its whole range, with the visits.
func (v *View) undone(s int, row *report.Row, need float64) string {
	if Undone(row, need) == 0 {
		return ""
	}
	return v.sized(s, minus(row.VisitsChange))
}

// probably names a service of which an option leaves over 1 % more of the need undone at
// the parameters' values and something in most of the draws, but not over 1 % over its whole
// range; perhaps one where most draws leave nothing more undone.
func (v *View) probably(s int, row *report.Row, need float64) string {
	return v.mayBeUndone(s, row, need, true)
}

func (v *View) perhaps(s int, row *report.Row, need float64) string {
	return v.mayBeUndone(s, row, need, false)
}

// visitsOdds is the index of visits in report.Odds.
const visitsOdds = 1

func (v *View) mayBeUndone(s int, row *report.Row, need float64, most bool) string {
	more, odds := -row.VisitsChange.V, row.Odds[visitsOdds]
	if !row.VisitsChange.Usable() || more < LeastVisits || more <= need/100 || Undone(row, need) > 0 || most != (2*odds.Worse > odds.Draws) {
		return ""
	}
	return v.Short(s) + " " + v.W.Text("answer.undone_of", "n", v.W.Count(more), "worse", odds.Worse, "draws", odds.Draws)
}

// costs names the options that cost the county least and most at the parameters' values,
// with their ranges, or says that no option changes its euros, or none clearly.
func (v *View) costs() []string {
	known := slices.DeleteFunc(slices.Clone(v.Options), func(k int) bool { return !v.R.Network[k].County.Known })
	if len(known) == 0 {
		if len(v.Options) == 0 {
			return nil
		}
		return []string{v.W.Text("answer.unknown")}
	}
	order := func(a, b int) int { return cmp.Compare(v.R.Network[a].County.V, v.R.Network[b].County.V) }
	least, most := slices.MinFunc(known, order), slices.MaxFunc(known, order)
	said := func(k int) string {
		if text := v.W.Change(v.R.Network[k].County); text != words.NoChange {
			return text
		}
		return "0"
	}
	alike := func(as int) []int {
		return slices.DeleteFunc(slices.Clone(known), func(k int) bool { return said(k) != said(as) })
	}
	clear := func(k int) bool { return v.R.Network[k].County.Sign() != 0 && said(k) != "0" }
	switch same := alike(least); {
	case len(same) == len(known) && said(least) == "0":
		return []string{v.W.Text("answer.euros_none")}
	case !slices.ContainsFunc(known, clear):
		return []string{v.W.Text("answer.euros_unclear", "money", v.W.Change(v.ends(known)))}
	case len(same) == len(known):
		return []string{v.W.Text("answer.euros_alike", "low", said(least))}
	}
	return []string{v.W.Text("answer.euros", "low", said(least), "least", v.Names(alike(least)), "high", said(most), "most", v.Names(alike(most)))}
}

// ends is from the lowest to the highest that the county's euros of some options may be.
func (v *View) ends(options []int) report.Range {
	out := v.R.Network[options[0]].County
	for _, k := range options {
		out.Lo, out.Hi = min(out.Lo, v.R.Network[k].County.Lo), max(out.Hi, v.R.Network[k].County.Hi)
	}
	return out
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
