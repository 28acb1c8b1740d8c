package engine

import (
	"slices"

	"saavu/pkg/report"
)

// todayCost returns what the first option costs the county: in total and by service,
// if its positions are known.
func (c *comparison) todayCost() report.TodayCost {
	first := c.list[0]
	a, known := &first.central, first.compiled.prices.Baseline(first.central.served)
	var out report.TodayCost
	for s := range known {
		part := report.ServiceCost{Contacts: a.served[s].Need}
		part.Known, part.Model = known[s], a.bill.Gross(s)
		part.UnitCost, part.StaffCost = first.compiled.prices.Contact(s, &a.served[s], &a.bill)
		if !c.p.staffed(s) {
			part.CostParts = report.CostParts{Known: nan, Model: nan, Reason: c.p.unknown(s)}
			part.UnitCost, part.StaffCost = nan, nan
		}
		out.Services = append(out.Services, part)
	}
	out.CostParts = report.CostParts{Known: first.knownCost(a), Model: a.bill.Gross(-1)}
	if !c.p.allStaffed() {
		out.CostParts = report.CostParts{Known: nan, Model: nan, Reason: c.p.unknownSomewhere()}
	}
	return out
}

// unjudged reports whether no verdict is given on an option's money in a service: the
// option buys it otherwise than today's network of its year does, and today its staff
// alone costs more than its unit cost.
func (e *Evaluation) unjudged(s int) bool {
	root := e.root()
	if slices.Equal(e.County.Network.ContractsOf(s), root.County.Network.ContractsOf(s)) {
		return false
	}
	unit, staff := root.compiled.prices.Contact(s, &root.central.served[s], &root.central.bill)
	return staff > unit
}
