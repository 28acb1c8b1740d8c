package draw

import "math"

// WaterfallLine is one line of costs: a name with a note, a value in any unit, and
// its text. Under is a second text below it, such as a range.
type WaterfallLine struct {
	Name, Note  string
	Value       float64
	Text, Under string
}

// WaterfallBlock is the lines of one payer and their sum.
type WaterfallBlock struct {
	Head  string
	Lines []WaterfallLine
	Sum   WaterfallLine
}

// Waterfall is changes of cost line by line: each bar starts where the one above
// ended, and the sum comes last, from zero. Axis is the range of the bars; without
// one the chart has its own (see Align). A value that is no number has no bar, and the next bar
// starts where the last known one ended.
type Waterfall struct {
	Title, Desc string
	Head        string
	Blocks      []WaterfallBlock
	Axis        Axis
	Width       float64 // pixels
	// names and texts are the widths of the columns that Align found.
	names, texts float64
}

// span is the range that the bars need. It contains zero.
func (w *Waterfall) span() Axis {
	var a Axis
	see := func(v float64) { a.From, a.To = min(a.From, v), max(a.To, v) }
	for _, b := range w.Blocks {
		at := 0.0
		for _, line := range b.Lines {
			if known(line.Value) {
				at += line.Value
				see(at)
			}
		}
		if known(b.Sum.Value) {
			see(b.Sum.Value)
		}
	}
	return a
}

// Align gives waterfalls that are shown together one scale, and bars that begin in
// the same place.
func Align(of ...*Waterfall) {
	var a Axis
	names, texts := 0.0, 0.0
	for _, w := range of {
		own := w.span()
		a.From, a.To = min(a.From, own.From), max(a.To, own.To)
		n, t := w.widths()
		names, texts = max(names, n), max(texts, t)
	}
	for _, w := range of {
		w.Axis, w.names, w.texts = a, names, texts
	}
}

// costRow is the height of a line, and secondLine that of the second line of a long name.
const (
	costRow    = 20.0
	secondLine = 15.0
)

// Picture draws the waterfall.
func (w *Waterfall) Picture() *Picture {
	p := &Picture{W: w.Width, Title: w.Title, Desc: w.Desc}
	axis := w.Axis
	if !(axis.To > axis.From) {
		axis = w.span()
	}
	left, end := w.columns()
	y := 0.0
	if w.Head != "" {
		t := bold(0, 16, fitted(w.Head, textSize+2, true, w.Width))
		t.Size = textSize + 2
		p.add(t)
		y = 28
	}
	zero := axis.at(0, left, end)
	for _, b := range w.Blocks {
		if b.Head != "" {
			t := note(0, y+13, fitted(b.Head, textSize, false, w.Width))
			t.Size = textSize
			p.add(t)
			y += costRow
		}
		top, at := y, 0.0
		for _, line := range b.Lines {
			color, class := Light.More, "more"
			if line.Value < 0 {
				color, class = Light.Less, "less"
			}
			y += w.line(p, line, y, left, axis.at(at, left, end), axis.at(at+line.Value, left, end), Style{Fill: color, Class: class}, false)
			if known(line.Value) {
				at += line.Value
			}
		}
		p.add(rule(0, w.Width, y+1, Light.Line, "line"))
		y += 2 + w.line(p, b.Sum, y+2, left, zero, axis.at(b.Sum.Value, left, end), Style{Fill: Light.Ink, Class: "sum"}, true)
		p.add(upright(zero, top, y, border, "zero"))
		y += 12
	}
	p.H = math.Ceil(max(y-8, 1))
	return p.kept()
}

// widths are the widths of names and of texts.
func (w *Waterfall) widths() (names, texts float64) {
	for _, b := range w.Blocks {
		for _, line := range append([]WaterfallLine{b.Sum}, b.Lines...) {
			names = max(names, nameWidth(line.Name, line.Note, false))
			texts = max(texts, textWidth(line.Text, textSize, true), textWidth(line.Under, smallSize, false))
		}
	}
	return max(names, w.names), max(texts, w.texts)
}

// columns are where the bars begin and end.
func (w *Waterfall) columns() (left, end float64) {
	names, texts := w.widths()
	left, texts = min(names, 0.5*w.Width)+16, min(texts, 0.3*w.Width)
	return left, max(w.Width-texts-14, left+30)
}

// line draws one line and gives its height.
func (w *Waterfall) line(p *Picture, l WaterfallLine, y, left, from, to float64, s Style, sum bool) float64 {
	high := costRow
	if lines := wrapped(l.Name, textSize, sum, left-10, 2); len(lines) > 1 {
		p.add(ink(0, y+14.5, lines[0]))
		p.add(named(0, y+14.5+secondLine, left-10, lines[1], l.Note, sum)...)
		high += secondLine
	} else {
		p.add(named(0, y+14.5, left-10, l.Name, l.Note, sum)...)
	}
	if known(l.Value) && l.Value != 0 {
		x, wide := min(from, to), max(math.Abs(to-from), 1)
		p.add(Rect{X: x, Y: y + 5.5, W: wide, H: 9, Style: s})
	}
	t := right(ink(w.Width, y+14.5, fitted(l.Text, textSize, true, 0.3*w.Width)))
	t.Bold = sum
	p.add(t)
	if l.Under == "" {
		return high
	}
	p.add(right(note(w.Width, y+28, fitted(l.Under, smallSize, false, 0.3*w.Width))))
	return max(high, costRow+13)
}

func (w Waterfall) wide(width float64) *Picture {
	w.Width = width
	return w.Picture()
}
