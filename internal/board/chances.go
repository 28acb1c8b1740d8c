package board

import "saavu/pkg/report"

// OddsRow is in how many draws each option is better than its reference by one count.
type OddsRow struct {
	Count   int // index of report.CountNames
	Service int // index; -1 for the euros of all services
	Name    string
	Cells   []report.Chance // by option; no draws where it is not known
}

// Odds lists the rows of counts in which some draw differs from the reference: people by
// service, visits by service, the euros of all services.
func (v *View) Odds() []OddsRow {
	var out []OddsRow
	for count := range len(report.Odds{}) {
		if count >= 2 {
			name := [...]string{2: "row.county", 3: "row.residents"}[count]
			out = v.addOdds(out, OddsRow{Count: count, Service: -1, Name: v.W.Text(name)}, func(k int) report.Odds { return v.R.Network[k].Odds })
			continue
		}
		for s := range v.R.Services {
			out = v.addOdds(out, OddsRow{Count: count, Service: s, Name: v.Short(s)}, func(k int) report.Odds { return v.R.Services[s].Rows[k].Odds })
		}
	}
	return out
}

// addOdds adds a row unless no draw differs in it.
func (v *View) addOdds(list []OddsRow, row OddsRow, of func(option int) report.Odds) []OddsRow {
	some := false
	for _, k := range v.Options {
		c := of(k)[row.Count]
		some = some || c.Better > 0 || c.Worse > 0
		row.Cells = append(row.Cells, c)
	}
	if !some {
		return list
	}
	return append(list, row)
}

// Undone gives the visits a year that an option leaves undone beyond its reference, where it
// does so over their whole range (sure) or in over half of the draws; 0 for any other change
// and for one that is too small to be shown.
func Undone(row *report.Row) (more float64, sure bool) {
	odds := row.Odds[visitsOdds]
	more, sure = -row.VisitsChange.V, row.VisitsChange.Direction() < 0
	if !row.VisitsChange.Usable() || more < LeastVisits || !sure && 2*odds.Worse <= odds.Draws {
		return 0, false
	}
	return more, sure
}

// visitsOdds is the index of visits in report.Odds.
const visitsOdds = 1
