package draw

import "math"

// Format is the size of a sheet.
type Format int

// The formats: a slide of 1600 by 900 pixels, and a page 1000 pixels wide, as wide
// as A4, that grows with what it shows.
const (
	Slide Format = iota
	Page
)

// Tone is what a note says: nothing of its own, a gain or a loss.
type Tone int

// The tones of a note.
const (
	Plain Tone = iota
	Gains
	Loses
)

// Panel is one drawing of a sheet with a head and a note behind it.
type Panel struct {
	Head, Note string
	Tone       Tone
	Of         Drawing
}

// Sheet is a picture to pass on: title, a line under it, what its words mean, the stamp
// of a county that is synthetic or a demonstration, drawings next to each other, a
// legend, and a line of sources and licences. What is empty is left out. Maps of a
// sheet have their names in the same places; give them one frame.
type Sheet struct {
	Title, Under, Desc string
	Means              string
	Stamp              string
	Panels             []Panel
	Legend             *Legend
	Source             string
	Format             Format
}

// sheetLook is the sizes of a format.
type sheetLook struct {
	width, height, margin float64 // without a height, as high as needed
	title, under, head    float64 // font sizes
	source                float64
	legend                float64 // how much the legend is enlarged
	chart                 float64 // and a chart, at most
	detail                float64 // and names and signs of a map
	gap                   float64
}

// look is the sizes of the sheet.
func (s *Sheet) look() sheetLook {
	if s.Format == Page {
		return sheetLook{width: 1000, margin: 44, title: 25, under: 14.5, head: 14, source: 11.5, legend: 0.95, chart: 1, detail: 1.1, gap: 22}
	}
	return sheetLook{width: 1600, height: 900, margin: 60, title: 38, under: 21, head: 20, source: 15, legend: 1.4, chart: 1.9, detail: 1.3, gap: 44}
}

// aside reports whether the drawing stands next to the texts instead of below them: on
// a slide of one map, which is as high as wide.
func (s *Sheet) aside() bool {
	if s.Format != Slide || len(s.Panels) != 1 || s.Legend == nil {
		return false
	}
	_, ok := s.Panels[0].Of.(*Map)
	return ok
}

// Picture composes the sheet.
func (s *Sheet) Picture() *Picture {
	k := s.look()
	p := &Picture{W: k.width, H: k.height, Title: s.Title, Desc: s.Desc}
	if s.aside() {
		s.leftOf(p, k)
	} else {
		s.below(p, k)
	}
	p.Shapes = append([]Shape{Rect{W: p.W, H: p.H, Style: Style{Fill: Light.Paper, Class: "paper"}}}, p.Shapes...)
	return p
}

// below puts the drawings between title and legend.
func (s *Sheet) below(p *Picture, k sheetLook) {
	inner := k.width - 2*k.margin
	y := s.heading(p, k, inner, 2)
	foot := s.footing(k, inner, 4)
	top, room := k.height-k.margin*0.7-foot.H, math.Inf(1)
	if k.height > 0 {
		room = top - y
	}
	if high := s.panels(p, k, k.margin, y, inner, room); k.height == 0 {
		top = y + high + k.gap*0.6
	}
	p.put(foot, k.margin, top, 1)
	if p.H == 0 {
		p.H = math.Ceil(top + foot.H + k.margin*0.8)
	}
}

// leftOf puts texts and legend to the left of the drawing.
func (s *Sheet) leftOf(p *Picture, k sheetLook) {
	inner := k.width - 2*k.margin
	left := math.Floor(0.37 * inner)
	y := s.heading(p, k, left, 4)
	foot := s.footing(k, left, 8)
	top := k.height - k.margin*0.7 - foot.H
	key := Legend{Rows: s.Legend.Rows, Stacked: true}.wide(left / k.legend)
	p.put(key, k.margin, y, min(k.legend, max(top-y-k.gap*0.4, 1)/max(key.H, 1)))
	p.put(foot, k.margin, top, 1)
	s.panels(p, k, k.margin+left+k.gap, k.margin*0.8, inner-left-k.gap, k.height-1.6*k.margin)
}

