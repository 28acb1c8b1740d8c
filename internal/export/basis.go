package export

import (
	"slices"
	"strings"

	"saavu/internal/board"
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
		p.heading(2, p.text("heading.checks"))
		p.paragraph(board.Apart(p.w, r.Checks))
		if p.full() {
			p.table(p.checks(r))
			p.waived(r.Checks)
		}
	}
	if p.full() && len(r.Today.Services) > 0 {
		p.costs(r)
	}
	n := mattering
	if !p.full() {
		n = matteringScreen
	}
	if list := board.Weightiest(r.Used, n); len(list) > 0 {
		p.heading(2, p.w.Text("heading.assumptions", "n", len(list), "all", len(r.Used)))
		p.table(p.assumptions(list))
	}
	if p.full() {
		p.remarks(r)
		return
	}
	p.gap()
	if len(r.Unknown) > 0 {
		p.paragraph(p.w.Text("unknown_list", "list", r.Unknown))
	}
	notes := p.notes(r)
	for i, n := range notes {
		switch n := p.w.Text("note", "text", n); {
		case i == notesScreen:
			p.paragraph(p.w.Text("notes_more", "n", len(notes)-i))
			return
		case i == 0:
			p.paragraph(n)
		default:
			p.paragraph(firstLine(n))
		}
	}
}

// firstLine gives of a text what fits into one line, in whole words and with … where
// any is left out.
func firstLine(text string) string {
	if width(problem.Shown(text)) <= lineWidth {
		return text
	}
	return strings.TrimRight(wrapTo(text, lineWidth-2, "", "")[0], ",;:") + " …"
}

// remarks writes all unknown parameters and all notes.
func (p *page) remarks(r *report.Report) {
	if len(r.Unknown) > 0 {
		p.heading(2, p.w.Text("heading.unknown"))
		p.paragraph(strings.Join(r.Unknown, ", "))
	}
	if list := p.notes(r); len(list) > 0 {
		p.heading(2, p.w.Text("heading.notes"))
		for _, n := range list {
			p.item("", n)
		}
	}
}

// notes lists what a reader must know, then the notes of reading the files. Of those
// that are in English only, like errors, other languages give the number.
func (p *page) notes(r *report.Report) []string {
	if p.w.Language() == lang.English {
		return p.w.Messages(slices.Concat(r.Notes, r.Reading))
	}
	return board.Notes(p.w, r)
}

// waived lists the known figures that differ for a stated reason, with the reason.
func (p *page) waived(list []report.Check) {
	for _, c := range list {
		if c.Off && c.Waived != "" {
			p.item("", p.w.Text("check_reason", "what", c.Names.Every(c.What), "reason", c.Reasons.Every(c.Waived)))
		}
	}
}

func (p *page) checks(r *report.Report) *sheet {
	s := &sheet{columns: []column{
		{head: p.head("what"), least: 26, wraps: true},
		{head: p.head("model"), right: true},
		{head: p.head("known"), right: true},
		{head: p.head("unit"), least: 12, wraps: true},
		{head: p.head("ratio"), right: true},
		{head: p.head("verdict"), least: 14},
		{head: p.head("source"), least: 12, wraps: true},
	}}
	for _, c := range board.Checks(p.w, r) {
		s.add(c.What, c.Model, c.Known, c.Unit, c.Ratio, c.Verdict, c.Source)
	}
	return s
}

func (p *page) assumptions(list []report.Assumption) *sheet {
	english := p.w.Language() == lang.English
	s := &sheet{columns: []column{
		{head: p.head("parameter"), least: 24},
		{head: p.head("value"), right: true},
		{head: p.head("unit"), least: 8},
		{head: p.head("range")},
		{head: p.head("source")},
		{head: p.head("reference"), least: 12},
	}}
	if !english {
		s.columns = s.columns[:5]
	}
	for _, a := range list {
		span := words.Dash
		if a.Ranged {
			span = p.w.Text("span", "low", p.w.Amount(a.Lo), "high", p.w.Amount(a.Hi))
		}
		cells := []string{a.Path, p.w.Amount(a.V), p.w.Unit(a.Unit), span, p.w.Term("source", a.Flag), a.Ref}
		if !english { // its name: the reference is a text of the county
			cells[0] = p.w.Parameter(a.Path, a.Names)
		}
		s.add(cells[:len(s.columns)]...)
	}
	return s
}
