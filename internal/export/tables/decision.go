package tables

import (
	"slices"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// leastWorst is the least width of the column of the worst area, as leastName is of names.
const leastWorst = 12

// decision is the table of one service. Value for money is in short words, unless
// long lines are allowed.
func (p *page) decision(v *report.Service) *optionTable[report.Row] {
	worth := func(x report.Worth) string { return plain.OrDash(p.Words.ShortWorth(x)) }
	if p.Markdown {
		worth = func(x report.Worth) string { return plain.OrDash(p.Words.Worth(x)) }
	}
	return &optionTable[report.Row]{
		year: func(b board.Year) string {
			return p.Words.Text("people_of_year", "year", report.Year(b.Year), "people", p.Words.People(v.Rows[b.Options[0]].People))
		},
		tone: func(o *report.Option, row *report.Row) string {
			if tone := lawTone(o); tone != "" || !row.Best {
				return tone
			}
			return plain.Bold
		},
		columns: []optionColumn[report.Row]{
			{Column: plain.Column{Head: p.ColumnHead("option"), Least: plain.LeastName, Names: true}, text: p.starred},
			{Column: plain.Column{Head: p.ColumnHead("gets_there"), Right: true}, key: "gets_there", print: as(p.Words.Share)},
			{Column: plain.Column{Head: p.ColumnHead("worst"), Least: leastWorst}, text: p.worst},
			{Column: plain.Column{Head: p.ColumnHead("gain"), Right: true}, key: "gain", print: as(p.peopleChange)},
			{Column: plain.Column{Head: p.ColumnHead("lose"), Right: true}, key: "lose", print: as(p.peopleChange)},
			{Column: plain.Column{Head: p.ColumnHead("served"), Right: true, Lean: true}, key: "served", print: as(p.part)},
			{Column: plain.Column{Head: p.ColumnHead("county"), Right: true}, key: "county_eur", print: as(p.middle)},
			{Column: plain.Column{Head: p.ColumnHead("homes"), Right: true}, key: "homes_eur", print: as(p.middle)},
			{Column: plain.Column{Head: p.ColumnHead("worth")}, key: "worth", print: as(worth)},
			{Column: plain.Column{Head: p.ColumnHead("same_budget"), Right: true, Lean: true}, key: "served_same_budget", print: as(p.part)},
			{Column: plain.Column{Head: p.ColumnHead("law")}, text: func(o *report.Option, _ *report.Row) string { return p.law(o, v.ID) }},
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

// worst names the area with the lowest share that gets there, the share first. Of several
// with the same share it says how many there are, and where lines have no end which.
func (p *page) worst(_ *report.Option, row *report.Row) string {
	if row.WorstArea == "" {
		return words.Dash
	}
	name := p.Words.Worst(row)
	if !p.Markdown {
		name = p.Words.Name(row.WorstNames.Every(row.WorstArea))
		if n := len(row.Worst()); n > 1 {
			name = p.Words.Text("worst_several", "n", n)
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
	case p.Markdown:
		return p.Words.Counted(v)
	}
	return p.Words.People(v.V)
}

// part writes a share with its range where lines have no end.
func (p *page) part(v report.Range) string {
	if p.Markdown {
		return p.Words.Share(v)
	}
	return p.whole(v)
}

// middle does not print a change of euros that is no clear difference.
func (p *page) middle(v report.Range) string {
	text := p.Words.Million(middleOf(v))
	if v.Usable() && v.Sign() == 0 && text != p.Words.Million(report.Exact(0)) {
		return board.SmallChange
	}
	return text
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
		return p.Text(key) + countyMark
	}
	return p.Text(key)
}

// lawTone is the colour of an option that breaks a law.
func lawTone(o *report.Option) string {
	if board.Gravest(o) == board.LawBroken {
		return plain.Red
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
		unjudged = unjudged || row.Worth.Verdict == report.NotJudged && !p.Markdown
		stated = stated || row.Worth.Verdict == report.Stated && !p.Markdown
		small = small || o.Against >= 0 && slices.Contains([]string{p.peopleChange(row.Gain), p.peopleChange(row.Lose), p.middle(row.County), p.middle(row.Homes)}, board.SmallChange)
		key, whole := board.GravestIn(o, v.ID)
		law[key], county = true, county || whole && key != board.LawKept
	}
	var lines, list []string
	if best {
		lines = append(lines, p.Words.Text("legend_best"))
	}
	if small {
		list = append(list, p.Words.Text("legend_small"))
	}
	if stated {
		list = append(list, p.Words.Text("legend_worth"))
	}
	for _, m := range [...]struct{ key, means string }{{board.AsToday, "legend_today"}, {board.OwnBroken, "legend_own"}, {board.LawBroken, "legend_law"}} {
		if law[m.key] && !p.Markdown {
			list = append(list, p.Words.Text(m.means))
		}
	}
	if unjudged {
		list = append(list, p.Words.Text("legend_verdict"))
	}
	if county {
		list = append(list, p.Words.Text("legend_county", "mark", countyMark))
	}
	if len(list) > 0 {
		lines = append(lines, plain.Dotted(list...))
	}
	return lines
}

func middleOf(v report.Range) report.Range {
	v.Lo, v.Hi = v.V, v.V
	return v
}

// whole and middle write a range without its half, because a line has no room for
// it.
func (p *page) whole(v report.Range) string { return p.Words.Share(middleOf(v)) }
