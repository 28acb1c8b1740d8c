package producers

import "math"

// Work is the time of one profession in a contact.
type Work struct {
	Profession string
	Minutes    float64 // with records
	Wage       float64 // euros a paid hour
	Fill       float64 // filled share of positions, above 0 and at most 1
}

// OwnCost is what a contact takes when the county produces it itself.
type OwnCost struct {
	Work       []Work
	Client     float64 // minutes in the room
	RoomHour   float64 // euros for an hour of a room that is used as planned
	Worked     float64 // paid hours of a position in a year
	Productive float64 // of these, hours with clients and their records
}

// Staff returns the euros of the staff of a contact: paid time for its minutes.
func (o *OwnCost) Staff() float64 {
	sum := 0.0
	for _, w := range o.Work {
		sum += w.Minutes / 60 * w.Wage
	}
	return sum * o.Worked / o.Productive
}

// Room returns the euros of the room of a contact.
func (o *OwnCost) Room() float64 { return o.Client / 60 * o.RoomHour }

// Full returns the euros of a contact with its staff and room. Overheads are in no case:
// they stay whoever produces.
func (o *OwnCost) Full() float64 { return o.Staff() + o.Room() }

// Position is what a number of contacts needs of one profession.
type Position struct {
	Profession string
	Filled     float64 // full-time equivalents at work
	Positions  float64 // to have them at today's fill rate
}

// Positions returns what some contacts a year need, by profession.
func (o *OwnCost) Positions(contacts float64) []Position {
	var out []Position
	for _, w := range o.Work {
		if w.Minutes > 0 {
			filled := contacts * w.Minutes / 60 / o.Productive
			out = append(out, Position{w.Profession, filled, filled / w.Fill})
		}
	}
	return out
}

// RoomHour returns what an hour of a room costs that is used as planned: yearly rent of
// its square metres, over the hours that it is open and used. NaN without hours.
func RoomHour(m2, rentYear, hours, use float64) float64 {
	if !(hours*use > 0) {
		return math.NaN()
	}
	return m2 * rentYear / (hours * use)
}
