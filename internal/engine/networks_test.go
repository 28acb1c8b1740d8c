package engine_test

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// spread is a value with the ends of the middle nine tenths of 20 networks, which are
// the first and the nineteenth, widened to the value.
func spread(value float64, networks []float64) (v, lo, hi float64) {
	slices.Sort(networks)
	return value, min(value, networks[0]), max(value, networks[18])
}

func sameSpread(t *testing.T, what string, got report.Range, value float64, networks []float64) {
	t.Helper()
	v, lo, hi := spread(value, networks)
	if !near(got.V, v) || !near(got.Lo, lo) || !near(got.Hi, hi) {
		t.Errorf("%s %+v, predicted %g, from %g to %g", what, got, v, lo, hi)
	}
}

// A facility that is known to 1.5 km may really be elsewhere: who gets there, gains and
// loses has the range of its places. The option's place is exact. Nothing else changes.
func TestNetworksDrawInexactPlaces(t *testing.T) {
	w := scene.World{Map: "a b c Ad e f Dg . . h", People: map[string]scene.Folk{"a": {N: 1}, "b": {N: 2}, "c": {N: 4}, "d": {N: 8}, "e": {N: 16}, "f": {N: 32}, "g": {N: 64}, "h": {N: 128}},
		Points: []string{"A:care"}, Ranges: map[string][2]float64{"rate.care.all": {0.5, 2}}}
	at := map[string]float64{"a": 0, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5, "g": 6, "h": 9}
	for class, radius := range map[network.CoordClass]float64{network.ClassA: 0, network.ClassB: 600, network.ClassC: 1500} {
		b := scene.Draw(t, w)
		f := scene.Facility(t, b, "A")
		f.Class = class
		home := f.At
		near := func(place orb.Point) (people map[string]bool) { // 20 minutes of 12 per km
			people = map[string]bool{}
			for letter, column := range at {
				cell := scene.At(column, 0)
				people[letter] = 12*math.Hypot(cell[0]-place[0], cell[1]-place[1])/1000 <= 20
			}
			return people
		}
		count := func(of func(letter string) bool) (n float64) {
			for letter := range at {
				if of(letter) {
					n += w.People[letter].N
				}
			}
			return n
		}
		var there, gain, lose []float64
		opened := near(scene.At(6, 0))
		figures := func(place orb.Point) (there, gain, lose float64) {
			now := near(place)
			return count(func(l string) bool { return now[l] }), count(func(l string) bool { return opened[l] && !now[l] }), count(func(l string) bool { return now[l] && !opened[l] })
		}
		for k := range 20 {
			place := home
			if radius > 0 {
				dx, dy := params.Place(3, k, 20, "383000, 6690000", radius)
				place = orb.Point{math.Round(home[0] + dx), math.Round(home[1] + dy)}
			}
			n, g, l := figures(place)
			there, gain, lose = append(there, n), append(gain, g), append(lose, l)
		}
		r := run(t, b, engine.Settings{Draws: 20, Networks: 20, Seed: 3}, option("moved", shut("A"), start("D", "care")))
		plain := run(t, b, engine.Settings{Draws: 20, Seed: 3}, option("moved", shut("A"), start("D", "care")))
		n, g, l := figures(home)
		today, moved := rowOf(t, r, "today", "care"), rowOf(t, r, "moved", "care")
		sameSpread(t, string(class)+": there", today.There, n, there)
		sameSpread(t, string(class)+": gain", moved.Gain, g, gain)
		sameSpread(t, string(class)+": lose", moved.Lose, l, lose)
		if class == network.ClassC && (today.There.Lo == today.There.Hi || moved.Gain.Lo == moved.Gain.Hi) {
			t.Errorf("there %+v, gain %+v: the test shows nothing", today.There, moved.Gain)
		}
		if moved.There != report.Exact(moved.There.V) {
			t.Errorf("%s: at the exact place %+v", class, moved.There)
		}
		if before := rowOf(t, plain, "today", "care"); before.There != report.Exact(n) || before.Need != today.Need || before.Served != today.Served {
			t.Errorf("%s: without networks there %+v, need %+v and %+v, served %+v and %+v", class, before.There, before.Need, today.Need, before.Served, today.Served)
		}
	}
}

// Facilities at one place are at one place in every network.
func TestNetworksMoveAnAddressAsAWhole(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 1}}})
	one, other := scene.Facility(t, b, "A"), scene.Facility(t, b, "B")
	other.At, other.Column = one.At, one.Column
	one.Class, other.Class = network.ClassB, network.ClassB
	drawn, err := b.Drawn(1, 2, 5, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, q := drawn.Network.Facilities[0], drawn.Network.Facilities[1]
	if p.At != q.At || p.Column != q.Column || p.At == one.At {
		t.Errorf("at %v column %d and %v column %d, were at %v", p.At, p.Column, q.At, q.Column, one.At)
	}
	if one.At != b.Network.Facilities[0].At {
		t.Error("the county itself changed")
	}
}

// How fast people walk who walk slowly is drawn by network, and who gets there follows.
func TestNetworksDrawParameters(t *testing.T) {
	w := scene.World{Map: "Aa b c", People: map[string]scene.Folk{"a": {N: 1}, "b": {N: 2}, "c": {N: 4, Ages: population.Group{From: 80, To: 80}}}, Points: []string{"A:care"},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.5}, Ranges: map[string][2]float64{"travel.low_mobility_walk_kmh": {1.5, 4.5}}}
	b := scene.Draw(t, w)
	r := rowOf(t, run(t, b, engine.Settings{Networks: 20, Seed: 9}), "today", "care")
	gets := func(kmh float64) float64 { // 12 minutes a kilometre at 5 km/h, at most 20 minutes
		n := 1 + 0.5*2.0
		if 12*5/kmh <= 20 {
			n += 0.5 * 2
		}
		return n
	}
	var networks []float64
	for k := range 20 {
		p, _ := b.Params.DrawNetwork(9, k, 20).Get("travel.low_mobility_walk_kmh")
		networks = append(networks, gets(p.V))
	}
	sameSpread(t, "there", r.There, gets(2.5), networks)
	if r.There.Lo == r.There.Hi {
		t.Error("no range: the test shows nothing")
	}
}

// A county whose places are exact and whose times have no range has none of who gets there.
func TestNetworksOfAnExactCountyAreTheCounty(t *testing.T) {
	b := mixedOf(t, "Aa ak k . o a . ak . ako . . ako . . ako\nBak . ako . Ca ak\n. a k o . ako\n", 14, 100, func(i int) bool { return i == 1 })
	options := []scenario.Option{option("closed", shut("B")), dated("later", 2030)}
	for i, row := range run(t, b, engine.Settings{Networks: 3, Choice: true}, options...).Services[0].Rows {
		if row.There.Lo != row.There.V || row.There.Hi != row.There.V || row.Gain.Lo != row.Gain.V || row.Lose.Hi != row.Lose.V {
			t.Errorf("row %d: there %+v, gain %+v, lose %+v", i, row.There, row.Gain, row.Lose)
		}
	}
}
