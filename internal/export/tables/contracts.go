package tables

import (
	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// contracts writes who gives the contacts of services with contracts of today.
func (p *page) contracts(r *report.Report) {
	t := board.Contracts(r, p.Words)
	if t == nil {
		return
	}
	s := &plain.Sheet{}
	for i, head := range t.Head {
		c := plain.Column{Head: plain.TwoLines(head), Right: i > 0}
		if i == 0 {
			c.Least, c.Wraps = plain.LeastName, true
		}
		s.Columns = append(s.Columns, c)
	}
	for _, row := range t.Rows {
		s.Add(row...)
	}
	p.Heading(2, p.Words.Text("contracts.title"))
	p.Paragraph(p.Words.Text("contracts.sub"))
	p.Sheet(s)
	p.Gap()
	for _, line := range t.Lines {
		p.Item("", line)
	}
	p.Gap()
}
