package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"saavu/pkg/population"
)

// Dash stands in tables and sentences where there is no number to give.
const Dash = "–"

// People writes a number of people to the nearest 100, with a space between
// thousands: "1 900". Above 0 and under 100 it is "<100", 0 is "0", and what is
// not a number is Dash.
func People(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return Dash
	case v < 0:
		return "-" + People(-v)
	case v == 0:
		return "0"
	case v < 100:
		return "<100"
	}
	return Spaced(math.Round(v/100) * 100)
}

// Spaced writes a whole number with a space between thousands: "12 345". What
// is not finite is Dash.
func Spaced(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Dash
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

// Share writes a share of 0 to 1 as whole per cent with half its range:
// "71±4". A range that rounds to nothing is left out; unknown is Dash.
func Share(r Range) string {
	if !usable(r) {
		return Dash
	}
	s := strconv.FormatFloat(round(100*r.V, 0), 'f', 0, 64)
	if half := math.Round(100 * r.Half()); half > 0 {
		s += "±" + strconv.FormatFloat(half, 'f', 0, 64)
	}
	return s
}

// Million writes a change of euros in millions with a sign and half its range:
// "+0.5±0.2". No change is "0.0", and a range that rounds to nothing is left
// out; unknown is Dash.
func Million(r Range) string {
	if !usable(r) {
		return Dash
	}
	v, half := round(r.V/1e6, 1), round(r.Half()/1e6, 1)
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if v > 0 {
		s = "+" + s
	}
	if half > 0 {
		s += "±" + strconv.FormatFloat(half, 'f', 1, 64)
	}
	return s
}

// Minutes writes minutes as a whole number, "none" for +Inf (nothing is
// reached) and Dash for NaN.
func Minutes(v float64) string {
	switch {
	case math.IsNaN(v):
		return Dash
	case math.IsInf(v, 0):
		return "none"
	}
	return strconv.FormatFloat(round(v, 0), 'f', 0, 64)
}

// Who names the people of an age group: children up to 17, older people from
// 65, else people.
func Who(g population.Group) string {
	switch {
	case g.To <= 17:
		return "children"
	case g.From >= 65:
		return "older people"
	}
	return "people"
}

// Direction says whether a change is up (1), down (-1) or no difference (0):
// unknown, zero, smaller than half its range, or with a range that covers zero.
func (r Range) Direction() int {
	switch {
	case !usable(r) || r.V == 0 || math.Abs(r.V) < r.Half():
		return 0
	case r.V > 0 && r.Lo > 0:
		return 1
	case r.V < 0 && r.Hi < 0:
		return -1
	}
	return 0
}

// usable says whether a range holds a number that can be printed.
func usable(r Range) bool {
	return r.Known && !math.IsNaN(r.V) && !math.IsInf(r.V, 0) && !math.IsNaN(r.Half()) && !math.IsInf(r.Half(), 0)
}

// round rounds to decimals, and never gives a negative zero.
func round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p)/p + 0
}

// euros writes euros above 0 with two figures that count: "<1 €", "260 €",
// "4 100 €", "1.2 M€".
func euros(v float64) string {
	switch {
	case v < 1:
		return "<1 €"
	case v >= 9.95e5: // what would round to a million
		return fmt.Sprintf("%.1f M€", v/1e6)
	}
	p := math.Pow10(max(int(math.Floor(math.Log10(v)))-1, 0))
	return Spaced(math.Round(v/p)*p) + " €"
}
