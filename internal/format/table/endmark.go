package table

import (
	"bytes"
	"io"
)

// endMark is Ctrl-Z, with which DOS ends a text.
const endMark = 0x1a

// unmarked reads a text without the marks at its end. Marks inside the text are
// kept.
type unmarked struct {
	in     io.Reader
	held   int    // marks that were read and may be the last
	inside int    // marks to return, since more text followed
	rest   []byte // the text that followed them
	err    error  // the error that came with it
}

// Read returns the next bytes of the text.
func (u *unmarked) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		switch {
		case u.inside > 0:
			n := min(u.inside, len(p))
			copy(p, bytes.Repeat([]byte{endMark}, n))
			u.inside -= n
			return n, nil
		case len(u.rest) > 0:
			n := copy(p, u.rest)
			u.rest = u.rest[n:]
			return n, nil
		case u.err != nil:
			return 0, u.err
		}
		n, err := u.in.Read(p)
		text := bytes.TrimRight(p[:n], string(rune(endMark)))
		if len(text) > 0 && u.held == 0 {
			u.held = n - len(text)
			return len(text), err
		}
		u.err = err
		if len(text) > 0 {
			u.inside, u.rest, u.held = u.held, bytes.Clone(text), 0
		}
		u.held += n - len(text)
	}
}
