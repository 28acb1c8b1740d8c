package delivery

import (
	"math"

	"saavu/pkg/network"
)

// Served is what one service does in a year under one draw of the parameters.
// Contacts are a year's.
type Served struct {
	Need       float64   // all contacts needed
	Remote     float64   // of these, remote ones that are served
	RemoteNeed float64   // of these, to be met remotely
	Contracted float64   // met by another producer
	InPerson   float64   // to be met in person by the county
	Seen       float64   // in person and served by the county
	Forgone    float64   // not made because of distance
	NoPoint    float64   // in person and no point to reach
	School     float64   // served at school
	Share      float64   // served of Need; NaN without need
	RemoteMean float64   // realised remote share
	RemoteBy   []float64 // remote contacts needed, by band
	RemoteOf   []float64 // remote share, by band
	Induced    float64   // remote contacts that only the channel creates; part of Need and RemoteNeed
	// Lost contacts by what binds at their point.
	LostStaff, LostRooms, LostVehicle float64
	Points                            []PointLoad
	Visits                            Visits
	StaffHours                        float64 // client hours that the first profession has
	UsedHours                         float64 // client hours that served contacts take
}

// PointLoad is one point's year.
type PointLoad struct {
	Point    int // network point
	Load     float64
	Capacity float64 // contacts; +Inf where nothing binds
	Seen     float64
	Bind     string  // "staff", "rooms" or "vehicle"
	Rooms    float64 // rooms that it has or needs
	Hours    float64 // staff's client hours of the first profession
}

// Visits are the in-person visits of residents, by band, one a contact.
type Visits struct {
	N, Minutes, CarKm, Pt, Limited []float64
}

// Boost is what a budget buys or sells beyond an option's own capacity: client
// hours of the first profession added over the points in proportion to their
// staff, and a factor on room hours at one point.
type Boost struct {
	Hours      float64
	RoomPoint  int // network point, -1 = none
	RoomFactor float64
}

// NoBoost changes nothing.
func NoBoost() Boost { return Boost{RoomPoint: -1, RoomFactor: 1} }

// Serve turns the geography of a service into contacts of one year. m may be
// any draw of the parameters that o was run with; the bands must be the same.
// language is the county's adoption factor (see Language).
func Serve(m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost) Served {
	v, sm := &o.Services[s], &m.Services[s]
	x := serving{m: m, n: n, o: o, v: v, sm: sm, s: s, nb: len(m.Starts), boost: boost}
	need := x.need()
	x.remote = m.RemoteShare(n, s, need, language)
	out := &x.out
	out.Visits = newVisits(x.nb)
	for b, c := range need {
		out.Need += c
		out.RemoteNeed += c * x.remote[b]
		out.RemoteBy = append(out.RemoteBy, c*x.remote[b])
	}
	contract := math.Min(sm.ContractShare, 1)
	out.Contracted = (out.Need - out.RemoteNeed) * contract
	out.RemoteOf = x.remote
	x.induce()
	x.own = 1 - contract
	x.hours()
	x.school()
	x.points()
	if contract > 0 {
		l := &v.Load
		if v.Contract != nil {
			l = v.Contract
		}
		x.visits(l, contract, nil)
	}
	served := out.Remote + out.Contracted + out.School + out.Seen
	out.Share = math.NaN()
	if out.Need > 0 {
		out.Share = math.Min(served/out.Need, 1)
		out.RemoteMean = out.RemoteNeed / out.Need
	}
	return *out
}

// Language gives the adoption factor of the county's languages for Serve.
func Language(m *Model, d *Demand) float64 { return m.languageFactor(d) }

// induce adds the contacts that an easier channel creates: a share of what an
// option moves to remote beyond today. They are met remotely and nowhere else.
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
	x.out.Need += x.out.Induced
	x.out.RemoteNeed += x.out.Induced
}

type serving struct {
	m      *Model
	n      *network.Network
	o      *Outcome
	v      *Service
	sm     *ServiceModel
	s, nb  int
	boost  Boost
	remote []float64
	own    float64   // share of in-person contacts that the county meets itself
	staff  []float64 // scale on positions' hours after crews and remote work, by profession
	crew   float64   // part of the mobile units' hours that there is staff for
	out    Served
}

// need gives the contacts a year by band, of everyone.
func (x *serving) need() []float64 {
	l := &x.v.Load
	need := make([]float64, x.nb)
	for b := range need {
		people := l.None[b] + l.School[b]
		for i := range l.Points {
			people += l.Direct.People[i*x.nb+b]
		}
		need[b] = people * x.sm.Rate[b]
	}
	return need
}

// school serves the pupils at school up to the units' capacity.
func (x *serving) school() {
	need := 0.0
	for b, p := range x.v.Load.School {
		need += p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
	}
	x.out.School = math.Min(need, x.o.SchoolPart[x.s]*x.crew)
	x.out.InPerson += need
	x.out.LostVehicle += need - x.out.School
}

