// Package tables prints all figures of a comparison, a table and sentences for each service
// and for the network, with the rules and what the figures depend on. The same pages make
// report.md.
package tables

import (
	"fmt"
	"io"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Service prints the decision table of one service, at most 100 characters wide: the
// conditions, a row per option, a sentence per option with its movers, and, unless
// plain.Options.Brief is set, the rules and what the figures depend on. Options of
// another year follow under their own reference. An empty service means the first
// one; an unknown one is an error that lists the services.
func Service(w io.Writer, r report.Report, service string, o plain.Options) error {
	i, err := board.Find(&r, service)
	if err != nil {
		return err
	}
	p := &page{o.Page()}
	p.service(&r, i, !o.Brief, true)
	if o.Detail {
		p.levers(&r, i)
		p.harmonised(&r)
	}
	if !o.Brief {
		p.basis(&r)
	}
	_, err = io.WriteString(w, p.String())
	return err
}

// service writes the tables and sentences of one service. With rules it adds what
// concerns each option in all services: its changes and broken rules. With movers it
// adds the parameters with the largest effect on each option's row.
func (p *page) service(r *report.Report, i int, rules, movers bool) {
	v := &r.Services[i]
	p.Heading(2, plain.Dotted(board.ServiceName(p.Words, r, i), p.Words.Ages(v.Group), p.Words.Text("people", "people", p.Words.People(v.People))))
	p.Paragraph(plain.Dotted(append([]string{board.Limit(p.Words, v), p.Words.Text("in_person")}, board.World(p.Words, r)...)...))
	p.Paragraph(plain.Dotted(ranges(p.Words, r), p.Words.Term("frame", r.Frame), fmt.Sprint(r.Year)))
	if h := v.Hidden; h.Estimated > 0 {
		p.Paragraph(p.Words.Text("row_estimated", "share", p.Words.Fixed(100*h.Estimated/h.People, 1), "people", p.Words.Spaced(h.People), "ages", p.Words.Ages(v.Group),
			"low", p.Words.Spaced(h.Low), "high", p.Words.Spaced(h.High)))
	}
	order, rows := board.ByYear(r), board.ShownRows(r, v)
	table := func(t *optionTable[report.Row]) { p.Sheet(t.sheet(r, order, report.RowFigures(), rows)) }
	table(p.decision(v))
	for _, line := range p.legend(r, v) {
		p.Paragraph(line)
	}
	if v.Measure.Kind != "" {
		p.Gap()
		p.Paragraph(p.Words.Message(v.Measure))
		table(p.measured(v))
	}
	if p.Full() {
		p.Heading(3, p.Words.Text("heading.other"))
		table(p.details())
		p.Gap()
		table(p.gaps(r))
	}
	text := wording{r: r, rules: rules, budget: rules && (p.Full() || r.Frame == "budget"), sentence: func(k int) string {
		return p.Words.Sentence(v.Group, &r.Options[k], &v.Rows[k])
	}, odds: func(k int) report.Odds { return v.Rows[k].Odds }}
	if movers {
		text.movers = func(k int) []report.Mover { return v.Rows[k].Movers }
	}
	p.words(&text, order)
}

// overAll returns an option's row over all services, empty if there is none.
func overAll(r *report.Report, option int) report.NetworkRow {
	if option < len(r.Network) {
		return r.Network[option]
	}
	return report.NetworkRow{}
}

func ranges(w *words.Words, r *report.Report) string {
	if r.Draws <= 0 {
		return w.Text("ranges_none")
	}
	return w.Text("ranges", "draws", r.Draws) + ". " + board.Networks(w, r)
}

// answers writes the sentences of each screen and what changes a reading of them, as the
// terminal and the page do.
func (p *page) answers(r *report.Report) {
	p.Heading(2, p.Words.Text("page.short"))
	for i, screen := range board.Screens(r) {
		v := board.View{R: r, W: p.Words, Screen: screen}
		switch {
		case len(v.Options) == 1:
			p.Heading(3, v.Subject(v.Options[0]))
		case i > 0:
			p.Heading(3, p.Words.Text("page.against", "option", p.Words.Option(&r.Options[v.Ref])))
		}
		for _, line := range v.Answer() {
			p.Paragraph(line)
		}
		for _, line := range v.Asides() {
			p.Item("", line)
		}
		p.Gap()
	}
}

// Markdown writes the document of a report: the answer, the network, every service with its
// other figures, and what the figures depend on, in the language of the words, English for nil.
func Markdown(out io.Writer, r *report.Report, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Markdown: true}}
	title := p.Words.Name(r.Names.Every(r.Name))
	for _, word := range board.World(p.Words, r) {
		title += " · " + word
	}
	p.Heading(1, title)
	p.answers(r)
	p.network(r)
	p.harmonised(r)
	for i := range r.Services {
		p.service(r, i, false, true)
	}
	p.contracts(r)
	p.basis(r)
	p.credits(r)
	_, err := io.WriteString(out, p.String())
	return err
}
