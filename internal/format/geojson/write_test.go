package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

var update = flag.Bool("update", false, "write the golden files again")

// sample has one feature of every geometry type and every type of value; its
// rings run in the wrong direction.
func sample() Collection {
	clockwise := orb.Ring{{25, 60}, {25, 60.5}, {25.5, 60.5}, {25.5, 60}, {25, 60}}
	hole := orb.Ring{{25.1, 60.1}, {25.2, 60.1}, {25.2, 60.2}, {25.1, 60.2}, {25.1, 60.1}}
	right := orb.Ring{{24, 60}, {24.123456789, 60}, {24, 60.00000005}, {24, 60}}
	places := []orb.Geometry{
		orb.Point{25.0388001234, 60.2933},
		orb.MultiPoint{{-180, -90}, {180, 90}},
		orb.LineString{{25, 60}, {25.00000004, 60.99999996}},
		orb.MultiLineString{{{25, 60}, {26, 61}}, {{1, 2}, {3, 4}}},
		orb.Polygon{clockwise, hole},
		orb.MultiPolygon{{right}, {clockwise}},
		orb.Collection{orb.Point{-0.00000001, 0}, orb.Polygon{clockwise}},
		nil,
	}
	return Collection{
		Members: []Member{{"title", "Neuvola, \"20 min\"\n"}, {"synthetic", true}, {"limit", 20}},
		BBox:    true,
		Columns: []string{"nimi ä", "minutes", "people", "reached"},
		Len:     len(places),
		ID: func(i int) any {
			if i == 0 {
				return "nv_rajakyla"
			}
			return 5785640 + i
		},
		Row: func(i int, v []any) orb.Geometry {
			switch i {
			case 0:
				v[0], v[1], v[2], v[3] = "Rajakylä \\ \t\x01 </b> 🚌", 12.5, 71, true
			case 1:
				v[1], v[2], v[3] = float32(0.1), uint16(65535), false
			case 2:
				v[1], v[2] = 1e21, int64(math.MinInt64)
			case 3:
				v[1], v[2] = 0.00000012, math.Copysign(0, -1)
			}
			return places[i]
		},
	}
}

func TestGolden(t *testing.T) {
	var got bytes.Buffer
	if err := Write(&got, sample()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "sample.geojson")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
	}
	if !json.Valid(got.Bytes()) {
		t.Error("not JSON")
	}
}

func TestEmptyCollections(t *testing.T) {
	nothing := func(int, []any) orb.Geometry { return nil }
	for _, c := range []struct {
		c    Collection
		want string
	}{
		{Collection{}, "{\"type\":\"FeatureCollection\",\n\"features\":[\n]}\n"},
		{Collection{BBox: true, Len: 1, Row: nothing}, "{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n]}\n"},
	} {
		var got strings.Builder
		if err := Write(&got, c.c); err != nil || got.String() != c.want {
			t.Errorf("got %q, %v, want %q", got.String(), err, c.want)
		}
	}
}

