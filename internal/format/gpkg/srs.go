package gpkg

import (
	"slices"

	"saavu/internal/format/crs"
)

// srs is one row of gpkg_spatial_ref_sys.
type srs struct {
	name         string
	id           int
	organization string
	definition   string // WKT 1 as in EPSG's registry
	description  string
}

// systemsOf lists the systems of a file: the three that every file has
// (requirement 11), that of Finland, and those of the layers.
func systemsOf(layers []Layer) ([]srs, error) {
	list := []srs{
		{"Undefined Cartesian SRS", -1, "NONE", "undefined", "undefined Cartesian coordinate reference system"},
		{"Undefined geographic SRS", 0, "NONE", "undefined", "undefined geographic coordinate reference system"},
	}
	codes := []int{crs.WGS84, crs.TM35}
	for i := range layers {
		if c := layers[i].EPSG; layers[i].Geometry != "" && !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	for _, code := range codes {
		c, err := crs.Find(code)
		if err != nil {
			return nil, err
		}
		s := srs{c.Name, code, "EPSG", crs.WKT(c), "easting/northing coordinates in metres"}
		switch {
		case code == crs.WGS84:
			s.name, s.description = "WGS 84 geodetic", "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid"
		case code == crs.TM35:
			s.description += ", Finland"
		case c.Geographic():
			s.description = "longitude/latitude coordinates in decimal degrees"
		}
		list = append(list, s)
	}
	return list, nil
}
