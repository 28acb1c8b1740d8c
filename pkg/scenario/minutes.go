package scenario

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// Minutes is the time from a facility to another one by public transport, or on foot where
// that is faster: from the county's cell that is nearest to the first. It is 0 in the same
// facility or building, +Inf where the second is not reached, and NaN where a place or
// its travel times are not known.
func (b *Base) Minutes(from, to int, period travel.Period) float64 {
	n := b.Network
	if house := n.BuildingOf(from); from == to || house >= 0 && house == n.BuildingOf(to) {
		return 0
	}
	seat, site := &n.Facilities[from], &n.Facilities[to]
	cell := -1
	if seat.Class != network.ClassNone {
		cell, _ = b.nearestCell(seat.At)
	}
	walk, ok := b.Matrix.Table(travel.Walk, period)
	transit, also := b.Matrix.Table(travel.Transit, period)
	if cell < 0 || site.Column < 0 || !ok || !also {
		return math.NaN()
	}
	best := min(walk.Times[site.Column][cell], transit.Times[site.Column][cell])
	if best == travel.Unreached {
		return math.Inf(1)
	}
	return best.Minutes()
}
