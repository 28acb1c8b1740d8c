package report

import (
	"math"
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// Centre is the seat of a centre of a template in an option: what of the template it has
// in its own building, and how far the rest is.
type Centre struct {
	Option       string // id
	Year         int    // of the option
	Template     NamedID
	Seat         NamedID    // facility
	Building     string     // id; "" for a building of its own
	Placed       bool       // the option places it
	Required     int        // services of the template, those that the county lacks included
	House        []NamedID  // required services in the same building
	Sites        []SiteTime // required services of the county elsewhere
	Missing      []string   // ids of required services that the county lacks
	Within       float64    // minutes in which sites may lie
	M2           float64    // gross square metres of the rooms of the template; 0 without rooms
	Coordination float64    // positions; 0 if the option does not place it
}

// SiteTime is a service outside the seat's building. Minutes by public transport are those
// to its nearest point on site: +Inf where none is reached, NaN where they are not known.
type SiteTime struct {
	Service NamedID
	Minutes float64
}

// Score is the share of the required services that are in the seat's building, 0 to 1.
func (c *Centre) Score() float64 { return ratio(float64(len(c.House)), float64(c.Required)) }

// Complete counts the required services in the seat's building or near enough.
func (c *Centre) Complete() int {
	n := len(c.House)
	for _, s := range c.Sites {
		if s.Minutes <= c.Within {
			n++
		}
	}
	return n
}

// CentreOf describes the seat of a template's centre. minutes gives the time between two
// facilities.
func CentreOf(n *network.Network, template, seat int, minutes func(from, to int) float64) Centre {
	t, f := &n.Templates[template], &n.Facilities[seat]
	out := Centre{Template: NamedID{t.ID, t.Name.Or(t.Name)}, Seat: NamedID{f.ID, f.Called()}, Required: len(t.Required), Within: t.SitesWithin}
	if b := n.BuildingOf(seat); b >= 0 {
		out.Building = n.Buildings[b].ID
	}
	if slices.ContainsFunc(n.Centres, func(c network.Centre) bool { return c.Facility == seat }) {
		out.Placed, out.Coordination = true, t.Coordination
	}
	house := n.House(seat)
	for _, id := range t.Required {
		s := n.Service(id)
		if s < 0 {
			out.Missing = append(out.Missing, id)
			continue
		}
		named := NamedID{id, n.Services[s].Name.Or(n.Services[s].Name)}
		if n.GivenIn(house, s) {
			out.House = append(out.House, named)
			continue
		}
		best, unknown := math.Inf(1), false
		for _, p := range n.Serving(s) {
			if pt := &n.Points[p]; pt.Channel == network.OnSite {
				m := minutes(seat, pt.Facility)
				unknown = unknown || math.IsNaN(m)
				if m < best {
					best = m
				}
			}
		}
		if math.IsInf(best, 1) && unknown {
			best = math.NaN()
		}
		out.Sites = append(out.Sites, SiteTime{named, best})
	}
	return out
}

// bundleComplete requires that every required service of a template is in the building of
// each of its seats, or near enough by public transport. Services that the county lacks
// and unknown times leave it open.
func bundleComplete(r Rule, c Case) finding {
	var far, open []Message
	items := map[string]float64{}
	seats := 0
	for t := range c.Network.Templates {
		if len(r.Items) > 0 && !slices.Contains(r.Items, c.Network.Templates[t].ID) {
			continue
		}
		for _, f := range c.Network.Seats(t) {
			seats++
			x := CentreOf(c.Network, t, f, c.Minutes)
			var lacks, unknown []lang.Name
			for _, id := range x.Missing {
				unknown = append(unknown, lang.Same(id))
			}
			for _, s := range x.Sites {
				switch {
				case math.IsNaN(s.Minutes):
					unknown = append(unknown, s.Service.Names)
				case s.Minutes > x.Within:
					lacks = append(lacks, s.Service.Names)
					items[x.Seat.ID+" "+s.Service.ID] = 1
				}
			}
			if lacks != nil {
				far = append(far, NewMessage("rule_far", "facility", x.Seat.Names, "services", lacks))
			}
			if unknown != nil {
				open = append(open, NewMessage("rule_far", "facility", x.Seat.Names, "services", unknown))
			}
		}
	}
	switch {
	case seats == 0:
		return unchecked("rule_no_seat")
	case far == nil && open != nil:
		return finding{unknown: true, detail: listed("rule_not_known", open)}
	}
	return finding{detail: listed("rule_not_near", far), items: items}
}
