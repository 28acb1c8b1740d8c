// Package network holds the supply side: services, facilities and their
// buildings, the service points of facilities, mobile units with their stops, remote channels
// and contracts with other producers. It keeps three axes separate: tier (how
// widely a service is spread), channel (how it meets the client) and production
// (who produces it). A Network is a plain value; Clone makes a deep copy. The
// example builds and checks one.
package network

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// Tier is how widely a service is spread. It sets the time limit.
type Tier string

// The tiers, from near to far.
const (
	Local    Tier = "local"
	District Tier = "district"
	Central  Tier = "central"
)

// Channel is how a service point meets its clients.
type Channel string

// The channels of a point. Remote contacts have no point.
const (
	OnSite Channel = "on_site"
	Mobile Channel = "mobile"
)

// Production is who produces a service.
type Production string

// The kinds of production.
const (
	Own         Production = "own"
	Purchased   Production = "purchased"
	Voucher     Production = "voucher"
	ThirdSector Production = "third_sector"
)

// Productions lists them, the county's own first.
func Productions() []Production { return []Production{Own, Purchased, Voucher, ThirdSector} }

// CoordClass is the accuracy of a facility's coordinates: A exact, from a public
// register; B the named railway station (error up to about 600 m); C a district
// centre or from memory (error up to about 1.5 km); None no coordinates.
type CoordClass string

// The coordinate classes.
const (
	ClassA    CoordClass = "A"
	ClassB    CoordClass = "B"
	ClassC    CoordClass = "C"
	ClassNone CoordClass = "none"
)

// Status is the status of a facility. Only open facilities serve clients.
// Planned and interim ones count for the rules that allow them.
type Status string

// The statuses of a facility.
const (
	Open    Status = "open"
	Planned Status = "planned"
	Interim Status = "interim"
	Closed  Status = "closed"
)

// Known is a yes, a no, or unknown.
type Known uint8

// The three answers.
const (
	Unknown Known = iota
	Yes
	No
)

// Word is the answer as files write it: yes, no or unknown.
func (k Known) Word() string { return [...]string{Unknown: "unknown", Yes: "yes", No: "no"}[k] }

// Staff is one profession's share of a service's work. Minutes is the parameter
// path of its minutes per contact, Wage of its hourly wage.
type Staff struct{ Profession, Minutes, Wage string }

// Service is a product for a target group. Fields ending in
// Path are parameter paths, so that the numbers keep their source and range.
type Service struct {
	ID       string
	Name     lang.Name
	Short    lang.Name // "" if the name is short enough
	Bundle   string    // group of services that are reported together, such as reception
	Tier     Tier
	Target   population.Group
	RatePath string // contacts per person and year, by age; not read if there are products
	// Staff are the professions in a contact. The first one meets the client, so
	// its hours limit the capacity. RemoteMinutes is the path of its minutes per
	// remote contact, empty if remote contacts are not possible.
	Staff         []Staff
	RemoteMinutes string
	ClientMinutes string // minutes in the room
	RoomM2        string // gross square metres per room
	RoomType      string // that a contact needs; empty for Reception
	RemoteMax     string // upper limit: share of contacts that are clinically suitable
	RemoteNow     string // share of contacts that are remote today
	UnitCost      string // full cost of a contact, for calibration
	RemoteCost    string
	Fee           string // client fee of an in-person contact, empty for none
	FeeFreeUnder  int    // age in years
	Window        string // longest acceptable wait in days
	NonUrgent     string // share of contacts that are not urgent, for known counts of these; empty for unknown
	Statutory     bool
	InPersonOnly  bool // never remote
	MobileOK      bool
	ThirdSectorOK bool
	SwedishByLaw  bool
	SchoolAges    population.Group // ages that a school unit serves at school; zero if none
	PtFree        bool             // public transport is free for this trip
	Products      []Product        // nil: need and times are those of the fields above
}

// Facility is a place: rooms in a building, or a stop.
type Facility struct {
	ID, Name    string
	Names       lang.Name // by language; Name is used if it is empty
	Type        string    // health_station, neuvola, dental, family_centre, stop, …
	At          orb.Point
	Class       CoordClass
	Area        string // area id as given; may be empty
	Status      Status
	From        int // year of opening if planned, 0 unknown
	BarrierFree Known
	Size        string // small, medium, large; empty for none (a stop, somebody else's building)
	LeaseEnd    int    // year, 0 unknown
	Production  Production
	Column      int     // travel time column, -1 = no times
	Snap        float64 // metres from the facility to the column's location
	Demo        bool    // part of a demonstration, not a real facility
	FloorM2     float64 // gross floor area in square metres, 0 unknown
	Languages   string  // languages of service by two-letter code, "fi, sv"; empty for unknown
	Note        string
}

