package geojson

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// deepest is the deepest nesting of arrays and objects. The deepest geometry
// outside a collection needs nine levels.
const deepest = 100

// mostInside is the most values in lists and objects of one feature's
// properties.
const mostInside = 1_000_000

// fault is a fault at one byte of the text.
type fault struct {
	at       int
	member   string // name of the faulty member; "" = the JSON itself
	expected string
}

// text is a JSON document. The positions passed to its methods are those of the
// first byte of a value. skip checks the grammar; the other methods rely on
// skip having accepted the whole text.
type text []byte

func (t text) space(at int) int {
	for at < len(t) && (t[at] == ' ' || t[at] == '\n' || t[at] == '\t' || t[at] == '\r') {
		at++
	}
	return at
}

func (t text) byteAt(at int) byte {
	if at < len(t) {
		return t[at]
	}
	return 0
}

// skip returns the position after the value at at.
func (t text) skip(at, depth int) (end int, f *fault) {
	if depth > deepest {
		return at, &fault{at: at, expected: "arrays and objects at most " + strconv.Itoa(deepest) + " deep"}
	}
	switch c := t.byteAt(at); {
	case c == '{' || c == '[':
		return t.skipItems(at, depth)
	case c == '"':
		return t.skipString(at)
	case c == '-' || c >= '0' && c <= '9':
		return t.skipNumber(at)
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(t[min(at, len(t)):], []byte(word)) {
			return at + len(word), nil
		}
	}
	return at, &fault{at: at, expected: "a JSON value"}
}

// skipItems skips an array or an object.
func (t text) skipItems(at, depth int) (end int, f *fault) {
	object := t[at] == '{'
	closing := t[at] + 2 // ] follows [ by two, } follows { by two
	at = t.space(at + 1)
	if t.byteAt(at) == closing {
		return at + 1, nil
	}
	for {
		if object {
			if t.byteAt(at) != '"' {
				return at, &fault{at: at, expected: "the name of a member in double quotes"}
			}
			if at, f = t.skipString(at); f != nil {
				return at, f
			}
			if at = t.space(at); t.byteAt(at) != ':' {
				return at, &fault{at: at, expected: "a colon"}
			}
			at = t.space(at + 1)
		}
		if at, f = t.skip(at, depth+1); f != nil {
			return at, f
		}
		at = t.space(at)
		switch t.byteAt(at) {
		case closing:
			return at + 1, nil
		case ',':
			at = t.space(at + 1)
		default:
			return at, &fault{at: at, expected: "a comma or " + string(closing)}
		}
	}
}

func (t text) skipString(at int) (end int, f *fault) {
	start := at
	for at++; at < len(t); at++ {
		switch c := t[at]; {
		case c == '"':
			return at + 1, nil
		case c < ' ':
			return at, &fault{at: at, expected: "text without control characters, or its closing quote"}
		case c == '\\':
			at++
			switch t.byteAt(at) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if _, ok := t.hex4(at + 1); !ok {
					return at, &fault{at: at - 1, expected: "\\u and four hexadecimal digits"}
				}
				at += 4
			default:
				return at, &fault{at: at - 1, expected: "an escape that JSON has"}
			}
		}
	}
	return at, &fault{at: start, expected: "text that ends with a quote"}
}

func (t text) hex4(at int) (rune, bool) {
	if at+4 > len(t) {
		return 0, false
	}
	v := rune(0)
	for _, c := range t[at : at+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		v = v<<4 | rune(c)
	}
	return v, true
}

func (t text) digits(at int) int {
	for at < len(t) && t[at] >= '0' && t[at] <= '9' {
		at++
	}
	return at
}

func (t text) skipNumber(at int) (end int, f *fault) {
	start := at
	if t[at] == '-' {
		at++
	}
	whole := t.digits(at)
	if whole == at || t[at] == '0' && whole > at+1 {
		return at, badNumber(start)
	}
	at = whole
	if t.byteAt(at) == '.' {
		if at = t.digits(at + 1); t[at-1] == '.' {
			return at, badNumber(start)
		}
	}
	if c := t.byteAt(at); c == 'e' || c == 'E' {
		at++
		if c := t.byteAt(at); c == '+' || c == '-' {
			at++
		}
		from := at
		if at = t.digits(at); at == from {
			return at, badNumber(start)
		}
	}
	return at, nil
}

func badNumber(at int) *fault { return &fault{at: at, expected: "a JSON number"} }

// number reads the number at at; it returns false for another value, and for a
// number too large for a float64.
func (t text) number(at int) (v float64, end int, ok bool) {
	if c := t.byteAt(at); c != '-' && (c < '0' || c > '9') {
		return 0, at, false
	}
	end, _ = t.skipNumber(at)
	v, err := strconv.ParseFloat(string(t[at:end]), 64)
	return v, end, err == nil && !math.IsInf(v, 0)
}

// str reads the string at at; ok is false for another value. An escaped half of
// a surrogate pair becomes U+FFFD.
func (t text) str(at int) (s string, end int, ok bool) {
	if t.byteAt(at) != '"' {
		return "", at, false
	}
	end, _ = t.skipString(at)
	raw := t[at+1 : end-1]
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw), end, true
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		i++
		switch raw[i] {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, _ := raw.hex4(i + 1)
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(0)
				if raw.byteAt(i+1) == '\\' && raw.byteAt(i+2) == 'u' {
					low, _ = raw.hex4(i + 3)
				}
				if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, raw[i])
		}
	}
	return string(out), end, true
}

// items calls item with the position of each element of the array at at; item
// returns the position after it. ok is false if there is no array.
func (t text) items(at int, item func(at int) (end int, f *fault)) (end int, f *fault, ok bool) {
	if t.byteAt(at) != '[' {
		return at, nil, false
	}
	at = t.space(at + 1)
	for t[at] != ']' {
		if at, f = item(at); f != nil {
			return at, f, true
		}
		if at = t.space(at); t[at] == ',' {
			at = t.space(at + 1)
		}
	}
	return at + 1, nil, true
}

// member is one name and the position of its value.
type member struct {
	name string
	at   int
}

// members lists the members of the object at at; ok is false if there is none.
func (t text) members(at int) (list []member, ok bool) {
	if t.byteAt(at) != '{' {
		return nil, false
	}
	at = t.space(at + 1)
	for t[at] != '}' {
		name, end, _ := t.str(at)
		at = t.space(t.space(end) + 1)
		list = append(list, member{name, at})
		end, _ = t.skip(at, 0)
		if at = t.space(end); t[at] == ',' {
			at = t.space(at + 1)
		}
	}
	return list, true
}
