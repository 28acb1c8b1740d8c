package spatial

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// bounds is where a system is used, with a margin of about a degree: degrees of
// longitude and latitude.
func bounds(west, south, east, north float64) orb.Bound {
	return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
}

// zones are systems whose codes follow one another as their central meridians do.
type zones struct {
	first, last, zone int    // codes, and the number of the first zone
	name              string // with %d for the zone
	of                func(zone int) CRS
}

// system is the one of a code.
func (z *zones) system(code int) CRS {
	zone := code - z.first + z.zone
	c := z.of(zone)
	c.EPSG, c.Name = code, fmt.Sprintf(z.name, zone)
	return c
}

// utm is a zone of the universal transverse Mercator system. south counts northings
// from 10,000 km at the equator.
func utm(south bool) func(zone int) CRS {
	return func(zone int) CRS {
		meridian := float64(zone*6 - 183)
		c := CRS{kind: transverseMercator, plane: plane{meridian: meridian, scale: 0.9996, east: 5e5},
			used: bounds(meridian-6, -1, meridian+6, 85)}
		if south {
			c.plane.north, c.used.Min[1], c.used.Max[1] = 1e7, -81, 1
		}
		return c
	}
}

// register lists the zones of the EPSG register that are known here. ETRS89, SIRGAS
// 2000, NAD83 and GDA are taken for WGS84, as is done on maps.
func register() []zones {
	north, south := utm(false), utm(true)
	return []zones{
		{32601, 32660, 1, "WGS 84 / UTM zone %dN", north}, {32701, 32760, 1, "WGS 84 / UTM zone %dS", south},
		{25828, 25838, 28, "ETRS89 / UTM zone %dN", north},
		{3038, 3051, 26, "ETRS89 / UTM zone %dN (N-E)", func(zone int) CRS {
			c := north(zone)
			c.north = true
			return c
		}},
		{26901, 26923, 1, "NAD83 / UTM zone %dN", north},
		{31965, 31976, 11, "SIRGAS 2000 / UTM zone %dN", north}, {31977, 31985, 17, "SIRGAS 2000 / UTM zone %dS", south},
		{28348, 28358, 48, "GDA94 / MGA zone %d", south}, {7846, 7859, 46, "GDA2020 / MGA zone %d", south},
		{31466, 31469, 2, "DHDN / 3-degree Gauss-Kruger zone %d", func(zone int) CRS {
			meridian := float64(zone * 3)
			return CRS{kind: transverseMercator, plane: plane{meridian: meridian, scale: 1, east: float64(zone)*1e6 + 5e5},
				datum: dhdn(),
				used:  bounds(meridian-3, 46, meridian+3, 56), north: true}
		}},
	}
}

// national lists single systems of the register.
func national() []CRS {
	tm := func(code int, name string, used orb.Bound, p plane) CRS {
		return CRS{EPSG: code, Name: name, kind: transverseMercator, plane: p, used: used}
	}
	cone := func(code int, name string, used orb.Bound, p plane) CRS {
		p.scale = 1
		return CRS{EPSG: code, Name: name, kind: lambertConic, plane: p, used: used}
	}
	sweden, ireland := bounds(9, 54, 26, 70), bounds(-12, 50, -4, 57)
	list := []CRS{
		tm(3006, "SWEREF99 TM", sweden, plane{meridian: 15, scale: 0.9996, east: 5e5}),
		tm(3059, "LKS92 / Latvia TM", bounds(19, 54, 30, 60), plane{meridian: 24, scale: 0.9996, east: 5e5, north: -6e6}),
		tm(3346, "LKS94 / Lithuania TM", bounds(18, 52, 28, 58), plane{meridian: 24, scale: 0.9998, east: 5e5}),
		tm(25884, "ETRS89 / TM Baltic93", bounds(18, 52, 30, 61), plane{meridian: 24, scale: 0.9996, east: 5e5}),
		tm(2180, "ETRF2000-PL / CS92", bounds(13, 48, 26, 56), plane{meridian: 19, scale: 0.9993, east: 5e5, north: -5.3e6}),
		tm(3763, "ETRS89 / Portugal TM06", bounds(-11, 36, -5, 43), plane{meridian: -8.133108333333334, latitude: 39.66825833333333, scale: 1}),
		tm(2193, "NZGD2000 / New Zealand Transverse Mercator 2000", bounds(165, -49, 180, -33), plane{meridian: 173, scale: 0.9996, east: 1.6e6, north: 1e7}),
		tm(2157, "IRENET95 / Irish Transverse Mercator", ireland, plane{meridian: -8, latitude: 53.5, scale: 0.99982, east: 6e5, north: 7.5e5}),
		tm(27700, "OSGB36 / British National Grid", bounds(-10, 48, 3, 62), plane{meridian: -2, latitude: 49, scale: 0.9996012717, east: 4e5, north: -1e5}),
		tm(29902, "TM65 / Irish Grid", ireland, plane{meridian: -8, latitude: 53.5, scale: 1.000035, east: 2e5, north: 2.5e5}),
		cone(3301, "Estonian Coordinate System of 1997", bounds(20, 56, 30, 61),
			plane{meridian: 24, latitude: 57.51755393055556, lat1: 59 + 1.0/3, lat2: 58, east: 5e5, north: 6.375e6}),
		cone(3034, "ETRS89-extended / LCC Europe", bounds(-36, 24, 46, 85), plane{meridian: 10, latitude: 52, lat1: 35, lat2: 65, east: 4e6, north: 2.8e6}),
		cone(2154, "RGF93 v1 / Lambert-93", bounds(-10, 40, 11, 52),
			plane{meridian: 3, latitude: 46.5, lat1: 49, lat2: 44, east: 7e5, north: 6.6e6}),
		cone(3812, "ETRS89 / Belgian Lambert 2008", bounds(1, 48, 8, 53),
			plane{meridian: 4.359215833333333, latitude: 50.797815, lat1: 49 + 5.0/6, lat2: 51 + 1.0/6, east: 649328,
				north: 665262}),
		{EPSG: 3035, Name: "ETRS89-extended / LAEA Europe", kind: lambertAzimuthal, plane: plane{meridian: 10, latitude: 52, east: 4.321e6, north: 3.21e6},
			used: bounds(-36, 24, 46, 85)},
	}
	for i, meridian := range [...]float64{12, 13.5, 15, 16.5, 18, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25} {
		whole, part := int(meridian), int(60*meridian)%60
		list = append(list, tm(3007+i, fmt.Sprintf("SWEREF99 %d %02d", whole, part), sweden, plane{meridian: meridian, scale: 1, east: 1.5e5}))
	}
	for i := range list {
		switch c := &list[i]; c.EPSG {
		case 27700:
			c.datum = osgb36()
		case 29902:
			c.datum = tm65()
		case 3035, 3034, 3301, 2180, 2193, 3006, 3059, 3346, 25884:
			c.north = true
		}
		if code := list[i].EPSG; code >= 3007 && code <= 3018 {
			list[i].north = true
		}
	}
	return list
}

