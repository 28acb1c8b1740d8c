package app_test

import (
	"math"
	"slices"
	"testing"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// people are a county's people and how they choose among its points, computed once for
// all networks that a test gives them.
type people struct {
	t      *testing.T
	base   *scenario.Base
	model  *delivery.Model
	demand *delivery.Demand
	times  *delivery.Times
	choice *delivery.Choice
	home   *delivery.Outcome
	least  float64              // positions that a place keeps
	gone   map[string]*assigned // by option: where they go, which no budget changes
	paid   map[string]*assigned // by option and frame
}

// assigned is a network for these people: where they go, what is served, what it costs.
type assigned struct {
	county  *scenario.Base
	model   *delivery.Model
	outcome *delivery.Outcome
	served  []delivery.Served
	boost   []delivery.Boost
	bill    cost.Bill
}

// peopleOf gives the people of a county, with some of its parameters set.
func peopleOf(t *testing.T, c *shared, set map[string]float64) *people {
	t.Helper()
	if set == nil && c.today != nil {
		c.today.t = t
		return c.today
	}
	base := c.read.Base
	for name, v := range set {
		var err error
		if base.Params, err = base.Params.With(name, v); err != nil {
			t.Fatal(err)
		}
	}
	p := &people{t: t, base: &base, least: report.LeastStaff(c.read.Rules), gone: map[string]*assigned{}, paid: map[string]*assigned{}}
	p.model = delivery.Compile(params.NewReader(p.base.Params), p.base.Network)
	p.demand = delivery.NewDemand(p.base.Grid, p.model)
	p.times = delivery.NewTimes(p.model.SlowWalk, c.read.Settings.Cycling, c.read.Settings.Period)
	p.choice = delivery.FitChoice(p.demand, p.model, p.place(p.base), p.times)
	p.home = delivery.Run(p.demand, p.model, p.place(p.base), p.times, nil, p.choice, nil)
	if set == nil {
		c.today = p
	}
	return p
}

// place gives a county's network, with times to all of its places.
func (p *people) place(b *scenario.Base) delivery.Place {
	columns := make([]int, b.Matrix.Columns())
	for j := range columns {
		columns[j] = j
	}
	var err error
	if p.times, err = p.times.With(b.Matrix, columns); err != nil {
		p.t.Fatal(err)
	}
	return delivery.Place{Network: b.Network, Matrix: b.Matrix}
}

// assign sends the people to the points of a changed network and prices it; nil where
// the changes are refused.
func (p *people) assign(changes ...scenario.Change) *assigned {
	return p.option(scenario.Option{ID: "changed", Changes: changes}, nil)
}

// option is assign of an option, whose rooms and staff are placed if it asks for that. A
// budget buys or sells hours by service; nil does not.
func (p *people) option(o scenario.Option, bought []delivery.Boost) *assigned {
	return p.pay(p.goTo(o), bought)
}

// of is option of an option of the county in a frame, computed once.
func (p *people) of(o framed) *assigned {
	key := o.ID + " " + o.frame
	a, found := p.paid[key]
	if !found {
		a = p.pay(p.goes(o.Option), o.bought)
		p.paid[key] = a
	}
	return a
}

// goes is goTo of an option of the county, computed once.
func (p *people) goes(o scenario.Option) *assigned {
	a, found := p.gone[o.ID]
	if !found {
		a = p.goTo(o)
		p.gone[o.ID] = a
	}
	return a
}

// goTo computes where people go in an option; nil where its changes are refused.
func (p *people) goTo(o scenario.Option) *assigned {
	county, refusals := scenario.Apply(p.base, o)
	if refusals != nil {
		return nil
	}
	a := &assigned{county: county, model: delivery.CompileBands(params.NewReader(county.Params), county.Network, p.model.Starts)}
	a.outcome = delivery.Run(p.demand, a.model, p.place(county), p.times, p.home, p.choice, nil)
	if o.Fit.Any() {
		planned := delivery.CompileBands(params.NewReader(p.base.Params), county.Network, p.model.Starts)
		delivery.Allocate(p.demand, planned, county.Network, a.outcome, p.base.Network, p.home, delivery.Allocation{Rooms: o.Fit.Rooms, Staff: o.Fit.Staff, Least: p.least}, nil)
	}
	return a
}

// pay computes what is served and what it costs where people have gone.
func (p *people) pay(gone *assigned, bought []delivery.Boost) *assigned {
	if gone == nil {
		return nil
	}
	county, a := gone.county, &assigned{county: gone.county, model: gone.model, outcome: gone.outcome, boost: bought}
	a.served = make([]delivery.Served, len(county.Network.Services))
	if a.boost == nil {
		a.boost = slices.Repeat([]delivery.Boost{delivery.NoBoost()}, len(a.served))
	}
	for s := range a.served {
		delivery.ByCell(p.demand, a.model, county.Network, a.outcome, s, delivery.Language(a.model, p.demand), a.boost[s], nil, &a.served[s])
	}
	cost.Compile(params.NewReader(county.Params), county.Network, a.model, p.base.Year).Bill(cost.Input{Network: county.Network, Model: a.model, Outcome: a.outcome, Served: a.served, Boost: a.boost}, &a.bill)
	return a
}

// framed is an option in a frame: what its budget buys or sells by service, and what the
// report of this frame says.
type framed struct {
	scenario.Option
	frame  string
	bought []delivery.Boost // nil: nothing
	r      *report.Report
	at     int // in the report
}

// inFrames gives every option of a county in both frames. The trades of the same budget
// are read from the report of a comparison.
func (p *people) inFrames(c *shared) []framed {
	p.t.Helper()
	var out []framed
	for _, frame := range []string{"staff", "budget"} {
		r := c.compared(p.t, frame)
		for at, o := range r.Options {
			i := slices.IndexFunc(c.read.Options, func(x scenario.Option) bool { return x.ID == o.ID })
			if i < 0 {
				p.t.Fatalf("no option %s in the county", o.ID)
			}
			f := framed{Option: c.read.Options[i], frame: frame, r: r, at: at}
			if frame == "budget" {
				f.bought = p.bought(r.Network[at].Trades)
			}
			out = append(out, f)
		}
	}
	return out
}

// compared is the report of all options in a frame, without draws.
func (c *shared) compared(t *testing.T, frame string) *report.Report {
	t.Helper()
	if c.frames == nil {
		c.frames = map[string]*report.Report{}
	}
	if c.frames[frame] == nil {
		q := c.q
		q.Service, q.Frame, q.Draws, q.Detail = "all", frame, 0, true
		out, err := c.session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		c.frames[frame] = &out.Report
	}
	return c.frames[frame]
}

// bought gives the hours of trades by service.
func (p *people) bought(trades []report.Trade) []delivery.Boost {
	out := slices.Repeat([]delivery.Boost{delivery.NoBoost()}, len(p.base.Network.Services))
	for _, x := range trades {
		s := slices.IndexFunc(p.base.Network.Services, func(v network.Service) bool { return v.Name.In(lang.English) == x.Service.In(lang.English) })
		if s < 0 || x.What != report.TradedPositions {
			p.t.Fatalf("a trade that this test does not know: %+v", x)
		}
		out[s].Hours = x.Positions * p.model.Productive
		if x.Sold {
			out[s].Hours = -out[s].Hours
		}
	}
	return out
}

// euros sums the lines of a bill.
func (a *assigned) euros(of func(l *cost.Line) bool) float64 {
	sum := 0.0
	for i := range a.bill.Lines {
		if of(&a.bill.Lines[i]) {
			sum += a.bill.Lines[i].EUR
		}
	}
	return sum
}

// fee is what residents pay at the contacts of a service in person.
func (a *assigned) fee(s int) float64 {
	return a.euros(func(l *cost.Line) bool { return l.Service == s && l.Kind == cost.Fees && l.Payer == cost.Residents })
}

// homes is what residents pay for their ways to a service, in money and time.
func (a *assigned) homes(s int) float64 {
	return a.euros(func(l *cost.Line) bool {
		return l.Service == s && l.Payer == cost.Residents && (l.Kind == cost.Fares || l.Kind == cost.TravelTime)
	})
}

// house is what a building costs the county, whatever it is called on the bill.
func (a *assigned) house(id string) float64 {
	return a.euros(func(l *cost.Line) bool { return l.House && l.Facility == id })
}

// minutes is the time that residents travel to a service for the whole need, to their
// first choices, and the number of their visits.
func (a *assigned) minutes(s int) (minutes, visits float64) {
	x := &a.served[s]
	for b := range x.Visits.N {
		minutes, visits = minutes+x.Visits.Minutes[b]-x.Detour.Minutes[b], visits+x.Visits.N[b]
	}
	return minutes, visits
}

func off(got, want float64) bool { return math.Abs(got-want) > 1e-7*math.Max(1, math.Abs(want)) }

// Every option of all counties in both frames: need is met through a channel or left
// undone, visits and positions are conserved, and fees are of served contacts only. The
// report of the frame has the same visits.
func TestEveryOptionConservesNeed(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		p := peopleOf(t, c, nil)
		traded := 0
		for _, o := range p.inFrames(c) {
			a := p.of(o)
			if a == nil {
				t.Fatalf("%s is refused", o.ID)
			}
			for s := range a.served {
				x, v, sm := &a.served[s], &a.outcome.Services[s], &a.model.Services[s]
				if a.boost[s] != delivery.NoBoost() {
					traded++
				}
				row := &o.r.Services[s].Rows[o.at]
				if now := o.r.Options[o.at].Year == o.r.Year; now && row.Visits.Known && (off(row.Visits.V, x.Given()) || off(row.Need.V, x.Need) || off(row.Served.V, x.Share)) {
					t.Errorf("%s of %s, same %s: the report has %v visits of %v, here are %v of %v", p.base.Network.Services[s].ID, o.ID, o.frame, row.Visits.V, row.Need.V, x.Given(), x.Need)
				}
				atSchool, need := 0.0, 0.0
				for b, n := range v.Load.School {
					atSchool += n * sm.Rate[b] * (1 - x.RemoteOf[b]) * (1 - math.Min(sm.ContractShare, 1))
				}
				for b := range a.model.Starts {
					one := make([]float64, len(a.model.Starts))
					one[b] = sm.Rate[b]
					need += p.demand.Total(one)
				}
				loads, seen := 0.0, 0.0
				for _, pl := range x.Points {
					loads, seen = loads+pl.Load, seen+pl.Seen
				}
				positions := 0.0
				for k := range v.Points {
					positions += v.PositionsAt(k, 0)
				}
				given := x.Seen + x.Remote + x.School + x.Contracted
				for _, tt := range []struct {
					what      string
					got, want float64
				}{
					{"need of all people", x.Need, need},
					{"need by channel", x.InPerson + x.RemoteNeed + x.Contracted, x.Need + x.Induced},
					{"served and left undone", given + x.LostStaff + x.LostRooms + x.LostVehicle + x.NoPoint + x.Forgone, x.Need + x.Induced},
					{"visits of the points", loads + atSchool + x.NoPoint + x.Forgone, x.InPerson},
					{"served at the points", seen, x.Seen},
					{"positions of the points", positions, v.Positions(0)},
					{"positions hired", v.Positions(0) - p.home.Services[s].Positions(0), hired(a.county.Network, s)},
				} {
					if off(tt.got, tt.want) {
						t.Errorf("%s of %s, same %s: %s are %v, expected %v", p.base.Network.Services[s].ID, o.ID, o.frame, tt.what, tt.got, tt.want)
					}
				}
				svc := &a.county.Network.Services[s]
				if svc.Fee != "" {
					fee, _ := a.county.Params.Get(svc.Fee)
					paid, most := a.fee(s), fee.V*(x.Seen+x.Contracted)
					if paid > most*(1+1e-9) || svc.FeeFreeUnder <= 0 && off(paid, most) {
						t.Errorf("%s of %s: fees of %v at %v served contacts of %v €", svc.ID, o.ID, paid, x.Seen+x.Contracted, fee.V)
					}
				}
			}
		}
		if traded == 0 {
			t.Error("the same budget trades nothing")
		}
	})
}

