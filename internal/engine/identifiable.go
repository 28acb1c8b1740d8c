package engine

import "saavu/pkg/report"

// loadBasis states what the loads of a service's own stations in buildings rest on
// today.
func (c *comparison) loadBasis(service int) report.LoadBasis {
	n, derived := c.p.base.Network, false
	for _, i := range n.Serving(service) {
		p := &n.Points[i]
		if p.Provider || p.Unit >= 0 {
			continue
		}
		if p.Src != "derived" && p.Src != "assumption" {
			return report.LoadsKnown
		}
		derived = true
	}
	switch {
	case !derived || !c.p.staffed(service):
		return report.LoadsKnown
	case c.fit(service).Fitted():
		return report.LoadsFitted
	}
	return report.LoadsDerived
}