func TestDegrees(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {-0.00000004, "0"}, {0.0000001, "0.0000001"}, {-0.0000001, "-0.0000001"},
		{25, "25"}, {-180, "-180"}, {24.9999999999, "25"}, {60.1, "60.1"}, {60.0000001, "60.0000001"}, {-12.3456789, "-12.3456789"},
		{24.12345678, "24.1234568"}, {100.05, "100.05"},
	} {
		if got := string(appendDegrees(nil, c.v, mostDecimals)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.v, got, c.want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		v := random.Float64()*360 - 180
		got := string(appendDegrees(nil, v, mostDecimals))
		back, err := strconv.ParseFloat(got, 64)
		if err != nil || math.Abs(back-v) > 0.5000001e-7 {
			t.Fatalf("%v became %s", v, got)
		}
		slow := strings.TrimRight(strconv.FormatFloat(back, 'f', 7, 64), "0")
		if strings.TrimSuffix(slow, ".") != got {
			t.Fatalf("%v: got %s, the library %s", v, got, slow)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	one := func(g orb.Geometry, v any) Collection {
		return Collection{Columns: []string{"a", "b"}, Len: 3, ID: func(i int) any { return "c" + strconv.Itoa(i) },
			Row: func(i int, values []any) orb.Geometry {
				if i < 2 {
					return nil
				}
				values[1] = v
				return g
			}}
	}
	withID := func(id any) Collection {
		c := one(nil, nil)
		c.ID = func(int) any { return id }
		return c
	}
	const number = `found a number that is NaN or infinite, expected a finite one or nil for null`
	for _, c := range []struct {
		c    Collection
		want string
	}{
		{one(nil, math.NaN()), `feature 2 (id c2), property "b": ` + number},
		{one(nil, math.Inf(-1)), `feature 2 (id c2), property "b": ` + number},
		{one(nil, float32(math.Inf(1))), `feature 2 (id c2), property "b": ` + number},
		{one(nil, "\xff"), `feature 2 (id c2), property "b": found text that is not valid UTF-8`},
		{one(nil, []int{1}), `feature 2 (id c2), property "b": found a value of type []int, expected a string, a number, a bool or nil`},
		{one(orb.Point{385000, 6672000}, nil), `feature 2 (id c2): position [385000 6.672e+06], expected longitude and latitude in degrees`},
		{one(orb.Point{math.NaN(), 60}, nil), `feature 2 (id c2): position [NaN 60], expected longitude and latitude in degrees`},
		{one(orb.Point{60, 90.1}, nil), `feature 2 (id c2): position [60 90.1], expected longitude and latitude in degrees`},
		{one(orb.LineString{{1, 2}}, nil), `feature 2 (id c2): a line of 1 positions, expected at least 2`},
		{one(orb.Polygon{}, nil), `feature 2 (id c2): a polygon without rings, expected a nil geometry for a feature without a place`},
		{one(orb.Polygon{{{1, 2}, {2, 2}, {1, 2}}}, nil), `feature 2 (id c2): ring 1: it has 3 positions, expected at least 4`},
		{one(orb.Polygon{{{1, 1}, {2, 1}, {2, 2}, {1, 2}}}, nil), `feature 2 (id c2): ring 1: it is not closed, expected its last position to equal the first`},
		{one(orb.Bound{}, nil), `feature 2 (id c2): found a geometry of type orb.Bound, expected one that GeoJSON has`},
		{withID(1.5), `feature 0: id of type float64, expected a string or an integer`},
		{withID(nil), `feature 0: id of type <nil>, expected a string or an integer`},
		{Collection{Columns: []string{"a", "a"}}, `property "a": the name is taken`},
		{Collection{Columns: []string{"\xff"}}, `property "\xff": found text that is not valid UTF-8`},
		{Collection{Members: []Member{{"bbox", 1}}}, `member "bbox": the name is empty, taken or kept for the format itself`},
		{Collection{Members: []Member{{"a", 1}, {"a", 1}}}, `member "a": the name is empty, taken or kept for the format itself`},
		{Collection{Members: []Member{{"a", math.NaN()}}}, `member "a": ` + number},
	} {
		err := Write(io.Discard, c.c)
		if want := "write GeoJSON: " + c.want; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteReportsAFailedWriter(t *testing.T) {
	if err := Write(full{}, sample()); err == nil || err.Error() != "disk full" {
		t.Errorf("small: %v", err)
	}
	big := Collection{Len: 10_000, Row: func(int, []any) orb.Geometry { return orb.Point{25, 60} }}
	if err := Write(full{}, big); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("big: %v", err)
	}
}

// The public map of a county: 13,231 cells with 20 values each.
func BenchmarkWrite(b *testing.B) {
	const n = 13231
	polygons := make([]orb.Polygon, n)
	for i := range polygons {
		x, y := 24.5+float64(i%150)*0.0045, 60+float64(i/150)*0.00225
		polygons[i] = orb.Polygon{{{x, y}, {x + 0.0045, y + 0.0001}, {x + 0.0044, y + 0.0023}, {x, y + 0.0022}, {x, y}}}
	}
	c := Collection{Len: n, BBox: true, ID: func(i int) any { return i }}
	for j := range 20 {
		c.Columns = append(c.Columns, fmt.Sprint("value", j))
	}
	c.Row = func(i int, v []any) orb.Geometry {
		v[0] = "Hakunila"
		for j := 1; j < len(v); j++ {
			v[j] = float64(i*j) / 8
		}
		return polygons[i]
	}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := Write(&out, c); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
	if d, err := readAll(out.Bytes()); err != nil || len(d.Features) != n {
		b.Fatalf("%d features, %v", len(d.Features), err)
	}
}

// Properties without a value are left out, and coordinates have as many decimals as are
// asked for.
func TestSparse(t *testing.T) {
	var b strings.Builder
	err := Write(&b, Collection{Sparse: true, Decimals: 3, Columns: []string{"a", "b", "c"}, Len: 2, Row: func(i int, v []any) orb.Geometry {
		if i == 0 {
			v[1] = 1
		}
		return orb.Point{25.00049, -60.1}
	}})
	for _, want := range []string{`"coordinates":[25,-60.1]},"properties":{"b":1}}`, `"properties":{}}`} {
		if err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("no %s in %s, %v", want, b.String(), err)
		}
	}
}
