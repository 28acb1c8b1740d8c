package engine

import (
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// The steps of a comparison that read parameters.
const (
	StepTimes    = "times" // synthetic travel times, before any option
	StepDelivery = "delivery"
	StepCost     = "cost"
	StepPeople   = "people" // people of other years
	StepChecks   = "checks" // known figures next to the model
)

// Reading is who reads a parameter: steps, and the services for which it is read,
// none where it is read for all of them.
type Reading struct{ Steps, Services []string }

// Readings are the readers of parameters by path. A path that nothing reads is not
// there.
type Readings map[string]*Reading

// Add notes that a step reads paths for a service, or for all without one.
func (r Readings) Add(step, service string, paths []string) {
	for _, path := range paths {
		if r[path] == nil {
			r[path] = &Reading{}
		}
		x := r[path]
		if !slices.Contains(x.Steps, step) {
			x.Steps = append(x.Steps, step)
		}
		if service != "" && !slices.Contains(x.Services, service) {
			x.Services = append(x.Services, service)
		}
	}
}

// Of adds what a comparison of a county's options reads: its synthetic travel times,
// delivery and cost under every option that can be applied, the people of the
// options' years on both paths, and what known figures are held against.
func (r Readings) Of(base *scenario.Base, options []scenario.Option) {
	if base.Router != nil {
		times := params.NewReader(base.Params)
		travel.ModelFrom(times.Value, nil, make([]travel.Line, 1))
		r.Add(StepTimes, "", append(times.Used(), "travel.snap_max_m"))
	}
	r.network(base.Params, base.Network)
	years := []int{base.Year}
	for _, o := range options {
		county, refusals := scenario.Apply(base, o)
		if len(refusals) > 0 {
			continue
		}
		r.network(county.Params, county.Network)
		if !slices.Contains(years, county.Year) {
			years = append(years, county.Year)
		}
	}
	people := params.NewReader(base.Params)
	for _, path := range []population.Path{population.Observed, population.Documents} {
		for _, year := range years {
			// A path that the county has no parameters for reads what it looks for.
			_, _, _ = gridOf(base, year, path, people)
		}
	}
	r.Add(StepPeople, "", slices.DeleteFunc(people.Used(), func(path string) bool {
		return r[path] != nil && (slices.Contains(r[path].Steps, StepDelivery) || slices.Contains(r[path].Steps, StepCost))
	}))
	for _, s := range base.Network.Services {
		if s.NonUrgent != "" {
			r.Add(StepChecks, s.ID, []string{s.NonUrgent})
		}
	}
}

// network notes what delivery and cost read for a network: at first without its
// services, then what each service, unit and contract adds.
func (r Readings) network(tree params.Tree, n *network.Network) {
	var all [2][]string
	note := func(part *network.Network, service string) {
		for k, paths := range pathsOf(tree, part) {
			more := slices.DeleteFunc(paths, func(path string) bool { return slices.Contains(all[k], path) })
			r.Add([...]string{StepDelivery, StepCost}[k], service, more)
			if service == "" {
				all[k] = more
			}
		}
	}
	note(&network.Network{}, "")
	for s := range n.Services {
		only := &network.Network{Services: n.Services[s : s+1], Zones: n.Zones}
		for _, c := range n.Contracts {
			if c.Service == s {
				c.Service = 0
				only.Contracts = append(only.Contracts, c)
			}
		}
		for _, u := range n.Units {
			if slices.Contains(u.Services, s) {
				u.Services = []int{0}
				only.Units = append(only.Units, u)
			}
		}
		note(only, n.Services[s].ID)
	}
}

// pathsOf gives the paths that delivery and cost read for a network.
func pathsOf(tree params.Tree, n *network.Network) [2][]string {
	d, c := params.NewReader(tree), params.NewReader(tree)
	cost.Compile(c, n, delivery.Compile(d, n), 0)
	return [2][]string{d.Used(), c.Used()}
}
