package travel

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// straightLine is a model whose answers are easy to compute by hand. Per
// straight metre a walk takes 1 s (75 m a minute, detour 1.25), a bicycle 0.3
// s, a bus 1.35·3.6/22 = 0.220909 s, a car 0.151875 s, a train 0.072 s (50
// km/h). Three stations are on the x axis at 500, 6,500 and 9,800 m; the branch
// goes up from the middle one to (6500, 5000), the twig from there to (6500,
// 9000).
func straightLine() Model {
	return Model{
		Walk:          Way{4.5, 0, 1.25},
		Bike:          Way{15, 2, 1.25},
		Bus:           Way{22, 9, 1.35},
		Car:           Way{32, 5, 1.35},
		WalkMaxMetres: 8000, BikeMaxMetres: 11_250,
		AccessMaxMetres: 1000,
		BusHeadwayRush:  15, BusHeadwayMidday: 20,
		ChangeMin: 3,
		Stations: []Station{
			{"A", orb.Point{500, 0}}, {"B", orb.Point{6500, 0}}, {"C", orb.Point{9800, 0}},
			{"D", orb.Point{6500, 5000}}, {"E", orb.Point{6500, 9000}},
		},
		Lines: []Line{
			{"main", []int{0, 1, 2}, 10, 20, 50},
			{"branch", []int{1, 3}, 15, 30, 50},
			{"twig", []int{3, 4}, 15, 30, 50},
		},
	}
}

func router(t testing.TB, cells []orb.Point, m Model) *Synthetic {
	t.Helper()
	s, err := NewSynthetic(cells, m)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func column(r Router, n int, mode Mode, p Period, to orb.Point) ([]Seconds, []uint32) {
	times, metres := make([]Seconds, n), make([]uint32, n)
	r.Column(mode, p, to, times, metres)
	return times, metres
}

func TestSyntheticFirstPrinciples(t *testing.T) {
	end := orb.Point{10_000, 0}
	tests := []struct {
		name   string
		from   orb.Point
		to     orb.Point
		mode   Mode
		period Period
		want   Seconds
		metres uint32
	}{
		{"walk 3 km", orb.Point{7000, 0}, end, Walk, Rush, 3000, 3750},
		{"walk, the longest allowed", orb.Point{3600, 0}, end, Walk, Rush, 6400, 8000},
		{"walk, a metre too far", orb.Point{3599, 0}, end, Walk, Rush, Unreached, 0},
		{"walk of no distance", end, end, Walk, Any, 0, 0},
		{"walk on a diagonal, 3-4-5", orb.Point{10_300, 400}, end, Walk, Any, 500, 625},
		{"bike: 2 min and 0.3 s per metre", orb.Point{7000, 0}, end, Bike, Midday, 120 + 900, 3750},
		{"bike, the longest allowed", orb.Point{1000, 0}, end, Bike, Rush, 120 + 2700, 11_250},
		{"bike, too far", orb.Point{999, 0}, end, Bike, Rush, Unreached, 0},
		{"car: 300 + 10000·0.151875 = 1818.75", orb.Point{0, 0}, end, Car, Any, 1819, 13_500},
		{"car trip of no distance", end, end, Car, Any, 300, 0},
		// 500 walk, 300 wait, 9300·0.072 = 669.6, 200 walk.
		{"train, walks at both ends", orb.Point{0, 0}, end, Transit, Rush, 1670, 13_500},
		// The wait for the train grows by 300.
		{"train at midday", orb.Point{0, 0}, end, Transit, Midday, 1970, 13_500},
		{"any is midday", orb.Point{0, 0}, end, Transit, Any, 1970, 13_500},
		// Bus 540 + 450 + 1500·0.220909 = 1321.36, then 300 + 669.6 + 200.
		{"bus to the train", orb.Point{2000, 0}, end, Transit, Rush, 2491, 10_800},
		{"the longest walk to a station", orb.Point{-300, 0}, end, Transit, Rush, 1970, 13_905},
		// 990 + 801·0.220909 = 1166.95 by bus instead.
		{"a metre too far to walk to it", orb.Point{-301, 0}, end, Transit, Rush, 2337, 13_906},
		{"from the middle station", orb.Point{7000, 0}, end, Transit, Rush, 500 + 300 + 238 + 200, 4050},
		{"walking all the way is fastest", orb.Point{9100, 0}, end, Transit, Rush, 900, 1215},
		// 540 + 450 + 4000·0.220909 = 1873.64; on foot 4000; no station is
		// near.
		{"bus all the way", orb.Point{0, -8000}, orb.Point{4000, -8000}, Transit, Rush, 1874, 5400},
		{"bus at midday", orb.Point{0, -8000}, orb.Point{4000, -8000}, Transit, Midday, 2024, 5400},
		// 500 + 300 + 432, change 180, wait 450, 360, walk 500.
		{"one change", orb.Point{0, 0}, orb.Point{6500, 5500}, Transit, Rush, 2722, uint32(math.Round(1.35 * math.Hypot(6500, 5500)))},
		// No two changes: bus all the way, 990 + 11101.8·0.220909 = 3442.49,
		// is faster than the train to D and a bus from there (3268 + 1827).
		{"never two changes", orb.Point{0, 0}, orb.Point{6500, 9000}, Transit, Rush, 3442, uint32(math.Round(1.35 * math.Hypot(6500, 9000)))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			times, metres := column(router(t, []orb.Point{tt.from}, straightLine()), 1, tt.mode, tt.period, tt.to)
			if times[0] != tt.want || metres[0] != tt.metres {
				t.Errorf("%d s, %d m; want %d s, %d m", times[0], metres[0], tt.want, tt.metres)
			}
		})
	}
}

