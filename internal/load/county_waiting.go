package load

import (
	"slices"

	"saavu/internal/load/waiting"
	"saavu/internal/load/yaml"
)

// producing reads what is known of today's production: contracts and waits.
func (r *reading) producing(c *County, f *countyFile, t *yaml.Tree) {
	r.contracts(c, f, t)
	r.waiting(c, f, t)
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
