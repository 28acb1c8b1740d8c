package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// Sizes of a map in pixels; the map is scaled to the width.
const (
	mapWidth    = 800.0
	mapMargin   = 24.0
	titleHeight = 62.0
	leastLegend = 200.0 // width of the legend if its texts need no more
	leastHeight = 420.0 // height of the legend
	titleWidth  = mapWidth + mapMargin + leastLegend
)

// Colours that show no figure.
const (
	groundColor = "#eef1f2" // where nobody lives
	inkColor    = "#222"
	warnColor   = "#b00020"
)

// picture writes the map of an option and a service: its minutes in the classes of all
// maps, and the facilities that provide it, drawn by how well their place is known.
func (s *Set) picture(w io.Writer, option, service int) error {
	cells := s.painted(option)
	d := drawing{w: spoken(s.Words), side: s.Grid.Side, scale: 1, legendWidth: leastLegend}
	if len(cells) > 0 {
		d.frame(s.Grid.Centres, cells)
	}
	d.height = math.Max(d.height, leastHeight)
	d.legend(s.Public, signsOf(s.Places(option, s.Report.Services[service].ID)))
	if len(cells) > 0 {
		d.scaleBar()
	}
	legend := d.b.String()
	d.b.Reset()
	right, bottom := mapWidth+math.Ceil(d.legendWidth)+3*mapMargin, pixels(d.height+titleHeight+2*mapMargin)
	fmt.Fprintf(&d.b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%g\" height=\"%s\" viewBox=\"0 0 %g %s\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"%s\">\n",
		right, bottom, right, bottom, inkColor)
	d.titles(s, option, service)
	fmt.Fprintf(&d.b, "<clipPath id=\"map\"><rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%s\"/></clipPath>\n", mapMargin, d.top(), mapWidth, pixels(d.height))
	fmt.Fprintf(&d.b, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%s\" fill=\"%s\"/>\n", mapMargin, d.top(), mapWidth, pixels(d.height), groundColor)
	s.drawCells(&d, option, service, cells)
	// Places outside the map, and rings across its edge, are clipped.
	d.b.WriteString("<g clip-path=\"url(#map)\">\n")
	s.drawFacilities(&d, option, service)
	d.b.WriteString("</g>\n")
	d.b.WriteString(legend)
	d.b.WriteString("</svg>\n")
	_, err := io.WriteString(w, d.b.String())
	return err
}

// drawing is an SVG under construction, with the conversion from metres to pixels.
type drawing struct {
	b           strings.Builder
	w           *words.Words
	west        float64 // easting of the left edge
	north       float64 // northing of the upper edge
	side        float64 // metres of a cell
	scale       float64 // pixels a metre
	height      float64 // pixels
	legendWidth float64 // pixels, the width of the legend
}

// top is where the map starts, in pixels.
func (d *drawing) top() float64 { return titleHeight + mapMargin }

// titles state what the map shows, where and when, and what of it is made up. Long
// names are shortened to the width of the picture; its title has them in full.
func (d *drawing) titles(s *Set, option, v int) {
	r := &s.Report
	o := &r.Options[option]
	fmt.Fprintf(&d.b, "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", html.EscapeString(problem.Shown(mapTitle(d.w, r, option, v))))
	line := func(y, size float64, look, text string) {
		fmt.Fprintf(&d.b, "<text x=\"%g\" y=\"%g\" font-size=\"%g\"%s>%s</text>\n", mapMargin, y, size, look, html.EscapeString(fitted(text, titleWidth/size)))
	}
	const large = 20
	service := ": " + problem.Shown(label(d.w, r, v))
	name := fitted(problem.Shown(d.w.Option(o)), max(titleWidth/large-textWidth(service), titleWidth/large/2))
	line(32, large, " font-weight=\"bold\"", name+service)
	under := []string{d.w.Name(r.Names.Every(r.Name)), fmt.Sprint(o.Year), d.w.Text("map_under"), limit(d.w, &r.Services[v])}
	if r.Period != "" {
		under = append(under, d.w.Term("period", r.Period))
	}
	var unreal []string
	if r.Synthetic {
		unreal = append(unreal, d.w.Text("map_synthetic"))
	}
	if r.Demo {
		unreal = append(unreal, d.w.Text("demonstration"))
	}
	if s.unchanged(option, v) {
		under = append([]string{d.w.Text("map_same", "option", d.w.Option(&r.Options[o.Against]))}, under...)
	}
	line(53, 13, "", problem.Shown(strings.Join(under, " · ")))
	if len(unreal) > 0 {
		line(73, 13, " font-weight=\"bold\" fill=\""+warnColor+"\"", strings.Join(unreal, " · "))
	}
}

// frame fits the drawing to the cells.
func (d *drawing) frame(centres []orb.Point, cells []int) {
	b := orb.Bound{Min: centres[cells[0]], Max: centres[cells[0]]}
	for _, i := range cells {
		b = b.Extend(centres[i])
	}
	b = b.Pad(2 * d.side)
	d.west, d.north = b.Min[0], b.Max[1]
	// A map that is much higher than wide is scaled to its height.
	d.scale = mapWidth / math.Max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])
	d.height = (b.Max[1] - b.Min[1]) * d.scale
}

func (d *drawing) at(p orb.Point) (x, y float64) {
	return mapMargin + (p[0]-d.west)*d.scale, d.top() + (d.north-p[1])*d.scale
}

// drawCells draws one path per class: a square for each cell.
func (s *Set) drawCells(d *drawing, option, service int, cells []int) {
	l := s.layer(option, s.Report.Services[service].ID)
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

// pixels writes a length with one decimal, so that a map stays small.
func pixels(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }
