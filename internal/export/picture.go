package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
)

// Sizes of a map in pixels; the map is scaled to the width.
const (
	mapWidth    = 800.0
	mapMargin   = 20.0
	titleHeight = 48.0
	legendWidth = 190.0
)

// picture writes map_<option>.svg: the first service's minutes in the classes of
// all maps, and the facilities that give it, drawn by how well their place is
// known.
func (s *Set) picture(w io.Writer, option int) error {
	cells := s.painted(option)
	d := drawing{side: s.Grid.Side, scale: 1}
	if len(cells) > 0 {
		d.frame(s.Grid.Centres, cells)
	}
	r := &s.Report
	height := math.Max(d.height, 330)
	title := clean(mapTitle(r, option))
	right, bottom := mapWidth+legendWidth+2*mapMargin, pixels(height+titleHeight+2*mapMargin)
	fmt.Fprintf(&d.b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%g\" height=\"%s\" viewBox=\"0 0 %g %s\" font-family=\"sans-serif\" font-size=\"12\">\n",
		right, bottom, right, bottom)
	fmt.Fprintf(&d.b, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", html.EscapeString(title))
	first, rest, _ := strings.Cut(title, " · ")
	fmt.Fprintf(&d.b, "<text x=\"%g\" y=\"24\" font-size=\"16\" font-weight=\"bold\">%s</text>\n<text x=\"%g\" y=\"43\">%s</text>\n",
		mapMargin, html.EscapeString(first), mapMargin, html.EscapeString(rest))
	s.drawCells(&d, option, cells)
	// Places beyond the map, and rings that reach over its edge, end there.
	fmt.Fprintf(&d.b, "<clipPath id=\"map\"><rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%s\"/></clipPath>\n<g clip-path=\"url(#map)\">\n",
		mapMargin, titleHeight+mapMargin, mapWidth, pixels(height))
	s.drawFacilities(&d, option)
	d.b.WriteString("</g>\n")
	d.legend(s.Public)
	d.b.WriteString("</svg>\n")
	_, err := io.WriteString(w, d.b.String())
	return err
}

// drawing is an SVG under construction, with the way from metres to pixels.
type drawing struct {
	b      strings.Builder
	west   float64 // easting of the left edge
	north  float64 // northing of the upper edge
	side   float64 // metres of a cell
	scale  float64 // pixels a metre
	height float64 // pixels
}

// frame fits the drawing to the cells.
func (d *drawing) frame(centres []orb.Point, cells []int) {
	b := orb.Bound{Min: centres[cells[0]], Max: centres[cells[0]]}
	for _, i := range cells {
		b = b.Extend(centres[i])
	}
	b = b.Pad(d.side / 2)
	d.west, d.north = b.Min[0], b.Max[1]
	// A map that is much higher than wide is scaled to its height.
	d.scale = mapWidth / math.Max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])
	d.height = (b.Max[1] - b.Min[1]) * d.scale
}

func (d *drawing) at(p orb.Point) (x, y float64) {
	return mapMargin + (p[0]-d.west)*d.scale, titleHeight + mapMargin + (d.north-p[1])*d.scale
}

// drawCells draws one path a class: a square for each cell.
func (s *Set) drawCells(d *drawing, option int, cells []int) {
	l := s.layer(option, s.Report.Services[0].ID)
	if l == nil {
		return
	}
	paths := make([]strings.Builder, len(minuteClasses)+1)
	side := pixels(d.side * d.scale)
	for _, i := range cells {
		at := -1
		switch m := int(l.Minutes[i]); {
		case m == unreached:
			at = len(minuteClasses)
		case m >= 0:
			for c := range minuteClasses {
				if m > minuteClasses[c].lo && m <= minuteClasses[c].hi {
					at = c
				}
			}
		}
		if at < 0 {
			continue
		}
		x, y := d.at(orb.Point{s.Grid.Centres[i][0] - d.side/2, s.Grid.Centres[i][1] + d.side/2})
		fmt.Fprintf(&paths[at], "M%s %sh%sv%sh-%sz", pixels(x), pixels(y), side, side, side)
	}
	for c := range paths {
		if paths[c].Len() == 0 {
			continue
		}
		color := unreachedColor
		if c < len(minuteClasses) {
			color = minuteClasses[c].color
		}
		fmt.Fprintf(&d.b, "<path fill=\"%s\" stroke=\"%s\" stroke-width=\"0.2\" d=\"%s\"/>\n", color, color, paths[c].String())
	}
}

func (s *Set) drawFacilities(d *drawing, option int) {
	n := s.Counties[option].Network
	for f := range n.Facilities {
		x := &n.Facilities[f]
		if x.Class == network.ClassNone || !serves(n, f, &s.Report.Services[0]) {
			continue
		}
		px, py := d.at(x.At)
		ring, _ := errorRing(x.Class)
		d.mark(px, py, ring*d.scale, x.Class, x.Name)
	}
}

// mark draws a facility: class A filled, B hollow, C hollow with its error ring.
func (d *drawing) mark(x, y, ring float64, class network.CoordClass, name string) {
	fill := "#fff"
	if class == network.ClassA {
		fill = "#000"
	}
	if class == network.ClassC {
		fmt.Fprintf(&d.b, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\" stroke=\"#000\" stroke-dasharray=\"4 3\"/>\n", pixels(x), pixels(y), pixels(ring))
	}
	fmt.Fprintf(&d.b, "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\" stroke=\"#000\" stroke-width=\"1.5\"><title>%s</title></circle>\n",
		pixels(x), pixels(y), fill, html.EscapeString(clean(name)))
}

// legend explains colours and marks to the right of the map.
func (d *drawing) legend(public bool) {
	x, y := mapWidth+2*mapMargin, titleHeight+mapMargin+10
	text := func(words string) {
		fmt.Fprintf(&d.b, "<text x=\"%g\" y=\"%g\">%s</text>\n", x+22, y+4, html.EscapeString(words))
		y += 22
	}
	box := func(color, words string) {
		fmt.Fprintf(&d.b, "<rect x=\"%g\" y=\"%g\" width=\"14\" height=\"14\" fill=\"%s\" stroke=\"#999\"/>\n", x, y-7, color)
		text(words)
	}
	for _, c := range minuteClasses {
		box(c.color, c.name)
	}
	box(unreachedColor, "no point reached")
	for _, m := range []struct {
		class network.CoordClass
		words string
	}{{network.ClassA, "place known exactly"}, {network.ClassB, "place within 600 m"}, {network.ClassC, "place within 1.5 km (ring)"}} {
		d.mark(x+7, y, 9, m.class, m.words)
		text(m.words)
	}
	text("not painted: nobody lives there")
	if public {
		text(fmt.Sprintf("or under %d people", publicLeast))
	}
}

// pixels writes a length with one decimal, so that a map stays small.
func pixels(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }
