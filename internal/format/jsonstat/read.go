// Package jsonstat reads statistics in JSON-stat, as PxWeb and the databases of
// statistical offices write them: a dataset of version 2.0, or one in the
// wrapper "dataset" of version 1. Each observation is a row with the codes of
// its categories, their labels, its value and its status. Only observations
// present in the file are rows, whatever sizes it claims.
package jsonstat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
)

// MostObservations is the number of observations, present or claimed, above
// which a dataset is refused.
const MostObservations = 50_000_000

// mostCategories is the most categories of a dimension.
const mostCategories = 1_000_000

// Dataset is a cube of observations: one for each combination of categories,
// with the last dimension varying fastest.
type Dataset struct {
	Label      string // subject of the dataset; may be empty
	Dimensions []Dimension

	values   []value // by observation, or in the order of at
	at       []int   // indexes of the observations that have values, ascending; nil if all do
	statuses map[int]string
	status   string // of all observations
}

// Dimension is one side of the cube.
type Dimension struct {
	ID     string
	Label  string   // a longer name; may be empty
	Codes  []string // of the categories, in order
	Labels []string // of the categories; the code if the file has none
}

// labelled reports whether any category has a label other than its code.
func (d *Dimension) labelled() bool {
	for i := range d.Codes {
		if d.Labels[i] != d.Codes[i] {
			return true
		}
	}
	return false
}

// file is a dataset as written. In version 1, id and size are among the
// dimensions.
type file struct {
	Class     string          `json:"class"`
	Label     string          `json:"label"`
	ID        []string        `json:"id"`
	Size      []int           `json:"size"`
	Dimension json.RawMessage `json:"dimension"`
	Value     json.RawMessage `json:"value"`
	Status    json.RawMessage `json:"status"`
	Dataset   json.RawMessage `json:"dataset"`
}

// reader reads one dataset and collects its faults.
type reader struct {
	name     string
	problems problem.Problems
	out      Dataset
}

func (r *reader) wrong(column, found, expected, hint string) {
	r.problems.Add(problem.Problem{File: r.name, Column: column, Found: found, Expected: expected, Hint: hint})
}

// Read reads a dataset. name is the file's name for messages. Errors are
// problem.Problems; they name the faulty member, as in "dimension.Area".
func Read(text []byte, name string) (*Dataset, error) {
	r := &reader{name: name}
	text, err := jsondoc.New(text, name)
	if err != nil {
		return nil, err
	}
	var f file
	if !r.decode("", text, &f) {
		return nil, r.problems
	}
	if f.Dataset != nil {
		inner := f.Dataset
		f = file{Class: "dataset"}
		if !r.decode("dataset", inner, &f) {
			return nil, r.problems
		}
	}
	if f.Class != "" && f.Class != "dataset" {
		r.wrong("class", f.Class, "dataset", "a collection or a dimension has no values: save the dataset")
		return nil, r.problems
	}
	r.out.Label = f.Label
	dimensions := r.dimensions(&f)
	if len(r.problems) == 0 {
		r.categories(&f, dimensions)
	}
	if len(r.problems) == 0 {
		r.observations(&f)
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	return &r.out, nil
}

// decode decodes one value of JSON into its target.
func (r *reader) decode(member string, text []byte, into any) bool {
	err := json.Unmarshal(text, into)
	if err == nil {
		return true
	}
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		if wrong.Field != "" && member != "" {
			member += "."
		}
		r.wrong(member+wrong.Field, "a JSON "+wrong.Value, "the type that JSON-stat defines there", "")
	default:
		r.wrong(member, err.Error(), "the type that JSON-stat defines there", "")
	}
	return false
}

