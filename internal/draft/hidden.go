package draft

import (
	"slices"
	"strconv"
	"strings"

	"saavu/internal/inspect"
	"saavu/pkg/report"
)

// hidden writes the marks of a hidden count.
func (d *draft) hidden(f *inspect.File) {
	var marks []string
	for _, h := range f.Ages.Hidden {
		switch h.Mark {
		case "blank":
			if d.blank(f) {
				marks = append(marks, `""`)
			}
			marks = append(marks, d.textMarks(f)...)
		default:
			marks = append(marks, h.Mark)
		}
	}
	if len(marks) > 0 {
		d.line("  hidden: [%s]", strings.Join(marks, ", "))
	}
	d.askTotal(f)
}

// hiddenTotal writes the marks of a hidden total if there are no ages.
func (d *draft) hiddenTotal(f *inspect.File) {
	c := column(f, inspect.Total)
	if c == nil {
		return
	}
	var marks []string
	left := c.Missing
	for _, m := range c.Marks {
		marks, left = append(marks, quote(m.What)), left-m.N
	}
	if left > 0 {
		marks = append(marks, `""`)
	}
	if c.Least != nil && *c.Least < 0 {
		marks = append(marks, number(*c.Least))
	}
	if len(marks) > 0 {
		d.line("  hidden: [%s]", strings.Join(marks, ", "))
		d.askTotal(f)
	}
}

// askTotal asks for the people of a cell whose total is hidden.
func (d *draft) askTotal(f *inspect.File) {
	if c := column(f, inspect.Total); c != nil && (c.Missing > 0 || c.Least != nil && *c.Least < 0) {
		d.ask("  hidden_total: ", report.NewMessage("ask.hidden_total", "example", "{low: 1, high: 9}"))
	}
}

// blank reports whether a column of ages has empty fields.
func (d *draft) blank(f *inspect.File) bool {
	return slices.ContainsFunc(f.Columns, func(c inspect.Column) bool {
		n := c.Missing
		for _, m := range c.Marks {
			n -= m.N
		}
		return c.Role == inspect.People && n > 0
	})
}

// textMarks lists the texts in columns of ages that mean a missing value.
func (d *draft) textMarks(f *inspect.File) []string {
	var out []string
	for _, c := range f.Columns {
		for _, m := range c.Marks {
			if q, err := strconv.Unquote(`"` + m.What + `"`); c.Role == inspect.People && err == nil &&
				!slices.Contains(out, strconv.Quote(q)) {
				out = append(out, strconv.Quote(q))
			}
		}
	}
	return out
}
