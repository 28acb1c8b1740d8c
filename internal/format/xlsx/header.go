package xlsx

import (
	"strings"

	"saavu/internal/format/record"
)

const (
	headRows   = 60 // rows with content among which the header is searched
	below      = 10 // rows below it that must be filled alike
	mostMerges = 10_000
	mostLaid   = 200_000 // cells that merged ones are spread over
)

// head is the beginning of a sheet: its first rows, and the merged cells that
// begin among them.
type head struct {
	rows   []row
	merges []merge
	others int // merged cells further down
	texts  []map[int]string
}

// add keeps a row, and reports whether it was one of the first.
func (h *head) add(r *row) bool {
	if len(h.rows) == headRows {
		return false
	}
	c := row{at: r.at, hidden: r.hidden, cells: append([]cell(nil), r.cells...)}
	for i := range c.cells {
		v := &c.cells[i].value
		v.Text = append([]byte(nil), v.Text...)
	}
	h.rows = append(h.rows, c)
	return true
}

func (h *head) merged(m merge) {
	if len(h.rows) > 0 && m.top <= h.rows[len(h.rows)-1].at && len(h.merges) < mostMerges {
		h.merges = append(h.merges, m)
	} else {
		h.others++
	}
}

// lay fills in the texts of the first rows by column, merged ones in each of
// their columns and rows, up to mostLaid.
func (h *head) lay() {
	h.texts = make([]map[int]string, len(h.rows))
	place := map[int]int{} // row of the sheet to its index in the head
	for i, r := range h.rows {
		place[r.at] = i
		h.texts[i] = map[int]string{}
		for _, c := range r.cells {
			if c.value.Kind != record.Null {
				h.texts[i][c.column] = c.value.String()
			}
		}
	}
	laid := 0
	for _, m := range h.merges {
		i, ok := place[m.top]
		if !ok {
			continue
		}
		text, ok := h.texts[i][m.left]
		for ; ok && i < len(h.rows) && h.rows[i].at <= m.bottom; i++ {
			if laid += m.right - m.left + 1; laid > mostLaid {
				return
			}
			for c := m.left; c <= m.right; c++ {
				h.texts[i][c] = text
			}
		}
	}
}

// find returns the index of the header among the first rows, and whether it
// looks like one: the first row with two filled cells or more, most of them
// texts or years, with rows below filled alike. In a sheet without such a row
// the names are in the first row that is filled like those below it, else in
// its first one.
func (h *head) find() (at int, sure bool) {
	h.lay()
	first := -1
	for i := range h.rows {
		// A cell that is merged over several columns is a title or a group, but
		// its columns still count as filled.
		filled := h.texts[i]
		if len(filled) < 2 || distinct(filled) < 2 || !h.alike(i, filled) {
			continue
		}
		if first < 0 {
			first = i
		}
		if 2*h.words(i) > len(h.rows[i].cells) {
			return i, true
		}
	}
	return max(first, 0), false
}

// distinct counts the texts of a row.
func distinct(filled map[int]string) int {
	seen := map[string]bool{}
	for _, text := range filled {
		seen[text] = true
	}
	return len(seen)
}

// words counts the cells of a row that may be names: texts, and years.
func (h *head) words(i int) int {
	n := 0
	for _, c := range h.rows[i].cells {
		if v := c.value; v.Kind == record.Text || v.Kind == record.Int && v.Int >= 1900 && v.Int <= 2200 {
			n++
		}
	}
	return n
}

// alike reports whether the rows below fill the columns of a row, half of them
// or more, and hardly any other.
func (h *head) alike(i int, filled map[int]string) bool {
	rows, inside, outside := 0, 0, 0
	for k := i + 1; k < len(h.rows) && k <= i+below; k++ {
		rows++
		for column := range h.texts[k] {
			if _, ok := filled[column]; ok {
				inside++
			} else {
				outside++
			}
		}
	}
	return 2*inside >= rows*len(filled) && inside >= 4*outside
}

// names returns the names of the columns from the header row at and, if it has
// groups of merged cells, the rows that divide them; last is the last of them.
func (h *head) names(at int) (names map[int]string, last int) {
	names, last = map[int]string{}, at
	for {
		for column, text := range h.texts[last] {
			text = strings.Join(strings.Fields(text), " ")
			if old := names[column]; old != "" && old != text && !strings.HasSuffix(old, " "+text) {
				text = old + " " + text
			}
			names[column] = text
		}
		if last+1 >= len(h.rows) || !h.divided(last) || h.rows[last+1].at != h.rows[last].at+1 {
			return names, last
		}
		last++
	}
}

// divided reports whether a row has a group whose columns are named in the next
// one.
func (h *head) divided(i int) bool {
	if i+1 >= len(h.rows) || 2*h.words(i+1) <= len(h.rows[i+1].cells) {
		return false
	}
	for _, m := range h.merges {
		if m.top <= h.rows[i].at && m.bottom == h.rows[i].at && m.right > m.left {
			return true
		}
	}
	return false
}
