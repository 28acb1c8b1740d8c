package main

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/atomic"
	"saavu/internal/export"
	"saavu/internal/plot"
)

const plotAbout = `Compare options of a county and write one picture, as SVG or PNG, for a slide or
for a page. The kinds are:

  map         minutes without a car to the nearest place of a service, for today
              or for each OPTION
  difference  how an option changes journeys to a service
  reach       who gets there in time, by service or of one service
  euros       what changes in the euros of the county and of the residents
  stations    load and capacity of the stations of a service, today and in one OPTION
  tradeoffs   who gets there in time against the visits that can be given
  ranges      which parameters move the difference of one OPTION most

Without OPTION the picture shows the options that differ. At most four maps or
options fit next to each other; of more, euros shows the first four and names the
others. What-if flags and settings are those of compare.`

const plotExamples = `  saavu plot map --service nurse_reception --out today.svg
  saavu plot map local mobile --service nurse_reception --out local-mobile.png
  saavu plot difference local --service nurse_reception --out local.png --size page --lang fi
  saavu plot reach --out reach.svg
  saavu plot euros local mobile --out euros.png
  saavu plot stations local --service nurse_reception --out stations.png
  saavu plot tradeoffs --service oral_check --out tradeoffs.svg
  saavu plot ranges local --service nurse_reception --out ranges.png
  saavu plot difference --close hs_lansimaki --service gp_reception --out what-if.png`

// plotting holds the flags of plot.
type plotting struct {
	comparison
	out  string
	size string
}

func plotCommand() *cobra.Command {
	c := &plotting{}
	cmd := &cobra.Command{
		Use:     "plot KIND [OPTION…]",
		Short:   "Write one map or chart of the comparison as a picture",
		Long:    plotAbout,
		Example: plotExamples,
		RunE:    c.run,

		ValidArgsFunction: names(func(n *app.Names) []string { return append(plot.Kinds(), n.Options...) }),
	}
	f := cmd.Flags()
	f.SortFlags = false
	countyFlags(cmd, &c.request.Source)
	f.StringVar(&c.request.Service, "service", "", "service to draw, by `ID` or name; reach, euros and tradeoffs draw all without it")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	f.StringVar(&c.out, "out", "", "write the picture to `FILE`; its name ends in .svg or .png")
	wordFlag(cmd, &c.size, "size", "slide", "size of the picture: slide, 1600 by 900 pixels, or page, as wide as A4", export.Sizes()...)
	c.settingFlags(cmd)
	c.plan.flags(f)
	f.BoolVar(&c.request.Public, "public", false, "leave cells of fewer than 10 people out of maps")
	f.BoolVar(&c.quiet, "quiet", false, "no notes and no progress on stderr")
	c.speak.flag(cmd)
	return cmd
}

// run compares and writes the picture.
func (c *plotting) run(cmd *cobra.Command, args []string) error {
	kind, options, err := c.asked(args)
	if err != nil {
		return err
	}
	if err := c.settings(cmd); err != nil {
		return err
	}
	q := &c.request
	q.Words, c.words = c.speak.written(), c.speak.written()
	q.Options, q.WhatIf, q.Version, q.Page, q.Movers = options, c.plan.changes(), version(), true, kind == "ranges"
	every := len(options)+len(q.WhatIf) == 0
	if every && kind == "map" {
		q.Options = []string{app.Today}
	}
	out, err := c.compared(cmd)
	if err != nil {
		return err
	}
	p := export.Picture{Kind: kind, Size: c.size, PNG: filepath.Ext(c.out) == ".png"}
	switch {
	case len(out.Services) == 1 && q.Service != "":
		p.Service = out.Services[0]
	case plot.AllServices(kind) && (q.Service == "" || out.All):
	default:
		return usage("name one of them", "--service %s: a picture of the kind %s shows one service, found %s", q.Service, kind, strings.Join(out.Services, ", "))
	}
	for _, o := range out.Report.Options {
		if !every && !slices.Contains(out.Added, o.ID) {
			p.Options = append(p.Options, o.ID)
		}
	}
	var picture bytes.Buffer
	if err := out.Page.Plot(&picture, p); err != nil {
		return err
	}
	if err := atomic.Write(c.out, func(w io.Writer) error { _, err := w.Write(picture.Bytes()); return err }); err != nil {
		return notWritten("out", c.out, err)
	}
	c.note(cmd, c.words.Text("note_picture", "file", c.out))
	return nil
}

// asked checks what can be checked before anything is read: the kind, the service and
// the name of the file.
func (c *plotting) asked(args []string) (kind string, options []string, err error) {
	kinds := strings.Join(plot.Kinds(), ", ")
	switch {
	case len(args) == 0:
		return "", nil, usage("see saavu plot --help", "name the kind of picture: %s", kinds)
	case !slices.Contains(plot.Kinds(), args[0]):
		return "", nil, usage("KIND comes first, then OPTIONs", "no picture of the kind %q, expected one of %s", args[0], kinds)
	case c.request.Service == "" && !plot.AllServices(args[0]):
		return "", nil, usage("see saavu list services", "a picture of the kind %s shows one service: name it with --service ID", args[0])
	case c.out == "":
		return "", nil, usage("its name ends in .svg or .png", "name the file to write with --out FILE")
	case filepath.Ext(c.out) != ".svg" && filepath.Ext(c.out) != ".png":
		return "", nil, usage("the ending says what is written", "--out %s: expected a name that ends in .svg or .png", c.out)
	}
	return args[0], args[1:], placed("out", c.out)
}
