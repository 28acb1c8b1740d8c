// Package jsondoc reads JSON documents by position: every value is known by the
// byte where it begins, so that a fault names its line. Check has the grammar
// checked once, by the library; all else relies on it. Memory is that of the
// text and of the values that are asked for.
package jsondoc

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"saavu/internal/format/problem"
)

// Deepest is the deepest nesting of arrays and objects. The deepest geometry
// outside a collection needs nine levels.
const Deepest = 100

// Text is a JSON document. The positions passed to its methods are those of the
// first byte of a value, which Check has accepted.
type Text []byte

// Fault is a fault at one byte of a text.
type Fault struct {
	At       int
	Member   string // name of the faulty member; "" = the JSON itself
	Expected string
	Hint     string
}

// New returns the text of a file without its byte order mark. The error is a
// problem.Problems: the first fault of Check.
func New(data []byte, file string) (Text, error) {
	t := Text(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if f := t.Check(0); f != nil {
		return nil, problem.Problems{t.Problem(file, f)}
	}
	return t, nil
}

// Check returns the first fault of one JSON value in UTF-8 that begins at a
// position, and of anything after it; nil for none. A name may be repeated.
func (t Text) Check(start int) *Fault {
	if !utf8.Valid(t) {
		at := 0
		for c, size := utf8.DecodeRune(t); c != utf8.RuneError || size > 1; c, size = utf8.DecodeRune(t[at:]) {
			at += size
		}
		return &Fault{At: at, Expected: "UTF-8 text: save the file as UTF-8"}
	}
	in := jsontext.NewDecoder(bytes.NewBuffer(t[start:]), jsontext.AllowDuplicateNames(true),
		jsontext.AllowInvalidUTF8(true))
	err := in.SkipValue()
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return &Fault{At: len(t), Expected: "JSON", Hint: "the file seems to be truncated"}
	case errors.As(err, &syntax):
		f := &Fault{At: start + int(syntax.ByteOffset), Expected: "JSON", Hint: syntax.Err.Error()}
		if _, expecting, ok := strings.Cut(f.Hint, " (expecting "); ok && !strings.Contains(f.Hint, " in literal ") {
			if f.Expected, f.Hint = strings.TrimSuffix(expecting, ")"), ""; f.Expected[0] >= 'a' {
				f.Expected = "a " + f.Expected
			}
		}
		return f
	case err != nil:
		return &Fault{At: start, Expected: "JSON", Hint: err.Error()}
	}
	if end := t.Space(start + int(in.InputOffset())); end < len(t) {
		return &Fault{At: end, Expected: "nothing after the end of the document"}
	}
	if _, deep := t.pass(t.Space(start)); deep >= 0 {
		return &Fault{At: deep, Expected: "arrays and objects at most " + strconv.Itoa(Deepest) + " deep"}
	}
	return nil
}

// Problem reports a fault of a file.
func (t Text) Problem(file string, f *Fault) problem.Problem {
	return problem.Problem{File: file, Row: t.Line(f.At), Column: f.Member, Found: t.Found(f.At), Expected: f.Expected,
		Hint: f.Hint}
}

// Found returns the text at a position, to the end of its line.
func (t Text) Found(at int) string {
	if at >= len(t) {
		return "the end of the file"
	}
	line, _, _ := bytes.Cut(t[at:min(at+100, len(t))], []byte("\n"))
	return string(bytes.ToValidUTF8(bytes.TrimRight(line, "\r"), []byte("\uFFFD")))
}

// Line returns the line of a position, from 1.
func (t Text) Line(at int) int { return 1 + bytes.Count(t[:at], []byte("\n")) }

// Start returns the position of the document's value.
func (t Text) Start() int { return t.Space(0) }

// Space returns the first position from at that is no space.
func (t Text) Space(at int) int {
	for at < len(t) && (t[at] == ' ' || t[at] == '\n' || t[at] == '\t' || t[at] == '\r') {
		at++
	}
	return at
}

// Byte returns the byte at a position; 0 after the end.
func (t Text) Byte(at int) byte {
	if at < len(t) {
		return t[at]
	}
	return 0
}

// Null reports whether the value is null.
func (t Text) Null(at int) bool { return t.Byte(at) == 'n' }

// Skip returns the position after the value at at.
func (t Text) Skip(at int) int {
	end, _ := t.pass(at)
	return end
}

// pass also returns where a value lies deeper than Deepest; -1 for nowhere.
func (t Text) pass(at int) (end, deep int) {
	deep = -1
	for depth := 0; ; {
		switch t[at] {
		case '{', '[':
			if depth++; depth > Deepest+1 && deep < 0 {
				deep = at
			}
			at++
		case '}', ']':
			depth--
			at++
		case '"':
			at = t.quoted(at)
		case ',', ':', ' ', '\n', '\t', '\r':
			at++
			continue
		default:
			at = t.word(at)
		}
		if depth == 0 {
			return at, deep
		}
	}
}

// quoted returns the position after a string.
func (t Text) quoted(at int) int {
	for at++; t[at] != '"'; at++ {
		if t[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// word returns the position after a number, true, false or null.
func (t Text) word(at int) int {
	for at < len(t) && t[at] > ' ' && t[at] != ',' && t[at] != ']' && t[at] != '}' {
		at++
	}
	return at
}

// Number reads the number at at; it returns false for another value, and for a
// number too large for a float64.
func (t Text) Number(at int) (v float64, end int, ok bool) {
	if c := t.Byte(at); c != '-' && (c < '0' || c > '9') {
		return 0, at, false
	}
	end = t.word(at)
	v, err := strconv.ParseFloat(string(t[at:end]), 64)
	return v, end, err == nil && !math.IsInf(v, 0)
}

// String reads the string at at; ok is false for another value. An escaped half
// of a surrogate pair becomes U+FFFD.
func (t Text) String(at int) (s string, end int, ok bool) {
	if t.Byte(at) != '"' {
		return "", at, false
	}
	end = t.quoted(at)
	raw := t[at:end]
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), end, true
	}
	out, _ := jsontext.AppendUnquote(nil, raw) // the error is about such a half
	return string(out), end, true
}

// Items calls item with the position of each element of the array at at; item
// returns the position after it. ok is false if there is no array.
func (t Text) Items(at int, item func(at int) (end int, f *Fault)) (end int, f *Fault, ok bool) {
	if t.Byte(at) != '[' {
		return at, nil, false
	}
	at = t.Space(at + 1)
	for t[at] != ']' {
		if at, f = item(at); f != nil {
			return at, f, true
		}
		if at = t.Space(at); t[at] == ',' {
			at = t.Space(at + 1)
		}
	}
	return at + 1, nil, true
}

// Member is one name and the position of its value.
type Member struct {
	Name    string
	At, End int
}

// Members lists the members of the object at at; ok is false if there is none.
func (t Text) Members(at int) (list Members, ok bool) {
	if t.Byte(at) != '{' {
		return nil, false
	}
	at = t.Space(at + 1)
	for t[at] != '}' {
		name, end, _ := t.String(at)
		at = t.Space(t.Space(end) + 1)
		m := Member{name, at, t.Skip(at)}
		list = append(list, m)
		if at = t.Space(m.End); t[at] == ',' {
			at = t.Space(at + 1)
		}
	}
	return list, true
}

// Members are those of one object, in order.
type Members []Member

// Find returns where the value of a member begins; if the name is repeated, the
// last one counts.
func (list Members) Find(name string) (at int, ok bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Name == name {
			return list[i].At, true
		}
	}
	return 0, false
}
