// Package webpage writes a comparison as one HTML file that a board reads: the answer, the
// decision table, the evidence by service, the doubt. The file holds everything that it
// needs, asks for nothing and works without its script. Its words and numbers are those
// of internal/board and internal/words, so that the terminal and the page agree.
package webpage

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// Input is what a page is made of.
type Input struct {
	board.Result
	Words   *words.Words
	Version string   // of the program
	Inputs  []string // names of the files that the run has read, in any order
}

//go:embed templates
var files embed.FS

// page is a page under construction: the screens of its report in one language.
type page struct {
	*Input
	w     *words.Words
	views []board.View // the first screen first
}

// section is a part of a page: its anchor, the key of its heading, and what its
// template shows; nil leaves it out.
type section struct {
	id, title string
	of        func(*page) any
}

// sections are the parts of a page below the answer, in order. The template of a part
// is templates/<id>.html.
var sections = []section{
	{"table", "page.table", (*page).tables},
}

// part is a section as the templates see it.
type part struct {
	ID, Title string
	HTML      template.HTML // made by the section's template
}

// front is what the template of the page shows.
type front struct {
	Lang, Title, Kicker string
	Stamp               []string
	Answers             []answer
	Note                string
	Parts               []part
	Assets              assets
}

// answer is the sentences of one screen. The first has no heading.
type answer struct {
	Heading string
	Lines   []string
}

// Write writes a page. The same input gives the same bytes. It fails if there is nothing
// to compare.
func Write(out io.Writer, in *Input) error {
	r := &in.Report
	if len(r.Options) == 0 || len(r.Services) == 0 || len(r.Network) != len(r.Options) {
		return fmt.Errorf("a page of %d options, %d services and %d network rows", len(r.Options), len(r.Services), len(r.Network))
	}
	p := &page{Input: in, w: in.Words}
	for _, s := range board.Screens(r) {
		p.views = append(p.views, board.View{R: r, W: in.Words, Screen: s})
	}
	t, err := p.templates()
	if err != nil {
		return err
	}
	f := p.front()
	for _, s := range sections {
		of := s.of(p)
		if of == nil {
			continue
		}
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, s.id+".html", of); err != nil {
			return err
		}
		f.Parts = append(f.Parts, part{s.id, in.Words.Text(s.title), template.HTML(b.String())})
	}
	if f.Assets, err = readAssets(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page.html", f); err != nil {
		return err
	}
	_, err = out.Write(b.Bytes())
	return err
}

// templates reads the templates with the functions that they may call.
func (p *page) templates() (*template.Template, error) {
	return template.New("page").Funcs(template.FuncMap{
		"text": func(key string, values ...any) string { return p.w.Text(key, values...) },
		"add":  func(a, b int) int { return a + b },
	}).ParseFS(files, "templates/*.html")
}

// front fills what stands above the sections.
func (p *page) front() front {
	r := &p.Report
	f := front{Lang: string(p.w.Language()), Stamp: board.Stamp(p.w, r),
		Title:  p.w.Text("page.title", "county", p.w.Name(r.Names.Every(r.Name))),
		Kicker: p.w.Text("page.kicker", "year", report.Year(r.Year)), Note: p.w.Text("page.note", "period", p.w.Term("period", r.Period))}
	for i := range p.views {
		a := answer{Lines: p.views[i].Answer()}
		if i > 0 {
			a.Heading = p.heading(&p.views[i])
		}
		f.Answers = append(f.Answers, a)
	}
	return f
}

// heading names a screen that is not the first: its reference.
func (p *page) heading(v *board.View) string {
	return p.w.Text("page.against", "option", p.w.Option(&p.Report.Options[v.Ref]))
}

// options are all options of the page's screens that are compared with another.
func (p *page) options() []int {
	var out []int
	for _, v := range p.views {
		out = append(out, v.Options...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
