package export

import (
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// The least widths of the columns that are shortened in lines that are too long,
// unless the figures are as wide as possible.
const (
	leastName  = 15
	leastWorst = 12
)

// decision is the table of one service. Value for money is in short words, unless
// long lines are allowed.
func (p *page) decision(v *report.Service) *optionTable[report.Row] {
	worth := func(x report.Worth) string { return dashed(p.w.ShortWorth(x)) }
	if p.markdown {
		worth = func(x report.Worth) string { return dashed(p.w.Worth(x)) }
	}
	return &optionTable[report.Row]{
		year: func(b board.Year) string {
			return p.w.Text("people_of_year", "year", report.Year(b.Year), "people", p.w.People(v.Rows[b.Options[0]].People))
		},
		tone: func(o *report.Option, row *report.Row) string {
			if tone := lawTone(o); tone != "" || !row.Best {
				return tone
			}
			return bold
		},
		columns: []optionColumn[report.Row]{
			{column: column{head: p.head("option"), least: leastName, names: true}, text: p.starred},
			{column: column{head: p.head("gets_there"), right: true}, key: "gets_there", print: as(p.w.Share)},
			{column: column{head: p.head("worst"), least: leastWorst}, text: p.worst},
			{column: column{head: p.head("gain"), right: true}, key: "gain", print: as(p.peopleChange)},
			{column: column{head: p.head("lose"), right: true}, key: "lose", print: as(p.peopleChange)},
			{column: column{head: p.head("served"), right: true, lean: true}, key: "served", print: as(p.part)},
			{column: column{head: p.head("county"), right: true}, key: "county_eur", print: as(p.middle)},
			{column: column{head: p.head("homes"), right: true}, key: "homes_eur", print: as(p.middle)},
			{column: column{head: p.head("worth")}, key: "worth", print: as(worth)},
			{column: column{head: p.head("same_budget"), right: true, lean: true}, key: "served_same_budget", print: as(p.part)},
			{column: column{head: p.head("law")}, text: func(o *report.Option, _ *report.Row) string { return p.law(o, v.ID) }},
		},
	}
}

// starred returns the name of an option, with a star if it is best.
func (p *page) starred(o *report.Option, row *report.Row) string {
	if row.Best {
		return "*" + p.option(o)
	}
	return " " + p.option(o)
}

// head returns the lines of the head of a column: where lines have no end, its words on the
// HTML page.
func (p *page) head(key string) []string {
	if wide := "wide.head." + key; p.markdown && words.Has(wide) {
		return []string{p.w.Text(wide)}
	}
	return strings.Split(p.w.Text("head."+key), "\n")
}

// worst names the area with the lowest share that gets there, the share first. Of several
// with the same share it says how many there are, and where lines have no end which.
func (p *page) worst(_ *report.Option, row *report.Row) string {
	if row.WorstArea == "" {
		return words.Dash
	}
	name := p.w.Worst(row)
	if !p.markdown {
		name = p.w.Name(row.WorstNames.Every(row.WorstArea))
		if n := len(row.Worst()); n > 1 {
			name = p.w.Text("worst_several", "n", n)
		}
	}
	return p.whole(row.WorstShare) + " " + name
}

// peopleChange writes the people who gain or lose. A number that is no clear
// difference is not printed.
func (p *page) peopleChange(v report.Range) string {
	switch {
	case !v.Known:
		return words.Dash
	case v.V != 0 && v.Sign() == 0:
		return board.SmallChange
	case p.markdown:
		return p.w.Counted(v)
	}
	return p.w.People(v.V)
}

// whole and middle write a range without its half, because a line has no room for
// it.
func (p *page) whole(v report.Range) string { return p.w.Share(middleOf(v)) }

// part writes a share with its range where lines have no end.
func (p *page) part(v report.Range) string {
	if p.markdown {
		return p.w.Share(v)
	}
	return p.whole(v)
}

// middle does not print a change of euros that is no clear difference.
func (p *page) middle(v report.Range) string {
	text := p.w.Million(middleOf(v))
	if v.Usable() && v.Sign() == 0 && text != p.w.Million(report.Exact(0)) {
		return board.SmallChange
	}
	return text
}

func middleOf(v report.Range) report.Range {
	v.Lo, v.Hi = v.V, v.V
	return v
}

// countyMark follows a word about a rule of the whole county in the table of a service.
const countyMark = "†"

// law writes the most serious of an option's breaches in a service; "" stands for all
// services.
func (p *page) law(o *report.Option, service string) string {
	key, county := board.GravestIn(o, service)
	switch {
	case key == "":
		return words.Dash
	case county && key != board.LawKept:
		return p.text(key) + countyMark
	}
	return p.text(key)
}

// lawTone is the colour of an option that breaks a law.
func lawTone(o *report.Option) string {
	if board.Gravest(o) == board.LawBroken {
		return red
	}
	return ""
}

// legend explains the marks that occur in the table, the star in its own line.
func (p *page) legend(r *report.Report, v *report.Service) []string {
	best, small, stated, county, unjudged := false, false, false, false, false
	law := map[string]bool{}
	for k := range r.Options {
		o, row := &r.Options[k], &v.Rows[k]
		best = best || row.Best
		unjudged = unjudged || row.Worth.Verdict == report.NotJudged && !p.markdown
		stated = stated || row.Worth.Verdict == report.Stated && !p.markdown
		small = small || o.Against >= 0 && slices.Contains([]string{p.peopleChange(row.Gain), p.peopleChange(row.Lose), p.middle(row.County), p.middle(row.Homes)}, board.SmallChange)
		key, whole := board.GravestIn(o, v.ID)
		law[key], county = true, county || whole && key != board.LawKept
	}
	var lines, list []string
	if best {
		lines = append(lines, p.w.Text("legend_best"))
	}
	if small {
		list = append(list, p.w.Text("legend_small"))
	}
	if stated {
		list = append(list, p.w.Text("legend_worth"))
	}
	for _, m := range [...]struct{ key, means string }{{board.AsToday, "legend_today"}, {board.OwnBroken, "legend_own"}, {board.LawBroken, "legend_law"}} {
		if law[m.key] && !p.markdown {
			list = append(list, p.w.Text(m.means))
		}
	}
	if unjudged {
		list = append(list, p.w.Text("legend_verdict"))
	}
	if county {
		list = append(list, p.w.Text("legend_county", "mark", countyMark))
	}
	if len(list) > 0 {
		lines = append(lines, dotted(list...))
	}
	return lines
}
