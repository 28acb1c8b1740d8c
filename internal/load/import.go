package load

import (
	"context"
	"slices"
	"strings"

	"saavu/internal/format/store"
	"saavu/internal/load/kept"
	"saavu/internal/source"
	"saavu/pkg/report"
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
	s := &r.store.Next
	s.Grid, s.Projections = c.Base.Grid, c.Base.Projections
	if s.Times.Sources != nil {
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
	if err := kept.Verify(c.store, s); err != nil {
		return nil, err
	}
	for _, in := range slices.Concat(s.People.Sources, s.Forecasts.Sources, s.Times.Sources) {
		name := r.store.Local(in.Name)
		out.Sources = append(out.Sources, Input{Name: name, SHA256: in.SHA256, Bytes: in.Bytes})
	}
	return out, nil
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
	if !r.store.Used() && len(r.store.Asides) == 0 {
		r.store.Aside("there is no store %s: import the county", c.store)
	}
	return c.store, r.store.Asides, nil
}
