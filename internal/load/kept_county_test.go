package load

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"saavu/data"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/scenarios"
)

// What a process keeps of the embedded county's file is what the file says, also after
// counties were read from it: itself, one that inherits all and one that lists services.
func TestReadingChangesNothingThatIsKept(t *testing.T) {
	embedded := source.Embedded(data.FS, scenarios.FS)
	text, err := embedded.Read(EmbeddedCounty)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(context.Background(), embedded, EmbeddedCounty, Options{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, data.FS); err != nil {
		t.Fatal(err)
	}
	const own = `
inherit: embedded
county: {id: own, name: Own, year: 2026, synthetic: true}
population: {format: cells, file: cells.csv, side: 250}
areas: {format: table, file: areas.csv}
travel: {format: synthetic, stations: stations.csv}
facilities: facilities.csv
buildings: buildings.csv
points: service-points.csv
`
	for _, services := range []string{"", "services: [gp_reception, neuvola_child]\n"} {
		name := filepath.Join(dir, "vantaa-kerava", "own.yaml")
		if err := os.WriteFile(name, []byte(own+services), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(context.Background(), source.OS(), name, Options{Embedded: embedded}); err != nil {
			t.Fatal(err)
		}
	}
	got, at := yaml.DecodeKept[countyFile](EmbeddedCounty, text, countyRules)
	want, tree := yaml.Decode[countyFile](EmbeddedCounty, text, countyRules)
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(at, tree) {
		t.Error("what is kept says something else than the file")
	}
}
