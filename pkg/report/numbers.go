package report

import (
	"math"
	"strconv"
	"strings"
)

// Range is a value with its low and high: the 5th and 95th percentile over the
// parameter draws, widened if needed to include the value; OneSided reports that it
// was needed. Without draws all three are equal. Known is false if there is no
// number.
type Range struct {
	V, Lo, Hi float64
	Known     bool
	OneSided  bool
}

// Half returns half the width of the range, the figure after the plus-minus sign.
func (r Range) Half() float64 { return (r.Hi - r.Lo) / 2 }

// Wide reports whether half of the range is over a tenth of its value, so that a value
// alone would hide how little is known.
func (r Range) Wide() bool { return r.Half() > math.Abs(r.V)/10 }

// Exact returns a range without width.
func Exact(v float64) Range { return Range{V: v, Lo: v, Hi: v, Known: true} }

// TwoDigits rounds a number to two digits that mean something. 0, NaN and the infinities
// stay.
func TwoDigits(v float64) float64 {
	if v == 0 || v-v != 0 {
		return v
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-1)
	return math.Round(v/unit) * unit
}

// Spaced writes a whole number with a space between thousands: "12 345". A number
// that is not finite is a dash. It is for texts that exist in English only, such as
// errors; reports write numbers with internal/words.
func Spaced(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', 0, 64)
	var b strings.Builder
	if v < 0 && digits != "0" {
		b.WriteByte('-')
	}
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Direction returns whether a figure is above zero (1), below (-1) or no clear difference
// from it (0): unknown, or with a range that covers zero. Counts that are never below
// zero, such as people who gain, go by it; changes go by Sign.
func (r Range) Direction() int {
	switch {
	case !r.Usable():
		return 0
	case r.Lo > 0:
		return 1
	case r.Hi < 0:
		return -1
	}
	return 0
}

// Sign returns whether a change is up (1), down (-1) or no clear difference (0): unknown,
// or with a range on both sides of zero. A range that only ends at zero is a difference,
// as the draws never have the other sign, but for one whose draws do not hold the value.
// Verdicts, stars and screens all go by it.
func (r Range) Sign() int {
	switch d := r.Direction(); {
	case d != 0 || !r.Usable() || r.OneSided:
		return d
	case r.V > 0 && r.Lo > -ends*r.V:
		return 1
	case r.V < 0 && r.Hi < -ends*r.V:
		return -1
	}
	return 0
}

// Clear gives a change that is a clear difference; 0 for any other.
func (r Range) Clear() float64 {
	if r.Sign() == 0 {
		return 0
	}
	return r.V
}

// ends is how near the end of a range is to zero, in parts of the value, where it
// differs from zero by rounding only.
const ends = 1e-9

// small is the share of a whole that a fall must have so that it counts although its
// range covers zero: half a point.
const small = 0.005

// Falls reports whether a change is down, or may be: its value falls by at least half a
// percent of a whole (0: unknown). What may fall gets no favourable word.
func (r Range) Falls(of float64) bool {
	return r.Sign() < 0 || r.Usable() && of > 0 && r.V <= -small*of
}

// Usable reports whether a range holds a number that can be printed.
func (r Range) Usable() bool {
	return r.Known && !math.IsNaN(r.V) && !math.IsInf(r.V, 0) && !math.IsNaN(r.Half()) && !math.IsInf(r.Half(), 0)
}
