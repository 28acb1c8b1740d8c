// Package inspect says what a file of data is before anybody relies on it: its
// format, where its places lie and how that is known, what stands in each
// column, which columns join with those of other files, and every doubt in
// plain words. A file is read once and row by row, and what is kept of it does
// not grow with its length. Nothing is mended and nothing is decided here.
package inspect

import (
	"context"
	"errors"
	"io/fs"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
)

// Progress is told what is being read and the share of the files that is done,
// 0 to 1.
type Progress func(doing string, share float64)

// Files looks at files and folders, in the order in which they are named. A
// folder in which files of a travel time matrix lie is one finding; of another
// folder the files are listed. A file that cannot be read is a finding with its
// problems; the error is that of the context alone. Progress may be nil.
func Files(ctx context.Context, files source.Files, names []string, progress Progress) (*Report, error) {
	r := &Report{Contract: contractVersion, Files: []File{}, Joins: []Join{}}
	in := inspector{ctx: ctx, files: files}
	for i, name := range names {
		in.tell = func(doing string, share float64) {
			if progress != nil {
				progress(doing, (float64(i)+share)/float64(len(names)))
			}
		}
		f := in.one(name)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f.Wrong = lines(f.Problems)
		r.Files = append(r.Files, f)
	}
	r.Joins = in.joins()
	return r, nil
}

// Unreadable says whether a file could not be read.
func (r *Report) Unreadable() bool {
	for i := range r.Files {
		if r.Files[i].Kind == Unreadable {
			return true
		}
	}
	return false
}

// inspector goes through the files of one call.
type inspector struct {
	ctx   context.Context
	files source.Files
	tell  func(doing string, share float64)
	keys  []key // what may join, of all files so far
}

// one looks at one name that the user gave.
func (in *inspector) one(name string) File {
	in.tell("reading "+name, 0)
	if in.isFolder(name) {
		return in.folder(name)
	}
	if _, ok := ttm.DestinationOf(name); ok {
		return in.matrix(name, []string{name})
	}
	s, err := source.Open(in.files, name, source.Options{})
	if err != nil {
		return unreadable(name, err)
	}
	return in.records(s)
}

// isFolder says whether a name is that of a folder.
func (in *inspector) isFolder(name string) bool {
	opened, err := in.files.Open(name)
	if err != nil {
		return false
	}
	defer opened.Close()
	info, err := opened.Stat()
	return err == nil && info.IsDir()
}

// folder looks at a folder: a travel time matrix, or a list of files.
func (in *inspector) folder(name string) File {
	names, err := in.files.Tree(name, func(n string) bool { _, ok := ttm.DestinationOf(n); return ok })
	if err == nil && len(names) > 0 {
		return in.matrix(name, names)
	}
	all, err := in.files.Tree(name, func(string) bool { return true })
	if err != nil {
		return unreadable(name, err)
	}
	f := File{Name: name, Kind: Folder, Format: "folder", Rows: int64(len(all))}
	for _, n := range all[:min(len(all), mostListed)] {
		f.Inside = append(f.Inside, Entry{Name: n, Bytes: in.size(n)})
	}
	if len(all) == 0 {
		f.doubt(Doubt{Text: "the folder is empty"})
	}
	return f
}

// mostListed is the number of files of a folder that are listed.
const mostListed = 100

// size gives the bytes of a file, -1 where they are not known.
func (in *inspector) size(name string) int64 {
	opened, err := in.files.Open(name)
	if err != nil {
		return -1
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err != nil {
		return -1
	}
	return info.Size()
}

// unreadable is the finding of a file that cannot be read.
func unreadable(name string, err error) File {
	return File{Name: name, Kind: Unreadable, Problems: problemsOf(name, err)}
}

// problemsOf makes a list of whatever error reading gives.
func problemsOf(name string, err error) problem.Problems {
	var list problem.Problems
	var failed *fs.PathError
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &failed):
		return problem.Problems{{File: name, Expected: "a file that can be read", Hint: source.Cause(err)}}
	}
	return problem.Problems{{File: name, Found: err.Error(), Expected: "a file that can be read"}}
}
