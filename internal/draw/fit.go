package draw

import "math"

// enlarged is a picture and how much it is enlarged.
type enlarged struct {
	picture *Picture
	by      float64
}

// fit draws all panels so that they fit in a column and a height: maps in one size,
// charts with letters as large as there is room for.
func (s *Sheet) fit(k sheetLook, column, room float64) []enlarged {
	out := make([]enlarged, len(s.Panels))
	var maps []*Map
	width := column
	for i, panel := range s.Panels {
		m, ok := panel.Of.(*Map)
		if !ok {
			out[i] = fitChart(panel.Of, k.chart, column, room)
			if len(s.Panels) == 1 {
				out[i] = out[i].filling(panel.Of, room)
			}
			continue
		}
		copied := *m
		copied.detail = k.detail
		maps = append(maps, &copied)
		for h := copied.height(width); h > room && width > 60; h = copied.height(width) {
			width *= max(room/h, 0.5)
		}
	}
	s.even(out, room)
	for _, m := range maps {
		m.Width = math.Floor(width)
	}
	PlaceNames(maps...)
	for i, panel := range s.Panels {
		if _, ok := panel.Of.(*Map); ok {
			out[i] = enlarged{maps[0].Picture(), 1}
			maps = maps[1:]
		}
	}
	return out
}

// spaced is how much higher than usual the rows of a chart are; 0 is not at all.
type spaced float64

// row is the height of a row that is usually so high.
func (s spaced) row(usual float64) float64 { return usual * max(float64(s), 1) }

// rowed is a chart of rows. spread gives it higher rows, and says how high all of its rows
// usually are.
type rowed interface {
	Drawing
	spread(by float64) (of rowed, usual float64)
}

// mostSpaced is how much higher than usual rows may be: farther apart, texts do not seem
// to belong to one table.
const mostSpaced = 2.2

// filling is a chart of few rows with rows so high that it fills the room.
func (e enlarged) filling(d Drawing, room float64) enlarged {
	c, ok := d.(rowed)
	if !ok || math.IsInf(room, 1) {
		return e
	}
	_, usual := c.spread(1)
	if free := math.Floor((room-10)/e.by - e.picture.H); free > 0 && usual > 0 {
		c, _ = c.spread(min(1+free/usual, mostSpaced))
		e.picture = c.wide(e.picture.W)
	}
	return e
}

// even draws all charts in the size of the smallest, so that their letters and scales are
// alike.
func (s *Sheet) even(out []enlarged, room float64) {
	least := enlarged{by: math.Inf(1)}
	for _, e := range out {
		if e.picture != nil && (e.by < least.by || e.by == least.by && e.picture.W < least.picture.W) {
			least = e
		}
	}
	for i, e := range out {
		if e.picture == nil || e.by == least.by && e.picture.W == least.picture.W {
			continue
		}
		if p := s.Panels[i].Of.wide(least.picture.W); p.H*least.by <= room {
			out[i] = enlarged{p, least.by}
		}
	}
}

// height is how high the map is at a width.
func (m Map) height(width float64) float64 {
	m.Width = width
	return m.size(m.view()).H
}

// fitChart draws a chart as large as the room allows; a scatter fills it, and a grid
// takes more columns if that helps.
func fitChart(d Drawing, most, column, room float64) enlarged {
	if c, ok := d.(*Scatter); ok && !math.IsInf(room, 1) && column >= leastWidth(d)*most {
		filling := *c
		filling.Height = max(room/most, 120)
		return enlarged{filling.wide(column / most), min(most, room/120)}
	}
	g, ok := d.(*Grid)
	if !ok || math.IsInf(room, 1) {
		return fitOne(d, most, column, room)
	}
	if e, ok := fitScatters(g, most, column, room); ok {
		return e
	}
	var best enlarged
	for more := range min(4, max(len(g.Of)-g.Columns, 0)+1) {
		wider := *g
		wider.Columns = max(g.Columns, 1) + more
		e := fitOne(&wider, most, column, room)
		if best.picture == nil || e.by > best.by || e.by == best.by && e.picture.W > best.picture.W {
			best = e
		}
	}
	return best
}

// leastHigh is the height in pixels below which the names of a scatter find no room.
const leastHigh = 175.0

// fitScatters draws a grid of scatters in as many columns as give the largest letters,
// so that it fills the room; ok is false for other grids and where they would crowd.
func fitScatters(g *Grid, most, column, room float64) (e enlarged, ok bool) {
	by, columns := 0.0, 0
	for n := max(g.Columns, 1); n <= max(len(g.Of), 1); n++ {
		rows := math.Ceil(float64(len(g.Of)) / float64(n))
		wide := float64(n)*leastWidth(&Scatter{}) + float64(n-1)*gridGap
		if fits := min(most, column/wide, room/(rows*leastHigh+(rows-1)*gridGap)); fits > by {
			by, columns = fits, n
		}
	}
	if by < 0.4 {
		return e, false
	}
	filling := &Grid{Title: g.Title, Desc: g.Desc, Columns: columns, Width: column / by}
	rows := math.Ceil(float64(len(g.Of)) / float64(columns))
	wide := (filling.Width - float64(columns-1)*gridGap) / float64(columns)
	for _, d := range g.Of {
		c, scatter := d.(*Scatter)
		if !scatter {
			return e, false
		}
		copied := *c
		copied.Height = math.Floor(min((room/by-(rows-1)*gridGap)/rows, 0.8*wide))
		filling.Of = append(filling.Of, &copied)
	}
	return enlarged{filling.Picture(), by}, true
}

// fitOne draws a chart with letters as large as the room allows: as wide as the
// column, or narrower where that makes it lower, but not so narrow that its texts
// crowd. What fits in no way is drawn smaller as a whole.
func fitOne(d Drawing, most, column, room float64) enlarged {
	narrowest := leastWidth(d)
	for by := most; by > 0.4; by *= 0.95 {
		last := math.Inf(1)
		for share := 1.0; share >= 0.4 && column/by*share >= narrowest; share -= 0.1 {
			p := d.wide(column / by * share)
			if p.H*by <= room {
				return enlarged{p, by}
			}
			if p.H > 0.95*last {
				break
			}
			last = p.H
		}
	}
	p := d.wide(max(column, narrowest))
	return enlarged{p, min(column/p.W, max(room, 1)/p.H)}
}

// leastWidth is the width in pixels below which the texts of a chart crowd.
func leastWidth(d Drawing) float64 {
	switch d := d.(type) {
	case *Scatter:
		return 290
	case *Waterfall:
		return 320
	case *Dumbbell, *Stations, *Ranges:
		return 460
	case *Grid:
		least := 0.0
		for _, of := range d.Of {
			least = max(least, leastWidth(of))
		}
		n := float64(max(d.Columns, 1))
		return n*least + (n-1)*gridGap
	}
	return 0
}
