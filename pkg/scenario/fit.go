package scenario

import "math"

// Fit is what an option leaves to the model: how many rooms its points have, and
// where its staff works. The zero value leaves nothing. delivery.Allocate has the rule.
type Fit struct{ Rooms, Staff bool }

// FitWords are the words of a Fit in option files, in their order.
func FitWords() []string { return []string{"rooms", "staff"} }

// Words returns the words of what is fitted; nil for nothing.
func (f Fit) Words() []string {
	var out []string
	for i, on := range []bool{f.Rooms, f.Staff} {
		if on {
			out = append(out, FitWords()[i])
		}
	}
	return out
}

// Any reports whether anything is fitted.
func (f Fit) Any() bool { return f != Fit{} }

// checkFit refuses a fit of an option that changes nothing, and values that the fit
// would set again.
func (d *draft) checkFit(o *Option) {
	if !o.Fit.Any() {
		return
	}
	if d.change = -1; len(o.Changes) == 0 {
		d.refuse("fit", "it applies to services that the option changes", "an option without changes has nothing to fit")
	}
	for i, c := range o.Changes {
		d.change = i
		switch c := c.(type) {
		case *Open:
			d.fitted(o.Fit.Staff && c.FTE > 0, "fte", "staff")
			d.fitted(o.Fit.Rooms && c.Rooms > 0, "rooms", "rooms")
		case *SetCapacity:
			d.fitted(o.Fit.Rooms && !math.IsNaN(c.Rooms), "rooms", "rooms")
			d.fitted(o.Fit.Rooms && !math.IsNaN(c.RoomsFactor), "rooms_factor", "rooms")
		}
	}
}

// fitted refuses a field that is set although a fit sets it.
func (d *draft) fitted(both bool, field, word string) {
	if both {
		d.refuse(field, "remove "+field+", or fit: "+word, "fit: %s sets it", word)
	}
}
