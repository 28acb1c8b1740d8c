package spatial

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

const (
	southEnd   = 6600 // kilometres of northing where the first band of InFinland begins
	bandHeight = 50   // kilometres
)

// InFinland reports whether a point of ETRS-TM35FIN metres is in Finland, by a
// coarse outline: for each 50 km of northing, the west and the east end of the
// country with its islands, with a margin of about 30 km. It is meant to find
// wrong coordinates; points slightly beyond the border pass.
func InFinland(tm35 orb.Point) bool {
	outline := [...][2]float64{ // west and east, kilometres of easting
		{70, 480}, {50, 590}, {50, 630}, {130, 680}, {150, 710}, // 6600 Hanko, Åland, Helsinki
		{160, 750}, {160, 760}, {150, 770}, {150, 770}, {170, 740}, // 6850 Pori, Vaasa, Joensuu
		{250, 710}, {300, 710}, {340, 680}, {330, 680}, {310, 680}, // 7100 Kokkola, Oulu, Kuusamo
		{310, 670}, {320, 650}, {310, 660}, {300, 660}, {250, 650}, // 7350 Tornio, Rovaniemi, Muonio
		{210, 610}, {210, 630}, {210, 630}, {420, 620}, {490, 570}, // 7600 Kilpisjärvi, Inari, Utsjoki
	}
	band := (tm35[1]/1000 - southEnd) / bandHeight
	if !(band >= 0 && band < float64(len(outline))) { // also false for NaN
		return false
	}
	ends := &outline[int(band)]
	return tm35[0] >= ends[0]*1000 && tm35[0] <= ends[1]*1000
}

// guessShare is the share of points that a system must put in Finland: files
// have a few places abroad, zeros and typing errors.
const guessShare = 0.95

// Guess returns the systems in which at least 95 % of the points are where a county's
// system, home, is used. In Finland it tries 3067, 3873 to 3885, 4326 and 3857 in this
// order, elsewhere home, 4326 and 3857. Longitude and latitude are always given as 4326,
// never 4258: the two are treated as the same. The systems are far apart, so real data
// fit one or none. No points fit none.
func Guess(points []orb.Point, home CRS) []CRS {
	return guess(points, home, func(p orb.Point) orb.Point { return p })
}

// bareReach is how far from its central meridian a zone of Gauss and Krüger is
// assumed to be in use, in metres. Zones are a degree wide, about 50 km in
// Finland, and a region that uses one may extend beyond its edges.
const bareReach = 100_000

// WithoutZone returns the zones of Gauss and Krüger, 3126 to 3138, that the
// points may be in if their eastings lack the zone number: at least 95 % of the
// points are near the central meridian and in Finland. Such points are in
// Finland as ETRS-TM35FIN too, hundreds of kilometres away, and nothing in them
// shows which reading is right. The result is empty for no points.
func WithoutZone(points []orb.Point) []CRS {
	if len(points) == 0 {
		return nil
	}
	var fit []CRS
	for code := firstBareGK; code <= lastBareGK; code++ {
		c, _ := ByEPSG(code) // known
		inside, within := 0, Within(c, CRS{})
		for _, p := range points {
			if math.Abs(p[0]-c.plane.east) <= bareReach && within(p) {
				inside++
			}
		}
		if float64(inside) >= guessShare*float64(len(points)) {
			fit = append(fit, c)
		}
	}
	return fit
}

// Swapped reports whether the points look as if x and y had been exchanged: no
// system fits them as they are, and one fits after the exchange. It is false
// for no points.
func Swapped(points []orb.Point, home CRS) bool {
	return len(Guess(points, home)) == 0 && len(guess(points, home, Swap)) > 0
}

// Swap exchanges x and y of a point. As an orb.Projection it fixes a geometry
// for which Swapped is true.
func Swap(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }

func guess(points []orb.Point, home CRS, order func(orb.Point) orb.Point) []CRS {
	if len(points) == 0 {
		return nil
	}
	var fit []CRS
	for _, c := range guessed(home) {
		if !c.Geographic() && AreDegrees(points) {
			continue
		}
		inside, within := 0, Within(c, home)
		for _, p := range points {
			if within(order(p)) {
				inside++
			}
		}
		if float64(inside) >= guessShare*float64(len(points)) {
			fit = append(fit, c)
		}
	}
	return fit
}

// AreDegrees reports whether all points can be degrees, in either order, and one has more
// than three decimals. In metres they would all be within 180 m of the origin of the
// system, where hardly any place is, with fractions of a millimetre.
func AreDegrees(points []orb.Point) bool {
	fine := false
	for _, p := range points {
		for _, v := range p {
			if !(math.Abs(v) <= 180) {
				return false
			}
			fine = fine || math.Abs(v*1000-math.Round(v*1000)) > 1e-6
		}
	}
	return fine
}

// GuessIn returns the systems in which at least 95 % of the points are within a box of
// degrees, of any country; first, if it is one, and otherwise in the order of the register.
// Of systems with the same coordinates only one is returned. No points are in none.
func GuessIn(points []orb.Point, box orb.Bound, first CRS) []CRS {
	var fit []CRS
	for _, c := range append([]CRS{first.Named()}, systems()...) {
		if len(points) == 0 || !c.Geographic() && AreDegrees(points) || slices.ContainsFunc(fit, c.same) {
			continue
		}
		lonLat, within, missed := c.To(CRS{kind: geographic}), Within(c, c), 0
		for _, p := range points {
			if !within(p) || !box.Contains(lonLat(p)) {
				if missed++; float64(missed) > (1-guessShare)*float64(len(points)) {
					break
				}
			}
		}
		if float64(missed) <= (1-guessShare)*float64(len(points)) {
			fit = append(fit, c)
		}
	}
	return fit
}

// guessed lists the systems that Guess tries.
func guessed(home CRS) []CRS {
	if !home.InFinland() {
		degrees, _ := ByEPSG(4326)
		mercator, _ := ByEPSG(3857)
		return []CRS{home, degrees, mercator}
	}
	codes := []int{3067}
	for code := firstGK; code <= lastGK; code++ {
		codes = append(codes, code)
	}
	codes = append(codes, 4326, 3857)
	systems := make([]CRS, len(codes))
	for i, code := range codes {
		systems[i], _ = ByEPSG(code) // all codes above are supported
	}
	return systems
}