func TestSyntheticTooLongForATime(t *testing.T) {
	// A car covers (65534 - 300)/0.151875 = 429,524 m in 65,534 s.
	cells := []orb.Point{{429_520, 0}, {429_540, 0}}
	times, metres := column(router(t, cells, straightLine()), 2, Car, Any, orb.Point{})
	if times[0] != 65_533 || metres[0] != 579_852 || times[1] != Unreached || metres[1] != 0 {
		t.Errorf("got %v s, %v m", times, metres)
	}
}

func TestSyntheticWithoutRail(t *testing.T) {
	m := straightLine()
	m.Stations, m.Lines = nil, nil
	times, _ := column(router(t, []orb.Point{{0, 0}}, m), 1, Transit, Rush, orb.Point{10_000, 0})
	if times[0] != 3199 { // 990 + 2209.09
		t.Errorf("by bus in %d s, want 3199", times[0])
	}
	if s := router(t, nil, m); len(s.cells) != 0 {
		t.Error("a router of no cells has cells")
	}
}

func TestSyntheticRingMayCallTwice(t *testing.T) {
	// A loop A-B-D-A: from A to D the shorter way round is directly back.
	m := straightLine()
	m.Lines = []Line{{"loop", []int{0, 1, 3, 0}, 10, 10, 50}}
	times, _ := column(router(t, []orb.Point{{500, 0}}, m), 1, Transit, Rush, orb.Point{6500, 5000})
	want := FromSeconds(300 + 0.072*math.Hypot(6000, 5000))
	if times[0] != want {
		t.Errorf("%d s, want %d", times[0], want)
	}
}

func TestNewSyntheticFaults(t *testing.T) {
	if _, err := NewSynthetic([]orb.Point{{0, 0}, {math.NaN(), 5}}, straightLine()); err == nil ||
		err.Error() != "travel: cell 1 is at NaN, 5, expected metres" {
		t.Errorf("got %v", err)
	}
	m := straightLine()
	m.ChangeMin = -1
	if _, err := NewSynthetic(nil, m); err == nil || err.Error() != "travel model: change between trains (min) is -1, expected at least 0" {
		t.Errorf("got %v", err)
	}
}

// world draws a model and cells within 20 km.
func world(t *rapid.T) (Model, []orb.Point) {
	m := straightLine()
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	point := func() orb.Point { return orb.Point{r.Float64() * 20_000, r.Float64() * 20_000} }
	m.AccessMaxMetres = r.Float64() * 3000
	m.ChangeMin = r.Float64() * 5
	m.Stations, m.Lines = nil, nil
	for i := range 3 + r.IntN(8) {
		m.Stations = append(m.Stations, Station{string(rune('a' + i)), point()})
	}
	for i := range 1 + r.IntN(4) {
		order := r.Perm(len(m.Stations))
		m.Lines = append(m.Lines, Line{string(rune('k' + i)), order[:2+r.IntN(len(order)-1)], 2 + 20*r.Float64(), 2 + 40*r.Float64(), 30 + 50*r.Float64()})
	}
	cells := make([]orb.Point, 40)
	for i := range cells {
		cells[i] = point()
	}
	return m, cells
}

// exhaustive computes a transit time in minutes by trying every pair of
// stations, every line and every change, directly from the formulae.
func exhaustive(m Model, rush bool, from, to orb.Point) float64 {
	road := func(w Way, a, b orb.Point) float64 { return w.Detour * math.Hypot(a[0]-b[0], a[1]-b[1]) }
	ride := func(w Way, a, b orb.Point) float64 { return w.OverheadMin + road(w, a, b)/(w.SpeedKmh*1000/60) }
	wait := func(rushHeadway, midday float64) float64 {
		if rush {
			return rushHeadway / 2
		}
		return midday / 2
	}
	bus := func(a, b orb.Point) float64 {
		return wait(m.BusHeadwayRush, m.BusHeadwayMidday) + ride(m.Bus, a, b)
	}
	access := func(a, b orb.Point) float64 {
		if road(m.Walk, a, b) <= m.AccessMaxMetres {
			return min(bus(a, b), ride(m.Walk, a, b))
		}
		return bus(a, b)
	}
	direct := func(a, b int) float64 {
		best := math.Inf(1)
		for _, l := range m.Lines {
			for i, s := range l.Stations {
				for _, step := range []int{-1, 1} {
					along := 0.0
					for j := i + step; s == a && j >= 0 && j < len(l.Stations); j += step {
						p, q := m.Stations[l.Stations[j-step]].At, m.Stations[l.Stations[j]].At
						along += math.Hypot(p[0]-q[0], p[1]-q[1])
						if l.Stations[j] == b {
							best = min(best, wait(l.HeadwayRush, l.HeadwayMidday)+along/1000/l.SpeedKmh*60)
						}
					}
				}
			}
		}
		return best
	}
	best := bus(from, to)
	if road(m.Walk, from, to) <= m.WalkMaxMetres {
		best = min(best, ride(m.Walk, from, to))
	}
	for a, s := range m.Stations {
		for b, e := range m.Stations {
			if a == b {
				continue
			}
			train := direct(a, b)
			for c := range m.Stations {
				if c != a && c != b {
					train = min(train, direct(a, c)+m.ChangeMin+direct(c, b))
				}
			}
			best = min(best, access(from, s.At)+train+access(e.At, to))
		}
	}
	return best
}

