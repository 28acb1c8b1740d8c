package osmpbf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// field is one field of a message: a number, or bytes.
type field struct {
	number int
	value  uint64 // of a number
	bytes  []byte // of a text, a message or a packed list; nil of a number
}

var errCut = errors.New("a field that ends within its message")

// fields calls of for each field of a message, in order.
func fields(data []byte, of func(field) error) error {
	for len(data) > 0 {
		key, n := binary.Uvarint(data)
		if n <= 0 || key>>3 == 0 || key>>3 > 1<<20 {
			return errCut
		}
		data = data[n:]
		f := field{number: int(key >> 3)}
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(data)
			if n <= 0 {
				return errCut
			}
			f.value, data = v, data[n:]
		case 2:
			length, n := binary.Uvarint(data)
			if n <= 0 || length > uint64(len(data)-n) {
				return errCut
			}
			f.bytes, data = data[n:n+int(length):n+int(length)], data[n+int(length):]
		case 1, 5:
			size := 4
			if key&7 == 1 {
				size = 8
			}
			if len(data) < size {
				return errCut
			}
			data = data[size:]
			continue // the format has none that is needed
		default:
			return fmt.Errorf("a field of a known kind, not %d", key&7)
		}
		if err := of(f); err != nil {
			return err
		}
	}
	return nil
}

// packed goes through a packed list of numbers.
type packed []byte

// next returns the next number; false at the end and for a cut one, which more finds.
func (p *packed) next() (uint64, bool) {
	if b := *p; len(b) > 0 && b[0] < 0x80 { // one byte, as most are
		*p = b[1:]
		return uint64(b[0]), true
	}
	v, n := binary.Uvarint(*p)
	if n <= 0 {
		return 0, false
	}
	*p = (*p)[n:]
	return v, true
}

// more reports whether the list goes on.
func (p *packed) more() bool { return len(*p) > 0 }

// signed decodes a number that is kept small in both directions.
func signed(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
