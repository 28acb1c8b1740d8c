package parquet

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

const (
	magic       = "PAR1"
	magicSealed = "PARE" // a file with an encrypted footer

	longestFooter = 64 << 20 // bytes

	// Limits of what a footer may list, far above any real file.
	mostElements = 1 << 16
	mostGroups   = 1 << 15
	mostChunks   = 1 << 20
)

// footer is the content of the end of a file.
type footer struct {
	schema []element
	rows   int64
	groups []group
	meta   map[string]string
	sealed bool // some of it is encrypted
	chunks int
}

// element is a node of the schema, in depth-first order.
type element struct {
	name       string
	physical   int // -1 for a group
	length     int // bytes of a fixed-length value
	repetition int
	children   int
	converted  int // -1 if there is none
	scale      int
	logical    logical
}

// logical is the meaning of a column's values.
type logical struct {
	id     int // 0 if there is none
	scale  int
	bits   int
	signed bool
	utc    bool
	unit   int    // 1 milliseconds, 2 microseconds, 3 nanoseconds
	crs    string // of a geometry
}

// group is a row group.
type group struct {
	rows   int64
	chunks []chunk
}

// chunk is the values of a column in a row group.
type chunk struct {
	physical   int
	codec      int
	values     int64
	compressed int64
	dataAt     int64
	dictAt     int64
	elsewhere  bool // in another file
	sealed     bool
}

// readFooter reads and checks the end of a file.
func readFooter(r io.ReaderAt, size int64) (*footer, error) {
	if size < int64(2*len(magic)+4) {
		return nil, bad{fmt.Sprintf("%d bytes", size), "a Parquet file"}
	}
	var tail [8]byte
	if err := readFull(r, tail[:], size-8); err != nil {
		return nil, err
	}
	switch string(tail[4:]) {
	case magic:
	case magicSealed:
		return nil, bad{"an encrypted file", "one that is not encrypted"}
	default:
		return nil, bad{fmt.Sprintf("a file that ends in %q", tail[4:]), "a Parquet file, which ends in PAR1: it may be truncated"}
	}
	n := int64(binary.LittleEndian.Uint32(tail[:4]))
	if n > size-12 || n > longestFooter {
		return nil, bad{fmt.Sprintf("a footer of %d bytes in a file of %d", n, size), fmt.Sprintf("a footer within the file and of at most %d MB", longestFooter>>20)}
	}
	text := make([]byte, n)
	if err := readFull(r, text, size-8-n); err != nil {
		return nil, err
	}
	t := &thrift{rest: text}
	f := &footer{meta: map[string]string{}}
	f.read(t)
	if t.err != nil {
		return nil, t.err
	}
	if f.sealed {
		return nil, bad{"an encrypted file", "one that is not encrypted"}
	}
	return f, nil
}

func readFull(r io.ReaderAt, out []byte, at int64) error {
	if n, err := r.ReadAt(out, at); n < len(out) {
		if err == nil || err == io.EOF {
			return bad{"the end of the file", "more bytes: the file may be truncated"}
		}
		return err
	}
	return nil
}

func (f *footer) read(t *thrift) {
	t.fields(thriftStruct, func(id int, kind byte) {
		switch id {
		case 2:
			t.list(kind, func(kind byte) {
				f.schema = append(f.schema, readElement(t, kind))
				t.atMost(len(f.schema), mostElements, "elements of the schema")
			})
		case 3:
			f.rows = t.whole(kind)
		case 4:
			t.list(kind, func(kind byte) {
				f.groups = append(f.groups, f.readGroup(t, kind))
				t.atMost(len(f.groups), mostGroups, "row groups")
			})
		case 5:
			t.list(kind, func(kind byte) { f.readMeta(t, kind) })
		case 8:
			f.sealed = true
			t.skip(kind)
		default:
			t.skip(kind)
		}
	})
}

