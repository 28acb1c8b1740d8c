package source

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// Looks lists the coordinate systems that coordinates may be in, judged by
// where the places would be.
type Looks struct {
	Systems []spatial.CRS // those that put the places in Finland
	Zones   []spatial.CRS // zones of Gauss and Krüger that do so as well, if x lacks the zone number
	Swapped bool          // x and y are to be exchanged first
	Other   string        // what else they may be, if no system fits
	Do      string        // what to do in that case

	middle orb.Point // of the places, x and y in order
}

// LooksOf examines the places of a file.
func LooksOf(sample []orb.Point) Looks {
	l := Looks{Systems: spatial.Guess(sample)}
	if len(l.Systems) == 0 && spatial.Swapped(sample) {
		sample = turned(sample, true)
		l.Systems, l.Swapped = spatial.Guess(sample), true
	}
	if len(l.Systems) == 0 {
		l.Other, l.Do = otherLooks(sample)
		return l
	}
	l.Zones = spatial.WithoutZone(sample)
	n := 0.0
	for _, p := range sample {
		if l.Systems[0].Accepts(p) {
			n++
			l.middle[0] += (p[0] - l.middle[0]) / n
			l.middle[1] += (p[1] - l.middle[1]) / n
		}
	}
	return l
}

// String names the system that coordinates seem to be in and what to do.
func (l Looks) String() string {
	switch {
	case len(l.Systems) == 0 && l.Other != "":
		return l.Other + ": " + l.Do
	case len(l.Systems) == 0:
		return "the coordinates fit none of the supported systems"
	case len(l.Zones) > 0:
		text, do := l.Readings()
		if l.Swapped {
			text = "x and y look exchanged (axes: yx, or --fix axes), and then " + text
		}
		return text + ": " + do
	case l.Swapped:
		return fmt.Sprintf("x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like %s", l.Systems[0])
	}
	return fmt.Sprintf("the coordinates look like %s: declare epsg: %d", l.Systems[0], l.Systems[0].EPSG)
}

// Readings reports, where eastings may lack their zone number, where the places
// would be in either reading, and what to do.
func (l Looks) Readings() (text, do string) {
	zone := l.Zones[len(l.Zones)/2]
	for _, z := range l.Zones {
		if z.Zone() == 25 { // of the capital region, and of most files
			zone = z
		}
	}
	first, last := l.Zones[0], l.Zones[len(l.Zones)-1]
	text = fmt.Sprintf("two readings put the places in Finland: %s, at %s, and Gauss-Krüger without the zone number in front of x (GK%d to GK%d), GK%d at %s, %.0f km away",
		l.Systems[0], l.degrees(l.Systems[0]), first.Zone(), last.Zone(), zone.Zone(), l.degrees(zone), l.apart(zone))
	do = fmt.Sprintf("ask which it is, and declare epsg: %d, or that of the zone without its number, %d for GK%d (%d for GK%d to %d for GK%d)",
		l.Systems[0].EPSG, zone.EPSG, zone.Zone(), first.EPSG, first.Zone(), last.EPSG, last.Zone())
	return text, do
}

// WithoutZone reports that the coordinates may be in a named zone of Gauss and
// Krüger if the zone number is added to x; false if they are not, or another
// system was named.
func (l Looks) WithoutZone(named Placed, sample []orb.Point) (string, bool) {
	bare, ok := named.CRS.WithoutZone()
	if !ok || !(Placed{CRS: bare, Swap: named.Swap}).inside(sample) {
		return "", false
	}
	hint := fmt.Sprintf("x may lack its zone number: for GK%d without it declare epsg: %d, or add %d 000 000 to x", bare.Zone(), bare.EPSG, bare.Zone())
	if len(l.Systems) == 0 {
		return hint, true
	}
	return fmt.Sprintf("%s, and the places lie at %s; or the file is of %s: declare epsg: %d, and they lie at %s, %.0f km away",
		hint, l.degrees(bare), l.Systems[0], l.Systems[0].EPSG, l.degrees(l.Systems[0]), l.apart(bare)), true
}

// degrees writes the middle of the places in a system, as "24.9 E 60.3 N".
func (l Looks) degrees(c spatial.CRS) string {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		return ""
	}
	d := wgs84.FromTM35(c.ToTM35(l.middle))
	return fmt.Sprintf("%.1f E %.1f N", d[0], d[1])
}

// apart is the distance in kilometres between the places as read in the first
// system and in another.
func (l Looks) apart(c spatial.CRS) float64 {
	a, b := l.Systems[0].ToTM35(l.middle), c.ToTM35(l.middle)
	return math.Hypot(a[0]-b[0], a[1]-b[1]) / 1000
}

// otherLooks recognises units other than metres and degrees, and the old
// coordinates of Finland, with advice; "" for none of them.
func otherLooks(sample []orb.Point) (looks, do string) {
	for _, swap := range []bool{false, true} {
		if code := oldSystem(turned(sample, swap)); code != 0 {
			return fmt.Sprintf("the coordinates look like %s%s, which is not supported", spatial.CodeName(code), exchanged(swap)),
				fmt.Sprintf("bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:%d -t_srs EPSG:3067", code)
		}
	}
	for _, unit := range []struct {
		times float64
		name  string
		do    string
	}{
		{1000, "kilometres", "multiply x and y by 1000"},
		{0.01, "centimetres", "divide x and y by 100"},
		{0.001, "millimetres", "divide x and y by 1000"},
		{1e-4, "degrees without their decimal point", "divide x and y by 10 000"},
		{1e-5, "degrees without their decimal point", "divide x and y by 100 000"},
		{1e-6, "degrees without their decimal point", "divide x and y by 1 000 000"},
		{1e-7, "degrees without their decimal point", "divide x and y by 10 000 000"},
	} {
		for _, swap := range []bool{false, true} {
			moved := turned(sample, swap)
			scaled := make([]orb.Point, len(moved))
			for i, p := range moved {
				scaled[i] = orb.Point{p[0] * unit.times, p[1] * unit.times}
			}
			if fit := spatial.Guess(scaled); len(fit) > 0 && fit[0].Geographic() == (unit.times < 0.001) {
				return fmt.Sprintf("the coordinates look like %s of %s%s", unit.name, fit[0], exchanged(swap)), unit.do
			}
		}
	}
	return "", ""
}

func exchanged(swap bool) string {
	if swap {
		return ", x and y exchanged"
	}
	return ""
}

// oldSystem returns the code of the KKJ zone in which places lie, by the first
// digit of their eastings; 0 for none.
func oldSystem(sample []orb.Point) int {
	zones := map[int]int{}
	for _, p := range sample {
		zone := math.Floor(p[0] / 1e6)
		reach := 2e5 // zones are three degrees wide, but the whole country may use the third
		if zone == 3 {
			reach = 4.5e5
		}
		if math.Abs(p[0]-zone*1e6-5e5) < reach && zone >= 1 && zone <= 5 && p[1] > 6.6e6 && p[1] < 7.8e6 {
			zones[int(zone)]++
		}
	}
	for zone, n := range zones {
		if float64(n) >= leastInside*float64(len(sample)) {
			return map[int]int{1: 2391, 2: 2392, 3: 2393, 4: 2394, 5: 3387}[zone]
		}
	}
	return 0
}
