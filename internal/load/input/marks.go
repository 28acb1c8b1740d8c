package input

import (
	"maps"
	"math"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
)

// MinMark is below every positive number that serves as a mark of a missing value,
// and below all numbers near such a mark.
const MinMark = 980

// MinCountMark is the same for people and seconds, where 999 is an ordinary value.
const MinCountMark = 9000

// nearMark is the relative distance within which a number is near a mark.
const nearMark = 0.01

// Marks counts numbers of a column such as 9999, which may be values or marks
// of missing values, and the other numbers near each.
type Marks map[float64]*markCount

type markCount struct{ here, near int }

// marksAbove lists the marks by size.
var marksAbove = []float64{999, 9999, math.MaxInt16, math.MaxUint16, 99999, 999999, 9999999, 99999999, 999999999, math.MaxInt32,
	math.MaxUint32, 9999999999, math.MaxInt64, math.MaxFloat32, math.MaxFloat64}

// Add counts a number; only numbers of MinMark or more matter.
func (c *Marks) Add(x float64) {
	for _, m := range marksAbove {
		if x < m*(1-nearMark) {
			return
		}
		if x > m*(1+nearMark) {
			continue
		}
		if *c == nil {
			*c = Marks{}
		}
		if (*c)[m] == nil {
			(*c)[m] = &markCount{}
		}
		if x == m && record.PositiveMark(x) {
			(*c)[m].here++
		} else {
			(*c)[m].near++
		}
	}
}

// Note notes the marks that occur more often than all other numbers near them. do
// says what to do about them.
func (c Marks) Note(r *Reader, file, column, do string) {
	for _, m := range slices.Sorted(maps.Keys(c)) {
		if n := c[m]; n.here > n.near {
			r.Note("%s, %s: %s occurs in %s, more often than any number near it: it looks like a mark of a missing value; %s", source.Base(file), column,
				record.Of(m).String(), problem.Counted(n.here, "row"), do)
		}
	}
}
