package delivery

import (
	"math"

	"saavu/pkg/network"
)

// roomContacts is how many contacts a year the rooms of a point can serve; +Inf where
// they never bind.
func (f *allocator) roomContacts(k int) float64 {
	if rooms, _, given := f.o.RoomsAt(f.n, f.o.Services[f.s].Points[k]); given && f.perRoom(k) > 0 {
		return f.perRoom(k) * rooms
	}
	return math.Inf(1)
}

// perRoom is how many contacts a year one room of a point can serve; 0 if the contact
// needs no room.
func (f *allocator) perRoom(k int) float64 {
	if f.sm.ClientMin <= 0 {
		return 0
	}
	_, hours, _ := f.o.RoomsAt(f.n, f.o.Services[f.s].Points[k])
	return f.m.OpenHours(hours) * f.m.RoomUse * 60 / f.sm.ClientMin
}

// placeRooms gives each point the whole rooms that its contacts need, by its loads
// while rooms do not bind. If these are more than most, rooms are taken away one by one, each time
// where the last room serves the fewest contacts. Points in a pool keep theirs.
func (f *allocator) placeRooms(own []float64, loads []PointLoad, most float64) {
	rooms := make([]float64, len(loads))
	for i := range loads {
		rooms[i] = 1
		if f.inPool(i) {
			rooms[i] = own[i]
		} else if each := f.perRoom(f.points[i]); each > 0 {
			rooms[i] = math.Max(1, math.Ceil(loads[i].Seen/each-1e-9))
		}
	}
	for sum := total(rooms); sum > most; sum-- {
		last, fewest := -1, math.Inf(1)
		for i, r := range rooms {
			if f.inPool(i) {
				continue
			}
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

// inPool reports whether a point of f.points shares a pool of rooms.
func (f *allocator) inPool(i int) bool {
	return f.o.poolOf(f.o.Services[f.s].Points[f.points[i]]) != nil
}

// giveBack makes every building that can be divided give back the rooms that no
// service has any more, unless they are a pool: how many of it are needed is known only
// once all its services are served.
func giveBack(n *network.Network) {
	for b, use := range n.Uses() {
		if h := &n.Buildings[b]; h.CanGiveBack() && h.Kind != network.Partner && h.Rooms == nil && len(use.Facilities) > 0 {
			h.GivenBack = math.Max(h.GivenBack, h.Before.Rooms()-use.Rooms())
		}
	}
}
