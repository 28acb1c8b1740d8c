package yaml

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"saavu/internal/format/problem"
)

// Decode reads the text of a YAML file into its struct and its tree. Parts that violate
// the schema are faults of the tree and left out. The root is nil if nothing could be
// read, or if questions of the file are unanswered: what depends on the answers cannot
// be checked yet.
func Decode[T any](name string, text []byte, schema func() (*Rules, error)) (T, *Tree) {
	var out T
	t := Parse(name, text)
	if t.Root == nil {
		return out, t
	}
	asked := t.ask(text)
	if t.fill(&out, schema); asked {
		t.Root = nil
	}
	return out, t
}

// fill checks a tree against its schema and decodes the valid part.
func (t *Tree) fill(out any, schema func() (*Rules, error)) {
	s, err := schema()
	if err == nil {
		t.validate(s)
		for _, n := range t.asked {
			n.Dropped = true
		}
		var text []byte
		if text, err = json.Marshal(t.Root.Plain()); err == nil {
			err = json.Unmarshal(text, out)
		}
	}
	if t.Root.Kind != Map {
		t.Root = nil
		return
	}
	if err != nil {
		t.Problems.Add(unfit(t, err))
	}
}

// unfit is the problem of a value that its key cannot hold, such as too large a number.
func unfit(t *Tree, err error) problem.Problem {
	var of *json.UnmarshalTypeError
	if !errors.As(err, &of) {
		return problem.Problem{File: t.File, Found: err.Error(), Expected: "values that fit their keys"}
	}
	expected := "a number that its key can hold"
	if of.Type.Kind() >= reflect.Int && of.Type.Kind() <= reflect.Uint64 {
		expected = "a whole number that its key can hold"
	}
	out := problem.Problem{Found: strings.TrimPrefix(of.Value, "number "), Expected: expected}
	if path := strings.Split(of.Field, "."); t.Root.Find(path...) != nil {
		return t.ProblemAt(out, path...)
	}
	out.File = t.File
	return out
}
