package tables

import (
	"slices"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// aboveMark follows the pay of staff that alone is more than the unit cost.
const aboveMark = "!"

// costs writes what today costs, by service and in total: unit costs times contacts,
// the model's own lines, and the residual between them, which is the same in every
// option. Positions that are not known give no figures.
func (p *page) costs(r *report.Report) {
	s := &plain.Sheet{Columns: []plain.Column{
		{Head: p.ColumnHead("cost_service"), Least: 16},
		{Head: p.ColumnHead("cost_contacts"), Right: true},
		{Head: p.ColumnHead("unit_cost"), Right: true},
		{Head: p.ColumnHead("staff_cost"), Right: true},
		{Head: p.ColumnHead("known_cost"), Right: true},
		{Head: p.ColumnHead("model_cost"), Right: true},
		{Head: p.ColumnHead("residual"), Right: true},
	}}
	euros := func(v float64) string { return p.Words.Fixed(v, 0) }
	above := slices.ContainsFunc(r.Today.Services, report.ServiceCost.StaffAbove)
	for k := range r.Today.Services {
		c, v := &r.Today.Services[k], &r.Services[k]
		name := p.Words.Name(v.Names.Every(v.Name))
		if c.Reason.Cause != "" {
			s.Add(name, p.Words.People(c.Contacts), words.Dash, words.Dash, words.Dash, words.Dash, words.Dash)
			continue
		}
		staff := euros(c.StaffCost)
		switch {
		case c.StaffAbove():
			staff += aboveMark
		case above:
			staff += " "
		}
		s.Add(append([]string{name, p.Words.People(c.Contacts), euros(c.UnitCost), staff}, p.parts(&c.CostParts)...)...)
	}
	if all := &r.Today.CostParts; all.Reason.Cause == "" {
		s.Add(append([]string{p.Words.Text("all_services"), "", "", ""}, p.parts(all)...)...)
	}
	p.Heading(2, p.Words.Text("heading.costs"))
	p.Sheet(s)
	if above {
		p.Paragraph(p.Words.Text("legend_above", "mark", aboveMark))
	}
}

// parts writes a known cost, the model's lines and the residual in millions of euros.
func (p *page) parts(c *report.CostParts) []string {
	return []string{p.Words.Fixed(c.Known/1e6, 1), p.Words.Fixed(c.Model/1e6, 1), p.Words.Signed(c.Residual()/1e6, 1)}
}
