package network

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
)

// BuildingKind says whose a building is.
type BuildingKind string

// The kinds of buildings. A partner's rooms are another house's: the county pays
// no rent for them. A barrack is a building that can be moved.
const (
	Owned   BuildingKind = "owned"
	Leased  BuildingKind = "leased"
	Partner BuildingKind = "partner"
	Barrack BuildingKind = "barrack"
)

// BuildingKinds lists them.
func BuildingKinds() []BuildingKind { return []BuildingKind{Owned, Leased, Partner, Barrack} }

// Building is a house with one rent and one running cost, whatever facilities are
// in it. A facility that is in no Building is a building of its own, which rents
// the rooms of its services.
type Building struct {
	ID, Name   string
	Names      lang.Name // by language; Name is used if it is empty
	Kind       BuildingKind
	At         orb.Point
	M2         float64 // gross floor area that is rented, 0 for the rooms of today
	RentM2     float64 // EUR/m2/month, NaN for the county's parameter
	Fixed      float64 // running cost in EUR/year, NaN for that of its facilities by size
	LeaseOver  int     // first year that begins after the end of the lease, 0 unknown
	Notice     float64 // months, NaN unknown
	Divisible  Known   // whether a part of it can be given back
	Facilities []int   // in Network.Facilities, each in at most one building
	GivenBack  float64 // rooms that an option gives back
	Before     Use     // as it is before any option: see Occupy
	Space
}

// Called gives a building's name for every language, as Facility.Called does.
func (b *Building) Called() lang.Name { return called(b.Names, b.Name) }

// clone returns a deep copy.
func (b Building) clone() Building {
	b.Facilities = slices.Clone(b.Facilities)
	b.Before = Use{slices.Clone(b.Before.Facilities), slices.Clone(b.Before.Parts)}
	b.Rooms, b.Near = slices.Clone(b.Rooms), slices.Clone(b.Near)
	return b
}

// Use is what a building is used for.
type Use struct {
	Facilities []int // of the county, open
	Parts      []Part
}

// Part is the rooms of one service point.
type Part struct {
	Service int
	Rooms   float64
	Hours   Hours
}

// Rooms counts the rooms of all parts.
func (u Use) Rooms() float64 {
	sum := 0.0
	for _, p := range u.Parts {
		sum += p.Rooms
	}
	return sum
}

// CanGiveBack says whether a part of the building can be given back. Where that is
// unknown, a leased building can be divided and another one cannot.
func (b *Building) CanGiveBack() bool {
	return b.Divisible == Yes || b.Divisible == Unknown && b.Kind == Leased
}

// Building finds a building by id; -1 if there is none.
func (n *Network) Building(id string) int {
	return slices.IndexFunc(n.Buildings, func(b Building) bool { return b.ID == id })
}

// BuildingOf gives the building that a facility is in; -1 for a building of its own.
func (n *Network) BuildingOf(facility int) int {
	return slices.IndexFunc(n.Buildings, func(b Building) bool { return slices.Contains(b.Facilities, facility) })
}

// BuildingsOf gives BuildingOf for every facility; nil where no building is known.
func (n *Network) BuildingsOf() []int {
	if len(n.Buildings) == 0 {
		return nil
	}
	out := slices.Repeat([]int{-1}, len(n.Facilities))
	for b := range n.Buildings {
		for _, f := range n.Buildings[b].Facilities {
			out[f] = b
		}
	}
	return out
}

// InRooms says whether a service point takes up rooms of the county's own at an
// open facility: neither a vehicle nor another producer does.
func (n *Network) InRooms(p *ServicePoint) bool {
	return p.Channel == OnSite && !p.Provider && n.Facilities[p.Facility].Status == Open
}

// Uses gives what every building is used for: its open facilities of the county,
// and the rooms that their service points have. A facility that is only a stop of
// mobile units uses none.
func (n *Network) Uses() []Use {
	out := make([]Use, len(n.Buildings))
	of := n.BuildingsOf()
	if of == nil {
		return out
	}
	onSite, mobile := map[int]bool{}, map[int]bool{}
	for i := range n.Points {
		if p := &n.Points[i]; p.Channel == Mobile {
			mobile[p.Facility] = true
		} else {
			onSite[p.Facility] = true
		}
	}
	for f, b := range of {
		if x := &n.Facilities[f]; b >= 0 && x.Status == Open && x.Production == Own && (onSite[f] || !mobile[f]) {
			out[b].Facilities = append(out[b].Facilities, f)
		}
	}
	for i := range n.Points {
		if p := &n.Points[i]; of[p.Facility] >= 0 && n.InRooms(p) {
			u := &out[of[p.Facility]]
			u.Parts = append(u.Parts, Part{p.Service, p.Rooms, p.Hours})
		}
	}
	return out
}

// Occupy keeps what every building is used for in the county as it is. Options
// are priced against that: a service that leaves a building leaves its part of
// the rent behind.
func (n *Network) Occupy() {
	for b, u := range n.Uses() {
		n.Buildings[b].Before = u
	}
}

// checkBuildings finds buildings that cannot be: of no kind, without a number
// where there must be one, or with a facility that is another building's.
func (n *Network) checkBuildings(f *faults) {
	in := map[int]string{}
	for i := range n.Buildings {
		b := &n.Buildings[i]
		if !slices.Contains(BuildingKinds(), b.Kind) {
			f.add("building %q: kind %q, expected owned, leased, partner or barrack", b.ID, b.Kind)
		}
		n.checkSpace(f, b)
		if n.Facility(b.ID) >= 0 {
			f.add("building %q: its id is that of a facility", b.ID)
		}
		for _, v := range []struct {
			what string
			is   float64
			must bool
		}{{"floor area in m2", b.M2, true}, {"rent", b.RentM2, false}, {"running cost", b.Fixed, false}, {"notice in months", b.Notice, false}, {"rooms given back", b.GivenBack, true}} {
			if (v.must || !math.IsNaN(v.is)) && (!(v.is >= 0) || !finite(v.is)) {
				f.add("building %q: %s of %g, expected 0 or more", b.ID, v.what, v.is)
			}
		}
		if b.LeaseOver < 0 {
			f.add("building %q: a year below zero", b.ID)
		}
		for _, k := range b.Facilities {
			if k < 0 || k >= len(n.Facilities) {
				f.add("building %q: facility index %d of %d", b.ID, k, len(n.Facilities))
			} else if other, twice := in[k]; twice {
				f.add("building %q: facility %q is in %q too", b.ID, n.Facilities[k].ID, other)
			}
			in[k] = b.ID
		}
	}
}
