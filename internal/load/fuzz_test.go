package load

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"saavu/internal/source"
)

// FuzzOption feeds any text to the reader of options. It reports problems or
// returns an option that Apply can handle, and never panics.
func FuzzOption(f *testing.F) {
	seeds, err := filepath.Glob("testdata/small/options/*.yaml")
	if err != nil || len(seeds) == 0 {
		f.Fatal(seeds, err)
	}
	own, err := filepath.Glob("../../scenarios/*/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(seeds, own...) {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"", "a: [", "- - - -", "? ? ?", "changes: [{set: {a: .inf}}]", "name: \xff", "a: &b *b", "{a: {a: {a:"} {
		f.Add([]byte(text))
	}
	c, err := read(small(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o, err := Option(source.Embedded(fstest.MapFS{"o.yaml": {Data: text}}, nil), "data/o.yaml", c)
		if err == nil {
			_, err = c.Apply(o)
		}
		if err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		c.Inputs = nil
	})
}

// FuzzCounty feeds any text to the reader of county files, with the tables of
// the small county.
func FuzzCounty(f *testing.F) {
	files := small(f)
	f.Add(files["small/county.yaml"].Data)
	f.Add([]byte("county: {id: x}\ninherit: embedded\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		with := fstest.MapFS{}
		for name, file := range files {
			with[name] = file
		}
		with["small/county.yaml"] = &fstest.MapFile{Data: text}
		if c, err := read(with); err == nil && c.Base.Grid.Cells() == 0 {
			t.Error("a county without cells")
		} else if err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}

// FuzzTable feeds any text as the table of facilities and of cells.
func FuzzTable(f *testing.F) {
	files := small(f)
	f.Add(files["small/facilities.csv"].Data, files["small/cells.csv"].Data)
	f.Fuzz(func(t *testing.T, facilities, cells []byte) {
		with := fstest.MapFS{}
		for name, file := range files {
			with[name] = file
		}
		with["small/facilities.csv"] = &fstest.MapFile{Data: facilities}
		with["small/cells.csv"] = &fstest.MapFile{Data: cells}
		if _, err := read(with); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}
