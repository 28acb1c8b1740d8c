package table

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/layer"
)

// PlaceColumn is the last column of a layer with places: the geometry as
// well-known text (ISO 19125), x first. GDAL and QGIS find it by this name.
const PlaceColumn = "wkt"

// Write writes a layer as a text table in UTF-8 with a header and commas (RFC 4180;
// lines end in \n). A field is quoted if it needs to be; Guard keeps a text from
// being taken for a formula. Numbers have the digits that read back as the same
// number, infinite ones are Inf and -Inf, true and false are words, an unknown value
// is empty. A layer with places gets the column wkt, with coordinates in metres of
// at most 3 decimals or degrees of at most 8; a row without a place is empty there.
func Write(out io.Writer, l layer.Layer, degrees bool) error {
	if err := l.Check("the geometry", PlaceColumn); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	w := bufio.NewWriterSize(out, 1<<16)
	var b []byte
	for i, c := range l.Columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, c.Name)
	}
	if l.Geometry != "" {
		if len(l.Columns) > 0 {
			b = append(b, ',')
		}
		b = append(b, PlaceColumn...)
	}
	if _, err := w.Write(append(b, '\n')); err != nil {
		return err
	}
	decimals := 3
	if degrees {
		decimals = 8
	}
	err := l.Each(func(_ int, values []any, g orb.Geometry) error {
		b = b[:0]
		for i, v := range values {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, v)
		}
		if l.Geometry != "" {
			if len(values) > 0 {
				b = append(b, ',')
			}
			if g != nil {
				var err error
				if b, err = appendPlace(append(b, '"'), g, decimals); err != nil {
					return err
				}
				b = append(b, '"')
			}
		}
		_, err := w.Write(append(b, '\n'))
		return err
	})
	if err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return w.Flush()
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return AppendNumber(b, v)
	case string:
		return AppendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	}
	return b
}

// AppendText appends a field of text, guarded and quoted where needed.
func AppendText(b []byte, text string) []byte {
	text = Guard(text)
	if strings.ContainsAny(text, ",\"\r\n") {
		return append(append(append(b, '"'), strings.ReplaceAll(text, `"`, `""`)...), '"')
	}
	return append(b, text...)
}

// AppendNumber appends the shortest digits that read back as the same number, with
// an exponent below 0.00001 and from 10^15: programs lose digits of long fixed
// numbers. Infinite numbers are Inf and -Inf, NaN is empty.
func AppendNumber(b []byte, v float64) []byte {
	switch size := math.Abs(v); {
	case v != v:
		return b
	case math.IsInf(v, 1):
		return append(b, "Inf"...)
	case math.IsInf(v, -1):
		return append(b, "-Inf"...)
	case v != 0 && (size < 1e-5 || size >= 1e15):
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

// appendPlace appends a geometry as well-known text.
func appendPlace(b []byte, g orb.Geometry, decimals int) ([]byte, error) {
	p := placeWriter{b, decimals, nil}
	switch g := g.(type) {
	case orb.Point:
		p.b = append(p.b, "POINT "...)
		p.list(1, func(int) { p.position(g) })
	case orb.LineString:
		p.b = append(p.b, "LINESTRING "...)
		p.line(g)
	case orb.Polygon:
		p.b = append(p.b, "POLYGON "...)
		p.polygon(g)
	case orb.MultiPolygon:
		p.b = append(p.b, "MULTIPOLYGON "...)
		p.list(len(g), func(i int) { p.polygon(g[i]) })
	default:
		return b, fmt.Errorf("found a geometry of type %T, expected a point, a line or polygons", g)
	}
	return p.b, p.err
}

// placeWriter writes well-known text; err is the first coordinate that is not finite.
type placeWriter struct {
	b        []byte
	decimals int
	err      error
}

func (p *placeWriter) list(n int, item func(i int)) {
	p.b = append(p.b, '(')
	for i := range n {
		if i > 0 {
			p.b = append(p.b, ", "...)
		}
		item(i)
	}
	p.b = append(p.b, ')')
}

func (p *placeWriter) polygon(rings orb.Polygon) {
	p.list(len(rings), func(i int) { p.line(orb.LineString(rings[i])) })
}

func (p *placeWriter) line(line orb.LineString) {
	p.list(len(line), func(i int) { p.position(line[i]) })
}

func (p *placeWriter) position(at orb.Point) {
	for i, v := range at {
		if v-v != 0 && p.err == nil {
			p.err = fmt.Errorf("a coordinate is %v", v)
		}
		if i > 0 {
			p.b = append(p.b, ' ')
		}
		unit := math.Pow10(p.decimals)
		p.b = strconv.AppendFloat(p.b, math.Round(v*unit)/unit, 'f', -1, 64)
	}
}
