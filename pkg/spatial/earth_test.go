package spatial

import (
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
