package engine

import (
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Inputs is everything that a comparison needs in addition to the prepared county:
// the options in order (the first of a year is the reference of the others unless
// they name another one), the rules and the known figures.
type Inputs struct {
	ID, Name  string
	Synthetic bool
	Demo      bool
	Options   []scenario.Option
	Rules     []report.Rule
	Known     []report.Known
	Notes     []report.Message // notes of reading the files
	Movers    bool             // compute what each ranged parameter changes
	Maps      bool             // compute the surfaces
	Flows     bool             // keep what Result.Flows needs
	Moves     bool             // keep what Result.Moves needs
	Screen    bool             // leave out what no first screen prints: pulls of options other than the references, and levers alone
	Detail    bool             // compute contacts by area, and what one unit more of a capacity gives at each point
}

// Settings are the choices of one run.
type Settings struct {
	Frame   string          // "staff" (client hours fixed) or "budget" (euros fixed)
	Period  travel.Period   // the time of day of the headline's travel times
	Cycling bool            // people without a car may also cycle
	Choice  bool            // free choice among points instead of the nearest
	Path    population.Path // which of the two sources gives the people of a year
	Draws   int             // parameter draws for the ranges, 0 = none
	Seed    uint64

	// Networks is how often travel times and inexact places are drawn, for the ranges of
	// who gets there; with 0 these have no range.
	Networks int

	MinStaff float64 // positions that the same budget leaves at a place that is open all week; 0 for none
}

// Result is what a run returns: the report, one surface per option for the maps,
// each option's county after its changes with the people of its year, in the order
// of the options, and the warnings among the report's notes. Reads are the parameters
// that the figures of each option depend on, sorted by path; Standings are what its
// place among the others depends on.
type Result struct {
	Report    report.Report
	Surfaces  []report.Surface
	Counties  []*scenario.Base
	Warnings  []report.Message
	Reads     [][]string
	Standings []Standing

	// Flows computes where the people of a service go in an option, both by index. It is
	// nil unless it was asked for; several goroutines may call it.
	Flows func(option, service int) *report.Flows

	// Moves computes what the waits of a service need in an option, both by index. It is
	// nil unless it was asked for. It fails if the people of today cannot be computed.
	Moves func(option, service int) (*report.Moves, error)
}
