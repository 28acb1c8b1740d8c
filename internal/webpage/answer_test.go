package webpage_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"saavu/internal/board"
	"saavu/pkg/lang"
)

// noWord is an arrow alone, or a space in a number.
var noWord = regexp.MustCompile(` [▲▼]([ ,])|(\d)[ \x{a0}](?:\d)`)

// shownOf lists the texts of the elements of a class, spaces of a number as on a terminal.
func shownOf(doc *html.Node, tag, class string) []string {
	var out []string
	each(doc, func(n *html.Node) {
		if n.Data == tag && attribute(n, "class") == class || n.Data == tag && n.Parent != nil && attribute(n.Parent, "class") == class {
			out = append(out, strings.ReplaceAll(strings.Join(texts(n), " "), "\u00a0", " "))
		}
	})
	return out
}

// The page says the same in the same order as the terminal, in large type no more than a
// board reads at once; what changes its reading is small below it, on a brief page below
// the table.
func TestAnswerOnThePage(t *testing.T) {
	for _, l := range lang.Languages() {
		set := setOf(t, l, all)
		var lead, asides, first []string
		for i, s := range board.Screens(&set.Report) {
			v := board.View{R: &set.Report, W: set.Words, Screen: s}
			lead, asides = append(lead, v.Answer()...), append(asides, v.Asides()...)
			if i == 0 {
				first = v.Asides()
				if n := len(strings.Fields(noWord.ReplaceAllString(v.Answer()[0]+" "+v.Answer()[len(v.Answer())-1], "$1$2"))); n > 45 {
					t.Errorf("%s: %d words on who crosses the limit and on euros, expected at most 45: %q", l, n, v.Answer())
				}
			}
		}
		plain := func(list []string) []string {
			var out []string
			for _, s := range list {
				out = append(out, strings.ReplaceAll(s, "\u00a0", " "))
			}
			return out
		}
		doc := parsed(t, pageOfAll(t, l))
		if d := cmp.Diff(plain(lead), shownOf(doc, "p", "lead")); d != "" {
			t.Errorf("%s: the lead (-terminal +page):\n%s", l, d)
		}
		if d := cmp.Diff(plain(asides), shownOf(doc, "li", "asides")); d != "" {
			t.Errorf("%s: small below it (-terminal +page):\n%s", l, d)
		}
		var b bytes.Buffer
		if err := set.HTML(&b, true); err != nil {
			t.Fatal(err)
		}
		doc = parsed(t, b.Bytes())
		notes := shownOf(doc, "li", "warnings")
		for _, line := range plain(first) {
			if !slices.Contains(notes, line) {
				t.Errorf("%s: a brief page has no %q below its table, which has %q", l, line, notes)
			}
		}
		if list := shownOf(doc, "li", "asides"); list != nil || len(first) == 0 {
			t.Errorf("%s: above the table of a brief page: %q", l, list)
		}
	}
}
