package parquet

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	compact "github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// read reads all of a file and returns its faults, "" for none.
func read(b []byte) string {
	s, err := Source("f.parquet", opened(b))
	if err == nil {
		err = s.Each(nil, func(*record.Row) error { return nil })
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// pair is one page of a column and its chunk, to be changed.
type pair struct {
	meta   *format.FileMetaData
	header *format.PageHeader
	body   []byte
}

// made makes a file with one page of 100 whole numbers, modified by change.
func made(tb testing.TB, change func(*pair)) []byte {
	tb.Helper()
	body := make([]byte, 400)
	for i := range 100 {
		binary.LittleEndian.PutUint32(body[4*i:], uint32(i))
	}
	p := &pair{body: body,
		header: &format.PageHeader{Type: format.DataPage, UncompressedPageSize: 400, CompressedPageSize: 400,
			DataPageHeader: compact.New(format.DataPageHeader{NumValues: 100, Encoding: format.Plain, DefinitionLevelEncoding: format.RLE, RepetitionLevelEncoding: format.RLE})},
		meta: &format.FileMetaData{Version: 2, NumRows: 100, Schema: []format.SchemaElement{
			{Name: "rows", NumChildren: compact.New[int32](1)}, {Name: "n", Type: compact.New(format.Int32)}},
			RowGroups: []format.RowGroup{{NumRows: 100, Columns: []format.ColumnChunk{{MetaData: format.ColumnMetaData{
				Type: format.Int32, Encoding: []format.Encoding{format.Plain}, PathInSchema: []string{"n"}, NumValues: 100, DataPageOffset: 4}}}}}},
	}
	change(p)
	marshal := func(v any) []byte {
		b, err := compact.Marshal(new(compact.CompactProtocol), v)
		if err != nil {
			tb.Fatal(err)
		}
		return b
	}
	out := append([]byte(magic), marshal(p.header)...)
	out = append(out, p.body...)
	if c := &p.meta.RowGroups[0].Columns[0].MetaData; c.TotalCompressedSize == 0 {
		c.TotalCompressedSize = int64(len(out) - 4)
	}
	end := marshal(p.meta)
	out = append(out, end...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(end)))
	return append(out, magic...)
}

// footer makes a file of a footer alone.
func footer(b []byte) []byte {
	out := append([]byte(magic), b...)
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(b))), magic...)
}

