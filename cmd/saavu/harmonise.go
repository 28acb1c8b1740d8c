package main

import (
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/harmonised"
	"saavu/internal/words"
)

const harmoniseAbout = `Compute what one common model of service products changes for the clients of each
municipality: who gets more, less or the same, whose product ends or is new, and
what that does to contacts, staff hours and the county's euros. Nothing is netted.

PRODUCTS is a table with a row for each product of each municipality, and rows with
to_be in the column where for the common model; or a YAML file that says how a
survey workbook is read, with a sheet for each municipality. PEOPLE is a table with
the columns municipality, ages and people. Without them the products and people are
those of the county file. docs/FORMATS.md describes all columns.
Wages and the hours of a full-time equivalent are those of the county.`

func harmoniseCommand() *cobra.Command {
	q := app.HarmoniseRequest{}
	asJSON, quiet, out := false, false, ""
	speak := language{}
	cmd := &cobra.Command{
		Use:   "harmonise [--products FILE --people FILE]",
		Short: "Compute what one common model of service products changes",
		Long:  harmoniseAbout,
		Example: `  saavu harmonise --products scenarios/harmonisation/products.csv --people scenarios/harmonisation/people.csv
  saavu harmonise --products scenarios/harmonisation/survey.yaml --people scenarios/harmonisation/people.csv --service family_guidance --json
  saavu harmonise --county scenarios/products/county.yaml`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (q.Products == "") != (q.People == "") {
				return usage("", "name both tables, --products FILE and --people FILE, or neither for those of the county")
			}
			if out != "" {
				if err := harmonised.Ending(out); err != nil {
					return usage("", "%v", err)
				}
			}
			h, notes, err := app.Harmonise(cmd.Context(), q)
			if err != nil {
				return err
			}
			found := finding{notes: notes,
				file: func(name string, w *words.Words) error { return harmonised.File(cmd.Context(), name, h, w) },
				json: func(out io.Writer) error { return harmonised.JSON(out, h) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return harmonised.Table(out, h, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, quiet, out)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&q.Products, "products", "", "table of products, or YAML that describes a survey")
	f.StringVar(&q.People, "people", "", "table of people by municipality and ages")
	f.StringSliceVar(&q.Of, "service", nil, "ids of services; all that the common model names by default")
	countyFlags(cmd, &q.Source)
	f.StringVar(&out, "out", "", "write all figures to `FILE`: .csv, .parquet, .xlsx or .gpkg")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema harmonise")
	f.BoolVar(&quiet, "quiet", false, "no notes on stderr")
	speak.flag(cmd)
	return cmd
}
