package times

import (
	"context"
	"slices"
	"strconv"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
)

// maxAhead is how many bytes of columns are read ahead. They are in memory at the
// same time as the people are read.
const maxAhead = 100_000_000

// Ahead reads the files of travel time matrices while people, areas and
// forecasts are read, as far as possible without the cells of the rows. It reports
// nothing: faults stay with their files until the files are used, and a fault of
// the source itself is then found again. A nil timesAhead has read nothing.
type Ahead struct {
	sources []aheadSource
	stop    context.CancelFunc
	done    chan struct{}
}

// aheadSource holds the files of one folder that were read ahead.
type aheadSource struct {
	s      Source
	tables []Table
	files  map[string]*ttmFile // by name
}

// ReadAhead starts reading; nil if no source is a travel time matrix.
func ReadAhead(ctx context.Context, r *input.Reader, f *File, t *yaml.Tree) *Ahead {
	var a Ahead
	for i := range f.Sources {
		aside := r.Apart()
		c := sourceCheck{aside, t, []string{"travel", "sources", strconv.Itoa(i)}, nil, true}
		if d := &f.Sources[i]; f.Format == "tables" && d.Layout == "ttm" && d.Dir != "" {
			if s := c.source(d); c.good && len(aside.Problems) == 0 {
				a.sources = append(a.sources, aheadSource{s: s})
			}
		}
	}
	if a.sources == nil {
		return nil
	}
	ctx, a.stop = context.WithCancel(ctx)
	a.done = make(chan struct{})
	go func() {
		defer close(a.done)
		left := maxAhead
		for i := range a.sources {
			left = a.sources[i].read(ctx, r.Files, left)
		}
	}()
	return &a
}

// read reads the files of a folder while there is memory left, and returns the
// rest.
func (a *aheadSource) read(ctx context.Context, files source.Files, left int) int {
	aside := &input.Reader{Files: files}
	w := work{Reader: aside, ctx: ctx}
	names := w.ttmFiles(&a.s)
	tables := (&ttmWork{files: files, dir: a.s.Name, names: names}).chooseTables(aside, a.s.Tables)
	if len(aside.Problems) > 0 {
		return left
	}
	a.tables, a.files = tables, make(map[string]*ttmFile, len(names))
	d := ttmReader{tables: tables}
	for _, name := range names {
		if ctx.Err() != nil || left <= 0 {
			break
		}
		f := d.parse(files, name)
		a.files[name] = f
		left -= f.bytes()
	}
	return left
}

// bytes returns the memory that a file's columns use.
func (f *ttmFile) bytes() int {
	n := 0
	for k := range f.times {
		n += 2*len(f.times[k]) + 4*len(f.metres[k])
	}
	return n
}

// End stops the reading and waits for it.
func (a *Ahead) End() {
	if a != nil {
		a.stop()
		<-a.done
	}
}

// of stops the reading and returns the files of a folder that were read for these
// tables.
func (a *Ahead) of(dir string, tables []Table) map[string]*ttmFile {
	if a == nil {
		return nil
	}
	a.End()
	for i := range a.sources {
		if s := &a.sources[i]; s.s.Name == dir && slices.Equal(s.tables, tables) {
			return s.files
		}
	}
	return nil
}
