package draw

import "math"

// BarCell is who gains and who loses in one column: counts that are not negative,
// never netted, and their texts. What is no number has no bar.
type BarCell struct {
	Gain, Lose         float64
	GainText, LoseText string
}

// BarRow is one area: its name, the share in time today between 0 and 1, and a cell
// for each column.
type BarRow struct {
	Name, Note string
	Share      float64
	ShareText  string
	Cells      []BarCell
}

// Bars are gains and losses by area: losses run to the left of a line and gains to
// the right, on one scale in all columns. The column of shares is left out without
// a head.
type Bars struct {
	Title, Desc         string
	NameHead, ShareHead string
	Columns             []string
	Rows                []BarRow
	Width               float64 // pixels
}

// barLayout is where the columns of bars stand.
type barLayout struct {
	names, share        float64 // where names end, where shares begin
	first, column       float64 // where the columns begin, and how wide one is
	zero                float64 // where the line stands in a column
	scale               float64 // pixels a person
	shareBar, shareText float64
	text                float64 // how wide a text of a cell is at most
}

// layout measures the chart.
func (b *Bars) layout() barLayout {
	l := barLayout{names: textWidth(b.NameHead, smallSize, true)}
	gain, lose, gainText, loseText := 0.0, 0.0, 0.0, 0.0
	for _, r := range b.Rows {
		l.names = max(l.names, nameWidth(r.Name, r.Note, false))
		l.shareText = max(l.shareText, textWidth(r.ShareText, textSize, false))
		for _, c := range r.Cells {
			if known(c.Gain) {
				gain = max(gain, c.Gain)
			}
			if known(c.Lose) {
				lose = max(lose, c.Lose)
			}
			gainText, loseText = max(gainText, textWidth(c.GainText, smallSize+0.5, true)), max(loseText, textWidth(c.LoseText, smallSize+0.5, true))
		}
	}
	l.names = min(l.names, 0.3*b.Width) + 20
	l.share, l.first = l.names, l.names
	if b.ShareHead != "" {
		l.shareBar, l.shareText = min(90, 0.1*b.Width), min(l.shareText, 0.1*b.Width)
		l.first += min(max(l.shareBar+8+l.shareText, textWidth(b.ShareHead, smallSize, true)), 0.25*b.Width) + 24
	}
	l.column = (b.Width - l.first) / float64(max(len(b.Columns), 1))
	room := max(l.column-16, 8)
	l.text = max(room/2-6, 0)
	gainText, loseText = min(gainText, l.text), min(loseText, l.text)
	left := loseText + 6
	if lose > 0 && gain+lose > 0 {
		left = min(max(left, room*lose/(gain+lose)), room-gainText-6)
	}
	l.zero = max(left, 4)
	l.scale = math.Inf(1)
	if gain > 0 {
		l.scale = min(l.scale, (room-l.zero)/gain)
	}
	if lose > 0 {
		l.scale = min(l.scale, l.zero/lose)
	}
	return l
}

const barRow = 34.0

// Picture draws the bars.
func (b *Bars) Picture() *Picture {
	p := &Picture{W: b.Width, H: math.Ceil(26 + barRow*float64(len(b.Rows))), Title: b.Title, Desc: b.Desc}
	l := b.layout()
	p.add(headText(0, b.NameHead, l.names-12))
	if b.ShareHead != "" {
		p.add(headText(l.share, b.ShareHead, l.first-l.share-12))
	}
	for i, head := range b.Columns {
		p.add(headText(l.first+float64(i)*l.column, head, l.column-12))
	}
	p.add(rule(0, b.Width, 22, Light.Line, "line"))
	for i, r := range b.Rows {
		y := 24 + barRow*float64(i)
		b.row(p, r, y, l)
		p.add(rule(0, b.Width, y+barRow-1, Light.Hair, "hair"))
	}
	for i := range b.Columns {
		p.add(upright(l.first+float64(i)*l.column+l.zero, 26, p.H-2, border, "zero"))
	}
	return p.kept()
}

// row draws one area.
func (b *Bars) row(p *Picture, r BarRow, y float64, l barLayout) {
	p.add(named(0, y+20, l.names-12, r.Name, r.Note, false)...)
	if b.ShareHead != "" {
		if known(r.Share) {
			p.add(Rect{X: l.share, Y: y + 11, W: l.shareBar, H: 9, Style: Style{Fill: Light.Band, Class: "band-bar"}},
				Rect{X: l.share, Y: y + 11, W: l.shareBar * min(max(r.Share, 0), 1), H: 9, Style: Style{Fill: Light.Bar, Class: "bar"}})
		}
		p.add(ink(l.share+l.shareBar+8, y+20, fitted(r.ShareText, textSize, false, l.shareText)))
	}
	for i, c := range r.Cells[:min(len(r.Cells), len(b.Columns))] {
		zero := l.first + float64(i)*l.column + l.zero
		gain, lose := bold(zero+5, y+14, ""), right(bold(zero-5, y+14, ""))
		gain.Size, lose.Size = smallSize+0.5, smallSize+0.5
		gain.S, lose.S = fitted(c.GainText, gain.Size, true, l.text), fitted(c.LoseText, lose.Size, true, l.text)
		if known(c.Gain) {
			gain.Fill, gain.Class = Light.Gain, "gain"
		}
		if known(c.Lose) {
			lose.Fill, lose.Class = Light.Lose, "lose"
		}
		p.add(gain, lose)
		if known(c.Gain) && c.Gain > 0 {
			p.add(Rect{X: zero, Y: y + 20, W: max(c.Gain*l.scale, 1), H: 6, Style: Style{Fill: Light.Less, Class: "less"}})
		}
		if known(c.Lose) && c.Lose > 0 {
			w := max(c.Lose*l.scale, 1)
			p.add(Rect{X: zero - w, Y: y + 20, W: w, H: 6, Style: Style{Fill: Light.More, Class: "more"}})
		}
	}
}

func (b Bars) wide(width float64) *Picture {
	b.Width = width
	return b.Picture()
}
