package load

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"saavu/pkg/network"
)

// housedCounty is the small county with a table of buildings.
func housedCounty(t *testing.T, buildings string) fstest.MapFS {
	t.Helper()
	files := small(t)
	edit(t, files, "small/county.yaml", "- facilities: facilities.csv\n+ facilities: facilities.csv\\nbuildings: buildings.csv")
	in := map[string]string{"id": "building", "cl_west": "b_west", "hs_west": "b_west", "st_east": "b_east"}
	lines := strings.Split(strings.TrimSpace(string(files["small/facilities.csv"].Data)), "\n")
	for i, l := range lines {
		id, _, _ := strings.Cut(l, ",")
		lines[i] = l + "," + in[id]
	}
	text := strings.Replace(strings.Join(lines, "\n")+"\n", "yes,2030,", "yes,,", 1)
	files["small/facilities.csv"] = &fstest.MapFile{Data: []byte(text)}
	files["small/buildings.csv"] = &fstest.MapFile{Data: []byte(buildings)}
	return files
}

func TestBuildings(t *testing.T) {
	c, err := read(housedCounty(t, `building,name,kind,x,y,m2,rent_eur_m2_month,fixed_eur_year,lease_end,notice_months,divisible,condition
b_west,West house,leased,385200,6680125,400,22.5,60000,2028-12-31,,no,good
b_east,,owned,,,,,,,6,yes,
b_new,New house,leased,,,,,,2029-01-01,,,
b_open,Open lease,leased,,,,,,,,,
b_school,School,partner,,,,,0,,,,
`))
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	n := c.Base.Network
	west, station, east := n.Facility("cl_west"), n.Facility("hs_west"), n.Facility("st_east")
	week := network.Hours{Office: network.AllWeek}
	want := []network.Building{
		{ID: "b_east", Name: "b_east", Kind: network.Owned, At: n.Facilities[east].At, RentM2: nan, Fixed: nan, Notice: 6, Divisible: network.Yes, Facilities: []int{east}},
		{ID: "b_new", Name: "New house", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan, LeaseOver: 2029},
		{ID: "b_open", Name: "Open lease", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan},
		{ID: "b_school", Name: "School", Kind: network.Partner, RentM2: nan, Notice: nan},
		{ID: "b_west", Name: "West house", Kind: network.Leased, At: orb.Point{385200, 6680125}, M2: 400, RentM2: 22.5, Fixed: 60000, LeaseOver: 2029, Notice: nan,
			Divisible: network.No, Facilities: []int{west, station}, Before: network.Use{Facilities: []int{west, station},
				Parts: []network.Part{{Service: n.Service("clinic"), Rooms: 2, Hours: week}, {Service: n.Service("doctor"), Rooms: 1, Hours: week}}}, Space: network.Space{Condition: "good"}},
	}
	if d := cmp.Diff(want, n.Buildings, cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
	if note := "leased buildings without lease_end and notice_months, whose rent ends economy.effect_lag_months after they close: b_open"; !slices.Contains(noted(c.Notes), note) {
		t.Errorf("notes %q", noted(c.Notes))
	}
}

// Without the table every facility is a building of its own.
func TestNoTableOfBuildings(t *testing.T) {
	c, err := read(small(t))
	if err != nil || c.Base.Network.Buildings != nil || c.Base.Network.BuildingsOf() != nil {
		t.Errorf("%v, %v", c, err)
	}
}

// Rooms by type, their use by others and the years of a building. The station's building
// does not stand in the county's year.
func TestRoomsOfBuildings(t *testing.T) {
	files := housedCounty(t, `building,name,kind,x,y,condition,barrier_free,rooms,outside_hours_year,outside_eur_hour,near,setup_eur,from,to
b_west,West house,leased,,,poor,yes, reception:2 + kuntosali:0.5,300,25,station+ mall+station,,2020-05-01,
b_east,,barrack,,,unknown,,,,,,45000,2099-08-01,2101-01-31
`)
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	n := c.Base.Network
	for id, want := range map[string]network.Space{
		"b_west": {Rooms: []network.RoomCount{{Type: "reception", N: 2}, {Type: "kuntosali", N: 0.5}}, OutsideHours: 300, OutsideEUR: 25, From: 2020,
			BarrierFree: network.Yes, Condition: "poor", Near: []string{"station", "mall"}},
		"b_east": {Setup: 45000, From: 2099, To: 2101},
	} {
		if d := cmp.Diff(want, n.Buildings[n.Building(id)].Space); d != "" {
			t.Errorf("%s: %s", id, d)
		}
	}
	if s := n.Buildings[n.Building("b_west")]; s.Kind != network.Leased || n.Facilities[n.Facility("cl_west")].Status != network.Open {
		t.Error("b_west is not in use")
	}
}

// A facility in a building that does not stand yet is planned, and a note names it.
func TestABuildingThatDoesNotStandYet(t *testing.T) {
	files := housedCounty(t, "building,name,kind,x,y,from,to\nb_west,West house,leased,,,2099-01-01,\nb_east,,owned,,,,2001-12-31\n")
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	if f := c.Base.Network.Facilities[c.Base.Network.Facility("cl_west")]; f.Status != network.Planned || f.From != 2099 {
		t.Errorf("cl_west is %s from %d", f.Status, f.From)
	}
	const note = "facilities that are not open in 2026, because their building does not stand then (from, to): cl_west, hs_west"
	if !slices.Contains(noted(c.Notes), note) {
		t.Errorf("notes %q", noted(c.Notes))
	}
}