// degreesOf are the systems of longitude and latitude that are taken for WGS84.
func degreesOf() map[int]string {
	return map[int]string{4269: "NAD83", 4674: "SIRGAS 2000", 4283: "GDA94", 7844: "GDA2020", 4619: "SWEREF99",
		4661: "LKS92", 4669: "LKS94", 9702: "ETRF2000-PL", 4167: "NZGD2000", 4173: "IRENET95", 4180: "EST97", 4171: "RGF93 v1"}
}

// registered returns a system of the register outside Finland.
func registered(code int) (CRS, bool) {
	for _, z := range register() {
		if code >= z.first && code <= z.last {
			return z.system(code), true
		}
	}
	for _, c := range national() {
		if c.EPSG == code {
			return c, true
		}
	}
	if name, ok := degreesOf()[code]; ok {
		return CRS{EPSG: code, Name: name, kind: geographic}, true
	}
	return CRS{}, false
}

// UTM returns the zone of WGS84 / UTM in which a place lies, by its longitude and
// latitude in degrees. Norway's and Svalbard's wider zones are not considered: every
// zone is good for its neighbours.
func UTM(lonLat orb.Point) CRS {
	zone := min(max(int((lonLat[0]+180)/6)+1, 1), 60)
	code := 32600 + zone
	if lonLat[1] < 0 {
		code = 32700 + zone
	}
	c, _ := registered(code) // all zones are
	return c
}

// InZone reports whether a place of longitude and latitude lies in the zone of a system that
// has zones, or close to its border. It is true for a system without zones.
func (c CRS) InZone(lonLat orb.Point) bool {
	if c.kind != transverseMercator || c.used == (orb.Bound{}) || c.used.Center()[0] != c.plane.meridian {
		return true
	}
	return math.Abs(turn(lonLat[0]-c.plane.meridian)) <= (c.used.Max[0]-c.used.Min[0])/3
}

// Codes of the geographic systems that need a name here.
const (
	wgs84  = 4326
	etrs89 = 4258
)

// Base is the code of the geographic system that a system stands on, in the EPSG register:
// 4674 (SIRGAS 2000) for 31982. That of degrees is their own; a system without a code, or
// with one that is not known here, stands on 4258 (ETRS89).
func (c CRS) Base() int {
	if c.Geographic() {
		return c.EPSG
	}
	for _, list := range [...]struct{ first, last, base int }{
		{32601, 32660, wgs84}, {32701, 32760, wgs84}, {3857, 3857, wgs84}, {26901, 26923, 4269}, {31965, 31985, 4674},
		{28348, 28358, 4283}, {7846, 7859, 7844}, {3006, 3018, 4619}, {3059, 3059, 4661}, {3346, 3346, 4669},
		{2180, 2180, 9702}, {2193, 2193, 4167}, {2157, 2157, 4173}, {3301, 3301, 4180}, {2154, 2154, 4171},
		{27700, 27700, 4277}, {29902, 29902, 4299}, {31466, 31469, 4314},
	} {
		if c.EPSG >= list.first && c.EPSG <= list.last {
			return list.base
		}
	}
	return etrs89
}

