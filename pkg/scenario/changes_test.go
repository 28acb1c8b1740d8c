package scenario_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

func without(points []network.ServicePoint, drop ...int) []network.ServicePoint {
	var out []network.ServicePoint
	for i, p := range points {
		if !slices.Contains(drop, i) {
			out = append(out, p)
		}
	}
	return out
}

func TestClose(t *testing.T) {
	t.Run("all services", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Close{Facility: "hs_main"}), func(b *scenario.Base) {
			b.Network.Points = without(b.Network.Points, mainGP, mainNeuvola)
			b.Network.Facilities[hsMain].Status = network.Closed
		})
	})
	t.Run("one of two", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Close{Facility: "hs_main", Services: []string{"neuvola"}}), func(b *scenario.Base) {
			b.Network.Points = without(b.Network.Points, mainNeuvola)
		})
	})
	t.Run("both by name", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Close{Facility: "hs_main", Services: []string{"neuvola", "gp"}}), func(b *scenario.Base) {
			b.Network.Points = without(b.Network.Points, mainGP, mainNeuvola)
			b.Network.Facilities[hsMain].Status = network.Closed
		})
	})
	t.Run("only stop of a unit", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Close{Facility: "stop_a"}), func(b *scenario.Base) {
			b.Network.Points = without(b.Network.Points, stop1)
			b.Network.Units = []network.Unit{}
			b.Network.Facilities[busStop].Status = network.Closed
		})
	})
	t.Run("planned", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Close{Facility: "fc_plan"}), func(b *scenario.Base) {
			b.Network.Points = without(b.Network.Points, 3, 4)
			b.Network.Facilities[fcPlan].Status = network.Closed
		})
	})
}

// When a unit is removed, the points of later units still refer to their units,
// and a unit that serves schools stays without stops.
func TestCloseStopsOfSeveralUnits(t *testing.T) {
	bus := &scenario.AddMobile{ID: "bus1", UnitKind: "care_bus", Count: 1, Services: []string{"gp", "dental"},
		Stops: []scenario.Stop{{Facility: "stop_a", Days: 0b00010}, {Facility: "nv_east", Days: 0b00100}}}
	got := apply(t, county(true), bus, &scenario.Close{Facility: "stop_a", Services: []string{"neuvola"}})
	if len(got.Network.Units) != 1 || got.Network.Units[0].ID != "bus1" || len(got.Network.Units[0].Stops) != 2 {
		t.Fatalf("units %+v, want bus1 with two stops", got.Network.Units)
	}
	for _, p := range got.Network.Points {
		if p.Channel == network.Mobile && p.Unit != 0 {
			t.Errorf("point %s is of unit %d, want 0", p.ID, p.Unit)
		}
	}
	bus.Schools = true
	got = apply(t, county(true), bus,
		&scenario.Close{Facility: "nv_east"}, &scenario.Close{Facility: "stop_a"})
	if len(got.Network.Units) != 1 || got.Network.Units[0].ID != "bus1" || len(got.Network.Units[0].Stops) != 0 {
		t.Errorf("units %+v, want bus1 for schools", got.Network.Units)
	}
}

func TestOpenNew(t *testing.T) {
	hours := network.Hours{Office: 0b00011, Evening: 0b00001}
	open := &scenario.Open{Facility: "hp_new", Name: "New point", Type: "point", At: at(5), Services: []string{"gp", "neuvola"},
		FTE: 1.5, Rooms: 2, Hours: &hours, Production: network.Purchased, BarrierFree: network.Yes, Size: "small"}
	expect(t, apply(t, county(true), open), func(b *scenario.Base) {
		b.Matrix = b.Matrix.WithPlace(b.Router, cellAt(5))
		b.Network.Facilities = append(b.Network.Facilities, network.Facility{ID: "hp_new", Name: "New point", Type: "point", At: cellAt(5),
			Class: network.ClassA, Area: "mid", Status: network.Open, BarrierFree: network.Yes, Size: "small", Production: network.Purchased, Column: 4})
		b.Network.Points = append(b.Network.Points,
			network.ServicePoint{ID: "hp_new:gp", Facility: 5, Service: gp, Channel: network.OnSite, FTE: []float64{1.5, 1.5}, Rooms: 2, Hours: hours, Unit: -1, Visiting: true, Provider: true, Src: "option"},
			network.ServicePoint{ID: "hp_new:neuvola", Facility: 5, Service: neuvola, Channel: network.OnSite, FTE: []float64{1.5}, Rooms: 2, Hours: hours, Unit: -1, Visiting: true, Provider: true, Src: "option"})
	})
}

