package spatial

import (
	"fmt"
	"math"
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
func (p Parameters) CRS(name string) (CRS, error) { return p.system(name, false) }

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

func (p Parameters) system(name string, wgs bool) (CRS, error) {
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
	return c.registered(wgs), nil
}

// registered finds the code of a system by its parameters: among the systems of
// WGS84 first, or last. One that has none keeps its name and its parameters.
func (c CRS) registered(wgs bool) CRS {
	var other CRS
	for _, known := range systems() {
		if known.kindOf() != c.kind || known.datum != (datum{}) || !known.plane.near(c.plane) {
			continue
		}
		if known.InFinland() && known.alias == 0 || strings.HasPrefix(known.Name, "WGS 84") == wgs {
			return known
		}
		if other.EPSG == 0 {
			other = known
		}
	}
	if other.EPSG != 0 {
		return other
	}
	c.used = bounds(c.plane.meridian-30, -85, c.plane.meridian+30, 85)
	if c.kind == transverseMercator {
		c.used.Min[0], c.used.Max[0] = c.plane.meridian-15, c.plane.meridian+15
	}
	return c
}
