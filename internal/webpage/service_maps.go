package webpage

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/plot"
)

// todayMap adds the map of the reference alone.
func (p *page) todayMap(b *serviceBlock, album *plot.Album, v *board.View, service int, id string) {
	today := album.Minutes(v.Ref, service)
	sized(wideMap, today)
	b.Maps = []figure{p.minutesFigure(today, v, v.Ref, id)}
	b.Keys = p.keys(id, album.MinuteItems(service), album.SignItems(today))
}

// maps adds the maps of the reference, of the option that moves most people, and of the
// difference, and the differences of the other options.
func (p *page) maps(b *serviceBlock, album *plot.Album, v *board.View, service int, moving []board.Alike, id string) {
	most := moving[0][0]
	today, option, change := album.Minutes(v.Ref, service), album.Minutes(most, service), album.Change(most, service)
	all := []*draw.Map{today, option, change}
	sized(wideMap, all...)
	b.Maps = []figure{p.minutesFigure(today, v, v.Ref, id+"-a"), p.minutesFigure(option, v, most, id+"-b"), p.changeFigure(change, v, service, moving[0], id+"-c")}
	var others []*draw.Map
	for _, a := range moving[1:] {
		others = append(others, album.Change(a[0], service))
	}
	sized(smallMap, others...)
	for i, m := range others {
		b.Others = append(b.Others, p.changeFigure(m, v, service, moving[i+1], fmt.Sprintf("%s-%d", id, i+1)))
	}
	b.Keys = p.keys(id, album.MinuteItems(service), album.ChangeItems(service), album.SignItems(append(all, others...)...))
}

// sized gives maps a width, and names in the same places. All maps of one width share
// ground and lines.
func sized(width float64, maps ...*draw.Map) {
	for _, m := range maps {
		m.Width, m.Share = width, fmt.Sprintf("base-%g", width)
		if width == wideMap {
			m.Printed = printed
		}
	}
	draw.PlaceNames(maps...)
}

// minutesFigure is a map of minutes with its heading.
func (p *page) minutesFigure(m *draw.Map, v *board.View, option int, id string) figure {
	name := p.w.ShortOption(&p.Report.Options[option])
	if option == v.Ref {
		name = v.Head()
	}
	return figure{Name: name, Sub: p.w.Text("services.minutes"), SVG: p.mapped(m, id)}
}

// changeFigure is a map of change with its heading: the options that it holds for, and
// who gains and loses.
func (p *page) changeFigure(m *draw.Map, v *board.View, service int, options board.Alike, id string) figure {
	f := figure{Lead: p.w.Text("services.change"), Name: v.Names(options), SVG: p.mapped(m, id)}
	c := v.Moves(service, options[0])
	for i := range c.Moves {
		m := &c.Moves[i]
		if !m.Unclear() {
			f.Moves = append(f.Moves, p.shift(m.Arrow, toneClass[m.Tone], m.Full(p.w)))
			continue
		}
		for _, e := range m.Ends {
			f.Moves = append(f.Moves, p.shift(e.Arrow, "", e.Number))
		}
	}
	return f
}

// shift is people who gain or lose.
type shift struct{ Class, Arrow, Word, Text string }

func (p *page) shift(arrow, class, text string) shift {
	return shift{class, arrow, p.word(board.Reach, arrow), text}
}

// keys are the rows of a legend.
func (p *page) keys(id string, rows ...[]draw.Item) [][]mapKey {
	var out [][]mapKey
	n := 0
	for _, row := range rows {
		var keys []mapKey
		for _, item := range row {
			n++
			keys = append(keys, mapKey{inline(item.Picture(), fmt.Sprintf("%s-key-%d", id, n), "key-sign"), item.Text, item.Key == draw.LimitBar})
		}
		out = append(out, keys)
	}
	return slices.DeleteFunc(out, func(row []mapKey) bool { return row == nil })
}

// mapped is a map as an element of the page; what maps share is kept for defined.
func (p *page) mapped(m *draw.Map, id string) template.HTML {
	picture := m.Picture()
	p.shared = append(p.shared, picture)
	return inline(picture, id, "map")
}

// defined is what the maps of the page share.
func (p *page) defined() template.HTML {
	var b bytes.Buffer
	_ = draw.Define(&b, p.shared...) // a buffer takes everything
	return template.HTML(b.String())
}

// inline is a picture as an element of the page.
func inline(picture *draw.Picture, id, class string) template.HTML {
	var b bytes.Buffer
	_ = picture.Inline(&b, id, class) // a buffer takes everything
	return template.HTML(b.String())
}
