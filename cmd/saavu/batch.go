package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/batch"
	"saavu/internal/format/problem"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

const batchAbout = `Compare many options in one run, such as every night, and compute only what is not
stored yet. A plan names counties, options, years and parameter sets; see
docs/NIGHTLY.md.`

func batchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "batch",
		Short:   "Compare many options in one run, such as every night",
		Long:    batchAbout,
		Example: "  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs\n  saavu batch status --out runs",
		Args:    cobra.ArbitraryArgs,
		RunE:    noVerb,
	}
	cmd.AddCommand(batchRunCommand(), batchMergeCommand(), batchStatusCommand(), batchWhyCommand(), batchVerifyCommand(), batchPruneCommand())
	return cmd
}

const batchRunAbout = `Compute the tasks of a plan that are not stored in the run folder yet, and publish
a run: RUNS/runs/run=NUMBER-HASH with tables, report.md, junit.xml, metrics.prom and
run.json. A task is one option with the options that it is compared
with, one parameter set and one frame. Its result is stored as soon as it is
finished, so the same command goes on after it was stopped. Several runs may use
one folder at the same time. With --shard only a part is computed and stored; saavu
batch merge publishes the run.

A failed task does not stop the others. PATTERN is the id of an option, the name of
a task (COUNTY/OPTION/YEAR/SET/FRAME) or a glob of one; tag:TAG, of an option file;
state:changed, what has other results than the newest run, or state:failed, what
failed before. A run of selected tasks is published, but latest.json stays.

A gate is a condition on figures, of the plan or of --fail-on, such as
"breaches.law > 0". It is evaluated after the run is published. docs/NIGHTLY.md lists
the names of figures.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 invalid plan, county or run folder ·
4 a gate is missed · 5 some tasks failed, the others are published · 75 stopped, or
another run is publishing: run it again`

