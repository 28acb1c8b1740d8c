package webpage_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saavu/pkg/lang"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// grids are the texts of the rows of the tables of a section.
func grids(t *testing.T, page []byte, section string) []string {
	t.Helper()
	var out []string
	doc := parsed(t, page)
	for _, table := range having(doc, "table", "grid") {
		within := false
		for n := table.Parent; n != nil; n = n.Parent {
			within = within || value(n, "id") == section
		}
		if !within {
			continue
		}
		each(table, func(n *html.Node) {
			if n.Type == html.ElementNode && n.Data == "tr" {
				var cells []string
				for c := n.FirstChild; c != nil; c = c.NextSibling {
					cells = append(cells, said(c))
				}
				out = append(out, strings.Join(cells, " "))
			}
		})
	}
	return out
}

// The chapters of products and of buildings are there only if an option follows a common
// model, and if the county says more of a building than its cost.
func TestProductsAndBuildings(t *testing.T) {
	set := setOf(t, lang.English, some)
	set.Report.Options = slices.Clone(set.Report.Options)
	at := slices.IndexFunc(set.Report.Options, func(o report.Option) bool { return o.ID == "mobile" })
	plain := pageOf(t, set)
	if grids(t, plain, "products") != nil || grids(t, plain, "buildings") != nil {
		t.Error("the chapters are there without their figures")
	}
	variant := func(visits float64) products.Variant {
		return products.Variant{Offer: products.Offered, Clients: 0.5, Visits: visits, Minutes: 30, Group: 1, Staff: []products.Work{{Profession: "phn", Minutes: 60}}}
	}
	check := products.Product{Service: "neuvola_child", ID: "check", Name: lang.Same("Check"), Statutory: true, AsIs: []products.Variant{variant(4), {Offer: products.Unknown}},
		Goal: &products.Goal{Decision: products.Keep, Harmonise: []products.Dimension{products.Visits}, Variant: variant(2)}}
	set.Report.Options[at].Harmonised = report.Harmonise([]products.Product{check}, []report.Municipality{{ID: "north", Name: lang.Same("North")}, {ID: "south", Name: lang.Same("South")}},
		[][]float64{{2000, 500}}, products.Prices{Productive: 1000, Worked: 1500, Wage: map[string]float64{"phn": 40}})
	set.Report.Buildings = nil
	for _, o := range []string{"today", "mobile"} {
		house := report.Building{Option: o, ID: "house", Names: lang.Same("House"), Kind: "leased", InUse: true, Described: true, Near: []string{"mall"}, M2: 400, Visits: 12000, EUR: 165600, Lent: 6000, Bind: "rooms",
			Services: []report.NamedID{{ID: "a", Names: lang.Same("Care")}}, Rooms: []report.RoomUse{{Type: "reception", Rooms: 8, Available: 14000, Used: 10000, Needed: 7.62, Whole: 8, Bind: "rooms"},
				{Type: "dental", Rooms: 2, Available: 3500, Needed: 0, Free: 2, FreeM2: 64, FreeEUR: math.NaN()}}}
		if o == "mobile" {
			house.Rooms[1].Rooms = 1
		}
		set.Report.Buildings = append(set.Report.Buildings, house)
	}
	page := pageOf(t, set)
	for section, want := range map[string][]string{
		"products":  {"Check 1 000 · 1 000 · · · · −2 000 −120 000", "North 1 000 · 1 000 · · · · −2 000 −120 000", "South – – – – – – – – –"},
		"buildings": {"House leased; Care; near mall 10 57 7.6 2 – 12 000 165 600 16.56 6 000 rooms", "House, dental 2 · · 2 – –", "House, dental 1 · · 2 – –", "Mobile"},
	} {
		got := grids(t, page, section)
		for _, w := range want {
			found := false
			for _, row := range got {
				found = found || strings.Join(strings.Fields(row), " ") == w
			}
			if !found {
				t.Errorf("%s: no row %q in\n%s", section, w, strings.Join(got, "\n"))
			}
		}
	}
	if text := string(page); !strings.Contains(text, "At full need: saves 0.12 M€ a year; 2") {
		t.Error("the answer does not say what the common model saves")
	}
}
