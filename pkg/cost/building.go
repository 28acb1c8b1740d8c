package cost

import (
	"math"
	"slices"

	"saavu/pkg/network"
)

// tenant is what one service has of a building: before any option, and now.
type tenant struct {
	rooms, roomsNow float64
	m2, m2Now       float64
	hours, hoursNow float64 // of the rooms in a year
	here            bool    // it is in the building now
	joined          float64 // running cost of the facilities that opened there, EUR/year
}

// house is one building while its bill is written.
type house struct {
	*network.Building
	tenants []tenant // by service
	rent    float64  // EUR/m2/year
	fixed   float64  // EUR/year
}

// building gives the building that a facility is in, -1 for one of its own.
func (p *Prices) building(facility int) int {
	if p.of == nil {
		return -1
	}
	return p.of[facility]
}

// buildings bills the rent and the running cost of each building that an open
// facility of the county is in, once: see house.bill.
func (b *biller) buildings() {
	if len(b.p.buildings) == 0 {
		return
	}
	tenants := b.tenants()
	services := len(b.in.Network.Services)
	for i := range b.p.buildings {
		if len(b.p.uses[i].Facilities) == 0 {
			continue
		}
		h := house{Building: &b.p.buildings[i], tenants: tenants[i*services : (i+1)*services]}
		if len(h.Before.Facilities) == 0 { // opened by the option: it has no other past
			for s := range h.tenants {
				t := &h.tenants[s]
				t.rooms, t.m2, t.hours = t.roomsNow, t.m2Now, t.hoursNow
			}
			for s, w := range h.weights() {
				b.bill.OneOff[s] += h.Setup * w
			}
		}
		h.rent, h.fixed = b.p.RentOf(h.Building), b.fixedOf(i)
		b.join(&h, b.p.uses[i].Facilities)
		b.bills(&h)
	}
}

// tenants gives what each service has of each building.
func (b *biller) tenants() []tenant {
	n, services := b.in.Network, len(b.in.Network.Services)
	all := slices.Grow(b.bill.rooms[:0], services*len(b.p.buildings))[:services*len(b.p.buildings)]
	b.bill.rooms = all
	clear(all)
	for i := range b.p.buildings {
		for _, part := range b.p.buildings[i].Before.Parts {
			t := &all[i*services+part.Service]
			t.rooms += part.Rooms
			t.m2 += part.Rooms * b.p.RoomM2[part.Service]
			t.hours += part.Rooms * b.in.Model.OpenHours(part.Hours)
		}
		for _, part := range b.p.uses[i].Parts {
			all[i*services+part.Service].here = true
		}
	}
	for s := range n.Services {
		for _, pl := range b.in.Served[s].Points {
			pt := &n.Points[pl.Point]
			i := b.p.building(pt.Facility)
			if i < 0 || !n.InRooms(pt) {
				continue
			}
			t := &all[i*services+s]
			t.roomsNow += pl.Rooms
			t.m2Now += pl.Rooms * b.p.RoomM2[s]
			t.hoursNow += pl.Rooms * b.in.Model.OpenHours(pt.Hours)
		}
	}
	return all
}

// RentOf returns the rent of a square metre of a building in a year; 0 in a partner's.
func (p *Prices) RentOf(b *network.Building) float64 {
	switch {
	case b.Kind == network.Partner:
		return 0
	case math.IsNaN(b.RentM2):
		return p.Rent
	}
	return 12 * b.RentM2
}

// fixedOf gives the running cost of a building: its own figure, or that of the
// facilities by size that were open in it before the option. If none was, it is that
// of those that are open in it now.
func (b *biller) fixedOf(building int) float64 {
	h := &b.p.buildings[building]
	switch {
	case !math.IsNaN(h.Fixed):
		return h.Fixed
	case h.Kind == network.Partner:
		return 0
	}
	facilities := h.Before.Facilities
	if len(facilities) == 0 {
		facilities = b.p.uses[building].Facilities
	}
	sum := 0.0
	for _, f := range facilities {
		sum += b.p.Fixed[b.in.Network.Facilities[f].Size]
	}
	return sum
}

// join adds the running cost of facilities that opened in a building which was in use
// before and has no figure of its own. Their services pay it in equal parts, so that
// those that were there pay what they paid.
func (b *biller) join(h *house, facilities []int) {
	if len(h.Before.Facilities) == 0 || !math.IsNaN(h.Fixed) || h.Kind == network.Partner {
		return
	}
	n := b.in.Network
	for _, f := range facilities {
		if slices.Contains(h.Before.Facilities, f) {
			continue
		}
		points := 0.0
		for i := range n.Points {
			if p := &n.Points[i]; p.Facility == f && n.InRooms(p) {
				points++
			}
		}
		for i := range n.Points {
			if p := &n.Points[i]; p.Facility == f && n.InRooms(p) {
				h.tenants[p.Service].joined += b.p.Fixed[n.Facilities[f].Size] / points
			}
		}
	}
}

