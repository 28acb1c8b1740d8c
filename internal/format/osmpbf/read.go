// Package osmpbf reads OpenStreetMap extracts in the PBF format, block by block: nodes
// with their places, ways with the ids of their nodes, and the tags of both. It checks
// every size before it takes memory, so that a file that is cut or states wrong sizes is
// refused with the byte where it is. What tags mean, and which nodes a way lacks at the
// edge of an extract, it leaves to others.
package osmpbf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"saavu/internal/format/problem"
)

// Sizes that the format allows at most, in bytes.
const (
	maxHeader = 64 << 10
	maxBlob   = 32 << 20
)

// Header is what an extract says about itself.
type Header struct {
	Box     [4]float64 // west, south, east, north in degrees; all 0 if it is not stated
	Program string     // that wrote it; "" if it is not stated
}

// Node is a place. Lon and Lat are in 1e-7 degrees.
type Node struct {
	ID       int64
	Lon, Lat int32
	Tags     []Tag // nil for most nodes
}

// Way is a line or an outline through nodes, which an extract may lack at its edge.
type Way struct {
	ID    int64
	Nodes []int64
	Tags  []Tag
}

// Tag is a key and its value.
type Tag struct{ Key, Value string }

// Block is some nodes and ways of an extract, in its order. Its slices are used again for
// the next block; strings may be kept.
type Block struct {
	Nodes     []Node
	Ways      []Way
	Relations int // how many it has; they are not read
}

// Read reads an extract and calls visit for each block. Faults are problem.Problems, with
// the byte where the block begins; an error of visit ends the reading and is returned.
func Read(in io.Reader, name string, visit func(*Block) error) (Header, error) {
	r := &reader{in: in, name: name}
	var head Header
	for first := true; ; first = false {
		kind, data, err := r.blob()
		switch {
		case errors.Is(err, io.EOF) && first:
			return head, r.fault("an empty file", "an OpenStreetMap extract in PBF")
		case errors.Is(err, io.EOF):
			return head, nil
		case err != nil:
			return head, err
		case first != (kind == "OSMHeader"):
			return head, r.fault("a block "+kind, "OSMHeader first, then blocks OSMData")
		}
		if first {
			if head, err = r.header(data); err != nil {
				return head, err
			}
			continue
		}
		if kind != "OSMData" {
			continue // the format lets readers pass over blocks that they do not know
		}
		b, err := r.block(data)
		if err != nil {
			return head, err
		}
		if err := visit(b); err != nil {
			return head, err
		}
	}
}

// reader reads one extract.
type reader struct {
	in    io.Reader
	name  string
	at    int64 // byte where the block begins
	next  int64 // byte that is read next
	raw   []byte
	plain []byte
	b     Block
	ids   []int64 // node ids of all ways of a block
	tags  []Tag   // of all nodes and ways of a block
}

// fault is a problem of the block that is read.
func (r *reader) fault(found, expected string) error {
	return problem.Problems{{File: r.name, Found: fmt.Sprintf("%s at byte %d", found, r.at), Expected: expected}}
}

// full reads all of buf; a file that ends before is a fault.
func (r *reader) full(buf []byte) error {
	n, err := io.ReadFull(r.in, buf)
	r.next += int64(n)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return r.fault("the end of the file in a block", fmt.Sprintf("%d bytes more: the file is cut", len(buf)-n))
	}
	return err
}

// blob reads the next block and unpacks it; io.EOF at the end of the file.
func (r *reader) blob() (kind string, data []byte, err error) {
	r.at = r.next
	var size [4]byte
	switch n, err := io.ReadFull(r.in, size[:]); {
	case errors.Is(err, io.EOF):
		return "", nil, io.EOF
	case err != nil:
		r.next += int64(n)
		return "", nil, r.fault("the end of the file in the size of a block", "four bytes")
	}
	r.next += 4
	length := binary.BigEndian.Uint32(size[:])
	if length == 0 || length > maxHeader {
		return "", nil, r.fault(fmt.Sprintf("a block header of %d bytes", length), fmt.Sprintf("1 to %d: this is no OpenStreetMap extract in PBF, or it is damaged", maxHeader))
	}
	head := make([]byte, length)
	if err := r.full(head); err != nil {
		return "", nil, err
	}
	var datasize uint64
	err = fields(head, func(f field) error {
		switch f.number {
		case 1:
			kind = string(f.bytes)
		case 3:
			datasize = f.value
		}
		return nil
	})
	switch {
	case err != nil:
		return "", nil, r.fault("a block header that is damaged", err.Error())
	case datasize > maxBlob:
		return "", nil, r.fault(fmt.Sprintf("a block of %d bytes", datasize), fmt.Sprintf("at most %d", maxBlob))
	}
	r.raw = sized(r.raw, int(datasize))
	if err := r.full(r.raw); err != nil {
		return "", nil, err
	}
	data, err = r.unpack()
	return kind, data, err
}

// sized returns a slice of n, with the memory of buf if that is enough.
func sized[T any](buf []T, n int) []T {
	if cap(buf) < n {
		return make([]T, n)
	}
	return buf[:n]
}
