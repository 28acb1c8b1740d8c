package record

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"math/bits"
	"strconv"
)

// Kind is the type of a value.
type Kind uint8

// The kinds of values.
const (
	Null  Kind = iota // an empty field, null
	Text              // Value.Text
	Int               // Value.Int
	Float             // Value.Float
	Bool              // Value.Int, 0 or 1
)

// String returns "text", "whole number", "number", "true or false" or
// "nothing".
func (k Kind) String() string {
	return [...]string{"nothing", "text", "whole number", "number", "true or false"}[min(int(k), 4)]
}

// Value is one field of a row. Only the member of its Kind is meaningful.
type Value struct {
	Kind  Kind
	Int   int64
	Float float64
	Text  []byte // trimmed, in UTF-8; never empty: an empty text is Null
}

// Of makes a Value of nil, string, bool, int64, int, float64 or a json.Number;
// anything else, and a number that is not finite, becomes Null. A json.Number
// is the text of its digits, as in a text table: it may be an id, and a float64
// would make two ids of more than 15 digits equal.
func Of(v any) Value {
	switch v := v.(type) {
	case string:
		return OfText([]byte(v))
	case json.Number:
		return OfText([]byte(v))
	case bool:
		if v {
			return Value{Kind: Bool, Int: 1}
		}
		return Value{Kind: Bool}
	case int64:
		return Value{Kind: Int, Int: v}
	case int:
		return Value{Kind: Int, Int: int64(v)}
	case float64:
		if v-v == 0 {
			return Value{Kind: Float, Float: v}
		}
	}
	return Value{}
}

// OfText makes a Value of a text, Null if it has no content. The text is not
// copied.
func OfText(text []byte) Value {
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return Value{}
	}
	return Value{Kind: Text, Text: text}
}

// String returns the value as a file would show it; "" for Null.
func (v Value) String() string {
	switch v.Kind {
	case Text:
		return string(v.Text)
	case Int:
		return strconv.FormatInt(v.Int, 10)
	case Float:
		// Coordinates and counts of millions are written without an exponent,
		// and so are whole numbers that an Int would hold: they are ids.
		switch x := math.Abs(v.Float); {
		case x >= 1e-6 && x < 1e15:
			return strconv.FormatFloat(v.Float, 'f', -1, 64)
		case x < 1<<63 && v.Float == math.Trunc(v.Float):
			return strconv.FormatInt(int64(v.Float), 10)
		}
		return strconv.FormatFloat(v.Float, 'g', -1, 64)
	case Bool:
		return strconv.FormatBool(v.Int != 0)
	}
	return ""
}

// Missing reports whether a row has no value in a field.
func (r *Row) Missing(i int) bool { return r.Values[i].Kind == Null }

// Text returns a field as text; "" if there is none.
func (r *Row) Text(i int) string { return r.Values[i].String() }

// Number returns a field as a finite number. A text is parsed, with a decimal
// point, or a comma if the Source allows it. False if it is not a number.
func (r *Row) Number(i int) (float64, bool) {
	switch v := &r.Values[i]; v.Kind {
	case Float:
		return v.Float, v.Float-v.Float == 0
	case Int:
		return float64(v.Int), true
	case Text:
		return Number(v.Text, r.Comma)
	}
	return 0, false
}

// Whole returns a field as a whole number; "12.0", as programs write whole
// numbers of a column with gaps, is one. False if it is not.
func (r *Row) Whole(i int) (int64, bool) {
	v := &r.Values[i]
	if v.Kind == Int {
		return v.Int, true
	}
	if v.Kind == Text {
		n, err := strconv.ParseInt(string(v.Text), 10, 64)
		if err == nil {
			return n, true
		}
		digits, ok := wholeDigits(v.Text, r.Comma)
		if !ok {
			return 0, false
		}
		n, err = strconv.ParseInt(string(digits), 10, 64)
		if err == nil && (exact(float64(n)) || !bytes.ContainsAny(v.Text, "eE")) {
			return n, true
		}
		return 0, false
	}
	if v.Kind == Float && v.Float == math.Trunc(v.Float) && exact(v.Float) {
		return int64(v.Float), true
	}
	return 0, false
}

