package main

import (
	"io"
	"math"

	"github.com/spf13/cobra"

	"saavu/internal/export/waits"
	"saavu/internal/words"
	"saavu/pkg/waiting"
)

const simulateAbout = `Compute the mean wait of a queue by formula and by simulation, next to each other.

With --servers and --load: a queue in which nobody leaves, first come first served
(Erlang C times the mean of the squared variations); with --patience, a phone line
on which callers give up (Erlang A), or with --answered and --wait one whose calls and
patience follow from these; --target-wait and --target-answered then say how many
agents it takes. With --slots and --bookings: a calendar of one service day after the
other, of which --kept slots are kept for --urgent visits of the same day; with --every
a stop that is served every so many days, with --pool what such calendars gain as one.
With --backlog: people who wait for a calendar after --weeks. With --arrive and --serve:
calls over some hours that are called back over more.
The same seed gives the same figures.`

// simulation is what the flags of simulate ask for.
type simulation struct {
	servers, kept, pool, weeks     int
	load, minutes, gaps, handling  float64
	patience, late, answered, wait float64
	targetWait, targetAnswered     float64
	slots, bookings                float64
	urgent, release, every         float64
	backlog, inflow, capacity      float64
	arrive, serve                  float64
	runs                           waiting.Runs
}

// simulated is a kind of simulation: its first flag, and those that need it.
type simulated struct {
	flag string
	with []string
}

// kinds are the flags that choose what is simulated.
func (q *simulation) kinds() []simulated {
	return []simulated{
		{"servers", []string{"load", "minutes", "gaps", "handling", "late", "patience", "answered", "wait", "target-wait", "target-answered"}},
		{"slots", []string{"bookings", "kept", "urgent", "release", "every", "pool"}},
		{"backlog", []string{"inflow", "capacity", "weeks"}},
		{"arrive", []string{"serve"}},
	}
}

func simulateCommand() *cobra.Command {
	q := simulation{}
	asJSON := false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "simulate --servers N --load SHARE | --slots N --bookings N | --backlog N | --arrive H",
		Short: "Compute the wait of a queue by formula and by simulation",
		Long:  simulateAbout,
		Example: `  saavu simulate --servers 3 --load 0.9
  saavu simulate --servers 20 --load 1.26 --minutes 8 --patience 33.6
  saavu simulate --servers 20 --minutes 8 --answered 0.79 --wait 7 --target-wait 5
  saavu simulate --slots 15 --bookings 8.5 --kept 4 --urgent 5 --release 0.5
  saavu simulate --backlog 300 --inflow 45 --capacity 50 --weeks 52
  saavu simulate --arrive 2 --serve 8`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := q.run(cmd)
			if err != nil {
				return err
			}
			found := finding{
				json: func(out io.Writer) error { return waits.SimulatedJSON(out, s) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return waits.SimulatedTable(out, s, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, false, "")
		},
	}
	q.flags(cmd)
	f := cmd.Flags()
	wholeFlag(cmd, &q.runs.Runs, "runs", 16, "`N` independent runs, 2 to 1000")
	wholeFlag(cmd, &q.runs.Events, "events", 100_000, "`N` arrivals or days of each run, 100 to 10 000 000")
	wholeFlag(cmd, &q.runs.Seed, "seed", 1, "seed `N` of the runs")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema simulate")
	speak.flag(cmd)
	return cmd
}

