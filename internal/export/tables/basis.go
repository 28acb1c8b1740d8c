package tables

import (
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/format/problem"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The number of assumptions and notes that a page shows; files have all.
const (
	mattering       = 8
	matteringScreen = 4 // on one screen
	notesScreen     = 2 // number of notes on one screen; the first is shown in full
)

// basis writes what the figures depend on: the comparison with known figures, the
// assumptions with the largest swing, unknown parameters, notes.
func (p *page) basis(r *report.Report) {
	if len(r.Checks) > 0 {
		p.Heading(2, p.Text("heading.checks"))
		p.Paragraph(board.Apart(p.Words, r.Checks))
		if p.Full() {
			p.Sheet(p.checks(r))
			p.waived(r.Checks)
		}
	}
	if p.Full() && len(r.Today.Services) > 0 {
		p.costs(r)
	}
	n := mattering
	if !p.Full() {
		n = matteringScreen
	}
	if list := board.Weightiest(r.Used, n); len(list) > 0 {
		p.Heading(2, p.Words.Text("heading.assumptions", "n", len(list), "all", len(r.Used)))
		p.Sheet(p.assumptions(list))
	}
	if p.Full() {
		p.remarks(r)
		return
	}
	p.Gap()
	if len(r.Unknown) > 0 {
		p.Paragraph(p.Words.Text("unknown_list", "list", r.Unknown))
	}
	notes := p.notes(r)
	for i, n := range notes {
		switch n := p.Words.Text("note", "text", n); {
		case i == notesScreen:
			p.Paragraph(p.Words.Text("notes_more", "n", len(notes)-i))
			return
		case i == 0:
			p.Paragraph(n)
		default:
			p.Paragraph(firstLine(n))
		}
	}
}

// firstLine gives of a text what fits into one line, in whole words and with … where
// any is left out.
func firstLine(text string) string {
	if plain.Width(problem.Shown(text)) <= plain.LineWidth {
		return text
	}
	return strings.TrimRight(plain.WrapTo(text, plain.LineWidth-2, "", "")[0], ",;:") + " …"
}

// remarks writes all unknown parameters and all notes.
func (p *page) remarks(r *report.Report) {
	if len(r.Unknown) > 0 {
		p.Heading(2, p.Words.Text("heading.unknown"))
		p.Paragraph(strings.Join(r.Unknown, ", "))
	}
	if list := p.notes(r); len(list) > 0 {
		p.Heading(2, p.Words.Text("heading.notes"))
		for _, n := range list {
			p.Item("", n)
		}
	}
}

// notes lists what a reader must know, then the notes of reading the files. Of those
// that are in English only, like errors, other languages give the number.
func (p *page) notes(r *report.Report) []string {
	if p.Words.Language() == lang.English {
		return p.Words.Messages(slices.Concat(r.Notes, r.Reading))
	}
	return board.Notes(p.Words, r)
}

// waived lists the known figures that differ for a stated reason, with the reason.
func (p *page) waived(list []report.Check) {
	for _, c := range list {
		if c.Off && c.Waived != "" {
			p.Item("", p.Words.Text("check_reason", "what", c.Names.Every(c.What), "reason", c.Reasons.Every(c.Waived)))
		}
	}
}

func (p *page) checks(r *report.Report) *plain.Sheet {
	s := &plain.Sheet{Columns: []plain.Column{
		{Head: p.ColumnHead("what"), Least: 26, Wraps: true},
		{Head: p.ColumnHead("model"), Right: true},
		{Head: p.ColumnHead("known"), Right: true},
		{Head: p.ColumnHead("unit"), Least: 12, Wraps: true},
		{Head: p.ColumnHead("ratio"), Right: true},
		{Head: p.ColumnHead("verdict"), Least: 14},
		{Head: p.ColumnHead("source"), Least: 12, Wraps: true},
	}}
	for _, c := range board.Checks(p.Words, r) {
		s.Add(c.What, c.Model, c.Known, c.Unit, c.Ratio, c.Verdict, c.Source)
	}
	return s
}

func (p *page) assumptions(list []report.Assumption) *plain.Sheet {
	english := p.Words.Language() == lang.English
	s := &plain.Sheet{Columns: []plain.Column{
		{Head: p.ColumnHead("parameter"), Least: 24},
		{Head: p.ColumnHead("value"), Right: true},
		{Head: p.ColumnHead("unit"), Least: 8},
		{Head: p.ColumnHead("range")},
		{Head: p.ColumnHead("source")},
		{Head: p.ColumnHead("reference"), Least: 12},
	}}
	if !english {
		s.Columns = s.Columns[:5]
	}
	for _, a := range list {
		span := words.Dash
		if a.Ranged {
			span = p.Words.Text("span", "low", p.Words.Amount(a.Lo), "high", p.Words.Amount(a.Hi))
		}
		cells := []string{a.Path, p.Words.Amount(a.V), p.Words.Unit(a.Unit), span, p.Words.Term("source", a.Flag), a.Ref}
		if !english { // its name: the reference is a text of the county
			cells[0] = p.Words.Parameter(a.Path, a.Names)
		}
		s.Add(cells[:len(s.Columns)]...)
	}
	return s
}

// credits lists where the data comes from, with what its licence wants to be shown.
func (p *page) credits(r *report.Report) {
	if len(r.Sources) == 0 {
		return
	}
	p.Heading(2, p.Text("heading.sources"))
	for i := range r.Sources {
		p.Item("", board.Credit(p.Words, &r.Sources[i]))
	}
}
