package export

import (
	"fmt"
	"html"
	"math"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/network"
)

// legend explains colours and marks, to the right of the map.
func (d *drawing) legend(public bool, kinds []board.Sign) {
	x, y := mapWidth+2*mapMargin, d.top()+8
	text := func(indent float64, look, line string) {
		d.widen(indent, 12, line)
		fmt.Fprintf(&d.b, "<text x=\"%g\" y=\"%g\"%s>%s</text>\n", x+indent, y+4, look, html.EscapeString(line))
		y += 21
	}
	heading := func(key string) { text(0, " font-weight=\"bold\"", d.w.Text(key)) }
	box := func(color, line string) {
		fmt.Fprintf(&d.b, "<rect x=\"%g\" y=\"%g\" width=\"18\" height=\"14\" fill=\"%s\" stroke=\"#999\" stroke-width=\"0.5\"/>\n", x, y-7, color)
		text(26, "", line)
	}
	heading("map_heading")
	for _, c := range minuteClasses {
		box(c.color, minutesIn(d.w, c))
	}
	box(unreachedColor, d.w.Text("map_unreached"))
	box(groundColor, d.w.Text("map_nobody"))
	if public {
		text(26, "", d.w.Text("map_few", "n", publicLeast))
	}
	y += 10
	heading("map_points")
	for _, m := range []struct {
		class network.CoordClass
		key   string
	}{{network.ClassA, "map_class_a"}, {network.ClassB, "map_class_b"}, {network.ClassC, "map_class_c"}} {
		d.mark(x+9, y, 9, m.class, board.AsBefore, d.w.Text(m.key))
		text(26, "", d.w.Text(m.key))
	}
	for _, kind := range kinds {
		d.shape(kind, x+9, y, "#fff", "")
		text(26, "", d.w.Text(signKeys[kind]))
	}
}

// widen makes the legend wide enough for a text of a font size in pixels.
func (d *drawing) widen(indent, size float64, text string) {
	d.legendWidth = math.Max(d.legendWidth, indent+size*textWidth(text))
}

// scaleBar draws a length of whole kilometres, as long as fits below the legend, and
// below it the coordinate system.
func (d *drawing) scaleBar() {
	km := 1.0
	for _, next := range []float64{2, 5, 10, 20, 50, 100} {
		if next*1000*d.scale <= leastLegend-30 {
			km = next
		}
	}
	x, y, long := mapWidth+2*mapMargin, d.top()+d.height-34, km*1000*d.scale
	if long > leastLegend { // a map of few cells
		km, long = 0.1, 100*d.scale
	}
	fmt.Fprintf(&d.b, "<path d=\"M%s %sv6h%sv-6\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", pixels(x), pixels(y), pixels(long), inkColor)
	fmt.Fprintf(&d.b, "<text x=\"%s\" y=\"%s\">%g km</text>\n", pixels(x+long+6), pixels(y+7), km)
	side := d.w.Text("map_side", "side", d.side)
	d.widen(0, 11, side)
	fmt.Fprintf(&d.b, "<text x=\"%s\" y=\"%s\" font-size=\"11\" fill=\"#666\">%s</text>\n", pixels(x), pixels(y+28), html.EscapeString(side))
}

// minutesIn names a class of minutes.
func minutesIn(w *words.Words, c class) string {
	switch {
	case c.lo == below:
		return w.Text("map_up_to", "to", c.hi)
	case c.hi == above:
		return w.Text("map_over", "from", c.lo)
	}
	return w.Text("map_between", "from", c.lo+1, "to", c.hi)
}
