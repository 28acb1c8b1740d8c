package words

import (
	"math"

	"saavu/pkg/report"
)

// Count writes the size of a number of people or visits, without its sign: to the
// nearest 100, below 1 000 to the nearest 10; under 10 it says so. 0 is "0", unknown is
// Dash.
func (w *Words) Count(v float64) string {
	switch size := math.Abs(v); {
	case !finite(v):
		return Dash
	case size == 0:
		return "0"
	case size < 9.5:
		return "<10"
	case size < 995:
		return w.Spaced(math.Round(size/10) * 10)
	default:
		return w.Spaced(math.Round(size/100) * 100)
	}
}

// Bound writes the size of one end of a range in full: as Count does, from 10 000 on with
// two figures that count, as an end is less certain than the value between the ends.
func (w *Words) Bound(v float64) string { return w.Count(atEnd(v)) }

// atEnd is the size of one end of a range as every output rounds it, in full or with a k.
func atEnd(v float64) float64 {
	size := math.Abs(v)
	if size < 9.5 || !finite(v) {
		return size
	}
	p := math.Pow10(max(int(math.Floor(math.Log10(size)))-1, 1))
	return math.Round(size/p) * p
}

// MoreOrLess writes a change of a number of people that is neither good nor bad, with its
// sign: "+22 600", "-4 000".
func (w *Words) MoreOrLess(v float64) string {
	if v > 0 {
		return "+" + w.Count(v)
	}
	return w.People(v)
}

// Counted writes the size of a clear change of people or visits, and its low and high in
// brackets where half of its range is over a tenth of it: "470 (0-3 800)".
func (w *Words) Counted(r report.Range) string {
	if span := w.lowToHigh(r); span != "" {
		return w.Count(r.V) + " (" + span + ")"
	}
	return w.Count(r.V)
}

// Sized writes it as low to high in that case, without the value: "0-3 800".
func (w *Words) Sized(r report.Range) string {
	if span := w.lowToHigh(r); span != "" {
		return span
	}
	return w.Count(r.V)
}

// lowToHigh writes the low and high of a clear change without their sign, the smaller first;
// nothing for a narrow range.
func (w *Words) lowToHigh(r report.Range) string {
	low, high := w.Bound(r.Lo), w.Bound(r.Hi)
	if math.Abs(r.Lo) > math.Abs(r.Hi) {
		low, high = high, low
	}
	if !r.Usable() || !r.Wide() || low == high {
		return ""
	}
	if low == "<10" { // no sign next to a dash
		low = w.Text("under", "number", "10")
	}
	return low + w.Text("to") + high
}

// least is what euros a year have to be for a screen to show them.
const leastEuros = 5e3

// Change writes a change of euros in millions, its low and high where half of its
// range is over a tenth of it: "+0.7", "-0.04", "+0.2…+1.4". One below 5 000 € is
// a point in the middle, unknown is Dash. Both ends have the same number of decimals.
func (w *Words) Change(r report.Range) string {
	if !r.Usable() {
		return Dash
	}
	digits := decimals(r)
	lo, hi := w.change1(r.Lo, digits), w.change1(r.Hi, digits)
	if r.Wide() && lo != hi && (math.Abs(r.Lo) >= leastEuros || math.Abs(r.Hi) >= leastEuros) {
		return zero(lo) + "…" + zero(hi)
	}
	return w.Changed(r)
}

// Changed writes the value of a change of euros as Change writes its low and high.
func (w *Words) Changed(r report.Range) string {
	digits := decimalsOf(r.V)
	if r.Wide() {
		digits = decimals(r)
	}
	return w.change1(r.V, digits)
}

// twoDecimals is below which a change of euros has two decimals.
const twoDecimals = 9.5e4

// decimalsOf is how many decimals a change of euros in millions has.
func decimalsOf(v float64) int {
	if math.Abs(v) < twoDecimals {
		return 2
	}
	return 1
}

// decimals is how many decimals both ends of a range have: two where one end needs them.
func decimals(r report.Range) int {
	small, large := min(math.Abs(r.Lo), math.Abs(r.Hi)), max(math.Abs(r.Lo), math.Abs(r.Hi))
	if large < twoDecimals || small >= leastEuros && small < twoDecimals {
		return 2
	}
	return 1
}

// zero writes 0 for no change at the end of a range.
func zero(end string) string {
	if end == NoChange {
		return "0"
	}
	return end
}

// NoChange stands for what does not change.
const NoChange = "·"

// change1 writes a change of euros in millions without a range.
func (w *Words) change1(v float64, digits int) string {
	if math.Abs(v) < leastEuros {
		return NoChange
	}
	return w.Signed(v/1e6, digits)
}
