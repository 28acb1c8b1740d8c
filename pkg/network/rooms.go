package network

import (
	"math"
	"slices"
	"unicode"
)

// The types of rooms that the county's files need not define. A county may have types of
// its own, such as dental or group.
const (
	Reception   = "reception" // the type of a service that names none
	PartnerRoom = "partner"   // rooms of the host: no pool of the county's
)

// Space is what is known of a building's rooms, of their use by others and of the years
// in which it stands. The zero value knows nothing: each point has rooms of its own, and
// the building stands in every year.
type Space struct {
	Rooms        []RoomCount // by type, each once; nil unknown
	OutsideHours float64     // room hours a year that are lent out for money
	OutsideEUR   float64     // EUR for each of them
	Setup        float64     // EUR, once, in the option that takes the building into use
	From, To     int         // first and last year in which it stands for a day or more; 0 unknown
	BarrierFree  Known
	Condition    string   // in the county's own words
	Near         []string // what is next to it: see Nearby
}

// RoomCount is how many rooms of a type a building has.
type RoomCount struct {
	Type string
	N    float64
}

// Nearby lists what a building can be near.
func Nearby() []string { return []string{"station", "mall", "library", "school"} }

// Known reports whether anything of the space is known.
func (s *Space) Known() bool {
	return s.Rooms != nil || s.OutsideHours != 0 || s.OutsideEUR != 0 || s.Setup != 0 || s.From != 0 || s.To != 0 ||
		s.BarrierFree != Unknown || s.Condition != "" || s.Near != nil
}

// Stands reports whether the building stands in a year.
func (s *Space) Stands(year int) bool {
	return (s.From == 0 || s.From <= year) && (s.To == 0 || year <= s.To)
}

// Lacks reports whether the rooms are known and none is of the type that a service needs.
func (s *Space) Lacks(v *Service) bool {
	return s.Rooms != nil && v.Room() != PartnerRoom && s.index(v.Room()) < 0
}

func (s *Space) index(room string) int {
	return slices.IndexFunc(s.Rooms, func(r RoomCount) bool { return r.Type == room })
}

// Room is the type of room that a service needs.
func (s *Service) Room() string {
	if s.RoomType == "" {
		return Reception
	}
	return s.RoomType
}

// RoomWord reports whether a word can be a type of room: letters, with _ or - between.
func RoomWord(word string) bool {
	for i, r := range word {
		if !unicode.IsLetter(r) && (i == 0 || r != '_' && r != '-') {
			return false
		}
	}
	return word != ""
}

// RoomsNow gives the rooms of a building by type after an option. Those that it gave back
// are of the types that its services have left, in proportion to the rooms of the points
// that left them. Rooms that points have beyond those of the building and beyond those they
// had are rented in addition. use is what the building is used for now.
func (n *Network) RoomsNow(b int, use Use) []RoomCount {
	h := &n.Buildings[b]
	if h.Rooms == nil {
		return nil
	}
	out, before, now, left := slices.Clone(h.Rooms), n.byType(h, h.Before), n.byType(h, use), 0.0
	for k := range out {
		left += math.Max(0, before[k]-now[k])
	}
	for k := range out {
		out[k].N += math.Max(0, now[k]-math.Max(before[k], h.Rooms[k].N))
		if free := math.Max(0, before[k]-now[k]); free > 0 {
			out[k].N = math.Max(0, out[k].N-math.Min(h.GivenBack, left)*free/left)
		}
	}
	return out
}

// byType sums the rooms of a use by the types of a building's rooms.
func (n *Network) byType(h *Building, use Use) []float64 {
	out := make([]float64, len(h.Rooms))
	for _, p := range use.Parts {
		if k := h.index(n.Services[p.Service].Room()); k >= 0 {
			out[k] += p.Rooms
		}
	}
	return out
}

// Stand closes the facilities of buildings that do not stand in a year: planned before
// the building's first year, closed after its last one.
func (n *Network) Stand(year int) {
	for b := range n.Buildings {
		h := &n.Buildings[b]
		for _, f := range h.Facilities {
			x := &n.Facilities[f]
			switch {
			case x.Status != Open || h.Stands(year):
			case year < h.From:
				x.Status, x.From = Planned, h.From
			default:
				x.Status = Closed
			}
		}
	}
}

// checkSpace finds rooms, income and years of a building that cannot be.
func (n *Network) checkSpace(f *faults, b *Building) {
	for i, r := range b.Rooms {
		if !RoomWord(r.Type) || r.Type == PartnerRoom {
			f.add("building %q: rooms of type %q, expected letters, not partner", b.ID, r.Type)
		}
		if b.index(r.Type) != i {
			f.add("building %q: rooms of type %s twice", b.ID, r.Type)
		}
		if !(r.N >= 0) || !finite(r.N) {
			f.add("building %q: %g rooms of type %s, expected 0 or more", b.ID, r.N, r.Type)
		}
	}
	for _, v := range []struct {
		what string
		is   float64
	}{{"outside hours a year", b.OutsideHours}, {"price of an outside hour", b.OutsideEUR}, {"one-off cost", b.Setup}} {
		if !(v.is >= 0) || !finite(v.is) {
			f.add("building %q: %s of %g, expected 0 or more", b.ID, v.what, v.is)
		}
	}
	if (b.OutsideHours > 0) != (b.OutsideEUR > 0) {
		f.add("building %q: outside hours and their price, expected both or none", b.ID)
	}
	if b.From < 0 || b.To < 0 || b.To > 0 && b.From > b.To {
		f.add("building %q: stands from %d to %d", b.ID, b.From, b.To)
	}
	if b.Rooms == nil {
		return
	}
	for _, k := range n.servicesIn(b) {
		if v := &n.Services[k]; b.Lacks(v) {
			f.add("building %q: no rooms of type %s, which service %q needs", b.ID, v.Room(), v.ID)
		}
	}
}

// servicesIn lists the services that have rooms in a building, each once.
func (n *Network) servicesIn(b *Building) []int {
	var out []int
	for i := range n.Points {
		p := &n.Points[i]
		known := p.Facility >= 0 && p.Facility < len(n.Facilities) && p.Service >= 0 && p.Service < len(n.Services)
		if known && slices.Contains(b.Facilities, p.Facility) && n.InRooms(p) && !slices.Contains(out, p.Service) {
			out = append(out, p.Service)
		}
	}
	return out
}
