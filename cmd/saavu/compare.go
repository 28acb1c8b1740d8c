package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/export/screen"
	"saavu/internal/export/sweep"
	"saavu/internal/export/tables"
	"saavu/internal/words"
	"saavu/pkg/report"
)

const compareAbout = `Compare options of a county. Each option is compared with the one that it names
or, if it names none, with today's network in the same year, which is added if
needed. OPTION is one of the county's options (see saavu list options) or a YAML
file. Without OPTION, all options of the county are compared, in its order.

The flags --close, --open, --move, --merge, --hours, --remote and --set define one
more option, "what-if". Each flag may be repeated, and their order is kept. With
these flags and no OPTION, today's network and the what-if are compared.

  ID        an id as printed by saavu list facilities. A name, or some words of
            it, also works if it matches one facility only; a note names the
            match. The same holds for services, parameters and options
  SERVICES  one or more services, separated by commas
  PLACE     x,y in metres of the county's system, or lat,lon in degrees. Numbers
            of at most 180 are read as degrees, with a note
  HOURS     weekdays, then evenings and Saturday if needed: mon-fri,eve,sat
            or tue+thu,eve:thu

Other kinds of change need an option file: see saavu schema scenario.
--write FILE.yaml saves the what-if as an option file, to edit and compare again.`

const compareExamples = `  saavu compare
  saavu compare --service all --frame budget
  saavu compare local mobile --service neuvola_child --detail
  saavu compare mobile --service gp_reception --detail stations,ranges
  saavu compare mixed-2030 --json
  saavu compare local mobile --measure 2sfca --decay gaussian:20m --equity gini
  saavu compare scenarios/vantaa-kerava/local.yaml --draws 0
  saavu compare remote --out-dir out --public
  saavu compare centralised --quiet --period midday --cycling --assignment nearest
  saavu compare mixed-2030 --path documents
  saavu compare local --fail-on law
  saavu compare --close hs_lansimaki --service reception
  saavu compare --close hosp_katriina --remote Läkarmottagning=0.3
  saavu compare --close hosp_katriina:oral_treatment --service oral_treatment
  saavu compare --open st_kivisto:gp_reception,nurse_reception --service reception
  saavu compare --open kiosk@387500,6684700:neuvola_child
  saavu compare --open kiosk@60.2841,24.9660:neuvola_child,nurse_reception
  saavu compare --move nv_kivisto@381500,6687500 --merge nv_koivukyla:nv_korso
  saavu compare --hours hs_korso:gp_reception=mon-fri,eve:mon-thu,sat --service gp_reception
  saavu compare local --remote gp_reception=0.3 --set staff.fill_rate.gp=0.95
  saavu compare --close hs_lansimaki --remote gp_reception=0.3 --write plan.yaml
  saavu compare local mobile --tornado --service gp_reception
  saavu compare remote --sweep "remote.gp_reception=0..0.5 step 0.1" --service gp_reception
  saavu compare local mobile --sweep travel.threshold_min.local=15..30
  saavu compare --find "people.korso: local > mobile by visits.gp_reception"
  saavu compare --find "travel.threshold_min.local=10..40: local > mobile by reach.neuvola_child"
  saavu compare local remote --stress --service reception`

// comparison holds the flags of compare.
type comparison struct {
	request    app.Request
	plan       plan
	conditions conditions
	detail     parts
	tornado    bool
	json       bool
	quiet      bool
	failOn     string
	write      string
	measure    measuring
	speak      language
	words      *words.Words // for printed text
	named      bool         // options were named
}

