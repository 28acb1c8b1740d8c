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
	rows := rowsOf(t, "testdata/golden.csv")
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

// rowsOf reads a table of test data, with its header.
func rowsOf(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
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
		codes = append(codes, code, code-firstGK+firstBareGK)
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

// Zones of GK are 1,000 km apart in x, and on the zone's own meridian a place
// has the same northing in every zone.
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
	want := "coordinate system EPSG:2393 (KKJ / Finland Uniform Coordinate System) is not supported: use 3067 (ETRS-TM35FIN), " +
		"3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035"
	for _, code := range []int{2393, 3872, 3886, 0, -1} {
		_, err := ByEPSG(code)
		if err == nil || code == 2393 && err.Error() != want {
			t.Errorf("%d: error %v, want %q", code, err, want)
		}
	}
}

// Codes with the coordinates of another system are read as that one. The places
// are from PROJ 9.1, cs2cs -f %.4f, converted to x, y order.
func TestAliasesAgreeWithPROJ(t *testing.T) {
	vantaa, ranua := orb.Point{25.0418, 60.2941}, orb.Point{27.0286, 68.9054}
	for _, c := range []struct {
		code, alias   int
		about, north  bool
		vantaa, ranua orb.Point
	}{
		{25835, 3067, false, false, orb.Point{391757.7531, 6685772.0174}, orb.Point{501148.7489, 7643814.1408}},
		{32635, 3067, true, false, orb.Point{391757.7531, 6685772.0175}, orb.Point{501148.7489, 7643814.1409}},
		{3047, 3067, false, true, orb.Point{391757.7531, 6685772.0174}, orb.Point{501148.7489, 7643814.1408}},
		{5048, 3067, false, true, orb.Point{391757.7531, 6685772.0174}, orb.Point{501148.7489, 7643814.1408}},
		{3902, 3067, false, true, orb.Point{391757.7531, 6685772.0174}, orb.Point{501148.7489, 7643814.1408}},
		{3903, 3067, false, true, orb.Point{391757.7531, 6685772.0174}, orb.Point{501148.7489, 7643814.1408}},
		{3126, 0, false, true, orb.Point{833819.9691, 6702148.5817}, orb.Point{821822.8212, 7667952.8747}},
		{3132, 0, false, true, orb.Point{502311.7069, 6686840.6391}, orb.Point{581500.8293, 7648218.9129}},
		{3138, 0, false, true, orb.Point{170790.4976, 6701727.6834}, orb.Point{340515.4310, 7652032.0863}},
		{3785, 3857, false, false, orb.Point{2787640.4245, 8465509.1131}, orb.Point{3008809.9889, 10721464.0305}},
		{900913, 3857, false, false, orb.Point{2787640.4245, 8465509.1131}, orb.Point{3008809.9889, 10721464.0305}},
		{102100, 3857, false, false, orb.Point{2787640.4245, 8465509.1131}, orb.Point{3008809.9889, 10721464.0305}},
		{4937, 4258, false, false, vantaa, ranua},
		{4979, 4326, false, false, vantaa, ranua},
	} {
		crs, degrees := mustCRS(t, c.code), mustCRS(t, 4326)
		alias, about := crs.Alias()
		if alias != c.alias || about != c.about || crs.NorthFirst() != c.north || crs.EPSG != c.code {
			t.Errorf("%v: alias %d, about %v, north first %v", crs, alias, about, crs.NorthFirst())
		}
		for _, p := range [][2]orb.Point{{vantaa, c.vantaa}, {ranua, c.ranua}} {
			if got := crs.FromTM35(degrees.ToTM35(p[0])); apart(got, p[1]) > 2e-4 {
				t.Errorf("%v: %v, want %v", crs, got, p[1])
			}
			if back := degrees.FromTM35(crs.ToTM35(p[1])); apart(back, p[0]) > 1e-8 {
				t.Errorf("%v back: %v, want %v", crs, back, p[0])
			}
		}
	}
}

// A zone without its number equals the zone with it, shifted by 1,000 km per
// zone.
func TestZonesWithoutTheirNumber(t *testing.T) {
	for _, place := range readGolden(t) {
		for code := firstGK; code <= lastGK; code++ {
			full := mustCRS(t, code)
			bare, ok := full.WithoutZone()
			p := place[code]
			moved := orb.Point{p[0] - float64(full.Zone())*1e6, p[1]}
			if !ok || bare.Zone() != full.Zone() || apart(bare.ToTM35(moved), full.ToTM35(p)) > 1e-7 {
				t.Fatalf("%v: %v of %v", full, bare, moved)
			}
		}
	}
	for _, code := range []int{3067, 3132, 4326, 3857} {
		if bare, ok := mustCRS(t, code).WithoutZone(); ok {
			t.Errorf("%d without its zone is %v", code, bare)
		}
	}
}

func TestCodeName(t *testing.T) {
	for code, want := range map[int]string{
		3035: "EPSG:3035 (ETRS89-extended / LAEA Europe)", 32722: "EPSG:32722 (WGS 84 / UTM zone 22S)",
		32634: "EPSG:32634 (WGS 84 / UTM zone 34N)", 25834: "EPSG:25834 (ETRS89 / UTM zone 34N)", 3048: "EPSG:3048 (ETRS89 / UTM zone 36N (N-E))",
		2154: "EPSG:2154 (RGF93 v1 / Lambert-93)", 27700: "EPSG:27700 (OSGB36 / British National Grid)",
		31370: "EPSG:31370 (BD72 / Belgian Lambert 72)", 31978: "EPSG:31978 (SIRGAS 2000 / UTM zone 18S)",
		31467: "EPSG:31467 (DHDN / 3-degree Gauss-Kruger zone 3)", 28355: "EPSG:28355 (GDA94 / MGA zone 55)", 9999: "EPSG:9999",
	} {
		if got := CodeName(code); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, c := range systems() {
		code := c.EPSG
		if c != mustCRS(t, code) {
			t.Errorf("%d: %v", code, c)
		}
		if named, ok := ByName(c.Name); !ok || !named.same(c) || registerName(code) != "" && CodeName(code) != c.String() && code != 25835 {
			t.Errorf("%d: %q, %v", code, registerName(code), named)
		}
	}
	if c, ok := ByName("etrs89/tm35fin(e, n)"); !ok || c.EPSG != 3067 {
		t.Error(c)
	}
	if c, ok := ByName("a system"); ok {
		t.Error(c)
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
