package app

import (
	"context"
	"slices"
	"time"

	"saavu/internal/load/contracts"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// ProducersRequest asks who can produce what at which cost.
type ProducersRequest struct {
	Request                               // county, draws and seed
	Contracts string                      // table of contracts; "" for those of the county
	Of        []string                    // ids of services; nil = all that another producer has or could have
	Changes   map[string]producers.Change // by contract
}

// Producers compares the producers of services and products. Its error is Invalid if files
// are at fault, Unknown if a name is, and Unfit if a change cannot be made.
func Producers(ctx context.Context, q ProducersRequest) (*report.Producers, []report.Message, error) {
	s, err := Open(ctx, q.Request)
	if err != nil {
		return nil, nil, err
	}
	list, notes := s.county.Contracts, []report.Message(nil)
	if q.Contracts != "" {
		if list, notes, err = s.county.ReadContracts(ctx, q.Files.Or(source.OS()), q.Contracts); err != nil {
			return nil, nil, invalid(ctx, err)
		}
	}
	if list == nil {
		list = &contracts.List{}
	}
	if err := s.county.CheckParameters(); err != nil {
		return nil, nil, invalid(ctx, err)
	}
	m, err := newMaking(s, &q, list)
	if err != nil {
		return nil, nil, err
	}
	if err := m.ask(&q); err != nil {
		return nil, nil, err
	}
	if err := m.draw(ctx, q.Seed, q.Draws); err != nil {
		return nil, nil, err
	}
	out := report.MakeOrBuy(m.list, m.contracts, m.drawn, m.areas, q.Changes, time.Date(s.county.Base.Year, 1, 1, 0, 0, 0, 0, time.UTC), m.places)
	out.County, out.Synthetic = s.county.Names.Or(lang.Same(s.county.Name)), s.county.Synthetic
	if list.File != "" {
		out.File = source.Base(list.File)
	}
	return out, slices.Concat(s.county.Notes, notes), nil
}
