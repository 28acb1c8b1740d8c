package scenario_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// The test county: a row of eight cells of 250 m, the last outside the county, and
// facilities on the row. Times are one second per metre.
//
//	cell      0    1    2    3    4    5    6   (7)
//	place     A         B         C         D
//	          hs_main   nv_east   fc_plan   hs_old
const (
	east, north = 385_125.0, 6_685_125.0
	side        = 250.0
)

func cellAt(k float64) orb.Point { return orb.Point{east + k*side, north} }

func at(k float64) *orb.Point { p := cellAt(k); return &p }

// crow is a straight-line router, one second per metre in every mode.
type crow struct{ Cells []orb.Point }

func (c crow) Column(_ travel.Mode, _ travel.Period, to orb.Point, times []travel.Seconds, metres []uint32) {
	for i, p := range c.Cells {
		m := math.Hypot(p[0]-to[0], p[1]-to[1])
		times[i], metres[i] = travel.FromSeconds(m), uint32(m)
	}
}

// Indexes in the test county.
const (
	neuvola, gp, dental, therapy            = 0, 1, 2, 3
	hsMain, nvEast, fcPlan, hsOld, busStop  = 0, 1, 2, 3, 4
	mainGP, mainNeuvola, eastNeuvola, stop1 = 0, 1, 2, 5
)

func services() []network.Service {
	young := population.Group{From: 0, To: 6}
	return []network.Service{
		{ID: "neuvola", Tier: network.Local, Target: young, MobileOK: true, Staff: []network.Staff{{Profession: "nurse"}},
			RemoteMinutes: "minutes.remote", RemoteNow: "remote_now.neuvola"},
		{ID: "gp", Name: lang.Name{Sv: "Läkare"}, Tier: network.District, Target: population.Everyone(), MobileOK: true, Staff: []network.Staff{{Profession: "gp"}, {Profession: "nurse"}},
			RemoteMinutes: "minutes.remote", RemoteNow: "remote_now.gp"},
		{ID: "dental", Tier: network.Local, Target: population.Everyone(), MobileOK: true, InPersonOnly: true,
			Staff: []network.Staff{{Profession: "dentist"}}, SchoolAges: population.Group{From: 7, To: 15}},
		{ID: "therapy", Tier: network.District, Target: young, Staff: []network.Staff{{Profession: "therapist"}}},
	}
}

func facility(id, name string, k float64, column int, status network.Status) network.Facility {
	return network.Facility{ID: id, Name: name, Type: "clinic", At: cellAt(k), Class: network.ClassB, Area: "mid",
		Status: status, Production: network.Own, Column: column, Size: "medium"}
}

func point(id string, f, s int, rooms float64, h network.Hours, fte ...float64) network.ServicePoint {
	return network.ServicePoint{ID: id, Facility: f, Service: s, Channel: network.OnSite, FTE: fte, Rooms: rooms, Hours: h, Unit: -1,
		Visiting: h.DaysPerWeek() < 5, Src: "document"}
}

func office() network.Hours { return network.Hours{Office: network.AllWeek} }

