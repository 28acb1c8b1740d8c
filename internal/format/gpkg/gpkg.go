// Package gpkg writes and reads GeoPackage 1.3 files (OGC 12-128r17): SQLite
// databases that QGIS, GDAL and ArcGIS open as maps. Write makes layers of
// points or polygons and plain tables, with a spatial index, a title and a
// description for every column and an optional QGIS style, with the same bytes
// for the same input. Source returns one layer row by row. The package handles
// bytes, columns and geometries, not their meaning.
package gpkg

import (
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/format/layer"
	"saavu/pkg/spatial"
)

// The types of a column, as the standard's table 1 names them. A real number is
// never NaN or infinite.
const (
	Integer = layer.Integer
	Real    = layer.Real
	Text    = layer.Text
	Boolean = layer.Boolean
)

// The geometry types that a layer may be written with.
const (
	Point        = layer.Point
	LineString   = layer.LineString
	Polygon      = layer.Polygon
	MultiPolygon = layer.MultiPolygon
)

// The names of the two columns that every written layer has in addition to its
// own.
const (
	idColumn       = "fid"
	geometryColumn = "geom"
)

// Column is one attribute of a layer. Name is the name in the table and must
// not be "fid" or "geom". Type is Integer, Real, Text or Boolean when writing,
// and the declared type in the file (for instance TEXT(254)) when reading.
// Title is what QGIS shows instead of the name (the alias), Description the
// longer text; both may be empty.
type Column = layer.Column

// Layer is one table to be written.
type Layer struct {
	Name        string // table name; not "", nor one that starts with gpkg_, rtree_ or sqlite_, nor layer_styles
	Title       string // short title, unique in the file; empty = Name
	Description string
	Geometry    string      // Point, LineString, Polygon, MultiPolygon, or "" for a table without places
	CRS         spatial.CRS // x first; as in layer.Layer, but one without a code in a file
	Columns     []Column
	Len         int // number of rows

	// Row fills values, which are in the order of Columns and nil when it is
	// called, for row i of [0, Len), and returns the row's geometry. A value left
	// nil is NULL, a nil geometry is a row without a place. It is called once for
	// each row, in order; what it returns is not kept.
	Row func(i int, values []any) orb.Geometry

	// Key is the number of row i, by which views find it; it rises with i. Nil is
	// i+1.
	Key func(i int) int64
	// Hidden keeps a table for views alone: no list of layers has it.
	Hidden bool
	// View makes a layer of rows that other tables hold; Len, Row, Key and Hidden
	// are not used then, and it has no spatial index of its own.
	View *View

	// Styles are kept in the table layer_styles, where QGIS finds them. It opens
	// the layer with the first one and offers the others.
	Styles []Style
}

// View says where the rows of a layer are: those of the table Rows, with the
// geometry of the table Places. Columns are where the values of the layer's columns
// stand, in their order. All tables are layers written before the view, and their
// rows are joined by key.
type View struct {
	Rows, Places string
	Columns      []From
}

// From is a column of a written table.
type From struct{ Table, Column string }

// Style is how a map program draws a layer: as a QGIS style (QML) and as a Styled
// Layer Descriptor (SLD). Either may be empty. Name and Description are for people.
type Style struct{ Name, Description, QML, SLD string }

// Metadata is a document about the file: Standard is the address of what defines its
// structure, Type its media type. It is about the whole file, and about each of the
// Layers.
type Metadata struct {
	Standard, Type, Text string
	Layers               []string
}

// Project is a QGIS project that is kept in the file: a zipped project (.qgz).
type Project struct {
	Name    string
	Content []byte
}

// Options are the settings of Write.
type Options struct {
	// Instant is written to the file as the time of last change, to the
	// millisecond, UTC. It is an argument so that the same input gives the same
	// bytes; a zero Instant is an error.
	Instant time.Time

	Metadata []Metadata
	Projects []Project
}

// Plain returns the layer as every codec takes it, without styles.
func (l *Layer) Plain() layer.Layer {
	return layer.Layer{Name: l.Name, Title: l.Title, Description: l.Description, Geometry: l.Geometry, CRS: l.CRS,
		Columns: l.Columns, Len: l.Len, Row: l.Row}
}
