package jsondoc

import (
	"encoding/json"
	"strconv"
)

// MostInside is the most values in lists and objects that Value makes with one
// Budget: each needs many times the memory of its text.
const MostInside = 1_000_000

// Budget counts the values in lists and objects that were made.
type Budget int

// Value reads any value as encoding/json does, with numbers as json.Number: they
// keep their digits, since they may be ids. Faults are a number too large for a
// float64, and more than MostInside values in lists and objects.
func (t Text) Value(at int, b *Budget) (v any, end int, f *Fault) {
	deeper := func(at int) *Fault {
		if *b++; *b > MostInside {
			return &Fault{At: at, Expected: "at most " + strconv.Itoa(MostInside) + " values inside lists and objects of properties"}
		}
		return nil
	}
	switch t.Byte(at) {
	case '"':
		v, end, _ = t.String(at)
		return v, end, nil
	case 't', 'f':
		return t[at] == 't', t.word(at), nil
	case 'n':
		return nil, t.word(at), nil
	case '[':
		list := []any{}
		end, f, _ = t.Items(at, func(at int) (int, *Fault) {
			if f := deeper(at); f != nil {
				return at, f
			}
			v, end, f := t.Value(at, b)
			list = append(list, v)
			return end, f
		})
		return list, end, f
	case '{':
		list, _ := t.Members(at)
		object := make(map[string]any, len(list))
		end = at + 1
		for _, m := range list {
			if f = deeper(m.At); f != nil {
				return nil, m.At, f
			}
			if object[m.Name], end, f = t.Value(m.At, b); f != nil {
				return nil, end, f
			}
		}
		return object, t.Space(end) + 1, nil
	}
	_, end, ok := t.Number(at)
	if !ok {
		return nil, end, &Fault{At: at, Expected: "a number that a float64 can hold"}
	}
	return json.Number(t[at:end]), end, nil
}
