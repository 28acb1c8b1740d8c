package board

import (
	"math"
	"slices"

	"saavu/pkg/report"
)

// publicContacts is what a number of contacts of an area and the children's minutes of a
// year are rounded to, and leastContacts
// the people of an area without whom its contacts are hidden.
const (
	publicContacts = 100
	leastContacts  = report.LeastArea
)

// Rounded is a number of people as a public result has it: the nearest multiple of
// PublicLeast, half away from zero. NaN stays.
func Rounded(people float64) float64 { return nearest(people, PublicLeast) }

// nearest is the nearest multiple of a step. What sums are off by makes no difference.
func nearest(v, step float64) float64 {
	if r := math.Round(math.Round(v/noise) / (step / noise)); r != 0 {
		return step * r
	}
	return v * 0 // NaN stays, and 0 has no sign but that of v
}

// roundedCells rounds the numbers of people of cells in place.
func roundedCells(values []float64) {
	for i, v := range values {
		values[i] = Rounded(v)
	}
}

// roundedRange rounds a number of people with its range.
func roundedRange(r *report.Range) {
	r.V, r.Lo, r.Hi = Rounded(r.V), Rounded(r.Lo), Rounded(r.Hi)
}

// roundedShare replaces a share of people by that of their rounded numbers. Of a group
// that is rounded to nobody it is unknown.
func roundedShare(r *report.Range, people float64) {
	of := func(share float64) float64 { return Rounded(share*people) / Rounded(people) }
	if Rounded(people) == 0 {
		*r = report.Range{}
		return
	}
	r.V, r.Lo, r.Hi = of(r.V), of(r.Lo), of(r.Hi)
}

// round rounds what the report says about people. Shares are those of rounded numbers.
func (res *Result) round() {
	r := &res.Report
	few := make([]map[string]bool, len(r.Options))
	for k := range few {
		few[k] = res.fewIn(k)
	}
	for v := range r.Services {
		s := &r.Services[v]
		for k := range s.Rows {
			roundRow(&s.Rows[k], few[k])
			s.Rows[k].Harmonised = nil
		}
		h := &s.Hidden
		for _, n := range []*float64{&s.People, &h.People, &h.Estimated, &h.Low, &h.High} {
			*n = Rounded(*n)
		}
	}
	r.Options = slices.Clone(r.Options)
	for k := range r.Options {
		levers := slices.Clone(r.Options[k].Levers)
		for i := range levers {
			levers[i].Services = slices.Clone(levers[i].Services)
			for j := range levers[i].Services {
				levers[i].Services[j].There = Rounded(levers[i].Services[j].There)
			}
		}
		r.Options[k].Levers = levers
		breaches := slices.Clone(r.Options[k].Breaches)
		for i := range breaches {
			b := &breaches[i]
			b.Detail, b.Services = roundedMessage(b.Detail), slices.Clone(b.Services)
			for j := range b.Services {
				b.Services[j].Detail = roundedMessage(b.Services[j].Detail)
			}
		}
		r.Options[k].Breaches, r.Options[k].Harmonised = breaches, nil // clients follow from people and shares
	}
	notes := []report.Message{report.NewMessage("note_public", "n", PublicLeast)}
	for _, n := range r.Notes {
		notes = append(notes, roundedMessage(n))
	}
	r.Notes = notes
}

// roundedMessage rounds the numbers of people in a message.
func roundedMessage(m report.Message) report.Message {
	m.Facts = slices.Clone(m.Facts)
	for i := range m.Facts {
		switch v := m.Facts[i].Value.(type) {
		case report.Amount:
			if v.As == report.AsPeople {
				v.V = Rounded(v.V)
				m.Facts[i].Value = v
			}
		case report.Message:
			m.Facts[i].Value = roundedMessage(v)
		case []report.Message:
			v = slices.Clone(v)
			for j := range v {
				v[j] = roundedMessage(v[j])
			}
			m.Facts[i].Value = v
		}
	}
	return m
}

