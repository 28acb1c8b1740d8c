package atomic

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A folder is there whole or not at all, and once.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "run=1")
	fault := errors.New("full")
	fill := func(then error) func(string) error {
		return func(at string) error {
			if _, err := os.Stat(name); err == nil {
				t.Error("the folder exists before it is filled")
			}
			return errors.Join(WriteInto(at, "a", []byte("1")), then)
		}
	}
	if err := Folder(name, fill(fault)); !errors.Is(err, fault) {
		t.Errorf("got %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
	if err := Folder(name, fill(nil)); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(name, "a")); err != nil || string(text) != "1" {
		t.Errorf("%q, %v", text, err)
	}
	if err := Folder(name, func(string) error { t.Error("filled again"); return nil }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	// Another run may create it in between.
	if err := Folder(filepath.Join(dir, "run=2"), func(at string) error {
		return errors.Join(os.Mkdir(filepath.Join(dir, "run=2"), 0o755), os.WriteFile(filepath.Join(dir, "run=2", "b"), nil, 0o600), WriteInto(at, "a", nil))
	}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if err := WriteInto(name, "a", nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
}

// What a dead process was building is removed; what a living one builds is not.
func TestFolderOfTheDead(t *testing.T) {
	dir := t.TempDir()
	gone := self()
	gone.Start++ // the process id has another owner now
	of := filepath.Base(temporary(dir, 1))
	dead := fmt.Sprintf(".saavu-%s-%d-%d-%016x", gone.site(), gone.PID, gone.Start, 7)
	for _, name := range []string{of, dead} {
		if err := os.MkdirAll(filepath.Join(dir, name, "x"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := Folder(filepath.Join(dir, "run"), func(string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, of)); err != nil {
		t.Error("the folder of a living process is gone")
	}
	if _, err := os.Stat(filepath.Join(dir, dead)); err == nil {
		t.Error("the folder of a dead process is there")
	}
}
