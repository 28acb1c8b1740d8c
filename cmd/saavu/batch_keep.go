package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/batch"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

const batchWhyAbout = `Report why a task was run, and whether it would run now and why: the file, the section of
the county or the parameter with both values. TASK is COUNTY/OPTION/YEAR/SET/FRAME,
as in tasks.parquet. The plan is that of the newest run, as its file is now. Nothing
is computed.`

func batchWhyCommand() *cobra.Command {
	q := batch.Request{}
	asJSON := false
	var speak language
	cmd := &cobra.Command{
		Use:   "why TASK --out RUNS",
		Short: "Report why a task was run, and whether it would run now",
		Long:  batchWhyAbout,
		Example: `  saavu batch why vantaa-kerava/local/2026/base/staff --out runs
  saavu batch why vantaa-kerava/local/2026/base/staff --out runs --plan other.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("saavu batch why COUNTY/OPTION/YEAR/SET/FRAME --out RUNS", "name one task, found %d", len(args))
			}
			if err := runsGiven(q.Out); err != nil {
				return err
			}
			q.Embedded = embedded()
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			t, err := batch.WhyTask(cmd.Context(), q, args[0], w)
			if err != nil {
				return ended(err)
			}
			return print(cmd, t, w, asJSON)
		},
	}
	runsFlag(cmd, &q.Out)
	cmd.Flags().StringVar(&q.Plan, "plan", "", "plan `FILE` (default: that of the newest run)")
	cmd.Flags().StringVar(&q.Data, "data", "", "`DIR` to use for {data} in county files (default: that of the newest run)")
	cmd.Flags().Var(&fixFlag{&q.FixAxes}, "fix", "fix `WHAT` in the input: axes exchanges x and y in files that have them the wrong way round")
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "why")
	return cmd
}

const batchVerifyAbout = `Read every file of the runs, every stored result and every kept input of a run folder,
and compare it with its hash. Nothing is written. A damaged result stops no run: the
next one that needs it computes it again. The exit code is 0 if the folder is whole
and 3 if it is not.`

func batchVerifyCommand() *cobra.Command {
	out, asJSON := "", false
	var speak language
	cmd := &cobra.Command{
		Use:     "verify --out RUNS",
		Short:   "Check that no file of a run folder is damaged",
		Long:    batchVerifyAbout,
		Example: "  saavu batch verify --out runs",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := runsGiven(out); err != nil {
				return err
			}
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			v, err := batch.Verify(cmd.Context(), out, w)
			if err != nil {
				return ended(err)
			}
			if err := print(cmd, v, w, asJSON); err != nil {
				return err
			}
			if !v.Whole {
				return &notWhole{v.Summary(words.In(lang.English))}
			}
			return nil
		},
	}
	runsFlag(cmd, &out)
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "runs")
	return cmd
}

const batchPruneAbout = `Remove runs that no rule keeps, with the stored results and inputs that only they need.
Each --keep rule keeps the newest runs that it counts, for each plan on its own: the
last N runs, or the newest run of each of the last N days, ISO weeks or months that
have runs, in UTC. A run stays if any rule keeps it. The newest run of a whole plan
always stays, and a run of selected tasks stays as long as the whole run before it.
Without a rule nothing is removed.`

func batchPruneCommand() *cobra.Command {
	q := batch.PruneRequest{}
	asJSON := false
	var speak language
	cmd := &cobra.Command{
		Use:   "prune --out RUNS --keep-last N",
		Short: "Remove old runs with what only they need",
		Long:  batchPruneAbout,
		Example: `  saavu batch prune --out runs --keep-daily 14 --keep-weekly 8 --keep-monthly 24 -n
  saavu batch prune --out runs --keep-last 30`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := runsGiven(q.Out); err != nil {
				return err
			}
			if max(q.Last, q.Daily, q.Weekly, q.Monthly) == 0 {
				return usage("name at least one of --keep-last, --keep-daily, --keep-weekly and --keep-monthly; -n shows what would go", "no rule says what to keep")
			}
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			p, err := batch.Prune(patiently(cmd, false, nil, w), q)
			if err != nil {
				return ended(err)
			}
			if err := print(cmd, p, w, asJSON); err != nil || len(p.Faults) == 0 {
				return err
			}
			return &notWhole{strings.Join(p.Faults, "\n  ")} // they stay as they are
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	runsFlag(cmd, &q.Out)
	wholeFlag(cmd, &q.Last, "keep-last", 0, "keep the newest `N` runs")
	wholeFlag(cmd, &q.Daily, "keep-daily", 0, "keep the newest run of each of the last `N` days")
	wholeFlag(cmd, &q.Weekly, "keep-weekly", 0, "keep the newest run of each of the last `N` weeks")
	wholeFlag(cmd, &q.Monthly, "keep-monthly", 0, "keep the newest run of each of the last `N` months")
	f.BoolVarP(&q.DryRun, "dry-run", "n", false, "print what would go, and remove nothing")
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "prune")
	return cmd
}
