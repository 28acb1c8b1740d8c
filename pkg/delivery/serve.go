package delivery

import (
	"math"

	"saavu/pkg/network"
)

// Served holds what one service does in a year under one draw of the
// parameters. Contacts are per year.
type Served struct {
	Need       float64   // contacts needed: people times their rates, whatever the option
	Remote     float64   // remote contacts that are served, Induced ones too
	RemoteNeed float64   // contacts to be met remotely, Induced ones too
	Contracted float64   // met by another producer
	By         []float64 // of these, by contract of ServiceModel.Others; nil without
	InPerson   float64   // to be met in person by the county
	Seen       float64   // in person, served by the county
	Forgone    float64   // not made because of distance
	NoPoint    float64   // in person, with no point to reach
	School     float64   // served at school
	SchoolNeed float64   // to be met at school
	Share      float64   // served share of Need; NaN without need
	RemoteMean float64   // realised remote share of Need, without Induced ones
	RemoteBy   []float64 // remote contacts needed, by band
	RemoteOf   []float64 // remote share, by band
	SentOn     float64   // of Seen, contacts at another point than their first choice
	IfNoneMove float64   // Share if nobody went on whose first choice is full
	Induced    float64   // remote contacts that exist only because of the channel: part of RemoteNeed, but not of Need
	// Lost contacts by what binds at their point.
	LostStaff, LostRooms, LostVehicle float64
	Points                            []PointLoad
	Visits                            Visits
	Detour                            Visits  // of Visits, what those add who are served at another point than their first choice
	StaffHours                        float64 // client hours that the first profession has
	UsedHours                         float64 // client hours that the contacts seen at points take
	CrewHours                         float64 // client hours that mobile crews take from each profession

	// With products, client hours by profession that contacts in person would take at the
	// county's own points, and that those seen there take; nil without.
	Wanted, Used []float64

	memory []float64 // memory of the slices above and of Serve
}

// PointLoad is one point's year.
type PointLoad struct {
	Point    int     // network point
	First    float64 // contacts that come before any go on
	Load     float64 // contacts that it serves, and those it cannot that go nowhere else
	Capacity float64 // contacts; +Inf where nothing binds
	Seen     float64
	Bind     string  // "staff", "rooms" or "vehicle"
	Rooms    float64 // rooms that it has or needs
	Hours    float64 // staff's client hours of the first profession

	RoomHours float64 // in the room, of the contacts seen
}

// Visits are the in-person visits of residents, by band, one for each needed contact,
// served or not.
type Visits struct {
	N, Minutes, CarKm, Pt, Limited []float64
}

// Boost is what a budget buys or sells beyond an option's own capacity. It
// changes client hours of the first profession, with the other professions in
// the service's proportion, distributed over the points in proportion to their
// staff; and it applies a factor to room hours at one point.
type Boost struct {
	Hours      float64
	RoomPoint  int // network point, -1 = none
	RoomFactor float64
}

// Factor returns the factor on a service's positions under a boost, given the
// client hours of their first profession. Nothing can be bought for a service
// without positions.
func (b Boost) Factor(hours float64) float64 {
	if hours <= 0 {
		return 1
	}
	return math.Max(0, 1+b.Hours/hours)
}

// NoBoost changes nothing.
func NoBoost() Boost { return Boost{RoomPoint: -1, RoomFactor: 1} }

// Serve turns the geography of a service into contacts of one year. m may be
// any draw of the parameters that o was run with; the bands must be the same.
// language is the county's adoption factor (see Language). out is overwritten
// and its memory reused: successive draws can share one. Under choice, who goes on
// from a full point does so by groups of cells, which differs from ByCell in
// about a thousandth of them.
func Serve(m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, out *Served) {
	x := serving{m: m, n: n, o: o, s: s, boost: boost, out: out}
	x.serve(language)
}

// ServeBoth is Serve, and returns what the same service serves under another boost in the
// same draw: the share of its need, and the contacts given. It is exactly what a second
// Serve gives, in about a third of the time under choice: who comes to which point first
// is computed once, and journeys are not computed again.
func ServeBoth(m *Model, n *network.Network, o *Outcome, s int, language float64, boost, other Boost, out *Served) (share, given float64) {
	x := serving{m: m, n: n, o: o, s: s, boost: boost, out: out}
	x.serve(language)
	var second *Served
	if x.v.choice != nil {
		second = x.again(other)
	} else {
		second = &Served{}
		Serve(m, n, o, s, language, other, second)
	}
	return second.Share, second.Given()
}

// ByCell is Serve with the people who go on followed cell by cell. It takes about
// a hundred times as long. cells may be nil; calls that share it are faster.
func ByCell(d *Demand, m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, cells *Cells, out *Served) {
	x := serving{d: d, m: m, n: n, o: o, s: s, boost: boost, cells: cells, out: out}
	x.serve(language)
}

func (x *serving) serve(language float64) {
	out := x.out
	x.ask(language)
	x.hours()
	x.school()
	if x.v.choice == nil {
		x.points()
	} else {
		x.chosen()
	}
	if out.Contracted > 0 {
		l := &x.v.Load
		if x.v.Contract != nil {
			l = x.v.Contract
		}
		x.visits(l, x.others, nil)
	}
	out.share()
	if x.v.choice == nil {
		out.IfNoneMove = out.Share
	} else if out.Need > 0 {
		out.IfNoneMove = math.Min((out.met()-out.Seen+out.IfNoneMove)/out.Need, 1)
	}
}

