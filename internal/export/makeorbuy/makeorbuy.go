// Package makeorbuy prints who can produce a service at which cost: the county itself or
// another producer, with what is known of quality, supply and law: as text, as JSON, and
// with all figures as a table.
package makeorbuy

import (
	"io"
	"math"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/network"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints who can produce what, for people, in the language of the words,
// English for nil. The answer comes first. Lines are no longer than width, between 80 and
// 100 characters; 0 gives 100.
func Table(out io.Writer, r *report.Producers, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	title := []string{p.Words.Text("producers.title")}
	if name := p.Words.Name(r.County); name != "" {
		title = append([]string{name}, title...)
	}
	p.Heading(1, plain.Dotted(append(title, p.producersSource(r)...)...))
	p.Gap()
	for _, sentence := range Answer(r, p.Words) {
		p.Paragraph(sentence)
	}
	for i := range r.Cases {
		p.producerCase(&r.Cases[i])
	}
	p.Gap()
	p.Paragraph(p.Words.Text("producers.limits"))
	_, err := io.WriteString(out, p.String())
	return err
}

// producersSource says where the contracts are from, and what is synthetic.
func (p *page) producersSource(r *report.Producers) []string {
	n := 0
	for i := range r.Cases {
		for k := range r.Cases[i].Offers {
			if r.Cases[i].Offers[k].ID != "" {
				n++
			}
		}
	}
	out := []string{p.Words.Text("producers.no_file")}
	if r.File != "" {
		out[0] = p.Words.Text("producers.contracts", "contracts", n, "n", n, "file", r.File)
	}
	if r.Synthetic {
		out = append(out, p.Words.Text("overview.synthetic"))
	}
	return out
}

// Answer gives the sentences above the tables: breaches of law first, then who
// costs less, when that holds, and what is not known.
func Answer(r *report.Producers, w *words.Words) []string {
	var out []string
	for _, rule := range []string{"producer-allowed", "no-copay", "own-left"} {
		var list []string
		for _, b := range r.Breaches {
			if b.Rule == rule {
				list = append(list, w.Text("producers.broken", "contract", b.Contract, "row", b.Row, "service", b.ServiceName, "production", report.Term{List: "production", Word: string(b.Production)}))
			}
		}
		if list != nil {
			out = append(out, w.Text("producers.breach", "rule", w.Term("producer_law", rule), "list", strings.Join(list, "; ")))
		}
	}
	parts, known, all := verdicts(r, w)
	if parts == nil {
		return append(out, w.Text("producers.nothing"))
	}
	return append(out, w.Text("producers.answer", "parts", strings.Join(parts, "; ")), w.Text("producers.idle"), w.Text("producers.same", "known", known, "all", all))
}

// verdicts lists what is compared by its verdict, and counts the producers of which the
// quality is known.
func verdicts(r *report.Producers, w *words.Words) (parts []string, known, all int) {
	for _, v := range []producers.Verdict{producers.BoughtCheaper, producers.OwnCheaper, producers.NoDifference, producers.QualityUnknown, producers.BelowFloor, producers.Unlawful} {
		var list []string
		for i := range r.Cases {
			x := &r.Cases[i]
			for k := range x.Offers {
				o := &x.Offers[k]
				if o.Verdict != v {
					continue
				}
				all++
				if !math.IsNaN(o.Quality) {
					known++
				}
				key := "producers.named"
				if v.InMix() {
					key = "producers.compared"
				}
				list = append(list, w.Text(key, "name", madeName(x, w), "production", report.Term{List: "production", Word: string(o.Production)}, "own", w.Fixed(x.Full, 2), "bought", w.Fixed(o.Cost, 2)))
			}
		}
		if list != nil {
			parts = append(parts, w.Text("producers.part", "verdict", w.Term("make_or_buy", string(v)), "list", strings.Join(list, ", ")))
		}
	}
	return parts, known, all
}

// madeName names a service, or one of its products.
func madeName(x *report.ProducerCase, w *words.Words) string {
	if x.Product == "" {
		return w.Name(x.ServiceName)
	}
	return plain.Dotted(w.Name(x.ServiceName), w.Name(x.Name))
}

// percent writes a share with its sign.
func (p *page) percent(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return p.Words.Percent(v) + p.Words.Gap() + "%"
}

// producerCase prints one service or product.
func (p *page) producerCase(x *report.ProducerCase) {
	share := p.Words.Text("producers.share", "share", p.percent(x.OwnShare))
	if !math.IsNaN(x.Target) {
		share = p.Words.Text("producers.target", "share", p.percent(x.OwnShare), "target", p.percent(x.Target))
	}
	p.Heading(2, plain.Dotted(madeName(x, p.Words), p.Words.Text("producers.need", "contacts", p.Words.Spaced(x.Contacts)), share))
	s := p.producerCosts(x)
	s.Most = p.Width()
	p.Sheet(s)
	if len(x.Offers) > 0 {
		p.Gap()
		s = p.producerTerms(x)
		s.Most = p.Width()
		p.Sheet(s)
	}
	p.Gap()
	for _, sentence := range p.producerSentences(x) {
		p.Paragraph(sentence)
	}
}

// offerName names a producer: how it is arranged, and by whom.
func (p *page) offerName(o *report.ProducerOffer) string {
	name := p.Words.Term("production", string(o.Production))
	switch {
	case o.ID == "":
		return name + ", " + p.Words.Text("producers.open")
	case o.Area != "":
		return name + ", " + o.ID + " (" + o.Area + ")"
	}
	return name + ", " + o.ID
}

// producerColumns makes the columns of a table of producers.
func (p *page) producerColumns(keys ...string) []plain.Column {
	var out []plain.Column
	for i, key := range keys {
		c := plain.Column{Head: strings.Split(p.Words.Text("producers_head."+key), "\n"), Right: i > 0}
		if i == 0 || key == "verdict" || key == "effect" {
			c.Least, c.Wraps, c.Right, c.Names = 14, true, false, i == 0
		}
		out = append(out, c)
	}
	return out
}

// producerCosts is the table of what a contact costs.
func (p *page) producerCosts(x *report.ProducerCase) *plain.Sheet {
	keys := []string{"producer", "contacts", "cost", "price", "breakeven", "saved", "range", "verdict"}
	narrow := p.Width() < plain.LineWidth
	if narrow {
		keys = []string{"producer", "contacts", "cost", "breakeven", "saved", "verdict"}
	}
	s := &plain.Sheet{Columns: p.producerColumns(keys...)}
	row := func(name, contacts, cost, price, even, saved, span, verdict string) {
		if narrow {
			s.Add(name, contacts, cost, even, saved, verdict)
			return
		}
		s.Add(name, contacts, cost, price, even, saved, span, verdict)
	}
	row(p.Words.Text("producers.full"), p.Words.Spaced(x.OwnShare*x.Contacts), p.Words.Fixed(x.Full, 2), "", "", "", "", "")
	row(p.Words.Text("producers.idling"), "", "0*", "", "", "", "", "")
	for i := range x.Offers {
		o := &x.Offers[i]
		verdict := p.Words.Term("make_or_buy", string(o.Verdict))
		if o.Production == producers.Grant && o.Lawful {
			verdict = p.Words.Text("make_or_buy.grant")
		}
		span := words.Dash
		if !math.IsNaN(o.Range[0]) {
			span = p.Words.Fixed(o.Range[0], 0) + "…" + p.Words.Fixed(o.Range[1], 0)
		}
		price := p.Words.Fixed(o.Price, 2)
		if !o.PerContact() { // that of a budget is for a client
			price = words.Dash
		}
		row(p.offerName(o), plain.Counted(o.Contacts, p.Words), p.Words.Fixed(o.Cost, 2), price, p.Words.Fixed(o.BreakEven, 2), p.Words.Signed(o.Saved, 2), span, verdict)
	}
	return s
}

// producerTerms is the table of what is known of each producer.
func (p *page) producerTerms(x *report.ProducerCase) *plain.Sheet {
	keys := []string{"producer", "year", "sector", "quality", "months", "left", "free", "languages", "lawful", "effect"}
	if p.Width() < plain.LineWidth {
		keys = []string{"producer", "year", "quality", "months", "left", "free", "lawful", "effect"}
	}
	s := &plain.Sheet{Columns: p.producerColumns(keys...)}
	quality := func(v, floor float64) string { return p.Words.Amount(v) + ", " + p.Words.Amount(floor) }
	row := func(cells map[string]string) {
		var out []string
		for _, key := range keys {
			out = append(out, cells[key])
		}
		s.Add(out...)
	}
	if !math.IsNaN(x.Quality) || !math.IsNaN(x.Floor) || x.Effect != "" {
		row(map[string]string{"producer": p.Words.Term("production", string(producers.Own)), "quality": quality(x.Quality, x.Floor), "effect": plain.OrDash(x.Effect)})
	}
	for i := range x.Offers {
		o := &x.Offers[i]
		row(map[string]string{"producer": p.offerName(o), "year": p.Words.Spaced(o.Year), "sector": p.sector(o), "quality": quality(o.Quality, o.LeastQuality(x.Floor)), "months": p.Words.Spaced(o.Months),
			"left": p.Words.Spaced(o.Left), "free": p.known(o.Free), "languages": plain.OrDash(strings.Join(o.Languages, " ")), "lawful": p.lawful(o, x), "effect": plain.OrDash(o.Effect)})
	}
	return s
}

func (p *page) sector(o *report.ProducerOffer) string {
	if o.Sector == "" {
		return words.Dash
	}
	return p.Words.Term("sector", string(o.Sector))
}

// known writes yes or no, "–" for unknown.
func (p *page) known(k network.Known) string {
	switch k {
	case network.Yes:
		return p.Words.Text("answer.yes")
	case network.No:
		return p.Words.Text("answer.no")
	}
	return words.Dash
}

// lawful writes whether a producer is; "–" where nobody has said who may produce it.
func (p *page) lawful(o *report.ProducerOffer, x *report.ProducerCase) string {
	switch {
	case !o.Lawful:
		return p.known(network.No)
	case x.Law.Allowed == nil:
		return words.Dash
	}
	return p.known(network.Yes)
}
