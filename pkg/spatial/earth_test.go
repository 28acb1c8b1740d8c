package spatial

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// earthPlaces reads testdata/earth.csv: places with their coordinates in a system.
func earthPlaces(t *testing.T) (systems []CRS, lonLat, at []orb.Point) {
	t.Helper()
	rows := rowsOf(t, "testdata/earth.csv")
	for _, row := range rows[1:] {
		var n [5]float64
		for i := range n {
			var err error
			if n[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				t.Fatal(err)
			}
		}
		systems = append(systems, mustCRS(t, int(n[0])))
		lonLat, at = append(lonLat, orb.Point{n[1], n[2]}), append(at, orb.Point{n[3], n[4]})
	}
	if len(systems) < 45 {
		t.Fatalf("%d places, expected 45 or more", len(systems))
	}
	return systems, lonLat, at
}

// Places all over the earth agree with PROJ: to two micrometres with GRS80, to 0.2 mm
// with WGS84, whose ellipsoid is taken for GRS80, and to a millimetre where the datum
// changes, as PROJ keeps the height that a step gives.
func TestEarthAgreesWithPROJ(t *testing.T) {
	degrees := mustCRS(t, 4326)
	systems, lonLat, at := earthPlaces(t)
	for i, c := range systems {
		limit := 2e-6
		switch {
		case c.Approximate():
			limit = 1e-3
		case strings.HasPrefix(c.Name, "WGS 84"):
			limit = 2e-4
		}
		if got := degrees.To(c)(lonLat[i]); !(apart(got, at[i]) <= limit) {
			t.Errorf("%v: %v is %.6f, PROJ has %.6f, %g m apart", c, lonLat[i], got, at[i], apart(got, at[i]))
		}
		const metres = 1.0 / 50_000 // degrees of longitude at 60° north and more
		if back := c.To(degrees)(at[i]); !(apart(back, lonLat[i]) <= limit*metres) {
			t.Errorf("%v: back at %.12f, want %.12f", c, back, lonLat[i])
		}
	}
}

// Every system that is known takes every place where it is used to any other such system
// and back, and its neighbours on the ground stay as far apart as they are.
func TestEarthRoundTrip(t *testing.T) {
	degrees := mustCRS(t, 4326)
	var metric []CRS
	for _, c := range systems() {
		if c.Metric() && c.used != (orb.Bound{}) {
			metric = append(metric, c)
		}
	}
	property.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(metric).Draw(t, "system")
		other := rapid.SampledFrom(metric).Draw(t, "other")
		lon := rapid.Float64Range(c.used.Min[0]+1, c.used.Max[0]-1).Draw(t, "lon")
		lat := rapid.Float64Range(c.used.Min[1]+1, c.used.Max[1]-1).Draw(t, "lat")
		p := degrees.To(c)(orb.Point{lon, lat})
		if d := apart(degrees.To(c)(c.To(degrees)(p)), p); !(d < 2e-3) {
			t.Errorf("%v: round trip of %v is off by %g m", c, p, d)
		}
		if other.used.Contains(orb.Point{lon, lat}) {
			if d := apart(other.To(c)(c.To(other)(p)), p); !(d < 2e-3) {
				t.Errorf("%v by %v: round trip of %v is off by %g m", c, other, p, d)
			}
		}
	})
}

// The zone of UTM is the one whose meridian is at most three degrees away.
func TestUTM(t *testing.T) {
	for at, want := range map[orb.Point]int{
		{-51.23, -30.03}: 32722, {24.94, 60.17}: 32635, {-180, 1}: 32601, {180, 1}: 32660, {179.99, -1}: 32760, {0, 0}: 32631, {2.35, 48.85}: 32631,
	} {
		if got := UTM(at); got.EPSG != want || !got.Metric() {
			t.Errorf("%v: %v, want %d", at, got, want)
		}
	}
}

