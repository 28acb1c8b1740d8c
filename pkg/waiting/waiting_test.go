package waiting

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func hakunila(t testing.TB) *Law {
	l, ok := NewLaw(Counts{421, 79, 144, 87, 4}, 61)
	if !ok {
		t.Fatal("no law")
	}
	return l
}

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.12g, want %g ± %g", what, got, want, tol)
	}
}

func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s = %g, want %g", what, got, want)
	}
}

// alone is a calendar of one point whose load and capacity change by ratios.
func alone(l *Law, drift, flow, capacity float64) Calendar {
	o := Option{Flow: [][]float64{{flow}}, Capacity: []float64{capacity}}
	return o.Calendars([]Today{{Law: l, Quick: l.Quick().Value, Drift: drift, Load: 1, Capacity: 1}})[0]
}

func TestNothingIsKnown(t *testing.T) {
	if _, ok := NewLaw(Counts{}, 61); ok {
		t.Error("a law without visits")
	}
	if _, ok := NewLaw(Counts{1}, 0); ok {
		t.Error("a law without days")
	}
	c := Option{Flow: [][]float64{{1, 0}, {0, 0}}, Capacity: []float64{1, 1}}.Calendars([]Today{{Capacity: 1}, {Law: hakunila(t), Capacity: 1}})
	same(t, "share of known need where no feeding point has a law", c[0].Known, 0)
	same(t, "share of known need where nobody comes", c[1].Known, math.NaN())
	same(t, "share seen where nobody comes", c[1].Seen(14, c[1].After(0), 0).Value, math.NaN())
	low, _ := Wilson(0, 0)
	same(t, "interval of nothing", low, math.NaN())
}

func TestOnlyQuickVisits(t *testing.T) {
	l, _ := NewLaw(Counts{50}, 61)
	same(t, "high share of quick visits", l.Quick().High, 1)
	same(t, "mean of booked waits if all are quick", l.BookedMean(1), 0)
	m := Mix{{l, 1, l.Week()}}
	if got, today := m.Changed(7, 3), m.Within(7); got != (Range{today, today, today}) {
		t.Errorf("shares change without booked visits: %v", got)
	}
}

func TestCapacityIsMissing(t *testing.T) {
	l := hakunila(t)
	none := alone(l, 0, 1, 0)
	s := none.After(10)
	near(t, "backlog without capacity", s.Backlog, none.Backlog+10*none.Inflow, 1e-9)
	same(t, "share seen without capacity", none.Seen(14, s, s.Backlog).Value, 0)
	same(t, "wait without capacity", s.Wait(s.Backlog), math.Inf(1))
	few := alone(l, 0, 1, l.Quick().Value*0.99)
	near(t, "share seen if only quick visits are met", few.Seen(14, few.After(1), few.Backlog).Value, l.Quick().Value, 1e-12)
	same(t, "weeks to a target of a queue that grows", WeeksTo(300, 50, 1, 14), math.Inf(1))
	same(t, "weeks to a target that is met", WeeksTo(10, 50, 1, 14), 0)
}

func TestCapacityIsEnough(t *testing.T) {
	c := alone(hakunila(t), -0.5, 1, 1)
	s := c.After(200)
	same(t, "backlog", s.Backlog, 0)
	if e := s.Expected(); !(e.Value > 0 && e.Low <= e.Value && e.Value <= e.High) {
		t.Errorf("chance leaves %v people", e)
	}
	same(t, "share within 7 days of an empty calendar", c.Seen(7, s, 0).Value, 1)
	negative := alone(hakunila(t), -1.5, 1, 1)
	same(t, "inflow below 0", negative.Inflow, 0)
}

func TestSeason(t *testing.T) {
	c := alone(hakunila(t), 0, 1, 1)
	c.Season = make([]float64, 52)
	same(t, "backlog after weeks without service", c.After(4).Backlog, c.Backlog+c.Inflow+c.Inflow+c.Inflow+c.Inflow)
	whole := alone(hakunila(t), 0, 1, 1)
	for w := range c.Season {
		c.Season[w] = 1
	}
	same(t, "equal weeks", c.After(52).Backlog, whole.After(52).Backlog)
}

