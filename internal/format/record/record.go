// Package record is the common output of every codec of places and tables:
// named fields and rows of plain values, with or without a geometry, one row at
// a time. A Source is an open description of one table of one file; Each visits
// its rows in bounded memory, as often as it is called. The package knows no
// format.
package record

import (
	"strings"

	"github.com/paulmach/orb"
)

// Source is one table of a file: what is known of it before its rows are read,
// and the function to read them.
type Source struct {
	File   string   // name as the user gave it
	Format string   // "shapefile", "GeoPackage", "GeoJSON", "KML", "CSV", "Parquet" …
	Layer  string   // the table, sheet or object that is read; "" if the file has one without a name
	Layers []string // all names in the file, in its order; nil if the file has one without a name
	Parts  []string // every file that was or will be read, for fingerprints; File first
	Fields []Field
	Places bool   // rows have their own geometries
	System System // the coordinate system of the geometries, as far as the file states it
	Header int    // line or row that names the fields, 0 if none does
	Rows   int    // number of rows, -1 if only reading can count them

	// Comma is true if texts may have numbers with a decimal comma.
	Comma bool

	// Notes are messages for a reader of the file: an encoding that was
	// replaced by another, a delimiter, deleted records. Those that depend on
	// the rows are complete once Each has visited all of them.
	Notes []string

	// Facts are what its content means for a reader of a result: what is missing,
	// left out or assumed. They come before the Notes.
	Facts []Fact

	// Each calls visit for every row in the file's order, with the values of
	// the fields that want lists (indexes into Fields, in want's order; nil =
	// all). The Row is reused for the next one: copy what must outlive the
	// call. Each stops at visit's first error and returns it. Its own errors
	// are problem.Problems; rows before the first fault may have been visited
	// by then, so a caller keeps nothing until Each has returned nil.
	Each func(want []int, visit func(*Row) error) error
}

// Fact is a statement in no language: a key of the catalog of words, and its values, each
// after its name. A value is a text, a list of texts, a whole number or another Fact.
type Fact struct {
	Key    string
	Values []any
}

// State adds a fact.
func (s *Source) State(key string, values ...any) {
	s.Facts = append(s.Facts, Fact{Key: key, Values: values})
}

// Count adds a fact with the number n, if that is above 0.
func (s *Source) Count(key string, n int) {
	if n > 0 {
		s.State(key, "n", n)
	}
}

// PageField is the name of the field with the file of a row if several files
// make one source; Row.At is the row's position in that file.
const PageField = "page"

// Field is one column.
type Field struct {
	Name  string
	Title string // a longer name or description, if the file has one
}

// System is what a file states about its coordinates.
type System struct {
	EPSG int    // code, 0 if none is stated
	Text string // well-known text or another name of the system; "" if none is stated
	From string // where it is stated, as in "the .prj" or "gpkg_spatial_ref_sys"; "" if nothing is stated
}

// Stated reports whether the file states its coordinate system at all.
func (s System) Stated() bool { return s.EPSG != 0 || s.Text != "" }

// Field returns the index of a field by its name: exactly, else ignoring case.
// False if there is none.
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
	// At is the line of a text file (the header is line 1) or the record,
	// feature or row of another one, from 1: the number used in messages.
	At       int
	Values   []Value
	Filled   []int        // the indexes in Values that may have a value, if most have none; nil = all
	Geometry orb.Geometry // in the file's own coordinates, without heights; nil for none
	Comma    bool         // as in the Source
}

// Wanted returns the fields that a call of Each asks for: want itself, or all n
// if it is nil.
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
