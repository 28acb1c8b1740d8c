package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"saavu/internal/atomic"
)

// Write puts a store into a folder, whole or not at all: its files are written in a
// hidden folder in it and take their places at the end, cells.parquet, which names
// the others, last. A store that lies there is replaced, any other folder is
// refused (see atomic.Publish). It gives the files that were written, by name, and
// what became of earlier ones. Progress, which may be nil, is called with the
// number of files that are written.
func Write(ctx context.Context, dir string, s *Store,
	progress func(done, total int)) (files []Source, changes atomic.Changes, err error) {
	dir = filepath.Clean(dir)
	changes, err = atomic.Publish(ctx, dir, manifestFile, func(stage *atomic.Stage) error {
		err := replaceable(dir)
		if err == nil {
			files, err = s.write(ctx, stage, progress)
		}
		return err
	})
	if err != nil {
		return nil, changes, fmt.Errorf("%s: %w", dir, err)
	}
	return files, changes, nil
}

// replaceable refuses a folder with anything but a store, recognised by the
// list of its files that saavu import has written into it.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	ours, err := manifestFile.Files(dir)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	for _, e := range entries {
		if atomic.Ours(e.Name()) {
			continue
		}
		named := err == nil && e.Name() == cellsFile ||
			slices.ContainsFunc(ours, func(f atomic.File) bool { return f.Name == e.Name() })
		if e.IsDir() || !named {
			because := ""
			if err != nil {
				because = ": " + err.Error()
			}
			return fmt.Errorf("holds %s, which is not a file of a store: name another folder or empty it%s", e.Name(), because)
		}
	}
	return nil
}

// manifestFile is cells.parquet as what names the files of a store, of this layout
// or an earlier one.
var manifestFile = atomic.Manifest{Name: cellsFile, Read: func(path string) (files []atomic.File, err error) {
	_, file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	if err := sealed(path, file.Meta(keyManifest), file.Meta(keySum)); err != nil {
		return nil, err
	}
	var list struct{ Files map[string]Source }
	if err := json.Unmarshal([]byte(file.Meta(keyManifest)), &list); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(list.Files)) {
		files = append(files, atomic.File{Name: name, SHA256: list.Files[name].SHA256, Bytes: list.Files[name].Bytes})
	}
	return files, nil
}}

func (s *Store) write(ctx context.Context, stage *atomic.Stage, progress func(done, total int)) ([]Source, error) {
	m := &manifest{Layout: Layout, Settings: s.Settings, People: s.People, Forecasts: s.Forecasts, Times: s.Times,
		Files: map[string]Source{}}
	total := 2
	if s.Matrix != nil {
		total += len(s.Matrix.Tables)
	}
	var files []Source
	add := func(name string, rows int, columns []column, meta map[string]string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := writeFile(stage, name, rows, columns, meta)
		files = append(files, f)
		if m.Files[name] = f; progress != nil {
			progress(min(len(files), total), total)
		}
		return err
	}
	cells := gridColumns(s.Grid, m)
	areas, err := areaColumns(s.Grid.Areas)
	if err == nil {
		err = add(areasFile, len(s.Grid.Areas), areas, nil)
	}
	if h := s.Grid.Hidden; err == nil && h != nil {
		err = add(hiddenFile, len(h.Parts), hiddenColumns(h.Parts), nil)
	}
	if err == nil && len(s.Projections) > 0 {
		rows, columns := projectionColumns(s.Projections, m)
		err = add(forecastsFile, rows, columns, nil)
	}
	if s.Matrix != nil && err == nil {
		err = s.writeTimes(m, add)
	}
	var meta map[string]string
	if err == nil {
		meta, err = m.text()
	}
	if err == nil {
		err = add(cellsFile, s.Grid.Cells(), cells, meta)
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	return files, err
}

// writeTimes writes the matrix and removes the content of its columns from a
// copy.
func (s *Store) writeTimes(m *manifest,
	add func(name string, rows int, columns []column, meta map[string]string) error) error {
	rest := *s.Matrix
	at := s.Matrix.Places
	columns := []column{wholes("id", rest.IDs),
		places("x", func(j int) float64 { return at[j][0] }),
		places("y", func(j int) float64 { return at[j][1] })}
	if names := rest.Names; names != nil {
		columns = append(columns, texts("name", func(j int) string { return names[j] }))
	}
	if err := add(destinationsFile, len(at), columns, nil); err != nil {
		return err
	}
	taken := map[string]bool{}
	rest.IDs, rest.Names, rest.Places, rest.Tables = nil, nil, nil, nil
	for _, t := range s.Matrix.Tables {
		name := tableName(&t, taken)
		m.Tables = append(m.Tables, tableFile{File: name, Metres: t.Metres != nil})
		if err := add(name, rest.Cells, tableColumns(&t), nil); err != nil {
			return err
		}
		t.Times, t.Metres = nil, nil
		rest.Tables = append(rest.Tables, t)
	}
	m.Matrix = &rest
	return nil
}

// text returns the metadata: the manifest and its fingerprint.
func (m *manifest) text() (map[string]string, error) {
	text, err := json.Marshal(m)
	sum := sha256.Sum256(text)
	return map[string]string{keyManifest: string(text), keySum: hex.EncodeToString(sum[:])}, err
}
