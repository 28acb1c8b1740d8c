package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/measures"
	"saavu/pkg/access"
	"saavu/pkg/equity"
)

const explainAbout = `With NAME, print the formula, papers and unit of an accessibility measure or an
equity index, its values in edge cases, what it conserves, how other programs
differ, and a worked example, which the program computes each time.

With --cell or --point, explain a place of a county in one option, next to the
option that it is compared with: how each figure comes about, with the parameters
that it rests on. For a cell: its people, the points that they can choose, who
gets there, the need, what is served where and what is not, and what the
residents pay. For a point: who comes, what its capacity is made of, what is
served, what its site costs, and where its people go. The figures are those of
compare: all cells of the county add up to them.

  ID     of a cell as in the layers of compare --out-dir; of a facility as printed
         by saavu list facilities. A name also works if it matches one facility
  PLACE  for --cell: x,y in metres of the county's system, or lat,lon in degrees

The what-if flags make an option of their own, as in compare.`

const explainExamples = `  saavu explain 2sfca
  saavu explain raam
  saavu explain gini
  saavu explain --cell 60.3518,25.0784 --service gp_reception
  saavu explain --cell 60.3518,25.0784 --option centralised --service reception
  saavu explain --point hs_korso:gp_reception --option centralised
  saavu explain --point hs_lansimaki --close hs_lansimaki --json`

func explainCommand() *cobra.Command {
	known := append(app.MeasureNames(), app.EquityNames()...)
	q := &placeQuestion{}
	cmd := &cobra.Command{
		Use:               "explain NAME | --cell C | --point P",
		Short:             "Explain a measure, or how the figures of one place come about",
		Long:              explainAbout,
		Example:           explainExamples,
		ValidArgsFunction: cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if q.asked() {
				return q.run(cmd, args)
			}
			if err := withoutPlace(cmd); err != nil {
				return err
			}
			if len(args) != 1 {
				return usage("", "name one measure or figure: %s", strings.Join(known, ", "))
			}
			w := q.speak.printed(cmd.OutOrStdout(), false)
			if m := access.Find(args[0]); m != nil {
				return measures.Explain(cmd.OutOrStdout(), m, w)
			}
			if f := equity.FindFigure(args[0]); f != nil {
				return measures.ExplainFigure(cmd.OutOrStdout(), f, w)
			}
			return &app.Unknown{What: "measure or figure", Name: args[0], Known: known}
		},
	}
	q.flags(cmd)
	return cmd
}
