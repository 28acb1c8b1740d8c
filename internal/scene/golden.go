package scene

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"saavu/internal/atomic"
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
