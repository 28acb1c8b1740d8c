package export

import (
	"fmt"
	"slices"

	"saavu/internal/board"
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
	column
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
	return optionColumn[T]{column: column{head: p.head("option"), least: leastName, names: true},
		text: func(o *report.Option, _ *T) string { return p.option(o) }}
}

// option names an option in a row of a table, on a screen by its short form.
func (p *page) option(o *report.Option) string {
	if p.markdown {
		return p.w.Option(o)
	}
	return p.w.ShortOption(o)
}

// sheet fills the table with a row of figures per option.
func (t *optionTable[T]) sheet(r *report.Report, order []board.Year, figures []report.Entry[T], rows []T) *sheet {
	s := &sheet{tones: map[int]string{}}
	for _, c := range t.columns {
		s.columns = append(s.columns, c.column)
	}
	for _, b := range order {
		if len(order) > 1 {
			if t.year != nil {
				s.add(t.year(b))
			} else {
				s.add(fmt.Sprint(b.Year))
			}
		}
		for _, k := range b.Options {
			o, of := &r.Options[k], &rows[k]
			if t.tone != nil {
				s.tones[len(s.rows)] = t.tone(o, of)
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
			s.add(cells...)
		}
	}
	return s
}
