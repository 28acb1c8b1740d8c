package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"saavu/internal/batch"
	"saavu/internal/format/problem"
)

func batchStatusCommand() *cobra.Command {
	out := ""
	var speak language
	cmd := &cobra.Command{
		Use:     "status --out RUNS",
		Short:   "Print what a run folder has",
		Long:    "Print how many results a run folder has stored, and its newest run.",
		Example: "  saavu batch status --out runs",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && out == "" { // the name alone does too
				out, args = args[0], nil
			}
			if out == "" || len(args) > 0 {
				return usage("saavu batch status --out RUNS", "name one run folder")
			}
			s, err := batch.StatusOf(out)
			if err != nil {
				return ended(err)
			}
			var b bytes.Buffer
			w := speak.printed(cmd.OutOrStdout(), false)
			b.WriteString(w.Text("batch.stored", "results", s.Results, "runs", len(s.Runs)) + "\n")
			for _, f := range s.Faults {
				b.WriteString(f.Error() + "\n")
			}
			if r := s.Latest; r != nil {
				b.WriteString(w.Text("batch.newest", "run", r.Run, "plan", r.Plan.Name, "ended", r.Ended, "done", r.Tasks.Done, "all", r.Tasks.All, "failed", r.Tasks.Failed) + "\n" + gatesLine(w, r))
			}
			_, err = cmd.OutOrStdout().Write([]byte(problem.ShownLines(b.String())))
			return err
		},
	}
	runsFlag(cmd, &out)
	speak.flag(cmd)
	return cmd
}