// dimensions reads the members of dimension, with the id and size of version 1.
func (r *reader) dimensions(f *file) map[string]json.RawMessage {
	var out map[string]json.RawMessage
	if f.Dimension == nil {
		r.wrong("dimension", "", "the dimensions of a dataset", "")
		return nil
	}
	if !r.decode("dimension", f.Dimension, &out) {
		return nil
	}
	if f.ID == nil && out["id"] != nil {
		r.decode("dimension.id", out["id"], &f.ID)
	}
	if f.Size == nil && out["size"] != nil {
		r.decode("dimension.size", out["size"], &f.Size)
	}
	if len(f.ID) == 0 || len(f.ID) != len(f.Size) {
		r.wrong("size", fmt.Sprintf("%d ids and %d sizes", len(f.ID), len(f.Size)), "one size for each id of a dimension", "")
	}
	return out
}

// categories reads each dimension's categories and checks their number against
// its size.
func (r *reader) categories(f *file, dimensions map[string]json.RawMessage) {
	seen := map[string]bool{}
	product := 1
	for i, id := range f.ID {
		member := "dimension." + id
		raw, there := dimensions[id]
		switch {
		case seen[id]:
			r.wrong("id", id, "each dimension once", "")
			continue
		case !there:
			r.wrong(member, "", "a dimension that id names", "")
			continue
		}
		seen[id] = true
		d := Dimension{ID: id}
		if !r.dimension(member, raw, &d) {
			continue
		}
		if len(d.Codes) != f.Size[i] {
			r.wrong(member, fmt.Sprintf("%d categories", len(d.Codes)), "as many as its size, "+strconv.Itoa(f.Size[i]), "")
			continue
		}
		if len(d.Codes) == 0 {
			product = 0
		} else if product > MostObservations/len(d.Codes) {
			r.wrong("size", "more observations", fmt.Sprintf("at most %d", MostObservations), "save a part of the table: fewer areas, ages or years")
			return
		}
		product *= len(d.Codes)
		r.out.Dimensions = append(r.out.Dimensions, d)
	}
}

// dimension reads one dimension. Its categories are a list of codes, a map from
// code to index, or, for a single category, only a label.
func (r *reader) dimension(member string, raw json.RawMessage, d *Dimension) bool {
	var f struct {
		Label    string `json:"label"`
		Category struct {
			Index json.RawMessage   `json:"index"`
			Label map[string]string `json:"label"`
		} `json:"category"`
	}
	if !r.decode(member, raw, &f) {
		return false
	}
	d.Label = f.Label
	index := bytes.TrimSpace(f.Category.Index)
	switch {
	case len(index) == 0 && len(f.Category.Label) == 1:
		for code := range f.Category.Label {
			d.Codes = []string{code}
		}
	case len(index) == 0:
		r.wrong(member+".category.index", "", "the order of the categories", "")
		return false
	case bytes.Count(index, []byte(",")) >= mostCategories:
		r.wrong(member+".category.index", "", "at most "+strconv.Itoa(mostCategories)+" categories", "save a part of the table: fewer areas, ages or years")
		return false
	case index[0] == '[':
		if !r.decode(member+".category.index", index, &d.Codes) {
			return false
		}
	default:
		if !r.ordered(member+".category.index", index, d) {
			return false
		}
	}
	seen := make(map[string]bool, len(d.Codes))
	for _, code := range d.Codes {
		if seen[code] {
			r.wrong(member+".category.index", code, "each category once", "")
			return false
		}
		seen[code] = true
		label, ok := f.Category.Label[code]
		if !ok || label == "" {
			label = code
		}
		d.Labels = append(d.Labels, label)
	}
	return true
}

// ordered reads categories given as a map from code to index.
func (r *reader) ordered(member string, index []byte, d *Dimension) bool {
	var places map[string]int
	if !r.decode(member, index, &places) {
		return false
	}
	d.Codes = make([]string, len(places))
	taken := make([]bool, len(places))
	for code, p := range places {
		if p < 0 || p >= len(places) || taken[p] {
			r.wrong(member, "indexes that are not all different", "the indexes 0 to "+strconv.Itoa(len(places)-1), "")
			return false
		}
		d.Codes[p], taken[p] = code, true
	}
	return true
}
