package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/pkg/access"
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
	b.WriteString("\nsaavu explain MEASURE says what one is, where it is from and what it gives at its edges.\n")
	_, err := cmd.OutOrStdout().Write([]byte(b.String()))
	return err
}

func explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain MEASURE",
		Short: "Say what a measure of access is, with numbers reckoned on the spot",
		Long: `Print a measure's formula, papers, unit, what it gives where nothing is reached and
at a limit, what it conserves, where other programs differ, and an example whose
numbers are reckoned there and then.`,
		Example:           "  saavu explain 2sfca\n  saavu explain raam",
		ValidArgsFunction: cobra.FixedCompletions(app.MeasureNames(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("", "name one measure: %s", strings.Join(app.MeasureNames(), ", "))
			}
			m := access.Find(args[0])
			if m == nil {
				return &app.Unknown{What: "measure", Name: args[0], Known: app.MeasureNames()}
			}
			return export.Explain(cmd.OutOrStdout(), m)
		},
	}
}
