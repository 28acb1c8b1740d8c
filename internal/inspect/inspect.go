// Package inspect describes a data file before anything relies on it: its
// format, where its places are and how that was found, what each column holds,
// which columns join with those of other files, and every doubt in plain words.
// A file is read once and row by row, and memory does not grow with its length.
// The package fixes and decides nothing.
package inspect

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Progress is called with what is being read and the share of the files that is
// done, 0 to 1.
type Progress func(doing report.Message, share float64)

// Files inspects files and folders, in the order given. A folder with files of
// a travel time matrix is one finding; for another folder the files are listed.
// A file that cannot be read is a finding with its problems; the error is only
// that of the context. Texts are in English until In writes others. progress may be
// nil.
func Files(ctx context.Context, files source.Files, names []string, progress Progress) (*Report, error) {
	r := &Report{Contract: contractVersion, Files: []File{}, Joins: []Join{}}
	in := inspector{ctx: ctx, files: files.Until(ctx)}
	groups := in.group(names)
	if err := in.lookAll(r, groups, progress); err != nil {
		return nil, err
	}
	unplaced := func(f File) bool { return f.System != nil && !f.System.Known }
	if in.near = vicinityOf(r.Files); in.near != nil && slices.ContainsFunc(r.Files, unplaced) {
		r.Files, in.keys = []File{}, nil // again, with what the other files say
		if err := in.lookAll(r, groups, progress); err != nil {
			return nil, err
		}
	}
	r.Joins = in.joins()
	r.In(words.In(lang.English))
	return r, nil
}

// lookAll inspects all files.
func (in *inspector) lookAll(r *Report, groups [][]string, progress Progress) error {
	for i, g := range groups {
		in.progress = func(doing report.Message, share float64) {
			if progress != nil {
				progress(doing, (float64(i)+share)/float64(len(groups)))
			}
		}
		found := in.look(g)
		if err := in.ctx.Err(); err != nil {
			return err
		}
		for k := range found {
			found[k].Wrong = lines(found[k].Problems)
		}
		r.Files = append(r.Files, found...)
	}
	return nil
}

// inspector processes the files of one call.
type inspector struct {
	ctx      context.Context
	files    source.Files
	progress func(doing report.Message, share float64)
	near     *vicinity // where another file lies, for one that states no system
	keys     []key     // columns that may join, of all files so far
}

// group combines the pages of a register that are in one folder, since services
// and their channels may be on different pages.
func (in *inspector) group(names []string) [][]string {
	var out [][]string
	at := map[string]int{}
	for _, name := range names {
		kind := source.KindOf(in.files, name)
		if !ofRegister(kind) {
			out = append(out, []string{name})
			continue
		}
		key := fmt.Sprint(kind, name[:len(name)-len(base(name))])
		if i, ok := at[key]; ok {
			out[i] = append(out[i], name)
			continue
		}
		at[key] = len(out)
		out = append(out, []string{name})
	}
	return out
}

// ofRegister reports whether a file is a page of a register of service points.
func ofRegister(kind source.Kind) bool { return kind == source.PTV || kind == source.ServiceMap }

// look inspects one name that the user gave, or several pages.
func (in *inspector) look(names []string) []File {
	name := names[0]
	in.progress(report.NewMessage("progress.reading", "file", name), 0)
	if len(names) > 1 {
		return []File{in.pages(names)}
	}
	if in.isFolder(name) {
		return []File{in.folder(name)}
	}
	if _, ok := ttm.DestinationOf(name); ok {
		return []File{in.matrix(name, names)}
	}
	if source.KindOf(in.files, name) == source.Zip {
		if names := in.matrixFiles(name); len(names) > 0 {
			return []File{in.matrix(name, names)}
		}
	}
	if layers := source.Layers(in.files, name); len(layers) > 1 {
		return in.layers(name, layers)
	}
	s, err := source.Open(in.files, name, source.Options{})
	switch {
	case err == nil && len(s.Layers) > 1:
		return in.layers(name, s.Layers)
	case err == nil:
		return []File{in.records(s)}
	}
	return []File{in.archive(name, err)}
}

// mostLayers is the number of layers of a file that are inspected.
const mostLayers = 20

