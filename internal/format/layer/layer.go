// Package layer is the common input of every codec that writes maps and tables:
// named and typed columns with titles, and rows one at a time, with or without a
// geometry. A codec writes a Layer in its format; the layer knows none. It can be
// taken to another coordinate system, and its values are checked by type here, so
// that all formats refuse the same faults.
package layer

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"saavu/internal/format/crs"
	"saavu/pkg/spatial"
)

// The types of a column.
const (
	Integer = "INTEGER" // values int, int64 and the smaller integer types
	Real    = "REAL"    // values float64, float32, int and int64; never NaN
	Text    = "TEXT"    // values string, valid UTF-8
	Boolean = "BOOLEAN" // values bool
)

// The geometry types of a layer.
const (
	Point        = "POINT"        // orb.Point
	LineString   = "LINESTRING"   // orb.LineString
	Polygon      = "POLYGON"      // orb.Polygon
	MultiPolygon = "MULTIPOLYGON" // orb.MultiPolygon, or an orb.Polygon, which becomes a multipolygon of one
)

// Column is one attribute. Type is Integer, Real, Text or Boolean. Title is what
// people see instead of the name, Description the longer text; both may be empty.
type Column struct {
	Name, Type, Title, Description string
}

// Layer is one table to be written.
type Layer struct {
	Name        string // of the table
	Title       string // "" = Name
	Description string
	Geometry    string      // Point, LineString, Polygon, MultiPolygon, or "" for a table without places
	CRS         spatial.CRS // its EPSG code is enough, if crs.Find knows it; not used where Geometry is ""
	Columns     []Column
	Len         int // number of rows

	// Row fills values, which are in the order of Columns and nil when it is
	// called, for row i of [0, Len), and returns the row's geometry. A value left
	// nil is unknown, a nil geometry is a row without a place. It is called once
	// for each row, in order; what it returns is not kept.
	Row func(i int, values []any) orb.Geometry
}

// Called is the title, or the name of a layer without one.
func (l *Layer) Called() string {
	if l.Title == "" {
		return l.Name
	}
	return l.Title
}

// Check reports all faults of the description of a layer: columns without a name or
// with one that is taken (case aside) by another or is among the reserved ones,
// types and geometries that are not known. what is the thing that reserves names.
func (l *Layer) Check(what string, reserved ...string) error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("layer %q: "+format, append([]any{l.Name}, args...)...))
	}
	if l.Len < 0 || l.Len > 0 && l.Row == nil {
		fault("%d rows without a function Row", l.Len)
	}
	if l.Geometry != "" {
		if !slices.Contains([]string{Point, LineString, Polygon, MultiPolygon}, l.Geometry) {
			fault("geometry %q, expected %s, %s, %s, %s or none", l.Geometry, Point, LineString, Polygon, MultiPolygon)
		}
		if _, err := crs.Of(l.CRS); err != nil {
			fault("%w", err)
		}
	}
	seen := map[string]bool{}
	for _, c := range l.Columns {
		name := strings.ToLower(c.Name)
		switch {
		case c.Name == "" || !utf8.ValidString(c.Name) || strings.ContainsRune(c.Name, 0):
			fault("column %q: the name is empty or not valid UTF-8", c.Name)
		case seen[name]:
			fault("column %q: the name is taken (case aside)", c.Name)
		case slices.Contains(reserved, name):
			fault("column %q: the name is kept for %s", c.Name, what)
		}
		seen[name] = true
		if !slices.Contains([]string{Integer, Real, Text, Boolean}, c.Type) {
			fault("column %q: type %q, expected %s, %s, %s or %s", c.Name, c.Type, Integer, Real, Text, Boolean)
		}
	}
	return errors.Join(faults...)
}

// Each calls visit for every row in order, with values that Value has checked. It
// ends at the first fault, with the layer, the row from 1 and the column.
func (l *Layer) Each(visit func(i int, values []any, g orb.Geometry) error) error {
	values := make([]any, len(l.Columns))
	for i := range l.Len {
		clear(values)
		g := l.Row(i, values)
		if g != nil && l.Geometry == "" {
			return fmt.Errorf("layer %q, row %d: found a geometry of type %T in a table without places", l.Name, i+1, g)
		}
		for c, v := range values {
			var err error
			if values[c], err = Value(l.Columns[c].Type, v); err != nil {
				return fmt.Errorf("layer %q, row %d, column %q: %w", l.Name, i+1, l.Columns[c].Name, err)
			}
		}
		if err := visit(i, values, g); err != nil {
			return fmt.Errorf("layer %q, row %d: %w", l.Name, i+1, err)
		}
	}
	return nil
}

// In returns the layer in another coordinate system. A table without places is
// returned as it is. An unknown system is an error.
func (l Layer) In(epsg int) (Layer, error) {
	to, err := crs.Find(epsg)
	if err != nil || l.Geometry == "" || l.CRS.EPSG == epsg {
		return l, err
	}
	from, err := crs.Of(l.CRS)
	if err != nil {
		return l, err
	}
	row := l.Row
	l.CRS = to
	move := from.To(to)
	l.Row = func(i int, values []any) orb.Geometry {
		return moved(row(i, values), move)
	}
	return l, nil
}

// Finite returns the layer with numbers that are infinite as unknown, for formats
// that have no infinite numbers.
func (l Layer) Finite() Layer {
	row := l.Row
	l.Row = func(i int, values []any) orb.Geometry {
		g := row(i, values)
		for c, v := range values {
			if x, ok := v.(float64); ok && math.IsInf(x, 0) {
				values[c] = nil
			}
		}
		return g
	}
	return l
}

// moved returns a copy of a geometry with every point moved.
func moved(g orb.Geometry, to orb.Projection) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return to(g)
	case orb.LineString:
		return orb.LineString(movedAll(g, to))
	case orb.Polygon:
		return movedPolygon(g, to)
	case orb.MultiPolygon:
		out := make(orb.MultiPolygon, len(g))
		for i := range g {
			out[i] = movedPolygon(g[i], to)
		}
		return out
	}
	return g
}

func movedPolygon(p orb.Polygon, to orb.Projection) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i := range p {
		out[i] = orb.Ring(movedAll(p[i], to))
	}
	return out
}

func movedAll[P ~[]orb.Point](list P, to orb.Projection) []orb.Point {
	out := make([]orb.Point, len(list))
	for i, p := range list {
		out[i] = to(p)
	}
	return out
}
