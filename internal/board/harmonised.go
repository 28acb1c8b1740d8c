package board

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// Harmonised is what a common model of products changes in sentences: a breach of law
// first, then euros next to contacts and clients, and what is not known.
func Harmonised(w *words.Words, h *report.Harmonised) []string {
	return append(append(Dropped(w, h), shortly(w, h)), Unsaid(w, h)...)
}

// harmonised says the same of each option that follows a common model.
func (v *View) harmonised() []string {
	var out []string
	for _, k := range v.Options {
		if h := v.R.Options[k].Harmonised; h != nil {
			out = append(out, v.W.Text("harmonised.option", "option", v.W.Option(&v.R.Options[k]))+". "+shortly(v.W, h))
		}
	}
	return out
}

// Dropped names the statutory products that the common model ends; nil for none.
func Dropped(w *words.Words, h *report.Harmonised) []string {
	var names []lang.Name
	for _, i := range h.Dropped {
		names = append(names, h.Products[i].Name)
	}
	if names == nil {
		return nil
	}
	return []string{w.Text("harmonised.dropped", "names", names)}
}

// shortly puts euros next to the contacts that they pay, and who gets less and more.
func shortly(w *words.Words, h *report.Harmonised) string {
	c := &h.Total
	money, million := w.Text("harmonised.no_euros"), math.Abs(h.EUR)/1e6
	digits := 2
	if million < 0.005 && h.EUR != 0 {
		digits = 3
	}
	switch {
	case math.IsNaN(h.EUR):
		money = w.Text("harmonised.eur_open")
	case million < 0.0005:
	case h.EUR < 0:
		money = w.Text("harmonised.saves", "euros", w.Fixed(million, digits))
	default:
		money = w.Text("harmonised.costs", "euros", w.Fixed(million, digits))
	}
	contacts, change := w.Text("harmonised.as_many"), c.ContactsAfter-c.ContactsBefore
	switch {
	case math.Abs(change) < 0.5:
	case change < 0:
		contacts = w.Text("harmonised.fewer", "contacts", w.Spaced(-change))
	default:
		contacts = w.Text("harmonised.added", "contacts", w.Spaced(change))
	}
	return w.Text("harmonised.short", "money", money, "contacts", contacts, "less", w.Spaced(c.Less), "ends", w.Spaced(c.Ends), "more", w.Spaced(c.More), "new", w.Spaced(c.New))
}

// Unsaid names what the figures of a common model leave out: products of which the offer
// is unknown, and professions without a wage.
func Unsaid(w *words.Words, h *report.Harmonised) []string {
	var out []string
	if h.Total.Unknown > 0 {
		out = append(out, w.Text("harmonised.unknown", "names", unknownOffers(w, h)))
	}
	var unpriced []report.Term
	for _, x := range h.Work {
		if math.IsNaN(x.EUR) && x.After != x.Before {
			unpriced = append(unpriced, report.Term{List: "profession", Word: x.Profession})
		}
	}
	if unpriced != nil {
		out = append(out, w.Text("harmonised.unpriced", "names", unpriced))
	}
	return out
}

// unknownOffers names the products and municipalities of which nothing is known.
func unknownOffers(w *words.Words, h *report.Harmonised) string {
	var out []string
	for i := range h.Products {
		var where []lang.Name
		for m, o := range h.Products[i].Offered {
			if o == products.Unknown {
				where = append(where, h.Municipalities[m].Name)
			}
		}
		if where != nil {
			out = append(out, w.Name(h.Products[i].Name)+" ("+w.Value(where)+")")
		}
	}
	return strings.Join(out, ", ")
}

// HarmonisedRow is a line of the table of who gets more and less: a product of a
// municipality, or all municipalities; Deep is one of these below the line of its product.
type HarmonisedRow struct {
	Name    string
	Deep    bool
	Unknown bool // nobody knows whether it is offered: there are no figures
	Change  *products.Change
	EUR     float64
}

// HarmonisedColumns are the keys of the columns of the table.
func HarmonisedColumns() []string {
	return []string{"product", "clients", "more", "less", "ends", "new", "same", "other", "contacts", "euros"}
}

// Cells are the figures of a line below HarmonisedColumns, without its name.
func (r *HarmonisedRow) Cells(w *words.Words) []string {
	if r.Unknown {
		return slices.Repeat([]string{words.Dash}, len(HarmonisedColumns())-1)
	}
	c := r.Change
	counted := func(v float64) string {
		if math.Round(v) == 0 {
			return words.NoChange
		}
		return w.Spaced(v)
	}
	signed := func(v float64) string {
		switch {
		case math.IsNaN(v):
			return words.Dash
		case math.Round(v) == 0:
			return words.NoChange
		case v > 0:
			return "+" + w.Spaced(v)
		}
		return w.Spaced(v)
	}
	return []string{counted(c.ClientsBefore), counted(c.More), counted(c.Less), counted(c.Ends), counted(c.New), counted(c.Same), counted(c.OtherWay),
		signed(c.ContactsAfter - c.ContactsBefore), signed(math.Round(r.EUR/100) * 100)}
}

// HarmonisedRows are the lines of the table: products that change with each municipality,
// then all products together.
func HarmonisedRows(w *words.Words, h *report.Harmonised) []HarmonisedRow {
	var out []HarmonisedRow
	for i := range h.Products {
		x := &h.Products[i]
		if x.Decision == "" {
			continue
		}
		out = append(out, HarmonisedRow{Name: w.Name(x.Name), Change: &x.Total, EUR: x.EUR})
		for m := range h.Municipalities {
			out = append(out, HarmonisedRow{w.Name(h.Municipalities[m].Name), true, x.Offered[m] == products.Unknown, &x.Changes[m], h.Prices.Sum(&x.Changes[m])})
		}
	}
	out = append(out, HarmonisedRow{Name: w.Text("harmonised.all"), Change: &h.Total, EUR: h.EUR})
	for m := range h.Municipalities {
		out = append(out, HarmonisedRow{w.Name(h.Municipalities[m].Name), true, false, &h.ByMunicipality[m], h.Prices.Sum(&h.ByMunicipality[m])})
	}
	return out
}
