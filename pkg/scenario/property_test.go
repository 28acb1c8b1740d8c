package scenario_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// reach is everything that reach depends on: for each service the columns of
// its open points with their hours, sorted, and the times of every column.
func reach(b *scenario.Base) map[string][]place {
	out := map[string][]place{}
	for s := range b.Network.Services {
		for _, i := range b.Network.Serving(s) {
			p := b.Network.Points[i]
			f := b.Network.Facilities[p.Facility]
			times := b.Matrix.Tables[0].Times
			x := place{f.ID, p.Channel, p.Hours, p.Visiting, p.Provider, nil}
			if f.Column >= 0 {
				x.Times = times[f.Column]
			}
			id := b.Network.Services[s].ID
			out[id] = append(out[id], x)
		}
		slices.SortFunc(out[b.Network.Services[s].ID], func(x, y place) int {
			switch {
			case x.Facility < y.Facility:
				return -1
			case x.Facility > y.Facility:
				return 1
			}
			return 0
		})
	}
	return out
}

type place struct {
	Facility           string
	Channel            network.Channel
	Hours              network.Hours
	Visiting, Provider bool
	Times              []travel.Seconds
}

// Closing services and opening them again at the same location with the same
// hours restores everything that reach depends on. A facility that is opened
// and closed again serves nothing.
func TestCloseThenOpenRestoresReach(t *testing.T) {
	base := county(true)
	want := reach(base)
	property.Check(t, func(rt *rapid.T) {
		f := rapid.SampledFrom([]string{"hs_main", "nv_east"}).Draw(rt, "facility")
		var here []string
		hours := map[string]network.Hours{}
		for _, p := range base.Network.Points {
			if base.Network.Facilities[p.Facility].ID == f {
				s := base.Network.Services[p.Service].ID
				here, hours[s] = append(here, s), p.Hours
			}
		}
		gone := rapid.SliceOfNDistinct(rapid.SampledFrom(here), 1, len(here), rapid.ID[string]).Draw(rt, "services")
		closing := scenario.Close{Facility: f, Services: gone}
		if len(gone) == len(here) && rapid.Bool().Draw(rt, "all at once") {
			closing.Services = nil
		}
		changes := []scenario.Change{&closing}
		for _, s := range gone {
			h := hours[s]
			changes = append(changes, &scenario.Open{Facility: f, Services: []string{s}, Hours: &h})
		}
		got, refusals := scenario.Apply(base, scenario.Option{Changes: changes})
		if refusals != nil {
			rt.Fatal(refusals)
		}
		if d := diff(want, reach(got)); d != "" {
			rt.Fatal(d)
		}
		k := rapid.Float64Range(0, 6).Draw(rt, "place")
		got, refusals = scenario.Apply(base, scenario.Option{Changes: []scenario.Change{
			&scenario.Open{Facility: "n", Name: "N", At: at(k), Services: gone}, &scenario.Close{Facility: "n"}}})
		if refusals != nil {
			rt.Fatal(refusals)
		}
		if d := diff(want, reach(got)); d != "" {
			rt.Fatal(d)
		}
	})
}

// Changes are drawn one by one after an accepted one, and kept if they are
// accepted. The base never changes, a refusal names the drawn change and has a
// reason, an accepted change alters the county, and the county stays valid.
func TestAnyOption(t *testing.T) {
	for _, first := range accepted() {
		t.Run(first.Kind(), func(t *testing.T) {
			property.Check(t, func(rt *rapid.T) { extend(rt, first) })
		})
	}
}

// accepted is a change of each kind that the county accepts.
func accepted() []scenario.Change {
	fewer := unset("neuvola")
	fewer.FTE = 1
	return []scenario.Change{
		&scenario.Close{Facility: "nv_east"},
		&scenario.Open{Facility: "fc_plan", Services: []string{"gp"}},
		&scenario.Move{Facility: "nv_east", At: *at(3)},
		&scenario.Merge{Facility: "nv_east", Into: "hs_main"},
		&fewer,
		&scenario.SetHours{Services: []string{"gp"}, Hours: network.Hours{Office: 0b00001}},
		&scenario.SetAccess{Facilities: []string{"hs_main"}, BarrierFree: network.No},
		&scenario.AddMobile{ID: "bus1", UnitKind: "care_bus", Count: 1, Services: []string{"gp"}, Stops: []scenario.Stop{{Facility: "nv_east", Days: 2}}},
		&scenario.AddRemote{Service: "neuvola", Share: 0.5},
		&scenario.Contract{Service: "dental", Production: network.Voucher, Share: 0.1, Price: 5},
	}
}

// extend applies the first change, which must be accepted, and then drawn ones.
func extend(rt *rapid.T, first scenario.Change) {
	_, moves := first.(*scenario.Move)
	routed := moves || rapid.Bool().Draw(rt, "router") // only a router has times for a new location
	base := county(routed)
	var kept []scenario.Change
	before, _ := scenario.Apply(base, scenario.Option{})
	for i := range rapid.IntRange(1, 6).Draw(rt, "n") {
		c := first
		if i > 0 {
			c = anyChange(rt)
		}
		got, refusals := scenario.Apply(base, scenario.Option{Changes: append(slices.Clone(kept), c)})
		if (got == nil) != (len(refusals) > 0) {
			rt.Fatalf("result %v with refusals %v", got, refusals)
		}
		for _, r := range refusals {
			if r.Reason == "" || r.Change != len(kept) {
				rt.Fatalf("refusal %+v of change %d", r, len(kept))
			}
		}
		if got == nil {
			if i == 0 {
				rt.Fatalf("%+v is refused: %v", c, refusals)
			}
			continue
		}
		if same(before, got) {
			rt.Fatalf("%s changed nothing: %+v", c.Kind(), c)
		}
		checkSound(rt, got)
		kept, before = append(kept, c), got
	}
	if d := diff(county(routed), base); d != "" {
		rt.Fatalf("the base was touched:\n%s", d)
	}
}

