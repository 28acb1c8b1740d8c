package lint

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNoticeListsLinkedModules holds the table of modules in NOTICE against what
// is linked into the program on the systems that the Makefile releases for.
// No module needs to be downloaded: imports are matched with go.mod by their paths.
func TestNoticeListsLinkedModules(t *testing.T) {
	required := regexp.MustCompile(`(?m)^\t([^\s()]+\.[^\s()]+) v`).FindAllStringSubmatch(textOf(t, "go.mod"), -1)
	systems := regexp.MustCompile(`for system in ([^;]+);`).FindStringSubmatch(textOf(t, "Makefile"))
	if len(required) < 20 || systems == nil {
		t.Fatalf("%d modules in go.mod, systems %q in the Makefile: the test reads them wrongly", len(required), systems)
	}
	linked := map[string]bool{}
	for _, system := range strings.Fields(systems[1]) {
		goos, arch, _ := strings.Cut(system, "/")
		list := exec.Command("go", "list", "-e", "-deps", "./cmd/saavu")
		list.Dir = root
		list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=0")
		out, err := list.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		for imported := range strings.Lines(string(out)) {
			imported = strings.TrimSpace(imported)
			module := ""
			for _, found := range required {
				if name := found[1]; len(name) > len(module) && (imported == name || strings.HasPrefix(imported, name+"/")) {
					module = name
				}
			}
			if module != "" {
				linked[module] = true
			}
		}
	}
	texts := []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT"}
	listed := map[string]bool{}
	for _, row := range noticeRows(t, "GO MODULES") {
		listed[row[0]] = true
		if row[0] != "Go standard library and runtime" && !linked[row[0]] {
			t.Errorf("NOTICE lists %s, which is not linked into the program: take the row out", row[0])
		}
		if !slices.ContainsFunc(texts, func(licence string) bool { return strings.HasPrefix(row[1], licence) }) {
			t.Errorf("NOTICE says that %s is under %q: it has the texts of %s, add that one", row[0], row[1], strings.Join(texts, ", "))
		}
	}
	for module := range linked {
		if !listed[module] {
			t.Errorf("%s is linked into the program and not in NOTICE: add a row with its licence and copyright", module)
		}
	}
}

// TestNoticeListsSourcesOfFacts holds the table of sources in NOTICE against the
// references of data/facts: a fact from a document or a public source has a row
// there, and no row is left without a fact.
func TestNoticeListsSourcesOfFacts(t *testing.T) {
	var keys []string
	for _, row := range noticeRows(t, "FACTS") {
		keys = append(keys, strings.Split(row[0], ", ")...)
	}
	used := map[string]bool{}
	for _, fact := range facts(t) {
		found := false
		for _, key := range keys {
			if fact.file == key || strings.Contains(fact.reference, key) {
				used[key], found = true, true
			}
		}
		if !found && fact.flag != "derived" {
			t.Errorf("%s: the source %q is not in NOTICE: add a row with its licence", fact.file, fact.reference)
		}
	}
	for _, key := range keys {
		if !used[key] {
			t.Errorf("NOTICE lists the source %q, from which no fact is: take it out", key)
		}
	}
}

// fact is a reference of data/facts with the file that it stands in and its flag.
type fact struct{ file, flag, reference string }

// facts gives the references that are not flagged as assumptions. Those of the
// head of the county file have no flag: they count where they are no rule of ours.
func facts(t *testing.T) []fact {
	var all []fact
	names, err := filepath.Glob(filepath.Join(root, "data/facts/*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatal("no facts: ", err)
	}
	for _, name := range names {
		file := filepath.Base(name)
		rows, err := csv.NewReader(strings.NewReader(textOf(t, "data/facts/"+file))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for at, column := range rows[0] {
			if column != "src" && column != "source" && !strings.HasSuffix(column, "_src") {
				continue
			}
			about := "ref"
			if stem, ok := strings.CutSuffix(column, "_src"); ok {
				about = stem + "_ref"
			}
			reference := slices.Index(rows[0], about)
			if reference < 0 {
				reference = at // a column without references: its file must have a row
			}
			for _, row := range rows[1:] {
				if flag := row[at]; flag != "assumption" && flag != "" {
					all = append(all, fact{file, flag, row[reference]})
				}
			}
		}
	}
	for _, found := range regexp.MustCompile(`source: (?:\{en: )?"([^"]+)"`).FindAllStringSubmatch(textOf(t, "data/facts/county.head.yaml"), -1) {
		if !strings.HasPrefix(found[1], "own ") {
			all = append(all, fact{"county.head.yaml", "source", found[1]})
		}
	}
	return all
}

// noticeRows gives the cells of the table of NOTICE under a heading, without its
// first line.
func noticeRows(t *testing.T, heading string) [][]string {
	_, after, found := strings.Cut(textOf(t, "NOTICE"), "\n"+heading+"\n")
	var rows [][]string
	for line := range strings.Lines(after) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "|") {
			rows = append(rows, strings.Split(strings.Trim(line, "| "), " | "))
		} else if len(rows) > 0 {
			break
		}
	}
	if !found || len(rows) < 2 {
		t.Fatalf("NOTICE has no table under %s", heading)
	}
	for _, row := range rows {
		if len(row) != 3 {
			t.Fatalf("NOTICE: a row under %s has not three cells: %q", heading, row)
		}
	}
	return rows[1:]
}

// textOf reads a file of the module.
func textOf(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
