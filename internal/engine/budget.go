package engine

import (
	"fmt"
	"sort"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
)

// budget is what the same-budget rule bought or sold for one option.
type budget struct {
	boost []delivery.Boost // by service; nil changes nothing
	gap   float64          // euros left over (+) or missing (-) after the rule
	words []string
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

// Tolerance is the share of the baseline cost within which two budgets count
// as the same.
const Tolerance = 0.005

// balance brings an option to the euros of the one that it is compared with,
// by one fixed rule: a saving buys evening hours at the fullest point whose
// rooms bind, then client hours of the binding profession until its lost
// contacts are served, then of the next; an overrun sells client hours of the
// binding profession, then of the next. What cannot be bought or sold stays
// as the gap.
func (c *comparison) balance(i int) budget {
	e := &c.central[i]
	n := c.counties[i].Network
	b := budget{boost: budget{}.of(len(n.Services))}
	if c.against[i] < 0 {
		return b
	}
	gap := -cost.Sum(e.deltas, cost.County, -1, 0)
	total := 0.0
	for _, eur := range e.baseline {
		total += eur
	}
	if gap > 0 {
		gap = c.buyEvening(i, &b, gap)
	}
	for _, s := range c.byShortage(i) {
		if gap >= -Tolerance*total/10 && gap <= Tolerance*total/10 {
			break
		}
		gap = c.trade(i, s, &b, gap)
	}
	b.gap = gap
	return b
}

// byShortage lists the services, the one whose first profession lacks most
// client hours first.
func (c *comparison) byShortage(i int) []int {
	e, m := &c.central[i], c.compiled[i].model
	short := make([]float64, len(e.served))
	order := make([]int, len(e.served))
	for s := range e.served {
		order[s] = s
		if len(m.Services[s].StaffMin) > 0 {
			short[s] = e.served[s].LostStaff * m.Services[s].StaffMin[0] / 60
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return short[order[a]] > short[order[b]] })
	return order
}

// buyEvening opens the fullest point whose rooms bind on four evenings, if the
// money is enough for the premium.
func (c *comparison) buyEvening(i int, b *budget, gap float64) float64 {
	e, m, n := &c.central[i], c.compiled[i].model, c.counties[i].Network
	best, at, service := 1.0, -1, -1
	for s := range e.served {
		for _, pl := range e.served[s].Points {
			h := n.Points[pl.Point].Hours
			if pl.Bind == "rooms" && h.Evening == 0 && pl.Capacity > 0 && pl.Load/pl.Capacity > best {
				best, at, service = pl.Load/pl.Capacity, pl.Point, s
			}
		}
	}
	if at < 0 || m.RoomHours[0] <= 0 {
		return gap
	}
	b.boost[service].RoomPoint = at
	b.boost[service].RoomFactor = m.RoomHours[1] / m.RoomHours[0]
	price := c.priceOf(i, b)
	if price > gap {
		b.boost[service] = delivery.NoBoost()
		return gap
	}
	b.words = append(b.words, "evening hours at "+n.Facilities[n.Points[at].Facility].Name)
	return gap - price
}

// priceOf is what the boosts add to the option's bill.
func (c *comparison) priceOf(i int, b *budget) float64 {
	with := c.one(i, c.compiled[i], *b)
	return with.bill.Total(cost.County, -1) - c.central[i].bill.Total(cost.County, -1)
}

// trade buys or sells client hours of one service's first profession. It buys
// no more than the service's shortage and sells no more than it has.
func (c *comparison) trade(i, s int, b *budget, gap float64) float64 {
	e, m, p := &c.central[i], c.compiled[i].model, c.compiled[i].prices
	sm := &m.Services[s]
	if len(sm.StaffMin) == 0 || sm.StaffMin[0] <= 0 || m.Productive <= 0 {
		return gap
	}
	price := p.Wage[s][0] * p.Worked / m.Productive // euros a client hour
	if price <= 0 {
		return gap
	}
	hours := gap / price
	if short := e.served[s].LostStaff * sm.StaffMin[0] / 60; hours > short {
		hours = short
	}
	hours = max(hours, -e.served[s].StaffHours)
	if hours == 0 {
		return gap
	}
	b.boost[s].Hours += hours
	svc := &c.counties[i].Network.Services[s]
	verb, fte := "bought", hours/m.Productive
	if hours < 0 {
		verb, fte = "sold", -fte
	}
	b.words = append(b.words, fmt.Sprintf("%s %.1f positions of %s", verb, fte, profession(svc)))
	return gap - hours*price
}

func profession(s *network.Service) string {
	if len(s.Staff) == 0 {
		return s.ID
	}
	return s.Staff[0].Profession
}
