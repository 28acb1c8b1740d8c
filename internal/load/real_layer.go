package load

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/shapefile"
	"saavu/pkg/spatial"
)

// layer is a shapefile whose records are cells of a grid.
type layer struct {
	shapefile.Table
	name     string        // of the .shp
	dbf      string        // of the .dbf, for problems of values
	crs      spatial.CRS   // of the file
	polygons []orb.Polygon // one a record, in EPSG:3067 metres
}

// layer reads NAME.shp with its .dbf, .prj and .cpg. A code of 0 takes the
// coordinate system from the .prj; any other is declared by the user and holds
// against the .prj. The polygons come out in EPSG:3067 metres.
func (r *reader) layer(name, named string, epsg int) (*layer, bool) {
	base := name
	if n := len(name) - len(".shp"); n > 0 && strings.EqualFold(name[n:], ".shp") {
		base = name[:n]
	}
	l := &layer{name: base + ".shp", dbf: base + ".dbf"}
	in := shapefile.Files{Name: l.name}
	ok, also := false, false
	if in.SHP, ok = r.bytes(r.files, l.name, named); !ok {
		return nil, false
	}
	if in.DBF, also = r.bytes(r.files, l.dbf, named); !also {
		return nil, false
	}
	if text, ok := r.companion(base + ".cpg"); ok {
		in.CPG = string(text)
	}
	table, err := shapefile.Read(in)
	if err != nil {
		r.add(l.name, err)
		return nil, false
	}
	l.Table = table
	if len(l.Records) == 0 {
		r.problems.Add(problem.Problem{File: l.name, Found: "no record", Expected: "cells of a grid"})
		return nil, false
	}
	if !r.cellShapes(l) {
		return nil, false
	}
	if l.crs, ok = r.system(l, base+".prj", epsg); !ok {
		return nil, false
	}
	l.move()
	return l, true
}

// companion reads a file that may be missing and keeps its fingerprint.
func (r *reader) companion(name string) ([]byte, bool) {
	if _, err := r.files.Read(name); errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	return r.bytes(r.files, name, "")
}

// add takes over the problems of a format's reader, whose errors are lists.
func (r *reader) add(file string, err error) {
	var list problem.Problems
	if errors.As(err, &list) {
		r.problems.Append(list)
		return
	}
	r.problems.Add(problem.Problem{File: file, Found: err.Error(), Expected: "a file that can be read"})
}

// cellShapes takes the polygons of the records; a record without one is a
// problem.
func (r *reader) cellShapes(l *layer) bool {
	l.polygons = make([]orb.Polygon, len(l.Records))
	good := true
	for i, rec := range l.Records {
		p, ok := rec.Geometry.(orb.Polygon)
		if !ok {
			found := "no shape"
			if rec.Geometry != nil {
				found = "a " + rec.Geometry.GeoJSONType()
			}
			r.problems.Add(problem.Problem{File: l.name, Row: rec.Number, Found: found, Expected: "a polygon, the cell of a grid"})
			good = false
			continue
		}
		l.polygons[i] = p
	}
	return good
}

// system finds the coordinate system and checks that the cells lie in Finland
// by it; if they do not, the problem says what the numbers look like.
func (r *reader) system(l *layer, prj string, epsg int) (spatial.CRS, bool) {
	points := make([]orb.Point, len(l.polygons))
	for i, p := range l.polygons {
		points[i] = p[0][0]
	}
	crs, err, found := spatial.CRS{}, error(nil), ""
	if epsg != 0 {
		crs, err = spatial.ByEPSG(epsg)
		prj, found = l.name, "EPSG:"+strconv.Itoa(epsg)
	} else if text, ok := r.companion(prj); ok {
		crs, err = spatial.FromWKT(string(text))
		found = strings.TrimSpace(string(text))
	} else {
		r.problems.Add(problem.Problem{File: prj, Expected: "the coordinate system of the shapefile",
			Hint: "declare it with epsg in the county file; " + looksLike(points)})
		return crs, false
	}
	if err != nil {
		r.problems.Add(problem.Problem{File: prj, Found: found, Expected: "a coordinate system that is supported", Hint: err.Error() + "; " + looksLike(points)})
		return crs, false
	}
	inside := 0
	for _, p := range points {
		if crs.Accepts(p) {
			inside++
		}
	}
	if float64(inside) < leastInside*float64(len(points)) {
		r.problems.Add(problem.Problem{File: l.name, Found: "x " + coordinate(points[0][0]) + ", y " + coordinate(points[0][1]),
			Expected: "places in Finland by " + crs.String(), Hint: looksLike(points)})
		return crs, false
	}
	return crs, true
}