func TestOpenDefaults(t *testing.T) {
	got := apply(t, county(true), &scenario.Open{Facility: "n", Name: "New", At: at(1), Services: []string{"gp"}, Interim: true})
	p := got.Network.Points[len(got.Network.Points)-1]
	want := network.ServicePoint{ID: "n:gp", Facility: 5, Service: gp, Channel: network.OnSite, FTE: []float64{0, 0}, Hours: office(), Unit: -1, Src: "option"}
	if d := diff(want, p); d != "" {
		t.Error(d)
	}
	f := got.Network.Facilities[5]
	if f.Area != "west" || f.Production != network.Own || f.Note != "interim place" || f.Status != network.Open {
		t.Errorf("facility %+v", f)
	}
}

// The column of a location: the one at exactly this location, else one from the
// router, else the nearest within the snapping distance, inclusive.
func TestOpenTakesAColumn(t *testing.T) {
	for _, c := range []struct {
		name    string
		routed  bool
		at      orb.Point
		columns int
		column  int
		snap    float64
	}{
		{"exact, routed", true, cellAt(2), 4, 1, 0},
		{"exact, no router", false, cellAt(2), 4, 1, 0},
		{"elsewhere, routed", true, orb.Point{east + 2*side + 1, north}, 5, 4, 0},
		{"near, no router", false, orb.Point{east + 4*side, north + 180}, 4, 2, 180},
	} {
		got := apply(t, county(c.routed), &scenario.Open{Facility: "n", Name: "New", At: &c.at, Services: []string{"gp"}})
		f := got.Network.Facilities[5]
		if got.Matrix.Columns() != c.columns || f.Column != c.column || f.Snap != c.snap || f.At != c.at {
			t.Errorf("%s: %d columns, column %d, snap %g, at %v; want %d, %d, %g, %v", c.name, got.Matrix.Columns(), f.Column, f.Snap, f.At, c.columns, c.column, c.snap, c.at)
		}
	}
}

func TestOpenKnown(t *testing.T) {
	t.Run("another service at an open one", func(t *testing.T) {
		got := apply(t, county(true), &scenario.Open{Facility: "nv_east", Name: "East clinic", Type: "clinic", At: at(2),
			Services: []string{"gp"}, Visiting: true, Production: network.Voucher})
		expect(t, got, func(b *scenario.Base) {
			b.Network.Points = append(b.Network.Points, network.ServicePoint{ID: "nv_east:gp", Facility: nvEast, Service: gp, Channel: network.OnSite,
				FTE: []float64{0, 0}, Hours: office(), Unit: -1, Visiting: true, Provider: true, Src: "option"})
		})
	})
	t.Run("closed", func(t *testing.T) {
		expect(t, apply(t, county(false), &scenario.Open{Facility: "hs_old", Services: []string{"neuvola"}, FTE: 2, Size: "small"}), func(b *scenario.Base) {
			b.Network.Facilities[hsOld].Status, b.Network.Facilities[hsOld].Size = network.Open, "small"
			b.Network.Points = append(b.Network.Points, network.ServicePoint{ID: "hs_old:neuvola", Facility: hsOld, Service: neuvola, Channel: network.OnSite,
				FTE: []float64{2}, Hours: office(), Unit: -1, Src: "option"})
		})
	})
	t.Run("planned, as on paper", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Open{Facility: "fc_plan"}), func(b *scenario.Base) {
			b.Network.Facilities[fcPlan].Status = network.Open
		})
	})
	t.Run("planned, one of two and a new one", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Open{Facility: "fc_plan", Services: []string{"therapy", "gp"}, Rooms: 3}), func(b *scenario.Base) {
			b.Network.Facilities[fcPlan].Status = network.Open
			b.Network.Points[3].Rooms = 3
			b.Network.Points = append(without(b.Network.Points, 4), network.ServicePoint{ID: "fc_plan:gp", Facility: fcPlan, Service: gp, Channel: network.OnSite,
				FTE: []float64{0, 0}, Rooms: 3, Hours: office(), Unit: -1, Src: "option"})
		})
	})
}

