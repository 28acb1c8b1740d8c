package batch

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"saavu/pkg/report"
)

const (
	namesFile  = "../../docs/NIGHTLY.md"
	namesBegin = "<!-- names of figures: written by go test ./internal/batch -run NamesPage -update -->\n"
	namesEnd   = "<!-- end of the names of figures -->\n"
	schemaFile = "../../docs/schema/notice.schema.json"
)

// The page lists exactly the names that a gate can have.
func TestNamesPage(t *testing.T) {
	var want strings.Builder
	want.WriteString("| name | unit | meaning |\n|---|---|---|\n")
	for _, n := range namings() {
		means := n.Means
		if means == "" {
			means = "see [MEASURES.md](MEASURES.md)"
		}
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", n.Name, n.Unit, means)
	}
	text, err := os.ReadFile(namesFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), namesBegin)
	got, after, ended := strings.Cut(rest, namesEnd)
	if !found || !ended {
		t.Fatalf("%s has no place for the names", namesFile)
	}
	if *update {
		if err := os.WriteFile(namesFile, []byte(before+namesBegin+want.String()+namesEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != want.String() {
		t.Errorf("%s does not match the code: go test ./internal/batch -run NamesPage -update", namesFile)
	}
}

// Every measure of the tidy list has a name.
func TestEveryMeasureHasAName(t *testing.T) {
	var named []string
	for _, n := range namings() {
		named = append(named, n.of.measure)
	}
	for _, m := range report.Measures() {
		if !slices.Contains(named, m) {
			t.Errorf("no name of a figure of the measure %s", m)
		}
	}
}

// The schema of notices is the one in the repository.
func TestNoticeSchema(t *testing.T) {
	want, err := NoticeSchema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(schemaFile); err != nil || string(got) != string(want) {
		t.Errorf("%s does not match the code: go test ./internal/batch -run NoticeSchema -update (%v)", schemaFile, err)
	}
}