func TestAlmostFull(t *testing.T) {
	q := Queue{Servers: 2, Arrivals: 2 - 1e-9, Service: 1, Gaps: 1, Handling: 1}
	same(t, "wait at a load within 1e-9 of 1", q.Wait(), math.Inf(1))
	same(t, "share who wait", erlangC(2, 2-1e-9), 1)
	q.Arrivals = 2.5
	near(t, "growth", q.Growth(), 0.5, 1e-12)
	same(t, "calendar with as many bookings as slots", CalendarWait(9, 9, 0, 1), math.Inf(1))
	same(t, "calendar without bookings", CalendarWait(9, 0, 0, 1), 0)
	same(t, "pooling gain with a backlog", PoolingGain([]float64{9, 9}, []float64{8, 9}), 0)
}

func TestThirdFree(t *testing.T) {
	if days, censored := ThirdFree(10, 0, 90); days != 90 || !censored {
		t.Errorf("T3 without slots: %g, %v", days, censored)
	}
	if days, bound := ThirdScaled(90, true, 2); days != 90 || !bound {
		t.Errorf("a censored T3 of waits twice as long: %g, %v", days, bound)
	}
	l := hakunila(t)
	_, exact := l.Reaches(90, false)
	_, censored := l.Reaches(90, true)
	near(t, "visits that can have waited 90 days", exact, 91.0/735, 1e-12)
	near(t, "visits that can have waited longer", censored, 4.0/735, 1e-12)
}

// TestToday checks that an option like today changes nothing, and that scale 1 returns the
// counts, to half a visit where the tail is empty.
func TestToday(t *testing.T) {
	for _, n := range []Counts{{421, 79, 144, 87, 4}, {166, 112, 104, 103, 0}, {247, 5, 0, 0, 0}, {0, 0, 0, 0, 3}, {3, 0, 2, 0, 1}} {
		l, _ := NewLaw(n, 61)
		m := Mix{{l, l.Quick().Value, l.Week()}}
		for _, limit := range Limits() {
			near(t, fmt.Sprint(n, " within ", limit), m.Scaled(limit, 1), l.Within(limit), 0.5/float64(n.Sum())+1e-12)
			near(t, fmt.Sprint(n, " unchanged within ", limit), m.Changed(limit, m.BookedMean()).Value, l.Within(limit), 1e-12)
		}
		if w := l.Waiting(); !(w.Low <= w.Value && w.Value <= w.High) {
			t.Errorf("%v: people waiting %v", n, w)
		}
		c := alone(l, 0, 1, 1)
		near(t, fmt.Sprint(n, " gap"), c.Gap(), 0, 1e-12*l.Week())
		near(t, fmt.Sprint(n, " backlog after a year"), c.After(52).Backlog, c.Backlog, 1e-9*math.Max(1, c.Backlog))
		near(t, fmt.Sprint(n, " wait"), c.After(0).Wait(c.Backlog), l.BookedMean(l.Quick().Value), 1e-9)
	}
}

// TestConservation checks that moved need loses nobody and that the same staff sees the
// same visits, at drawn flows.
func TestConservation(t *testing.T) {
	src := rand.New(rand.NewPCG(3, 0))
	for range 50 {
		var today []Today
		var want, visits, staff float64
		o := Option{Capacity: make([]float64, 4)}
		for range 3 {
			l, _ := NewLaw(Counts{1 + src.IntN(300), src.IntN(90), src.IntN(90), src.IntN(90), src.IntN(9)}, 61)
			w := Today{Law: l, Quick: l.Quick().Value, Load: 1, Capacity: 1 + src.Float64(), Placed: 1}
			if l.Within(7) > Full {
				continue
			}
			today = append(today, w)
			want += l.Booked(w.Quick)
			visits += l.Week()
			staff += w.Capacity
			o.Flow = append(o.Flow, []float64{src.Float64(), src.Float64(), src.Float64(), src.Float64()})
		}
		for q := range o.Capacity {
			o.Capacity[q] = staff / 4
		}
		var people, seen, in float64
		for _, c := range o.Calendars(today) {
			people, seen, in = people+c.Backlog, seen+c.Capacity, in+c.Inflow
		}
		near(t, "people waiting", people, want, 1e-9*want)
		near(t, "visits of the same staff", seen, visits, 1e-9*visits)
		near(t, "visits that are asked for", in, visits, 1e-9*visits)
	}
}

