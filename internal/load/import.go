package load

import (
	"context"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/store"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// Imported is what importing a county gave.
type Imported struct {
	Dir     string         // folder of the store
	Files   []store.Source // of the store, by name
	Sources []Input        // what was read into it
	Times   bool           // false where travel times are reckoned and not read
	Notes   []string       // what reading had to say
}

// Import reads the people and the travel times of a county from their files into
// the store beside the county file, whole or not at all, and reads it back. The
// error is as that of Read, or says why the store could not be written.
// Progress, which may be nil, is told of the files that are written.
func Import(ctx context.Context, path string, o Options, progress func(done, total int)) (*Imported, error) {
	r := &reader{options: o, files: source.OS().Until(ctx), fresh: true}
	c := r.county(ctx, path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.problems.Sorted(path).Err(); err != nil {
		return nil, err
	}
	s := &store.Store{Settings: r.read.settings, People: r.read.people, Forecasts: r.read.forecasts, Times: r.read.times,
		Grid: c.Base.Grid, Projections: c.Base.Projections}
	if r.read.times.Sources != nil {
		s.Matrix = c.Base.Matrix
	}
	out := &Imported{Dir: c.store, Times: s.Matrix != nil, Notes: r.notes}
	files, changes, err := store.Write(ctx, c.store, s, progress)
	if err != nil {
		return nil, err
	}
	out.Files = files
	if list := slices.Concat(changes.Kept, changes.Replaced); len(list) > 0 {
		out.Notes = append(out.Notes, "the store "+c.store+": changed after it was written: "+strings.Join(list, ", "))
	}
	if err := holds(c.store, s); err != nil {
		return nil, err
	}
	for _, in := range slices.Concat(s.People.Sources, s.Forecasts.Sources, s.Times.Sources) {
		name, _ := r.names.local(in.Name)
		out.Sources = append(out.Sources, Input{Name: name, SHA256: in.SHA256, Bytes: in.Bytes})
	}
	return out, nil
}

// holds reads a store back and compares it with what was written.
func holds(dir string, want *store.Store) error {
	from, err := store.Open(dir)
	if err != nil {
		return err
	}
	var got stored
	if err := got.fill(from); err != nil {
		return err
	}
	if !store.SameGrid(got.Grid, want.Grid) || !sameTimes(got.Matrix, want.Matrix) {
		return problem.Problem{File: dir, Found: "other values than were read", Expected: "the same, bit for bit"}
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

// CheckStore reads a county as Read does and says what speaks against its store:
// nothing where it holds, all its sources are here and nobody has changed it. The
// error is as that of Read.
func CheckStore(ctx context.Context, path string, o Options) (dir string, against []string, err error) {
	r, c := readCounty(ctx, &reader{options: o, files: source.OS().Until(ctx)}, path)
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	if err := r.problems.Sorted(path).Err(); err != nil {
		return "", nil, err
	}
	if r.kept == nil && len(r.asides) == 0 {
		r.aside("there is no store %s: import the county", c.store)
	}
	return c.store, r.asides, nil
}
