package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/engine"
	"saavu/internal/export/measures"
	"saavu/internal/load"
	"saavu/internal/save"
	"saavu/pkg/access"
)

const accessAbout = `Compute one accessibility measure: for a service of a county, or for bare tables
without a county, as the Python and R packages do. saavu access --list lists the
measures, and saavu explain NAME explains one with its values in edge cases.

Bare tables need --matrix, --demand and --supply. The matrix has a row for each
pair of a cell (origin) and a facility (destination): from_id, to_id and
travel_time, or the columns of --columns, in minutes or in --unit seconds.
Fractional minutes become whole seconds. A pair without a row is not reached, nor
is a pair whose time is missing: NA, NaN, Inf, NULL, -1, -9999 and the like, or a
mark of --missing. The other tables have their ids in the column id, or in the
column of --id, --demand-id, --supply-id or --income-id. Matrix rows with ids that
the other tables do not have are left out and counted. All formats of saavu
inspect are accepted.

  DECAY     binary:45m, linear:60m, exponential:0.05/min, halflife:20m,
            power:1.5, gaussian:20m, bounded-gaussian:30m, logistic:40m,10m,
            stepped:10m=1,20m=0.68,30m=0.22 (a time equal to the end of a step
            has the weight of this step; with stepped-open that of the next one),
            gaussian:0.5@20m (the weight is 0.5 at 20 minutes)
  TIME      20m, 7.5m, 90s; FROM..TO is a range

--out writes a row for each cell or facility. The name's ending sets the format:
.gpkg, .geojson, .geojsonl, .geojsons, .parquet, .csv, .xlsx. With --by the areas
are a second layer of .gpkg and .xlsx; the other formats, which hold one layer,
have the areas alone.`

const accessExamples = `  saavu access --list
  saavu access --measure nearest --service neuvola_child --by area
  saavu access --measure 2sfca --decay gaussian:20m --service neuvola_child --group 0-6 --mode pt_rush --equity gini,theil
  saavu access --measure cumulative --cutoff 15m --cutoff 30m --service gp_reception --supply fte
  saavu access --facilities --decay gaussian:20m --cutoff 20m --service neuvola_child
  saavu access --measure nearest --service neuvola_child --option central-max --against today --lose 5`

// measuring holds the flags of access.
type measuring struct {
	request                    app.AccessRequest
	list, json, quiet          bool
	speak                      language
	decay, columns             string
	demand, supply, income     string
	matrix, unit, id           string
	ids                        [3]string // of the tables of demand, supply and income
	missing, keepTotal         []string
	cutoffs, sizes             []string
	step, tau                  string
	boundary, zeroSupply       string
	alpha                      float64
	equity                     []string
	rho, gap                   float64
	basePeople, baseRatio, num float64
}

func accessCommand() *cobra.Command {
	m := &measuring{}
	cmd := &cobra.Command{
		Use:     "access",
		Short:   "Compute an accessibility measure and how evenly it is spread",
		Long:    accessAbout,
		Example: accessExamples,
		Args:    noArguments,
		RunE:    m.run,
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&m.list, "list", false, "list the measures")
	m.measureFlags(cmd)
	q := &m.request
	f.BoolVar(&q.Passive, "passive", false, "passive accessibility: what reaches a facility, instead of what a cell reaches")
	f.BoolVar(&q.PerFacility, "facilities", false, "table of facilities: who comes to each, and who loses if only this one closes; by travel time, or with --line by --measure 2sfca or 3sfca")
	m.tableFlags(cmd)
	m.countyFlags(cmd)
	f.StringVar(&q.Out, "out", "", "write the values to `FILE`: "+strings.Join(save.Endings(), ", "))
	f.BoolVar(&m.json, "json", false, "print the figures as JSON")
	f.BoolVar(&m.quiet, "quiet", false, "no notes on stderr")
	m.speak.flag(cmd)
	return cmd
}

