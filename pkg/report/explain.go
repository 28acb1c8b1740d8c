package report

import (
	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Explanation is how the figures of one place come about: of a cell of people, or of a
// facility. All figures are at the parameters' central values and with the same staff.
// Unknown numbers are NaN; a time that is not reached is +Inf. Lists of states have
// one state for each of Options.
type Explanation struct {
	County, Name string    // id and name
	Names        lang.Name // of the county by language; zero for Name
	Synthetic    bool
	Demo         bool
	Year         int
	Period       string // as in Report
	Path         string
	Choice       bool     // people choose among points; else they go to the nearest
	Options      []Option // the option that the explained one is compared with, if any, then that one

	Cell  *ExplainedCell // one of the two is not nil
	Point *ExplainedPoint

	Services   []ExplainedService
	Parameters []ExplainedParameter // in the order of their first use
}

// Option returns the option that is explained.
func (x *Explanation) Option() *Option { return &x.Options[len(x.Options)-1] }

// ExplainedCell is a cell and its people of all ages.
type ExplainedCell struct {
	ID        string
	At        orb.Point // its centre, EPSG:3067
	Distance  float64   // metres from the place that was asked for to the centre; NaN if the cell was asked for by id
	Empty     string    // id of the cell without people that holds that place; else ""
	Area      string
	AreaNames lang.Name
	People    float64
	Estimated float64 // of these, people whose age or number is hidden and estimated
}

// ExplainedParameter is a parameter with its value in each option.
type ExplainedParameter struct {
	params.Param
	Values []float64
}

// ExplainedService is a service at the place.
type ExplainedService struct {
	ID           string
	Names, Short lang.Name
	Tier         string
	Group        population.Group
	Limit        Range // minutes: value, low and high of the parameter
	Cell         *CellService
	Point        *PointService
	Reason       Reason // why what can be served is unknown
}

// CellService is one service for the people of a cell.
type CellService struct {
	People  float64 // in the target group
	Car     float64 // of these, people who have a car at hand
	Limited float64 // mobility-limited people
	Ages    []AgeNeed
	States  []CellState
	Gain    float64 // people who newly get there, compared with the other option
	Lose    float64 // people who no longer do
}

// AgeNeed is the people of an age group and their need.
type AgeNeed struct {
	Group  population.Group
	Target bool // in the target group
	People float64
	Rate   float64 // contacts a person and year
	Need   float64 // contacts a year
}

// CellState is one service for the people of a cell in one option.
type CellState struct {
	There      float64 // people who get there without a car
	ThereLow   float64 // the same at the low of the time limit
	ThereHigh  float64
	Own        float64 // by own modes
	AtSchool   float64 // of these, people who are met at school
	Slot       float64 // share of the target group that finds a suitable hour
	Travellers []Traveller
	Points     []CellPoint // those with most contacts first
	Need       float64     // contacts a year
	Induced    float64     // remote contacts that exist only because of the channel: part of RemoteNeed, but not of Need
	RemoteNeed float64
	Remote     float64 // of these, served
	Plan       RemotePlan
	Contracted float64
	SchoolNeed float64
	School     float64 // served at school
	NoPoint    float64 // in person, with no point to reach
	Forgone    float64 // not made because of the distance
	First      float64 // contacts that come to the county's own points first
	Seen       float64 // served there
	Moved      float64 // of these, served at another point than the first
	Unmet      float64 // of First
	Share      float64 // of the need that can be served
	Residents  []ResidentLine
	Journeys   float64 // return journeys that are served, a year
	Minutes    float64 // of a journey there and back, mean
	CarKm      float64 // driven there and back, mean
	RidesPt    float64 // share of journeys by public transport
}

// Traveller is the people of one type: with or without a car at hand, mobility-limited
// or not.
type Traveller struct {
	Type    string
	People  float64 // of the target group
	Minutes float64 // to the nearest point
	Nearest lang.Name
}

// travellerTypes are the types in the order of every list of travellers, which is that
// of delivery.Type.
var travellerTypes = [4]string{"walks", "walks_limited", "drives", "drives_limited"}

// TravellerType returns the word for a type by its index.
func TravellerType(i int) string { return travellerTypes[i] }

// RemotePlan is how the share of remote contacts of a service comes about.
type RemotePlan struct {
	Possible bool    // the service has remote contacts
	Now      float64 // share measured today
	Planned  float64 // share that the option plans; NaN without a plan
	Delivery float64 // share of a planned increase that is realised; NaN without a plan
	Target   float64 // what follows from these
	Ceiling  float64 // share of contacts that are clinically suitable
	Realised float64 // share of all contacts of the county
	Here     float64 // share of the contacts of the place, by its ages
}

// ResidentLine is what the residents of a cell pay in a year.
type ResidentLine struct {
	Kind string
	EUR  float64
}

// CellPoint is one point of a service as the people of a cell see it.
type CellPoint struct {
	Facility string
	Names    lang.Name
	Area     string
	Unit     string // id of the mobile unit; "" for a point in a building
	UnitKind string // of the mobile unit
	Provider bool   // of another producer: takes only the contract's share
	New      bool   // the other option does not have it
	NoTimes  bool   // it has no travel times, so nobody can be sent there

	Walk, Transit, Bike, Car float64 // minutes by each way; +Inf if not reached, NaN without such times
	By                       []PointTraveller

	Days, Evenings float64 // a week
	Saturday       bool
	BarrierFree    network.Known
	Swedish        network.Known
	Attraction     float64 // NaN if people go to the nearest point

	First float64 // contacts of the cell that come here first
	Kept  float64 // of these, served here
	Gone  float64 // of these, served at another point
	Unmet float64 // of these
	Found float64 // contacts of the cell that came to another point first and are served here

	AllFirst, Capacity float64 // contacts of all people at the point
	Bind               string
}

// Seen returns the contacts of the cell that are served at the point.
func (p *CellPoint) Seen() float64 { return p.Kept + p.Found }

// PointTraveller is a point as one type of traveller sees it.
type PointTraveller struct {
	Enters  bool
	Minutes float64
	Weight  float64 // attraction x open days / 5 x exp(-decay x minutes)
	Share   float64 // of first choices
}
