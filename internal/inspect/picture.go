package inspect

import (
	"math"
	"slices"
	"strings"
)

// The largest size of a picture. A character of a terminal is about twice as
// high as it is wide.
const (
	mapColumns = 40
	mapLines   = 16
	tall       = 2
)

// marks are the shades of a picture, lightest first.
const marks = "·░▒▓█"

// draw makes a picture of how many places are where.
func (p *places) draw(c *Cells) *Map {
	if p.box.Min == p.box.Max {
		return nil
	}
	w, h := p.box.Max[0]-p.box.Min[0], p.box.Max[1]-p.box.Min[1]
	unit := max(w/mapColumns, h/(mapLines*tall), 1)
	if c != nil { // characters narrower than cells would show gaps
		unit = max(unit, c.Side)
	}
	m := &Map{Width: unit, Height: unit * tall}
	columns, lines := min(mapColumns, int(w/unit)+1), min(mapLines, int(h/m.Height)+1)
	counts := make([]int, columns*lines)
	for _, at := range p.inside() {
		tm := p.placed.Metres(at)
		c := min(columns-1, int((tm[0]-p.box.Min[0])/unit))
		l := min(lines-1, int((p.box.Max[1]-tm[1])/m.Height))
		counts[max(0, l)*columns+max(0, c)] += 1 << p.shift
	}
	m.Shades = shades(counts)
	for l := range lines {
		line := make([]rune, 0, columns)
		for _, n := range counts[l*columns : (l+1)*columns] {
			line = append(line, markOf(m.Shades, n))
		}
		m.Lines = append(m.Lines, string(line))
	}
	return m
}

// shades divides the counts into classes, each starting at twice or more of the
// previous one, so that low and high counts are both visible.
func shades(counts []int) []Shade {
	most := slices.Max(counts)
	runes := []rune(marks)
	var out []Shade
	from := 1
	for k, mark := range runes {
		to := int(math.Round(math.Pow(float64(most), float64(k+1)/float64(len(runes)))))
		if to = max(to, from); k == len(runes)-1 || to >= most {
			to = most
		}
		out = append(out, Shade{string(mark), from, to})
		if from = to + 1; from > most {
			break
		}
	}
	return out
}

func markOf(shades []Shade, n int) rune {
	for _, s := range shades {
		if n >= s.From && n <= s.To {
			return []rune(s.Mark)[0]
		}
	}
	return ' '
}

// picture writes the map with its scale.
func (p *page) picture(m *Map) {
	across := 0
	for _, l := range m.Lines {
		across = max(across, width(l))
	}
	p.line("  ┌" + strings.Repeat("─", across) + "┐ " + p.w.Text("inspect.north"))
	legend := make([]string, 0, len(m.Shades)+1)
	legend = append(legend, p.w.Text("inspect.character", "wide", metres(round(m.Width, 0)), "high", metres(round(m.Height, 0))))
	for _, s := range m.Shades {
		if s.To > s.From {
			legend = append(legend, p.w.Text("inspect.shade_span", "mark", s.Mark, "low", s.From, "high", s.To))
		} else {
			legend = append(legend, p.w.Text("inspect.shade", "mark", s.Mark, "n", s.From))
		}
	}
	for i := range max(len(m.Lines), len(legend)) {
		line := ""
		if i < len(m.Lines) {
			line = "  │" + m.Lines[i] + strings.Repeat(" ", across-width(m.Lines[i])) + "│"
		} else {
			if i == len(m.Lines) {
				line = "  └" + strings.Repeat("─", across) + "┘"
			}
			line += strings.Repeat(" ", across+4-width(line))
		}
		if i < len(legend) {
			line += "  " + legend[i]
		}
		p.line(line)
	}
	if len(m.Lines) >= len(legend) {
		p.line("  └" + strings.Repeat("─", across) + "┘")
	}
}
