package load

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/naming"
	"saavu/internal/source"
)

// maxSampled is how many locations of a file are used to check that its coordinate
// system puts them where the county's is used.
const maxSampled = 100_000

// records opens a file of records of any format and keeps the fingerprints of its
// parts. The notes of the format are added once all rows are read. Nil with
// problems.
func (r *reader) records(name, layer, named string) *record.Source {
	return r.recordsOf([]string{name}, layer, named)
}

// recordsOf opens one file, or several pages of one register, or the folder of such
// pages.
func (r *reader) recordsOf(names []string, layer, named string) *record.Source {
	name := names[0]
	s, err := source.OpenAll(r.files, names, source.Options{Layer: layer})
	if err != nil {
		r.add(name, err)
		if last := len(r.problems) - 1; named != "" && last >= 0 && r.problems[last].File == name && r.problems[last].Found == "" {
			r.problems[last].Hint = problem.Hints(r.problems[last].Hint, problem.NamedIn(named))
		}
		return nil
	}
	if layer != "" && len(s.Layers) == 0 {
		r.problems.Add(problem.Problem{File: name, Found: layer, Expected: "no layer, as a file of the format " + s.Format + " has one without a name",
			Hint: problem.Hints("leave out the key layer, or name the file that has this layer", problem.NamedIn(named))})
		return nil
	}
	for _, part := range s.Parts {
		if !r.fingerprint(part) {
			return nil
		}
	}
	noteMisread(s)
	walk, noted := s.Each, false
	s.Each = func(want []int, visit func(*record.Row) error) error {
		err := walk(want, visit)
		for i := 0; err == nil && !noted && i < len(s.Notes); i++ {
			r.note("%s: %s", source.Base(name), s.Notes[i])
		}
		noted = noted || err == nil
		return err
	}
	return s
}

// noteMisread adds a note to a file whose texts seem to have been decoded with a
// wrong encoding before they were written.
func noteMisread(s *record.Source) {
	walk := s.Each
	s.Each = func(want []int, visit func(*record.Row) error) error {
		texts, first := 0, ""
		err := walk(want, func(row *record.Row) error {
			for i := range row.Values {
				if v := &row.Values[i]; v.Kind == record.Text && record.Misread(v.Text) {
					if texts++; texts == 1 {
						first = fmt.Sprintf("%q on row %d", problem.Clip(string(v.Text)), row.At)
					}
				}
			}
			return visit(row)
		})
		if texts > 0 && err == nil {
			s.Notes = append(s.Notes, fmt.Sprintf("texts that were decoded with a wrong encoding at some point: %d, such as %s", texts, first))
		}
		return err
	}
}

// fingerprint keeps the hash of a file of any size, once for a file that is used
// several times.
func (r *reader) fingerprint(name string) bool {
	if slices.ContainsFunc(r.inputs, func(i Input) bool { return i.Name == name }) {
		return true
	}
	f, err := r.files.Open(name)
	if err == nil {
		defer f.Close()
		sum := sha256.New()
		var n int64
		if n, err = io.Copy(sum, f); err == nil {
			r.inputs = append(r.inputs, Input{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil)), Bytes: n})
			return true
		}
	}
	r.problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
	return false
}

// recordField finds a field by its name. A missing field is a problem that
// lists the existing ones.
func (r *reader) recordField(s *record.Source, name string) (int, bool) {
	i, ok := s.Field(name)
	if !ok {
		r.problems.Add(noColumn(s, name))
	}
	return i, ok
}

// noColumn is the problem of a missing field.
func noColumn(s *record.Source, name string) problem.Problem {
	return problem.Problem{File: s.File, Row: s.Header, Column: name, Expected: "a column of this name",
		Hint: problem.Hints(naming.Suggest(name, s.Names()), columnsOf(s))}
}

// columnsOf lists the fields of a file for a hint.
func columnsOf(s *record.Source) string {
	names := s.Names()
	switch {
	case len(names) == 0 && s.Format == "shapefile":
		shp := source.Base(s.File)
		return "there is no " + strings.TrimSuffix(shp, path.Ext(shp)) + ".dbf next to " + shp + ", so its shapes have no columns: keep all files of the shapefile together"
	case len(names) == 0:
		return "the file has no columns"
	case s.Format == "CSV" && record.LooksLikeData(names):
		return record.NoHeader + ", " + problem.Clip(strings.Join(names, ", "))
	}
	return "the columns are " + problem.Clip(strings.Join(names, ", "))
}

// add appends the problems of a format's reader, whose errors are lists.
func (r *reader) add(file string, err error) { r.problems.Append(problem.From(file, err)) }

// empty is the problem of a file without rows.
func empty(file, what string) problem.Problem {
	return problem.Problem{File: file, Found: "a header without rows", Expected: "rows of " + what}
}

// place finds how to read the coordinates of a file; false, with a problem, if that
// is not possible. It records axes that --fix axes exchanges for the provenance and
// notes them, and notes a coordinate system that is read as another one.
func (r *reader) place(file, format string, noted record.System, sample []orb.Point, d source.Declared) (source.Placed, bool) {
	d.Fix, d.Home = r.fixAxes, r.home
	placed, fault := source.Place(file, format, noted, sample, d)
	if fault != nil {
		r.problems.Add(*fault)
		return placed, false
	}
	if alias := placed.Alias(); alias != "" {
		r.note("%s: the coordinates are of %s, %s", source.Base(file), placed.CRS, alias)
	}
	if placed.North {
		r.note("%s: y is read before x, the axis order that the EPSG registry defines for EPSG:%d", source.Base(file), placed.CRS.EPSG)
	}
	if placed.Fixed {
		r.fixed = append(r.fixed, file)
		r.note("%s: x and y were exchanged; --fix axes exchanged them back", source.Base(file))
	}
	return placed, true
}
