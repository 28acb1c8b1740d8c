package parquet

import (
	"encoding/binary"
	"fmt"

	"github.com/parquet-go/parquet-go/format"
)

// cursor reads the values of one column in one row group, page by page.
type cursor struct {
	file   *File
	column *column
	codec  format.CompressionCodec
	at     int64 // the next page
	end    int64
	left   int64  // values of the group that are not in any page read so far
	total  *int64 // bytes held by this and the other columns of the walk
	holds  int    // of them, the page after decompression

	held     []byte
	windowAt int64

	dict   *dictionary
	values decoder
	levels *hybrid // nil if every value is present
	inPage int     // values left in the page, including nulls

	// The buffered values, including nulls.
	wait  batch
	null  []bool
	level []uint32
	next  int
	n     int
	text  []byte
}

// newCursor starts a column. The total of bytes held is shared by all columns
// that are read together.
func (f *File) newCursor(g, column int, total *int64) (*cursor, error) {
	c := &f.columns[column]
	rows, chunk := f.footer.RowGroups[g].NumRows, &f.footer.RowGroups[g].Columns[c.leaf]
	meta := &chunk.MetaData
	out := &cursor{file: f, column: c, codec: meta.Codec, left: rows, total: total, at: start(meta)}
	switch {
	case chunk.CryptoMetadata.Value != nil || len(chunk.EncryptedColumnMetadata) > 0:
		return nil, bad{"an encrypted column", "one that is not encrypted"}
	case chunk.FilePath != "":
		return nil, bad{"a column that lies in another file", "all columns in one file"}
	case meta.Type != c.physical:
		return nil, bad{fmt.Sprintf("values of the type %d", meta.Type), fmt.Sprintf("%d, as stated in the schema", c.physical)}
	case meta.NumValues != rows:
		return nil, bad{fmt.Sprintf("%d values", meta.NumValues), fmt.Sprintf("one for each of %d rows", rows)}
	case out.at < int64(len(magic)) || meta.TotalCompressedSize < 0 || out.at > f.size-8 ||
		meta.TotalCompressedSize > f.size-8-out.at:
		return nil, bad{fmt.Sprintf("%d bytes at %d", meta.TotalCompressedSize, out.at), "a column that lies within the file"}
	}
	out.end = out.at + meta.TotalCompressedSize
	return out, nil
}

// start begins a data page.
func (c *cursor) start(h header, body []byte) error {
	if int64(h.values) > c.left {
		return bad{fmt.Sprintf("a page of %d values", h.values), fmt.Sprintf("at most the %d that are left of its row group", c.left)}
	}
	c.left -= int64(h.values)
	c.inPage = h.values
	c.levels = nil
	data, err := c.body(h, body)
	if err != nil {
		return err
	}
	c.values, err = c.column.newDecoder(h.encoding, data, c.dict)
	return err
}

// body decompresses a page and strips the definition levels.
func (c *cursor) body(h header, body []byte) ([]byte, error) {
	if h.kind == format.DataPageV2 {
		before := h.repeats + h.levelBytes
		if before > len(body) || before > h.size {
			return nil, errPageEnds
		}
		if c.column.optional {
			c.levels = &hybrid{width: 1, rest: body[h.repeats:before]}
		}
		codec := c.codec
		if h.plain {
			codec = format.Uncompressed
		}
		return unpack(codec, body[before:], h.size-before)
	}
	data, err := unpack(c.codec, body, h.size)
	if err != nil || !c.column.optional {
		return data, err
	}
	if h.levels != format.RLE {
		return nil, bad{fmt.Sprintf("levels in the encoding %d", h.levels), "runs (3)"}
	}
	if len(data) < 4 {
		return nil, errPageEnds
	}
	n := binary.LittleEndian.Uint32(data)
	if uint64(n) > uint64(len(data)-4) {
		return nil, errPageEnds
	}
	c.levels = &hybrid{width: 1, rest: data[4 : 4+n]}
	return data[4+n:], nil
}

// fill reads the next values, up to most; none at the end of the group.
func (c *cursor) fill(most int) error {
	c.next, c.n = 0, 0
	for c.inPage == 0 {
		if c.left == 0 {
			return nil
		}
		if err := c.nextPage(); err != nil {
			return err
		}
	}
	n := min(most, c.inPage)
	there, err := c.nulls(n)
	if err != nil {
		return err
	}
	if c.column.holdsBytes() {
		c.wait.raw = room(c.wait.raw, n)
		err = c.values.decode(&batch{raw: c.wait.raw[:there]})
		spread(c.wait.raw, c.null, there)
	} else {
		c.wait.num = room(c.wait.num, n)
		err = c.values.decode(&batch{num: c.wait.num[:there]})
		spread(c.wait.num, c.null, there)
	}
	c.inPage -= n
	c.n = n
	return err
}

// nulls reads which of the next n values are present, and how many.
func (c *cursor) nulls(n int) (there int, err error) {
	if c.levels == nil {
		c.null = c.null[:0]
		return n, nil
	}
	c.null, c.level = room(c.null, n), room(c.level, n)
	if err := c.levels.fill(c.level); err != nil {
		return 0, err
	}
	for i, l := range c.level {
		c.null[i] = l == 0
		there += int(l & 1)
	}
	return there, nil
}

// room returns a slice of n, in the memory of list if it fits.
func room[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	return list[:n]
}

// spread moves consecutive values to the rows that have one.
func spread[T any](values []T, null []bool, there int) {
	if len(null) == 0 {
		return
	}
	var none T
	for i := len(values) - 1; i >= 0; i-- {
		if null[i] {
			values[i] = none
			continue
		}
		there--
		values[i] = values[there]
	}
}
