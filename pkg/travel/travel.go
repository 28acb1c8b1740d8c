// Package travel holds the cost side: travel times from every cell to every
// destination place, by mode and period of the day, and the Router that can
// fill them. A time is whole seconds in 16 bits. A table has one slice per
// column, so that closing a facility omits a column, opening one appends a
// column, and scenarios share the columns that they have in common. The example
// is a Router of one's own.
package travel

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Seconds is a travel time in whole seconds, at most 65,534 (18.2 hours).
type Seconds uint16

// Unreached is the time of a place that cannot be reached: larger than any
// time, so that a minimum needs no special case. As a number it is +Inf.
const Unreached Seconds = math.MaxUint16

// Minutes returns the time in minutes, +Inf if unreached.
func (s Seconds) Minutes() float64 {
	if s == Unreached {
		return math.Inf(1)
	}
	return float64(s) / 60
}

// FromSeconds rounds to whole seconds, half up; negative, NaN, infinite or too
// large gives Unreached.
func FromSeconds(s float64) Seconds {
	if !(s >= 0) || s >= float64(Unreached)-0.5 {
		return Unreached
	}
	return Seconds(int32(s + 0.5)) // math.Round is a call, too slow for every value of every column
}

// Mode is a way to travel.
type Mode uint8

// The modes of a table.
const (
	Walk Mode = iota
	Bike
	Transit
	Car
)

var modeNames = [...]string{"walk", "bike", "transit", "car"}

// String returns the mode's word: walk, bike, transit or car.
func (m Mode) String() string { return modeNames[m] }

// ParseMode reads a mode's word.
func ParseMode(s string) (Mode, bool) {
	for i, n := range modeNames {
		if n == s {
			return Mode(i), true
		}
	}
	return Walk, false
}

// Period is the time of day that a table describes. A table of Any applies to
// all.
type Period uint8

// The periods of the day.
const (
	Any Period = iota
	Rush
	Midday
)

var periodNames = [...]string{"any", "rush", "midday"}

// String returns the period's word: any, rush or midday.
func (p Period) String() string { return periodNames[p] }

// ParsePeriod reads a period's word.
func ParsePeriod(s string) (Period, bool) {
	for i, n := range periodNames {
		if n == s {
			return Period(i), true
		}
	}
	return Any, false
}

// Table holds the times of one mode and period. Times[column][cell]; Metres has
// the same shape, with 0 metres for an unreached pair, or is nil if distances
// are unknown. A matrix may have several tables of a mode and period, such as
// several percentiles of the departures: the first one is used in comparisons.
type Table struct {
	Mode       Mode
	Period     Period
	Percentile int // 1 to 99: the percentage of departures that are no slower; 0 if not stated
	Times      [][]Seconds
	Metres     [][]uint32
}

// Matrix holds all tables of a county over the same cells and columns. A column
// is a place: several facilities may share one.
type Matrix struct {
	Cells  int
	IDs    []int64     // a column's id in its source; 0 for a place of the router or an id that is text
	Names  []string    // a column's id as text; nil if all are numbers
	Places []orb.Point // a column's place, EPSG:3067 metres
	Tables []Table
}

// Columns returns the number of columns.
func (m *Matrix) Columns() int { return len(m.Places) }

// Table finds the table of a mode for a period: the first of that period, else
// the first of Any. The second result is false if there is none.
func (m *Matrix) Table(mode Mode, p Period) (*Table, bool) {
	found := -1
	for i := range m.Tables {
		t := &m.Tables[i]
		if t.Mode == mode && (t.Period == p || (t.Period == Any && found < 0)) {
			found = i
			if t.Period == p {
				break
			}
		}
	}
	if found < 0 {
		return nil, false
	}
	return &m.Tables[found], true
}

// Validate checks that all tables have the matrix's shape.
func (m *Matrix) Validate() error {
	if len(m.IDs) != len(m.Places) {
		return fmt.Errorf("travel: %d column ids for %d places", len(m.IDs), len(m.Places))
	}
	if m.Names != nil && len(m.Names) != len(m.Places) {
		return fmt.Errorf("travel: %d column names for %d places", len(m.Names), len(m.Places))
	}
	for _, t := range m.Tables {
		if len(t.Times) != m.Columns() {
			return fmt.Errorf("travel: table %s %s has %d columns, the matrix %d", t.Mode, t.Period, len(t.Times), m.Columns())
		}
		for j := range t.Times {
			if len(t.Times[j]) != m.Cells {
				return fmt.Errorf("travel: table %s %s column %d has %d cells, the matrix %d", t.Mode, t.Period, j, len(t.Times[j]), m.Cells)
			}
		}
		if t.Metres != nil && len(t.Metres) != len(t.Times) {
			return fmt.Errorf("travel: table %s %s has %d columns of metres for %d of times", t.Mode, t.Period, len(t.Metres), len(t.Times))
		}
		for j := range t.Metres {
			if len(t.Metres[j]) != m.Cells {
				return fmt.Errorf("travel: table %s %s column %d has metres of %d cells, the matrix %d", t.Mode, t.Period, j, len(t.Metres[j]), m.Cells)
			}
		}
	}
	return nil
}

// Router computes times to any place. Column fills times and metres, both with
// one value per cell, for travel from each cell to the place; an unreachable
// cell gets Unreached and 0. It must be deterministic.
type Router interface {
	Column(mode Mode, p Period, to orb.Point, times []Seconds, metres []uint32)
}

// WithPlace returns a matrix that has one more column, filled by the router for
// the place. The receiver and its columns are not changed; they are shared.
func (m *Matrix) WithPlace(r Router, at orb.Point) *Matrix {
	c := &Matrix{Cells: m.Cells, Tables: make([]Table, len(m.Tables))}
	c.IDs = append(m.IDs[:len(m.IDs):len(m.IDs)], 0)
	if m.Names != nil {
		c.Names = append(m.Names[:len(m.Names):len(m.Names)], "")
	}
	c.Places = append(m.Places[:len(m.Places):len(m.Places)], at)
	for i, t := range m.Tables {
		times := make([]Seconds, m.Cells)
		metres := make([]uint32, m.Cells)
		r.Column(t.Mode, t.Period, at, times, metres)
		t.Times = append(t.Times[:len(t.Times):len(t.Times)], times)
		if t.Metres != nil {
			t.Metres = append(t.Metres[:len(t.Metres):len(t.Metres)], metres)
		}
		c.Tables[i] = t
	}
	return c
}

// ColumnAt finds the column whose place is exactly at; -1 if there is none.
func (m *Matrix) ColumnAt(at orb.Point) int {
	for j, p := range m.Places {
		if p == at {
			return j
		}
	}
	return -1
}
