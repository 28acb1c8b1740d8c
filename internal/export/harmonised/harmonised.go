// Package harmonised prints what one common model of service products changes for the
// clients of each municipality, in contacts, hours and euros: as text, as JSON, and with
// all figures as a table.
package harmonised

import (
	"io"
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints what a common model of products changes, for people, in the
// language of the words, English for nil. The answer comes first. On a terminal of a
// known width lines are no longer than it, between 80 and 100 characters; 0 gives 100.
func Table(out io.Writer, h *report.Harmonised, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	p.Heading(1, plain.Dotted(p.title(h)...))
	p.Gap()
	for _, sentence := range Answer(h, p.Words) {
		p.Paragraph(sentence)
	}
	p.titled("harmonised.clients", p.clients(h))
	p.titled("harmonised.work", p.work(h))
	p.titled("harmonised.spread", p.spread(h))
	p.titled("harmonised.decisions", p.decisions(h))
	p.Gap()
	p.Paragraph(p.Words.Text("harmonised.need"))
	_, err := io.WriteString(out, p.String())
	return err
}

// titled writes a table below its heading.
func (p *page) titled(heading string, s *plain.Sheet) {
	s.Most = p.Width()
	p.Heading(2, p.Words.Text(heading))
	p.Sheet(s)
}

// title says what is compared, and from when.
func (p *page) title(h *report.Harmonised) []string {
	title := []string{p.Words.Text("harmonised.title")}
	if name := p.Words.Name(h.County); name != "" {
		title = append([]string{name}, title...)
	}
	n, m := len(h.Products), len(h.Municipalities)
	title = append(title, p.Words.Text("harmonised.size", "products", n, "products_n", n, "municipalities", m, "municipalities_n", m))
	switch first, last := h.Starts(); {
	case first.IsZero():
	case first.Equal(last):
		title = append(title, p.Words.Text("harmonised.from", "date", plain.Day(first)))
	default:
		title = append(title, p.Words.Text("harmonised.from_to", "first", plain.Day(first), "last", plain.Day(last)))
	}
	return title
}

// Answer gives the sentences above the tables: a breach of law first, then who
// gets less and more, contacts with the euros, and what is not known.
func Answer(h *report.Harmonised, w *words.Words) []string {
	out := board.Dropped(w, h)
	c := &h.Total
	out = append(out, w.Text("harmonised.answer", "less", w.Spaced(c.Less), "ends", w.Spaced(c.Ends), "more", w.Spaced(c.More), "new", w.Spaced(c.New), "same", w.Spaced(c.Same)))
	fte := 0.0
	for _, x := range h.Work {
		fte += x.FTE
	}
	out = append(out, w.Text("harmonised.contacts", "change", plain.SignedCount(c.ContactsAfter-c.ContactsBefore, w), "before", w.Spaced(c.ContactsBefore), "after", w.Spaced(c.ContactsAfter),
		"fte", signedTenth(fte, w), "euros", signedEuros(h.EUR, w)))
	return append(out, board.Unsaid(w, h)...)
}

// signedEuros writes a change of euros to the nearest hundred.
func signedEuros(v float64, w *words.Words) string {
	return plain.SignedCount(math.Round(v/100)*100, w)
}

// signedTenth writes a change with its sign and one decimal.
func signedTenth(v float64, w *words.Words) string {
	if math.Abs(v) < 0.05 {
		return words.NoChange
	}
	return w.Signed(v, 1)
}

// columns makes the columns of a table, the first one of names.
func (p *page) columns(keys ...string) []plain.Column {
	var out []plain.Column
	for i, key := range keys {
		c := plain.Column{Head: strings.Split(p.Words.Text("harmonised_head."+key), "\n"), Right: i > 0}
		if i == 0 {
			c.Least, c.Wraps, c.Names = 20, true, true
		}
		out = append(out, c)
	}
	return out
}

// clients is the table of clients, contacts and euros by product and municipality.
func (p *page) clients(h *report.Harmonised) *plain.Sheet {
	narrow := p.Width() < plain.LineWidth
	keys := []string{"product", "clients", "more", "less", "ends", "new", "same", "other", "contacts", "euros"}
	if narrow {
		keys = []string{"product", "clients", "more", "less", "ends", "new", "contacts", "euros"}
	}
	s := &plain.Sheet{Columns: p.columns(keys...)}
	row := func(name string, c *products.Change, eur float64) {
		cells := []string{name, plain.Counted(c.ClientsBefore, p.Words), plain.Counted(c.More, p.Words), plain.Counted(c.Less, p.Words), plain.Counted(c.Ends, p.Words), plain.Counted(c.New, p.Words)}
		if !narrow {
			cells = append(cells, plain.Counted(c.Same, p.Words), plain.Counted(c.OtherWay, p.Words))
		}
		s.Add(append(cells, plain.SignedCount(c.ContactsAfter-c.ContactsBefore, p.Words), signedEuros(eur, p.Words))...)
	}
	service := ""
	for i := range h.Products {
		x := &h.Products[i]
		if x.Service != service {
			service = x.Service
			s.Add(p.serviceOf(x))
		}
		row(p.Words.Name(x.Name), &x.Total, x.EUR)
		for m := range h.Municipalities {
			name := "  " + p.Words.Name(h.Municipalities[m].Name)
			if x.Offered[m] == products.Unknown {
				s.Add(append([]string{name}, slices.Repeat([]string{words.Dash}, len(keys)-1)...)...)
				continue
			}
			row(name, &x.Changes[m], h.Prices.Sum(&x.Changes[m]))
		}
	}
	s.Add(p.Words.Text("harmonised.all"))
	for m := range h.Municipalities {
		row("  "+p.Words.Name(h.Municipalities[m].Name), &h.ByMunicipality[m], h.Prices.Sum(&h.ByMunicipality[m]))
	}
	row("  "+p.Words.Text("harmonised.together"), &h.Total, h.EUR)
	return s
}

// serviceOf names the service of a product.
func (p *page) serviceOf(x *report.HarmonisedProduct) string {
	if name := p.Words.Name(x.ServiceName); name != "" {
		return name
	}
	return x.Service
}

// work is the table of hours by profession.
func (p *page) work(h *report.Harmonised) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("profession", "before", "after", "change", "fte", "euros")}
	for _, x := range h.Work {
		s.Add(p.Words.Term("profession", x.Profession), plain.Counted(x.Before, p.Words), plain.Counted(x.After, p.Words), plain.SignedCount(x.After-x.Before, p.Words), p.Words.Signed(x.FTE, 2), signedEuros(x.EUR, p.Words))
	}
	return s
}

