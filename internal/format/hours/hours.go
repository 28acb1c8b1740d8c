// Package hours parses weekly opening hours from the texts in which registers
// and tables keep them: "ma-pe 8-16", "Mon-Fri 08:00-16:00", "Mo-Fr
// 08:00-16:00; Sa 10:00-14:00", "Monday: 08:00:00-16:00:00", in Finnish,
// Swedish, English or the short names of OpenStreetMap. It returns what it does
// not understand word for word; it never guesses.
package hours

import "slices"

// Span is one opening, in minutes after midnight; To is after From, at most 1440.
type Span struct{ From, To int }

// Week holds the openings of each day, Monday first, sorted, with touching or
// overlapping ones joined. A day without a Span has no opening; a day that a
// text does not mention is nil, one that it closes is empty and not nil.
type Week [7][]Span

// The hours assumed for a day without times, as in "ma-pe".
const (
	officeFrom = 8 * 60
	officeTo   = 16 * 60
)

const day = 24 * 60

// Empty reports whether the week has no opening at all.
func (w *Week) Empty() bool {
	for _, spans := range w {
		if len(spans) > 0 {
			return false
		}
	}
	return true
}

// Any reports whether a day, Monday 0, has an opening that ends after from and
// begins before to, in minutes after midnight.
func (w *Week) Any(weekday, from, to int) bool {
	for _, s := range w[weekday] {
		if s.From < to && s.To > from {
			return true
		}
	}
	return false
}

// join adds an opening to others.
func join(list []Span, s Span) []Span {
	list = append(list, s)
	slices.SortFunc(list, func(a, b Span) int { return a.From - b.From })
	out := list[:1]
	for _, next := range list[1:] {
		if last := &out[len(out)-1]; next.From <= last.To {
			last.To = max(last.To, next.To)
		} else {
			out = append(out, next)
		}
	}
	return out
}
