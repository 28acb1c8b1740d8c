package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/internal/app"
	"saavu/internal/load/optionfile"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// plan collects the what-if flags in their order on the command line.
type plan struct {
	items   []item
	degrees []inDegrees      // places that are not in metres yet
	notes   []report.Message // how coordinates were read
}

// item is one flag as written and the change that it defines.
type item struct {
	flag   string
	change scenario.Change
}

// changeFlag is a flag that may be repeated; each use adds a change to the plan.
type changeFlag struct {
	plan              *plan
	name, short, form string // short is shown in the list of flags, form in errors
	parse             func(text string) (scenario.Change, error)
}

// String is empty: a plan has no default.
func (c *changeFlag) String() string { return "" }

// Type stands for the value in the help text.
func (c *changeFlag) Type() string { return c.short }

// Set reads one change.
func (c *changeFlag) Set(text string) error {
	change, err := c.parse(text)
	if err != nil {
		return fmt.Errorf("%w; expected %s", err, c.form)
	}
	c.plan.items = append(c.plan.items, item{"--" + c.name + " " + text, change})
	return nil
}

// flags adds the what-if flags.
func (p *plan) flags(f *pflag.FlagSet) {
	add := func(name, short, form, help string, parse func(string) (scenario.Change, error)) {
		f.Var(&changeFlag{p, name, short, form, parse}, name, "what-if: "+help)
	}
	add("close", "ID[:SERVICES]", "ID or ID:SERVICE,SERVICE", "close a facility, or some of its services", parseClose)
	add("open", "ID[@PLACE]:SERVICES", "ID:SERVICE,SERVICE or ID@PLACE:SERVICE,SERVICE", "open services at a known facility or at a new place", p.parseOpen)
	add("move", "ID@PLACE", "ID@X,Y or ID@LAT,LON", "move a facility to another place", p.parseMove)
	add("merge", "ID:INTO", "ID:INTO", "close a facility and move its staff and rooms into another", parseMerge)
	add("hours", "ID[:SERVICES]=HOURS", "ID=DAYS,eve:DAYS,sat with eve and sat if needed, or ID:SERVICE,SERVICE=…", "set opening hours, such as mon-fri,eve:mon-thu,sat", parseHours)
	add("remote", "SERVICE=SHARE", "SERVICE=SHARE", "set the planned share of remote contacts, 0 to 1", parseRemote)
	add("set", "PARAMETER=VALUE", "PARAMETER=VALUE", "set a parameter of the county", parseSet)
}

// changes returns the changes in order.
func (p *plan) changes() []scenario.Change {
	var out []scenario.Change
	for _, i := range p.items {
		out = append(out, i.change)
	}
	return out
}

// blame puts the flag in front of each refusal of the what-if.
func (p *plan) blame(err error) error {
	var refused optionfile.Refusals
	if !errors.As(err, &refused) {
		return err
	}
	for i := range refused {
		if r := &refused[i]; r.Option == app.WhatIfID && r.File == "" && r.Change >= 0 && r.Change < len(p.items) {
			r.At = p.items[r.Change].flag
		}
	}
	return err
}

// writable refuses an impossible --write before anything is read.
func (c *comparison) writable() error {
	switch {
	case c.write == "":
		return nil
	case len(c.plan.items) == 0:
		return usage("add a what-if flag, such as --close ID", "--write saves the what-if")
	case !strings.HasSuffix(c.write, ".yaml"):
		return usage("compare recognises option files by this ending", "--write %s: expected a name that ends in .yaml", c.write)
	}
	if _, err := optionfile.Write(c.write, called(c.write, scenario.Option{})); err != nil {
		return usage("", "--write %s: %s", c.write, err)
	}
	return refuseExisting(c.write)
}

// unlike refuses an id that one of the county's options already has: as a file, the
// what-if would take that option's place, also as the reference of others.
func (c *comparison) unlike(names *app.Names) error {
	if id := called(c.write, scenario.Option{}).ID; c.write != "" && (id == optionfile.Today || slices.Contains(names.Options, id)) {
		return usage("choose another file name", "--write %s: the county has an option %s already", c.write, id)
	}
	return nil
}

// called gives an option the name of its file as id and name, so that several can be
// compared.
func called(file string, o scenario.Option) scenario.Option {
	o.ID = strings.TrimSuffix(filepath.Base(file), ".yaml")
	o.Name, o.Names = o.ID, lang.Name{}
	return o
}

// writeOption writes the what-if as a new option file, whole or not at all.
func (c *comparison) writeOption(cmd *cobra.Command, o scenario.Option) error {
	text, err := optionfile.Write(c.write, called(c.write, o))
	if err != nil {
		return err
	}
	return writeNew(cmd, c.write, text)
}

// parseItem reads ID or ID:SERVICE,SERVICE.
func parseItem(text string) (id string, services []string, err error) {
	id, list, listed := strings.Cut(text, ":")
	if id == "" {
		return "", nil, errors.New("no id")
	}
	if !listed {
		return id, nil, nil
	}
	for _, s := range strings.Split(list, ",") {
		if s = strings.TrimSpace(s); s == "" {
			return "", nil, errors.New("a service without a name")
		}
		services = append(services, s)
	}
	return id, services, nil
}

func parseClose(text string) (scenario.Change, error) {
	id, services, err := parseItem(text)
	return &scenario.Close{Facility: id, Services: services}, err
}

func (p *plan) parseOpen(text string) (scenario.Change, error) {
	id, services, err := parseItem(text)
	if err != nil {
		return nil, err
	}
	open := &scenario.Open{Facility: id, Services: services}
	if name, where, placed := strings.Cut(id, "@"); placed {
		open.Facility, open.At = name, &orb.Point{}
		if err := p.place(name, where, open.At); err != nil {
			return nil, err
		}
	}
	return open, nil
}

func (p *plan) parseMove(text string) (scenario.Change, error) {
	id, where, _ := strings.Cut(text, "@")
	move := &scenario.Move{Facility: id}
	return move, p.place(id, where, &move.At)
}

func parseMerge(text string) (scenario.Change, error) {
	id, into, _ := strings.Cut(text, ":")
	if id == "" || into == "" {
		return nil, errors.New("two ids are needed")
	}
	return &scenario.Merge{Facility: id, Into: into}, nil
}

func parseRemote(text string) (scenario.Change, error) {
	service, share, err := parseNumber(text)
	return &scenario.AddRemote{Service: service, Share: share}, err
}

func parseSet(text string) (scenario.Change, error) {
	path, value, err := parseNumber(text)
	return &scenario.Set{Path: path, Value: value}, err
}
