// Package scenario changes a county on paper. A Base is today: grid, network,
// travel matrix, parameters, rules. An Option is an ordered list of small
// planned changes; Apply checks all of them, reports every refusal together
// with its change and field, and applies them to a copy. A change that affects
// nothing is refused too, because it is always a mistake. The example moves a
// clinic, and has two changes refused.
package scenario

import (
	"saavu/pkg/lang"
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
	Names    lang.Name // by language; zero for Name in every language
	Short    lang.Name // "" where the name is short enough
	Year     int       // 0 = the base's year
	Against  string
	Listed   lang.Name // why an option is shown although it breaks a rule
	Split    bool      // show each lever alone, and the interaction
	Changes  []Change
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
