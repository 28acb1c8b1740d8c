package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/pkg/access"
	"saavu/pkg/equity"
)

func explainCommand() *cobra.Command {
	known := append(app.MeasureNames(), app.EquityNames()...)
	speak := language{}
	cmd := &cobra.Command{
		Use:   "explain NAME",
		Short: "Explain an accessibility measure or an equity index, with a worked example",
		Long: `Print the formula, papers and unit of an accessibility measure or an
equity index, its values in edge cases, what it conserves, how other programs
differ, and a worked example that the program computes as it prints.`,
		Example:           "  saavu explain 2sfca\n  saavu explain raam\n  saavu explain gini",
		ValidArgsFunction: cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("", "name one measure or figure: %s", strings.Join(known, ", "))
			}
			w := speak.printed(cmd.OutOrStdout(), false)
			if m := access.Find(args[0]); m != nil {
				return export.Explain(cmd.OutOrStdout(), m, w)
			}
			if f := equity.FindFigure(args[0]); f != nil {
				return export.ExplainFigure(cmd.OutOrStdout(), f, w)
			}
			return &app.Unknown{What: "measure or figure", Name: args[0], Known: known}
		},
	}
	speak.flag(cmd)
	return cmd
}
