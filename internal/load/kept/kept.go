// Package kept knows the imported store of a county: where it may be, whether it is valid
// for the county file and for the files that it was made from, and what a new store keeps
// of what sections have read, with file names that are valid on other machines. It reads
// no section itself.
package kept

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/store"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// readingVersion is the version of how load reads the files of people, forecasts and
// travel times. It is raised when the same files give another grid or matrix, so
// that older stores are read again from their sources.
const readingVersion = "3"

// facilitiesSetting is the setting that only travel times to facilities depend on.
const facilitiesSetting = "facilities"

// Store is the imported store of a county, used instead of the files of people and
// travel times if it is valid. While the files are read, it collects what a new store
// keeps of them.
type Store struct {
	*input.Reader
	Dir    string       // its folder, which may not exist
	valid  *store.Store // nil if the files must be read
	Next   store.Store  // settings and sections for a new store; nothing without settings
	Asides []string     // for the user, not part of the result
	fresh  bool         // the store is ignored
	names  names        // converts file names between this machine and others
}

// New returns the store of a county file, which names its folder, or by default
// has one of its own name. A folder outside that of the county file is a problem. With
// fresh the store is ignored.
func New(r *input.Reader, t *yaml.Tree, named string, fresh bool) *Store {
	s := &Store{Reader: r, Dir: storeDir(r, t, named), fresh: fresh, names: namesOf(r, t)}
	s.checkDir(t, named)
	return s
}

// People returns the grid of a valid store, or else what read reads from files.
func (s *Store) People(read func() *population.Grid) *population.Grid {
	if s.valid != nil {
		s.replay(s.valid.People)
		return s.valid.Grid
	}
	from := s.mark()
	g := read()
	s.Next.People = s.since(from)
	return g
}

// Forecasts returns those of a valid store, or else what read reads from files.
func (s *Store) Forecasts(read func() []population.Projection) []population.Projection {
	if s.valid != nil {
		s.replay(s.valid.Forecasts)
		return s.valid.Projections
	}
	from := s.mark()
	list := read()
	s.Next.Forecasts = s.since(from)
	return list
}

// Times returns the travel times of a valid store, or else what read reads from files.
// ends are the facilities that times lead to; nil for none. If they have changed since the
// import, the store is outdated, and everything must be read again without it.
func (s *Store) Times(ends []any, read func() *travel.Matrix) (m *travel.Matrix, outdated bool) {
	now := ""
	if ends != nil {
		now = fingerprint(ends)
	}
	if s.valid != nil && s.valid.Matrix != nil {
		if s.valid.Settings[facilitiesSetting] == now {
			s.replay(s.valid.Times)
			return s.valid.Matrix, false
		}
		s.Aside("the store %s is outdated, so the sources are read: since the import facilities with travel times have changed", s.Dir)
		return nil, true
	}
	from := s.mark()
	if m = read(); m == nil && len(s.Problems) > 0 {
		return nil, false
	}
	if s.Next.Settings != nil {
		s.Next.Settings[facilitiesSetting] = now
	}
	s.Next.Times = s.since(from)
	return m, false
}

// settingsOf returns fingerprints of everything that people and travel times depend
// on in addition to their files, by part of the county file.
func settingsOf(t *yaml.Tree, tree params.Tree, fix bool) map[string]string {
	out := map[string]string{"reading": readingVersion, "population parameters": fingerprint(tree.Under("population"))}
	for _, key := range []string{"population", "areas", "partitions", "forecasts", "travel"} {
		if n := t.Root.Child(key); n != nil {
			out[key] = fingerprint(n.Plain())
		}
	}
	about := map[string]any{"fix axes": fix}
	for _, key := range []string{"year", "synthetic", "crs"} {
		if n := t.Root.Find("county").Child(key); n != nil {
			about[key] = n.Plain()
		}
	}
	out["county"] = fingerprint(about)
	return out
}

