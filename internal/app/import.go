package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/pkg/report"
)

// Imported is what Import and CheckStore have to say.
type Imported struct {
	OK    []string // what is in the store, one a line
	Notes []string // what reading had to say
}

// Import reads the people and the travel times of a county file into the store
// beside it. The store is written whole or not at all.
func Import(ctx context.Context, q Source) (*Imported, error) {
	in, err := load.Import(ctx, q.County, q.loading(), q.telling("writing the store"))
	if err != nil {
		return nil, blame(ctx, err)
	}
	out := &Imported{Notes: in.Notes}
	sources, bytes := int64(0), int64(0)
	for _, s := range in.Sources {
		sources += s.Bytes
	}
	for _, f := range in.Files {
		bytes += f.Bytes
		out.OK = append(out.OK, fmt.Sprintf("%s: %s bytes", f.Name, report.Spaced(float64(f.Bytes))))
	}
	out.OK = append(out.OK, fmt.Sprintf("store %s: %d files, %s bytes; its %d sources have %s bytes, %.1f times as many",
		in.Dir, len(in.Files), report.Spaced(float64(bytes)), len(in.Sources), report.Spaced(float64(sources)), float64(sources)/float64(max(bytes, 1))))
	if !in.Times {
		out.Notes = append(out.Notes, "the county's travel times are reckoned anew in every run: the store holds people alone")
	}
	return out, nil
}

// CheckStore says that the store of a county file holds: its settings and all its
// sources are as they were and nobody has changed it. Where it does not, the
// error is an Invalid that says why.
func CheckStore(ctx context.Context, q Source) (*Imported, error) {
	dir, against, err := load.CheckStore(ctx, q.County, q.loading())
	if err != nil {
		return nil, blame(ctx, err)
	}
	if len(against) > 0 {
		return nil, invalid(ctx, errors.New(strings.Join(against, "\n")))
	}
	return &Imported{OK: []string{"store " + dir + " holds"}}, nil
}

// blame blames the files for problems in them, and nobody for a store that cannot
// be written.
func blame(ctx context.Context, err error) error {
	var list problem.Problems
	if errors.As(err, &list) {
		return invalid(ctx, err)
	}
	return err
}

// loading gives the choices of reading.
func (q *Source) loading() load.Options {
	return load.Options{Data: q.Data, FixAxes: q.FixAxes, Embedded: q.Embedded, Progress: q.telling("reading travel times")}
}

// telling gives the progress of one piece of work; nil where nobody listens.
func (q *Source) telling(doing string) func(done, total int) {
	if q.Progress == nil {
		return nil
	}
	return func(done, total int) { q.Progress(doing, float64(done)/float64(max(total, 1))) }
}
