package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// reader collects faults while it reads.
type reader struct {
	text
	problems problem.Problems
	counted  int // the bytes in which lineEnds were found
	lineEnds int

	// visit is called with every valid feature, in order; the Feature is
	// reused. Its first error ends the reading and is kept in stopped.
	visit   func(*Feature) error
	stopped error

	bytesBefore, linesBefore int // bytes of the file before text
	count                    int // number of the feature, from 1
	crs                      string
	inside                   int     // values in lists and objects of the feature's properties
	checked                  bool    // the grammar has been checked already
	columns                  columns // the names of the properties so far
}

// record reads the whole text as one document. Text that is not JSON ends the
// reading at once; otherwise the faults of all features are collected.
func (r *reader) record() {
	start := 0
	if bytes.HasPrefix(r.text, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	if !r.checked {
		if f := r.check(start); f != nil {
			r.report(f, 0)
			return
		}
	}
	r.document(r.space(start))
}

// check scans the whole text once and finds the first fault of its grammar.
func (r *reader) check(start int) *fault {
	if !utf8.Valid(r.text) {
		at := 0
		for at < len(r.text) {
			c, size := utf8.DecodeRune(r.text[at:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return &fault{at: at, expected: "UTF-8 text: save the file as UTF-8"}
	}
	end, f := r.skip(r.space(start), 0)
	if f != nil {
		return f
	}
	if end = r.space(end); end < len(r.text) {
		return &fault{at: end, expected: "nothing after the end of the document"}
	}
	return nil
}

// lineOf counts from the last position asked for, because faults come almost in
// order.
func (r *reader) lineOf(at int) int {
	end := []byte("\n")
	if at >= r.counted {
		r.lineEnds += bytes.Count(r.text[r.counted:at], end)
	} else {
		r.lineEnds -= bytes.Count(r.text[at:r.counted], end)
	}
	r.counted = at
	return r.linesBefore + r.lineEnds + 1
}

// report adds f to the problems; feature is from 1, or 0 outside all features.
func (r *reader) report(f *fault, feature int) {
	found := "the end of the file"
	if f.at < len(r.text) {
		found = firstLine(r.text[f.at:min(f.at+100, len(r.text))])
	}
	hint := "byte " + strconv.Itoa(r.bytesBefore+f.at)
	if feature > 0 {
		hint = fmt.Sprintf("feature %d, byte %d", feature, r.bytesBefore+f.at)
	}
	r.problems.Add(problem.Problem{Row: r.lineOf(f.at), Column: f.member, Found: found, Expected: f.expected, Hint: hint})
}

func firstLine(b []byte) string {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return string(bytes.ToValidUTF8(bytes.TrimRight(line, "\r"), []byte("\uFFFD")))
}

func (r *reader) null(at int) bool { return r.byteAt(at) == 'n' }

func (r *reader) properties(at int) (map[string]any, *fault) {
	if r.null(at) {
		return nil, nil
	}
	list, ok := r.members(at)
	if !ok {
		return nil, &fault{at: at, member: "properties", expected: "an object or null"}
	}
	all := make(map[string]any, len(list))
	r.inside = 0
	for _, m := range list {
		v, _, f := r.value(m.at)
		if f != nil {
			f.member = "properties"
			return nil, f
		}
		all[m.name] = v
		r.columns.saw(m.name, v)
	}
	return all, nil
}

// value reads any JSON value; a number keeps its digits, since it may be an id.
// The only fault that a checked text can still have is a number too large for a
// float64.
func (r *reader) value(at int) (v any, end int, f *fault) {
	switch r.byteAt(at) {
	case '"':
		v, end, _ = r.str(at)
		return v, end, nil
	case 't':
		return true, at + len("true"), nil
	case 'f':
		return false, at + len("false"), nil
	case 'n':
		return nil, at + len("null"), nil
	case '[':
		list := []any{}
		end, f, _ = r.items(at, func(at int) (int, *fault) {
			if f := r.deeper(at); f != nil {
				return at, f
			}
			v, end, f := r.value(at)
			list = append(list, v)
			return end, f
		})
		return list, end, f
	case '{':
		return r.object(at)
	}
	_, end, ok := r.number(at)
	if !ok {
		return nil, end, &fault{at: at, expected: "a number that a float64 can hold"}
	}
	return json.Number(r.text[at:end]), end, nil
}

func (r *reader) object(at int) (v any, end int, f *fault) {
	list, _ := r.members(at)
	object := make(map[string]any, len(list))
	end = at + 1
	for _, m := range list {
		if f = r.deeper(m.at); f != nil {
			return nil, m.at, f
		}
		if object[m.name], end, f = r.value(m.at); f != nil {
			return nil, end, f
		}
	}
	return object, r.space(end) + 1, nil
}

// deeper counts a value inside a list or an object: each needs many times the
// memory of its text.
func (r *reader) deeper(at int) *fault {
	if r.inside++; r.inside > mostInside {
		return &fault{at: at, expected: "at most " + strconv.Itoa(mostInside) + " values inside lists and objects of properties"}
	}
	return nil
}
