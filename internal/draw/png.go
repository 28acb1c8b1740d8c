package draw

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// tile is the side of the pieces in which shapes are filled: up to this size the
// rasteriser computes in whole numbers, alike on every machine.
const tile = 512

// mostPixels is the longest side of a PNG.
const mostPixels = 20000

// canvas is a picture of pixels under construction.
type canvas struct {
	to     *image.RGBA
	scale  float64
	raster vector.Rasterizer
}

// PNG writes the picture as pixels on white, enlarged by scale: 2 for a screen of
// high density. The bytes are the same on every machine. Errors are those of the
// writer, and of a side that has no pixel or more than 20,000.
func (p *Picture) PNG(w io.Writer, scale float64) error {
	wide, high := math.Ceil(p.W*scale), math.Ceil(p.H*scale)
	if !(wide >= 1 && high >= 1 && wide <= mostPixels && high <= mostPixels) {
		return fmt.Errorf("a PNG of %g by %g pixels: a side has 1 to %d", wide, high, mostPixels)
	}
	size := image.Rect(0, 0, int(wide), int(high))
	c := &canvas{to: image.NewRGBA(size), scale: scale}
	draw.Draw(c.to, size, image.White, image.Point{}, draw.Src)
	for _, s := range p.Shapes {
		s.paint(c)
	}
	return png.Encode(w, c.to)
}

// colorOf reads #rrggbb; anything else is black.
func colorOf(s string) color.RGBA {
	n := uint64(0)
	if len(s) == 7 && s[0] == '#' {
		n, _ = strconv.ParseUint(s[1:], 16, 32)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xff}
}

// fill fills rings of pixels, enlarged already: where rings that run the same way
// overlap, they count once.
func (c *canvas) fill(rings [][]orb.Point, paint string) {
	if paint == "" {
		return
	}
	least, most := orb.Point{math.Inf(1), math.Inf(1)}, orb.Point{math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for i, p := range ring {
			ring[i] = orb.Point{quantum(p[0]), quantum(p[1])}
			least = orb.Point{min(least[0], ring[i][0]), min(least[1], ring[i][1])}
			most = orb.Point{max(most[0], ring[i][0]), max(most[1], ring[i][1])}
		}
	}
	bound := c.to.Bounds()
	if least[0] > most[0] {
		return
	}
	left, top := max(int(least[0])-1, 0), max(int(least[1])-1, 0)
	right, bottom := min(int(most[0])+2, bound.Dx()), min(int(most[1])+2, bound.Dy())
	src := image.NewUniform(colorOf(paint))
	for y := top; y < bottom; y += tile {
		for x := left; x < right; x += tile {
			c.piece(rings, image.Rect(x, y, min(x+tile, right), min(y+tile, bottom)), src)
		}
	}
}

// piece fills the part of rings in one tile.
func (c *canvas) piece(rings [][]orb.Point, r image.Rectangle, src image.Image) {
	c.raster.Reset(r.Dx(), r.Dy())
	x, y := float64(r.Min.X), float64(r.Min.Y)
	for _, ring := range rings {
		for i, p := range ring {
			if i == 0 {
				c.raster.MoveTo(float32(p[0]-x), float32(p[1]-y))
			} else {
				c.raster.LineTo(float32(p[0]-x), float32(p[1]-y))
			}
		}
		c.raster.ClosePath()
	}
	c.raster.Draw(c.to, r, src, image.Point{})
}

// quantum rounds a place to a 128th of a pixel, so that no machine's way of rounding
// products shows.
func quantum(v float64) float64 { return math.Floor(min(max(v, -1e5), 1e5)*128+0.5000001) / 128 }

// scaled are points in pixels of the canvas, rounded first as SVG rounds them.
func (c *canvas) scaled(line []orb.Point) []orb.Point {
	out := make([]orb.Point, len(line))
	for i, p := range line {
		out[i] = orb.Point{tenth(p[0]) * c.scale, tenth(p[1]) * c.scale}
	}
	return out
}

