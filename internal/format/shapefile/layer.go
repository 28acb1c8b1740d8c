// Package shapefile reads ESRI shapefiles: shapes from the .shp (ESRI Shapefile
// Technical Description, July 1998), attributes from the .dbf (dBASE III+ with
// the field types that GIS programs write). The .shx index is not needed. Points,
// lines and polygons with or without Z and M are read; Z and M are dropped.
// Coordinates stay as they are in the file.
package shapefile

import (
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"

	"github.com/paulmach/orb"
)

// Files holds the contents of the files of one shapefile.
type Files struct {
	Name string // path of the .shp or without an extension, for messages
	SHP  []byte
	DBF  []byte // nil = shapes without attributes
	CPG  string // content of the .cpg (the text's encoding), empty if there is none
}

// Field is one attribute column.
type Field struct {
	Name     string
	Type     byte // as in the .dbf: C text, N and F number, D date, L logical, I integer
	Width    int  // bytes in the .dbf
	Decimals int
}

// layer is a shapefile that passed all checks.
type layer struct {
	shapes  [][]byte // contents of the records
	kind    kind
	rows    rows
	bare    bool // there is no .dbf
	deleted int  // records that are marked as deleted
}

// open reads everything once, for faults, and keeps only the bytes.
func open(f Files) (*layer, error) {
	base := f.Name
	if n := len(base) - len(".shp"); n > 0 && strings.EqualFold(base[n:], ".shp") {
		base = base[:n]
	}
	var ps problem.Problems
	l := &layer{bare: f.DBF == nil}
	r := shapeReader{base + ".shp", &ps}
	r.records(f.SHP, func(record int, content []byte, fileKind kind) {
		r.shape(content, record, fileKind)
		l.shapes, l.kind = append(l.shapes, content), fileKind
	})
	if l.bare {
		return l, ps.Err()
	}
	var inRows problem.Problems
	l.rows = readRows(f.DBF, f.CPG, base+".dbf", &inRows)
	if len(inRows) == 0 {
		values, all := make([]any, len(l.rows.fields)), record.Wanted(nil, len(l.rows.fields))
		for i := range l.rows.count {
			if l.rows.deleted(i) {
				l.deleted++
				continue
			}
			l.rows.read(i, all, values)
		}
	}
	ps.Append(inRows)
	if len(ps) == 0 && l.rows.count != len(l.shapes) {
		ps.Add(problem.Problem{File: base + ".dbf", Found: strconv.Itoa(l.rows.count) + " records",
			Expected: strconv.Itoa(len(l.shapes)) + ", one for each shape of the .shp", Hint: "the two files do not belong together"})
	}
	return l, ps.Err()
}

// each visits the records that are not deleted, with the values of the fields
// that want lists; the values are reused.
func (l *layer) each(want []int, visit func(number int, g orb.Geometry, values []any) error) error {
	var none problem.Problems
	r := shapeReader{"", &none}
	values := make([]any, len(want))
	rows := l.rows
	rows.reader.problems = &none
	for i, content := range l.shapes {
		if !l.bare {
			if l.rows.deleted(i) {
				continue
			}
			rows.read(i, want, values)
		}
		if err := visit(i+1, r.shape(content, i+1, l.kind), values); err != nil {
			return err
		}
	}
	return nil
}
