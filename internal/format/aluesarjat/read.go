// Package aluesarjat reads statistics by area as the Helsinki region's area
// database publishes them in JSON: a map of groups of statistics, each a map of
// statistics, each a map of area codes, each with total, proportion and value.
// Totals are texts, values are numbers or texts, and hidden ones are signs such
// as "…", which are passed on unchanged. Each observation is a row.
package aluesarjat

import (
	"bytes"
	"strings"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
)

// Observation is one number of a statistic. Total, Proportion and Value hold
// the content of the file: float64, string or nil.
type Observation struct {
	Line                     int // of the file, from 1
	Group, Statistic, Area   string
	Total, Proportion, Value any
}

// walker walks over a file and counts its lines.
type walker struct {
	jsondoc.Text
	name string
	at   int // position up to which lines are counted
	line int
}

// Walk calls visit for every observation in the file's order and stops at its
// first error. name is the file's name for messages. Its own errors are
// problem.Problems: the file is not JSON, or a part of it does not have this
// form. If an area occurs twice in a statistic, both observations are visited.
func Walk(text []byte, name string, visit func(Observation) error) error {
	t, err := jsondoc.New(text, name)
	if err != nil {
		return err
	}
	w := &walker{Text: t, name: name, line: 1}
	var o Observation
	return w.each(t.Start(), "groups of statistics", func(group jsondoc.Member) error {
		o.Group = group.Name
		return w.each(group.At, "statistics", func(statistic jsondoc.Member) error {
			o.Statistic = statistic.Name
			return w.each(statistic.At, "areas", func(area jsondoc.Member) error {
				o.Area, o.Line = strings.TrimSpace(area.Name), w.here(area.At)
				if err := w.observation(area.At, &o); err != nil {
					return err
				}
				return visit(o)
			})
		})
	})
}

// each visits the members of an object; what names them in a message.
func (w *walker) each(at int, what string, visit func(jsondoc.Member) error) error {
	list, ok := w.Members(at)
	if !ok {
		return w.wrong(at, "", "a map of "+what)
	}
	for _, m := range list {
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}

// observation reads the innermost map.
func (w *walker) observation(at int, o *Observation) error {
	o.Total, o.Proportion, o.Value = nil, nil, nil
	found := false
	err := w.each(at, "total, proportion and value", func(m jsondoc.Member) error {
		var v any
		if n, _, ok := w.Number(m.At); ok {
			v = n
		} else if c := w.Byte(m.At); c == '[' || c == '{' {
			return w.wrong(m.At, m.Name, "a number or a text")
		} else if v, _, _ = w.Value(m.At, new(jsondoc.Budget)); v == nil && c != 'n' {
			return w.wrong(m.At, m.Name, "a number that a float64 can hold")
		}
		switch m.Name {
		case "total":
			o.Total = v
		case "proportion":
			o.Proportion = v
		case "value":
			o.Value, found = v, true
		default:
			return problem.Problems{{File: w.name, Row: w.Line(m.At), Column: m.Name, Found: m.Name, Expected: "total, proportion or value"}}
		}
		return nil
	})
	if err == nil && !found {
		err = w.wrong(at, "value", "a value of "+o.Statistic+" in area "+o.Area)
	}
	return err
}

// here returns the line of a position, which is not before the last one.
func (w *walker) here(at int) int {
	w.line += bytes.Count(w.Text[w.at:at], []byte("\n"))
	w.at = at
	return w.line
}

func (w *walker) wrong(at int, member, expected string) error {
	return problem.Problems{w.Text[:w.Skip(at)].Problem(w.name,
		&jsondoc.Fault{At: at, Member: member, Expected: expected})}
}
