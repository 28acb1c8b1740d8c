// Package shapefile reads ESRI shapefiles: shapes from the .shp (ESRI Shapefile
// Technical Description, July 1998), attributes from the .dbf (dBASE III+ with
// the field types that GIS programs write) and the coordinate system's code from
// the .prj. The .shx index is not needed. Points, lines and polygons with or
// without Z and M are read; Z and M are dropped. Coordinates stay as they are in
// the file.
package shapefile

import (
	"strconv"
	"strings"

	"saavu/internal/format/problem"

	"github.com/paulmach/orb"
)

// Files holds the contents of the files of one shapefile.
type Files struct {
	Name string // path of the .shp or without an ending, for messages
	SHP  []byte
	DBF  []byte // nil = shapes without attributes
	CPG  string // content of the .cpg (the text's encoding), empty when there is none
}

// Field is one attribute column.
type Field struct {
	Name     string
	Type     byte // as in the .dbf: C text, N and F number, D date, L logical, I integer
	Width    int  // bytes in the .dbf
	Decimals int
}

// Record is one shape with its attributes.
type Record struct {
	// Number is the record's place in the file, from 1, deleted ones counted.
	Number int
	// Geometry is an orb.Point, LineString, MultiLineString, Polygon or
	// MultiPolygon; nil for a null shape. Outer rings run counter-clockwise and
	// holes clockwise (RFC 7946), whatever their order in the file.
	Geometry orb.Geometry
	// Values has one value for each field: string (C, and D as YYYY-MM-DD),
	// int64 (N without decimals, I), float64 (F, N with decimals), bool (L).
	// nil = empty, or a field of another type.
	Values []any
}

// Table is a shapefile without its deleted records.
type Table struct {
	Fields  []Field
	Records []Record
}

// Field gives the place of a field in Values; upper and lower case are one, as
// in dBASE. False when there is none of this name.
func (t Table) Field(name string) (int, bool) {
	for i, f := range t.Fields {
		if strings.EqualFold(f.Name, name) {
			return i, true
		}
	}
	return 0, false
}

// Read reads a whole shapefile. The error is a problem.Problems whose Row is the
// number of the record, and the Table is then empty.
func Read(f Files) (Table, error) {
	base := f.Name
	if n := len(base) - len(".shp"); n > 0 && strings.EqualFold(base[n:], ".shp") {
		base = base[:n]
	}
	var ps problem.Problems
	shapes := readShapes(f.SHP, base+".shp", &ps)
	if f.DBF == nil {
		return assemble(shapes, nil, &ps)
	}
	var inRows problem.Problems
	rows := readRows(f.DBF, f.CPG, base+".dbf", &inRows)
	ps.Append(inRows)
	if len(ps) == 0 && len(rows.values) != len(shapes) {
		ps.Add(problem.Problem{File: base + ".dbf", Found: strconv.Itoa(len(rows.values)) + " records",
			Expected: strconv.Itoa(len(shapes)) + ", one for each shape of the .shp", Hint: "the two files are not of one set"})
	}
	return assemble(shapes, &rows, &ps)
}

// assemble joins shapes and rows by their place.
func assemble(shapes []orb.Geometry, rows *rows, ps *problem.Problems) (Table, error) {
	if len(*ps) > 0 {
		return Table{}, ps.Err()
	}
	t := Table{Records: make([]Record, 0, len(shapes))}
	if rows != nil {
		t.Fields = rows.fields
	}
	for i, g := range shapes {
		r := Record{Number: i + 1, Geometry: g}
		if rows != nil {
			if rows.deleted[i] {
				continue
			}
			r.Values = rows.values[i]
		}
		t.Records = append(t.Records, r)
	}
	return t, nil
}
