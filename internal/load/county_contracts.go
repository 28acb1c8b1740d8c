package load

import (
	"context"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/contracts"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// contracts reads the file of contracts, if the county names one.
func (r *reading) contracts(c *County, f *countyFile, t *yaml.Tree) {
	if f.Contracts == "" || !r.ids.areas.Whole || !r.ids.services.Whole || !r.ids.facilities.Whole || c.Base.Grid.Cells() == 0 {
		return // other faults come first
	}
	name, ok := r.Resolve(t, f.Contracts, "contracts")
	if !ok {
		return
	}
	c.Contracts = contracts.Read(r.Reader, name, t.Place("contracts"), c.contractors())
	if c.Contracts != nil && len(r.Problems) == 0 {
		r.contractsOfToday(c, t)
	}
}

// contractsOfToday gives the contracts to today's network, whose options all start from
// them, and their figures with a range to the parameters. An area that a contract names
// becomes a zone of its own.
func (r *reading) contractsOfToday(c *County, t *yaml.Tree) {
	b := &c.Base
	for _, p := range c.Contracts.Parameters {
		if _, given := b.Params.Get(p.Path); given {
			r.Wrong(t, "no such parameter", "figures of contracts are those of "+c.Contracts.File, append([]string{"parameters"}, strings.Split(p.Path, ".")...)...)
		}
	}
	if len(r.Problems) > 0 {
		return
	}
	tree, err := params.New(append(slices.Clone(b.Params.All()), c.Contracts.Parameters...))
	if err != nil {
		r.Problems.Add(problem.Problem{File: c.Contracts.File, Found: err.Error(), Expected: "figures of contracts"})
		return
	}
	r.parameters.Tree, b.Params = tree, tree
	b.Network.Contracts = c.Contracts.Network(b.Network, tree)
	for i := range b.Network.Contracts {
		k := b.Network.Contracts[i].Terms
		if k.Product == "" {
			continue
		}
		for p := range c.Products.Products { // reading has checked the product
			if x := &c.Products.Products[p]; x.Service == k.Service && x.ID == k.Product {
				k.Allowed = x.Producers
			}
		}
	}
	placed(b.Network)
	split := map[string]bool{}
	for _, k := range b.Network.Contracts {
		if id := k.Terms.Area; id != "" && !split[id] {
			split[id] = true
			area := slices.IndexFunc(b.Grid.Areas, func(a population.Area) bool { return a.ID == id })
			b.Network.Split(&b.Grid.Areas[area], func(ages population.Group) float64 {
				return b.Grid.Aged(ages, func(a int) bool { return a == area })
			})
		}
	}
}

// placed gives the contacts of contracts their places: a facility that a contract names is
// open, and has a point of its service, the provider's where the county has none there.
func placed(n *network.Network) {
	for _, k := range n.Contracts {
		if !k.Served() {
			continue
		}
		v := &n.Services[k.Service]
		for _, id := range k.Terms.Facilities {
			i := n.Facility(id)
			n.Facilities[i].Status = network.Open
			if n.OnSite(i, k.Service) < 0 {
				n.Points = append(n.Points, network.ServicePoint{ID: network.PointID(id, v.ID, ""), Facility: i, Service: k.Service, Channel: network.OnSite,
					FTE: make([]float64, len(v.Staff)), Hours: network.Hours{Office: network.AllWeek}, Unit: -1, Provider: true, Src: string(params.Assumption)})
			}
		}
	}
}

// ReadContracts reads a file of contracts in place of the county's own, with the notes of
// reading it. The error is a problem.Problems or the context's.
func (c *County) ReadContracts(ctx context.Context, files source.Files, name string) (*contracts.List, []report.Message, error) {
	r := &input.Reader{Files: files.Until(ctx)}
	list := contracts.Read(r, name, "", c.contractors())
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return list, r.Notes, r.Problems.Sorted(name).Err()
}

// contractors lists what contracts may refer to.
func (c *County) contractors() *contracts.County {
	out := &contracts.County{Products: map[string][]string{}}
	for i := range c.Base.Network.Services {
		out.Services = append(out.Services, c.Base.Network.Services[i].ID)
	}
	for i := range c.Base.Network.Facilities {
		out.Facilities = append(out.Facilities, c.Base.Network.Facilities[i].ID)
	}
	for i := range c.Base.Grid.Areas {
		out.Areas = append(out.Areas, c.Base.Grid.Areas[i].ID)
	}
	if c.Products != nil {
		for i := range c.Products.Products {
			p := &c.Products.Products[i]
			out.Products[p.Service] = append(out.Products[p.Service], p.ID)
		}
	}
	return out
}
