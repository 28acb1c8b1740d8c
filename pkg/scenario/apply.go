package scenario

import (
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/network"
)

// Apply makes the county that an option plans. All changes are checked in
// their order, each against the county as the changes before it left it. If
// any is refused the first result is nil and the second holds every refusal of
// the option, in the order of the changes; a refused change is left out while
// those after it are checked. A change that affects nothing is refused.
//
// The base is never touched. The result shares its grid, its router and the
// columns of its matrix, has a network of its own, and carries the option's
// year where one is given; moving the people to that year is not done here. An
// option without changes and year gives an equal base. A service may be left
// without any point.
func Apply(base *Base, o Option) (*Base, []Refusal) {
	d := &draft{Base: *base, change: -1, promised: map[string]bool{}}
	d.Network = base.Network.Clone()
	if o.Year != 0 {
		if o.Year < base.Year {
			d.refuse("year", "leave the year out for the base year", "year %d is before the base year %d", o.Year, base.Year)
		}
		d.Year = o.Year
	}
	for i, c := range o.Changes {
		d.change, d.mark = i, len(d.refusals)
		if c == nil {
			d.refuse("", "give one of "+strings.Join(kindNames(), ", "), "an empty change")
			continue
		}
		c.apply(d)
	}
	if d.refusals != nil {
		return nil, d.refusals
	}
	return &d.Base, nil
}

// draft is the county as the changes so far made it.
type draft struct {
	Base
	change   int // index of the change in hand, -1 before the first
	mark     int // refusals before the change in hand
	refusals []Refusal
	promised map[string]bool // facilities that a refused change would have made
}

// kindNames lists the kinds of change.
func kindNames() []string {
	var names []string
	for _, c := range Kinds() {
		names = append(names, c.Kind())
	}
	return names
}

// refuse notes why the change in hand cannot be made.
func (d *draft) refuse(field, hint, format string, args ...any) {
	d.refusals = append(d.refusals, Refusal{Change: d.change, Field: field, Reason: fmt.Sprintf(format, args...), Hint: hint})
}

// refused says whether the change in hand has been refused.
func (d *draft) refused() bool { return len(d.refusals) > d.mark }

// dropPoints takes out the points that drop names. A mobile unit loses the
// stops of the facility where it has no point left, and a unit without stops
// that does not serve schools is taken out whole.
func (d *draft) dropPoints(facility int, drop func(*network.ServicePoint) bool) {
	n := d.Network
	n.Points = slices.DeleteFunc(n.Points, func(p network.ServicePoint) bool { return p.Facility == facility && drop(&p) })
	serves := map[int]bool{}
	for _, p := range n.Points {
		if p.Facility == facility && p.Unit >= 0 {
			serves[p.Unit] = true
		}
	}
	for u := len(n.Units) - 1; u >= 0; u-- {
		unit := &n.Units[u]
		had := len(unit.Stops)
		unit.Stops = slices.DeleteFunc(unit.Stops, func(s network.Stop) bool { return s.Facility == facility && !serves[u] })
		if had == 0 || len(unit.Stops) > 0 || unit.Schools {
			continue
		}
		n.Units = slices.Delete(n.Units, u, u+1)
		for i := range n.Points {
			if n.Points[i].Unit > u {
				n.Points[i].Unit--
			}
		}
	}
}
