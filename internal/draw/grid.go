package draw

import "math"

// Grid is drawings in rows, such as small multiples.
type Grid struct {
	Title, Desc string
	Columns     int
	Of          []Drawing
	Width       float64 // pixels
}

const gridGap = 28.0

// Picture draws the grid.
func (g *Grid) Picture() *Picture {
	p := &Picture{W: g.Width, Title: g.Title, Desc: g.Desc}
	columns := max(g.Columns, 1)
	column := (g.Width - float64(columns-1)*gridGap) / float64(columns)
	y, high := 0.0, 0.0
	for i, d := range g.Of {
		if i > 0 && i%columns == 0 {
			y, high = y+high+gridGap, 0
		}
		q := d.wide(column)
		p.put(q, float64(i%columns)*(column+gridGap), y, 1)
		high = max(high, q.H)
	}
	p.H = math.Ceil(y + high)
	return p
}

func (g Grid) wide(width float64) *Picture {
	g.Width = width
	return g.Picture()
}
