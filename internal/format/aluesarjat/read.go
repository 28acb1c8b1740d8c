// Package aluesarjat reads statistics by area as the Helsinki region's area
// database publishes them in JSON: a map of groups of statistics, each a map of
// statistics, each a map of area codes, each with total, proportion and value.
// Totals are texts, values are numbers or texts, and hidden ones are signs such
// as "…", which are passed on unchanged. Each observation is a row.
package aluesarjat

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

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
	name string
	text []byte
	in   *json.Decoder
	at   int64 // offset up to which lines are counted
	line int
}

// Walk calls visit for every observation in the file's order and stops at its
// first error. name is the file's name for messages. Its own errors are
// problem.Problems: the file is not JSON, or a part of it does not have this
// form. If an area occurs twice in a statistic, both observations are visited.
func Walk(text []byte, name string, visit func(Observation) error) error {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	w := &walker{name: name, text: text, in: json.NewDecoder(bytes.NewReader(text)), line: 1}
	var o Observation
	err := w.each("groups of statistics", func(group string) error {
		o.Group = group
		return w.each("statistics", func(statistic string) error {
			o.Statistic = statistic
			return w.each("areas", func(area string) error {
				o.Area, o.Line = strings.TrimSpace(area), w.here()
				if err := w.observation(&o); err != nil {
					return err
				}
				return visit(o)
			})
		})
	})
	if err == nil {
		_, err = w.in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		return w.wrong("", "more after its end", "one JSON object")
	}
	return err
}

// each visits the members of an object; what names them in a message.
func (w *walker) each(what string, visit func(key string) error) error {
	open, err := w.in.Token()
	if err != nil {
		return w.broken(err)
	}
	if open != json.Delim('{') {
		return w.wrong("", w.show(open), "a map of "+what)
	}
	for w.in.More() {
		key, err := w.in.Token()
		if err != nil {
			return w.broken(err)
		}
		if err := visit(key.(string)); err != nil { // a decoder returns only string keys
			return err
		}
	}
	if _, err := w.in.Token(); err != nil {
		return w.broken(err)
	}
	return nil
}

// observation reads the innermost map.
func (w *walker) observation(o *Observation) error {
	o.Total, o.Proportion, o.Value = nil, nil, nil
	found := false
	err := w.each("total, proportion and value", func(key string) error {
		v, err := w.in.Token()
		if err != nil {
			return w.broken(err)
		}
		if d, nested := v.(json.Delim); nested {
			return w.wrong(key, d.String(), "a number or a text")
		}
		switch key {
		case "total":
			o.Total = v
		case "proportion":
			o.Proportion = v
		case "value":
			o.Value, found = v, true
		default:
			return w.wrong(key, key, "total, proportion or value")
		}
		return nil
	})
	if err == nil && !found {
		err = w.wrong("value", "", "a value of "+o.Statistic+" in area "+o.Area)
	}
	return err
}

// here returns the current line of the walk.
func (w *walker) here() int {
	to := min(w.in.InputOffset(), int64(len(w.text)))
	w.line += bytes.Count(w.text[w.at:to], []byte("\n"))
	w.at = to
	return w.line
}

func (w *walker) wrong(column, found, expected string) error {
	return problem.Problems{{File: w.name, Row: w.here(), Column: column, Found: found, Expected: expected}}
}

// broken reports that the file is not JSON.
func (w *walker) broken(err error) error {
	found := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		found = "the end of the file"
	}
	return w.wrong("", found, "JSON")
}

func (w *walker) show(token any) string {
	switch t := token.(type) {
	case json.Delim:
		return t.String()
	case string:
		return t
	}
	return "a number, true, false or null"
}
