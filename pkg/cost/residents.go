package cost

import (
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
)

// Given counts the contacts of a service that are given in a year, by channel.
type Given [channels]float64

// The channels of a contact, by what it costs the residents.
const (
	inPerson = iota // they travel
	remote
	atSchool // nobody travels or pays
	channels
)

// channel is the channel of the residents' lines of a kind.
func channel(kind string) int {
	if kind == RemoteFees {
		return remote
	}
	return inPerson
}

// residents is what the contacts that are given cost the residents: fares, car
// kilometres, adults' time, fees. Children's minutes are counted separately, but
// an escort's time is priced. The county pays some trips of the mobility-limited
// as transport service; nobody else pays those.
func (b *biller) residents(s int) {
	p, x := b.p, &b.in.Served[s]
	v, svc := &x.Visits, &b.in.Network.Services[s]
	b.bill.Given[s] = Given{inPerson: x.Seen + x.Contracted, remote: x.Remote, atSchool: x.School}
	made, met := madeOf(x), part(x.Remote, x.RemoteNeed)
	served := func(needed, detour []float64, k int) float64 { return served(needed[k], detour[k], made) }
	money, time, paid, adults, screens := 0.0, 0.0, 0.0, 0.0, 0.0
	for k, age := range p.Starts {
		limited := v.Limited[k] * made * p.TransPart
		paid += 2 * limited
		pt := math.Max(0, served(v.Pt, x.Detour.Pt, k)-limited)
		if !svc.PtFree {
			riders := p.Escort[k]
			if age >= 7 {
				riders++
			}
			money += 2 * pt * p.Fare * riders
		}
		money += 2 * served(v.CarKm, x.Detour.CarKm, k) * p.CarKm
		minutes := 2 * served(v.Minutes, x.Detour.Minutes, k)
		time += minutes * p.Escort[k] * p.Minute
		if age >= 18 {
			time += minutes * p.Minute
		} else {
			b.bill.ChildMinutes[s] += minutes
		}
		if age >= p.FeeFrom[s] {
			adults += v.N[k] * made
			screens += x.RemoteBy[k]
		}
	}
	keep := 1 - p.Discount
	b.add(Fares, Residents, s, "", money*keep)
	b.add(TravelTime, Residents, s, "", time*keep)
	b.add(Transport, County, s, "", paid*p.Transport)
	b.fees(Fees, s, adults*p.Fee[s])
	b.fees(RemoteFees, s, screens*met*p.RemoteFee*p.Fee[s])
}

// Residents returns the lines of the residents for the contacts of a service that some
// of its people are given, such as those of one cell: fees, fares and car kilometres,
// and the time of adults, in euros a year. x has their contacts and trips.
func (p *Prices) Residents(n *network.Network, s int, x *delivery.Served) []Line {
	bill := Bill{Given: make([]Given, len(n.Services)), ChildMinutes: make([]float64, len(n.Services))}
	b := biller{p: p, in: Input{Network: n, Served: make([]delivery.Served, len(n.Services))}, bill: &bill}
	b.in.Served[s] = *x
	b.residents(s)
	return slices.DeleteFunc(bill.Lines, func(l Line) bool { return l.Payer != Residents })
}

// madeOf is the part of the needed journeys that is made: of the contacts in person
// that are given.
func madeOf(x *delivery.Served) float64 {
	trips := 0.0
	for _, n := range x.Visits.N {
		trips += n
	}
	return part(x.Seen+x.Contracted, trips)
}

// served is what the journeys that are made add up to. Those who go on to another
// point are all served there: their detour counts in full.
func served(needed, detour, made float64) float64 { return (needed-detour)*made + detour }

// Journeys are the return journeys of a year's contacts in person that are given, and
// what they add up to, there and back.
type Journeys struct{ N, Minutes, CarKm, Pt float64 }

// JourneysOf sums the journeys of a service's people, or of some of them.
func JourneysOf(x *delivery.Served) Journeys {
	var out Journeys
	made, v := madeOf(x), &x.Visits
	for k, n := range v.N {
		out.N += n * made
		out.Minutes += 2 * served(v.Minutes[k], x.Detour.Minutes[k], made)
		out.CarKm += 2 * served(v.CarKm[k], x.Detour.CarKm[k], made)
		out.Pt += served(v.Pt[k], x.Detour.Pt[k], made)
	}
	return out
}

// fees are the county's income and the residents' cost.
func (b *biller) fees(kind string, s int, eur float64) {
	b.add(kind, County, s, "", -eur)
	b.add(kind, Residents, s, "", eur)
}

// part is the part of the needed contacts that is given; at most all.
func part(given, needed float64) float64 {
	if needed <= 0 {
		return 0
	}
	return math.Min(1, given/needed)
}

// inBoth gives the parts of two years' contacts, by channel, that both years have:
// as many in all as the smaller number. A contact that moves to another channel is
// in both. Where fewer are given, the channels that shrink lack them in proportion.
func inBoth(before, after Given) (was, is Given) {
	fewer, more := 0.0, 0.0
	for c := range before {
		fewer += math.Max(0, before[c]-after[c])
		more += math.Max(0, after[c]-before[c])
	}
	for c := range before {
		was[c], is[c] = 1, 1
		switch d := after[c] - before[c]; {
		case d < 0 && fewer > more:
			was[c] = 1 + d/before[c]*(fewer-more)/fewer
		case d > 0 && more > fewer:
			is[c] = 1 - d/after[c]*(more-fewer)/more
		}
	}
	return was, is
}

// inBoth gives the parts of a service's contacts that this bill and another have.
func (b *Bill) inBoth(after *Bill, s int) (was, is Given) {
	var x, y Given
	if s < len(b.Given) {
		x = b.Given[s]
	}
	if s < len(after.Given) {
		y = after.Given[s]
	}
	return inBoth(x, y)
}

// residents appends the change of a residents' line: of the contacts that both bills
// have to the residents, and of the others to those not given.
func (b *Bill) residents(after *Bill, change []Line, l Line, was, is float64) []Line {
	from, to := b.inBoth(after, l.Service)
	c := channel(l.Kind)
	l.EUR = is*to[c] - was*from[c]
	rest := l
	rest.Payer, rest.EUR = NotGiven, is*(1-to[c])-was*(1-from[c])
	if l.EUR != 0 {
		change = append(change, l)
	}
	if rest.EUR != 0 {
		change = append(change, rest)
	}
	return change
}

// MoreChildMinutes is the change of the children's minutes of a service, of the
// contacts that both bills have.
func (b *Bill) MoreChildMinutes(after *Bill, s int) float64 {
	was, is := b.inBoth(after, s)
	return after.ChildMinutes[s]*is[inPerson] - b.ChildMinutes[s]*was[inPerson]
}