func compareCommand() *cobra.Command {
	c := &comparison{}
	cmd := &cobra.Command{
		Use:     "compare [OPTION…]",
		Short:   "Compare options: who gets there, who gains and loses, what it costs",
		Long:    compareAbout,
		Example: compareExamples,
		RunE:    c.run,

		ValidArgsFunction: names(func(n *app.Names) []string { return n.Options }),
	}
	f := cmd.Flags()
	f.SortFlags = false
	q := &c.request
	countyFlags(cmd, &q.Source)
	f.StringVar(&q.Service, "service", "", "service or bundle to show, on the screen and on maps, by `ID` or name, or all (default: the overview)")
	_ = cmd.RegisterFlagCompletionFunc("service", names(func(n *app.Names) []string { return n.Services }))
	c.settingFlags(cmd)
	c.plan.flags(f)
	f.StringVar(&c.write, "write", "", "save the what-if as the new option file `FILE`; its name ends in .yaml")
	c.detail.flag(cmd)
	f.BoolVar(&c.tornado, "tornado", false, "print how sure each difference is and which parameters move it most, for the service or, without one, for the euros of all services")
	questionFlags(f, q)
	c.measure.measureFlags(cmd)
	f.StringVar(&q.OutDir, "out-dir", "", "write maps and tables to `DIR`: GeoPackage, GeoJSON, CSV, JSON, HTML, Markdown, SVG")
	f.BoolVar(&q.Public, "public", false, "hide numbers of fewer than 10 people in the files, and round the others to tens; without the layers "+strings.Join(export.Unpublished(export.Layers()), ", "))
	wordsFlag(cmd, &q.Layers, "layers", "more layers in the GeoPackage, of the services of --service", export.Layers()...)
	f.BoolVar(&c.json, "json", false, "print report.json instead of tables")
	f.BoolVar(&c.quiet, "quiet", false, "no notes and no progress on stderr")
	c.speak.flag(cmd)
	wordFlag(cmd, &c.failOn, "fail-on", "", "exit with code 4 if an option newly breaks a rule (breach), newly breaks a law (law), or is worse in a service (worse)", app.Targets()...)
	return cmd
}

// prepare fills the request from the flags.
func (c *comparison) prepare(cmd *cobra.Command, args []string) error {
	q := &c.request
	if err := c.settings(cmd); err != nil {
		return err
	}
	if q.Public && q.OutDir == "" {
		return usage("add --out-dir DIR", "--public applies only to the files of --out-dir")
	}
	if secret := export.Unpublished(q.Layers); q.Public && len(secret) > 0 {
		return usage("leave them out of --layers, or write them to another folder without --public", "--public: the layers %s would give numbers of few people back", strings.Join(secret, ", "))
	}
	if len(q.Layers) > 0 && q.OutDir == "" {
		return usage("add --out-dir DIR", "--layers applies only to the files of --out-dir")
	}
	q.Words, c.words = c.speak.written(), c.speak.printed(cmd.OutOrStdout(), c.json)
	c.named = len(args) > 0
	q.Detail = c.json || len(c.detail.names) > 0
	q.Options, q.WhatIf, q.Version = args, c.plan.changes(), version()
	q.Movers = !c.asked() || c.json || q.OutDir != "" || c.tornado
	q.Screen = c.screen()
	if err := c.writable(); err != nil {
		return err
	}
	if c.measure.request.Measure != "" {
		q.Measure = &c.measure.request
		return c.measure.choices(cmd)
	}
	return withoutMeasure(cmd)
}

// note prints a note.
func (c *comparison) note(cmd *cobra.Command, text string) {
	if !c.quiet {
		fmt.Fprintln(cmd.ErrOrStderr(), noted(c.words, text))
	}
}

// compared reads the county and compares, with progress and notes.
func (c *comparison) compared(cmd *cobra.Command) (*app.Outcome, error) {
	meter := newMeter(cmd.ErrOrStderr(), c.quiet, c.words)
	c.request.Progress = meter.report()
	out, err := answer(waiting(cmd, c.quiet, meter, c.words), c)
	meter.clear()
	if err != nil {
		return nil, c.detail.blame(c.plan.blame(err))
	}
	for _, n := range slices.Concat(c.words.Messages(c.plan.notes), out.Asides) {
		c.note(cmd, n)
	}
	if !c.detail.tables { // --detail prints them in full with the results
		for _, n := range c.words.Messages(slices.Concat(out.Notes, out.Warnings)) {
			c.note(cmd, n)
		}
	}
	if len(out.Added) > 0 {
		var list []report.Message
		for _, o := range out.Report.Options {
			if slices.Contains(out.Added, o.ID) {
				list = append(list, report.NewMessage("named_id", "name", o.Names.Every(o.Name), "id", o.ID))
			}
		}
		c.note(cmd, c.words.Text("note_added", "list", list))
	}
	if n := c.request.Draws; n > 0 && n < enoughDraws {
		c.note(cmd, c.words.Text("note_few_draws", "draws", n, "enough", enoughDraws))
	}
	return out, nil
}

