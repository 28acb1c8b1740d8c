package export

import (
	"math"
	"strings"
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

func housedReport() report.Report {
	nan := math.NaN()
	care, teeth := report.NamedID{ID: "care", Names: lang.Name{En: "Care"}}, report.NamedID{ID: "teeth", Names: lang.Name{En: "Teeth"}}
	return report.Report{County: "=county", Path: "observed", Synthetic: true, Options: []report.Option{{ID: "today", Against: -1, Near: report.Exact(0.25)}}, Buildings: []report.Building{
		{Option: "today", Year: 2026, ID: "house", Names: lang.Name{En: "-House"}, Kind: "leased", Condition: "=poor", BarrierFree: network.No, Near: []string{"station", "mall"}, InUse: true,
			Described: true, M2: 400, Services: []report.NamedID{care, teeth}, Visits: 12000, EUR: 165600, Lent: 7500, Bind: "rooms",
			Rooms: []report.RoomUse{{Type: "reception", Services: []report.NamedID{care}, Shared: true, Rooms: 8, Available: 14000, Used: 10000, Needed: 7.5, Whole: 8, Bind: "none"},
				{Type: "dental", Services: []report.NamedID{teeth}, Rooms: 2, Available: 2000, Used: 1000, Needed: 0.5, Whole: 1, Free: 1, FreeM2: 28, FreeEUR: nan, Bind: "rooms"}}},
		{Option: "today", Year: 2026, ID: "old", Kind: "owned"},
	}}
}

func TestBuildingsFile(t *testing.T) {
	r := housedReport()
	var b strings.Builder
	if err := buildings(&b, &r); err != nil {
		t.Fatal(err)
	}
	want := `option,year,building,name,kind,in_use,room_type,shared,services,rooms,room_hours,used_hours,use,visits,m2,visits_per_m2,county_eur,eur_per_room_hour,eur_per_used_hour,outside_eur,rooms_needed,whole_rooms_needed,rooms_free,free_m2,free_eur,binds,near,barrier_free,condition,synthetic,county,demonstration
today,2026,house,'-House,leased,yes,all,,care+teeth,10,16000,11000,0.6875,12000,400,30,165600,10.35,15.0545454545,7500,8,9,1,28,,rooms,station+mall,no,'=poor,true,'=county,false
today,2026,house,'-House,leased,yes,reception,yes,care,8,14000,10000,0.714285714286,,,,,,,,7.5,8,0,0,0,none,station+mall,no,'=poor,true,'=county,false
today,2026,house,'-House,leased,yes,dental,no,teeth,2,2000,1000,0.5,,,,,,,,0.5,1,1,28,,rooms,station+mall,no,'=poor,true,'=county,false
today,2026,old,old,owned,no,all,,,0,0,0,,0,0,,0,,,0,0,0,0,0,0,,,unknown,,true,'=county,false
`
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}

// report.json has the buildings only where the county describes one, and what is unknown is
// left out.
func TestBuildingsInJSON(t *testing.T) {
	r := housedReport()
	var b strings.Builder
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	followsSchema(t, []byte(b.String()))
	flat := strings.NewReplacer("\n", "", " ", "").Replace(b.String())
	for _, want := range []string{`"near_share":0.25`, `"buildings":[{"option":"today","year":2026,"building":"house","names":{"en":"-House","fi":"-House","sv":"-House"},"kind":"leased","in_use":true,"services":["care","teeth"],` +
		`"near":["station","mall"],"barrier_free":"no","condition":"=poor","binds":"rooms","visits":12000,"m2":400,"visits_per_m2":30,"county_eur":165600,"eur_per_room_hour":10.35,`,
		`{"type":"dental","shared":false,"services":["teeth"],"rooms":2,"room_hours":2000,"used_hours":1000,"use":0.5,"rooms_needed":0.5,"whole_rooms_needed":1,"rooms_free":1,"free_m2":28,"binds":"rooms"}`} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %s in %s", want, flat)
		}
	}
	r.Buildings[0].Described, r.Options[0].Near = false, report.Range{}
	b.Reset()
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "buildings") || strings.Contains(b.String(), "near_share") {
		t.Error("buildings of which only the cost is known")
	}
}
