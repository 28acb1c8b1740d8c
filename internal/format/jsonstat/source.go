package jsonstat

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Source returns the observations as rows: for each dimension a field of codes
// under its id and, if any label differs from its code, one of labels under "id
// label"; then value, and status if the file has one. A value without a number
// is the text given instead, else its status, else nothing. Row.At is the
// number of the observation, from 1. Errors are those of Read.
func Source(text []byte, name string) (*record.Source, error) {
	d, err := Read(text, name)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: name, Format: "JSON-stat", Layer: d.Label, Parts: []string{name}, Rows: len(d.values)}
	var columns []column
	add := func(c column, f record.Field) {
		for {
			if _, taken := s.Field(f.Name); !taken {
				break
			}
			f.Name += "_"
		}
		columns, s.Fields = append(columns, c), append(s.Fields, f)
	}
	step := 1
	steps := make([]int, len(d.Dimensions))
	for i := len(steps) - 1; i >= 0; i-- {
		steps[i] = step
		step *= max(len(d.Dimensions[i].Codes), 1)
	}
	for i := range d.Dimensions {
		x := &d.Dimensions[i]
		add(column{names: x.Codes, step: steps[i]}, record.Field{Name: x.ID, Title: x.Label})
	}
	for i := range d.Dimensions {
		if x := &d.Dimensions[i]; x.labelled() {
			add(column{names: x.Labels, step: steps[i]}, record.Field{Name: x.ID + " label", Title: x.Label})
		}
	}
	add(column{}, record.Field{Name: "value", Title: d.Label})
	if d.statuses != nil || d.status != "" {
		add(column{status: true}, record.Field{Name: "status"})
		if marks := d.marks(); marks != "" {
			s.Notes = append(s.Notes, marks)
		}
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(columns))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i := range d.values {
			at := d.place(i)
			row.At = at + 1
			for k, c := range want {
				row.Values[k] = d.value(&columns[c], i, at)
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// mostMarks is the most statuses that are listed.
const mostMarks = 10

// marks reports how many values have which status: a mark such as c,
// confidential, or e, estimated, changes what its number means. It is empty if
// no value has a status.
func (d *Dataset) marks() string {
	count := map[string]int{}
	total := 0
	for i := range d.values {
		if mark := strings.TrimSpace(d.statusAt(d.place(i))); mark != "" {
			count[mark]++
			total++
		}
	}
	if total == 0 {
		return ""
	}
	var list []string
	for _, mark := range slices.Sorted(maps.Keys(count)) {
		list = append(list, fmt.Sprintf("%s %d", strconv.Quote(problem.Clip(mark)), count[mark]))
	}
	return fmt.Sprintf("values with a status: %d of %d (%s); read unchanged: the source defines what a status means", total, len(d.values), problem.Listed(list, mostMarks))
}

// column is one field of the rows: the names of a dimension's categories with
// the number of observations after which the next one comes, or the value, or
// the status.
type column struct {
	names  []string
	step   int
	status bool
}

// place returns the number of the i-th observation that the file has.
func (d *Dataset) place(i int) int {
	if d.at != nil {
		return d.at[i]
	}
	return i
}

// value returns a field of the i-th observation that the file has.
func (d *Dataset) value(c *column, i, at int) record.Value {
	switch v := &d.values[i]; {
	case c.step > 0:
		return record.OfText([]byte(c.names[at/c.step%len(c.names)]))
	case c.status:
		return record.OfText([]byte(d.statusAt(at)))
	case v.known:
		return record.Of(v.number)
	case v.text != "":
		return record.OfText([]byte(v.text))
	}
	return record.OfText([]byte(d.statusAt(at)))
}

func (d *Dataset) statusAt(at int) string {
	if s, ok := d.statuses[at]; ok {
		return s
	}
	return d.status
}
