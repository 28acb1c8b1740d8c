package params

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
)

// Bounds are the values that a number may have. A number outside is a typing error,
// whatever it means: a share cannot be 88.
type Bounds struct {
	Unit   string // unit of the number; "" if unknown
	Lo, Hi float64
	Above  bool // Lo itself is not allowed
}

// Largest is the largest allowed number: a trillion, more than all people and all
// euros of a county. Sums of larger numbers could become infinite.
const Largest = 1e12

// The units of values that are not numbers.
const (
	Words = "text"
	YesNo = "yes/no"
)

// number returns the bounds of a unit.
func number(unit string, lo, hi float64) Bounds { return Bounds{Unit: unit, Lo: lo, Hi: hi} }

// units are all units of numbers with their bounds.
var units = [...]Bounds{
	number("share", 0, 1),
	number("change", -1, 10), // relative change: -0.17 is 17 % less
	number("ratio", 0, Largest),
	number("1/year", -1, 1), // a growth or interest rate, as a share
	number("1/min", 0, Largest),
	number("1/day", 0, Largest),
	number("times/year", 0, Largest),
	number("EUR", 0, Largest),
	number("EUR/contact", 0, Largest),
	number("EUR/h", 0, Largest),
	number("EUR/km", 0, Largest),
	number("EUR/m2/month", 0, Largest),
	number("EUR/trip", 0, Largest),
	number("EUR/year", 0, Largest),
	number("FTE", 0, 1e6),
	number("rooms", 0, 1e6),
	number("vehicles", 1, 1000),
	number("people", 0, Largest),
	number("births/1000 people/year", 0, 1000),
	number("contacts/birth", 0, Largest),
	number("contacts/child/year", 0, Largest),
	number("contacts/person/year", 0, Largest),
	number("visits", 0, Largest),
	number("visits/day", 0, Largest),
	number("visits/h", 0, Largest),
	number("min", 0, Largest),
	number("h/day", 0, 24),
	number("h/week", 0, 7*24),
	number("h/year", 0, 366*24),
	number("days", 0, Largest),
	number("days/year", 0, 366),
	number("months", 0, Largest),
	number("year", 1900, 2200),
	number("years", 0, 1000),
	number("years of age", 0, 120),
	number("m", 0, Largest),
	number("m2", 0, Largest),
	number("m2/person", 0, Largest),
	number("km/day", 0, Largest),
	{Unit: "km/h", Lo: 0, Hi: 1000, Above: true},
	number("kg/km", 0, Largest),
}

// UnitBounds returns the bounds of a unit; false for an unknown one. The empty
// unit has the bounds of any number.
func UnitBounds(unit string) (Bounds, bool) {
	unit = plainUnit(unit)
	if unit == "" {
		return Bounds{Lo: -Largest, Hi: Largest}, true
	}
	for _, b := range units {
		if b.Unit == unit {
			return b, true
		}
	}
	return Bounds{}, false
}

// KnownUnit reports whether a unit is known, including those of texts and of
// yes and no.
func KnownUnit(unit string) bool {
	_, ok := UnitBounds(unit)
	return ok || unit == Words || unit == YesNo
}

// SameUnit reports whether two names mean the same unit.
func SameUnit(a, b string) bool { return plainUnit(a) == plainUnit(b) }

// plainUnit replaces the euro sign with EUR, as in the table.
func plainUnit(unit string) string {
	return strings.ReplaceAll(strings.TrimSpace(unit), "€", "EUR")
}

// Units lists the names of all units, sorted.
func Units() []string {
	out := []string{Words, YesNo}
	for _, b := range units {
		out = append(out, b.Unit)
	}
	sort.Strings(out)
	return out
}

// Holds reports whether a value is within the bounds; NaN never is.
func (b Bounds) Holds(v float64) bool { return v >= b.Lo && v <= b.Hi && !(b.Above && v == b.Lo) }

// String describes the allowed values: "a share from 0 to 1", "a number of 0 or
// more, in EUR/h".
func (b Bounds) String() string {
	low := fmt.Sprintf("from %g", b.Lo)
	if b.Above {
		low = fmt.Sprintf("above %g", b.Lo)
	}
	out := "a number " + low
	if b.Unit == "share" {
		out = "a share " + low
	}
	switch {
	case b.Hi == Largest && b.Lo == -Largest:
		return "a number"
	case b.Hi < Largest && b.Above:
		out += fmt.Sprintf(" and at most %g", b.Hi)
	case b.Hi < Largest:
		out += fmt.Sprintf(" to %g", b.Hi)
	case !b.Above:
		out = fmt.Sprintf("a number of %g or more", b.Lo)
	}
	if b.Unit == "" || b.Unit == "share" {
		return out
	}
	return out + ", in " + b.Unit
}

// leastPercent is the smallest number that is read as a share in percent. A
// number just above 1 is more likely a share that is slightly too large.
const leastPercent = 1.5

// Slip suggests how to correct a text that is not a number within the bounds:
// "88 % is 0.88", "write 0.3: the decimal separator is a point". It is empty
// without a suggestion.
func (b Bounds) Slip(text string) string {
	text = strings.TrimSpace(text)
	bare, percent := strings.CutSuffix(text, "%")
	bare = strings.TrimSpace(bare)
	point := bare
	if strings.Count(bare, ",") == 1 && !strings.Contains(bare, ".") {
		point = strings.Replace(bare, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(point, 64)
	part := v / 100
	asShare := b.Unit == "share" || b.Unit == "change" || b.Unit == "1/year"
	switch {
	case err != nil && !math.IsInf(v, 0):
		return ""
	case math.IsNaN(v) || math.Abs(v) > Largest:
		return fmt.Sprintf("a number is finite and at most %g", Largest)
	case percent && asShare && b.Holds(part), asShare && math.Abs(v) > 1 && math.Abs(v) <= 100 && b.Holds(part) &&
		!(b.Unit == "share" && v < leastPercent):
		return fmt.Sprintf("%s %% is %s", short(v), short(part))
	case percent && !asShare:
		return "write the number without %"
	case point != bare && b.Unit != "share" && b.Holds(v) && thousands(bare):
		return fmt.Sprintf("write %s or %s: the comma may separate decimals or thousands", strings.ReplaceAll(bare, ",", ""), short(v))
	case point != bare && b.Holds(v):
		return fmt.Sprintf("write %s: the decimal separator is a point", short(v))
	}
	return ""
}

// thousands reports whether the comma of a number may separate thousands: in
// 1,000, but not in 0,300.
func thousands(text string) bool {
	before, after, _ := strings.Cut(strings.TrimLeft(text, "+-"), ",")
	return len(after) == 3 && len(before) >= 1 && len(before) <= 3 && before[0] != '0'
}

// short formats a number in its shortest form, without the rounding error of
// dividing by 100.
func short(v float64) string { return strconv.FormatFloat(v, 'g', 12, 64) }

// ParseNumber reads a plain decimal number: no infinity, no hexadecimal form, no
// separators between digits.
func ParseNumber(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && !strings.ContainsAny(text, "xX_")
}