// screen reports whether the first screen alone is asked for.
func (c *comparison) screen() bool {
	return !c.named && !c.json && !c.tornado && !c.detail.tables && len(c.detail.names) == 0 && !c.asked() &&
		c.request.OutDir == "" && c.failOn == "" && c.measure.request.Measure == ""
}

func (c *comparison) run(cmd *cobra.Command, args []string) error {
	if err := c.prepare(cmd, args); err != nil {
		return err
	}
	out, err := c.compared(cmd)
	if err != nil {
		return err
	}
	if c.request.OutDir != "" {
		c.note(cmd, c.words.Text("note_files", "folder", c.request.OutDir))
	}
	printed := c.print(cmd.OutOrStdout(), out)
	if c.write != "" {
		if err := c.writeOption(cmd, out.WhatIf); err != nil {
			return err
		}
		c.note(cmd, c.words.Text("note_what_if", "file", c.write))
	}
	return c.judge(out, printed)
}

// judge checks the target of --fail-on, even if the reader of the result stopped
// early (| head).
func (c *comparison) judge(out *app.Outcome, printed error) error {
	if printed != nil && !closedPipe(printed) {
		return printed
	}
	if c.failOn != "" {
		if reasons := app.Missed(&out.Report, c.failOn); len(reasons) > 0 {
			return &missed{target: c.failOn, reasons: reasons}
		}
	}
	return printed
}

// openCounty reads the county of a request. It is a variable so that tests read the
// embedded county once.
var openCounty = app.Open

// answer reads the county and compares. It is a variable so that a test may print one
// answer in every language.
var answer = func(ctx context.Context, c *comparison) (*app.Outcome, error) {
	session, err := openCounty(ctx, c.request)
	if err != nil {
		return nil, err
	}
	if err := c.unlike(session.Names()); err != nil {
		return nil, err
	}
	if err := c.plan.settle(session.CRS()); err != nil {
		return nil, err
	}
	return session.Compare(ctx, c.request)
}

// print writes the whole result at once.
func (c *comparison) print(stdout io.Writer, out *app.Outcome) error {
	var b bytes.Buffer
	o := plain.Options{Detail: c.detail.tables, Color: colored(stdout), Words: c.words, Every: c.named, Width: columns(stdout)}
	err := error(nil)
	switch {
	case c.json:
		err = contract.JSON(&b, out.Report, c.words)
	case c.tornado:
		services := out.Services
		if c.request.Service == "" {
			services = []string{""}
		}
		err = each(&b, services, o, func(id string, o plain.Options) error { return sweep.Tornado(&b, out.Report, id, o) })
	case c.asked(): // only its answers, below
	case len(c.detail.names) > 0:
		err = each(&b, out.Services, o, func(id string, o plain.Options) error {
			return screen.Parts(&b, out.Report, id, c.detail.names, o)
		})
	case c.detail.tables || c.request.Measure != nil:
		if out.All {
			err = tables.All(&b, out.Report, o)
			break
		}
		err = each(&b, out.Services, o, func(id string, o plain.Options) error { return tables.Service(&b, out.Report, id, o) })
	case c.request.Service == "":
		err = screen.Overview(&b, out.Report, o)
	default:
		if out.All {
			err = screen.Overview(&b, out.Report, o)
			b.WriteByte('\n')
			o.Brief = true // the overview has what concerns all services
		}
		if err == nil {
			err = each(&b, out.Services, o, func(id string, o plain.Options) error { return screen.Service(&b, out.Report, id, o) })
		}
	}
	if err == nil && !c.json {
		err = c.questions(&b, out, o)
	}
	if err != nil {
		return err
	}
	_, err = stdout.Write(b.Bytes())
	return err
}
