package waiting

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arguments are those of a row of the table of worked values.
type arguments map[string]string

func (a arguments) num(t *testing.T, name string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(a[name], 64)
	if err != nil {
		t.Fatalf("argument %s: %q", name, a[name])
	}
	return v
}

func (a arguments) list(t *testing.T, name string) (out []float64) {
	t.Helper()
	for f := range strings.SplitSeq(a[name], "|") {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatalf("argument %s: %q", name, a[name])
		}
		out = append(out, v)
	}
	return out
}

func (a arguments) law(t *testing.T, name string) *Law {
	t.Helper()
	days := 61.0
	if a["days"] != "" {
		days = a.num(t, "days")
	}
	var c Counts
	for k, v := range a.list(t, name) {
		c[k] = int(v)
	}
	l, ok := NewLaw(c, days)
	if !ok {
		t.Fatalf("no law of %v", c)
	}
	return l
}

// queue is a queue by c, rho, s, ca2 and cs2, of which all but c have defaults.
func (a arguments) queue(t *testing.T) Queue {
	t.Helper()
	q := Queue{Servers: int(a.num(t, "c")), Service: 1, Gaps: 1, Handling: 1}
	for name, to := range map[string]*float64{"s": &q.Service, "ca2": &q.Gaps, "cs2": &q.Handling} {
		if a[name] != "" {
			*to = a.num(t, name)
		}
	}
	if a["rho"] != "" {
		q.Arrivals = a.num(t, "rho") * float64(q.Servers) / q.Service
	} else {
		q.Arrivals = a.num(t, "a") / q.Service
	}
	return q
}

func (a arguments) erlangA(t *testing.T) Phone {
	t.Helper()
	return Phone{Agents: int(a.num(t, "c")), Calls: a.num(t, "lambda"), Service: 1 / a.num(t, "mu"), Patience: 1 / a.num(t, "theta")}
}

// line is a phone whose patience and calls follow from its mean wait and answer rate.
func (a arguments) line(t *testing.T) Phone {
	t.Helper()
	answer := a.num(t, "answer")
	p := Phone{Agents: int(a.num(t, "c")), Service: a.num(t, "s"), Patience: PatienceOf(a.num(t, "wait_min"), answer)}
	p.Calls = CallsOf(p, answer)
	return p
}

func (a arguments) carve(t *testing.T) CarveOut {
	t.Helper()
	c := CarveOut{Kept: int(a.num(t, "k")), Urgent: a.num(t, "a")}
	if a["c"] != "" {
		c.Slots, c.Release = a.num(t, "c"), a.num(t, "release")
	}
	return c
}

func (a arguments) calendar(t *testing.T) *Calendar {
	t.Helper()
	return &Calendar{Backlog: a.num(t, "b0"), Inflow: a.num(t, "inflow"), Capacity: a.num(t, "capacity")}
}

// balanced is the calendar of a law with a drift and a yearly growth, staff as today.
func (a arguments) balanced(t *testing.T) *Calendar {
	t.Helper()
	l := a.law(t, "n")
	today := []Today{{Law: l, Quick: l.Quick().Value, Drift: a.num(t, "drift"), Load: 1, Capacity: 1}}
	o := Option{Flow: [][]float64{{1}}, Capacity: []float64{1}}
	if a["growth"] != "" {
		o.Growth = []float64{a.num(t, "growth")}
	}
	c := o.Calendars(today)
	return &c[0]
}

// part is the share of quick visits that a row names, or 0.
func (a arguments) part(t *testing.T) Mix {
	t.Helper()
	quick := 0.0
	if a["quick"] != "" {
		quick = a.num(t, "quick")
	}
	l := a.law(t, "n")
	return Mix{{l, quick, l.Week()}}
}

// merged is the laws of two points.
func (a arguments) merged(t *testing.T) (*Law, *Law) { return a.law(t, "n"), a.law(t, "with") }

// closing is three points of which the second closes: three quarters of its need go to the
// first, a quarter to the third.
func closing(t *testing.T, hire float64) []Calendar {
	t.Helper()
	var today []Today
	for i, n := range []string{"421|79|144|87|4", "130|35|94|37|1", "397|195|299|441|4"} {
		l := arguments{"n": n}.law(t, "n")
		contacts := []float64{20000, 8000, 36000}[i]
		today = append(today, Today{Law: l, Quick: l.Quick().Value, Load: contacts, Capacity: contacts})
	}
	o := Option{Flow: [][]float64{{1, 0, 0}, {0.75, 0, 0.25}, {0, 0, 1}}, Capacity: []float64{26000, 0, 38000}, Hired: []float64{hire, 0, 0}}
	return o.Calendars(today)
}

