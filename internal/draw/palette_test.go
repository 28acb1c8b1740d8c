package draw

import (
	"fmt"
	"math"
	"testing"
)

// lab is a colour in CIELAB under D65.
type lab struct{ l, a, b float64 }

// linear are the parts of #rrggbb as shares of light (IEC 61966-2-1).
func linear(s string) [3]float64 {
	c := colorOf(s)
	var out [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if x <= 0.04045 {
			out[i] = x / 12.92
		} else {
			out[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return out
}

// times is a matrix times a vector.
func times(m [3][3]float64, v [3]float64) [3]float64 {
	var out [3]float64
	for i := range m {
		for j := range v {
			out[i] += m[i][j] * v[j]
		}
	}
	return out
}

// toLab converts light to CIELAB.
func toLab(rgb [3]float64) lab {
	xyz := times([3][3]float64{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}, rgb)
	var f [3]float64
	for i, white := range []float64{0.95047, 1, 1.08883} {
		t := xyz[i] / white
		if t > 216.0/24389 {
			f[i] = math.Cbrt(t)
		} else {
			f[i] = (24389.0/27*t + 16) / 116
		}
	}
	return lab{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

// ciede2000 is the difference of two colours by CIE 142-2001, in the notation of
// Sharma, Wu and Dalal (2005), with all weights 1.
func ciede2000(p, q lab) float64 {
	rad := math.Pi / 180
	seventh := func(c float64) float64 { c7 := math.Pow(c, 7); return math.Sqrt(c7 / (c7 + math.Pow(25, 7))) }
	g := 0.5 * (1 - seventh((math.Hypot(p.a, p.b)+math.Hypot(q.a, q.b))/2))
	a1, a2 := (1+g)*p.a, (1+g)*q.a
	c1, c2 := math.Hypot(a1, p.b), math.Hypot(a2, q.b)
	hue := func(a, b float64) float64 {
		if a == 0 && b == 0 {
			return 0
		}
		return math.Mod(math.Atan2(b, a)/rad+360, 360)
	}
	h1, h2 := hue(a1, p.b), hue(a2, q.b)
	dh, mean := h2-h1, (h1+h2)/2
	switch {
	case c1*c2 == 0:
		dh, mean = 0, h1+h2
	case dh > 180:
		dh -= 360
	case dh < -180:
		dh += 360
	}
	if c1*c2 != 0 && math.Abs(h1-h2) > 180 {
		if h1+h2 < 360 {
			mean += 180
		} else {
			mean -= 180
		}
	}
	dl, dc, dH := q.l-p.l, c2-c1, 2*math.Sqrt(c1*c2)*math.Sin(dh/2*rad)
	l, c := (p.l+q.l)/2, (c1+c2)/2
	t := 1 - 0.17*math.Cos((mean-30)*rad) + 0.24*math.Cos(2*mean*rad) + 0.32*math.Cos((3*mean+6)*rad) - 0.20*math.Cos((4*mean-63)*rad)
	sl := 1 + 0.015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sc, sh := 1+0.045*c, 1+0.015*c*t
	turn := 30 * math.Exp(-((mean-275)/25)*((mean-275)/25))
	rt := -math.Sin(2*turn*rad) * 2 * seventh(c)
	return math.Sqrt(dl/sl*dl/sl + dc/sc*dc/sc + dH/sh*dH/sh + rt*dc/sc*dH/sh)
}

// The pairs of colours that Sharma, Wu and Dalal published to check the formula.
func TestCIEDE2000(t *testing.T) {
	for _, c := range []struct {
		p, q lab
		want float64
	}{
		{lab{50, 2.6772, -79.7751}, lab{50, 0, -82.7485}, 2.0425},
		{lab{50, 3.1571, -77.2803}, lab{50, 0, -82.7485}, 2.8615},
		{lab{50, 2.8361, -74.0200}, lab{50, 0, -82.7485}, 3.4412},
		{lab{50, -1.3802, -84.2814}, lab{50, 0, -82.7485}, 1},
		{lab{50, -0.9009, -85.5211}, lab{50, 0, -82.7485}, 1},
		{lab{50, 0, 0}, lab{50, -1, 2}, 2.3669},
		{lab{50, -1, 2}, lab{50, 0, 0}, 2.3669},
		{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0009}, 7.1792},
		{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0011}, 7.2195},
		{lab{50, -0.0010, 2.4900}, lab{50, 0.0009, -2.4900}, 4.8045},
		{lab{50, -0.0010, 2.4900}, lab{50, 0.0011, -2.4900}, 4.7461},
		{lab{50, 2.5, 0}, lab{50, 0, -2.5}, 4.3065},
		{lab{50, 2.5, 0}, lab{73, 25, -18}, 27.1492},
		{lab{50, 2.5, 0}, lab{61, -5, 29}, 22.8977},
		{lab{50, 2.5, 0}, lab{56, -27, -3}, 31.9030},
		{lab{50, 2.5, 0}, lab{58, 24, 15}, 19.4535},
		{lab{50, 2.5, 0}, lab{50, 3.1736, 0.5854}, 1},
		{lab{60.2574, -34.0099, 36.2677}, lab{60.4626, -34.1751, 39.4387}, 1.2644},
		{lab{63.0109, -31.0961, -5.8663}, lab{62.8187, -29.7946, -4.0864}, 1.2630},
		{lab{61.2901, 3.7196, -5.3901}, lab{61.4292, 2.2480, -4.9620}, 1.8731},
		{lab{35.0831, -44.1164, 3.7933}, lab{35.0232, -40.0716, 1.5901}, 1.8645},
		{lab{22.7233, 20.0904, -46.6940}, lab{23.0331, 14.9730, -42.5619}, 2.0373},
		{lab{36.4612, 47.8580, 18.3852}, lab{36.2715, 50.5065, 21.2231}, 1.4146},
		{lab{90.8027, -2.0831, 1.4410}, lab{91.1528, -1.6435, 0.0447}, 1.4441},
		{lab{90.9257, -0.5406, -0.9208}, lab{88.6381, -0.8985, -0.7239}, 1.5381},
		{lab{6.7747, -0.2908, -2.4247}, lab{5.8714, -0.0985, -2.2286}, 0.6377},
		{lab{2.0776, 0.0795, -1.1350}, lab{0.9033, -0.0636, -0.5514}, 0.9082},
	} {
		if got := ciede2000(c.p, c.q); math.Abs(got-c.want) > 0.00005 {
			t.Errorf("%v and %v differ by %.4f, published is %.4f", c.p, c.q, got, c.want)
		}
	}
}

// visions are normal vision, the three kinds of colour blindness in full (Machado,
// Oliveira and Fernandes 2009, severity 1.0, on linear light), and grey print.
var visions = []struct {
	name string
	see  func(color string) lab
}{
	{"normal", func(c string) lab { return toLab(linear(c)) }},
	{"protanope", simulated([3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}})},
	{"deuteranope", simulated([3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}})},
	{"tritanope", simulated([3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}})},
	{"grey", func(c string) lab { return lab{l: toLab(linear(c)).l} }},
}

