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

// Tolerance is the share of the baseline cost beyond which an overrun that remains is
// not balanced. Two budgets count as equal within a tenth of it.
const Tolerance = 0.005

// balance brings the cost of an option to that of the reference of its year by one
// fixed rule, within the services that made the difference. A saving first buys
// evening hours at the fullest point where rooms limit the capacity, then client hours
// of the limiting profession until the service's lost contacts are served, then hours
// of the next service. An overrun first sells idle hours, from the service that has
// most of them; then each service sells hours for what it costs more itself, and then
// all the same share of their hours. The other services sell only what these cannot.
// What cannot be bought or sold remains as the gap.
func (e *Evaluation) balance() budget {
	b := budget{boost: budget{}.of(len(e.County.Network.Services))}
	if e.Against == nil || !e.of.allStaffed() {
		return b
	}
	target := e.root().plain.bill.Total(cost.County, -1)
	b.gap = target - e.plain.bill.Total(cost.County, -1)
	if math.Abs(b.gap) < 1 { // no difference to a reader
		return b
	}
	small := math.Min(Tolerance*e.knownCost(&e.plain), math.Abs(b.gap)) / 10
	euros := e.made(b.gap)
	made := make([]bool, len(euros))
	for s := range euros {
		made[s] = euros[s] > 0
	}
	if b.gap > 0 {
		e.buyEvening(&b, target, made)
		e.buy(&b, target, small, made)
	} else {
		e.sell(&b, target, small, made, euros)
	}
	e.list(&b, made)
	return b
}

// made returns by how many of the county's euros each service made the difference: those
// that cost less if money is left, and more if money is missing; 0 for the others. Costs
// include what they pay for buildings, rooms kept empty too.
func (e *Evaluation) made(gap float64) []float64 {
	out := make([]float64, len(e.plain.served))
	for s := range out {
		own := 0.0
		for x := e; x.Against != nil; x = x.Against {
			own += cost.Sum(x.plain.deltas, cost.County, s, 0)
		}
		if own*gap < 0 && math.Abs(own) >= 1 {
			out[s] = math.Abs(own)
		}
	}
	return out
}

// buy spends what is left over on the hours that the services lack.
func (e *Evaluation) buy(b *budget, target, small float64, made []bool) {
	short := make([]float64, len(e.plain.served))
	for s := range short {
		short[s] = e.plain.served[s].LostStaff * minutes(&e.compiled.model.Services[s]) / 60
	}
	for _, s := range mostFirst(short) {
		if made[s] && b.gap > small {
			e.trade(s, b, target, small, short[s], 0)
		}
	}
}

// sell covers an overrun: the services that made it first, then the others; of both
// the idle hours first. Then those that made it sell what each of them costs more, and
// what is still missing is the same share of all hours.
func (e *Evaluation) sell(b *budget, target, small float64, made []bool, euros []float64) {
	most := e.most()
	idle := make([]float64, len(most))
	for s := range idle {
		idle[s] = math.Min(e.idle(s), most[s])
	}
	for _, own := range []bool{true, false} {
		for _, s := range mostFirst(idle) {
			if made[s] == own && b.gap < -small {
				before := b.gap
				e.trade(s, b, target, small, -idle[s], 0)
				euros[s] -= b.gap - before
			}
		}
		for _, s := range mostFirst(euros) {
			if made[s] == own && euros[s] > small && b.gap < -small {
				e.trade(s, b, target, small, -most[s]-b.boost[s].Hours, math.Min(b.gap+euros[s], 0))
			}
		}
		if b.gap < -small {
			e.sellShare(b, target, small, most, func(s int) bool { return made[s] == own })
		}
	}
}

// sellShare sells the same share of the hours of some services, but of each no more
// than it can sell.
func (e *Evaluation) sellShare(b *budget, target, small float64, most []float64, of func(service int) bool) {
	before := make([]float64, len(most))
	for s := range before {
		before[s] = b.boost[s].Hours
	}
	try := func(share float64) float64 {
		for s := range before {
			if of(s) {
				b.boost[s].Hours = math.Max(before[s]-share*(e.plain.served[s].StaffHours+before[s]), -most[s])
			}
		}
		return e.left(b, target)
	}
	left := try(1)
	if left > 0 {
		_, left = halve(1, b.gap, small/10, try)
	}
	if left < b.gap { // the lost fees exceed the saved pay
		left = try(0)
	}
	b.gap = left
}

// list records how much each service buys or sells, first those that made the
// difference.
func (e *Evaluation) list(b *budget, made []bool) {
	hours := make([]float64, len(made))
	for s := range hours {
		hours[s] = math.Abs(b.boost[s].Hours)
	}
	for _, own := range []bool{true, false} {
		for _, s := range mostFirst(hours) {
			if hours[s] == 0 || made[s] != own {
				continue
			}
			svc := &e.County.Network.Services[s]
			b.trades = append(b.trades, report.Trade{What: report.TradedPositions, Sold: b.boost[s].Hours < 0, Others: !own,
				Service: svc.Name.Or(svc.Name), Profession: profession(svc), Positions: hours[s] / e.compiled.model.Productive})
		}
	}
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

func profession(s *network.Service) string {
	if len(s.Staff) == 0 {
		return s.ID
	}
	return s.Staff[0].Profession
}
