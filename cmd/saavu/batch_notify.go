package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"saavu/internal/batch"
)

// people are the flags for what people and programs get to know of a batch.
type people struct {
	notify  string
	command []string
	limit   time.Duration
}

// flags adds the flags of gates and of files for people.
func (p *people) flags(cmd *cobra.Command, q *batch.Request) {
	f := cmd.Flags()
	f.StringArrayVar(&q.FailOn, "fail-on", nil, "one more gate: breach, law, worse or an expression `EXPR`; undecided makes undecided gates missed ones; may be repeated")
	f.StringVar(&q.JUnit, "junit", "", "write junit.xml also to `FILE`")
	f.StringVar(&q.Summary, "summary", "", "write report.md also to `FILE`")
	f.StringVar(&q.Metrics, "metrics", "", "write metrics.prom also to `FILE`, for a Prometheus textfile collector")
	f.StringVar(&p.notify, "notify", "", "run the command `CMD` at the end, without a shell, with a JSON notice on its stdin")
	f.DurationVar(&p.limit, "notify-timeout", 30*time.Second, "how long the command of --notify may run, as a `TIME` such as 30s or 2m")
}

// check refuses what a shard cannot have, and reads the command line of --notify.
func (p *people) check(cmd *cobra.Command, q *batch.Request) error {
	for _, name := range []string{"fail-on", "junit", "summary", "metrics"} {
		if q.Shard.Of > 0 && cmd.Flags().Changed(name) {
			return usage("give it to saavu batch merge", "--%s: a shard publishes no run", name)
		}
	}
	var err error
	switch {
	case p.limit <= 0:
		return usage("", "--notify-timeout %s: expected a time above 0", p.limit)
	case !cmd.Flags().Changed("notify"):
		return nil
	}
	if p.command, err = batch.Command(p.notify); err != nil {
		return usage("words stand between spaces; ' and \" keep spaces", "--notify %s: %v", p.notify, err)
	}
	return nil
}

// longestComplaint is how much of what a failed command says is shown.
const longestComplaint = 500

// send runs the command of --notify with a notice. Its failure is a note to the user and
// changes nothing.
func (p *people) send(log *batchLog, n *batch.Notice) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(n)
	if err == nil {
		// Its time is its own: a run that was stopped has ended by now.
		ctx, cancel := context.WithTimeout(context.Background(), p.limit)
		defer cancel()
		var said bytes.Buffer
		c := exec.CommandContext(ctx, p.command[0], p.command[1:]...)
		c.Stdin, c.Stderr, c.WaitDelay = &text, &said, time.Second
		together(c) // what it starts ends with it
		if err = c.Run(); ctx.Err() != nil {
			err = fmt.Errorf("it did not end within %s", p.limit)
		} else if err != nil && said.Len() > 0 {
			first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
			err = fmt.Errorf("%w: %s", err, first[:min(len(first), longestComplaint)])
		}
	}
	if err != nil {
		log.warn(fmt.Errorf("--notify %s failed: %w", p.command[0], err))
	}
}

// noticed reports whether an end of a run is worth a notice: not a wrong command line, and
// not a stop after which the same command is started again.
func noticed(code int) bool { return code != wrongUsage && code != stoppedOrBusy }

// gatesMissed is the error of gates that a run missed.
type gatesMissed struct{ gates []batch.GateRecord }

// Error has a line for each gate, with the first of its tasks.
func (g *gatesMissed) Error() string {
	lines := []string{g.counted()}
	for _, r := range g.gates {
		line := fmt.Sprintf("  %s (%s): %s", r.ID, r.Expression, r.State)
		for _, t := range r.Tasks {
			if t.State == r.State {
				line += first(&r, &t)
				break
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// counted says how many gates are missed, and how many undecided.
func (g *gatesMissed) counted() string {
	undecided := 0
	for _, r := range g.gates {
		if r.State == batch.GateUndecided {
			undecided++
		}
	}
	switch missed := len(g.gates) - undecided; {
	case missed == 1 && undecided == 0:
		return "a gate is missed:"
	case undecided == 0:
		return fmt.Sprintf("%d gates are missed:", missed)
	case missed == 0 && undecided == 1:
		return "a gate is undecided:"
	case missed == 0:
		return fmt.Sprintf("%d gates are undecided:", undecided)
	default:
		return fmt.Sprintf("gates: %d missed, %d undecided:", missed, undecided)
	}
}

// first is the first task of a gate with its figures.
func first(r *batch.GateRecord, t *batch.GateTask) string {
	line := ""
	if t.Task != "" {
		n := r.Missed
		if r.State == batch.GateUndecided {
			n = r.Undecided
		}
		line = fmt.Sprintf(" in %d of %d, the first is %s", n, r.Met+r.Missed+r.Undecided, t.Task)
	}
	for i, f := range t.Figures {
		value := "not known"
		if f.Value != nil {
			value = fmt.Sprintf("%.6g", *f.Value)
		}
		sign := ", "
		if i == 0 {
			sign = ": "
		}
		line += sign + f.Name + " = " + value
	}
	return line
}

// missedGates is the error of the missed gates of a run, nil if none is. undecided makes
// undecided gates missed ones.
func missedGates(out *batch.Outcome, undecided bool) error {
	var list []batch.GateRecord
	for _, g := range out.Record.Gates {
		if g.State == batch.GateMissed || undecided && g.State == batch.GateUndecided {
			list = append(list, g)
		}
	}
	if list == nil {
		return nil
	}
	return &gatesMissed{list}
}

// verdict is the error of a published run: failed tasks win over missed gates.
func verdict(q *batch.Request, out *batch.Outcome) error {
	var errs []error
	code := someFailed
	if len(out.Failed) > 0 {
		errs = append(errs, failures(q, out.Failed, len(out.Failed) == len(out.Tasks)))
	} else {
		code = targetMissed
	}
	if out.Record != nil {
		if err := missedGates(out, slices.Contains(q.FailOn, batch.Undecided)); err != nil {
			errs = append(errs, err)
		}
	}
	if errs == nil {
		return nil
	}
	return &nightFault{errors.Join(errs...), code}
}
