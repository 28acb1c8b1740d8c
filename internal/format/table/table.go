// Package table reads delimited text tables as people keep them: RFC 4180 with
// any of comma, semicolon, tab and bar as the delimiter, from spreadsheets that
// write a byte order mark, a decimal comma or the Windows code page. It finds
// these out for itself and says in Notes what it assumed. What the columns mean is
// the caller's affair, and so are columns that are missing.
package table

import (
	"math"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Table is a table of texts. All cells are trimmed of surrounding spaces.
type Table struct {
	Name      string     // the file's name, for messages
	Header    []string   // one name for each column, each once; an unnamed column is ""
	Rows      [][]string // each as long as Header
	Lines     []int      // line of the file on which each row begins; the header is on line 1 or later
	Delimiter rune       // ',' ';' '\t' or '|'
	Notes     []string   // what was assumed or passed over, for the user to see

	headerLine int
}

// Column gives the place of a column; upper and lower case are one. False when
// there is none of this name.
func (t *Table) Column(name string) (int, bool) {
	for i, h := range t.Header {
		if h != "" && strings.EqualFold(h, name) {
			return i, true
		}
	}
	return 0, false
}

// Require is Column with a Problem, which lists the columns that there are and
// the delimiter that was found, when the column is missing.
func (t *Table) Require(name string) (int, *problem.Problem) {
	if i, ok := t.Column(name); ok {
		return i, nil
	}
	return 0, &problem.Problem{File: t.Name, Row: t.headerLine, Column: name, Expected: "a column of this name",
		Hint: "the columns, separated by " + delimiterName(t.Delimiter) + ", are " + problem.Clip(strings.Join(t.Header, ", "))}
}

// Wrong is a Problem at a cell, with its line, column and content filled in.
func (t *Table) Wrong(row, col int, expected, hint string) problem.Problem {
	return problem.Problem{File: t.Name, Row: t.Lines[row], Column: t.Header[col], Found: t.Rows[row][col], Expected: expected, Hint: hint}
}

// Float reads a cell as a finite number. In a table separated by semicolons, as
// spreadsheets in Finnish write it, a comma is a decimal point too. An empty cell
// is a Problem: look at Rows first where it may be empty.
func (t *Table) Float(row, col int) (float64, *problem.Problem) {
	text := t.Rows[row][col]
	x, ok := record.Number([]byte(text), t.Delimiter == ';')
	if ok {
		return x, nil
	}
	hint := ""
	if strings.Contains(text, ",") && (t.Delimiter != ';' || strings.Contains(text, ".")) {
		hint = "write decimals with a point; a decimal comma is read only where ';' separates the fields"
	}
	p := t.Wrong(row, col, "a number", hint)
	return 0, &p
}

// Int reads a cell as a whole number; "12.0", as programs write whole numbers
// from a column with gaps, is one. An empty cell is a Problem.
func (t *Table) Int(row, col int) (int, *problem.Problem) {
	if n, err := strconv.Atoi(t.Rows[row][col]); err == nil {
		return n, nil
	}
	// Above 2^53 a float no longer tells neighbouring whole numbers apart.
	if x, p := t.Float(row, col); p == nil && x == math.Trunc(x) && math.Abs(x) <= 1<<53 {
		return int(x), nil
	}
	p := t.Wrong(row, col, "a whole number", "")
	return 0, &p
}
