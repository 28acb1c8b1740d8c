package layer

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

var (
	errNotNumber = errors.New("found a number that is NaN, expected a number or nil for an unknown value")
	errNotUTF8   = errors.New("found text that is not valid UTF-8")
)

// Value converts a value of a row to int64, float64, string, bool or nil, by the
// type of its column, or reports why it does not suit that type. A float may be
// infinite, but not NaN. A value that needs no change keeps its interface value, so
// that the common case allocates nothing.
func Value(columnType string, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch columnType {
	case Integer:
		if _, ok := v.(int64); ok {
			return v, nil
		}
		if n, ok := integer(v); ok {
			return n, nil
		}
	case Real:
		switch x := v.(type) {
		case float64:
			if x != x {
				return nil, errNotNumber
			}
			return v, nil
		case float32:
			if x != x {
				return nil, errNotNumber
			}
			return float64(x), nil
		}
		if n, ok := integer(v); ok {
			return float64(n), nil
		}
	case Text:
		if s, ok := v.(string); ok {
			if !utf8.ValidString(s) {
				return nil, errNotUTF8
			}
			return v, nil
		}
	case Boolean:
		if _, ok := v.(bool); ok {
			return v, nil
		}
	}
	return nil, fmt.Errorf("found a value of type %T, expected one for %s", v, columnType)
}

func integer(v any) (int64, bool) {
	switch x := v.(type) {
	case int:
		return int64(x), true
	case int64:
		return x, true
	case int32:
		return int64(x), true
	case int16:
		return int64(x), true
	case int8:
		return int64(x), true
	case uint8:
		return int64(x), true
	case uint16:
		return int64(x), true
	case uint32:
		return int64(x), true
	}
	return 0, false
}
