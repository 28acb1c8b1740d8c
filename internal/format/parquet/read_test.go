package parquet

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding"

	"saavu/internal/format/record"
)

// opened opens bytes as a file.
func opened(b []byte) Opener {
	return func() (io.ReaderAt, int64, io.Closer, error) { return bytes.NewReader(b), int64(len(b)), nil, nil }
}

// written makes a file of rows.
func written(tb testing.TB, schema parquet.Node, rows []parquet.Row, options ...parquet.WriterOption) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[any](&b, append([]parquet.WriterOption{parquet.NewSchema("rows", schema)}, options...)...)
	if _, err := w.WriteRows(rows); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// lines reads all rows as text, one per line, with " | " between values and the
// geometry last.
func lines(s *record.Source, want []int) ([]string, error) {
	var out []string
	err := s.Each(want, func(r *record.Row) error {
		var line []string
		for _, v := range r.Values {
			line = append(line, v.String())
		}
		if r.Geometry != nil {
			line = append(line, fmt.Sprint(r.Geometry))
		}
		out = append(out, fmt.Sprintf("%d: %s", r.At, strings.Join(line, " | ")))
		return nil
	})
	return out, err
}

// A value of every type, next to a null.
func TestTypes(t *testing.T) {
	dec := parquet.FixedLenByteArrayType(5)
	at := time.Date(2026, 2, 3, 4, 5, 6, 7_008_009, time.UTC)
	list := []struct {
		name  string
		node  parquet.Node
		value parquet.Value
		kind  record.Kind
		text  string
	}{
		{"bool", parquet.Leaf(parquet.BooleanType), parquet.BooleanValue(true), record.Bool, "true"},
		{"int8", parquet.Int(8), parquet.Int32Value(-8), record.Int, "-8"},
		{"uint8", parquet.Uint(8), parquet.Int32Value(200), record.Int, "200"},
		{"int16", parquet.Int(16), parquet.Int32Value(-300), record.Int, "-300"},
		{"uint16", parquet.Uint(16), parquet.Int32Value(65535), record.Int, "65535"},
		{"int32", parquet.Int(32), parquet.Int32Value(math.MinInt32), record.Int, "-2147483648"},
		{"plain32", parquet.Leaf(parquet.Int32Type), parquet.Int32Value(-1), record.Int, "-1"},
		{"uint32", parquet.Uint(32), parquet.Int32Value(-1), record.Int, "4294967295"},
		{"int64", parquet.Int(64), parquet.Int64Value(math.MinInt64), record.Int, "-9223372036854775808"},
		{"uint64", parquet.Uint(64), parquet.Int64Value(math.MaxInt64), record.Int, "9223372036854775807"},
		{"large", parquet.Uint(64), parquet.Int64Value(-1), record.Text, "18446744073709551615"},
		{"float", parquet.Leaf(parquet.FloatType), parquet.FloatValue(0.5), record.Float, "0.5"},
		{"double", parquet.Leaf(parquet.DoubleType), parquet.DoubleValue(-2.25), record.Float, "-2.25"},
		{"nan", parquet.Leaf(parquet.DoubleType), parquet.DoubleValue(math.NaN()), record.Null, ""},
		{"infinite", parquet.Leaf(parquet.FloatType), parquet.FloatValue(float32(math.Inf(1))), record.Null, ""},
		{"text", parquet.String(), parquet.ByteArrayValue([]byte(" Ähtäri ")), record.Text, "Ähtäri"},
		{"empty", parquet.String(), parquet.ByteArrayValue(nil), record.Null, ""},
		{"json", parquet.JSON(), parquet.ByteArrayValue([]byte(`{"a":1}`)), record.Text, `{"a":1}`},
		{"enum", parquet.Enum(), parquet.ByteArrayValue([]byte("word")), record.Text, "word"},
		{"binary text", parquet.Leaf(parquet.ByteArrayType), parquet.ByteArrayValue([]byte("plain")), record.Text, "plain"},
		{"binary", parquet.Leaf(parquet.ByteArrayType), parquet.ByteArrayValue([]byte{0xff, 1}), record.Text, "0xff01"},
		{"decimal32", parquet.Decimal(2, 9, parquet.Int32Type), parquet.Int32Value(-12345), record.Float, "-123.45"},
		{"decimal64", parquet.Decimal(3, 18, parquet.Int64Type), parquet.Int64Value(1), record.Float, "0.001"},
		{"decimal0", parquet.Decimal(0, 18, parquet.Int64Type), parquet.Int64Value(42), record.Int, "42"},
		{"decimal fixed", parquet.Decimal(1, 11, dec), parquet.FixedLenByteArrayValue([]byte{0xff, 0xff, 0xff, 0xff, 0xf5}), record.Float, "-1.1"},
		{"decimal bytes", parquet.Decimal(2, 20, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{1, 0}), record.Float, "2.56"},
		{"decimal id", parquet.Decimal(2, 20, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{0x0c, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x9c}), record.Int, "2305843009213693951"},
		{"date", parquet.Date(), parquet.Int32Value(-1), record.Text, "1969-12-31"},
		{"clock", parquet.Time(parquet.Microsecond), parquet.Int64Value(3_723_000_001), record.Text, "01:02:03.000001"},
		{"millis", parquet.Timestamp(parquet.Millisecond), parquet.Int64Value(at.UnixMilli()), record.Text, "2026-02-03T04:05:06.007Z"},
		{"micros", parquet.TimestampAdjusted(parquet.Microsecond, false), parquet.Int64Value(at.UnixMicro()), record.Text, "2026-02-03T04:05:06.007008"},
		{"nanos", parquet.Timestamp(parquet.Nanosecond), parquet.Int64Value(at.UnixNano()), record.Text, "2026-02-03T04:05:06.007008009Z"},
		{"before 1970", parquet.Timestamp(parquet.Nanosecond), parquet.Int64Value(-1), record.Text, "1969-12-31T23:59:59.999999999Z"},
		{"legacy", parquet.Leaf(parquet.Int96Type), parquet.Int96Value(deprecated.Int96{5e8, 0, 2440589}), record.Text, "1970-01-02T00:00:00.5"},
		{"uuid", parquet.UUID(), parquet.FixedLenByteArrayValue([]byte{0xab, 15: 1}), record.Text, "ab000000-0000-0000-0000-000000000001"},
	}
	schema := parquet.Group{"nested": parquet.List(parquet.Int(32)), "inner": parquet.Group{"x": parquet.Int(32)}}
	for _, c := range list {
		schema[c.name] = parquet.Optional(c.node)
	}
	p := parquet.NewSchema("rows", schema)
	rows := []parquet.Row{nil, nil}
	for k, path := range p.Columns() {
		one := parquet.NullValue()
		for _, c := range list {
			if c.name == path[0] {
				one = c.value.Level(0, 1, k)
			}
		}
		if path[0] == "inner" {
			one = parquet.Int32Value(1).Level(0, 0, k)
		}
		other := parquet.NullValue().Level(0, 0, k)
		if path[0] == "inner" {
			other = one
		}
		rows[0], rows[1] = append(rows[0], one.Level(0, one.DefinitionLevel(), k)), append(rows[1], other)
	}
	s, err := Source("t.parquet", opened(written(t, schema, rows)))
	if err != nil {
		t.Fatal(err)
	}
	if s.Format != "Parquet" || s.Places || s.Rows != 2 || len(s.Fields) != len(list) ||
		!reflect.DeepEqual(s.Notes, []string{"columns with lists or structures are not read: inner, nested"}) {
		t.Errorf("%+v", s)
	}
	for _, c := range list {
		i, ok := s.Field(c.name)
		var kinds []record.Kind
		if err := s.Each([]int{i}, func(r *record.Row) error {
			kinds = append(kinds, r.Values[0].Kind)
			return nil
		}); !ok || err != nil || !slices.Equal(kinds, []record.Kind{c.kind, record.Null}) {
			t.Errorf("%s: %v %v, expected %v", c.name, kinds, err, c.kind)
		}
		got, err := lines(s, []int{i})
		if err != nil || !reflect.DeepEqual(got, []string{"1: " + c.text, "2: "}) {
			t.Errorf("%s: %q, %v, expected %q", c.name, got, err, c.text)
		}
	}
	// A subset of the columns, in another order.
	a, _ := s.Field("uint8")
	b, _ := s.Field("text")
	if got, err := lines(s, []int{b, a}); err != nil || got[0] != "1: Ähtäri | 200" {
		t.Errorf("%v %q", err, got)
	}
}

