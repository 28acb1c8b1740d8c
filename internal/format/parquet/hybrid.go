package parquet

import (
	"encoding/binary"
	"fmt"
)

// hybrid reads small numbers stored as runs of one value or packed into bits:
// definition levels, indexes of a dictionary, booleans. It expands only what is
// asked for, however long a run claims to be.
type hybrid struct {
	rest  []byte
	width int // bits per value, 0 to 32

	run    uint64 // values left in a run
	value  uint32 // of the run
	packed []byte // of packed values
	bit    int    // where the next of them starts
	left   int    // how many of them are left
}

// fill returns the next values.
func (h *hybrid) fill(out []uint32) error {
	for len(out) > 0 {
		switch {
		case h.run > 0:
			n := int(min(h.run, uint64(len(out))))
			for i := range out[:n] {
				out[i] = h.value
			}
			h.run -= uint64(n)
			out = out[n:]
		case h.left > 0:
			n := min(h.left, len(out))
			unpackBits(out[:n], h.packed, h.bit, h.width)
			h.bit += n * h.width
			h.left -= n
			out = out[n:]
		default:
			if err := h.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// next starts the next run.
func (h *hybrid) next() error {
	head, n := binary.Uvarint(h.rest)
	if n <= 0 {
		return errPageEnds
	}
	h.rest = h.rest[n:]
	if head&1 == 0 {
		size := (h.width + 7) / 8
		if len(h.rest) < size {
			return errPageEnds
		}
		h.value, h.run = 0, head>>1
		for i, b := range h.rest[:size] {
			h.value |= uint32(b) << (8 * i)
		}
		h.rest = h.rest[size:]
		return nil
	}
	groups := head >> 1
	if h.width == 0 { // nothing is packed: a run of zeros
		h.value, h.run = 0, groups*8
		return nil
	}
	// The last group may be truncated where its values end.
	size := uint64(len(h.rest))
	if groups < size/uint64(h.width)+1 {
		size = min(size, groups*uint64(h.width))
	}
	h.packed, h.rest = h.rest[:size], h.rest[size:]
	h.bit, h.left = 0, int(size)*8/h.width
	if groups < uint64(h.left) {
		h.left = min(h.left, int(groups)*8)
	}
	if h.left == 0 && groups > 0 {
		return errPageEnds
	}
	return nil
}

// unpackBits reads values of width bits, the lowest bit first.
func unpackBits(out []uint32, packed []byte, bit, width int) {
	mask := uint64(1)<<width - 1
	i := 0
	if width == 8 {
		for at := bit / 8; i < len(out); i++ {
			out[i] = uint32(packed[at+i])
		}
		return
	}
	for ; i < len(out) && bit/8+8 <= len(packed); i++ {
		out[i] = uint32(binary.LittleEndian.Uint64(packed[bit/8:]) >> (bit % 8) & mask)
		bit += width
	}
	for ; i < len(out); i++ {
		var word [8]byte
		copy(word[:], packed[bit/8:])
		out[i] = uint32(binary.LittleEndian.Uint64(word[:]) >> (bit % 8) & mask)
		bit += width
	}
}

// delta reads DELTA_BINARY_PACKED numbers, one miniblock at a time.
type delta struct {
	rest    []byte
	narrow  bool // 32-bit numbers, which wrap around
	count   uint64
	started bool

	perMini int
	minis   int
	widths  []byte // of the remaining miniblocks of the block
	least   int64
	last    int64
	packed  []byte
	width   int
	bit     int
	left    int // values left in the miniblock
}

// mostMini is the most values that a miniblock may claim; writers use 32 to
// 256.
const mostMini = 1 << 16

func newDelta(data []byte, narrow bool) (*delta, error) {
	d := &delta{rest: data, narrow: narrow}
	block, err := d.uvarint()
	if err != nil {
		return nil, err
	}
	minis, err := d.uvarint()
	if err != nil {
		return nil, err
	}
	if d.count, err = d.uvarint(); err != nil {
		return nil, err
	}
	if d.last, err = d.varint(); err != nil {
		return nil, err
	}
	if minis == 0 || minis > 1<<10 || block%minis != 0 || block/minis > mostMini || block/minis == 0 {
		return nil, bad{fmt.Sprintf("differences in blocks of %d values and %d parts", block, minis), fmt.Sprintf("parts of 1 to %d values", mostMini)}
	}
	d.perMini, d.minis = int(block/minis), int(minis)
	return d, nil
}

func (d *delta) uvarint() (uint64, error) {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		return 0, errPageEnds
	}
	d.rest = d.rest[n:]
	return v, nil
}

func (d *delta) varint() (int64, error) {
	v, err := d.uvarint()
	return int64(v>>1) ^ -int64(v&1), err
}

func (d *delta) fill(out []int64) error {
	for len(out) > 0 {
		if d.count == 0 {
			return errPageEnds
		}
		if !d.started {
			d.started = true
			d.count--
			out[0], out = d.last, out[1:]
			continue
		}
		if d.left == 0 {
			if err := d.next(); err != nil {
				return err
			}
		}
		n := int(min(uint64(min(d.left, len(out))), d.count))
		d.take(out[:n])
		last, least := d.last, d.least
		if d.narrow {
			for i, v := range out[:n] {
				last = int64(int32(last + least + v))
				out[i] = last
			}
		} else {
			for i, v := range out[:n] {
				last += least + v
				out[i] = last
			}
		}
		d.last = last
		d.left -= n
		d.count -= uint64(n)
		out = out[n:]
	}
	return nil
}

// next starts the next miniblock.
func (d *delta) next() error {
	if len(d.widths) == 0 {
		var err error
		if d.least, err = d.varint(); err != nil {
			return err
		}
		if len(d.rest) < d.minis {
			return errPageEnds
		}
		d.widths, d.rest = d.rest[:d.minis], d.rest[d.minis:]
	}
	d.width, d.widths = int(d.widths[0]), d.widths[1:]
	size := (d.perMini*d.width + 7) / 8
	if d.width > 64 || size > len(d.rest) {
		return errPageEnds
	}
	d.packed, d.rest = d.rest[:size], d.rest[size:]
	d.bit, d.left = 0, d.perMini
	return nil
}

// take reads packed differences of up to 64 bits.
func (d *delta) take(out []int64) {
	packed, bit, width := d.packed, d.bit, d.width
	d.bit += len(out) * width
	mask := uint64(1)<<width - 1 // all bits at 64
	i := 0
	if width <= 57 { // fits in 8 bytes at any bit offset
		for ; i < len(out) && bit/8+8 <= len(packed); i++ {
			out[i] = int64(binary.LittleEndian.Uint64(packed[bit/8:]) >> (bit % 8) & mask)
			bit += width
		}
	}
	for ; i < len(out); i++ {
		var word [9]byte
		if width > 0 {
			copy(word[:], packed[bit/8:])
		}
		v := binary.LittleEndian.Uint64(word[:])>>(bit%8) | uint64(word[8])<<(64-bit%8)
		out[i] = int64(v & mask)
		bit += width
	}
}
