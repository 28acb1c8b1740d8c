package load

import (
	"cmp"
	"context"
	"slices"

	"saavu/internal/load/areas"
	"saavu/internal/load/cells"
	"saavu/internal/load/forecast"
	"saavu/internal/load/input"
	"saavu/internal/load/times"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// people returns the grid with its areas, from the store or else from the files.
func (r *reading) people(ctx context.Context, f *countyFile, t *yaml.Tree, tree params.Tree) *population.Grid {
	var folders []string
	for i := range f.Travel.Sources {
		folders = append(folders, f.Travel.Sources[i].Dir)
	}
	used := r.store.Use(ctx, t, tree, folders)
	if !used {
		r.ahead = times.ReadAhead(ctx, r.Reader, &f.Travel, t)
	}
	g := r.store.People(func() *population.Grid {
		g := r.cells(ctx, f, t, tree)
		areas.Partitions(r.Reader, f.Partitions, t, g)
		return g
	})
	if used {
		r.ids.areas = input.IDs{List: areas.IDsOf(g.Areas), Whole: true}
	}
	return g
}

// cells reads the areas and the population grid.
func (r *reading) cells(ctx context.Context, f *countyFile, t *yaml.Tree, tree params.Tree) *population.Grid {
	a := areas.Read(r.Reader, &f.Areas, t)
	r.areas, r.ids.areas = a, a.IDs()
	f.Population.Year = cmp.Or(f.Population.Year, f.County.Year)
	place := func(g *population.Grid) { areas.Place(r.Reader, &f.Areas, g) }
	found := cells.Read(ctx, r.Reader, &f.Population, t, tree, cells.Areas{List: a.List, IDs: a.IDs(), Place: place})
	if found == nil {
		return &population.Grid{Areas: a.List, AreaOrder: a.Order}
	}
	g := found.Grid
	g.Synthetic, g.AreaOrder, r.cellNames = f.County.Synthetic, a.Order, found.Names
	if len(r.Problems) == 0 {
		a.ComparePeople(r.Reader, found.Losses(r.Reader, &f.Population, t, a.Elsewhere))
	}
	return g
}

// projections reads the forecasts, from the store or else from the files.
func (r *reading) projections(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	b.Projections = r.store.Forecasts(func() []population.Projection {
		if len(b.Grid.Areas) > 0 && r.ids.areas.Whole {
			forecast.Read(r.Reader, f.Forecasts, t, b, r.areas.Codes)
		}
		return b.Projections
	})
}

// travel reads the travel times.
func (r *reading) travel(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) {
	switch {
	case ctx.Err() != nil:
	case f.Travel.Format == "synthetic":
		times.Synthetic(r.Reader, &f.Travel, t, b, func(read *params.Reader) bool { return r.parameters.RefuseNull(r.Reader, read) })
	case f.Travel.Format == "tables" && b.Grid.Cells() == 0:
		times.Check(ctx, r.Reader, &f.Travel, t, r.ends(b))
	case f.Travel.Format == "tables":
		var ends []any
		if slices.ContainsFunc(f.Travel.Sources, func(s times.SourceFile) bool { return s.Ends == "facilities" }) {
			p := times.FacilityPlaces(b.Network.Facilities)
			ends = []any{p.IDs, p.At}
		}
		m, outdated := r.store.Times(ends, func() *travel.Matrix { return r.matrix(ctx, f, t, b) })
		if r.restart = outdated; m != nil {
			times.Take(r.Reader, m, b)
		}
	}
}

// matrix reads the files of travel times; nil with problems.
func (r *reading) matrix(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) *travel.Matrix {
	sources := times.Sources(r.Reader, &f.Travel, t, r.ends(b))
	if sources == nil {
		return nil
	}
	return times.ReadAll(ctx, r.Reader, sources, times.GridOf(b.Grid, r.cellNames), r.ahead)
}

// ends are the facilities that travel times may lead to.
func (r *reading) ends(b *scenario.Base) *times.Ends {
	return &times.Ends{Facilities: b.Network.Facilities, Whole: r.ids.facilities.Whole}
}