// hired is the positions of a service's first profession that an option hires, or ends
// where below 0: only set-capacity does.
func hired(n *network.Network, s int) float64 {
	sum := 0.0
	for i := range n.Points {
		if pt := &n.Points[i]; pt.Service == s && len(pt.Hired) > 0 {
			sum += pt.Hired[0]
		}
	}
	return sum
}

// Residents pay, in money and time, for the contacts that are served, in every option and
// both frames: with half of the hours a served visit costs a home what it did.
func TestHomesPayForServedContacts(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		p := peopleOf(t, c, map[string]float64{"assignment.moves_on": 0}) // so that the ways stay the same
		compared := map[string]int{}
		for _, o := range p.inFrames(c) {
			before := p.of(o)
			half := slices.Clone(before.boost)
			for s := range half {
				half[s].Hours -= 0.5 * before.served[s].StaffHours
			}
			after := p.pay(p.goes(o.Option), half)
			for s := range before.served {
				x, y := &before.served[s], &after.served[s]
				if part := (y.Seen + y.Contracted) / (x.Seen + x.Contracted); part < 0.9 {
					compared[o.frame]++
					if off(after.fee(s), before.fee(s)*part) || off(after.homes(s), before.homes(s)*part) {
						t.Errorf("%s of %s, same %s: %v of the visits are served, but fees go from %v to %v and ways from %v to %v", p.base.Network.Services[s].ID, o.ID, o.frame, part, before.fee(s), after.fee(s), before.homes(s), after.homes(s))
					}
				}
			}
		}
		if compared["staff"] < 3 || compared["budget"] < 3 {
			t.Errorf("only %v services are compared", compared)
		}
	})
}

