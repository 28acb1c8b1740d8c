package parquet

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/parquet-go/parquet-go/encoding/bytestreamsplit"
	"github.com/parquet-go/parquet-go/format"
)

// plainDictionary is RLEDictionary, or Plain in a dictionary, of older writers.
const plainDictionary format.Encoding = 2

var errPageEnds = bad{"the end within a page", "as many values as its header states"}

// most is the number of texts that a page of lengths may have: their lengths
// are read before the texts.
const mostLengths = 1 << 22

// batch is some values of a column, without nulls: numbers in num (a float by
// its bits, true as 1), texts and fixed-length values in raw.
type batch struct {
	num []int64
	raw [][]byte
}

// decoder returns the next values of a page, as many as out has room for.
type decoder interface {
	decode(out *batch) error
}

// holdsBytes reports whether the values of a column are bytes rather than
// numbers.
func (c *column) holdsBytes() bool {
	return c.physical == format.ByteArray || c.physical == format.FixedLenByteArray || c.physical == format.Int96
}

// newDecoder starts the values of a page.
func (c *column) newDecoder(encoding format.Encoding, data []byte, dict *dictionary) (decoder, error) {
	switch encoding {
	case format.Plain:
		return c.plain(data), nil
	case format.RLEDictionary, plainDictionary:
		if dict == nil {
			return nil, bad{"indexes of a dictionary that is not there", "a dictionary before them"}
		}
		if len(data) == 0 {
			return &indexed{dict: dict}, nil
		}
		if data[0] > 32 {
			return nil, bad{fmt.Sprintf("indexes of %d bits", data[0]), "at most 32"}
		}
		return &indexed{indexes: hybrid{width: int(data[0]), rest: data[1:]}, dict: dict}, nil
	case format.RLE:
		if c.physical == format.Boolean && len(data) >= 4 {
			return &runs{hybrid{width: 1, rest: data[4:]}}, nil
		}
	case format.DeltaBinaryPacked:
		if c.physical == format.Int32 || c.physical == format.Int64 {
			d, err := newDelta(data, c.physical == format.Int32)
			return &differences{d}, err
		}
	case format.DeltaLengthByteArray:
		if c.physical == format.ByteArray {
			return newLengths(data)
		}
	case format.DeltaByteArray:
		if c.physical == format.ByteArray || c.physical == format.FixedLenByteArray {
			return newPrefixes(data)
		}
	case format.ByteStreamSplit:
		if c.size > 0 {
			whole, err := new(bytestreamsplit.Encoding).DecodeFixedLenByteArray(nil, data, c.size)
			if err != nil {
				return nil, errPageEnds
			}
			return c.plain(whole), nil
		}
	}
	return nil, bad{fmt.Sprintf("values in the encoding %d", encoding), "one that the Parquet format has for the type of the column"}
}

func (c *column) plain(data []byte) decoder {
	switch {
	case c.physical == format.Boolean:
		return &runs{hybrid{width: 1, packed: data, left: 8 * len(data)}}
	case c.holdsBytes():
		return &texts{data, c.size}
	}
	return &numbers{data, c.size, c.physical == format.Int32}
}

// numbers are plain values of 4 or 8 bytes.
type numbers struct {
	rest   []byte
	size   int
	signed bool // 4 bytes keep their sign
}

func (d *numbers) decode(out *batch) error {
	if len(d.rest)/d.size < len(out.num) {
		return errPageEnds
	}
	switch {
	case d.size == 8:
		for i := range out.num {
			out.num[i] = int64(binary.LittleEndian.Uint64(d.rest[8*i:]))
		}
	case d.signed:
		for i := range out.num {
			out.num[i] = int64(int32(binary.LittleEndian.Uint32(d.rest[4*i:])))
		}
	default: // a float of 32 bits
		for i := range out.num {
			out.num[i] = int64(binary.LittleEndian.Uint32(d.rest[4*i:]))
		}
	}
	d.rest = d.rest[d.size*len(out.num):]
	return nil
}

// runs are booleans, plain or in run-length encoding.
type runs struct{ hybrid }

func (d *runs) decode(out *batch) error {
	var some [1024]uint32
	for left := out.num; len(left) > 0; {
		n := min(len(left), len(some))
		if err := d.fill(some[:n]); err != nil {
			return err
		}
		for i, v := range some[:n] {
			left[i] = int64(v)
		}
		left = left[n:]
	}
	return nil
}

// texts are plain values of a fixed length, or each preceded by its length.
type texts struct {
	rest []byte
	size int // 0 if each has its length
}

func (d *texts) decode(out *batch) error {
	for i := range out.raw {
		n := uint64(d.size)
		if n == 0 {
			if len(d.rest) < 4 {
				return errPageEnds
			}
			n, d.rest = uint64(binary.LittleEndian.Uint32(d.rest)), d.rest[4:]
		}
		if n > uint64(len(d.rest)) {
			return errPageEnds
		}
		out.raw[i], d.rest = d.rest[:n], d.rest[n:]
	}
	return nil
}

type differences struct{ *delta }

func (d *differences) decode(out *batch) error { return d.fill(out.num) }

// textLengths reads the lengths that precede texts.
func textLengths(data []byte) (lengths []int64, rest []byte, err error) {
	d, err := newDelta(data, true)
	if err != nil {
		return nil, nil, err
	}
	if d.count > mostLengths {
		return nil, nil, bad{fmt.Sprintf("a page of %d texts", d.count), fmt.Sprintf("at most %d", mostLengths)}
	}
	lengths = make([]int64, d.count)
	if err := d.fill(lengths); err != nil {
		return nil, nil, err
	}
	for _, n := range lengths {
		if n < 0 || n > math.MaxInt32 {
			return nil, nil, bad{fmt.Sprintf("a text of %d bytes", n), "0 or more"}
		}
	}
	return lengths, d.rest, nil
}
