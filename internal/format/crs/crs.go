// Package crs writes coordinate systems as files state them: well-known text of
// version 1, as GeoPackage stores it, and PROJJSON, as GeoParquet does. It knows
// the systems of spatial. Names, codes and numbers are those of the EPSG register;
// the datum stands as a datum, not as the ensemble of its realisations, which older
// readers do not know.
package crs

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

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
// name of a system, with other axes or with heights, is refused with the code to use
// instead, as is a code that spatial does not know.
func Find(code int) (spatial.CRS, error) {
	c, err := spatial.ByEPSG(code)
	if err != nil {
		return c, err
	}
	if same, _ := c.Alias(); same != 0 && code != 25835 && code != 32635 {
		return c, fmt.Errorf("coordinate system %s is another name of EPSG:%d: use %d", c, same, same)
	}
	return c, nil
}

// Of returns the system of a layer: that of its code, or itself if it has a name alone.
func Of(c spatial.CRS) (spatial.CRS, error) {
	if c.EPSG == 0 && c.Name != "" {
		return c, nil
	}
	return Find(c.EPSG)
}

// base is a geographic system below a projection.
type base struct {
	code, datum                int
	name, datumName, datumText string
	ellipsoid                  ellipsoid
}

// ellipsoid is one of the register.
type ellipsoid struct {
	code             int
	name             string
	axis, flattening string
}

var (
	grs80 = ellipsoid{7019, "GRS 1980", "6378137", "298.257222101"}
	wgs84 = ellipsoid{7030, "WGS 84", "6378137", "298.257223563"}
)

// bases are the geographic systems of the register that systems of spatial stand on. The
// names of datums with _ are those of version 1 of the text.
var bases = []base{
	{WGS84, 6326, "WGS 84", "World Geodetic System 1984", "WGS_1984", wgs84},
	{etrs89, 6258, "ETRS89", "European Terrestrial Reference System 1989", "", grs80},
	{4269, 6269, "NAD83", "North American Datum 1983", "", grs80},
	{4674, 6674, "SIRGAS 2000", "Sistema de Referencia Geocentrico para las AmericaS 2000", "", grs80},
	{4283, 6283, "GDA94", "Geocentric Datum of Australia 1994", "", grs80},
	{7844, 1168, "GDA2020", "Geocentric Datum of Australia 2020", "", grs80},
	{4619, 6619, "SWEREF99", "SWEREF99", "", grs80},
	{4661, 6661, "LKS92", "Latvia 1992", "", grs80},
	{4669, 6126, "LKS94", "Lithuania 1994 (ETRS89)", "Lithuania_1994_ETRS89", grs80},
	{9702, 1305, "ETRF2000-PL", "ETRF2000 Poland", "", grs80},
	{4167, 6167, "NZGD2000", "New Zealand Geodetic Datum 2000", "", grs80},
	{4173, 6173, "IRENET95", "IRENET95", "", grs80},
	{4180, 6180, "EST97", "Estonia 1997", "", grs80},
	{4171, 6171, "RGF93 v1", "Reseau Geodesique Francais 1993 v1", "", grs80},
	{4277, 6277, "OSGB36", "Ordnance Survey of Great Britain 1936", "", ellipsoid{7001, "Airy 1830", "6377563.396", "299.3249646"}},
	{4299, 6299, "TM65", "TM65", "", ellipsoid{7002, "Airy Modified 1849", "6377340.189", "299.3249646"}},
	{4314, 6314, "DHDN", "Deutsches Hauptdreiecksnetz", "", ellipsoid{7004, "Bessel 1841", "6377397.155", "299.1528128"}},
}

// baseOf is the geographic system below a system, or the system itself.
func baseOf(c spatial.CRS) base {
	code := c.Base()
	for _, b := range bases {
		if b.code == code {
			if b.datumText == "" {
				b.datumText = strings.ReplaceAll(b.datumName, " ", "_")
			}
			return b
		}
	}
	return bases[1]
}

