package tables

import (
	"fmt"
	"slices"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// optionTable is a table with a row per option, by year if there are several, made
// from figures of a T.
type optionTable[T any] struct {
	columns []optionColumn[T]
	year    func(b board.Year) string            // the line above a year; nil = only the year
	tone    func(o *report.Option, of *T) string // the terminal colour of a row; nil = none
}

// optionColumn is a column that prints a figure, or a value that combines several.
type optionColumn[T any] struct {
	plain.Column
	key   string           // of the figure
	print func(any) string // its value
	text  func(o *report.Option, of *T) string
}

// as prints a figure whose values are of one type.
func as[V any](print func(V) string) func(any) string {
	return func(v any) string { return print(v.(V)) }
}

// named is the column of the options' names.
func named[T any](p *page) optionColumn[T] {
	return optionColumn[T]{Column: plain.Column{Head: p.ColumnHead("option"), Least: plain.LeastName, Names: true},
		text: func(o *report.Option, _ *T) string { return p.option(o) }}
}

// option names an option in a row of a table, on a screen by its short form.
func (p *page) option(o *report.Option) string {
	if p.Markdown {
		return p.Words.Option(o)
	}
	return p.Words.ShortOption(o)
}

// sheet fills the table with a row of figures per option.
func (t *optionTable[T]) sheet(r *report.Report, order []board.Year, figures []report.Entry[T], rows []T) *plain.Sheet {
	s := &plain.Sheet{Tones: map[int]string{}}
	for _, c := range t.columns {
		s.Columns = append(s.Columns, c.Column)
	}
	for _, b := range order {
		if len(order) > 1 {
			if t.year != nil {
				s.Add(t.year(b))
			} else {
				s.Add(fmt.Sprint(b.Year))
			}
		}
		for _, k := range b.Options {
			o, of := &r.Options[k], &rows[k]
			if t.tone != nil {
				s.Tones[len(s.Rows)] = t.tone(o, of)
			}
			cells := make([]string, len(t.columns))
			for i, c := range t.columns {
				if c.text != nil {
					cells[i] = c.text(o, of)
					continue
				}
				at := slices.IndexFunc(figures, func(e report.Entry[T]) bool { return e.Key == c.key })
				cells[i] = c.print(figures[at].Get(of))
			}
			s.Add(cells...)
		}
	}
	return s
}
