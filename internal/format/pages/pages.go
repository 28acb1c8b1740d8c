// Package pages reads responses of a JSON interface that were saved as files:
// the members of a page and its items one by one, each with its line. A page is
// an object with a list in one of its members, a bare list, or a single item.
// The package knows the shape of pages, not any register.
package pages

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/jsondoc"
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
	p := Page{Name: f.Name}
	t, err := jsondoc.New(f.Data, f.Name)
	if err != nil {
		return p, err
	}
	start := t.Start()
	members, isObject := t.Members(start)
	at, paged := members.Find(list)
	switch {
	case t.Byte(start) == '[':
		return p, p.items(t, start)
	case paged:
		p.Members = map[string]json.RawMessage{}
		for _, m := range members {
			if m.Name != list {
				p.Members[m.Name] = json.RawMessage(t[m.At:m.End])
			}
		}
		return p, p.items(t, at)
	case isObject:
		p.Items = []Item{{File: f.Name, Line: t.Line(start), Text: json.RawMessage(t[start:])}}
		return p, nil
	}
	return p, problem.Problems{t.Problem(f.Name, &jsondoc.Fault{At: start, Expected: "an object or a list"})}
}

// items splits the list at a position of the file.
func (p *Page) items(t jsondoc.Text, at int) error {
	var problems problem.Problems
	line, counted := t.Line(at), at
	wrong := func(at int, found, expected string) {
		problems.Add(problem.Problem{File: p.Name, Row: line, Found: cmp.Or(found, t[:t.Skip(at)].Found(at)),
			Expected: expected})
	}
	_, _, ok := t.Items(at, func(at int) (int, *jsondoc.Fault) {
		line += bytes.Count(t[counted:at], []byte("\n"))
		counted = at
		if len(p.Items) == mostItems {
			f := &jsondoc.Fault{At: at, Expected: "a page as the interface returns it"}
			wrong(at, "more than "+strconv.Itoa(mostItems)+" items", f.Expected)
			return at, f
		}
		end := t.Skip(at)
		if t[at] == '{' {
			p.Items = append(p.Items, Item{File: p.Name, Line: line, Text: json.RawMessage(t[at:end])})
		} else {
			wrong(at, "", "an object")
		}
		return end, nil
	})
	if !ok {
		wrong(at, "", "a list")
	}
	return problems.Err()
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
