package export

import (
	"fmt"
	"io"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// TableOptions are the choices of a printed table.
type TableOptions struct {
	Detail bool         // also print the other figures, each option's changes, known figures, parameter paths
	Color  bool         // colours of a terminal
	Words  *words.Words // nil is English
	Every  bool         // every screen of an overview, not only the first
	Width  int          // of the terminal, in characters; 0 if unknown
	Brief  bool         // leave out what concerns all services: rules, known figures, assumptions, notes
}

// Table prints the decision table of one service, at most 100 characters wide: the
// conditions, a row per option, a sentence per option with its movers, and, unless
// TableOptions.Brief is set, the rules and what the figures depend on. Options of
// another year follow under their own reference. An empty service means the first
// one; an unknown one is an error that lists the services.
func Table(w io.Writer, r report.Report, service string, o TableOptions) error {
	i, err := find(&r, service)
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

// page starts the page of a table.
func (o TableOptions) page() *page {
	return &page{w: spoken(o.Words), color: o.Color, detail: o.Detail, columns: columns(o.Width)}
}

// columns returns the width of lines on a terminal: between 80 and lineWidth.
func columns(terminal int) int {
	if terminal <= 0 {
		return 0
	}
	return min(max(terminal, 80), lineWidth)
}

// find returns the index of a service.
func find(r *report.Report, service string) (int, error) {
	var ids []string
	for i := range r.Services {
		if service == "" || r.Services[i].ID == service {
			if len(r.Services[i].Rows) != len(r.Options) {
				return 0, fmt.Errorf("service %q has %d rows for %d options", r.Services[i].ID, len(r.Services[i].Rows), len(r.Options))
			}
			return i, nil
		}
		ids = append(ids, r.Services[i].ID)
	}
	return 0, fmt.Errorf("no service %q in the report; there are: %s", service, strings.Join(ids, ", "))
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

// dotted joins parts of a line with middle dots.
func dotted(parts ...string) string { return strings.Join(parts, " · ") }
