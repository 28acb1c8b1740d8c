package board

import (
	"math"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// ContractTable is who gives the contacts of services with contracts of today: a row for
// each service in the first option, and for each in another one that changes it.
type ContractTable struct {
	Head  []string // the first column names the row
	Rows  [][]string
	Lines []string // sentences
}

// leastRest is the euros a year from which what clients pay is said.
const leastRest = 0.5

// Contracts is the table of a report's contracts of today; nil without any.
func Contracts(r *report.Report, w *words.Words) *ContractTable {
	if r.Contracts == nil {
		return nil
	}
	out := &ContractTable{Head: []string{w.Text("head.cost_service")}}
	var productions []string
	for _, p := range []string{"purchased", "voucher", "third_sector", "budget", "grant"} {
		if slices.ContainsFunc(r.Contracts, func(c report.ServiceContracts) bool {
			return slices.ContainsFunc(c.By, func(y report.ProductionYear) bool { return y.Production == p })
		}) {
			productions = append(productions, p)
		}
	}
	out.Head = append(out.Head, w.Term("production", string(producers.Own)))
	for _, p := range productions {
		out.Head = append(out.Head, w.Term("production", p))
	}
	out.Head = append(out.Head, w.Text("contracts.share"), w.Text("contracts.euros"))
	for i := range r.Contracts {
		c := &r.Contracts[i]
		first := !slices.ContainsFunc(r.Contracts[:i], func(o report.ServiceContracts) bool { return o.Service == c.Service })
		if !first && !altered(r, c) {
			continue
		}
		out.row(r, w, c, productions, first)
		out.lines(r, w, c, first)
	}
	if slices.ContainsFunc(r.Contracts, func(c report.ServiceContracts) bool {
		return slices.ContainsFunc(c.Contracts, func(y report.ContractYear) bool { return y.Change != nil && y.Change.Own > 0 })
	}) {
		out.Lines = append(out.Lines, w.Text("contracts.rooms"))
	}
	return out
}

// altered reports whether an option has other contracts for a service than the first one.
func altered(r *report.Report, c *report.ServiceContracts) bool {
	at := slices.IndexFunc(r.Contracts, func(o report.ServiceContracts) bool { return o.Service == c.Service })
	return !slices.EqualFunc(r.Contracts[at].Contracts, c.Contracts, func(a, b report.ContractYear) bool {
		return a.ID == b.ID && (a.Share == b.Share || math.IsNaN(a.Share) && math.IsNaN(b.Share)) && b.Change == nil
	})
}

func (t *ContractTable) row(r *report.Report, w *words.Words, c *report.ServiceContracts, productions []string, first bool) {
	count := func(v float64) string {
		switch {
		case math.IsNaN(v):
			return words.Dash
		case v < 0.5:
			return words.NoChange
		}
		return w.Spaced(v)
	}
	cells := []string{named(r, w, c, first), count(c.Own)}
	eur := 0.0
	for _, p := range productions {
		cells = append(cells, count(c.Of(p).Contacts))
		eur += c.Of(p).EUR
	}
	share := words.Dash
	if !math.IsNaN(c.OwnShare) {
		share = w.Percent(c.OwnShare) + w.Gap() + "%"
	}
	t.Rows = append(t.Rows, append(cells, share, w.Spaced(eur)))
}

// named names a service, and its option if it is not the first one.
func named(r *report.Report, w *words.Words, c *report.ServiceContracts, first bool) string {
	if first {
		return w.Name(c.Names)
	}
	return w.Text("contracts.option", "service", w.Name(c.Names), "option", optionOf(r, w, c))
}

func optionOf(r *report.Report, w *words.Words, c *report.ServiceContracts) string {
	at := slices.IndexFunc(r.Options, func(o report.Option) bool { return o.ID == c.Option })
	return w.ShortOption(&r.Options[at])
}

// lines says what the table does not: who can use a provider's place, what clients pay, what
// a grant reports and what a change does.
func (t *ContractTable) lines(r *report.Report, w *words.Words, c *report.ServiceContracts, first bool) {
	service, option := w.Name(c.Names), optionOf(r, w, c)
	if c.OnlyProvider >= LeastVisits {
		t.Lines = append(t.Lines, w.Text("contracts.only", "service", service, "option", option, "people", w.People(c.OnlyProvider), "most", w.People(c.Most)))
	}
	rest := 0.0
	for _, y := range c.By {
		rest += y.Residents
	}
	if rest >= leastRest {
		t.Lines = append(t.Lines, w.Text("contracts.rest", "service", service, "option", option, "euros", w.Spaced(rest)))
	}
	for i := range c.Contracts {
		y := &c.Contracts[i]
		if first && y.Production == string(producers.Grant) && y.Contacts > 0 {
			t.Lines = append(t.Lines, w.Text("contracts.grant", "contract", y.ID, "service", service, "contacts", w.Spaced(y.Contacts), "euros", w.Fixed(y.PerContact, 2)))
		}
		if y.Change != nil {
			t.Lines = append(t.Lines, option+": "+w.ContractChange(y.ID, y.Share, y.Change))
		}
	}
}
