package main

import (
	"context"
	"encoding/json"
	"flag"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/app"
	"saavu/pkg/lang"
)

var update = flag.Bool("update", false, "write the golden texts again")

// texts are the commands whose output stands in testdata/text in every language, so
// that a reader of the language can review it, with their notes after a line of their
// own.
var texts = []struct {
	name    string
	command string
	lines   int // the first lines only; 0 = all
}{
	{name: "overview", command: "compare --service all --draws 20"},
	{name: "service", command: "compare --service gp_reception --draws 20"},
	{name: "bundle", command: "compare mobile remote --service family --draws 20"},
	{name: "detail", command: "compare central-max mobile remote multi-provider --service family --draws 20 --detail"},
	{name: "parts", command: "compare mobile remote --service gp_reception --draws 20 --detail stations,areas,capacity,buildings,cost,ranges"},
	{name: "whatif", command: "compare --close hs_tikkurila --service reception --draws 20"},
	{name: "budget", command: "compare --frame budget --service oral --draws 20"},
	{name: "tornado", command: "compare local mobile --tornado --service gp_reception --draws 20"},
	{name: "sweep", command: "compare remote --sweep remote.gp_reception=0..0.5 --service gp_reception --draws 20"},
	{name: "find", command: "compare --find staff.fill_rate.gp=0.8..1:␣local␣>␣today␣by␣visits.gp_reception --find people.korso=0.2..2:␣local␣<␣today␣by␣county --draws 4"},
	{name: "stress", command: "compare local remote multi-provider --stress --draws 20"},
	{name: "changed", command: "compare local --remote gp_reception=0.3 --set staff.fill_rate.gp=0.95 --draws 20"},
	{name: "alone", command: "compare today-2030 local --service neuvola_child --draws 4 --networks 2"},
	{name: "measure", command: "compare local mobile --measure 2sfca --decay gaussian:20m --equity gini --service neuvola_child --draws 4"},
	{name: "access", command: "access --measure 2sfca --decay gaussian:20m --service neuvola_child --mode pt_rush --equity gini --by area"},
	{name: "options", command: "options"},
	{name: "check", command: "check"},
	{name: "facilities", command: "list facilities"},
	{name: "services", command: "list services"},
	{name: "professions", command: "list professions"},
	{name: "list-options", command: "list options"},
	{name: "rules", command: "list rules"},
	{name: "parameters", command: "list parameters", lines: 40},
	{name: "explain-cell", command: "explain --cell 60.3518,25.0784 --option centralised --service gp_reception"},
	{name: "explain-remote", command: "explain --cell 60.293,24.85 --option remote --service neuvola_child"},
	{name: "explain-today", command: "explain --cell 60.3146,24.8469 --service therapy_child --assignment nearest"},
	{name: "explain-point", command: "explain --point hs_lansimaki:gp_reception --close hs_lansimaki"},
	{name: "explain-stop", command: "explain --point bus_lansimaki --option mobile --service reception"},
}

// golden compares a text with a file of testdata/text.
func golden(t *testing.T, name, got string) {
	t.Helper()
	goldenIn(t, "", name, got)
}

// goldenIn is golden for a test that has left the folder of the package.
func goldenIn(t *testing.T, here, name, got string) {
	t.Helper()
	file := filepath.Join(here, "testdata", "text", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s is another text now (go test ./cmd/saavu -run InEveryLanguage -update writes it; read it) (-want +got):\n%s", file, d)
	}
}

// arguments splits a command at its spaces. ␣ is a space inside an argument.
func arguments(command string) []string {
	out := strings.Fields(command)
	for k := range out {
		out[k] = strings.ReplaceAll(out[k], "␣", " ")
	}
	return out
}

// keptAnswer is the answer to a command that a test prints in several languages; under
// keptKey it is a value of the context of its calls. An answer is the same in every
// language, but for the words of a page; TestJSONDiffersInTextsAlone and
// TestFilesInEveryLanguage compute one for each.
type keptAnswer struct {
	once sync.Once
	out  *app.Outcome
	err  error
}

type keptKey struct{}

func init() {
	plain := answer
	answer = func(ctx context.Context, c *comparison) (*app.Outcome, error) {
		k, ok := ctx.Value(keptKey{}).(*keptAnswer)
		if !ok {
			return plain(ctx, c)
		}
		k.once.Do(func() { k.out, k.err = plain(ctx, c) })
		if k.err != nil || k.out.Page == nil {
			return k.out, k.err
		}
		out, page := *k.out, *k.out.Page
		page.Words, page.Command = c.request.Words, c.request.Command
		out.Page = &page
		return &out, nil
	}
}