// leastInside is the part of a layer's cells that must lie in Finland.
const leastInside = 0.95

// coordinate writes metres whole and degrees with decimals.
func coordinate(v float64) string {
	if math.Abs(v) <= 180 {
		return strconv.FormatFloat(v, 'f', 4, 64)
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// looksLike says which system coordinates seem to be of, as a hint.
func looksLike(points []orb.Point) string {
	if fit := spatial.Guess(points); len(fit) > 0 {
		return fmt.Sprintf("the coordinates look like %s: declare epsg: %d or mend the .prj", fit[0], fit[0].EPSG)
	}
	if spatial.Swapped(points) {
		return "x and y look exchanged: the easting or longitude comes first"
	}
	return "the coordinates fit none of the systems that are supported"
}

// move takes every vertex to EPSG:3067.
func (l *layer) move() {
	for _, p := range l.polygons {
		for _, ring := range p {
			for i := range ring {
				ring[i] = l.crs.ToTM35(ring[i])
			}
		}
	}
}

// centres gives the middle of each cell's bounds.
func (l *layer) centres() []orb.Point {
	out := make([]orb.Point, len(l.polygons))
	for i, p := range l.polygons {
		out[i] = p.Bound().Center()
	}
	return out
}

// field finds a column of the .dbf; a missing one is a problem that lists the
// columns that there are.
func (r *reader) field(l *layer, name string) (int, bool) {
	if i, ok := l.Field(name); ok {
		return i, true
	}
	names := make([]string, len(l.Fields))
	for i, f := range l.Fields {
		names[i] = f.Name
	}
	r.problems.Add(problem.Problem{File: l.dbf, Column: name, Expected: "a column of this name", Hint: "the columns are " + problem.Clip(strings.Join(names, ", "))})
	return 0, false
}

// count reads a value of the .dbf as a count of at least 0.
func (r *reader) count(l *layer, record, field int) (float64, bool) {
	v := -1.0
	switch x := l.Records[record].Values[field].(type) {
	case int64:
		v = float64(x)
	case float64:
		v = x
	}
	if v >= 0 {
		return v, true
	}
	p := problem.Problem{File: l.dbf, Row: l.Records[record].Number, Column: l.Fields[field].Name, Expected: "a count of 0 or more"}
	if x := l.Records[record].Values[field]; x != nil {
		p.Found = fmt.Sprint(x)
	}
	r.problems.Add(p)
	return 0, false
}

// counts reads a column of counts.
func (r *reader) counts(l *layer, field int) ([]float64, bool) {
	out, good := make([]float64, len(l.Records)), true
	for i := range out {
		v, ok := r.count(l, i, field)
		out[i], good = v, good && ok
	}
	return out, good
}

// ids reads a column of whole numbers, each of which may come once.
func (r *reader) ids(l *layer, field int) ([]int64, bool) {
	ids := make([]int64, len(l.Records))
	first := make(map[int64]int, len(l.Records))
	good := true
	for i, rec := range l.Records {
		id, ok := rec.Values[field].(int64)
		p := problem.Problem{File: l.dbf, Row: rec.Number, Column: l.Fields[field].Name, Expected: "a whole number as the cell's id"}
		if v := rec.Values[field]; v != nil {
			p.Found = fmt.Sprint(v)
		}
		if ok {
			n, twice := first[id]
			first[id] = rec.Number
			if !twice {
				ids[i] = id
				continue
			}
			p.Expected, p.Hint = "each id once", fmt.Sprintf("record %d has it already", n)
		}
		r.problems.Add(p)
		good = false
	}
	return ids, good
}
