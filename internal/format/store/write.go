package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"saavu/internal/atomic"
)

// Write makes the folder of a store, whole or not at all: the files are written
// in a hidden folder beside it, which takes its place at the end. A store that
// lies there is replaced, any other folder is refused. It gives the files that
// were written, by name. Progress, which may be nil, is told how many of them
// are.
func Write(dir string, s *Store, progress func(done, total int)) ([]Source, error) {
	if err := replaceable(dir); err != nil {
		return nil, err
	}
	dir = filepath.Clean(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	stage, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+".")
	if err != nil {
		return nil, err
	}
	files, err := s.write(stage, progress)
	if err == nil {
		err = os.Chmod(stage, 0o755)
	}
	if err == nil {
		err = replaceable(dir) // writing takes a while
	}
	if err == nil {
		err = swap(stage, dir)
	}
	if err != nil {
		return nil, errors.Join(err, atomic.RemoveAll(stage))
	}
	return files, nil
}

// replaceable refuses a folder that holds anything but a store, which is told by
// the list of its files that saavu import has written into it.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	ours, err := filesOf(dir)
	for _, e := range entries {
		if e.IsDir() || !slices.Contains(ours, e.Name()) {
			because := ""
			if err != nil {
				because = ": " + err.Error()
			}
			return fmt.Errorf("%s holds %s, which is no file of a store: name another folder or empty it%s", dir, e.Name(), because)
		}
	}
	return nil
}

// filesOf lists the files of the store in a folder, of this layout or an earlier
// one; none where there is no store.
func filesOf(dir string) ([]string, error) {
	name := filepath.Join(dir, cellsFile)
	if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	_, file, err := openFile(name)
	if err != nil {
		return nil, err
	}
	if err := sealed(name, file.Meta(keyManifest), file.Meta(keySum)); err != nil {
		return nil, err
	}
	var list struct{ Files map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(file.Meta(keyManifest)), &list); err != nil {
		return nil, err
	}
	return append(slices.Collect(maps.Keys(list.Files)), cellsFile), nil
}

// swap puts the stage in the place of the folder.
func swap(stage, dir string) error {
	old := stage + ".old"
	err := atomic.Rename(dir, old)
	earlier := !errors.Is(err, os.ErrNotExist)
	if earlier && err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	if err := atomic.Rename(stage, dir); err != nil {
		if earlier {
			err = errors.Join(err, atomic.Rename(old, dir))
		}
		return fmt.Errorf("%s: %w", dir, err)
	}
	if err := atomic.RemoveAll(old); err != nil {
		return fmt.Errorf("the store is written, but the one of before stays in %s: %w", old, atomic.Reason(err))
	}
	return nil
}

func (s *Store) write(dir string, progress func(done, total int)) ([]Source, error) {
	m := &manifest{Layout: Layout, Settings: s.Settings, People: s.People, Forecasts: s.Forecasts, Times: s.Times, Files: map[string]Source{}}
	total := 2
	if s.Matrix != nil {
		total += len(s.Matrix.Tables)
	}
	var files []Source
	add := func(name string, rows int, columns []column, meta map[string]string) error {
		f, err := writeFile(dir, name, rows, columns, meta)
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

// writeTimes writes the matrix and takes what its columns hold out of a copy.
func (s *Store) writeTimes(m *manifest, add func(name string, rows int, columns []column, meta map[string]string) error) error {
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

// text gives the metadata: the manifest and its fingerprint.
func (m *manifest) text() (map[string]string, error) {
	text, err := json.Marshal(m)
	sum := sha256.Sum256(text)
	return map[string]string{keyManifest: string(text), keySum: hex.EncodeToString(sum[:])}, err
}