func TestMove(t *testing.T) {
	expect(t, apply(t, county(true), &scenario.Move{Facility: "hs_main", At: cellAt(3)}), func(b *scenario.Base) {
		b.Matrix = b.Matrix.WithPlace(b.Router, cellAt(3))
		f := &b.Network.Facilities[hsMain]
		f.At, f.Column, f.Class, f.Area = cellAt(3), 4, network.ClassA, "mid"
	})
	near := orb.Point{east + 6*side + 100, north}
	expect(t, apply(t, county(false), &scenario.Move{Facility: "hs_main", At: near}), func(b *scenario.Base) {
		f := &b.Network.Facilities[hsMain]
		f.At, f.Column, f.Snap, f.Class, f.Area = near, 3, 100, network.ClassA, "mid"
	})
}

func TestMerge(t *testing.T) {
	t.Run("sum and start", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Merge{Facility: "hs_main", Into: "nv_east"}), func(b *scenario.Base) {
			b.Network.Facilities[hsMain].Status = network.Closed
			p := b.Network.Points
			p[mainGP].ID, p[mainGP].Facility = "nv_east:gp", nvEast
			p[eastNeuvola].FTE, p[eastNeuvola].Rooms = []float64{3}, 3 // 2 + 1 nurses, 2 + 1 rooms, three days a week as before
			b.Network.Points = without(p, mainNeuvola)
		})
	})
	t.Run("rooms as many as needed", func(t *testing.T) {
		free := unset("neuvola")
		free.Facility, free.Rooms = "nv_east", 0
		got := apply(t, county(true), &free, &scenario.Merge{Facility: "nv_east", Into: "hs_main"})
		p := got.Network.Points[got.Network.OnSite(hsMain, neuvola)]
		if p.Rooms != 0 || p.FTE[0] != 3 {
			t.Errorf("rooms %g, staff %v; want 0 (as needed) and 3", p.Rooms, p.FTE)
		}
	})
	t.Run("stop moves", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.Merge{Facility: "stop_a", Into: "hs_main"}), func(b *scenario.Base) {
			b.Network.Facilities[busStop].Status = network.Closed
			b.Network.Points[stop1].ID, b.Network.Points[stop1].Facility = "hs_main:neuvola:bus0", hsMain
			b.Network.Units[0].Stops[0].Facility = hsMain
		})
	})
	t.Run("two stops of a unit", func(t *testing.T) {
		got := apply(t, county(true), &scenario.AddMobile{ID: "b", UnitKind: "care_bus", Count: 1, Services: []string{"gp"},
			Stops: []scenario.Stop{{Facility: "stop_a", Days: 0b00010}, {Facility: "nv_east", Days: 0b10000}}},
			&scenario.Merge{Facility: "nv_east", Into: "stop_a"})
		if d := diff([]network.Stop{{Facility: busStop, Days: 0b10010}}, got.Network.Units[1].Stops); d != "" {
			t.Error(d)
		}
		var mobile []uint8
		for _, p := range got.Network.Points {
			if p.Unit == 1 {
				mobile = append(mobile, p.Hours.Office)
			}
		}
		if d := diff([]uint8{0b10010}, mobile); d != "" {
			t.Error(d)
		}
	})
}