// bills writes the lines of a building. What it rents before the option is divided
// over the services that it has then, by room hours, and so is its running cost then.
// A service that leaves keeps its part as rooms kept empty, unless services that
// need more rooms take them. Rooms beyond those and beyond the building's square
// metres are rented in addition. Rooms that the option gives back are not rented. What
// others pay for its rooms is divided like the running cost.
func (b *biller) bills(h *house) {
	weights := h.weights()
	then, now, grown, left := 0.0, 0.0, 0.0, 0.0
	for s := range h.tenants {
		t := &h.tenants[s]
		then, now, grown = then+t.m2, now+t.m2Now, grown+math.Max(0, t.m2Now-t.m2)
		if !t.here {
			left += t.m2
		}
	}
	m2 := h.M2
	if m2 == 0 {
		m2 = then
	}
	rent, lent, taken := m2*h.rent, h.OutsideHours*h.OutsideEUR, 0.0
	if left > 0 {
		taken = math.Min(1, grown/left)
	}
	away := 0.0 // the part of those who left
	for s, w := range weights {
		if !h.tenants[s].here {
			away += w
		}
	}
	for s, w := range weights {
		t := &h.tenants[s]
		if !t.here {
			b.house(h, Kept, s, rent*w*(1-taken))
			b.house(h, KeptSite, s, h.fixed*w*(1-taken))
			b.house(h, Lent, s, -lent*w*(1-taken))
			continue
		}
		if more := t.m2Now - t.m2; more > 0 {
			w += away * taken * more / grown
			b.house(h, Rent, s, rent*w+math.Max(0, now-math.Max(then, h.M2))*h.rent*more/grown)
		} else {
			b.house(h, Rent, s, rent*w)
		}
		b.house(h, Site, s, h.fixed*w+t.joined)
		b.house(h, Lent, s, -lent*w)
	}
	b.givenBack(h, m2)
}

// weights gives the part of each service in a building's cost.
func (h *house) weights() []float64 {
	out := make([]float64, len(h.tenants))
	sum := 0.0
	for s := range out {
		out[s] = h.tenants[s].hours
		sum += out[s]
	}
	for s := range out {
		if sum > 0 {
			out[s] /= sum
		}
	}
	return out
}

// givenBack is the rent of rooms that an option gives back, below 0: at most the
// rooms that nobody uses, each with the mean square metres of those.
func (b *biller) givenBack(h *house, m2 float64) {
	had, uses, free, freeM2 := 0.0, 0.0, 0.0, 0.0
	for s := range h.tenants {
		t := &h.tenants[s]
		had, uses = had+t.rooms, uses+t.roomsNow
		free, freeM2 = free+math.Max(0, t.rooms-t.roomsNow), freeM2+math.Max(0, t.m2-t.m2Now)
	}
	rooms := math.Min(h.GivenBack, had-uses)
	if rooms <= 0 || freeM2 == 0 {
		return
	}
	saved := math.Min(rooms*freeM2/free, m2) * h.rent
	for s := range h.tenants {
		t := &h.tenants[s]
		b.house(h, GivenBack, s, -saved*math.Max(0, t.m2-t.m2Now)/freeM2)
	}
}

// house adds a line of a building.
func (b *biller) house(h *house, kind string, service int, eur float64) {
	if eur != 0 {
		b.bill.Lines = append(b.bill.Lines, Line{kind, County, service, h.ID, eur, true})
	}
}

// open lists the buildings that a bill has lines of.
func (p *Prices) open(b Bill) map[string]bool {
	if len(p.buildings) == 0 {
		return nil
	}
	out := map[string]bool{}
	for _, l := range b.Lines {
		if l.House {
			out[l.Facility] = true
		}
	}
	return out
}

// from gives the year in which the change of a building's line begins. While the
// building stays open, its cost only moves between lines, apart from rooms that are
// given back. When it closes, its running cost ends at once and its rent with the
// lease.
func (p *Prices) from(l Line, open bool) int {
	if l.EUR < 0 && !open && (l.Kind == Rent || l.Kind == Kept) || l.Kind == GivenBack {
		return p.rentEnds(l.Facility)
	}
	return p.Year
}

// rentEnds gives the first year in which the rent of a building can end: when the
// lease is over, else after the notice, and where neither is known after the lag. No rent
// is paid after the last year in which the building stands.
func (p *Prices) rentEnds(building string) int {
	b := &p.buildings[slices.IndexFunc(p.buildings, func(b network.Building) bool { return b.ID == building })]
	end := p.Year + p.Lag
	switch {
	case b.LeaseOver > 0:
		end = max(b.LeaseOver, p.Year)
	case !math.IsNaN(b.Notice):
		end = p.Year + int(math.Ceil(b.Notice/12))
	case b.To > 0:
		return max(b.To+1, p.Year)
	}
	if b.To > 0 {
		end = min(end, max(b.To+1, p.Year))
	}
	return end
}
