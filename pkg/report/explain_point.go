package report

import (
	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// ExplainedPoint is a facility, and what its site costs.
type ExplainedPoint struct {
	ID        string
	Names     lang.Name
	Type      string
	Area      string
	AreaNames lang.Name
	Building  string      // id; "" if the facility is a building of its own
	House     string      // name of the building
	With      []lang.Name // other facilities in the building
	States    []PlaceState
}

// PlaceState is a facility in one option.
type PlaceState struct {
	Present bool // the option has the facility
	Status  string
	Lines   []PlaceLine
}

// PlaceLine is a yearly cost of the county for the site of a facility, or for its
// building as a whole, by the service that pays it.
type PlaceLine struct {
	Kind    string
	Service lang.Name
	EUR     float64
}

// PointService is one service at a facility.
type PointService struct {
	Unit     string // id of the mobile unit that stops there; "" for a point in the building
	UnitKind string // of the mobile unit
	States   []PointState
	Goes     []GoesTo // where the need of today's network goes in the option, if that changes
}

// GoesTo is a part of the need of a point that goes to another one.
type GoesTo struct {
	Facility string
	Names    lang.Name
	Share    float64
}

// PointState is one service at a facility in one option.
type PointState struct {
	Present  bool // the service is given here
	Provider bool
	NoTimes  bool

	Days, Evenings float64 // a week
	Saturday       bool
	BarrierFree    network.Known
	Swedish        network.Known
	Attraction     float64

	First, Kept, Gone, Unmet, Found float64 // contacts a year, as in CellPoint
	Load                            float64
	Capacity                        float64 // +Inf if nothing limits it
	Bind                            string

	Staff []StaffFactor
	Rooms RoomFactor
	Stop  StopFactor

	Areas []AreaFlow // those with most contacts first
}

// Seen returns the contacts that are served at the point.
func (p *PointState) Seen() float64 { return p.Kept + p.Found }

// StaffFactor is how the positions of a profession become contacts (see
// delivery.StaffLimit).
type StaffFactor struct {
	Profession string

	Positions, Fill, Productive, Left, Loss, Hours, Minutes, Contacts float64
}

// RoomFactor is how rooms become contacts (see delivery.RoomLimit). Given is false if
// as many rooms are taken as the load needs.
type RoomFactor struct {
	Rooms float64
	Given bool

	Hours, Use, Minutes, Contacts float64
}

// StopFactor is how a mobile unit becomes the contacts of a stop (see
// delivery.UnitLimit).
type StopFactor struct{ Part, Crew, Visits, Hours, Contacts float64 }

// AreaFlow is the people and contacts of one area at a point.
type AreaFlow struct {
	ID     string
	Names  lang.Name
	People float64 // of all ages with a visit rate who choose the point first
	First  float64
	Seen   float64
}
