package screen

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// parts are what Parts prints of a service, by name, in their order.
var parts = []struct {
	name  string
	print func(o *serviceScreen)
}{
	{"stations", (*serviceScreen).stationPart},
	{"areas", (*serviceScreen).areaPart},
	{"capacity", (*serviceScreen).capacityPart},
	{"buildings", (*serviceScreen).buildingPart},
	{"segments", (*serviceScreen).segmentPart},
	{"cost", (*serviceScreen).costPart},
	{"ranges", (*serviceScreen).rangePart},
}

// PartNames are the parts of a service that Parts prints.
func PartNames() []string {
	var out []string
	for _, p := range parts {
		out = append(out, p.name)
	}
	return out
}

// Parts prints some parts of a service with all their figures, in the given order:
// stations, areas, capacity, buildings, segments, cost, ranges. Each shows the reference, and of each option
// only what differs from it. An unknown service is an error that lists the services.
func Parts(out io.Writer, r report.Report, service string, names []string, t plain.Options) error {
	i, err := board.Find(&r, service)
	if err != nil {
		return err
	}
	return screens(out, &r, t, func(o *overview) {
		s := serviceScreen{overview: o, s: i, v: &r.Services[i]}
		s.titlePart()
		for _, name := range names {
			for _, p := range parts {
				if p.name == name {
					s.Gap()
					p.print(&s)
				}
			}
		}
		if o.R.Frame == "budget" {
			s.Gap()
			s.balanced()
		}
		if !t.Brief {
			s.elsewhere()
		}
	})
}

// titlePart names the service, the people, the county and the year.
func (o *serviceScreen) titlePart() {
	title := plain.Dotted(board.ServiceName(o.Words, o.R, o.s), o.Words.Ages(o.v.Group)+", "+o.Words.People(o.refRow().People), fmt.Sprintf("%s %d", o.Words.Name(o.R.Names.Every(o.R.Name)), o.R.Options[o.Ref].Year))
	if o.R.Frame == "budget" {
		title = plain.Dotted(title, o.Words.Term("frame", o.R.Frame))
	}
	o.titled(title)
}

// balanced writes which positions balance the euros of the same budget.
func (o *serviceScreen) balanced() {
	for _, line := range o.Balanced() {
		o.Paragraph(board.Mark + line)
	}
}

// partRow is a row of a part, with an id by which the rows of options are compared.
type partRow struct {
	id    string
	cells []plain.Cell
}

// partColumn is a column of a part. It is left out where no row has a figure in it.
type partColumn struct {
	head  string
	left  bool
	least int
}

// section is the rows of the reference, or those of options that differ from them.
type section struct {
	options []int
	rows    []partRow
}

// byOption writes the rows of the reference, and below them of each option the rows
// that differ from these. Options with the same rows share them. Where lines are too
// long, the columns from split on follow in a table of their own. gone stands for a row
// that an option no longer has, lead above the rows of an option.
func (o *serviceScreen) byOption(columns []partColumn, split int, gone plain.Cell, rows func(k int) []partRow, lead func(k int) string) {
	was := rows(o.Ref)
	list := []section{{[]int{o.Ref}, was}}
	var unchanged []int
	for _, k := range o.Options {
		is := differing(was, rows(k), gone)
		same := slices.IndexFunc(list[1:], func(x section) bool { return slices.EqualFunc(x.rows, is, equalRow) && lead(x.options[0]) == lead(k) })
		switch {
		case len(is) == 0:
			unchanged = append(unchanged, k)
		case same >= 0:
			list[1+same].options = append(list[1+same].options, k)
		default:
			list = append(list, section{[]int{k}, is})
		}
	}
	all := o.partSheet(columns, list, 0, len(columns), lead)
	if all.Over() > 0 && split > 0 {
		o.Sheet(o.partSheet(columns, list, 0, split, lead))
		o.Gap()
		all = o.partSheet(columns, list, split, len(columns), lead)
	}
	o.Sheet(all)
	if unchanged != nil {
		o.Paragraph(o.Words.Text("detail.unchanged", "reference", o.reference(), "options", o.Names(unchanged)))
	}
}

// partSheet is the table of the first column and those of from to before to.
func (o *serviceScreen) partSheet(columns []partColumn, list []section, from, to int, lead func(k int) string) *plain.Sheet {
	s := &plain.Sheet{Most: o.Width()}
	var kept []int
	for c, col := range columns {
		if c > 0 && (c < from || c >= to || !slices.ContainsFunc(list, func(x section) bool { return has(x.rows, c) })) {
			continue
		}
		kept = append(kept, c)
		s.Columns = append(s.Columns, plain.Column{Head: strings.Split(col.head, "\n"), Right: c > 0 && !col.left, Least: col.least, Names: c == 0})
	}
	for _, x := range list {
		if len(list) > 1 || lead(x.options[0]) != "" {
			for _, line := range plain.WrapTo(o.partLead(x.options, lead), s.Longest(), "", "") {
				s.Add(line)
			}
		}
		for _, row := range x.rows {
			if from > 0 && len(row.cells) <= from {
				continue // is gone, as the table above says
			}
			var cells []plain.Cell
			for _, c := range kept {
				if c < len(row.cells) {
					cells = append(cells, row.cells[c])
				} else {
					cells = append(cells, plain.Cell{})
				}
			}
			s.Colored(cells...)
		}
	}
	s.Spread()
	return s
}

// partLead names the options above their rows.
func (o *serviceScreen) partLead(options []int, lead func(k int) string) string {
	name := words.Capital(o.reference())
	if options[0] != o.Ref {
		name = o.Names(options)
	}
	if text := lead(options[0]); text != "" {
		return o.Words.Text("detail.limited", "option", name, "bind", text)
	}
	return name
}

// noLead adds nothing to the names of options.
func noLead(int) string { return "" }

// has reports whether any row has a figure in a column.
func has(rows []partRow, c int) bool {
	return slices.ContainsFunc(rows, func(r partRow) bool {
		return c < len(r.cells) && r.cells[c].Text != "" && r.cells[c].Text != words.Dash && r.cells[c] != plain.Same
	})
}

func equalRow(a, b partRow) bool { return a.id == b.id && slices.Equal(a.cells, b.cells) }

// differing returns the rows of an option that are not those of the reference; one that
// it no longer has is gone.
func differing(was, is []partRow, gone plain.Cell) []partRow {
	var out []partRow
	for _, row := range is {
		if !slices.ContainsFunc(was, func(r partRow) bool { return equalRow(r, row) }) {
			out = append(out, row)
		}
	}
	for _, row := range was {
		if !slices.ContainsFunc(is, func(r partRow) bool { return r.id == row.id }) {
			out = append(out, partRow{row.id, []plain.Cell{row.cells[0], gone}})
		}
	}
	return out
}
