package atomic

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// text writes a text in small pieces.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		for i := range s {
			if _, err := io.WriteString(w, s[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestManyWritersLeaveOneWholeFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "täällä on.csv")
	var group sync.WaitGroup
	for k := range 24 {
		group.Go(func() {
			want := strings.Repeat(string(rune('a'+k)), 1000+100*k)
			if err := Write(name, text(want)); err != nil && runtime.GOOS != "windows" { // there two renames may collide
				t.Error(err)
			}
			got := read(t, name)
			if n := len(got); n == 0 || n != 1000+100*int(got[0]-'a') || strings.Trim(got, got[:1]) != "" {
				t.Errorf("%d bytes from %q on", n, got[:min(n, 10)])
			}
		})
	}
	group.Wait()
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

func TestPlacesThatNoFileCanTake(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "mine")
	refuses(t, dir, "it is a directory")
	refuses(t, filepath.Join(dir, "none", "a"), "there is no folder "+filepath.Join(dir, "none")+" (file does not exist)")
	if runtime.GOOS != "windows" {
		refuses(t, os.DevNull, "it exists but is not a regular file")
		refuses(t, filepath.Join(dir, "file", "a"), "not a directory")
	}
}

// A disk that is full, and a folder in which the system makes all files: the error has
// neither a temporary name nor that of a folder which exists as missing.
func TestErrorsNameNoTemporaryFile(t *testing.T) {
	if runtime.GOOS != "linux" {
		return // /dev/full and /proc are those of Linux
	}
	if err := Fill("/dev/full", text("x")); !errors.Is(err, syscall.ENOSPC) || err.Error() != "no space left on device" {
		t.Errorf("a full disk: %v", err)
	}
	refuses(t, "/proc/a", "the folder /proc takes no new files")
}

func TestFailureLeavesTheEarlierFile(t *testing.T) {
	dir := t.TempDir()
	name, fault := filepath.Join(dir, "a"), errors.New("half way")
	put(t, name, "earlier")
	err := Write(name, func(w io.Writer) error {
		if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<17)); err != nil {
			return err
		}
		return fault
	})
	if !errors.Is(err, fault) || read(t, name) != "earlier" {
		t.Errorf("%v; the file holds %q", err, read(t, name))
	}
	if err := WriteNew(filepath.Join(dir, "b"), func(io.Writer) error { return fault }); !errors.Is(err, fault) {
		t.Error(err)
	}
	if err := WriteNew(name, text("x")); !errors.Is(err, fs.ErrExist) || read(t, name) != "earlier" {
		t.Errorf("a new file over an earlier one: %v", err)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
	if err := WriteNew(filepath.Join(dir, "c"), text("new")); err != nil || read(t, filepath.Join(dir, "c")) != "new" {
		t.Error(err)
	}
}

// A program that reads a file has it exclusively on Windows, and not on other
// systems.
func TestFileThatIsHeldOpen(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.csv")
	put(t, name, "earlier")
	held, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	err = Write(name, text("new"))
	want := "new"
	if runtime.GOOS == "windows" {
		want = "earlier"
		if err == nil || !strings.Contains(err.Error(), "another program has it open") {
			t.Errorf("got %v", err)
		}
	} else if err != nil {
		t.Error(err)
	}
	if got := read(t, name); got != want || len(files(t, dir)) != 1 {
		t.Errorf("the file holds %q, expected %q; files %q", got, want, files(t, dir))
	}
}

func TestReasonOfWindows(t *testing.T) {
	absent := &os.LinkError{Op: "rename", Old: "a", New: "b", Err: fs.ErrNotExist}
	for _, c := range []struct {
		err    error
		system string
		want   string
	}{
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.Errno(32)}, "windows", "another program, such as Excel or QGIS, has it open: close it there"},
		{&os.PathError{Op: "remove", Path: "a", Err: syscall.Errno(33)}, "windows", "another program, such as Excel or QGIS, has it open: close it there"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.Errno(5)}, "windows", "another program has it open, or it is write-protected: close it "},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.Errno(32)}, "linux", syscall.Errno(32).Error()},
		{absent, "windows", fs.ErrNotExist.Error()},
		{errors.New("plain"), "windows", "plain"},
	} {
		if got := reason(c.err, c.system).Error(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%v on %s: %s, expected %s", c.err, c.system, got, c.want)
		}
	}
	if reason(nil, "windows") != nil || !errors.Is(reason(absent, "windows"), fs.ErrNotExist) {
		t.Error("the error is another")
	}
}

func refuses(t *testing.T, name, want string) {
	t.Helper()
	if err := Write(name, text("new")); err == nil || err.Error() != want {
		t.Errorf("%s: got %v, expected %s", name, err, want)
	}
}

func put(t *testing.T, name, s string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(s), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read reads a file. On Windows it may be missing for a moment while it is renamed.
func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	for range 1000 {
		if err == nil || runtime.GOOS != "windows" {
			break
		}
		b, err = os.ReadFile(name)
	}
	if err != nil {
		t.Error(err)
	}
	return string(b)
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A file with figures about few people may be readable only by its owner.
func TestWriteKeepsWhoMayRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // where permissions come from the folder
	}
	name := filepath.Join(t.TempDir(), "a")
	put(t, name, "old")
	for mode, want := range map[fs.FileMode]fs.FileMode{0o600: 0o600, 0o640: 0o640, 0o400: 0o600} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		err := Build(name, func(part string) error {
			if info, err := os.Stat(part); err != nil || info.Mode().Perm() != want {
				t.Errorf("%o: %o while it is written, %v", mode, info.Mode().Perm(), err)
			}
			return Fill(part, text("new"))
		})
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%o: now %o, expected %o, %v", mode, info.Mode().Perm(), want, err)
		}
	}
}
