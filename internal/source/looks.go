package source

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Looks lists the coordinate systems that coordinates may be in, judged by
// where the places would be.
type Looks struct {
	Systems []spatial.CRS  // those that put the places where the county's system is used
	Zones   []spatial.CRS  // zones of Gauss and Krüger that do so as well, if x lacks the zone number
	Swapped bool           // x and y are to be exchanged first
	Other   report.Message // what else they may be, if no system fits
	Do      report.Message // what to do in that case

	home   spatial.CRS
	middle orb.Point // of the places, x and y in order
}

// LooksOf examines the places of a file of a county with a system, zero for EPSG:3067.
func LooksOf(sample []orb.Point, home spatial.CRS) Looks {
	l := Looks{Systems: spatial.Guess(sample, home), home: home}
	if len(l.Systems) == 0 && spatial.Swapped(sample, home) {
		sample = turned(sample, true)
		l.Systems, l.Swapped = spatial.Guess(sample, home), true
	}
	if len(l.Systems) == 0 {
		if home.InFinland() {
			l.Other, l.Do = otherLooks(sample)
		}
		return l
	}
	if home.InFinland() {
		l.Zones = spatial.WithoutZone(sample)
	}
	n, within := 0.0, spatial.Within(l.Systems[0], home)
	for _, p := range sample {
		if within(p) {
			n++
			l.middle[0] += (p[0] - l.middle[0]) / n
			l.middle[1] += (p[1] - l.middle[1]) / n
		}
	}
	return l
}

// String is the Message in English, for an error.
func (l Looks) String() string { return inEnglish(l.Message()) }

// inEnglish writes a message for an error.
func inEnglish(m report.Message) string { return words.In(lang.English).Message(m) }

// Message names the system that coordinates seem to be in and what to do.
func (l Looks) Message() report.Message {
	switch {
	case len(l.Systems) == 0 && l.Other.Kind != "":
		return report.NewMessage("looks.and_do", "text", l.Other, "do", l.Do)
	case len(l.Systems) == 0:
		return report.NewMessage("looks.nothing")
	case len(l.Zones) > 0:
		text, do := l.Readings()
		if l.Swapped {
			text = report.NewMessage("looks.turned", "text", text)
		}
		return report.NewMessage("looks.and_do", "text", text, "do", do)
	case l.Swapped:
		return report.NewMessage("looks.likely_turned", "system", l.Systems[0].String())
	}
	return report.NewMessage("looks.likely", "system", l.Systems[0].String(), "code", code(l.Systems[0]))
}

// code is what epsg declares for a system: its code, which has no spaces in any language,
// or the word for the county's own if it has none.
func code(c spatial.CRS) string {
	if c.EPSG == 0 {
		return "county"
	}
	return strconv.Itoa(c.EPSG)
}

// Readings reports, where eastings may lack their zone number, where the places
// would be in either reading, and what to do.
func (l Looks) Readings() (text, do report.Message) {
	zone := l.Zones[len(l.Zones)/2]
	for _, z := range l.Zones {
		if z.Zone() == 25 { // of the capital region, and of most files
			zone = z
		}
	}
	first, last := l.Zones[0], l.Zones[len(l.Zones)-1]
	text = report.NewMessage("looks.readings", "system", l.Systems[0].String(), "here", l.degrees(l.Systems[0]), "first", first.Zone(), "last", last.Zone(),
		"zone", zone.Zone(), "there", l.degrees(zone), "apart", l.apart(zone))
	do = report.NewMessage("do.readings", "code", code(l.Systems[0]), "zone_code", code(zone), "zone", zone.Zone(), "first_code", code(first), "first", first.Zone(),
		"last_code", code(last), "last", last.Zone())
	return text, do
}

// WithoutZone reports that the coordinates may be in a named zone of Gauss and
// Krüger if the zone number is added to x; false if they are not, or another
// system was named.
func (l Looks) WithoutZone(named Placed, sample []orb.Point) (report.Message, bool) {
	bare, ok := named.CRS.WithoutZone()
	without := Placed{CRS: bare, Swap: named.Swap, Home: named.Home}
	if !ok || !without.inside(sample) {
		return report.Message{}, false
	}
	hint := report.NewMessage("looks.zone", "zone", bare.Zone(), "code", code(bare))
	if len(l.Systems) == 0 {
		return hint, true
	}
	return report.NewMessage("looks.zone_or", "hint", hint, "there", l.degrees(bare), "system", l.Systems[0].String(), "code", code(l.Systems[0]),
		"here", l.degrees(l.Systems[0]), "apart", l.apart(bare)), true
}

