package parquet

import "encoding/binary"

// The types of Thrift's compact protocol that a walk must distinguish.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftI16    = 4
	thriftI32    = 5
	thriftI64    = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftMap    = 11
	thriftStruct = 12
)

// deepestStruct is the deepest nesting of structs: those of Parquet go to 8.
const deepestStruct = 32

// thrift decodes bytes of the compact protocol. Every length in them is checked
// against the remaining bytes, so nothing is allocated on a claim. The first
// fault stays in err, and everything after it decodes as zero.
type thrift struct {
	rest  []byte
	depth int
	err   error
	short bool // the fault is that the bytes end, so a longer piece may be enough
}

func (t *thrift) fail(found string) {
	if t.err == nil {
		t.err = bad{found, "a consistent header"}
	}
	t.rest = nil
}

func (t *thrift) end() {
	if t.err == nil {
		t.short = true
	}
	t.fail("the end within a header")
}

func (t *thrift) byte() byte {
	if len(t.rest) == 0 {
		t.end()
		return 0
	}
	b := t.rest[0]
	t.rest = t.rest[1:]
	return b
}

func (t *thrift) varint() uint64 {
	v, n := binary.Uvarint(t.rest)
	switch {
	case n == 0:
		t.end()
		return 0
	case n < 0:
		t.fail("a number of more than 64 bits")
		return 0
	}
	t.rest = t.rest[n:]
	return v
}

// whole reads a number of any width; byte fields are one plain byte.
func (t *thrift) whole(kind byte) int64 {
	switch kind {
	case thriftByte:
		return int64(int8(t.byte()))
	case thriftI16, thriftI32, thriftI64:
		v := t.varint()
		return int64(v>>1) ^ -int64(v&1)
	}
	t.fail("a field that is not a number")
	return 0
}

func (t *thrift) binary(kind byte) []byte {
	if kind != thriftBinary {
		t.fail("a field that is not a text")
		return nil
	}
	n := t.varint()
	if n > uint64(len(t.rest)) {
		t.end()
		return nil
	}
	b := t.rest[:n]
	t.rest = t.rest[n:]
	return b
}

// fields calls each for every field of a struct; each reads the value.
func (t *thrift) fields(kind byte, each func(id int, kind byte)) {
	if kind != thriftStruct {
		t.fail("a field that is not a struct")
		return
	}
	if t.depth++; t.depth > deepestStruct {
		t.fail("structs nested too deeply")
		return
	}
	id := 0
	for t.err == nil {
		head := t.byte()
		if head == 0 {
			break
		}
		if step := int(head >> 4); step > 0 {
			id += step
		} else {
			id = int(int16(t.whole(thriftI16)))
		}
		each(id, head&15)
	}
	t.depth--
}

// list calls each for every element of a list.
func (t *thrift) list(kind byte, each func(kind byte)) {
	if kind != thriftList && kind != thriftSet {
		t.fail("a field that is not a list")
		return
	}
	head := t.byte()
	n := uint64(head >> 4)
	if n == 15 {
		n = t.varint()
	}
	if n > uint64(len(t.rest)) { // an element takes a byte at least
		t.end()
		return
	}
	for range n {
		if t.err != nil {
			return
		}
		each(head & 15)
	}
}

// skip skips a value. A boolean is in the type of a field, but a separate byte
// in a list.
func (t *thrift) skip(kind byte) {
	switch kind {
	case thriftTrue, thriftFalse:
	case thriftByte, thriftI16, thriftI32, thriftI64:
		t.whole(kind)
	case thriftDouble:
		for range 8 {
			t.byte()
		}
	case thriftBinary:
		t.binary(kind)
	case thriftList, thriftSet:
		if t.depth++; t.depth > deepestStruct {
			t.fail("lists nested too deeply")
			return
		}
		t.list(kind, func(kind byte) {
			if kind == thriftTrue || kind == thriftFalse {
				t.byte()
				return
			}
			t.skip(kind)
		})
		t.depth--
	case thriftStruct:
		t.fields(kind, func(_ int, kind byte) { t.skip(kind) })
	default: // Parquet has no maps
		t.fail("a field of an unknown type")
	}
}
