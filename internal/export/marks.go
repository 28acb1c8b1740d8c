package export

import (
	"fmt"
	"html"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/format/problem"
	"saavu/pkg/network"
)

// markRadius is a facility's circle in pixels.
const markRadius = 4.5

// drawFacilities draws the facilities that provide the map's service and those that
// closed, the rings below the marks, and their names if there is room.
func (s *Set) drawFacilities(d *drawing, option, service int) {
	places := s.Places(option, s.Report.Services[service].ID)
	var taken []orb.Bound
	for _, p := range places {
		px, py := d.at(p.Of.At)
		taken = append(taken, around(px, py, markRadius+1))
	}
	for _, p := range places {
		px, py := d.at(p.Of.At)
		ring, _ := errorRing(p.Of.Class)
		title := d.w.Name(p.Of.Called())
		if p.Sign != board.AsBefore {
			title = dotted(title, d.w.Text(signKeys[p.Sign]))
		}
		d.mark(px, py, ring*d.scale, p.Of.Class, p.Sign, title)
	}
	for _, p := range places {
		px, py := d.at(p.Of.At)
		if at, ok := d.name(px, py, problem.Shown(d.w.Name(p.Of.Called())), taken); ok {
			taken = append(taken, at)
		}
	}
}

// mark draws a facility: class A filled, B hollow, C hollow with its error ring.
func (d *drawing) mark(x, y, ring float64, class network.CoordClass, kind board.Sign, name string) {
	fill := "#fff"
	if class == network.ClassA {
		fill = inkColor
	}
	if class == network.ClassC && kind != board.Closed {
		fmt.Fprintf(&d.b, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"0.6\" stroke-dasharray=\"4 3\"/>\n",
			pixels(x), pixels(y), pixels(ring), inkColor)
	}
	d.shape(kind, x, y, fill, "<title>"+html.EscapeString(problem.Shown(name))+"</title>")
}

// name writes a facility's name next to its mark, at the first of four sides where
// it overlaps no mark or name and stays on the map. If there is no such side, only
// the mark's title has the name.
func (d *drawing) name(x, y float64, name string, taken []orb.Bound) (orb.Bound, bool) {
	const high, gap = 13.0, markRadius + 4
	wide := 6.3 * float64(width(name)) // an estimate: fonts differ
	frame := orb.Bound{Min: orb.Point{mapMargin, d.top()}, Max: orb.Point{mapMargin + mapWidth, d.top() + d.height}}
	for _, side := range [...]struct {
		x, y   float64 // middle of the text
		anchor string
		at     float64
	}{
		{x + gap + wide/2, y, "start", x + gap},
		{x - gap - wide/2, y, "end", x - gap},
		{x, y - gap - high/2, "middle", x},
		{x, y + gap + high/2, "middle", x},
	} {
		place := orb.Bound{Min: orb.Point{side.x - wide/2, side.y - high/2}, Max: orb.Point{side.x + wide/2, side.y + high/2}}
		if !frame.Contains(place.Min) || !frame.Contains(place.Max) || meets(place, taken) {
			continue
		}
		fmt.Fprintf(&d.b, "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\">%s</text>\n",
			pixels(side.at), pixels(side.y+4), side.anchor, html.EscapeString(name))
		return place, true
	}
	return orb.Bound{}, false
}

func around(x, y, r float64) orb.Bound {
	return orb.Bound{Min: orb.Point{x - r, y - r}, Max: orb.Point{x + r, y + r}}
}

func meets(place orb.Bound, taken []orb.Bound) bool {
	for _, t := range taken {
		if place.Intersects(t) {
			return true
		}
	}
	return false
}
