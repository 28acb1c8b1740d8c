package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// The extensions of files that may be meant if only a zip is named: maps and
// tables, and those that may also be notes.
var (
	dataEndings  = []string{".shp", ".gpkg", ".geojson", ".geojsonl", ".geojsons", ".ndjson", ".topojson", ".kml", ".parquet", ".geoparquet", ".xlsx", ".csv", ".tsv"}
	otherEndings = []string{".json", ".txt"}
)

// openZip opens the only map or table of a zip; of a KMZ its doc.kml, else its
// only .kml.
func openZip(files Files, name string, o Options) (*record.Source, error) {
	refuse := func(found, expected, hint string) error {
		return problem.Problems{{File: name, Found: found, Expected: expected, Hint: hint}}
	}
	zipName, inside, ok := files.inZip(name)
	switch {
	case !ok:
		return nil, refuse("a zip", "a name that ends in .zip, .kmz or .xlsx", "rename the file")
	case inside != ".":
		return nil, refuse("a zip within a zip", "a map or a table", "unpack "+zipName)
	}
	all, err := files.Tree(name, func(string) bool { return true })
	if err != nil {
		return nil, problem.Problems{{File: name, Expected: "a zip that can be read", Hint: Cause(err)}}
	}
	found := candidates(files, name, all)
	switch {
	case len(found) == 1:
		return Open(files, found[0], o)
	case IsGTFS(all):
		return nil, refuse("a timetable feed (GTFS)", readable, GTFSHint)
	case len(found) == 0:
		return nil, refuse(fmt.Sprintf("no map or table by its extension, of %d in all", len(all)), "one map or table", "the extensions are "+strings.Join(slices.Concat(dataEndings, otherEndings), " "))
	}
	return nil, refuse(fmt.Sprintf("%d maps or tables", len(found)), "one, or the name of one as in "+found[0], "the zip has "+problem.Clip(inner(found, name)))
}

// candidates are the files for which a zip may have been named.
func candidates(files Files, name string, all []string) []string {
	ending := func(endings []string) (list []string) {
		for _, n := range all {
			// Files that macOS adds to a zip, and hidden files, are not data.
			hidden := strings.HasPrefix(path.Base(n), ".") || strings.Contains(n, "__MACOSX/")
			if !hidden && slices.Contains(endings, strings.ToLower(path.Ext(n))) {
				list = append(list, n)
			}
		}
		return list
	}
	if strings.EqualFold(path.Ext(name), ".kmz") {
		maps := ending([]string{".kml"})
		if main := files.Join(name, "doc.kml"); slices.Contains(maps, main) {
			return []string{main}
		}
		return maps
	}
	if list := ending(dataEndings); len(list) > 0 {
		return list
	}
	return ending(otherEndings)
}

// inner lists names without that of their zip.
func inner(names []string, zipName string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.TrimPrefix(n, zipName+"/")
	}
	return strings.Join(out, ", ")
}
