package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// datum is the ellipsoid of a system and the step from it to WGS84. The zero datum is
// GRS80 without a step. It is compared with ==.
type datum struct {
	axis   float64 // semi-major axis, metres; 0 is GRS80
	rf     float64 // 1/flattening
	shift  [3]float64
	rotate [3]float64 // arc seconds, position vector
	ppm    float64
}

// ellipsoid returns the semi-major axis and the flattening.
func (d datum) ellipsoid() (a, f float64) {
	if d.axis == 0 {
		return semiMajor, flattening
	}
	return d.axis, 1 / d.rf
}

// steps reports whether places must be moved to be those of WGS84.
func (d datum) steps() bool { return d.shift != [3]float64{} }

// The datums of old national grids. Their steps are seven parameters from the EPSG
// register, for the whole country, good to a few metres.

// osgb36 is Great Britain: Airy 1830, EPSG transformation 1314.
func osgb36() datum {
	return datum{6377563.396, 299.3249646, [3]float64{446.448, -125.157, 542.06}, [3]float64{0.15, 0.247, 0.842}, -20.489}
}

// tm65 is Ireland: Airy modified 1849, EPSG transformation 1641.
func tm65() datum {
	return datum{6377340.189, 299.3249646, [3]float64{482.5, -130.6, 564.6}, [3]float64{-1.042, -0.214, -0.631}, 8.15}
}

// dhdn is Germany: Bessel 1841, EPSG transformation 1777.
func dhdn() datum {
	return datum{6377397.155, 299.1528128, [3]float64{598.1, 73.7, 418.2}, [3]float64{0.202, 0.045, -2.455}, 6.7}
}

// arcSecond is its length in radians.
const arcSecond = math.Pi / 180 / 3600

// toWGS84 moves longitude and latitude of the datum.
func (d datum) toWGS84(at orb.Point) orb.Point {
	a, f := d.ellipsoid()
	x := geocentric(at, a, f)
	r := [3]float64{d.rotate[0] * arcSecond, d.rotate[1] * arcSecond, d.rotate[2] * arcSecond}
	m := 1 + d.ppm*1e-6
	return geodetic([3]float64{
		d.shift[0] + m*(x[0]-r[2]*x[1]+r[1]*x[2]),
		d.shift[1] + m*(r[2]*x[0]+x[1]-r[0]*x[2]),
		d.shift[2] + m*(-r[1]*x[0]+r[0]*x[1]+x[2]),
	}, semiMajor, flattening)
}

// fromWGS84 is the inverse. The transpose stands for the inverse of the rotation, as in
// other programs; with seconds of arc the difference is far below a millimetre.
func (d datum) fromWGS84(at orb.Point) orb.Point {
	x := geocentric(at, semiMajor, flattening)
	r := [3]float64{d.rotate[0] * arcSecond, d.rotate[1] * arcSecond, d.rotate[2] * arcSecond}
	m := 1 + d.ppm*1e-6
	for i := range x {
		x[i] = (x[i] - d.shift[i]) / m
	}
	a, f := d.ellipsoid()
	return geodetic([3]float64{
		x[0] + r[2]*x[1] - r[1]*x[2],
		-r[2]*x[0] + x[1] + r[0]*x[2],
		r[1]*x[0] - r[0]*x[1] + x[2],
	}, a, f)
}

// geocentric takes longitude and latitude on an ellipsoid to metres from the centre of
// the earth.
func geocentric(at orb.Point, a, f float64) [3]float64 {
	e2 := f * (2 - f)
	sin, cos := math.Sincos(at[1] * degree)
	n := a / math.Sqrt(1-e2*sin*sin)
	east, north := math.Sincos(at[0] * degree)
	return [3]float64{n * cos * north, n * cos * east, n * (1 - e2) * sin}
}

// geodetic is the inverse of geocentric; the height is dropped. Each step of the
// iteration gains two digits or more.
func geodetic(x [3]float64, a, f float64) orb.Point {
	e2 := f * (2 - f)
	r := math.Hypot(x[0], x[1])
	lat := math.Atan2(x[2], r*(1-e2))
	for range 8 {
		sin := math.Sin(lat)
		lat = math.Atan2(x[2]+e2*a*sin/math.Sqrt(1-e2*sin*sin), r)
	}
	return orb.Point{math.Atan2(x[1], x[0]) / degree, lat / degree}
}
