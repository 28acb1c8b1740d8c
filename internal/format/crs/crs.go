// Package crs writes coordinate systems as files state them: well-known text of
// version 1, as GeoPackage stores it, and PROJJSON, as GeoParquet does. It knows
// the systems of spatial that are not another name of one of them. Names, codes
// and numbers are those of the EPSG register; the datum stands as a datum, not
// as the ensemble of its realisations, which older readers do not know.
package crs

import (
	"encoding/json"
	"fmt"
	"strconv"

	"saavu/pkg/spatial"
)

// Codes of the systems that have formulas of their own here.
const (
	TM35  = 3067 // ETRS-TM35FIN, metres
	WGS84 = 4326 // longitude and latitude

	etrs89      = 4258
	webMercator = 3857
)

// Find returns the system that a file is written in, by its EPSG code. Another
// name of a system is refused with the code to use instead, as is a code that
// spatial does not know.
func Find(code int) (spatial.CRS, error) {
	c, err := spatial.ByEPSG(code)
	if err != nil {
		return c, err
	}
	if same, _ := c.Alias(); same != 0 {
		return c, fmt.Errorf("coordinate system %s is another name of EPSG:%d: use %d", c, same, same)
	}
	return c, nil
}

// base is a geographic system below a projection.
type base struct {
	code, datum, ellipsoid     int
	name, datumName, datumText string
	ellipsoidName, flattening  string
}

func baseOf(code int) base {
	if code == WGS84 || code == webMercator {
		return base{code: WGS84, datum: 6326, ellipsoid: 7030, name: "WGS 84", datumName: "World Geodetic System 1984", datumText: "WGS_1984",
			ellipsoidName: "WGS 84", flattening: "298.257223563"}
	}
	return base{code: etrs89, datum: 6258, ellipsoid: 7019, name: "ETRS89", datumName: "European Terrestrial Reference System 1989",
		datumText: "European_Terrestrial_Reference_System_1989", ellipsoidName: "GRS 1980", flattening: "298.257222101"}
}

// strip returns the numbers of a transverse Mercator projection.
func strip(c spatial.CRS) (meridian int, scale string, easting int) {
	if c.EPSG == TM35 {
		return 27, "0.9996", 500000
	}
	easting = 500000
	if _, numbered := c.WithoutZone(); numbered {
		easting += c.Zone() * 1000000
	}
	return c.Zone(), "1", easting
}

// northFirst reports whether the register names the northing of a system first.
// Files of GeoPackage and GeoParquet have x first all the same.
func northFirst(c spatial.CRS) bool { return c.EPSG != TM35 && c.EPSG != webMercator }

// WKT returns the well-known text of a system from Find, as GDAL writes it.
func WKT(c spatial.CRS) string {
	b := baseOf(c.EPSG)
	geographic := fmt.Sprintf(`GEOGCS["%s",DATUM["%s",SPHEROID["%s",6378137,%s,AUTHORITY["EPSG","%d"]],AUTHORITY["EPSG","%d"]],`+
		`PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]`,
		b.name, b.datumText, b.ellipsoidName, b.flattening, b.ellipsoid, b.datum)
	if c.Geographic() {
		return fmt.Sprintf(`%s,AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","%d"]]`, geographic, c.EPSG)
	}
	axes := `AXIS["Easting",EAST],AXIS["Northing",NORTH]`
	if northFirst(c) {
		axes = `AXIS["Northing",NORTH],AXIS["Easting",EAST]`
	}
	projection := `PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0]`
	if c.EPSG == webMercator {
		axes += `,EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"]`
	} else {
		meridian, scale, easting := strip(c)
		projection = fmt.Sprintf(`PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",%d],`+
			`PARAMETER["scale_factor",%s],PARAMETER["false_easting",%d],PARAMETER["false_northing",0]`, meridian, scale, easting)
	}
	return fmt.Sprintf(`PROJCS["%s",%s,AUTHORITY["EPSG","%d"]],%s,UNIT["metre",1,AUTHORITY["EPSG","9001"]],%s,AUTHORITY["EPSG","%d"]]`,
		c.Name, geographic, b.code, projection, axes, c.EPSG)
}

// PROJJSON returns a system from Find in PROJJSON 0.7, which every version of the
// scheme from 0.4 on allows.
func PROJJSON(c spatial.CRS) json.RawMessage {
	b := baseOf(c.EPSG)
	datum := fmt.Sprintf(`"datum":{"type":"GeodeticReferenceFrame","name":"%s","ellipsoid":{"name":"%s","semi_major_axis":6378137,"inverse_flattening":%s}}`,
		b.datumName, b.ellipsoidName, b.flattening)
	degrees := `"coordinate_system":{"subtype":"ellipsoidal","axis":[` + axis("Geodetic latitude", "Lat", "north", "degree") + "," + axis("Geodetic longitude", "Lon", "east", "degree") + `]}`
	const scheme = `{"$schema":"https://proj.org/schemas/v0.7/projjson.schema.json",`
	if c.Geographic() {
		return json.RawMessage(fmt.Sprintf(`%s"type":"GeographicCRS","name":"%s",%s,%s,%s}`, scheme, c.Name, datum, degrees, id(c.EPSG)))
	}
	east, north := axis("Easting", "E", "east", "metre"), axis("Northing", "N", "north", "metre")
	conversion := `"name":"Popular Visualisation Pseudo-Mercator","method":{"name":"Popular Visualisation Pseudo Mercator",` + id(1024) + `},"parameters":[` +
		value("Latitude of natural origin", "0", "degree", 8801) + "," + value("Longitude of natural origin", "0", "degree", 8802)
	easting := 0
	if c.EPSG == webMercator {
		east, north = axis("Easting", "X", "east", "metre"), axis("Northing", "Y", "north", "metre")
	} else {
		var meridian int
		var scale string
		meridian, scale, easting = strip(c)
		name := "TM35FIN"
		if c.EPSG != TM35 {
			name = fmt.Sprintf("Finland Gauss-Kruger zone %d", meridian)
		}
		conversion = `"name":"` + name + `","method":{"name":"Transverse Mercator",` + id(9807) + `},"parameters":[` +
			value("Latitude of natural origin", "0", "degree", 8801) + "," + value("Longitude of natural origin", strconv.Itoa(meridian), "degree", 8802) + "," +
			value("Scale factor at natural origin", scale, "unity", 8805)
	}
	conversion += "," + value("False easting", strconv.Itoa(easting), "metre", 8806) + "," + value("False northing", "0", "metre", 8807) + "]"
	axes := east + "," + north
	if northFirst(c) {
		axes = north + "," + east
	}
	return json.RawMessage(fmt.Sprintf(`%s"type":"ProjectedCRS","name":"%s","base_crs":{"name":"%s",%s,%s,%s},"conversion":{%s},"coordinate_system":{"subtype":"Cartesian","axis":[%s]},%s}`,
		scheme, c.Name, b.name, datum, degrees, id(b.code), conversion, axes, id(c.EPSG)))
}

func id(code int) string { return fmt.Sprintf(`"id":{"authority":"EPSG","code":%d}`, code) }

func axis(name, short, direction, unit string) string {
	return fmt.Sprintf(`{"name":"%s","abbreviation":"%s","direction":"%s","unit":"%s"}`, name, short, direction, unit)
}

func value(name, number, unit string, code int) string {
	return fmt.Sprintf(`{"name":"%s","value":%s,"unit":"%s",%s}`, name, number, unit, id(code))
}
