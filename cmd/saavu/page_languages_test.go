package main

import (
	"context"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saavu/pkg/lang"
)

// What of a page is no text, what ends a line of its text, and other tags.
var (
	unsaid  = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|<!DOCTYPE[^>]*>`)
	breaks  = regexp.MustCompile(`</?(?:h[1-6]|p|tr|li|title|desc|caption|section|table|thead|tbody|text)\b[^>]*>`)
	cells   = regexp.MustCompile(`</(?:td|th)>`)
	tags    = regexp.MustCompile(`<[^>]*>`)
	blanks  = regexp.MustCompile(`[ \t]*\n\s*`)
	tagless = strings.NewReplacer("\u00a0", " ")
)

// textOfPage is what a page says: a line for each paragraph, heading, row and text of a
// picture.
func textOfPage(page string) string {
	page = unsaid.ReplaceAllString(page, "")
	page = cells.ReplaceAllString(strings.ReplaceAll(page, "\n", " "), " | ")
	page = tags.ReplaceAllString(breaks.ReplaceAllString(page, "\n"), " ")
	page = regexp.MustCompile(` +`).ReplaceAllString(tagless.Replace(html.UnescapeString(page)), " ")
	page = strings.ReplaceAll(page, " | \n", "\n")
	return strings.TrimSpace(blanks.ReplaceAllString(page, "\n")) + "\n"
}

// pages are the commands whose pages have a golden text in every language.
var pages = []struct{ name, command string }{
	{"page", "report --draws 20 --networks 2"},
	{"page-brief", "report --draws 20 --brief"},
	{"page-whatif", "report --close hs_lansimaki --draws 20"},
}

// What the page of the embedded county says in every language. Words of another language
// are found by a test of internal/words, which reads the same files.
func TestPagesInEveryLanguage(t *testing.T) {
	for _, x := range pages {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			ctx := context.WithValue(t.Context(), keptKey{}, &keptAnswer{})
			for _, l := range lang.Languages() {
				if testing.Short() && l != lang.Swedish {
					continue // race runs: one language
				}
				file := filepath.Join(t.TempDir(), "page.html")
				var out strings.Builder
				if code, stderr := call(ctx, &out, append(arguments(x.command), "--quiet", "--out", file, "--lang", string(l))...); code != done {
					t.Fatalf("%s in %s: exit code %d: %s", x.command, l, code, stderr)
				}
				page, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, x.name+"."+string(l), strings.ReplaceAll(textOfPage(string(page)), version(), "VERSION"))
			}
		})
	}
}
