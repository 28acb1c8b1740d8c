package load

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/internal/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden texts again")

// small is the county of testdata/small as an embedded file system.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("testdata")
	err := fs.WalkDir(root, "small", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// read reads the county of the files, and applies its options.
func read(files fstest.MapFS) (*County, error) {
	c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{})
	if err == nil {
		err = c.Check()
	}
	return c, err
}

// uncounted removes the people from the areas table, for counties with other cells.
func uncounted(files fstest.MapFS) fstest.MapFS {
	text := strings.ReplaceAll(string(files["small/areas.csv"].Data), "town,80,", "town,,")
	files["small/areas.csv"] = &fstest.MapFile{Data: []byte(text)}
	return files
}

// TestBad reads the small county with one change and compares all problems. Each
// archive holds whole files, edits ("- old" followed by "+ new" in a section "edit
// FILE") and the expected text.
func TestBad(t *testing.T) {
	archives, err := filepath.Glob("testdata/bad/*.txtar")
	if err != nil || len(archives) < 20 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := small(t)
			want := -1
			for i, f := range a.Files {
				switch edited, isEdit := strings.CutPrefix(f.Name, "edit "); {
				case f.Name == "want":
					want = i
				case f.Name == "remove":
					delete(files, "small/"+strings.TrimSpace(string(f.Data)))
				case isEdit:
					edit(t, files, "small/"+edited, string(f.Data))
				default:
					files["small/"+f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			_, err = read(files)
			if err == nil {
				t.Fatal("nothing is said")
			}
			got := strings.ReplaceAll(err.Error(), "data/small/", "") + "\n"
			if want < 0 {
				a.Files = append(a.Files, txtar.File{Name: "want"})
				want = len(a.Files) - 1
			}
			if *update {
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(a.Files[want].Data) {
				t.Errorf("got\n%swant\n%s", got, a.Files[want].Data)
			}
		})
	}
}

// edit replaces, in order, the text after "- " by that after "+ ".
func edit(t *testing.T, files fstest.MapFS, name, script string) {
	t.Helper()
	text := string(files[name].Data)
	old := ""
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "- "):
			old = line[2:]
		case strings.HasPrefix(line, "+"):
			if strings.Count(text, old) != 1 {
				t.Fatalf("%s: %q occurs %d times", name, old, strings.Count(text, old))
			}
			text = strings.Replace(text, old, strings.ReplaceAll(strings.TrimPrefix(line[1:], " "), `\n`, "\n"), 1)
		}
	}
	files[name] = &fstest.MapFile{Data: []byte(text)}
}
