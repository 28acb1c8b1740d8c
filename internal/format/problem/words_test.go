package problem

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

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

func TestFrom(t *testing.T) {
	list := Problems{{File: "a", Found: "x"}, {File: "b", Found: "y"}}
	for _, c := range []struct {
		err  error
		want Problems
	}{
		{nil, nil},
		{list, list},
		{fmt.Errorf("around: %w", list), list},
		{list[1], list[1:]},
		{errors.New("torn"), Problems{{File: "f", Found: "torn", Expected: "a file that can be read"}}},
	} {
		if got := From("f", c.err); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}
