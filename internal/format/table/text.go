package table

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"saavu/internal/format/record"
)

// wide decodes UTF-16, which spreadsheets call Unicode text, into UTF-8.
type wide struct {
	in     io.Reader
	order  binary.ByteOrder
	raw    []byte // what is read of in
	kept   int    // bytes of raw that wait for their other half
	out    []byte // decoded bytes that are not yet returned
	lost   int    // characters that were incomplete
	failed error
}

// wideOrder finds the byte order from a byte order mark; nil if the text does
// not begin with one of UTF-16.
func wideOrder(head []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	return nil
}

// Read implements io.Reader.
func (w *wide) Read(p []byte) (int, error) {
	for len(w.out) == 0 {
		if w.failed != nil {
			return 0, w.failed
		}
		w.more()
	}
	n := copy(p, w.out)
	w.out = w.out[n:]
	return n, nil
}

// more decodes the next piece. Half of a surrogate pair or of a unit waits for
// the next one, and is lost at the end of the text.
func (w *wide) more() {
	if w.raw == nil {
		w.raw = make([]byte, 64<<10)
	}
	n, err := io.ReadFull(w.in, w.raw[w.kept:])
	n, w.kept, w.out = n+w.kept, 0, w.out[:0]
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	w.failed = err
	i := 0
	for ; i+2 <= n; i += 2 {
		r := rune(w.order.Uint16(w.raw[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > n && err == nil {
				break
			}
			pair := rune(utf8.RuneError)
			if i+4 <= n {
				pair = utf16.DecodeRune(r, rune(w.order.Uint16(w.raw[i+2:])))
			}
			if r = pair; pair == utf8.RuneError {
				w.lost++
			} else {
				i += 2
			}
		}
		w.out = utf8.AppendRune(w.out, r)
	}
	if i < n && err != nil {
		w.lost++
		w.out = utf8.AppendRune(w.out, utf8.RuneError)
	} else {
		w.kept = copy(w.raw, w.raw[i:n])
	}
}

// legacy reports whether the row is not UTF-8; it is then decoded from Windows
// 1252.
func (s *scanner) legacy() bool {
	if s.plain || utf8.Valid(s.row) {
		return false
	}
	out := s.decoded[:0]
	from := int32(0)
	for i := range s.count {
		end := s.ends[i+1]
		out = record.AppendWindows(out, s.row[from:end])
		s.ends[i+1] = int32(len(out))
		out = append(out, s.comma)
		from = end + 1
	}
	s.row, s.decoded = out[:len(out)-1], out
	return true
}
