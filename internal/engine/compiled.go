package engine

import (
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// compiled is a parameter tree read for one network.
type compiled struct {
	model  *delivery.Model
	prices *cost.Prices
	tree   params.Tree
	reader *params.Reader // nil if it does not matter what was read
	read   *network.Network
}

// compile reads a tree. like is another draw of the same parameters, whose age bands
// are used, or nil.
func compile(t params.Tree, n *network.Network, year int, like *compiled) *compiled {
	c := &compiled{tree: t, reader: params.NewReader(t), read: n}
	if like == nil {
		c.model = delivery.Compile(c.reader, n)
	} else {
		c.model = delivery.CompileBands(c.reader, n, like.model.Starts)
	}
	c.prices = cost.Compile(c.reader, n, c.model, year)
	c.reader.Or("population.growth_per_year", 0)
	return c
}

// of returns the same parameters for another network with the same services. What an
// option changes in their products is read again.
func (c *compiled) of(n *network.Network, year int) *compiled {
	for s := range n.Services {
		if !n.Services[s].SameProducts(&c.read.Services[s]) {
			return compile(c.tree, n, year, c)
		}
	}
	r := params.NewReader(c.tree)
	return &compiled{model: c.model.For(r, n), prices: c.prices.For(r, n, year), tree: c.tree, read: n}
}

// changed reads a changed copy of the parameters of an option's network.
func (e *Evaluation) changed(change func(params.Tree) params.Tree) *compiled {
	return compile(change(e.County.Params), e.County.Network, e.Year, e.compiled)
}
