package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"saavu/internal/atomic"
	"saavu/internal/export/contract"
	"saavu/internal/export/tables"
	"saavu/internal/layers"
)

// Write puts a set into a folder and creates the folder if needed: coverage.gpkg,
// coverage_<option>.geojson, scores.csv, report.json, report.md,
// report.html and provenance.json, which names the others and makes the set whole. On an error,
// or when ctx ends, the folder is unchanged. Files of an earlier set that this one
// does not have are removed, unless somebody has changed them. Files of others are
// never touched, and one in the way is an error (see atomic.Publish). The notes
// report what happened to earlier files. The same set gives the same bytes.
func Write(ctx context.Context, dir string, s Set) (notes []string, err error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	err = notOpen(dir)
	var changes atomic.Changes
	if err == nil {
		changes, err = atomic.Publish(ctx, dir, manifest, func(f *atomic.Stage) error { return s.writeAll(ctx, f) })
	}
	if err != nil {
		return nil, fmt.Errorf("output folder %s: %w", dir, err)
	}
	note := func(names []string, what string) {
		if len(names) > 0 {
			notes = append(notes, fmt.Sprintf("%s: %s: %s", dir, what, strings.Join(names, ", ")))
		}
	}
	note(changes.Removed, "removed, because this run does not write them")
	note(changes.Kept, "not from this run but kept, because they were changed after an earlier run wrote them")
	note(changes.Replaced, "replaced, although they were changed after an earlier run wrote them")
	return notes, nil
}

// writeAll writes every file of the set into the stage.
func (s *Set) writeAll(ctx context.Context, f *atomic.Stage) error {
	for k, o := range s.Report.Options {
		if err := ctx.Err(); err != nil {
			return err
		}
		id := layers.PlainID(o.ID)
		if err := f.Add("coverage_"+id+".geojson", func(w io.Writer) error { return s.maps().Features(w, k) }); err != nil {
			return err
		}
	}
	part, err := f.Path(geopackageName)
	if err == nil {
		err = s.maps().GeoPackage(ctx, part)
	}
	if err != nil {
		return err
	}
	type output struct {
		name string
		to   func(io.Writer) error
	}
	list := []output{
		{"scores.csv", func(w io.Writer) error { return scores(w, &s.Report) }},
		{"report.json", func(w io.Writer) error { return contract.JSON(w, s.Report, s.Words) }},
		{"report.html", func(w io.Writer) error { return s.HTML(w, false) }},
		{"report.md", func(w io.Writer) error { return tables.Markdown(w, &s.Report, s.Words) }},
	}
	if s.Report.Allocated != nil {
		list = append(list, output{"allocation.csv", func(w io.Writer) error { return allocation(w, &s.Report) }})
	}
	if s.Report.Segments != nil {
		list = append(list, output{"segments.csv", func(w io.Writer) error { return segments(w, &s.Report) }})
	}
	if s.Report.Buildings != nil {
		list = append(list, output{"buildings.csv", func(w io.Writer) error { return buildings(w, &s.Report) }})
	}
	if len(s.Report.Sweeps) > 0 {
		list = append(list, output{"sweep.csv", func(w io.Writer) error { return contract.SweepCSV(w, &s.Report) }})
	}
	if s.Report.Stress != nil {
		list = append(list, output{"stress.csv", func(w io.Writer) error { return contract.StressCSV(w, &s.Report) }})
	}
	for _, file := range list {
		if err := f.Add(file.name, file.to); err != nil {
			return err
		}
	}
	written, err := f.Files()
	if err != nil {
		return err
	}
	files := contract.Each(written, func(f *atomic.File) source { return source(*f) })
	if err := f.Add(manifest.Name, func(w io.Writer) error { return s.writeProvenance(w, files) }); err != nil {
		return err
	}
	return ctx.Err()
}

const geopackageName = "coverage.gpkg"

// notOpen refuses a folder whose GeoPackage another program has open: that program
// keeps changes in a second file, which would be mixed into a new GeoPackage.
func notOpen(dir string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if _, err := os.Lstat(filepath.Join(dir, geopackageName+suffix)); err == nil {
			return fmt.Errorf("another program has %s open (%s exists): close it there, or remove that file if no program has it open",
				geopackageName, geopackageName+suffix)
		}
	}
	return nil
}

// manifest is provenance.json as the list of the files of a set.
var manifest = atomic.Manifest{Name: "provenance.json", Read: func(path string) ([]atomic.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list struct{ Files []source }
	if err := json.NewDecoder(io.LimitReader(f, longestManifest)).Decode(&list); err != nil {
		return nil, fmt.Errorf("%w, expected JSON of a run", err)
	}
	if len(list.Files) == 0 { // every run writes some files
		return nil, errors.New("no list of files, expected the provenance of a run")
	}
	return contract.Each(list.Files, func(s *source) atomic.File { return atomic.File(*s) }), nil
}}

// longestManifest is the largest provenance in bytes that is read.
const longestManifest = 64 << 20