// If everybody goes on from full points, no point is over its capacity while a point
// within the limit of all who choose it has room.
func TestNoOptionLeavesRoomWhereAPointIsFull(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		p := peopleOf(t, c, map[string]float64{"assignment.moves_on": 1})
		pairs := 0
		for _, o := range p.inFrames(c) {
			a := p.of(o)
			for s := range a.served {
				points := a.served[s].Points
				for i := range points {
					if over := points[i].Load - points[i].Capacity; !(over > 1e-6*points[i].Load) {
						continue
					}
					for j := range points {
						if i == j || !p.within(a, points[i].Point, points[j].Point) {
							continue
						}
						pairs++
						if room := points[j].Capacity - points[j].Load; room > 1e-6*points[j].Load {
							t.Errorf("%s of %s, same %s: %s has %v more than it can serve, and %s has room for %v", p.base.Network.Services[s].ID, o.ID, o.frame,
								a.county.Network.Points[points[i].Point].ID, points[i].Load-points[i].Capacity, a.county.Network.Points[points[j].Point].ID, room)
						}
					}
				}
			}
		}
		if pairs == 0 {
			t.Error("no full point has another one within the limit of all of its people")
		}
	})
}

// within reports whether everybody who may choose one point may also choose another.
func (p *people) within(a *assigned, one, other int) bool {
	n := a.county.Network
	f, g := &n.Facilities[n.Points[one].Facility], &n.Facilities[n.Points[other].Facility]
	if g.BarrierFree == network.No && f.BarrierFree != network.No || n.Points[other].Hours.DaysPerWeek() == 0 {
		return false
	}
	from, to := p.times.At(a.county.Matrix, f.Column), p.times.At(a.county.Matrix, g.Column)
	for ty := range from.By {
		for _, c := range p.demand.Cells {
			if from.By[ty][c] <= a.model.ChoiceLimit && to.By[ty][c] > a.model.ChoiceLimit {
				return false
			}
		}
	}
	return true
}

