package report

import "saavu/pkg/lang"

// SweptKind is what a sweep or a search changes.
type SweptKind string

// The kinds.
const (
	SweptParameter SweptKind = "parameter" // of the county, for all options alike
	SweptSet       SweptKind = "set"       // a parameter, for options that are compared with another one
	SweptRemote    SweptKind = "remote"    // the planned remote share of a service, for the same options
	SweptPeople    SweptKind = "people"    // a factor of the people of an area
)

// Swept is one thing that a sweep or a search changes. Value is what it is in the
// county, NaN if it is not known; the factor of people is 1.
type Swept struct {
	Key   string // as it is asked for
	Kind  SweptKind
	Path  string    // of a parameter
	Names lang.Name // of the parameter, the service or the area
	Unit  string
	Value float64
}

// Sweep is a comparison at several values of one or two things.
type Sweep struct {
	Levers  []Swept
	Options []int // indexes of the compared options in the report
	Steps   []SweepStep
}

// SweepStep is the comparison at one value of each lever.
type SweepStep struct {
	Values []float64  // by lever
	Rows   []SweepRow // by option of the sweep
}

// SweepRow is one option at one step: by service, in the report's order, and the
// change of euros a year over all services.
type SweepRow struct {
	Services      []SweepCounts
	County, Homes Range
}

// SweepCounts are the four counts of an option in one service. The euros are a change
// from the option's reference in the same step.
type SweepCounts struct {
	GetsThere, There, Visits, County, Homes Range
}

// Find is the answer to the question at which value an option has more, or less, of one
// count than another.
type Find struct {
	Lever        Swept
	From, To     float64 // the values that were searched
	Tolerance    float64 // how far a crossing may be from the value that is given
	Option, Than string  // ids
	Names, Other lang.Name
	More         bool   // the option has more, else less
	Count        string // one of CountNames
	Service      string // id; "" for all services
	Of           lang.Name
	Holds        bool // at From
	Crossings    []Crossing
	Draws        int
	Somewhere    int // draws in which it holds at some value that was tried
}

// Crossing is a value at which the comparison of a Find turns: from At on it holds, or
// it holds no longer. Low and High are the 5th and 95th percentile over the draws. An
// end is open if more than 5 % of the draws turn beyond what was searched, or do not
// turn: then it is From or To, and in Beyond draws the crossing lies beyond that end.
type Crossing struct {
	At                float64
	Holds             bool // from At on
	Low, High         float64
	LowOpen, HighOpen bool
	Before, After     int // draws in which it turns before From, or not up to To
}
