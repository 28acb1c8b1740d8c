package draw

import (
	"math"

	"github.com/paulmach/orb"
)

// RangeRow is how far one parameter moves a figure, between Low and High, with
// texts of both ends and a last text, such as the range of the parameter.
type RangeRow struct {
	Name, Note        string
	Low, High         float64
	LowText, HighText string
	Tail              string
}

// Ranges are bars of ranges around one value, drawn in the given order: what moves
// a figure most comes first. At is the value, and AtText stands above its line.
type Ranges struct {
	Title, Desc        string
	NameHead, TailHead string
	At                 float64
	AtText             string
	Rows               []RangeRow
	Width              float64 // pixels
	spaced
}

const rangeRow = 26.0

// Picture draws the ranges.
func (r *Ranges) Picture() *Picture {
	p := &Picture{W: r.Width, H: math.Ceil(26 + r.row(rangeRow)*float64(len(r.Rows))), Title: r.Title, Desc: r.Desc}
	names, tail, low, high := textWidth(r.NameHead, smallSize, true), textWidth(r.TailHead, smallSize, true), 0.0, 0.0
	axis := Axis{From: math.Inf(1), To: math.Inf(-1)}
	see := func(v float64) {
		if known(v) {
			axis.From, axis.To = min(axis.From, v), max(axis.To, v)
		}
	}
	see(r.At)
	for _, row := range r.Rows {
		names, tail = max(names, nameWidth(row.Name, row.Note, false)), max(tail, textWidth(row.Tail, textSize, false))
		low, high = max(low, textWidth(row.LowText, smallSize, false)), max(high, textWidth(row.HighText, smallSize, false))
		see(row.Low)
		see(row.High)
	}
	names, tail = min(names, 0.42*r.Width)+16, min(tail, 0.2*r.Width)
	low, high = min(low, 0.15*r.Width), min(high, 0.15*r.Width)
	left, end := names+low+8, r.Width-high-8
	if tail > 0 {
		end -= tail + 16
	}
	end = max(end, left+30)
	at := axis.at(r.At, left, end)
	p.add(headText(0, r.NameHead, names-12), right(headText(r.Width, r.TailHead, tail+12)), rule(0, r.Width, 22, Light.Line, "line"))
	if known(r.At) {
		t := note(at, 13, r.AtText)
		if half := textWidth(r.AtText, smallSize, false) / 2; at-half < names {
			t.X = names + half
		}
		p.add(middle(t))
	}
	r.bars(p, axis, left, end)
	for i, row := range r.Rows {
		y := 24 + r.row(rangeRow)*(float64(i)+0.5) - rangeRow/2
		p.add(named(0, y+17, names-12, row.Name, row.Note, false)...)
		if known(row.Low, row.High) && row.High >= row.Low {
			from, to := axis.at(row.Low, left, end), axis.at(row.High, left, end)
			// A number that the line of the value would cut stands on the other side of it.
			lowEnd, highAt := from-6, to+6
			if known(r.At) && at > lowEnd-low && at < from {
				lowEnd = at - 6
			}
			if known(r.At) && at > to && at < highAt+high {
				highAt = at + 6
			}
			if row.LowText != row.HighText { // what rounds to one number is written once
				p.add(right(rangeEnd(lowEnd, y+17, row.LowText, low)))
			}
			p.add(rangeEnd(highAt, y+17, row.HighText, high))
		}
		t := note(r.Width, y+17, fitted(row.Tail, textSize, false, tail))
		t.Size = textSize
		p.add(right(t))
	}
	return p.kept()
}

// bars draws the ranges and, over them, the line of the value.
func (r *Ranges) bars(p *Picture, axis Axis, left, end float64) {
	for i, row := range r.Rows {
		if known(row.Low, row.High) && row.High >= row.Low {
			from, to := axis.at(row.Low, left, end), axis.at(row.High, left, end)
			p.add(Rect{X: from, Y: 32 + r.row(rangeRow)*(float64(i)+0.5) - rangeRow/2, W: max(to-from, 1), H: 10, Style: Style{Fill: Light.Given, Class: "given"}})
		}
	}
	if known(r.At) && len(r.Rows) > 0 {
		at := axis.at(r.At, left, end)
		p.add(Path{Lines: [][]orb.Point{{{at, 24}, {at, p.H}}}, Style: Style{Stroke: Light.Ink, Width: 1.2, Class: "value"}})
	}
}

// rangeEnd is the text at an end of a range, which stands over the line of the value.
func rangeEnd(x, y float64, s string, width float64) Text {
	t := note(x, y, fitted(s, smallSize, false, width))
	t.Halo, t.Class = Light.Paper, t.Class+" halo"
	return t
}

func (r Ranges) spread(by float64) (rowed, float64) {
	r.spaced = spaced(by)
	return &r, rangeRow * float64(len(r.Rows))
}

func (r Ranges) wide(width float64) *Picture {
	r.Width = width
	return r.Picture()
}
