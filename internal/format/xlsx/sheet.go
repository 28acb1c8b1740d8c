package xlsx

import (
	"encoding/xml"
	"errors"
	"math"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

const (
	mostRows    = 1_048_576 // of a sheet
	mostColumns = 16_384
)

// row is a row of a sheet with the cells that are filled, in order.
type row struct {
	at     int // from 1
	hidden bool
	cells  []cell

	text []byte // backing of texts that the cells do not share
}

// cell is a filled cell, or one that lacks a value for a known reason.
type cell struct {
	column int // from 1
	value  record.Value
	broken []byte // the error that it shows, as in #N/A
	blank  bool   // a formula that was not calculated
	long   bool   // a whole number of more than 15 digits
}

// merge is a block of merged cells, both ends inclusive.
type merge struct{ top, left, bottom, right int }

// walker makes rows of the tags of a sheet.
type walker struct {
	book  *book
	visit func(*row) error
	merge func(merge)

	row            row
	inside, ended  bool // the data of the sheet
	column         int
	kind, style    string
	raw            []byte
	formula, value bool // the cell has a formula; its value is being read
	valued         bool // the cell has a value, though it may be an empty text
	inline         rich
}

// walk visits the rows of a sheet that have a cell, and then the merged cells.
// The row is reused.
func (b *book) walk(at int, visit func(*row) error, merged func(merge)) error {
	w := &walker{book: b, visit: visit, merge: merged}
	return b.part(b.sheets[at].part, func(t *tokens) error {
		if err := t.walk(w.open, w.close, w.chars); err != nil {
			return err
		}
		if !w.ended {
			return errors.New("it holds no cells")
		}
		return nil
	})
}

// wrong is a problem at a cell.
func (w *walker) wrong(found, expected string) error {
	return problem.Problem{Row: w.row.at, Column: letters(w.column), Found: found, Expected: expected, Hint: saveAgain}
}

func (w *walker) open(name string, attrs []xml.Attr) error {
	switch {
	case name == "sheetData":
		w.inside = true
	case name == "mergeCell" && w.merge != nil:
		if m, ok := block(tag{name, attrs}.attribute("ref")); ok {
			w.merge(m)
		}
	case !w.inside:
	case name == "row":
		return w.openRow(tag{name, attrs})
	case name == "c":
		return w.openCell(tag{name, attrs})
	case name == "v":
		w.value, w.valued = true, true
	case name == "f":
		w.formula = true
	default:
		w.inline.open(name)
	}
	return nil
}

func (w *walker) openRow(t tag) error {
	at := w.row.at + 1
	if r := t.attribute("r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < at || n > mostRows {
			w.column = 0
			return w.wrong("row "+r, "rows in ascending order, at most "+strconv.Itoa(mostRows))
		}
		at = n
	}
	w.row = row{at: at, hidden: isTrue(t.attribute("hidden")), cells: w.row.cells[:0], text: w.row.text[:0]}
	w.column = 0
	return nil
}

func (w *walker) openCell(t tag) error {
	next := w.column + 1
	if r := t.attribute("r"); r != "" {
		_, column, ok := reference(r)
		if !ok || column < next {
			return w.wrong("cell "+r, "cells in ascending order, at most "+strconv.Itoa(mostColumns)+" columns")
		}
		next = column
	}
	if next > mostColumns || w.row.at == 0 {
		return w.wrong("a cell", "cells in rows, at most "+strconv.Itoa(mostColumns)+" columns")
	}
	w.column, w.kind, w.style = next, t.attribute("t"), t.attribute("s")
	w.raw, w.formula, w.value = w.raw[:0], false, false
	w.valued = false
	w.inline.reset()
	return nil
}

func (w *walker) chars(b []byte) {
	if w.value {
		w.raw = append(w.raw, b...)
	}
	w.inline.text(b)
}

