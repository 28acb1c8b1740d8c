package export

import (
	"fmt"
	"io"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// Table prints the decision table of one service, at most 100 characters wide: the
// conditions, a row per option, a sentence per option with its movers, and, unless
// TableOptions.Brief is set, the rules and what the figures depend on. Options of
// another year follow under their own reference. An empty service means the first
// one; an unknown one is an error that lists the services.
func Table(w io.Writer, r report.Report, service string, o TableOptions) error {
	i, err := board.Find(&r, service)
	if err != nil {
		return err
	}
	p := o.page()
	p.service(&r, i, !o.Brief, true)
	if o.Detail {
		p.levers(&r, i)
	}
	if !o.Brief {
		p.basis(&r)
	}
	_, err = io.WriteString(w, p.b.String())
	return err
}

// service writes the tables and sentences of one service. With rules it adds what
// concerns each option in all services: its changes and broken rules. With movers it
// adds the parameters with the largest effect on each option's row.
func (p *page) service(r *report.Report, i int, rules, movers bool) {
	v := &r.Services[i]
	p.heading(2, dotted(board.ServiceName(p.w, r, i), p.w.Ages(v.Group), p.w.Text("people", "people", p.w.People(v.People))))
	p.paragraph(dotted(append([]string{board.Limit(p.w, v), p.w.Text("in_person")}, board.World(p.w, r)...)...))
	p.paragraph(dotted(ranges(p.w, r), p.w.Term("frame", r.Frame), fmt.Sprint(r.Year)))
	if h := v.Hidden; h.Estimated > 0 {
		p.paragraph(p.w.Text("row_estimated", "share", p.w.Fixed(100*h.Estimated/h.People, 1), "people", p.w.Spaced(h.People), "ages", p.w.Ages(v.Group),
			"low", p.w.Spaced(h.Low), "high", p.w.Spaced(h.High)))
	}
	order, rows := board.ByYear(r), board.ShownRows(r, v)
	table := func(t *optionTable[report.Row]) { p.table(t.sheet(r, order, report.RowFigures(), rows)) }
	table(p.decision(v))
	for _, line := range p.legend(r, v) {
		p.paragraph(line)
	}
	if v.Measure.Kind != "" {
		p.gap()
		p.paragraph(p.w.Message(v.Measure))
		table(p.measured(v))
	}
	if p.full() {
		p.heading(3, p.w.Text("heading.other"))
		table(p.details())
		p.gap()
		table(p.gaps(r))
	}
	text := wording{r: r, rules: rules, budget: rules && (p.full() || r.Frame == "budget"), sentence: func(k int) string {
		return p.w.Sentence(v.Group, &r.Options[k], &v.Rows[k])
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
	p.heading(2, p.w.Text("page.short"))
	for i, screen := range board.Screens(r) {
		v := board.View{R: r, W: p.w, Screen: screen}
		switch {
		case len(v.Options) == 1:
			p.heading(3, v.Subject(v.Options[0]))
		case i > 0:
			p.heading(3, p.w.Text("page.against", "option", p.w.Option(&r.Options[v.Ref])))
		}
		for _, line := range v.Answer() {
			p.paragraph(line)
		}
		for _, line := range v.Asides() {
			p.item("", line)
		}
		p.gap()
	}
}

// Markdown writes the document of a report: the answer, the network, every service with its
// other figures, and what the figures depend on, in the language of the words, English for nil.
func Markdown(out io.Writer, r *report.Report, w *words.Words) error {
	p := &page{w: words.OrEnglish(w), markdown: true}
	title := p.w.Name(r.Names.Every(r.Name))
	for _, word := range board.World(p.w, r) {
		title += " · " + word
	}
	p.heading(1, title)
	p.answers(r)
	p.network(r)
	for i := range r.Services {
		p.service(r, i, false, true)
	}
	p.basis(r)
	p.credits(r)
	_, err := io.WriteString(out, p.b.String())
	return err
}
