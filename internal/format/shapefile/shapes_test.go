package shapefile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestShapes(t *testing.T) {
	hole := turnedRound(square(2, 2, 2))
	island := square(2.5, 2.5, 1)
	far := square(25_500_000, 6_700_000, 250)
	for _, c := range []struct {
		name string
		shp  []byte
		want orb.Geometry
	}{
		{"null in a polygon file", shp(5, nothing()), nil},
		{"point", shp(1, pointShape(1, 3, 4)), orb.Point{3, 4}},
		{"point Z", shp(11, pointShape(11, 3, 4, 5, 6)), orb.Point{3, 4}},
		{"point M", shp(21, pointShape(21, 3, 4, 5)), orb.Point{3, 4}},
		{"line", shp(3, partsShape(3, 0, []orb.Point{{0, 0}, {1, 2}})), orb.LineString{{0, 0}, {1, 2}}},
		{"line Z of two parts", shp(13, partsShape(13, 32, []orb.Point{{0, 0}, {1, 2}}, []orb.Point{{5, 5}, {6, 6}})),
			orb.MultiLineString{{{0, 0}, {1, 2}}, {{5, 5}, {6, 6}}}},
		{"line of no parts", shp(3, partsShape(3, 0)), nil},
		{"polygon", shp(5, partsShape(5, 0, far)), orb.Polygon{ccw(far)}},
		{"polygon Z", shp(15, partsShape(15, 56, square(0, 0, 1))), orb.Polygon{ccw(square(0, 0, 1))}},
		{"polygon M", shp(25, partsShape(25, 56, square(0, 0, 1))), orb.Polygon{ccw(square(0, 0, 1))}},
		{"hole", shp(5, partsShape(5, 0, square(0, 0, 10), hole)), orb.Polygon{ccw(square(0, 0, 10)), cw(square(2, 2, 2))}},
		{"hole before its outer ring", shp(5, partsShape(5, 0, hole, square(0, 0, 10))), orb.Polygon{ccw(square(0, 0, 10)), cw(square(2, 2, 2))}},
		{"all reversed", shp(5, partsShape(5, 0, turnedRound(square(0, 0, 10)), square(2, 2, 2))),
			orb.Polygon{ccw(square(0, 0, 10)), cw(square(2, 2, 2))}},
		{"island in a hole", shp(5, partsShape(5, 0, island, square(0, 0, 10), hole)),
			orb.MultiPolygon{{ccw(island)}, {ccw(square(0, 0, 10)), cw(square(2, 2, 2))}}},
		{"hole goes to the smaller of two around it", shp(5, partsShape(5, 0, square(0, 0, 100), turnedRound(square(1, 1, 50)), square(2, 2, 40), turnedRound(square(3, 3, 5)))),
			orb.MultiPolygon{{ccw(square(0, 0, 100)), cw(square(1, 1, 50))}, {ccw(square(2, 2, 40)), cw(square(3, 3, 5))}}},
		{"two islands, each with a hole", shp(5, partsShape(5, 0, square(0, 0, 10), square(20, 0, 10), turnedRound(square(21, 1, 2)), hole)),
			orb.MultiPolygon{{ccw(square(0, 0, 10)), cw(square(2, 2, 2))}, {ccw(square(20, 0, 10)), cw(square(21, 1, 2))}}},
		{"a hole filled by an island stays with the land around", shp(5, partsShape(5, 0, square(2, 2, 2), square(0, 0, 10), hole)),
			orb.MultiPolygon{{ccw(square(2, 2, 2))}, {ccw(square(0, 0, 10)), cw(square(2, 2, 2))}}},
		{"a hole in no ring is land", shp(5, partsShape(5, 0, square(0, 0, 10), turnedRound(square(50, 50, 2)))),
			orb.MultiPolygon{{ccw(square(0, 0, 10))}, {ccw(square(50, 50, 2))}}},
	} {
		got, err := Read(Files{Name: "a.shp", SHP: c.shp})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(got.Records) != 1 || got.Records[0].Number != 1 || got.Fields != nil {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if d := cmp.Diff(c.want, got.Records[0].Geometry); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestNoShapes(t *testing.T) {
	got, err := Read(Files{Name: "a", SHP: shp(5), DBF: dbf(0, []Field{{"A", 'C', 1, 0}})})
	if err != nil || len(got.Records) != 0 || len(got.Fields) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// edit changes a copy of data.
func edit(data []byte, change func([]byte) []byte) []byte {
	return change(append([]byte(nil), data...))
}

func TestShapeErrors(t *testing.T) {
	two := shp(1, pointShape(1, 3, 4), pointShape(1, 5, 6))
	area := shp(5, partsShape(5, 0, square(0, 0, 1), square(5, 5, 1)))
	sized := func(data []byte) []byte {
		be.PutUint32(data[24:], uint32(len(data)/2))
		return data
	}
	for _, c := range []struct {
		name string
		shp  []byte
		want string
	}{
		{"empty", nil, `a.shp: found "0 bytes", expected a header of 100 bytes (the file is empty or truncated)`},
		{"other file", make([]byte, 200), `a.shp: found "file code 0", expected 9994 (this is not a .shp file)`},
		{"cut short", two[:len(two)-10], `a.shp: found "146 bytes", expected 156 bytes, as stated in the header (the file is truncated or was not closed by its writer)`},
		{"cut in a record", edit(two[:len(two)-10], sized), `a.shp:2: found "a record of 20 bytes", expected 4 to 10 bytes, the rest of the file (the file is truncated or damaged)`},
		{"cut in a record's header", edit(two[:len(two)-24], sized), `a.shp:2: found "4 bytes", expected a record header of 8 bytes (the file is truncated)`},
		{"absurd length", edit(two, func(b []byte) []byte { be.PutUint32(b[104:], 0xFFFFFFFF); return b }),
			`a.shp:1: found "a record of 8589934590 bytes", expected 4 to 48 bytes, the rest of the file (the file is truncated or damaged)`},
		{"length 0", edit(two, func(b []byte) []byte { be.PutUint32(b[104:], 0); return b }),
			`a.shp:1: found "a record of 0 bytes", expected 4 to 48 bytes, the rest of the file (the file is truncated or damaged)`},
		{"multipoint", shp(8), `a.shp: found "shape type 8", expected Null (0), Point (1, 11, 21), PolyLine (3, 13, 23) or Polygon (5, 15, 25)`},
		{"mixed types", shp(1, pointShape(1, 3, 4), partsShape(5, 0, square(0, 0, 1))), `a.shp:2: found "shape type 5", expected the type of the file's header or 0`},
		{"short point", shp(1, pointShape(1, 3, 4)[:12]), `a.shp:1: found "12 bytes", expected 20 bytes for a point (the record is damaged)`},
		{"short polygon", shp(5, partsShape(5, 0)[:40]), `a.shp:1: found "40 bytes", expected at least 44 bytes for a line or polygon (the record is damaged)`},
		{"absurd parts", edit(area, func(b []byte) []byte { le.PutUint32(b[144:], 0xFFFFFFFF); return b }),
			`a.shp:1: found "4294967295 parts and 10 points", expected no more than the record's 212 bytes hold (the record is damaged)`},
		{"absurd points", edit(area, func(b []byte) []byte { le.PutUint32(b[148:], 0xFFFFFFFF); return b }),
			`a.shp:1: found "2 parts and 4294967295 points", expected no more than the record's 212 bytes hold (the record is damaged)`},
		{"parts in disorder", edit(area, func(b []byte) []byte { le.PutUint32(b[156:], 11); return b }),
			`a.shp:1: found "part 1 from point 0 to 11", expected parts that follow one another (the record is damaged)`},
		{"first part not from 0", edit(area, func(b []byte) []byte { le.PutUint32(b[152:], 1); return b }),
			`a.shp:1: found "part 1 from point 1 to 5", expected parts that follow one another (the record is damaged)`},
		{"open ring", shp(5, partsShape(5, 0, square(0, 0, 1), square(0, 0, 1)[:4])),
			`a.shp:1: found "ring 2 of 4 points", expected a closed ring of at least 4 points (repair the geometry, in QGIS with Fix geometries)`},
		{"ring of 3", shp(5, nothing(), partsShape(5, 0, []orb.Point{{0, 0}, {1, 1}, {0, 0}})),
			`a.shp:2: found "ring 1 of 3 points", expected a closed ring of at least 4 points (repair the geometry, in QGIS with Fix geometries)`},
		{"not a number", shp(1, pointShape(1, zero/zero, 4)), `a.shp:1: found "NaN 4", expected finite coordinates`},
		{"infinite vertex", shp(3, partsShape(3, 0, []orb.Point{{0, 0}, {1, 1 / zero}})), `a.shp:1: found "1 +Inf", expected finite coordinates`},
	} {
		got, err := Read(Files{Name: "a.SHP", SHP: c.shp})
		if err == nil {
			t.Errorf("%s: no error, %+v", c.name, got)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.want)
		}
		if len(got.Records) != 0 {
			t.Errorf("%s: records together with an error", c.name)
		}
	}
}

var zero float64
