package cost

import (
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
)

// Input is one option under one draw.
type Input struct {
	Network *network.Network
	Model   *delivery.Model
	Outcome *delivery.Outcome
	Served  []delivery.Served // by service
	Boost   []delivery.Boost  // by service
}

// Bill prices an option. Lines of 0 euros are left out. out is overwritten and
// its memory reused.
func (p *Prices) Bill(in Input, out *Bill) {
	b := biller{p: p, in: in, bill: out}
	n := in.Network
	out.Lines = slices.Grow(out.Lines[:0], 2*len(n.Points)+2*len(n.Facilities)+8*len(n.Services))
	out.Given = slices.Grow(out.Given[:0], len(n.Services))[:len(n.Services)]
	out.ChildMinutes, out.OneOff = zeros(out.ChildMinutes, len(n.Services)), zeros(out.OneOff, len(n.Services))
	for s := range in.Network.Services {
		b.staff(s)
		b.premises(s)
		b.contracts(s)
		b.residents(s)
	}
	b.sites()
	b.buildings()
	b.units()
	b.platform()
}

// zeros returns n zeros, in the given memory if it is large enough.
func zeros(list []float64, n int) []float64 {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

type biller struct {
	p    *Prices
	in   Input
	bill *Bill
}

func (b *biller) add(kind string, payer Payer, service int, facility string, eur float64) {
	if eur != 0 {
		b.bill.Lines = append(b.bill.Lines, Line{Kind: kind, Payer: payer, Service: service, Facility: facility, EUR: eur})
	}
}

// staff is the pay of filled positions, and the premium for evening and
// Saturday hours at the points that have them.
func (b *biller) staff(s int) {
	v, sm := &b.in.Outcome.Services[s], &b.in.Model.Services[s]
	pay := 0.0
	for f, wage := range b.p.Wage[s] {
		pay += v.Positions(f) * sm.Fill[f] * b.p.Worked * wage
	}
	if len(sm.Fill) > 0 {
		pay *= b.in.Boost[s].Factor(v.Positions(0) * sm.Fill[0] * b.in.Model.Productive)
	}
	b.add(Staff, County, s, "", pay)
	for k, i := range v.Points {
		pt := &b.in.Network.Points[i]
		h := pt.Hours
		if pt.Provider || (h.Evening == 0 && !h.Saturday && b.in.Boost[s].RoomPoint != i) {
			continue
		}
		pay := 0.0
		for f, wage := range b.p.Wage[s] {
			pay += v.PositionsAt(k, f) * sm.Fill[f] * b.p.Worked * wage
		}
		premium := b.p.late(h)
		if b.in.Boost[s].RoomPoint == i && h.Evening == 0 {
			premium = b.p.late(network.Hours{Office: h.Office, Evening: 0b1111, Saturday: h.Saturday})
		}
		b.add(Evening, County, s, b.in.Network.Facilities[pt.Facility].ID, pay*premium)
	}
}

// late returns the pay premium of a point's hours: the share of evening and
// Saturday hours in the week times their premiums.
func (p *Prices) late(h network.Hours) float64 {
	office := 8 * network.Hours{Office: h.Office}.DaysPerWeek()
	evening := p.EveHours / 4 * network.Hours{Evening: h.Evening}.DaysPerWeek()
	saturday := 0.0
	if h.Saturday {
		saturday = p.SatHours
	}
	week := office + evening + saturday
	if week == 0 {
		return 0
	}
	return (evening*p.Evening + saturday*p.Saturday) / week
}

// premises is the rent of rooms at a facility that is a building of its own. A
// point open part of the week pays for its days only; another producer's rooms are
// included in its price.
func (b *biller) premises(s int) {
	for _, pl := range b.in.Served[s].Points {
		pt := &b.in.Network.Points[pl.Point]
		if pt.Provider || pt.Channel != network.OnSite || b.p.building(pt.Facility) >= 0 {
			continue
		}
		part := math.Min(pt.Hours.DaysPerWeek(), 5) / 5
		f := &b.in.Network.Facilities[pt.Facility]
		b.add(Rent, County, s, f.ID, pl.Rooms*b.p.RoomM2[s]*b.p.Rent*part)
	}
}

// sites is the running cost of facilities that are buildings of their own and the
// coordination of family centres, divided equally among a facility's services.
func (b *biller) sites() {
	n := b.in.Network
	services := slices.Grow(b.bill.at[:0], len(n.Facilities))[:len(n.Facilities)]
	b.bill.at = services
	for f := range services {
		services[f] = services[f][:0]
	}
	for s := range n.Services {
		for i := range n.Points {
			pt := &n.Points[i]
			if pt.Service == s && n.Facilities[pt.Facility].Status == network.Open && !pt.Provider &&
				pt.Channel == network.OnSite {
				services[pt.Facility] = append(services[pt.Facility], s)
			}
		}
	}
	for f := range n.Facilities {
		for _, s := range services[f] {
			part := 1 / float64(len(services[f]))
			if b.p.building(f) < 0 {
				b.add(Site, County, s, n.Facilities[f].ID, b.p.Fixed[n.Facilities[f].Size]*part)
			}
			if n.Facilities[f].Type == "family_centre" {
				b.add(Coordinate, County, s, n.Facilities[f].ID, b.p.Centre*part)
			}
		}
	}
}

// units is the running cost of mobile units and of the crew members who are not
// part of the services' staff. Vehicles are one-off costs.
func (b *biller) units() {
	n := b.in.Network
	for u := range n.Units {
		price := b.p.Units[u]
		part := make([]float64, len(n.Services))
		for i := range n.Points {
			if n.Points[i].Unit == u {
				part[n.Points[i].Service] += b.in.Outcome.UnitPart[i]
			}
		}
		for s := range part {
			part[s] += delivery.SchoolShare(n, u, s)
		}
		for s, w := range part {
			b.bill.OneOff[s] += price.capex * w
			b.add(MobileRun, County, s, n.Units[u].ID, price.running*w)
			b.add(MobileCrew, County, s, n.Units[u].ID, price.crew*w)
		}
	}
}

// CrewPay is the pay of the staff of a service on board of mobile units, by the
// client hours that they take from each profession. The bill has it as pay of staff.
func (p *Prices) CrewPay(m *delivery.Model, s int, hours float64) float64 {
	if m.Productive <= 0 {
		return 0
	}
	pay := 0.0
	for _, wage := range p.Wage[s] {
		pay += hours / m.Productive * p.Worked * wage
	}
	return pay
}

// platform is the remote platform and the digital support, in options that plan
// remote shares, divided by planned contacts.
func (b *biller) platform() {
	n := b.in.Network
	total, support := 0.0, false
	weight := make([]float64, len(n.Services))
	for s := range n.Services {
		if plan, ok := n.RemoteOf(s); ok {
			weight[s] = b.in.Served[s].RemoteNeed
			support = support || plan.Support
			total += weight[s]
		}
	}
	if total == 0 {
		return
	}
	eur := b.p.Platform
	if support {
		eur += b.p.Support
	}
	for s, w := range weight {
		b.add(Platform, County, s, "", eur*w/total)
	}
}

// contracts is the payments to other producers, the cost of their supervision
// and the administration of vouchers.
func (b *biller) contracts(s int) {
	if b.in.Model.Services[s].Others != nil {
		b.contractsOfToday(s)
		return
	}
	total := 0.0
	for _, c := range b.in.Network.Contracts {
		if c.Service == s {
			total += c.Share
		}
	}
	for i, c := range b.in.Network.Contracts {
		if c.Service != s || total == 0 {
			continue
		}
		contacts := b.in.Served[s].Contracted * c.Share / total
		b.add(Contracts, County, s, string(c.Production), contacts*b.p.Price[i])
		admin := contacts * b.p.Price[i] * b.p.Supervise
		if c.Production == network.Voucher {
			admin += contacts * b.p.Voucher
		}
		b.add(Supervise, County, s, string(c.Production), admin)
	}
}

// Total sums the lines of a payer; service -1 means all.
func (b *Bill) Total(payer Payer, service int) float64 {
	s := 0.0
	for _, l := range b.Lines {
		if l.Payer == payer && (service < 0 || l.Service == service) {
			s += l.EUR
		}
	}
	return s
}

// Gross sums the county's lines before client fees and the income from rooms lent out, as
// unit costs do; service -1 means all.
func (b *Bill) Gross(service int) float64 {
	s := 0.0
	for _, l := range b.Lines {
		income := l.Kind == Fees || l.Kind == RemoteFees || l.Kind == Lent
		if l.Payer == County && !income && (service < 0 || l.Service == service) {
			s += l.EUR
		}
	}
	return s
}

// Baseline is the known cost of a year's contacts: unit cost times contacts, premises
// included, by service. The contacts are those that the rates count, in person and
// remote, and those that a planned remote channel creates: how many of them the model can
// serve, and where, does not change it.
func (p *Prices) Baseline(served []delivery.Served) []float64 {
	out := make([]float64, len(served))
	for s := range served {
		x := &served[s]
		out[s] = (x.Need+x.Induced-x.RemoteNeed)*p.UnitCost[s] + x.RemoteNeed*p.remoteCost(s)
	}
	return out
}

// remoteCost is the full cost of a remote contact; that of one in person if there is
// no other.
func (p *Prices) remoteCost(s int) float64 {
	if p.RemoteUC[s] == 0 {
		return p.UnitCost[s]
	}
	return p.RemoteUC[s]
}

// Contact is the full cost, by unit costs, of a contact that a service's own staff
// gives, and what its staff is paid for one, evening and Saturday pay included. Both
// are NaN if it gives none.
func (p *Prices) Contact(s int, x *delivery.Served, bill *Bill) (unit, staff float64) {
	given := x.Seen + x.School + x.Remote
	if given <= 0 {
		return math.NaN(), math.NaN()
	}
	for _, l := range bill.Lines {
		if l.Service == s && (l.Kind == Staff || l.Kind == Evening) {
			staff += l.EUR
		}
	}
	return ((x.Seen+x.School)*p.UnitCost[s] + x.Remote*p.remoteCost(s)) / given, staff / given
}
