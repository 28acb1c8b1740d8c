package parquet

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go"

	"saavu/internal/format/record"
	"saavu/internal/format/wkb"

	"github.com/paulmach/orb"
)

// geoFile makes a file with geometries and the geo metadata, without it if
// empty.
func geoFile(tb testing.TB, meta string, node parquet.Node, rows ...[]byte) []byte {
	tb.Helper()
	schema := parquet.Group{"geometry": parquet.Optional(node), "n": parquet.Int(32),
		"bbox": parquet.Group{"xmin": parquet.Leaf(parquet.DoubleType)}, "other": parquet.Optional(node)}
	var list []parquet.Row
	for i, g := range rows {
		at := parquet.NullValue().Level(0, 0, 1)
		if g != nil {
			at = parquet.ByteArrayValue(g).Level(0, 1, 1)
		}
		list = append(list, parquet.Row{parquet.DoubleValue(1).Level(0, 0, 0), at, parquet.Int32Value(int32(i)).Level(0, 0, 2), parquet.NullValue().Level(0, 0, 3)})
	}
	var options []parquet.WriterOption
	if meta != "" {
		options = append(options, parquet.KeyValueMetadata("geo", meta))
	}
	return written(tb, schema, list, options...)
}

func point(tb testing.TB, p orb.Point) []byte {
	tb.Helper()
	b, _, err := wkb.AppendPoint(nil, p)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestGeoParquet(t *testing.T) {
	binary := parquet.Leaf(parquet.ByteArrayType)
	column := func(version, about string) string {
		return fmt.Sprintf(`{"version":%q,"primary_column":"geometry","columns":{"geometry":{"encoding":"WKB","geometry_types":["Point"]%s}}}`, version, about)
	}
	byDefault := record.System{Text: "OGC:CRS84", From: "the default of GeoParquet, as the file names none"}
	byFile := func(epsg int, text string) record.System {
		return record.System{EPSG: epsg, Text: text, From: "the crs of its metadata"}
	}
	const bbox = `,"covering":{"bbox":{"xmin":["bbox","xmin"],"ymin":["bbox","ymin"]}}`
	nested := []string{"columns with lists or structures are not read: bbox"}
	typed := append([]string{"the geometries are those of geometry; not read: other"}, nested...)
	for name, c := range map[string]struct {
		meta   string
		node   parquet.Node
		system record.System
		notes  []string
		format string
	}{
		"no crs":          {column("1.1.0", bbox), binary, byDefault, nil, "GeoParquet"},
		"null crs":        {column("1.0.0", `,"crs":null`+bbox), binary, record.System{}, nil, "GeoParquet"},
		"EPSG":            {column("1.1.0", `,"crs":{"type":"ProjectedCRS","name":"ETRS89 / TM35FIN(E,N)","id":{"authority":"EPSG","code":3067}}`+bbox), binary, byFile(3067, ""), nil, "GeoParquet"},
		"CRS84":           {column("1.1.0", `,"crs":{"name":"WGS 84","id":{"authority":"OGC","code":"CRS84"}}`+bbox), binary, byFile(0, "OGC:CRS84"), nil, "GeoParquet"},
		"a code as text":  {column("1.1.0", `,"crs":{"name":"x","ids":[{"authority":"X","code":1},{"authority":"EPSG","code":"3879"}]}`+bbox), binary, byFile(3879, ""), nil, "GeoParquet"},
		"compound":        {column("1.1.0", `,"crs":{"components":[{"source_crs":{"id":{"authority":"EPSG","code":3067}}},{"name":"N2000"}]}`+bbox), binary, byFile(3067, ""), nil, "GeoParquet"},
		"name alone":      {column("1.1.0", `,"crs":{"name":"my system"}`+bbox), binary, byFile(0, "my system"), nil, "GeoParquet"},
		"no name":         {column("1.1.0", `,"crs":{}`+bbox), binary, byFile(0, "a system without a name"), nil, "GeoParquet"},
		"older version":   {column("0.4.0", ""), binary, byDefault, append([]string{`GeoParquet of version "0.4.0" is read as 1.1`}, nested...), "GeoParquet"},
		"bbox unknown":    {column("1.1.0", ""), binary, byDefault, nested, "GeoParquet"},
		"typed":           {"", parquet.Geometry(""), byFile(0, "OGC:CRS84"), typed, "Parquet"},
		"version 2":       {column("2.0.0", bbox), parquet.Geometry("srid:3067"), byFile(3067, ""), []string{}, "GeoParquet"},
		"typed, code":     {"", parquet.Geometry("srid:3067"), byFile(3067, ""), typed, "Parquet"},
		"typed, PROJJSON": {"", parquet.Geometry(`{"id":{"authority":"EPSG","code":3067}}`), byFile(3067, ""), typed, "Parquet"},
		"typed, name":     {"", parquet.Geometry("OGC:CRS84"), byFile(0, "OGC:CRS84"), typed, "Parquet"},
	} {
		z, err := hex.DecodeString("01e9030000" + "0000000000000840" + "0000000000001040" + "0000000000001440")
		if err != nil {
			t.Fatal(err)
		}
		s, err := Source("g.parquet", opened(geoFile(t, c.meta, c.node, point(t, orb.Point{1, 2}), nil, z)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.System != c.system || !slices.Equal(s.Notes, c.notes) || !s.Places || s.Format != c.format {
			t.Errorf("%s: %+v", name, s)
		}
		got, err := lines(s, nil)
		want := []string{"1: 0 | [1 2]", "2: 1", "3: 2 | [3 4]"}
		if c.node == binary { // the second of which is an ordinary column
			want = []string{"1: 0 |  | [1 2]", "2: 1 | ", "3: 2 |  | [3 4]"}
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v %q", name, err, got)
		}
	}
	s, err := Source("g.parquet", opened(geoFile(t, `{"version":"1.0.0","primary_column":"other","columns":{"other":{"encoding":"WKB"},"geometry":{"encoding":"WKB"}}}`, binary, point(t, orb.Point{1, 2}))))
	if err != nil || len(s.Fields) != 1 || s.Notes[0] != "the geometries are those of other; not read: geometry" {
		t.Errorf("%v %+v", err, s)
	}
}
