package harmonised

import (
	"bytes"
	"flag"
	"io"
	"strings"
	"testing"
	"time"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// harmonised is a made-up survey of two products in two municipalities.
func harmonised() *report.Harmonised {
	variant := func(clients, visits, minutes float64, staff ...products.Work) products.Variant {
		return products.Variant{Offer: products.Offered, Clients: clients, Visits: visits, Minutes: minutes, Staff: staff, Group: 1, Channels: []products.Channel{products.OnSite}}
	}
	from := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	check := variant(1, 1, 90, products.Work{Profession: "gp", Minutes: 30}, products.Work{Profession: "phn", Minutes: 110})
	list := []products.Product{
		{Service: "neuvola_child", ID: "check", Name: lang.Name{En: "Extensive check", Fi: "Laaja terveystarkastus", Sv: "Omfattande kontroll"}, Ages: population.Group{From: 4, To: 4}, Statutory: true,
			AsIs: []products.Variant{variant(1, 1, 80, products.Work{Profession: "phn", Minutes: 100}), variant(1, 2, 60, products.Work{Profession: "phn", Minutes: 75})},
			Goal: &products.Goal{Decision: products.Keep, Harmonise: []products.Dimension{products.Visits, products.Minutes, products.Staff}, From: from, Owner: "Families", Variant: check}},
		{Service: "neuvola_child", ID: "sleep", Name: lang.Name{Fi: "Uniohjaus"}, Ages: population.Group{From: 0, To: 0},
			AsIs: []products.Variant{variant(0.1, 3, 60, products.Work{Profession: "phn", Minutes: 75}), {Offer: products.Unknown}},
			Goal: &products.Goal{Decision: products.Drop, From: from}},
	}
	h := report.Harmonise(list, []report.Municipality{{ID: "north", Name: lang.Same("North")}, {ID: "south", Name: lang.Same("South")}},
		[][]float64{{3000, 500}, {2000, 400}}, products.Prices{Productive: 1150, Worked: 1580, Wage: map[string]float64{"phn": 38}})
	for i := range h.Products {
		h.Products[i].ServiceName = lang.Name{En: "Child clinic", Fi: "Lastenneuvola", Sv: "Barnrådgivning"}
	}
	return h
}

func TestHarmonisedTable(t *testing.T) {
	scene.Sheets(t, *update, "testdata/harmonised", func(out io.Writer, width int, w *words.Words) error { return Table(out, harmonised(), width, false, w) })
}

// A breach of law comes first, and no sentence has a word of praise.
func TestHarmonisedAnswer(t *testing.T) {
	h := harmonised()
	h.Products[0].Decision, h.Dropped = products.Drop, []int{0}
	list := Answer(h, words.In(lang.English))
	if list[0] != "Law: statutory and dropped: Extensive check." {
		t.Errorf("%q", list[0])
	}
	if text := strings.Join(list, " "); strings.Contains(text, "save") || strings.Contains(text, "better") || strings.Contains(text, "cheap") {
		t.Errorf("%s", text)
	}
}

// The contract has every figure, unknown ones as null, and fits its schema.
func TestHarmonisedJSON(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/harmonise.schema.json", string(schema))
	var b bytes.Buffer
	if err := JSON(&b, harmonised()); err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "testdata/harmonised.json", b.String())
	compiled := scene.Compiled(t, schema)
	scene.Follows(t, compiled, b.Bytes())
}
