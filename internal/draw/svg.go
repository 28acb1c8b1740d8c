package draw

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
)

// fonts are the fonts of a file; a picture inside a page has those of the page.
const fonts = "'Source Sans 3','Go',Helvetica,Arial,sans-serif"

// markup is SVG under construction. Classes are written only inside a page; fine is
// set while lengths are written in tenths of a pixel.
type markup struct {
	bytes.Buffer
	inline, fine bool
}

// SVG writes the picture as a file: white ground, title and description. Errors are
// those of the writer.
func (p *Picture) SVG(w io.Writer) error {
	b := &markup{}
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
	b.pair(" width=\"", p.W, "\" height=\"", p.H)
	b.pair("\" viewBox=\"0 0 ", p.W, " ", p.H)
	b.WriteString("\" font-family=\"" + fonts + "\"")
	p.alternative(b, "")
	b.WriteString("<rect width=\"100%\" height=\"100%\" fill=\"" + Light.Paper + "\"/>\n")
	return p.finish(b, w)
}

// Inline writes the picture as an element to stand inside a page: without style
// attributes, which a strict Content-Security-Policy forbids, and with ids that
// start with id. class is the class of the element. The ground is that of the
// page, except for maps. Errors are those of the writer.
func (p *Picture) Inline(w io.Writer, id, class string) error {
	b := &markup{inline: true}
	id = idOf(id)
	b.WriteString("<svg")
	b.attribute("class", class)
	b.pair(" viewBox=\"0 0 ", p.W, " ", p.H)
	b.pair("\" width=\"", p.W, "\" height=\"", p.H)
	b.WriteByte('"')
	p.alternative(b, id)
	return p.finish(b, w)
}

// idOf is the beginning of ids: letters, digits, - and _ alone, with a - at the end.
func idOf(id string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, "p"+id) + "-"
}

// alternative ends the first tag and writes title and description.
func (p *Picture) alternative(b *markup, id string) {
	b.WriteString(" stroke-linejoin=\"round\" role=\"img\" aria-labelledby=\"" + id + "title\"")
	if p.Desc != "" {
		b.WriteString(" aria-describedby=\"" + id + "desc\"")
	}
	b.WriteString(">\n<title id=\"" + id + "title\">")
	b.text(p.Title)
	b.WriteString("</title>\n")
	if p.Desc != "" {
		b.WriteString("<desc id=\"" + id + "desc\">")
		b.text(p.Desc)
		b.WriteString("</desc>\n")
	}
}

// finish writes the shapes, and all of it to w.
func (p *Picture) finish(b *markup, w io.Writer) error {
	for _, s := range p.Shapes {
		s.write(b)
	}
	b.WriteString("</svg>\n")
	_, err := w.Write(b.Bytes())
	return err
}

// escapes are the characters that have a meaning in XML.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&#34;", "'", "&#39;")

// text writes a text as characters.
func (b *markup) text(s string) {
	s = cleaned(s)
	if !b.inline { // the page isolates its own
		s = problem.Isolated(s)
	}
	_, _ = escapes.WriteString(b, s)
}

// attribute writes an attribute that has a value.
func (b *markup) attribute(name, value string) {
	if value == "" {
		return
	}
	b.WriteString(" " + name + "=\"")
	b.text(value)
	b.WriteByte('"')
}

// number writes a length with at most one decimal.
func (b *markup) number(v float64) { b.tenths(tenths(v)) }

// tenths writes a number of tenths: 5 as .5, 120 as 12.
func (b *markup) tenths(n int) {
	if b.fine {
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(n), 10))
		return
	}
	if n < 0 {
		b.WriteByte('-')
		n = -n
	}
	if n >= 10 || n == 0 {
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(n/10), 10))
	}
	if n%10 != 0 {
		b.WriteByte('.')
		b.WriteByte(byte('0' + n%10))
	}
}

// pair writes two numbers, each after a text.
func (b *markup) pair(before string, v float64, between string, w float64) {
	b.WriteString(before)
	b.number(v)
	b.WriteString(between)
	b.number(w)
}

// style ends an element with its style.
func (b *markup) style(s Style) {
	if b.inline {
		b.attribute("class", s.Class)
	}
	if s.Fill == "" {
		b.WriteString(" fill=\"none\"")
	}
	b.attribute("fill", s.Fill)
	if s.Stroke != "" {
		b.attribute("stroke", s.Stroke)
		b.WriteString(" stroke-width=\"")
		b.number(s.Width)
		b.WriteByte('"')
		if s.Round {
			b.WriteString(" stroke-linecap=\"round\"")
		}
		for i, d := range s.Dash {
			b.WriteString([]string{" stroke-dasharray=\"", " "}[min(i, 1)])
			b.number(d)
		}
		if len(s.Dash) > 0 {
			b.WriteByte('"')
		}
	}
	b.WriteString("/>\n")
}
