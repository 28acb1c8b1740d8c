// Package scenario applies planned changes to a county. A Base is today's
// county: grid, network, travel time matrix, parameters and rules. An Option is
// an ordered list of small planned changes. Apply checks all of them, reports
// all refusals with their change and field, and applies them to a copy. A
// change without effect is refused too, because it is always a mistake. The
// example moves a clinic, and has two refused changes.
package scenario

import (
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// Base is the present county, which every option starts from. Router is nil if
// there are travel times only for the matrix's columns. Grid, Network and
// Matrix are never nil.
type Base struct {
	Grid    *population.Grid
	Network *network.Network
	Matrix  *travel.Matrix
	Params  params.Tree
	Router  travel.Router
	Year    int
	CRS     spatial.CRS // of all places, in metres; zero is ETRS-TM35FIN
	SnapMax float64     // largest distance in metres from a location to the column that it uses

	Projections []population.Projection // people by area in other years, in the county's order

	Redrawn bool // places are drawn, see Drawn: how far they are from each other proves nothing
}

// Option is one plan: its changes in order, and its year. Against is the id of
// the option that it is compared with; empty is the first one.
type Option struct {
	ID, Name string
	Names    lang.Name // by language; zero for Name in every language
	Short    lang.Name // "" if the name is short enough
	Year     int       // 0 = the base's year
	Against  string
	Listed   lang.Name // why an option is shown although it breaks a rule
	Split    bool      // report each lever separately, and the interaction
	Fit      Fit       // what the model places: rooms, staff
	Changes  []Change

	// What a file asks and says about the option; no figure of the option depends on it.
	Tags   []string // words by which batches select it
	Sweeps []Sweep
	Finds  []Find
}

// Refusal says why one change is refused. Change is its index in the option,
// Field the path of the field in it ("services.1"), empty for the change
// itself.
type Refusal struct {
	Change int
	Field  string
	Reason string
	Hint   string
}
