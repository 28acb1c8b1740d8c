package lint

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSizes(t *testing.T) {
	body := func(lines int) string { return "{" + strings.Repeat("\n", lines-1) + "}\n" }
	expect(t, Sizes(parse(t, "a/a.go", "package a\nfunc fits() "+body(60)+"// doc\nfunc long() "+body(61)+"var f = func() "+body(61))),
		"a/a.go:63: sizes: function long has 61 lines, at most 60: name its steps and make them functions",
		"a/a.go:124: sizes: function literal has 61 lines, at most 60: name its steps and make them functions")
	page := func(lines int) string { return "package a\n" + strings.Repeat("// line\n", lines-1) }
	expect(t, Sizes(parse(t, "a/fits.go", page(300), "a/long.go", page(301), "a/long_test.go", page(400)+"func TestLong() "+body(90))),
		"a/long.go: sizes: the file has 301 lines, at most 300: give its second idea a file of its own")
	many := func(pkg string, n int) (texts []string) {
		for i := range n {
			texts = append(texts, fmt.Sprintf("%s/f%d.go", pkg, i), "package p\n")
		}
		return append(texts, pkg+"/f_test.go", "package p\n")
	}
	expect(t, Sizes(parse(t, many("internal/a", 20)...)))
	expect(t, Sizes(parse(t, many("internal/engine", 21)...)))
	expect(t, Sizes(parse(t, many("internal/a", 21)...)),
		"internal/a: sizes: the package has 21 files, at most 20: give its second idea a package of its own")
	expect(t, Sizes(parse(t, many("internal/engine", 20)...)),
		"internal/engine: sizes: the package has 20 files: take it out of largePackages")
}

func TestLongLines(t *testing.T) {
	long := func(n int) string {
		return "package a\n\nvar x = `" + strings.Repeat("ä", 200) + "\nä` + " + strings.Repeat("y", n) + "\n"
	}
	expect(t, Sizes(parse(t, "a/fits.go", long(115), "a/wide.go", long(118), "internal/load/cells/a.go", long(200))),
		"a/wide.go:4: sizes: the line has 121 characters without its texts, at most 120: break it")
}

// A package whose lines are all short does not stand among those with longer ones.
func TestLongLinesAreThere(t *testing.T) {
	module, _ := read()
	for _, name := range longLines {
		faults := 0
		for _, f := range productive(module.Files) {
			if covers(name, f.Package()) {
				faults += len(linesOf(f))
			}
		}
		if faults == 0 {
			t.Errorf("%s has no long line: take it out of longLines", name)
		}
	}
}

func TestNames(t *testing.T) {
	expect(t, Names(parse(t,
		"pkg/utils/a.go", "package utils\n",
		"pkg/a/helpers_test.go", "package a_test\n",
		"pkg/a/grid_util.go", "package a\n",
		"pkg/a/utility.go", "package a\n",
		"pkg/b/b.go", "package common\n",
		"pkg/misc/c/c.go", "package c\n")),
		"pkg/a/helpers_test.go: names: a file called helpers collects unrelated code: name it by the idea in it",
		"pkg/a/grid_util.go: names: a file called util collects unrelated code: name it by the idea in it",
		"pkg/b: names: a package called common has no idea of its own: name it by what it knows",
		"pkg/misc/c: names: a package called misc has no idea of its own: name it by what it knows",
		"pkg/utils: names: a package called utils has no idea of its own: name it by what it knows")
}

func TestPackageComments(t *testing.T) {
	lines := func(n int, pkg string) string { return strings.Repeat("// line\n", n) + "package " + pkg + "\n" }
	expect(t, Comments(parse(t,
		"pkg/a/a.go", lines(3, "a"), "pkg/b/b.go", lines(8, "b"), "pkg/b/c.go", "// of the file\n\npackage b\n",
		"cmd/saavu/main.go", lines(1, "main"), "benchmarks/a_test.go", "package benchmarks\n")))
	expect(t, Comments(parse(t,
		"pkg/a/a.go", lines(2, "a"), "pkg/b/b.go", lines(9, "b"),
		"pkg/c/a.go", lines(3, "c"), "pkg/c/b.go", lines(3, "c"),
		"pkg/d/d.go", "package d\n", "pkg/d/d_test.go", lines(3, "d"))),
		"pkg/a/a.go:1: comments: the package comment has 2 lines, expected 3 to 8 on what the package knows and what it leaves to others",
		"pkg/b/b.go:1: comments: the package comment has 9 lines, expected 3 to 8 on what the package knows and what it leaves to others",
		"pkg/c/b.go:1: comments: a second package comment, pkg/c/a.go has one already: keep one, with a blank line between any other comment and the package line",
		"pkg/d: comments: no file has a package comment: describe in 3 to 8 lines what the package knows and what it leaves to others")
}

