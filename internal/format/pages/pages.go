// Package pages reads responses of a JSON interface that were saved as files:
// the members of a page and its items one by one, each with its line. A page is
// an object with a list in one of its members, a bare list, or a single item.
// The package knows the shape of pages, not any register.
package pages

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// Between separates the items of a list in one field of a row.
const Between = "|"

// mostItems is the most items of a page; interfaces return a few hundred.
const mostItems = 200_000

// File is a file that was read whole.
type File struct {
	Name string
	Data []byte
}

// Page is the content of one file.
type Page struct {
	Name    string
	Members map[string]json.RawMessage // the other members; nil for a bare list or a single item
	Items   []Item
}

// Item is one object of the list.
type Item struct {
	File string
	Line int // line where it begins, from 1
	Text json.RawMessage
}

// Read reads a page whose list is in the member list. An object without such a
// member is a single item. Errors are problem.Problems: bytes that are not
// UTF-8, a fault of JSON with its line, or an item that is not an object.
func Read(f File, list string) (Page, error) {
	data := bytes.TrimPrefix(f.Data, []byte("\xef\xbb\xbf"))
	p := Page{Name: f.Name}
	if !utf8.Valid(data) {
		return p, problem.Problems{{File: f.Name, Found: "bytes that are not UTF-8", Expected: "JSON in UTF-8"}}
	}
	r := reader{name: f.Name, data: data}
	if err := r.whole(); err != nil {
		return p, err
	}
	switch start := bytes.TrimLeft(data, " \t\r\n"); {
	case start[0] == '[':
		return p, r.items(&p, data, 0)
	case start[0] == '{':
		if err := json.Unmarshal(data, &p.Members); err != nil {
			return p, problem.Problems{r.fault(err)}
		}
		if text, ok := p.Members[list]; ok {
			delete(p.Members, list)
			return p, r.items(&p, text, r.offset(list))
		}
		p.Members = nil
		p.Items = []Item{{File: f.Name, Line: r.line(len(data) - len(start)), Text: start}}
		return p, nil
	}
	return p, problem.Problems{{File: f.Name, Row: 1, Found: firstLine(data), Expected: "an object or a list"}}
}

type reader struct {
	name string
	data []byte
}

// whole checks that the file is one JSON value and nothing after it.
func (r *reader) whole() error {
	if json.Valid(r.data) {
		return nil
	}
	var any json.RawMessage
	d := json.NewDecoder(bytes.NewReader(r.data))
	err := d.Decode(&any)
	if err == nil {
		at := int(d.InputOffset())
		at += len(r.data[at:]) - len(bytes.TrimLeft(r.data[at:], " \t\r\n"))
		return problem.Problems{{File: r.name, Row: r.line(at), Found: firstLine(r.data[at:]), Expected: "one JSON value and nothing after it"}}
	}
	return problem.Problems{r.fault(err)}
}

// fault reports an error of encoding/json.
func (r *reader) fault(err error) problem.Problem {
	p := problem.Problem{File: r.name, Found: err.Error(), Expected: "JSON"}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		p.Row, p.Found = r.line(len(r.data)), "the end of the file"
		p.Hint = "the file seems to be truncated"
	case errors.As(err, &syntax):
		at := min(max(int(syntax.Offset)-1, 0), len(r.data))
		p.Row, p.Found, p.Hint = r.line(at), firstLine(r.data[at:]), syntax.Error()
	}
	return p
}

// offset finds where the value of a member of the outermost object begins. The
// file is known to be valid.
func (r *reader) offset(member string) int {
	d := json.NewDecoder(bytes.NewReader(r.data))
	at := 0
	if _, err := d.Token(); err != nil {
		return 0
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return at
		}
		from := int(d.InputOffset())
		var skipped json.RawMessage
		if d.Decode(&skipped) != nil {
			return at
		}
		if key == member { // if a name is repeated, the last one counts, as in json.Unmarshal
			at = from + bytes.IndexAny(r.data[from:], "[{\"ntf-0123456789")
		}
	}
	return at
}

