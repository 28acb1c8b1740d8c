// Package spatial handles places. Inside Saavu a place is an orb.Point of
// metres in ETRS-TM35FIN (EPSG:3067), easting first. The package has the
// transforms to and from the other coordinate systems used in Finland, the
// areal overlay that moves counts from one grid of cells to another, an index
// of nearest points, the lookup of the area that contains a point, and the
// squares of a grid and their union. It reads no files and keeps no state. The
// examples have answers that are clear without a computer.
package spatial

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// CRS is a coordinate reference system that is used for places in Finland. Get
// one from ByEPSG, FromWKT or Guess; two of the same system are equal with ==.
//
// A point is always x first: {easting, northing} in metres or {longitude,
// latitude} in degrees. This holds also for the systems whose EPSG entry names
// the northing or the latitude first (3873 to 3885, 4258, 4326); a reader whose
// file follows that order swaps the axes before it calls. NorthFirst reports
// whether an alias of a system has the other order.
//
// ETRS89 and WGS84 are treated as identical, as is done on maps. In Finland they
// differ by about 2.5 cm for each year since 1989, less than a metre, with the motion
// of the European plate. The WGS84 ellipsoid is replaced by GRS80 (at most 0.1 mm).
//
// The zero CRS has no name and takes points for EPSG:3067.
type CRS struct {
	EPSG int    // code in the EPSG register
	Name string // name in the EPSG register

	kind  kind
	plane plane
	datum datum
	used  orb.Bound // where, in degrees; empty for systems of Finland and of the whole earth
	alias int       // code of the system that has the same coordinates, 0 if none
	about bool      // equal only to about a metre
	north bool
}

// kind selects the formulas of a CRS.
type kind uint8

const (
	home kind = iota // ETRS-TM35FIN
	transverseMercator
	geographic
	webMercator
	lambertConic
	lambertAzimuthal
)

const (
	firstGK = 3873 // ETRS89 / GK19FIN
	lastGK  = 3885 // ETRS89 / GK31FIN

	// The older zones: the same, but without the zone number at the start of
	// eastings.
	firstBareGK = 3126 // ETRS89 / ETRS-GK19FIN
	lastBareGK  = 3138 // ETRS89 / ETRS-GK31FIN

	firstZone = 19
)

// ByEPSG returns the system with an EPSG code: 3067 (ETRS-TM35FIN), 3873 to
// 3885 (ETRS-GK19FIN to ETRS-GK31FIN; 3879 is GK25FIN), 3126 to 3138 (the same
// without the zone number at the start of eastings), 4326 (WGS84), 4258
// (ETRS89), 3857 (Web Mercator), or one of the aliases of these (see Alias). Any
// other code is an error that names it and lists what is supported.
func ByEPSG(code int) (CRS, error) {
	switch {
	case code == 3067:
		return CRS{EPSG: code, Name: "ETRS89 / TM35FIN(E,N)", kind: home, plane: tm35()}, nil
	case code == 4326:
		return CRS{EPSG: code, Name: "WGS 84", kind: geographic}, nil
	case code == 4258:
		return CRS{EPSG: code, Name: "ETRS89", kind: geographic}, nil
	case code == 3857:
		return CRS{EPSG: code, Name: "WGS 84 / Pseudo-Mercator", kind: webMercator}, nil
	case code >= firstGK && code <= lastGK:
		zone := code - firstGK + firstZone
		return strip(code, "ETRS89 / GK%dFIN", zone, float64(zone)*1e6), nil
	case code >= firstBareGK && code <= lastBareGK:
		c := strip(code, "ETRS89 / ETRS-GK%dFIN", code-firstBareGK+firstZone, 0)
		c.north = true
		return c, nil
	}
	for _, t := range aliases() {
		if t.code == code {
			c, err := ByEPSG(t.of)
			c.EPSG, c.Name, c.alias, c.about, c.north = code, t.name, t.of, t.about, t.north
			if t.abroad { // a zone of UTM, which other countries use too; Finland uses all of it
				c.kind, c.used = transverseMercator, bounds(18, -1, 33, 85)
			}
			return c, err
		}
	}
	if c, ok := registered(code); ok {
		return c, nil
	}
	return CRS{}, fmt.Errorf("coordinate system %s is not supported: use 3067 (ETRS-TM35FIN), "+
		"3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035", CodeName(code))
}

