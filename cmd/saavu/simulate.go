package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"saavu/internal/export/waits"
	"saavu/pkg/waiting"
)

const simulateAbout = `Compute the mean wait of a queue by formula and by simulation, next to each other.

With --servers and --load: a queue in which nobody leaves, first come first served
(Erlang C times the mean of the squared variations); with --patience, a phone line
on which callers give up (Erlang A). With --slots and --bookings: a calendar of one
service day after the other, of which --kept slots are kept for --urgent visits of
the same day; with --every, a stop that is served every so many days.
The same seed gives the same figures.`

// simulation is what the flags of simulate ask for.
type simulation struct {
	servers, kept                 int
	load, minutes, gaps, handling float64
	patience, slots, bookings     float64
	urgent, release, every        float64
	runs                          waiting.Runs
}

func simulateCommand() *cobra.Command {
	q := simulation{}
	asJSON := false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "simulate --servers N --load SHARE | --slots N --bookings N",
		Short: "Compute the wait of a queue by formula and by simulation",
		Long:  simulateAbout,
		Example: `  saavu simulate --servers 3 --load 0.9
  saavu simulate --servers 20 --load 1.26 --minutes 8 --patience 33.6
  saavu simulate --slots 15 --bookings 8.5 --kept 4 --urgent 5 --release 0.5`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := q.run(cmd)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if asJSON {
				err = waits.SimulatedJSON(&b, s)
			} else {
				err = waits.SimulatedTable(&b, s, columns(cmd.OutOrStdout()), colored(cmd.OutOrStdout()), speak.printed(cmd.OutOrStdout(), asJSON))
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	wholeFlag(cmd, &q.servers, "servers", 0, "`N` servers of a queue, 1 to 1000")
	f.Float64Var(&q.load, "load", 0, "arrivals over what the servers can handle, as a `SHARE`")
	f.Float64Var(&q.minutes, "minutes", 1, "handling time in `MIN`")
	f.Float64Var(&q.gaps, "gaps", 1, "squared coefficient of variation of the gaps between arrivals, 0 to 10")
	f.Float64Var(&q.handling, "handling", 1, "squared coefficient of variation of handling times, 0 to 10")
	f.Float64Var(&q.patience, "patience", 0, "mean `MIN` after which callers give up; 0: nobody does")
	f.Float64Var(&q.slots, "slots", 0, "`N` slots of a service day of a calendar, whole")
	f.Float64Var(&q.bookings, "bookings", 0, "mean `N` bookings a service day, or between visits")
	wholeFlag(cmd, &q.kept, "kept", 0, "`N` slots that are kept for the same day")
	f.Float64Var(&q.urgent, "urgent", 0, "mean `N` urgent visits a day, which come first")
	f.Float64Var(&q.release, "release", 0, "`SHARE` of unused kept slots that is filled")
	f.Float64Var(&q.every, "every", 1, "`DAYS` between visits of a stop")
	wholeFlag(cmd, &q.runs.Runs, "runs", 16, "`N` independent runs, 2 to 1000")
	wholeFlag(cmd, &q.runs.Events, "events", 100_000, "`N` arrivals or days of each run, 100 to 10 000 000")
	wholeFlag(cmd, &q.runs.Seed, "seed", 1, "seed `N` of the runs")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema simulate")
	speak.flag(cmd)
	return cmd
}

// run refuses values out of their bounds, and simulates.
func (q *simulation) run(cmd *cobra.Command) (*waits.Simulated, error) {
	given := cmd.Flags().Changed
	queue, calendar := given("servers"), given("slots")
	if queue == calendar {
		return nil, usage("--servers 3 --load 0.9, or --slots 10 --bookings 9", "name a queue or a calendar")
	}
	for _, only := range []struct {
		names []string
		of    string
		is    bool
	}{{[]string{"load", "minutes", "gaps", "handling", "patience"}, "--servers", queue}, {[]string{"bookings", "kept", "urgent", "release", "every"}, "--slots", calendar}} {
		for _, name := range only.names {
			if given(name) && !only.is {
				return nil, usage("", "--%s needs %s", name, only.of)
			}
		}
	}
	for _, b := range []struct {
		name      string
		v         float64
		low, high float64
		here      bool
	}{
		{"servers", float64(q.servers), 1, 1000, queue}, {"load", q.load, 0.001, 100, queue}, {"minutes", q.minutes, 0.001, 1e6, queue},
		{"gaps", q.gaps, 0, 10, queue}, {"handling", q.handling, 0, 10, queue}, {"patience", q.patience, 0, 1e6, queue},
		{"slots", q.slots, 1, 10000, calendar}, {"bookings", q.bookings, 0.001, 10000, calendar}, {"kept", float64(q.kept), 0, q.slots, calendar},
		{"urgent", q.urgent, 0, 10000, calendar}, {"release", q.release, 0, 1, calendar}, {"every", q.every, 1, 365, calendar},
		{"runs", float64(q.runs.Runs), 2, 1000, true}, {"events", float64(q.runs.Events), 100, 1e7, true},
	} {
		if b.here && !(b.v >= b.low && b.v <= b.high) {
			return nil, usage("", "--%s %g: expected a number from %g to %g", b.name, b.v, b.low, b.high)
		}
	}
	if calendar {
		return q.calendar()
	}
	if given("patience") && (q.gaps != 1 || q.handling != 1) {
		return nil, usage("", "--patience needs --gaps 1 and --handling 1")
	}
	return q.queue(), nil
}

// queue is a queue, or a phone line with --patience.
func (q *simulation) queue() *waits.Simulated {
	arrivals := q.load * float64(q.servers) / q.minutes
	out := &waits.Simulated{Kind: "queue", Unit: "min", Load: q.load, Runs: q.runs}
	if q.patience > 0 {
		out.Kind = "phone"
		out.Figures = waiting.Phone{Agents: q.servers, Calls: arrivals, Service: q.minutes, Patience: q.patience}.Compare(q.runs)
		return out
	}
	line := waiting.Queue{Servers: q.servers, Arrivals: arrivals, Service: q.minutes, Gaps: q.gaps, Handling: q.handling}
	if out.Grows = line.Growth(); out.Grows == 0 && line.Load() < 1 {
		out.Figures = line.Compare(q.runs)
	}
	return out
}

// calendar is a calendar, or a stop with --every.
func (q *simulation) calendar() (*waits.Simulated, error) {
	day := waiting.CarveOut{Slots: q.slots, Kept: q.kept, Urgent: q.urgent, Release: q.release}
	if q.slots != float64(int(q.slots)) {
		return nil, usage("", "--slots %g: expected a whole number", q.slots)
	}
	m := day.Bookable()
	if !(m > 0) {
		return nil, usage("", "urgent visits leave no slot for bookings")
	}
	out := &waits.Simulated{Kind: "calendar", Unit: "days", Load: q.bookings / m, Runs: q.runs}
	if out.Grows = max(0, q.bookings-m); out.Grows == 0 && out.Load < 1 {
		out.Figures = day.Compare(q.runs, q.bookings, q.every)
	}
	return out, nil
}