// Called gives a facility's name for every language: in English its Name where the
// language has none of its own, elsewhere that of another language.
func (f *Facility) Called() lang.Name { return called(f.Names, f.Name) }

func called(n lang.Name, name string) lang.Name {
	if n.En == "" {
		n.En = name
	}
	return n.Or(n)
}

// Hours are a point's weekly opening hours: the weekdays with office hours and
// with an evening (bit 0 is Monday), and whether it is open on Saturday.
// EveryDays is the days from one visit to the next if a point is open less than
// once a week, 0 otherwise.
type Hours struct {
	Office, Evening uint8
	Saturday        bool
	EveryDays       float64
}

// Office hours on all weekdays.
const AllWeek uint8 = 0b11111

// DaysPerWeek returns the number of days with any opening, including Saturday.
func (h Hours) DaysPerWeek() float64 {
	if h.EveryDays > 0 {
		return 7 / h.EveryDays
	}
	n := 0.0
	for d := h.Office | h.Evening; d != 0; d &= d - 1 {
		n++
	}
	if h.Saturday {
		n++
	}
	return n
}

// ServicePoint is one service at one facility.
type ServicePoint struct {
	ID       string // see PointID
	Facility int
	Service  int
	Channel  Channel
	FTE      []float64 // by the service's Staff, positions filled or not
	Hired    []float64 // positions in FTE that an option adds to the county (below 0: removes); nil = none
	Rooms    float64
	Hours    Hours
	Swedish  Known
	Unit     int  // index in Units for a mobile point, otherwise -1
	Visiting bool // open on visiting days only
	Provider bool // run by another producer: takes only the contract's share
	Src      string
}

// Unit is a mobile unit: a vehicle or a team that serves its stops in turn, or
// schools. Except for drivers and coordinators, its crew comes from the county's
// staff of the services on board. Kind names its parameters under "mobile.".
type Unit struct {
	ID, Name string
	Kind     string
	Count    int // vehicles or teams
	Services []int
	Stops    []Stop
	Schools  bool // serves pupils at school: no travel
}

// Stop is a mobile unit's stop with its weekdays.
type Stop struct {
	Facility int
	Days     uint8
}

// Remote is a planned remote share of a service's contacts.
type Remote struct {
	Service int
	Share   float64 // planned share of contacts, including adoption
	Support bool    // digital support raises adoption among those who need it
}

// Share is what is known of where people go: the part of a service's contacts
// that a facility has, of those at all facilities with such a figure.
type Share struct {
	Service, Facility int
	Value             float64
}

// Network is the whole supply of a county.
type Network struct {
	Services   []Service
	Facilities []Facility
	Buildings  []Building // with one rent each; a facility in none is one of its own
	Points     []ServicePoint
	Units      []Unit
	Remotes    []Remote
	Contracts  []Contract
	Shares     []Share // of today's points, for delivery.FitChoice
	Zones      Zones   // nil without products that differ between municipalities
	Order      []int32 // of the facilities in their tables (population.InOrder); Facilities are sorted by id
}

// Clone returns a deep copy: a change to the copy does not change the original. Nil
// and empty slices stay nil and empty.
func (n *Network) Clone() *Network {
	c := &Network{
		Services:   slices.Clone(n.Services),
		Facilities: slices.Clone(n.Facilities),
		Buildings:  slices.Clone(n.Buildings),
		Points:     slices.Clone(n.Points),
		Units:      slices.Clone(n.Units),
		Remotes:    slices.Clone(n.Remotes),
		Contracts:  slices.Clone(n.Contracts),
		Shares:     slices.Clone(n.Shares),
		Zones:      slices.Clone(n.Zones),
		Order:      slices.Clone(n.Order),
	}
	for i := range c.Services {
		c.Services[i].Staff = slices.Clone(c.Services[i].Staff)
		c.Services[i].Products = slices.Clone(c.Services[i].Products)
		for k, p := range c.Services[i].Products {
			c.Services[i].Products[k] = p.clone()
		}
	}
	for i := range c.Buildings {
		b := &c.Buildings[i]
		b.Facilities = slices.Clone(b.Facilities)
		b.Before = Use{slices.Clone(b.Before.Facilities), slices.Clone(b.Before.Parts)}
		b.Rooms, b.Near = slices.Clone(b.Rooms), slices.Clone(b.Near)
	}
	for i := range c.Points {
		c.Points[i].FTE = slices.Clone(c.Points[i].FTE)
		c.Points[i].Hired = slices.Clone(c.Points[i].Hired)
	}
	for i := range c.Units {
		c.Units[i].Services = slices.Clone(c.Units[i].Services)
		c.Units[i].Stops = slices.Clone(c.Units[i].Stops)
	}
	return c
}
