package export

import (
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// aboveMark follows the pay of staff that alone is more than the unit cost.
const aboveMark = "!"

// costs writes what today costs, by service and in total: unit costs times contacts,
// the model's own lines, and the residual between them, which is the same in every
// option. Positions that are not known give no figures.
func (p *page) costs(r *report.Report) {
	s := &sheet{columns: []column{
		{head: p.head("cost_service"), least: 16},
		{head: p.head("cost_contacts"), right: true},
		{head: p.head("unit_cost"), right: true},
		{head: p.head("staff_cost"), right: true},
		{head: p.head("known_cost"), right: true},
		{head: p.head("model_cost"), right: true},
		{head: p.head("residual"), right: true},
	}}
	euros := func(v float64) string { return p.w.Fixed(v, 0) }
	above := slices.ContainsFunc(r.Today.Services, report.ServiceCost.StaffAbove)
	for k := range r.Today.Services {
		c, v := &r.Today.Services[k], &r.Services[k]
		name := p.w.Name(v.Names.Every(v.Name))
		if c.Reason.Cause != "" {
			s.add(name, p.w.People(c.Contacts), words.Dash, words.Dash, words.Dash, words.Dash, words.Dash)
			continue
		}
		staff := euros(c.StaffCost)
		switch {
		case c.StaffAbove():
			staff += aboveMark
		case above:
			staff += " "
		}
		s.add(append([]string{name, p.w.People(c.Contacts), euros(c.UnitCost), staff}, p.parts(&c.CostParts)...)...)
	}
	if all := &r.Today.CostParts; all.Reason.Cause == "" {
		s.add(append([]string{p.w.Text("all_services"), "", "", ""}, p.parts(all)...)...)
	}
	p.heading(2, p.w.Text("heading.costs"))
	p.table(s)
	if above {
		p.paragraph(p.w.Text("legend_above", "mark", aboveMark))
	}
}

// parts writes a known cost, the model's lines and the residual in millions of euros.
func (p *page) parts(c *report.CostParts) []string {
	return []string{p.w.Fixed(c.Known/1e6, 1), p.w.Fixed(c.Model/1e6, 1), p.w.Signed(c.Residual()/1e6, 1)}
}
