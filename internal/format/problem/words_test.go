package problem

import "testing"

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Counted(0, "row"), "0 rows"},
		{Counted(1, "row"), "1 row"},
		{Counted(999, "row"), "999 rows"},
		{Counted(1000, "row"), "1 000 rows"},
		{Counted(12_345_678, "row"), "12 345 678 rows"},
		{Listed(nil, 2), ""},
		{Listed([]string{"a"}, 2), "a"},
		{Listed([]string{"a", "b"}, 2), "a, b"},
		{Listed([]string{"a", "b", "c", "d"}, 2), "a, b and 2 more"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