func (f *footer) readMeta(t *thrift, kind byte) {
	var key, value string
	t.fields(kind, func(id int, kind byte) {
		switch id {
		case 1:
			key = string(t.binary(kind))
		case 2:
			value = string(t.binary(kind))
		default:
			t.skip(kind)
		}
	})
	f.meta[key] = value
}

// atMost refuses a list that is too long.
func (t *thrift) atMost(n, most int, what string) {
	if n > most {
		t.fail(fmt.Sprintf("more than %d %s", most, what))
	}
}

func readElement(t *thrift, kind byte) element {
	e := element{physical: -1, converted: -1}
	t.fields(kind, func(id int, kind byte) {
		switch id {
		case 1:
			e.physical = number(t, kind)
		case 2:
			e.length = number(t, kind)
		case 3:
			e.repetition = number(t, kind)
		case 4:
			e.name = string(t.binary(kind))
		case 5:
			e.children = number(t, kind)
		case 6:
			e.converted = number(t, kind)
		case 7:
			e.scale = number(t, kind)
		case 10:
			e.logical = readLogical(t, kind)
		default:
			t.skip(kind)
		}
	})
	return e
}

// number reads a small number that is not negative.
func number(t *thrift, kind byte) int {
	v := t.whole(kind)
	if v < 0 || v > math.MaxInt32 {
		t.fail(fmt.Sprintf("%d for a length or a code", v))
		return 0
	}
	return int(v)
}

// readLogical reads the union of logical types, one of which is set.
func readLogical(t *thrift, kind byte) logical {
	var l logical
	t.fields(kind, func(id int, kind byte) {
		l.id = id
		t.fields(kind, func(id int, kind byte) {
			switch {
			case l.id == logicalDecimal && id == 1:
				l.scale = number(t, kind)
			case l.id == logicalInteger && id == 1:
				l.bits = number(t, kind)
			case l.id == logicalInteger && id == 2:
				l.signed = kind == thriftTrue
			case (l.id == logicalTime || l.id == logicalTimestamp) && id == 1:
				l.utc = kind == thriftTrue
			case (l.id == logicalTime || l.id == logicalTimestamp) && id == 2:
				t.fields(kind, func(id int, kind byte) {
					l.unit = id
					t.skip(kind)
				})
			case (l.id == logicalGeometry || l.id == logicalGeography) && id == 1:
				l.crs = string(t.binary(kind))
			default:
				t.skip(kind)
			}
		})
	})
	return l
}

func (f *footer) readGroup(t *thrift, kind byte) group {
	var g group
	t.fields(kind, func(id int, kind byte) {
		switch id {
		case 1:
			t.list(kind, func(kind byte) {
				g.chunks = append(g.chunks, readChunk(t, kind))
				f.chunks++
				t.atMost(f.chunks, mostChunks, "columns in all row groups")
			})
		case 3:
			g.rows = t.whole(kind)
		default:
			t.skip(kind)
		}
	})
	return g
}

func readChunk(t *thrift, kind byte) chunk {
	c := chunk{physical: -1}
	t.fields(kind, func(id int, kind byte) {
		switch id {
		case 1:
			c.elsewhere = len(t.binary(kind)) > 0
		case 3:
			c.readMeta(t, kind)
		case 8:
			c.sealed = true
			t.skip(kind)
		default:
			t.skip(kind)
		}
	})
	return c
}

func (c *chunk) readMeta(t *thrift, kind byte) {
	t.fields(kind, func(id int, kind byte) {
		switch id {
		case 1:
			c.physical = number(t, kind)
		case 4:
			c.codec = number(t, kind)
		case 5:
			c.values = t.whole(kind)
		case 7:
			c.compressed = t.whole(kind)
		case 9:
			c.dataAt = t.whole(kind)
		case 11:
			c.dictAt = t.whole(kind)
		default:
			t.skip(kind)
		}
	})
}

// start is where the first page of a chunk begins.
func (c *chunk) start() int64 {
	if c.dictAt > 0 && c.dictAt < c.dataAt {
		return c.dictAt
	}
	return c.dataAt
}
