package network

import (
	"fmt"
	"math"
	"slices"

	"saavu/pkg/population"
)

// faults collects the faults of a network.
type faults []error

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Errorf(format, args...)) }

// Validate checks a network that was assembled by other code. It finds empty
// and repeated ids, unknown words, indexes out of range, staff that do not
// match the service's professions, and numbers below zero or not finite. It
// returns all faults, in the order of services, facilities, points, units,
// remote shares and contracts; nil if there are none. It does not check the
// upper limit of Facility.Column, which depends on the matrix.
func (n *Network) Validate() []error {
	var f faults
	n.checkIDs(&f)
	for i := range n.Services {
		n.Services[i].check(&f)
	}
	for i := range n.Facilities {
		n.Facilities[i].check(&f)
	}
	n.checkProducts(&f)
	n.checkBuildings(&f)
	for i := range n.Points {
		n.checkPoint(&f, &n.Points[i])
	}
	for i := range n.Units {
		n.checkUnit(&f, &n.Units[i])
	}
	n.checkShares(&f)
	return f
}

// checkIDs finds empty and repeated ids within each list.
func (n *Network) checkIDs(f *faults) {
	unique(f, "service", n.Services, func(s Service) string { return s.ID })
	unique(f, "facility", n.Facilities, func(x Facility) string { return x.ID })
	unique(f, "building", n.Buildings, func(b Building) string { return b.ID })
	unique(f, "service point", n.Points, func(p ServicePoint) string { return p.ID })
	unique(f, "mobile unit", n.Units, func(u Unit) string { return u.ID })
}

func unique[T any](f *faults, what string, list []T, id func(T) string) {
	seen := make(map[string]int, len(list))
	for i, x := range list {
		switch first, twice := seen[id(x)]; {
		case id(x) == "":
			f.add("%s %d has no id", what, i+1)
		case twice:
			f.add("%s %q is repeated, as number %d and %d", what, id(x), first+1, i+1)
		default:
			seen[id(x)] = i
		}
	}
}

func (s *Service) check(f *faults) {
	if !slices.Contains([]Tier{Local, District, Central}, s.Tier) {
		f.add("service %q: tier %q, expected local, district or central", s.ID, s.Tier)
	}
	if s.Target.From < 0 || s.Target.To < s.Target.From || s.Target.From >= population.Ages {
		f.add("service %q: its target group, ages %d to %d, is empty", s.ID, s.Target.From, s.Target.To)
	}
	if s.FeeFreeUnder < 0 {
		f.add("service %q: free of charge under age %d, expected 0 or more", s.ID, s.FeeFreeUnder)
	}
}

func (x *Facility) check(f *faults) {
	if !slices.Contains([]Status{Open, Planned, Interim, Closed}, x.Status) {
		f.add("facility %q: status %q, expected open, planned, interim or closed", x.ID, x.Status)
	}
	if !slices.Contains([]CoordClass{ClassA, ClassB, ClassC, ClassNone}, x.Class) {
		f.add("facility %q: coordinate class %q, expected A, B, C or none", x.ID, x.Class)
	}
	if !x.Production.Valid() {
		f.add("facility %q: production %q, expected own, purchased, voucher or third_sector", x.ID, x.Production)
	}
	if !finite(x.At[0]) || !finite(x.At[1]) {
		f.add("facility %q: its coordinates %g, %g are not numbers", x.ID, x.At[0], x.At[1])
	}
	if x.Column < -1 {
		f.add("facility %q: travel column %d, expected -1 (no times) or more", x.ID, x.Column)
	}
	if !(x.Snap >= 0) || !finite(x.Snap) {
		f.add("facility %q: snapping distance %g m, expected 0 or more", x.ID, x.Snap)
	}
	if !(x.FloorM2 >= 0) || !finite(x.FloorM2) {
		f.add("facility %q: floor area %g m2, expected 0 or more", x.ID, x.FloorM2)
	}
	if x.From < 0 || x.LeaseEnd < 0 {
		f.add("facility %q: a year below zero", x.ID)
	}
}

