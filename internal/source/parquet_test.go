package source

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/parquet-go/parquet-go"

	"saavu/internal/format/record"
)

// A Parquet file opens from a folder and from the program alike, and can be
// walked repeatedly.
func TestOpenParquet(t *testing.T) {
	type row struct {
		ID   int64  `parquet:"id"`
		Name string `parquet:"name"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{1, "a"}, {2, "b"}}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "any.name")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	inside := In(map[string]fs.FS{"data": fstest.MapFS{"any.name": {Data: b.Bytes()}}})
	for from, files := range map[string]Files{name: OS(), "data/any.name": inside} {
		s, err := Open(files, from, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got := ""
			err := s.Each([]int{1, 0}, func(r *record.Row) error {
				got += r.Text(0) + r.Text(1) + " "
				return nil
			})
			if err != nil || got != "a1 b2 " || s.Format != "Parquet" {
				t.Errorf("%s: %q, %v", from, got, err)
			}
		}
	}
}
