package gpkg

import (
	"encoding/hex"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestBlobBytes(t *testing.T) {
	got, bound, err := appendBlob(nil, Point, 3067, orb.Point{1, 2})
	if want := "47500001" + "fb0b0000" + "0101000000" + "000000000000f03f" + "0000000000000040"; err != nil || hex.EncodeToString(got) != want || bound.Max != (orb.Point{1, 2}) {
		t.Errorf("point: %x, %v, %v", got, bound, err)
	}
	got, bound, err = appendBlob([]byte("kept"), Polygon, 4326, orb.Polygon{{{0, 0}, {2, 0}, {0, 1}, {0, 0}}})
	zero, one, two := "0000000000000000", "000000000000f03f", "0000000000000040"
	want := "kept" + unhex(t, "47500003"+"e6100000"+zero+two+zero+one+"0103000000"+"01000000"+"04000000"+zero+zero+two+zero+zero+one+zero+zero)
	if err != nil || string(got) != want || bound != (orb.Bound{Max: orb.Point{2, 1}}) {
		t.Errorf("polygon: %x, %v, %v", got, bound, err)
	}
}

func unhex(t testing.TB, s string) string {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const (
	le    = "01"
	h0    = "47500001 00000000" // no envelope
	one   = "000000000000f03f"
	two   = "0000000000000040"
	three = "0000000000000840"
	nan   = "000000000000f87f"
	inf   = "000000000000f07f"
)

func TestDecodeBlob(t *testing.T) {
	line := orb.LineString{{1, 2}, {2, 3}}
	ring := "04000000" + one + one + two + one + one + two + one + one
	triangle := orb.Polygon{{{1, 1}, {2, 1}, {1, 2}, {1, 1}}}
	for name, c := range map[string]struct {
		hex  string
		want orb.Geometry
	}{
		"point":                {h0 + le + "01000000" + one + two, orb.Point{1, 2}},
		"big-endian point":     {h0 + "00" + "00000001" + "3ff0000000000000" + "4000000000000000", orb.Point{1, 2}},
		"point Z":              {h0 + le + "e9030000" + one + two + three, orb.Point{1, 2}},
		"point M":              {h0 + le + "d1070000" + one + two + three, orb.Point{1, 2}},
		"point ZM":             {h0 + le + "b90b0000" + one + two + three + three, orb.Point{1, 2}},
		"EWKB point Z":         {h0 + le + "01000080" + one + two + three, orb.Point{1, 2}},
		"empty point":          {h0 + le + "01000000" + nan + nan, nil},
		"empty flag":           {"47500011 00000000" + le + "01000000" + nan + nan, nil},
		"envelope skipped":     {"47500005 00000000" + strings.Repeat(one, 6) + le + "01000000" + one + two, orb.Point{1, 2}},
		"line":                 {h0 + le + "02000000" + "02000000" + one + two + two + three, line},
		"empty line":           {h0 + le + "02000000" + "00000000", nil},
		"polygon":              {h0 + le + "03000000" + "01000000" + ring, triangle},
		"multipoint":           {h0 + le + "04000000" + "01000000" + le + "01000000" + one + two, orb.MultiPoint{{1, 2}}},
		"multiline":            {h0 + le + "05000000" + "01000000" + le + "02000000" + "02000000" + one + two + two + three, orb.MultiLineString{line}},
		"multipolygon":         {h0 + le + "06000000" + "01000000" + le + "03000000" + "01000000" + ring, orb.MultiPolygon{triangle}},
		"collection":           {h0 + le + "07000000" + "02000000" + le + "01000000" + one + two + le + "02000000" + "00000000", orb.Collection{orb.Point{1, 2}}},
		"mixed byte orders":    {h0 + "00" + "00000004" + "00000001" + le + "01000000" + one + two, orb.MultiPoint{{1, 2}}},
		"empty multipolygon":   {h0 + le + "06000000" + "00000000", nil},
		"nested collection":    {h0 + le + "07000000" + "01000000" + le + "07000000" + "01000000" + le + "01000000" + one + two, orb.Collection{orb.Collection{orb.Point{1, 2}}}},
		"big-endian header":    {"47500000 00000bfb" + le + "01000000" + one + two, orb.Point{1, 2}},
		"ring in polygon Z":    {h0 + le + "eb030000" + "01000000" + "04000000" + one + one + three + two + one + three + one + two + three + one + one + three, triangle},
		"empty inside a multi": {h0 + le + "04000000" + "02000000" + le + "01000000" + nan + nan + le + "01000000" + one + two, orb.MultiPoint{{1, 2}}},
	} {
		got, err := decodeBlob([]byte(unhex(t, c.hex)))
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, c.want)
		}
	}
}

