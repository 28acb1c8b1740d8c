package load

import (
	"saavu/pkg/population"
)

// move adds the people of the file's cells to the cells of the grid, each band
// spread over its single years of age. Estimated people, and the ranges of
// hidden ones, move in the same proportion as all of their cell.
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

// moveHidden gives the grid its hidden people with their ranges. Parts of one
// cell in which the same bands are hidden become one.
func (m *gridMove) moveHidden(g *population.Grid, p *gridPeople, within []float64) {
	h := &population.Hidden{Shares: p.share, Within: within, People: g.People}
	var years population.BandSet
	if p.ageless { // anybody can be of any age
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

// noteGrid says what became of everybody.
func (r *reader) noteGrid(m *gridMove, g *population.Grid, p *gridPeople) {
	all, beyond, lost := 0.0, 0.0, 0.0
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
	how := "moved by area to"
	switch {
	case counts == cells:
		r.note("%s: %s people in %d cells of %g m (%s)", baseName(counts.File), whole(all), len(p.total), g.Side, systemOf(counts))
	default:
		if counts.boxes == nil {
			how = "joined to"
		}
		r.note("%s: %s people in %d cells (%s), %s the %d cells of %s (%s)", baseName(counts.File), whole(all), len(p.total), systemOf(counts), how, g.Cells(), baseName(cells.File), systemOf(cells))
	}
	if i := m.homeless; i >= 0 {
		where := "row"
		if len(counts.keys.id) > 0 {
			where = counts.keys.id[0]
		}
		where += " " + counts.name(i)
		if counts.centres != nil {
			where += " at " + atPlace(counts.centres[i])
		}
		r.note("%s people without a building are counted in one cell (%s) and taken out, by no_building in the county file", whole(p.total[i]), where)
	}
	switch {
	case beyond > 0 && counts.boxes == nil:
		r.note("%s people are in %.0f cells whose ids are not in %s; %s are in it", whole(beyond), lost, baseName(cells.File), whole(inGrid))
	case beyond > 0:
		r.note("%s people lie outside the grid of travel times, at its edges (%.0f of the cells wholly, others in part); %s are in it", whole(beyond), lost, whole(inGrid))
	}
	r.note("%s people live in the county's areas, %s in the grid outside of them: those are not counted in any need", whole(inAreas), whole(inGrid-inAreas))
	r.noteHidden(g, p, inGrid, inAreas)
	if p.scaled > 0 {
		r.note("in %d cells the age bands differ from %s, by %s people in all: they were scaled to it", p.scaled, counts.totalName, whole(p.moved))
	}
}

// noteHidden says what was estimated, and how.
func (r *reader) noteHidden(g *population.Grid, p *gridPeople, inGrid, inAreas float64) {
	estimated, estimatedIn := 0.0, 0.0
	for i, e := range g.Estimated {
		estimated += e
		if g.Area[i] >= 0 {
			estimatedIn += e
		}
	}
	switch {
	case p.ageless:
		r.note("the file has no ages: all of them are estimated")
	case p.hidden > 0:
		r.note("ages are hidden in %d cells and estimated by the age shares of the others: %.1f %% of the people in the grid, %.1f %% of those in the county's areas",
			p.hidden, percent(estimated, inGrid), percent(estimatedIn, inAreas))
	}
	if p.totals > 0 {
		r.note("how many people live there is hidden in %d cells and taken as %.1f, the mean of the cells in the range of hidden_total, or as the known bands where these are more", p.totals, p.usual)
	}
}