// option is a calendar of closing and its state after the weeks of a row.
func (a arguments) option(t *testing.T) (*Calendar, State) {
	t.Helper()
	hire, weeks := 0.0, 0
	if a["hire"] != "" {
		hire = a.num(t, "hire")
	}
	if a["weeks"] != "" {
		weeks = int(a.num(t, "weeks"))
	}
	c := closing(t, hire)
	at := &c[map[string]int{"hakunila": 0, "tikkurila": 2}[a["at"]]]
	return at, at.After(weeks)
}

// gapOf is the gap of a point whose load and capacity change, for each visit of a week.
func gapOf(t *testing.T, drift, load, capacity float64) float64 {
	l := hakunila(t)
	o := Option{Flow: [][]float64{{1}}, Capacity: []float64{capacity}, Keep: []float64{load}}
	c := o.Calendars([]Today{{Law: l, Drift: drift, Load: 1, Capacity: 1}})
	return c[0].Gap() / l.Week()
}

// sakasegawa is the approximation that the package does not use.
func sakasegawa(q Queue) float64 {
	c, rho := float64(q.Servers), q.Load()
	return q.Service * math.Pow(rho, math.Sqrt(2*(c+1))-1) / (c * (1 - rho))
}

// exactLeft is the mean of what is left of a day, over bookings: the stationary
// distribution of Q' = max(0, Q + A - m) with A Poisson, by iteration.
func exactLeft(m int, b float64) float64 {
	const most = 600
	come := make([]float64, most)
	for k, p := 0, math.Exp(-b); k < most; k++ {
		come[k] = p
		p *= b / float64(k+1)
	}
	q := make([]float64, most)
	q[0] = 1
	for before := -1.0; ; {
		next := make([]float64, most)
		for i, p := range q {
			if p < 1e-18 {
				continue
			}
			for k := 0; k < most && (come[k] > 1e-18 || float64(k) < b); k++ {
				next[min(most-1, max(0, i+k-m))] += p * come[k]
			}
		}
		mean := 0.0
		for i, p := range next {
			mean += float64(i) * p
		}
		if math.Abs(mean-before) < 1e-9*math.Max(1e-3, mean) {
			return mean / b
		}
		q, before = next, mean
	}
}

// few is how much the rows that are simulated do.
func few() Runs { return Runs{Runs: 16, Events: 200_000, Seed: 7} }

// simulated has rows whose value is a simulation of others: two intervals must meet.
func simulated(t *testing.T, fn string, a arguments) (Estimate, bool) {
	switch fn {
	case "des_ggc":
		return a.queue(t).Simulate(few(), 0, 0).Wait, true
	case "des_erlang_a_pab":
		p := a.erlangA(t)
		return Queue{p.Agents, p.Calls, p.Service, 1, 1}.Simulate(few(), p.Patience, 0).GivenUp, true
	case "des_calendar":
		return CarveOut{Slots: a.num(t, "m")}.Simulate(few(), a.num(t, "b")).Wait, true
	case "des_carve":
		return a.carve(t).Simulate(few(), a.num(t, "b")).Wait, true
	case "des_fluid":
		return a.calendar(t).Simulate(Runs{Runs: 2000, Seed: 7}, int(a.num(t, "weeks"))), true
	}
	return Estimate{}, false
}

// worked computes a row that is not simulated.
func worked(t *testing.T, fn string, a arguments) float64 {
	for _, of := range []func(*testing.T, string, arguments) (float64, bool){workedQueue, workedLaw, workedShare, workedCalendar, workedOption} {
		if v, ok := of(t, fn, a); ok {
			return v
		}
	}
	t.Fatalf("nothing computes %s", fn)
	return 0
}

func workedQueue(t *testing.T, fn string, a arguments) (float64, bool) {
	num := func(name string) float64 { t.Helper(); return a.num(t, name) }
	switch fn {
	case "erlang_c":
		return erlangC(num("c"), num("a")), true
	case "erlang_b":
		return ErlangB(int(num("c")), num("a")), true
	case "wq_mmc", "wq_ggc":
		return a.queue(t).Wait(), true
	case "p_wait_over":
		return a.queue(t).Over(num("t")), true
	case "wq_sakasegawa":
		return sakasegawa(a.queue(t)), true
	case "erlang_a_pab":
		return a.erlangA(t).GivenUp(), true
	case "erlang_a_wait":
		return a.erlangA(t).Wait(), true
	case "phone_patience":
		return PatienceOf(num("wait_min"), num("answer")), true
	case "phone_lambda":
		return a.line(t).Calls, true
	case "phone_agents":
		holds := func(p Phone) bool { return a["target_wait"] != "" && p.Wait() <= num("target_wait") }
		if a["target_answer"] != "" {
			holds = func(p Phone) bool { return 1-p.GivenUp() >= num("target_answer") }
		}
		return float64(AgentsFor(a.line(t), 100, holds)), true
	case "callback_mean":
		return 60 * CallBack(num("arrive_h"), num("serve_h")), true
	case "calendar_exact":
		return exactLeft(int(num("m")), num("b")), true
	case "calendar_wait":
		return CalendarWait(num("m"), num("b"), num("var"), num("disp")), true
	case "overflow":
		return a.carve(t).Overflow(), true
	case "unused":
		return a.carve(t).Unused(), true
	case "same_day_share":
		return a.carve(t).SameDay(), true
	case "net_bookable":
		return a.carve(t).Bookable(), true
	case "stop_exact":
		return num("every")*exactLeft(int(num("m")), num("b")) + num("every")/2, true
	case "stop_wait":
		return RoundWait(num("every"), num("m"), num("b"), 0, 1), true
	case "pooling_gain":
		return PoolingGain([]float64{num("m1"), num("m2")}, []float64{num("b1"), num("b2")}), true
	}
	return 0, false
}