// Closing any facility never lowers the minutes that residents travel, and opening a
// service at any facility never raises them.
func TestClosingNeverLowersTimeAndOpeningNeverRaisesIt(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		p := peopleOf(t, c, nil)
		today := p.assign()
		n := p.base.Network
		closed, opened := 0, 0
		check := func(what, facility string, a *assigned, sign float64, count *int) {
			if a == nil {
				return
			}
			for s := range a.served {
				was, visits := today.minutes(s)
				is, now := a.minutes(s)
				if off(visits, now) { // some reach no point now, or newly reach one: their minutes are not known
					continue
				}
				if moved := sign * (is - was); moved < -1e-9*was {
					t.Errorf("%s %s: %s takes %v minutes instead of %v", what, facility, n.Services[s].ID, is, was)
				} else if moved > 1e-9*was {
					*count++
				}
			}
		}
		for i := range n.Facilities {
			f := &n.Facilities[i]
			if f.Status != network.Open || f.Column < 0 {
				continue
			}
			check("closing", f.ID, p.assign(&scenario.Close{Facility: f.ID}), 1, &closed)
			var others []string
			for s := range n.Services {
				gives := false
				for _, k := range n.Serving(s) {
					gives = gives || n.Points[k].Facility == i
				}
				if !gives {
					others = append(others, n.Services[s].ID)
				}
			}
			check("opening all at", f.ID, p.assign(&scenario.Open{Facility: f.ID, Services: others}), -1, &opened)
		}
		if closed < 5 || opened < 5 {
			t.Errorf("%d services of closed facilities take longer, %d of opened ones less long", closed, opened)
		}
	})
}