// What the program prints in each language, none of it wider than a screen.
func TestTextsInEveryLanguage(t *testing.T) {
	for _, x := range texts {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			ctx := context.WithValue(t.Context(), keptKey{}, &keptAnswer{})
			for _, l := range lang.Languages() {
				if testing.Short() && l != lang.Swedish {
					continue // race runs: one language
				}
				var out strings.Builder
				code, stderr := call(ctx, &out, append(arguments(x.command), "--lang", string(l))...)
				if code != done {
					t.Fatalf("%s in %s: exit code %d: %s", x.command, l, code, stderr)
				}
				lines := strings.SplitAfter(out.String(), "\n")
				if x.lines > 0 {
					lines = lines[:x.lines]
				}
				for i, line := range lines {
					if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 100 {
						t.Errorf("%s in %s: line %d has %d characters", x.command, l, i+1, n)
					}
				}
				text := strings.Join(lines, "")
				if stderr != "" { // notes, which may be long
					text += "----\n" + duration.ReplaceAllString(stderr, "0 s")
				}
				golden(t, x.name+"."+string(l), text)
			}
		})
	}
}

// verbs are the commands that read files of a folder. Both outputs are in the golden
// text, the notes on stderr after a line of their own.
var verbs = []struct {
	name, command string
	code          int
}{
	{name: "explain", command: "explain 2sfca"},
	{name: "explain-figure", command: "explain palma"},
	{name: "measures", command: "access --list"},
	{name: "import", command: "import --county county/county.yaml"},
	{name: "import-check", command: "import --county county/county.yaml --check"},
	{name: "verify", command: "verify out", code: notValid},
	{name: "verify-none", command: "verify county", code: notValid},
}

// folder fills a folder with what the verbs read.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "county"), os.DirFS("../../data/vantaa-kerava")); err != nil {
		t.Fatal(err)
	}
	// Notes on what reading finds are in English: what causes them is left out.
	for name, cause := range map[string]string{"county/facilities.csv": "(?m)^mp_koisoniitty.*\n", "county/county.yaml": "(?m)^options:\n(  .*\n)*"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), regexp.MustCompile(cause).ReplaceAll(text, nil), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const sum = "b9e68e1bea3e5b19ca6b2f98b73a54b73daafaa250484902e09982e07a12e733" // of "text\n"
	var entries []string
	for _, name := range []string{"coverage_today.geojson", "report.json", "report.md", "scores.csv"} {
		entries = append(entries, `{"name": "`+name+`", "sha256": "`+sum+`", "bytes": 5}`)
	}
	for name, text := range map[string]string{
		"out/report.md": "mine", "out/scores.csv": "text\n", "out/coverage_today.geojson/x": "",
		"out/provenance.json": `{"files": [` + strings.Join(entries, ",") + `]}`,
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// duration is what differs from one run to the next.
var duration = regexp.MustCompile(`[0-9]+[.,][0-9]\x{a0}s|[0-9]+[.,][0-9] s`)

// What the verbs print that read files, with their notes.
func TestVerbsInEveryLanguage(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder(t))
	for _, x := range verbs {
		for _, l := range lang.Languages() {
			var out strings.Builder
			code, stderr := call(context.Background(), &out, append(strings.Fields(x.command), "--lang", string(l))...)
			if code != x.code {
				t.Fatalf("%s in %s: exit code %d: %s", x.command, l, code, stderr)
			}
			text := out.String()
			if stderr != "" && code == done { // errors are in English
				text += "----\n" + duration.ReplaceAllString(stderr, "0 s")
			}
			for i, line := range strings.Split(out.String(), "\n") {
				if n := utf8.RuneCountInString(line); n > 100 {
					t.Errorf("%s in %s: line %d has %d characters", x.command, l, i+1, n)
				}
			}
			goldenIn(t, here, x.name+"."+string(l), text)
		}
	}
}

// textOfPicture finds what a picture says: its texts, title and description.
var textOfPicture = regexp.MustCompile(`<(?:text|title|desc)[^>]*>([^<]*)<`)

