package tables

import (
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// harmonised writes what the common model of products changes in the options that follow
// it: sentences, and who gets more and less by product and municipality.
func (p *page) harmonised(r *report.Report) {
	for k := range r.Options {
		h := r.Options[k].Harmonised
		if h == nil {
			continue
		}
		p.Heading(2, p.Words.Text("harmonised.option", "option", p.Words.Option(&r.Options[k])))
		for _, line := range board.Harmonised(p.Words, h) {
			p.Paragraph(line)
		}
		s := &plain.Sheet{}
		for i, key := range board.HarmonisedColumns() {
			c := plain.Column{Head: strings.Split(p.Words.Text("harmonised_head."+key), "\n"), Right: i > 0}
			if i == 0 {
				c.Least, c.Wraps, c.Names = 20, true, true
			}
			s.Columns = append(s.Columns, c)
		}
		product := ""
		for _, row := range board.HarmonisedRows(p.Words, h) {
			name := row.Name
			switch {
			case row.Deep && p.Markdown:
				name = product + " · " + name
			case row.Deep:
				name = "  " + name
			default:
				product = name
			}
			s.Add(slices.Concat([]string{name}, row.Cells(p.Words))...)
		}
		p.Gap()
		p.Sheet(s)
		p.Gap()
		p.Paragraph(p.Words.Text("harmonised.need"))
	}
}
