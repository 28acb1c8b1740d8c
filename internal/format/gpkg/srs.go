package gpkg

import (
	"fmt"
	"slices"

	"saavu/internal/format/crs"
	"saavu/pkg/spatial"
)

// ownSRS is the number of a system without a code: those from 100000 on are in no register.
const ownSRS = 100000

// srs is the number of a layer's system in the file.
func (l *Layer) srs() int {
	if l.CRS.EPSG == 0 && l.CRS != (spatial.CRS{}) {
		return ownSRS
	}
	return l.CRS.EPSG
}

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
	own := spatial.CRS{}
	for i := range layers {
		switch c := layers[i].CRS.EPSG; {
		case layers[i].Geometry == "":
		case c == 0 && own != (spatial.CRS{}) && own != layers[i].CRS:
			return nil, fmt.Errorf("layer %q: a second coordinate system without a code, expected one in a file", layers[i].Name)
		case c == 0:
			own = layers[i].CRS
		case !slices.Contains(codes, c):
			codes = append(codes, c)
		}
	}
	if own != (spatial.CRS{}) {
		list = append(list, srs{own.Name, ownSRS, "NONE", crs.WKT(own), "easting/northing coordinates in metres, a system without a code"})
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