func TestSetCapacity(t *testing.T) {
	cap1 := func(edit func(*scenario.SetCapacity)) scenario.Change {
		c := unset("gp")
		edit(&c)
		return &c
	}
	t.Run("staff keep their ratio", func(t *testing.T) {
		expect(t, apply(t, county(true), cap1(func(c *scenario.SetCapacity) { c.FTE = 6; c.RoomsFactor = 0.5 })), func(b *scenario.Base) {
			b.Network.Points[mainGP].FTE, b.Network.Points[mainGP].Rooms = []float64{6, 3}, 4
			b.Network.Points[mainGP].Hired = []float64{2, 1}
		})
	})
	t.Run("factor at all open points on site", func(t *testing.T) {
		expect(t, apply(t, county(true), cap1(func(c *scenario.SetCapacity) { c.Service = "neuvola"; c.FTEFactor = 0.5; c.Rooms = 4 })), func(b *scenario.Base) {
			p := b.Network.Points
			p[mainNeuvola].FTE, p[eastNeuvola].FTE = []float64{1}, []float64{0.5}
			p[mainNeuvola].Hired, p[eastNeuvola].Hired = []float64{-1}, []float64{-0.5}
			p[mainNeuvola].Rooms, p[eastNeuvola].Rooms = 4, 4 // not the planned centre, not the bus
		})
	})
	t.Run("one facility", func(t *testing.T) {
		expect(t, apply(t, county(true), cap1(func(c *scenario.SetCapacity) { c.Service = "neuvola"; c.Facility = "nv_east"; c.FTE = 2 })), func(b *scenario.Base) {
			b.Network.Points[eastNeuvola].FTE, b.Network.Points[eastNeuvola].Hired = []float64{2}, []float64{1}
		})
	})
	t.Run("staff follow, then fixed", func(t *testing.T) {
		got := apply(t, county(true), cap1(func(c *scenario.SetCapacity) { c.FTE = 0 }), cap1(func(c *scenario.SetCapacity) { c.FTE = 3 }))
		expect(t, got, func(b *scenario.Base) {
			b.Network.Points[mainGP].FTE, b.Network.Points[mainGP].Hired = []float64{3, 3}, []float64{3, 3}
		})
	})
}

func TestSetHours(t *testing.T) {
	late := network.Hours{Office: network.AllWeek, Evening: 0b01111, Saturday: true}
	t.Run("everywhere", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.SetHours{Hours: late}), func(b *scenario.Base) {
			p := b.Network.Points
			p[mainGP].Hours, p[mainNeuvola].Hours, p[eastNeuvola].Hours = late, late, late
			p[eastNeuvola].Visiting = false
		})
	})
	t.Run("one service at one facility, part of the week", func(t *testing.T) {
		part := network.Hours{Office: 0b01111}
		expect(t, apply(t, county(true), &scenario.SetHours{Facilities: []string{"hs_main"}, Services: []string{"gp"}, Hours: part}), func(b *scenario.Base) {
			b.Network.Points[mainGP].Hours, b.Network.Points[mainGP].Visiting = part, true
		})
	})
}

func TestSetAccess(t *testing.T) {
	t.Run("facilities alone", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.SetAccess{Facilities: []string{"nv_east", "stop_a"}, BarrierFree: network.No}), func(b *scenario.Base) {
			b.Network.Facilities[nvEast].BarrierFree, b.Network.Facilities[busStop].BarrierFree = network.No, network.No
		})
	})
	t.Run("everywhere that is open", func(t *testing.T) {
		expect(t, apply(t, county(true), &scenario.SetAccess{BarrierFree: network.Yes, Swedish: network.Yes}), func(b *scenario.Base) {
			for _, f := range []int{hsMain, nvEast, busStop} {
				b.Network.Facilities[f].BarrierFree = network.Yes
			}
			for _, p := range []int{mainGP, mainNeuvola, eastNeuvola} { // not of the planned centre, not of the bus
				b.Network.Points[p].Swedish = network.Yes
			}
		})
	})
	t.Run("one service at one facility, then all of it", func(t *testing.T) {
		gpOnly := &scenario.SetAccess{Facilities: []string{"hs_main"}, Services: []string{"gp"}, BarrierFree: network.Yes, Swedish: network.No}
		expect(t, apply(t, county(true), gpOnly, &scenario.SetAccess{Facilities: []string{"hs_main"}, Swedish: network.No}), func(b *scenario.Base) {
			b.Network.Facilities[hsMain].BarrierFree = network.Yes
			b.Network.Points[mainGP].Swedish, b.Network.Points[mainNeuvola].Swedish = network.No, network.No
		})
	})
}

