// Package engine computes a comparison from start to end, without files: it applies
// the options to the county, assigns people to points, computes contacts served and
// euros, checks the rules and builds the report. Read Run first.
package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Refused is the error of options that cannot be applied. It has every refusal of
// every option, by the option's index.
type Refused struct {
	Options  []scenario.Option
	Refusals map[int][]scenario.Refusal
}

// Error lists the refusals, one per line.
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

// Run compares options of a prepared county. The steps are those of the method, in
// order: apply the changes to copies of the county; evaluate each option against its
// reference; compute what each parameter changes; put the options together in a
// report; compute the maps. Progress may be nil; it is called with the share done,
// from 0 to 1.
func Run(ctx context.Context, p *Prepared, in Inputs, progress func(float64)) (*Result, error) {
	if progress == nil {
		progress = func(float64) {}
	}
	counties, err := Apply(p.base, in.Options)
	if err != nil {
		return nil, err
	}
	list, err := p.evaluateAll(ctx, in.Options, counties, in.Detail, progress)
	if err != nil {
		return nil, err
	}
	c := &comparison{in: &in, p: p, list: list}
	if in.Movers {
		if err := c.pull(ctx); err != nil {
			return nil, err
		}
	}
	if in.Detail {
		if err := p.details(ctx, list); err != nil {
			return nil, err
		}
	}
	res := &Result{Report: c.report(), Warnings: p.warnings(in.Options, c.counties())}
	res.Report.Allocated, res.Report.Buildings, res.Report.Contracts = allocation(list, in.Detail), buildingYears(list), contractsOf(list)
	res.Standings = c.stands
	for _, e := range list {
		res.Counties, res.Reads = append(res.Counties, e.County), append(res.Reads, e.reads())
		if in.Maps {
			res.Surfaces = append(res.Surfaces, e.Surface())
		}
	}
	if in.Flows {
		res.Flows = (&flowing{list: list, done: map[*Evaluation][]*report.Flows{}}).of
	}
	progress(1)
	return res, nil
}

// pull computes what each ranged parameter changes, for a first screen only of the
// references.
func (c *comparison) pull(ctx context.Context) error {
	list := c.list
	if c.in.Screen {
		list = slices.DeleteFunc(slices.Clone(list), func(e *Evaluation) bool { return e.Against != nil })
	}
	found, err := c.p.swingsOf(ctx, list)
	if err != nil {
		return err
	}
	c.swings = make([][]swing, len(c.list))
	for i, e := range list {
		c.swings[slices.Index(c.list, e)] = found[i]
	}
	return nil
}

// Check finds what would prevent a comparison of the options, without comparing
// them. It returns warnings about doubtful values; what a fit leaves of a building is
// known only after a comparison.
func (p *Prepared) Check(options []scenario.Option) (warnings []report.Message, err error) {
	counties, err := Apply(p.base, options)
	if err != nil {
		return nil, err
	}
	if _, err := p.references(options); err != nil {
		return nil, err
	}
	for i, o := range options {
		e := Evaluation{Plan: Plan{Option: o, County: counties[i]}, Year: p.yearOf(&o), of: p}
		if err := e.prepare(); err != nil {
			return nil, err
		}
	}
	var fixed []scenario.Option
	var of []*scenario.Base
	for i, o := range options {
		if !o.Fit.Rooms {
			fixed, of = append(fixed, o), append(of, counties[i])
		}
	}
	return slices.Concat(p.placeNotes(), p.staffNotes(), p.setNotes(options), providerNotes(options, counties), p.buildingNotes(fixed, of), p.togetherNotes()), nil
}

// evaluateAll evaluates options, each after its reference.
func (p *Prepared) evaluateAll(ctx context.Context, options []scenario.Option, counties []*scenario.Base, areas bool, progress func(float64)) ([]*Evaluation, error) {
	against, err := p.references(options)
	if err != nil {
		return nil, err
	}
	list := make([]*Evaluation, len(options))
	found := map[int]*delivery.Geographies{} // by year
	for i := range options {
		year := p.yearOf(&options[i])
		switch {
		case found[year] != nil:
		case p.from == nil:
			found[year] = &delivery.Geographies{}
		default: // the same options are compared with other parameters
			y, err := p.peopleOf(year)
			if err != nil {
				return nil, err
			}
			found[year] = y.found
		}
	}
	for done := 0; done < len(list); {
		var next []int // options whose reference is evaluated
		for i, j := range against {
			if list[i] == nil && (j < 0 || list[j] != nil) {
				next = append(next, i)
			}
		}
		// Those with most changes take longest, and first, so that no processor waits for
		// one of them at the end.
		slices.SortStableFunc(next, func(i, j int) int { return len(options[j].Changes) - len(options[i].Changes) })
		err := each(ctx, len(next), func(k int) error {
			i := next[k]
			plan := Plan{Option: options[i], County: counties[i], Kept: slices.Contains(against, i), Areas: areas, Geographies: found[p.yearOf(&options[i])]}
			if against[i] >= 0 {
				plan.Against = list[against[i]]
			}
			var err error
			list[i], err = p.Evaluate(ctx, plan)
			return err
		})
		if err != nil {
			return nil, err
		}
		done += len(next)
		progress(0.9 * float64(done) / float64(len(list)))
	}
	return list, nil
}

