package cells

import (
	"strconv"

	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// move adds the people of the file's cells to the cells of the grid, and splits
// each band into single years of age. Estimated people and the ranges of hidden
// people move in the same proportion as all people of their cell.
func (m *gridMove) move(g *population.Grid, p *gridPeople, within []float64) {
	nb := len(p.bands)
	sums := p.byBand
	if m.counts != m.cells {
		sums = make([]float64, g.Cells()*nb)
		for _, s := range m.shares {
			to := sums[int(s.Target)*nb : int(s.Target)*nb+nb]
			for b, n := range p.row(int(s.Source)) {
				to[b] += n * s.Fraction
			}
		}
	}
	for i := range g.IDs {
		row := g.People[i*population.Ages : i*population.Ages+population.Ages]
		for b := range p.bands {
			n := sums[i*nb+b]
			if n == 0 {
				continue
			}
			ages := p.bands[b].ages
			for a := ages.From; a <= ages.To; a++ {
				row[a] += n * within[a]
			}
		}
	}
	if len(p.parts) > 0 {
		m.moveHidden(g, p, within)
	}
}

// moveHidden adds hidden people with their ranges to the grid. Parts of one cell
// with the same hidden bands become one part.
func (m *gridMove) moveHidden(g *population.Grid, p *gridPeople, within []float64) {
	h := &population.Hidden{Shares: p.share, Within: within, People: g.People}
	var years population.BandSet
	if p.ageless { // people can be of any age
		h.Shares, h.Within = within, make([]float64, population.Ages)
		for a := range population.Ages {
			h.Bands = append(h.Bands, population.Group{From: a, To: a})
			h.Within[a] = 1
			years.Add(a)
		}
	} else {
		for _, b := range p.bands {
			h.Bands = append(h.Bands, b.ages)
		}
	}
	of := make([]int32, len(m.counts.rows)) // part of each cell, 0 for none
	for k, part := range p.parts {
		of[part.Cell] = int32(k + 1)
	}
	type place struct {
		cell  int32
		bands population.BandSet
	}
	at := map[place]int{}
	for _, s := range m.shares {
		if of[s.Source] == 0 {
			continue
		}
		part := p.parts[of[s.Source]-1]
		if p.ageless {
			part.Bands = years
		}
		part.Cell = s.Target
		g.Estimated[s.Target] += part.People * s.Fraction
		key := place{s.Target, part.Bands}
		k, ok := at[key]
		if !ok {
			k = len(h.Parts)
			at[key] = k
			h.Parts = append(h.Parts, population.HiddenPart{Cell: s.Target, Bands: part.Bands})
		}
		to := &h.Parts[k]
		to.People += part.People * s.Fraction
		to.Low += part.Low * s.Fraction
		to.High += part.High * s.Fraction
	}
	g.Hidden = h
}

// noteGrid notes where all people of the file went. It returns how many are beyond the
// grid.
func noteGrid(r *input.Reader, m *gridMove, g *population.Grid, p *gridPeople) (beyond float64) {
	all, lost := 0.0, 0
	for i, n := range p.total {
		all += n
		if i != m.homeless {
			beyond += n * m.outside[i]
			if m.outside[i] == 1 {
				lost++
			}
		}
	}
	counts, cells := m.counts, m.cells
	inGrid, inAreas := g.Total()
	about := func(kind string, facts ...any) {
		r.State("data."+kind, append(facts, "file", source.Base(counts.File))...)
	}
	switch {
	case counts == cells:
		about("grid", "people", input.Whole(all), "cells", len(p.total), "side", strconv.FormatFloat(g.Side, 'g', -1, 64), "system", systemOf(counts))
	default:
		kind := "grid_moved"
		if counts.boxes == nil {
			kind = "grid_joined"
		}
		about(kind, "people", input.Whole(all), "cells", len(p.total), "system", systemOf(counts), "to_cells", g.Cells(), "to", source.Base(cells.File), "to_system", systemOf(cells))
	}
	if i := m.homeless; i >= 0 {
		where := report.NewMessage("data.row", "row", counts.name(i))
		if len(counts.keys.id) > 0 {
			where = report.AsRead(counts.keys.id[0] + " " + counts.name(i))
		}
		if counts.centres != nil {
			where = report.NewMessage("data.row_at", "row", where, "place", atPlace(r, counts.centres[i]))
		}
		about("homeless", "people", input.Whole(p.total[i]), "where", where)
	}
	switch {
	case beyond > 0 && counts.boxes == nil:
		about("unjoined", "people", input.Whole(beyond), "cells", lost, "to", source.Base(cells.File), "others", input.Whole(inGrid))
	case beyond > 0:
		about("outside_times", "people", input.Whole(beyond), "cells", lost, "others", input.Whole(inGrid))
	}
	about("outside_areas", "people", input.Whole(inAreas), "others", input.Whole(inGrid-inAreas))
	noteHidden(about, g, p, inGrid, inAreas)
	if p.scaled > 0 {
		about("scaled", "cells", p.scaled, "total", counts.totalName, "people", input.Whole(p.moved))
	}
	return beyond
}

// noteHidden notes what was estimated, and how.
func noteHidden(about func(string, ...any), g *population.Grid, p *gridPeople, inGrid, inAreas float64) {
	estimated, estimatedIn := 0.0, 0.0
	for i, e := range g.Estimated {
		estimated += e
		if g.Area[i] >= 0 {
			estimatedIn += e
		}
	}
	switch {
	case p.ageless:
		about("ageless")
	case p.hidden > 0:
		about("ages_hidden", "cells", p.hidden, "grid", input.Tenths(percent(estimated, inGrid)), "areas", input.Tenths(percent(estimatedIn, inAreas)))
	}
	if p.totals > 0 {
		about("totals_hidden", "cells", p.totals, "mean", input.Tenths(p.usual))
	}
}