func (m *measuring) run(cmd *cobra.Command, _ []string) error {
	if m.list {
		if flags := cmd.Flags(); flags.NFlag() > 2 || flags.NFlag() == 2 && !flags.Changed("lang") {
			return usage("leave out the other flags", "--list takes no other flags than --lang")
		}
		return measures.List(cmd.OutOrStdout(), m.speak.printed(cmd.OutOrStdout(), false))
	}
	if err := m.ask(cmd); err != nil {
		return err
	}
	m.request.Words = m.speak.written()
	a, notes, err := app.Access(cmd.Context(), m.request)
	if err != nil {
		return err
	}
	w := m.speak.printed(cmd.OutOrStdout(), m.json)
	if !m.quiet {
		for _, n := range notes {
			fmt.Fprintln(cmd.ErrOrStderr(), noted(w, w.Message(n)))
		}
	}
	var b bytes.Buffer
	if m.json {
		err = measures.JSON(&b, a, w)
	} else {
		err = measures.Table(&b, a, colored(cmd.OutOrStdout()), w)
	}
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(b.Bytes())
	return err
}

// ask fills the request from the flags.
func (m *measuring) ask(cmd *cobra.Command) error {
	if m.request.PerFacility && m.request.Measure == "" {
		m.request.Measure = "nearest"
	}
	if m.request.Measure == "" {
		return usage("saavu access --list lists the measures", "no --measure")
	}
	for _, step := range []func(*cobra.Command) error{m.facilityTable, m.choices, m.tables} {
		if err := step(cmd); err != nil {
			return err
		}
	}
	return nil
}

// facilityTable refuses flags that do not apply to a table of facilities.
func (m *measuring) facilityTable(cmd *cobra.Command) error {
	if !m.request.PerFacility {
		return nil
	}
	for _, name := range []string{"passive", "ratio", "equity", "by", "own-modes", "against", "zero-supply", "boundary"} {
		if cmd.Flags().Changed(name) {
			return usage("leave one of them out", "--facilities cannot be combined with --%s", name)
		}
	}
	return nil
}

// choices reads the flags of a measure.
func (m *measuring) choices(cmd *cobra.Command) error {
	q := &m.request
	c := &q.Choice
	if err := m.unused(cmd); err != nil {
		return err
	}
	if m.decay != "" {
		d, err := access.ParseDecay(m.decay)
		if err != nil {
			return usage("", "--decay: %s", strings.TrimPrefix(err.Error(), "access: "))
		}
		c.Decay = &d
	}
	if cmd.Flags().Changed("alpha") {
		c.Alpha = &m.alpha
	}
	c.Count = m.num
	c.RAAM = access.DefaultRAAM()
	c.RAAM.Rho, c.RAAM.Gap = m.rho, m.gap
	q.Equity = m.equity
	for _, one := range []struct {
		flag, text, off, on string
		to                  *bool
	}{{"boundary", m.boundary, "within", "below", &c.Below}, {"zero-supply", m.zeroSupply, "leave", "keep", &q.KeepUnsupplied}} {
		if *one.to = one.text == one.on; !*one.to && one.text != one.off {
			return usage("", "--%s %s: expected %s or %s", one.flag, one.text, one.off, one.on)
		}
	}
	if err := m.times(); err != nil {
		return err
	}
	return m.variable()
}

