package spatial

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// goldenPlace is one row of testdata/golden.csv: one place in every system.
type goldenPlace map[int]orb.Point

func readGolden(t *testing.T) []goldenPlace {
	t.Helper()
	f, err := os.Open("testdata/golden.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	codes := goldenCodes()
	var places []goldenPlace
	for _, row := range rows[1:] {
		place := goldenPlace{}
		for i, code := range codes {
			x, errX := strconv.ParseFloat(row[2*i], 64)
			y, errY := strconv.ParseFloat(row[2*i+1], 64)
			if errX != nil || errY != nil {
				t.Fatal(errX, errY)
			}
			place[code] = orb.Point{x, y}
		}
		places = append(places, place)
	}
	if len(places) != 1000 || len(rows[0]) != 2*len(codes) {
		t.Fatalf("%d golden places in %d columns, want 1000 in %d", len(places), len(rows[0]), 2*len(codes))
	}
	return places
}

// goldenCodes are the systems of the file, in the order of its columns.
func goldenCodes() []int {
	codes := []int{4326, 3067}
	for code := firstGK; code <= lastGK; code++ {
		codes = append(codes, code)
	}
	return append(codes, 3857)
}

func mustCRS(t testing.TB, code int) CRS {
	t.Helper()
	c, err := ByEPSG(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func apart(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// TestAgreesWithPROJ takes every golden place from every system to every other.
func TestAgreesWithPROJ(t *testing.T) {
	places := readGolden(t)
	for _, from := range append(goldenCodes(), 4258) {
		for _, to := range append(goldenCodes(), 4258) {
			f, g := mustCRS(t, from), mustCRS(t, to)
			limit := 1e-7 // metres
			if g.Geographic() {
				limit = 2e-12 // degrees, about as much
			}
			worst := 0.0
			for _, place := range places {
				got := g.FromTM35(f.ToTM35(place.in(from)))
				worst = max(worst, apart(got, place.in(to)))
			}
			if !(worst <= limit) {
				t.Errorf("EPSG:%d to EPSG:%d: up to %g away from PROJ, limit %g", from, to, worst, limit)
			}
		}
	}
}

func (g goldenPlace) in(code int) orb.Point {
	if code == 4258 {
		code = 4326
	}
	return g[code]
}

func TestRoundTrip(t *testing.T) {
	codes := []int{3067, 4326, 4258, 3857}
	for code := firstGK; code <= lastGK; code++ {
		codes = append(codes, code)
	}
	property.Check(t, func(t *rapid.T) {
		p := orb.Point{
			rapid.Float64Range(50000, 770000).Draw(t, "E"),
			rapid.Float64Range(6600000, 7830000).Draw(t, "N"),
		}
		for _, code := range codes {
			c, err := ByEPSG(code)
			if err != nil {
				t.Fatal(err)
			}
			if d := apart(c.ToTM35(c.FromTM35(p)), p); !(d < 5e-8) {
				t.Errorf("%v: round trip of %v is off by %g m", c, p, d)
			}
		}
	})
}

// The zones of GK lie 1,000 km apart in x, and on its own meridian a place keeps
// its northing from one zone's meridian to another's.
func TestGKZones(t *testing.T) {
	for code := firstGK; code <= lastGK; code++ {
		c := mustCRS(t, code)
		zone := float64(code - firstGK + 19)
		p := c.FromTM35(mustCRS(t, 4258).ToTM35(orb.Point{zone, 62}))
		want := orb.Point{zone*1e6 + 500000, 6876930.9201} // PROJ
		if apart(p, want) > 1e-3 {
			t.Errorf("%v: meridian %g at 62° N is %.4f, want %.4f", c, zone, p, want)
		}
	}
}

func TestByEPSGNames(t *testing.T) {
	for code, want := range map[int]string{
		3067: "EPSG:3067 (ETRS89 / TM35FIN(E,N))",
		3873: "EPSG:3873 (ETRS89 / GK19FIN)",
		3879: "EPSG:3879 (ETRS89 / GK25FIN)",
		3885: "EPSG:3885 (ETRS89 / GK31FIN)",
		4258: "EPSG:4258 (ETRS89)",
		4326: "EPSG:4326 (WGS 84)",
		3857: "EPSG:3857 (WGS 84 / Pseudo-Mercator)",
	} {
		if got := mustCRS(t, code).String(); got != want {
			t.Errorf("%d: %q, want %q", code, got, want)
		}
	}
	want := "coordinate system EPSG:2393 is not supported: use 3067 (ETRS-TM35FIN), " +
		"3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258 or 3857"
	for _, code := range []int{2393, 3872, 3886, 0, -1} {
		_, err := ByEPSG(code)
		if err == nil || code == 2393 && err.Error() != want {
			t.Errorf("%d: error %v, want %q", code, err, want)
		}
	}
}

func TestZeroCRSIsTM35(t *testing.T) {
	p := orb.Point{385700, 6672126}
	if (CRS{}).ToTM35(p) != p || (CRS{}).FromTM35(p) != p {
		t.Error("the zero CRS moves points")
	}
}

func BenchmarkToTM35(b *testing.B) {
	for _, code := range []int{3879, 4326, 3857} {
		c := mustCRS(b, code)
		p := c.FromTM35(orb.Point{385700, 6672126})
		b.Run(c.Name, func(b *testing.B) {
			for b.Loop() {
				c.ToTM35(p)
			}
		})
	}
}