func TestDocComments(t *testing.T) {
	const message = " has no doc comment: state meaning, unit, range and the result for an empty or unreachable input"
	expect(t, Comments(parse(t, "pkg/a/a.go", `// Package a is
// here for
// the test.
package a
// Said is.
type Said struct { Field int }
type Unsaid[T any] struct{}
// A group of types is not a comment on each.
type (
	// Inner has one.
	Inner int
	Outer int
)
// Modes share one comment.
const ( Walk = iota; Bicycle )
const ( Car = 1 // by road
	Bus = 2
	small = 3 )
var Err, err = 1, 2
// Do does.
func Do() {}
func Undo() {}
func undo() {}
func (u *Unsaid[T]) Len() int { return 0 }
func (h heap) Len() int { return 0 }
type heap []int
`)),
		"pkg/a/a.go:7: comments: exported type Unsaid"+message,
		"pkg/a/a.go:12: comments: exported type Outer"+message,
		"pkg/a/a.go:17: comments: exported constant Bus"+message,
		"pkg/a/a.go:19: comments: exported variable Err"+message,
		"pkg/a/a.go:22: comments: exported function Undo"+message,
		"pkg/a/a.go:24: comments: exported method Unsaid.Len"+message)
}

const smallPage = `# Glossary
| code | Finnish |
|---|---|
| cell | ruutu |

## Words that code does not use
Text before.

| word | say instead | allowed in | why |
|---|---|---|---|
| ` + "`Accessible`" + ` | BarrierFree | | two meanings |
| Origin | cell | internal/format/*, pkg/travel | one word a thing |

## Sources
| a | b |
`

func TestGlossary(t *testing.T) {
	list, err := ForbiddenWords([]byte(smallPage), GlossaryHeading)
	if err != nil {
		t.Fatal(err)
	}
	const text = `package p
type AccessibleStop struct { origin int }
const Accessibility, original = 1, 2
func nearest(originIDs []int) { for _, x := range originIDs { Origins := x; _ = Origins } ; _ = other.Origin }
`
	expect(t, Glossary(parse(t, "pkg/access/a.go", text), list),
		"pkg/access/a.go:2: glossary: AccessibleStop uses the word Accessible: say BarrierFree (docs/GLOSSARY.md)",
		"pkg/access/a.go:2: glossary: origin uses the word Origin: say cell (docs/GLOSSARY.md)",
		"pkg/access/a.go:4: glossary: originIDs uses the word Origin: say cell (docs/GLOSSARY.md)",
		"pkg/access/a.go:4: glossary: Origins uses the word Origin: say cell (docs/GLOSSARY.md)")
	for _, allowed := range []string{"internal/format/ttm/a.go", "pkg/travel/a.go"} {
		expect(t, Glossary(parse(t, allowed, text), list),
			allowed+":2: glossary: AccessibleStop uses the word Accessible: say BarrierFree (docs/GLOSSARY.md)")
	}
	expect(t, Glossary(parse(t, "pkg/access/a_test.go", text), list))
	expect(t, Glossary(parse(t, "pkg/origin/a.go", "package origin\n"), list),
		"pkg/origin/a.go:1: glossary: origin uses the word Origin: say cell (docs/GLOSSARY.md)")
}