// layers inspects the layers or sheets of a file. Those without a table are
// doubts about the first, unless none has one.
func (in *inspector) layers(name string, layers []string) []File {
	var out, not []File
	for i, l := range layers[:min(len(layers), mostLayers)] {
		in.progress(report.NewMessage("progress.reading_layer", "file", name, "layer", l), float64(i)/float64(len(layers)))
		s, err := source.Open(in.files, name, source.Options{Layer: l})
		if err != nil {
			not = append(not, File{Name: name, Kind: Unreadable, Layer: l, Layers: layers, Problems: problemsOf(name, err)})
			continue
		}
		f := in.records(s)
		f.Layers = layers
		out = append(out, f)
	}
	if len(out) == 0 {
		return not
	}
	for _, n := range not {
		out[0].doubt(Doubt{About: report.NewMessage("doubt.layer", "layer", n.Layer, "problem", n.Problems[0].String()), Advice: report.NewMessage("do.nothing_notes")})
	}
	if n := len(layers) - mostLayers; n > 0 {
		out[0].doubt(Doubt{About: report.NewMessage("doubt.more_layers", "n", n)})
	}
	return out
}

// pages inspects the pages of a register together.
func (in *inspector) pages(names []string) File {
	s, err := source.OpenAll(in.files, names, source.Options{})
	if err != nil {
		return unreadable(strings.Join(names, ", "), err)
	}
	f := in.records(s)
	f.Name = strings.Join(names, ", ")
	return f
}

// archive lists the files of a zip with several; any other file cannot be read.
func (in *inspector) archive(name string, err error) File {
	if source.KindOf(in.files, name) == source.Zip {
		if all, failed := in.files.Tree(name, func(string) bool { return true }); failed == nil && len(all) > 1 {
			f := in.list(name, all)
			f.Format = "zip"
			return f
		}
	}
	return unreadable(name, err)
}

// isFolder reports whether a name is that of a folder.
func (in *inspector) isFolder(name string) bool {
	opened, err := in.files.Open(name)
	if err != nil {
		return false
	}
	defer opened.Close()
	info, err := opened.Stat()
	return err == nil && info.IsDir()
}

// folder inspects a folder: a travel time matrix, pages of a register, or a
// list of files.
func (in *inspector) folder(name string) File {
	all, err := in.files.Tree(name, func(string) bool { return true })
	if names := in.matrixFiles(name); len(names) > 0 {
		f := in.matrix(name, names)
		if others := slices.DeleteFunc(all, inMatrix); len(others) > 0 {
			f.Remarks = append(f.Remarks, report.NewMessage("remark.others", "n", len(others), "list", listed(bases(others), 3)))
		}
		return f
	}
	if err != nil {
		return unreadable(name, err)
	}
	if len(all) > 0 && len(all) <= mostPages && ofRegister(source.KindOf(in.files, all[0])) && len(in.group(all)) == 1 {
		if s, err := source.OpenAll(in.files, all, source.Options{}); err == nil {
			f := in.records(s)
			f.Name = name
			return f
		}
	}
	f := in.list(name, all)
	if len(all) == 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.empty")})
	}
	return f
}

// matrixFiles lists the files of a travel time matrix in a folder or a zip.
func (in *inspector) matrixFiles(name string) []string {
	names, _ := in.files.Tree(name, inMatrix)
	return names
}

// inMatrix reports whether a file has a name of the travel time matrix.
func inMatrix(name string) bool {
	_, ok := ttm.DestinationOf(name)
	return ok
}

// list lists files.
func (in *inspector) list(name string, all []string) File {
	f := File{Name: name, Kind: Folder, Format: "folder", Rows: int64(len(all))}
	for _, n := range all[:min(len(all), mostListed)] {
		f.Inside = append(f.Inside, Entry{Name: n, Bytes: in.size(n)})
	}
	if source.IsGTFS(all) {
		f.Remarks = append(f.Remarks, report.NewMessage("remark.gtfs"))
	}
	return f
}

// mostPages is the number of files of a folder that may be pages of a register.
const mostPages = 1000

// mostListed is the number of files of a folder that are listed.
const mostListed = 100

// size returns the bytes of a file, -1 if unknown.
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

// unreadable is the finding for a file that cannot be read.
func unreadable(name string, err error) File {
	return File{Name: name, Kind: Unreadable, Problems: problemsOf(name, err)}
}

// problemsOf makes a list of any error of reading, with the cause if the file
// could not be opened.
func problemsOf(name string, err error) problem.Problems {
	var list problem.Problems
	var failed *fs.PathError
	if !errors.As(err, &list) && errors.As(err, &failed) {
		return problem.Problems{{File: name, Expected: "a file that can be read", Hint: source.Cause(err)}}
	}
	return problem.From(name, err)
}
