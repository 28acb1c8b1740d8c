package equity_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"saavu/pkg/equity"
)

var update = flag.Bool("update", false, "write the figures into docs/MEASURES.md")

const (
	pageFile  = "../../docs/MEASURES.md"
	pageBegin = "<!-- figures of equity: written by go test ./pkg/equity -run Page -update -->\n"
	pageEnd   = "<!-- end of the figures of equity -->\n"
)

// table is the page's table of figures.
func table() string {
	var b strings.Builder
	b.WriteString("\n| name | formula | unit | from | edges |\n|---|---|---|---|---|\n")
	for _, f := range equity.Figures() {
		unit := f.Unit
		switch unit {
		case "":
			unit = "index"
		case "value":
			unit = "unit of the values"
		}
		edges := f.Edges
		for _, d := range f.Differs {
			edges += "; " + d
		}
		switch {
		case f.Ranked:
			edges += "; needs `--income`"
		case f.Line:
			edges += "; needs `--line` z"
		}
		fmt.Fprintf(&b, "| `%s` | %s: %s | %s | %s | %s |\n", f.Name, f.Title, f.Formula, unit, strings.Join(f.Papers, "; "), edges)
	}
	return b.String() + "\n"
}

// The page describes exactly the figures of the code, in its words.
func TestPage(t *testing.T) {
	text, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), pageBegin)
	had, tail, also := strings.Cut(rest, pageEnd)
	if !ok || !also {
		t.Fatalf("%s has no place for the figures of equity", pageFile)
	}
	if *update {
		if err := os.WriteFile(pageFile, []byte(head+pageBegin+table()+pageEnd+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if had != table() {
		t.Errorf("%s does not match the code: go test ./pkg/equity -run Page -update", pageFile)
	}
}

// Every figure has a description. If all people have the same value, an index
// is 0 (1 for ratios and fairness), and a value is the common value.
func TestFiguresOfEqualValues(t *testing.T) {
	s, err := equity.New([]float64{6, 6, 6}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	r, err := equity.Rank([]float64{6, 6, 6}, []float64{1, 2, 3}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"jain": 1, "p90-p10": 1, "palma": 1, "kolm-pollak": 6}
	for _, f := range equity.Figures() {
		for _, bad := range []bool{false, true} {
			if got := f.Of(s, r, 6, bad); got != want[f.Name] {
				t.Errorf("%s of equal values is %v, predicted %v", f.Name, got, want[f.Name])
			}
		}
		if f.Title == "" || f.Formula == "" || len(f.Papers) == 0 || f.Edges == "" {
			t.Errorf("%s has no description", f.Name)
		}
	}
	if equity.FindFigure("none") != nil || equity.FindFigure("gini").Name != "gini" {
		t.Error("figures are not found by their names")
	}
}
