package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/batch"
	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// runsFlag adds the flag that names the run folder of a verb that reads one.
func runsFlag(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", "", "run folder `RUNS` of saavu batch run")
}

// runsGiven refuses a missing run folder.
func runsGiven(out string) error {
	if out == "" {
		return usage("name the run folder of saavu batch run", "--out is missing")
	}
	return nil
}

// jsonFlag adds the flag of a verb that prints its result as JSON of a schema.
func jsonFlag(cmd *cobra.Command, on *bool, schema string) {
	cmd.Flags().BoolVar(on, "json", false, "print the result as JSON; its schema is saavu schema "+schema)
}

// shown is a result that is printed as text or as JSON.
type shown interface{ Text(w *words.Words) string }

// print writes a result to stdout.
func print(cmd *cobra.Command, of shown, w *words.Words, asJSON bool) error {
	out := cmd.OutOrStdout()
	if asJSON {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(of)
	}
	_, err := io.WriteString(out, problem.ShownLines(of.Text(w)))
	return err
}

const historyAbout = `Print the published runs of a run folder, the oldest first: when, how many tasks were
done, computed and failed, which gates were missed, and what changed in the inputs
since the run before it of the same plan, by file, key and parameter.`

func historyCommand() *cobra.Command {
	out, asJSON := "", false
	var speak language
	cmd := &cobra.Command{
		Use:     "history --out RUNS",
		Short:   "Print the runs of a run folder and what changed before each",
		Long:    historyAbout,
		Example: "  saavu history --out runs\n  saavu history --out runs --json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := runsGiven(out); err != nil {
				return err
			}
			h, err := batch.HistoryOf(out, embedded())
			if err != nil {
				return ended(err)
			}
			return print(cmd, h, speak.printed(cmd.OutOrStdout(), asJSON), asJSON)
		},
	}
	runsFlag(cmd, &out)
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "history")
	return cmd
}

const diffAbout = `Compare two published runs: tasks that are new, gone or newly failed, and every figure
that differs by more than both tolerances: the largest changes of who gets there, of
visits, of euros and of the rest in turn. A figure of the option itself is better or
worse by what it counts. Euros, as what is saved can be what people lose, and what
counts from the reference, such as people who lose, are lower or higher. Another
version of the program is reported.

A RUN is the name of its folder, its number, latest (the newest run of a whole plan)
or latest~N (the N-th whole run of the same plan before it). Without any, latest~1
and latest are compared.

--why reports which input caused which change. A single cause has the whole change.
With two to five causes, the tasks are computed again with every mix of old and new
inputs, and each cause has the mean of its effect over all orders in which they can
be taken. With more, the effect of each is given alone, and the rest is what only
several make together. The parts add up to
the change. Changes that a county can only have together are one cause. Inputs that
were not kept cannot be mixed; then no cause is named.

The exit code is 0 whether or not something differs.`

// differ compares two runs.
var differ = batch.Compare

func diffCommand() *cobra.Command {
	q := batch.DiffRequest{}
	better, worse, asJSON := false, false, false
	var speak language
	cmd := &cobra.Command{
		Use:   "diff [RUN RUN] --out RUNS",
		Short: "Compare two runs of a run folder, and report why they differ",
		Long:  diffAbout,
		Example: `  saavu diff --out runs
  saavu diff latest~1 latest --out runs --why
  saavu diff 1 2 --out runs --worse --rel 0.01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
			case 2:
				q.Before, q.After = args[0], args[1]
			default:
				return usage("saavu diff latest~1 latest --out RUNS", "name two runs or none, found %d", len(args))
			}
			if err := runsGiven(q.Out); err != nil {
				return err
			}
			if !(q.Absolute >= 0 && q.Relative >= 0) {
				return usage("", "--abs and --rel: expected 0 or more")
			}
			switch {
			case better && worse:
				return usage("leave out both for all", "--better and --worse contradict each other")
			case better:
				q.Only = batch.Better
			case worse:
				q.Only = batch.Worse
			}
			q.Embedded = embedded()
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			log := newBatchLog(cmd.ErrOrStderr(), !terminal(cmd.ErrOrStderr()), w)
			q.Progress = log.event()
			d, err := differ(cmd.Context(), q)
			log.clear()
			if err != nil {
				return ended(err)
			}
			return print(cmd, d, w, asJSON)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	runsFlag(cmd, &q.Out)
	f.BoolVar(&q.Why, "why", false, "say which input caused the listed changes")
	f.Float64Var(&q.Relative, "rel", batch.DiffTolerance, "leave out changes of at most this share of the figure, `X`")
	f.Float64Var(&q.Absolute, "abs", 0, "leave out changes of at most `X` in the unit of the figure")
	f.BoolVar(&worse, "worse", false, "list only changes for the worse; euros, and what counts from the reference, are in neither list")
	f.BoolVar(&better, "better", false, "list only changes for the better; euros, and what counts from the reference, are in neither list")
	wholeFlag(cmd, &q.Limit, "limit", 20, "list, and explain, at most `N` figures; 0 for all")
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "diff")
	return cmd
}
