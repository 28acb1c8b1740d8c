package input

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/naming"
	"saavu/internal/source"
)

// MaxSampled is how many locations of a file are used to check that its coordinate
// system puts them where the county's is used.
const MaxSampled = 100_000

// Records opens a file of records of any format and keeps the fingerprints of its
// parts. The notes of the format are added once all rows are read. Nil with
// problems.
func (r *Reader) Records(name, layer, named string) *record.Source {
	return r.RecordsOf([]string{name}, layer, named)
}

// RecordsOf opens one file, or several pages of one register, or the folder of such
// pages.
func (r *Reader) RecordsOf(names []string, layer, named string) *record.Source {
	name := names[0]
	s, err := source.OpenAll(r.Files, names, source.Options{Layer: layer})
	if err != nil {
		r.Add(name, err)
		if last := len(r.Problems) - 1; named != "" && last >= 0 && r.Problems[last].File == name && r.Problems[last].Found == "" {
			r.Problems[last].Hint = problem.Hints(r.Problems[last].Hint, problem.NamedIn(named))
		}
		return nil
	}
	if layer != "" && len(s.Layers) == 0 {
		r.Problems.Add(problem.Problem{File: name, Found: layer, Expected: "no layer, as a file of the format " + s.Format + " has one without a name",
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
		for i := 0; err == nil && !noted && i < len(s.Facts); i++ {
			r.State("data.of_file", "file", source.Base(name), "note", source.Message(s.Facts[i]))
		}
		for i := 0; err == nil && !noted && i < len(s.Notes); i++ {
			r.Note("%s: %s", source.Base(name), s.Notes[i])
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
func (r *Reader) fingerprint(name string) bool {
	if slices.ContainsFunc(r.Inputs, func(i File) bool { return i.Name == name }) {
		return true
	}
	f, err := r.Files.Open(name)
	if err == nil {
		defer f.Close()
		sum := sha256.New()
		var n int64
		if n, err = io.Copy(sum, f); err == nil {
			r.Inputs = append(r.Inputs, File{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil)), Bytes: n})
			return true
		}
	}
	r.Problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
	return false
}

// RecordField finds a field by its name. A missing field is a problem that
// lists the existing ones.
func (r *Reader) RecordField(s *record.Source, name string) (int, bool) {
	i, ok := s.Field(name)
	if !ok {
		r.Problems.Add(NoColumn(s, name))
	}
	return i, ok
}

// NoColumn is the problem of a missing field.
func NoColumn(s *record.Source, name string) problem.Problem {
	return problem.Problem{File: s.File, Row: s.Header, Column: name, Expected: "a column of this name",
		Hint: problem.Hints(naming.Suggest(name, s.Names()), ColumnsOf(s))}
}

// ColumnsOf lists the fields of a file for a hint.
func ColumnsOf(s *record.Source) string {
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

// Add appends the problems of a format's reader, whose errors are lists.
func (r *Reader) Add(file string, err error) { r.Problems.Append(problem.From(file, err)) }

// Empty is the problem of a file without rows.
func Empty(file, what string) problem.Problem {
	return problem.Problem{File: file, Found: "a header without rows", Expected: "rows of " + what}
}

// Place finds how to read the coordinates of a file; false, with a problem, if that
// is not possible. It records axes that --fix axes exchanges for the provenance and
// notes them, and notes a coordinate system that is read as another one.
func (r *Reader) Place(file, format string, noted record.System, sample []orb.Point, d source.Declared) (source.Placed, bool) {
	d.Fix, d.Home = r.FixAxes, r.Home
	placed, fault := source.Place(file, format, noted, sample, d)
	if fault != nil {
		r.Problems.Add(*fault)
		return placed, false
	}
	if alias := placed.Alias(); alias != "" {
		r.Note("%s: the coordinates are of %s, %s", source.Base(file), placed.CRS, alias)
	}
	if placed.Approximate() && !r.Home.Approximate() {
		r.State("data.approximate_file", "file", source.Base(file), "system", placed.CRS.String())
	}
	if placed.North {
		r.Note("%s: y is read before x, the axis order that the EPSG registry defines for EPSG:%d", source.Base(file), placed.CRS.EPSG)
	}
	if placed.Fixed {
		r.Fixed = append(r.Fixed, file)
		r.Note("%s: x and y were exchanged; --fix axes exchanged them back", source.Base(file))
	}
	return placed, true
}

// IDText returns an id as text. A whole number that a file stores as a float
// gets no decimals and no exponent.
func IDText(row *record.Row, field int) string {
	if row.Values[field].Kind == record.Float {
		if n, ok := row.Whole(field); ok {
			return strconv.FormatInt(n, 10)
		}
	}
	return row.Text(field)
}