func (w *walker) close(name string) error {
	switch name {
	case "sheetData":
		w.inside, w.ended = false, true
	case "v":
		w.value = false
	case "row":
		if w.inside && len(w.row.cells) > 0 {
			return w.visit(&w.row)
		}
	case "c":
		if w.inside {
			return w.closeCell()
		}
	default:
		w.inline.close(name)
	}
	return nil
}

// closeCell stores the content of the cell.
func (w *walker) closeCell() error {
	c := cell{column: w.column}
	var err error
	switch w.kind {
	case "s":
		i, wrong := strconv.Atoi(string(w.raw))
		text, ok := w.book.strings.at(i)
		if wrong != nil || !ok {
			return w.wrong("shared text "+string(w.raw), "one of "+strconv.Itoa(len(w.book.strings.ends))+" texts")
		}
		c.value = record.OfText(text)
	case "str", "d":
		c.value = w.text(w.raw)
	case "inlineStr":
		c.value = w.text(w.inline.bytes)
	case "b":
		c.value = record.Of(isTrue(string(w.raw)))
	case "e":
		c.broken = append([]byte(nil), w.raw...)
	default:
		c.value, err = w.number()
		c.long = tooLong(c.value)
	}
	// A formula may return an empty text; without any value it was not
	// calculated.
	c.blank = w.formula && len(w.raw) == 0 && !(w.kind == "str" && w.valued)
	if err == nil && (c.value.Kind != record.Null || c.blank || c.broken != nil) {
		w.row.cells = append(w.row.cells, c)
	}
	return err
}

// text stores a text of the row. If the memory behind it moves, the earlier
// texts stay valid.
func (w *walker) text(text []byte) record.Value {
	from := len(w.row.text)
	w.row.text = append(w.row.text, unescape(text)...)
	return record.OfText(w.row.text[from:len(w.row.text):len(w.row.text)])
}

// number reads the number of the cell by its style.
func (w *walker) number() (record.Value, error) {
	if len(w.raw) == 0 {
		return record.Value{}, nil
	}
	v, ok := record.Number(w.raw, false)
	if !ok {
		return record.Value{}, w.wrong(string(w.raw), "a number")
	}
	if i, err := strconv.Atoi(w.style); err == nil && i >= 0 && i < len(w.book.styles) && w.book.styles[i] != number {
		if text, ok := iso(v, w.book.styles[i], w.book.since04); ok {
			return w.text([]byte(text)), nil
		}
	}
	// An id keeps all digits in the file.
	exact, _ := record.OfDecimal(w.raw)
	if exact.Kind == record.Text {
		return w.text(exact.Text), nil
	}
	return exact, nil
}

// tooLong reports whether a number is a whole one of more than 15 digits, which
// is all that a spreadsheet keeps.
func tooLong(v record.Value) bool {
	x, ok := (&record.Row{Values: []record.Value{v}}).Number(0)
	return ok && v.Kind != record.Float && math.Abs(x) >= 1e15
}

// reference reads a cell's name, such as B7.
func reference(name string) (row, column int, ok bool) {
	i := 0
	for ; i < len(name) && i < 4 && name[i]&^0x20 >= 'A' && name[i]&^0x20 <= 'Z'; i++ {
		column = column*26 + int(name[i]&^0x20-'A') + 1
	}
	row, err := strconv.Atoi(name[i:])
	return row, column, err == nil && i > 0 && column <= mostColumns && row >= 1 && row <= mostRows
}

// block reads a block of cells, such as A1:C2.
func block(name string) (m merge, ok bool) {
	for i := range name {
		if name[i] == ':' {
			var first, last bool
			m.top, m.left, first = reference(name[:i])
			m.bottom, m.right, last = reference(name[i+1:])
			return m, first && last && m.top <= m.bottom && m.left <= m.right
		}
	}
	return m, false
}

// letters names a column: 1 is A, 28 is AB; "" for 0.
func letters(column int) string {
	text := ""
	for ; column > 0; column = (column - 1) / 26 {
		text = string(rune('A'+(column-1)%26)) + text
	}
	return text
}
