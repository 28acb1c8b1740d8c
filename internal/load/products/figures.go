package products

import (
	"fmt"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// figures of a variant that are parameters, with their units.
var figures = []struct {
	key, unit string
	of        func(v *products.Variant) float64
}{
	{"clients", "share", func(v *products.Variant) float64 { return v.Clients }},
	{"visits", "visits", func(v *products.Variant) float64 { return v.Visits }},
	{"minutes", "min", func(v *products.Variant) float64 { return v.Minutes }},
	{"group_size", "people", func(v *products.Variant) float64 { return v.Group }},
	{"remote_max", "share", func(v *products.Variant) float64 { return v.RemoteMax }},
}

// parameters lists those of one variant.
func (p *item) parameters(where string, v *products.Variant) []params.Param {
	x := p.of[where]
	src, ok := params.ParseFlag(x.fields["src"])
	if !ok {
		src = x.src
	}
	var out []params.Param
	for _, f := range figures {
		if where == toBe && f.of(v) == 0 && x.fields[f.key] == "" && f.key != "remote_max" {
			continue
		}
		n := params.Param{Path: p.path(where, f.key), V: f.of(v), Known: true, Unit: f.unit, Src: src, Ref: x.fields["ref"], Name: p.called(where, "product_figure."+f.key, "")}
		n.Lo, n.Hi = x.ends(f.key, n.Bounds(), n.V)
		if _, counted := p.counts[where]; f.key == "clients" && counted {
			n.Src = min(src, params.Derived)
		}
		out = append(out, n)
	}
	if v.Resolves {
		out = append(out, params.Param{Path: p.path(where, "resolved"), V: v.Resolved, Lo: v.Resolved, Hi: v.Resolved, Known: true, Unit: "share", Src: src, Ref: x.fields["ref"]})
	}
	for _, w := range v.Replaces {
		out = append(out, params.Param{Path: p.path(where, "replaces", w.Service), V: w.Contacts, Lo: w.Contacts, Hi: w.Contacts, Known: true, Unit: "contacts", Src: src, Ref: x.fields["ref"]})
	}
	for _, w := range v.Staff {
		out = append(out, params.Param{Path: p.path(where, "staff", w.Profession), V: w.Minutes, Lo: w.Minutes, Hi: w.Minutes, Known: true, Unit: "min", Src: src, Ref: x.fields["ref"],
			Name: p.called(where, "product_figure.staff", w.Profession)})
	}
	return out
}

// called names a figure in every language by the product and the municipality.
func (p *item) called(where, figure, profession string) lang.Name {
	of := func(l lang.Language) string {
		w, place := words.In(l), report.Capital(where)
		if where == everywhere || where == toBe {
			place = w.Text("product_place." + where)
		}
		product := w.Name(p.Name)
		if product == "" {
			product = p.ID
		}
		return w.Text(figure, "product", product, "place", place, "profession", report.Term{List: "profession", Word: profession})
	}
	return lang.Name{En: of(lang.English), Fi: of(lang.Finnish), Sv: of(lang.Swedish)}
}

// ends returns the low and the high of a figure that a row gives; its value without, or
// with a problem where they do not hold it.
func (x *row) ends(key string, b params.Bounds, v float64) (lo, hi float64) {
	lo, hi = v, v
	if n, ok := x.number(key+"_lo", b.String(), b.Holds); ok {
		lo = n
	}
	if n, ok := x.number(key+"_hi", b.String(), b.Holds); ok {
		hi = n
	}
	if lo > v {
		x.wrong(key+"_lo", "a low that is not above the value, "+x.fields[key], "")
	}
	if hi < v {
		x.wrong(key+"_hi", "a high that is not below the value, "+x.fields[key], "")
	}
	return min(lo, v), max(hi, v)
}

// otherwise names the row next to which another is wrong.
func (x *row) otherwise() string { return fmt.Sprintf("row %d of %s says otherwise", x.at, x.file) }
