package load

import (
	"context"

	"saavu/internal/load/contracts"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/report"
)

// contracts reads the file of contracts, if the county names one.
func (r *reading) contracts(c *County, f *countyFile, t *yaml.Tree) {
	if f.Contracts == "" || !r.ids.areas.Whole || !r.ids.services.Whole || !r.ids.facilities.Whole || c.Base.Grid.Cells() == 0 {
		return // other faults come first
	}
	name, ok := r.Resolve(t, f.Contracts, "contracts")
	if ok {
		c.Contracts = contracts.Read(r.Reader, name, t.Place("contracts"), c.contractors())
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
