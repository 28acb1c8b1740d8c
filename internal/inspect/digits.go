package inspect

import (
	"bytes"
	"math"

	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// How digits can be lost: a spreadsheet keeps 15 digits of a number, and shows
// a number of more than 11 with an exponent, which it then writes to CSV.
const (
	fifteenDigits  = 1e15
	leastWithPower = 1e5
)

// lost counts whole numbers whose last digits may be lost; exact means that all
// of them are present.
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

// digitDoubts are about ids whose last digits may be lost.
func (f *File) digitDoubts(c *column) {
	say := func(n int64, about report.Message) {
		f.doubt(Doubt{About: about, Advice: report.NewMessage("do.digits"), Columns: []string{c.field.Name}, Rows: n})
	}
	switch {
	case c.long > 0 && f.Format == excel:
		say(c.long, report.NewMessage("doubt.digits_excel", "column", c.field.Name, "n", int(c.long)))
	case c.long > 0:
		say(c.long, report.NewMessage("doubt.digits_float", "column", c.field.Name, "n", int(c.long)))
	}
	if c.powers > 0 && (idRole(c.role) || c.role == Key || c.role == Municipality || c.most >= fifteenDigits) {
		say(c.powers, report.NewMessage("doubt.digits_power", "column", c.field.Name, "n", int(c.powers)))
	}
}

// When a code of another length is unusual: codes are long, many, and nearly
// all of one length.
const (
	leastCode  = 4
	mostCode   = 24
	leastAlike = 20
	alikeTimes = 50 // at least as many codes of the common length for each unusual one
)

// codeLengths counts codes of digits by their length, and keeps the first of
// each.
type codeLengths struct {
	n     [mostCode + 1]int64
	first [mostCode + 1]string
}

func (l *codeLengths) add(digits []byte) {
	n := len(digits)
	if n > mostCode || digits[0] == '-' {
		return
	}
	if l.n[n]++; l.n[n] == 1 {
		l.first[n] = string(digits)
	}
}

// odd returns the common length, how many codes have another one, and the first
// of these; none if numbers are consecutive (998, 999, 1000).
func (l *codeLengths) odd() (common int, odd int64, first string) {
	for n := range l.n {
		if l.n[n] > l.n[common] {
			common = n
		}
	}
	for n := range l.n {
		switch {
		case n == common || l.n[n] == 0:
		case n != common-1 && n != common+1: // not a lost digit: consecutive numbers
			return common, 0, ""
		default:
			if odd += l.n[n]; first == "" {
				first = l.first[n]
			}
		}
	}
	if odd == 0 || common < leastCode || l.n[common] < leastAlike || l.n[common] < odd*alikeTimes {
		return common, 0, ""
	}
	usual := l.first[common][0]
	if len(first) < common && first[0] == '9' && usual == '1' || len(first) > common && first[0] == '1' && usual == '9' {
		return common, 0, ""
	}
	return common, odd, first
}

// lengthDoubt is about codes with a digit too few or too many.
func (f *File) lengthDoubt(c *column) {
	if !idRole(c.role) && c.role != Key && c.role != Municipality {
		return
	}
	if common, odd, first := c.lengths.odd(); odd > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.length", "column", c.field.Name, "n", int(odd), "common", common, "first", first),
			Advice: report.NewMessage("do.length"), Columns: []string{c.field.Name}, Rows: odd})
	}
}

// excel is the format of workbooks.
const excel = "Excel"
