package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"saavu/internal/atomic"
)

// Write puts a set into a folder, which is made where it is not there:
// coverage.gpkg, coverage_<option>.geojson, map_<option>.svg, scores.csv,
// report.json, report.md and provenance.json. All files are written in a hidden
// folder inside dir first and renamed together at the end: on an error, and when
// ctx ends, nothing new is left and earlier files stay as they were. Files of
// options that this set does not have are not removed. The same set gives the
// same bytes.
func Write(ctx context.Context, dir string, s Set) error {
	if err := s.check(); err != nil {
		return err
	}
	f, err := begin(dir)
	if err != nil {
		return fmt.Errorf("output folder %s: %w", dir, err)
	}
	if err := s.writeAll(ctx, f); err != nil {
		return errors.Join(fmt.Errorf("output folder %s: %w", dir, err), f.abandon())
	}
	if err := f.publish(); err != nil {
		return errors.Join(fmt.Errorf("output folder %s: %w", dir, err), f.abandon())
	}
	return f.clear()
}

// writeAll writes every file of the set into the stage.
func (s *Set) writeAll(ctx context.Context, f *folder) error {
	var maps []string
	for k, o := range s.Report.Options {
		if err := ctx.Err(); err != nil {
			return err
		}
		id := plainID(o.ID)
		maps = append(maps, "map_"+id+".svg")
		if err := f.add(maps[k], func(w io.Writer) error { return s.picture(w, k) }); err != nil {
			return err
		}
		if err := f.add("coverage_"+id+".geojson", func(w io.Writer) error { return s.features(w, k) }); err != nil {
			return err
		}
	}
	if err := s.geopackage(ctx, f.place(geopackageName)); err != nil {
		return err
	}
	for _, file := range []struct {
		name string
		to   func(io.Writer) error
	}{
		{"scores.csv", func(w io.Writer) error { return scores(w, &s.Report) }},
		{"report.json", func(w io.Writer) error { return JSON(w, s.Report) }},
		{"report.md", func(w io.Writer) error { return markdown(w, &s.Report, maps) }},
	} {
		if err := f.add(file.name, file.to); err != nil {
			return err
		}
	}
	written, err := f.sums()
	if err != nil {
		return err
	}
	if err := f.add("provenance.json", func(w io.Writer) error { return s.writeProvenance(w, written) }); err != nil {
		return err
	}
	return ctx.Err()
}

const geopackageName = "coverage.gpkg"

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// folder is an output folder with a stage inside it, where files wait.
type folder struct {
	dir, stage string
	made       []string // folders that did not exist before, outermost first
	names      []string
	stuck      bool // earlier files could not be put back and still lie in the stage
}

// begin makes the folder where needed and the stage in it.
func begin(dir string) (*folder, error) {
	if dir == "" {
		return nil, errors.New("no name given")
	}
	f := &folder{dir: dir}
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return nil, fmt.Errorf("%s is a file, expected a folder", at)
		}
		if err == nil || at == filepath.Dir(at) {
			break
		}
		f.made = append([]string{at}, f.made...)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot be made: %w", err), f.abandon())
	}
	// A program that has the GeoPackage open keeps changes beside it, which would
	// be mixed into a new file.
	for _, suffix := range []string{"-wal", "-journal"} {
		if open := filepath.Join(dir, geopackageName+suffix); exists(open) {
			return nil, fmt.Errorf("another program has %s open (%s is there): close it there, or remove that file if no program has it open",
				geopackageName, filepath.Base(open))
		}
	}
	stage, err := os.MkdirTemp(dir, ".saavu-*")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot be written to: %w", err), f.abandon())
	}
	f.stage = stage
	return f, nil
}

// place gives the path of a file in the stage, and remembers it.
func (f *folder) place(name string) string {
	f.names = append(f.names, name)
	return filepath.Join(f.stage, name)
}

// add writes one file into the stage.
func (f *folder) add(name string, to func(io.Writer) error) (err error) {
	file, err := os.Create(f.place(name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := bufio.NewWriterSize(file, 1<<16)
	if err := to(w); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// sums gives the name, SHA-256 and size of every file in the stage.
func (f *folder) sums() ([]source, error) {
	list := []source{}
	for _, name := range f.names {
		file, err := os.Open(filepath.Join(f.stage, name))
		if err != nil {
			return nil, err
		}
		h := sha256.New()
		n, err := io.Copy(h, file)
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		list = append(list, source{Name: name, SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: n})
	}
	return list, nil
}

// publish moves the stage's files to their places. An earlier file waits in the
// stage until all are there; if one cannot be moved, all go back.
func (f *folder) publish() error {
	old := filepath.Join(f.stage, "old")
	if err := os.Mkdir(old, 0o755); err != nil {
		return err
	}
	for i, name := range f.names {
		at := filepath.Join(f.dir, name)
		if info, err := os.Lstat(at); err == nil && info.IsDir() {
			return errors.Join(fmt.Errorf("%s is a folder, expected a file or nothing", at), f.retreat(i))
		}
		err := atomic.Rename(at, filepath.Join(old, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return errors.Join(fmt.Errorf("%s: %w", at, err), f.retreat(i))
		}
		if err := atomic.Rename(filepath.Join(f.stage, name), at); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", at, err), f.retreat(i+1))
		}
	}
	return nil
}

// retreat takes back the first n files and puts the earlier ones in their place.
func (f *folder) retreat(n int) error {
	var faults []error
	for _, name := range f.names[:n] {
		at := filepath.Join(f.dir, name)
		if err := os.Remove(at); err != nil && !errors.Is(err, os.ErrNotExist) {
			faults = append(faults, err)
		}
		if err := os.Rename(filepath.Join(f.stage, "old", name), at); err != nil && !errors.Is(err, os.ErrNotExist) {
			faults = append(faults, err)
		}
	}
	if faults != nil {
		f.stuck = true
		faults = append(faults, fmt.Errorf("earlier files could not be put back, they lie in %s", filepath.Join(f.stage, "old")))
	}
	return errors.Join(faults...)
}

// clear removes the stage.
func (f *folder) clear() error {
	if f.stage == "" {
		return nil
	}
	if err := atomic.RemoveAll(f.stage); err != nil {
		return fmt.Errorf("the folder %s of unfinished files could not be removed: %w", f.stage, atomic.Reason(err))
	}
	return nil
}

// abandon removes the stage and the folders that were made.
func (f *folder) abandon() error {
	if f.stuck {
		return nil
	}
	if err := f.clear(); err != nil {
		return err // the folders around it cannot be removed either
	}
	var faults []error
	for i := len(f.made) - 1; i >= 0; i-- {
		if err := os.Remove(f.made[i]); err != nil && !errors.Is(err, os.ErrNotExist) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