// hours takes mobile crews and remote work out of the service's client hours:
// crews out of every profession's, remote work out of the first one's.
func (x *serving) hours() {
	total := x.positionHours(0) + x.boost.Hours
	crew := x.crewHours()
	x.crew = 1
	if crew > total && len(x.sm.StaffMin) > 0 {
		x.crew = math.Max(0, total) / crew
		crew = math.Max(0, total)
	}
	remoteHours := x.out.RemoteNeed * x.sm.RemoteMin / 60
	x.out.Remote = x.out.RemoteNeed
	if left := math.Max(0, total-crew); remoteHours > left {
		x.out.Remote *= left / remoteHours
		x.out.LostStaff += x.out.RemoteNeed - x.out.Remote
		remoteHours = left
	}
	x.out.StaffHours = total
	x.staff = make([]float64, len(x.v.staff.Total))
	for f := range x.staff {
		base := x.positionHours(f)
		left := base - crew
		if f == 0 {
			left = total - crew - remoteHours
		}
		if base > 0 {
			x.staff[f] = math.Max(0, left) / base
		}
	}
}

// positionHours gives the client hours of a profession's filled positions.
func (x *serving) positionHours(f int) float64 {
	if f >= len(x.v.staff.Total) {
		return 0
	}
	return x.v.staff.Total[f] * x.sm.Fill[f] * x.m.Productive
}

// crewHours gives the client hours that the service's part of its mobile units
// takes from each profession on board.
func (x *serving) crewHours() float64 {
	crew := 0.0
	for _, p := range x.v.Points {
		if u := x.n.Points[p].Unit; u >= 0 {
			crew += x.m.Units[u].Hours * x.o.UnitPart[p]
		}
	}
	for u := range x.n.Units {
		crew += x.m.Units[u].Hours * SchoolShare(x.n, u, x.s)
		if x.m.Units[u].Lent[x.s] {
			crew += x.m.Units[u].Hours
		}
	}
	return crew
}

// load gives a point's in-person contacts: direct ones in row i of the trips.
func (x *serving) load(tr *Trips, i int, part float64) (contacts, forgone float64) {
	for b := 0; b < x.nb; b++ {
		c := x.sm.Rate[b] * (1 - x.remote[b]) * part
		contacts += tr.People[i*x.nb+b] * c
		forgone += tr.Slow[i*x.nb+b] * c * x.m.Elasticity
	}
	return contacts, math.Min(forgone, contacts)
}

// points serves part-time points first, sends on what they cannot hold, and
// then serves the full points.
func (x *serving) points() {
	l := &x.v.Load
	np := len(l.Points)
	load := make([]float64, np)
	taken := make([]float64, np) // share of its own people that a point keeps
	made := make([]float64, np)  // share of its contacts that are not forgone
	for i := range l.Points {
		c, f := x.load(&l.Direct, i, x.own)
		x.out.InPerson += c
		x.out.Forgone += f
		load[i], taken[i], made[i] = c-f, 1, 1
		if c > 0 {
			made[i] = load[i] / c
		}
	}
	for b, p := range l.None {
		c := p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
		x.out.InPerson += c
		x.out.NoPoint += c
	}
	over := make([]float64, np)
	for i, full := range l.Full {
		if full {
			continue
		}
		pl := x.serveAt(l.Points[i], load[i])
		if load[i] > pl.Seen {
			taken[i] = pl.Seen / load[i]
		}
		rest := x.sendOn(l, i, over, made[i]*(1-taken[i]))
		pl.Load = load[i]
		x.lose(pl, load[i]-pl.Seen-rest)
		x.out.Points = append(x.out.Points, pl)
	}
	for i, full := range l.Full {
		if full {
			pl := x.serveAt(l.Points[i], load[i]+over[i])
			x.lose(pl, pl.Load-pl.Seen)
			x.out.Points = append(x.out.Points, pl)
		}
	}
	x.visits(l, x.own, taken)
}

// sendOn moves the part of a part-time point's contacts that it cannot hold to
// the full points behind it, and says how many found one.
func (x *serving) sendOn(l *Load, i int, over []float64, part float64) float64 {
	moved := 0.0
	np := len(l.Points)
	if part <= 0 {
		return 0
	}
	for q := range l.Points {
		row := l.Pair[(i*np+q)*x.nb:][:x.nb]
		c := 0.0
		for b, p := range row {
			c += p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
		}
		over[q] += c * part
		moved += c * part
	}
	return moved
}

func (x *serving) lose(pl PointLoad, lost float64) {
	if lost <= 0 {
		return
	}
	switch pl.Bind {
	case "vehicle":
		x.out.LostVehicle += lost
	case "rooms":
		x.out.LostRooms += lost
	default:
		x.out.LostStaff += lost
	}
}

// Bottleneck names what loses most contacts: "staff", "rooms", "vehicle",
// "no point", or "" where nothing is lost.
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
