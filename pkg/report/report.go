// Package report is the result of a comparison as a value, not a file: for each
// option and service who gets there, who gains and loses, who can be served, what it
// costs and who pays, and which rules it breaks. The report has facts;
// internal/words has the sentences. Other packages make files, tables and maps from
// it. Numbers have full precision and are rounded when printed. The examples show
// value for money, the rules and the tidy list.
package report

import (
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// Report is the whole comparison.
type Report struct {
	County    string // id
	Name      string
	Names     lang.Name // of the county by language; without one Name
	Synthetic bool
	Demo      bool // the network is a demonstration, not the county's own
	Year      int
	Frame     string // what is the same in all options: "staff" or "budget"
	Period    string // time of day of the travel times: rush hour, midday or any time
	Path      string // where the people of a year come from: observed or documents
	Draws     int
	Networks  int // drawn networks, for the ranges of who gets there; 0 gives these no range
	Seed      uint64
	Options   []Option // in order; the first is the reference
	Elsewhere []Option // not compared here, as they have another reference; only if the first screen alone was asked for
	Alone     []Option // the same, as nothing is compared with them
	Services  []Service
	Network   []NetworkRow // one per option
	Today     TodayCost
	Checks    []Check            // reconciliation with known figures
	Used      []Assumption       // every parameter that the result rests on
	Unknown   []string           // parameters that were read and are null
	Notes     []Message          // what a reader must know before reading the figures
	Reading   []Message          // notes of reading the files; those of AsRead are in English, like errors
	Scores    []Score            // the same figures as a tidy list
	Contracts []ServiceContracts // by option and service; nil where no contract of today is known
	Allocated []Allocated        // by option, service, area and channel; nil unless Inputs.Detail of the engine is set
	Buildings []Building         // by option and building; nil where the county has no table of buildings
	Sweeps    []Sweep            // the comparison at other values, if it was asked for
	Finds     []Find             // where one option beats another, if it was asked for
	Stress    *Stress            // the comparison in each stress test; nil if it was not asked for
	Sources   []DataSource       // where the county's data comes from, in the order of the county file; files of unknown sources are the last one
}

// WhatIf is the id of the option that a request makes of its own changes.
const WhatIf = "what-if"

// Option is one compared option as readers see it.
type Option struct {
	ID, Name string
	Names    lang.Name // in every language
	Short    lang.Name // in every language
	Year     int
	Against  int     // index of the option that it is compared with; -1 for none
	Movers   []Mover // the parameters that change its result most, at most three
	Breaches []Breach
	Best     bool      // in the table of some service no option is better on all counts
	Listed   lang.Name // why it is shown although it breaks a rule
	Levers   []Lever   // of a mixed option: each lever alone, and the interaction
	Steps    []Step    // the changes

	Harmonised *Harmonised // what the common model of products that it follows changes since today; nil without
	Near       Range       // share of the contacts given in person that are given in buildings near a station, mall, library or school; unknown where that is known of no building
}

// Service is the table of one service.
type Service struct {
	ID, Name, Bundle string
	Names, Short     lang.Name // in every language
	Tier             string
	Group            population.Group
	People           float64             // target group today
	Hidden           population.Estimate // of the target group today: what the source of the grid hides
	LimitMin         Range               // the time limit in minutes
	Loads            LoadBasis           // of the stations today
	Measure          Message             // the requested accessibility measure
	Rows             []Row               // one per option, in the same order
}

// LimitStep is how many minutes a time limit is moved to either side, to show what the
// judgement that it is changes.
const LimitStep = 5

// Row is one option's line in the table of one service. Shares are from 0 to 1;
// people and euros are per year and not rounded.
type Row struct {
	Points       int
	People       float64   // target group in the option's year
	GetsThere    Range     // share, in person and without a car
	OwnModes     Range     // share, by car for those who have one
	Tighter      float64   // GetsThere with a limit of LimitStep less
	Looser       float64   // the same with LimitStep more
	There        Range     // people who get there
	ThereChange  Range     // their change from the reference: gain minus lose
	WeekChange   Range     // the change of those of them who get there at a point open all week
	Beyond       Range     // people who do not
	WorstArea    string    // its name, "" for none
	WorstNames   lang.Name // of the area, in every language
	WorstShare   Range
	WorstTenth   float64 // mean minutes of the tenth that travels longest; +Inf if some reach nothing
	Median, Mean float64 // minutes of those who reach a point
	SlowestTenth float64 // the tenth that travels longest needs at least this many minutes
	NoPoint      float64 // people who reach no point by any of these modes
	Gain, Lose   Range   // people, compared with the option's reference
	LoseLast     float64 // people who lose the last in-person point
	PartWeek     Range   // of There: people whose points in time are all open fewer than five days a week
	FewerDays    float64 // people who get there before and after, but on fewer days a week
	OnlyProvider Range   // people beyond the limit who have a point in time of another producer, who meets a part of the need only: at most so many get there
	Slot         Range   // share with a point open in hours that suit them
	Need         Range   // contacts a year: people times their rates, whatever the option
	Induced      Range   // remote contacts a year that exist only because the option plans the channel: no part of Need, Served and Visits
	Served       Range   // share of the need that capacity can serve
	Visits       Range   // contacts that can be given in a year
	VisitsChange Range   // their change from the reference
	ServedSame   Range   // the same share at the same budget, with what it buys or sells at the parameters' values
	SameChange   Range   // at the same budget: change of the contacts a year that can be given, which says how sure a difference of ServedSame is
	AnyChannel   Range   // share of contacts that some channel can serve; Lo and Hi are Fréchet bounds
	Remote       Range   // realised remote share of the need, without Induced
	Forgone      Range   // contacts not made because of distance
	Bottleneck   string  // what limits capacity: staff, rooms, vehicle
	County       Range   // change of the county's euros a year, full effect
	CountyNow    Range   // the same in this budget year
	From         int     // first year of the county's full effect; 0 = the option's year
	Homes        Range   // change of residents' money and time, euros a year
	OneOff       float64
	ChildMinutes float64 // change of children's travel minutes a year, not priced
	Worth        Worth   // value for money
	AtSchool     float64 // people met at school, without travel
	SchoolNeed   float64 // contacts a year to be met at school
	SchoolVisits float64 // of these, contacts that can be given
	NoPlace      float64 // contacts a year that another producer gives of whom no point is known
	AtProviders  float64 // contacts a year that other producers give at known points
	Best         bool    // no option of its year is better on all counts
	Movers       []Mover // the parameters that change this row most, at most three
	Odds         Odds    // how often it is better than its reference, by count
	Tornado      []Bar   // what moves its difference from the reference most, by count
	Areas        []Area
	Groups       []GroupRow
	WorstGroup   string // among the identified groups of at least 500 people in 5 cells
	BestGroup    string
	GroupGap     Range    // share of people who get there, best group minus worst
	NextBest     string   // the option below this one on the frontier; "" off the frontier
	NextPrice    float64  // euros a year for each additional person who gets there
	Measured     []Figure // equity figures of Service.Measure; nil for none
	Loads        []PointLoad
	Capacity     []ProfessionYear
	Lines        []Line  // the changes of its cost lines, at the parameters' values only
	Reasons      Reasons // why figures have no number

	Harmonised *Harmonised // of Option.Harmonised, what concerns this service; nil without
}

// Area is the part of a row in one area.
type Area struct {
	ID, Name   string
	Names      lang.Name // in every language
	People     float64
	GetsThere  Range
	Gain, Lose float64
	FewerDays  float64
	Need       float64 // contacts a year; NaN unless Inputs.Detail of the engine is set, as the next
	Visits     float64 // of these, contacts that can be given to those who live there
	Identified bool    // false if the figure is not identified from data
}

// GroupRow is the part of a row for one population group. Groups of fewer than 500
// people or 5 cells are left out of worst-of comparisons.
type GroupRow struct {
	Name       string
	People     float64
	Cells      int
	GetsThere  Range
	Identified bool
}

// NetworkRow is one option over all services. Euros are summed over services, people
// are not.
type NetworkRow struct {
	Points, Facilities int
	County, CountyNow  Range
	Homes              Range
	OneOff             float64
	Payers             []Payer
	Lines              []Line
	MinServed          Range  // the service with the lowest share served
	MinServedService   string // its English name
	MinServedNames     lang.Name
	ServedSame         Range // at the same budget: part of the need of all services that can be given, in hours of clients
	UndoneHours        Range // at the same budget: hours of clients a year left undone beyond the reference
	BudgetGap          float64
	Trades             []Trade // what the same-budget rule bought or sold
	Unbalanced         bool    // the overrun exceeds the tolerance of the rule
	Odds               Odds    // how often it is better than its reference, in euros
	Tornado            []Bar   // what moves its euros most
	Reasons            Reasons
}

// Payer is the change of one payer's euros a year, including transfers.
type Payer struct {
	Name  string
	Money Range
}

// Line is the change of one cost line.
type Line struct {
	Kind  string
	Payer string
	Money Range
	From  int // first year of the full effect
	Note  string
}

// Check is one known figure next to the model's.
type Check struct {
	What         string
	Names        lang.Name // What in every language
	Model, Known float64
	Lo, Hi       float64 // of Model, if only a share of non-urgent contacts moves from its low to its high; else Model
	Unit         string
	Counts       Known // what the known figure counts
	Source       string
	Sources      lang.Name // Source in every language
	Ratio        float64
	Off          bool      // they differ by more than 10 %
	Fitted       bool      // the model was fitted to the known figure: the check tests nothing, and Off is false
	Decay        float64   // of a fitted figure: the decay of choice with travel time, 1/min
	Attraction   float64   // of a fitted figure: what attracts people to the facility in addition to travel time; 0 for remote contacts
	Waived       string    // why the difference is accepted
	Reasons      lang.Name // Waived in every language
}

// Assumption is one parameter that the result rests on.
type Assumption struct {
	Path, Unit, Flag, Ref string
	Names                 lang.Name // in every language; zero if the parameter has no name
	V, Lo, Hi             float64
	Ranged                bool
	Weight                float64 // largest swing over the options; it orders the list
}

// Score is one figure of the tidy list. Service is "" for the network, Group names
// the population group, and Area is "" for the county.
type Score struct {
	Option, Service, Measure, Area, Group string
	Facility                              string  // of a figure of one point: its place, and a unit after a slash; "" else
	Value, Lo, Hi                         float64 // NaN = unknown
	Unit                                  string
	People                                float64
}

// Marks in a surface for cells without a number.
const (
	Unreached    int32 = -1    // nothing is reached
	Outside      int32 = -2    // outside the county, or nobody lives there
	NoDifference int32 = -9999 // one of the two has no time
)

// Surface is what the maps draw for one option: for each cell of the grid, by
// service. Minutes are whole minutes rounded up, -1 if nothing is reached and -2 if
// the cell is outside the county; files write NULL for both.
type Surface struct {
	Option string
	Layers []Layer // one per service
}

// Layer is the part of a surface for one service.
type Layer struct {
	Service string
	Minutes []int32 // without a car
	Own     []int32 // by car for those who have one, for the typical traveller by own modes
	Nearest []int32 // index of the facility, -1 none
	Diff    []int32 // minutes more (+) or fewer (-) than the option's reference; -9999 unknown
	Target  []float64

	// People of the target group. They add up to the figures of the row.
	There     []float64 // who get there in time, without a car
	Gain      []float64 // who newly do
	Lose      []float64 // who no longer do
	LoseLast  []float64 // who lose the last in-person point within the limit, by own modes
	FewerDays []float64 // who get there before and after, but on fewer days a week
}
