package access_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"saavu/pkg/access"
)

var update = flag.Bool("update", false, "write the measures into docs/MEASURES.md")

const (
	pageFile  = "../../docs/MEASURES.md"
	pageBegin = "<!-- measures of access: written by go test ./pkg/access -run Page -update -->\n"
	pageEnd   = "<!-- end of the measures of access -->\n"
)

// section is the page's section on a measure.
func section(m *access.Measure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s. `saavu explain %s` computes an example.\n\n", m.Name, m.Title, m.Name)
	fmt.Fprintf(&b, "```\n%s\n```\n\n", strings.ReplaceAll(m.Formula, "; ", "\n"))
	row := func(what, text string) {
		if text != "" {
			fmt.Fprintf(&b, "- %s: %s\n", what, text)
		}
	}
	where := "cell"
	if m.Facilities {
		where = "facility"
	}
	row("value", "one per "+where+", in "+m.Unit)
	row("paper", strings.Join(m.Papers, "; "))
	row("unreached", m.Unreached)
	row("limit", m.Boundary)
	row("properties", m.Rests)
	row("no supply", m.Unsupplied)
	for _, d := range m.Differs {
		row("differs", d)
	}
	var needs []string
	for _, n := range m.Needs {
		needs = append(needs, string(n))
	}
	row("needs", strings.Join(needs, ", "))
	b.WriteByte('\n')
	return b.String()
}

const (
	columnsBegin = "<!-- columns of facilities: written by the same -->\n"
	columnsEnd   = "<!-- end of the columns of facilities -->\n"
)

// columnTable is the page's table of the columns of facilities.
func columnTable() string {
	var b strings.Builder
	b.WriteString("\n| column | measures | unit | meaning |\n|---|---|---|---|\n")
	for _, c := range access.FacilityColumns() {
		of := "all"
		switch {
		case !c.Weighted:
			of = "nearest"
		case !c.Nearest:
			of = "2sfca, 3sfca"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, of, c.Unit, c.Meaning)
	}
	return b.String() + "\n"
}

// put writes a text between two marks of the page, and returns the text that
// was there.
func put(t *testing.T, page, begin, end, text string) (whole, before string) {
	t.Helper()
	head, rest, ok := strings.Cut(page, begin)
	before, tail, also := strings.Cut(rest, end)
	if !ok || !also {
		t.Fatalf("%s has no place %q", pageFile, begin)
	}
	return head + begin + text + end + tail, before
}

// The page describes exactly the measures of the code, in its words.
func TestPage(t *testing.T) {
	text, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("\n")
	for _, m := range access.Measures() {
		want.WriteString(section(&m))
	}
	page, measures := put(t, string(text), pageBegin, pageEnd, want.String())
	page, columns := put(t, page, columnsBegin, columnsEnd, columnTable())
	if *update {
		if err := os.WriteFile(pageFile, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if measures != want.String() || columns != columnTable() {
		t.Errorf("%s does not match the code: go test ./pkg/access -run Page -update", pageFile)
	}
	for _, f := range access.DecayForms() {
		if name, _, _ := strings.Cut(f, ":"); !strings.Contains(page, "`"+name) {
			t.Errorf("%s does not have the decay %s", pageFile, name)
		}
	}
}
