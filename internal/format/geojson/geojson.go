// Package geojson writes and reads GeoJSON (RFC 7946): features with places and
// named values as JSON text. Write streams a collection with the same bytes for
// the same input. Source reads any document of the standard, and the "crs"
// member of older files. LineSource reads features line by line. Both return
// rows. The package works at the level of bytes and plain records.
package geojson

import "github.com/paulmach/orb"

// Collection is what Write writes as one FeatureCollection.
type Collection struct {
	// Members are written before the features, in this order: a title, a note,
	// a source. Their names must not be among those that the standard defines
	// (type, features, bbox, crs …).
	Members []Member

	// BBox asks for the "bbox" member, west, south, east, north over all
	// features. It is computed while writing and therefore follows the
	// features; it is left out if no feature has a place.
	BBox bool

	// Sparse leaves out the properties of a feature whose value is nil, which are
	// null otherwise.
	Sparse bool

	// Decimals of coordinates, without trailing zeros; 0 is 7, about a centimetre.
	Decimals int

	Columns []string // names of the properties, in writing order
	Len     int      // number of features

	// ID returns the "id" of feature i, a string or an integer; nil = no ids.
	ID func(i int) any

	// Row fills values, which are in the order of Columns and nil when it is
	// called, for feature i of [0, Len), and returns the feature's geometry in
	// longitude and latitude (WGS 84, degrees). Values are string, bool, float64,
	// float32, the integer types or nil, which is written as null; a nil geometry
	// is written as null too. It is called once for each feature, in order; what
	// it returns is not kept and not changed.
	Row func(i int, values []any) orb.Geometry
}

// Member is one foreign member of a collection. The value has one of the types
// that Collection.Row may set.
type Member struct {
	Name  string
	Value any
}

// Feature is one feature as read.
type Feature struct {
	Line     int          // line of the file where the feature begins, from 1
	ID       string       // text or digits of the "id" member; "" = none
	Geometry orb.Geometry // nil for null and for empty coordinates; heights are dropped

	// Properties holds string, json.Number, bool, nil, []any and
	// map[string]any; nil if the feature has none. If a name is repeated, the
	// last value counts.
	Properties map[string]any
}
