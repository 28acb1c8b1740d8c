package harmonised

import (
	"context"
	"encoding/json"
	"io"
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/export/contract"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/xlsx"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// harmonisedVersion rises when readers of harmonise --json have to change.
const harmonisedVersion = 1

// harmonisedJSON is what harmonise --json prints.
type harmonisedJSON struct {
	Contract       int                `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Municipalities []string           `json:"municipalities" jsonschema_description:"ids; lists by municipality are in their order"`
	Products       []harmonisedRecord `json:"products"`
	ByMunicipality []changeJSON       `json:"by_municipality"`
	Total          changeJSON         `json:"total"`
	Staff          []workJSON         `json:"staff" jsonschema_description:"by profession"`
	Productive     contract.Number    `json:"productive_hours_fte" jsonschema_description:"client hours of a full-time equivalent in a year"`
	Worked         contract.Number    `json:"worked_hours_fte" jsonschema_description:"paid hours of a full-time equivalent in a year"`
}

// harmonisedRecord is one product.
type harmonisedRecord struct {
	Service      string          `json:"service"`
	ID           string          `json:"id"`
	NameEn       string          `json:"name_en"`
	NameFi       string          `json:"name_fi"`
	NameSv       string          `json:"name_sv"`
	AgeFrom      int             `json:"age_from"`
	AgeTo        int             `json:"age_to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	Statutory    bool            `json:"statutory"`
	Decision     string          `json:"decision" jsonschema:"enum=,enum=keep,enum=drop,enum=new" jsonschema_description:"empty: the common model does not name the product"`
	Harmonise    []string        `json:"harmonise" jsonschema_description:"dimensions that are the same for all"`
	From         string          `json:"from" jsonschema_description:"day; empty if unknown"`
	Owner        string          `json:"owner"`
	Offered      []string        `json:"offered" jsonschema_description:"today, by municipality: yes, no, unknown"`
	Changes      []changeJSON    `json:"changes" jsonschema_description:"by municipality"`
	Total        changeJSON      `json:"total"`
	SpreadBefore contract.Number `json:"spread_minutes_before" jsonschema_description:"largest less smallest client minutes a person of the ages and year between municipalities; null if none is known"`
	SpreadAfter  contract.Number `json:"spread_minutes_after"`
}

// changeJSON is a change, in clients, contacts and hours a year.
type changeJSON struct {
	ClientsBefore  contract.Number `json:"clients_before"`
	ClientsAfter   contract.Number `json:"clients_after"`
	ContactsBefore contract.Number `json:"contacts_before"`
	ContactsAfter  contract.Number `json:"contacts_after"`
	More           contract.Number `json:"more" jsonschema_description:"clients with more client minutes a year"`
	Less           contract.Number `json:"less"`
	Same           contract.Number `json:"same"`
	Ends           contract.Number `json:"ends" jsonschema_description:"clients who have the product only before"`
	New            contract.Number `json:"new" jsonschema_description:"clients who have it only after"`
	OtherWay       contract.Number `json:"other_way" jsonschema_description:"of more, less and same: clients whom another profession or channel meets"`
	Hours          []hoursJSON     `json:"hours" jsonschema_description:"staff hours for the whole need, by profession"`
	EUR            contract.Number `json:"county_eur_change" jsonschema_description:"yearly pay for these hours, after less before; null if a wage is unknown"`
	Unknown        int             `json:"unknown" jsonschema_description:"products of municipalities of which the offer is unknown; in no figure"`
}

type hoursJSON struct {
	Profession string          `json:"profession"`
	Before     contract.Number `json:"before"`
	After      contract.Number `json:"after"`
}

type workJSON struct {
	hoursJSON
	FTE contract.Number `json:"fte_change"`
	EUR contract.Number `json:"county_eur_change" jsonschema_description:"null without a wage"`
}

// offers are the words of a contract for what a municipality offers.
var offers = map[products.Offer]string{products.Unknown: "unknown", products.Offered: "yes", products.NotOffered: "no"}

// JSON prints what a common model changes, with all figures in full.
func JSON(w io.Writer, h *report.Harmonised) error {
	change := func(c *products.Change) changeJSON {
		out := changeJSON{contract.Number(c.ClientsBefore), contract.Number(c.ClientsAfter), contract.Number(c.ContactsBefore), contract.Number(c.ContactsAfter), contract.Number(c.More), contract.Number(c.Less), contract.Number(c.Same),
			contract.Number(c.Ends), contract.Number(c.New), contract.Number(c.OtherWay), []hoursJSON{}, contract.Number(h.Prices.Sum(c)), c.Unknown}
		for _, x := range c.Hours {
			out.Hours = append(out.Hours, hoursJSON{x.Profession, contract.Number(x.Before), contract.Number(x.After)})
		}
		return out
	}
	changes := func(list []products.Change) []changeJSON {
		return contract.Each(list, func(c *products.Change) changeJSON { return change(c) })
	}
	out := harmonisedJSON{Contract: harmonisedVersion, ByMunicipality: changes(h.ByMunicipality), Total: change(&h.Total), Productive: contract.Number(h.Prices.Productive), Worked: contract.Number(h.Prices.Worked)}
	for _, m := range h.Municipalities {
		out.Municipalities = append(out.Municipalities, m.ID)
	}
	for i := range h.Products {
		x := &h.Products[i]
		p := harmonisedRecord{Service: x.Service, ID: x.ID, NameEn: x.Name.En, NameFi: x.Name.Fi, NameSv: x.Name.Sv, AgeFrom: x.Ages.From, AgeTo: x.Ages.To, Statutory: x.Statutory,
			Decision: string(x.Decision), Harmonise: []string{}, Owner: x.Owner, Changes: changes(x.Changes), Total: change(&x.Total), SpreadBefore: contract.Number(x.SpreadBefore), SpreadAfter: contract.Number(x.SpreadAfter)}
		if !x.From.IsZero() {
			p.From = day(x.From)
		}
		for _, d := range x.Settled {
			p.Harmonise = append(p.Harmonise, string(d))
		}
		for _, o := range x.Offered {
			p.Offered = append(p.Offered, offers[o])
		}
		out.Products = append(out.Products, p)
	}
	for _, x := range h.Work {
		out.Staff = append(out.Staff, workJSON{hoursJSON{x.Profession, contract.Number(x.Before), contract.Number(x.After)}, contract.Number(x.FTE), contract.Number(x.EUR)})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// Schema is the JSON Schema of HarmonisedJSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(harmonisedJSON{}, "Saavu harmonise", "What a common model of service products changes: what saavu harmonise --json prints. Hours and euros are those of the whole need.")
}

// harmonisedFigure is one figure of the tidy table; empty municipality, service or
// product means all.
type harmonisedFigure struct {
	municipality, service, product, measure string
	value                                   float64
	unit                                    string
}

// harmonisedFigures lists all figures, one a row.
func harmonisedFigures(h *report.Harmonised) []harmonisedFigure {
	var out []harmonisedFigure
	change := func(municipality, service, product string, c *products.Change) {
		add := func(measure string, v float64, unit string) {
			out = append(out, harmonisedFigure{municipality, service, product, measure, v, unit})
		}
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
		out = append(out, harmonisedFigure{"", x.Service, x.ID, "spread_minutes_as_is", x.SpreadBefore, "min/person/year"},
			harmonisedFigure{"", x.Service, x.ID, "spread_minutes_to_be", x.SpreadAfter, "min/person/year"})
	}
	for m := range h.Municipalities {
		change(h.Municipalities[m].ID, "", "", &h.ByMunicipality[m])
	}
	change("", "", "", &h.Total)
	for _, x := range h.Work {
		out = append(out, harmonisedFigure{"", "", "", "fte_change_" + x.Profession, x.FTE, "FTE"}, harmonisedFigure{"", "", "", "county_eur_year_" + x.Profession, x.EUR, "EUR/year"})
	}
	return out
}

// File writes all figures, one a row: .csv, .parquet, .xlsx or .gpkg.
func File(ctx context.Context, name string, h *report.Harmonised, w *words.Words) error {
	w = words.OrEnglish(w)
	list := harmonisedFigures(h)
	l := gpkg.Layer{Name: "harmonised", Title: w.Text("harmonised.title"), Len: len(list),
		Columns: []gpkg.Column{{Name: "municipality", Type: gpkg.Text}, {Name: "service", Type: gpkg.Text}, {Name: "product", Type: gpkg.Text},
			{Name: "measure", Type: gpkg.Text}, {Name: "value", Type: gpkg.Real}, {Name: "unit", Type: gpkg.Text}},
		Row: func(i int, values []any) orb.Geometry {
			x := &list[i]
			for c, text := range []string{x.municipality, x.service, x.product, x.measure} {
				if text != "" {
					values[c] = text
				}
			}
			if !math.IsNaN(x.value) {
				values[4] = contract.Twelve(x.value)
			}
			values[5] = x.unit
			return nil
		}}
	first, _ := h.Starts()
	about := save.About{Instant: layers.InstantOf(first.Year()), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")}}
	for _, sentence := range Answer(h, w) {
		about.Cover = append(about.Cover, xlsx.Line{Cells: []any{sentence}})
	}
	return save.Write(ctx, name, []gpkg.Layer{l}, 0, about)
}

// Ending reports why a file of this name cannot be written.
func Ending(name string) error { return save.Check(name, false, 1, 0) }
