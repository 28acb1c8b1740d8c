package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// plane has the parameters of a map projection. Angles are degrees, lengths metres.
// Its numbers are those of the EPSG register.
type plane struct {
	meridian float64 // of the origin
	latitude float64 // of the origin
	lat1     float64 // the standard parallels of a cone; equal for one parallel with a scale
	lat2     float64
	scale    float64 // on the central meridian, or on the one parallel of a cone
	east     float64 // false easting
	north    float64 // false northing
}

// near compares planes with tolerances; writers round their numbers in various ways.
func (p plane) near(o plane) bool {
	angle := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	return angle(p.meridian, o.meridian) && angle(p.latitude, o.latitude) && angle(p.lat1, o.lat1) &&
		angle(p.lat2, o.lat2) &&
		angle(p.scale, o.scale) && math.Abs(p.east-o.east) < 1e-3 && math.Abs(p.north-o.north) < 1e-3
}

// projector is a system with everything computed that does not depend on a point.
type projector struct {
	kind  kind
	plane plane
	datum datum
	e, e2 float64 // eccentricity and its square

	forward, inverse series  // transverse Mercator
	radius           float64 // of the meridian's circle, scaled
	zero             float64 // northing of the latitude of the origin

	power, cone, apex float64 // Lambert conformal conic: n, a F k, and ρ of the origin

	polar, sin1, cos1, rq, d float64 // Lambert azimuthal: q of the pole, β of the origin, Snyder's R_q and D
}

// projector prepares the conversion of many points.
func (c CRS) projector() projector {
	p := projector{kind: c.kind, plane: c.plane, datum: c.datum}
	if p.kind == home {
		p.kind, p.plane = transverseMercator, tm35()
	}
	a, f := p.datum.ellipsoid()
	p.e2 = f * (2 - f)
	p.e = math.Sqrt(p.e2)
	middle := p.onGlobe(orb.Point{p.plane.meridian, p.plane.latitude})
	switch p.kind {
	case transverseMercator:
		n := f / (2 - f)
		p.forward, p.inverse = forwardSeries(n), inverseSeries(n)
		p.radius = p.plane.scale * a / (1 + n) * (1 + n*n/4 + n*n*n*n/64 + n*n*n*n*n*n/256)
		if p.plane.latitude != 0 {
			p.zero = p.toStrip(middle)[1] - p.plane.north
		}
	case lambertConic:
		m := func(lat float64) float64 {
			sin, cos := math.Sincos(lat * degree)
			return cos / math.Sqrt(1-p.e2*sin*sin)
		}
		psi := func(lat float64) float64 { return math.Asinh(p.onGlobe(orb.Point{0, lat}).tau) }
		lat1, lat2 := p.plane.lat1, p.plane.lat2
		p.power = math.Sin(lat1 * degree)
		if lat1 != lat2 {
			p.power = math.Log(m(lat1)/m(lat2)) / (psi(lat2) - psi(lat1))
		}
		p.cone = p.plane.scale * a * m(lat1) / p.power * math.Exp(p.power*psi(lat1))
		p.apex = p.cone * math.Exp(-p.power*math.Asinh(middle.tau))
	case lambertAzimuthal:
		p.polar = p.q(1)
		sin, cos := math.Sincos(p.plane.latitude * degree)
		p.sin1 = p.q(sin) / p.polar
		p.cos1 = math.Sqrt(1 - p.sin1*p.sin1)
		p.rq = a * math.Sqrt(p.polar/2)
		p.d = a * cos / (math.Sqrt(1-p.e2*sin*sin) * p.rq * p.cos1)
	}
	return p
}

// to takes a place on the globe to the plane.
func (p *projector) to(c conformal) orb.Point {
	switch p.kind {
	case transverseMercator:
		at := p.toStrip(c)
		return orb.Point{at[0], at[1] - p.zero}
	case webMercator:
		return toWebMercator(turned(p.onEllipsoid(c)))
	case lambertConic:
		rho := p.cone * math.Exp(-p.power*math.Asinh(c.tau))
		sin, cos := math.Sincos(p.power * turn(c.lon-p.plane.meridian) * degree)
		return orb.Point{p.plane.east + rho*sin, p.plane.north + p.apex - rho*cos}
	case lambertAzimuthal:
		return p.toAzimuthal(p.onEllipsoid(c))
	}
	return turned(p.onEllipsoid(c))
}

// turned is a place with its longitude from -180 to 180.
func turned(at orb.Point) orb.Point { return orb.Point{turn(at[0]), at[1]} }

// from takes a point of the plane to the globe.
func (p *projector) from(at orb.Point) conformal {
	switch p.kind {
	case transverseMercator:
		return p.fromStrip(orb.Point{at[0], at[1] + p.zero})
	case webMercator:
		return p.onGlobe(fromWebMercator(at))
	case lambertConic:
		x, y := at[0]-p.plane.east, p.apex-(at[1]-p.plane.north)
		sign := math.Copysign(1, p.power)
		psi := -math.Log(sign*math.Hypot(x, y)/p.cone) / p.power
		return conformal{tau: math.Sinh(psi), lon: p.plane.meridian + math.Atan2(sign*x, sign*y)/p.power/degree}
	case lambertAzimuthal:
		return p.onGlobe(p.fromAzimuthal(at))
	}
	return p.onGlobe(at)
}

// turn is an angle in degrees from -180 to 180: places on both sides of the 180th
// meridian are neighbours.
func turn(lon float64) float64 {
	if lon >= -180 && lon <= 180 {
		return lon
	}
	return math.Remainder(lon, 360)
}

// The azimuthal equal area projection of an ellipsoid: J. P. Snyder, Map projections, a
// working manual, USGS Professional Paper 1395 (1987), pages 187 to 190.

// q is Snyder's equation 3-12 for the sine of a latitude.
func (p *projector) q(sin float64) float64 {
	return (1 - p.e2) * (sin/(1-p.e2*sin*sin) + math.Atanh(p.e*sin)/p.e)
}

func (p *projector) toAzimuthal(at orb.Point) orb.Point {
	sinB := p.q(math.Sin(at[1]*degree)) / p.polar
	cosB := math.Sqrt(1 - sinB*sinB)
	sin, cos := math.Sincos(turn(at[0]-p.plane.meridian) * degree)
	b := p.rq * math.Sqrt(2/(1+p.sin1*sinB+p.cos1*cosB*cos))
	return orb.Point{p.plane.east + b*p.d*cosB*sin, p.plane.north + b/p.d*(p.cos1*sinB-p.sin1*cosB*cos)}
}

func (p *projector) fromAzimuthal(at orb.Point) orb.Point {
	x, y := (at[0]-p.plane.east)/p.d, (at[1]-p.plane.north)*p.d
	rho := math.Hypot(x, y)
	if rho == 0 {
		return orb.Point{p.plane.meridian, p.plane.latitude}
	}
	sinC, cosC := math.Sincos(2 * math.Asin(rho/(2*p.rq)))
	q := p.polar * (cosC*p.sin1 + y*sinC*p.cos1/rho)
	lon := p.plane.meridian + math.Atan2(x*sinC, rho*p.cos1*cosC-y*p.sin1*sinC)/degree
	lat := math.Asin(q / 2)
	for range 4 { // Snyder's equation 3-16, Newton's method
		sin, cos := math.Sincos(lat)
		w := 1 - p.e2*sin*sin
		lat += w * w / (2 * cos) * (q/(1-p.e2) - sin/w - math.Atanh(p.e*sin)/p.e)
	}
	return orb.Point{lon, lat / degree}
}
