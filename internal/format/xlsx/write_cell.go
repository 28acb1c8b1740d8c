package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/layer"
)

// sheetWriter writes the cells of a sheet.
type sheetWriter struct {
	l       *layer.Layer
	letters []string // of the columns
	b       bytes.Buffer
	row     int // that is open, from 1
}

// begin writes what stands before the cells.
func (s *sheetWriter) begin(cover bool) {
	s.b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>`)
	if cover {
		s.b.WriteString(`<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/>`)
		if n := len(s.letters); n > 2 {
			fmt.Fprintf(&s.b, `<col min="3" max="%d" width="30" customWidth="1"/>`, n)
		}
		s.b.WriteString("</cols><sheetData>")
		return
	}
	s.b.WriteString(`<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`)
	if len(s.l.Columns) > 0 {
		s.b.WriteString("<cols>")
		for c, column := range s.l.Columns {
			fmt.Fprintf(&s.b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, c+1, c+1, min(max(utf8.RuneCountInString(column.Name)+4, 9), 40))
		}
		s.b.WriteString("</cols>")
	}
	s.b.WriteString("<sheetData>")
}

// open begins the next row.
func (s *sheetWriter) open() {
	s.row++
	s.b.WriteString(`<row r="` + strconv.Itoa(s.row) + `">`)
}

// fault adds the place to an error.
func (s *sheetWriter) fault(c int, err error) error {
	return fmt.Errorf("layer %q, row %d of the sheet, column %q: %w", s.l.Name, s.row, s.l.Columns[c].Name, err)
}

// cell begins a cell.
func (s *sheetWriter) cell(c int, kind string, style int) {
	s.b.WriteString(`<c r="` + s.letters[c] + strconv.Itoa(s.row) + `"`)
	if style != plain {
		s.b.WriteString(` s="` + strconv.Itoa(style) + `"`)
	}
	if kind != "" {
		s.b.WriteString(` t="` + kind + `"`)
	}
	s.b.WriteByte('>')
}

func (s *sheetWriter) value(c int, v any, style int) error {
	switch v := v.(type) {
	case string:
		return s.text(c, v, style)
	case int64:
		if v > exactWhole || v < -exactWhole {
			return s.text(c, strconv.FormatInt(v, 10), style)
		}
		s.cell(c, "", style)
		s.b.WriteString("<v>" + strconv.FormatInt(v, 10) + "</v></c>")
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return s.fault(c, errors.New("found a number that is NaN or infinite, expected a finite one or nil for an empty cell"))
		}
		s.cell(c, "", style)
		s.b.WriteString("<v>" + strconv.FormatFloat(v, 'g', -1, 64) + "</v></c>")
	case bool:
		s.cell(c, "b", style)
		s.b.WriteString("<v>" + map[bool]string{true: "1", false: "0"}[v] + "</v></c>")
	}
	return nil
}

// text writes a text into its cell, never as a formula.
func (s *sheetWriter) text(c int, text string, style int) error {
	units := 0
	for _, r := range text {
		if units++; r > 0xffff {
			units++
		}
	}
	if units > longestText {
		return s.fault(c, fmt.Errorf("a text of %d characters, and a cell of .xlsx holds %d: write .csv or .parquet", units, longestText))
	}
	s.cell(c, "inlineStr", style)
	s.b.WriteString(`<is><t xml:space="preserve">` + escaped(text) + `</t></is></c>`)
	return nil
}

// marked matches what a reader takes for the escape of a character.
var marked = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escaped writes a text as XML. Characters that XML has not, and an underscore that
// looks like the begin of the escape of one, are escaped as the format does it: _x000D_.
func escaped(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case unwritable(r), r == '_' && marked.MatchString(text[i:min(i+7, len(text))]):
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteRune(r)
		}
	}
	var x strings.Builder
	_ = xml.EscapeText(&x, []byte(b.String())) // a strings.Builder takes all
	return x.String()
}

// unwritable reports whether XML has no such character, or would change it.
func unwritable(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff }
