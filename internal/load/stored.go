package load

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

	"saavu/internal/format/store"
	"saavu/internal/load/areas"
	"saavu/internal/load/forecast"
	"saavu/internal/load/input"
	"saavu/internal/load/times"
	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// readingVersion is the version of how load reads the files of people, forecasts and
// travel times. It is raised when the same files give another grid or matrix, so
// that older stores are read again from their sources.
const readingVersion = "3"

// facilitiesSetting is the setting that only travel times to facilities depend on.
const facilitiesSetting = "facilities"

// stored is a store that replaces the files of people and travel times.
type stored struct{ store.Store }

// readSections holds what was read from the files, for a new store.
type readSections struct {
	settings                 map[string]string
	people, forecasts, times store.Section
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

// openStore returns the county's store if there is a valid one; nil if the sources
// must be read. Its messages go to the user and not into the result.
func (r *reading) openStore(ctx context.Context, f *countyFile, t *yaml.Tree, tree params.Tree) *stored {
	if r.fresh || !r.Files.System() || len(r.Problems) > 0 {
		return nil
	}
	dir := r.storeDir(f, t)
	from, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		r.aside("the store %s is not used: %v", dir, err)
		return nil
	}
	now := settingsOf(t, tree, r.FixAxes)
	now[facilitiesSetting] = from.Settings[facilitiesSetting] // known once the facilities are read
	if changed := differing(now, from.Settings); len(changed) > 0 {
		r.aside("the store %s is outdated, so the sources are read: since the import these have changed: %s", dir, strings.Join(changed, ", "))
		return nil
	}
	s := &stored{Store: store.Store{Settings: from.Settings, People: from.People, Forecasts: from.Forecasts, Times: from.Times}}
	if !r.sourcesMatch(ctx, f, dir, s) || ctx.Err() != nil {
		return nil
	}
	if err := s.fill(from); err != nil {
		r.aside("the store %s is damaged, so the sources are read: %v", dir, err)
		return nil
	}
	return s
}

// aside records a message for the user that is not part of the result.
func (r *reading) aside(format string, args ...any) {
	r.asides = append(r.asides, fmt.Sprintf(format, args...))
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
func (s *stored) fill(from *store.Reader) error {
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

// people returns the grid with its areas, from the store or else from the files.
func (r *reading) people(ctx context.Context, f *countyFile, t *yaml.Tree, tree params.Tree) *population.Grid {
	r.names = r.namesOf(t)
	if r.kept = r.openStore(ctx, f, t, tree); r.kept != nil {
		r.replay(r.kept.People)
		r.ids.areas = input.IDs{List: areas.IDsOf(r.kept.Grid.Areas), Whole: true}
		return r.kept.Grid
	}
	r.read.settings = settingsOf(t, tree, r.FixAxes)
	r.ahead = times.ReadAhead(ctx, r.Reader, &f.Travel, t)
	from := r.mark()
	g := r.cells(ctx, f, t, tree)
	areas.Partitions(r.Reader, f.Partitions, t, g)
	r.read.people = r.since(from)
	return g
}

// projections reads the forecasts, from the store or else from the files.
func (r *reading) projections(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	if r.kept != nil {
		r.replay(r.kept.Forecasts)
		b.Projections = r.kept.Projections
		return
	}
	from := r.mark()
	if len(b.Grid.Areas) > 0 && r.ids.areas.Whole {
		forecast.Read(r.Reader, f.Forecasts, t, b, r.areas.Codes)
	}
	r.read.forecasts = r.since(from)
}

// matrix returns the travel times, from the store or else from the files.
func (r *reading) matrix(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) *travel.Matrix {
	now := "" // fingerprint of the facilities, which are read after the people
	for i := range f.Travel.Sources {
		if f.Travel.Sources[i].Ends == "facilities" {
			p := times.FacilityPlaces(b.Network.Facilities)
			now = fingerprint([]any{p.IDs, p.At})
		}
	}
	if r.kept != nil && r.kept.Matrix != nil {
		if r.kept.Settings[facilitiesSetting] == now {
			r.replay(r.kept.Times)
			return r.kept.Matrix
		}
		r.aside("the store %s is outdated, so the sources are read: since the import facilities with travel times have changed", r.storeDir(f, t))
		r.restart = true
		return nil
	}
	from := r.mark()
	sources := times.Sources(r.Reader, &f.Travel, t, r.ends(b))
	if sources == nil {
		return nil
	}
	m := times.ReadAll(ctx, r.Reader, sources, times.GridOf(b.Grid, r.cellNames), r.ahead)
	if r.read.settings != nil {
		r.read.settings[facilitiesSetting] = now
	}
	r.read.times = r.since(from)
	return m
}
