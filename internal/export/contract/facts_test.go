package contract

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// facts30 puts facts of every form into report30, known and unknown ones.
func facts30() report.Report {
	r, nan := scene.ComparedReport(), math.NaN()
	why := report.Reason{Cause: report.Unstaffed, Points: 2, Services: []string{"neuvola"}}
	row := &r.Services[0].Rows[0]
	row.Loads = []report.PointLoad{
		{Facility: "nv_korso", Channel: "on_site", Load: 900.5, Capacity: math.Inf(1), Seen: 900.5, Bind: "none", Positions: 2, Rooms: 1,
			Names: lang.Name{En: "Korso", Fi: "Korson", Sv: "K"}, Staff: []report.Positions{{Profession: "phn", N: 2}}, More: report.OneMore{Position: 120.5, RoomHour: 0, UnitDay: nan}},
		{Facility: "stop", Unit: "bus", Channel: "mobile", Load: nan, Capacity: nan, Seen: nan, Positions: nan, Rooms: nan, Reason: why, More: report.OneMore{Position: nan, RoomHour: nan, UnitDay: nan}}}
	row.Capacity = []report.ProfessionYear{{Profession: "phn", Positions: 2, Hours: 2048, Crew: 256, Lent: 64, LentTo: []report.Borrower{{Unit: "gp_bus", Kind: "gp_bus"}}, Wanted: 3000, Used: 2000}}
	row.Lines = []report.Line{{Kind: "rent", Payer: "county", Money: report.Exact(-5e4), From: 2028}}
	row.Areas[0].Need, row.Areas[0].Visits = 640.5, nan
	row.Reasons = report.Reasons{}.Because(why, "served")
	r.Today = report.TodayCost{CostParts: report.CostParts{Known: nan, Model: nan, Reason: why},
		Services: []report.ServiceCost{{CostParts: report.CostParts{Known: nan, Model: nan, Reason: why}, Contacts: 9000, UnitCost: nan, StaffCost: nan},
			{CostParts: report.CostParts{Known: 3e6, Model: 2.5e6}, Contacts: 25_000, UnitCost: 120, StaffCost: 121}}}
	r.Options[1].Steps = []report.Step{{Kind: "add-mobile", Lever: "mobile-units", Fields: []report.Fact{
		{Name: "kind", Value: "bus"}, {Name: "at", Value: orb.Point{390_000, 6_690_000.5}}, {Name: "services", Value: []string{"<a>"}},
		{Name: "hours", Value: []report.Fact{{Name: "days", Value: []int{1, 3}}, {Name: "saturday", Value: true}}},
		{Name: "stops", Value: [][]report.Fact{{{Name: "facility", Value: "stop"}}}}},
		Places: []report.Site{{ID: "stop", Name: "Stop", To: []float64{390_000, 6_690_000.5}, After: network.Open}}}}
	return r
}

// Facts are in report.json in their order and follow its schema. An unknown fact is
// null, with its reason.
func TestFactsInJSON(t *testing.T) {
	var b, flat bytes.Buffer
	if err := JSON(&b, facts30(), nil); err != nil {
		t.Fatal(err)
	}
	followsSchema(t, b.Bytes())
	if err := json.Compact(&flat, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"contract":1,"contract_minor":12,`,
		`"loads":[{"facility":"nv_korso","channel":"on_site","load":900.5,"capacity":null,"seen":900.5,"bind":"none","positions":2,"rooms":1,` +
			`"names":{"en":"Korso","fi":"Korson","sv":"K"},"staff":[{"profession":"phn","positions":2}],"one_more":{"position":120.5,"room_hour":0}},` +
			`{"facility":"stop","channel":"mobile","unit":"bus","load":null,"capacity":null,"seen":null,"bind":null,"positions":null,"rooms":null,` +
			`"reason":{"kind":"positions-not-known","points":2,"services":["neuvola"]},"names":{"en":"stop","fi":"stop","sv":"stop"},"staff":[],"one_more":{}}]`,
		`"capacity":[{"profession":"phn","positions":2,"client_hours":2048,"crew_hours":256,"lent_hours":64,"lent_to":["gp_bus"],"wanted_hours":3000,"used_hours":2000}]`,
		`"lines":[{"kind":"rent","payer":"county","eur":{"value":-50000,"lo":-50000,"hi":-50000},"from":2028,"note":""}]`,
		`"need":640.5,"visits":null,`,
		`"reasons":{"fewer_days":{"kind":"compared-with-nothing"},"gain":{"kind":"compared-with-nothing"},"lose":{"kind":"compared-with-nothing"},"lose_last":{"kind":"compared-with-nothing"},` +
			`"served":{"kind":"positions-not-known","points":2,"services":["neuvola"]},"there_change":{"kind":"compared-with-nothing"},"visits_change":{"kind":"compared-with-nothing"},"week_change":{"kind":"compared-with-nothing"}}`,
		`"today_cost":{"option":"today","eur":null,"model_eur":null,"residual_eur":null,"reason":{"kind":"positions-not-known","points":2,"services":["neuvola"]},` +
			`"services":[{"service":"neuvola","eur":null,"model_eur":null,"residual_eur":null,"reason":{"kind":"positions-not-known","points":2,"services":["neuvola"]},` +
			`"contacts":9000,"unit_cost_eur":null,"staff_cost_eur":null,"staff_above_unit_cost":false},` +
			`{"service":"dental","eur":3000000,"model_eur":2500000,"residual_eur":500000,"contacts":25000,"unit_cost_eur":120,"staff_cost_eur":121,"staff_above_unit_cost":true}]}`,
		`"steps":[{"kind":"add-mobile","lever":"mobile-units","fields":{"kind":"bus","at":[390000,6690000.5],"services":["<a>"],` +
			`"hours":{"days":[1,3],"saturday":true},"stops":[{"facility":"stop"}]},` +
			`"places":[{"id":"stop","name":"Stop","from":null,"to":[390000,6690000.5],"before":null,"after":"open"}]}]`,
	} {
		if !strings.Contains(flat.String(), want) {
			t.Errorf("not in report.json: %s", want)
		}
	}
	if strings.Contains(flat.String(), `"reasons":null`) {
		t.Error("reasons are null")
	}
}

// MEASURES.md explains every kind of reason.
func TestEveryCauseIsExplained(t *testing.T) {
	page := string(scene.Read(t, "../../../docs", "MEASURES.md"))
	for _, c := range report.Causes() {
		if !strings.Contains(page, "| `"+string(c)+"` |") {
			t.Errorf("MEASURES.md does not explain %s", c)
		}
	}
}

// followsSchema checks a document against the schema of report.json.
func followsSchema(t *testing.T, text []byte) {
	t.Helper()
	schema, err := ReportSchema()
	if err != nil {
		t.Fatal(err)
	}
	compiled := scene.Compiled(t, schema)
	scene.Follows(t, compiled, text)
}

// Texts in a row are not escaped, like in the rest of the document.
func TestTextsOfARowAreNotEscaped(t *testing.T) {
	r := scene.ComparedReport()
	r.Services[0].Rows[0].WorstArea = `North & <"South">`
	r.Services[0].Rows[0].Groups = []report.GroupRow{{Name: "<18"}}
	var b bytes.Buffer
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"worst_area": "North & <\"South\">"`, `"name": "<18"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in report.json", want)
		}
	}
}
