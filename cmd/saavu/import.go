package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/format/problem"
)

func importCommand() *cobra.Command {
	q := app.Source{}
	check, quiet := false, false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "import --county FILE",
		Short: "Read a county's population and travel times once and keep them in a store",
		Long: `Read the population grid, the areas and the travel times of a county file into a
folder of Parquet files, the store: NAME.store next to NAME.yaml, or the folder
that the key "store" names. Later runs read the store as long as the county file
and every source are unchanged (by SHA-256), and report when they are not. The
results are the same with and without a store. If the sources are not on this
machine, the store is used in their place, with a note.

The store is written whole or not at all, and is read back as a check. --check
writes nothing; the exit code is 3 if the store is missing or out of date.`,
		Example: `  saavu import --county data/vantaa-kerava/county.yaml
  saavu import --county data/vantaa-kerava/county.yaml --check`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if q.County == "" {
				return usage("name a county file: the embedded county needs no store", "no --county")
			}
			w := speak.printed(cmd.OutOrStdout(), false)
			m := newMeter(cmd.ErrOrStderr(), quiet, w)
			q.Progress = m.report()
			do := app.Import
			if check {
				do = app.CheckStore
			}
			start := time.Now()
			out, err := do(patiently(cmd, quiet, m, w), q)
			m.clear()
			if err != nil {
				return err
			}
			if !quiet {
				done := w.Text("import.done", "seconds", w.Fixed(time.Since(start).Seconds(), 1))
				for _, n := range append(w.Messages(slices.Concat(out.Notes, out.Warnings)), done) {
					fmt.Fprintln(cmd.ErrOrStderr(), noted(w, n))
				}
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), problem.ShownLines("ok  "+strings.Join(w.Messages(out.OK), "\nok  ")))
			return err
		},
	}
	countyFlags(cmd, &q)
	countyRequired(cmd)
	cmd.Flags().BoolVar(&check, "check", false, "only check that the store is up to date")
	speak.flag(cmd)
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no notes and no progress on stderr")
	return cmd
}
