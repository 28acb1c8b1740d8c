package input

import "strings"

// Row is one row of a table.
type Row struct {
	*Table
	At int // in Rows
}

// Field returns a field without spaces around it, empty if there is no such column.
func (x *Row) Field(column string) string { return strings.TrimSpace(x.Get(x.At, column)) }

// Refuse reports a field of the row.
func (x *Row) Refuse(column, expected, hint string) { x.Wrong(x.At, column, expected, hint) }

// Line is the line of the row in its file.
func (x *Row) Line() int { return x.Lines[x.At] }
