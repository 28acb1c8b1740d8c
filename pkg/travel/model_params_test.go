package travel

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// paths assigns every parameter of ModelFrom a distinct value.
func paths() map[string]float64 {
	return map[string]float64{
		"travel.speed_kmh.walk": 4, "travel.overhead_min.walk": 0.5, "travel.detour_factor.walk": 1.1,
		"travel.speed_kmh.bike": 16, "travel.overhead_min.bike": 2, "travel.detour_factor.bike": 1.2,
		"travel.speed_kmh.pt_in_vehicle": 24, "travel.overhead_min.pt": 9, "travel.detour_factor.pt": 1.3,
		"travel.speed_kmh.car": 36, "travel.overhead_min.car": 5, "travel.detour_factor.car": 1.4,
		"travel.walk_max_m": 8000, "travel.bike_max_m": 15000, "travel.access_walk_max_m": 1500,
		"travel.bus_headway_min.rush": 10, "travel.bus_headway_min.midday": 30,
		"travel.change_min": 3, "travel.rail_speed_kmh": 50,
	}
}

func TestModelFrom(t *testing.T) {
	stations := []Station{{"a", orb.Point{1, 2}}, {"b", orb.Point{3, 4}}}
	lines := []Line{{Name: "l", Stations: []int{0, 1}, HeadwayRush: 6, HeadwayMidday: 12}}
	values, asked := paths(), map[string]bool{}
	got := ModelFrom(func(p string) float64 {
		asked[p] = true
		return values[p]
	}, stations, lines)
	want := Model{
		Walk: Way{4, 0.5, 1.1}, Bike: Way{16, 2, 1.2},
		Bus: Way{24, 9, 1.3},
		Car: Way{36, 5, 1.4}, WalkMaxMetres: 8000, BikeMaxMetres: 15000, AccessMaxMetres: 1500,
		BusHeadwayRush: 10, BusHeadwayMidday: 30, ChangeMin: 3, Stations: stations,
		Lines: []Line{{Name: "l", Stations: []int{0, 1}, HeadwayRush: 6, HeadwayMidday: 12, SpeedKmh: 50}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
	if lines[0].SpeedKmh != 0 {
		t.Error("the caller's line was changed")
	}
	for p := range values {
		if !asked[p] {
			t.Errorf("%s is not read", p)
		}
	}
	for p := range asked {
		if _, ok := values[p]; !ok {
			t.Errorf("%s is read", p)
		}
	}
}
