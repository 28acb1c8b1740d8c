package problem

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestString(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Problem
		want string
	}{
		{"all", Problem{File: "a.csv", Row: 7, Column: "x", Found: "1,5", Expected: "a number", Hint: "use a point"},
			`a.csv:7: column "x": found "1,5", expected a number (use a point)`},
		{"no row", Problem{File: "a.csv", Column: "id", Expected: "a column of this name"},
			`a.csv: column "id": found nothing, expected a column of this name`},
		{"no file", Problem{Row: 3, Found: "4 fields", Expected: "5 fields"},
			`row 3: found "4 fields", expected 5 fields`},
		{"bare", Problem{Found: "PK", Hint: "a zip?"}, `found "PK" (a zip?)`},
		{"lines below", Problem{File: "a.yaml", Row: 2, Found: "x", Hint: "y?", Below: "x < 1\n^"},
			"a.yaml:2: found \"x\" (y?)\n    x < 1\n    ^"},
		{"control bytes are shown", Problem{Found: "a\x00\n"}, `found "a\x00\n"`},
		{"long", Problem{Found: strings.Repeat("ä", 90)}, `found "` + strings.Repeat("ä", 38) + `…"`},
	} {
		if got := c.p.String(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if c.p.Error() != c.p.String() {
			t.Errorf("%s: Error differs from String", c.name)
		}
	}
}

func TestProblemsCapPerKind(t *testing.T) {
	var ps Problems
	if ps.Err() != nil {
		t.Fatal("an empty list is an error")
	}
	for i := 1; i <= 25; i++ {
		ps.Add(Problem{File: "f", Row: i, Column: "x", Found: "?", Expected: "a number"})
	}
	ps.Add(Problem{File: "f", Row: 26, Column: "y", Found: "?", Expected: "a number"})
	if len(ps) != PerKind+1 || ps.Count() != 26 {
		t.Fatalf("len %d, count %d", len(ps), ps.Count())
	}
	lines := strings.Split(ps.Error(), "\n")
	if len(lines) != 22 {
		t.Fatalf("%d lines", len(lines))
	}
	if lines[20] != "  and 5 more of the same kind" || lines[21] != `f:26: column "y": found "?", expected a number` {
		t.Errorf("tail %q", lines[19:])
	}
	var both Problems
	both.Append(ps)
	both.Append(ps)
	if both.Count() != 52 || len(both) != PerKind+2 {
		t.Errorf("appended: count %d, len %d", both.Count(), len(both))
	}
}

func TestProblemsIsAnError(t *testing.T) {
	ps := Problems{{File: "f", Found: "x"}}
	var got Problems
	if !errors.As(fmt.Errorf("loading: %w", ps.Err()), &got) || len(got) != 1 {
		t.Error("not found through a wrapped error")
	}
}

func TestAddClips(t *testing.T) {
	var ps Problems
	ps.Add(Problem{Found: strings.Repeat("x", 1<<20)})
	if n := len(ps[0].Found); n > longest {
		t.Errorf("kept %d bytes", n)
	}
}
