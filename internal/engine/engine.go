// Package engine is the straight line of a comparison, without files: options
// applied to the county, people sent to points, contacts served, euros counted,
// rules checked, and the report built. Read Run first.
package engine

import (
	"context"
	"fmt"
	"strings"

	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Refused is the error of options that cannot be applied: every refusal of
// every option, by the option's index.
type Refused struct {
	Options  []scenario.Option
	Refusals map[int][]scenario.Refusal
}

// Error lists the refusals, one a line.
func (r *Refused) Error() string {
	var b strings.Builder
	for i, o := range r.Options {
		for _, f := range r.Refusals[i] {
			fmt.Fprintf(&b, "option %s, change %d: %s", o.ID, f.Change+1, f.Reason)
			if f.Hint != "" {
				fmt.Fprintf(&b, " (%s)", f.Hint)
			}
			b.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Run compares the options. The steps are the method's, in order: apply the
// changes to copies of the county; bring the people to each option's year; send
// them to points; evaluate at the parameters' values and over the draws; fix
// the budget; check the rules; report. Progress may be nil; it is called with
// the share done, from 0 to 1.
func Run(ctx context.Context, in Inputs, progress func(float64)) (*Result, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	counties, err := Apply(in.Base, in.Options)
	if err != nil {
		return nil, err
	}
	c := &comparison{in: in, counties: counties}
	if err := c.people(); err != nil {
		return nil, err
	}
	progress(0.1)
	if err := c.geography(ctx); err != nil {
		return nil, err
	}
	progress(0.4)
	if err := c.evaluate(ctx); err != nil {
		return nil, err
	}
	progress(0.9)
	if err := c.swings(ctx); err != nil {
		return nil, err
	}
	c.split = make([][]report.Lever, len(counties))
	for i := range counties {
		if c.split[i], err = c.levers(i); err != nil {
			return nil, err
		}
	}
	rep, err := c.report(ctx)
	if err != nil {
		return nil, err
	}
	for i, county := range counties {
		county.Grid = c.grids[c.years[i]]
	}
	res := &Result{Counties: counties, Report: rep, Surfaces: c.surfaces(), Warnings: c.warnings()}
	progress(1)
	return res, nil
}

// Apply changes a copy of the county for each option. Refusals of all options
// are returned together, as Refused.
func Apply(base *scenario.Base, options []scenario.Option) ([]*scenario.Base, error) {
	if len(options) == 0 {
		return nil, fmt.Errorf("nothing to compare: no options given")
	}
	out := make([]*scenario.Base, len(options))
	bad := &Refused{Options: options, Refusals: map[int][]scenario.Refusal{}}
	for i, o := range options {
		county, refusals := scenario.Apply(base, o)
		if len(refusals) == 0 {
			refusals = idle(base, o, county)
		}
		if len(refusals) > 0 {
			bad.Refusals[i] = refusals
		}
		out[i] = county
	}
	if len(bad.Refusals) > 0 {
		return nil, bad
	}
	return out, nil
}

// idle refuses settings of parameters that no computation of a comparison
// reads: those of the times, which are filled before, and those that are kept
// for later use.
func idle(base *scenario.Base, o scenario.Option, county *scenario.Base) []scenario.Refusal {
	var used map[string]bool
	var out []scenario.Refusal
	for i, ch := range o.Changes {
		if ch.Set == nil {
			continue
		}
		if used == nil {
			used = map[string]bool{}
			m := compile(county.Params, county.Network, base.Year, nil)
			for _, p := range m.reader.Used() {
				used[p] = true
			}
		}
		p, known := base.Params.Get(ch.Set.Path)
		if !known || (used[ch.Set.Path] && !earlier(ch.Set.Path)) {
			continue
		}
		hint := "no part of the comparison reads it"
		if strings.HasPrefix(p.Path, "travel.") {
			hint = "travel times are made from it before options are applied: change it in the county file"
		}
		if strings.HasPrefix(p.Path, "travel.threshold_min.") {
			hint = "options are compared with the same limits: change it in the county file"
		}
		if strings.HasPrefix(p.Path, "population.") {
			hint = "options are compared for the same people: change it in the county file"
		}
		out = append(out, scenario.Refusal{Change: i, Field: "path", Reason: fmt.Sprintf("an option cannot set %q", p.Path), Hint: hint})
	}
	return out
}

// earlier says whether a parameter is read before options are applied, for the
// times or the people that all of them share.
func earlier(path string) bool {
	for _, p := range []string{"travel.threshold_min", "travel.low_mobility_walk_kmh", "travel.speed_kmh", "population.growth_per_year"} {
		if path == p || strings.HasPrefix(path, p+".") {
			return true
		}
	}
	return false
}

// comparison is a run under way.
type comparison struct {
	in       Inputs
	counties []*scenario.Base
	years    []int                    // by option
	grids    map[int]*population.Grid // by year
	adjusted map[int][]population.Adjusted
	demand   map[int]*delivery.Demand // by year
	forecast []*params.Reader         // what the years' people rest on
	against  []int                    // index of the option compared with, -1 none
	compiled []*compiled              // by option, at the parameters' values
	times    *delivery.Times
	home     map[int]*delivery.Outcome // today's network for each year's people
	outcome  []*delivery.Outcome
	changes  [][]delivery.Change // [option][service]
	central  []evaluation
	drawn    [][]evaluation   // [draw][option]
	plain    []evaluation     // by option, with the same staff whatever the frame
	budget   []budget         // by option
	same     []evaluation     // by option, at the same budget
	split    [][]report.Lever // by option
	swung    [][]swing        // by option, every ranged parameter's pull

	unstaffed [][]int // by service, points whose positions are not known
}

// reference gives the index of the option that option i is compared with, and
// -1 for the first option of its year.
func (c *comparison) reference(i int) (int, error) {
	o := c.in.Options[i]
	if o.Against != "" {
		for j, other := range c.in.Options {
			if other.ID == o.Against {
				if c.years[j] != c.years[i] {
					return 0, fmt.Errorf("option %s is dated %d but compared with %s of %d: compare within one year", o.ID, c.years[i], other.ID, c.years[j])
				}
				if j == i {
					return -1, nil
				}
				return j, nil
			}
		}
		return 0, fmt.Errorf("option %s is compared with %q, which is not among the options", o.ID, o.Against)
	}
	for j := 0; j < i; j++ {
		if c.years[j] == c.years[i] {
			return j, nil
		}
	}
	return -1, nil
}

// people brings the grid to each option's year and finds what each option is
// compared with.
func (c *comparison) people() error {
	n := len(c.in.Options)
	c.years, c.against, c.compiled = make([]int, n), make([]int, n), make([]*compiled, n)
	c.demand, c.grids = map[int]*delivery.Demand{}, map[int]*population.Grid{}
	c.adjusted = map[int][]population.Adjusted{}
	for i, o := range c.in.Options {
		c.years[i] = c.in.Base.Year
		if o.Year != 0 {
			c.years[i] = o.Year
		}
		c.compiled[i] = compile(c.counties[i].Params, c.counties[i].Network, c.years[i], nil)
		if err := c.compiled[i].reader.Err(); err != nil {
			return fmt.Errorf("option %s: %w", o.ID, err)
		}
		if nulls := c.compiled[i].reader.Unknown(); len(nulls) > 0 {
			return fmt.Errorf("option %s rests on parameters that are not known: %s: give a figure and flag it as an assumption", o.ID, strings.Join(nulls, ", "))
		}
	}
	for i := range c.in.Options {
		var err error
		if c.against[i], err = c.reference(i); err != nil {
			return err
		}
		y := c.years[i]
		if c.demand[y] != nil {
			continue
		}
		r := params.NewReader(c.in.Base.Params)
		g, adjusted, err := gridOf(c.in.Base, y, c.in.Settings.Path, r)
		if err != nil {
			return err
		}
		c.grids[y], c.adjusted[y] = g, adjusted
		c.forecast = append(c.forecast, r)
		c.demand[y] = delivery.NewDemand(g, c.compiled[i].model)
		if len(c.demand[y].Cells) == 0 {
			return fmt.Errorf("nobody lives in the county's areas: check that cells and areas share a coordinate system")
		}
	}
	return c.rooted()
}

// rooted refuses options that are compared in a circle: every one must come to
// a reference that is compared with none.
func (c *comparison) rooted() error {
	for i := range c.against {
		at := i
		for steps := 0; c.against[at] >= 0; steps++ {
			if steps == len(c.against) {
				return fmt.Errorf("option %s is compared in a circle", c.in.Options[i].ID)
			}
			at = c.against[at]
		}
	}
	return nil
}

// surfaces draws the maps' values.
func (c *comparison) surfaces() []report.Surface {
	out := make([]report.Surface, len(c.in.Options))
	for i := range out {
		out[i] = c.surface(i)
	}
	return out
}