// A system is found by its datum and its parameters: the texts are those that GDAL writes for
// the codes, without a code.
func TestFromWKTByDatum(t *testing.T) {
	tm := func(name, geog, datum, ellipsoid, meridian, scale, latitude, east, north string) string {
		return `PROJCS["` + name + `",GEOGCS["` + geog + `",DATUM["` + datum + `",SPHEROID[` + ellipsoid + `]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],` +
			`PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",` + east + `],PARAMETER["False_Northing",` + north + `],PARAMETER["Central_Meridian",` + meridian +
			`],PARAMETER["Scale_Factor",` + scale + `],PARAMETER["Latitude_Of_Origin",` + latitude + `],UNIT["Meter",1.0]]`
	}
	const grs, wgs, bessel = `"GRS_1980",6378137.0,298.257222101`, `"WGS_1984",6378137.0,298.257223563`, `"Bessel_1841",6377397.155,299.1528128`
	for _, c := range []struct {
		text string
		want int
	}{
		{tm("GDA2020_MGA_Zone_56", "GCS_GDA2020", "GDA2020", grs, "153.0", "0.9996", "0.0", "500000.0", "10000000.0"), 7856},
		{tm("GDA_1994_MGA_Zone_56", "GCS_GDA_1994", "D_GDA_1994", grs, "153.0", "0.9996", "0.0", "500000.0", "10000000.0"), 28356},
		{tm("SIRGAS_2000_UTM_Zone_18N", "GCS_SIRGAS_2000", "D_SIRGAS_2000", grs, "-75.0", "0.9996", "0.0", "500000.0", "0.0"), 31972},
		{tm("NAD_1983_UTM_Zone_18N", "GCS_North_American_1983", "D_North_American_1983", grs, "-75.0", "0.9996", "0.0", "500000.0", "0.0"), 26918},
		{tm("NAD_1983_2011_UTM_Zone_18N", "GCS_NAD_1983_2011", "D_NAD_1983_2011", grs, "-75.0", "0.9996", "0.0", "500000.0", "0.0"), 0},
		{tm("SWEREF99_TM", "GCS_SWEREF99", "D_SWEREF99", grs, "15.0", "0.9996", "0.0", "500000.0", "0.0"), 3006},
		{tm("ETRS_1989_ETRS-TM33", "GCS_ETRS_1989", "D_ETRS_1989", grs, "15.0", "0.9996", "0.0", "500000.0", "0.0"), 3045},
		{tm("ETRS_1989_UTM_Zone_33N", "GCS_ETRS_1989", "D_ETRS_1989", grs, "15.0", "0.9996", "0.0", "500000.0", "0.0"), 25833},
		{tm("WGS_1984_UTM_Zone_33N", "GCS_WGS_1984", "D_WGS_1984", wgs, "15.0", "0.9996", "0.0", "500000.0", "0.0"), 32633},
		{tm("British_National_Grid", "GCS_OSGB_1936", "D_OSGB_1936", `"Airy_1830",6377563.396,299.3249646`, "-2.0", "0.9996012717", "49.0", "400000.0", "-100000.0"), 27700},
		{tm("TM65_Irish_Grid", "GCS_TM65", "D_TM65", `"Airy_Modified",6377340.189,299.3249646`, "-8.0", "1.000035", "53.5", "200000.0", "250000.0"), 29902},
		{tm("DHDN_3_Degree_Gauss_Zone_3", "GCS_Deutsches_Hauptdreiecksnetz", "D_Deutsches_Hauptdreiecksnetz", bessel, "9.0", "1.0", "0.0", "3500000.0", "0.0"), 31467},
		{`GEOGCS["GCS_SIRGAS_2000",DATUM["D_SIRGAS_2000",SPHEROID[` + grs + `]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]`, 4674},
		// another grid of an old datum, and another datum of its ellipsoid
		{tm("Some_Grid", "GCS_OSGB_1936", "D_OSGB_1936", `"Airy_1830",6377563.396,299.3249646`, "-3.0", "1", "49.0", "400000.0", "0.0"), -1},
		{tm("TM75_Irish_Grid", "GCS_TM75", "D_TM75", `"Airy_Modified",6377340.189,299.3249646`, "-8.0", "1.000035", "53.5", "200000.0", "250000.0"), -1},
		{tm("Rauenberg", "GCS_RD/83", "D_Rauenberg", bessel, "12.0", "1.0", "0.0", "4500000.0", "0.0"), -1},
	} {
		got, err := FromWKT(c.text)
		if err != nil {
			got.EPSG = -1
		}
		if got.EPSG != c.want {
			t.Errorf("%.40s: %v, %v; want %d", c.text, got, err, c.want)
		}
	}
}

