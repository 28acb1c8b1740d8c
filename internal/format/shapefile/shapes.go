package shapefile

import (
	"encoding/binary"
	"math"
	"strconv"

	"saavu/internal/format/problem"

	"github.com/paulmach/orb"
)

const (
	headerBytes = 100
	fileCode    = 9994
)

// kind is a shape type without its Z or M.
type kind int

const (
	null    kind = 0
	point   kind = 1
	line    kind = 3
	polygon kind = 5
)

// kindOf maps the Z (11, 13, 15) and M (21, 23, 25) types to the plain ones.
func kindOf(code uint32) (kind, bool) {
	switch code {
	case 0:
		return null, true
	case 1, 11, 21:
		return point, true
	case 3, 13, 23:
		return line, true
	case 5, 15, 25:
		return polygon, true
	}
	return null, false
}

const kinds = "Null (0), Point (1, 11, 21), PolyLine (3, 13, 23) or Polygon (5, 15, 25)"

// shapeReader collects the problems of one .shp.
type shapeReader struct {
	name     string
	problems *problem.Problems
}

func (r shapeReader) wrong(record int, found, expected, hint string) {
	r.problems.Add(problem.Problem{File: r.name, Row: record, Found: found, Expected: expected, Hint: hint})
}

// records returns the content of every record in file order. Lengths in headers
// are claims: nothing is returned that the available bytes do not cover.
func (r shapeReader) records(data []byte, visit func(record int, content []byte, fileKind kind)) {
	fileKind, ok := r.header(data)
	if !ok {
		return
	}
	for at, record := headerBytes, 1; at < len(data); record++ {
		rest := data[at:]
		if len(rest) < 8 {
			r.wrong(record, problem.Counted(len(rest), "byte"), "a record header of 8 bytes", "the file is truncated")
			return
		}
		size := 2 * int64(binary.BigEndian.Uint32(rest[4:]))
		rest = rest[8:]
		if size < 4 || size > int64(len(rest)) {
			r.wrong(record, "a record of "+strconv.FormatInt(size, 10)+" bytes", "4 to "+strconv.Itoa(len(rest))+" bytes, the rest of the file",
				"the file is truncated or damaged")
			return
		}
		visit(record, rest[:size], fileKind)
		at += 8 + int(size)
	}
}

// header checks the file's header and returns the kind of its shapes.
func (r shapeReader) header(data []byte) (kind, bool) {
	if len(data) < headerBytes {
		r.wrong(0, problem.Counted(len(data), "byte"), "a header of 100 bytes", "the file is empty or truncated")
		return null, false
	}
	if code := binary.BigEndian.Uint32(data); code != fileCode {
		r.wrong(0, "file code "+strconv.FormatUint(uint64(code), 10), "9994", "this is not a .shp file")
		return null, false
	}
	if claimed := 2 * int64(binary.BigEndian.Uint32(data[24:])); claimed != int64(len(data)) {
		r.wrong(0, problem.Counted(len(data), "byte"), strconv.FormatInt(claimed, 10)+" bytes, as stated in the header", "the file is truncated or was not closed by its writer")
		return null, false
	}
	code := binary.LittleEndian.Uint32(data[32:])
	k, ok := kindOf(code)
	if !ok {
		r.wrong(0, "shape type "+strconv.FormatUint(uint64(code), 10), kinds, "")
	}
	return k, ok
}

// shape reads the content of one record; nil for a null shape and for one whose
// fault has been added.
func (r shapeReader) shape(content []byte, record int, fileKind kind) orb.Geometry {
	code := binary.LittleEndian.Uint32(content)
	k, ok := kindOf(code)
	if !ok || k != null && k != fileKind {
		r.wrong(record, "shape type "+strconv.FormatUint(uint64(code), 10), "the type of the file's header or 0", "")
		return nil
	}
	switch k {
	case point:
		if len(content) < 20 {
			r.wrong(record, problem.Counted(len(content), "byte"), "20 bytes for a point", "the record is damaged")
			return nil
		}
		p := pointAt(content[4:])
		if !finite(p) {
			r.wrong(record, coordinates(p), "finite coordinates", "")
			return nil
		}
		return p
	case line:
		return lines(r.parts(content, record))
	case polygon:
		return r.polygons(r.parts(content, record), record)
	}
	return nil
}

// parts reads the point lists of a PolyLine or Polygon: after type and bounding
// box come the counts, the first point of each part, and the points. Z and M
// follow.
func (r shapeReader) parts(content []byte, record int) [][]orb.Point {
	if len(content) < 44 {
		r.wrong(record, problem.Counted(len(content), "byte"), "at least 44 bytes for a line or polygon", "the record is damaged")
		return nil
	}
	parts := int64(binary.LittleEndian.Uint32(content[36:]))
	points := int64(binary.LittleEndian.Uint32(content[40:]))
	if need := 44 + 4*parts + 16*points; need > int64(len(content)) {
		r.wrong(record, strconv.FormatInt(parts, 10)+" parts and "+strconv.FormatInt(points, 10)+" points",
			"no more than the record's "+strconv.Itoa(len(content))+" bytes hold", "the record is damaged")
		return nil
	}
	starts, coords := content[44:], content[44+4*parts:]
	start := func(i int64) int64 {
		if i == parts {
			return points
		}
		return int64(binary.LittleEndian.Uint32(starts[4*i:]))
	}
	all := make([][]orb.Point, 0, parts)
	flat := make([]orb.Point, points)
	for i := range flat {
		flat[i] = pointAt(coords[16*i:])
		if !finite(flat[i]) {
			r.wrong(record, coordinates(flat[i]), "finite coordinates", "")
			return nil
		}
	}
	for i := range parts {
		from, to := start(i), start(i+1)
		if i == 0 && from != 0 || from > to || to > points {
			r.wrong(record, "part "+strconv.FormatInt(i+1, 10)+" from point "+strconv.FormatInt(from, 10)+" to "+strconv.FormatInt(to, 10),
				"parts that follow one another", "the record is damaged")
			return nil
		}
		all = append(all, flat[from:to:to])
	}
	return all
}

func pointAt(b []byte) orb.Point {
	return orb.Point{
		math.Float64frombits(binary.LittleEndian.Uint64(b)),
		math.Float64frombits(binary.LittleEndian.Uint64(b[8:])),
	}
}

func finite(p orb.Point) bool {
	return !math.IsNaN(p[0]-p[0]) && !math.IsNaN(p[1]-p[1])
}

func coordinates(p orb.Point) string {
	return strconv.FormatFloat(p[0], 'g', -1, 64) + " " + strconv.FormatFloat(p[1], 'g', -1, 64)
}
