// Package record is what every codec of places and tables gives: named fields
// and rows of plain values, with or without a geometry, one row at a time. A
// Source is an open description of one table of one file; Each walks its rows
// in bounded memory, as often as it is called. The package knows no format.
package record

import (
	"strings"

	"github.com/paulmach/orb"
)

// Source is one table of a file: what is known of it before its rows are read,
// and the way to read them.
type Source struct {
	File   string   // name as the user gave it
	Format string   // "shapefile", "GeoPackage", "GeoJSON", "KML", "CSV", "Parquet" …
	Layer  string   // the table, sheet or object that is read; "" where a file has one without a name
	Layers []string // all that the file has, in its order; nil where a file has one without a name
	Parts  []string // every file that was or will be read, for fingerprints; File first
	Fields []Field
	Places bool   // rows have geometries of their own
	System System // the coordinate system of the geometries, as far as the file tells
	Header int    // line or row that names the fields, 0 where none does
	Rows   int    // number of rows, -1 where only reading tells

	// Comma says that texts may hold numbers with a decimal comma.
	Comma bool

	// Notes say what a reader of the file should know: an encoding that was
	// taken for another, a delimiter, records that are deleted. What only the rows
	// tell is in them once Each has walked all of them.
	Notes []string

	// Each calls visit for every row in the file's order, with the values of the
	// fields that want lists (indexes into Fields, in want's order; nil = all).
	// The Row is used again for the next one: what must outlive the call is
	// copied. Each ends early with visit's first error and returns it. Its own
	// errors are problem.Problems; rows before the first fault may have been
	// visited by then, so a caller keeps nothing until Each has returned nil.
	Each func(want []int, visit func(*Row) error) error
}

// PageField is the name of the field that holds the file of a row where several
// files make one source; Row.At is the row's place in that file.
const PageField = "page"

// Field is one column.
type Field struct {
	Name  string
	Title string // a longer name or description, where the file has one
}

// System is what a file says of its coordinates.
type System struct {
	EPSG int    // code, 0 where none is told
	Text string // well-known text or another name of the system; "" where none is told
	From string // where it stands, as in "the .prj" or "gpkg_spatial_ref_sys"; "" where nothing is told
}

// Told says whether the file tells its coordinate system at all.
func (s System) Told() bool { return s.EPSG != 0 || s.Text != "" }

// Field gives the index of a field by its name: exactly, else without regard to
// upper and lower case. False where there is none.
func (s *Source) Field(name string) (int, bool) {
	for i, f := range s.Fields {
		if f.Name == name {
			return i, true
		}
	}
	for i, f := range s.Fields {
		if strings.EqualFold(f.Name, name) {
			return i, true
		}
	}
	return 0, false
}

// Names lists the names of the fields.
func (s *Source) Names() []string {
	out := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		out[i] = f.Name
	}
	return out
}

// Row is one row of a Source.
type Row struct {
	// At is the line of a text file (the header is line 1) or the record, feature
	// or row of another one, from 1: what a message names.
	At       int
	Values   []Value
	Filled   []int        // the places in Values that may hold something, where most hold nothing; nil = all
	Geometry orb.Geometry // in the file's own coordinates, heights dropped; nil for none
	Comma    bool         // as in the Source
}

// Wanted gives the fields that a call of Each asks for: want itself, or all n
// where it is nil.
func Wanted(want []int, n int) []int {
	if want != nil {
		return want
	}
	want = make([]int, n)
	for i := range want {
		want[i] = i
	}
	return want
}