// strip is a zone of Gauss and Krüger; front is the number at the start of its
// eastings.
func strip(code int, name string, zone int, front float64) CRS {
	return CRS{EPSG: code, Name: fmt.Sprintf(name, zone), kind: transverseMercator,
		plane: plane{meridian: float64(zone), scale: 1, east: front + 5e5}}
}

// String returns the code and the name, as in "EPSG:3879 (ETRS89 / GK25FIN)"; the name
// alone for a system without a code.
func (c CRS) String() string {
	if c.EPSG == 0 && c.Name != "" {
		return c.Name
	}
	return fmt.Sprintf("EPSG:%d (%s)", c.EPSG, c.Name)
}

// Alias returns the code of the system that has the same coordinates under
// another name, as 3067 for 25835 (ETRS89 / UTM zone 35N); 0 if there is none.
// about is true if they are equal only to about a metre, as for 32635 (WGS 84 /
// UTM zone 35N).
func (c CRS) Alias() (code int, about bool) { return c.alias, c.about }

// NorthFirst reports whether the system is one of those that differ from another
// by the order of its axes: the register names the northing of 5048 first, the
// easting of 3067. Files keep either order, so a reader looks at the values.
func (c CRS) NorthFirst() bool { return c.north }

// WithoutZone returns the variant of a Gauss-Krüger zone whose eastings do not
// begin with the zone number, 3132 for 3879. It returns false for any other
// system.
func (c CRS) WithoutZone() (CRS, bool) {
	if c.EPSG < firstGK || c.EPSG > lastGK {
		return CRS{}, false
	}
	bare, err := ByEPSG(c.EPSG - firstGK + firstBareGK)
	return bare, err == nil
}

// Zone is the number of a zone of Gauss and Krüger, its central meridian; 0 for
// any other system.
func (c CRS) Zone() int {
	if full := c.EPSG >= firstGK && c.EPSG <= lastGK; !full && (c.EPSG < firstBareGK || c.EPSG > lastBareGK) {
		return 0
	}
	return int(c.plane.meridian)
}

// Geographic reports whether points are longitude and latitude in degrees. If
// not, they are metres.
func (c CRS) Geographic() bool { return c.kind == geographic }

// To returns the conversion of points of this system to another one; it serves as an
// orb.Projection: project.Polygon(p, c.To(other)) moves a polygon in place. Where no
// datum changes it agrees with PROJ to better than a millimetre in the area where both
// systems are used; see Approximate. Far from there the series diverge and the result is
// meaningless: check with Within. A coordinate that is not finite results in one that
// is not finite either.
func (c CRS) To(other CRS) func(orb.Point) orb.Point {
	if c.same(other) {
		return func(p orb.Point) orb.Point { return p }
	}
	from, to := c.projector(), other.projector()
	if from.datum == to.datum {
		return func(p orb.Point) orb.Point { return to.to(from.from(p)) }
	}
	return func(p orb.Point) orb.Point {
		at := from.onEllipsoid(from.from(p))
		if from.datum.steps() {
			at = from.datum.toWGS84(at)
		}
		if to.datum.steps() {
			at = to.datum.fromWGS84(at)
		}
		return to.to(to.onGlobe(at))
	}
}

// kindOf selects the formulas: ETRS-TM35FIN is a transverse Mercator.
func (c CRS) kindOf() kind {
	if c.kind == home {
		return transverseMercator
	}
	return c.kind
}

// same reports whether two systems have the same coordinates.
func (c CRS) same(o CRS) bool {
	a, b := c, o
	for _, x := range []*CRS{&a, &b} {
		if x.kind == home {
			x.kind, x.plane = transverseMercator, tm35()
		}
	}
	return a.kind == b.kind && a.plane == b.plane && a.datum == b.datum
}