// TestMoreCapacity checks that more capacity lengthens no wait, and that a later limit
// lowers no share.
func TestMoreCapacity(t *testing.T) {
	l := hakunila(t)
	for _, weeks := range []int{1, 13, 52, 208} {
		before := math.Inf(1)
		for staff := 0.8; staff < 1.3; staff += 0.05 {
			c := alone(l, 0.01, 1, staff)
			s := c.After(weeks)
			wait := s.Wait(s.Expected().Value)
			if !(wait <= before) {
				t.Errorf("%d weeks, staff × %.2f: wait %g after %g with less", weeks, staff, wait, before)
			}
			before = wait
			low := Range{}
			for _, limit := range Limits() {
				r := c.Seen(limit, s, s.Backlog)
				if r.Low < low.Low-1e-12 || r.Value < low.Value-1e-12 || r.High < low.High-1e-12 || r.Low > r.Value || r.Value > r.High {
					t.Errorf("%d weeks, staff × %.2f: %v within %d days after %v", weeks, staff, r, limit, low)
				}
				low = r
			}
		}
	}
}

// TestChanceMean compares the closed form with the integral of its distribution.
func TestChanceMean(t *testing.T) {
	for _, x := range []float64{0, 1, 50, 300} {
		for _, d := range []float64{-900, -260, -1, -1e-7, 0, 1e-3, 40, 900} {
			for _, s2 := range []float64{1, 400, 2600} {
				end := x + math.Abs(d) + 12*math.Sqrt(s2)
				const n = 20000
				if 2*math.Abs(d)*end/n > 0.2*s2 {
					continue // too steep for this step
				}
				sum := 0.0
				for i := range n {
					sum += 1 - Chance(x, d, s2, (float64(i)+0.5)*end/n)
				}
				near(t, fmt.Sprintf("mean at %g %g %g", x, d, s2), ChanceMean(x, d, s2), sum*end/n, 1e-3*math.Max(1, ChanceMean(x, d, s2)))
			}
		}
	}
	same(t, "mean without variance", ChanceMean(10, -20, 0), 0)
	same(t, "chance without variance", Chance(10, -5, 0, 5), 1)
}

// TestDraw checks the mean of drawn counts, and that drawn values stay in their bounds.
func TestDraw(t *testing.T) {
	l, src, mean := hakunila(t), rand.New(rand.NewPCG(1, 0)), 0.0
	const n = 2000
	for range n {
		d, quick, placed := l.Draw(src)
		if q := d.Quick(); quick < q.Low || quick > q.High {
			t.Fatalf("quick %g outside %v", quick, q)
		}
		if w := d.Waiting(); placed < w.Low/w.Value || placed > w.High/w.Value {
			t.Fatalf("placement %g outside %v", placed, w)
		}
		mean += d.Within(14) / n
	}
	near(t, "mean share within 14 days", mean, (500+1)/(735+2.5), 0.002)
}

// TestSimulation compares the formulas with a simulation in some cells of the grid of
// loads. make simulate has the whole grid.
func TestSimulation(t *testing.T) {
	for _, q := range []Queue{
		{3, 0, 1, 1, 1}, {10, 0, 1, 1, 1}, {1, 0, 1, 1, 2}, {3, 0, 1, 2, 0.5}, {5, 0, 1, 0.5, 0.5},
	} {
		for _, rho := range []float64{0.7, 0.9} {
			q.Arrivals = rho * float64(q.Servers)
			inBounds(t, q, Runs{Runs: 8, Events: 60_000, Seed: 2})
		}
	}
	a := Phone{Agents: 10, Calls: 12, Service: 1, Patience: 2}
	e := Queue{10, 12, 1, 1, 1}.Simulate(Runs{8, 60_000, 2}, 2, 0)
	near(t, "simulated wait with callers who give up", e.Wait.Mean, a.Wait(), 2*e.Wait.Half)
	near(t, "simulated share given up", e.GivenUp.Mean, a.GivenUp(), 2*e.GivenUp.Half)
	same(t, "the same seed", Queue{10, 12, 1, 1, 1}.Simulate(Runs{8, 60_000, 2}, 2, 0).Wait.Mean, e.Wait.Mean)
}

