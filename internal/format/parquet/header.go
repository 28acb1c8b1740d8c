package parquet

import (
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
)

const (
	// deepestStruct is the deepest nesting of structs: those of Parquet go to 8.
	deepestStruct = 32

	// mostStructs is the most structs that a header may have, far above any
	// real file: a column in a row group takes about three, and 560 bytes.
	mostStructs = 1 << 18
)

// guard lets the library decode only what the bytes of a header can hold: the
// library allocates the length that a list claims, and follows any nesting.
type guard struct {
	thrift.BytesReader
	size    int
	open    []int32 // structs that have not ended yet, by level
	structs int
}

// decode decodes a footer or the header of a page into v, and returns its
// length. The second result reports that b ends too early.
func decode(b []byte, v any) (n int, short bool, err error) {
	g := &guard{BytesReader: new(thrift.CompactProtocol).NewReaderFromBytes(b), size: len(b)}
	err = thrift.NewDecoder(g).Decode(v)
	var fault bad
	switch {
	case err == nil || errors.As(err, &fault):
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		fault, short = bad{"the end within a header", consistent}, true
	default:
		fault = bad{"a header that is damaged: " + err.Error(), consistent}
	}
	if err != nil {
		return 0, short, fault
	}
	return g.BytesRead(), false, nil
}

const consistent = "a consistent header"

// Discard skips bytes; the decoder asks for it.
func (g *guard) Discard(n int) (int, error) {
	return g.BytesReader.(interface{ Discard(int) (int, error) }).Discard(n)
}

// enter starts n structs next to each other.
func (g *guard) enter(n int32) error {
	if len(g.open) >= deepestStruct {
		return bad{"structs nested too deeply", consistent}
	}
	if g.structs += int(n); g.structs > mostStructs {
		return bad{fmt.Sprintf("more than %d columns and other parts", mostStructs), consistent}
	}
	g.open = append(g.open, n)
	return nil
}

// ReadField reads the head of a field, or the end of a struct.
func (g *guard) ReadField() (thrift.Field, error) {
	f, err := g.BytesReader.ReadField()
	switch {
	case err != nil:
	case f.Type == thrift.STRUCT:
		err = g.enter(1)
	case f.Type == thrift.STOP && len(g.open) > 0:
		top := len(g.open) - 1
		if g.open[top]--; g.open[top] == 0 {
			g.open = g.open[:top]
		}
	}
	return f, err
}

// ReadList reads the head of a list, each element of which takes a byte at least.
func (g *guard) ReadList() (thrift.List, error) {
	l, err := g.BytesReader.ReadList()
	switch {
	case err != nil:
	case int(l.Size) > g.size-g.BytesRead():
		err = io.ErrUnexpectedEOF
	case l.Type == thrift.STRUCT && l.Size > 0:
		err = g.enter(l.Size)
	case l.Type == thrift.LIST || l.Type == thrift.SET:
		err = bad{"a list of lists", consistent}
	}
	return l, err
}

// ReadSet refuses a set, and ReadMap a map: Parquet has neither.
func (g *guard) ReadSet() (thrift.Set, error) {
	return thrift.Set{}, bad{"a set", consistent}
}

// ReadMap refuses a map.
func (g *guard) ReadMap() (thrift.Map, error) {
	return thrift.Map{}, bad{"a map", consistent}
}
