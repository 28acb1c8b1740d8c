package app

import (
	"context"
	"errors"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/pkg/report"
)

// Imported is the result of Import and CheckStore.
type Imported struct {
	OK       []report.Message // what is in the store, one item per line
	Notes    []report.Message // notes of reading the files
	Warnings []report.Message // notes about the store
}

// Import reads the people and the travel times of a county file into the store next
// to it. The store is written whole or not at all.
func Import(ctx context.Context, q Source) (*Imported, error) {
	in, err := load.Import(ctx, q.County, q.loading(), q.progress("progress.writing_store"))
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
		out.OK = append(out.OK, report.NewMessage("import.file", "file", f.Name, "bytes", int(f.Bytes)))
	}
	out.OK = append(out.OK, report.NewMessage("import.store", "store", in.Dir, "files", len(in.Files), "bytes", int(bytes)),
		report.NewMessage("import.sources", "n", len(in.Sources), "sources", int(sources),
			"times", report.Amount{V: float64(sources) / float64(max(bytes, 1)), As: report.AsTenths}))
	if !in.Times {
		out.Warnings = append(out.Warnings, report.NewMessage("import.no_times"))
	}
	return out, nil
}

// CheckStore checks that the store of a county file is up to date: its settings and
// all its sources are unchanged and nobody has changed the store. If not, the error
// is an Invalid with the reasons.
func CheckStore(ctx context.Context, q Source) (*Imported, error) {
	dir, against, err := load.CheckStore(ctx, q.County, q.loading())
	if err != nil {
		return nil, blame(ctx, err)
	}
	if len(against) > 0 {
		return nil, invalid(ctx, errors.New(strings.Join(against, "\n")))
	}
	return &Imported{OK: []report.Message{report.NewMessage("import.up_to_date", "store", dir)}}, nil
}

// blame makes an error Invalid if it has problems of files. An error of writing the
// store stays as it is.
func blame(ctx context.Context, err error) error {
	var list problem.Problems
	if errors.As(err, &list) {
		return invalid(ctx, err)
	}
	return err
}

// loading returns the options of reading.
func (q *Source) loading() load.Options {
	return load.Options{Data: q.Data, FixAxes: q.FixAxes, Embedded: q.Embedded, Progress: q.progress("progress.reading_times")}
}

// progress returns the callback for one piece of work, a key of the catalog of words;
// nil if there is none.
func (q *Source) progress(doing string) func(done, total int) {
	if q.Progress == nil {
		return nil
	}
	return func(done, total int) { q.Progress(report.NewMessage(doing), float64(done)/float64(max(total, 1))) }
}
