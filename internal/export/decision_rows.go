package export

import (
	"fmt"
	"strconv"
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
func decision(v *report.Service, long bool) *optionTable[report.Row] {
	words := func(worth string) string { return dashed(report.Short(worth)) }
	if long {
		words = dashed
	}
	return &optionTable[report.Row]{
		year: func(b block) string {
			return fmt.Sprintf("%d: %s people", b.year, report.People(v.Rows[b.options[0]].People))
		},
		tone: func(o *report.Option, row *report.Row) string {
			if tone := lawTone(o); tone != "" || !row.Best {
				return tone
			}
			return bold
		},
		columns: []optionColumn[report.Row]{
			{column: column{head: []string{"option"}, least: leastName}, text: starred},
			{column: column{head: []string{"pts"}, right: true}, key: "points", print: as(strconv.Itoa)},
			{column: column{head: []string{"gets", "there", "%"}, right: true}, key: "gets_there", print: as(report.Share)},
			{column: column{head: []string{"worst area", "% there"}, least: leastWorst}, text: worst},
			{column: column{head: []string{"gain"}, right: true}, key: "gain", print: as(peopleChange)},
			{column: column{head: []string{"lose"}, right: true}, key: "lose", print: as(peopleChange)},
			{column: column{head: []string{"can be", "served", "%"}, right: true, lean: true}, key: "served", print: as(whole)},
			{column: column{head: []string{"county", "ΔM€/y"}, right: true}, key: "county_eur", print: as(report.Million)},
			{column: column{head: []string{"homes", "ΔM€/y"}, right: true}, key: "homes_eur", print: as(middle)},
			{column: column{head: []string{"value,", "€ a person"}}, key: "worth", print: as(words)},
			{column: column{head: []string{"served", "at same", "€ %"}, right: true, lean: true}, key: "served_same_budget", print: as(whole)},
			{column: column{head: []string{"law"}}, text: func(o *report.Option, _ *report.Row) string { return lawWord(o) }},
		},
	}
}

// starred is the name of an option, with a star where it is best.
func starred(o *report.Option, row *report.Row) string {
	if row.Best {
		return "*" + o.Name
	}
	return " " + o.Name
}

// worst names the area where fewest get there, its share first.
func worst(_ *report.Option, row *report.Row) string {
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

// lawTone is the colour of an option that breaks law.
func lawTone(o *report.Option) string {
	if lawWord(o) == lawBroken {
		return red
	}
	return ""
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
