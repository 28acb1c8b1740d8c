package scenario

import (
	"math"
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/params"
)

// SetCapacity sets staff or rooms of a service at one facility, or at all if
// Facility is empty, or the rooms that a building keeps. Unset values are NaN;
// factors multiply.
type SetCapacity struct {
	Facility    string
	Building    string
	Service     string
	FTE         float64
	Rooms       float64
	FTEFactor   float64
	RoomsFactor float64
}

// Kind is "set-capacity".
func (*SetCapacity) Kind() string { return "set-capacity" }

// Lever is Capacity.
func (*SetCapacity) Lever() Lever { return Capacity }

// Fields lists the fields of the change.
func (c *SetCapacity) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &c.Facility, Place: true, About: "facility, all by default"},
		{Name: "building", Value: &c.Building, About: "instead of service: a building that keeps rooms and gives the others back"},
		{Name: "service", Value: &c.Service, About: "required without building"},
		{Name: "fte", Value: &c.FTE, About: "positions of the first profession"},
		{Name: "rooms", Value: &c.Rooms},
		{Name: "fte_factor", Value: &c.FTEFactor},
		{Name: "rooms_factor", Value: &c.RoomsFactor},
	}
}

// apply sets or multiplies the staff and the rooms of a service at one open
// facility or at all. Only points on site are changed: the capacity of a mobile
// unit is its vehicles and crew. FTE is the staff of the first profession, and
// the others keep their ratio to it; if it was 0, all get the same. An FTE of 0
// means that staff follow the clients, and 0 rooms means as many as the staff
// need, so a factor of 0 is refused. It also refuses an unknown facility or
// service, a service without a point there, a change that sets nothing, a value
// together with its factor, a negative number, a value that all points already
// have, a factor of 1, and a factor if all points have 0.
// For a building see keepRooms.
func (c *SetCapacity) apply(d *draft) {
	if c.Building != "" {
		c.keepRooms(d)
		return
	}
	points := c.points(d)
	c.checkValues(d)
	if d.refused() {
		return
	}
	staff, rooms := make([][]float64, len(points)), make([]float64, len(points))
	moreStaff, moreRooms := false, false
	for k, i := range points {
		p := &d.Network.Points[i]
		staff[k], rooms[k] = c.staff(p.FTE), c.rooms(p.Rooms)
		moreStaff = moreStaff || !slices.Equal(staff[k], p.FTE)
		moreRooms = moreRooms || rooms[k] != p.Rooms
	}
	if !moreStaff {
		c.refuseSame(d, "fte", c.FTE, c.FTEFactor, "staff follow the clients")
	}
	if !moreRooms {
		c.refuseSame(d, "rooms", c.Rooms, c.RoomsFactor, "rooms are as many as the staff need")
	}
	if d.refused() {
		return
	}
	for k, i := range points {
		p := &d.Network.Points[i]
		if !slices.Equal(staff[k], p.FTE) {
			p.Hired = hire(p.Hired, p.FTE, staff[k])
		}
		p.FTE, p.Rooms = staff[k], rooms[k]
	}
}

// hire adds the change in positions to those hired before. Only set-capacity
// hires; all other changes move the county's staff. Positions set to 0 are not
// removed: they follow the clients.
func hire(hired, now, after []float64) []float64 {
	if slices.Max(after) == 0 {
		return nil
	}
	out := make([]float64, len(now))
	copy(out, hired)
	for k := range out {
		out[k] += after[k] - now[k]
	}
	return out
}

// points lists the points that the change affects.
func (c *SetCapacity) points(d *draft) []int {
	s := d.service("service", c.Service)
	f := -1
	if c.Facility != "" {
		f = d.openFacility("facility", c.Facility, "open it first")
	}
	if s < 0 || (c.Facility != "" && f < 0) {
		return nil
	}
	var out []int
	for _, i := range d.Network.Serving(s) {
		p := &d.Network.Points[i]
		if p.Channel == network.OnSite && (f < 0 || p.Facility == f) {
			out = append(out, i)
		}
	}
	switch {
	case len(out) > 0:
	case f < 0:
		d.refuse("service", "", "%s has no open point on site", c.Service)
	default:
		d.refuse("service", d.listed(d.given(f)), "%s is not offered on site at %s", c.Service, c.Facility)
	}
	return out
}

// checkValues checks the four numbers; NaN is unset.
func (c *SetCapacity) checkValues(d *draft) {
	if math.IsNaN(c.FTE) && math.IsNaN(c.Rooms) && math.IsNaN(c.FTEFactor) && math.IsNaN(c.RoomsFactor) {
		d.refuse("", "give fte, rooms, fte_factor or rooms_factor", "nothing is set")
	}
	pair := func(field, unit string, value, factor float64) {
		if !math.IsNaN(value) && !math.IsNaN(factor) {
			d.refuse(field+"_factor", "give one of the two", "both %s and %s_factor are set", field, field)
		}
		if !math.IsNaN(value) {
			d.checkAmount(field, unit, value)
		}
		switch {
		case math.IsNaN(factor):
		case !(factor > 0) || factor > params.Largest:
			d.refuse(field+"_factor", "use close to end a service", "%g, expected above 0", factor)
		case factor == 1:
			d.refuse(field+"_factor", "", "a factor of 1 changes nothing")
		}
	}
	pair("fte", "FTE", c.FTE, c.FTEFactor)
	pair("rooms", "rooms", c.Rooms, c.RoomsFactor)
}

// refuseSame refuses a number that does not change any point.
func (c *SetCapacity) refuseSame(d *draft, field string, value, factor float64, zero string) {
	where := "every point"
	if c.Facility != "" {
		where = c.Facility
	}
	switch {
	case value == 0:
		d.refuse(field, "", "%s at %s already", zero, where)
	case !math.IsNaN(value):
		d.refuse(field, "", "%s is %g at %s already", field, value, where)
	case !math.IsNaN(factor):
		d.refuse(field+"_factor", "give "+field, "%s at %s, a factor changes nothing", zero, where)
	}
}

// staff returns the staff by profession after the change, as a new slice.
func (c *SetCapacity) staff(now []float64) []float64 {
	out := slices.Clone(now)
	factor := c.FTEFactor
	if !math.IsNaN(c.FTE) && len(now) > 0 {
		factor = c.FTE / now[0]
	}
	for k := range out {
		switch {
		case math.IsNaN(c.FTE) && math.IsNaN(c.FTEFactor):
		case !math.IsNaN(c.FTE) && now[0] == 0:
			out[k] = c.FTE
		case !math.IsNaN(c.FTE) && k == 0:
			out[k] = c.FTE
		default:
			out[k] *= factor
		}
	}
	return out
}

// rooms returns the rooms after the change.
func (c *SetCapacity) rooms(now float64) float64 {
	switch {
	case !math.IsNaN(c.Rooms):
		return c.Rooms
	case !math.IsNaN(c.RoomsFactor):
		return now * c.RoomsFactor
	}
	return now
}