// same compares everything that the drawn kinds of change can alter.
func same(a, b *scenario.Base) bool {
	return cmp.Equal(a.Network, b.Network) && a.Matrix.Columns() == b.Matrix.Columns()
}

// checkSound checks what must be true of every result.
func checkSound(rt *rapid.T, b *scenario.Base) {
	if errs := b.Network.Validate(); errs != nil {
		rt.Fatal(errs)
	}
	if err := b.Matrix.Validate(); err != nil {
		rt.Fatal(err)
	}
	for _, f := range b.Network.Facilities {
		if f.Column >= b.Matrix.Columns() || (f.Column >= 0 && f.Snap == 0 && b.Matrix.Places[f.Column] != f.At) {
			rt.Fatalf("facility %+v with %d columns", f, b.Matrix.Columns())
		}
	}
	stops := func(p network.ServicePoint) bool {
		return slices.ContainsFunc(b.Network.Units[p.Unit].Stops, func(s network.Stop) bool { return s.Facility == p.Facility && s.Days == p.Hours.Office })
	}
	for _, p := range b.Network.Points {
		if p.Unit >= 0 && !stops(p) {
			rt.Fatalf("point %+v of a unit that does not stop there on these days", p)
		}
	}
	for u, unit := range b.Network.Units {
		for _, s := range unit.Stops {
			if !slices.ContainsFunc(b.Network.Points, func(p network.ServicePoint) bool { return p.Unit == u && p.Facility == s.Facility }) {
				rt.Fatalf("unit %s stops at %d and gives nothing there", unit.ID, s.Facility)
			}
		}
	}
}

func anyChange(rt *rapid.T) scenario.Change {
	facility := rapid.SampledFrom([]string{"hs_main", "nv_east", "fc_plan", "hs_old", "stop_a", "new1", "new2", "oops"})
	service := rapid.SampledFrom([]string{"neuvola", "gp", "dental", "therapy"})
	serving := rapid.SampledFrom([]string{"hs_main", "nv_east", "stop_a", "new1", "stop_n"})
	services := rapid.SliceOfNDistinct(service, 0, 2, rapid.ID[string])
	days := rapid.Uint8Range(0, 31)
	anywhere := func(label string) *orb.Point {
		p := orb.Point{east + rapid.Float64Range(-300, 2000).Draw(rt, label), north + rapid.SampledFrom([]float64{0, 100, 1000}).Draw(rt, label)}
		return &p
	}
	share := rapid.SampledFrom([]float64{0, 0.1, 0.5, 1, 1.5})
	switch rapid.IntRange(0, 10).Draw(rt, "kind") {
	case 0:
		return &scenario.Close{Facility: facility.Draw(rt, "f"), Services: services.Draw(rt, "s")}
	case 1:
		return &scenario.Open{Facility: "new" + rapid.StringMatching("[12]").Draw(rt, "id"), Name: "New", At: anywhere("at"), Services: services.Draw(rt, "s")}
	case 2:
		return &scenario.Open{Facility: facility.Draw(rt, "f"), Services: services.Draw(rt, "s"), FTE: rapid.Float64Range(0, 3).Draw(rt, "fte")}
	case 3:
		return &scenario.Move{Facility: facility.Draw(rt, "f"), At: *anywhere("at")}
	case 4:
		return &scenario.Merge{Facility: serving.Draw(rt, "f"), Into: serving.Draw(rt, "into")}
	case 5:
		c := unset(service.Draw(rt, "s"))
		c.FTE, c.RoomsFactor = rapid.Float64Range(0, 4).Draw(rt, "fte"), rapid.SampledFrom([]float64{math.NaN(), 0.5, 1}).Draw(rt, "rooms")
		return &c
	case 6:
		return &scenario.SetHours{Services: services.Draw(rt, "s"), Hours: network.Hours{Office: days.Draw(rt, "days")}}
	case 7:
		stops := []scenario.Stop{{Facility: serving.Draw(rt, "f"), Days: days.Draw(rt, "days")}, {Facility: "stop_n", Days: 1}}
		if rapid.Bool().Draw(rt, "new stop") {
			stops[1].Name, stops[1].At = "N", anywhere("at")
		}
		return &scenario.AddMobile{ID: rapid.StringMatching("[a-d]").Draw(rt, "id"), UnitKind: "care_bus", Count: 1, Services: []string{service.Draw(rt, "s")},
			Stops: stops[:rapid.IntRange(1, 2).Draw(rt, "stops")]}
	case 8:
		known := rapid.SampledFrom([]network.Known{network.Unknown, network.Yes, network.No})
		return &scenario.SetAccess{Facilities: rapid.SliceOfN(facility, 0, 2).Draw(rt, "f"), Services: services.Draw(rt, "s"),
			BarrierFree: known.Draw(rt, "barrier"), Swedish: known.Draw(rt, "swedish")}
	case 9:
		return &scenario.AddRemote{Service: service.Draw(rt, "s"), Share: share.Draw(rt, "share")}
	}
	return &scenario.Contract{Service: service.Draw(rt, "s"), Production: network.Voucher, Share: share.Draw(rt, "share"), Price: 5}
}
