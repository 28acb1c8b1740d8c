package lint

import (
	"slices"
	"strconv"
	"strings"
)

// row is one line of the import table: a package of ours and what it may import
// of ours. A name that ends in /* means every package below.
type row struct {
	pkg string
	may []string
}

// importTable is the plan of the house. A row may name only rows above it, so
// no import can run upwards; a new package gets a row here first.
var importTable = []row{
	{"pkg/lang", nil},
	{"pkg/spatial", nil},
	{"pkg/params", []string{"pkg/lang"}},
	{"pkg/population", []string{"pkg/lang", "pkg/spatial"}},
	{"pkg/travel", []string{"pkg/spatial"}},
	{"pkg/producers", nil},
	{"pkg/products", []string{"pkg/lang", "pkg/population", "pkg/producers"}},
	{"pkg/network", []string{"pkg/lang", "pkg/spatial", "pkg/population", "pkg/params", "pkg/products", "pkg/producers"}},
	{"pkg/scenario", []string{"pkg/lang", "pkg/spatial", "pkg/params", "pkg/population", "pkg/travel", "pkg/products", "pkg/network", "pkg/producers"}},
	{"pkg/equity", nil},
	{"pkg/access", []string{"pkg/population", "pkg/network", "pkg/travel", "pkg/equity"}},
	{"pkg/delivery", []string{"pkg/population", "pkg/network", "pkg/travel", "pkg/params", "pkg/equity", "pkg/access", "pkg/producers"}},
	{"pkg/cost", []string{"pkg/network", "pkg/params", "pkg/delivery", "pkg/producers"}},
	{"pkg/goals", nil},
	{"pkg/waiting", nil},
	{"pkg/report", []string{"pkg/lang", "pkg/spatial", "pkg/params", "pkg/population", "pkg/travel", "pkg/network",
		"pkg/scenario", "pkg/access", "pkg/equity", "pkg/delivery", "pkg/cost", "pkg/products", "pkg/producers", "pkg/goals", "pkg/waiting"}},
	{"internal/atomic", nil},
	{"internal/format/problem", nil},
	{"internal/format/record", nil},
	{"internal/format/wkb", nil},
	{"internal/format/crs", []string{"pkg/spatial"}},
	{"internal/format/layer", []string{"pkg/spatial", "internal/format/crs"}},
	{"internal/format/jsondoc", []string{"internal/format/problem", "internal/format/record"}},
	{"internal/format/pages", []string{"internal/format/problem", "internal/format/jsondoc"}},
	{"internal/format/parquet", []string{"internal/format/problem", "internal/format/record", "internal/format/wkb", "internal/format/crs", "internal/format/layer"}},
	{"internal/format/store", []string{"pkg/population", "pkg/travel", "internal/format/problem", "internal/format/wkb", "internal/format/parquet", "internal/atomic"}},
	{"internal/format/gtfs", []string{"internal/format/problem"}},
	{"internal/format/osmpbf", []string{"internal/format/problem"}},
	{"internal/format/*", []string{"pkg/spatial", "internal/atomic", "internal/format/problem", "internal/format/record", "internal/format/wkb", "internal/format/crs", "internal/format/layer", "internal/format/jsondoc", "internal/format/pages"}},
	{"internal/save", []string{"internal/format/*", "internal/atomic"}},
	{"internal/words", []string{"pkg/*"}},
	{"internal/draw", []string{"internal/format/problem"}},
	{"internal/source", []string{"pkg/lang", "pkg/spatial", "pkg/report", "internal/format/*", "internal/words"}},
	{"internal/naming", []string{"pkg/scenario", "internal/format/problem"}},
	{"internal/load/yaml", []string{"pkg/params", "internal/format/problem", "internal/source", "internal/naming"}},
	{"internal/load/field", []string{"pkg/lang", "pkg/params", "pkg/population", "pkg/network", "internal/load/yaml", "internal/source"}},
	{"internal/load/input", []string{"pkg/*", "internal/format/*", "internal/source", "internal/naming", "internal/load/yaml", "internal/load/field"}},
	{"internal/load/parameters", countySection()},
	{"internal/load/services", countySection("internal/load/parameters")},
	{"internal/load/cells", countySection("internal/load/parameters")},
	{"internal/load/areas", countySection()},
	{"internal/load/background", countySection()},
	{"internal/load/forecast", countySection()},
	{"internal/load/times", countySection()},
	{"internal/load/supply", countySection()},
	{"internal/load/kept", countySection()},
	{"internal/load/optionfile", countySection()},
	{"internal/load/products", countySection("internal/words")},
	{"internal/load/contracts", countySection()},
	{"internal/load/segments", countySection()},
	{"internal/load/templates", countySection()},
	{"internal/load/goals", countySection()},
	{"internal/load/waiting", countySection()},
	{"internal/load", countySection("internal/load/*")},
	{"internal/inspect", []string{"pkg/lang", "pkg/spatial", "pkg/report", "internal/format/*", "internal/words", "internal/source"}},
	{"internal/draft", []string{"pkg/lang", "pkg/report", "internal/words", "internal/inspect"}},
	{"internal/board", []string{"pkg/*", "internal/words"}},
	{"internal/plot", []string{"pkg/*", "internal/words", "internal/draw", "internal/board"}},
	{"internal/webpage", []string{"pkg/*", "internal/format/problem", "internal/words", "internal/draw", "internal/board", "internal/plot"}},
	{"internal/qgis", []string{"internal/format/problem"}},
	{"internal/layers", []string{"pkg/*", "internal/format/*", "internal/atomic", "internal/words", "internal/draw", "internal/board", "internal/qgis"}},
	{"internal/export/plain", []string{"internal/format/problem", "internal/words"}},
	{"internal/export/contract", []string{"pkg/*", "internal/format/*", "internal/words", "internal/board"}},
	{"internal/export/tables", []string{"pkg/*", "internal/format/problem", "internal/words", "internal/board", "internal/export/plain"}},
	{"internal/export/screen", []string{"pkg/*", "internal/format/problem", "internal/words", "internal/board", "internal/export/plain"}},
	{"internal/export/sweep", []string{"pkg/*", "internal/words", "internal/board", "internal/export/plain"}},
	{"internal/export/inventory", []string{"pkg/*", "internal/words", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/places", []string{"pkg/*", "internal/words", "internal/export/plain", "internal/export/contract", "internal/export/inventory"}},
	{"internal/export/measures", []string{"pkg/*", "internal/format/*", "internal/save", "internal/words", "internal/draw", "internal/qgis", "internal/layers", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/harmonised", []string{"pkg/*", "internal/format/*", "internal/save", "internal/words", "internal/board", "internal/layers", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/impact", []string{"pkg/*", "internal/words", "internal/board", "internal/export/plain"}},
	{"internal/export/timetables", []string{"pkg/*", "internal/words", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/graded", []string{"pkg/*", "internal/format/*", "internal/save", "internal/words", "internal/layers", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/makeorbuy", []string{"pkg/*", "internal/format/*", "internal/save", "internal/words", "internal/layers", "internal/export/plain", "internal/export/contract"}},
	{"internal/export/waits", []string{"pkg/*", "internal/words", "internal/export/plain", "internal/export/contract"}},
	{"internal/export", []string{"pkg/*", "internal/format/*", "internal/atomic", "internal/save", "internal/words", "internal/draw", "internal/board", "internal/plot", "internal/webpage", "internal/layers", "internal/export/plain", "internal/export/contract", "internal/export/tables"}},
	{"internal/engine", []string{"pkg/*"}},
	{"internal/browser", []string{"internal/atomic"}},
	{"internal/app", []string{"pkg/*", "internal/naming", "internal/words", "internal/format/problem", "internal/format/gtfs", "internal/format/osmpbf", "internal/save", "internal/source", "internal/load", "internal/load/*", "internal/engine", "internal/board", "internal/export", "internal/export/*"}},
	{"internal/batch", []string{"pkg/*", "internal/atomic", "internal/format/problem", "internal/words", "internal/source", "internal/load", "internal/load/*", "internal/engine", "internal/app"}},
	{"internal/scene", []string{"pkg/*", "internal/atomic", "internal/words", "internal/board"}},
	{"internal/realdata", nil},
	{"internal/property", nil},
	{"internal/lint", nil},
	{"data", nil},
	{"scenarios", nil},
	{"data/generate", []string{"pkg/*", "internal/*", "data", "scenarios"}},
	{"benchmarks", []string{"pkg/*", "internal/*", "data", "scenarios"}},
	{"cmd/saavu", []string{"pkg/*", "internal/*", "data", "scenarios"}},
}

// countySection is what a package may import that reads sections of a county file, and
// others in addition: no section knows another one.
func countySection(others ...string) []string {
	return append([]string{"pkg/*", "internal/format/*", "internal/source", "internal/naming", "internal/load/yaml", "internal/load/field", "internal/load/input"}, others...)
}

// onlyTests are the packages that only tests may import.
var onlyTests = []string{"internal/scene", "internal/realdata", "internal/property"}

// covers reports whether a name of the table matches a package.
func covers(name, pkg string) bool {
	if folder, ok := strings.CutSuffix(name, "*"); ok {
		return strings.HasPrefix(pkg, folder) && pkg != folder
	}
	return name == pkg
}

// place is the index of a package's row, -1 if the table has none.
func place(pkg string) int {
	return slices.IndexFunc(importTable, func(r row) bool { return covers(r.pkg, pkg) })
}

// Arrows checks the imports of ours against the import table: every package is
// in it, and imports only what its row allows. Test files are left out.
func Arrows(files []File) []Fault {
	var faults []Fault
	names, groups := byPackage(files)
	for _, pkg := range names {
		at := place(pkg)
		if at < 0 {
			faults = append(faults, Fault{File: pkg, Rule: "arrows",
				Message: "the package is not in the import table: give it a row in internal/lint/arrows.go that says what it may import (CONTRIBUTING.md, A new package)"})
			continue
		}
		for _, f := range productive(groups[pkg]) {
			faults = append(faults, arrowsOf(f, importTable[at])...)
		}
	}
	return faults
}

// arrowsOf checks one file against the row of its package.
func arrowsOf(f File, r row) []Fault {
	var faults []Fault
	for _, spec := range f.Syntax.Imports {
		full, _ := strconv.Unquote(spec.Path.Value)
		target, ours := strings.CutPrefix(full, modulePath+"/")
		if slices.Contains(onlyTests, target) {
			faults = append(faults, f.fault(spec.Pos(), "arrows", "imports %s, which only test files may import", target))
			continue
		}
		if !ours || slices.ContainsFunc(r.may, func(name string) bool { return covers(name, target) }) {
			continue
		}
		allowed := "nothing of ours"
		if len(r.may) > 0 {
			allowed = "only " + strings.Join(r.may, ", ")
		}
		hint := "move the line that needs it to a package that may import it, or argue for the arrow in internal/lint/arrows.go"
		if to := place(target); to < 0 {
			hint = "the imported package is not in the table either: give it a row first"
		} else if to >= place(f.Package()) {
			hint = "the arrow runs back or sideways: let the caller pass in what is needed"
		}
		faults = append(faults, f.fault(spec.Pos(), "arrows", "imports %s, but %s may import %s; %s", target, r.pkg, allowed, hint))
	}
	return faults
}