// Every encoding, compression, page version, size of page and row group returns
// what was written.
func TestLayouts(t *testing.T) {
	const n = 1500
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Brotli, &parquet.Zstd, &parquet.Lz4Raw} {
		for _, version := range []int{1, 2} {
			for _, optional := range []bool{false, true} {
				t.Run(fmt.Sprint(codec, version, optional), func(t *testing.T) {
					schema := parquet.Group{}
					var names []string
					add := func(name string, n parquet.Node, encodings ...encoding.Encoding) {
						for _, e := range encodings {
							node := parquet.Encoded(n, e)
							if optional {
								node = parquet.Optional(node)
							}
							schema[name+e.String()], names = node, append(names, name+e.String())
						}
					}
					add("b", parquet.Leaf(parquet.BooleanType), &parquet.Plain, &parquet.RLE)
					add("i", parquet.Int(32), &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaBinaryPacked, &parquet.ByteStreamSplit)
					add("l", parquet.Int(64), &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaBinaryPacked, &parquet.ByteStreamSplit)
					add("f", parquet.Leaf(parquet.FloatType), &parquet.Plain, &parquet.RLEDictionary, &parquet.ByteStreamSplit)
					add("d", parquet.Leaf(parquet.DoubleType), &parquet.Plain, &parquet.RLEDictionary, &parquet.ByteStreamSplit)
					add("s", parquet.String(), &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaLengthByteArray, &parquet.DeltaByteArray)
					add("x", parquet.Leaf(parquet.FixedLenByteArrayType(3)), &parquet.Plain, &parquet.RLEDictionary, &parquet.DeltaByteArray)
					p := parquet.NewSchema("rows", schema)
					var rows []parquet.Row
					var want []string
					for i := range n {
						row := make(parquet.Row, len(p.Columns()))
						line := make([]string, len(row))
						for k, path := range p.Columns() {
							name := path[0]
							level := 0
							var v parquet.Value
							if optional {
								level = 1
							}
							switch a := int64(i*i*7919) % 100_003; name[0] {
							case 'b':
								v, line[k] = parquet.BooleanValue(a%3 == 0), fmt.Sprint(a%3 == 0)
							case 'i':
								v, line[k] = parquet.Int32Value(int32(a-50_000)), fmt.Sprint(a-50_000)
							case 'l':
								v, line[k] = parquet.Int64Value(a*a*a*(a%2*2-1)), fmt.Sprint(a*a*a*(a%2*2-1))
							case 'f':
								v, line[k] = parquet.FloatValue(float32(a)/4), fmt.Sprintf("%v", record.Value{Kind: record.Float, Float: float64(a) / 4})
							case 'd':
								v, line[k] = parquet.DoubleValue(float64(a)/7), fmt.Sprintf("%v", record.Value{Kind: record.Float, Float: float64(a) / 7})
							case 's':
								v, line[k] = parquet.ByteArrayValue([]byte(fmt.Sprintf("name %d", a/10))), fmt.Sprintf("name %d", a/10)
							case 'x':
								v, line[k] = parquet.FixedLenByteArrayValue([]byte(fmt.Sprintf("%03d", a%1000))), fmt.Sprintf("%03d", a%1000)
							}
							if optional && (i+k)%5 == 0 {
								v, level, line[k] = parquet.NullValue(), 0, ""
							}
							row[k] = v.Level(0, level, k)
							if f, ok := line[k], name[0] == 'f' || name[0] == 'd'; ok && f != "" && !v.IsNull() {
								line[k] = record.Value{Kind: record.Float, Float: v.Double()}.String()
								if name[0] == 'f' {
									line[k] = record.Value{Kind: record.Float, Float: float64(v.Float())}.String()
								}
							}
						}
						rows = append(rows, row)
						want = append(want, fmt.Sprintf("%d: %s", i+1, strings.Join(line, " | ")))
					}
					var b bytes.Buffer
					w := parquet.NewGenericWriter[any](&b, p, parquet.Compression(codec), parquet.DataPageVersion(version), parquet.PageBufferSize(3000), parquet.MaxRowsPerRowGroup(613))
					if _, err := w.WriteRows(rows); err != nil {
						t.Fatal(err)
					}
					if err := w.Close(); err != nil {
						t.Fatal(err)
					}
					s, err := Source("t.parquet", opened(b.Bytes()))
					if err != nil {
						t.Fatal(err)
					}
					got, err := lines(s, nil)
					if err != nil || len(got) != n {
						t.Fatal(len(got), err)
					}
					for i := range got {
						if got[i] != want[i] {
							t.Fatalf("%s\nexpected\n%s\ncolumns %v", got[i], want[i], p.Columns())
						}
					}
				})
			}
		}
	}
}