func batchRunCommand() *cobra.Command {
	q := batch.Request{}
	var speak language
	var notify people
	var shard shardFlags
	var limits limitFlags
	quiet, going, keep := false, true, true
	cmd := &cobra.Command{
		Use:   "run PLAN.yaml --out RUNS",
		Short: "Compute what is new in a plan and publish a run",
		Long:  batchRunAbout,
		Example: `  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs
  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs -n
  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs -j 2 --select "local*"
  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs --fail-on law --junit junit.xml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("saavu batch run PLAN.yaml --out RUNS; several plans share results in one run folder, each with a command and a name of its own", "name one plan, found %d", len(args))
			}
			if q.Out == "" {
				return usage("name the run folder, which is made if it is missing", "--out is missing")
			}
			if cmd.Flags().Changed("keep-going") && going == q.FailFast {
				return usage("", "--keep-going and --fail-fast contradict each other")
			}
			var err error
			if q.Shard, err = shard.part(cmd); err != nil {
				return err
			}
			if err = cmp.Or(limits.check(cmd, &q), notify.check(cmd, &q)); err != nil {
				return err
			}
			q.Plan, q.Version, q.Lang, q.Forget = args[0], version(), lang.Language(speak.given), !keep
			return runBatch(cmd, &q, speak, quiet, &notify)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	q.Embedded = embedded()
	f.StringVar(&q.Out, "out", "", "run folder `RUNS`: stored results and published runs")
	f.StringVar(&q.Data, "data", "", "`DIR` to use for {data} in county files")
	f.Var(&fixFlag{&q.FixAxes}, "fix", "fix `WHAT` in the input: axes exchanges x and y in files that have them the wrong way round")
	f.BoolVarP(&q.DryRun, "dry-run", "n", false, "print what would run and why, and compute nothing")
	f.VarP(&whole[int]{&q.Jobs, 1}, "jobs", "j", "compute with `N` processors (default: all)")
	f.BoolVarP(&going, "keep-going", "k", true, "go on after a failed task")
	f.BoolVar(&q.FailFast, "fail-fast", false, "stop at the first failed task and publish nothing")
	f.BoolVar(&q.Force, "force", false, "compute also what is stored")
	f.BoolVar(&keep, "keep-inputs", true, "keep the inputs of up to 64 MB in the run folder, for its owner alone: saavu diff --why needs them")
	f.StringArrayVar(&q.Select, "select", nil, "only the tasks that match `PATTERN`; may be repeated")
	f.StringArrayVar(&q.Exclude, "exclude", nil, "leave out the tasks that match `PATTERN`; may be repeated")
	limits.add(cmd, &q)
	shard.add(cmd)
	notify.flags(cmd, &q)
	f.BoolVar(&quiet, "quiet", false, "no notes and no progress on stderr")
	speak.flag(cmd)
	return cmd
}

// nightFault is the end of a batch with its exit code.
type nightFault struct {
	err  error
	code int
}

// Error says how it ended.
func (n *nightFault) Error() string { return n.err.Error() }

// Unwrap returns the error.
func (n *nightFault) Unwrap() error { return n.err }

// ended gives the end of a batch its exit code.
func ended(err error) error {
	switch {
	case err == nil, errors.As(err, new(*batch.Unmatched)), errors.As(err, new(*batch.UnknownRun)), errors.As(err, new(*batch.UnknownTask)):
		if err != nil {
			return usage("", "%v", err)
		}
		return nil
	case errors.As(err, new(*batch.Stopped)):
		return &nightFault{err, stoppedOrBusy}
	case errors.As(err, new(*batch.NoPlace)):
		return usage("", "%v", err)
	case errors.As(err, new(*batch.BadFailOn)) && !errors.As(err, new(*app.Invalid)):
		return usage("", "%v", err)
	case errors.As(err, new(*batch.Damaged)):
		return &nightFault{err, notValid}
	case errors.As(err, new(*batch.Missing)):
		return &nightFault{err, someFailed}
	case errors.As(err, new(*app.Invalid)), errors.As(err, new(*batch.BadFolder)):
		return &nightFault{fmt.Errorf("the plan, a county or the run folder is not valid; nothing was done:\n%s", indented(err)), notValid}
	}
	return err
}

// runBatch runs a plan, prints what became of it and runs the command of --notify.
func runBatch(cmd *cobra.Command, q *batch.Request, speak language, quiet bool, notify *people) error {
	if q.Jobs > 0 { // the engine divides its work too
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(min(q.Jobs, runtime.GOMAXPROCS(0))))
	}
	w := speak.printed(cmd.OutOrStdout(), false)
	log := newBatchLog(cmd.ErrOrStderr(), quiet, w)
	q.Progress = log.event()
	out, err := batch.Run(patiently(cmd, quiet, nil, w), *q)
	log.clear()
	if err = ended(err); err != nil && out != nil && out.Record != nil { // it is published, and something failed afterwards
		err = errors.Join(err, said(cmd, q, w, log, out))
	} else if err != nil {
		log.end(out, err)
	} else {
		err = said(cmd, q, w, log, out)
	}
	if code := finish(io.Discard, "", err); notify.command != nil && !q.DryRun && noticed(code) {
		notify.send(log, batch.NoticeOf(q, out, code, err))
	}
	return err
}

// said prints what became of a run. The error is what failed or was missed.
func said(cmd *cobra.Command, q *batch.Request, w *words.Words, log *batchLog, out *batch.Outcome) error {
	for _, n := range out.Asides {
		log.note(n)
	}
	for _, n := range out.Warnings {
		log.warn(errors.New(n))
	}
	var b bytes.Buffer
	if q.DryRun {
		for _, d := range out.Due {
			fmt.Fprintf(&b, "%s\n  %s\n", d.Task, strings.Join(w.Messages(d.Why), "\n  "))
		}
		b.WriteString(w.Text("batch.due", "n", len(out.Due), "all", len(out.Tasks)) + "\n")
	} else {
		if q.Shard.Of > 0 {
			b.WriteString(w.Text("batch.shard", "shard", q.Shard.String()) + "\n")
		}
		if out.Run != "" {
			b.WriteString(filepath.Join(q.Out, "runs", out.Run) + "\n")
		}
		b.WriteString(w.Text("batch.done", "all", len(out.Tasks), "stored", out.Stored, "computed", out.Ran, "failed", len(out.Failed)) + "\n")
		b.WriteString(gatesLine(w, out.Record))
		if n := out.Plan.Draws; n > 0 && n < batch.EnoughDraws {
			log.note(w.Text("note_few_draws", "draws", n, "enough", batch.EnoughDraws))
		}
	}
	log.end(out, nil)
	_, err := cmd.OutOrStdout().Write([]byte(problem.ShownLines(b.String())))
	if fault := verdict(q, out); fault != nil {
		return fault
	}
	return err
}

// gatesLine counts the gates of a run; "" without gates.
func gatesLine(w *words.Words, r *batch.Record) string {
	if r == nil || len(r.Gates) == 0 {
		return ""
	}
	count := map[string]int{}
	for _, g := range r.Gates {
		count[g.State]++
	}
	return w.Text("batch.gates_line", "n", len(r.Gates), "met", count[batch.GateMet], "missed", count[batch.GateMissed], "undecided", count[batch.GateUndecided]) + "\n" + unchecked(w, r)
}

// unchecked says of gates on breaches how many rules are not checked, a line each.
func unchecked(w *words.Words, r *batch.Record) string {
	text := ""
	for i := range r.Gates {
		if g := &r.Gates[i]; g.NotChecked > 0 {
			text += "  " + g.ID + ": " + g.Unchecked(w) + "\n"
		}
	}
	return text
}

// failures has one line for each cause, with a count.
func failures(q *batch.Request, tasks []*batch.Task, all bool) error {
	what := "some tasks failed, the others are published"
	switch {
	case all && q.Shard.Of == 0 && !q.DryRun:
		what = "all tasks failed; a run without figures is published"
	case q.DryRun:
		what = "some tasks cannot be computed"
	case q.Shard.Of > 0:
		what = "some tasks failed, the others are stored"
	}
	var causes []string
	by := map[string][]string{}
	for _, t := range tasks {
		if by[t.Cause] == nil {
			causes = append(causes, t.Cause)
		}
		by[t.Cause] = append(by[t.Cause], t.Name())
	}
	slices.SortStableFunc(causes, func(a, b string) int { return len(by[b]) - len(by[a]) })
	rest := causes[min(mostCauses, len(causes)):]
	lines := make([]string, len(causes)-len(rest))
	for i, cause := range causes[:len(lines)] {
		lines[i] = fmt.Sprintf("  %s, the first is %s: %s", problem.Counted(len(by[cause]), "task"), by[cause][0], strings.ReplaceAll(cause, "\n", "\n    "))
	}
	if len(rest) > 0 {
		n := 0
		for _, cause := range rest {
			n += len(by[cause])
		}
		lines = append(lines, fmt.Sprintf("  %s for %s", problem.Counted(n, "task"), problem.Counted(len(rest), "other cause")))
	}
	return fmt.Errorf("%s:\n%s", what, strings.Join(lines, "\n"))
}
