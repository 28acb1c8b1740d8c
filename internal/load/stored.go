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
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"saavu/internal/format/store"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// reading is the version of what load makes of the files of people, forecasts and
// travel times. It is raised when the same files give another grid or another matrix, so
// that stores of before are read anew.
const reading = "3"

// facilitiesSetting is the setting that only travel times to facilities rest on.
const facilitiesSetting = "facilities"

// stored is what a store gives in place of the files of people and travel times.
type stored struct{ store.Store }

// read is what reading the files gave, for a store.
type readSections struct {
	settings                 map[string]string
	people, forecasts, times store.Section
}

// settingsOf gives fingerprints of all that people and travel times rest on
// beside their files, by the part of the county file where it stands.
func settingsOf(t *tree, tree params.Tree, fix bool) map[string]string {
	out := map[string]string{"reading": reading, "population parameters": fingerprint(tree.Under("population"))}
	for _, key := range []string{"population", "areas", "partitions", "forecasts", "travel"} {
		if n := t.root.kid(key); n != nil {
			out[key] = fingerprint(n.plain())
		}
	}
	about := map[string]any{"fix axes": fix}
	for _, key := range []string{"year", "synthetic"} {
		if n := t.root.find("county").kid(key); n != nil {
			about[key] = n.plain()
		}
	}
	out["county"] = fingerprint(about)
	return out
}

// fingerprint gives the SHA-256 of a value. Numbers that are unknown are written
// as texts, which JSON has.
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

// openStore gives the county's store where it lies beside the county file and
// still holds; nil where the sources are to be read. What there is to say of it
// goes to the user and not into the result.
func (r *reader) openStore(ctx context.Context, f *countyFile, t *tree, tree params.Tree) *stored {
	if r.fresh || !r.files.System() || len(r.problems) > 0 {
		return nil
	}
	dir := r.storeDir(f, t)
	from, err := store.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		r.aside("the store %s is passed over: %v", dir, err)
		return nil
	}
	now := settingsOf(t, tree, r.options.FixAxes)
	now[facilitiesSetting] = from.Settings[facilitiesSetting] // known once the facilities are read
	if changed := differing(now, from.Settings); len(changed) > 0 {
		r.aside("the store %s is passed over and the sources are read: since the import another is: %s", dir, strings.Join(changed, ", "))
		return nil
	}
	s := &stored{Store: store.Store{Settings: from.Settings, People: from.People, Forecasts: from.Forecasts, Times: from.Times}}
	if !r.sourcesHold(ctx, f, dir, s) || ctx.Err() != nil {
		return nil
	}
	if err := s.fill(from); err != nil {
		r.aside("the store %s is damaged and passed over, the sources are read: %v", dir, err)
		return nil
	}
	return s
}

// aside keeps something that is for the user and not for the result.
func (r *reader) aside(format string, args ...any) {
	r.asides = append(r.asides, fmt.Sprintf(format, args...))
}

// differing lists the settings that two sets do not share.
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

// mostReaders bounds the goroutines that read files, since each holds the bytes of
// one file at a time beside what it keeps: 1 MB of a file of the Helsinki matrix, 6
// MB of a table of its store, never more than source.LongestFile of a text.
const mostReaders = 8

// readers is how many goroutines read n files: one a processor, within the bound.
func readers(n int) int { return min(runtime.GOMAXPROCS(0), mostReaders, n) }

// parallel calls do for 0 to n - 1 with several goroutines.
func parallel(n int, do func(i int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range readers(n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
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
	parallel(from.Tables, func(k int) { faults[k] = from.Table(s.Matrix, k) })
	return errors.Join(faults...)
}

// people gives the grid with its areas: from the store, else from the files.
func (r *reader) people(ctx context.Context, f *countyFile, t *tree, tree params.Tree) *population.Grid {
	r.names = r.namesOf(t)
	if r.kept = r.openStore(ctx, f, t, tree); r.kept != nil {
		r.replay(r.kept.People)
		return r.kept.Grid
	}
	r.read.settings = settingsOf(t, tree, r.options.FixAxes)
	r.ahead = r.readAhead(ctx, f, t)
	from := r.mark()
	areas, order := arrangeAreas(r.areas(f, t))
	g := r.grid(ctx, f, t, tree, areas)
	if g == nil {
		g = &population.Grid{Areas: areas}
	} else {
		r.losses(f, t, g)
	}
	g.AreaOrder = order
	r.partitions(f, t, g)
	r.read.people = r.since(from)
	return g
}

// projections gives the forecasts: from the store, else from the files.
func (r *reader) projections(f *countyFile, t *tree, b *scenario.Base) {
	if r.kept != nil {
		r.replay(r.kept.Forecasts)
		b.Projections = r.kept.Projections
		return
	}
	from := r.mark()
	r.forecasts(f, t, b)
	r.read.forecasts = r.since(from)
}

// matrix gives the travel times: from the store, else from the files.
func (r *reader) matrix(ctx context.Context, f *countyFile, t *tree, b *scenario.Base) *travel.Matrix {
	rests := "" // of the facilities, which are read after the people
	for i := range f.Travel.Sources {
		if f.Travel.Sources[i].Ends == "facilities" {
			p := facilityPlaces(b.Network.Facilities)
			rests = fingerprint([]any{p.IDs, p.At})
		}
	}
	if r.kept != nil && r.kept.Matrix != nil {
		if r.kept.Settings[facilitiesSetting] == rests {
			r.replay(r.kept.Times)
			return r.kept.Matrix
		}
		r.aside("the store %s is passed over and the sources are read: since the import another is: facilities, to which there are travel times", r.storeDir(f, t))
		r.again = true
		return nil
	}
	from := r.mark()
	sources := r.timesSources(f, t, b)
	if sources == nil {
		return nil
	}
	m := r.times(ctx, sources, r.gridOf(b.Grid))
	if r.read.settings != nil {
		r.read.settings[facilitiesSetting] = rests
	}
	r.read.times = r.since(from)
	return m
}