// flags adds those of each kind.
func (q *simulation) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	wholeFlag(cmd, &q.servers, "servers", 0, "`N` servers of a queue, 1 to 1000")
	f.Float64Var(&q.load, "load", 0, "arrivals over what the servers can handle, as a `SHARE`")
	f.Float64Var(&q.minutes, "minutes", 1, "handling time in `MIN`")
	f.Float64Var(&q.gaps, "gaps", 1, "squared coefficient of variation of the gaps between arrivals, 0 to 10")
	f.Float64Var(&q.handling, "handling", 1, "squared coefficient of variation of handling times, 0 to 10")
	f.Float64Var(&q.late, "late", 0, "print the share that waits longer than `MIN`")
	f.Float64Var(&q.patience, "patience", 0, "mean `MIN` after which callers give up; 0: nobody does")
	f.Float64Var(&q.answered, "answered", 0, "`SHARE` of calls that are answered, in place of --load and --patience")
	f.Float64Var(&q.wait, "wait", 0, "mean `MIN` that callers wait, with --answered")
	f.Float64Var(&q.targetWait, "target-wait", 0, "print the agents for a mean wait of at most `MIN`")
	f.Float64Var(&q.targetAnswered, "target-answered", 0, "print the agents who answer this `SHARE` of calls")
	f.Float64Var(&q.slots, "slots", 0, "`N` slots of a service day of a calendar, whole")
	f.Float64Var(&q.bookings, "bookings", 0, "mean `N` bookings a service day, or between visits")
	wholeFlag(cmd, &q.kept, "kept", 0, "`N` slots that are kept for the same day")
	f.Float64Var(&q.urgent, "urgent", 0, "mean `N` urgent visits a day, which come first")
	f.Float64Var(&q.release, "release", 0, "`SHARE` of unused kept slots that is filled")
	f.Float64Var(&q.every, "every", 1, "`DAYS` between visits of a stop")
	wholeFlag(cmd, &q.pool, "pool", 1, "`N` such calendars that become one")
	f.Float64Var(&q.backlog, "backlog", 0, "`N` people who wait for a calendar")
	f.Float64Var(&q.inflow, "inflow", 0, "`N` visits a week that are asked for")
	f.Float64Var(&q.capacity, "capacity", 0, "`N` visits a week that the calendar has")
	wholeFlag(cmd, &q.weeks, "weeks", 52, "`N` weeks, 1 to 1040")
	f.Float64Var(&q.arrive, "arrive", 0, "`HOURS` over which people call")
	f.Float64Var(&q.serve, "serve", 0, "`HOURS` over which they are called back, in order")
}

// run refuses values out of their bounds, and simulates.
func (q *simulation) run(cmd *cobra.Command) (*waits.Simulated, error) {
	given := cmd.Flags().Changed
	kind := ""
	for _, k := range q.kinds() {
		if given(k.flag) && kind != "" {
			return nil, usage("simulate one of them at a time", "--%s and --%s", kind, k.flag)
		}
		if given(k.flag) {
			kind = k.flag
		}
	}
	if kind == "" {
		return nil, usage("such as --servers 3 --load 0.9, or --slots 10 --bookings 9", "name what to simulate: --servers, --slots, --backlog or --arrive")
	}
	for _, k := range q.kinds() {
		for _, name := range k.with {
			if given(name) && kind != k.flag {
				return nil, usage("", "--%s needs --%s", name, k.flag)
			}
		}
	}
	if given("answered") && (given("load") || given("patience")) {
		return nil, usage("", "--answered stands in place of --load and --patience")
	}
	if given("wait") && !given("answered") {
		return nil, usage("", "--wait needs --answered")
	}
	for _, b := range q.bounds(kind, given("answered")) {
		if !(b.v >= b.low && b.v <= b.high) {
			return nil, usage("", "--%s %g: expected a number from %g to %g", b.name, b.v, b.low, b.high)
		}
	}
	out := &waits.Simulated{Kind: "queue", Unit: "min", Runs: q.runs}
	switch kind {
	case "slots":
		return out, q.calendar(out)
	case "backlog":
		c := &waiting.Calendar{Backlog: q.backlog, Inflow: q.inflow, Capacity: q.capacity}
		out.Kind, out.Load, out.Figures = "backlog", q.inflow/q.capacity, c.Compare(q.runs, q.weeks)
		return out, nil
	case "arrive":
		if q.serve < q.arrive {
			return nil, usage("", "--serve %g: expected hours, not fewer than --arrive %g", q.serve, q.arrive)
		}
		out.Kind, out.Load, out.Figures = "callback", q.arrive/q.serve, waiting.CompareCallBack(q.runs, 60*q.arrive, 60*q.serve)
		return out, nil
	}
	return out, q.queue(out, given)
}

// bound is the smallest and largest value of a flag.
type bound struct {
	name         string
	v, low, high float64
}