// times reads the flags that are times.
func (m *measuring) times() error {
	c := &m.request.Choice
	for _, text := range m.cutoffs {
		from, to, interval := strings.Cut(text, "..")
		low, ok := access.ParseMinutes(from)
		high, also := low, true
		if interval {
			high, also = access.ParseMinutes(to)
		}
		switch {
		case !ok || !also || high < low:
			return usage("", "--cutoff %s: expected a time such as 30m, or a range such as 30m..60m", text)
		case interval && m.request.Measure != "interval":
			return usage("only --measure interval takes a range", "--cutoff %s: expected a time such as 30m", text)
		case interval && c.To > 0:
			return usage("", "--cutoff %s: expected one range", text)
		case !interval && m.request.Measure == "interval":
			return usage("", "--cutoff %s: expected a range such as 30m..60m", text)
		case interval:
			c.From, c.To = low, high
		default:
			c.Cutoffs = append(c.Cutoffs, low)
		}
	}
	for _, one := range []struct {
		flag, text string
		to         *float64
	}{{"step", m.step, &c.Step}, {"tau", m.tau, &c.RAAM.Tau}} {
		v, ok := access.ParseMinutes(one.text)
		if !ok || v <= 0 {
			return usage("", "--%s %s: expected a time above 0 such as 10m", one.flag, one.text)
		}
		*one.to = v
	}
	return nil
}

// variable reads the sizes of catchments.
func (m *measuring) variable() error {
	v := &m.request.Choice.Variable
	v.BasePeople, v.BaseRatio = m.basePeople, m.baseRatio
	for _, text := range m.sizes {
		size, ok := access.ParseMinutes(text)
		if !ok {
			return usage("", "--size %s: expected a time such as 20m", text)
		}
		v.Sizes = append(v.Sizes, size)
	}
	return nil
}

// tables reads the flags of bare tables, or those of a county.
func (m *measuring) tables(cmd *cobra.Command) error {
	q := &m.request
	if m.matrix == "" {
		for _, name := range []string{"demand", "income", "columns", "unit", "id", "demand-id", "supply-id", "income-id", "missing", "keep-total"} {
			if cmd.Flags().Changed(name) {
				return usage("add --matrix FILE", "--%s applies to bare tables", name)
			}
		}
		q.Supply = m.supply
		if q.Against != "" && len(q.Options) == 0 || cmd.Flags().Changed("lose") && q.Against == "" {
			return usage("", "a comparison needs --option OPTION and --against OPTION; --lose AMOUNT is optional")
		}
		if q.Own && (q.Measure != engine.OwnModesMeasure || q.Passive) {
			return usage("", "--own-modes applies to --measure %s by cell, not to %s", engine.OwnModesMeasure, q.Measure)
		}
		return nil
	}
	for _, name := range []string{"county", "service", "group", "mode", "own-modes", "option", "against", "lose", "by", "data"} {
		if cmd.Flags().Changed(name) {
			return usage("leave out one of them", "--%s applies to a county, not to --matrix", name)
		}
	}
	columns := strings.Split(m.columns, ",")
	if len(columns) != 3 {
		return usage("", "--columns %s: expected three names separated by commas: from, to, time", m.columns)
	}
	if m.unit != "minutes" && m.unit != "seconds" {
		return usage("", "--unit %s: expected minutes or seconds", m.unit)
	}
	q.Bare = &load.BareFiles{Matrix: m.matrix, From: columns[0], To: columns[1], Time: columns[2], Unit: m.unit, ID: m.id,
		Missing: m.missing, KeepTotal: m.keepTotal}
	for _, one := range []struct {
		flag, text string
		to         *load.BareColumn
		id         string
		needed     bool
	}{{"demand", m.demand, &q.Bare.Demand, m.ids[0], true}, {"supply", m.supply, &q.Bare.Supply, m.ids[1], true}, {"income", m.income, &q.Bare.Standing, m.ids[2], false}} {
		at := strings.LastIndexByte(one.text, ':')
		switch {
		case one.text == "" && one.id != "":
			return usage("add --"+one.flag+" FILE:COLUMN", "--%s-id needs the table of --%s", one.flag, one.flag)
		case one.text == "" && !one.needed:
		case at <= 0 || at == len(one.text)-1:
			return usage("", "--%s %s: expected FILE:COLUMN", one.flag, one.text)
		default:
			*one.to = load.BareColumn{File: one.text[:at], Name: one.text[at+1:], ID: one.id}
		}
	}
	return nil
}
