package engine

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/report"
)

// nan is a figure that is not known.
var nan = math.NaN()

// staffed says whether the positions of a service are known at all points of
// today's network. Staff follows the clients, so that one point without them
// leaves what the whole service can serve unknown, in every option.
func (p *Prepared) staffed(s int) bool { return len(p.unstaffed[s]) == 0 }

// allStaffed says whether the positions of all services are known: the euros of
// the whole county are not without them.
func (p *Prepared) allStaffed() bool {
	for s := range p.unstaffed {
		if !p.staffed(s) {
			return false
		}
	}
	return true
}

// mostPoints is how many points a note names.
const mostPoints = 5

// staffNotes tells which points lack positions of what.
func (p *Prepared) staffNotes() []string {
	n := p.base.Network
	var out []string
	for s, points := range p.unstaffed {
		if len(points) == 0 {
			continue
		}
		all := 0
		for _, i := range n.Serving(s) {
			if pt := &n.Points[i]; pt.Channel == network.OnSite && !pt.Provider {
				all++
			}
		}
		var names []string
		for _, i := range points[:min(len(points), mostPoints)] {
			names = append(names, n.Facilities[n.Points[i].Facility].ID)
		}
		list := strings.Join(names, ", ")
		if more := len(points) - len(names); more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		out = append(out, fmt.Sprintf("%s: %d of %d points have no positions of %s, so what can be served and what it costs is not known: %s",
			n.Services[s].ID, len(points), all, p.lacking(s), list))
	}
	return out
}

// lacking names the professions that some point of a service has none of.
func (p *Prepared) lacking(s int) string {
	n := p.base.Network
	var out []string
	for f, st := range n.Services[s].Staff {
		for _, i := range p.unstaffed[s] {
			if pt := &n.Points[i]; f < len(pt.FTE) && pt.FTE[f] == 0 {
				out = append(out, st.Profession)
				break
			}
		}
	}
	return strings.Join(out, ", ")
}

// unknown is the reason of what rests on positions that are not known of some of
// these services.
func (p *Prepared) unknown(services ...int) report.Reason {
	why := report.Reason{Cause: report.Unstaffed}
	for _, s := range services {
		if !p.staffed(s) {
			why.Points += len(p.unstaffed[s])
			why.Services = append(why.Services, p.base.Network.Services[s].ID)
		}
	}
	return why
}

// unknownSomewhere is the reason of what rests on the positions of all services.
func (p *Prepared) unknownSomewhere() report.Reason {
	var all []int
	for s := range p.unstaffed {
		all = append(all, s)
	}
	return p.unknown(all...)
}

// blank takes out of a row what rests on positions that are not known.
func blank(r *report.Row, why report.Reason) {
	r.Served, r.Bottleneck = report.Range{}, ""
	r.County, r.CountyNow, r.Homes = report.Range{}, report.Range{}, report.Range{}
	r.From, r.ChildMinutes, r.Worth = 0, nan, ""
	r.Reasons = r.Reasons.Because(why, "served", "bottleneck", "county_eur", "county_now_eur", "homes_eur", "child_minutes", "worth")
}

// blankNetwork takes out of a network row what rests on positions that are not
// known of some service.
func blankNetwork(n *report.NetworkRow, why report.Reason) {
	n.County, n.CountyNow, n.Homes = report.Range{}, report.Range{}, report.Range{}
	n.MinServed, n.MinServedService = report.Range{}, ""
	n.BudgetGap, n.BudgetBuys, n.Unbalanced = nan, "", false
	for i := range n.Payers {
		n.Payers[i].Money = report.Range{}
		n.Reasons = n.Reasons.Because(why, "payers."+n.Payers[i].Name)
	}
	for i := range n.Lines {
		n.Lines[i].Money, n.Lines[i].From = report.Range{}, 0
	}
	n.Reasons = n.Reasons.Because(why, "county_eur", "county_now_eur", "homes_eur", "lines", "min_served", "min_served_service", "budget_gap_eur", "budget_buys")
}
