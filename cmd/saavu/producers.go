package main

import (
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/makeorbuy"
	"saavu/internal/load/field"
	"saavu/internal/words"
	"saavu/pkg/producers"
)

const producersAbout = `Compare who can produce a service: the county itself, a bought provider, a voucher,
a grant or a client's own budget. For each service with another producer the answer
says what a contact costs the county bought and with own staff and rooms, at which
price both cost the same, and which of the two is clearly cheaper. Quality, supply,
the end of the contract and what the law allows are listed as well.

CONTRACTS is a table with a row for each contract of today. Without it the contracts
are those that the county file names; prices that the county assumes are compared
without a contract. docs/FORMATS.md describes all columns.
--change ID=SHARE computes what another share of a contract of today changes from
--date on; with --hire, positions are added for the contacts that come back.`

func producersCommand() *cobra.Command {
	q := app.ProducersRequest{}
	asJSON, quiet, hire, out, date := false, false, false, "", ""
	var changes []string
	speak := language{}
	cmd := &cobra.Command{
		Use:   "producers [--contracts FILE]",
		Short: "Compare who can produce a service at which cost: make or buy",
		Long:  producersAbout,
		Example: `  saavu producers
  saavu producers --contracts scenarios/producers/contracts.csv --service therapy_child
  saavu producers --contracts scenarios/producers/contracts.csv --change therapy=0.10 --date 2028-01-01 --hire`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if q.Changes, err = changesOf(changes, date, hire); err != nil {
				return err
			}
			if out != "" {
				if err := makeorbuy.Ending(out); err != nil {
					return usage("", "%v", err)
				}
			}
			r, notes, err := app.Producers(cmd.Context(), q)
			if err != nil {
				return err
			}
			found := finding{notes: notes,
				file: func(name string, w *words.Words) error { return makeorbuy.File(cmd.Context(), name, r, w) },
				json: func(out io.Writer) error { return makeorbuy.JSON(out, r) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return makeorbuy.Table(out, r, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, quiet, out)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&q.Contracts, "contracts", "", "table of today's contracts; those of the county by default")
	f.StringSliceVar(&q.Of, "service", nil, "ids of services; all with another producer by default")
	f.StringArrayVar(&changes, "change", nil, "`ID=SHARE`: another share of a contract; may be repeated")
	f.StringVar(&date, "date", "", "first `DAY` of the changes, such as 2028-01-01")
	f.BoolVar(&hire, "hire", false, "add positions for the contacts that come back")
	countyFlags(cmd, &q.Source)
	wholeFlag(cmd, &q.Draws, "draws", 200, "`N` random draws of the parameters, for the ranges; 0 to 1000, 0 for no ranges")
	wholeFlag(cmd, &q.Seed, "seed", 1, "seed `N` of the draws")
	f.StringVar(&out, "out", "", "write all figures to `FILE`: .csv, .parquet, .xlsx or .gpkg")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema producers")
	f.BoolVar(&quiet, "quiet", false, "no notes on stderr")
	speak.flag(cmd)
	return cmd
}

// changesOf reads the changes of contracts from flags.
func changesOf(list []string, date string, hire bool) (map[string]producers.Change, error) {
	if len(list) == 0 {
		if date != "" || hire {
			return nil, usage("", "name what changes: --date and --hire need --change ID=SHARE")
		}
		return nil, nil
	}
	if date == "" {
		return nil, usage("", "name the first day of the changes: --date 2028-01-01")
	}
	from, ok := field.ParseDay(date)
	if !ok {
		return nil, usage("", "--date %s: expected a day such as 2028-01-01", date)
	}
	out := map[string]producers.Change{}
	for _, text := range list {
		id, share, _ := strings.Cut(text, "=")
		v, err := strconv.ParseFloat(share, 64)
		if id == "" || err != nil || !(v >= 0 && v <= 1) {
			return nil, usage("", "--change %s: expected ID=SHARE, a contract and a share from 0 to 1", text)
		}
		if _, twice := out[id]; twice {
			return nil, usage("", "--change %s: expected every contract once", text)
		}
		out[id] = producers.Change{Share: v, Date: from, Hire: hire}
	}
	return out, nil
}