func workedLaw(t *testing.T, fn string, a arguments) (float64, bool) {
	num := func(name string) float64 { t.Helper(); return a.num(t, name) }
	switch fn {
	case "fit_quick":
		return a.law(t, "n").Fit().Quick, true
	case "fit_shape":
		return a.law(t, "n").Fit().Shape, true
	case "fit_scale":
		return a.law(t, "n").Fit().Scale, true
	case "fit_g2":
		return a.law(t, "n").Fit().G2, true
	case "law_mean":
		return a.law(t, "n").Mean(), true
	case "law_quick":
		return a.law(t, "n").Quick().Value, true
	case "law_booked_mean":
		l := a.law(t, "n")
		return l.BookedMean(l.Quick().Value), true
	case "backlog":
		return a.law(t, "n").Waiting().Value, true
	case "backlog_low":
		return a.law(t, "n").Waiting().Low, true
	case "backlog_high":
		return a.law(t, "n").Waiting().High, true
	case "law_surv":
		return a.law(t, "n").Beyond(num("x")), true
	case "wilson_low":
		low, _ := Wilson(num("x"), num("n"))
		return low, true
	case "wilson_high":
		_, high := Wilson(num("x"), num("n"))
		return high, true
	case "booked_a_week":
		l := a.law(t, "n")
		return (1 - l.Quick().Value) * l.Week(), true
	case "booked_backlog":
		l := a.law(t, "n")
		return l.Booked(l.Quick().Value), true
	case "t3_share_high":
		_, high := a.law(t, "n").Reaches(num("t3"), num("t3") >= 90)
		return high, true
	case "t3_share_low":
		low, _ := a.law(t, "n").Reaches(num("t3"), num("t3") >= 90)
		return low, true
	case "merge_backlog":
		x, y := a.merged(t)
		return x.Waiting().Value + y.Waiting().Value, true
	case "merge_wait":
		x, y := a.merged(t)
		return 7 * (x.Waiting().Value + y.Waiting().Value) / (x.Week() + y.Week()), true
	}
	return 0, false
}

func workedShare(t *testing.T, fn string, a arguments) (float64, bool) {
	num := func(name string) float64 { t.Helper(); return a.num(t, name) }
	switch fn {
	case "share_within":
		return a.part(t).Scaled(int(num("limit")), num("scale")), true
	case "share_within_shift":
		return a.part(t).Shifted(int(num("limit")), num("add")), true
	case "law_share":
		return LawShare(num("u23"), num("f14"), num("f90")), true
	case "u23_low":
		low, _ := Young(num("u23"), num("f14"))
		return low, true
	case "u23_high":
		_, high := Young(num("u23"), num("f14"))
		return high, true
	case "reach_in_time":
		var list []Reached
		minutes, share := a.list(t, "minutes"), a.list(t, "share")
		for i, p := range a.list(t, "people") {
			list = append(list, Reached{p, minutes[i], share[i]})
		}
		seen, _ := InTime(list, num("tau"))
		return seen, true
	}
	return 0, false
}

