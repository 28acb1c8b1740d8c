package draw

import (
	"math"

	"github.com/paulmach/orb"
)

// Key is what stands before the text of an item of a legend.
type Key int

// The keys: a square of a colour, the bar at the limit, a sign of places, squares of
// several sizes, a dotted ring, a band of ranges, a hatched square, a ring (today), a
// dot or a diamond of a colour, a dashed line, nothing, a square of a chart (today), and
// a dot of a chart that is filled or not.
const (
	Swatch Key = iota
	LimitBar
	SignKey
	SizesKey
	UncertainRing
	BandKey
	HatchKey
	RingKey
	DotKey
	DiamondKey
	DashKey
	NoKey
	SquareKey
	FrontKey
	BehindKey
)

// Item is one item of a legend. Color is for keys of a colour, Sign for signs, Pierced
// for the colour of a class of Map.Pierced, and Sizes, in growing order, for squares.
type Item struct {
	Key     Key
	Color   string
	Sign    Sign
	Pierced bool
	Sizes   []int
	Text    string
}

// Legend explains signs and colours in rows; each row breaks where the width ends.
// Stacked gives every item a line of its own.
type Legend struct {
	Title, Desc string
	Rows        [][]Item
	Stacked     bool
	Width       float64 // pixels
}

// Sizes of legends and charts.
const (
	textSize  = 13.0
	smallSize = 11.5
	legendRow = 22.0
)

// Picture draws the legend.
func (l *Legend) Picture() *Picture {
	p := &Picture{W: l.Width, Title: l.Title, Desc: l.Desc}
	y := 0.0
	for i, row := range l.Rows {
		x := 0.0
		if l.Stacked && i > 0 {
			y += legendRow / 2
		}
		for _, item := range row {
			text := fitted(item.Text, textSize, item.Key == LimitBar, l.Width-24)
			w := item.width()
			if wide := textWidth(text, textSize, item.Key == LimitBar); text != "" {
				w += 6 + wide
			}
			if x > 0 && (l.Stacked || x+w > l.Width) {
				x, y = 0, y+legendRow
			}
			p.add(item.draw(x, y+legendRow/2)...)
			p.add(Text{X: x + item.width() + 6, Y: y + legendRow/2 + 4.5, Size: textSize, S: text, Bold: item.Key == LimitBar, Fill: Light.Ink, Class: "ink"})
			x += w + 18
		}
		if len(row) > 0 {
			y += legendRow
		}
	}
	p.H = math.Ceil(y)
	return p.kept()
}

func (l Legend) wide(width float64) *Picture {
	l.Width = width
	return l.Picture()
}

// Picture draws the key of the item alone, without its text, as pages do that write the
// text themselves.
func (i Item) Picture() *Picture {
	const high = 20
	p := &Picture{W: i.width(), H: high}
	p.add(i.draw(0, high/2)...)
	return p
}

// width is the width of the key of an item.
func (i Item) width() float64 {
	switch i.Key {
	case LimitBar:
		return 3
	case SizesKey:
		w := 0.0
		for _, size := range i.Sizes {
			w += keySquare*Sides[size] + 2
		}
		return w
	case BandKey, DashKey:
		return 24
	case NoKey:
		return -6
	}
	return 14
}

// draw draws the key of an item with its left middle at a place.
func (i Item) draw(x, y float64) []Shape {
	mid := x + 7
	switch i.Key {
	case Swatch:
		return i.swatch(x, y)
	case LimitBar:
		return []Shape{Rect{X: x, Y: y - 10, W: 2.2, H: 20, Style: Style{Fill: Light.Ink, Class: "ink-bar"}}}
	case SignKey:
		return i.Sign.draw(mid, y, 1.25)
	case SizesKey:
		var out []Shape
		for _, size := range i.Sizes {
			side := keySquare * Sides[size]
			out, x = append(out, Rect{X: x + 1, Y: y - side/2, W: side, H: side, Style: Style{Fill: i.Color, Class: "mark"}}), x+side+2
		}
		return out
	case UncertainRing:
		return []Shape{Path{Lines: dots([][]orb.Point{circle(orb.Point{mid, y}, 6.2)}, 3.2), Style: Style{Stroke: Light.Ink, Width: 1.2, Round: true, Class: "uncertain"}}}
	case BandKey:
		return []Shape{band(x, x+24, y)}
	case HatchKey:
		return hatched(x+0.5, y-6.5, 13, 13)
	case RingKey:
		return []Shape{todayRing(mid, y)}
	case DotKey:
		return []Shape{Circle{X: mid, Y: y, R: 4.6, Style: Style{Fill: i.Color, Class: toneClass(i.Color)}}}
	case DiamondKey:
		return []Shape{diamond(mid, y, i.Color, toneClass(i.Color))}
	case DashKey:
		return []Shape{Path{Lines: [][]orb.Point{{{x, y}, {x + 24, y}}}, Style: Style{Stroke: Light.Accent, Width: 1.5, Dash: []float64{4, 3}, Class: "frontier"}}}
	case SquareKey, FrontKey, BehindKey:
		return []Shape{spot{at: orb.Point{mid, y}, today: i.Key == SquareKey, front: i.Key == FrontKey}.draw()}
	}
	return nil
}

// keySquare is the side of the largest square of SizesKey.
const keySquare = 11.0

// swatch is a square of the colour of an item, with the holes of its class.
func (i Item) swatch(x, y float64) []Shape {
	out := []Shape{Rect{X: x + 0.5, Y: y - 6.5, W: 13, H: 13, Style: Style{Fill: i.Color, Stroke: Light.Muted, Width: 0.6, Class: "swatch"}}}
	if !i.Pierced {
		return out
	}
	for k := range 5 { // as the five of a die
		dx, dy := []float64{-3.8, 3.8, 0, -3.8, 3.8}[k], []float64{-3.8, -3.8, 0, 3.8, 3.8}[k]
		out = append(out, Rect{X: x + 7 + dx - 1.3, Y: y + dy - 1.3, W: 2.6, H: 2.6, Style: Style{Fill: Light.Paper, Class: "hole"}})
	}
	return out
}

// toneClass is the class of a mark in the colour of gains or losses.
func toneClass(color string) string {
	switch color {
	case Light.Gain:
		return "gain"
	case Light.Lose:
		return "lose"
	}
	return "mark"
}
