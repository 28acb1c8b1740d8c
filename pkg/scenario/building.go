package scenario

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/pkg/network"
)

// farFrom is the distance in metres from which on a facility cannot be in a
// building.
const farFrom = 300

// building finds a building; where there is none it is refused and is -1.
func (d *draft) building(field, id string) int {
	i := d.Network.Building(id)
	if i < 0 {
		ids := make([]string, len(d.Network.Buildings))
		for k := range ids {
			ids[k] = d.Network.Buildings[k].ID
		}
		d.unknown(field, "building", id, nearest(id, ids))
	}
	return i
}

// leave takes a facility out of its building, which keeps what it left behind.
func (d *draft) leave(facility int) {
	if b := d.Network.BuildingOf(facility); b >= 0 {
		in := &d.Network.Buildings[b]
		in.Facilities = slices.DeleteFunc(in.Facilities, func(f int) bool { return f == facility })
	}
}

// checkBuilding refuses a building that is not known, a facility that is in another
// one, and a place that is too far from the building.
func (o *Open) checkBuilding(d *draft, facility int) {
	b := d.building("building", o.Building)
	if b < 0 {
		return
	}
	at := o.At
	if facility >= 0 {
		if in := d.Network.BuildingOf(facility); in >= 0 && in != b {
			d.refuse("building", "close it and open a new facility", "%s is in %s", o.Facility, d.Network.Buildings[in].ID)
			return
		}
		at = &d.Network.Facilities[facility].At
	}
	if place := d.Network.Buildings[b].At; at != nil && place != (orb.Point{}) && !d.Redrawn &&
		planar.Distance(*at, place) > farFrom {
		d.refuse("building", "it stands at "+coordinates(place), "%s is %.0f m from %s, expected at most %d m", o.Facility,
			math.Ceil(planar.Distance(*at, place)), o.Building, farFrom)
	}
}

// checkRooms refuses a building that does not stand in the option's year, and services that
// need rooms which the building does not have.
func (o *Open) checkRooms(d *draft, facility int, services, paper []int) {
	b := d.Network.Building(o.Building)
	if o.Building == "" && facility >= 0 {
		b = d.Network.BuildingOf(facility)
	}
	if b < 0 {
		return
	}
	if in := &d.Network.Buildings[b]; !in.Stands(d.Year) {
		d.refuse("building", "", "%s does not stand in %d: %s", in.ID, d.Year, years(in))
	}
	if len(services) == 0 {
		services = paper
	}
	if o.Production == "" || o.Production == network.Own {
		d.checkRoomTypes("services", b, services)
	}
}

// checkRoomTypes refuses services in a building that has no rooms of the type they need.
func (d *draft) checkRoomTypes(field string, b int, services []int) {
	for _, s := range services {
		if b >= 0 && s >= 0 && d.Network.Buildings[b].Lacks(&d.Network.Services[s]) {
			v := &d.Network.Services[s]
			d.refuse(field, "add them to the table of buildings, or choose another building",
				"%s has no rooms of type %s, which %s needs", d.Network.Buildings[b].ID, v.Room(), v.ID)
		}
	}
}

// years says when a building stands.
func years(b *network.Building) string {
	switch {
	case b.To == 0:
		return fmt.Sprintf("from %d on", b.From)
	case b.From == 0:
		return fmt.Sprintf("until %d", b.To)
	}
	return fmt.Sprintf("%d to %d", b.From, b.To)
}

// enter puts an opened facility into its building.
func (o *Open) enter(d *draft, facility int) {
	if b := d.Network.Building(o.Building); b >= 0 && d.Network.BuildingOf(facility) < 0 {
		in := &d.Network.Buildings[b]
		in.Facilities = append(in.Facilities, facility)
	}
}

// keepRooms makes a building keep some of its rooms and give the others back.
// Refused: an unknown building, one that the county does not rent or that cannot be
// divided, anything but the rooms, as many rooms as it has today or more, and fewer
// than its services have.
func (c *SetCapacity) keepRooms(d *draft) {
	for _, f := range []struct {
		name  string
		given bool
	}{{"facility", c.Facility != ""}, {"service", c.Service != ""}, {"fte", !math.IsNaN(c.FTE)}, {"fte_factor", !math.IsNaN(c.FTEFactor)},
		{"rooms_factor", !math.IsNaN(c.RoomsFactor)}} {
		if f.given {
			d.refuse(f.name, "a building takes rooms only", "%s is set together with building", f.name)
		}
	}
	i := d.building("building", c.Building)
	if i < 0 {
		return
	}
	b := &d.Network.Buildings[i]
	use := d.Network.Uses()[i]
	has, now := b.Before.Rooms(), use.Rooms()
	switch {
	case len(use.Facilities) == 0:
		d.refuse("building", "", "no facility in %s is open", b.ID)
	case b.GivenBack > 0 && b.GivenBack == has-c.Rooms:
		d.refuse("rooms", "", "%s keeps %g rooms already", b.ID, c.Rooms)
	case b.Kind == network.Partner:
		d.refuse("building", "", "the county rents nothing in %s, a partner's house", b.ID)
	case !b.CanGiveBack():
		d.refuse("building", "say divisible: yes in the table of buildings where it is not so", "no part of %s can be given back: it is %s", b.ID, undivided(b))
	case math.IsNaN(c.Rooms):
		d.refuse("rooms", "give the rooms that the building keeps", "nothing is set")
	case c.Rooms >= has:
		d.refuse("rooms", "", "%s has %g rooms today, so none would be given back", b.ID, has)
	case c.Rooms < now:
		d.refuse("rooms", "close services there or set their rooms before this change", "the services in %s have %g rooms", b.ID, now)
	default:
		d.checkAmount("rooms", "rooms", c.Rooms)
	}
	if !d.refused() {
		b.GivenBack = has - c.Rooms
	}
}

// undivided says why a building is not divisible.
func undivided(b *network.Building) string {
	if b.Divisible == network.No {
		return "not divisible"
	}
	return string(b.Kind)
}