// simulated sees colours through a matrix.
func simulated(m [3][3]float64) func(string) lab {
	return func(c string) lab {
		seen := times(m, linear(c))
		for i := range seen {
			seen[i] = min(max(seen[i], 0), 1)
		}
		return toLab(seen)
	}
}

// differ checks that two colours differ by at least 10 for every kind of vision.
func differ(t *testing.T, what, a, b string) {
	t.Helper()
	for _, v := range visions {
		if d := ciede2000(v.see(a), v.see(b)); d < 10 {
			t.Errorf("%s: %s and %s differ by %.1f for %s vision, at least 10", what, a, b, d, v.name)
		}
	}
}

func TestPalettesKeepClassesApart(t *testing.T) {
	if len(Minutes) != 6 || len(Change) != 5 {
		t.Fatalf("%d and %d classes", len(Minutes), len(Change))
	}
	for i := 1; i < len(Minutes); i++ {
		differ(t, fmt.Sprintf("minutes %d and %d", i, i+1), Minutes[i-1], Minutes[i])
	}
	for i := range Change {
		for j := range i {
			differ(t, fmt.Sprintf("change %d and %d", j+1, i+1), Change[j], Change[i])
		}
	}
	// The test sees colours that are too near: those of neighbours in an early design.
	v := visions[len(visions)-1]
	if d := ciede2000(v.see("#96d0d5"), v.see("#e69c4c")); d > 8 {
		t.Errorf("two colours of nearly one lightness differ by %.1f in grey", d)
	}
}

// The hue is teal up to the limit and orange above it, and the lightness falls.
func TestHueBreaksAtTheLimit(t *testing.T) {
	last := 100.0
	for i, color := range Minutes {
		c := toLab(linear(color))
		if c.l >= last {
			t.Errorf("minutes %d are lighter than %d", i+1, i)
		}
		last = c.l
		if in := i < 2; i < 5 && (in != (c.a < 0 && c.b < 0)) {
			t.Errorf("minutes %d, %s: in time is %t", i+1, color, in)
		}
	}
	for i, color := range Change {
		c := toLab(linear(color))
		if i < 2 && c.b > -10 || i > 2 && c.b < 10 || i == 2 && math.Hypot(c.a, c.b) > 5 {
			t.Errorf("change %d, %s: %v", i+1, color, c)
		}
		if middle := toLab(linear(Change[2])); i != 2 && c.l >= middle.l {
			t.Errorf("change %d is lighter than no change", i+1)
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	luminance := func(s string) float64 {
		v := linear(s)
		return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, c := range map[string]Theme{"light": Light, "dark": Dark} {
		check := func(what, a, b string, least float64) {
			if got := contrast(a, b); got < least {
				t.Errorf("%s, %s: %s on %s has a contrast of %.2f, at least %g", name, what, a, b, got, least)
			}
		}
		for _, paper := range []string{c.Paper, c.Wash} {
			for what, text := range map[string]string{"ink": c.Ink, "muted": c.Muted, "accent": c.Accent, "gain": c.Gain, "lose": c.Lose} {
				check(what, text, paper, 4.5)
			}
		}
		for i := range 3 {
			check("gain on tint", c.GainOnTint, c.GainTints[i], 4.5)
			check("lose on tint", c.LoseOnTint, c.LoseTints[i], 4.5)
			check("ink on tint", c.Ink, c.GainTints[i], 4.5)
			check("ink on tint", c.Ink, c.LoseTints[i], 4.5)
		}
		check("stamp", c.StampInk, c.StampPaper, 4.5)
		for what, bar := range map[string]string{"more": c.More, "less": c.Less, "given": c.Given, "undone": c.Undone, "bar": c.Bar, "sum": c.Ink, "gain mark": c.Gain, "lose mark": c.Lose} {
			check(what, bar, c.Paper, 3)
		}
	}
	if got := contrast("#000000", "#ffffff"); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white has %g", got)
	}
}