func TestDecodeBlobRefuses(t *testing.T) {
	deep := h0 + strings.Repeat(le+"07000000"+"01000000", 18) + le + "01000000" + one + two
	for _, c := range []struct{ hex, want string }{
		{"", "the geometry does not start with GP"},
		{"4750000100", "the geometry does not start with GP"},
		{"4751000100000000", "the geometry does not start with GP"},
		{"4750010100000000", "geometry blob of version 1, expected 0"},
		{"4750002100000000", "an extended geometry, expected a standard one"},
		{"4750000b00000000", "envelope code 5, expected 0 to 4"},
		{"4750000300000000" + one, "the geometry ends too early"},
		{h0, "the geometry ends too early"},
		{h0 + "02" + "01000000", "byte order 2, expected 0 or 1"},
		{h0 + le + "0a000000" + "00000000", "geometry type 10, expected 1 (point) to 7 (geometry collection)"},
		{h0 + le + "00000000", "geometry type 0, expected 1 (point) to 7 (geometry collection)"},
		{h0 + le + "a10f0000", "geometry type 4001, expected 1 (point) to 7 (geometry collection)"},
		{h0 + le + "01000000" + one, "the geometry ends too early"},
		{h0 + le + "01000000" + one + inf, "a coordinate is NaN or infinite"},
		{h0 + le + "01000000" + one + nan, "a coordinate is NaN or infinite"},
		{h0 + le + "01000000" + one + two + "00", "1 bytes after the end of the geometry"},
		{h0 + le + "02000000" + "ffffffff", "the geometry ends too early"},
		{h0 + le + "02000000" + "0100", "the geometry ends too early"},
		{h0 + le + "02000000" + "01000000" + nan + nan, "a coordinate is NaN or infinite"},
		{h0 + le + "03000000" + "ffffffff", "the geometry ends too early"},
		{h0 + le + "03000000" + "01000000" + "00000000", "ring 1 has 0 positions, expected at least 4"},
		{h0 + le + "03000000" + "01000000" + "04000000" + strings.Repeat(one, 6) + two + two, "ring 1 is not closed, expected its last position to equal the first"},
		{h0 + le + "06000000" + "01000000" + le + "01000000" + one + two, "a Point inside a geometry of type 6"},
		{h0 + le + "07000000" + "ffffff0f", "the geometry ends too early"},
		{deep, "geometry collections nested more than 16 deep"},
	} {
		got, err := decodeBlob([]byte(unhex(t, c.hex)))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, %v, want %s", c.hex, got, err, c.want)
		}
	}
}

// Whatever is decoded can be written if a layer accepts its type, and comes
// back the same.
func FuzzDecodeBlob(f *testing.F) {
	for _, g := range []struct {
		kind string
		g    orb.Geometry
	}{{Point, orb.Point{1, 2}}, {Polygon, cell(3)}, {MultiPolygon, orb.MultiPolygon{cell(1), cell(2)}}} {
		blob, _, err := appendBlob(nil, g.kind, 3067, g.g)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(blob)
	}
	f.Add([]byte(unhex(f, h0+le+"07000000"+"01000000"+le+"02000000"+"02000000"+one+two+two+three)))
	f.Add([]byte(unhex(f, h0+"00"+"00000004"+"00000001"+le+"e9030000"+one+two+three)))
	f.Fuzz(func(t *testing.T, blob []byte) {
		g, err := decodeBlob(blob)
		if err != nil || g == nil {
			return
		}
		kind, ok := map[string]string{"Point": Point, "Polygon": Polygon, "MultiPolygon": MultiPolygon}[g.GeoJSONType()]
		if !ok {
			return
		}
		again, bound, err := appendBlob(nil, kind, 3067, g)
		if err != nil {
			t.Fatalf("%v cannot be written: %v", g, err)
		}
		if math.IsNaN(bound.Min[0]) || bound.Min[0] > bound.Max[0] {
			t.Fatalf("bound %v", bound)
		}
		back, err := decodeBlob(again)
		if err != nil || !reflect.DeepEqual(back, g) {
			t.Fatalf("got %v, %v, want %v", back, err, g)
		}
	})
}
