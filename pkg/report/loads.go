package report

import "saavu/pkg/lang"

// PointLoad is a year of one service point, at the parameters' central values and in
// the frame of the comparison. NaN is unknown, and Reason gives the cause.
type PointLoad struct {
	Facility string
	Names    lang.Name // of the facility
	Unit     string    // id of the mobile unit, if the point is one of its stops; else ""
	Channel  string    // on_site or mobile

	Load      float64 // in-person contacts that it serves, plus contacts whose first choice it is and that no point serves; with the nearest point, all that arrive
	Capacity  float64 // contacts; +Inf if nothing limits it
	Seen      float64 // contacts
	Bind      string  // what limits its capacity: staff, rooms, vehicle or none; "" if unknown
	Positions float64 // of the profession that sees the client
	Rooms     float64 // rooms that it has, or needs if none are given
	Reason    Reason
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
