package report

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/access"
	"saavu/pkg/lang"
)

// Access is a measure of access as a result: values by cell or by facility, and
// what they say of people. What is infinite or does not exist stays so here; who
// writes, says how.
type Access struct {
	Title   string          // of the world: the county, or the tables
	Measure *access.Measure // what it is
	Asked   []Message       // the choices: decay, limits, direction, supply, group, modes
	Unit    string

	Facilities bool        // rows stand by facility, else by cell
	IDs        []string    // of the rows
	Names      []string    // of the rows that are facilities; nil where none are known
	Order      []int       // of the rows for who reads a table; nil = the largest first value first
	Places     []orb.Point // of the rows, EPSG:3067 metres; nil for bare tables
	Side       float64     // of the cells in metres; 0 where rows are points or without a place
	People     []float64   // of the rows that are cells; nil for facilities
	Columns    []Column    // of the values, at least one
	Values     []float64   // flat, [row*width+column]

	Figures [][]Figure // by column of values; nil for facilities
	By      string     // what the areas are: area, or a partition's name
	Areas   []AreaMean // of the first column; nil where none was asked
	Gap     AreaGap    // between those of the areas that are not small
	Change  *Change    // against another surface; nil where none was asked
	Notes   []Message

	Synthetic, Demo bool
	Year            int // 0 for bare tables
}

// Width gives the number of values in a row.
func (a *Access) Width() int { return len(a.Columns) }

// Column is one column of the values.
type Column struct {
	Name  string // in files: small letters, digits and _
	Title Message
	Unit  string

	// Finite says that no value is +Inf: a map has no mark for one.
	Finite bool
}

// Figure is one number about all people.
type Figure struct {
	Name  string // the same in every language
	Title Message
	Value float64 // NaN where it does not exist, +Inf where somebody reaches nothing
	Unit  string  // "" for an index
	Note  Message // who was left out
}

// AreaMean is what the people of an area have.
type AreaMean struct {
	ID, Name string
	Names    lang.Name // by language; Name stands where it has none
	People   float64
	Mean     float64 // of those who reach something; NaN for nobody
	Median   float64 // of all; +Inf where half reach nothing
	Nothing  float64 // people who reach nothing

	FarBeyond  float64 // share of people beyond 1.5 times the line; NaN without a line
	Lose, Gain float64 // people, where the surface is compared with another
}

// AreaGap is the areas that have least and most in the mean, of those of at
// least 500 people in 5 cells.
type AreaGap struct {
	Worst, Best int // indexes into Areas
	Gap         float64
	Ok          bool // false where there are not two such areas, or all are alike
}

// Change is what people have now against what they had. The columns of the
// surface are before, value, change, left_behind.
type Change struct {
	Against    string  // name of what the surface is compared with
	Amount     float64 // in the unit of the values
	Lose, Gain float64 // people who lose or gain more than the amount
	Left       []int   // rows whose people lose more than it
}

// Arrange brings the rows and the areas in another order: rows[k] is the index
// of the row that is to be the k-th one, areas the same of the areas. Each index
// stands once.
func (a *Access) Arrange(rows, areas []int) {
	width := a.Width()
	a.IDs, a.Names, a.Places = taken(a.IDs, 1, rows), taken(a.Names, 1, rows), taken(a.Places, 1, rows)
	a.People, a.Values = taken(a.People, 1, rows), taken(a.Values, width, rows)
	at := make([]int, len(rows))
	for k, i := range rows {
		at[i] = k
	}
	for k, i := range a.Order {
		a.Order[k] = at[i]
	}
	if a.Change != nil {
		for k, i := range a.Change.Left {
			a.Change.Left[k] = at[i]
		}
		slices.Sort(a.Change.Left)
	}
	if a.Areas == nil {
		return
	}
	a.Areas = taken(a.Areas, 1, areas)
	if a.Gap.Ok {
		a.Gap.Worst, a.Gap.Best = slices.Index(areas, a.Gap.Worst), slices.Index(areas, a.Gap.Best)
	}
}

// taken gives a list, of width values a row, in an order; nil stays nil.
func taken[T any](list []T, width int, order []int) []T {
	if list == nil {
		return nil
	}
	out := make([]T, 0, len(list))
	for _, i := range order {
		out = append(out, list[i*width:i*width+width]...)
	}
	return out
}

// SurfaceNotes gives what a reader must know about the values of a measure: how a
// search ended, and who reaches nothing.
func SurfaceNotes(s *access.Surface) []Message {
	var out []Message
	if e := s.Settled; e != nil {
		out = append(out, NewMessage("access.settled", "tau", e.Tau, "rho", digits(e.Rho, 6), "gap", digits(e.Gap, 2), "rounds", Amount{float64(e.Rounds), AsDigits}))
	}
	if f := s.Fitted; f != nil {
		out = append(out, NewMessage("access.fitted", "error", digits(f.Error, 1), "passes", Amount{float64(f.Passes), AsDigits}))
	}
	if u := s.Unreached; u.Cells > 0 {
		out = append(out, NewMessage("access.unreached", "people", Amount{u.People, AsDigits}, "cells", Amount{float64(u.Cells), AsDigits}))
	}
	return out
}

// digits rounds a number to so many digits that count.
func digits(v float64, n int) float64 {
	out, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', n, 64), 64)
	return out
}
