package spatial

import (
	"fmt"
	"maps"
	"slices"
)

// alias is a code in the EPSG register, or one that programs use as if it were,
// whose coordinates equal those of a supported system.
type alias struct {
	code, of int
	name     string
	about    bool // equal only to about a metre
	north    bool // the register names the northing first
	abroad   bool // it is used in other countries too
}

// aliases lists them. Heights are not read, so a plane with a height equals its
// plane.
func aliases() []alias {
	return []alias{
		{code: 25835, of: 3067, name: "ETRS89 / UTM zone 35N", abroad: true},
		{code: 32635, of: 3067, name: "WGS 84 / UTM zone 35N", about: true, abroad: true},
		{code: 3047, of: 3067, name: "ETRS89 / UTM zone 35N (N-E)", north: true, abroad: true},
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
	if c, ok := registered(code); ok {
		return c.Name
	}
	if code >= 23028 && code <= 23038 {
		return fmt.Sprintf("ED50 / UTM zone %dN", code-23000)
	}
	return map[int]string{
		2391: "KKJ / Finland zone 1", 2392: "KKJ / Finland zone 2", 2393: "KKJ / Finland Uniform Coordinate System",
		2394: "KKJ / Finland zone 4", 3386: "KKJ / Finland zone 0", 3387: "KKJ / Finland zone 5", 4123: "KKJ",
		3901: "KKJ / Finland Uniform Coordinate System + N60 height",
		4230: "ED50",
		4936: "ETRS89, geocentric", 4978: "WGS 84, geocentric", 3395: "WGS 84 / World Mercator",
		3575: "WGS 84 / North Pole LAEA Europe", 3021: "RT90 2.5 gon V",
		3300: "Estonian Coordinate System of 1992",

		5514: "S-JTSK / Krovak East North",

		31370: "BD72 / Belgian Lambert 72", 28992: "Amersfoort / RD New",
		21781: "CH1903 / LV03", 2056: "CH1903+ / LV95", 2100: "GGRS87 / Greek Grid",
		5070: "NAD83 / Conus Albers",
	}[code]
}

// ByName finds a supported system by its name in the register, as a text
// without a code may have it: "ETRS89 / TM35FIN(E,N)". Case, spaces and
// punctuation are ignored.
func ByName(name string) (CRS, bool) {
	want := canonical(name)
	for _, c := range systems() {
		if canonical(c.Name) == want {
			return c, true
		}
	}
	return CRS{}, false
}

// systems lists the systems that ByEPSG knows: those of Finland first.
func systems() []CRS {
	var list []CRS
	own := func(code int) {
		c, _ := ByEPSG(code) // known
		list = append(list, c)
	}
	for _, code := range []int{3067, 4326, 4258, 3857} {
		own(code)
	}
	for code := firstGK; code <= lastGK; code++ {
		own(code)
	}
	for code := firstBareGK; code <= lastBareGK; code++ {
		own(code)
	}
	for _, t := range aliases() {
		own(t.code)
	}
	for _, z := range register() {
		for code := z.first; code <= z.last; code++ {
			if !slices.ContainsFunc(aliases(), func(t alias) bool { return t.code == code }) {
				list = append(list, z.system(code))
			}
		}
	}
	list = append(list, national()...)
	for _, code := range slices.Sorted(maps.Keys(degreesOf())) {
		own(code)
	}
	return list
}