func TestGlossaryPageThatIsWrong(t *testing.T) {
	for _, tt := range []struct{ page, want string }{
		{"# Glossary\n", `docs/GLOSSARY.md: no table of words under "## Words that code does not use"`},
		{GlossaryHeading + "\n\n| word |\n|---|\n| Origin | cell |\n", "docs/GLOSSARY.md:5: 2 columns in the table of words, expected 4: word, say instead, allowed in, why"},
	} {
		if _, err := ForbiddenWords([]byte(tt.page), GlossaryHeading); err == nil || err.Error() != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

// The words are assembled here so that the rule does not find them in this file.
func TestPlain(t *testing.T) {
	const verb, adverb = "rec" + "kon", "an" + "ew"
	page := PlainHeading + "\n\n| word | say instead | allowed in | why |\n|---|---|---|---|\n" +
		"| " + verb + ", " + verb + "s | compute | | old |\n| " + adverb + " | again | pkg/travel | old |\n"
	list, err := ForbiddenWords([]byte(page), PlainHeading)
	if err != nil {
		t.Fatal(err)
	}
	text := "package p\n\nimport _ \"saavu/" + verb + "\"\n\n// It " + verb + "s the sum.\nfunc " + verb + "Sum() string { return \"read " +
		adverb + "\" } // " + verb + "able\n\ntype record struct {\n\tA int `json:\"" + verb + "\"`\n}\n"
	const page1 = " (docs/GLOSSARY.md)"
	expect(t, Plain(parse(t, "pkg/access/a_test.go", text), list),
		"pkg/access/a_test.go:6: plain: "+verb+"Sum uses the word "+verb+": write compute"+page1,
		"pkg/access/a_test.go:5: plain: a comment uses the word "+verb+"s: write compute"+page1,
		"pkg/access/a_test.go:6: plain: a text uses the word "+adverb+": write again"+page1)
	expect(t, Plain(parse(t, "pkg/travel/a.go", "package p\n\nvar a = \""+adverb+"\"\n"), list))
	expect(t, Plain(parse(t, "cmd/other/a.go", text), list))
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"nearestCell": "nearest cell", "YKRGrid": "ykr grid", "snap_max_m": "snap max m", "_": "", "ID": "id",
		"originID": "origin id", "LäsnäOlo": "läsnä olo", "x": "x", "Grid250Cells": "grid250 cells",
	} {
		if got := strings.Join(words(name), " "); got != want {
			t.Errorf("%s splits into %q, want %q", name, got, want)
		}
	}
}

func TestMachine(t *testing.T) {
	// The bad texts are assembled here so that the rule does not find them in
	// this file.
	home, tmp, proxy := "/ho"+"me/anna/grid.csv", "/t"+"mp/out", "proxy."+"golang.org"
	text := func(path, source string) []Text { return []Text{{Path: path, Source: []byte(source)}} }
	expect(t, Machine(text("docs/a.md", "one\ncat "+home+"\n\""+tmp+"/x\"\n")),
		"docs/a.md:2: machine: names the machine path "+home[:6]+": use a path from the module root, an environment variable or a temporary folder",
		"docs/a.md:3: machine: names the machine path "+tmp[:5]+": use a path from the module root, an environment variable or a temporary folder")
	expect(t, Machine(text(".ci/run", "export GO"+"PROXY=https://"+proxy+"\n")),
		`.ci/run:1: machine: names the package registry "GO`+`PROXY=": leave the choice to the machine that builds`)
	expect(t, Machine(text("a.yaml", "host: "+proxy+"\n")),
		`a.yaml:1: machine: names the package registry "`+proxy+`": leave the choice to the machine that builds`)
	expect(t, Machine(text("pkg/a/a_test.go", tmp+"/x\n")))
	expect(t, Machine(text("pkg/a/testdata/a.txt", tmp+"/x "+home+"\n")),
		"pkg/a/testdata/a.txt:1: machine: names the machine path "+home[:6]+": use a path from the module root, an environment variable or a temporary folder")
	expect(t, Machine(text("a.sh", "npm --index"+"-url x\n")),
		`a.sh:1: machine: names the package registry "--index`+`-url": leave the choice to the machine that builds`)
	for _, fine := range []string{"https://example.org" + home, "../work/main", "$dir/tmp/x", "homework/", "python"} {
		expect(t, Machine(text("docs/a.md", fine+"\n")))
	}
}

// smallCatalog is a catalog of texts as internal/words has it.
const smallCatalog = `package words
var terms = texts{
	"severity.own rule": {"own rule", "oma linjaus", "egen riktlinje"},
	"unit.kg": {"kg", "kg", "kg"},
	"head.area": {"area", "alue", "område"},
	"gain": {"{people} {people:gains|gain} in {area}", "{people} {area}", "{people} {area}"},
	"unused": {"nobody asks", "kukaan ei kysy", "ingen frågar"},
}
func Term(list string) string { return Text("unit." + list) }
`

func TestSentences(t *testing.T) {
	const report = `package report
import "errors and more"
type Row struct { Gain int ` + "`json:\"gain of people\"`" + ` }
var (
	errTwo = errors.New("two words")
	figure = Figure{Key: "gain", Means: "people who gain"}
	rule = "own rule"
	markup = "<text of a map>"
	id = "worst_area limit"
	said = "people who gain"
)
func (e fault) Error() string { return "two words" }
func say() { fmt.Fprintf(w, "%d people gain", n); usage("add it", "no county") }
`
	files := parse(t, "internal/words/terms.go", smallCatalog, "pkg/report/a.go", report, "pkg/report/a_test.go", report, "pkg/cost/a.go", report, "internal/app/missed.go", report)
	expect(t, Sentences(files),
		"pkg/report/a.go:10: sentences: the text \"people who gain\" stands outside internal/words: give it a key and three languages there, or an exception in internal/lint/sentences.go",
		"pkg/report/a.go:13: sentences: the text \"%d people gain\" stands outside internal/words: give it a key and three languages there, or an exception in internal/lint/sentences.go")
}

// Lines of a county file are no sentences, but a sentence in one is.
func TestSentencesOfDrafts(t *testing.T) {
	const draft = `package draft
var pattern = regexp.MustCompile("^two words$")
func write() {
	line("  format: boundaries"); line("    - {%s, time: %s, metres: %s}"); line("supply: [{file: %s, columns: {id: COLUMN}}]")
	line("  id: own  # the county"); line("next: run saavu check"); line("  side: as people say")
}
`
	files := parse(t, "internal/words/terms.go", smallCatalog, "internal/draft/a.go", draft)
	var want []string
	for _, text := range []string{"  id: own  # the county", "next: run saavu check", "  side: as people say"} {
		want = append(want, "internal/draft/a.go:5: sentences: the text \""+text+"\" stands outside internal/words: give it a key and three languages there, or an exception in internal/lint/sentences.go")
	}
	expect(t, Sentences(files), want...)
}

func TestKeys(t *testing.T) {
	files := parse(t, "internal/words/terms.go", smallCatalog, "internal/export/a.go", `package export
func (p *page) head(key string) string { return p.w.Text("head." + key) }
func (p *page) rows() {
	p.head("area")
	p.w.Text("gain", "people", 1, "area", p.w.Term("severity", "own rule"))
	p.w.Text("gain", "people", 1)
	report.NewMessage("gain", "people", 1, "areas", 2)
	report.NewMessage("gain", facts...)
	p.w.Text("gains", "people", 1)
	row.Text(1)
}
`)
	expect(t, Keys(files, []Text{{Path: "internal/webpage/templates/a.html", Source: []byte(`<p title="{{text "lost"}}">{{text "gain" "n" 1}}</p><b>Who {{.Name}}</b>`)}}),
		"internal/export/a.go:6: keys: the text \"gain\" gets the values people, its English text has area, people",
		"internal/export/a.go:7: keys: the text \"gain\" gets the values areas, people, its English text has area, people",
		"internal/export/a.go:9: keys: the key \"gains\" is not in the catalog of internal/words",
		"internal/webpage/templates/a.html: keys: the text \">Who <\" stands in a template: give it a key in internal/words",
		"internal/webpage/templates/a.html: keys: the key \"lost\" is not in the catalog of internal/words",
		"internal/words/terms.go:7: keys: no code asks for the text \"unused\": remove it")
}

// An exception that no file or function needs is removed.
func TestExceptionsAreNeeded(t *testing.T) {
	module, _ := read()
	all := english
	defer func() { english = all }()
	catalog := slices.DeleteFunc(slices.Clone(module.Files), func(f File) bool { return f.Package() != "internal/words" })
	for name := range all {
		english = maps.Clone(all)
		delete(english, name)
		path, _, _ := strings.Cut(name, " ") // without the function
		files := slices.DeleteFunc(slices.Clone(module.Files), func(f File) bool {
			ok, err := filepath.Match(path, f.Path)
			return !ok || err != nil
		})
		if len(Sentences(append(files, catalog...))) == 0 {
			t.Errorf("%s: nothing in it needs the exception", name)
		}
	}
}
