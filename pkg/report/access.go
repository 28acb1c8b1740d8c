package report

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/spatial"
)

// Access is the result of an accessibility measure: values by cell or by facility,
// and figures about people. Infinite and missing values are kept here; the code that
// writes a format decides how they appear.
type Access struct {
	Title   string          // of the county, or of the tables
	Called  lang.Name       // the county by language; zero for Title
	Measure *access.Measure // what it is
	Asked   []Message       // the choices: decay, limits, direction, supply, group, modes
	Unit    string

	Facilities bool          // rows are facilities, else cells
	IDs        []string      // of the rows
	Numbers    []int64       // the same as numbers, if they are numbers in their source; else nil
	Names      []string      // of rows that are facilities; nil if unknown
	Order      []int         // of the rows in a table for readers; nil = by first value, largest first
	Places     []orb.Point   // of the rows, in metres of CRS; nil for bare tables
	CRS        spatial.CRS   // zero is EPSG:3067
	Side       float64       // of the cells in metres; 0 if rows are points or have no place
	Shapes     []orb.Polygon // of rows that are cells and no squares; nil if all are squares
	People     []float64     // of rows that are cells; nil for facilities
	Columns    []Column      // of the values, at least one
	Values     []float64     // flat, [row*width+column]

	Figures [][]Figure // by column of values; nil for facilities
	By      string     // the kind of areas: area, or the name of a partition
	Areas   []AreaMean // of the first column; nil if not requested
	Gap     AreaGap    // between areas that are not small
	Change  *Change    // against another surface; nil if not requested
	Notes   []Message

	Synthetic, Demo bool
	Year            int // 0 for bare tables
}

// Width returns the number of values in a row.
func (a *Access) Width() int { return len(a.Columns) }

// Column is one column of the values.
type Column struct {
	Name  string // in files: lowercase letters, digits and _
	Title Message
	Unit  string

	// Finite reports that no value is +Inf: a map has no mark for it.
	Finite bool
}

// Figure is one number about all people.
type Figure struct {
	Name  string // the same in every language
	Title Message
	Value float64 // NaN if it does not exist, +Inf if somebody reaches nothing
	Unit  string  // "" for an index
	Note  Message // who was left out
}

// AreaMean describes the values of the people in an area.
type AreaMean struct {
	ID, Name string
	Names    lang.Name // by language; zero for Name in every language
	People   float64
	Mean     float64 // of those who reach something; NaN if nobody does
	Median   float64 // of all; +Inf if half of them reach nothing
	Nothing  float64 // people who reach nothing

	FarBeyond  float64 // share of people beyond 1.5 times the line; NaN without a line
	Lose, Gain float64 // people, if the surface is compared with another

	Shape orb.MultiPolygon // EPSG:3067 metres; nil if it was not asked for, or is not known
}

// AreaGap names the areas with the lowest and the highest mean, among those with at
// least 500 people in 5 cells.
type AreaGap struct {
	Worst, Best int // indexes into Areas
	Gap         float64
	Ok          bool // false if there are fewer than two such areas, or all have the same mean
}

// Change compares what people have now with what they had. The columns of the
// surface are before, value, change, left_behind.
type Change struct {
	Against    string  // name of the surface that this one is compared with
	Amount     float64 // in the unit of the values
	Lose, Gain float64 // people who lose or gain more than the amount
	Left       []int   // rows whose people lose more than the amount
}

// Arrange reorders the rows and the areas: rows[k] is the index of the row that
// becomes row k, and areas is the same for the areas. Each index occurs once.
func (a *Access) Arrange(rows, areas []int) {
	width := a.Width()
	a.IDs, a.Numbers, a.Names, a.Places = taken(a.IDs, 1, rows), taken(a.Numbers, 1, rows), taken(a.Names, 1, rows), taken(a.Places, 1, rows)
	a.Shapes = taken(a.Shapes, 1, rows)
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

// taken returns a list with width values per row in a new order; nil stays nil.
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
	if e := s.Iterated; e != nil {
		out = append(out, NewMessage("access.iterated", "tau", e.Tau, "rho", digits(e.Rho, 6), "gap", digits(e.Gap, 2), "rounds", Amount{float64(e.Rounds), AsDigits}))
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
