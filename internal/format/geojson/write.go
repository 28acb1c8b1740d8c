package geojson

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
)

// Write writes the collection as one RFC 7946 FeatureCollection, one line per
// feature. Coordinates have at most 7 decimals (about a centimetre), or as many as
// asked for, without trailing zeros; outer rings run counter-clockwise and holes clockwise,
// reversed where needed; there is no "crs" member. Errors name the feature,
// from 0, and the property: a number that JSON cannot represent (NaN,
// infinite), text that is not UTF-8, a coordinate outside longitude and
// latitude, a ring that is not closed. Write stops at the first error, with
// part of the text already written to out.
func Write(out io.Writer, c Collection) error {
	w := bufio.NewWriterSize(out, 1<<16)
	if err := write(w, c); err != nil {
		return fmt.Errorf("write GeoJSON: %w", err)
	}
	return w.Flush()
}

// WriteSequence writes the features alone, one text a line and without anything
// around them, so that a reader needs one line at a time. With marks each line begins
// with the record separator of RFC 8142 (GeoJSON Text Sequences); without it is
// newline-delimited JSON. Members and BBox of the collection are left out. All else,
// errors included, is that of Write.
func WriteSequence(out io.Writer, c Collection, marks bool) error {
	w := bufio.NewWriterSize(out, 1<<16)
	e := encoder{sparse: c.Sparse, decimals: cmp.Or(c.Decimals, mostDecimals)}
	err := e.names(c.Columns)
	values := make([]any, len(c.Columns))
	var line []byte
	for i := 0; i < c.Len && err == nil; i++ {
		clear(values)
		g := c.Row(i, values)
		if line = line[:0]; marks {
			line = append(line, separator)
		}
		if line, err = e.feature(line, i, c.ID, g, values); err == nil {
			_, err = w.Write(append(line, '\n'))
		}
	}
	if err != nil {
		return fmt.Errorf("write GeoJSON: %w", err)
	}
	return w.Flush()
}

func write(w *bufio.Writer, c Collection) error {
	line, err := appendHead(nil, c.Members)
	if err != nil {
		return err
	}
	e := encoder{sparse: c.Sparse, decimals: cmp.Or(c.Decimals, mostDecimals)}
	if err := e.names(c.Columns); err != nil {
		return err
	}
	values := make([]any, len(c.Columns))
	for i := range c.Len {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, '\n')
		clear(values)
		g := c.Row(i, values)
		if line, err = e.feature(line, i, c.ID, g, values); err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
		line = line[:0]
	}
	line = append(line, "\n]"...)
	if c.BBox && e.seen {
		line = append(line, ",\"bbox\":["...)
		line = append(e.appendPosition(line, e.bound.Min), ',')
		line = append(e.appendPosition(line, e.bound.Max), ']')
	}
	_, err = w.Write(append(line, "}\n"...))
	return err
}

// reserved are the names that RFC 7946 defines (clause 7.1), and crs, which its
// predecessor defined.
const reserved = " type features bbox crs coordinates geometries geometry properties "

func appendHead(b []byte, members []Member) ([]byte, error) {
	b = append(b, `{"type":"FeatureCollection"`...)
	seen := map[string]bool{}
	for _, m := range members {
		if m.Name == "" || seen[m.Name] || strings.Contains(reserved, " "+m.Name+" ") {
			return nil, fmt.Errorf("member %q: the name is empty, taken or kept for the format itself", m.Name)
		}
		seen[m.Name] = true
		var err error
		b = append(b, ',')
		if b, err = appendString(b, m.Name); err == nil {
			b, err = appendValue(append(b, ':'), m.Value)
		}
		if err != nil {
			return nil, fmt.Errorf("member %q: %w", m.Name, err)
		}
	}
	return append(b, ",\n\"features\":["...), nil
}

// encoder writes features; bound is that of the geometries so far.
type encoder struct {
	sparse   bool
	decimals int
	columns  []string
	keys     [][]byte // each column's name in quotes, with the colon
	bound    orb.Bound
	seen     bool
}

