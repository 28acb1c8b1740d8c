package export

import (
	"fmt"
	"io"
	"strings"

	"saavu/pkg/report"
)

// NetworkTable prints the options over all services: points, facilities, the
// service served least, the county's euros now and at full effect, homes,
// payers and law. People are not added over services. Unless
// TableOptions.Brief is set, what the figures rest on follows.
func NetworkTable(w io.Writer, r report.Report, o TableOptions) error {
	if len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	p := &page{color: o.Color, detail: o.Detail}
	p.network(&r)
	if !o.Brief {
		p.basis(&r)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// All prints the network, then every service, then what the figures rest on.
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
	p.table(networkSheet(r, order))
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

func networkSheet(r *report.Report, order []block) *sheet {
	s := &sheet{tones: map[int]string{}, columns: []column{
		{head: []string{"option"}, least: leastName},
		{head: []string{"pts"}, right: true},
		{head: []string{"facil-", "ities"}, right: true},
		{head: []string{"least served", "%, service"}, least: 12},
		{head: []string{"county ΔM€", "this year"}, right: true},
		{head: []string{"county ΔM€/y", "full effect"}, right: true},
		{head: []string{"homes", "ΔM€/y"}, right: true},
		{head: []string{"one-off", "M€"}, right: true},
		{head: []string{"law"}},
	}}
	for _, b := range order {
		if len(order) > 1 {
			s.add(fmt.Sprintf("%d", b.year))
		}
		for _, k := range b.options {
			o, row := &r.Options[k], &r.Network[k]
			law, tone := lawWord(o), ""
			if law == lawBroken {
				tone = red
			}
			least := report.Dash
			if row.MinServed.Known {
				least = strings.TrimSpace(report.Share(row.MinServed) + " " + row.MinServedService)
			}
			s.tones[len(s.rows)] = tone
			s.add(o.Name, fmt.Sprint(row.Points), fmt.Sprint(row.Facilities), least, report.Million(row.CountyNow),
				report.Million(row.County), report.Million(row.Homes), oneOff(row.OneOff), law)
		}
	}
	return s
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
