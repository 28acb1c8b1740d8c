package load

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/background"
	"saavu/internal/load/input"
	"saavu/internal/load/kept"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/parameters"
	"saavu/internal/load/services"
	"saavu/internal/load/supply"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// defaultSnap is the longest distance, in metres, from a facility to the column
// whose times it takes, unless travel.snap_max_m sets another.
const defaultSnap = 180

// county reads everything that the county file names, in the order of their
// dependencies. It collects all faults in r.problems.
func (r *reading) county(ctx context.Context, name string) *County {
	f, t := input.ReadYAML[countyFile](r.Reader, r.Files, name, "", countyRules)
	if t.Root == nil {
		return nil
	}
	from, ft := r.inherit(&f, t)
	c := &County{ID: f.County.ID, Name: f.County.Name.Plain(), Names: f.County.Name.Name(), Synthetic: f.County.Synthetic, Demo: f.County.Demonstration,
		file: t, sources: map[string]*optionfile.Tree{}}
	r.store = kept.New(r.Reader, t, f.Store, r.fresh)
	c.store, r.store.Asides = r.store.Dir, r.asides
	r.settings(c, &f, t)
	b := &c.Base
	var ok bool
	if b.CRS, ok = crs(r.Reader, &f.County.CRS, t); !ok {
		return nil
	}
	r.Home = b.CRS
	if b.CRS.Approximate() {
		r.State("data.approximate", "system", b.CRS.String())
	}
	unlisted := r.limit(&f, t, &from, ft)
	list := f.Services
	if len(list) == 0 {
		list = from.Services
	}
	r.parameters = parameters.Read(r.Reader, t, ft, services.Units(list))
	b.Params = r.parameters.Tree
	b.Year, b.SnapMax = f.County.Year, params.NewReader(b.Params).Or("travel.snap_max_m", defaultSnap)
	b.Grid = r.people(ctx, &f, t, b.Params)
	defer r.ahead.End()
	r.documentsKnown(&f, t, b)
	r.projections(&f, t, b)
	found := r.servicesOf(&f, t, &from, ft, b)
	r.ids.services = found.IDs
	b.Network = &network.Network{Services: found.List}
	c.Products = r.clients(&f, t, ft, b)
	r.parameters.RefuseAges(r.Reader, found.List, found.Unsure)
	r.ids.facilities = supply.Read(r.Reader, &f.File, t, supply.Needs{Network: b.Network, Grid: b.Grid, Year: b.Year,
		Services: found.IDs, Areas: r.ids.areas, Unlisted: unlisted})
	r.producing(c, &f, t)
	r.travel(ctx, &f, t, b)
	r.checkServing(b.Network)
	c.Rules = r.rules(&f, t, &from, ft, b)
	c.Known = r.known(&f, t, b)
	c.Sources = r.sources(&f, t, &from, ft)
	c.Background, c.unsourced = background.Read(r.Reader, &f.Background, t, b.Grid, c.Sources), f.sourceNotes(t, c.Sources)
	b.Network.Shares = sharesOf(c.Known, b.Network)
	if len(r.Problems) == 0 {
		for _, err := range b.Network.Validate() {
			r.Problems.Add(problem.Problem{File: name, Found: err.Error(), Expected: "a consistent network"})
		}
	}
	if r.parameters.RefusedOnly(r.Problems) { // all nulls at once
		c.lacks = r.parameters.RefuseUnknown(r.Reader, b)
	}
	r.optionsOnly = len(r.Problems) == 0
	r.readOptions(&f, t, c)
	return c
}

// settings reads the settings of a county, and checks its name.
func (r *reading) settings(c *County, f *countyFile, t *yaml.Tree) {
	r.CheckNames(t, []string{"county"})
	c.Settings.Period, _ = travel.ParsePeriod(f.County.Period)
	if f.County.Period == "" {
		c.Settings.Period = travel.Rush
	}
	c.Settings.Path, _ = population.ParsePath(f.County.Path) // empty is observed
	c.Settings.Cycling, c.Settings.Choice = f.County.Cycling, f.County.Assignment != "nearest"
}

