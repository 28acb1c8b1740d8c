package load

import (
	"saavu/internal/format/problem"
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

// noteGrid notes where all people of the file went.
func (r *reader) noteGrid(m *gridMove, g *population.Grid, p *gridPeople) {
	all, beyond, lost := 0.0, 0.0, 0
	for i, n := range p.total {
		all += n
		if i != m.homeless {
			beyond += n * m.outside[i]
			if m.outside[i] == 1 {
				lost++
			}
		}
	}
	r.beyond = beyond
	counts, cells := m.counts, m.cells
	inGrid, inAreas := g.Total()
	how := "moved by area to"
	note := func(format string, args ...any) {
		r.note("%s: "+format, append([]any{baseName(counts.File)}, args...)...)
	}
	switch {
	case counts == cells:
		note("%s people in %s of %g m (%s)", report.Spaced(all), problem.Counted(len(p.total), "cell"), g.Side, systemOf(counts))
	default:
		if counts.boxes == nil {
			how = "joined to"
		}
		note("%s people in %s (%s), %s the %s of %s (%s)", report.Spaced(all), problem.Counted(len(p.total), "cell"), systemOf(counts), how,
			problem.Counted(g.Cells(), "cell"), baseName(cells.File), systemOf(cells))
	}
	if i := m.homeless; i >= 0 {
		where := "row"
		if len(counts.keys.id) > 0 {
			where = counts.keys.id[0]
		}
		where += " " + counts.name(i)
		if counts.centres != nil {
			where += " at " + r.atPlace(counts.centres[i])
		}
		note("%s people without a building, in one cell (%s), are left out because of no_building in the county file", report.Spaced(p.total[i]), where)
	}
	switch {
	case beyond > 0 && counts.boxes == nil:
		note("%s people are in %s that %s does not have; %s are in the others", report.Spaced(beyond), problem.Counted(lost, "cell"), baseName(cells.File), report.Spaced(inGrid))
	case beyond > 0:
		note("%s people lie outside the grid of travel times (%s wholly outside, others in part); %s are inside", report.Spaced(beyond), problem.Counted(lost, "cell"), report.Spaced(inGrid))
	}
	note("%s people live in the county's areas, %s in the grid outside the areas, who are not counted in any need", report.Spaced(inAreas), report.Spaced(inGrid-inAreas))
	noteHidden(note, g, p, inGrid, inAreas)
	if p.scaled > 0 {
		note("in %s the age bands differ from %s, by %s people in all, and were scaled to it", problem.Counted(p.scaled, "cell"), counts.totalName, report.Spaced(p.moved))
	}
}

// noteHidden notes what was estimated, and how.
func noteHidden(note func(string, ...any), g *population.Grid, p *gridPeople, inGrid, inAreas float64) {
	estimated, estimatedIn := 0.0, 0.0
	for i, e := range g.Estimated {
		estimated += e
		if g.Area[i] >= 0 {
			estimatedIn += e
		}
	}
	switch {
	case p.ageless:
		note("no ages: all ages are estimated")
	case p.hidden > 0:
		note("ages are hidden in %s and estimated by the age shares of the others: %.1f %% of the people in the grid, %.1f %% of those in the county's areas",
			problem.Counted(p.hidden, "cell"), percent(estimated, inGrid), percent(estimatedIn, inAreas))
	}
	if p.totals > 0 {
		note("the total is hidden in %s and estimated as %.1f, the mean of the cells in the range of hidden_total, or as the sum of the known bands if that is more", problem.Counted(p.totals, "cell"), p.usual)
	}
}
