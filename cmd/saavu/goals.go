package main

import (
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/graded"
	"saavu/internal/words"
)

const goalsAbout = `Grade how far the county has come towards its goals, by what was observed, and how far
each option would come, by what it is computed to give. Grades are 1 to 5: the share of
the way from the start to the target, next to the share of the time that has passed.
1 means that nothing in the option acts on the goal. The county's own grade is printed
next to it. What is not known is not graded.

Goals and observations are tables that the county file names (goals, observations), or
the flags. docs/FORMATS.md describes all columns. Without OPTION, all options of the
county are graded.`

func goalsCommand() *cobra.Command {
	q := app.GoalsRequest{}
	q.Service, q.Frame, q.Detail = "all", "staff", true
	asJSON, quiet, out := false, false, ""
	speak := language{}
	cmd := &cobra.Command{
		Use:   "goals [OPTION…]",
		Short: "Grade how far options come towards the goals of a county",
		Long:  goalsAbout,
		Example: `  saavu goals --county scenarios/goals/county.yaml
  saavu goals local remote --goals scenarios/goals/goals.csv --observations scenarios/goals/observations.csv
  saavu goals --county scenarios/goals/county.yaml --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Options = args
			if out != "" {
				if err := graded.Ending(out); err != nil {
					return usage("", "%v", err)
				}
			}
			g, notes, err := app.Goals(cmd.Context(), q)
			if err != nil {
				return err
			}
			found := finding{notes: notes,
				file: func(name string, w *words.Words) error { return graded.File(cmd.Context(), name, g, w) },
				json: func(out io.Writer) error { return graded.JSON(out, g) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return graded.Table(out, g, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, quiet, out)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&q.Goals, "goals", "", "table of goals; those of the county by default")
	f.StringVar(&q.Observations, "observations", "", "table of what was observed; that of the county by default")
	countyFlags(cmd, &q.Source)
	f.StringVar(&out, "out", "", "write all figures to `FILE`: .csv, .parquet, .xlsx or .gpkg")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema goals")
	f.BoolVar(&quiet, "quiet", false, "no notes on stderr")
	speak.flag(cmd)
	return cmd
}
