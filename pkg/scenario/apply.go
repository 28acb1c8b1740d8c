package scenario

import (
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/network"
)

// Apply returns the county that an option plans. It checks all changes in
// order, each against the county after the previous changes. If any change is
// refused, the first result is nil and the second holds all refusals, in the
// order of the changes. A refused change is skipped while later ones are
// checked. A change without effect is refused.
//
// The base is never modified. The result shares its grid, its router and the
// columns of its matrix, and has a separate network. It has the option's year,
// if one is given, but its people are not scaled to that year. An option
// without changes and year gives an equal base. A service may end up without
// any point.
func Apply(base *Base, o Option) (*Base, []Refusal) {
	d := &draft{Base: *base, change: -1, promised: map[string]bool{}}
	d.Network = base.Network.Clone()
	if o.Year != 0 {
		if o.Year < base.Year {
			d.refuse("year", "remove year to use the base year", "year %d is before the base year %d", o.Year, base.Year)
		}
		d.Year = o.Year
		d.Network.Stand(o.Year)
	}
	for i, c := range o.Changes {
		d.change, d.mark = i, len(d.refusals)
		if c == nil {
			d.refuse("", "give one of "+strings.Join(kindNames(), ", "), "an empty change")
			continue
		}
		c.apply(d)
	}
	d.checkFit(&o)
	if d.refusals != nil {
		return nil, d.refusals
	}
	return &d.Base, nil
}

// draft is the county after the changes so far.
type draft struct {
	Base
	change   int // index of the current change, -1 before the first
	mark     int // number of refusals before the current change
	refusals []Refusal
	promised map[string]bool // facilities that a refused change would have created
}

// kindNames lists the kinds of change.
func kindNames() []string {
	var names []string
	for _, c := range Kinds() {
		names = append(names, c.Kind())
	}
	return names
}

// refuse records why the current change is refused.
func (d *draft) refuse(field, hint, format string, args ...any) {
	d.refusals = append(d.refusals,
		Refusal{Change: d.change, Field: field, Reason: fmt.Sprintf(format, args...), Hint: hint})
}

// refused reports whether the current change has been refused.
func (d *draft) refused() bool { return len(d.refusals) > d.mark }

// dropPoints removes the points for which drop returns true. A mobile unit
// without points left at the facility loses its stop there. A unit without
// stops is removed, unless it serves schools.
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
