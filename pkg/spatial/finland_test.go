package spatial

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// Towns and ends of the country, longitude and latitude.
func finnishPlaces() []orb.Point {
	return []orb.Point{
		{24.94, 60.17}, {19.55, 60.22}, {22.96, 59.81}, {21.36, 59.50}, // Helsinki, Eckerö, Hanko, Utö's sea
		{30.93, 62.66}, {31.58, 62.90}, {29.98, 66.20}, {28.17, 61.06}, // Ilomantsi, its border, Kuusamo, Lappeenranta
		{27.02, 69.91}, {27.98, 70.08}, {20.75, 69.05}, {23.66, 67.96}, // Utsjoki, Nuorgam, Kilpisjärvi, Muonio
		{24.15, 65.85}, {21.62, 63.10}, {21.30, 61.13}, {25.47, 65.01}, // Tornio, Vaasa, Rauma, Oulu
	}
}

func TestInFinland(t *testing.T) {
	lonLat := mustCRS(t, 4326)
	for _, p := range finnishPlaces() {
		if !Within(lonLat, CRS{})(p) {
			t.Errorf("%v is not in Finland", p)
		}
	}
	for name, p := range map[string]orb.Point{
		"Tallinn": {24.75, 59.40}, "Stockholm": {18.07, 59.33}, "Umeå": {20.26, 63.83},
		"Saint Petersburg": {30.31, 59.94}, "Murmansk": {33.08, 68.97}, "Kautokeino's west": {21.0, 69.9},
		"null island": {0, 0}, "swapped Helsinki": {60.17, 24.94}, "Petrozavodsk": {34.35, 61.79},
		"a whole turn too far": {384.94, 60.17}, "no number": {math.NaN(), 60}, "no number either": {25, math.NaN()}, "infinite": {math.Inf(1), math.Inf(-1)},
	} {
		if Within(lonLat, CRS{})(p) {
			t.Errorf("%s %v is taken for Finland", name, p)
		}
	}
}

// Every place is accepted by its own system and by no other.
func TestAcceptsOnlyItsOwn(t *testing.T) {
	lonLat := mustCRS(t, 4326)
	for _, place := range finnishPlaces() {
		for _, own := range guessed(CRS{}) {
			p := own.FromTM35(lonLat.ToTM35(place))
			for _, c := range guessed(CRS{}) {
				if got := Within(c, CRS{})(p); got != (c == own) {
					t.Errorf("%v of %v read as %v: accepted %v", p, own, c, got)
				}
				if Within(c, CRS{})(Swap(p)) {
					t.Errorf("%v of %v swapped is accepted as %v", p, own, c)
				}
			}
		}
	}
}

func TestGuess(t *testing.T) {
	lonLat := mustCRS(t, 4326)
	for _, own := range guessed(CRS{}) {
		var points, swapped []orb.Point
		for range 2 {
			for _, place := range finnishPlaces() {
				p := own.FromTM35(lonLat.ToTM35(place))
				points = append(points, p)
				swapped = append(swapped, Swap(p))
			}
		}
		if got := Guess(points, CRS{}); len(got) != 1 || got[0] != own {
			t.Errorf("%v guessed as %v", own, got)
		}
		if Swapped(points, CRS{}) || !Swapped(swapped, CRS{}) || len(Guess(swapped, CRS{})) != 0 {
			t.Errorf("%v: swapped axes not detected", own)
		}
		// 1 of 32 outside is 97 %, 2 of 32 are 94 %.
		points[7] = orb.Point{0, 0}
		if got := Guess(points, CRS{}); len(got) != 1 || got[0] != own {
			t.Errorf("%v with one place outside guessed as %v", own, got)
		}
		points[8] = orb.Point{math.NaN(), math.NaN()}
		if got := Guess(points, CRS{}); len(got) != 0 {
			t.Errorf("%v with two of 32 places outside guessed as %v", own, got)
		}
	}
	if Guess(nil, CRS{}) != nil || Swapped(nil, CRS{}) {
		t.Error("no points fit something")
	}
	old := []orb.Point{{3385832, 6674949}} // the uniform coordinates of KKJ
	if Guess(old, CRS{}) != nil || Swapped(old, CRS{}) {
		t.Errorf("old coordinates guessed as %v", Guess(old, CRS{}))
	}
}

// Eastings without the zone number are in Finland as ETRS-TM35FIN too. Far from
// 500,000 m no zone is in use.
func TestWithoutZone(t *testing.T) {
	lonLat := mustCRS(t, 4326)
	of := func(code int, places ...orb.Point) (out []orb.Point) {
		for _, p := range places {
			out = append(out, mustCRS(t, code).FromTM35(lonLat.ToTM35(p)))
		}
		return out
	}
	zones := func(points []orb.Point) (out []int) {
		for _, c := range WithoutZone(points) {
			out = append(out, c.Zone())
		}
		return out
	}
	for name, c := range map[string]struct {
		points []orb.Point
		want   []int
	}{
		"Vantaa, GK25":               {of(3132, orb.Point{24.9, 60.3}, orb.Point{25.1, 60.25}), []int{19, 20, 21, 22, 23, 24, 25, 26, 27, 28}},
		"Inari, GK27":                {of(3134, orb.Point{27.0, 68.9}, orb.Point{27.4, 68.7}), []int{20, 21, 22, 23, 24, 25, 26, 27, 28, 29}},
		"Vantaa, TM35":               {of(3067, orb.Point{24.9, 60.3}, orb.Point{25.1, 60.25}), nil},
		"Kuopio, TM35":               {of(3067, orb.Point{27.7, 62.9}), []int{20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}},
		"Vantaa, GK25 with its zone": {of(3879, orb.Point{24.9, 60.3}), nil},
		"nothing":                    {nil, nil},
	} {
		if got := zones(c.points); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