// items splits a list that begins at an offset of the file.
func (r *reader) items(p *Page, text []byte, offset int) error {
	var problems problem.Problems
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return problem.Problems{{File: r.name, Row: r.line(offset), Found: firstLine(text), Expected: "a list"}}
	}
	line, counted := r.line(offset), 0
	for d.More() {
		if len(p.Items) == mostItems {
			return problem.Problems{{File: r.name, Row: line, Found: "more than " + strconv.Itoa(mostItems) + " items", Expected: "a page as the interface returns it"}}
		}
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return problem.Problems{r.fault(err)}
		}
		begin := int(d.InputOffset()) - len(item)
		line += bytes.Count(text[counted:begin], []byte("\n"))
		counted = begin
		if item[0] != '{' {
			problems.Add(problem.Problem{File: r.name, Row: line, Found: firstLine(item), Expected: "an object"})
			continue
		}
		p.Items = append(p.Items, Item{File: r.name, Line: line, Text: item})
	}
	return problems.Err()
}

// line returns the line of an offset.
func (r *reader) line(at int) int { return 1 + bytes.Count(r.data[:at], []byte("\n")) }

// firstLine returns the beginning of a text, for messages.
func firstLine(text []byte) string {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return strings.TrimSpace(problem.Clip(string(line)))
}

// Decode fills a struct from the item. A member of another type than the
// struct's field is a problem with its name, and the result is false.
func (i Item) Decode(into any, problems *problem.Problems) bool {
	err := json.Unmarshal(i.Text, into)
	if err == nil {
		return true
	}
	p := problem.Problem{File: i.File, Row: i.Line, Found: err.Error(), Expected: "an item of this register"}
	var fault *json.UnmarshalTypeError
	if errors.As(err, &fault) {
		at := min(int(fault.Offset), len(i.Text))
		p.Row += bytes.Count(i.Text[:at], []byte("\n"))
		p.Column, p.Found, p.Expected = memberName(fault.Field), "a JSON "+fault.Value, typeWord(fault.Type.Kind().String())
	}
	problems.Add(p)
	return false
}

// memberName converts the path of a field of a struct without tags to that of
// the file's members, which begin with a lowercase letter.
func memberName(field string) string {
	parts := strings.Split(field, ".")
	for i, p := range parts {
		switch {
		case strings.ToUpper(p) == p:
			parts[i] = strings.ToLower(p)
		case p != "":
			parts[i] = strings.ToLower(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, ".")
}

// typeWord names the JSON type for a Go kind.
func typeWord(kind string) string {
	switch kind {
	case "string":
		return "a text"
	case "bool":
		return "true or false"
	case "slice":
		return "a list"
	case "struct", "map", "ptr":
		return "an object"
	}
	return "a number"
}

// Whole reads a member as a whole number; false if there is none.
func (p *Page) Whole(member string) (int, bool) {
	n, err := strconv.Atoi(string(bytes.Trim(p.Members[member], `" `)))
	return n, err == nil
}

// Text is a text that registers also write as a number or null.
type Text string

// UnmarshalJSON accepts a text, a number, true, false or null; a list or an
// object is an error.
func (t *Text) UnmarshalJSON(text []byte) error {
	switch text[0] {
	case '"':
		return json.Unmarshal(text, (*string)(t))
	case '[', '{':
		return &json.UnmarshalTypeError{Value: map[byte]string{'[': "array", '{': "object"}[text[0]], Type: stringType}
	case 'n':
		*t = ""
		return nil
	}
	*t = Text(text)
	return nil
}

var stringType = reflect.TypeFor[string]()

// Differ lists the members whose values differ between two items, sorted.
func Differ(a, b Item) []string {
	var x, y map[string]any
	if json.Unmarshal(a.Text, &x) != nil || json.Unmarshal(b.Text, &y) != nil {
		return nil
	}
	var out []string
	for k, v := range x {
		if w, ok := y[k]; !ok || !reflect.DeepEqual(v, w) {
			out = append(out, k)
		}
	}
	for k := range y {
		if _, ok := x[k]; !ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}
