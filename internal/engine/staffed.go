package engine

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// nan is an unknown figure.
var nan = math.NaN()

// staffed reports whether the positions of a service are known at all points of
// today's network. Staff follows the clients, so one point without known positions
// makes it unknown what the whole service can serve, in every option.
func (p *Prepared) staffed(s int) bool { return len(p.unstaffed[s]) == 0 }

// allStaffed reports whether the positions of all services are known. Without them
// the euros of the whole county are unknown.
func (p *Prepared) allStaffed() bool {
	for s := range p.unstaffed {
		if !p.staffed(s) {
			return false
		}
	}
	return true
}

// mostPoints is the largest number of points that a note names.
const mostPoints = 5

// missing describes the points of a service that lack positions.
type missing struct {
	service int
	points  []string // ids of facilities, at most mostPoints
	n, all  int      // points that lack positions, and all points in buildings of the county
}

// missingStaff lists the services that lack positions somewhere.
func (p *Prepared) missingStaff() []missing {
	n := p.base.Network
	var out []missing
	for s, points := range p.unstaffed {
		if len(points) == 0 {
			continue
		}
		m := missing{service: s, n: len(points)}
		for _, i := range n.Serving(s) {
			if pt := &n.Points[i]; pt.Channel == network.OnSite && !pt.Provider {
				m.all++
			}
		}
		for _, i := range points[:min(len(points), mostPoints)] {
			m.points = append(m.points, n.Facilities[n.Points[i].Facility].ID)
		}
		out = append(out, m)
	}
	return out
}

// staffNotes states which points lack positions of what.
func (p *Prepared) staffNotes() []report.Message {
	var out []report.Message
	for _, m := range p.missingStaff() {
		out = append(out, report.NewMessage("note_staff", "service", p.base.Network.Services[m.service].ID, "n", m.n, "all", m.all, "professions", p.lacking(m.service),
			"points", report.NewMessage("some", "list", m.points, "more", m.n-len(m.points))))
	}
	return out
}

// withoutStaff states the same in an error.
func (p *Prepared) withoutStaff() []string {
	var out []string
	for _, m := range p.missingStaff() {
		out = append(out, fmt.Sprintf("%s %d of %d, such as %s", p.base.Network.Services[m.service].ID, m.n, m.all, strings.Join(m.points, ", ")))
	}
	return out
}

// lacking names the professions that have no positions at some point of a service.
func (p *Prepared) lacking(s int) []report.Term {
	n := p.base.Network
	var out []report.Term
	for f, st := range n.Services[s].Staff {
		for _, i := range p.unstaffed[s] {
			if pt := &n.Points[i]; f < len(pt.FTE) && pt.FTE[f] == 0 {
				out = append(out, report.Term{List: "profession", Word: st.Profession})
				break
			}
		}
	}
	return out
}

// unknown returns the reason for a figure that depends on positions of these
// services, some of which are unknown.
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

// unknownSomewhere returns the reason for a figure that depends on the positions of
// all services.
func (p *Prepared) unknownSomewhere() report.Reason {
	var all []int
	for s := range p.unstaffed {
		all = append(all, s)
	}
	return p.unknown(all...)
}

// blank clears the figures of a row that depend on unknown positions.
func blank(r *report.Row, why report.Reason) {
	r.Served, r.Visits, r.VisitsChange, r.Bottleneck = report.Range{}, report.Range{}, report.Range{}, ""
	r.County, r.CountyNow, r.Homes = report.Range{}, report.Range{}, report.Range{}
	r.From, r.ChildMinutes, r.Worth = 0, nan, report.Worth{}
	for i := range r.Lines {
		r.Lines[i].Money, r.Lines[i].From = report.Range{}, 0
	}
	r.Reasons = r.Reasons.Because(why, "served", "visits", "visits_change", "bottleneck", "county_eur", "county_now_eur", "homes_eur", "child_minutes", "worth", "lines")
}

// blankNetwork clears the figures of a network row that depend on unknown positions
// of some service.
func blankNetwork(n *report.NetworkRow, why report.Reason) {
	n.County, n.CountyNow, n.Homes = report.Range{}, report.Range{}, report.Range{}
	n.MinServed, n.MinServedService, n.MinServedNames = report.Range{}, "", lang.Name{}
	n.BudgetGap, n.Trades, n.Unbalanced = nan, nil, false
	n.ServedSame, n.UndoneHours = report.Range{}, report.Range{}
	for i := range n.Payers {
		n.Payers[i].Money = report.Range{}
		n.Reasons = n.Reasons.Because(why, "payers."+n.Payers[i].Name)
	}
	for i := range n.Lines {
		n.Lines[i].Money, n.Lines[i].From = report.Range{}, 0
	}
	n.Reasons = n.Reasons.Because(why, "county_eur", "county_now_eur", "homes_eur", "lines", "min_served", "min_served_service", "budget_gap_eur", "budget_buys", "served_same_budget", "undone_hours_same_budget")
}
