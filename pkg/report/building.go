package report

import (
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// Building is one year of one building in one option, at the parameters' values and in the
// frame of the comparison. Figures of a building whose services have unknown positions are
// NaN where they depend on contacts. A building without an open facility of the county has
// no rooms, contacts and euros.
type Building struct {
	Option, ID  string
	Year        int // of the option
	Names       lang.Name
	Kind        string // owned, leased, partner or barrack
	Condition   string // in the county's own words; "" unknown
	BarrierFree network.Known
	Near        []string // what is next to it; nil unknown
	InUse       bool
	Described   bool      // the county says more of the building than its cost: rooms by type, what is near, years or income
	M2          float64   // gross square metres that are rented
	Services    []NamedID // that have rooms there
	Rooms       []RoomUse // by type
	Visits      float64   // contacts in person a year
	EUR         float64   // rent and running cost a year, rooms kept empty and given back included
	Lent        float64   // euros a year that others pay for rooms, 0 or more
	Bind        string    // what keeps most contacts out of it: staff, rooms or none
	Divisible   bool      // a part of it can be given back
}

// NamedID is an id with its name in every language.
type NamedID struct {
	ID    string
	Names lang.Name
}

// RoomUse is how the rooms of one type in a building are used in a year.
type RoomUse struct {
	Type      string
	Services  []NamedID
	Shared    bool    // its services share them; else each has its own
	Rooms     float64 // 0 or more
	Available float64 // room hours: rooms x hours that a room is open
	Used      float64 // room hours of the contacts given
	Needed    float64 // rooms: used hours / (hours of a room x share that a room can be in use); NaN unknown
	Whole     float64 // the same in whole rooms
	Free      float64 // rooms beyond those
	FreeM2    float64 // their gross square metres
	FreeEUR   float64 // their rent a year; NaN where no part of the building can be given back
	Bind      string  // what keeps most contacts out: staff, rooms or none
}

// All sums the rooms of all types; what is unknown of one is unknown of all.
func (b *Building) All() RoomUse {
	out := RoomUse{Bind: b.Bind}
	for i := range b.Rooms {
		r := &b.Rooms[i]
		out.Rooms, out.Available, out.Used = out.Rooms+r.Rooms, out.Available+r.Available, out.Used+r.Used
		out.Needed, out.Whole, out.Free = out.Needed+r.Needed, out.Whole+r.Whole, out.Free+r.Free
		out.FreeM2, out.FreeEUR = out.FreeM2+r.FreeM2, out.FreeEUR+r.FreeEUR
	}
	return out
}

// VisitsPerM2 is the contacts a year on a square metre; NaN without square metres.
func (b *Building) VisitsPerM2() float64 { return ratio(b.Visits, b.M2) }

// EURPerAvailable is rent and running cost by room hour; NaN without room hours.
func (b *Building) EURPerAvailable() float64 { return ratio(b.EUR, b.All().Available) }

// EURPerUsed is rent and running cost by room hour in use; NaN if none is.
func (b *Building) EURPerUsed() float64 { return ratio(b.EUR, b.All().Used) }

// Use is the share of the room hours that is used; NaN without room hours.
func (r *RoomUse) Use() float64 { return ratio(r.Used, r.Available) }

// ratio divides; NaN for nothing to divide by.
func ratio(a, b float64) float64 {
	if !(b > 0) {
		return math.NaN()
	}
	return a / b
}