// baseNames are names of datums and of geographic systems, canonical, as texts of either
// version and of ESRI have them. They are compared as a whole: NAD83(2011) is not NAD83.
func baseNames() map[string]int {
	names := map[string]int{}
	for base, list := range map[int]string{
		wgs84:  "wgs84 wgs1984 worldgeodeticsystem1984",
		etrs89: "etrs89 etrs1989 europeanterrestrialreferencesystem1989 europeanterrestrialreferencesystem89 eureffin euref89",
		4269:   "nad83 nad1983 northamerican1983 northamericandatum1983",
		4674:   "sirgas2000 sistemadereferenciageocentricoparalasamericas2000 sistemadereferenciageocentricoparaamericadelsur2000",
		4283:   "gda94 gda1994 geocentricdatumofaustralia1994",
		7844:   "gda2020 geocentricdatumofaustralia2020",
		4619:   "sweref99",
		4661:   "lks92 lks1992 latvia1992",
		4669:   "lks94 lks1994 lithuania1994 lithuania1994etrs89",
		9702:   "etrf2000pl etrf2000poland",
		4167:   "nzgd2000 newzealandgeodeticdatum2000",
		4173:   "irenet95",
		4180:   "est97 estonia1997",
		4171:   "rgf93 rgf93v1 rgf1993 reseaugeodesiquefrancais1993 reseaugeodesiquefrancais1993v1",
		4277:   "osgb36 osgb1936 ordnancesurveyofgreatbritain1936",
		4299:   "tm65",
		4314:   "dhdn deutscheshauptdreiecksnetz",
	} {
		for name := range strings.FieldsSeq(list) {
			names[name] = base
		}
	}
	return names
}

// likeWGS84 are names of other datums, canonical, that are equal to WGS84 or ETRS89 to about
// a metre, or to NAD83, which maps take for them. No code here stands on them.
const likeWGS84 = " nad832011 nad19832011 nad83nationalspatialreferencesystem2011 nad832007 nad1983nsrs2007 nad83nationalspatialreferencesystem2007" +
	" nad83harn nad1983harn nad83highaccuracyreferencenetwork nad83csrs nad1983csrs northamerican1983csrs nad83canadianspatialreferencesystem" +
	" croatianterrestrialreferencesystem htrs96 sloveniageodeticdatum1996 slovenia1996 swissterrestrialreferenceframe1995 chtrf95 chtrs95" +
	" retedinamicanazionale2008 rdn2008 istitutogeograficomilitaire1995 igm95 bulgariageodeticsystem2005 bgs2005 serbianreferencenetwork1998" +
	" serbianspatialreferencesystem2000 islandsnetwork1993 islandsnet1993 islandsnet2004 islandsnet2016 isn93 isn1993 isn2004 isn2016 moldref99" +
	" kosovareferencesystem2001 marcogeocentriconacionaldereferencia magna magnasirgas posicionesgeodesicasargentinas2007 posgar2007 posgar94 posgar98" +
	" sistemadereferenciageocentricoparaamericadelsur1995 sirgas1995 sirgas mexicoitrf92 mexicoitrf1992 mexicoitrf2008" +
	" japanesegeodeticdatum2000 jgd2000 japanesegeodeticdatum2011 jgd2011 geocentricdatumofkorea korea2000 korean2000 korea2000datum" +
	" chinageodeticcoordinatesystem2000 china2000 cgcs2000 taiwandatum1997 twd97 twd1997 hartebeesthoek94 hartebeesthoek1994" +
	" geodeticdatumofmalaysia2000 gdm2000 datumgeodesinasional1995 dgn95 dgn1995 jamaica2001 rgr92 rgr1992 reseaugeodesiquedelareunion1992" +
	" rgfg95 rgfg1995 reseaugeodesiquefrancaisguyane1995 rgaf09 reseaugeodesiquedesantillesfrancaises2009 rgnc9193 reseaugeodesiquedenouvellecaledonie9193 "

// baseOf is the geographic system that a text names, by its datum, else by the name of its
// degrees; 0 if it names none that has a code here. known is false if it names none that is
// equal to WGS84 either, nor an old one that has a code.
func baseOf(root *wktNode) (base int, known bool) {
	names := baseNames()
	for _, n := range []*wktNode{root.find("DATUM", "ENSEMBLE"), root.find("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS"), root} {
		if n == nil {
			continue
		}
		name := strings.TrimSuffix(canonical(strings.TrimPrefix(strings.TrimPrefix(n.name(), "D_"), "GCS_")), "ensemble")
		if base := names[name]; base != 0 {
			return base, true
		}
		for _, front := range []string{"itrf", "internationalterrestrialreferenceframe", "wgs1984g", "wgs84g", "worldgeodeticsystem1984g", "etrf"} {
			known = known || strings.HasPrefix(name, front)
		}
		known = known || name != "" && strings.Contains(likeWGS84, " "+name+" ")
	}
	return 0, known
}