// inherit reads the embedded county if the file asks for it. The second result is
// nil if nothing is inherited.
func (r *reading) inherit(f *countyFile, t *yaml.Tree) (countyFile, *yaml.Tree) {
	if f.Inherit == "" {
		return countyFile{}, nil
	}
	if t.File == EmbeddedCounty && !r.Files.System() {
		r.Wrong(t, "a county that does not inherit from itself", "", "inherit")
		return countyFile{}, nil
	}
	from, ft := input.ReadYAML[countyFile](r.Reader, r.embedded, EmbeddedCounty, t.Place("inherit"), countyRules)
	if ft.Root == nil {
		return countyFile{}, nil
	}
	return from, ft
}

// limit replaces the ids in a list of services by the services of the embedded county.
// What the list leaves out of them is returned: it is no service of this county, and its
// service points are left out, too.
func (r *reading) limit(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree) (unlisted []string) {
	var known []string
	for _, s := range from.Services {
		known = append(known, s.ID)
	}
	named, some := map[string]bool{}, false
	f.Services = slices.Clone(f.Services) // what the file says may be kept
	for i, s := range f.Services {
		named[s.ID] = true
		if !s.Inherited {
			continue
		}
		some = true
		at := []string{"services", strconv.Itoa(i)}
		if k := slices.Index(known, s.ID); k >= 0 {
			f.Services[i] = from.Services[k]
		} else if ft == nil {
			r.Wrong(t, "a service with its keys", "an id alone is a service of the embedded county: add inherit: embedded", at...)
		} else {
			r.Wrong(t, "the id of a service of the embedded county", naming.Suggest(s.ID, known), at...)
		}
	}
	if !some {
		return nil
	}
	return slices.DeleteFunc(known, func(id string) bool { return named[id] })
}

// servicesOf reads the file's services, or the inherited ones.
func (r *reading) servicesOf(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree, b *scenario.Base) services.Found {
	list, at := f.Services, t
	if len(list) == 0 && ft != nil {
		list, at = from.Services, ft
	}
	grid := b.Grid
	if grid.Cells() == 0 || !r.ids.areas.Whole {
		grid = nil
	}
	if len(list) == 0 && len(r.Problems) == 0 {
		r.Problems.Add(t.ProblemAt(problem.Problem{Expected: "the key services", Hint: "or inherit: embedded"}))
	}
	return services.Read(r.Reader, list, at, b.Params, grid)
}

// checkServing notes open facilities that have points but no travel times: they
// get no clients.
func (r *reading) checkServing(n *network.Network) {
	var idle []string
	for i, x := range n.Facilities {
		if x.Status != network.Open || x.Column >= 0 {
			continue
		}
		for _, p := range n.Points {
			if p.Facility == i {
				idle = append(idle, x.ID)
				break
			}
		}
	}
	if len(r.Problems) == 0 {
		r.StateIDs("data.idle", idle)
	}
}

// municipality finds how the areas spell a municipality, ignoring case.
func municipality(g *population.Grid, name string) (string, bool) {
	for _, a := range g.Areas {
		if strings.EqualFold(a.Municipality, name) {
			return a.Municipality, true
		}
	}
	return "", false
}

// documentsKnown refuses the path of the planning documents if the count that it
// starts from is unknown.
func (r *reading) documentsKnown(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	p := params.NewReader(b.Params)
	if p.Has("population.base") && p.Has("population.base_year") {
		return
	}
	const expected, hint = "the parameters population.base and population.base_year", "the documents path starts from the population in the planning documents"
	if f.County.Path == population.Documents.String() {
		r.Wrong(t, expected, hint, "county", "path")
	}
	for i := range f.Forecasts {
		if f.Forecasts[i].Path == population.Documents.String() {
			r.Wrong(t, expected, hint, "forecasts", strconv.Itoa(i), "path")
		}
	}
}
