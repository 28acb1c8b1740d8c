//go:build !windows

// On Windows not every user may create symbolic links.

package atomic

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

func TestLinkAtTheNewNameIsNotFollowed(t *testing.T) {
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "mine")
	put(t, elsewhere, "mine")
	for n, to := range []string{elsewhere, elsewhere + " none"} {
		link(t, to, temporary(dir, uint64(n)))
	}
	next := uint64(0)
	part, err := begin(dir, func() uint64 { next++; return next - 1 })
	if want := temporary(dir, 2); err != nil || part != want {
		t.Errorf("%s, %v, expected %s", part, err, want)
	}
	if read(t, elsewhere) != "mine" {
		t.Error("the file behind the link was changed")
	}
	if _, err := os.Stat(elsewhere + " none"); err == nil {
		t.Error("a file was made behind the link")
	}
	if _, err := begin(dir, func() uint64 { return 0 }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("no new name: %v", err)
	}
}

func TestLinkAtTheTargetIsWrittenThrough(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "deep", "a"), "old")
	link(t, filepath.Join("deep", "a"), filepath.Join(dir, "one"))
	link(t, "one", filepath.Join(dir, "two"))
	link(t, filepath.Join(dir, "deep", "b"), filepath.Join(dir, "nowhere"))
	for name, file := range map[string]string{"two": "a", "nowhere": "b"} {
		if err := Write(filepath.Join(dir, name), text("new")); err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(dir, "deep", file)); got != "new" {
			t.Errorf("%s: the file holds %q", name, got)
		}
		if _, err := os.Readlink(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is no link any more", name)
		}
	}
	link(t, "round", filepath.Join(dir, "circle"))
	link(t, "circle", filepath.Join(dir, "round"))
	refuses(t, filepath.Join(dir, "round"), "the symbolic links form a loop")
}

func TestRemoveAllKeepsWhatLinksLeadTo(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	put(t, filepath.Join(elsewhere, "mine"), "mine")
	stage := filepath.Join(dir, "stage")
	if err := os.MkdirAll(filepath.Join(stage, "old", "ä b"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(stage, "old", "a"), "a")
	link(t, elsewhere, filepath.Join(stage, "link"))
	for range 2 { // the second time there is nothing to remove
		if err := RemoveAll(stage); err != nil {
			t.Fatal(err)
		}
	}
	if got := files(t, dir); len(got) != 0 || read(t, filepath.Join(elsewhere, "mine")) != "mine" {
		t.Errorf("left: %q", got)
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
}

// ".." is relative to the target of a link, both in the text of a link and in a
// name. A file with the same name elsewhere belongs to somebody else.
func TestWriteGoesUpFromWhereALinkLeads(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "deep", "er"), 0o755); err != nil {
		t.Fatal(err)
	}
	link(t, filepath.Join("deep", "er"), filepath.Join(dir, "short"))
	link(t, filepath.Join("..", "a"), filepath.Join(dir, "deep", "er", "link"))
	mine := filepath.Join(dir, "a")
	put(t, mine, "mine")
	for i, name := range []string{filepath.Join(dir, "short", "link"), filepath.Join(dir, "short") + "/../a"} {
		want := strconv.Itoa(i)
		if err := Write(name, text(want)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(dir, "deep", "a")); got != want || read(t, mine) != "mine" {
			t.Errorf("%s: wrote %q there, and %q stands elsewhere", name, got, read(t, mine))
		}
	}
	if got := files(t, filepath.Join(dir, "deep")); !slices.Equal(got, []string{"a", "er"}) {
		t.Errorf("left %q", got)
	}
}

// The same is true for the folder of a set and for a new file.
func TestSetsGoUpFromWhereALinkLeads(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "deep", "er"), 0o755); err != nil {
		t.Fatal(err)
	}
	link(t, filepath.Join("deep", "er"), filepath.Join(dir, "short"))
	up := filepath.Join(dir, "short") + "/../"
	mustPublish(t, up+"out", map[string]string{"a": "1"})
	if !whole(up+"out") || !whole(filepath.Join(dir, "deep", "out")) {
		t.Error("the set is not whole")
	}
	if err := WriteNew(up+"new", text("1")); err != nil {
		t.Fatal(err)
	}
	if got := files(t, filepath.Join(dir, "deep")); !slices.Equal(got, []string{"er", "new", "out"}) {
		t.Errorf("in the folder %q", got)
	}
	if got := files(t, dir); !slices.Equal(got, []string{"deep", "short"}) {
		t.Errorf("elsewhere %q", got)
	}
}

// A dangling link belongs to somebody: no folder is created at its target, and
// the link is not removed on failure.
func TestPublishKeepsALinkThatLeadsNowhere(t *testing.T) {
	dir := t.TempDir()
	for _, to := range []string{"nowhere", "link"} {
		at := filepath.Join(dir, "link")
		link(t, to, at)
		for _, name := range []string{at, filepath.Join(at, "below")} {
			_, err := Publish(t.Context(), name, Manifest{Name: "m"}, func(*Stage) error { return nil })
			if want := at + " is a symbolic link that leads to no folder: name another folder, or remove it"; err == nil || err.Error() != want {
				t.Errorf("%s: got %v, expected %s", name, err, want)
			}
		}
		if got, err := os.Readlink(at); got != to {
			t.Fatalf("the link leads to %q, %v", got, err)
		}
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLockIsNeverWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	at := filepath.Join(dir, ".saavu-lock")
	if err := os.Mkdir(at, 0o755); err != nil {
		t.Fatal(err)
	}
	lacks := func(what string) {
		_, err := Acquire(t.Context(), at, 0)
		if want := at + " is " + what + ", expected the file of a lock: remove it if nobody needs it"; err == nil || err.Error() != want {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
	lacks("a folder")
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	link(t, filepath.Join(dir, "elsewhere"), at)
	lacks("a symbolic link")
	if got := files(t, dir); !slices.Equal(got, []string{".saavu-lock"}) {
		t.Errorf("left %q", got)
	}
}
