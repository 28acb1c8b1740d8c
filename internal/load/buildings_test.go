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
				Parts: []network.Part{{Service: n.Service("clinic"), Rooms: 2, Hours: week}, {Service: n.Service("doctor"), Rooms: 1, Hours: week}}}},
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
