package spatial

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// FromWKT finds the system that a well-known text describes: the .prj beside a
// shapefile, or the definition in a GeoPackage. An EPSG code of the text's own
// (not one of its parts) decides if the system is supported; otherwise WKT 1 is
// matched by its projection, parameters, unit and ellipsoid, as the files of ESRI
// carry no code and name the system freely. WKT 2 is known by its code only.
//
// The error says what was found and which systems are supported. It covers empty
// and broken text.
func FromWKT(prj string) (CRS, error) {
	root, err := parseWKT(prj)
	if err != nil {
		return CRS{}, fmt.Errorf("coordinate system text: %w", err)
	}
	if root.is("COMPD_CS", "COMPOUNDCRS") { // a plane and a height: the plane decides
		if plane := root.child("PROJCS", "GEOGCS", "PROJCRS", "GEOGCRS"); plane != nil {
			root = plane
		}
	}
	if code, ok := root.epsg(); ok {
		if c, err := ByEPSG(code); err == nil {
			return c, nil
		}
	}
	var c CRS
	switch {
	case root.is("PROJCS"):
		c, err = fromProjected(root)
	case root.is("GEOGCS"):
		c, err = fromGeographic(root)
	case root.is("PROJCRS", "GEOGCRS", "GEODCRS"):
		err = errors.New("WKT 2 without an EPSG code that is supported")
	default:
		err = fmt.Errorf("found %s, expected PROJCS or GEOGCS", root.keyword)
	}
	if err != nil {
		return CRS{}, fmt.Errorf("coordinate system %q: %w; supported are ETRS-TM35FIN (EPSG:3067), "+
			"ETRS-GK19FIN to ETRS-GK31FIN (3873 to 3885), WGS84 (4326), ETRS89 (4258) and Web Mercator (3857)",
			root.name(), err)
	}
	return c, nil
}

// fromProjected matches a PROJCS by its parameters.
func fromProjected(root *wktNode) (CRS, error) {
	if unit, ok := root.number("UNIT"); ok && unit != 1 {
		return CRS{}, fmt.Errorf("its unit is %g metres, expected 1", unit)
	}
	projection := ""
	if n := root.child("PROJECTION"); n != nil {
		projection = n.name()
	}
	switch canonical(projection) {
	case "mercatorauxiliarysphere", "popularvisualisationpseudomercator":
		if root.parameter("central_meridian") != 0 || root.parameter("false_easting") != 0 ||
			root.parameter("false_northing") != 0 {
			return CRS{}, errors.New("a Web Mercator that is moved from its place")
		}
		return ByEPSG(3857)
	case "transversemercator", "gausskruger":
	default:
		return CRS{}, fmt.Errorf("projection %q is not one of ours", projection)
	}
	if err := checkEllipsoid(root); err != nil {
		return CRS{}, err
	}
	found := meridianStrip{
		meridian:     root.parameter("central_meridian"),
		scale:        root.parameter("scale_factor"),
		falseEasting: root.parameter("false_easting"),
	}
	if root.parameter("latitude_of_origin") == 0 && root.parameter("false_northing") == 0 {
		for _, c := range guessed() {
			if c.tm.scale != 0 && c.tm.matches(found) {
				return c, nil
			}
		}
	}
	return CRS{}, fmt.Errorf("transverse Mercator with central meridian %g, scale %g, false easting %.1f, "+
		"false northing %.1f and latitude of origin %g is not one of ours", found.meridian, found.scale,
		found.falseEasting, root.parameter("false_northing"), root.parameter("latitude_of_origin"))
}

// matches compares strips; writers round their numbers in various ways.
func (m meridianStrip) matches(o meridianStrip) bool {
	return math.Abs(m.meridian-o.meridian) < 1e-9 && math.Abs(m.scale-o.scale) < 1e-9 &&
		math.Abs(m.falseEasting-o.falseEasting) < 1e-3
}

// fromGeographic matches a GEOGCS by its datum: WGS84, else ETRS89.
func fromGeographic(root *wktNode) (CRS, error) {
	if unit, ok := root.number("UNIT"); ok && math.Abs(unit-math.Pi/180) > 1e-9 {
		return CRS{}, fmt.Errorf("its unit is %g radians, expected degrees", unit)
	}
	if err := checkEllipsoid(root); err != nil {
		return CRS{}, err
	}
	if meridian, ok := root.number("PRIMEM"); ok && meridian != 0 {
		return CRS{}, fmt.Errorf("its prime meridian is at %g, expected 0 (Greenwich)", meridian)
	}
	names := canonical(root.name())
	if datum := root.child("DATUM"); datum != nil {
		names += " " + canonical(datum.name())
	}
	switch {
	case strings.Contains(names, "wgs1984"), strings.Contains(names, "wgs84"):
		return ByEPSG(4326)
	case strings.Contains(names, "etrs"), strings.Contains(names, "euref"),
		strings.Contains(names, "europeanterrestrialreference"):
		return ByEPSG(4258)
	}
	return CRS{}, errors.New("its datum is neither WGS84 nor ETRS89")
}

// checkEllipsoid refuses what is not GRS80 or WGS84, such as the international
// ellipsoid of KKJ, whose coordinates lie about 200 m off.
func checkEllipsoid(root *wktNode) error {
	spheroid := root.find("SPHEROID", "ELLIPSOID")
	if spheroid == nil || len(spheroid.numbers) < 2 {
		return nil
	}
	a, rf := spheroid.numbers[0], spheroid.numbers[1]
	if math.Abs(a-semiMajor) > 1e-3 || math.Abs(rf-1/flattening) > 1e-5 {
		return fmt.Errorf("its ellipsoid is %q (%.3f m, 1/%.9g), expected GRS80 or WGS84 (%.0f m, 1/298.2572)",
			spheroid.name(), a, rf, semiMajor)
	}
	return nil
}

// canonical drops case and all but letters and digits, as writers spell the names
// of projections and datums with spaces, underscores or neither.
func canonical(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + ('a' - 'A')
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}