func workedCalendar(t *testing.T, fn string, a arguments) (float64, bool) {
	num := func(name string) float64 { t.Helper(); return a.num(t, name) }
	switch fn {
	case "fluid_backlog":
		if a["n"] != "" {
			return a.balanced(t).After(int(num("weeks"))).Backlog, true
		}
		return a.calendar(t).After(int(num("weeks"))).Backlog, true
	case "fluid_growth":
		return a.balanced(t).After(int(num("weeks"))).Backlog, true
	case "clear_weeks":
		return WeeksTo(num("b0"), 0, a.calendar(t).Gap(), 0), true
	case "wait_ahead":
		if a["n"] == "" {
			return State{Capacity: num("capacity")}.Wait(num("b0")), true
		}
		s := a.balanced(t).After(int(num("weeks")))
		return s.Wait(s.Backlog), true
	case "wait_overtaken":
		return State{Capacity: num("capacity"), Quick: num("overtaking")}.Wait(num("b0")), true
	case "t3_calendar":
		days, _ := ThirdFree(num("queue"), num("slots_day"), num("horizon"))
		return days, true
	case "t3_scaled", "t3_scaled_low":
		days, _ := ThirdScaled(num("t3"), a["censored"] == "1", num("scale"))
		return days, true
	case "t3_growth":
		return num("t3") / num("booked_mean"), true
	case "t3_after":
		return State{Capacity: num("m0") + num("add")}.Wait(num("b0")), true
	case "slots_per_position":
		return Slots(num("fill"), num("hours"), num("minutes")), true
	case "plus_one_low":
		return a.law(t, "n").Week() / num("positions"), true
	case "plus_one_high":
		return Slots(0.88, 1150, 30), true
	case "target_weeks_slow", "target_weeks_fast":
		l := a.law(t, "n")
		quick, more := l.Quick().Value, Slots(0.88, 1150, 30)
		if fn == "target_weeks_slow" {
			more = l.Week() / 9.99
		}
		return WeeksTo(l.Booked(quick), (1-quick)*l.Week(), -more, num("target")), true
	case "backlog_to_remove":
		return ToRemove(num("from"), num("to")), true
	case "gap_a_week":
		return gapOf(t, num("drift"), num("load_ratio"), num("cap_ratio")) * num("visits"), true
	case "remote_moved", "remote_moved_high":
		return num("part") * num("quick") * num("visits"), true
	case "remote_freed":
		return num("moved") * (1 - Slots(1, 1, num("minutes"))/Slots(1, 1, num("remote_minutes"))), true
	case "chance_mean":
		return ChanceMean(num("b0"), num("d"), num("s2")), true
	case "chance_cdf":
		return Chance(num("b0"), num("d"), num("s2"), num("y")), true
	}
	return 0, false
}

func workedOption(t *testing.T, fn string, a arguments) (float64, bool) {
	if fn == "backlog_share_moved" {
		l := arguments{"n": "421|79|144|87|4"}.law(t, "n")
		o := Option{Flow: [][]float64{{1 - a.num(t, "flow"), a.num(t, "flow")}}, Capacity: []float64{0, 1}}
		return a.num(t, "b") * o.Calendars([]Today{{Law: l, Capacity: 1}})[1].Backlog / l.Booked(0), true
	}
	if !strings.HasPrefix(fn, "option_") {
		return 0, false
	}
	c, s := a.option(t)
	switch fn {
	case "option_backlog":
		return s.Backlog, true
	case "option_inflow":
		return s.Inflow, true
	case "option_capacity":
		return s.Capacity, true
	case "option_wait":
		return s.Wait(s.Backlog), true
	case "option_share":
		return c.Mix.Within(int(a.num(t, "limit"))), true
	case "option_scale":
		return s.Wait(s.Backlog) / c.Mix.BookedMean(), true
	}
	return 0, false
}

// TestGolden checks every row of testdata/golden.csv: values by another program, in
// closed form, by exact iteration, by maximum likelihood and by simulation. Counts are the
// non-urgent visits of Vantaa's health stations in August and September 2021.
func TestGolden(t *testing.T) {
	f, err := os.Open("testdata/golden.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 247 || !slices.Equal(rows[0], []string{"id", "fn", "args", "value", "tol"}) {
		t.Fatalf("%d rows, head %v", len(rows), rows[0])
	}
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			a := arguments{}
			for part := range strings.SplitSeq(row[2], ";") {
				name, value, _ := strings.Cut(part, "=")
				a[name] = value
			}
			want, _ := strconv.ParseFloat(row[3], 64)
			tol, _ := strconv.ParseFloat(row[4], 64)
			_, digits, _ := strings.Cut(row[3], ".")
			rounding := 0.0
			if len(digits) > 5 {
				rounding = 0.5 * math.Pow10(-len(digits)) // of the value as it is written
			}
			if e, ok := simulated(t, row[1], a); ok {
				if math.Abs(e.Mean-want) > tol+e.Half || e.Half > 3*tol {
					t.Errorf("%s(%s) = %g ± %g, want %g ± %g", row[1], row[2], e.Mean, e.Half, want, tol)
				}
				return
			}
			if got := worked(t, row[1], a); !(math.Abs(got-want) <= math.Max(tol, rounding)) {
				t.Errorf("%s(%s) = %.12g, want %g ± %g", row[1], row[2], got, want, tol)
			}
		})
	}
}