func (e *encoder) names(columns []string) error {
	e.columns = columns
	taken := map[string]bool{}
	for _, name := range columns {
		if taken[name] {
			return fmt.Errorf("property %q: the name is taken", name)
		}
		taken[name] = true
		key, err := appendString(nil, name)
		if err != nil {
			return fmt.Errorf("property %q: %w", name, err)
		}
		e.keys = append(e.keys, append(key, ':'))
	}
	return nil
}

func (e *encoder) feature(b []byte, i int, id func(int) any, g orb.Geometry, values []any) ([]byte, error) {
	b = append(b, `{"type":"Feature"`...)
	name := strconv.Itoa(i)
	var err error
	if id != nil {
		v := id(i)
		if _, ok := v.(string); !ok && !isInteger(v) {
			return nil, fmt.Errorf("feature %d: id of type %T, expected a string or an integer", i, v)
		}
		name = fmt.Sprintf("%d (id %v)", i, v)
		if b, err = appendValue(append(b, `,"id":`...), v); err != nil {
			return nil, fmt.Errorf("feature %s: id: %w", name, err)
		}
	}
	if b, err = e.geometry(append(b, `,"geometry":`...), g); err != nil {
		return nil, fmt.Errorf("feature %s: %w", name, err)
	}
	b = append(b, `,"properties":{`...)
	first := true
	for j, v := range values {
		if v == nil && e.sparse {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		if b, err = appendValue(append(b, e.keys[j]...), v); err != nil {
			return nil, fmt.Errorf("feature %s, property %q: %w", name, e.columns[j], err)
		}
	}
	return append(b, "}}"...), nil
}

var (
	errNotFinite = errors.New("found a number that is NaN or infinite, expected a finite one or nil for null")
	errNotUTF8   = errors.New("found text that is not valid UTF-8")
)

func isInteger(v any) bool {
	switch v.(type) {
	case int, int64, int32, int16, int8, uint64, uint32, uint16, uint8:
		return true
	}
	return false
}

func appendValue(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case string:
		return appendString(b, x)
	case bool:
		return strconv.AppendBool(b, x), nil
	case float64:
		return appendNumber(b, x, 64)
	case float32:
		return appendNumber(b, float64(x), 32)
	case int:
		return strconv.AppendInt(b, int64(x), 10), nil
	case int64:
		return strconv.AppendInt(b, x, 10), nil
	case int32:
		return strconv.AppendInt(b, int64(x), 10), nil
	case int16:
		return strconv.AppendInt(b, int64(x), 10), nil
	case int8:
		return strconv.AppendInt(b, int64(x), 10), nil
	case uint64:
		return strconv.AppendUint(b, x, 10), nil
	case uint32:
		return strconv.AppendUint(b, uint64(x), 10), nil
	case uint16:
		return strconv.AppendUint(b, uint64(x), 10), nil
	case uint8:
		return strconv.AppendUint(b, uint64(x), 10), nil
	}
	return nil, fmt.Errorf("found a value of type %T, expected a string, a number, a bool or nil", v)
}

// appendNumber writes the shortest digits that parse to the same number, with
// an exponent only where it is very large or small.
func appendNumber(b []byte, v float64, bits int) ([]byte, error) {
	size := math.Abs(v)
	switch {
	case !(size <= math.MaxFloat64):
		return nil, errNotFinite
	case size == 0:
		return append(b, '0'), nil
	case size < 1e-6 || size >= 1e21:
		return strconv.AppendFloat(b, v, 'e', -1, bits), nil
	}
	return strconv.AppendFloat(b, v, 'f', -1, bits), nil
}

func appendString(b []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, errNotUTF8
	}
	b = append(b, '"')
	from := 0
	for i, c := range s {
		if c >= ' ' && c < 0x7f && c != '"' && c != '\\' || c >= 0x7f && !problem.Hidden(c) {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + utf8.RuneLen(c)
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c > 0xffff:
			high, low := utf16.EncodeRune(c)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, c)
		}
	}
	return append(append(b, s[from:]...), '"'), nil
}