func TestFaults(t *testing.T) {
	whole := made(t, func(*pair) {})
	if says := read(whole); says != "" {
		t.Fatal(says)
	}
	chunk := func(p *pair) *format.ColumnMetaData { return &p.meta.RowGroups[0].Columns[0].MetaData }
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"nothing":      {nil, `f.parquet: found "0 bytes", expected a Parquet file`},
		"cut off":      {whole[:len(whole)-3], `f.parquet: found "a file that ends in \"\\x00\\x00\\x00P\"", expected a Parquet file, which ends in PAR1: it may be truncated`},
		"encrypted":    {append(whole[:len(whole)-1:len(whole)-1], 'E'), `f.parquet: found "an encrypted file", expected one that is not encrypted`},
		"footer claim": {append(bytes.Repeat([]byte{1}, 12), "\xff\xff\xff\xffPAR1"...), `f.parquet: found "a footer of 4294967295 bytes in a file of 20", expected a footer within the file and of at most 64 MB`},
		"footer of noise": {append(bytes.Repeat([]byte{0x1c}, 100), "\x50\x00\x00\x00PAR1"...),
			`f.parquet: found "structs nested too deeply", expected a consistent header`},
		"row groups claimed": {footer(append([]byte("\x49\xfc\xff\xff\xff\x7f"), make([]byte, 100)...)),
			`f.parquet: found "the end within a header", expected a consistent header`},
		"many row groups": {footer(append([]byte("\x49\xfc\x81\x80\x10"), make([]byte, 1<<19)...)),
			`f.parquet: found "more than 262144 columns and other parts", expected a consistent header`},
		"no fields":          {footer([]byte{0}), `f.parquet: found "a header that is damaged: missing required field: 1:FIELD<I32>", expected a consistent header`},
		"a list of lists":    {footer([]byte("\xf9\x19\x19\x00")), `f.parquet: found "a list of lists", expected a consistent header`},
		"nested after lists": {footer([]byte(strings.Repeat("\xfc", 5) + "\x29\x2c\x00\x00" + strings.Repeat("\x1c", 100))), `f.parquet: found "structs nested too deeply", expected a consistent header`},
		"a map":              {footer([]byte("\xfb\x01\x11\x00")), `f.parquet: found "a map", expected a consistent header`},
		"negative length": {made(t, func(p *pair) { p.header.UncompressedPageSize = -1 }),
			`f.parquet:1: column "n": found "-1 for a length", expected a consistent header`},
		"page size": {made(t, func(p *pair) { p.header.CompressedPageSize = 1 << 30 }),
			`f.parquet:1: column "n": found "a page of 1073741824 bytes", expected at most the 400 that are left of its column`},
		"unpacked size": {made(t, func(p *pair) { p.header.UncompressedPageSize = 1 << 30; chunk(p).Codec = format.Zstd }),
			`f.parquet:1: column "n": found "a page of 1073741824 bytes", expected at most 256 MB`},
		"page of values": {made(t, func(p *pair) { p.header.DataPageHeader.V.NumValues = 1 << 30 }),
			`f.parquet:1: column "n": found "a page of 1073741824 values", expected at most the 100 that are left of its row group`},
		"rows of the file": {made(t, func(p *pair) { p.meta.NumRows = 7 }), `f.parquet: found "row groups with 100 rows", expected 7, as stated in the footer`},
		"rows of the group": {made(t, func(p *pair) { p.meta.NumRows, p.meta.RowGroups[0].NumRows = 1<<40, 1<<40 }),
			`f.parquet: found "row group 1 with 1099511627776 rows", expected at most 2147483648 rows in all`},
		"values of the column": {made(t, func(p *pair) { chunk(p).NumValues = 7 }), `f.parquet: column "n": found "7 values", expected one for each of 100 rows`},
		"rows without values": {made(t, func(p *pair) { p.meta.NumRows, p.meta.RowGroups[0].NumRows, chunk(p).NumValues = 200, 200, 200 }),
			`f.parquet:101: column "n": found "a column that ends 100 values early", expected as many values as rows`},
		"column outside": {made(t, func(p *pair) { chunk(p).TotalCompressedSize = 1 << 40 }),
			`f.parquet: column "n": found "1099511627776 bytes at 4", expected a column that lies within the file`},
		"column before":  {made(t, func(p *pair) { chunk(p).DataPageOffset = -4 }), `f.parquet: column "n": found "424 bytes at -4", expected a column that lies within the file`},
		"another type":   {made(t, func(p *pair) { chunk(p).Type = format.Int64 }), `f.parquet: column "n": found "values of the type 2", expected 1, as stated in the schema`},
		"another file":   {made(t, func(p *pair) { p.meta.RowGroups[0].Columns[0].FilePath = "b" }), `f.parquet: column "n": found "a column that lies in another file", expected all columns in one file`},
		"checksum":       {made(t, func(p *pair) { p.header.CRC = 7 }), `f.parquet:1: column "n": found "a page that is damaged", expected bytes that match its checksum`},
		"LZ4 of Hadoop":  {made(t, func(p *pair) { chunk(p).Codec = format.Lz4 }), `f.parquet:1: column "n": found "the compression LZ4", expected none, Snappy, gzip, Brotli, Zstandard or LZ4_RAW`},
		"LZO":            {made(t, func(p *pair) { chunk(p).Codec = format.LZO }), `f.parquet:1: column "n": found "the compression LZO", expected none, Snappy, gzip, Brotli, Zstandard or LZ4_RAW`},
		"unknown codec":  {made(t, func(p *pair) { chunk(p).Codec = 99 }), `f.parquet:1: column "n": found "the compression 99", expected none, Snappy, gzip, Brotli, Zstandard or LZ4_RAW`},
		"damaged snappy": {made(t, func(p *pair) { chunk(p).Codec = format.Snappy }), `f.parquet:1: column "n": found "a page that is damaged", expected 400 bytes after decompression`},
		"damaged gzip":   {made(t, func(p *pair) { chunk(p).Codec = format.Gzip }), `f.parquet:1: column "n": found "a page that is damaged", expected 400 bytes after decompression`},
		"damaged zstd":   {made(t, func(p *pair) { chunk(p).Codec = format.Zstd }), `f.parquet:1: column "n": found "a page that is damaged", expected 400 bytes after decompression`},
		"damaged LZ4":    {made(t, func(p *pair) { chunk(p).Codec = format.Lz4Raw }), `f.parquet:1: column "n": found "a page that is damaged", expected 400 bytes after decompression`},
		"damaged Brotli": {made(t, func(p *pair) { chunk(p).Codec = format.Brotli }), `f.parquet:1: column "n": found "a page that is damaged", expected 400 bytes after decompression`},
		"no dictionary":  {made(t, func(p *pair) { p.header.DataPageHeader.V.Encoding = format.RLEDictionary }), `f.parquet:1: column "n": found "indexes of a dictionary that is not there", expected a dictionary before them`},
		"unknown encoding": {made(t, func(p *pair) { p.header.DataPageHeader.V.Encoding = 17 }),
			`f.parquet:1: column "n": found "values in the encoding 17", expected one that the Parquet format has for the type of the column`},
		"differences": {made(t, func(p *pair) {
			p.header.DataPageHeader.V.Encoding = format.DeltaBinaryPacked
			p.body = bytes.Repeat([]byte{0xff, 0xff, 0xff, 1}, 100)
		}),
			`f.parquet:1: column "n": found "differences in blocks of 4194303 values and 4194303 parts", expected parts of 1 to 65536 values`},
		"short page": {made(t, func(p *pair) {
			p.body = p.body[:396]
			p.header.CompressedPageSize, p.header.UncompressedPageSize = 396, 396
		}), `f.parquet:1: column "n": found "the end within a page", expected as many values as its header states`},
		"too many children": {made(t, func(p *pair) { p.meta.Schema[0].NumChildren = compact.New[int32](1 << 30) }),
			`f.parquet: found "a schema that does not end where stated", expected groups with as many children as they state`},
		"a tree that does not end": {made(t, func(p *pair) {
			p.meta.Schema = append(p.meta.Schema[:1:1], format.SchemaElement{Name: "g", NumChildren: compact.New[int32](9)}, p.meta.Schema[1])
		}), `f.parquet: found "a schema that does not end where stated", expected groups with as many children as they state`},
		"elements left over": {made(t, func(p *pair) { p.meta.Schema = append(p.meta.Schema, p.meta.Schema[1]) }),
			`f.parquet: found "a schema whose tree has 2 of 3 elements", expected all of them`},
		"columns of the group": {made(t, func(p *pair) {
			p.meta.RowGroups[0].Columns = append(p.meta.RowGroups[0].Columns, p.meta.RowGroups[0].Columns[0])
		}),
			`f.parquet: found "row group 1 with 2 columns", expected the 1 of the schema`},
		"long fixed values": {made(t, func(p *pair) {
			p.meta.Schema[1] = format.SchemaElement{Name: "n", Type: compact.New(format.FixedLenByteArray), TypeLength: compact.New[int32](1 << 30)}
		}), `f.parquet: found "column \"n\" of 1073741824 bytes per value", expected 1 byte to 1 MB`},
		"only lists": {written(t, parquet.Group{"l": parquet.Repeated(parquet.Int(32))}, nil),
			`f.parquet: found "only lists and structures (l)", expected columns with one value per row`},
		"geo metadata": {geoFile(t, "{", parquet.Leaf(parquet.ByteArrayType)),
			`f.parquet: found "geo metadata that is not GeoParquet JSON: unexpected end of JSON input", expected version, primary_column and columns`},
		"geo column": {geoFile(t, `{"version":"1.1.0","primary_column":"g","columns":{}}`, parquet.Leaf(parquet.ByteArrayType)),
			`f.parquet: found "primary_column \"g\"", expected one of the columns in the geo metadata`},
		"geo encoding": {geoFile(t, `{"version":"1.1.0","primary_column":"g","columns":{"g":{"encoding":"point"}}}`, parquet.Leaf(parquet.ByteArrayType)),
			`f.parquet: column "g": found "geometries in the encoding point", expected WKB`},
		"geo column not there": {geoFile(t, `{"version":"1.1.0","primary_column":"g","columns":{"g":{"encoding":"WKB"}}}`, parquet.Leaf(parquet.ByteArrayType)),
			`f.parquet: column "g": found "no such column of bytes", expected the column of geometries that the geo metadata names`},
		"damaged geometry": {geoFile(t, `{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB"}}}`, parquet.Leaf(parquet.ByteArrayType), point(t, orb.Point{1, 2}), []byte{1, 2}),
			`f.parquet:2: column "geometry": found "the geometry ends too early", expected a geometry as well-known binary`},
		"text not in UTF-8": {written(t, parquet.Group{"s": parquet.String()}, []parquet.Row{{parquet.ByteArrayValue([]byte("\xc4iti")).Level(0, 0, 0)}}),
			`f.parquet:1: column "s": found "�iti", expected text in UTF-8`},
	} {
		if got := read(c.b); got != c.want {
			t.Errorf("%s:\n%s\nexpected\n%s", name, got, c.want)
		}
	}
}

