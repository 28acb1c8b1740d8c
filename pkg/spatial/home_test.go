package spatial

import (
	"testing"

	"github.com/paulmach/orb"
)

// What errors say of a county's system: the zero one, a zone of UTM, and one without a code.
func TestHome(t *testing.T) {
	town, err := Parameters{Projection: TransverseMercator, Meridian: 24.9, Northing: -6.6e6}.CRS("Town grid")
	if err != nil {
		t.Fatal(err)
	}
	const first = " metres, easting first"
	for _, c := range []struct {
		home        CRS
		code, where string
		at          orb.Point
		hint        string
	}{
		{CRS{}, "EPSG:3067", "in Finland", orb.Point{6672126, 385700}, "x and y look exchanged: give x, y as EPSG:3067" + first},
		{CRS{}, "EPSG:3067", "in Finland", orb.Point{25495851, 6680993}, "it looks like EPSG:3879 (ETRS89 / GK25FIN): give x, y as EPSG:3067" + first},
		{mustCRS(t, 32722), "EPSG:32722", "where EPSG:32722 (WGS 84 / UTM zone 22S) is used", orb.Point{-51.2, -30.1}, "it looks like EPSG:4326 (WGS 84): give x, y as EPSG:32722" + first},
		{town, "Town grid", "where Town grid is used", orb.Point{5e7, 5e7}, "give x, y as Town grid" + first},
	} {
		if c.home.Code() != c.code || c.home.Where() != c.where || Misplaced(c.at, c.home) != c.hint {
			t.Errorf("%s, %s, %s", c.home.Code(), c.home.Where(), Misplaced(c.at, c.home))
		}
	}
}
