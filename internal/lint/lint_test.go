package lint

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// root is the module's folder seen from this package.
const root = "../.."

// read is the module, which is read once for all tests.
var read = sync.OnceValues(func() (Module, []Fault) {
	module, faults, err := Read(root)
	if err != nil {
		panic(err)
	}
	return module, faults
})

// TestHouse runs every rule on the module. Each rule is a subtest, so that
// `go test ./internal/lint -run TestHouse/arrows` runs one of them.
func TestHouse(t *testing.T) {
	start := time.Now()
	module, broken := read()
	page, err := os.ReadFile(filepath.Join(root, GlossaryPage))
	if err != nil {
		t.Fatal(err)
	}
	list, err := ForbiddenWords(page, GlossaryHeading)
	if err != nil {
		t.Fatal(err)
	}
	dialect, err := ForbiddenWords(page, PlainHeading)
	if err != nil {
		t.Fatal(err)
	}
	if len(module.Files) < 10 {
		t.Fatalf("only %d Go files found under %s", len(module.Files), root)
	}
	rules := []struct {
		name   string
		faults []Fault
	}{
		{"parse", broken},
		{"arrows", Arrows(module.Files)},
		{"purity", Purity(module.Files)},
		{"goroutines", Goroutines(module.Files)},
		{"seeds", Seeds(module.Files)},
		{"writers", Writers(module.Files)},
		{"sizes", Sizes(module.Files)},
		{"names", Names(module.Files)},
		{"comments", Comments(module.Files)},
		{"glossary", Glossary(module.Files, list)},
		{"sentences", Sentences(module.Files)},
		{"keys", Keys(module.Files, module.Texts)},
		{"plain", Plain(module.Files, dialect)},
		{"pages", Pages(module.Texts, dialect)},
		{"machine", Machine(module.Texts)},
	}
	t.Logf("%d Go files and %d texts in %v", len(module.Files), len(module.Texts), time.Since(start).Round(time.Millisecond))
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, fault := range rule.faults {
				t.Error(fault)
			}
		})
	}
}

// TestModulePath ties the prefix of our imports to go.mod.
func TestModulePath(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(mod), "\n"); first != "module "+modulePath {
		t.Errorf("go.mod starts with %q, the import table reads imports of %q", first, modulePath)
	}
}

// parse returns the files of a small module defined in a test: path, text,
// path, text.
func parse(t *testing.T, pairs ...string) []File {
	t.Helper()
	var files []File
	for i := 0; i < len(pairs); i += 2 {
		file, err := Parse(pairs[i], []byte(pairs[i+1]))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// expect compares faults, one per line, with what a rule should report.
func expect(t *testing.T, faults []Fault, want ...string) {
	t.Helper()
	var got []string
	for _, fault := range faults {
		got = append(got, fault.String())
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("faults:\n%s\nwant:\n%s", g, w)
	}
}

func TestReadLeavesOutWhatIsNotOurs(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"pkg/a/a.go":               "package a\n",
		"pkg/a/testdata/broken.go": "not Go\n",
		"pkg/b/b.go":               "package\n",
		".git/config.go":           "package git\n",
		".ci/run":                  "#!/bin/bash\n",
		"bin/tool.go":              "package bin\n",
		"data/grid.bin":            "a\x00b",
		"docs/bin/page.md":         "text\n",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	module, faults, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, faults, "pkg/b/b.go: parse: pkg/b/b.go:1:9: expected 'IDENT', found 'EOF'")
	if len(module.Files) != 1 || module.Files[0].Path != "pkg/a/a.go" {
		t.Errorf("Go files %v, want only pkg/a/a.go", module.Files)
	}
	var texts []string
	for _, text := range module.Texts {
		texts = append(texts, text.Path)
	}
	const want = ".ci/run docs/bin/page.md pkg/a/a.go pkg/a/testdata/broken.go pkg/b/b.go"
	if got := strings.Join(texts, " "); got != want {
		t.Errorf("texts %s\nwant  %s", got, want)
	}
	if _, _, err := Read(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a folder that does not exist was read")
	}
}