// heading draws title, stamp and the lines under them, and gives where it ends.
func (s *Sheet) heading(p *Picture, k sheetLook, wide float64, most int) float64 {
	y := k.margin
	if s.Stamp != "" {
		y += s.stamp(p, k, y-0.2*k.margin, wide) + 0.1*k.margin
	}
	for _, line := range wrapped(s.Title, k.title, true, wide, most) {
		p.add(Text{X: k.margin, Y: y + 0.8*k.title, Size: k.title, S: line, Bold: true, Fill: Light.Ink, Class: "ink"})
		y += 1.2 * k.title
	}
	for _, text := range []string{s.Under, s.Means} {
		for _, line := range wrapped(text, k.under, false, wide, most) {
			p.add(Text{X: k.margin, Y: y + k.under, Size: k.under, S: line, Fill: Light.Muted, Class: "mut"})
			y += 1.35 * k.under
		}
	}
	return y + 0.5*k.margin
}

// stamp draws the stamp in as many lines as it needs, a little smaller where it then fits
// in one, and gives its height.
func (s *Sheet) stamp(p *Picture, k sheetLook, y, wide float64) float64 {
	size := k.under * 0.95
	for by := 1.0; by > 0.85; by -= 0.03 {
		if smaller := by * size; textWidth(s.Stamp, smaller, true)+1.2*smaller <= wide {
			size = smaller
			break
		}
	}
	lines := wrapped(s.Stamp, size, true, wide-1.2*size, 4)
	high := (0.5 + 1.25*float64(len(lines))) * size
	p.add(Rect{X: k.margin, Y: y, W: widest(size, true, lines...) + 1.2*size, H: high, Style: Style{Fill: Light.StampPaper, Stroke: Light.StampLine, Width: size / 12, Class: "stamp"}})
	for i, line := range lines {
		p.add(Text{X: k.margin + 0.6*size, Y: y + (1.22+1.25*float64(i))*size, Size: size, S: line, Bold: true, Fill: Light.StampInk, Class: "stamp-ink"})
	}
	return high
}

// footing is legend and sources.
func (s *Sheet) footing(k sheetLook, wide float64, most int) *Picture {
	p := &Picture{W: wide}
	if s.Legend != nil && len(s.Legend.Rows) > 0 && !s.aside() {
		l := s.Legend.wide(wide / k.legend)
		p.put(l, 0, 0, k.legend)
		p.H = l.H*k.legend + 0.8*k.source
	}
	for _, line := range wrapped(s.Source, k.source, false, wide, most) {
		p.add(Text{Y: p.H + k.source, Size: k.source, S: line, Fill: Light.Muted, Class: "mut"})
		p.H += 1.4 * k.source
	}
	return p
}

// panels draws the panels side by side from a corner on, and gives their height.
func (s *Sheet) panels(p *Picture, k sheetLook, x, y, inner, room float64) (high float64) {
	n := float64(len(s.Panels))
	column, head := (inner-(n-1)*k.gap)/n, 0.0
	for _, panel := range s.Panels {
		if panel.Head != "" || panel.Note != "" {
			head = 1.9 * k.head
		}
	}
	for i, d := range s.fit(k, column, room-head-0.3*k.gap) {
		at := x + float64(i)*(column+k.gap)
		p.add(s.Panels[i].heading(at, y+k.head, column, k.head)...)
		p.put(d.picture, at, y+head, d.by)
		high = max(high, head+d.picture.H*d.by)
	}
	return high
}

// heading draws head and note on a baseline.
func (p Panel) heading(x, y, width, size float64) []Shape {
	head := Text{X: x, Y: y, Size: size, S: fitted(p.Head, size, true, width), Bold: true, Fill: Light.Ink, Class: "ink"}
	after := Text{X: x + textWidth(head.S, size, true) + 0.4*size, Y: y, Size: 0.88 * size, Fill: Light.Muted, Class: "mut"}
	switch p.Tone {
	case Gains:
		after.Fill, after.Class, after.Bold = Light.Gain, "gain", true
	case Loses:
		after.Fill, after.Class, after.Bold = Light.Lose, "lose", true
	}
	after.S = fitted(p.Note, after.Size, after.Bold, x+width-after.X)
	return []Shape{head, after}
}