// Pictures speak the language that --lang names.
func TestPicturesInEveryLanguage(t *testing.T) {
	for _, x := range []struct{ name, command string }{
		{"plot-map", "plot map mobile --service neuvola_child"},
		{"plot-difference", "plot difference --service nurse_reception --size page"},
		{"plot-reach", "plot reach"},
		{"plot-euros", "plot euros local mobile"},
		{"plot-stations", "plot stations local --service nurse_reception"},
		{"plot-tradeoffs", "plot tradeoffs --service nurse_reception"},
		{"plot-ranges", "plot ranges local --service nurse_reception"},
	} {
		ctx := context.WithValue(t.Context(), keptKey{}, &keptAnswer{})
		for _, l := range lang.Languages() {
			file := filepath.Join(t.TempDir(), "picture.svg")
			var out strings.Builder
			command := append(strings.Fields(x.command), "--draws", "9", "--quiet", "--lang", string(l), "--out", file)
			if code, stderr := call(ctx, &out, command...); code != done {
				t.Fatalf("%s in %s: exit code %d: %s", x.command, l, code, stderr)
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, m := range textOfPicture.FindAllStringSubmatch(string(text), -1) {
				said = append(said, html.UnescapeString(m[1])+"\n")
			}
			golden(t, x.name+"."+string(l), strings.Join(said, ""))
		}
	}
}

// files gives the files of compare --out-dir in a language.
func files(t *testing.T, l lang.Language) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var out strings.Builder
	if code, stderr := call(context.Background(), &out, "compare", "mobile", "mixed-2030", "--draws", "9", "--quiet", "--out-dir", dir, "--lang", string(l)); code != done {
		t.Fatalf("in %s: exit code %d: %s", l, code, stderr)
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range list {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name()] = string(text)
	}
	return texts
}

// speaks reports whether a file of a folder has texts: the other files, and what is a
// number in these, are the same in every language.
func speaks(name string) bool {
	return name == "report.md" || name == "report.html" || name == "report.json" || strings.HasPrefix(name, "coverage") // titles of layers and columns
}

// The reports of a folder and the titles of its layers are in the language that --lang
// names; scores and provenance are the same bytes in every language, but for the sums of
// the files that speak.
func TestFilesInEveryLanguage(t *testing.T) {
	if testing.Short() {
		return // writes whole GeoPackages, which the race detector makes slow
	}
	sum := regexp.MustCompile(`("name": "([^"]+)",\s+"sha256": )"[0-9a-f]+",\s+"bytes": \d+`)
	english := files(t, lang.English)
	for _, l := range lang.Languages() {
		got := english // TestProcessorsDoNotMatter writes the same files again
		if l != lang.English {
			got = files(t, l)
		}
		for name, text := range got {
			want := english[name]
			if name == "provenance.json" {
				blank := func(text string) string {
					return sum.ReplaceAllStringFunc(text, func(file string) string {
						if m := sum.FindStringSubmatch(file); speaks(m[2]) {
							return m[1]
						}
						return file
					})
				}
				want, text = blank(want), blank(text)
			}
			if same := text == want; same != (l == lang.English || !speaks(name)) {
				t.Errorf("%s in %s: the same as in English: %t", name, l, same)
			}
		}
		if len(got) != len(english) {
			t.Errorf("%d files in %s, %d in English", len(got), l, len(english))
		}
		golden(t, "report."+string(l), got["report.md"])
	}
}

// A report of --json says the same figures in every language: keys, numbers, ids and
// null are alike, and only the members that hold text differ.
func TestJSONDiffersInTextsAlone(t *testing.T) {
	read := func(l lang.Language) any {
		var out strings.Builder
		if code, stderr := call(context.Background(), &out, "compare", "--service", "all", "--draws", "9", "--json", "--quiet", "--lang", string(l)); code != done {
			t.Fatalf("in %s: exit code %d: %s", l, code, stderr)
		}
		d := json.NewDecoder(strings.NewReader(out.String()))
		d.UseNumber()
		var document any
		if err := d.Decode(&document); err != nil {
			t.Fatal(err)
		}
		return document
	}
	english := read(lang.English)
	texts := []string{"/network/budget_buys", "/notes", "/options/breaches/detail", "/options/breaches/services/detail", "/options/changes", "/options/listed", "/options/sentence", "/services/rows/worth"}
	for _, l := range []lang.Language{lang.Finnish, lang.Swedish} {
		found := map[string]bool{}
		differing("", english, read(l), found)
		if d := cmp.Diff(texts, slices.Sorted(maps.Keys(found))); d != "" {
			t.Errorf("%s: members that differ (-want +got):\n%s", l, d)
		}
	}
}

// differing gathers the paths, without places in lists, at which two JSON documents
// differ: of texts as they are, of anything else with a mark.
func differing(path string, a, b any, found map[string]bool) {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || !slices.Equal(slices.Sorted(maps.Keys(a)), slices.Sorted(maps.Keys(b))) {
			found[path+" (keys)"] = true
			return
		}
		for key := range a {
			differing(path+"/"+key, a[key], b[key], found)
		}
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			found[path+" (length)"] = true
			return
		}
		for i := range a {
			differing(path, a[i], b[i], found)
		}
	case string:
		if text, ok := b.(string); !ok {
			found[path+" (type)"] = true
		} else if a != text {
			found[path] = true
		}
	default:
		if a != b {
			found[path+" (figure)"] = true
		}
	}
}
