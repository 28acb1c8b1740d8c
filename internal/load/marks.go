package load

import (
	"math"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// leastMark is below every number that is a mark of no value and not one below 0,
// and below all that is near one.
const leastMark = 980

// leastCount is the same for people and seconds, of which 999 are no wonder.
const leastCount = 9000

// nearMark is the part of a mark by which numbers are near it.
const nearMark = 0.01

// markCounts counts, in a column, numbers such as 9999 that programs write for no
// value although they may be one, and the other numbers near each.
type markCounts map[float64]*markCount

type markCount struct{ here, near int }

// marksAbove lists the marks by size.
var marksAbove = []float64{999, 9999, math.MaxInt16, math.MaxUint16, 99999, 999999, 9999999, 99999999, 999999999, math.MaxInt32,
	math.MaxUint32, 9999999999, math.MaxInt64, math.MaxFloat32, math.MaxFloat64}

// add takes a number; only those of leastMark or more matter.
func (c *markCounts) add(x float64) {
	for _, m := range marksAbove {
		if x < m*(1-nearMark) {
			return
		}
		if x > m*(1+nearMark) {
			continue
		}
		if *c == nil {
			*c = markCounts{}
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

// note notes the numbers that stand more often than all others near them. What to
// do about them stands in do.
func (c markCounts) note(r *reader, file, column, do string) {
	for _, m := range sortedKeys(c) {
		if n := c[m]; n.here > n.near {
			r.note("%s, %s: %s stands in %s, and no number near it so often: it looks like a mark of a value that is not known; %s", baseName(file), column,
				record.Of(m).String(), problem.Counted(n.here, "row"), do)
		}
	}
}