func TestAddMobile(t *testing.T) {
	bus := &scenario.AddMobile{ID: "care", Name: "Care bus", UnitKind: "care_bus", Count: 1, Services: []string{"neuvola", "gp"},
		Stops: []scenario.Stop{{Facility: "stop_b", Name: "School yard", At: at(3), Days: 0b00010}, {Facility: "nv_east", Days: 0b00110}}}
	expect(t, apply(t, county(true), bus), func(b *scenario.Base) {
		b.Matrix = b.Matrix.WithPlace(b.Router, cellAt(3))
		n := b.Network
		n.Facilities = append(n.Facilities, network.Facility{ID: "stop_b", Name: "School yard", Type: "stop", At: cellAt(3), Class: network.ClassA,
			Area: "mid", Status: network.Open, Production: network.Own, Column: 4})
		n.Units = append(n.Units, network.Unit{ID: "care", Name: "Care bus", Kind: "care_bus", Count: 1, Services: []int{neuvola, gp},
			Stops: []network.Stop{{Facility: 5, Days: 0b00010}, {Facility: nvEast, Days: 0b00110}}})
		mobile := func(id string, f, s int, days uint8, fte ...float64) network.ServicePoint {
			return network.ServicePoint{ID: id, Facility: f, Service: s, Channel: network.Mobile, FTE: fte,
				Hours: network.Hours{Office: days}, Unit: 1, Visiting: true, Src: "option"}
		}
		n.Points = append(n.Points,
			mobile("stop_b:neuvola:care", 5, neuvola, 0b00010, 0), mobile("stop_b:gp:care", 5, gp, 0b00010, 0, 0),
			mobile("nv_east:neuvola:care", nvEast, neuvola, 0b00110, 0), mobile("nv_east:gp:care", nvEast, gp, 0b00110, 0, 0))
	})
	t.Run("schools", func(t *testing.T) {
		teams := &scenario.AddMobile{ID: "teams", UnitKind: "gp_bus", Count: 3, Services: []string{"dental"}, Schools: true}
		expect(t, apply(t, county(true), teams), func(b *scenario.Base) {
			b.Network.Units = append(b.Network.Units, network.Unit{ID: "teams", Name: "teams", Kind: "gp_bus", Count: 3, Services: []int{dental}, Schools: true})
		})
	})
}

// Two units and a fixed point may offer one service at one facility.
func TestMobileAndFixedPointsTogether(t *testing.T) {
	unit := func(id string) scenario.Change {
		return &scenario.AddMobile{ID: id, UnitKind: "care_bus", Count: 1, Services: []string{"neuvola"},
			Stops: []scenario.Stop{{Facility: "stop_a", Days: 0b00100}}}
	}
	got := apply(t, county(true), unit("a"), unit("b"), &scenario.Open{Facility: "stop_a", Services: []string{"neuvola"}})
	if n := len(got.Network.Points); n != 9 {
		t.Errorf("%d points, want 6 + 3", n)
	}
}

func TestAddRemote(t *testing.T) {
	plan := func(share float64, support bool) scenario.Change {
		return &scenario.AddRemote{Service: "neuvola", Share: share, Support: support}
	}
	expect(t, apply(t, county(true), plan(0.9, false), plan(0.1, true)), func(b *scenario.Base) {
		b.Network.Remotes = []network.Remote{{Service: neuvola, Share: 0.1, Support: true}}
	})
	expect(t, apply(t, county(true), plan(1, false)), func(b *scenario.Base) {
		b.Network.Remotes = []network.Remote{{Service: neuvola, Share: 1}}
	})
	back := apply(t, county(true), plan(0.4, false), plan(0.1, false)) // returning to today's share is a change
	expect(t, back, func(b *scenario.Base) { b.Network.Remotes = []network.Remote{{Service: neuvola, Share: 0.1}} })
}