// inBounds checks a queue against its simulation: within the interval of the simulation
// where the formula is exact, else within the bounds of its error by load and servers. A
// cell whose own interval is above 10 % is left out.
func inBounds(t testing.TB, q Queue, r Runs) {
	t.Helper()
	e := q.Simulate(r, 0, 0).Wait
	if e.Half > 0.1*e.Mean {
		return
	}
	off := q.Wait() - e.Mean
	allowed := 1.5 * e.Half
	if q.Gaps != 1 || q.Handling != 1 {
		allowed += q.Error()
	}
	if math.Abs(off) > allowed {
		t.Errorf("%+v at load %.2f: formula %.4f, simulation %.4f ± %.4f", q, q.Load(), q.Wait(), e.Mean, e.Half)
	}
}

// BenchmarkGrid compares the formulas with simulations over the whole grid of loads,
// servers and variations.
func BenchmarkGrid(b *testing.B) {
	for b.Loop() {
		for _, rho := range []float64{0.5, 0.7, 0.8, 0.9, 0.95, 0.99} {
			for _, c := range []int{1, 2, 3, 5, 10, 20} {
				for _, gaps := range []float64{0.5, 1, 2} {
					for _, handling := range []float64{0, 0.5, 1, 2} {
						inBounds(b, Queue{c, rho * float64(c), 1, gaps, handling}, Runs{Runs: 16, Events: 200_000, Seed: 5})
					}
				}
			}
		}
	}
}

// BenchmarkYear is one station and year: its calendar, chance with its range, and shares.
func BenchmarkYear(b *testing.B) {
	l := hakunila(b)
	for b.Loop() {
		c := alone(l, 0.01, 1, 1)
		s := c.After(52)
		e := s.Expected()
		for _, limit := range Limits() {
			if r := c.Seen(limit, s, e.Value); !(r.Value > 0) {
				b.Fatal(r)
			}
		}
	}
}

// TestCompare checks that formulas and simulation of each kind agree.
func TestCompare(t *testing.T) {
	r := Runs{Runs: 10, Events: 60_000, Seed: 3}
	for _, list := range [][]Compared{
		Queue{3, 2.7, 1, 1, 1}.Compare(r, 0),
		Queue{3, 2.7, 1, 1, 1}.Compare(r, 2),
		Queue{5, 4.5, 1, 0.5, 2}.Compare(r, 0),
		(&Calendar{Backlog: 300, Inflow: 45, Capacity: 50}).Compare(r, 52),
		(&Calendar{Backlog: 300, Inflow: 52.5, Capacity: 50}).Compare(r, 52),
		CompareCallBack(r, 2, 8),
		Phone{10, 12, 1, 2}.Compare(r),
		CarveOut{Slots: 10}.Compare(r, 9, 1, 1),
		CarveOut{Slots: 9}.Compare(r, 8.5, 1, 2),
		CarveOut{Slots: 15, Kept: 4, Urgent: 5, Release: 0.5}.Compare(r, 8.5, 1, 1),
		CarveOut{Slots: 15, Kept: 6, Urgent: 5, Release: 1}.Compare(r, 8.5, 1, 1),
		CarveOut{Slots: 12}.Compare(r, 10, 7, 1),
	} {
		for _, c := range list {
			if !c.Agrees() || !(c.Simulated.Half > 0) {
				t.Errorf("%+v", c)
			}
		}
	}
	if (Compared{Formula: 1, Simulated: Estimate{1.2, 0.1}}).Agrees() {
		t.Error("a formula outside of the interval agrees")
	}
}
