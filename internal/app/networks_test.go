package app

import (
	"math"
	"reflect"
	"testing"

	"saavu/data"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
	"saavu/scenarios"
)

// In a network of the embedded county, times follow the drawn parameters and places: on
// foot they are the formula of METHOD. The county itself does not change.
func TestANetworkOfTheEmbeddedCounty(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	files := source.Embedded(data.FS, scenarios.FS)
	c, err := load.Read(t.Context(), files, load.EmbeddedCounty, load.Options{Embedded: files})
	if err != nil {
		t.Fatal(err)
	}
	const seed, k, n = 1, 4, 20
	drawn, err := c.Base.Drawn(seed, k, n, travel.Rush, nil)
	if err != nil {
		t.Fatal(err)
	}
	tree := c.Base.Params.DrawNetwork(seed, k, n)
	value := func(path string) float64 {
		p, _ := tree.Get(path)
		if home, _ := c.Base.Params.Get(path); p.V == home.V {
			t.Errorf("%s is not drawn", path)
		}
		return p.V
	}
	speed, overhead, detour, longest := value("travel.speed_kmh.walk"), value("travel.overhead_min.walk"), value("travel.detour_factor.walk"), value("travel.walk_max_m")
	walk, ok := drawn.Matrix.Table(travel.Walk, travel.Rush)
	if !ok {
		t.Fatal("no times on foot")
	}
	moved, exact := 0, 0
	for i := range drawn.Network.Facilities {
		f, home := &drawn.Network.Facilities[i], &c.Base.Network.Facilities[i]
		if f.Column < 0 {
			continue
		}
		far := map[network.CoordClass]float64{network.ClassA: 0, network.ClassB: 600, network.ClassC: 1500}[f.Class]
		switch away := math.Hypot(f.At[0]-home.At[0], f.At[1]-home.At[1]); {
		case away > far+1:
			t.Errorf("%s is %g m away", f.ID, away)
		case away > 0:
			moved++
		default:
			exact++
		}
		for cell := 0; cell < len(drawn.Grid.Centres); cell += 97 {
			at := drawn.Grid.Centres[cell]
			road := detour * math.Hypot(at[0]-f.At[0], at[1]-f.At[1])
			want := travel.Unreached
			if road <= longest {
				want = travel.FromSeconds(60*overhead + 3.6*road/speed)
			}
			if got := walk.Times[f.Column][cell]; got != want {
				t.Fatalf("%s to cell %d: %d s on foot, predicted %d", f.ID, cell, got, want)
			}
		}
	}
	if moved < 20 || exact == 0 {
		t.Errorf("%d places moved, %d did not", moved, exact)
	}
	before, err := load.Read(t.Context(), files, load.EmbeddedCounty, load.Options{Embedded: files})
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Base.Network.Facilities {
		if f, was := &c.Base.Network.Facilities[i], &before.Base.Network.Facilities[i]; f.At != was.At || f.Column != was.Column {
			t.Errorf("the county's %s moved", f.ID)
		}
	}
	if _, there := drawn.Matrix.Table(travel.Transit, travel.Midday); there {
		t.Error("a network has times of another period")
	}
}

// Every option of the county can be applied in drawn networks. They change nothing but the
// ranges of who gets there, and the verdicts on them.
func TestNetworksChangeOnlyRangesOfReach(t *testing.T) {
	ask := func(networks int) *Outcome {
		q := Request{Source: Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Frame: "staff", Draws: 5, Networks: networks, Seed: 1}
		if testing.Short() {
			q.Options = []string{"local"} // race runs: the same goroutines
		}
		s, err := Open(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		o, err := s.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	without, with := ask(0), ask(3)
	ranged := 0
	for s := range without.Report.Services {
		for i := range without.Report.Services[s].Rows {
			x, y := without.Report.Services[s].Rows[i], with.Report.Services[s].Rows[i]
			if x.There.V != y.There.V || x.Gain.V != y.Gain.V || x.Lose.V != y.Lose.V || x.OwnModes.V != y.OwnModes.V {
				t.Errorf("service %d, option %d: another value with networks: %+v, %+v", s, i, x.There, y.There)
			}
			if x.Need != y.Need || x.Served != y.Served || x.Visits != y.Visits || x.County != y.County || x.Homes != y.Homes {
				t.Errorf("service %d, option %d: another range of visits or euros with networks", s, i)
			}
			if x.There.Lo != x.There.V || x.There.Hi != x.There.V {
				t.Errorf("service %d, option %d: a range of reach without networks: %+v", s, i, x.There)
			}
			if y.There.Lo < y.There.V || y.There.Hi > y.There.V {
				ranged++
			}
		}
	}
	if ranged == 0 {
		t.Error("no range of reach with networks")
	}
}

// A network takes the times of one like it where its router and its places are the same,
// and computes its own where a parameter of travel is another one.
func TestANetworkTakesTheTimesOfOneLikeIt(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	files := source.Embedded(data.FS, scenarios.FS)
	c, err := load.Read(t.Context(), files, load.EmbeddedCounty, load.Options{Embedded: files})
	if err != nil {
		t.Fatal(err)
	}
	drawn := func(path string, value float64, like *scenario.Base) *scenario.Base {
		base := c.Base
		if path != "" {
			if base.Params, err = base.Params.With(path, value); err != nil {
				t.Fatal(err)
			}
		}
		out, err := base.Drawn(1, 0, 3, travel.Rush, like)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := drawn("", 0, nil)
	for path, value := range map[string]float64{"travel.threshold_min.local": 25, "staff.fill_rate.gp": 0.8} {
		if like := drawn(path, value, first); like.Matrix != first.Matrix {
			t.Errorf("with another %s the times are computed again", path)
		}
	}
	for path, value := range map[string]float64{"travel.speed_kmh.walk": 4, "travel.headway_min.rush.bus": 7} {
		if _, known := c.Base.Params.Get(path); !known {
			continue
		}
		own, alone := drawn(path, value, first), drawn(path, value, nil)
		if own.Matrix == first.Matrix || !reflect.DeepEqual(own.Matrix, alone.Matrix) || reflect.DeepEqual(own.Matrix, first.Matrix) {
			t.Errorf("%s: not its own times", path)
		}
	}
}
