package load

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// defaultSnap is the longest distance, in metres, from a facility to the column
// whose times it takes, unless travel.snap_max_m sets another.
const defaultSnap = 180

// county reads everything that the county file names, in the order of their
// dependencies. It collects all faults in r.problems.
func (r *reader) county(ctx context.Context, name string) *County {
	f, t := readYAML[countyFile](r, r.files, name, "", countyRules)
	if t.Root == nil {
		return nil
	}
	from, ft := r.inherit(&f, t)
	c := &County{ID: f.County.ID, Name: f.County.Name.plain(), Names: f.County.Name.name(), Synthetic: f.County.Synthetic, Demo: f.County.Demonstration,
		file: t, sources: map[string]*optionTree{}, store: r.storeDir(&f, t)}
	r.checkStoreDir(&f, t)
	r.settings(c, &f, t)
	b := &c.Base
	b.CRS = r.crs(&f.County.CRS, t)
	r.home = b.CRS
	r.limit(&f, t, &from, ft)
	services := f.Services
	if len(services) == 0 {
		services = from.Services
	}
	r.paramUnits = unitsOf(services)
	b.Params = r.parameters(t, ft)
	b.Year, b.SnapMax = f.County.Year, params.NewReader(b.Params).Or("travel.snap_max_m", defaultSnap)
	b.Grid = r.people(ctx, &f, t, b.Params)
	defer r.ahead.end()
	r.documentsKnown(&f, t, b)
	r.projections(&f, t, b)
	b.Network = &network.Network{Services: r.servicesOf(&f, t, &from, ft, b)}
	r.refuseAges(t, b.Params, b.Network.Services)
	r.checkSupply(t)
	b.Network.Facilities = r.facilities(&f, t, b.Grid.Areas)
	near := spatial.NewIndex(b.Grid.Centres)
	supplied := r.supply(&f, t, b.Network, near)
	arrangeFacilities(b.Network)
	r.placeFacilities(b.Network.Facilities, b.Grid, near)
	r.buildings(&f, t, b.Network)
	r.points(&f, t, b.Network)
	r.suppliedPoints(supplied, b.Network)
	arrangePoints(b.Network)
	b.Network.Occupy()
	r.travel(ctx, &f, t, b)
	r.checkServing(b.Network)
	c.Rules = r.rules(&f, t, from, ft, b)
	c.Known = r.known(&f, t, b)
	c.Sources = r.sources(&f, t, &from, ft)
	c.Background, c.unsourced = r.background(&f, t, b.Grid, c.Sources), f.sourceNotes(t, c.Sources)
	b.Network.Shares = sharesOf(c.Known, b.Network)
	if len(r.problems) == 0 {
		for _, err := range b.Network.Validate() {
			r.problems.Add(problem.Problem{File: name, Found: err.Error(), Expected: "a consistent network"})
		}
	}
	if len(r.problems) == len(r.nulls) { // all nulls at once
		c.lacks = r.refuseUnknown(b, t)
	}
	r.optionsOnly = len(r.problems) == 0
	r.readOptions(&f, t, c)
	return c
}

// settings reads the settings of a county, and checks its name.
func (r *reader) settings(c *County, f *countyFile, t *yaml.Tree) {
	r.fitting(t, []string{"county"})
	c.Settings.Period, _ = travel.ParsePeriod(f.County.Period)
	if f.County.Period == "" {
		c.Settings.Period = travel.Rush
	}
	c.Settings.Path, _ = population.ParsePath(f.County.Path) // empty is observed
	c.Settings.Cycling, c.Settings.Choice = f.County.Cycling, f.County.Assignment != "nearest"
}

// checkSupply checks that the county file names its facilities and points.
func (r *reader) checkSupply(t *yaml.Tree) {
	// A list whose items were dropped has been reported already.
	if given := t.Root.Child("supply"); given != nil && (given.Kind != yaml.List || len(given.Children) > 0) {
		return
	}
	for _, key := range []string{"facilities", "points"} {
		if t.Root.Child(key) == nil {
			r.problems.Add(t.ProblemAt(problem.Problem{Expected: "the key " + key, Hint: "or the key supply, with files in their own format"}))
		}
	}
}

// inherit reads the embedded county if the file asks for it. The second result is
// nil if nothing is inherited.
func (r *reader) inherit(f *countyFile, t *yaml.Tree) (countyFile, *yaml.Tree) {
	if f.Inherit == "" {
		return countyFile{}, nil
	}
	if t.File == EmbeddedCounty && !r.files.System() {
		r.wrong(t, "a county that does not inherit from itself", "", "inherit")
		return countyFile{}, nil
	}
	from, ft := readYAML[countyFile](r, r.options.Embedded, EmbeddedCounty, t.Place("inherit"), countyRules)
	if ft.Root == nil {
		return countyFile{}, nil
	}
	r.inherited = ft
	return from, ft
}

// limit replaces the ids in a list of services by the services of the embedded county.
// What the list leaves out of them is no service of this county: its service points are
// left out, too.
func (r *reader) limit(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree) {
	var known []string
	for _, s := range from.Services {
		known = append(known, s.ID)
	}
	named, some := map[string]bool{}, false
	for i, s := range f.Services {
		named[s.ID] = true
		if !s.inherited {
			continue
		}
		some = true
		at := []string{"services", strconv.Itoa(i)}
		if k := slices.Index(known, s.ID); k >= 0 {
			f.Services[i] = from.Services[k]
		} else if ft == nil {
			r.wrong(t, "a service with its keys", "an id alone is a service of the embedded county: add inherit: embedded", at...)
		} else {
			r.wrong(t, "the id of a service of the embedded county", naming.Suggest(s.ID, known), at...)
		}
	}
	if some {
		r.unlisted = slices.DeleteFunc(known, func(id string) bool { return named[id] })
	}
}

// servicesOf reads the file's services, or the inherited ones.
func (r *reader) servicesOf(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree, b *scenario.Base) []network.Service {
	list, at := f.Services, t
	if len(list) == 0 && ft != nil {
		list, at = from.Services, ft
	}
	grid := b.Grid
	if grid.Cells() == 0 || r.unsure.areas {
		grid = nil
	}
	if len(list) == 0 && len(r.problems) == 0 {
		r.problems.Add(t.ProblemAt(problem.Problem{Expected: "the key services", Hint: "or inherit: embedded"}))
	}
	return r.services(list, at, b.Params, grid)
}

// travel reads the travel times.
func (r *reader) travel(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) {
	switch {
	case ctx.Err() != nil:
	case b.Grid.Cells() == 0:
		r.timesWithoutGrid(ctx, f, t, b)
	case f.Travel.Format == "synthetic":
		r.synthetic(f, t, b)
	case f.Travel.Format == "tables":
		r.readTables(ctx, f, t, b)
	}
}

// checkServing notes open facilities that have points but no travel times: they
// get no clients.
func (r *reader) checkServing(n *network.Network) {
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
	if len(r.problems) == 0 {
		r.stateIDs("data.idle", idle)
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
