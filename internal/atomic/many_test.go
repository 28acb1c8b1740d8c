package atomic

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Files of several folders are all there. An error leaves no temporary file behind, and
// names each file at fault.
func TestWriteAll(t *testing.T) {
	dir := t.TempDir()
	at := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	for _, sub := range []string{"a", "b", "c"} {
		if err := os.Mkdir(at(sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var list []NewFile
	for i := range 30 {
		list = append(list, NewFile{at(string(rune('a'+i%3)), strconv.Itoa(i)), []byte(strings.Repeat("x", i))})
	}
	put(t, list[4].Name, "earlier")
	if err := WriteAll(list); err != nil {
		t.Fatal(err)
	}
	for i, f := range list {
		if got := read(t, f.Name); len(got) != i {
			t.Errorf("%s has %q", f.Name, got)
		}
	}
	if err := WriteAll(nil); err != nil {
		t.Error(err)
	}
	if err := os.Mkdir(at("b", "new"), 0o755); err != nil {
		t.Fatal(err)
	}
	none, folder := at("none", "x"), at("b", "new")
	if err := WriteAll([]NewFile{{at("a", "first"), nil}, {none, nil}}); !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), none+": there is no folder ") {
		t.Errorf("got %v", err)
	}
	if err := WriteAll([]NewFile{{at("a", "whole"), []byte("1")}, {folder, nil}, {at("c", "last"), nil}}); err == nil || !strings.HasPrefix(err.Error(), folder+": ") {
		t.Errorf("got %v", err)
	}
	if err := WriteAll([]NewFile{{none, nil}, {at("a", "0"), nil}, {at("none", "y"), nil}, {at("none", "z"), nil}}); err == nil || strings.Count(err.Error(), "\n") != 0 || !strings.HasPrefix(err.Error(), none+" and 2 more: there is no folder ") {
		t.Errorf("got %v", err)
	}
	for sub, want := range map[string][]string{"a": {"whole"}, "b": {"new"}, "c": nil} {
		got := slices.DeleteFunc(files(t, at(sub)), func(name string) bool { _, err := strconv.Atoi(name); return err == nil })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, expected %q", sub, got, want)
		}
	}
}

// Temporary files of dead processes go with Sweep, and not while many files are written.
func TestSweepOfAFolder(t *testing.T) {
	dir := t.TempDir()
	gone := self()
	gone.Start++ // the process id has another owner now
	left := leftBy(t, dir, gone, 1)
	if err := WriteAll([]NewFile{{filepath.Join(dir, "out"), nil}}); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); !slices.Equal(got, []string{left, "out"}) {
		t.Errorf("files %q", got)
	}
	Sweep(dir)
	if got := files(t, dir); !slices.Equal(got, []string{"out"}) {
		t.Errorf("files %q", got)
	}
}
