package spatial

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The projections of Parameters.
const (
	TransverseMercator        = "transverse-mercator"
	LambertConformalConic     = "lambert-conformal-conic"
	LambertAzimuthalEqualArea = "lambert-azimuthal-equal-area"
)

// Parameters describe a projected system of GRS80 or WGS84 that no code need have: a
// city's own grid. Angles are degrees, lengths metres. A scale of 0 is 1; the scale of
// an equal area projection is not read, nor are the parallels of any but a cone. A cone
// with one standard parallel has it twice, or only the first.
type Parameters struct {
	Projection           string
	Meridian, Latitude   float64 // of the origin
	Parallel1, Parallel2 float64 // standard parallels of a cone
	Scale                float64
	Easting, Northing    float64 // of the origin: false easting and false northing
}

// CRS returns the system with these parameters: one of the register that has them, else
// one with the name and without a code. The error says which parameter cannot be.
func (p Parameters) CRS(name string) (CRS, error) { return p.system(name, 0, false) }

// Parameters returns those of a projected system; none for degrees and for Web Mercator.
// The datum is not among them.
func (c CRS) Parameters() Parameters {
	kind := map[kind]string{transverseMercator: TransverseMercator, lambertConic: LambertConformalConic,
		lambertAzimuthal: LambertAzimuthalEqualArea}[c.kindOf()]
	if kind == "" {
		return Parameters{}
	}
	p := c.plane
	if c.kind == home {
		p = tm35()
	}
	return Parameters{Projection: kind, Meridian: p.meridian, Latitude: p.latitude, Parallel1: p.lat1, Parallel2: p.lat2,
		Scale: p.scale, Easting: p.east, Northing: p.north}
}

// String writes them as the key crs of a county file takes them, without those that are
// zero or the default.
func (p Parameters) String() string {
	text := "{projection: " + p.Projection + fmt.Sprintf(", meridian: %.15g", p.Meridian)
	for _, q := range []struct {
		key        string
		v, without float64
	}{{"latitude", p.Latitude, 0}, {"parallel1", p.Parallel1, 0}, {"parallel2", p.Parallel2, p.Parallel1},
		{"scale", p.Scale, 1}, {"easting", p.Easting, 0}, {"northing", p.Northing, 0}} {
		if q.v != q.without && !(q.key == "scale" && q.v == 0) {
			text += fmt.Sprintf(", %s: %.15g", q.key, q.v)
		}
	}
	return text + "}"
}

// system finds the code of parameters on a base, 0 for one that is not known or, with
// a county's parameters, not given.
func (p Parameters) system(name string, base int, text bool) (CRS, error) {
	if p.Scale == 0 {
		p.Scale = 1
	}
	c := CRS{Name: name, plane: plane{meridian: p.Meridian, latitude: p.Latitude, scale: p.Scale, east: p.Easting,
		north: p.Northing}}
	switch p.Projection {
	case TransverseMercator:
		c.kind = transverseMercator
	case LambertConformalConic:
		c.kind, c.plane.lat1, c.plane.lat2 = lambertConic, p.Parallel1, p.Parallel2
		if p.Parallel2 == 0 {
			c.plane.lat2 = p.Parallel1
		}
		if math.Abs(c.plane.lat1) < 1 || math.Abs(c.plane.lat1+c.plane.lat2) < 1 {
			return CRS{}, fmt.Errorf("a Lambert conformal conic with standard parallels %g and %g is not supported: both on one side of the equator are", p.Parallel1, p.Parallel2)
		}
	case LambertAzimuthalEqualArea:
		c.kind, c.plane.scale = lambertAzimuthal, 0
		if math.Abs(p.Latitude) > 85 {
			return CRS{}, fmt.Errorf("a Lambert azimuthal equal area projection at latitude %g is not supported: 85 and less is", p.Latitude)
		}
	default:
		return CRS{}, fmt.Errorf("projection %q is not known: expected %s, %s or %s", p.Projection, TransverseMercator, LambertConformalConic, LambertAzimuthalEqualArea)
	}
	for _, limit := range []struct {
		name     string
		v, least float64
		most     float64
	}{
		{"the meridian", p.Meridian, -180, 180}, {"the latitude of the origin", p.Latitude, -89, 89}, {"the first parallel", c.plane.lat1, -89, 89}, {"the second parallel", c.plane.lat2, -89, 89},
		{"the scale", p.Scale, 0.9, 1.1}, {"the false easting", p.Easting, -1e8, 1e8}, {"the false northing", p.Northing, -1e8, 1e8},
	} {
		if !(limit.v >= limit.least && limit.v <= limit.most) {
			return CRS{}, fmt.Errorf("%s is %g, expected %g to %g", limit.name, limit.v, limit.least, limit.most)
		}
	}
	return c.registered(base, text), nil
}

// registered finds the code of a system by its parameters and its base: EPSG:3067 and the
// zones of Gauss and Krüger of Finland first, on ETRS89 and WGS84. A county's parameters
// have no base: they are those of WGS84 if it has them, then of ETRS89. A text with a datum
// that is not known here has no code, nor have parameters that no code has: such a system
// keeps its name. Of two codes that differ by the order of their axes, the text's name
// decides: ETRS-TM33 is 3045.
func (c CRS) registered(base int, text bool) CRS {
	northName := strings.Contains(canonical(c.Name), "etrs1989etrstm") || strings.HasSuffix(c.Name, "(N-E)")
	var best CRS
	least := 10
	for _, known := range systems() {
		if known.kindOf() != c.kind || !known.plane.near(c.plane) {
			continue
		}
		rank := 0
		switch of := known.Base(); {
		case known.InFinland() && known.alias == 0 && !old(base) && (base == 0 || base == etrs89 || base == wgs84):
		case base == of:
			rank = 1
		case text || old(of) || base != 0:
			continue
		case of == wgs84:
			rank = 3
		case of == etrs89:
			rank = 5
		default:
			rank = 7
		}
		if rank > 0 && known.Base() == etrs89 && known.north != northName {
			rank++
		}
		if rank < least {
			best, least = known, rank
		}
	}
	if text && best.EPSG == 3067 && strings.Contains(canonical(c.Name), "utmzone35n") { // a zone that other countries use too
		best, _ = ByEPSG(map[bool]int{false: 25835, true: 32635}[base == wgs84]) // both are known
	}
	reach := 30.0
	if c.kind == transverseMercator {
		reach = 15
	}
	c.used = bounds(c.plane.meridian-reach, -85, c.plane.meridian+reach, 85)
	if best.EPSG == 0 {
		return c
	}
	if !text && slices.Contains(national(), best) { // another country may use the same parameters
		best.used = best.used.Union(c.used)
	}
	return best
}
