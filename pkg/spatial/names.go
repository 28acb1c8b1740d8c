package spatial

import "fmt"

// alias is a code in the EPSG register, or one that programs use as if it were,
// whose coordinates equal those of a supported system.
type alias struct {
	code, of int
	name     string
	about    bool // equal only to about a metre
	north    bool // the register names the northing first
}

// aliases lists them. Heights are not read, so a plane with a height equals its
// plane.
func aliases() []alias {
	return []alias{
		{code: 25835, of: 3067, name: "ETRS89 / UTM zone 35N"},
		{code: 32635, of: 3067, name: "WGS 84 / UTM zone 35N", about: true},
		{code: 3047, of: 3067, name: "ETRS89 / UTM zone 35N (N-E)", north: true},
		{code: 5048, of: 3067, name: "ETRS89 / TM35FIN(N,E)", north: true},
		{code: 3902, of: 3067, name: "ETRS89 / TM35FIN(N,E) + N60 height", north: true},
		{code: 3903, of: 3067, name: "ETRS89 / TM35FIN(N,E) + N2000 height", north: true},
		{code: 4937, of: 4258, name: "ETRS89, with height"},
		{code: 4979, of: 4326, name: "WGS 84, with height"},
		{code: 3785, of: 3857, name: "Popular Visualisation CRS / Mercator"},
		{code: 900913, of: 3857, name: "Google Maps Global Mercator"},
		{code: 102100, of: 3857, name: "WGS_1984_Web_Mercator_Auxiliary_Sphere"},
		{code: 102113, of: 3857, name: "WGS_1984_Web_Mercator"},
	}
}

// CodeName returns a code with its name in the register if it is known here:
// "EPSG:3035 (ETRS89-extended / LAEA Europe)". Systems of other countries are
// named, so that a user sees which system a file is in; they are not supported.
func CodeName(code int) string {
	if name := registerName(code); name != "" {
		return fmt.Sprintf("EPSG:%d (%s)", code, name)
	}
	return fmt.Sprintf("EPSG:%d", code)
}

// registerName is the name of a code that is not supported; "" if it is not
// known here.
func registerName(code int) string {
	for _, zones := range [...]struct {
		first, last, zone int
		name              string
	}{
		{32601, 32660, 1, "WGS 84 / UTM zone %dN"}, {32701, 32760, 1, "WGS 84 / UTM zone %dS"},
		{25828, 25838, 28, "ETRS89 / UTM zone %dN"}, {3038, 3051, 26, "ETRS89 / UTM zone %dN (N-E)"},
		{23028, 23038, 28, "ED50 / UTM zone %dN"}, {26901, 26923, 1, "NAD83 / UTM zone %dN"},
		{31965, 31976, 11, "SIRGAS 2000 / UTM zone %dN"}, {31977, 31985, 17, "SIRGAS 2000 / UTM zone %dS"},
		{28348, 28358, 48, "GDA94 / MGA zone %d"}, {7846, 7859, 46, "GDA2020 / MGA zone %d"},
		{31466, 31469, 2, "DHDN / 3-degree Gauss-Kruger zone %d"},
	} {
		if code >= zones.first && code <= zones.last {
			return fmt.Sprintf(zones.name, code-zones.first+zones.zone)
		}
	}
	return map[int]string{
		2391: "KKJ / Finland zone 1", 2392: "KKJ / Finland zone 2", 2393: "KKJ / Finland Uniform Coordinate System",
		2394: "KKJ / Finland zone 4", 3386: "KKJ / Finland zone 0", 3387: "KKJ / Finland zone 5", 4123: "KKJ",
		3901: "KKJ / Finland Uniform Coordinate System + N60 height",
		3034: "ETRS89-extended / LCC Europe", 3035: "ETRS89-extended / LAEA Europe", 4230: "ED50",
		4936: "ETRS89, geocentric", 4978: "WGS 84, geocentric", 3395: "WGS 84 / World Mercator",
		3575: "WGS 84 / North Pole LAEA Europe", 3006: "SWEREF99 TM", 4619: "SWEREF99", 3021: "RT90 2.5 gon V",
		3300: "Estonian Coordinate System of 1992", 3301: "Estonian Coordinate System of 1997",
		3059: "LKS92 / Latvia TM", 3346: "LKS94 / Lithuania TM", 25884: "ETRS89 / TM Baltic93",
		2180: "ETRF2000-PL / CS92", 5514: "S-JTSK / Krovak East North", 2154: "RGF93 v1 / Lambert-93",
		27700: "OSGB36 / British National Grid", 29902: "TM65 / Irish Grid", 2157: "IRENET95 / Irish Transverse Mercator",
		31370: "BD72 / Belgian Lambert 72", 3812: "ETRS89 / Belgian Lambert 2008", 28992: "Amersfoort / RD New",
		21781: "CH1903 / LV03", 2056: "CH1903+ / LV95", 3763: "ETRS89 / Portugal TM06", 2100: "GGRS87 / Greek Grid",
		4269: "NAD83", 5070: "NAD83 / Conus Albers", 4674: "SIRGAS 2000", 4283: "GDA94", 7844: "GDA2020",
		2193: "NZGD2000 / New Zealand Transverse Mercator 2000",
	}[code]
}

// ByName finds a supported system by its name in the register, as a text
// without a code may have it: "ETRS89 / TM35FIN(E,N)". Case, spaces and
// punctuation are ignored.
func ByName(name string) (CRS, bool) {
	want := canonical(name)
	for _, code := range supported() {
		if c, err := ByEPSG(code); err == nil && canonical(c.Name) == want {
			return c, true
		}
	}
	return CRS{}, false
}

// supported lists the codes that ByEPSG knows.
func supported() []int {
	codes := []int{3067, 4326, 4258, 3857}
	for code := firstGK; code <= lastGK; code++ {
		codes = append(codes, code)
	}
	for code := firstBareGK; code <= lastBareGK; code++ {
		codes = append(codes, code)
	}
	for _, t := range aliases() {
		codes = append(codes, t.code)
	}
	return codes
}
