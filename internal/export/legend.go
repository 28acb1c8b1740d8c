package export

import (
	"fmt"
	"html"

	"saavu/pkg/network"
)

// legend explains colours and marks to the right of the map.
func (d *drawing) legend(public bool) {
	x, y := mapWidth+2*mapMargin, d.top()+8
	text := func(indent float64, look, words string) {
		fmt.Fprintf(&d.b, "<text x=\"%g\" y=\"%g\"%s>%s</text>\n", x+indent, y+4, look, html.EscapeString(words))
		y += 21
	}
	heading := func(words string) { text(0, " font-weight=\"bold\"", words) }
	box := func(color, words string) {
		fmt.Fprintf(&d.b, "<rect x=\"%g\" y=\"%g\" width=\"18\" height=\"14\" fill=\"%s\" stroke=\"#999\" stroke-width=\"0.5\"/>\n", x, y-7, color)
		text(26, "", words)
	}
	heading("Minutes to the nearest point")
	for _, c := range minuteClasses {
		box(c.color, c.name)
	}
	box(unreachedColor, "no point reached")
	box(groundColor, "nobody lives there")
	if public {
		text(26, "", fmt.Sprintf("or under %d people", publicLeast))
	}
	y += 10
	heading("Points of the service")
	for _, m := range []struct {
		class network.CoordClass
		words string
	}{{network.ClassA, "place known exactly"}, {network.ClassB, "place within 600 m"}, {network.ClassC, "place within 1.5 km (ring)"}} {
		d.mark(x+9, y, 9, m.class, m.words)
		text(26, "", m.words)
	}
}

// scaleBar draws a length of whole kilometres, as long as fits below the legend, and
// the coordinates below the legend.
func (d *drawing) scaleBar() {
	km := 1.0
	for _, next := range []float64{2, 5, 10, 20, 50, 100} {
		if next*1000*d.scale <= legendWidth-30 {
			km = next
		}
	}
	x, y, long := mapWidth+2*mapMargin, d.top()+d.height-34, km*1000*d.scale
	if long > legendWidth { // a map of a few cells
		km, long = 0.1, 100*d.scale
	}
	fmt.Fprintf(&d.b, "<path d=\"M%s %sv6h%sv-6\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n", pixels(x), pixels(y), pixels(long), inkColor)
	fmt.Fprintf(&d.b, "<text x=\"%s\" y=\"%s\">%g km</text>\n", pixels(x+long+6), pixels(y+7), km)
	fmt.Fprintf(&d.b, "<text x=\"%s\" y=\"%s\" font-size=\"11\" fill=\"#666\">north up · EPSG:3067 · %g m cells</text>\n", pixels(x), pixels(y+28), d.side)
}
