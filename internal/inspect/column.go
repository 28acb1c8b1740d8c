package inspect

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"saavu/internal/format/record"
)

// The whole numbers whose frequencies are kept, to find outstanding ones.
const (
	leastCounted = -10
	mostCounted  = 1010
)

// column collects the findings of one column.
type column struct {
	abroad   bool // the places of its file are not in Finland, or their system is not known
	field    record.Field
	role     Role
	from, to int  // ages, for the role People
	excel    bool // of a workbook

	rows                               int64 // of the file
	whole, fraction, text, date, truth int64
	withComma, zeros, garbled          int64
	long, powers                       int64 // whole numbers beyond the digits of a float, or with an exponent
	shortest, longest                  int   // of texts of digits
	lengths                            codeLengths
	least, most                        float64
	marks                              map[string]int64
	counted                            []int32 // of the whole numbers from leastCounted
	special                            map[int64]int64
	values                             *sketch
	examples                           []string
	firstGarbled                       string
	scratch                            []byte
}

// newColumn starts a column; keep is how many different values are kept.
func newColumn(f record.Field, keep int) *column {
	return &column{field: f, role: byName(f.Name), least: math.Inf(1), most: math.Inf(-1), values: newSketch(keep),
		marks: map[string]int64{}, special: map[int64]int64{}}
}

// add adds the value of one row.
func (c *column) add(row *record.Row, i int) {
	v := &row.Values[i]
	switch v.Kind {
	case record.Null:
		return
	case record.Bool:
		c.truth++
		c.keep([]byte(v.String()))
		return
	case record.Text:
		if record.NoValue(v.Text) || record.Infinite(v.Text) {
			c.marks[string(v.Text)]++
			return
		}
		if c.word(v.Text) {
			return
		}
	}
	x, ok := row.Number(i)
	if !ok {
		c.words(v.Text)
		return
	}
	c.number(x, row, i)
}

// word adds a value that looks like a number but is not one: a code with
// leading zeros.
func (c *column) word(text []byte) bool {
	if len(text) < 2 || text[0] != '0' || text[1] < '0' || text[1] > '9' {
		return false
	}
	for _, b := range text {
		if b < '0' || b > '9' {
			return false
		}
	}
	c.zeros++
	c.text++
	c.lengths.add(text)
	c.digits(len(text))
	c.keep(text)
	return true
}

// digits records the length of a text of digits: codes all have one length.
func (c *column) digits(n int) {
	if c.longest == 0 {
		c.shortest = n
	}
	c.shortest, c.longest = min(c.shortest, n), max(c.longest, n)
}

// number adds a number. Whole numbers are kept as such, so that 7, "7" and 7.0
// are one value.
func (c *column) number(x float64, row *record.Row, i int) {
	v := &row.Values[i]
	c.least, c.most = math.Min(c.least, x), math.Max(c.most, x)
	n, exact := row.Whole(i)
	c.lost(x, v, exact)
	if !exact {
		if x == math.Trunc(x) {
			c.whole++
		} else {
			c.fraction++
		}
		c.keep([]byte(v.String()))
		return
	}
	c.whole++
	if v.Kind == record.Text {
		c.digits(len(v.Text))
	}
	c.scratch = strconv.AppendInt(c.scratch[:0], n, 10)
	c.keep(c.scratch)
	c.lengths.add(c.scratch)
	switch {
	case n >= leastCounted && n <= mostCounted:
		if c.counted == nil {
			c.counted = make([]int32, mostCounted-leastCounted+1)
		}
		c.counted[n-leastCounted]++
	case record.NegativeMark(x) || record.PositiveMark(x):
		c.special[n]++
	}
}

// words adds a text that is not a number.
func (c *column) words(text []byte) {
	c.keep(text)
	switch {
	case commaNumber(text):
		c.withComma++
		c.text++
	case isDate(text):
		c.date++
	default:
		c.text++
	}
	if record.Misread(text) {
		if c.garbled++; c.garbled == 1 {
			c.firstGarbled = string(text[:min(len(text), longestKept)])
		}
	}
}

// commaNumber matches a number with a decimal comma: 12,5.
func commaNumber(text []byte) bool {
	whole, rest, ok := bytes.Cut(bytes.TrimPrefix(text, []byte("-")), []byte(","))
	digits := func(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "0123456789")) == 0 }
	return ok && digits(whole) && digits(rest)
}

// isDate matches 2024-01-31, with or without a time, and 31.1.2024.
func isDate(text []byte) bool {
	if len(text) < 8 || text[0] < '0' || text[0] > '9' {
		return false
	}
	day, _, _ := strings.Cut(string(text[:min(len(text), 20)]), "T")
	day, _, _ = strings.Cut(day, " ")
	for _, mark := range []string{"-", "."} {
		parts := strings.Split(day, mark)
		if len(parts) != 3 {
			continue
		}
		n := [3]int{}
		for i, p := range parts {
			v, err := strconv.Atoi(p)
			if err != nil {
				return false
			}
			n[i] = v
		}
		if mark == "." {
			n[0], n[2] = n[2], n[0]
		}
		return n[0] >= 1000 && n[0] <= 2999 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1 && n[2] <= 31
	}
	return false
}

// keep counts a value among the different ones.
func (c *column) keep(text []byte) {
	if len(c.examples) < 3 && !contains(c.examples, text) {
		c.examples = append(c.examples, string(bytes.ToValidUTF8(text[:min(len(text), longestKept)], nil)))
	}
	c.values.add(text)
}

func contains(list []string, text []byte) bool {
	for _, s := range list {
		if s == string(text[:min(len(text), longestKept)]) {
			return true
		}
	}
	return false
}

// numbers is how many rows have a number.
func (c *column) numbers() int64 { return c.whole + c.fraction }

// filled is how many rows have a value.
func (c *column) filled() int64 { return c.numbers() + c.text + c.date + c.truth }

// missing is how many rows have none.
func (c *column) missing() int64 { return c.rows - c.filled() }

// unique reports whether every row has a distinct value, as far as values are
// kept.
func (c *column) unique() bool {
	if c.filled() == 0 || c.missing() > 0 {
		return false
	}
	n, _ := c.values.twice()
	return n == 0
}

// kind is the type that was found.
func (c *column) kind() string {
	n := c.filled()
	switch {
	case n == 0:
		return "nothing"
	case c.truth == n:
		return "true or false"
	case c.date == n:
		return "date"
	case c.whole == n:
		return "whole number"
	case c.numbers() == n:
		return "number"
	case c.withComma > 0 && c.withComma+c.numbers() == n:
		return "number"
	case c.zeros > 0 && c.zeros+c.whole == n, c.text+c.date == n, c.numbers() < n/2, idRole(c.role):
		return "text"
	}
	return "mixed"
}