// A few bytes with large claims end in bounded memory.
func TestClaims(t *testing.T) {
	packed := func(codec interface {
		Encode(dst, src []byte) ([]byte, error)
	}, n int) []byte {
		b, err := codec.Encode(nil, make([]byte, n))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	bomb := func(codec format.CompressionCodec, body []byte) []byte {
		return made(t, func(p *pair) {
			p.body = body
			p.header.CompressedPageSize = int32(len(body))
			p.meta.RowGroups[0].Columns[0].MetaData.Codec = codec
		})
	}
	const size = 192 << 20
	claim := func(codec format.CompressionCodec, body []byte) []byte {
		return made(t, func(p *pair) {
			p.body = body
			p.header.CompressedPageSize, p.header.UncompressedPageSize = int32(len(body)), size
			p.meta.RowGroups[0].Columns[0].MetaData.Codec = codec
		})
	}
	files := map[string][]byte{
		"columns":      footer(append([]byte("\x49\x1c\x19\xfc\xf0\xff\x03"), make([]byte, 1<<20)...)), // 65,520 empty columns
		"zstd":         bomb(format.Zstd, packed(&parquet.Zstd, size)),
		"gzip":         bomb(format.Gzip, packed(&parquet.Gzip, size)),
		"snappy":       bomb(format.Snappy, packed(&parquet.Snappy, size)),
		"zstd claim":   claim(format.Zstd, packed(&parquet.Zstd, 400)),
		"gzip claim":   claim(format.Gzip, packed(&parquet.Gzip, 400)),
		"brotli claim": claim(format.Brotli, packed(&parquet.Brotli, 400)),
		"LZ4 claim":    claim(format.Lz4Raw, packed(&parquet.Lz4Raw, 400)),
		"snappy claim": claim(format.Snappy, append(binary.AppendUvarint(nil, size), packed(&parquet.Snappy, 400)[2:]...)),
		"runs": made(t, func(p *pair) { // two billion indexes in six bytes
			p.meta.NumRows, p.meta.RowGroups[0].NumRows, p.meta.RowGroups[0].Columns[0].MetaData.NumValues = 1<<31, 1<<31, 1<<31
			p.meta.RowGroups[0].Columns[0].MetaData.Type = format.Boolean
			p.meta.Schema[1].Type = compact.New(format.Boolean)
			p.body = append([]byte{6, 0, 0, 0}, binary.AppendUvarint(nil, 1<<32)...)
			p.body = append(p.body, 1)
			p.header.CompressedPageSize, p.header.UncompressedPageSize = int32(len(p.body)), int32(len(p.body))
			p.header.DataPageHeader.V.NumValues, p.header.DataPageHeader.V.Encoding = 1<<31-1, format.RLE
		}),
		"lengths": made(t, func(p *pair) {
			p.meta.Schema[1].Type, p.meta.RowGroups[0].Columns[0].MetaData.Type = compact.New(format.ByteArray), format.ByteArray
			p.body = append(binary.AppendUvarint(binary.AppendUvarint(binary.AppendUvarint(nil, 128), 4), 1<<40), 0)
			p.header.CompressedPageSize, p.header.UncompressedPageSize = int32(len(p.body)), int32(len(p.body))
			p.header.DataPageHeader.V.Encoding = format.DeltaLengthByteArray
		}),
	}
	for name, b := range files {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		s, err := Source("f.parquet", opened(b))
		if err == nil {
			rows := 0
			err = s.Each(nil, func(*record.Row) error {
				if rows++; rows == 100_000 {
					return errPageEnds
				}
				return nil
			})
		}
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || used > 40 {
			t.Errorf("%s: %v after %d MB", name, err, used)
		}
	}
}

// Whatever the bytes, reading ends with rows or with problems that name the
// file.
func FuzzRead(f *testing.F) {
	f.Add(made(f, func(*pair) {}))
	f.Add(geoFile(f, `{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB"}}}`, parquet.Leaf(parquet.ByteArrayType), point(f, orb.Point{1, 2}), nil))
	for _, e := range []parquet.Node{parquet.Encoded(parquet.String(), &parquet.DeltaByteArray), parquet.Encoded(parquet.String(), &parquet.DeltaLengthByteArray),
		parquet.Encoded(parquet.String(), &parquet.RLEDictionary), parquet.Compressed(parquet.Optional(parquet.String()), &parquet.Zstd)} {
		var rows []parquet.Row
		for i := range 20 {
			rows = append(rows, parquet.Row{parquet.ByteArrayValue([]byte(strings.Repeat("ab", i))).Level(0, map[bool]int{true: 1}[e.Optional()], 0)})
		}
		f.Add(written(f, parquet.Group{"s": e}, rows))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Source("f.parquet", opened(b))
		if err != nil {
			return
		}
		rows := 0
		err = s.Each(nil, func(r *record.Row) error {
			if rows++; rows == 10_000 {
				return errPageEnds
			}
			return nil
		})
		if err == nil && rows != s.Rows {
			t.Fatalf("%d rows, %d reported", rows, s.Rows)
		}
		if err != nil && err != error(errPageEnds) && !strings.HasPrefix(err.Error(), "f.parquet") {
			t.Fatal(err)
		}
	})
}