// styled fills and strokes lines of canvas pixels.
func (c *canvas) styled(lines [][]orb.Point, closed bool, s Style) {
	if s.Stroke != "" {
		p := pen{half: tenth(s.Width) * c.scale / 2, round: s.Round, closed: closed}
		for _, d := range s.Dash {
			p.dash = append(p.dash, tenth(d)*c.scale)
		}
		defer c.fill(p.outline(lines), s.Stroke)
	}
	c.fill(lines, s.Fill)
}

func (r Rect) paint(c *canvas) {
	x, y := tenth(r.X), tenth(r.Y)
	w, h := tenth(r.W), tenth(r.H)
	c.styled([][]orb.Point{c.scaled([]orb.Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}})}, true, r.Style)
}

func (r Circle) paint(c *canvas) {
	ring := circle(orb.Point{tenth(r.X) * c.scale, tenth(r.Y) * c.scale}, tenth(r.R)*c.scale)
	c.styled([][]orb.Point{ring[:len(ring)-1]}, true, r.Style)
}

func (p Path) paint(c *canvas) {
	lines := make([][]orb.Point, 0, len(p.Lines))
	for _, line := range p.Lines {
		if p.Closed && len(line) > 1 && line[0] == line[len(line)-1] {
			line = line[:len(line)-1]
		}
		lines = append(lines, c.scaled(line))
	}
	c.styled(lines, p.Closed, p.Style)
}

func (r Runs) paint(c *canvas) {
	rings := make([][]orb.Point, len(r.Bars))
	half := tenth(r.Height) * c.scale / 2
	for i, b := range r.Bars {
		left, right, y := tenth(b.X)*c.scale, tenth(b.X+b.W)*c.scale, tenth(b.Y)*c.scale
		rings[i] = []orb.Point{{left, y - half}, {right, y - half}, {right, y + half}, {left, y + half}}
	}
	c.fill(rings, r.Color)
}

func (t Text) paint(c *canvas) {
	size := tenth(t.Size) * c.scale
	f := face(t.Bold)
	x := tenth(t.X)*c.scale - textWidth(t.S, size, t.Bold)*float64(t.Anchor)/2
	y := tenth(t.Y) * c.scale
	var rings [][]orb.Point
	for _, r := range cleaned(t.S) {
		l := f.letter(r)
		rings = append(rings, l.rings(x, y, size/float64(f.font.UnitsPerEm())/64)...)
		x += l.advance * size
	}
	if t.Halo != "" {
		halo := make([][]orb.Point, len(rings))
		for i, ring := range rings {
			halo[i] = append([]orb.Point(nil), ring...)
		}
		c.fill(pen{half: tenth(t.Size*haloWidth) * c.scale / 2, closed: true}.outline(halo), t.Halo)
	}
	c.fill(rings, t.Fill)
}

// rings is the outline of a letter on a canvas, its curves as short lines.
func (l letter) rings(x, y, scale float64) [][]orb.Point {
	var out [][]orb.Point
	var pen orb.Point
	at := func(s sfnt.Segment, i int) orb.Point {
		return orb.Point{x + float64(s.Args[i].X)*scale, y + float64(s.Args[i].Y)*scale}
	}
	for _, s := range l.segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			pen = at(s, 0)
			out = append(out, []orb.Point{pen})
			continue
		case sfnt.SegmentOpLineTo:
			pen = at(s, 0)
			out[len(out)-1] = append(out[len(out)-1], pen)
			continue
		}
		// The Go fonts have no cubic curves.
		by, to := at(s, 0), at(s, 1)
		const n = 5
		for i := 1; i <= n; i++ {
			t := float64(i) / n
			a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
			out[len(out)-1] = append(out[len(out)-1], orb.Point{a*pen[0] + b*by[0] + c*to[0], a*pen[1] + b*by[1] + c*to[1]})
		}
		pen = to
	}
	return out
}
