package main

import (
	"context"
	"slices"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// reading is who reads a parameter: steps, and the services for which it is read,
// none where it is read for all of them.
type reading struct{ steps, services []string }

// readings are the readers of parameters by path.
type readings map[string]*reading

// add notes that a step reads paths for a service, or for all without one.
func (r readings) add(step, service string, paths []string) {
	for _, path := range paths {
		if r[path] == nil {
			r[path] = &reading{}
		}
		x := r[path]
		if !slices.Contains(x.steps, step) {
			x.steps = append(x.steps, step)
		}
		if service != "" && !slices.Contains(x.services, service) {
			x.services = append(x.services, service)
		}
	}
}

// readingsOf asks every step for what it reads: the generator itself, the places
// and synthetic times when the county is read, the people of the years of its
// options on both paths, and delivery and cost under every option.
func readingsOf(f *facts, c *county, read *load.County) (readings, error) {
	r := readings{}
	t, err := readToday(f, c)
	if err != nil {
		return nil, err
	}
	if err := t.staff(); err != nil {
		return nil, err
	}
	r.add("cells", "", f.asked)
	r.add("positions", "", t.params.Used())
	times := params.NewReader(read.Base.Params)
	travel.ModelFrom(times.Value, nil, make([]travel.Line, 1))
	r.add("travel times", "", append(times.Used(), "travel.snap_max_m"))
	people, err := usedByRuns(read)
	if err != nil {
		return nil, err
	}
	counties, err := engine.Apply(&read.Base, read.Options)
	if err != nil {
		return nil, err
	}
	for i := range counties {
		r.network(counties[i].Params, counties[i].Network)
	}
	people = slices.DeleteFunc(people, func(path string) bool {
		return r[path] != nil && slices.ContainsFunc(r[path].steps, func(s string) bool { return s == "delivery" || s == "cost" })
	})
	r.add("people", "", people)
	for _, s := range read.Base.Network.Services {
		if s.NonUrgent != "" {
			r.add("known figures", s.ID, []string{s.NonUrgent})
		}
	}
	return r, nil
}

// network notes what delivery and cost read for a network: at first without its
// services, then what each service, unit and contract adds.
func (r readings) network(tree params.Tree, n *network.Network) {
	var all [2][]string
	note := func(part *network.Network, service string) {
		for k, paths := range compiled(tree, part) {
			more := slices.DeleteFunc(paths, func(path string) bool { return slices.Contains(all[k], path) })
			r.add([...]string{"delivery", "cost"}[k], service, more)
			if service == "" {
				all[k] = more
			}
		}
	}
	note(&network.Network{}, "")
	for s := range n.Services {
		only := &network.Network{Services: n.Services[s : s+1]}
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

// compiled gives the paths that delivery and cost read for a network.
func compiled(tree params.Tree, n *network.Network) [2][]string {
	d, c := params.NewReader(tree), params.NewReader(tree)
	cost.Compile(c, n, delivery.Compile(d, n), 0)
	return [2][]string{d.Used(), c.Used()}
}

// usedByRuns gives the paths that comparisons of all options list as used, on both
// paths of the people.
func usedByRuns(read *load.County) ([]string, error) {
	var out []string
	for _, path := range []population.Path{population.Observed, population.Documents} {
		p, err := engine.Prepare(context.Background(), &read.Base, engine.Settings{Frame: "staff", Period: travel.Rush, Path: path})
		if err != nil {
			return nil, err
		}
		res, err := engine.Run(context.Background(), p, engine.Inputs{Options: read.Options}, nil)
		if err != nil {
			return nil, err
		}
		for _, a := range res.Report.Used {
			out = append(out, a.Path)
		}
	}
	return out, nil
}

// words says who reads a parameter; nil for nobody.
func (x *reading) words() string {
	if x == nil {
		return "**nothing**"
	}
	out := strings.Join(x.steps, ", ")
	if len(x.services) > 0 {
		out += " of " + strings.Join(x.services, ", ")
	}
	return out
}
