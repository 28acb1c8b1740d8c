package tables

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// All prints the options over all services, then every service: points, facilities,
// the service with the smallest share served, the county's euros now and at full
// effect, homes, payers and law. People are not summed over services. Unless
// plain.Options.Brief is set, what the figures depend on follows.
func All(w io.Writer, r report.Report, o plain.Options) error {
	if len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	p := &page{o.Page()}
	p.network(&r)
	for i := range r.Services {
		if _, err := board.Find(&r, r.Services[i].ID); err != nil {
			return err
		}
		p.service(&r, i, false, o.Detail)
	}
	if !o.Brief {
		p.basis(&r)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

func (p *page) network(r *report.Report) {
	p.Heading(2, plain.Dotted(p.Text("heading.network"), p.Words.Name(r.Names.Every(r.Name))))
	p.Paragraph(plain.Dotted(append(board.World(p.Words, r), p.Words.Term("frame", r.Frame), fmt.Sprint(r.Year))...))
	p.Paragraph(ranges(p.Words, r))
	order := board.ByYear(r)
	p.Sheet(p.networkTable(r).sheet(r, order, report.NetworkFigures(), r.Network))
	if payers := p.payers(r, order); payers != nil {
		p.Heading(3, p.Text("heading.payers"))
		p.Sheet(payers)
	}
	p.words(&wording{r: r, rules: true, budget: true,
		sentence: func(k int) string { return p.Words.NetworkSentence(&r.Options[k], &r.Network[k]) },
		movers:   func(k int) []report.Mover { return r.Options[k].Movers },
		odds:     func(k int) report.Odds { return r.Network[k].Odds },
	}, order)
	p.levers(r, -1)
}

func (p *page) networkTable(r *report.Report) *optionTable[report.NetworkRow] {
	return &optionTable[report.NetworkRow]{
		tone: func(o *report.Option, _ *report.NetworkRow) string { return lawTone(o) },
		columns: []optionColumn[report.NetworkRow]{
			named[report.NetworkRow](p),
			{Column: plain.Column{Head: p.ColumnHead("points"), Right: true}, key: "points", print: as(strconv.Itoa)},
			{Column: plain.Column{Head: p.ColumnHead("facilities"), Right: true}, key: "facilities", print: as(strconv.Itoa)},
			{Column: plain.Column{Head: p.ColumnHead("least_served"), Least: 12}, text: func(_ *report.Option, row *report.NetworkRow) string { return p.leastServed(r, row) }},
			{Column: plain.Column{Head: p.ColumnHead("county_now"), Right: true}, key: "county_now_eur", print: as(p.Words.Million)},
			{Column: plain.Column{Head: p.ColumnHead("county_full"), Right: true}, key: "county_eur", print: as(p.Words.Million)},
			{Column: plain.Column{Head: p.ColumnHead("homes"), Right: true}, key: "homes_eur", print: as(p.Words.Million)},
			{Column: plain.Column{Head: p.ColumnHead("one_off"), Right: true}, key: "one_off_eur", print: as(p.oneOff)},
			{Column: plain.Column{Head: p.ColumnHead("law")}, text: func(o *report.Option, _ *report.NetworkRow) string { return p.law(o, "") }},
		},
	}
}

// leastServed names the service with the smallest share served, the share first: on
// a screen by its short form.
func (p *page) leastServed(r *report.Report, row *report.NetworkRow) string {
	if !row.MinServed.Known {
		return words.Dash
	}
	name := row.MinServedNames.Every(row.MinServedService)
	for i := range r.Services {
		if v := &r.Services[i]; v.Name == row.MinServedService && !p.Markdown {
			name = v.Short.Or(name)
		}
	}
	return strings.TrimSpace(p.whole(row.MinServed) + " " + p.Words.Name(name))
}

// payers is the table of payers, including transfers; nil if no option has any.
func (p *page) payers(r *report.Report, order []board.Year) *plain.Sheet {
	var names []string
	at := map[string]int{}
	for _, n := range r.Network {
		for _, p := range n.Payers {
			if _, known := at[p.Name]; !known {
				at[p.Name] = len(names)
				names = append(names, p.Name)
			}
		}
	}
	if names == nil {
		return nil
	}
	s := &plain.Sheet{Columns: []plain.Column{{Head: p.ColumnHead("option"), Least: plain.LeastName, Names: true}}}
	for _, name := range names {
		s.Columns = append(s.Columns, plain.Column{Head: plain.TwoLines(p.Words.Term("payer", name)), Right: true, Least: 9})
	}
	for _, b := range order {
		for _, k := range b.Options {
			cells := make([]string, 1+len(names))
			cells[0] = p.option(&r.Options[k])
			for i := range names {
				cells[1+i] = words.Dash
			}
			for _, x := range r.Network[k].Payers {
				cells[1+at[x.Name]] = p.Words.Million(x.Money)
			}
			s.Add(cells...)
		}
	}
	return s
}
