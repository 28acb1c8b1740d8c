package main

import (
	"github.com/spf13/cobra"

	"saavu/internal/batch"
	"saavu/pkg/lang"
)

const batchMergeAbout = `Publish a run of what the shards of a plan have stored (saavu batch run --shard).
Only what depends on the whole plan is computed: which options are best, and the
price of the next best. The tables have the same bytes as those of one run.

If a task has neither a result nor a failure, its shard did not end: the missing
tasks are listed and nothing is published. With --partial what is there is published
as a run that is not whole; latest.json stays. Gates are evaluated here.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 invalid plan, county or run folder ·
4 a gate is missed · 5 tasks failed or are missing · 75 stopped, or another run is publishing: run it again`

func batchMergeCommand() *cobra.Command {
	q := batch.Request{Merge: true}
	var speak language
	var notify people
	quiet := false
	cmd := &cobra.Command{
		Use:   "merge PLAN.yaml --out RUNS",
		Short: "Publish a run of what shards have stored",
		Long:  batchMergeAbout,
		Example: `  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs --shard 1/2
  saavu batch run scenarios/vantaa-kerava/nightly.yaml --out runs --shard 2/2
  saavu batch merge scenarios/vantaa-kerava/nightly.yaml --out runs`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("saavu batch merge PLAN.yaml --out RUNS", "name one plan, found %d", len(args))
			}
			if q.Out == "" {
				return usage("name the run folder of the shards", "--out is missing")
			}
			if err := notify.check(cmd, &q); err != nil {
				return err
			}
			q.Plan, q.Version, q.Lang = args[0], version(), lang.Language(speak.given)
			return runBatch(cmd, &q, speak, quiet, &notify)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	q.Embedded = embedded()
	f.StringVar(&q.Out, "out", "", "run folder `RUNS` of the shards")
	f.StringVar(&q.Data, "data", "", "`DIR` to use for {data} in county files")
	f.Var(&fixFlag{&q.FixAxes}, "fix", "fix `WHAT` in the input: axes exchanges x and y in files that have them the wrong way round")
	f.BoolVar(&q.Partial, "partial", false, "publish also if tasks are missing, as a run that is not whole")
	notify.flags(cmd, &q)
	f.BoolVar(&quiet, "quiet", false, "no notes and no progress on stderr")
	speak.flag(cmd)
	return cmd
}