// Approximate reports whether places become those of WGS84 only to a few metres: the
// system has an old datum, and one step of seven parameters stands for a whole country.
func (c CRS) Approximate() bool { return c.datum.steps() }

// Metric reports whether distances in the system are metres on the ground, to about a
// tenth of a percent where it is used, so that a county may be computed in it: not
// degrees, and not Web Mercator, whose metre is half of one in Finland.
func (c CRS) Metric() bool { return c.kind != geographic && c.kind != webMercator }

// ToTM35 takes a point of this system to ETRS-TM35FIN metres (EPSG:3067), FromTM35 back.
func (c CRS) ToTM35(p orb.Point) orb.Point { return c.To(CRS{})(p) }

// FromTM35 takes a point of ETRS-TM35FIN metres to this system.
func (c CRS) FromTM35(p orb.Point) orb.Point { return CRS{}.To(c)(p) }

// InFinland reports whether the system is the one of a county in Finland, where places
// are checked by the outline of the country: the zero CRS, EPSG:3067 and the zones of
// Gauss and Krüger. Of any other system only the area where it is used is known.
func (c CRS) InFinland() bool { return c.Metric() && c.used == (orb.Bound{}) }

// Within returns a test of whether a point of a system is where a county's system, home,
// is used: in Finland by the coarse outline of InFinland, elsewhere within the bounds of
// home and of the system. A coordinate that is not a number is not within.
func Within(system, home CRS) func(orb.Point) bool {
	if !home.InFinland() && system.same(home) { // EPSG:3067 in a county of EPSG:32635
		system = home
	}
	lonLat := system.To(CRS{kind: geographic})
	used := func(d orb.Point) bool {
		return d[0] >= -180 && d[0] <= 180 && d[1] > -90 && d[1] < 90 && system.usedAt(d)
	}
	if !home.InFinland() {
		return func(p orb.Point) bool {
			if !system.near(p) {
				return false
			}
			d := lonLat(p)
			return used(d) && home.usedAt(d)
		}
	}
	tm35 := system.To(CRS{})
	return func(p orb.Point) bool {
		if system.kind == geographic && !(p[0] > 18 && p[0] < 34 && p[1] > 58 && p[1] < 72) {
			return false // the projection of a place so far away means nothing
		}
		return system.near(p) && InFinland(tm35(p)) && (system.used == (orb.Bound{}) || used(lonLat(p)))
	}
}

// usedAt reports whether a system is used at a place in degrees. Its bounds may reach over
// the 180th meridian.
func (c CRS) usedAt(d orb.Point) bool {
	if c.used == (orb.Bound{}) {
		return true
	}
	middle := c.used.Center()[0]
	return c.used.Contains(orb.Point{middle + turn(d[0]-middle), d[1]})
}

// near rules out points for which the formulas have no meaning: they may return any
// other point there.
func (c CRS) near(p orb.Point) bool {
	switch c.kindOf() {
	case geographic:
		return math.Abs(p[0]) <= 180 && math.Abs(p[1]) < 90
	case transverseMercator:
		if c.InFinland() {
			return math.Abs(p[0]-c.plane.east) < 1e6 && p[1] > 6.4e6 && p[1] < 8e6
		}
		return math.Abs(p[0]-c.plane.east) < 2e6 && math.Abs(p[1]-c.plane.north) < 1.2e7
	}
	return math.Abs(p[0]) < 3e7 && math.Abs(p[1]) < 3e7 // also false for what is no number
}

// equatorDegree is the length of a degree of longitude in Web Mercator, metres.
const equatorDegree = semiMajor * math.Pi / 180

// toWebMercator takes longitude and latitude to EPSG:3857: a Mercator projection
// of a sphere, fed with latitudes of the ellipsoid (EPSG method 1024).
func toWebMercator(p orb.Point) orb.Point {
	return orb.Point{p[0] * equatorDegree, semiMajor * math.Asinh(math.Tan(p[1]*degree))}
}

func fromWebMercator(p orb.Point) orb.Point {
	return orb.Point{p[0] / equatorDegree, math.Atan(math.Sinh(p[1]/semiMajor)) / degree}
}
