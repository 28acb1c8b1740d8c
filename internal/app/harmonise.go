package app

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"saavu/internal/load"
	loaded "saavu/internal/load/products"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// HarmoniseRequest asks what a common model of service products changes.
type HarmoniseRequest struct {
	Request           // county, whose wages and hours are used
	Products string   // table, or YAML that describes a survey; "" for the products of the county
	People   string   // table of people by municipality and ages; "" for those of the county
	Of       []string // ids of services; nil = all that the common model names
}

// Harmonise reads products and what each municipality offers, and computes what the
// common model changes. It returns the notes of reading. Its error is Invalid if files
// are at fault, and Unknown if a name is.
func Harmonise(ctx context.Context, q HarmoniseRequest) (*report.Harmonised, []report.Message, error) {
	s, err := Open(ctx, q.Request)
	if err != nil {
		return nil, nil, err
	}
	prices := pricesOf(s.county.Base.Params)
	list, notes, err := s.products(ctx, &q, &prices)
	if err != nil {
		return nil, nil, err
	}
	if err := q.only(list); err != nil {
		return nil, nil, err
	}
	h := report.Harmonise(list.Products, list.Municipalities, list.People, prices)
	for i := range h.Products {
		for _, v := range s.county.Base.Network.Services {
			if v.ID == h.Products[i].Service {
				h.Products[i].ServiceName = v.Name
			}
		}
	}
	return h, notes, nil
}

// products are those of the request's tables, or of the county.
func (s *Session) products(ctx context.Context, q *HarmoniseRequest, prices *products.Prices) (*loaded.List, []report.Message, error) {
	if q.Products != "" {
		list, _, notes, err := loaded.Bare(ctx, source.OS(), q.Products, q.People, slices.Sorted(maps.Keys(prices.Wage)))
		if err != nil {
			return nil, nil, invalid(ctx, err)
		}
		return list, notes, nil
	}
	if s.county.Products == nil {
		return nil, nil, &Invalid{Err: fmt.Errorf("%s names no products: give it the key products, or name the tables: --products FILE and --people FILE", s.county.ID)}
	}
	own := *s.county.Products
	return &own, nil, nil
}

// only keeps the products of the services that are asked for, of those that the common
// model names.
func (q *HarmoniseRequest) only(list *loaded.List) error {
	var known []string
	for i := range list.Products {
		if p := &list.Products[i]; p.Goal != nil && !slices.Contains(known, p.Service) {
			known = append(known, p.Service)
		}
	}
	for _, id := range q.Of {
		if !slices.Contains(known, id) {
			return &Unknown{What: "service in the common model", Name: id, Known: known}
		}
	}
	if len(known) == 0 {
		name := q.Products
		if name == "" {
			name = q.County
		}
		return &Invalid{Err: fmt.Errorf("%s: no row has to_be in the column where: there is no common model", name)}
	}
	if q.Of == nil {
		q.Of = known
	}
	kept := &loaded.List{Municipalities: list.Municipalities}
	for i := range list.Products {
		if slices.Contains(q.Of, list.Products[i].Service) {
			kept.Products, kept.People = append(kept.Products, list.Products[i]), append(kept.People, list.People[i])
		}
	}
	*list = *kept
	return nil
}

// pricesOf reads what hours cost from a county's parameters.
func pricesOf(tree params.Tree) products.Prices {
	r := params.NewReader(tree)
	return products.Prices{Productive: r.Value("staff.productive_hours_fte"), Worked: r.Value("staff.worked_hours_fte"), Wage: load.Wages(tree)}
}
