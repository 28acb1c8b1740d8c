package draw

import "github.com/paulmach/orb"

func (r Rect) write(b *markup) {
	b.pair("<rect x=\"", r.X, "\" y=\"", r.Y)
	b.pair("\" width=\"", r.W, "\" height=\"", r.H)
	b.WriteByte('"')
	b.style(r.Style)
}

func (c Circle) write(b *markup) {
	b.pair("<circle cx=\"", c.X, "\" cy=\"", c.Y)
	b.WriteString("\" r=\"")
	b.number(c.R)
	b.WriteByte('"')
	b.style(c.Style)
}

func (p Path) write(b *markup) {
	points := 0
	for _, line := range p.Lines {
		points += len(line)
	}
	b.WriteString("<path")
	if points > manyPoints && len(p.Dash) == 0 {
		b.WriteString(inTenths)
		b.fine = true
	}
	b.WriteString(" d=\"")
	for _, line := range p.Lines {
		b.line(line, p.Closed)
	}
	b.WriteByte('"')
	b.style(p.Style)
	b.fine = false
}

// A path of many points is written in tenths of a pixel: whole numbers are shorter.
const (
	manyPoints = 40
	inTenths   = " transform=\"scale(.1)\""
)

// line writes a line as steps from point to point.
func (b *markup) line(line []orb.Point, closed bool) {
	if closed && len(line) > 1 && line[0] == line[len(line)-1] {
		line = line[:len(line)-1]
	}
	x, y, last := 0, 0, byte(0)
	for i, at := range line {
		nx, ny := tenths(at[0]), tenths(at[1])
		dx, dy := nx-x, ny-y
		x, y = nx, ny
		command := byte('l')
		switch {
		case i == 0:
			command = 'M'
		case dx == 0 && dy == 0:
			continue
		case dy == 0:
			command = 'h'
		case dx == 0:
			command = 'v'
		}
		b.step(command, last, dx, dy)
		last = command
	}
	if closed {
		b.WriteByte('z')
	}
}

// step writes one command of a path; one that repeats is not written again.
func (b *markup) step(command, last byte, dx, dy int) {
	if command != last {
		b.WriteByte(command)
	} else if dx >= 0 || command == 'v' && dy >= 0 {
		b.WriteByte(' ')
	}
	if command != 'v' {
		b.tenths(dx)
	}
	if command == 'M' || command == 'l' {
		if dy >= 0 {
			b.WriteByte(' ')
		}
	}
	if command != 'h' {
		b.tenths(dy)
	}
}

func (r Runs) write(b *markup) {
	b.WriteString("<path" + inTenths)
	if b.inline {
		b.attribute("class", r.Class)
	}
	b.attribute("stroke", r.Color)
	b.fine = true
	b.WriteString(" stroke-width=\"")
	b.number(r.Height)
	b.WriteString("\" d=\"")
	x, y := 0, 0
	for i, bar := range r.Bars {
		nx, ny, w := tenths(bar.X), tenths(bar.Y), tenths(bar.X+bar.W)-tenths(bar.X)
		b.WriteByte([]byte{'M', 'm'}[min(i, 1)])
		b.tenths(nx - x)
		if ny >= y {
			b.WriteByte(' ')
		}
		b.tenths(ny - y)
		b.WriteByte('h')
		b.tenths(w)
		x, y = nx+w, ny
	}
	b.fine = false
	b.WriteString("\"/>\n")
}

func (t Text) write(b *markup) {
	if cleaned(t.S) == "" {
		return
	}
	b.pair("<text x=\"", t.X, "\" y=\"", t.Y)
	b.WriteString("\" font-size=\"")
	b.number(t.Size)
	b.WriteByte('"')
	if b.inline {
		b.attribute("class", t.Class)
	}
	b.attribute("fill", t.Fill)
	b.attribute("text-anchor", []string{"", "middle", "end"}[t.Anchor])
	if t.Bold {
		b.WriteString(" font-weight=\"600\"")
	}
	if t.Halo != "" {
		b.attribute("stroke", t.Halo)
		b.WriteString(" stroke-width=\"")
		b.number(t.Size * haloWidth)
		b.WriteString("\" paint-order=\"stroke\"")
	}
	b.WriteByte('>')
	b.text(t.S)
	b.WriteString("</text>\n")
}

// haloWidth is the width of a halo by font size.
const haloWidth = 0.28
