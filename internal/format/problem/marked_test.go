package problem

import "testing"

func TestMarked(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		want string
	}{
		{"a < b", 4, "a < b\n    ^"},
		{"ä or\n  ö", 7, "  ö\n  ^"},
		{"a\tb", 9, "a b\n   ^"},
		{"", 0, "\n^"},
	} {
		if got := Marked(c.text, c.at); got != c.want {
			t.Errorf("%q at %d: got %q, expected %q", c.text, c.at, got, c.want)
		}
	}
}
