package export

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// lineWidth is the longest line of a printed table, in characters.
const lineWidth = 100

// column is one column of a sheet.
type column struct {
	head  []string // the lines of its header
	right bool
	lean  bool // its header may extend over free space to the left, except the last line
	least int  // width to which it may be cut if lines are too long; 0 = never
	wraps bool // what is cut continues in the lines below
	names bool // a name that is too long continues in the line below, broken as a name is
	roomy int  // least width, if there is room
}

// sheet is a table to be printed as text or Markdown. A row with one cell is a line
// across all columns.
type sheet struct {
	columns []column
	rows    [][]string
	tones   map[int]string   // row to its terminal colour, if colours are wanted
	tints   map[int][]string // row to the terminal colours of its cells
	most    int              // longest line; 0 is lineWidth
	airy    bool             // two spaces between columns
}

// gap is the number of spaces between columns.
func (s *sheet) gap() int {
	if s.airy {
		return 2
	}
	return 1
}

// spread puts more space between columns where there is room for it.
func (s *sheet) spread() {
	s.airy = true
	s.airy = s.over() <= 0
}

// fullHeads gives every column the width of its whole head, if there is room: heads of
// lean columns next to each other are cut.
func (s *sheet) fullHeads() {
	narrow := slices.Clone(s.columns)
	for c := range s.columns {
		s.columns[c].lean = false
	}
	if s.over() > 0 {
		s.columns = narrow
	}
}

// longest is the longest line of the sheet.
func (s *sheet) longest() int {
	if s.most > 0 {
		return s.most
	}
	return lineWidth
}

// over gives by how many characters lines are longer than they may be; at most 0 where
// nothing has to be cut.
func (s *sheet) over() int {
	w := s.natural()
	over := s.gap()*(len(w)-1) - s.longest()
	for _, n := range w {
		over += n
	}
	return over
}

func (s *sheet) add(cells ...string) {
	for i := range cells {
		cells[i] = problem.Shown(cells[i])
	}
	s.rows = append(s.rows, cells)
}

// natural returns the widths that cut nothing.
func (s *sheet) natural() []int {
	w := make([]int, len(s.columns))
	for c, col := range s.columns {
		w[c] = col.roomy
		for h, head := range col.head {
			if !col.lean || h == len(col.head)-1 {
				w[c] = max(w[c], width(problem.Shown(head)))
			}
		}
		for _, row := range s.rows {
			if len(row) > 1 {
				w[c] = max(w[c], width(row[c]))
			}
		}
	}
	return w
}

// leastOfAll is the width below which no column is cut.
const leastOfAll = 8

// widths cuts the columns that may be cut until the line fits: first those with most
// width above their least, and below the least only if nothing else is left.
func (s *sheet) widths() []int {
	w, over := s.natural(), s.over()
	for _, hard := range []bool{false, true} {
		for ; over > 0; over-- {
			at, most := -1, 0
			for c, col := range s.columns {
				least := col.least
				if hard {
					least = min(least, leastOfAll)
				}
				if col.least > 0 && w[c]-least > most {
					at, most = c, w[c]-least
				}
			}
			if at < 0 {
				break
			}
			w[at]--
		}
	}
	return w
}

// colored adds a cell's terminal colours to a row.
func (s *sheet) colored(cells ...cell) {
	texts, tints := make([]string, len(cells)), make([]string, len(cells))
	for i, c := range cells {
		texts[i], tints[i] = c.text, c.tone
	}
	if s.tints == nil {
		s.tints = map[int][]string{}
	}
	s.tints[len(s.rows)] = tints
	s.add(texts...)
}

// text returns the lines of the sheet, none longer than it may be.
func (s *sheet) text(color bool) []string {
	w := s.widths()
	height := 0
	for _, col := range s.columns {
		height = max(height, len(col.head))
	}
	var lines []string
	tinted := func(tone, line string) {
		line = cut(line, s.longest())
		if color && tone != "" {
			line = tone + line + plain
		}
		lines = append(lines, line)
	}
	for h := range height {
		cells := make([]string, len(w))
		for c, col := range s.columns {
			if k := h - (height - len(col.head)); k >= 0 {
				cells[c] = problem.Shown(col.head[k])
			}
		}
		if line := s.header(cells, w); line != "" || s.tints == nil {
			tinted(bold, line)
		}
	}
	for r, row := range s.rows {
		if len(row) == 1 {
			tinted("", row[0])
			continue
		}
		for _, part := range s.folded(row, w) {
			if tints := s.tints[r]; color && tints != nil {
				lines = append(lines, s.line(part, w, tints))
				continue
			}
			tinted(s.tones[r], s.line(part, w, nil))
		}
	}
	return lines
}

// line writes the cells of a row, with their terminal colours if there are any.
func (s *sheet) line(cells []string, w []int, tints []string) string {
	var b strings.Builder
	for c, cell := range cells {
		cell = cut(cell, w[c])
		pad := strings.Repeat(" ", w[c]-width(cell))
		if tints != nil && tints[c] != "" && cell != "" {
			cell = tints[c] + cell + plain
		}
		if c > 0 {
			b.WriteString(strings.Repeat(" ", s.gap()))
		}
		if s.columns[c].right {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// header is a line of headers; those of lean columns end at the end of the column and
// leave a space after what stands to their left.
func (s *sheet) header(cells []string, w []int) string {
	line, end := "", -s.gap()
	for c, cell := range cells {
		start := end + s.gap()
		end = start + w[c]
		if cell == "" {
			continue
		}
		if s.columns[c].right {
			start = max(end-width(cell), 0)
		}
		line = cut(line, start-1)
		line += strings.Repeat(" ", start-width(line)) + cut(cell, end-start)
	}
	return line
}

// twoLines breaks a header at its first space.
func twoLines(text string) []string {
	if first, rest, ok := strings.Cut(text, " "); ok {
		return []string{first, rest}
	}
	return []string{text}
}

// width counts characters: a Finnish letter is one.
func width(s string) int { return utf8.RuneCountInString(s) }

// cut shortens a text to n characters; the last one is … if any are lost.
func cut(s string, n int) string {
	if width(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	return strings.TrimRight(string([]rune(s)[:n-1]), " ,") + "…"
}

// cell is a text in a column with its terminal colour.
type cell struct{ text, tone string }

// leastName is the least width of a column of names that is shortened in lines that are too
// long, unless the figures are as wide as possible.
const leastName = 15
