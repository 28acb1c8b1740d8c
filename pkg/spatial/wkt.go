package spatial

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// FromWKT finds the system that a well-known text describes: the .prj of a
// shapefile, or the definition in a GeoPackage. An EPSG code of the text's own
// (not one of its parts) decides if that system is supported. Otherwise the
// text, of either version, is read by its projection, parameters, units and
// ellipsoid, because the files of ESRI have no code and name the system freely. A
// system with parameters that no code has keeps the name in the text; its EPSG is 0.
//
// The error states what was found and what is supported. It covers
// empty and malformed text.
func FromWKT(prj string) (CRS, error) {
	root, err := plainSystem(prj)
	if err != nil {
		return CRS{}, fmt.Errorf("coordinate system text: %w", err)
	}
	if code, ok := root.epsg(); ok {
		if c, err := ByEPSG(code); err == nil {
			return c, nil
		}
	}
	var c CRS
	switch {
	case root.is("PROJCS", "PROJCRS", "PROJECTEDCRS"):
		c, err = fromProjected(root)
	case root.is("GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS"):
		c, err = fromGeographic(root)
	default:
		err = fmt.Errorf("found %s, expected PROJCS or GEOGCS", root.keyword)
	}
	if err != nil {
		return CRS{}, fmt.Errorf("coordinate system %q: %w; expected metres of a transverse Mercator, Lambert conformal conic or Lambert azimuthal "+
			"equal area projection on GRS80 or WGS84, Web Mercator, or degrees of WGS84 or ETRS89",
			root.name(), err)
	}
	return c, nil
}

// WKTName returns the system's name in a well-known text: its code, "EPSG:3035
// (ETRS89-extended / LAEA Europe)", else its name. "" if the text is none.
func WKTName(prj string) string {
	root, err := plainSystem(prj)
	if err != nil {
		return ""
	}
	code, ok := root.epsg()
	switch {
	case ok && registerName(code) == "" && root.name() != "":
		return fmt.Sprintf("EPSG:%d (%s)", code, root.name())
	case ok:
		return CodeName(code)
	}
	return root.name()
}

// plainSystem parses a text and returns the horizontal system in it: of a plane
// and a height the plane, of a system with a shift to WGS84 the system itself.
func plainSystem(prj string) (*wktNode, error) {
	root, err := parseWKT(prj)
	if err != nil {
		return nil, err
	}
	for range 2 {
		inner := root
		switch {
		case root.is("COMPD_CS", "COMPOUNDCRS"):
			inner = root.child("PROJCS", "GEOGCS", "PROJCRS", "GEOGCRS", "BOUNDCRS")
		case root.is("BOUNDCRS"):
			if source := root.child("SOURCECRS"); source != nil {
				inner = source.child("PROJCRS", "GEOGCRS", "GEODCRS", "COMPOUNDCRS")
			}
		}
		if inner != nil {
			root = inner
		}
	}
	return root, nil
}

// fromProjected matches a projected system by its parameters. Version 2 of the text
// keeps them one level deeper.
func fromProjected(root *wktNode) (CRS, error) {
	if unit, ok := root.unlike(1, "UNIT", "LENGTHUNIT"); ok {
		return CRS{}, fmt.Errorf("its unit is %g metres, expected 1", unit)
	}
	holder, projection := root, ""
	if conversion := root.child("CONVERSION"); conversion != nil {
		holder = conversion
	}
	if n := holder.child("PROJECTION", "METHOD"); n != nil {
		projection = n.name()
	}
	p := Parameters{
		Meridian:  holder.parameter("central_meridian", "longitude_of_natural_origin", "longitude_of_false_origin", "longitude_of_center"),
		Latitude:  holder.parameter("latitude_of_origin", "latitude_of_natural_origin", "latitude_of_false_origin", "latitude_of_center"),
		Parallel1: holder.parameter("standard_parallel_1", "latitude_of_1st_standard_parallel"),
		Parallel2: holder.parameter("standard_parallel_2", "latitude_of_2nd_standard_parallel"),
		Scale:     holder.parameter("scale_factor", "scale_factor_at_natural_origin"),
		Easting:   holder.parameter("false_easting", "easting_at_false_origin"),
		Northing:  holder.parameter("false_northing", "northing_at_false_origin"),
	}
	switch canonical(projection) {
	case "mercatorauxiliarysphere", "popularvisualisationpseudomercator":
		if p != (Parameters{Scale: p.Scale}) {
			return CRS{}, errors.New("a Web Mercator with a shifted origin")
		}
		return ByEPSG(3857)
	case "transversemercator", "gausskruger":
		p.Projection = TransverseMercator
	case "lambertconformalconic2sp", "lambertconicconformal2sp", "lambertconformalconic":
		p.Projection = LambertConformalConic
	case "lambertconformalconic1sp", "lambertconicconformal1sp":
		p.Projection, p.Parallel1, p.Parallel2 = LambertConformalConic, p.Latitude, p.Latitude
	case "lambertazimuthalequalarea":
		p.Projection = LambertAzimuthalEqualArea
	default:
		return CRS{}, fmt.Errorf("projection %q is not supported", projection)
	}
	base, err := checkedBase(root)
	if err != nil {
		return CRS{}, err
	}
	c, err := p.system(root.name(), base, true)
	if err == nil && c.EPSG == 0 && old(base) {
		return CRS{}, fmt.Errorf("its datum is known, but only below EPSG:27700, 29902 and 31466 to 31469")
	}
	return c, err
}

