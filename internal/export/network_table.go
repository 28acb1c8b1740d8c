package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// All prints the options over all services, then every service: points, facilities,
// the service with the smallest share served, the county's euros now and at full
// effect, homes, payers and law. People are not summed over services. Unless
// TableOptions.Brief is set, what the figures depend on follows.
func All(w io.Writer, r report.Report, o TableOptions) error {
	if len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	p := o.page()
	p.network(&r)
	for i := range r.Services {
		if _, err := find(&r, r.Services[i].ID); err != nil {
			return err
		}
		p.service(&r, i, false, o.Detail)
	}
	if !o.Brief {
		p.basis(&r)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

func (p *page) network(r *report.Report) {
	p.heading(2, dotted(p.text("heading.network"), p.w.Name(r.Names.Every(r.Name))))
	p.paragraph(dotted(append(board.World(p.w, r), p.w.Term("frame", r.Frame), fmt.Sprint(r.Year))...))
	p.paragraph(ranges(p.w, r))
	order := board.ByYear(r)
	p.table(p.networkTable(r).sheet(r, order, report.NetworkFigures(), r.Network))
	if payers := p.payers(r, order); payers != nil {
		p.heading(3, p.text("heading.payers"))
		p.table(payers)
	}
	p.words(&wording{r: r, rules: true, budget: true,
		sentence: func(k int) string { return p.w.NetworkSentence(&r.Options[k], &r.Network[k]) },
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
			{column: column{head: p.head("points"), right: true}, key: "points", print: as(strconv.Itoa)},
			{column: column{head: p.head("facilities"), right: true}, key: "facilities", print: as(strconv.Itoa)},
			{column: column{head: p.head("least_served"), least: 12}, text: func(_ *report.Option, row *report.NetworkRow) string { return p.leastServed(r, row) }},
			{column: column{head: p.head("county_now"), right: true}, key: "county_now_eur", print: as(p.w.Million)},
			{column: column{head: p.head("county_full"), right: true}, key: "county_eur", print: as(p.w.Million)},
			{column: column{head: p.head("homes"), right: true}, key: "homes_eur", print: as(p.w.Million)},
			{column: column{head: p.head("one_off"), right: true}, key: "one_off_eur", print: as(p.oneOff)},
			{column: column{head: p.head("law")}, text: func(o *report.Option, _ *report.NetworkRow) string { return p.law(o, "") }},
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
		if v := &r.Services[i]; v.Name == row.MinServedService && !p.markdown {
			name = v.Short.Or(name)
		}
	}
	return strings.TrimSpace(p.whole(row.MinServed) + " " + p.w.Name(name))
}

// payers is the table of payers, including transfers; nil if no option has any.
func (p *page) payers(r *report.Report, order []board.Year) *sheet {
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
	s := &sheet{columns: []column{{head: p.head("option"), least: leastName, names: true}}}
	for _, name := range names {
		s.columns = append(s.columns, column{head: twoLines(p.w.Term("payer", name)), right: true, least: 9})
	}
	for _, b := range order {
		for _, k := range b.Options {
			cells := make([]string, 1+len(names))
			cells[0] = p.option(&r.Options[k])
			for i := range names {
				cells[1+i] = words.Dash
			}
			for _, x := range r.Network[k].Payers {
				cells[1+at[x.Name]] = p.w.Million(x.Money)
			}
			s.add(cells...)
		}
	}
	return s
}
