package problem

import (
	"fmt"
	"strings"
	"testing"
)

func TestSorted(t *testing.T) {
	var ps Problems
	for _, p := range []Problem{
		{File: "b.csv", Row: 3, Column: "x", Found: "1"}, {File: "county.yaml", Row: 9, Char: 4, Found: "2"}, {File: "a.csv", Row: 7, Found: "3"},
		{File: "county.yaml", Row: 9, Char: 2, Found: "4"}, {File: "b.csv", Found: "5"}, {File: "county.yaml", Row: 2, Char: 8, Found: "6"}, {File: "b.csv", Row: 3, Found: "7"},
	} {
		ps.Add(p)
	}
	want := `county.yaml:2:8: found "6"
county.yaml:9:2: found "4"
county.yaml:9:4: found "2"
a.csv:7: found "3"
b.csv: found "5"
b.csv:3: column "x": found "1"
b.csv:3: found "7"`
	if got := ps.Sorted("county.yaml").Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if ps[0].File != "b.csv" {
		t.Error("the list itself was sorted")
	}
}

// Kinds are counted by file: a file with many faults does not hide those of the
// next. Rows that come late are listed in order, and the count follows the last
// of its kind.
func TestSortedCounts(t *testing.T) {
	var ps Problems
	for row := 40; row > 0; row-- {
		ps.Add(Problem{File: "b", Row: row, Expected: "a number"})
		ps.Add(Problem{File: "a", Row: row, Expected: "a number"})
	}
	ps.Add(Problem{File: "a", Row: 99, Expected: "a word"})
	got := ps.Sorted("")
	if len(got) != 2*PerKind+1 || got.Count() != 81 {
		t.Fatalf("%d listed, %d counted", len(got), got.Count())
	}
	lines := strings.Split(got.Error(), "\n")
	for i, want := range map[int]string{0: "a:21: found nothing, expected a number", 19: "a:40: found nothing, expected a number",
		20: "  and 20 more of the same kind", 21: "a:99: found nothing, expected a word", 22: "b:21: found nothing, expected a number",
		42: "  and 20 more of the same kind"} {
		if lines[i] != want {
			t.Errorf("line %d: %s, want %s", i, lines[i], want)
		}
	}
}

// A fault in every file of a folder is listed for the first files.
func TestSortedManyFiles(t *testing.T) {
	var ps Problems
	for f := range 1000 {
		for row := range 30 {
			ps.Add(Problem{File: fmt.Sprintf("%04d", f), Row: row + 1, Expected: "a number"})
		}
	}
	if len(ps) > PerKind*PerKind || ps.Count() != 30_000 {
		t.Fatalf("%d kept, %d counted", len(ps), ps.Count())
	}
	text := ps.Sorted("").Error()
	if !strings.HasSuffix(text, "\n0019:20: found nothing, expected a number\n  and 10 more of the same kind\n  and 29400 more of the same kind in other files") {
		t.Error(text[max(0, len(text)-200):])
	}
	var few Problems
	for f := range 25 {
		few.Add(Problem{File: fmt.Sprintf("%04d", f), Expected: "a number"})
	}
	text = few.Sorted("").Error()
	if !strings.HasSuffix(text, "\n0019: found nothing, expected a number\n  and 5 more of the same kind in other files") || strings.Count(text, "\n") != 20 {
		t.Error(text)
	}
}
