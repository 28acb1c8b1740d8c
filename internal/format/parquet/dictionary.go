package parquet

import (
	"fmt"

	"github.com/parquet-go/parquet-go/format"
)

// dictionary holds the values that indexes of a column refer to.
type dictionary struct {
	num  []int64
	data []byte   // of texts and fixed-length values
	ends []uint32 // where each of them ends in data; in a page its length precedes it
	head int      // bytes before each of them
}

// readDictionary decodes a dictionary page. It allocates less than twice the
// page, because each value occupies bytes of it.
func (c *column) readDictionary(data []byte, count int) (*dictionary, error) {
	least := c.size
	if c.physical == format.ByteArray {
		least = 4
	}
	if c.physical == format.Boolean || count > len(data)/least {
		return nil, bad{fmt.Sprintf("a dictionary of %d values in %d bytes", count, len(data)), "no more values than bytes hold"}
	}
	if !c.holdsBytes() {
		out := batch{num: make([]int64, count)}
		return &dictionary{num: out.num}, c.plain(data).decode(&out)
	}
	d := &dictionary{data: data, ends: make([]uint32, count)}
	if c.physical == format.ByteArray {
		d.head = 4
	}
	values := c.plain(data)
	one := batch{raw: make([][]byte, 1)}
	at := 0
	for i := range d.ends {
		if err := values.decode(&one); err != nil {
			return nil, err
		}
		at += d.head + len(one.raw[0])
		d.ends[i] = uint32(at)
	}
	return d, nil
}

// text returns a value that is bytes.
func (d *dictionary) text(i uint32) []byte {
	start := uint32(d.head)
	if i > 0 {
		start += d.ends[i-1]
	}
	return d.data[start:d.ends[i]]
}

// indexed are values by their index in a dictionary.
type indexed struct {
	indexes hybrid
	dict    *dictionary
	some    [1024]uint32
}

func (d *indexed) decode(out *batch) error {
	for num := out.num; len(num) > 0; {
		n := min(len(num), len(d.some))
		if err := d.indexes.fill(d.some[:n]); err != nil {
			return err
		}
		for i, at := range d.some[:n] {
			if int(at) >= len(d.dict.num) {
				return outside(at, len(d.dict.num))
			}
			num[i] = d.dict.num[at]
		}
		num = num[n:]
	}
	for raw := out.raw; len(raw) > 0; {
		n := min(len(raw), len(d.some))
		if err := d.indexes.fill(d.some[:n]); err != nil {
			return err
		}
		for i, at := range d.some[:n] {
			if int(at) >= len(d.dict.ends) {
				return outside(at, len(d.dict.ends))
			}
			raw[i] = d.dict.text(at)
		}
		raw = raw[n:]
	}
	return nil
}

func outside(index uint32, n int) error {
	return bad{fmt.Sprintf("the index %d", index), fmt.Sprintf("one of the %d values of the dictionary", n)}
}

// lengths are texts whose lengths all precede them.
type lengths struct {
	left []int64
	rest []byte
}

func newLengths(data []byte) (decoder, error) {
	left, rest, err := textLengths(data)
	return &lengths{left, rest}, err
}

func (d *lengths) decode(out *batch) error {
	for i := range out.raw {
		if len(d.left) == 0 || d.left[0] > int64(len(d.rest)) {
			return errPageEnds
		}
		n := d.left[0]
		out.raw[i], d.rest, d.left = d.rest[:n], d.rest[n:], d.left[1:]
	}
	return nil
}

// prefixes are texts that share a prefix with the previous one.
type prefixes struct {
	same  []int64
	after decoder
	last  []byte
}

// mostPrefixed bounds the bytes of texts with shared prefixes that are made at
// a time: a page of a few bytes can encode texts of any length.
const mostPrefixed = 64 << 20

func newPrefixes(data []byte) (decoder, error) {
	same, rest, err := textLengths(data)
	if err != nil {
		return nil, err
	}
	after, err := newLengths(rest)
	return &prefixes{same: same, after: after}, err
}

func (d *prefixes) decode(out *batch) error {
	one := batch{raw: make([][]byte, 1)}
	made := 0
	for i := range out.raw {
		if len(d.same) == 0 || d.same[0] > int64(len(d.last)) {
			return errPageEnds
		}
		if err := d.after.decode(&one); err != nil {
			return err
		}
		if made += int(d.same[0]) + len(one.raw[0]); made > mostPrefixed {
			return bad{"texts that repeat a long prefix", fmt.Sprintf("at most %d MB at a time", mostPrefixed>>20)}
		}
		text := make([]byte, 0, int(d.same[0])+len(one.raw[0]))
		text = append(append(text, d.last[:d.same[0]]...), one.raw[0]...)
		out.raw[i], d.last, d.same = text, text, d.same[1:]
	}
	return nil
}
