package population

import (
	"math"
	"testing"
)

// veiled is a grid of two bands, 0-9 and 10-100, spread evenly. Cell 0 hides
// nothing, cell 1 hides both bands of 30 people, cell 2 hides its total of 1 to
// 9, estimated as 4, and cell 3 is outside the areas and hides 1,000.
func veiled() *Grid {
	g := empty(4)
	g.Area[3] = -1
	within := make([]float64, Ages)
	for a := range within {
		within[a] = 1. / 91
		if a < 10 {
			within[a] = 0.1
		}
	}
	g.Spread(0, 0, 9, 20)
	g.Spread(0, 10, 100, 80)
	var both BandSet
	both.Add(0)
	both.Add(1)
	g.Hidden = &Hidden{Bands: []Group{{0, 9}, {10, 100}}, Shares: []float64{20, 80}, Within: within}
	for i, p := range []HiddenPart{{1, both, 30, 30, 30}, {2, both, 4, 1, 9}, {3, both, 1000, 1000, 1000}} {
		g.Spread(i+1, 0, 9, 0.2*p.People)
		g.Spread(i+1, 10, 100, 0.8*p.People)
		g.Estimated[i+1] = p.People
		g.Hidden.Parts = append(g.Hidden.Parts, p)
	}
	g.Hidden.People = g.People
	return g
}

func TestEstimate(t *testing.T) {
	for _, tt := range []struct {
		name  string
		group Group
		want  Estimate
	}{
		{"a whole band", Group{0, 9}, Estimate{26.8, 6.8, 20, 59}},
		{"a part of a band", Group{0, 6}, Estimate{0.7 * 26.8, 0.7 * 6.8, 14, 14 + 0.7*39}},
		{"a part of each band", Group{5, 55}, Estimate{13.4 + 0.8*134*46/91, 3.4 + 27.2*46/91, 10 + 80*46./91 + 31*0.5, 10 + 80*46./91 + 39*46./91}},
		{"everybody: only a hidden total is unsure", Everyone(), Estimate{134, 4, 131, 139}},
		{"nobody", Group{7, 5}, Estimate{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := veiled().Estimate(tt.group)
			for _, v := range [][2]float64{{got.People, tt.want.People}, {got.Estimated, tt.want.Estimated}, {got.Low, tt.want.Low}, {got.High, tt.want.High}} {
				if math.Abs(v[0]-v[1]) > 1e-9 {
					t.Fatalf("%+v, want %+v", got, tt.want)
				}
			}
		})
	}
}

// Without hidden counts, or with a known total and one hidden band, the range
// is the sum.
func TestEstimateOfKnownPeople(t *testing.T) {
	g := veiled()
	g.Hidden.Parts = []HiddenPart{{1, BandSet{1}, 6, 6, 6}}
	want := Estimate{26.8, 0, 26.8, 26.8}
	if got := g.Estimate(Group{0, 9}); math.Abs(got.Low-want.Low) > 1e-9 || math.Abs(got.High-want.High) > 1e-9 || got.Estimated != 0 {
		t.Errorf("one band: %+v", got)
	}
	g.Hidden = nil
	if got := g.Estimate(Group{0, 9}); math.Abs(got.People-26.8) > 1e-9 || got.Low != got.People || got.High != got.People || got.Estimated != 0 {
		t.Errorf("nothing hidden: %+v", got)
	}
}

// If no cell has known people in any band, hidden people are divided evenly.
func TestEstimateWithoutShares(t *testing.T) {
	g := veiled()
	g.Hidden.Shares = []float64{0, 0}
	if got := g.Estimate(Group{0, 9}); math.Abs(got.Estimated-17) > 1e-9 {
		t.Errorf("%+v", got)
	}
}

// A forecast scales the range with the people.
func TestEstimateOfAForecast(t *testing.T) {
	f, err := veiled().Forecast(2030, 268, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Estimate(Group{0, 9}); math.Abs(got.People-53.6) > 1e-9 || math.Abs(got.Estimated-13.6) > 1e-9 || math.Abs(got.Low-40) > 1e-9 || math.Abs(got.High-118) > 1e-9 {
		t.Errorf("%+v", got)
	}
}

func TestName(t *testing.T) {
	g := empty(2)
	if g.IDs[1] = 5785640; g.Name(1) != "5785640" {
		t.Errorf("%q", g.Name(1))
	}
	if g.Names = []string{"a", "250mN667200E38500"}; g.Name(1) != "250mN667200E38500" {
		t.Errorf("%q", g.Name(1))
	}
}

func TestBandSet(t *testing.T) {
	var s BandSet
	for _, b := range []int{0, 63, 64, 100, 127} {
		if s.Has(b) {
			t.Errorf("%d before it was added", b)
		}
		if s.Add(b); !s.Has(b) || b == 100 && s.Has(99) {
			t.Errorf("%d after it was added: %b", b, s)
		}
	}
}
