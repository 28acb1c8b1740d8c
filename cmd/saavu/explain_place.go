package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/paulmach/orb"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/internal/app"
	"saavu/internal/export/places"
	"saavu/internal/export/plain"
	"saavu/pkg/params"
)

// placeQuestion holds the flags of explain for a place of a county.
type placeQuestion struct {
	request     app.Request
	plan        plan
	conditions  conditions
	cell, point string
	options     []string // one at most
	json, quiet bool
	speak       language
}

// flags adds the flags.
func (q *placeQuestion) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&q.cell, "cell", "", "explain a cell: its `ID`, or x,y or lat,lon for the nearest cell where people live")
	f.StringVar(&q.point, "point", "", "explain a facility: its `ID` or name, or ID:SERVICE for one service")
	f.StringArrayVar(&q.options, "option", nil, "`OPTION` of the county, or an option file; it is shown next to the one that it is compared with (default: today's network)")
	_ = cmd.RegisterFlagCompletionFunc("option", names(func(n *app.Names) []string { return n.Options }))
	f.StringVar(&q.request.Service, "service", "", "service or bundle, by `ID` or name (default: all services)")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	countyFlags(cmd, &q.request.Source)
	q.conditions.flags(cmd)
	q.plan.flags(f)
	f.BoolVar(&q.json, "json", false, "print JSON; its schema is saavu schema explain")
	f.BoolVar(&q.quiet, "quiet", false, "no notes on stderr")
	q.speak.flag(cmd)
}

// asked reports whether the flags ask about a place.
func (q *placeQuestion) asked() bool { return q.cell != "" || q.point != "" }

// withoutPlace refuses the flags of a place if none is given.
func withoutPlace(cmd *cobra.Command) error {
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if fault == nil && f.Name != "help" && f.Name != "lang" {
			fault = usage("add --cell or --point", "--%s applies to a place of a county", f.Name)
		}
	})
	return fault
}

// place reads the flags into the place that is asked about.
func (q *placeQuestion) place(cmd *cobra.Command, args []string) (app.Explained, error) {
	var out app.Explained
	r := &q.request
	switch {
	case len(args) > 0:
		return out, usage("a measure and a place are two questions", "%q and a place: explain one of them", args[0])
	case q.cell != "" && q.point != "":
		return out, usage("", "--cell and --point: explain one place at a time")
	case len(q.options) > 1:
		return out, usage("run it once for each; the option that it is compared with stands next to it", "--option %s and --option %s: explain one option at a time", q.options[0], q.options[1])
	case len(q.options) > 0 && len(q.plan.items) > 0:
		return out, usage("put the changes into an option file, or leave out --option", "--option and %s: explain one option at a time", q.plan.items[0].flag)
	}
	q.conditions.fill(cmd, r)
	r.WhatIf = q.plan.changes()
	r.Options = q.options
	if q.point != "" {
		id, services, err := parseItem(q.point)
		switch {
		case err != nil:
			return out, usage("", "--point %s: %s; expected ID or ID:SERVICE", q.point, err)
		case len(services) > 1:
			return out, usage("leave out the services for all of them", "--point %s: expected ID or ID:SERVICE", q.point)
		case len(services) == 1 && r.Service != "":
			return out, usage("name the service once", "--point %s and --service %s", q.point, r.Service)
		case len(services) == 1:
			r.Service = services[0]
		}
		out.Facility = id
		return out, nil
	}
	first, second, two := strings.Cut(q.cell, ",")
	_, okX := params.ParseNumber(strings.TrimSpace(first))
	_, okY := params.ParseNumber(strings.TrimSpace(second))
	if !two || !okX || !okY {
		out.Cell = q.cell
		return out, nil
	}
	out.At = &orb.Point{}
	if err := q.plan.place("--cell", q.cell, out.At); err != nil {
		return out, usage("", "--cell %s: %s", q.cell, err)
	}
	return out, nil
}

// run explains a place.
func (q *placeQuestion) run(cmd *cobra.Command, args []string) error {
	place, err := q.place(cmd, args)
	if err != nil {
		return err
	}
	w := q.speak.printed(cmd.OutOrStdout(), q.json)
	note := func(list ...string) {
		for _, n := range list {
			if !q.quiet {
				fmt.Fprintln(cmd.ErrOrStderr(), noted(w, n))
			}
		}
	}
	ctx := cmd.Context()
	session, err := openCounty(ctx, q.request)
	if err != nil {
		return q.plan.blame(err)
	}
	if err := q.plan.settle(session.CRS()); err != nil {
		return err
	}
	note(w.Messages(q.plan.notes)...)
	out, err := session.Explain(ctx, q.request, place)
	if err != nil {
		return q.plan.blame(err)
	}
	note(out.Asides...)
	note(w.Messages(out.Notes)...)
	var b bytes.Buffer
	if q.json {
		err = places.JSON(&b, &out.Explanation)
	} else {
		err = places.Table(&b, &out.Explanation, plain.Options{Color: colored(cmd.OutOrStdout()), Words: w})
	}
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(b.Bytes())
	return err
}
