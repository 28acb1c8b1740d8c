package load

import (
	"context"
	"slices"

	"saavu/internal/load/goals"
	"saavu/internal/load/input"
	"saavu/internal/load/templates"
	"saavu/internal/load/waiting"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// producing reads what is known of today's production and its future: contracts, templates
// of centres, waits, observations and goals.
func (r *reading) producing(c *County, f *countyFile, t *yaml.Tree) {
	r.contracts(c, f, t)
	r.templates(f, t, &c.Base)
	r.waiting(c, f, t)
	r.goals(c, f, t)
}

// goals reads the files of observations and goals, if the county names them.
func (r *reading) goals(c *County, f *countyFile, t *yaml.Tree) {
	if f.Observed == "" && f.Goals == "" || !r.ids.areas.Whole || !r.ids.services.Whole || !r.ids.facilities.Whole || c.Base.Grid.Cells() == 0 {
		return // other faults come first
	}
	to := c.goalsOf()
	if name, ok := r.Resolve(t, f.Observed, "observations"); ok && f.Observed != "" {
		c.Observed = goals.Observations(r.Reader, name, t.Place("observations"), to)
	}
	if name, ok := r.Resolve(t, f.Goals, "goals"); ok && f.Goals != "" {
		c.Goals = goals.Goals(r.Reader, name, t.Place("goals"), to, c.Observed)
	}
}

// ReadGoals reads files of observations and goals in place of the county's own, each ""
// for the county's, with the notes of reading them. The error is a problem.Problems or the
// context's.
func (c *County) ReadGoals(ctx context.Context, files source.Files, observations, list string) (*goals.Observed, *goals.List, []report.Message, error) {
	r := &input.Reader{Files: files.Until(ctx)}
	observed, wanted, to, at := c.Observed, c.Goals, c.goalsOf(), list
	if observations != "" {
		observed, at = goals.Observations(r, observations, "", to), observations
	}
	if list != "" {
		wanted = goals.Goals(r, list, "", to, observed)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, nil, err
	}
	return observed, wanted, r.Notes, r.Problems.Sorted(at).Err()
}

// goalsOf lists what goals and observations may refer to.
func (c *County) goalsOf() *goals.County {
	from := c.contractors()
	out := &goals.County{Services: from.Services, Areas: from.Areas, Measures: report.Measures(), Year: c.Base.Year}
	out.Places = append(append([]string{}, from.Areas...), from.Facilities...)
	for i := range c.Base.Grid.Areas {
		if m := c.Base.Grid.Areas[i].Municipality; m != "" {
			out.Places = append(out.Places, m)
		}
	}
	for i := range c.Base.Network.Buildings {
		out.Places = append(out.Places, c.Base.Network.Buildings[i].ID)
	}
	for _, k := range scenario.Kinds() {
		out.Kinds = append(out.Kinds, k.Kind())
	}
	return out
}

// waiting reads the file of waits, if the county names one.
func (r *reading) waiting(c *County, f *countyFile, t *yaml.Tree) {
	if f.Waiting == "" || !r.ids.services.Whole || !r.ids.facilities.Whole {
		return // other faults come first
	}
	name, ok := r.Resolve(t, f.Waiting, "waiting")
	if !ok {
		return
	}
	n := c.Base.Network
	of := &waiting.County{Points: map[string][]string{}, Professions: map[string][]string{}, Year: c.Base.Year}
	for s := range n.Services {
		id := n.Services[s].ID
		of.Services = append(of.Services, id)
		for _, staff := range n.Services[s].Staff {
			of.Professions[id] = append(of.Professions[id], staff.Profession)
		}
		for _, p := range n.Serving(s) {
			if facility := n.Facilities[n.Points[p].Facility].ID; !slices.Contains(of.Points[id], facility) {
				of.Points[id] = append(of.Points[id], facility)
			}
		}
	}
	c.Waiting = waiting.Read(r.Reader, name, t.Place("waiting"), of)
}

// templates reads the file of templates, if the county names one.
func (r *reading) templates(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	if f.Templates == "" || !r.ids.services.Whole {
		return // other faults come first
	}
	if name, ok := r.Resolve(t, f.Templates, "templates"); ok {
		b.Network.Templates = templates.Read(r.Reader, name, t.Place("templates"), b.Network.Services, b.Params)
	}
}