// roundRow rounds the row of an option and its areas and groups; few are the areas whose
// contacts are hidden.
func roundRow(row *report.Row, few map[string]bool) {
	row.Areas = slices.Clone(row.Areas)
	for i := range row.Areas {
		a := &row.Areas[i]
		roundedShare(&a.GetsThere, a.People)
		for _, n := range []*float64{&a.People, &a.Gain, &a.Lose, &a.FewerDays} {
			*n = Rounded(*n)
		}
		if few[a.ID] {
			a.Need, a.Visits = math.NaN(), math.NaN()
		}
		a.Need, a.Visits = nearest(a.Need, publicContacts), nearest(a.Visits, publicContacts)
		if a.Name == row.WorstArea {
			row.WorstShare = a.GetsThere
		}
	}
	row.Groups = slices.Clone(row.Groups)
	for i := range row.Groups {
		g := &row.Groups[i]
		if there := g.GetsThere.V * g.People; small(there) || small(g.People-there) {
			g.GetsThere = report.Range{}
		}
		if small(g.People) {
			g.People = math.NaN()
		}
		roundedShare(&g.GetsThere, g.People)
		g.People = Rounded(g.People)
	}
	roundGap(row)
	for _, share := range []*report.Range{&row.GetsThere, &row.OwnModes, &row.Slot, &row.AnyChannel} {
		roundedShare(share, row.People)
	}
	for _, minutes := range []*float64{&row.Mean, &row.WorstTenth} {
		*minutes = math.Round(*minutes*10) / 10
	}
	row.ChildMinutes = nearest(row.ChildMinutes, publicContacts)
	for _, share := range []*float64{&row.Tighter, &row.Looser} {
		r := report.Exact(*share)
		roundedShare(&r, row.People)
		*share = r.V
	}
	for _, n := range []*report.Range{&row.There, &row.ThereChange, &row.WeekChange, &row.Beyond, &row.Gain, &row.Lose, &row.PartWeek, &row.OnlyProvider} {
		roundedRange(n)
	}
	for _, n := range []*float64{&row.People, &row.NoPoint, &row.LoseLast, &row.FewerDays, &row.AtSchool} {
		*n = Rounded(*n)
	}
	roundLists(row)
}

// roundGap makes the gap between the groups of a row that of their rounded shares.
func roundGap(row *report.Row) {
	share := func(name string) report.Range {
		at := slices.IndexFunc(row.Groups, func(g report.GroupRow) bool { return g.Name == name })
		if at < 0 {
			return report.Range{}
		}
		return row.Groups[at].GetsThere
	}
	best, worst := share(row.BestGroup), share(row.WorstGroup)
	row.GroupGap = report.Range{}
	if best.Known && worst.Known {
		row.GroupGap = report.Exact(best.V - worst.V)
	} else {
		row.BestGroup, row.WorstGroup = "", ""
	}
}

// roundLists rounds the people in the lists of a row: figures of a measure, what moves the
// row, and reasons.
func roundLists(row *report.Row) {
	row.Measured, row.Tornado = slices.Clone(row.Measured), slices.Clone(row.Tornado)
	for i := range row.Measured {
		if f := &row.Measured[i]; f.Unit == "people" {
			f.Value = Rounded(f.Value)
		}
	}
	for i := range row.Tornado {
		if b := &row.Tornado[i]; b.Count == report.CountNames()[0] {
			b.AtLow, b.At, b.AtHigh = Rounded(b.AtLow), Rounded(b.At), Rounded(b.AtHigh)
		}
	}
	reasons := report.Reasons{}
	for key, why := range row.Reasons {
		why.People = Rounded(why.People)
		reasons[key] = why
	}
	if row.Reasons != nil {
		row.Reasons = reasons
	}
	row.NextPrice = report.TwoDigits(row.NextPrice)
}

// fewIn are the areas with too few people, in an option's year, for their contacts.
func (res *Result) fewIn(option int) map[string]bool {
	out := map[string]bool{}
	for a, n := range inAreas(res.People(option)) {
		out[res.Grid.Areas[a].ID] = n < leastContacts
	}
	return out
}
