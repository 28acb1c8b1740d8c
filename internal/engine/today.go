package engine

import (
	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// todayCost returns what the first option costs the county: in total and by service,
// if its positions are known.
func (c *comparison) todayCost() report.TodayCost {
	first := c.list[0]
	a, known := &first.central, first.compiled.prices.Baseline(first.central.served)
	var out report.TodayCost
	for s := range known {
		part := report.CostParts{Known: known[s], Model: a.bill.Total(cost.County, s)}
		if !c.p.staffed(s) {
			part = report.CostParts{Known: nan, Model: nan, Reason: c.p.unknown(s)}
		}
		out.Services = append(out.Services, part)
	}
	out.CostParts = report.CostParts{Known: first.knownCost(a), Model: a.bill.Total(cost.County, -1)}
	if !c.p.allStaffed() {
		out.CostParts = report.CostParts{Known: nan, Model: nan, Reason: c.p.unknownSomewhere()}
	}
	return out
}
