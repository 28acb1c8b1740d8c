// Package scenario changes a county on paper. A Base is today: grid, network,
// travel matrix, parameters, rules. An Option is an ordered list of small
// planned changes; Apply checks all of them, reports every refusal together
// with its change and field, and applies them to a copy. A change that affects
// nothing is refused too, because it is always a mistake.
package scenario

import (
	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// Base is a county as it is: what every option starts from. Router is nil
// where times exist for the matrix's columns only. Grid, Network and Matrix are
// never nil.
type Base struct {
	Grid    *population.Grid
	Network *network.Network
	Matrix  *travel.Matrix
	Params  params.Tree
	Router  travel.Router
	Year    int
	SnapMax float64 // metres within which a place may take a column

	Projections []population.Projection // people by area in other years, in the county's order
}

// Option is one plan: its changes in order, and the year that it is dated.
// Against names the option that it is compared with; empty is the first one.
type Option struct {
	ID, Name string
	Year     int // 0 = the base's year
	Against  string
	Listed   string // why an option is shown although it breaks a rule
	Split    bool   // show each lever alone, and the interaction
	Changes  []Change
}

// Change is one planned change. Exactly one field is set.
type Change struct {
	Close       *Close
	Open        *Open
	Move        *Move
	Merge       *Merge
	SetCapacity *SetCapacity
	SetHours    *SetHours
	AddMobile   *AddMobile
	AddRemote   *AddRemote
	Contract    *Contract
	Set         *Set
}

// Close ends services at a facility: all of them, or those named.
type Close struct {
	Facility string
	Services []string
}

// Open starts services at a facility: one that is known (any status), or a new
// one with an id, a name and a place. A place without a travel column gets one
// from the router; without a router it takes the nearest column within the
// snapping distance, else it is refused. Without Services a facility that is
// planned, interim or closed opens with the points that it has on paper.
// OneOff is checked here and kept by the option only: the network has no costs.
type Open struct {
	Facility    string
	Name        string
	Type        string
	At          *orb.Point // EPSG:3067 metres; nil for a known facility
	Services    []string
	FTE         float64 // staff of each profession; 0 = staff follow the clients
	Rooms       float64 // 0 = as many as the staff need
	Hours       *network.Hours
	Visiting    bool
	Production  network.Production
	BarrierFree network.Known
	Size        string
	Interim     bool    // an interim place: open like any other, with a note
	OneOff      float64 // euros
}

// Move puts a facility at another place.
type Move struct {
	Facility string
	At       orb.Point
}

// Merge closes a facility and moves its staff and rooms to another, service by
// service; services that the other lacks are started there.
type Merge struct{ Facility, Into string }

// SetCapacity sets staff or rooms of a service at one facility or (Facility
// empty) at all. Values are NaN where not set; factors multiply.
type SetCapacity struct {
	Facility    string
	Service     string
	FTE         float64
	Rooms       float64
	FTEFactor   float64
	RoomsFactor float64
}

// SetHours sets the opening hours of services at facilities; empty lists mean
// all that are open.
type SetHours struct {
	Facilities []string
	Services   []string
	Hours      network.Hours
}

// AddMobile adds a mobile unit with its stops. A stop is a known facility or a
// new place with an id, a name and a point.
type AddMobile struct {
	ID, Name string
	Kind     string
	Count    int
	Services []string
	Stops    []Stop
	Schools  bool
}

// Stop is one stop of AddMobile: its place and weekdays.
type Stop struct {
	Facility string
	Name     string
	At       *orb.Point
	Days     uint8
}

// AddRemote plans a remote share of a service's contacts.
type AddRemote struct {
	Service string
	Share   float64
	Support bool
}

// Contract gives a share of a service's contacts to another producer, at Price
// euros a contact (0 = the parameter contract_price.<service>.<production>).
type Contract struct {
	Service    string
	Production network.Production
	Share      float64
	Price      float64
}

// Set changes a parameter.
type Set struct {
	Path  string
	Value float64
}

// Kind gives the change's key as it is written in an option file, or "" for an
// empty change.
func (c Change) Kind() string {
	switch {
	case c.Close != nil:
		return "close"
	case c.Open != nil:
		return "open"
	case c.Move != nil:
		return "move"
	case c.Merge != nil:
		return "merge"
	case c.SetCapacity != nil:
		return "set-capacity"
	case c.SetHours != nil:
		return "set-hours"
	case c.AddMobile != nil:
		return "add-mobile"
	case c.AddRemote != nil:
		return "add-remote"
	case c.Contract != nil:
		return "contract"
	case c.Set != nil:
		return "set"
	}
	return ""
}

// Refusal says why one change cannot be made: Change is its index in the
// option, Field the path of the field within it ("services.1"), empty for the
// change itself.
type Refusal struct {
	Change int
	Field  string
	Reason string
	Hint   string
}