// ask finds what is asked of the service, by channel, and how long contacts in person take.
func (x *serving) ask(language float64) {
	m, n, s, out := x.m, x.n, x.s, x.out
	v, sm := &x.o.Services[s], &m.Services[s]
	x.v, x.sm, x.nb = v, sm, len(m.Starts)
	x.begin()
	need := x.need()
	x.remote = x.numbers(x.nb)
	m.RemoteShare(n, s, need, language, x.remote)
	out.Visits = Visits{x.numbers(x.nb), x.numbers(x.nb), x.numbers(x.nb), x.numbers(x.nb), x.numbers(x.nb)}
	out.Detour = Visits{Minutes: x.numbers(x.nb), CarKm: x.numbers(x.nb), Pt: x.numbers(x.nb)}
	out.RemoteBy = x.numbers(x.nb)
	x.own, x.others, x.left = x.numbers(x.nb), x.numbers(x.nb), nil
	if sm.Others != nil {
		x.contracts(need)
	} else {
		x.contract = math.Min(sm.ContractShare, 1)
		for b := range x.own {
			x.own[b], x.others[b] = 1-x.contract, x.contract
		}
	}
	x.channels(need)
	x.induce()
	x.products(need)
}

// share fills in the shares of the need that are served and remote.
func (s *Served) share() {
	s.Share = math.NaN()
	if s.Need > 0 {
		s.Share = s.Given() / s.Need
		s.RemoteMean = (s.RemoteNeed - s.Induced) / s.Need
	}
}

// begin clears the result and allocates its points and all numbers: 13 for
// each band, five for each point, one for each profession, and under choice those
// of the groups that go on.
func (x *serving) begin() {
	np := len(x.v.Load.Points)
	memory, points := x.out.memory, x.out.Points[:0]
	size := 13*x.nb + 5*np + len(x.v.staff.Total)
	if x.v.choice != nil {
		size += np + x.nb
		if x.d == nil {
			size += x.v.Load.groups.memory(np) + len(x.v.Load.groups.point)
		}
	}
	if size > cap(memory) {
		memory = make([]float64, size)
	} else {
		memory = memory[:size]
		clear(memory)
	}
	if np > cap(points) {
		points = make([]PointLoad, 0, np)
	}
	*x.out = Served{Points: points, By: x.out.By[:0], memory: memory}
	x.free, x.staff, x.chose = memory, nil, chose{}
}

// numbers takes n numbers of 0 from the memory.
func (x *serving) numbers(n int) []float64 {
	part := x.free[:n:n]
	x.free = x.free[n:]
	return part
}

// Language returns the adoption factor of the county's languages for Serve.
func Language(m *Model, d *Demand) float64 { return m.languageFactor(d) }

// induce adds the contacts that an easier channel creates: a share of what an
// option moves to remote beyond today. They are met only remotely, and no part of
// the need.
func (x *serving) induce() {
	if _, planned := x.n.RemoteOf(x.s); !planned {
		return
	}
	more := x.out.RemoteNeed - x.sm.RemoteNow*x.out.Need
	if more <= 0 || x.out.RemoteNeed <= 0 {
		return
	}
	x.out.Induced = more * x.m.Induced
	for b := range x.out.RemoteBy {
		x.out.RemoteBy[b] *= 1 + x.out.Induced/x.out.RemoteNeed
	}
	x.out.RemoteNeed += x.out.Induced
}

type serving struct {
	d        *Demand // for contacts by cell; nil = by groups
	m        *Model
	n        *network.Network
	o        *Outcome
	v        *Service
	sm       *ServiceModel
	s, nb    int
	boost    Boost
	remote   []float64
	own      []float64        // by band: share of in-person contacts that the county meets itself
	others   []float64        // by band: the share that other producers meet
	left     []float64        // own by product and band, with contracts of today and products; else nil
	given    [][]float64      // by contract of today's, and product and band: its share; nil without
	contract float64          // share of other producers without contracts of today
	work     *work            // how long contacts take where there are products; nil without
	ranked   *ranked          // which of them come first where a point is short; nil if all are alike
	row      [Types][]float64 // contacts of a person in a cell, by band
	staff    []float64        // scale on positions' hours after crews and remote work, by profession
	crew     float64          // part of the mobile units' hours for which there is staff
	free     []float64        // memory that is still free
	cells    *Cells           // who comes to the points by cell, once it is known
	chose    chose            // under choice, who comes to the points first
	noTrips  bool             // only who is served counts, not how far those travel who go on
	parts    *parts           // how contacts divide over the points; nil = it is not kept
	areas    *areaYear        // what is counted by area; nil = nothing
	out      *Served
}

// need returns the contacts a year by band, for everyone.
func (x *serving) need() []float64 {
	l := &x.v.Load
	need := x.numbers(x.nb)
	for b := range need {
		people := l.None[b] + l.School[b]
		for i := range l.Points {
			people += l.Direct.People[i*x.nb+b]
		}
		need[b] = people * x.sm.Rate[b]
	}
	return need
}

// Bottleneck names the cause of most lost contacts: "staff", "rooms",
// "vehicle", "no point", or "" if nothing is lost.
func (s *Served) Bottleneck() string {
	name, most := "", 0.5
	for _, c := range []struct {
		name string
		lost float64
	}{{"staff", s.LostStaff}, {"rooms", s.LostRooms}, {"vehicle", s.LostVehicle}, {"no point", s.NoPoint}} {
		if c.lost > most {
			name, most = c.name, c.lost
		}
	}
	return name
}