// county returns the test county; two calls return equal values that share nothing.
func county(routed bool) *scenario.Base {
	cells := make([]orb.Point, 8)
	ids := make([]int64, 8)
	for k := range cells {
		cells[k], ids[k] = cellAt(float64(k)), int64(k+1)
	}
	grid := population.NewGrid(ids, cells, side)
	grid.Areas = []population.Area{{ID: "west"}, {ID: "mid"}}
	copy(grid.Area, []int32{0, 0, 0, 1, 1, 1, 1, -1})
	m := &travel.Matrix{Cells: 8, Tables: []travel.Table{{Mode: travel.Walk}, {Mode: travel.Transit, Period: travel.Rush, Metres: [][]uint32{}}}}
	for _, k := range []float64{0, 2, 4, 6} {
		m = m.WithPlace(crow{cells}, cellAt(k))
	}
	tree, err := params.New([]params.Param{
		{Path: "mobile.care_bus.capex", V: 260000, Lo: 260000, Hi: 260000, Known: true, Unit: "EUR"},
		{Path: "mobile.care_bus.stops_day", V: 2, Lo: 2, Hi: 2, Known: true},
		{Path: "mobile.gp_bus.crew", V: math.NaN(), Known: true, Text: "gp driver"},
		{Path: "mobile.gp_bus.stops_day"},
		{Path: "contract_price.dental.voucher", V: 80, Lo: 70, Hi: 90, Known: true},
		{Path: "remote_now.neuvola", V: 0.1, Lo: 0.05, Hi: 0.2, Known: true},
		{Path: "remote_now.gp"},
		{Path: "prices.rent", V: 20, Lo: 15, Hi: 25, Known: true},
	})
	if err != nil {
		panic(err)
	}
	b := &scenario.Base{Grid: grid, Matrix: m, Params: tree, Year: 2026, SnapMax: 180}
	if routed {
		b.Router = crow{cells}
	}
	stop := facility("stop_a", "Library", 0.5, -1, network.Open)
	stop.Type, stop.Size = "stop", ""
	bus := point("stop_a:neuvola:bus0", busStop, neuvola, 0, network.Hours{Office: 0b00001}, 0)
	bus.Channel, bus.Unit = network.Mobile, 0
	b.Network = &network.Network{
		Services: services(),
		Facilities: []network.Facility{
			facility("hs_main", "Main station", 0, 0, network.Open),
			facility("nv_east", "East clinic", 2, 1, network.Open),
			facility("fc_plan", "Family centre", 4, 2, network.Planned),
			facility("hs_old", "Old station", 6, 3, network.Closed),
			stop,
		},
		Points: []network.ServicePoint{
			point("hs_main:gp", hsMain, gp, 8, office(), 4, 2),
			point("hs_main:neuvola", hsMain, neuvola, 2, office(), 2),
			point("nv_east:neuvola", nvEast, neuvola, 1, network.Hours{Office: 0b00111}, 1),
			point("fc_plan:therapy", fcPlan, therapy, 4, office(), 3),
			point("fc_plan:neuvola", fcPlan, neuvola, 0, office(), 0),
			bus,
		},
		Units: []network.Unit{{ID: "bus0", Name: "Bus", Kind: "care_bus", Count: 1, Services: []int{neuvola},
			Stops: []network.Stop{{Facility: busStop, Days: 0b00001}}}},
	}
	return b
}

// diff compares two values completely.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmp.AllowUnexported(params.Tree{}), cmpopts.EquateComparable(spatial.CRS{}), cmpopts.EquateNaNs())
}

// apply applies changes to the test county, which must accept them, and checks
// that the base is unchanged and the result's network is valid.
func apply(t *testing.T, base *scenario.Base, changes ...scenario.Change) *scenario.Base {
	t.Helper()
	routed := base.Router != nil
	got, refusals := scenario.Apply(base, scenario.Option{ID: "x", Changes: changes})
	if refusals != nil {
		t.Fatalf("refused: %+v", refusals)
	}
	if d := diff(county(routed), base); d != "" {
		t.Fatalf("the base was touched (-before +after):\n%s", d)
	}
	if errs := got.Network.Validate(); errs != nil {
		t.Fatalf("the network is not sound: %v", errs)
	}
	if err := got.Matrix.Validate(); err != nil {
		t.Fatal(err)
	}
	return got
}

// expect compares a result with the test county after an edit.
func expect(t *testing.T, got *scenario.Base, edit func(*scenario.Base)) {
	t.Helper()
	want := county(got.Router != nil)
	edit(want)
	if d := diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// unset is a SetCapacity of a service with nothing set.
func unset(service string) scenario.SetCapacity {
	n := math.NaN()
	return scenario.SetCapacity{Service: service, FTE: n, Rooms: n, FTEFactor: n, RoomsFactor: n}
}