// bounds are those of the flags of a kind.
func (q *simulation) bounds(kind string, answered bool) []bound {
	out := []bound{{"runs", float64(q.runs.Runs), 2, 1000}, {"events", float64(q.runs.Events), 100, 1e7}}
	switch kind {
	case "servers":
		out = append(out, bound{"servers", float64(q.servers), 1, 1000}, bound{"minutes", q.minutes, 0.001, 1e6}, bound{"gaps", q.gaps, 0, 10}, bound{"handling", q.handling, 0, 10},
			bound{"patience", q.patience, 0, 1e6}, bound{"late", q.late, 0, 1e6}, bound{"target-wait", q.targetWait, 0, 1e6}, bound{"target-answered", q.targetAnswered, 0, 0.9999})
		if answered {
			return append(out, bound{"answered", q.answered, 0.01, 0.9999}, bound{"wait", q.wait, 0.001, 1e6})
		}
		return append(out, bound{"load", q.load, 0.001, 100})
	case "slots":
		return append(out, bound{"slots", q.slots, 1, 10000}, bound{"bookings", q.bookings, 0.001, 10000}, bound{"kept", float64(q.kept), 0, q.slots}, bound{"urgent", q.urgent, 0, 10000},
			bound{"release", q.release, 0, 1}, bound{"every", q.every, 1, 365}, bound{"pool", float64(q.pool), 1, 100})
	case "backlog":
		return append(out, bound{"backlog", q.backlog, 0, 1e6}, bound{"inflow", q.inflow, 0, 1e6}, bound{"capacity", q.capacity, 0.001, 1e6}, bound{"weeks", float64(q.weeks), 1, 1040})
	}
	return append(out, bound{"arrive", q.arrive, 0, 24}, bound{"serve", q.serve, 0.001, 24})
}

// queue is a queue, or a phone line on which callers give up.
func (q *simulation) queue(out *waits.Simulated, given func(string) bool) error {
	line := waiting.Phone{Agents: q.servers, Calls: q.load * float64(q.servers) / q.minutes, Service: q.minutes, Patience: q.patience}
	if given("answered") {
		line.Patience = waiting.PatienceOf(q.wait, q.answered)
		line.Calls = waiting.CallsOf(line, q.answered)
	}
	out.Load = line.Calls * line.Service / float64(line.Agents)
	if !(line.Patience > 0) {
		if given("target-wait") || given("target-answered") {
			return usage("", "--target-wait and --target-answered need --patience or --answered")
		}
		queue := waiting.Queue{Servers: q.servers, Arrivals: line.Calls, Service: q.minutes, Gaps: q.gaps, Handling: q.handling}
		if out.Grows = queue.Growth(); out.Grows == 0 && !math.IsInf(queue.Wait(), 1) {
			out.Figures = queue.Compare(q.runs, q.late)
		}
		return nil
	}
	if q.gaps != 1 || q.handling != 1 || given("late") {
		return usage("", "--patience and --answered need --gaps 1 and --handling 1, without --late")
	}
	out.Kind, out.Figures = "phone", line.Compare(q.runs)
	const most = 10_000
	if given("target-wait") {
		out.AgentsForWait = waiting.AgentsFor(line, most, func(p waiting.Phone) bool { return p.Wait() <= q.targetWait })
	}
	if given("target-answered") {
		out.AgentsForAnswered = waiting.AgentsFor(line, most, func(p waiting.Phone) bool { return 1-p.GivenUp() >= q.targetAnswered })
	}
	return nil
}

// calendar is a calendar, or a stop with --every.
func (q *simulation) calendar(out *waits.Simulated) error {
	day := waiting.CarveOut{Slots: q.slots, Kept: q.kept, Urgent: q.urgent, Release: q.release}
	if q.slots != math.Trunc(q.slots) {
		return usage("", "--slots %g: expected a whole number", q.slots)
	}
	if q.pool > 1 && (q.kept > 0 || q.urgent > 0 || q.every != 1) {
		return usage("", "--pool needs calendars without --kept, --urgent and --every")
	}
	m := day.Bookable()
	if !(m > 0) {
		return usage("", "urgent visits leave no slot for bookings")
	}
	out.Kind, out.Unit, out.Load = "calendar", "days", q.bookings/m
	if out.Grows = max(0, q.bookings-m); out.Grows == 0 && !math.IsInf(waiting.CalendarWait(m, q.bookings, 0, 1), 1) {
		out.Figures = day.Compare(q.runs, q.bookings, q.every, q.pool)
	}
	return nil
}
