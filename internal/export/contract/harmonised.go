package contract

import (
	"time"

	"saavu/pkg/products"
	"saavu/pkg/report"
)

// harmonisedVersion rises when readers of harmonise --json have to change.
const harmonisedVersion = 1

// Harmonised is what harmonise --json prints, and what report.json has of an option.
type Harmonised struct {
	Contract       int                `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Municipalities []string           `json:"municipalities" jsonschema_description:"ids; lists by municipality are in their order"`
	Products       []harmonisedRecord `json:"products"`
	ByMunicipality []changeJSON       `json:"by_municipality"`
	Total          changeJSON         `json:"total"`
	Staff          []workJSON         `json:"staff" jsonschema_description:"by profession"`
	Productive     Number             `json:"productive_hours_fte" jsonschema_description:"client hours of a full-time equivalent in a year"`
	Worked         Number             `json:"worked_hours_fte" jsonschema_description:"paid hours of a full-time equivalent in a year"`
}

// harmonisedRecord is one product.
type harmonisedRecord struct {
	Service      string       `json:"service"`
	ID           string       `json:"id"`
	NameEn       string       `json:"name_en"`
	NameFi       string       `json:"name_fi"`
	NameSv       string       `json:"name_sv"`
	AgeFrom      int          `json:"age_from"`
	AgeTo        int          `json:"age_to" jsonschema_description:"last whole year, inclusive; 100 means 100 and over"`
	Statutory    bool         `json:"statutory"`
	Decision     string       `json:"decision" jsonschema:"enum=,enum=keep,enum=drop,enum=new" jsonschema_description:"empty: the common model does not name the product"`
	Harmonise    []string     `json:"harmonise" jsonschema_description:"dimensions that are the same for all"`
	From         string       `json:"from" jsonschema_description:"day; empty if unknown"`
	Owner        string       `json:"owner"`
	Offered      []string     `json:"offered" jsonschema_description:"today, by municipality: yes, no, unknown"`
	Changes      []changeJSON `json:"changes" jsonschema_description:"by municipality"`
	Total        changeJSON   `json:"total"`
	SpreadBefore Number       `json:"spread_minutes_before" jsonschema_description:"largest less smallest client minutes a person of the ages and year between municipalities; null if none is known"`
	SpreadAfter  Number       `json:"spread_minutes_after"`
}

// changeJSON is a change, in clients, contacts and hours a year.
type changeJSON struct {
	ClientsBefore  Number      `json:"clients_before"`
	ClientsAfter   Number      `json:"clients_after"`
	ContactsBefore Number      `json:"contacts_before"`
	ContactsAfter  Number      `json:"contacts_after"`
	More           Number      `json:"more" jsonschema_description:"clients with more client minutes a year"`
	Less           Number      `json:"less"`
	Same           Number      `json:"same"`
	Ends           Number      `json:"ends" jsonschema_description:"clients who have the product only before"`
	New            Number      `json:"new" jsonschema_description:"clients who have it only after"`
	OtherWay       Number      `json:"other_way" jsonschema_description:"of more, less and same: clients whom another profession or channel meets"`
	Hours          []hoursJSON `json:"hours" jsonschema_description:"staff hours for the whole need, by profession"`
	EUR            Number      `json:"county_eur_change" jsonschema_description:"yearly pay for these hours, after less before; null if a wage is unknown"`
	Unknown        int         `json:"unknown" jsonschema_description:"products of municipalities of which the offer is unknown; in no figure"`
}

type hoursJSON struct {
	Profession string `json:"profession"`
	Before     Number `json:"before"`
	After      Number `json:"after"`
}

type workJSON struct {
	hoursJSON
	FTE Number `json:"fte_change"`
	EUR Number `json:"county_eur_change" jsonschema_description:"null without a wage"`
}

// offers are the words of a contract for what a municipality offers.
var offers = map[products.Offer]string{products.Unknown: "unknown", products.Offered: "yes", products.NotOffered: "no"}

// HarmonisedOf is what a common model changes, with all figures in full.
func HarmonisedOf(h *report.Harmonised) Harmonised {
	change := func(c *products.Change) changeJSON {
		out := changeJSON{Number(c.ClientsBefore), Number(c.ClientsAfter), Number(c.ContactsBefore), Number(c.ContactsAfter), Number(c.More), Number(c.Less), Number(c.Same),
			Number(c.Ends), Number(c.New), Number(c.OtherWay), []hoursJSON{}, Number(h.Prices.Sum(c)), c.Unknown}
		for _, x := range c.Hours {
			out.Hours = append(out.Hours, hoursJSON{x.Profession, Number(x.Before), Number(x.After)})
		}
		return out
	}
	changes := func(list []products.Change) []changeJSON {
		return Each(list, func(c *products.Change) changeJSON { return change(c) })
	}
	out := Harmonised{Contract: harmonisedVersion, ByMunicipality: changes(h.ByMunicipality), Total: change(&h.Total), Productive: Number(h.Prices.Productive), Worked: Number(h.Prices.Worked)}
	for _, m := range h.Municipalities {
		out.Municipalities = append(out.Municipalities, m.ID)
	}
	for i := range h.Products {
		x := &h.Products[i]
		p := harmonisedRecord{Service: x.Service, ID: x.ID, NameEn: x.Name.En, NameFi: x.Name.Fi, NameSv: x.Name.Sv, AgeFrom: x.Ages.From, AgeTo: x.Ages.To, Statutory: x.Statutory,
			Decision: string(x.Decision), Harmonise: []string{}, Owner: x.Owner, Changes: changes(x.Changes), Total: change(&x.Total), SpreadBefore: Number(x.SpreadBefore), SpreadAfter: Number(x.SpreadAfter)}
		if !x.From.IsZero() {
			p.From = x.From.Format(time.DateOnly)
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
		out.Staff = append(out.Staff, workJSON{hoursJSON{x.Profession, Number(x.Before), Number(x.After)}, Number(x.FTE), Number(x.EUR)})
	}
	return out
}
