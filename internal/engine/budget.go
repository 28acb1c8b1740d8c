package engine

import (
	"math"
	"sort"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// budget is what the same-budget rule bought or sold for one option.
type budget struct {
	boost  []delivery.Boost // by service; nil changes nothing
	gap    float64          // euros left over (+) or missing (-) after the rule
	trades []report.Trade
}

func (b budget) of(services int) []delivery.Boost {
	if b.boost != nil {
		return b.boost
	}
	out := make([]delivery.Boost, services)
	for s := range out {
		out[s] = delivery.NoBoost()
	}
	return out
}

// Tolerance is the share of the baseline cost within which two budgets count as
// equal.
const Tolerance = 0.005

// balance brings the cost of an option to that of its reference by one fixed rule. A
// saving first buys evening hours at the fullest point where rooms limit the
// capacity, then client hours of the limiting profession until the service's lost
// contacts are served, then hours of the next service. An overrun first sells idle
// hours, from the service that has most of them, and then the same share of every
// service's hours, so that no service pays for another's option. What cannot be
// bought or sold remains as the gap.
func (e *Evaluation) balance() budget {
	b := budget{boost: budget{}.of(len(e.County.Network.Services))}
	if e.Against == nil || !e.of.allStaffed() {
		return b
	}
	target := e.root().plain.bill.Total(cost.County, -1)
	small := Tolerance * e.knownCost(&e.plain) / 10
	b.gap = target - e.plain.bill.Total(cost.County, -1)
	if b.gap > small {
		e.buyEvening(&b, target)
	}
	if b.gap < -small {
		e.sell(&b, target, small)
		return b
	}
	short := make([]float64, len(e.plain.served))
	for s := range short {
		short[s] = e.plain.served[s].LostStaff * minutes(&e.compiled.model.Services[s]) / 60
	}
	for _, s := range mostFirst(short) {
		if b.gap <= small {
			break
		}
		e.trade(s, &b, target, small, short[s])
	}
	return b
}

// sell covers an overrun: idle hours first, then the same share of all hours.
func (e *Evaluation) sell(b *budget, target, small float64) {
	served := e.plain.served
	idle := make([]float64, len(served))
	for s := range idle {
		idle[s] = e.idle(s)
	}
	for _, s := range mostFirst(idle) {
		if b.gap < -small && idle[s] > 0 {
			e.trade(s, b, target, small, -idle[s])
		}
	}
	if b.gap >= -small {
		return
	}
	before := make([]float64, len(served))
	for s := range before {
		before[s] = b.boost[s].Hours
	}
	try := func(share float64) float64 {
		for s := range before {
			b.boost[s].Hours = before[s] - share*(served[s].StaffHours+before[s])
		}
		return e.left(b, target)
	}
	share, left := 1.0, try(1)
	if left > 0 {
		share, left = halve(1, b.gap, small/10, try)
	}
	if left < b.gap { // the lost fees exceed the saved pay
		try(0)
		return
	}
	b.gap = left
	b.trades = append(b.trades, report.Trade{What: report.TradedAll, Sold: true, Share: share})
}

// idle returns the client hours of a service that no point needs: what remains if
// the fullest of its points in buildings is exactly full.
func (e *Evaluation) idle(s int) float64 {
	full := 0.0
	n, x := e.County.Network, &e.plain.served[s]
	for _, pl := range x.Points {
		if n.Points[pl.Point].Channel == network.OnSite && pl.Capacity > 0 {
			full = math.Max(full, pl.Load/pl.Capacity)
		}
	}
	if len(x.Points) > 0 && full == 0 {
		return 0
	}
	return math.Max(0, 1-full) * x.StaffHours
}

// knownCost returns an account's baseline cost of all services: unit costs times
// contacts.
func (e *Evaluation) knownCost(a *account) float64 {
	total := 0.0
	for _, eur := range e.compiled.prices.Baseline(a.served) {
		total += eur
	}
	return total
}

// affordable reports whether selling could cover an option's overrun.
func (e *Evaluation) affordable() bool {
	return e.budget.gap >= -Tolerance*e.knownCost(&e.central)
}

// left returns what the target leaves after the cost with everything bought and
// sold.
func (e *Evaluation) left(b *budget, target float64) float64 {
	scratch := e.of.accounts.Get().(*account)
	defer e.of.accounts.Put(scratch)
	e.fill(scratch, e.compiled, *b, nil)
	return target - scratch.bill.Total(cost.County, -1)
}

// mostFirst lists the indexes of the hours, largest first.
func mostFirst(hours []float64) []int {
	order := make([]int, len(hours))
	for s := range order {
		order[s] = s
	}
	sort.SliceStable(order, func(a, b int) bool { return hours[order[a]] > hours[order[b]] })
	return order
}

// minutes returns a service's staff minutes per contact, for the first profession.
func minutes(sm *delivery.ServiceModel) float64 {
	if len(sm.StaffMin) == 0 {
		return 0
	}
	return sm.StaffMin[0]
}

// buyEvening opens the fullest point where rooms limit the capacity on four
// evenings, if the money covers the premium.
func (e *Evaluation) buyEvening(b *budget, target float64) {
	m, n := e.compiled.model, e.County.Network
	best, at, service := 1.0, -1, -1
	for s := range e.plain.served {
		for _, pl := range e.plain.served[s].Points {
			h := n.Points[pl.Point].Hours
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
	b.trades = append(b.trades, report.Trade{What: report.TradedEvening, Facility: f.Called()})
}

// trade buys or sells a service's client hours until the county pays the target,
// including the fees and the rooms that come with the hours. It trades at most far
// hours (negative to sell).
func (e *Evaluation) trade(s int, b *budget, target, small, far float64) {
	m := e.compiled.model
	sm := &m.Services[s]
	if len(sm.StaffMin) == 0 || sm.StaffMin[0] <= 0 || m.Productive <= 0 || e.compiled.prices.Wage[s][0] <= 0 {
		return
	}
	if far == 0 || e.plain.served[s].StaffHours <= 0 {
		return
	}
	try := func(hours float64) float64 {
		b.boost[s].Hours = hours
		return e.left(b, target)
	}
	hours, left := far, try(far)
	if (left > 0) != (b.gap > 0) {
		hours, left = halve(far, b.gap, small/10, try)
	} else if far < 0 && left < b.gap { // the sold hours bring in more fees than they cost
		hours, left = 0, try(0)
	}
	if hours == 0 {
		return
	}
	b.gap = left
	svc := &e.County.Network.Services[s]
	b.trades = append(b.trades, report.Trade{What: report.TradedPositions, Sold: hours < 0, Profession: profession(svc), Positions: math.Abs(hours) / m.Productive})
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

func profession(s *network.Service) string {
	if len(s.Staff) == 0 {
		return s.ID
	}
	return s.Staff[0].Profession
}
