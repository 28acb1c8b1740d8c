package store

import (
	"fmt"
	"os"
	"path/filepath"

	"saavu/internal/format/parquet"
	"saavu/internal/format/problem"
	"saavu/pkg/travel"
)

// Part is an open table of times, from which single destinations and blocks of
// origins are read. Only the checksums of the pages read are checked, not the
// fingerprint of the file.
type Part struct {
	reading
	metres bool
	file   *os.File
}

// Part opens the table k without reading its times. It must be closed.
func (r *Reader) Part(k int) (*Part, error) {
	about := r.manifest.Tables[k]
	name := filepath.Join(r.dir, about.File)
	file, err := os.Open(name)
	if err != nil {
		return nil, problem.Problem{File: name, Expected: "a file that can be read"}
	}
	info, err := file.Stat()
	if err == nil {
		var f *parquet.File
		if f, err = parquet.Open(name, file, info.Size()); err == nil {
			p := &Part{reading{f, name}, about.Metres, file}
			if err = p.fits(r.manifest.Matrix.Cells); err == nil {
				return p, nil
			}
		}
	}
	file.Close()
	return nil, err
}

// Close closes the file.
func (p *Part) Close() error { return p.file.Close() }

// Destination reads the times and metres of a destination from all cells;
// metres are nil if the table has none.
func (p *Part) Destination(j int) ([]travel.Seconds, []uint32, error) {
	times, metres := make([]travel.Seconds, p.Rows()), []uint32(nil)
	if p.metres {
		metres = make([]uint32, p.Rows())
	}
	return times, metres, p.destination(j, p.metres, times, metres)
}

// Block reads the times and metres of a block of origins to the destinations 0
// to n - 1, by destination; metres are nil if the table has none.
func (p *Part) Block(b, n int) ([][]travel.Seconds, [][]uint32, error) {
	sizes := p.Groups()
	if b < 0 || b >= len(sizes) {
		return nil, nil, problem.Problem{File: p.name, Found: fmt.Sprintf("block %d", b), Expected: fmt.Sprintf("one of %d", len(sizes))}
	}
	times, metres := block[travel.Seconds](n, sizes[b]), [][]uint32(nil)
	if p.metres {
		metres = block[uint32](n, sizes[b])
	}
	for j := range n {
		c, err := p.column(secondsColumn(j))
		if err == nil {
			err = p.readSeconds(b, c, times[j])
		}
		if err == nil && p.metres {
			if c, err = p.column(metresColumn(j)); err == nil {
				err = p.readMetres(b, c, metres[j])
			}
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return times, metres, nil
}
