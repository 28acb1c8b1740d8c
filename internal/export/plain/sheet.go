package plain

import (
	"slices"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// LineWidth is the longest line of a printed table, in characters.
const LineWidth = 100

// Column is one column of a sheet.
type Column struct {
	Head  []string // the lines of its header
	Right bool
	Lean  bool // its header may extend over free space to the left, except the last line
	Least int  // width to which it may be cut if lines are too long; 0 = never
	Wraps bool // what is cut continues in the lines below
	Names bool // a name that is too long continues in the line below, broken as a name is
	Roomy int  // least width, if there is room
}

// Sheet is a table to be printed as text or Markdown. A row with one cell is a line
// across all columns.
type Sheet struct {
	Columns []Column
	Rows    [][]string
	Tones   map[int]string   // row to its terminal colour, if colours are wanted
	Tints   map[int][]string // row to the terminal colours of its cells
	Most    int              // longest line; 0 is LineWidth
	airy    bool             // two spaces between columns
}

// gap is the number of spaces between columns.
func (s *Sheet) gap() int {
	if s.airy {
		return 2
	}
	return 1
}

// Spread puts more space between columns where there is room for it.
func (s *Sheet) Spread() {
	s.airy = true
	s.airy = s.Over() <= 0
}

// FullHeads gives every column the width of its whole head, if there is room: heads of
// lean columns next to each other are cut.
func (s *Sheet) FullHeads() {
	narrow := slices.Clone(s.Columns)
	for c := range s.Columns {
		s.Columns[c].Lean = false
	}
	if s.Over() > 0 {
		s.Columns = narrow
	}
}

// Longest is the longest line of the sheet.
func (s *Sheet) Longest() int {
	if s.Most > 0 {
		return s.Most
	}
	return LineWidth
}

// Over gives by how many characters lines are longer than they may be; at most 0 where
// nothing has to be cut.
func (s *Sheet) Over() int {
	w := s.natural()
	over := s.gap()*(len(w)-1) - s.Longest()
	for _, n := range w {
		over += n
	}
	return over
}

// Add adds a row with a cell for each column, or with one cell that is a line across all of them.
// Control characters are shown.
func (s *Sheet) Add(cells ...string) {
	for i := range cells {
		cells[i] = problem.Shown(cells[i])
	}
	s.Rows = append(s.Rows, cells)
}

// natural returns the widths that cut nothing.
func (s *Sheet) natural() []int {
	w := make([]int, len(s.Columns))
	for c, col := range s.Columns {
		w[c] = col.Roomy
		for h, head := range col.Head {
			if !col.Lean || h == len(col.Head)-1 {
				w[c] = max(w[c], Width(problem.Shown(head)))
			}
		}
		for _, row := range s.Rows {
			if len(row) > 1 {
				w[c] = max(w[c], Width(row[c]))
			}
		}
	}
	return w
}

// leastOfAll is the width below which no column is cut.
const leastOfAll = 8

// widths cuts the columns that may be cut until the line fits: first those with most
// width above their least, and below the least only if nothing else is left.
func (s *Sheet) widths() []int {
	w, over := s.natural(), s.Over()
	for _, hard := range []bool{false, true} {
		for ; over > 0; over-- {
			at, most := -1, 0
			for c, col := range s.Columns {
				least := col.Least
				if hard {
					least = min(least, leastOfAll)
				}
				if col.Least > 0 && w[c]-least > most {
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

// Colored adds a cell's terminal colours to a row.
func (s *Sheet) Colored(cells ...Cell) {
	texts, tints := make([]string, len(cells)), make([]string, len(cells))
	for i, c := range cells {
		texts[i], tints[i] = c.Text, c.Tone
	}
	if s.Tints == nil {
		s.Tints = map[int][]string{}
	}
	s.Tints[len(s.Rows)] = tints
	s.Add(texts...)
}

// Text returns the lines of the sheet, none longer than it may be.
func (s *Sheet) Text(color bool) []string {
	w := s.widths()
	height := 0
	for _, col := range s.Columns {
		height = max(height, len(col.Head))
	}
	var lines []string
	tinted := func(tone, line string) {
		line = Cut(line, s.Longest())
		if color && tone != "" {
			line = tone + line + End
		}
		lines = append(lines, line)
	}
	for h := range height {
		cells := make([]string, len(w))
		for c, col := range s.Columns {
			if k := h - (height - len(col.Head)); k >= 0 {
				cells[c] = problem.Shown(col.Head[k])
			}
		}
		if line := s.header(cells, w); line != "" || s.Tints == nil {
			tinted(Bold, line)
		}
	}
	for r, row := range s.Rows {
		if len(row) == 1 {
			tinted("", row[0])
			continue
		}
		for _, part := range s.folded(row, w) {
			if tints := s.Tints[r]; color && tints != nil {
				lines = append(lines, s.line(part, w, tints))
				continue
			}
			tinted(s.Tones[r], s.line(part, w, nil))
		}
	}
	return lines
}

// line writes the cells of a row, with their terminal colours if there are any.
func (s *Sheet) line(cells []string, w []int, tints []string) string {
	var b strings.Builder
	for c, cell := range cells {
		cell = Cut(cell, w[c])
		pad := strings.Repeat(" ", w[c]-Width(cell))
		if tints != nil && tints[c] != "" && cell != "" {
			cell = tints[c] + cell + End
		}
		if c > 0 {
			b.WriteString(strings.Repeat(" ", s.gap()))
		}
		if s.Columns[c].Right {
			b.WriteString(pad + cell)
		} else {
			b.WriteString(cell + pad)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// header is a line of headers; those of lean columns end at the end of the column and
// leave a space after what stands to their left.
func (s *Sheet) header(cells []string, w []int) string {
	line, end := "", -s.gap()
	for c, cell := range cells {
		start := end + s.gap()
		end = start + w[c]
		if cell == "" {
			continue
		}
		if s.Columns[c].Right {
			start = max(end-Width(cell), 0)
		}
		line = Cut(line, start-1)
		line += strings.Repeat(" ", start-Width(line)) + Cut(cell, end-start)
	}
	return line
}

// TwoLines breaks a header at its first space.
func TwoLines(text string) []string {
	if first, rest, ok := strings.Cut(text, " "); ok {
		return []string{first, rest}
	}
	return []string{text}
}

// Width counts characters: a Finnish letter is one.
func Width(s string) int { return utf8.RuneCountInString(s) }

// Cut shortens a text to n characters; the last one is … if any are lost.
func Cut(s string, n int) string {
	if Width(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	return strings.TrimRight(string([]rune(s)[:n-1]), " ,") + "…"
}

// Cell is a text in a column with its terminal colour.
type Cell struct{ Text, Tone string }

// LeastName is the least width of a column of names that is shortened in lines that are too
// long, unless the figures are as wide as possible.
const LeastName = 15
