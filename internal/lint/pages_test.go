package lint

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// The word is assembled here so that the rule does not find it in this file.
func TestPages(t *testing.T) {
	const word = "an" + "ew"
	list := []Word{{Word: "An" + "ew", Say: "again", Rooms: []string{"docs"}}}
	page := strings.ReplaceAll("# Read X\n\nA [page X](X.md) of X.\n\n```\nX\n```\n\nThe keys `X` and `a\nX b` of X.\n"+
		"One ` quote.\n\nX\n\n"+PlainHeading+"\n\nThe words X:\n\n| X | again |\n\n## Next\n\n| x"+word+" | X |\n", "X", word)
	at := func(file string, lines ...string) (want []string) {
		for _, line := range lines {
			want = append(want, file+":"+line+": pages: the page uses the word An"+"ew: write again (docs/GLOSSARY.md)")
		}
		return want
	}
	lines := []string{"1", "3", "10", "13", "17", "23"}
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "docs/METHOD.md", "docs/decisions/0001-columns.md"} {
		expect(t, Pages([]Text{{Path: name, Source: []byte(page)}}, list), at(name, lines...)...)
	}
	for _, other := range []string{"CHANGELOG.md", "docs/schema/a.json", "benchmarks/README.md", "data/docs/a.md"} {
		expect(t, Pages([]Text{{Path: other, Source: []byte(page)}}, list))
	}
}

// TestLinksOfPages checks that every relative link of a Markdown file leads to a
// file or folder of the module, and its anchor to a heading there. Reports in
// testdata link to files of their own run.
func TestLinksOfPages(t *testing.T) {
	module, _ := read()
	anchors := map[string][]string{} // by path; folders and other files have none
	for _, text := range module.Texts {
		for folder := path.Dir(text.Path); folder != "."; folder = path.Dir(folder) {
			anchors[folder] = nil
		}
		anchors[text.Path] = nil
		if strings.HasSuffix(text.Path, ".md") {
			anchors[text.Path] = headings(string(text.Source))
		}
	}
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	seen := 0
	for _, text := range module.Texts {
		if !strings.HasSuffix(text.Path, ".md") || strings.Contains(text.Path, "/testdata/") {
			continue
		}
		for _, found := range link.FindAllStringSubmatch(string(text.Source), -1) {
			name, anchor, anchored := strings.Cut(found[1], "#")
			if strings.Contains(name, "://") {
				continue
			}
			seen++
			to := text.Path
			if name != "" {
				to = path.Join(path.Dir(text.Path), name)
			}
			list, exists := anchors[to]
			if strings.HasSuffix(to, ".png") { // no text
				_, err := os.Stat(filepath.Join(root, filepath.FromSlash(to)))
				exists = err == nil
			}
			if !exists {
				t.Errorf("%s links to %s, which does not exist", text.Path, found[1])
			} else if anchored && !slices.Contains(list, anchor) {
				t.Errorf("%s links to %s: %s has no such heading", text.Path, found[1], to)
			}
		}
	}
	if seen < 50 {
		t.Errorf("%d links found: the test reads the pages wrongly", seen)
	}
}

// headings lists the anchors of a page's headings: lowercase letters, digits
// and underscores, with hyphens for spaces.
func headings(page string) []string {
	var list []string
	for line := range strings.Lines(page) {
		title, found := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if !found || !strings.HasPrefix(line, "#") {
			continue
		}
		list = append(list, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(title)))
	}
	return list
}