// number writes one as GDAL does, with 15 digits.
func number(v float64) string {
	text := strconv.FormatFloat(v, 'g', 15, 64)
	if whole := strconv.FormatFloat(v, 'f', 0, 64); strings.Contains(text, "e") {
		return whole
	}
	return text
}

// parameter is one of a projection: its names in both forms, its value and its unit.
type parameter struct {
	wkt, name string
	value     float64
	unit      string
	code      int
}

// projection returns the method of a projected system: its names, its code, and its
// parameters in the order of version 1 of the text.
func projection(c spatial.CRS) (wkt, method string, code int, list []parameter) {
	p := c.Parameters()
	east, north := parameter{"false_easting", "False easting", p.Easting, "metre", 8806}, parameter{"false_northing", "False northing", p.Northing, "metre", 8807}
	switch p.Projection {
	case spatial.TransverseMercator:
		return "Transverse_Mercator", "Transverse Mercator", 9807, []parameter{
			{"latitude_of_origin", "Latitude of natural origin", p.Latitude, "degree", 8801}, {"central_meridian", "Longitude of natural origin", p.Meridian, "degree", 8802},
			{"scale_factor", "Scale factor at natural origin", p.Scale, "unity", 8805}, east, north}
	case spatial.LambertAzimuthalEqualArea:
		return "Lambert_Azimuthal_Equal_Area", "Lambert Azimuthal Equal Area", 9820, []parameter{
			{"latitude_of_center", "Latitude of natural origin", p.Latitude, "degree", 8801}, {"longitude_of_center", "Longitude of natural origin", p.Meridian, "degree", 8802}, east, north}
	case spatial.LambertConformalConic:
		if p.Parallel1 == p.Parallel2 {
			return "Lambert_Conformal_Conic_1SP", "Lambert Conic Conformal (1SP)", 9801, []parameter{
				{"latitude_of_origin", "Latitude of natural origin", p.Parallel1, "degree", 8801}, {"central_meridian", "Longitude of natural origin", p.Meridian, "degree", 8802},
				{"scale_factor", "Scale factor at natural origin", p.Scale, "unity", 8805}, east, north}
		}
		return "Lambert_Conformal_Conic_2SP", "Lambert Conic Conformal (2SP)", 9802, []parameter{
			{"latitude_of_origin", "Latitude of false origin", p.Latitude, "degree", 8821}, {"central_meridian", "Longitude of false origin", p.Meridian, "degree", 8822},
			{"standard_parallel_1", "Latitude of 1st standard parallel", p.Parallel1, "degree", 8823}, {"standard_parallel_2", "Latitude of 2nd standard parallel", p.Parallel2, "degree", 8824},
			{"false_easting", "Easting at false origin", p.Easting, "metre", 8826}, {"false_northing", "Northing at false origin", p.Northing, "metre", 8827}}
	}
	return "Mercator_1SP", "Popular Visualisation Pseudo Mercator", 1024, []parameter{
		{"central_meridian", "Longitude of natural origin", 0, "degree", 8802}, {"scale_factor", "", 1, "unity", 0}, east, north}
}

// northFirst reports whether the register names the northing of a system first.
// Files of GeoPackage and GeoParquet have x first all the same.
func northFirst(c spatial.CRS) bool { return c.NorthFirst() || c.Zone() != 0 }

