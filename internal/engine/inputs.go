package engine

import (
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Inputs is everything that a comparison needs besides the prepared county: the
// options in order (the first one of a year is what others are compared with unless
// they name another), the rules and the known figures.
type Inputs struct {
	ID, Name  string
	Synthetic bool
	Demo      bool
	Options   []scenario.Option
	Rules     []report.Rule
	Known     []report.Known
	Notes     []string // what reading had to say
	Movers    bool     // try what each ranged parameter moves
	Maps      bool     // draw the surfaces
}

// Settings are the choices of one run.
type Settings struct {
	Frame   string          // "staff" (client hours fixed) or "budget" (euros fixed)
	Period  travel.Period   // the hours that the headline's times describe
	Cycling bool            // people without a car may also cycle
	Choice  bool            // free choice among points instead of the nearest
	Path    population.Path // on which of the two ways the people of a year are known
	Draws   int             // parameter draws behind the ranges, 0 = none
	Seed    uint64
}

// Result is what a run gives: the report, one surface an option for the maps,
// each option's county after its changes with the people of its year, in the
// options' order, and those of the report's notes that say what is doubtful.
type Result struct {
	Report   report.Report
	Surfaces []report.Surface
	Counties []*scenario.Base
	Warnings []report.Message
}
