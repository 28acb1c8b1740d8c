package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/data"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/scenarios"
)

// What a page is made of has the county's sources and the maps below the figures; check
// says which data of a real county has no source.
func TestSourcesAndBackground(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "rail.geojson"), []byte(`{"type":"LineString","coordinates":[[25.02,60.28],[25.05,60.30]]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "county"), os.DirFS("../../data/vantaa-kerava")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "county", "county.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	real := strings.Replace(string(text), "  synthetic: true\n", "  synthetic: false\n", 1)
	real = strings.Replace(real, "\nsources:\n", "\nbackground: {rail: ../rail.geojson}\nsources:\n", 1)
	real = real[:strings.Index(real, "options:\n")] + real[strings.Index(real, "background:"):]
	if err := os.WriteFile(file, []byte(real), 0o644); err != nil {
		t.Fatal(err)
	}
	q := Request{Source: Source{County: file, Embedded: source.Embedded(data.FS, scenarios.FS)}, Page: true, Frame: "staff"}
	s, err := Open(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	layers, sources := out.Page.Background, out.Page.Report.Sources
	if len(layers) != 1 || layers[0].Kind != report.Rail || len(layers[0].Lines) != 1 || layers[0].Sources != nil {
		t.Errorf("background %+v", layers)
	}
	if len(sources) != 8 || sources[3].Licence != "CC BY 4.0" || sources[7].Known() || strings.Join(sources[7].UsedBy, " ") != "background.rail" {
		t.Errorf("sources %+v", sources)
	}
	found, err := s.Check(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	want := "data without an attribution: background.rail (" + file + ":"
	if notes := strings.Join(words.In(lang.English).Messages(found.Notes), "\n"); !strings.Contains(notes, want) || !strings.Contains(notes, "sources without a licence, whose data may perhaps not be used: \"Aluesarjat") {
		t.Errorf("no %q in\n%s", want, notes)
	}
}
