// Package webpage writes a comparison as one HTML file that a board reads: the answer, the
// decision table, the evidence by service, the doubt. The file holds everything that it
// needs, asks for nothing and has no script. Its words and numbers are those
// of internal/board and internal/words, so that the terminal and the page agree.
package webpage

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// Input is what a page is made of.
type Input struct {
	board.Result
	Words   *words.Words
	Version string   // of the program
	Inputs  []string // names of the files that the run has read, in any order
	Command string   // that makes the page again; "" if it is not known
	Brief   bool     // the answer and the decision table alone, for one sheet of paper
}

//go:embed templates
var files embed.FS

// page is a page under construction: the screens of its report in one language.
type page struct {
	*Input
	w     *words.Words
	views []board.View // the first screen first
	left  []board.View // of a brief page, those that it leaves out

	shared []*draw.Picture // pictures with groups that others have in common
	picks  int             // tables of which a narrow screen shows one option at a time
	widest int             // options of the widest of them
}

// section is a part of a page: its anchor, the key of its heading, and what its
// template shows; nil leaves it out.
type section struct {
	id, title string
	of        func(*page) any
	brief     bool // part of a brief page
	options   bool // only with an option to compare
}

// sections are the parts of a page below the answer, in order. The template of a part
// is templates/<id>.html.
var sections = []section{
	{"table", "page.table", (*page).tables, true, false},
	{"options", "page.options", (*page).optionTables, false, false},
	{"products", "page.products", (*page).products, false, false},
	{"reach", "page.reach", (*page).reach, false, true},
	{"services", "page.services", (*page).services, false, false},
	{"buildings", "page.buildings", (*page).buildings, false, false},
	{"costs", "page.costs", (*page).costs, false, true},
	{"contracts", "contracts.title", (*page).contracts, false, false},
	{"tradeoffs", "page.tradeoffs", (*page).tradeoffs, false, true},
	{"equity", "page.equity", (*page).equity, false, false},
	{"rules", "page.rules", (*page).rules, false, false},
	{"sure", "page.sure", (*page).sure, false, false},
	{"computed", "page.computed", (*page).computed, false, false},
	{"sources", "page.sources", (*page).sources, false, false},
}

// part is a section as the templates see it.
type part struct {
	ID, Title string
	HTML      template.HTML // made by the section's template
}

// Write writes a page. The same input gives the same bytes. It fails if there is nothing
// to compare.
func Write(out io.Writer, in *Input) error {
	r := &in.Report
	if len(r.Options) == 0 || len(r.Services) == 0 || len(r.Network) != len(r.Options) {
		return fmt.Errorf("a page of %d options, %d services and %d network rows", len(r.Options), len(r.Services), len(r.Network))
	}
	p := &page{Input: in, w: in.Words.Solid()}
	for _, s := range board.Screens(r) {
		p.views = append(p.views, board.View{R: r, W: p.w, Screen: s})
	}
	if in.Brief {
		p.views, p.left = p.views[:1], p.views[1:]
	}
	t, err := p.templates()
	if err != nil {
		return err
	}
	f := p.front()
	for _, s := range sections {
		if in.Brief && !s.brief {
			continue
		}
		of := s.of(p)
		if of == nil || s.options && !p.compared() {
			continue
		}
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, s.id+".html", of); err != nil {
			return err
		}
		f.Parts = append(f.Parts, part{s.id, in.Words.Text(s.title), template.HTML(b.String())})
	}
	if f.Assets, err = readAssets(problem.Shown(p.foot()), p.widest); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page.html", f); err != nil {
		return err
	}
	_, err = io.WriteString(out, problem.Isolated(problem.ShownLines(b.String()))) // no name hides what it is
	return err
}

// templates reads the templates with the functions that they may call.
func (p *page) templates() (*template.Template, error) {
	return template.New("page").Funcs(template.FuncMap{
		"text": func(key string, values ...any) string { return p.w.Text(key, values...) },
		"add":  func(a, b int) int { return a + b },
		// as_table names a box around a table apart from the section that it is in.
		"as_table": func(name string) string { return p.w.Text("page.as_table", "name", name) },
		"minor":    minor,
		"picked":   p.picked,
		"solid":    solid,
	}).ParseFS(files, "templates/*.html")
}

// picked begins a box around a table with the name of each option, of which a narrow
// screen shows one at a time. It needs no script.
func (p *page) picked(name string, options []string) template.HTML {
	if len(options) < 2 {
		return `<div class="picked">`
	}
	p.picks++
	p.widest = max(p.widest, len(options))
	pick := template.HTMLEscapeString(p.w.Text("page.pick"))
	var b strings.Builder
	fmt.Fprintf(&b, `<div class="picked" role="group" aria-label="%s, %s"><span class="pick" aria-hidden="true">%s</span>`, template.HTMLEscapeString(name), pick, pick)
	for o, option := range options {
		checked := ""
		if o == 0 {
			checked = " checked"
		}
		id := fmt.Sprintf("pick-%d-%d", p.picks, o+1)
		fmt.Fprintf(&b, `<input type="radio" name="pick-%d" id="%s"%s><label for="%s">%s</label>`, p.picks, id, checked, id, template.HTMLEscapeString(option))
	}
	return template.HTML(b.String())
}

// heading names a screen by its reference; "" for the first one.
func (p *page) heading(v *board.View) string {
	if v == &p.views[0] {
		return ""
	}
	return p.w.Text("page.against", "option", p.w.Option(&p.Report.Options[v.Ref]))
}

// minor is a heading below that of a screen, or below the section where the screen has
// none: no level is left out.
func minor(screen, name string) template.HTML {
	name = template.HTMLEscapeString(name)
	if screen == "" {
		return template.HTML(`<h3 class="minor">` + name + `</h3>`)
	}
	return template.HTML(`<h4>` + name + `</h4>`)
}

// solid is a name that breaks at no hyphen if it has a number, such as ages.
func solid(name string) template.HTML {
	if !strings.ContainsAny(name, "0123456789") {
		return template.HTML(template.HTMLEscapeString(name))
	}
	return template.HTML(`<span class="solid">` + template.HTMLEscapeString(name) + `</span>`)
}

// compared reports whether the page compares any option with another.
func (p *page) compared() bool {
	return slices.ContainsFunc(p.views, func(v board.View) bool { return v.Options != nil })
}
