package source

import (
	"saavu/internal/format/gpkg"
	"saavu/internal/format/topojson"
)

// Layers lists the layers of a file that may have several and that Open does
// not choose from: a GeoPackage or a TopoJSON. It returns nil for any other
// file and for one that cannot be read, for which Open reports why.
func Layers(files Files, name string) []string {
	var names []string
	switch KindOf(files, name) {
	case GeoPackage:
		names, _ = gpkg.Layers(files.geoPackage(name))
	case TopoJSON:
		if text, err := files.Read(name); err == nil {
			names, _ = topojson.Layers(text, name)
		}
	}
	return names
}

// KindOf returns the format of a file by its beginning; Unknown for one that
// cannot be read, for a folder and for a part of a shapefile.
func KindOf(files Files, name string) Kind {
	if _, ok := shapefileBase(name); ok {
		return Unknown
	}
	head, err := files.head(name)
	if err != nil {
		return Unknown
	}
	return Sniff(head)
}
