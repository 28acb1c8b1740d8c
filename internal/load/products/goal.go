package products

import (
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
	"saavu/pkg/products"
)

// goal reads a row of the common model.
func (b *builder) goal(p *item, x *row) {
	decisions := []string{string(products.Keep), string(products.Drop), string(products.New)}
	decision := x.word("decision", x.fields["decision"])
	if !slices.Contains(decisions, decision) {
		x.wrong("decision", problem.OneOf(decisions), naming.Suggest(decision, decisions))
		return
	}
	g := &products.Goal{Decision: products.Decision(decision), From: x.date("from"), Owner: x.fields["owner"]}
	dimensions, ok := x.list("harmonise", each(products.Dimensions()))
	for _, d := range dimensions {
		g.Harmonise = append(g.Harmonise, products.Dimension(d))
	}
	b.figures(p, x, &g.Variant, toBe)
	if p.counts[toBe] > 0 {
		x.wrong("clients_n", "nothing: the common model gives clients as a share", "")
	}
	g.Offer, g.Method, g.System = products.Offered, x.fields["method"], x.fields["system"]
	p.Goal = g
	if !ok {
		return
	}
	if g.Decision == products.Drop {
		g.Harmonise = nil
		return
	}
	needed := g.Harmonise
	if g.Decision == products.New {
		needed = products.Computed() // those that are computed
		g.Harmonise = append(slices.Clone(needed), rest(g.Harmonise, needed)...)
	}
	for _, d := range needed {
		x.filled(d, "a value, as the common model settles it")
	}
}

// rest returns the dimensions of a list that another does not have.
func rest(list, without []products.Dimension) []products.Dimension {
	return slices.DeleteFunc(slices.Clone(list), func(d products.Dimension) bool { return slices.Contains(without, d) })
}

// filled checks that a row of the common model has a dimension.
func (x *row) filled(d products.Dimension, expected string) {
	key := string(d)
	if x.fields[key] == "" && !x.hasStaff(key) {
		x.wrong(key, expected, "")
	}
}
