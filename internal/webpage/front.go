package webpage

import (
	"slices"
	"strings"
	"unicode"

	"saavu/internal/board"
	"saavu/pkg/report"
)

// front is what the template of the page shows.
type front struct {
	Lang, Title, Kicker string
	Subject             string // of a page about one option
	Stamp               []string
	Answers             []answer
	Note                string
	Unclear             bool // a sentence names a change that is no clear difference
	Parts               []part
	Brief               bool
	More                string // of a brief page, the options that are not on it
	Source              string // and what its figures rest on
	Assets              assets
}

// answer is the sentences of one screen. The first has no heading, unless it is about
// one option of several.
type answer struct {
	Heading string
	Lines   []string
	Asides  []string // that change a reading of the lines; none on a brief page, which has them below its table
}

// front fills what stands above the sections.
func (p *page) front() front {
	r := &p.Report
	f := front{Lang: string(p.w.Language()), Stamp: board.Stamp(p.w, r), Title: p.title(), Brief: p.Brief,
		Kicker: p.w.Text("page.kicker", "year", report.Year(r.Year)), Note: p.w.Text("page.note", "period", p.w.Term("period", r.Period))}
	if r.Frame == "budget" {
		f.Kicker += " · " + p.w.Term("frame", r.Frame)
	}
	if !p.compared() {
		f.Note = p.w.Text("page.note_alone", "period", p.w.Term("period", r.Period))
	}
	for i := range p.views {
		a := answer{}
		for _, line := range p.views[i].Answer() {
			a.Lines = append(a.Lines, kept(line))
		}
		for _, line := range p.views[i].Asides() {
			a.Asides = append(a.Asides, kept(line))
		}
		if p.Brief {
			a.Asides = nil
		}
		if v := &p.views[i]; v.Options == nil {
			a.Lines = append(a.Lines, p.w.Text("page.alone", "option", v.Head()))
		}
		if v := &p.views[i]; len(v.Options) == 1 && len(p.views) > 1 {
			a.Heading = v.Subject(v.Options[0])
		} else {
			a.Heading = p.heading(v)
		}
		f.Unclear = f.Unclear || slices.ContainsFunc(a.Lines, func(s string) bool { return strings.Contains(s, board.SmallChange) })
		f.Answers = append(f.Answers, a)
	}
	if v := &p.views[0]; len(p.views) == 1 && len(v.Options) == 1 {
		f.Subject = v.Subject(v.Options[0])
	}
	if p.Brief {
		f.More, f.Source = p.more(), p.source()
	}
	return f
}

// title names the page.
func (p *page) title() string {
	return p.w.Text("page.title", "county", p.w.Name(p.Report.Names.Every(p.Report.Name)))
}

// foot stands below each printed page: what is not of the real world, and the title.
func (p *page) foot() string {
	return strings.Join(append(board.Stamp(p.w, &p.Report), p.title()), " · ")
}

// more names the options that a brief page leaves out; "" for none.
func (p *page) more() string {
	var references, options []string
	for i := range p.left {
		v := &p.left[i]
		references = append(references, v.Option(v.Ref))
		for _, k := range v.Options {
			options = append(options, v.Option(k))
		}
	}
	if options == nil {
		return ""
	}
	return p.w.Text("page.brief_more", "references", references, "options", options)
}

// source says in one line what the figures rest on and whose the data is.
func (p *page) source() string {
	line := p.w.Text("page.source_line", "version", p.Version, "files", len(p.Inputs), "draws", p.Report.Draws)
	if credits := board.Credits(p.w, &p.Report); credits != "" {
		line += " " + credits
	}
	return line
}

// kept keeps the parts of a number, and a number and its unit, in one line.
func kept(s string) string {
	letters := []rune(s)
	digit := func(i int) bool { return i >= 0 && i < len(letters) && unicode.IsDigit(letters[i]) }
	for i, r := range letters {
		if r == ' ' && digit(i-1) && i+1 < len(letters) && (digit(i+1) && digit(i+2) && digit(i+3) || strings.ContainsRune("%€M", letters[i+1])) {
			letters[i] = '\u00a0'
		}
	}
	return string(letters)
}
