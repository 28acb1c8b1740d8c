package makeorbuy

import (
	"bytes"
	"flag"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// producersMade is a made-up comparison of two services with every kind of producer.
func producersMade() *report.Producers {
	nan := math.NaN()
	own := func(minutes, wage float64, profession string) producers.OwnCost {
		return producers.OwnCost{Work: []producers.Work{{Profession: profession, Minutes: minutes, Wage: wage, Fill: 0.85}}, Client: 45, RoomHour: 6, Worked: 1580, Productive: 1150}
	}
	contract := func(id, service string, p producers.Production, change func(c *producers.Contract)) producers.Contract {
		c := producers.Contract{ID: id, Row: 2, Service: service, Production: p, Sector: producers.Company, Provider: "provider_a", Share: nan, ContactsYear: nan, ClientsYear: nan, EURYear: nan, Price: nan,
			MarketPrice: nan, Supervision: 0.04, Admin: 0, TakeUp: nan, Quality: nan, Floor: nan, SupplyMax: nan, MinContacts: nan, Notice: nan}
		change(&c)
		return c
	}
	list := []producers.Contract{
		contract("dear", "therapy", producers.Purchased, func(c *producers.Contract) {
			c.Share, c.Price, c.Quality, c.SupplyMax, c.MinContacts, c.End = 0.3, 85, 75, 6000, 2000, time.Date(2028, 6, 30, 0, 0, 0, 0, time.UTC)
			c.Facilities = []string{"known"}
		}),
		contract("cheap", "therapy", producers.Voucher, func(c *producers.Contract) {
			c.Share, c.Price, c.MarketPrice, c.Admin, c.Quality, c.SupplyMax, c.Provider = 0.1, 40, 50, 6, 90, 4000, producers.Several
		}),
		contract("unknown", "therapy", producers.Purchased, func(c *producers.Contract) { c.Area, c.Share, c.Price, c.Floor = "east", 0.1, 50, 80 }),
		contract("gift", "therapy", producers.Grant, func(c *producers.Contract) {
			c.Sector, c.ContactsYear, c.EURYear, c.Effect = producers.NGO, 500, 9000, "parents meet each other"
		}),
		contract("choice", "therapy", producers.Budget, func(c *producers.Contract) { c.ClientsYear, c.Price = 20, 4000 }),
		contract("own", "therapy", producers.Own, func(c *producers.Contract) {
			c.Share, c.Quality, c.Floor, c.Effect = 0.6, 85, 70, "goals are met more often"
		}),
		contract("", "care", producers.Purchased, func(c *producers.Contract) { c.Sector, c.Price, c.Provider = "", 60, "" }),
	}
	made := []report.Made{
		{Service: "therapy", ServiceName: lang.Name{En: "Child therapy", Fi: "Lasten terapiat", Sv: "Barnterapi"}, InPerson: []float64{6000, 12000}, Contacts: 20000, UnitCost: 95,
			Law: producers.Law{Free: true}, Own: own(60, 40, "therapist")},
		{Service: "care", ServiceName: lang.Name{En: "Child clinic", Fi: "Lastenneuvola", Sv: "Barnrådgivning"}, InPerson: []float64{1000, 1000}, Contacts: 2000, UnitCost: 40, Own: own(60, 38, "phn")},
	}
	var drawn [][]producers.Contract
	for d := range 20 {
		for i := range made {
			o := made[i].Own
			o.Productive += float64(d) - 10
			made[i].Draws = append(made[i].Draws, o)
		}
		drawn = append(drawn, list)
	}
	changes := map[string]producers.Change{"dear": {Share: 0.1, Date: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), Hire: true}, "cheap": {Share: 0.05, Date: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)}}
	r := report.MakeOrBuy(made, list, drawn, []string{"east", "west"}, changes, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), func(ids []string) (network.Known, []string) {
		if ids != nil {
			return network.Yes, []string{"fi", "sv"}
		}
		return network.Unknown, nil
	})
	r.County, r.File, r.Synthetic = lang.Same("Made-up county"), "contracts.csv", true
	return r
}

func TestTable(t *testing.T) {
	scene.Sheets(t, *update, "testdata/producers", func(out io.Writer, width int, w *words.Words) error {
		return Table(out, producersMade(), width, false, w)
	})
}

// A breach of law comes first, and money has no word of praise.
func TestAnswer(t *testing.T) {
	r := producersMade()
	list := Answer(r, words.In(lang.English))
	if want := "Law (the client would pay for a service that is free of charge): cheap (row 2: Child therapy, voucher)."; list[0] != want {
		t.Errorf("%q, expected %q", list[0], want)
	}
	var b strings.Builder
	if err := Table(&b, r, 100, false, nil); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"save", "better", "benefit", " gain", "efficien"} {
		if strings.Contains(b.String(), word) {
			t.Errorf("%q in\n%s", word, b.String())
		}
	}
	if list := Answer(&report.Producers{}, words.In(lang.English)); len(list) != 1 || !strings.HasPrefix(list[0], "No price of another producer is known") {
		t.Errorf("%q", list)
	}
}

// The contract has every figure, unknown ones as null, and fits its schema.
func TestJSON(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/producers.schema.json", string(schema))
	var b bytes.Buffer
	if err := JSON(&b, producersMade()); err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "testdata/producers.json", b.String())
	compiled := scene.Compiled(t, schema)
	scene.Follows(t, compiled, b.Bytes())
}
