package inspect

import (
	"bytes"
	"math"

	"saavu/internal/format/record"
)

// What digits can be lost: a spreadsheet keeps 15 of a number, and shows one of
// more than 11 with an exponent, which is what it then writes as CSV.
const (
	fifteenDigits  = 1e15
	leastWithPower = 1e5
)

// lost counts whole numbers whose last digits may be gone; exact says that all of
// them are there.
func (c *column) lost(x float64, v *record.Value, exact bool) {
	if x = math.Abs(x); x != math.Trunc(x) {
		return
	}
	if v.Kind == record.Text && x >= leastWithPower && bytes.ContainsAny(v.Text, "eE") {
		c.powers++
		return
	}
	if x >= fifteenDigits && (c.excel || !exact && v.Kind == record.Float) {
		c.long++
	}
}

// digitDoubts are about ids whose last digits may be gone.
func (f *File) digitDoubts(c *column) {
	say := func(n int64, format string) {
		f.doubt(Doubt{Text: c.field.Name + ": " + counted(n, "whole number", "whole numbers") + format,
			Do: "if these are ids, take them anew from their source, as text", Columns: []string{c.field.Name}, Rows: n})
	}
	switch {
	case c.long > 0 && f.Format == excel:
		say(c.long, " of more than 15 digits, of which a spreadsheet keeps 15: the others may have become 0, and two ids one")
	case c.long > 0:
		say(c.long, " of more than 15 digits, kept as floating-point numbers: the last digits may be rounded, and two ids one")
	}
	if c.powers > 0 && (idRole(c.role) || c.role == Key || c.role == Municipality || c.most >= fifteenDigits) {
		say(c.powers, " written with an exponent: the last digits may be lost, and two ids one")
	}
}

// excel is the format of workbooks.
const excel = "Excel"
