package export

import (
	"fmt"
	"strings"

	"saavu/pkg/report"
)

// Columns that lines which are too long take from: no shorter than this, unless
// the figures are of the widest.
const (
	leastName  = 15
	leastWorst = 12
)

// smallChange stands for people whose number is smaller than its range.
const smallChange = "≈0"

// decision is the table of one service. Its value for money is in short words,
// unless lines may be long.
func decision(r *report.Report, v *report.Service, order []block, long bool) *sheet {
	words := report.Short
	if long {
		words = func(worth string) string { return worth }
	}
	s := &sheet{tones: map[int]string{}, columns: []column{
		{head: []string{"option"}, least: leastName},
		{head: []string{"pts"}, right: true},
		{head: []string{"gets", "there", "%"}, right: true},
		{head: []string{"worst area", "% there"}, least: leastWorst},
		{head: []string{"gain"}, right: true},
		{head: []string{"lose"}, right: true},
		{head: []string{"can be", "served", "%"}, right: true, lean: true},
		{head: []string{"county", "ΔM€/y"}, right: true},
		{head: []string{"homes", "ΔM€/y"}, right: true},
		{head: []string{"value,", "€ a person"}},
		{head: []string{"served", "at same", "€ %"}, right: true, lean: true},
		{head: []string{"law"}},
	}}
	for _, b := range order {
		if len(order) > 1 {
			s.add(fmt.Sprintf("%d: %s people", b.year, report.People(v.Rows[b.options[0]].People)))
		}
		for _, k := range b.options {
			s.decide(&r.Options[k], &v.Rows[k], words)
		}
	}
	return s
}

// decide adds one option's row.
func (s *sheet) decide(o *report.Option, row *report.Row, words func(string) string) {
	name, law := " "+o.Name, lawWord(o)
	tone := ""
	if row.Best {
		name, tone = "*"+o.Name, bold
	}
	if law == lawBroken {
		tone = red
	}
	gain, lose, worth := peopleChange(row.Gain), peopleChange(row.Lose), words(row.Worth)
	if o.Against < 0 {
		gain, lose, worth = report.Dash, report.Dash, report.Dash
	}
	if worth == "" {
		worth = report.Dash
	}
	s.tones[len(s.rows)] = tone
	s.add(name, fmt.Sprint(row.Points), report.Share(row.GetsThere), worst(row), gain, lose,
		whole(row.Served), report.Million(row.County), middle(row.Homes), worth, whole(row.ServedSame), law)
}

// worst names the area where fewest get there, its share first.
func worst(row *report.Row) string {
	if row.WorstArea == "" {
		return report.Dash
	}
	return whole(row.WorstShare) + " " + row.WorstArea
}

// peopleChange writes those who gain or lose; a number smaller than its range
// is not printed as one.
func peopleChange(v report.Range) string {
	switch {
	case !v.Known:
		return report.Dash
	case v.V != 0 && v.Direction() == 0:
		return smallChange
	}
	return report.People(v.V)
}

// whole and middle write a range without its half: there is no room in a line.
func whole(v report.Range) string { return report.Share(middleOf(v)) }

func middle(v report.Range) string { return report.Million(middleOf(v)) }

func middleOf(v report.Range) report.Range {
	v.Lo, v.Hi = v.V, v.V
	return v
}

// Words for the gravest of an option's breaches.
const (
	lawBroken = "LAW"      // breaks law that today's network keeps, or breaks it more
	ownBroken = "own rule" // the same of a rule of the county's own
	asToday   = "as today" // breaks only what today's network breaks
)

// lawWord gives the gravest of an option's breaches in one word; "ok" where it
// keeps all but wishes, a dash where no rule was checked.
func lawWord(o *report.Option) string {
	word, rank := report.Dash, 0
	take := func(w string, n int) {
		if n > rank {
			word, rank = w, n
		}
	}
	for _, b := range o.Breaches {
		switch {
		case b.Verdict == "ok", b.Severity == report.Wish && b.Verdict != "not checked":
			take("ok", 1)
		case b.Verdict == "inherited":
			take(asToday, 2)
		case b.Verdict == "breach" && b.Severity == report.OwnRule:
			take(ownBroken, 3)
		case b.Verdict == "breach":
			take(lawBroken, 4)
		}
	}
	return word
}

// legend explains only the marks that the table holds, the star in a line of
// its own.
func legend(r *report.Report, v *report.Service) []string {
	best, small := false, false
	law := map[string]bool{}
	for k := range r.Options {
		o, row := &r.Options[k], &v.Rows[k]
		best = best || row.Best
		small = small || o.Against >= 0 && (peopleChange(row.Gain) == smallChange || peopleChange(row.Lose) == smallChange)
		law[lawWord(o)] = true
	}
	var lines, list []string
	if best {
		lines = append(lines, "* no option of its year is better on all counts (gets there, served at same €, homes €, € left)")
	}
	if small {
		list = append(list, smallChange+" a change smaller than its range")
	}
	for _, m := range [...]struct{ word, means string }{
		{asToday, "breaks only what today's network breaks"},
		{ownBroken, "breaks a rule of the county's own anew"},
		{lawBroken, "breaks law anew"},
	} {
		if law[m.word] {
			list = append(list, m.word+": "+m.means)
		}
	}
	if len(list) > 0 {
		lines = append(lines, strings.Join(list, " · "))
	}
	return lines
}
