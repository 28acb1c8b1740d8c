package load

import (
	"context"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/store"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Imported is the result of importing a county.
type Imported struct {
	Dir     string           // folder of the store
	Files   []store.Source   // of the store, by name
	Sources []Input          // the files that were read
	Times   bool             // false if travel times are computed, not read
	Notes   []report.Message // notes of the reading
}

// Import reads the people and the travel times of a county from their files into
// the store next to the county file, completely or not at all, and reads it back.
// The error is as in Read, or says why the store could not be written. Progress,
// which may be nil, is called with the number of files written.
func Import(ctx context.Context, path string, o Options, progress func(done, total int)) (*Imported, error) {
	r := newReading(source.OS().Until(ctx), o)
	r.fresh = true
	c := r.county(ctx, path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.Problems.Sorted(path).Err(); err != nil {
		return nil, err
	}
	s := &store.Store{Settings: r.read.settings, People: r.read.people, Forecasts: r.read.forecasts, Times: r.read.times,
		Grid: c.Base.Grid, Projections: c.Base.Projections}
	if r.read.times.Sources != nil {
		s.Matrix = c.Base.Matrix
	}
	out := &Imported{Dir: c.store, Times: s.Matrix != nil, Notes: r.Notes}
	files, changes, err := store.Write(ctx, c.store, s, progress)
	if err != nil {
		return nil, err
	}
	out.Files = files
	if list := slices.Concat(changes.Kept, changes.Replaced); len(list) > 0 {
		out.Notes = append(out.Notes, report.AsRead("the store "+c.store+": files changed after they were written: "+strings.Join(list, ", ")))
	}
	if err := verifyStore(c.store, s); err != nil {
		return nil, err
	}
	for _, in := range slices.Concat(s.People.Sources, s.Forecasts.Sources, s.Times.Sources) {
		name, _ := r.names.local(in.Name)
		out.Sources = append(out.Sources, Input{Name: name, SHA256: in.SHA256, Bytes: in.Bytes})
	}
	return out, nil
}

// verifyStore reads a store back and compares it with what was written.
func verifyStore(dir string, want *store.Store) error {
	from, err := store.Open(dir)
	if err != nil {
		return err
	}
	var got stored
	if err := got.fill(from); err != nil {
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

// CheckStore reads a county as Read does and lists the reasons against using its
// store. The list is empty if the store is valid and unchanged and all its sources
// are here. The error is as in Read.
func CheckStore(ctx context.Context, path string, o Options) (dir string, against []string, err error) {
	r, c := readCounty(ctx, newReading(source.OS().Until(ctx), o), path)
	if err := ctx.Err(); err != nil {
		return "", nil, err
	}
	if err := r.Problems.Sorted(path).Err(); err != nil {
		return "", nil, err
	}
	if r.kept == nil && len(r.asides) == 0 {
		r.aside("there is no store %s: import the county", c.store)
	}
	return c.store, r.asides, nil
}