// Both sides of the 180th meridian are one place: within zones 1 and 60 of UTM and a system
// of its own, to a millimetre of cs2cs of PROJ 9.1, and back as degrees from -180 to 180.
func TestAcrossTheAntimeridian(t *testing.T) {
	own, err := Parameters{Projection: TransverseMercator, Meridian: 180, Scale: 0.9996, Easting: 500_000, Northing: 10_000_000}.CRS("Fiji")
	if err != nil {
		t.Fatal(err)
	}
	degrees := mustCRS(t, 4326)
	for _, c := range []struct {
		home   CRS
		lonLat orb.Point
		at     orb.Point
	}{
		{mustCRS(t, 32760), orb.Point{179.9988, -17.004}, orb.Point{819316.8890, 8117557.1437}},
		{mustCRS(t, 32760), orb.Point{-179.9988, -17.004}, orb.Point{819572.6398, 8117553.2240}},
		{mustCRS(t, 32701), orb.Point{-176.55, -43.95}, orb.Point{536108.6486, 5133582.1113}},
		{mustCRS(t, 32701), orb.Point{179.9, -17.004}, orb.Point{169898.5400, 8117389.1292}},
		{own, orb.Point{179.9988, -17.004}, orb.Point{499872.2708, 8120002.4640}},
		{own, orb.Point{-179.9988, -17.004}, orb.Point{500127.7292, 8120002.4640}},
		{own, orb.Point{-176.55, -43.95}, orb.Point{776839.2063, 5127892.3514}},
	} {
		at := degrees.To(c.home)(c.lonLat)
		if apart(at, c.at) > 1e-3 {
			t.Errorf("%v in %v: %.4f, want %.4f", c.lonLat, c.home, at, c.at)
		}
		if back := c.home.To(degrees)(at); math.Abs(back[0]-c.lonLat[0]) > 1e-9 || math.Abs(back[1]-c.lonLat[1]) > 1e-9 {
			t.Errorf("%v in %v: back at %v", c.lonLat, c.home, back)
		}
		if !Within(degrees, c.home)(c.lonLat) || !Within(c.home, c.home)(at) {
			t.Errorf("%v is not within %v", c.lonLat, c.home)
		}
	}
	if Within(degrees, own)(orb.Point{0, -17}) || Within(degrees, mustCRS(t, 32760))(orb.Point{-160, -17}) {
		t.Error("a place far away is within")
	}
}

// A system without its name, where the county is known by another file.
func TestGuessIn(t *testing.T) {
	paris := orb.Bound{Min: orb.Point{2, 48.5}, Max: orb.Point{2.7, 49.2}}
	for _, c := range []struct {
		at    orb.Point
		box   orb.Bound
		first CRS
		want  []int
	}{
		{orb.Point{652_301, 6_861_303}, paris, mustCRS(t, 32631), []int{2154}},
		{orb.Point{452_301, 5_411_303}, paris, mustCRS(t, 32631), []int{32631}},
		{orb.Point{480_000, 6_675_000}, orb.Bound{Min: orb.Point{-52, -31}, Max: orb.Point{-50, -29}}, mustCRS(t, 31982), []int{31982}},
		{orb.Point{2.35123, 48.85456}, paris, mustCRS(t, 2154), []int{4326}},
		{orb.Point{1, 2}, paris, mustCRS(t, 2154), nil},
	} {
		var got []int
		for _, s := range GuessIn([]orb.Point{c.at}, c.box, c.first) {
			got = append(got, s.EPSG)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.at, got, c.want)
		}
	}
}