func (n *Network) checkPoint(f *faults, p *ServicePoint) {
	if p.Facility < 0 || p.Facility >= len(n.Facilities) {
		f.add("service point %q: facility index %d of %d", p.ID, p.Facility, len(n.Facilities))
	}
	if p.Unit < -1 || p.Unit >= len(n.Units) {
		f.add("service point %q: mobile unit index %d of %d", p.ID, p.Unit, len(n.Units))
	}
	switch p.Channel {
	case OnSite, Mobile:
		if (p.Channel == Mobile) != (p.Unit >= 0) {
			f.add("service point %q: channel %s with mobile unit index %d", p.ID, p.Channel, p.Unit)
		}
	default:
		f.add("service point %q: channel %q, expected on_site or mobile", p.ID, p.Channel)
	}
	if p.Service < 0 || p.Service >= len(n.Services) {
		f.add("service point %q: service index %d of %d", p.ID, p.Service, len(n.Services))
	} else if staff := n.Services[p.Service].Staff; len(p.FTE) != len(staff) {
		f.add("service point %q: staff of %d professions, the service has %d", p.ID, len(p.FTE), len(staff))
	}
	for _, fte := range p.FTE {
		if !(fte >= 0) || !finite(fte) {
			f.add("service point %q: staff of %g FTE, expected 0 or more", p.ID, fte)
		}
	}
	if !(p.Rooms >= 0) || !finite(p.Rooms) {
		f.add("service point %q: %g rooms, expected 0 or more", p.ID, p.Rooms)
	}
	if err := p.Hours.Validate(); err != nil {
		f.add("service point %q: %w", p.ID, err)
	}
}

func (n *Network) checkUnit(f *faults, u *Unit) {
	if u.Count < 1 {
		f.add("mobile unit %q: %d vehicles, expected 1 or more", u.ID, u.Count)
	}
	for _, s := range u.Services {
		if s < 0 || s >= len(n.Services) {
			f.add("mobile unit %q: service index %d of %d", u.ID, s, len(n.Services))
		}
	}
	for _, s := range u.Stops {
		if s.Facility < 0 || s.Facility >= len(n.Facilities) {
			f.add("mobile unit %q: facility index %d of %d", u.ID, s.Facility, len(n.Facilities))
		}
		if s.Days&^AllWeek != 0 {
			f.add("mobile unit %q: a stop on a day beyond Friday", u.ID)
		}
	}
}

// checkShares checks the remote shares and the contracts. The contracts of a
// service cannot exceed all its contacts.
func (n *Network) checkShares(f *faults) {
	for _, r := range n.Remotes {
		if r.Service < 0 || r.Service >= len(n.Services) {
			f.add("remote share: service index %d of %d", r.Service, len(n.Services))
		} else if !(r.Share >= 0 && r.Share <= 1) {
			f.add("remote share of %s: %g, expected 0 to 1", n.Services[r.Service].ID, r.Share)
		}
	}
	given := make([]float64, len(n.Services))
	for _, c := range n.Contracts {
		if c.Service < 0 || c.Service >= len(n.Services) {
			f.add("contract: service index %d of %d", c.Service, len(n.Services))
			continue
		}
		id := n.Services[c.Service].ID
		if c.Terms != nil { // whoever reads it checks it
			continue
		}
		if !c.Production.Valid() || c.Production == Own {
			f.add("contract for %s: production %q, expected purchased, voucher or third_sector", id, c.Production)
		}
		if !(c.Share > 0 && c.Share <= 1) {
			f.add("contract for %s: share %g, expected above 0 and at most 1", id, c.Share)
		}
		if !(c.Euro >= 0) || !finite(c.Euro) {
			f.add("contract for %s: %g euros per contact, expected 0 or more", id, c.Euro)
		}
		given[c.Service] += c.Share
	}
	for s, share := range given {
		if share > 1+ShareSlack {
			f.add("contracts for %s give away %g of its contacts, at most 1", n.Services[s].ID, share)
		}
	}
}

// ShareSlack is how far a sum of shares may exceed 1 because of rounding.
const ShareSlack = 1e-9

// Valid reports whether p is one of the four kinds of production.
func (p Production) Valid() bool {
	return p == Own || p == Purchased || p == Voucher || p == ThirdSector
}

// Validate refuses hours on which a point is never open, a weekday beyond
// Friday (Saturday has its own field), and a visiting interval under a week.
func (h Hours) Validate() error {
	switch {
	case (h.Office|h.Evening)&^AllWeek != 0:
		return fmt.Errorf("opening hours on a weekday beyond Friday")
	case h.EveryDays != 0 && !(h.EveryDays >= 7 && finite(h.EveryDays)):
		return fmt.Errorf("open every %g days, expected 7 or more", h.EveryDays)
	case h.DaysPerWeek() == 0:
		return fmt.Errorf("no opening hours")
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
