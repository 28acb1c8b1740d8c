package board

import (
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/population"
)

// Sign says what an option does with a place of a service.
type Sign int

// The signs of places, in the order of a legend.
const (
	AsBefore Sign = iota
	New           // serves in the option only
	Mobile        // mobile units alone serve here
	Closed        // serves in the reference only
)

// Place is a facility on a map of a service, and what an option does with it.
type Place struct {
	Of   *network.Facility
	Sign Sign
}

// Places lists the places of a service in an option: those that serve and have a place,
// in the order of its network, and those that serve in its reference only.
func (res *Result) Places(option int, service string) []Place {
	now := res.Counties[option].Network
	before := now
	if ref := res.Report.Options[option].Against; ref >= 0 {
		before = res.Counties[ref].Network
	}
	served := func(n *network.Network, id string) bool {
		f := slices.IndexFunc(n.Facilities, func(x network.Facility) bool { return x.ID == id })
		return f >= 0 && Serves(n, f, service)
	}
	var out []Place
	list := func(n, other *network.Network, closed bool) {
		for _, f := range population.InOrder(n.Order, len(n.Facilities)) {
			x := &n.Facilities[f]
			if x.Class == network.ClassNone || !Serves(n, f, service) {
				continue
			}
			p := Place{Of: x}
			switch {
			case closed && served(other, x.ID):
				continue // listed with those that serve
			case closed:
				p.Sign = Closed
			case onlyMobile(n, f, n.Service(service)):
				p.Sign = Mobile
			case !served(other, x.ID):
				p.Sign = New
			}
			out = append(out, p)
		}
	}
	list(now, before, false)
	if before != now {
		list(before, now, true)
	}
	return out
}

// onlyMobile reports whether a facility gives a service by mobile units alone.
func onlyMobile(n *network.Network, facility, service int) bool {
	some := false
	for _, p := range n.Points {
		if p.Facility == facility && p.Service == service {
			if p.Channel != network.Mobile {
				return false
			}
			some = true
		}
	}
	return some
}

// Serves reports whether an open facility provides a service in person.
func Serves(n *network.Network, facility int, service string) bool {
	at := n.Service(service)
	for _, p := range n.Points {
		if p.Facility == facility && p.Service == at && n.Facilities[facility].Status == network.Open {
			return true
		}
	}
	return false
}

// Largest error in metres of a coordinate of each class (see network.CoordClass).
const (
	errorB = 600.0
	errorC = 1500.0
)

// Ring returns the radius in metres within which a facility really is; false if its
// place is unknown.
func Ring(c network.CoordClass) (float64, bool) {
	switch c {
	case network.ClassA:
		return 0, true
	case network.ClassB:
		return errorB, true
	case network.ClassC:
		return errorC, true
	}
	return 0, false
}
