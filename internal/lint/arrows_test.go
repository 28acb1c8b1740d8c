package lint

import (
	"strings"
	"testing"
)

// TestTableRunsOneWay checks the table itself: a row names only rows above it,
// so the imports that it allows have no cycle.
func TestTableRunsOneWay(t *testing.T) {
	for i, r := range importTable {
		if place(r.pkg) != i {
			t.Errorf("%s is in the table twice", r.pkg)
		}
		for _, name := range r.may {
			above := false
			for _, earlier := range importTable[:i] {
				above = above || name == earlier.pkg || covers(name, earlier.pkg)
			}
			if !above {
				t.Errorf("%s may import %s, which is not a row above it", r.pkg, name)
			}
			for _, later := range importTable[i:] {
				if covers(name, later.pkg) {
					t.Errorf("%s may import %s, which takes in %s at or below it", r.pkg, name, later.pkg)
				}
			}
		}
	}
}

func TestArrows(t *testing.T) {
	imports := func(targets ...string) string {
		return "package p\nimport \"" + strings.Join(targets, "\"\nimport \"") + "\"\n"
	}
	tests := []struct {
		name, path, text string
		want             []string
	}{
		{"allowed", "pkg/travel/a.go", imports("fmt", "saavu/pkg/spatial", "github.com/paulmach/orb"), nil},
		{"a folder of rooms", "internal/load/a.go", imports("saavu/pkg/report", "saavu/internal/format/kml"), nil},
		{"format by pattern", "internal/format/kml/a.go", imports("saavu/pkg/spatial", "saavu/internal/format/problem"), nil},
		{"generator", "data/generate/a.go", imports("saavu/data", "saavu/internal/load"), nil},
		{"tests are left out", "pkg/spatial/a_test.go", imports("saavu/internal/scene"), nil},
		{"only for tests", "cmd/saavu/a.go", imports("saavu/internal/lint", "saavu/internal/realdata", "saavu/internal/scene"), []string{
			"cmd/saavu/a.go:3: arrows: imports internal/realdata, which only test files may import",
			"cmd/saavu/a.go:4: arrows: imports internal/scene, which only test files may import"}},
		{"runs back", "pkg/spatial/a.go", imports("fmt", "saavu/pkg/network"), []string{
			"pkg/spatial/a.go:3: arrows: imports pkg/network, but pkg/spatial may import nothing of ours; the arrow runs back or sideways: let the caller pass in what is needed"}},
		{"forward but not listed", "pkg/cost/a.go", imports("saavu/pkg/travel"), []string{
			"pkg/cost/a.go:2: arrows: imports pkg/travel, but pkg/cost may import only pkg/network, pkg/params, pkg/delivery, pkg/producers; move the line that needs it to a package that may import it, or argue for the arrow in internal/lint/arrows.go"}},
		{"format reads format", "internal/format/xlsx/a.go", imports("saavu/internal/format/csv"), []string{
			"internal/format/xlsx/a.go:2: arrows: imports internal/format/csv, but internal/format/* may import only pkg/spatial, internal/atomic, internal/format/problem, internal/format/record, internal/format/wkb, internal/format/crs, internal/format/layer, internal/format/jsondoc, internal/format/pages; the arrow runs back or sideways: let the caller pass in what is needed"}},
		{"a row of its own before the pattern", "internal/format/problem/a.go", imports("saavu/pkg/spatial"), []string{
			"internal/format/problem/a.go:2: arrows: imports pkg/spatial, but internal/format/problem may import nothing of ours; move the line that needs it to a package that may import it, or argue for the arrow in internal/lint/arrows.go"}},
		{"batch writes tables of its own only", "internal/batch/a.go", imports("saavu/internal/export"), []string{
			"internal/batch/a.go:2: arrows: imports internal/export, but internal/batch may import only pkg/*, internal/atomic, internal/format/problem, internal/words, internal/source, internal/load, internal/load/*, internal/engine, internal/app; move the line that needs it to a package that may import it, or argue for the arrow in internal/lint/arrows.go"}},
		{"unlisted package", "pkg/magic/a.go", imports("fmt"), []string{
			"pkg/magic: arrows: the package is not in the import table: give it a row in internal/lint/arrows.go that says what it may import (CONTRIBUTING.md, A new package)"}},
		{"unlisted by a test file too", "pkg/magic/a_test.go", imports("fmt"), []string{
			"pkg/magic: arrows: the package is not in the import table: give it a row in internal/lint/arrows.go that says what it may import (CONTRIBUTING.md, A new package)"}},
		{"imports an unlisted one", "cmd/saavu/a.go", imports("saavu/tools"), []string{
			"cmd/saavu/a.go:2: arrows: imports tools, but cmd/saavu may import only pkg/*, internal/*, data, scenarios; the imported package is not in the table either: give it a row first"}},
		{"the folder itself is not a package", "internal/format/a.go", imports("fmt"), []string{
			"internal/format: arrows: the package is not in the import table: give it a row in internal/lint/arrows.go that says what it may import (CONTRIBUTING.md, A new package)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { expect(t, Arrows(parse(t, tt.path, tt.text)), tt.want...) })
	}
}