// fingerprint returns the SHA-256 of a value. Unknown numbers become texts, because
// JSON has no NaN.
func fingerprint(v any) string {
	if list, ok := v.([]params.Param); ok {
		v = fmt.Sprintf("%+v", list)
	}
	text, err := json.Marshal(v)
	if err != nil {
		text = fmt.Append(nil, v)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Use reports whether the store is valid and used. folders are those of travel times, as
// the county file names them. Messages go to the user and not into the result.
func (s *Store) Use(ctx context.Context, t *yaml.Tree, tree params.Tree, folders []string) bool {
	if s.valid = s.open(ctx, t, tree, folders); s.valid == nil {
		s.Next.Settings = settingsOf(t, tree, s.FixAxes)
	}
	return s.valid != nil
}

// open returns the store if it is valid; nil if the files must be read.
func (s *Store) open(ctx context.Context, t *yaml.Tree, tree params.Tree, folders []string) *store.Store {
	if s.fresh || !s.Files.System() || len(s.Problems) > 0 {
		return nil
	}
	from, err := store.Open(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		s.Aside("the store %s is not used: %v", s.Dir, err)
		return nil
	}
	now := settingsOf(t, tree, s.FixAxes)
	now[facilitiesSetting] = from.Settings[facilitiesSetting] // known once the facilities are read
	if changed := differing(now, from.Settings); len(changed) > 0 {
		s.Aside("the store %s is outdated, so the sources are read: since the import these have changed: %s", s.Dir, strings.Join(changed, ", "))
		return nil
	}
	out := &store.Store{Settings: from.Settings, People: from.People, Forecasts: from.Forecasts, Times: from.Times}
	if !s.sourcesMatch(ctx, folders, out) || ctx.Err() != nil {
		return nil
	}
	if err := fill(out, from); err != nil {
		s.Aside("the store %s is damaged, so the sources are read: %v", s.Dir, err)
		return nil
	}
	return out
}

// Aside records a message for the user that is not part of the result.
func (s *Store) Aside(format string, args ...any) {
	s.Asides = append(s.Asides, fmt.Sprintf(format, args...))
}

// differing lists the settings that differ between two sets.
func differing(a, b map[string]string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(a)) {
		if a[key] != b[key] {
			out = append(out, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[key]; !ok {
			out = append(out, key)
		}
	}
	return out
}

// fill reads all of a store.
func fill(s *store.Store, from *store.Reader) error {
	var err error
	if s.Grid, err = from.Grid(); err != nil {
		return err
	}
	if s.Projections, err = from.Projections(); err != nil {
		return err
	}
	if s.Matrix, err = from.Matrix(); err != nil || s.Matrix == nil {
		return err
	}
	faults := make([]error, from.Tables)
	input.Parallel(from.Tables, func(k int) { faults[k] = from.Table(s.Matrix, k) })
	return errors.Join(faults...)
}

// Verify reads a store back and compares it with what was written.
func Verify(dir string, want *store.Store) error {
	from, err := store.Open(dir)
	if err != nil {
		return err
	}
	var got store.Store
	if err := fill(&got, from); err != nil {
		return err
	}
	if !store.SameGrid(got.Grid, want.Grid) || !sameTimes(got.Matrix, want.Matrix) {
		return problem.Problem{File: dir, Found: "values that differ from those read", Expected: "the same values, bit for bit"}
	}
	return nil
}

// sameTimes compares the times of two matrices.
func sameTimes(a, b *travel.Matrix) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Cells != b.Cells || !slices.Equal(a.IDs, b.IDs) || !slices.Equal(a.Names, b.Names) || !slices.Equal(a.Places, b.Places) || len(a.Tables) != len(b.Tables) {
		return false
	}
	for k, t := range a.Tables {
		u := &b.Tables[k]
		if t.Mode != u.Mode || t.Period != u.Period || t.Percentile != u.Percentile || (t.Metres == nil) != (u.Metres == nil) ||
			!slices.EqualFunc(t.Times, u.Times, slices.Equal[[]travel.Seconds]) || !slices.EqualFunc(t.Metres, u.Metres, slices.Equal[[]uint32]) {
			return false
		}
	}
	return true
}

// Used reports whether the store is used in place of the files.
func (s *Store) Used() bool { return s.valid != nil }

// Local returns the name on this machine of a file that a section of the store names.
func (s *Store) Local(name string) string {
	name, _ = s.names.local(name)
	return name
}
