package spatial

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
)

// A cell that is cut at the 180th meridian is one again.
func TestUncut(t *testing.T) {
	box := func(w, s, e, n float64) orb.Polygon {
		return orb.Bound{Min: orb.Point{w, s}, Max: orb.Point{e, n}}.ToPolygon()
	}
	for _, c := range []struct {
		m          orb.MultiPolygon
		west, east float64
	}{
		{orb.MultiPolygon{box(179.75, -17, 180, -16), box(-180, -17, -179.875, -16)}, 179.75, 180.125},
		{orb.MultiPolygon{box(-180, -17, -179.75, -16), box(179.875, -17, 180, -16)}, -180.125, -179.75},
		{orb.MultiPolygon{box(179, -17, 180, -16), box(-179, -17, -178, -16)}, -179, 180}, // not cut
	} {
		before := c.m.Clone()
		got := Uncut(c.m)
		if b := got.Bound(); b.Min[0] != c.west || b.Max[0] != c.east || !orb.Equal(before, c.m) {
			t.Errorf("%v: %v, want %v to %v", c.m, b, c.west, c.east)
		}
	}
	whole, _ := Uncut(orb.MultiPolygon{box(179.75, -17, 180, -16), box(-180, -17, -179.875, -16)}).(orb.MultiPolygon)
	if hull := Hull(whole); math.Abs(RingArea(hull[0])-0.375) > 1e-12 || len(hull[0]) != 5 {
		t.Errorf("hull %v", hull)
	}
	if hull := Hull(nil); hull != nil {
		t.Errorf("hull of nothing %v", hull)
	}
}
