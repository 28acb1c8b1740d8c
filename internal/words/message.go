package words

import (
	"strconv"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Message writes a message of a report; "" for an empty message.
func (w *Words) Message(m report.Message) string {
	if m.Kind == "" {
		return ""
	}
	var values []any
	for _, f := range m.Facts {
		values = append(values, f.Name, f.Value)
	}
	if m.Kind == "some" || m.Kind == "rule_and_more" { // without the rest where there is none
		if more := valueOf("more", values); more == 0 {
			return w.Value(valueOf("list", values))
		}
	}
	return w.Text(m.Kind, values...)
}

// Messages writes several messages, one per text.
func (w *Words) Messages(list []report.Message) []string {
	out := make([]string, len(list))
	for i, m := range list {
		out[i] = w.Message(m)
	}
	return out
}

// amount writes an amount in its form.
func (w *Words) amount(a report.Amount) string {
	switch a.As {
	case report.AsPeople:
		return w.People(a.V)
	case report.AsPercent:
		return w.Fixed(100*a.V, 0)
	case report.AsMillions:
		return w.Fixed(a.V/1e6, 1)
	case report.AsChange:
		if a.V < 0 {
			return w.Fixed(a.V/1e6, 1)
		}
		return "+" + w.Fixed(a.V/1e6, 1)
	case report.AsTenths:
		return w.Fixed(a.V, 1)
	case report.AsCents:
		return w.Fixed(a.V, 2)
	case report.AsDigits:
		if w.language == lang.English {
			return strconv.FormatFloat(a.V, 'f', 0, 64)
		}
	}
	return w.Spaced(a.V)
}

// Ages names the people of an age group with its years: "0-6 years".
func (w *Words) Ages(g population.Group) string {
	if g == population.Everyone() {
		return w.Text("ages_all")
	}
	return w.Text("ages", "ages", w.span(g.String()))
}

// Group names a population group of a row: an age group, or a term.
func (w *Words) Group(name string) string {
	if ages, ok := strings.CutPrefix(name, "age "); ok {
		return w.Text("group_ages", "ages", w.span(ages))
	}
	return w.Term("group", name)
}

// span puts a dash between two ages in the languages that have one there.
func (w *Words) span(ages string) string {
	return strings.ReplaceAll(ages, "-", w.Text("to"))
}

// Option names an option.
func (w *Words) Option(o *report.Option) string {
	if o.ID == report.WhatIf {
		return w.Text("whatif.name")
	}
	return w.Name(o.Names.Every(o.Name))
}

// ShortOption names an option in a table.
func (w *Words) ShortOption(o *report.Option) string {
	if o.ID == report.WhatIf {
		return w.Text("whatif.name")
	}
	return w.Name(o.Short.Or(o.Names.Every(o.Name)))
}