func TestTransitAgainstExhaustive(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m, cells := world(t)
		s, err := NewSynthetic(cells[:8], m)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []Period{Rush, Midday} {
			times, _ := column(s, 8, Transit, p, cells[9])
			for i, got := range times {
				want := 60 * exhaustive(m, p == Rush, cells[i], cells[9])
				if math.Abs(float64(got)-want) > 0.5+1e-6 {
					t.Fatalf("%s cell %d: %d s, want %.4f", p, i, got, want)
				}
			}
		}
	})
}

func TestTransitProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		m, cells := world(t)
		n := len(cells)
		fill := func(m Model, from []orb.Point, mode Mode, to orb.Point) []Seconds {
			s, err := NewSynthetic(from, m)
			if err != nil {
				t.Fatal(err)
			}
			times, _ := column(s, len(from), mode, Rush, to)
			return times
		}
		to := cells[0]
		base := fill(m, cells, Transit, to)
		notSlower := func(what string, fast, slow []Seconds) {
			for i := range fast {
				if fast[i] > slow[i] {
					t.Fatalf("%s: cell %d takes %d s, more than %d s", what, i, fast[i], slow[i])
				}
			}
		}
		notSlower("transit against walking", base, fill(m, cells, Walk, to))

		rare := m
		rare.Lines = append([]Line(nil), m.Lines...)
		rare.Lines[0].HeadwayRush += 6
		notSlower("more trains", base, fill(rare, cells, Transit, to))
		rare.BusHeadwayRush += 6
		notSlower("more buses", base, fill(rare, cells, Transit, to))

		more := m
		more.Stations = append(m.Stations[:len(m.Stations):len(m.Stations)], Station{"new", cells[1]})
		more.Lines = append([]Line(nil), m.Lines...)
		l := &more.Lines[0]
		l.Stations = append(l.Stations[:len(l.Stations):len(l.Stations)], len(m.Stations))
		notSlower("a station at the end of a line", fill(more, cells, Transit, to), base)

		for _, mode := range []Mode{Walk, Bike, Transit, Car} {
			there, back := fill(m, cells, mode, to), make([]Seconds, n)
			for i := range cells {
				back[i] = fill(m, []orb.Point{to}, mode, cells[i])[0]
			}
			for i := range cells {
				// Sums in another order may round to a different second.
				if d := int(there[i]) - int(back[i]); d < -1 || d > 1 {
					t.Fatalf("%s: cell %d takes %d s there and %d s back", mode, i, there[i], back[i])
				}
			}
		}
	})
}

func BenchmarkColumn(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	cells := make([]orb.Point, 3900)
	for i := range cells {
		cells[i] = orb.Point{r.Float64() * 20_000, r.Float64() * 20_000}
	}
	m := straightLine()
	m.Stations, m.Lines = nil, nil
	order := make([]int, 16)
	for i := range order {
		order[i] = i
		m.Stations = append(m.Stations, Station{string(rune('a' + i)), orb.Point{r.Float64() * 20_000, r.Float64() * 20_000}})
	}
	m.Lines = []Line{{"main", order[:7], 10, 20, 50}, {"ring", order[5:], 10, 20, 50}}
	s := router(b, cells, m)
	times, metres := make([]Seconds, len(cells)), make([]uint32, len(cells))
	for _, mode := range []Mode{Walk, Bike, Transit, Car} {
		b.Run(mode.String(), func(b *testing.B) {
			for b.Loop() {
				s.Column(mode, Rush, cells[7], times, metres)
			}
		})
	}
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			router(b, cells, m)
		}
	})
	b.Run("fill 30 places, 5 tables", func(b *testing.B) {
		tables := []Table{{Mode: Walk}, {Mode: Bike}, {Mode: Car}, {Mode: Transit, Period: Rush}, {Mode: Transit, Period: Midday}}
		for b.Loop() {
			FillMatrix(s, len(cells), cells[:30], tables)
		}
	})
}
