package layers

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/params"
)

// maps30 are the layers of the drawn comparison.
func maps30() Maps {
	m := Maps{Result: scene.Compared()}
	m.Params, _ = params.New([]params.Param{{Path: "travel.speed_kmh.walk", V: 4.5, Lo: 4, Hi: 5, Known: true, Unit: "km/h", Src: params.Assumption}})
	return m
}

// written puts the GeoPackage and the GeoJSON of each option into a folder.
func written(t *testing.T, m Maps) string {
	t.Helper()
	dir := t.TempDir()
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	if err := m.GeoPackage(t.Context(), filepath.Join(dir, "coverage.gpkg")); err != nil {
		t.Fatal(err)
	}
	for k, o := range m.Report.Options {
		f, err := os.Create(filepath.Join(dir, "coverage_"+PlainID(o.ID)+".geojson"))
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Features(io.Writer(f), k); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// formats is the page that names every column.
func formats(t *testing.T) string {
	return string(read(t, "../../docs", "FORMATS.md"))
}
