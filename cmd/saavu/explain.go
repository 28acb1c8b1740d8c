package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/pkg/access"
	"saavu/pkg/equity"
)

func listMeasures(cmd *cobra.Command) error {
	var b strings.Builder
	for _, m := range access.Measures() {
		needs := ""
		if len(m.Needs) > 0 {
			needs = "  (--" + strings.Trim(strings.ReplaceAll(fmt.Sprint(m.Needs), " ", ", --"), "[]") + ")"
			needs = strings.ReplaceAll(needs, "--interval", "--cutoff FROM..TO")
			needs = strings.ReplaceAll(needs, "--sizes", "--size")
		}
		fmt.Fprintf(&b, "%-21s %s%s\n", m.Name, m.Title, needs)
	}
	b.WriteString("\nFigures of equity (--equity):\n")
	for _, f := range equity.Figures() {
		needs := ""
		switch {
		case f.Ranked:
			needs = "  (--income)"
		case f.Line:
			needs = "  (--line)"
		}
		fmt.Fprintf(&b, "%-21s %s%s\n", f.Name, f.Title, needs)
	}
	b.WriteString("\nsaavu explain NAME prints the definition of one, its papers and its values in edge cases.\n")
	_, err := cmd.OutOrStdout().Write([]byte(b.String()))
	return err
}

func explainCommand() *cobra.Command {
	known := append(app.MeasureNames(), app.EquityNames()...)
	return &cobra.Command{
		Use:   "explain NAME",
		Short: "Explain an accessibility measure or an equity index, with a worked example",
		Long: `Print, in English, the formula, papers and unit of an accessibility measure or an
equity index, its values in edge cases, what it conserves, how other programs
differ, and a worked example that the program computes as it prints.`,
		Example:           "  saavu explain 2sfca\n  saavu explain raam\n  saavu explain gini",
		ValidArgsFunction: cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("", "name one measure or figure: %s", strings.Join(known, ", "))
			}
			if m := access.Find(args[0]); m != nil {
				return export.Explain(cmd.OutOrStdout(), m)
			}
			if f := equity.FindFigure(args[0]); f != nil {
				return export.ExplainFigure(cmd.OutOrStdout(), f)
			}
			return &app.Unknown{What: "measure or figure", Name: args[0], Known: known}
		},
	}
}
