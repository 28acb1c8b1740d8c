package shapefile

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	authority = regexp.MustCompile(`(?i)AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$`)
	parameter = regexp.MustCompile(`(?i)PARAMETER\s*\[\s*"([^"]+)"\s*,\s*([-+.0-9eE]+)\s*\]`)
)

// EPSG finds the code of a .prj text (well-known text as ESRI or OGC write it):
// 3067, 3873 to 3885 (ETRS-GK19FIN to GK31FIN), 4326, 4258 or 3857. ESRI's form
// carries no code and its names differ from writer to writer, so a transverse
// Mercator system is known by its parameters. A code that the text itself gives
// is returned whatever it is. False when the system is none of these.
func EPSG(prj string) (int, bool) {
	prj = strings.TrimSpace(prj)
	if m := authority.FindStringSubmatch(prj); m != nil {
		code, err := strconv.Atoi(m[1])
		return code, err == nil
	}
	upper := strings.ToUpper(prj)
	etrs := strings.Contains(upper, "ETRS") || strings.Contains(upper, "EUREF")
	wgs := strings.Contains(upper, "WGS_1984") || strings.Contains(upper, "WGS 84")
	switch {
	case strings.HasPrefix(upper, "GEOGCS[") && etrs:
		return 4258, true
	case strings.HasPrefix(upper, "GEOGCS[") && wgs:
		return 4326, true
	case !strings.HasPrefix(upper, "PROJCS["):
	case strings.Contains(upper, "MERCATOR_AUXILIARY_SPHERE") && wgs:
		return 3857, true
	case strings.Contains(upper, `"TRANSVERSE_MERCATOR"`) && etrs:
		return transverse(prj)
	}
	return 0, false
}

// transverse knows the Finnish systems on ETRS89 by their parameters.
func transverse(prj string) (int, bool) {
	values := map[string]float64{}
	for _, m := range parameter.FindAllStringSubmatch(prj, -1) {
		if v, err := strconv.ParseFloat(m[2], 64); err == nil {
			values[strings.ToLower(m[1])] = v
		}
	}
	meridian, easting, scale := values["central_meridian"], values["false_easting"], values["scale_factor"]
	switch {
	case values["false_northing"] != 0 || values["latitude_of_origin"] != 0:
	case meridian == 27 && easting == 5e5 && scale == 0.9996:
		return 3067, true
	case meridian >= 19 && meridian <= 31 && meridian == math.Trunc(meridian) && easting == meridian*1e6+5e5 && scale == 1:
		return 3873 + int(meridian) - 19, true
	}
	return 0, false
}
