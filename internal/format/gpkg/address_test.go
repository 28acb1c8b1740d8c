package gpkg

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"saavu/internal/format/problem"
)

func TestAddressOf(t *testing.T) {
	for _, c := range []struct {
		path    string
		windows bool
		want    string
	}{
		{"/srv/a.gpkg", false, "file:///srv/a.gpkg"},
		{"/srv/a b ä#1?x=2%41&+;.gpkg", false, "file:///srv/a%20b%20%C3%A4%231%3Fx=2%2541&+;.gpkg"},
		{"/srv/Z:/a.gpkg", false, "file:///srv/Z:/a.gpkg"},
		{`/srv/C:\a.gpkg`, false, "file:///srv/C:%5Ca.gpkg"},
		{"/srv/a\xff.gpkg", false, "file:///srv/a%FF.gpkg"},
		{`Z:\a.gpkg`, true, "file:///Z:/a.gpkg"},
		{`C:\Kunta ä\a#1%41.gpkg`, true, "file:///C:/Kunta%20%C3%A4/a%231%2541.gpkg"},
		{"C:/x/a.gpkg", true, "file:///C:/x/a.gpkg"},
		{`\\server\share\a b.gpkg`, true, "file:////server/share/a%20b.gpkg"},
		{"//server/share/a.gpkg", true, "file:////server/share/a.gpkg"},
		{`\\?\C:\deep\a.gpkg`, true, "file:///C:/deep/a.gpkg"},
		{`\\?\UNC\server\share\a.gpkg`, true, "file:////server/share/a.gpkg"},
	} {
		if got := addressOf(c.path, "mode=ro", c.windows); got != c.want+"?mode=ro" {
			t.Errorf("%s:\n got %s\nwant %s?mode=ro", c.path, got, c.want)
		}
	}
}

// Files of every name that a system allows are written and read, by absolute
// and by relative names.
func TestEveryNameOfAFile(t *testing.T) {
	names := []string{"plain", "with space", "Järvenpää åäö", "a#b", "a%20b%zz", "a&b=c;d+e", "file", "%41", "'quoted'", "日本", "mode=memory&cache=shared",
		filepath.Join(strings.Repeat("long ä", 20), strings.Repeat("x", 140)),
		filepath.Join(strings.Repeat("d", 200), strings.Repeat("e", 200), strings.Repeat("f", 200), strings.Repeat("g", 200))}
	if runtime.GOOS != "windows" {
		names = append(names, "a?b", "a?mode=ro&immutable=1", "Z:", "C:\\x", "file:x", "a:b", ":memory:", "a\xff", `\\server\share`, "line\nbreak")
	}
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.MkdirAll(name, 0o755); err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(name, filepath.Base(name)+".gpkg")
		for _, path := range []string{name, filepath.Join(here, name)} {
			if err := Write(context.Background(), path, []Layer{points(2)}, options); err != nil {
				t.Errorf("%q: %v", path, err)
				continue
			}
			if layers, err := Layers(File{Path: path}); err != nil || len(layers) != 1 {
				t.Errorf("%q: layers %v, %v", path, layers, err)
			}
		}
		if got := files(t, filepath.Dir(name)); len(got) != 1 || got[0] != filepath.Base(name) {
			t.Errorf("%q: files %q", name, got)
		}
	}
	if got := files(t, "."); len(got) != len(names) {
		t.Errorf("%d folders, expected %d: %q", len(got), len(names), got)
	}
}

// A failure of SQLite to open a file is not reported as damage to the file.
func TestFileThatCannotBeOpenedIsNotDamaged(t *testing.T) {
	err := unopened("a.gpkg", errors.New("SQL logic error: invalid uri authority: Z: (1)"))
	var p problem.Problem
	if !errors.As(err, &p) || strings.Contains(err.Error(), "damaged") || p.Expected != "a file that can be opened" {
		t.Errorf("got %v", err)
	}
}
