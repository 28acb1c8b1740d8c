package delivery

import (
	"math"

	"saavu/pkg/network"
)

// roomContacts is how many contacts a year the rooms of a point can serve; +Inf where
// they never bind.
func (f *allocator) roomContacts(k int) float64 {
	if each := f.perRoom(k); each > 0 && f.point(k).Rooms > 0 {
		return each * f.point(k).Rooms
	}
	return math.Inf(1)
}

// perRoom is how many contacts a year one room of a point can serve; 0 if the contact
// needs no room.
func (f *allocator) perRoom(k int) float64 {
	if f.sm.ClientMin <= 0 {
		return 0
	}
	return f.m.OpenHours(f.point(k).Hours) * f.m.RoomUse * 60 / f.sm.ClientMin
}

// placeRooms gives each point the whole rooms that its contacts need, by its loads
// while rooms do not bind. If these are more than most, rooms are taken away one by one, each time
// where the last room serves the fewest contacts.
func (f *allocator) placeRooms(loads []PointLoad, most float64) {
	rooms := make([]float64, len(loads))
	for i := range loads {
		rooms[i] = 1
		if each := f.perRoom(f.points[i]); each > 0 {
			rooms[i] = math.Max(1, math.Ceil(loads[i].Seen/each-1e-9))
		}
	}
	for sum := total(rooms); sum > most; sum-- {
		last, fewest := -1, math.Inf(1)
		for i, r := range rooms {
			each := f.perRoom(f.points[i])
			if serves := math.Min(each, loads[i].Seen-(r-1)*each); r > 1 && serves < fewest {
				last, fewest = i, serves
			}
		}
		if last < 0 {
			break
		}
		rooms[last]--
	}
	f.putRooms(rooms)
}

// giveBack makes every building that can be divided give back the rooms that no
// service has any more.
func giveBack(n *network.Network) {
	for b, use := range n.Uses() {
		if h := &n.Buildings[b]; h.CanGiveBack() && h.Kind != network.Partner && len(use.Facilities) > 0 {
			h.GivenBack = math.Max(h.GivenBack, h.Before.Rooms()-use.Rooms())
		}
	}
}