// Apply changes a copy of the county for each option. Refusals of all options are
// returned together, as a Refused.
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

// idle refuses settings of parameters that no computation of a comparison reads:
// parameters of the travel times, which are computed before, and parameters that are
// kept for later use.
func idle(base *scenario.Base, o scenario.Option, county *scenario.Base) []scenario.Refusal {
	var used map[string]bool
	var out []scenario.Refusal
	for i, ch := range o.Changes {
		set, ok := ch.(*scenario.Set)
		if !ok {
			continue
		}
		if used == nil {
			used = map[string]bool{}
			m := compile(county.Params, county.Network, base.Year, nil)
			for _, p := range m.reader.Used() {
				used[p] = true
			}
		}
		p, known := base.Params.Get(set.Path)
		if !known || (used[set.Path] && !earlier(set.Path)) {
			continue
		}
		hint := "no part of the comparison reads it"
		if strings.HasPrefix(p.Path, "travel.") {
			hint = "travel times are computed from it before options are applied: change it in the county file"
		}
		if strings.HasPrefix(p.Path, "travel.threshold_min.") {
			hint = "options are compared with the same limits: change it in the county file"
		}
		if strings.HasPrefix(p.Path, "assignment.") {
			hint = "options are compared under the same choice of points: change it in the county file"
		}
		if strings.HasPrefix(p.Path, "population.") {
			hint = "options are compared for the same people: change it in the county file"
		}
		out = append(out, scenario.Refusal{Change: i, Field: "path", Reason: fmt.Sprintf("an option cannot set %q", p.Path), Hint: hint})
	}
	return out
}

// earlier reports whether a parameter is read before options are applied, for the
// times, the people or the choice of points that all options share.
func earlier(path string) bool {
	for _, p := range []string{"travel.threshold_min", "travel.low_mobility_walk_kmh", "travel.speed_kmh", "population.growth_per_year",
		"assignment.decay_per_min", "assignment.limit_min"} {
		if path == p || strings.HasPrefix(path, p+".") {
			return true
		}
	}
	return false
}

// references returns, for each option, the index of its reference. It is -1 for an
// option that is compared with none: the first of its year, or one that names
// itself. A circle of references is refused.
func (p *Prepared) references(options []scenario.Option) ([]int, error) {
	out := make([]int, len(options))
	for i := range options {
		var err error
		if out[i], err = p.reference(options, i); err != nil {
			return nil, err
		}
	}
	for i := range out {
		at := i
		for steps := 0; out[at] >= 0; steps++ {
			if steps == len(out) {
				return nil, fmt.Errorf("option %s is compared in a circle", options[i].ID)
			}
			at = out[at]
		}
	}
	return out, nil
}

func (p *Prepared) reference(options []scenario.Option, i int) (int, error) {
	o, year := &options[i], p.yearOf(&options[i])
	if o.Against == "" {
		j := slices.IndexFunc(options[:i], func(other scenario.Option) bool { return p.yearOf(&other) == year })
		return j, nil
	}
	j := slices.IndexFunc(options, func(other scenario.Option) bool { return other.ID == o.Against })
	switch {
	case j < 0:
		return 0, fmt.Errorf("option %s is compared with %q, which is not among the options", o.ID, o.Against)
	case j == i:
		return -1, nil
	}
	return j, sameYear(o.ID, year, o.Against, p.yearOf(&options[j]))
}

// sameYear refuses a comparison of options of different years.
func sameYear(id string, year int, against string, other int) error {
	if year == other {
		return nil
	}
	return fmt.Errorf("option %s is dated %d but compared with %s of %d: compare within one year", id, year, against, other)
}
