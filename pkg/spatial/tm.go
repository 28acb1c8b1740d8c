package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// The transverse Mercator projection by Krüger's series in the third flattening
// n, to the sixth power: C. F. F. Karney, Transverse Mercator with an accuracy of
// a few nanometers, Journal of Geodesy 85 (2011), equations 7 to 36. The same
// formulas, to n^4, are in JHS 197, the Finnish recommendation on ETRS89.

const (
	semiMajor  = 6378137.0         // GRS80, metres
	flattening = 1 / 298.257222101 // GRS80
	degree     = math.Pi / 180     // radians
)

// series holds the six coefficients of one direction.
type series [6]float64

// forwardSeries are the alphas of Karney's equation 35 for the third flattening n.
func forwardSeries(n1 float64) series {
	n2 := n1 * n1
	n3, n4 := n2*n1, n2*n2
	n5, n6 := n4*n1, n4*n2
	return series{
		n1/2 - n2*2/3 + n3*5/16 + n4*41/180 - n5*127/288 + n6*7891/37800,
		n2*13/48 - n3*3/5 + n4*557/1440 + n5*281/630 - n6*1983433/1935360,
		n3*61/240 - n4*103/140 + n5*15061/26880 + n6*167603/181440,
		n4*49561/161280 - n5*179/168 + n6*6601661/7257600,
		n5*34729/80640 - n6*3418889/1995840,
		n6 * 212378941 / 319334400,
	}
}

// inverseSeries are the betas of Karney's equation 36.
func inverseSeries(n1 float64) series {
	n2 := n1 * n1
	n3, n4 := n2*n1, n2*n2
	n5, n6 := n4*n1, n4*n2
	return series{
		n1/2 - n2*2/3 + n3*37/96 - n4*1/360 - n5*81/512 + n6*96199/604800,
		n2*1/48 + n3*1/15 - n4*437/1440 + n5*46/105 - n6*1118711/3870720,
		n3*17/480 - n4*37/840 - n5*209/4480 + n6*5569/90720,
		n4*4397/161280 - n5*11/504 - n6*830251/7257600,
		n5*4583/161280 - n6*108847/3991680,
		n6 * 20648693 / 638668800,
	}
}

// sum returns the real and the imaginary part of Σ s[k] sin 2(k+1)(ξ+iη), by
// Clenshaw's recurrence, so that one sine and one sinh serve all six terms.
func (s series) sum(xi, eta float64) (re, im float64) {
	sin, cos := math.Sincos(2 * xi)
	sh, ch := math.Sinh(2*eta), math.Cosh(2*eta)
	cr, ci := 2*cos*ch, -2*sin*sh // 2 cos 2ζ
	var b1r, b1i, b2r, b2i float64
	for k := len(s) - 1; k >= 0; k-- {
		b0r := s[k] + cr*b1r - ci*b1i - b2r
		b0i := cr*b1i + ci*b1r - b2i
		b2r, b2i, b1r, b1i = b1r, b1i, b0r, b0i
	}
	sr, si := sin*ch, cos*sh // sin 2ζ
	return b1r*sr - b1i*si, b1r*si + b1i*sr
}

// conformal is a place on the ellipsoid: the tangent of its conformal latitude
// and its longitude in degrees. Two strips of one ellipsoid share it, so a
// point is converted between them without computing its geodetic latitude.
type conformal struct{ tau, lon float64 }

// onGlobe takes longitude and latitude in degrees (Karney's equations 7 to 9).
func (p *projector) onGlobe(at orb.Point) conformal {
	return conformal{tau: p.conformalTau(math.Tan(at[1] * degree)), lon: at[0]}
}

func (p *projector) conformalTau(tau float64) float64 {
	root := math.Sqrt(1 + tau*tau)
	sigma := math.Sinh(p.e * math.Atanh(p.e*tau/root))
	return tau*math.Sqrt(1+sigma*sigma) - sigma*root
}

// onEllipsoid returns longitude and latitude in degrees by Newton's method
// (Karney's equations 19 to 21). Each step squares the error: two steps from
// the conformal latitude reach the resolution of a float64.
func (p *projector) onEllipsoid(c conformal) orb.Point {
	tau := c.tau
	for range 2 {
		t := p.conformalTau(tau)
		tau += (c.tau - t) / math.Sqrt(1+t*t) *
			(1 + (1-p.e2)*tau*tau) / ((1 - p.e2) * math.Sqrt(1+tau*tau))
	}
	return orb.Point{c.lon, math.Atan(tau) / degree}
}

// tm35 is ETRS-TM35FIN: zone 35 of UTM, extended to the whole of Finland.
func tm35() plane { return plane{meridian: 27, scale: 0.9996, east: 500000} }

// toStrip projects with the northing counted from the equator.
func (p *projector) toStrip(c conformal) orb.Point {
	sin, cos := math.Sincos((c.lon - p.plane.meridian) * degree)
	xi := math.Atan2(c.tau, cos)
	eta := math.Asinh(sin / math.Hypot(c.tau, cos))
	dxi, deta := p.forward.sum(xi, eta)
	return orb.Point{p.plane.east + p.radius*(eta+deta), p.plane.north + p.radius*(xi+dxi)}
}

func (p *projector) fromStrip(at orb.Point) conformal {
	xi, eta := (at[1]-p.plane.north)/p.radius, (at[0]-p.plane.east)/p.radius
	dxi, deta := p.inverse.sum(xi, eta)
	xi, eta = xi-dxi, eta-deta
	sin, cos := math.Sincos(xi)
	sh := math.Sinh(eta)
	return conformal{
		tau: sin / math.Hypot(sh, cos),
		lon: p.plane.meridian + math.Atan2(sh, cos)/degree,
	}
}