// WKT returns the well-known text of a system, as GDAL writes it.
func WKT(c spatial.CRS) string {
	b := baseOf(c)
	e := b.ellipsoid
	geographic := fmt.Sprintf(`GEOGCS["%s",DATUM["%s",SPHEROID["%s",%s,%s,AUTHORITY["EPSG","%d"]],AUTHORITY["EPSG","%d"]],`+
		`PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]]`,
		b.name, b.datumText, e.name, e.axis, e.flattening, e.code, b.datum)
	if c.Geographic() {
		return fmt.Sprintf(`%s,AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","%d"]]`, geographic, c.EPSG)
	}
	axes := `AXIS["Easting",EAST],AXIS["Northing",NORTH]`
	if northFirst(c) {
		axes = `AXIS["Northing",NORTH],AXIS["Easting",EAST]`
	}
	if c.EPSG == webMercator {
		axes += `,EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"]`
	}
	name, _, _, list := projection(c)
	text := fmt.Sprintf(`PROJECTION["%s"]`, name)
	for _, p := range list {
		text += fmt.Sprintf(`,PARAMETER["%s",%s]`, p.wkt, number(p.value))
	}
	out := fmt.Sprintf(`PROJCS["%s",%s,AUTHORITY["EPSG","%d"]],%s,UNIT["metre",1,AUTHORITY["EPSG","9001"]],%s`, quoted(c.Name), geographic, b.code, text, axes)
	if c.EPSG == 0 {
		return out + "]"
	}
	return fmt.Sprintf(`%s,AUTHORITY["EPSG","%d"]]`, out, c.EPSG)
}

// quoted doubles the quotes of a name, which may be a user's.
func quoted(name string) string { return strings.ReplaceAll(name, `"`, `""`) }

// PROJJSON returns a system in PROJJSON 0.7, which every version of the scheme from 0.4
// on allows.
func PROJJSON(c spatial.CRS) json.RawMessage {
	b := baseOf(c)
	datum := fmt.Sprintf(`"datum":{"type":"GeodeticReferenceFrame","name":"%s","ellipsoid":{"name":"%s","semi_major_axis":%s,"inverse_flattening":%s}}`,
		b.datumName, b.ellipsoid.name, b.ellipsoid.axis, b.ellipsoid.flattening)
	degrees := `"coordinate_system":{"subtype":"ellipsoidal","axis":[` + axis("Geodetic latitude", "Lat", "north", "degree") + "," + axis("Geodetic longitude", "Lon", "east", "degree") + `]}`
	const scheme = `{"$schema":"https://proj.org/schemas/v0.7/projjson.schema.json",`
	if c.Geographic() {
		return json.RawMessage(fmt.Sprintf(`%s"type":"GeographicCRS","name":"%s",%s,%s,%s}`, scheme, c.Name, datum, degrees, id(c.EPSG)))
	}
	east, north := axis("Easting", "E", "east", "metre"), axis("Northing", "N", "north", "metre")
	_, method, code, list := projection(c)
	name := c.Name
	if c.EPSG == webMercator {
		east, north = axis("Easting", "X", "east", "metre"), axis("Northing", "Y", "north", "metre")
		name, list = "Popular Visualisation Pseudo-Mercator", append([]parameter{{"", "Latitude of natural origin", 0, "degree", 8801}}, list[0], list[2], list[3])
	}
	var parameters []string
	for _, p := range list {
		parameters = append(parameters, value(p.name, number(p.value), p.unit, p.code))
	}
	axes := east + "," + north
	if northFirst(c) {
		axes = north + "," + east
	}
	text := func(s string) string {
		quoted, _ := json.Marshal(s) // a text always can
		return string(quoted)
	}
	out := fmt.Sprintf(`%s"type":"ProjectedCRS","name":%s,"base_crs":{"name":"%s",%s,%s,%s},"conversion":{"name":%s,"method":{"name":"%s",%s},"parameters":[%s]},"coordinate_system":{"subtype":"Cartesian","axis":[%s]}`,
		scheme, text(c.Name), b.name, datum, degrees, id(b.code), text(name), method, id(code), strings.Join(parameters, ","),
		axes)
	if c.EPSG == 0 {
		return json.RawMessage(out + "}")
	}
	return json.RawMessage(out + "," + id(c.EPSG) + "}")
}

func id(code int) string { return fmt.Sprintf(`"id":{"authority":"EPSG","code":%d}`, code) }

func axis(name, short, direction, unit string) string {
	return fmt.Sprintf(`{"name":"%s","abbreviation":"%s","direction":"%s","unit":"%s"}`, name, short, direction, unit)
}

func value(name, number, unit string, code int) string {
	return fmt.Sprintf(`{"name":"%s","value":%s,"unit":"%s",%s}`, name, number, unit, id(code))
}
