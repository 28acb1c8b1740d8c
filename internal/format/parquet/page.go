package parquet

import (
	"fmt"
	"hash/crc32"

	"github.com/parquet-go/parquet-go/format"
)

const (
	// longestPage is the largest page in bytes: most writers make pages of
	// about 1 MB, some one per row group.
	longestPage = 256 << 20

	// longestHeader is the largest page header, which may include the largest
	// and smallest value.
	longestHeader = 16 << 20

	// mostHeld is the most bytes of pages of all columns held at a time.
	mostHeld = 512 << 20
)

// header precedes a page.
type header struct {
	kind       format.PageType
	size       int // after decompression
	packed     int // in the file
	crc        uint32
	values     int // including nulls
	encoding   format.Encoding
	levels     format.Encoding // of the definition levels, version 1
	levelBytes int             // length of the definition levels, version 2
	repeats    int             // length of the repetition levels, version 2
	plain      bool
	bytes      int // of the header itself
}

// readHeader reads the header at the beginning of b. The second result reports
// that b ends too early.
func readHeader(b []byte) (header, bool, error) {
	var p format.PageHeader
	n, short, err := decode(b, &p)
	if err != nil {
		return header{}, short, err
	}
	h := header{kind: p.Type, size: int(p.UncompressedPageSize), packed: int(p.CompressedPageSize), crc: uint32(p.CRC),
		bytes: n}
	switch v1, v2 := &p.DataPageHeader, &p.DataPageHeaderV2; {
	case v1.Valid:
		h.values, h.encoding, h.levels = int(v1.V.NumValues), v1.V.Encoding, v1.V.DefinitionLevelEncoding
	case v2.Valid:
		h.values, h.encoding, h.levelBytes, h.repeats = int(v2.V.NumValues), v2.V.Encoding,
			int(v2.V.DefinitionLevelsByteLength), int(v2.V.RepetitionLevelsByteLength)
		h.plain = v2.V.IsCompressed.Valid && !v2.V.IsCompressed.V
	default:
		h.values, h.encoding = int(p.DictionaryPageHeader.V.NumValues), p.DictionaryPageHeader.V.Encoding
	}
	for _, v := range []int{h.size, h.packed, h.values, h.levelBytes, h.repeats} {
		if v < 0 {
			return h, false, bad{fmt.Sprintf("%d for a length", v), consistent}
		}
	}
	return h, false, nil
}

// header reads the header at the cursor.
func (c *cursor) header() (header, error) {
	for n := int64(1 << 10); ; n *= 8 {
		room := min(n, c.end-c.at, longestHeader)
		b, err := c.window(c.at, room)
		if err != nil {
			return header{}, err
		}
		h, short, err := readHeader(b)
		if short && room == n {
			continue
		}
		if err != nil {
			return h, err
		}
		switch {
		case int64(h.packed) > c.end-c.at-int64(h.bytes):
			return h, bad{fmt.Sprintf("a page of %d bytes", h.packed), fmt.Sprintf("at most the %d that are left of its column", c.end-c.at-int64(h.bytes))}
		case h.packed > longestPage || h.size > longestPage:
			return h, bad{fmt.Sprintf("a page of %d bytes", max(h.packed, h.size)), fmt.Sprintf("at most %d MB", longestPage>>20)}
		}
		return h, nil
	}
}

// window returns bytes of the file. A column of up to 1 MB is read in one
// piece.
func (c *cursor) window(at, n int64) ([]byte, error) {
	if at < c.windowAt || at+n > c.windowAt+int64(len(c.held)) {
		if c.held == nil && c.end-at <= 1<<20 {
			n = c.end - at
		}
		if *c.total += n - int64(len(c.held)); *c.total > mostHeld {
			return nil, errTooMuch
		}
		held := make([]byte, n)
		if err := readFull(c.file.at, held, at); err != nil {
			return nil, err
		}
		c.held, c.windowAt = held, at
		return held, nil
	}
	return c.held[at-c.windowAt:][:n], nil
}

// nextPage reads the next data page and the dictionary before it.
func (c *cursor) nextPage() error {
	for {
		if c.at >= c.end {
			return bad{fmt.Sprintf("a column that ends %d values early", c.left), "as many values as rows"}
		}
		h, err := c.header()
		if err != nil {
			return err
		}
		holds := h.size
		if h.encoding == format.ByteStreamSplit { // is put together again
			holds *= 2
		}
		if *c.total += int64(holds - c.holds); *c.total > mostHeld {
			return errTooMuch
		}
		c.holds = holds
		body, err := c.window(c.at+int64(h.bytes), int64(h.packed))
		if err != nil {
			return err
		}
		c.at += int64(h.bytes + h.packed)
		if h.crc != 0 && crc32.ChecksumIEEE(body) != h.crc {
			return bad{"a page that is damaged", "bytes that match its checksum"}
		}
		switch h.kind {
		case format.DataPage, format.DataPageV2:
			return c.start(h, body)
		case format.DictionaryPage:
			if err := c.readDict(h, body); err != nil {
				return err
			}
		}
	}
}

var errTooMuch = bad{"long pages in many columns", fmt.Sprintf("at most %d MB at a time", mostHeld>>20)}

func (c *cursor) readDict(h header, body []byte) error {
	if c.dict != nil || (h.encoding != format.Plain && h.encoding != plainDictionary) {
		return bad{"a second dictionary, or one in an unknown encoding", "one plain dictionary per column"}
	}
	data, err := unpack(c.codec, body, h.size)
	if err == nil {
		c.dict, err = c.column.readDictionary(data, h.values)
	}
	c.holds = 0 // the dictionary is kept to the end of the column
	return err
}
