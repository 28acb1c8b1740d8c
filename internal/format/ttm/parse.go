package ttm

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"saavu/internal/format/problem"
)

// Parse reads the bytes of one file into dst, whose memory it reuses. The
// destination is the id in the file's name; to_id must repeat it or be -1 (as
// in older editions on unreachable rows). If the name has no id, the first
// to_id that is not -1 is used. Blank lines are skipped, CRLF and a byte order
// mark are allowed, repeated from_ids are left for the caller to judge.
//
// The error is a problem.Problems with every fault of the file, and dst is then
// empty.
func Parse(data []byte, name string, dst *File) error {
	var ps problem.Problems
	dst.empty()
	if len(bytes.TrimSpace(data)) == 0 {
		ps.Add(problem.Problem{File: name, Found: "an empty file", Expected: "a header and at least one row"})
		return ps.Err()
	}
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	h := parseHeader(first, name, &ps)
	if len(ps) > 0 {
		return ps.Err()
	}
	r := reader{header: h, name: name, destination: unknown, problems: &ps}
	if id, ok := DestinationOf(name); ok {
		r.destination = int32(id)
	}
	// A field takes a byte and its separator another, so memory reserved for a
	// header of many names stays within twice the file's size.
	columns := len(h.names)
	dst.reset(columns, min(bytes.Count(rest, []byte("\n"))+1, (len(rest)+1)/(2*columns)))
	rows := r.rows(rest, dst.slots)
	if len(ps) == 0 && rows == 0 {
		ps.Add(problem.Problem{File: name, Found: "a header without rows", Expected: "at least one row"})
	}
	if len(ps) == 0 && r.destination == unknown {
		ps.Add(problem.Problem{File: name, Column: "to_id", Found: "-1 on every row", Expected: "the destination's id here or in the file's name",
			Hint: "name the file travel_times_to_ID.txt"})
	}
	if len(ps) > 0 {
		return ps.Err()
	}
	dst.publish(&h, rows)
	dst.Destination = int64(r.destination)
	return nil
}

// unknown is a destination that neither the name nor a row has given yet. No
// to_id equals it, so the first row is read by carefulRow, which sets it.
const unknown = -2

// reader reads the rows of one file.
type reader struct {
	header
	name        string
	destination int32
	problems    *problem.Problems
}

// rows fills the slots and returns the number of rows. A plain row is read by
// quickRow; any other row is read by carefulRow, which either reads it or
// reports what is wrong with it.
func (r *reader) rows(data []byte, slots [][]int32) int {
	row := 0
	for line := 2; len(data) > 0; line++ {
		if n := quickRow(data, slots, row, r.from); n > 0 {
			if to := slots[r.to][row]; to == r.destination || to == NoData {
				row++
				data = data[n:]
				continue
			}
		}
		text, after, _ := bytes.Cut(data, []byte("\n"))
		if r.carefulRow(text, line, slots, row) {
			row++
		}
		data = after
	}
	return row
}

// quickRow reads one line of plain fields (1 to 7 digits, or -1 outside
// from_id) and returns the number of bytes read, or 0 if the line is not that
// plain or too near to the end of data to read eight bytes at once.
//
// Eight bytes are one word: the lowest non-digit byte ends the field, the
// digits are moved to the top of the word, and three multiplications add them
// up by pairs, fours and eights. So a field costs the same whatever its length,
// without a branch to mispredict.
func quickRow(data []byte, slots [][]int32, row, from int) int {
	const (
		zeros = 0x3030303030303030
		over9 = 0x7676767676767676 // raises a byte above 9 to 0x80 or more
		tops  = 0x8080808080808080
		pairs = 0x000000FF000000FF
	)
	i, sep := 0, byte(';')
	for c := range slots {
		if sep != ';' || i+8 > len(data) || row >= len(slots[c]) {
			return 0
		}
		t := binary.LittleEndian.Uint64(data[i:i+8]) ^ zeros
		ends := ((t + over9) | t) & tops
		n := bits.TrailingZeros64(ends) >> 3
		v := int32(NoData)
		switch {
		case n == 0:
			if data[i] != '-' || data[i+1] != '1' || c == from {
				return 0
			}
			n = 2
		case n > 7:
			return 0
		default:
			t <<= 64 - 8*uint(n)
			t = t*10 + t>>8
			t = (t&pairs*(100+1000000<<32) + t>>16&pairs*(1+10000<<32)) >> 32
			v = int32(t)
		}
		slots[c][row] = v
		i += n
		sep = data[i]
		i++
	}
	if sep == '\r' && i < len(data) {
		sep = data[i]
		i++
	}
	if sep != '\n' {
		return 0
	}
	return i
}
