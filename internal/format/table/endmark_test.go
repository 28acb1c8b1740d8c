package table

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// Marks at the end of a text are dropped, wherever a read ends; those inside it
// are kept, and a text of only marks is empty.
func TestMarksAtTheEndAreLeftOut(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "\x1a": "", "\x1a\x1a\x1a": "", "a\n": "a\n", "a\n\x1a": "a\n", "a\x1ab\x1a": "a\x1ab", "\x1a\x1aa": "\x1a\x1aa",
		"a\x1a\x1ab\x1ac\x1a\x1a": "a\x1a\x1ab\x1ac",
	} {
		for name, in := range map[string]io.Reader{
			"at once": strings.NewReader(text), "by bytes": iotest.OneByteReader(strings.NewReader(text)), "with the end": iotest.DataErrReader(strings.NewReader(text)),
		} {
			if got, err := io.ReadAll(&unmarked{in: in}); string(got) != want || err != nil {
				t.Errorf("%q %s gives %q, %v", text, name, got, err)
			}
		}
	}
	broken := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("\x1aa")))
	if got, err := io.ReadAll(&unmarked{in: broken}); err != iotest.ErrTimeout || len(got) != 0 {
		t.Errorf("%q, %v", got, err)
	}
}
