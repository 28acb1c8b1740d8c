package engine

import (
	"math"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
)

// buyEvening opens the fullest point where rooms limit the capacity on four
// evenings, of the services that made the saving, if the money covers the premium.
func (e *Evaluation) buyEvening(b *budget, target float64, made []bool) {
	m, n := e.compiled.model, e.County.Network
	best, at, service := 1.0, -1, -1
	for s := range e.plain.served {
		if !made[s] {
			continue
		}
		for _, pl := range e.plain.served[s].Points {
			_, h, _ := e.outcome.RoomsAt(n, pl.Point)
			if pl.Bind == "rooms" && h.Evening == 0 && pl.Capacity > 0 && pl.Load/pl.Capacity > best {
				best, at, service = pl.Load/pl.Capacity, pl.Point, s
			}
		}
	}
	if at < 0 || m.RoomHours[0] <= 0 {
		return
	}
	b.boost[service].RoomPoint = at
	b.boost[service].RoomFactor = m.RoomHours[1] / m.RoomHours[0]
	left := e.left(b, target)
	if left < 0 {
		b.boost[service] = delivery.NoBoost()
		return
	}
	b.gap = left
	f := &n.Facilities[n.Points[at].Facility]
	b.trades = append(b.trades, report.Trade{What: report.TradedEvening, Service: n.Services[service].Name.Or(n.Services[service].Name), Facility: f.Called()})
}

// tradable reports whether hours of a service can be bought and sold.
func (e *Evaluation) tradable(s int) bool {
	m := e.compiled.model
	return minutes(&m.Services[s]) > 0 && m.Productive > 0 && e.compiled.prices.Wage[s][0] > 0 && e.plain.served[s].StaffHours > 0
}

// trade buys or sells a service's client hours until the county pays the target,
// including the fees and the rooms that come with the hours, or until only rest, a part of
// the gap, remains. It trades at most far hours more (negative to sell).
func (e *Evaluation) trade(s int, b *budget, target, small, far, rest float64) {
	if far == 0 || !e.tradable(s) {
		return
	}
	before := b.boost[s].Hours
	try := func(hours float64) float64 {
		b.boost[s].Hours = before + hours
		return e.left(b, target) - rest
	}
	gap, left := b.gap-rest, try(far)
	if (left > 0) != (gap > 0) {
		_, left = halve(far, gap, small/10, try)
	} else if far < 0 && left < gap { // the sold hours bring in more fees than they cost
		left = try(0)
	}
	b.gap = left + rest
}

// halve finds, between 0 and far, the hours that leave at most little euros. The
// sign of what far leaves must differ from the sign of gap.
func halve(far, gap, little float64, try func(hours float64) float64) (hours, left float64) {
	near := 0.0
	for round := 0; round < 40; round++ {
		hours = (near + far) / 2
		left = try(hours)
		switch {
		case math.Abs(left) <= little:
			return hours, left
		case (left > 0) == (gap > 0):
			near = hours
		default:
			far = hours
		}
	}
	return hours, left
}
