package draw

import "math"

// StationCell is what is wanted at a station and what of it can be given, in visits,
// with a text and a note. Missing stands instead where the station has none.
type StationCell struct {
	Wanted, Given float64
	Text, Note    string
	Missing       string
}

// StationRow is one station; Tail is a last text, such as what holds it back.
type StationRow struct {
	Name, Note string
	Cells      []StationCell
	Tail       string
}

// Stations are load and capacity by station on one scale: given visits are solid,
// visits left undone are hatched.
type Stations struct {
	Title, Desc        string
	NameHead, TailHead string
	Columns            []string
	Rows               []StationRow
	Width              float64 // pixels
	spaced
}

// stationLayout is where the columns stand.
type stationLayout struct {
	names, first, column, tail float64
	bar                        float64 // width of the longest bar
	most                       float64 // its visits
	text                       float64 // width of the texts
}

// layout measures the chart.
func (s *Stations) layout() stationLayout {
	l := stationLayout{names: textWidth(s.NameHead, smallSize, true), tail: textWidth(s.TailHead, smallSize, true)}
	text := 0.0
	for _, r := range s.Rows {
		l.names, l.tail = max(l.names, nameWidth(r.Name, r.Note, false)), max(l.tail, textWidth(r.Tail, textSize, false))
		for _, c := range r.Cells {
			text = max(text, nameWidth(c.Text, c.Note, false), textWidth(c.Missing, textSize, false))
			if known(c.Wanted) {
				l.most = max(l.most, c.Wanted)
			}
		}
	}
	l.names = min(l.names, 0.36*s.Width) + 20
	if l.tail = min(l.tail, 0.15*s.Width); l.tail > 0 {
		l.tail += 16
	}
	l.first = l.names
	l.column = (s.Width - l.first - l.tail) / float64(max(len(s.Columns), 1))
	l.text = min(text, 0.6*l.column)
	l.bar = max(l.column-l.text-32, 4)
	return l
}

const stationRow = 26.0

// Picture draws the stations.
func (s *Stations) Picture() *Picture {
	p := &Picture{W: s.Width, H: math.Ceil(26 + s.row(stationRow)*float64(len(s.Rows))), Title: s.Title, Desc: s.Desc}
	l := s.layout()
	p.add(headText(0, s.NameHead, l.names-12), headText(s.Width-l.tail+8, s.TailHead, l.tail))
	for i, head := range s.Columns {
		p.add(headText(l.first+float64(i)*l.column, head, l.column-12))
	}
	p.add(rule(0, s.Width, 22, Light.Line, "line"))
	for i, r := range s.Rows {
		end := 24 + s.row(stationRow)*float64(i+1)
		y := end - (s.row(stationRow)+stationRow)/2
		p.add(named(0, y+17, l.names-12, r.Name, r.Note, false)...)
		for j, c := range r.Cells[:min(len(r.Cells), len(s.Columns))] {
			c.draw(p, l.first+float64(j)*l.column, y, l)
		}
		p.add(ink(s.Width-l.tail+8, y+17, fitted(r.Tail, textSize, false, l.tail-8)), rule(0, s.Width, end-1, Light.Hair, "hair"))
	}
	return p.kept()
}

// draw draws the bar and the texts of one cell.
func (c StationCell) draw(p *Picture, x, y float64, l stationLayout) {
	end := x + l.column - 20
	if c.Missing != "" {
		t := right(note(end, y+17, fitted(c.Missing, textSize, false, l.text)))
		t.Size = textSize
		p.add(t)
		return
	}
	if known(c.Wanted, c.Given) && l.most > 0 {
		scale := l.bar / l.most
		given := min(max(c.Given, 0), c.Wanted) * scale
		if undone := c.Wanted*scale - given; undone > 1 {
			p.add(hatched(x+given, y+8, undone, 10)...)
		}
		p.add(Rect{X: x, Y: y + 7.5, W: given, H: 11, Style: Style{Fill: Light.Given, Class: "given"}})
	}
	after := note(end, y+17, fitted(c.Note, smallSize, false, max(l.text/2, l.text-textWidth(c.Text, textSize, false)-4)))
	end -= textWidth(after.S, smallSize, false) + 4
	p.add(right(after), right(ink(end, y+17, fitted(c.Text, textSize, false, l.text-(x+l.column-20-end)))))
}

func (s Stations) spread(by float64) (rowed, float64) {
	s.spaced = spaced(by)
	return &s, stationRow * float64(len(s.Rows))
}

func (s Stations) wide(width float64) *Picture {
	s.Width = width
	return s.Picture()
}