// A building that stays open costs the county the same, whichever of its facilities
// closes, and in every option and both frames.
func TestEveryBuildingIsPaidByBuilding(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, buildingsArePaidOnce)
}

func buildingsArePaidOnce(t *testing.T, c *shared) {
	p := peopleOf(t, c, nil)
	today := p.assign()
	n := p.base.Network
	shared := 0
	for i := range n.Buildings {
		h := &n.Buildings[i]
		for _, f := range h.Facilities {
			others := 0
			for _, g := range h.Facilities {
				if g != f && n.Facilities[g].Status == network.Open && n.Facilities[g].Production == network.Own {
					others++
				}
			}
			a := p.assign(&scenario.Close{Facility: n.Facilities[f].ID})
			if others == 0 || a == nil {
				continue
			}
			shared++
			if off(a.house(h.ID), today.house(h.ID)) {
				t.Errorf("closing %s: %s costs %v € instead of %v €", n.Facilities[f].ID, h.ID, a.house(h.ID), today.house(h.ID))
			}
		}
	}
	if !slices.ContainsFunc(n.Buildings, func(h network.Building) bool { return len(h.Facilities) > 1 }) {
		return // the county knows no building with two facilities
	}
	if shared < 3 {
		t.Errorf("%d facilities of shared buildings were closed", shared)
	}
	kept := 0
	for _, o := range p.inFrames(c) {
		a := p.of(o)
		for i := range n.Buildings {
			after := &a.county.Network.Buildings[i]
			if today.house(after.ID) > 0 && a.house(after.ID) > 0 && after.GivenBack == 0 && noMore(n.Uses()[i], a.county.Network.Uses()[i]) {
				kept++
				if off(a.house(after.ID), today.house(after.ID)) {
					t.Errorf("%s: %s, open and with no service or room more, costs %v € instead of %v €", o.ID, after.ID, a.house(after.ID), today.house(after.ID))
				}
			}
		}
	}
	if kept == 0 {
		t.Error("no building stays open in any option")
	}
}

// noMore reports whether every service uses a building at no more places and for no
// more rooms than before.
func noMore(before, after network.Use) bool {
	places, rooms := map[int]int{}, map[int]float64{}
	for _, p := range before.Parts {
		places[p.Service], rooms[p.Service] = places[p.Service]+1, rooms[p.Service]+p.Rooms
	}
	for _, p := range after.Parts {
		places[p.Service], rooms[p.Service] = places[p.Service]-1, rooms[p.Service]-p.Rooms
		if places[p.Service] < 0 || rooms[p.Service] < 0 {
			return false
		}
	}
	return true
}
