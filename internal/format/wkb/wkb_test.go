package wkb

import (
	"encoding/hex"
	"reflect"
	"testing"

	"github.com/paulmach/orb"
)

const (
	one   = "000000000000f03f"
	two   = "0000000000000040"
	three = "0000000000000840"
)

func TestDecode(t *testing.T) {
	for name, c := range map[string]struct {
		hex  string
		want orb.Geometry
		says string
	}{
		"point":                {"0101000000" + one + two, orb.Point{1, 2}, ""},
		"ISO point Z":          {"01e9030000" + one + two + three, orb.Point{1, 2}, ""},
		"EWKB with SRID":       {"0101000020fb0b0000" + one + two, orb.Point{1, 2}, ""},
		"EWKB with SRID and Z": {"01010000a0fb0b0000" + one + two + three, orb.Point{1, 2}, ""},
		"SRID cut off":         {"0101000020fb0b", nil, "the geometry ends too early"},
		"nothing":              {"", nil, "the geometry ends too early"},
		"too many points":      {"0102000000ffffff7f", nil, "the geometry ends too early"},
		"bytes left":           {"0101000000" + one + two + "00", nil, "1 bytes after the end of the geometry"},
	} {
		b, err := hex.DecodeString(c.hex)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(b)
		if says := text(err); says != c.says || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %q, expected %v, %q", name, got, says, c.want, c.says)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// What is decoded, if its type can be written, comes back the same.
func FuzzDecode(f *testing.F) {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}
	for _, g := range []orb.MultiPolygon{{square}, {square, square}} {
		b, _, err := AppendMultiPolygon(nil, g)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := Decode(b)
		mp, ok := g.(orb.MultiPolygon)
		if err != nil || !ok {
			return
		}
		again, _, err := AppendMultiPolygon(nil, mp)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Decode(again); err != nil || !reflect.DeepEqual(back, g) {
			t.Fatalf("%v, %v, expected %v", back, err, g)
		}
	})
}
