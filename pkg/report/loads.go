package report

import "saavu/pkg/lang"

// PointLoad is a year of one service point, at the parameters' central values and in
// the frame of the comparison. NaN is unknown, and Reason gives the cause.
type PointLoad struct {
	Facility string
	Names    lang.Name // of the facility
	Unit     string    // id of the mobile unit, if the point is one of its stops; else ""
	Channel  string    // on_site or mobile

	Load      float64     // in-person contacts that it serves, plus contacts whose first choice it is and that no point serves; with the nearest point, all that arrive
	Capacity  float64     // contacts; +Inf if nothing limits it
	Seen      float64     // contacts
	Bind      string      // what limits its capacity: staff, rooms, vehicle or none; "" if unknown
	Positions float64     // of the profession that sees the client
	Rooms     float64     // rooms that it has, or needs if none are given
	Staff     []Positions // by profession, the first of them as Positions; nil where these are unknown
	More      OneMore
	Reason    Reason
}

// LoadBasis is what the load of a service's stations against their capacity rests on.
// Where their positions are derived or assumed, it is not identifiable from known
// figures.
type LoadBasis string

// The bases.
const (
	LoadsKnown   LoadBasis = ""        // positions of some station come from a source, or none are given
	LoadsDerived LoadBasis = "derived" // positions of every station are derived or assumed
	LoadsFitted  LoadBasis = "fitted"  // they are, and the choice of stations is fitted to known shares of contacts
)

// Positions are those of one profession at a point.
type Positions struct {
	Profession string
	N          float64
}

// OneMore is how many contacts a year the whole service can give in addition if a point
// has one unit more. NaN where the point has no such capacity, or it was not asked for.
type OneMore struct {
	Position float64 // one position of the first profession, with the others in the proportion of the service
	RoomHour float64 // one hour a week more in one room
	UnitDay  float64 // one day a week more of one vehicle or team, with its crew from the same staff
}

// ProfessionYear is one profession of a service in a year, at the parameters' central
// values and in the frame of the comparison. Hours are hours of clients.
type ProfessionYear struct {
	Profession string
	Positions  float64 // filled or not
	Hours      float64 // that filled positions have
	Crew       float64 // of these, on board of mobile units
	Lent       float64 // of these, on board of units that do not give the service
	LentTo     []Borrower
	Wanted     float64 // that all contacts in person of the county's own production, and for the first profession all remote ones, would take
	Used       float64 // that those of them take that can be given
}

// Borrower is a mobile unit that takes hours of a service that it does not give, as its crew
// needs a profession that no service on board has.
type Borrower struct {
	Unit string // its id
	Kind string // as in parameters under "mobile."
}

// pointFigures are the figures of a point in the tidy list, by measure.
var pointFigures = []struct {
	measure, unit string
	get           func(*PointLoad) float64
}{
	{"station_load", "contacts/year", func(l *PointLoad) float64 { return l.Load }},
	{"station_capacity", "contacts/year", func(l *PointLoad) float64 { return l.Capacity }},
	{"station_seen", "contacts/year", func(l *PointLoad) float64 { return l.Seen }},
	{"station_rooms", "rooms", func(l *PointLoad) float64 { return l.Rooms }},
	{"station_one_more_position", "contacts/year", func(l *PointLoad) float64 { return l.More.Position }},
	{"station_one_more_room_hour", "contacts/year", func(l *PointLoad) float64 { return l.More.RoomHour }},
	{"station_one_more_unit_day", "contacts/year", func(l *PointLoad) float64 { return l.More.UnitDay }},
}

// stations returns the tidy lines of a row's points and professions. A stop is named by
// its place and its unit.
func (r *Row) stations(at Score) []Score {
	var out []Score
	put := func(measure, unit string, v float64) {
		at.Measure, at.Unit, at.People = measure, unit, 0
		x := Range{}
		if v-v == 0 {
			x = Exact(v)
		}
		out = append(out, at.with(x))
	}
	group := at.Group
	for i := range r.Loads {
		l := &r.Loads[i]
		at.Facility = l.Facility
		if l.Unit != "" {
			at.Facility += "/" + l.Unit
		}
		for _, f := range pointFigures {
			put(f.measure, f.unit, f.get(l))
		}
		for _, st := range l.Staff {
			at.Group = st.Profession
			put("station_positions", "positions", st.N)
		}
		at.Group = group
	}
	at.Facility = ""
	for _, y := range r.Capacity {
		at.Group = y.Profession
		put("capacity_positions", "positions", y.Positions)
		put("capacity_hours", "h/year", y.Hours)
		put("capacity_crew_hours", "h/year", y.Crew)
		put("capacity_wanted_hours", "h/year", y.Wanted)
		put("capacity_used_hours", "h/year", y.Used)
	}
	return out
}

// TodayCost is what the first option costs the county a year: in total, and by
// service in the order of the report.
type TodayCost struct {
	CostParts
	Option   int // its index
	Services []ServiceCost
}

// ServiceCost is the part of TodayCost of one service: the contacts a year that its
// known cost rests on, and the full cost of a contact by unit costs and what the staff
// is paid for one that it gives, in euros. NaN is unknown.
type ServiceCost struct {
	CostParts
	Contacts, UnitCost, StaffCost float64
}

// StaffAbove reports whether the staff alone costs more than a contact by unit costs:
// what it costs to give a contact or to buy it cannot be compared then.
func (c ServiceCost) StaffAbove() bool { return c.StaffCost > c.UnitCost }

// CostParts are euros a year by unit costs times contacts, and by the model's own
// lines before client fees: unit costs are full costs. Both are NaN if unknown, and Reason gives the cause.
type CostParts struct {
	Known, Model float64
	Reason       Reason
}

// Residual returns the part of the known cost that the model's lines do not explain.
// It is the same in every option.
func (c CostParts) Residual() float64 { return c.Known - c.Model }