// fromGeographic matches a GEOGCS by its datum: WGS84, else ETRS89.
func fromGeographic(root *wktNode) (CRS, error) {
	if unit, ok := root.unlike(math.Pi/180, "UNIT", "ANGLEUNIT"); ok {
		return CRS{}, fmt.Errorf("its unit is %g radians, expected degrees", unit)
	}
	base, err := checkedBase(root)
	if err != nil {
		return CRS{}, err
	}
	if old(base) {
		return CRS{}, errors.New("its datum is neither WGS84 nor ETRS89")
	}
	return ByEPSG(cmp.Or(base, wgs84)) // a datum that has no code here is equal to it
}

// old reports whether a geographic system has a datum that is a step away from WGS84.
func old(base int) bool { return base == 4277 || base == 4299 || base == 4314 }

// checkedBase is baseOf, after checks of the ellipsoid, of the prime meridian and of the
// datum. A datum whose name is not known may be hundreds of metres from WGS84 on the same
// ellipsoid, as that of Greece is, and a step to WGS84 says that it is.
func checkedBase(root *wktNode) (int, error) {
	base, known := baseOf(root)
	if err := checkEllipsoid(root, base); err != nil {
		return 0, err
	}
	if n := root.find("PRIMEM", "PRIMEMERIDIAN"); n != nil && len(n.numbers) > 0 && n.numbers[0] != 0 {
		return 0, fmt.Errorf("its prime meridian is at %g, expected 0 (Greenwich)", n.numbers[0])
	}
	if n := root.find("TOWGS84"); n != nil && !old(base) && slices.ContainsFunc(n.numbers, func(v float64) bool { return v != 0 }) {
		return 0, fmt.Errorf("it has a step to WGS84 (TOWGS84 %g), expected zeros: %s", n.numbers, otherDatum)
	}
	if n := root.find("DATUM", "ENSEMBLE"); n != nil && !known {
		return 0, fmt.Errorf("its datum %q is not known to be that of WGS84 or ETRS89 to about a metre: %s", n.name(), otherDatum)
	}
	return base, nil
}

// otherDatum says what helps with a datum that is not known.
const otherDatum = "save the file in EPSG:4326, or declare epsg if the system is another one"

// checkEllipsoid rejects ellipsoids other than GRS80, WGS84 and that of the datum, such
// as the international ellipsoid of KKJ, whose coordinates are about 200 m off.
func checkEllipsoid(root *wktNode, base int) error {
	axis, inverse := semiMajor, 1/flattening
	for code, of := range map[int]datum{4277: osgb36(), 4299: tm65(), 4314: dhdn()} {
		if code == base {
			axis, inverse = of.axis, of.rf
		}
	}
	spheroid := root.find("SPHEROID", "ELLIPSOID")
	if spheroid == nil || len(spheroid.numbers) < 2 {
		return nil
	}
	a, rf := spheroid.numbers[0], spheroid.numbers[1]
	if math.Abs(a-axis) > 1e-3 || math.Abs(rf-inverse) > 1e-5 {
		return fmt.Errorf("its ellipsoid is %q (%.3f m, 1/%.9g), expected GRS80 or WGS84 (%.0f m, 1/298.2572)",
			spheroid.name(), a, rf, semiMajor)
	}
	return nil
}

// canonical lowers case and drops all but letters and digits, because writers
// spell the names of projections and datums with spaces, underscores or
// neither.
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
