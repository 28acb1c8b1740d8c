package shapefile

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

var le, be = binary.LittleEndian, binary.BigEndian

// shp makes a .shp of contents, one for each record.
func shp(code uint32, contents ...[]byte) []byte {
	out := make([]byte, headerBytes)
	be.PutUint32(out, fileCode)
	le.PutUint32(out[28:], 1000)
	le.PutUint32(out[32:], code)
	for i, c := range contents {
		out = be.AppendUint32(out, uint32(i+1))
		out = be.AppendUint32(out, uint32(len(c)/2))
		out = append(out, c...)
	}
	be.PutUint32(out[24:], uint32(len(out)/2))
	return out
}

func floats(out []byte, values ...float64) []byte {
	for _, v := range values {
		out = le.AppendUint64(out, math.Float64bits(v))
	}
	return out
}

func nothing() []byte { return le.AppendUint32(nil, 0) }

func pointShape(code uint32, x, y float64, zm ...float64) []byte {
	return floats(floats(le.AppendUint32(nil, code), x, y), zm...)
}

// partsShape makes a PolyLine or Polygon; extra bytes of Z or M follow.
func partsShape(code uint32, extra int, parts ...[]orb.Point) []byte {
	out := floats(le.AppendUint32(nil, code), 0, 0, 0, 0)
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	out = le.AppendUint32(le.AppendUint32(out, uint32(len(parts))), uint32(n))
	at := 0
	for _, p := range parts {
		out = le.AppendUint32(out, uint32(at))
		at += len(p)
	}
	for _, p := range parts {
		for _, c := range p {
			out = floats(out, c[0], c[1])
		}
	}
	return append(out, make([]byte, extra)...)
}

// dbf makes a .dbf of rows; each row is its mark and its fields padded by hand.
func dbf(driver byte, fields []Field, rows ...string) []byte {
	size := 1
	for _, f := range fields {
		size += f.Width
	}
	out := make([]byte, 32)
	out[0], out[29] = 3, driver
	le.PutUint32(out[4:], uint32(len(rows)))
	le.PutUint16(out[8:], uint16(32*len(fields)+33))
	le.PutUint16(out[10:], uint16(size))
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d, f.Name)
		d[11], d[16], d[17] = f.Type, byte(f.Width), byte(f.Decimals)
		out = append(out, d...)
	}
	out = append(out, '\r')
	for _, r := range rows {
		if len(r) != size {
			panic(fmt.Sprintf("row %q of %d bytes, size %d", r, len(r), size))
		}
		out = append(out, r...)
	}
	return append(out, 0x1A)
}

// square is a ring around a corner, clockwise (an outer ring in a shapefile).
func square(x, y, side float64) []orb.Point {
	return []orb.Point{{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}}
}

// turnedRound returns the points in the other direction.
func turnedRound(points []orb.Point) []orb.Point {
	out := make([]orb.Point, 0, len(points))
	for i := len(points) - 1; i >= 0; i-- {
		out = append(out, points[i])
	}
	return out
}

func ccw(points []orb.Point) orb.Ring { return turnedRound(points) }
func cw(points []orb.Point) orb.Ring  { return points }
