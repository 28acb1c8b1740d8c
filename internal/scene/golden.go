package scene

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/atomic"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// Golden compares a text with its file, and writes the file first if update is true.
func Golden(t *testing.T, update bool, path, got string) {
	t.Helper()
	if update {
		if err := atomic.Write(path, func(w io.Writer) error { _, err := io.WriteString(w, got); return err }); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it); got:\n%s", path, got)
	}
}

// Read gives the bytes of a file that must be there.
func Read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Listed gives the names in a folder, in their order.
func Listed(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Sheets compares a page of text with its golden files: in every language, on lines of 100
// and of 80 characters, which none may exceed. stem is the path without language, width and
// ending.
func Sheets(t *testing.T, update bool, stem string, table func(out io.Writer, width int, w *words.Words) error) {
	t.Helper()
	for _, l := range lang.Languages() {
		for _, width := range []int{100, 80} {
			var b strings.Builder
			if err := table(&b, width, words.In(l)); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
					t.Errorf("%s, %d: %s", l, width, line)
				}
			}
			Golden(t, update, fmt.Sprintf("%s_%s_%d.txt", stem, l, width), b.String())
		}
	}
}