// Today's share with digital support differs from today.
func TestAddRemoteSupport(t *testing.T) {
	got := apply(t, county(true), &scenario.AddRemote{Service: "neuvola", Share: 0.1, Support: true})
	expect(t, got, func(b *scenario.Base) {
		b.Network.Remotes = []network.Remote{{Service: neuvola, Share: 0.1, Support: true}}
	})
}

// A service may be contracted completely: 0.33 + 0.56 + 0.11 exceeds 1 by rounding.
func TestContractsOfTheWholeService(t *testing.T) {
	var changes []scenario.Change
	for _, share := range []float64{0.33, 0.56, 0.11} {
		changes = append(changes, &scenario.Contract{Service: "dental", Production: network.Voucher, Share: share})
	}
	if got := apply(t, county(true), changes...); len(got.Network.Contracts) != 3 {
		t.Errorf("contracts %v", got.Network.Contracts)
	}
}

// A point on visiting days stays one until new hours open it all week. A point
// that an option declares as visiting stays so if its full week only gets
// longer.
func TestVisiting(t *testing.T) {
	base := county(true)
	base.Network.Facilities[nvEast].Status = network.Planned
	long := network.Hours{Office: network.AllWeek, Evening: 1}
	five := network.Hours{Office: network.AllWeek}
	visiting := func(changes ...scenario.Change) bool {
		t.Helper()
		got, refusals := scenario.Apply(base, scenario.Option{Changes: changes})
		if refusals != nil {
			t.Fatal(refusals)
		}
		return got.Network.Points[got.Network.OnSite(nvEast, neuvola)].Visiting
	}
	open := func(h *network.Hours, called bool) scenario.Change {
		return &scenario.Open{Facility: "nv_east", Hours: h, Visiting: called}
	}
	longer := &scenario.SetHours{Facilities: []string{"nv_east"}, Hours: long}
	for _, c := range []struct {
		name    string
		changes []scenario.Change
		want    bool
	}{
		{"three days, as on paper", []scenario.Change{open(nil, false)}, true},
		{"all week", []scenario.Change{open(&five, false)}, false},
		{"all week, called visiting", []scenario.Change{open(&five, true)}, true},
		{"called visiting, then longer", []scenario.Change{open(&five, true), longer}, true},
		{"three days, then all week", []scenario.Change{open(nil, false), longer}, false},
	} {
		if got := visiting(c.changes...); got != c.want {
			t.Errorf("%s: visiting %t, want %t", c.name, got, c.want)
		}
	}
	base.Network.Points[eastNeuvola].Hours, base.Network.Points[eastNeuvola].Visiting = five, true
	if !visiting(open(nil, false)) {
		t.Error("a point that is visiting on paper with a full week ceased to be")
	}
}

func TestContract(t *testing.T) {
	give := func(p network.Production, share, price float64) scenario.Change {
		return &scenario.Contract{Service: "dental", Production: p, Share: share, Price: price}
	}
	got := apply(t, county(true), give(network.Voucher, 0.25, 0), give(network.Purchased, 0.65, 95), give(network.ThirdSector, 0.1, 40))
	expect(t, got, func(b *scenario.Base) {
		b.Network.Contracts = []network.Contract{
			{Service: dental, Production: network.Voucher, Share: 0.25, Price: "contract_price.dental.voucher"},
			{Service: dental, Production: network.Purchased, Share: 0.65, Euro: 95},
			{Service: dental, Production: network.ThirdSector, Share: 0.1, Euro: 40},
		}
	})
}

func TestSet(t *testing.T) {
	got := apply(t, county(true), &scenario.Set{Path: "prices.rent", Value: 99}, // beyond 15 to 25
		&scenario.Set{Path: "remote_now.gp", Value: 0}) // unknown is not zero, so this is a change
	expect(t, got, func(b *scenario.Base) {
		b.Params, _ = b.Params.With("prices.rent", 99)
		b.Params, _ = b.Params.With("remote_now.gp", 0)
	})
	if p, _ := got.Params.Get("prices.rent"); p.V != 99 || p.Ranged() {
		t.Errorf("parameter %+v", p)
	}
}
