package gpkg

import "fmt"

// srs is one row of gpkg_spatial_ref_sys.
type srs struct {
	name         string
	id           int
	organization string
	definition   string // WKT 1 as in EPSG's registry
	description  string
}

// The first three are required in every file (requirement 11).
var systems = []srs{
	{"Undefined Cartesian SRS", -1, "NONE", "undefined", "undefined Cartesian coordinate reference system"},
	{"Undefined geographic SRS", 0, "NONE", "undefined", "undefined geographic coordinate reference system"},
	{"WGS 84 geodetic", 4326, "EPSG", wkt4326, "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid"},
	{"ETRS89 / TM35FIN(E,N)", 3067, "EPSG", wkt3067, "easting/northing coordinates in metres, Finland"},
}

const wkt4326 = `GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]`

const wkt3067 = `PROJCS["ETRS89 / TM35FIN(E,N)",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6258"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4258"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",27],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","3067"]]`

func checkEPSG(code int) error {
	for _, s := range systems {
		if s.id == code && s.organization == "EPSG" {
			return nil
		}
	}
	return fmt.Errorf("EPSG code %d is not known here, expected 3067 or 4326", code)
}
