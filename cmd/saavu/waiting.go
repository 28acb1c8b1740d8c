package main

import (
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/waits"
	"saavu/internal/words"
)

const waitingAbout = `Print how long people wait for a service. The county's table of observed waits gives
today: shares of visits within 7, 14, 30 and 90 days, people waiting by Little's law,
the third free slot (T3) and how many visits can have waited so long.

For each OPTION: by how many people the queue of each point grows a week and how that
differs from today, in how many weeks a wait of --target days is reached, and the
shares and the wait a year after the change. What counts do not say (whether the
queue grows, who is quick, where waits lie within a class) is drawn within its bounds;
ranges are 5 to 95 % of the draws. Load and capacity are those of compare, by ratio
to today.

--from 46 --target 7 asks what it takes with the same staff. The what-if flags make an
option of their own, as in compare. docs/FORMATS.md describes the table.`

func waitingCommand() *cobra.Command {
	q := app.WaitingRequest{}
	p := plan{}
	asJSON, quiet := false, false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "waiting [OPTION…]",
		Short: "Print how long people wait, today and in options",
		Long:  waitingAbout,
		Example: `  saavu waiting
  saavu waiting --from 46 --target 7
  saavu waiting centralised local --target 14
  saavu waiting --close hs_lansimaki --target 14`,
		ValidArgsFunction: names(func(n *app.Names) []string { return n.Options }),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := daysOf(cmd, &q); err != nil {
				return err
			}
			q.Options, q.WhatIf = args, p.changes()
			s, err := app.Open(cmd.Context(), q.Request)
			if err != nil {
				return err
			}
			r, notes, err := s.Waiting(cmd.Context(), q)
			if err != nil {
				return p.blame(err)
			}
			found := finding{notes: notes,
				json: func(out io.Writer) error { return waits.JSON(out, r) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return waits.Table(out, r, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, quiet, "")
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&q.Service, "service", "", "service, by `ID` or name (default: the first of the table)")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	wholeFlag(cmd, &q.Target, "target", 14, "wait of `DAYS` that the county wants")
	wholeFlag(cmd, &q.From, "from", 0, "wait of `DAYS` today: print what it takes to reach the target with the same staff")
	f.BoolVar(&q.Explain, "explain", false, "print mixtures that describe the counts, too")
	countyFlags(cmd, &q.Source)
	p.flags(f)
	wholeFlag(cmd, &q.Draws, "draws", 200, "`N` random draws, for the ranges; 0 to 1000, 0 for no ranges")
	wholeFlag(cmd, &q.Seed, "seed", 1, "seed `N` of the draws")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema waiting")
	f.BoolVar(&quiet, "quiet", false, "no notes on stderr")
	speak.flag(cmd)
	return cmd
}

// daysOf refuses days out of their bounds.
func daysOf(cmd *cobra.Command, q *app.WaitingRequest) error {
	if q.Target < 1 || q.Target > 3650 {
		return usage("", "--target %d: expected days, 1 to 3650", q.Target)
	}
	if cmd.Flags().Changed("from") && (q.From <= q.Target || q.From > 3650) {
		return usage("", "--from %d: expected days, more than --target %d and at most 3650", q.From, q.Target)
	}
	if q.Draws > 1000 {
		return usage("", "--draws %d: expected at most 1000", q.Draws)
	}
	return nil
}
