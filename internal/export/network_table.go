package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// All prints the options over all services, then every service: points,
// facilities, the service served least, the county's euros now and at full effect,
// homes, payers and law. People are not added over services. Unless
// TableOptions.Brief is set, what the figures rest on follows.
func All(w io.Writer, r report.Report, o TableOptions) error {
	if len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	p := &page{color: o.Color, detail: o.Detail}
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
	p.heading(2, "Whole network · "+r.Name)
	p.say(strings.Join(append(world(r), frame(r), fmt.Sprint(r.Year)), " · "))
	p.say(ranges(r))
	order := blocks(r)
	p.table(networkTable().sheet(r, order, report.NetworkFigures(), r.Network))
	if payers := payerSheet(r, order); payers != nil {
		p.heading(3, "Who pays, ΔM€ a year")
		p.table(payers)
	}
	p.words(&wording{r: r, rules: true, budget: true,
		sentence: func(k int) string {
			row := r.Network[k]
			row.BudgetBuys = "" // told in a line of its own
			return report.NetworkSentence(r.Options[k], row)
		},
		movers: func(k int) []report.Mover { return r.Options[k].Movers },
	}, order)
	p.levers(r, -1)
}

func networkTable() *optionTable[report.NetworkRow] {
	return &optionTable[report.NetworkRow]{
		tone: func(o *report.Option, _ *report.NetworkRow) string { return lawTone(o) },
		columns: []optionColumn[report.NetworkRow]{
			named[report.NetworkRow](),
			{column: column{head: []string{"pts"}, right: true}, key: "points", print: as(strconv.Itoa)},
			{column: column{head: []string{"facil-", "ities"}, right: true}, key: "facilities", print: as(strconv.Itoa)},
			{column: column{head: []string{"least served", "%, service"}, least: 12}, text: leastServed},
			{column: column{head: []string{"county ΔM€", "this year"}, right: true}, key: "county_now_eur", print: as(report.Million)},
			{column: column{head: []string{"county ΔM€/y", "full effect"}, right: true}, key: "county_eur", print: as(report.Million)},
			{column: column{head: []string{"homes", "ΔM€/y"}, right: true}, key: "homes_eur", print: as(report.Million)},
			{column: column{head: []string{"one-off", "M€"}, right: true}, key: "one_off_eur", print: as(oneOff)},
			{column: column{head: []string{"law"}}, text: func(o *report.Option, _ *report.NetworkRow) string { return lawWord(o) }},
		},
	}
}

// leastServed names the service that is served least, its share first.
func leastServed(_ *report.Option, row *report.NetworkRow) string {
	if !row.MinServed.Known {
		return report.Dash
	}
	return strings.TrimSpace(report.Share(row.MinServed) + " " + row.MinServedService)
}

// payerSheet is the table of payers, transfers included; nil where no option
// has any.
func payerSheet(r *report.Report, order []block) *sheet {
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
	s := &sheet{columns: []column{{head: []string{"option"}, least: leastName}}}
	for _, name := range names {
		s.columns = append(s.columns, column{head: []string{name}, right: true, least: 9})
	}
	for _, b := range order {
		for _, k := range b.options {
			cells := make([]string, 1+len(names))
			cells[0] = r.Options[k].Name
			for i := range names {
				cells[1+i] = report.Dash
			}
			for _, p := range r.Network[k].Payers {
				cells[1+at[p.Name]] = report.Million(p.Money)
			}
			s.add(cells...)
		}
	}
	return s
}
