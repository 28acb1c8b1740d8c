package source

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// Kept files have the names that they had: they are read, listed, walked and matched as
// on the system, and so is the inside of a zip, kept whole or file by file.
func TestKept(t *testing.T) {
	content := map[string]string{"/a/county.yaml": "c", "/a/options/x.yaml": "x", "/a/options/y.yaml": "y", "/a/options/z.txt": "z",
		"/a/times.zip/2018/t.txt": "t", "/a/whole.zip": string(packed(t, "in/w.txt", "w")), "b/plan.yaml": "p"}
	var names []string
	for name := range content {
		names = append(names, name)
	}
	gone := errors.New("it is gone")
	files := Kept(append(names, "/a/gone.csv"), func(name string) ([]byte, error) {
		if text, ok := content[name]; ok {
			return []byte(text), nil
		}
		return nil, gone
	})
	for name, want := range map[string]string{"/a/county.yaml": "c", "/a/../a/options//x.yaml": "x", "/a/times.zip/2018/t.txt": "t", "/a/whole.zip/in/w.txt": "w", "b/plan.yaml": "p"} {
		if text, err := files.Read(name); err != nil || string(text) != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if _, err := files.Read("/a/other.csv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, err := files.Read("/a/gone.csv"); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	if _, err := files.Read("/a/options"); err == nil {
		t.Error("a folder is read")
	}
	for _, c := range []struct {
		got  func() ([]string, error)
		want []string
	}{
		{func() ([]string, error) { return files.List("/a/options", ".yaml") }, []string{"/a/options/x.yaml", "/a/options/y.yaml"}},
		{func() ([]string, error) { return files.List("b", ".yaml") }, []string{"b/plan.yaml"}},
		{func() ([]string, error) { return files.Tree("/a/times.zip", func(string) bool { return true }) }, []string{"/a/times.zip/2018/t.txt"}},
		{func() ([]string, error) { return files.Tree("/a/whole.zip", func(string) bool { return true }) }, []string{"/a/whole.zip/in/w.txt"}},
		{func() ([]string, error) { return files.Glob("/a/*/?.yaml") }, []string{"/a/options/x.yaml", "/a/options/y.yaml"}},
	} {
		if got, err := c.got(); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("got %v, %v, expected %v", got, err, c.want)
		}
	}
	if _, err := files.Glob("[" + "a"); err == nil {
		t.Error("a pattern without its end is accepted")
	}
	if files.Join("/a", "/b/c.csv") != "/b/c.csv" || files.System() {
		t.Error("a kept file is joined as one of the program")
	}
	var none Files
	if none.Or(files).kept == nil || files.Or(OS()).kept == nil {
		t.Error("Or takes the wrong files")
	}
}