// spread is the table of how far municipalities are apart.
func (p *page) spread(h *report.Harmonised) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("spread", "before", "after")}
	for i := range h.Products {
		x := &h.Products[i]
		s.Add(p.Words.Name(x.Name), p.tenth(x.SpreadBefore), p.tenth(x.SpreadAfter))
	}
	return s
}

// tenth writes a number with one decimal, "–" for none.
func (p *page) tenth(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return p.Words.Fixed(v, 1)
}

// decisions is the record of what was decided.
func (p *page) decisions(h *report.Harmonised) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("product", "decision", "settled", "from", "owner")}
	for c := range s.Columns[1:] {
		s.Columns[1+c].Right = false
	}
	s.Columns[2].Least, s.Columns[2].Wraps = 20, true
	s.Columns[4].Least, s.Columns[4].Wraps = 10, true
	for i := range h.Products {
		x := &h.Products[i]
		name, decision := p.Words.Name(x.Name), p.Words.Text("harmonised.as_is")
		if x.Statutory {
			name += " (" + p.Words.Text("harmonised.statutory") + ")"
		}
		if x.Decision != "" {
			decision = p.Words.Term("decision", string(x.Decision))
		}
		var settled []report.Term
		for _, d := range x.Settled {
			settled = append(settled, report.Term{List: "dimension", Word: string(d)})
		}
		s.Add(name, decision, plain.OrDash(p.Words.Value(settled)), plain.Day(x.From), plain.OrDash(x.Owner))
	}
	return s
}