// degrees is the middle of the places in a system, as "24.9 E 60.3 N".
func (l Looks) degrees(c spatial.CRS) report.Message {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		return report.Message{}
	}
	d := c.To(wgs84)(l.middle)
	return report.NewMessage("looks.at", "east", report.Amount{V: d[0], As: report.AsTenths}, "north",
		report.Amount{V: d[1], As: report.AsTenths})
}

// apart is the distance in kilometres between the places as read in the first
// system and in another.
func (l Looks) apart(c spatial.CRS) report.Amount {
	a, b := l.Systems[0].To(spatial.CRS{})(l.middle), c.To(spatial.CRS{})(l.middle)
	return report.Amount{V: math.Hypot(a[0]-b[0], a[1]-b[1]) / 1000, As: report.AsDigits}
}

// otherLooks recognises units other than metres and degrees, and the old
// coordinates of Finland, with advice; empty messages for none of them.
func otherLooks(sample []orb.Point) (looks, do report.Message) {
	for _, swap := range []bool{false, true} {
		if code := oldSystem(turned(sample, swap)); code != 0 {
			return report.NewMessage("looks.old", "system", spatial.CodeName(code), "exchanged", exchanged(swap)), report.NewMessage("do.old", "code", strconv.Itoa(code))
		}
	}
	for _, unit := range []struct {
		times float64
		name  string
		by    string // what to divide by
	}{
		{1000, "kilometres", ""},
		{0.01, "centimetres", "100"},
		{0.001, "millimetres", "1000"},
		{1e-4, "degrees without their decimal point", "10 000"},
		{1e-5, "degrees without their decimal point", "100 000"},
		{1e-6, "degrees without their decimal point", "1 000 000"},
		{1e-7, "degrees without their decimal point", "10 000 000"},
	} {
		for _, swap := range []bool{false, true} {
			moved := turned(sample, swap)
			scaled := make([]orb.Point, len(moved))
			for i, p := range moved {
				scaled[i] = orb.Point{p[0] * unit.times, p[1] * unit.times}
			}
			if fit := spatial.Guess(scaled, spatial.CRS{}); len(fit) > 0 && fit[0].Geographic() == (unit.times < 0.001) {
				do = report.NewMessage("do.divide", "n", unit.by)
				if unit.by == "" {
					do = report.NewMessage("do.multiply")
				}
				return report.NewMessage("looks.unit", "unit", report.Term{List: "looks_unit", Word: unit.name}, "system", fit[0].String(), "exchanged", exchanged(swap)), do
			}
		}
	}
	return report.Message{}, report.Message{}
}

func exchanged(swap bool) report.Message {
	if swap {
		return report.NewMessage("looks.exchanged")
	}
	return report.Message{}
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

// elsewhere is the hint for longitudes and latitudes that are not where a county's system
// is used: what they cannot be, or the zone of UTM that they lie in. "" if they are.
func elsewhere(home spatial.CRS, sample []orb.Point) string {
	degrees, err := spatial.ByEPSG(4326)
	if err != nil || len(sample) == 0 {
		return ""
	}
	x, y := middle(sample)
	within := spatial.Within(degrees, home)
	switch {
	case within(orb.Point{x, y}):
		return ""
	case within(orb.Point{y, x}):
		return ", and x and y look exchanged: axes: yx, or --fix axes"
	case math.Abs(y) > 90:
		return ", but latitudes are from −90 to 90 degrees: x and y may be exchanged"
	case math.Abs(x) > 180:
		return ", but longitudes are from −180 to 180 degrees: take 360 off those above 180"
	case math.Abs(y) > 84:
		return ""
	}
	zone := spatial.UTM(orb.Point{x, y})
	return fmt.Sprintf(", and as degrees they lie in %s: if they are right, write crs: %d in the county file, or another system in metres that is used there", zone, zone.EPSG)
}

// middle returns the medians of x and y.
func middle(sample []orb.Point) (float64, float64) {
	x, y := make([]float64, 0, len(sample)), make([]float64, 0, len(sample))
	for _, at := range sample {
		x, y = append(x, at[0]), append(y, at[1])
	}
	slices.Sort(x)
	slices.Sort(y)
	return x[len(x)/2], y[len(y)/2]
}
