package atomic

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A private file is readable by its owner alone, from its first byte on.
func TestPrivate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	err := WritePrivate(name, func(w io.Writer) error {
		parts, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".saavu*"))
		if len(parts) != 1 {
			t.Fatalf("temporary files: %v", parts)
		}
		if info, err := os.Stat(parts[0]); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		_, err := w.Write([]byte("x"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := Remove(name); err != nil {
		t.Error(err)
	}
}

// A discarded folder is gone, and a missing one is an error.
func TestDiscard(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "run")
	if err := Folder(name, func(at string) error { return WriteInto(at, "a", []byte("x")) }); err != nil {
		t.Fatal(err)
	}
	if err := Discard(name); err != nil {
		t.Fatal(err)
	}
	if rest, _ := os.ReadDir(dir); len(rest) != 0 {
		t.Errorf("left: %v", rest)
	}
	if err := Discard(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// A scratch folder is removed, also after an error.
func TestScratch(t *testing.T) {
	var at string
	fault := errors.New("no")
	if err := Scratch(func(dir string) error {
		at = dir
		return errors.Join(os.WriteFile(filepath.Join(dir, "a"), nil, 0o600), fault)
	}); !errors.Is(err, fault) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there: %v", at, err)
	}
}