// exact reports whether a float, or a text with an exponent (which comes from
// one), identifies a single whole number: from 2^53 on it does not.
func exact(x float64) bool { return math.Abs(x) < 1<<53 }

// tens are the powers of ten that a float64 holds exactly.
var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// Number parses a trimmed text as a finite number; comma allows a comma as its
// decimal mark. False if it is not a number, as for an empty text.
//
// Plain digits with at most one decimal mark are parsed here: a number of up to
// 15 digits is exact in a float64 and so is the power of ten, which makes a
// single division correctly rounded (Clinger 1990). Anything else goes to
// strconv.
func Number(text []byte, comma bool) (float64, bool) {
	n := len(text)
	if n == 0 || n > 8 || cap(text) < 8 {
		return longNumber(text, comma)
	}
	// A short text is read with the bytes after it, which are shifted out: most
	// texts are views into a row, and a branch for each length costs more. The
	// text moves to the highest bytes, with zeros below.
	shift := uint(64 - 8*n)
	word := binary.LittleEndian.Uint64(text[:8])<<shift | zeros&(1<<shift-1)
	odd := notDigits(word)
	if odd == 0 {
		return float64(eightDigits(word)), true
	}
	if x, ok := shortNumber(word, odd, comma); ok && n > 1 {
		return x, true
	}
	return longNumber(text, comma)
}

const zeros = 0x3030303030303030

// notDigits marks the bytes of a word that are not digits by their highest
// bits: adding 0x46 sets the bit for bytes above '9', and subtracting '0' sets
// it for bytes below. The lowest marked bit is exact, higher ones may come from
// a carry.
func notDigits(word uint64) uint64 {
	return ((word + 0x4646464646464646) | (word - zeros)) & 0x8080808080808080
}

// eightDigits returns the number of eight digits, the first one lowest: pairs
// of digits, pairs of those, and the two halves.
func eightDigits(word uint64) uint64 {
	word = word & 0x0f0f0f0f0f0f0f0f * (10<<8 + 1) >> 8
	word = word & 0x00ff00ff00ff00ff * (100<<16 + 1) >> 16
	return word & 0x0000ffff0000ffff * (10_000<<32 + 1) >> 32
}

// shortNumber parses a word whose lowest non-digit byte, at odd, is the decimal
// mark, with digits everywhere else. False if it is not so.
func shortNumber(word, odd uint64, comma bool) (float64, bool) {
	at := uint(bits.TrailingZeros64(odd)) &^ 7
	if mark := byte(word >> at); mark != '.' && (mark != ',' || !comma) {
		return 0, false
	}
	// The part before the mark moves up over it.
	word = word&^(1<<at-1)&^(0xff<<at) | word&(1<<at-1)<<8 | '0'
	if notDigits(word) != 0 {
		return 0, false
	}
	return float64(eightDigits(word)) / tens[(56-at)/8], true
}

// longNumber parses digit by digit.
func longNumber(text []byte, comma bool) (float64, bool) {
	digits := text
	if len(digits) > 0 && (digits[0] == '-' || digits[0] == '+') {
		digits = digits[1:]
	}
	mantissa, count, decimals, point := int64(0), 0, 0, false
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			mantissa = mantissa*10 + int64(c-'0')
			if count++; point {
				decimals++
			}
		case (c == '.' || c == ',' && comma) && !point:
			point = true
		default:
			return slowNumber(text, comma)
		}
		if count > 15 {
			return slowNumber(text, comma)
		}
	}
	if count == 0 {
		return 0, false
	}
	x := float64(mantissa) / tens[decimals]
	if text[0] == '-' {
		x = -x
	}
	return x, true
}

// longestNumber is the longest text that may be a number: no float64 has as
// many digits.
const longestNumber = 1100

func slowNumber(text []byte, comma bool) (float64, bool) {
	if len(text) > longestNumber {
		return 0, false
	}
	if bytes.ContainsAny(text, "xX_pPiInN") { // hexadecimal, infinite or NaN: not expected in a table
		return 0, false
	}
	if comma && bytes.Count(text, []byte(",")) == 1 && bytes.IndexByte(text, '.') < 0 {
		text = bytes.Replace(text, []byte(","), []byte("."), 1)
	}
	x, err := strconv.ParseFloat(string(text), 64)
	return x, err == nil && x-x == 0
}
