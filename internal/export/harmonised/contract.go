package harmonised

import (
	"context"
	"io"

	"saavu/internal/export/contract"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/xlsx"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// JSON prints what a common model changes, with all figures in full.
func JSON(w io.Writer, h *report.Harmonised) error {
	return contract.Print(w, contract.HarmonisedOf(h))
}

// Schema is the JSON Schema of JSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(contract.Harmonised{}, "Saavu harmonise", "What a common model of service products changes: what saavu harmonise --json prints. Hours and euros are those of the whole need.")
}

// harmonisedFigures lists all figures, one a row: by municipality, service, product and
// measure, of which the first three are empty for all.
func harmonisedFigures(h *report.Harmonised) []contract.Figure {
	var out []contract.Figure
	figure := func(municipality, service, product, measure string, v float64, unit string) {
		out = append(out, contract.Figure{Of: []string{municipality, service, product, measure}, Value: v, Unit: unit})
	}
	change := func(municipality, service, product string, c *products.Change) {
		add := func(measure string, v float64, unit string) { figure(municipality, service, product, measure, v, unit) }
		add("clients_as_is", c.ClientsBefore, "clients/year")
		add("clients_to_be", c.ClientsAfter, "clients/year")
		add("contacts_as_is", c.ContactsBefore, "contacts/year")
		add("contacts_to_be", c.ContactsAfter, "contacts/year")
		add("more", c.More, "clients/year")
		add("less", c.Less, "clients/year")
		add("same", c.Same, "clients/year")
		add("ends", c.Ends, "clients/year")
		add("new", c.New, "clients/year")
		add("channel_or_profession_changes", c.OtherWay, "clients/year")
		for _, x := range c.Hours {
			add("hours_change_"+x.Profession, x.After-x.Before, "h/year")
		}
		add("county_eur_year", h.Prices.Sum(c), "EUR/year")
	}
	for i := range h.Products {
		x := &h.Products[i]
		for m := range h.Municipalities {
			if x.Offered[m] != products.Unknown {
				change(h.Municipalities[m].ID, x.Service, x.ID, &x.Changes[m])
			}
		}
		change("", x.Service, x.ID, &x.Total)
		figure("", x.Service, x.ID, "spread_minutes_as_is", x.SpreadBefore, "min/person/year")
		figure("", x.Service, x.ID, "spread_minutes_to_be", x.SpreadAfter, "min/person/year")
	}
	for m := range h.Municipalities {
		change(h.Municipalities[m].ID, "", "", &h.ByMunicipality[m])
	}
	change("", "", "", &h.Total)
	for _, x := range h.Work {
		figure("", "", "", "fte_change_"+x.Profession, x.FTE, "FTE")
		figure("", "", "", "county_eur_year_"+x.Profession, x.EUR, "EUR/year")
	}
	return out
}

// File writes all figures, one a row: .csv, .parquet, .xlsx or .gpkg.
func File(ctx context.Context, name string, h *report.Harmonised, w *words.Words) error {
	w = words.OrEnglish(w)
	l := contract.Figures("harmonised", w.Text("harmonised.title"), []string{"municipality", "service", "product", "measure"}, harmonisedFigures(h))
	first, _ := h.Starts()
	about := save.About{Instant: layers.InstantOf(first.Year()), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")}}
	for _, sentence := range Answer(h, w) {
		about.Cover = append(about.Cover, xlsx.Line{Cells: []any{sentence}})
	}
	return save.Write(ctx, name, []gpkg.Layer{l}, 0, about)
}

// Ending reports why a file of this name cannot be written.
func Ending(name string) error { return save.Check(name, false, 1, 0) }
