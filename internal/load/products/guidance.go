package products

import (
	"slices"
	"strings"

	"saavu/internal/format/record"
	"saavu/internal/naming"
	"saavu/pkg/products"
)

// guidance reads which share of a product's contacts ends there, and which contacts of
// other services those make unnecessary: family_guidance:0.3+gp_reception:0.1.
func (b *builder) guidance(p *item, x *row, v *products.Variant) {
	v.Resolved, v.Resolves = x.number("resolved", "a share, 0 to 1", func(v float64) bool { return v >= 0 && v <= 1 })
	text := x.fields["replaces"]
	if text == "" {
		return
	}
	if !v.Resolves && x.fields["resolved"] == "" {
		x.wrong("replaces", "a value in resolved, too", "only contacts that end here make others unnecessary")
	}
	for _, part := range strings.Split(text, "+") {
		service, contacts, _ := strings.Cut(part, ":")
		service = strings.TrimSpace(service)
		n, ok := record.Number([]byte(strings.TrimSpace(contacts)), true)
		switch {
		case !ok || !(n >= 0 && n <= 100):
			x.wrong("replaces", "contacts of a service, 0 to 100, as in family_guidance:0.3", "")
		case b.c.Services != nil && !slices.Contains(b.c.Services, service):
			x.wrong("replaces", "the id of a service", naming.Suggest(service, b.c.Services))
		case service == p.Service:
			x.wrong("replaces", "another service than the product's own", "")
		case slices.ContainsFunc(v.Replaces, func(r products.Replaced) bool { return r.Service == service }):
			x.wrong("replaces", "every service once", "")
		default:
			v.Replaces = append(v.Replaces, products.Replaced{Service: service, Contacts: n})
		}
	}
}

// chained refuses a product that makes contacts of a service unnecessary which itself
// does so: what is avoided is counted once.
func (b *builder) chained() {
	for _, p := range b.order {
		for where, v := range p.asIs {
			for _, r := range v.Replaces {
				if slices.ContainsFunc(b.order, func(o *item) bool {
					return o.Service == r.Service && slices.ContainsFunc(o.places, func(at string) bool { return o.asIs[at].Replaces != nil })
				}) {
					p.of[where].wrong("replaces", "a service whose products replace nothing themselves", r.Service+" replaces contacts, too")
				}
			}
		}
	}
}
