package draw

import (
	"math"

	"github.com/paulmach/orb"
)

// DumbbellRow is one strip: today and, unless Option is no number, an option; Low
// and High are the range. A row with Strong begins a group. Texts stand at the
// right.
type DumbbellRow struct {
	Name, Note    string
	Strong        bool
	Today, Option float64
	Low, High     float64
	Value, Range  string
}

// Dumbbell is strips of a figure, today and with options: a ring for today, a dot
// where the option has more, a diamond where it has less. What is no number is not
// drawn.
type Dumbbell struct {
	Title, Desc                    string
	Axis                           Axis
	NameHead, ValueHead, RangeHead string
	Rows                           []DumbbellRow
	Width                          float64 // pixels
	spaced
}

// stripHeight is the height of a row of strips, and groupGap what parts groups.
const (
	stripHeight = 24.0
	groupGap    = 8.0
)

// columns are where the strips begin and end, and where values end.
func (d *Dumbbell) columns() (left, end, values float64) {
	names, value, ranges := textWidth(d.NameHead, smallSize, true), textWidth(d.ValueHead, smallSize, true), textWidth(d.RangeHead, smallSize, true)
	for _, r := range d.Rows {
		names = max(names, d.indent(r)+nameWidth(r.Name, r.Note, r.Strong))
		value = max(value, textWidth(r.Value, textSize, false))
		ranges = max(ranges, textWidth(r.Range, textSize, false))
	}
	value, ranges = min(value, 0.2*d.Width), min(ranges, 0.2*d.Width)
	values = d.Width
	if ranges > 0 {
		values -= ranges + 14
	}
	last := 0.0
	for _, t := range d.Axis.marks() {
		last = textWidth(t.Text, smallSize, false) / 2
	}
	left, end = min(names, 0.42*d.Width)+18, values-value-16-last
	return left, max(end, left+40), values
}

// indent is how far the name of a row is set in.
func (d *Dumbbell) indent(r DumbbellRow) float64 {
	if r.Strong {
		return 0
	}
	return 14
}

// Picture draws the strips.
func (d *Dumbbell) Picture() *Picture {
	p := &Picture{W: d.Width, Title: d.Title, Desc: d.Desc}
	left, end, values := d.columns()
	p.add(headText(0, d.NameHead, left-12), right(headText(values, d.ValueHead, values-end)), right(headText(d.Width, d.RangeHead, d.Width-values)))
	y := 26.0
	rows := make([]float64, len(d.Rows))
	for i, r := range d.Rows {
		if r.Strong && i > 0 {
			y += groupGap
		}
		rows[i] = y + d.row(stripHeight)/2
		y += d.row(stripHeight)
	}
	for _, t := range d.Axis.marks() {
		x := d.Axis.at(t.At, left, end)
		p.add(upright(x, 24, y, Light.Hair, "hair"), middle(note(x, 13, t.Text)))
	}
	p.add(rule(0, d.Width, 22, Light.Line, "line"))
	for i, r := range d.Rows {
		d.strip(p, r, rows[i], left, end, values)
	}
	p.H = math.Ceil(y + 4)
	return p.kept()
}

// strip draws one strip.
func (d *Dumbbell) strip(p *Picture, r DumbbellRow, y, left, end, values float64) {
	in := d.indent(r)
	p.add(named(in, y+4.5, left-in-10, r.Name, r.Note, r.Strong)...)
	if known(r.Low, r.High) && r.High > r.Low {
		p.add(band(d.Axis.at(r.Low, left, end), d.Axis.at(r.High, left, end), y))
	}
	today, option := d.Axis.at(r.Today, left, end), d.Axis.at(r.Option, left, end)
	color, class := Light.Gain, "gain"
	if r.Option < r.Today {
		color, class = Light.Lose, "lose"
	}
	if known(r.Today, r.Option) {
		p.add(Path{Lines: [][]orb.Point{{{today, y}, {option, y}}}, Style: Style{Stroke: color, Width: 2.2, Class: class + "-line"}})
	}
	if known(r.Today) {
		p.add(todayRing(today, y))
	}
	if known(r.Option) {
		if r.Option < r.Today {
			p.add(diamond(option, y, color, class))
		} else {
			p.add(Circle{X: option, Y: y, R: 4.8, Style: Style{Fill: color, Class: class}})
		}
	}
	p.add(right(ink(values, y+4.5, fitted(r.Value, textSize, false, 0.2*d.Width))))
	t := note(d.Width, y+4.5, fitted(r.Range, textSize, false, 0.2*d.Width))
	t.Size = textSize
	p.add(right(t))
}

func (d Dumbbell) spread(by float64) (rowed, float64) {
	d.spaced = spaced(by)
	return &d, stripHeight * float64(len(d.Rows))
}

func (d Dumbbell) wide(width float64) *Picture {
	d.Width = width
	return d.Picture()
}

// headText is the head of a column.
func headText(x float64, s string, width float64) Text {
	return Text{X: x, Y: 13, Size: smallSize, S: fitted(s, smallSize, true, width), Bold: true, Fill: Light.Ink, Class: "ink"}
}
