package makeorbuy

import (
	"context"
	"io"
	"math"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/xlsx"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// producersVersion rises when readers of producers --json have to change.
const producersVersion = 1

// producersJSON is what producers --json prints.
type producersJSON struct {
	Contract  int                  `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Synthetic bool                 `json:"synthetic" jsonschema_description:"people or travel times are synthetic"`
	File      string               `json:"file" jsonschema_description:"of the contracts; empty without one"`
	From      string               `json:"from" jsonschema_description:"day from which months are counted"`
	Draws     int                  `json:"draws"`
	Breaches  []producerBreachJSON `json:"breaches" jsonschema_description:"laws that contracts of today break"`
	Cases     []producerCaseJSON   `json:"cases" jsonschema_description:"one for each service, and for each product with a contract of its own"`
}

type producerBreachJSON struct {
	Rule     string `json:"rule" jsonschema:"enum=producer-allowed,enum=no-copay,enum=own-left"`
	Contract string `json:"contract"`
	Row      int    `json:"row" jsonschema_description:"of the file"`
}

// producerCaseJSON is one service or product.
type producerCaseJSON struct {
	Service   string              `json:"service"`
	Product   string              `json:"product" jsonschema_description:"empty for the whole service"`
	Contacts  contract.Number     `json:"contacts" jsonschema_description:"a year, of the whole need"`
	InPerson  contract.Number     `json:"contacts_in_person" jsonschema_description:"of these, what contracts have shares of"`
	Staff     contract.Number     `json:"own_staff_eur" jsonschema_description:"a contact, as all euros without year in their name"`
	Room      contract.Number     `json:"own_room_eur"`
	Full      contract.Number     `json:"own_full_eur"`
	Low       contract.Number     `json:"own_full_low_eur" jsonschema_description:"5th percentile of the draws"`
	High      contract.Number     `json:"own_full_high_eur" jsonschema_description:"95th percentile of the draws"`
	Idle      contract.Number     `json:"own_idle_eur" jsonschema_description:"materials alone; null, as they are not known"`
	UnitCost  contract.Number     `json:"unit_cost_eur" jsonschema_description:"of the county's figures, overheads included"`
	Above     bool                `json:"staff_above_unit_cost"`
	Quality   contract.Number     `json:"own_quality" jsonschema_description:"0 to 100"`
	Floor     contract.Number     `json:"quality_floor" jsonschema_description:"0 to 100; null for none"`
	Effect    string              `json:"own_effect"`
	OwnShare  contract.Number     `json:"own_share" jsonschema_description:"of all contacts today"`
	Target    contract.Number     `json:"own_share_min"`
	Largest   contract.Number     `json:"largest_provider_share" jsonschema_description:"of the contacts that are bought; null if not known"`
	Thousand  []producerPosition  `json:"positions_of_1000_contacts"`
	Producers []producerOfferJSON `json:"producers"`
	Mix       *producerMixJSON    `json:"lowest_euros" jsonschema:"nullable" jsonschema_description:"the mix of producers at the lowest euros for the same contacts; null if none can be computed"`
}

type producerPosition struct {
	Profession string          `json:"profession"`
	Filled     contract.Number `json:"fte" jsonschema_description:"full-time equivalents at work"`
	Positions  contract.Number `json:"positions" jsonschema_description:"to have them at today's fill rate"`
}

// producerOfferJSON is another producer than the county.
type producerOfferJSON struct {
	ID          string              `json:"id" jsonschema_description:"empty for a price without a contract"`
	Row         int                 `json:"row" jsonschema_description:"of the file; 0 without a contract"`
	Area        string              `json:"area" jsonschema_description:"empty for the whole county"`
	Production  string              `json:"production" jsonschema:"enum=purchased,enum=voucher,enum=grant,enum=budget"`
	Sector      string              `json:"sector" jsonschema:"enum=,enum=public,enum=company,enum=ngo"`
	Provider    string              `json:"provider"`
	Contacts    contract.Number     `json:"contacts" jsonschema_description:"a year today; those of a grant are never statutory service"`
	Year        contract.Number     `json:"county_eur_year"`
	Price       contract.Number     `json:"price_eur"`
	Cost        contract.Number     `json:"county_eur" jsonschema_description:"a contact: price, supervision and administration; of a grant its euros over its contacts"`
	BreakEven   contract.Number     `json:"break_even_price_eur" jsonschema_description:"price at which it costs as much as the own contact"`
	Saved       contract.Number     `json:"own_less_bought_eur" jsonschema_description:"own at full cost less bought, a contact"`
	Low         contract.Number     `json:"own_less_bought_low_eur" jsonschema_description:"5th percentile of the draws"`
	High        contract.Number     `json:"own_less_bought_high_eur" jsonschema_description:"95th percentile of the draws"`
	Insource    contract.Number     `json:"own_instead_of_1000_eur_year" jsonschema_description:"change of the county's euros if 1,000 contacts a year become own"`
	Verdict     string              `json:"verdict" jsonschema:"enum=own,enum=bought,enum=none,enum=quality_unknown,enum=below_floor,enum=unlawful,enum=no_price"`
	Quality     contract.Number     `json:"quality"`
	Floor       contract.Number     `json:"quality_floor"`
	Effect      string              `json:"effect"`
	Months      contract.Number     `json:"months_left"`
	Left        contract.Number     `json:"supply_left" jsonschema_description:"contacts a year beside those of today"`
	Lawful      bool                `json:"lawful" jsonschema_description:"false: it breaks a law that is known here"`
	BarrierFree string              `json:"barrier_free" jsonschema:"enum=yes,enum=no,enum=unknown" jsonschema_description:"all its facilities"`
	Languages   []string            `json:"languages" jsonschema_description:"of all its facilities; empty if not known"`
	Change      *producerChangeJSON `json:"change" jsonschema:"nullable" jsonschema_description:"the change that was asked for; null for none"`
}

type producerChangeJSON struct {
	Share     contract.Number    `json:"share"`
	Returned  contract.Number    `json:"contacts_returned" jsonschema_description:"a year; below 0: that go to the provider"`
	Unused    contract.Number    `json:"contacts_paid_unused"`
	Bought    contract.Number    `json:"bought_eur_year"`
	Own       contract.Number    `json:"own_eur_year" jsonschema_description:"staff and rooms of positions that are added"`
	EUR       contract.Number    `json:"county_eur_year" jsonschema_description:"change in a full year, both together"`
	Positions []producerPosition `json:"positions"`
	From      string             `json:"from" jsonschema_description:"first day on which the price is not paid"`
	Both      contract.Number    `json:"both_paid_eur" jsonschema_description:"price until then"`
}

type producerMixJSON struct {
	Bought    []contract.Number  `json:"contacts" jsonschema_description:"a year, in the order of producers"`
	Own       contract.Number    `json:"own_contacts"`
	EUR       contract.Number    `json:"county_eur_year" jsonschema_description:"of contacts in person"`
	Today     contract.Number    `json:"county_eur_year_today"`
	Positions []producerPosition `json:"positions_change"`
}

func positionsJSON(list []producers.Position) []producerPosition {
	return contract.Each(list, func(x *producers.Position) producerPosition {
		return producerPosition{x.Profession, contract.Number(x.Filled), contract.Number(x.Positions)}
	})
}

// JSON prints who can produce what, with all figures in full.
func JSON(w io.Writer, r *report.Producers) error {
	out := producersJSON{Contract: producersVersion, Synthetic: r.Synthetic, File: r.File, From: plain.Day(r.From), Draws: r.Draws,
		Breaches: contract.Each(r.Breaches, func(b *report.ProducerBreach) producerBreachJSON {
			return producerBreachJSON{b.Rule, b.Contract, b.Row}
		}),
		Cases: contract.Each(r.Cases, producerCase)}
	return contract.Print(w, out)
}

func producerCase(x *report.ProducerCase) producerCaseJSON {
	inPerson := 0.0
	for _, n := range x.InPerson {
		inPerson += n
	}
	out := producerCaseJSON{Service: x.Service, Product: x.Product, Contacts: contract.Number(x.Contacts), InPerson: contract.Number(inPerson), Staff: contract.Number(x.Own.Staff()), Room: contract.Number(x.Own.Room()), Full: contract.Number(x.Full),
		Low: contract.Number(x.FullRange[0]), High: contract.Number(x.FullRange[1]), Idle: contract.Number(math.NaN()), UnitCost: contract.Number(x.UnitCost), Above: x.Above, Quality: contract.Number(x.Quality), Floor: contract.Number(x.Floor), Effect: x.Effect,
		OwnShare: contract.Number(x.OwnShare), Target: contract.Number(x.Target), Largest: contract.Number(x.Largest), Thousand: positionsJSON(x.Thousand),
		Producers: contract.Each(x.Offers, func(o *report.ProducerOffer) producerOfferJSON { return producerOffer(o, x) })}
	if m := x.Mix; m != nil {
		out.Mix = &producerMixJSON{contract.Each(m.Bought, func(n *float64) contract.Number { return contract.Number(*n) }), contract.Number(m.Own), contract.Number(m.EUR), contract.Number(m.Today), positionsJSON(m.Positions)}
	}
	return out
}

func producerOffer(o *report.ProducerOffer, x *report.ProducerCase) producerOfferJSON {
	out := producerOfferJSON{ID: o.ID, Row: o.Row, Area: o.Area, Production: string(o.Production), Sector: string(o.Sector), Provider: o.Provider, Contacts: contract.Number(o.Contacts), Year: contract.Number(o.Year),
		Price: contract.Number(o.Price), Cost: contract.Number(o.Cost), BreakEven: contract.Number(o.BreakEven), Saved: contract.Number(o.Saved), Low: contract.Number(o.Range[0]), High: contract.Number(o.Range[1]), Insource: contract.Number(1000 * o.Saved),
		Verdict: string(o.Verdict), Quality: contract.Number(o.Quality), Floor: contract.Number(o.LeastQuality(x.Floor)), Effect: o.Effect, Months: contract.Number(o.Months), Left: contract.Number(o.Left), Lawful: o.Lawful,
		BarrierFree: o.Free.Word(), Languages: append([]string{}, o.Languages...)}
	if c := o.Change; c != nil {
		out.Change = &producerChangeJSON{contract.Number(o.Share), contract.Number(c.Returned), contract.Number(c.Unused), contract.Number(c.Bought), contract.Number(c.Own), contract.Number(c.Euros()), positionsJSON(c.Positions), plain.Day(c.From), contract.Number(c.Both)}
	}
	return out
}

// Schema is the JSON Schema of JSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(producersJSON{}, "Saavu producers", "Who can produce what at which cost: what saavu producers --json prints. Contacts are those of the whole need.")
}

// producerFigures lists all figures, one a row: by service, product, contract, production
// and measure. Those of the county's own production have
// no contract.
func producerFigures(r *report.Producers) []contract.Figure {
	var out []contract.Figure
	for i := range r.Cases {
		x := &r.Cases[i]
		add := func(id string, production producers.Production, measure string, v float64, unit string) {
			out = append(out, contract.Figure{Of: []string{x.Service, x.Product, id, string(production), measure}, Value: v, Unit: unit})
		}
		own := func(measure string, v float64, unit string) { add("", producers.Own, measure, v, unit) }
		own("contacts", x.OwnShare*x.Contacts, "contacts/year")
		own("share", x.OwnShare, "share")
		own("staff_eur", x.Own.Staff(), "EUR/contact")
		own("room_eur", x.Own.Room(), "EUR/contact")
		own("county_eur", x.Full, "EUR/contact")
		own("unit_cost_eur", x.UnitCost, "EUR/contact")
		own("quality", x.Quality, "")
		for _, n := range x.Thousand {
			own("fte_of_1000_"+n.Profession, n.Filled, "FTE")
			own("positions_of_1000_"+n.Profession, n.Positions, "FTE")
		}
		if x.Mix != nil {
			own("lowest_euros_contacts", x.Mix.Own, "contacts/year")
			own("lowest_euros_change", x.Mix.EUR-x.Mix.Today, "EUR/year")
		}
		for k := range x.Offers {
			o := &x.Offers[k]
			of := func(measure string, v float64, unit string) { add(o.ID, o.Production, measure, v, unit) }
			of("contacts", o.Contacts, "contacts/year")
			of("county_eur_year", o.Year, "EUR/year")
			of("county_eur", o.Cost, "EUR/contact")
			of("break_even_price_eur", o.BreakEven, "EUR/contact")
			of("own_less_bought_eur", o.Saved, "EUR/contact")
			of("own_instead_of_1000_eur_year", 1000*o.Saved, "EUR/year")
			of("quality", o.Quality, "")
			of("months_left", o.Months, "months")
			of("supply_left", o.Left, "contacts/year")
			if x.Mix != nil {
				of("lowest_euros_contacts", x.Mix.Bought[k], "contacts/year")
			}
			if c := o.Change; c != nil {
				of("change_contacts_returned", c.Returned, "contacts/year")
				of("change_county_eur_year", c.Euros(), "EUR/year")
				for _, n := range c.Positions {
					of("change_positions_"+n.Profession, n.Positions, "FTE")
				}
			}
		}
	}
	return out
}

// File writes all figures, one a row: .csv, .parquet, .xlsx or .gpkg.
func File(ctx context.Context, name string, r *report.Producers, w *words.Words) error {
	w = words.OrEnglish(w)
	l := contract.Figures("producers", w.Text("producers.title"), []string{"service", "product", "contract", "production", "measure"}, producerFigures(r))
	about := save.About{Instant: layers.InstantOf(r.From.Year()), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")}}
	for _, sentence := range Answer(r, w) {
		about.Cover = append(about.Cover, xlsx.Line{Cells: []any{sentence}})
	}
	return save.Write(ctx, name, []gpkg.Layer{l}, 0, about)
}

// Ending reports why a file of this name cannot be written.
func Ending(name string) error { return save.Check(name, false, 1, 0) }
