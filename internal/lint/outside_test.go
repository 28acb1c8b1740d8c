package lint

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestAnotherModuleImportsPkg runs the program that docs/ARCHITECTURE.md shows to
// importers, as a module of its own outside of this one, and holds what it prints
// against the page. It needs no network: what it imports is what pkg/ imports.
func TestAnotherModuleImportsPkg(t *testing.T) {
	_, section, found := strings.Cut(textOf(t, "docs/ARCHITECTURE.md"), "\n## Use from another Go program\n")
	if !found {
		t.Fatal("docs/ARCHITECTURE.md has no section for importers")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := strings.Split(section, "\n```")
	if len(blocks) != 7 {
		t.Fatalf("%d fences in the section, expected those of go.mod, the program and its output", len(blocks)-1)
	}
	text := func(block int) string { // without the language after the fence
		_, text, _ := strings.Cut(blocks[block], "\n")
		return text + "\n"
	}
	module, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  strings.Replace(text(1), "../saavu", strconv.Quote(filepath.ToSlash(module)), 1),
		"go.sum":  textOf(t, "go.sum"),
		"main.go": text(3),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOWORK", "off")
	run := exec.Command("go", "run", ".")
	run.Dir = dir
	var says strings.Builder
	run.Stderr = &says
	printed, err := run.Output()
	if err != nil {
		t.Fatalf("go run: %v\n%s", err, says.String())
	}
	if want := text(5); string(printed) != want {
		t.Errorf("the program prints\n%s\nand the page says\n%s", printed, want)
	}
}
