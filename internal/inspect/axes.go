package inspect

import (
	"regexp"
	"slices"
	"strings"
)

// frame are words for coordinates and their systems in names of columns, and
// aside words that do not identify the axis.
var (
	frame = regexp.MustCompile(`koordinaatit|koordinaatti|koordinaat|koordinat|koord|coordinates?|coords?|etrs-?tm35fin|etrs89|etrs|tm35fin|tm35|` +
		`eureffin|euref|wgs84|wgs|gk[0-9]{2}(?:fin)?|epsg|3067|38[78][0-9]|4326|25835|sweref99tm|sweref99|sweref|keskipiste|centroid`)
	aside = regexp.MustCompile(`^(?:fin|84|89|point|piste|pt|center|centre|sijainti|location|loc|gps|geo|dd|deg|degrees|decimal|m)$`)
)

// axisRole recognises columns of coordinates by their names: one word for the
// axis, in Finnish, Swedish or English, among words for coordinates and their
// system, as in Itäkoordinaatti, ETRS_E, X_ETRS, WGS84_LAT or Koordinaatti_I.
// Words for degrees may follow any others, except those of a journey. "" for
// another name.
func axisRole(name string) Role {
	axis, others, framed := "", false, false
	for _, word := range strings.FieldsFunc(strings.ToLower(name),
		func(r rune) bool { return strings.ContainsRune(" _-.:()/,", r) }) {
		bare := frame.ReplaceAllString(word, "")
		framed = framed || bare != word
		switch {
		case bare == "", aside.MatchString(bare):
		case slices.Contains([]string{"from", "to", "origin", "destination", "start", "end", "orig", "dest"}, bare):
			return ""
		default:
			others = others || axis != ""
			axis = bare
		}
	}
	switch axis {
	case "lon", "lng", "longitude", "easting":
		return X
	case "lat", "latitude", "northing":
		return Y
	}
	switch {
	case others:
	case slices.Contains([]string{"x", "long", "east", "itä", "ita", "itäinen", "pituus", "pituusaste", "öst", "ost", "östlig", "longitud", "längdgrad"}, axis):
		return X
	case slices.Contains([]string{"y", "north", "pohjois", "pohjoinen", "leveys", "leveysaste", "nord", "norr", "nordlig", "latitud", "breddgrad"}, axis):
		return Y
	case framed && (axis == "e" || axis == "i"): // i as in itä
		return X
	case framed && (axis == "n" || axis == "p"): // p as in pohjoinen
		return Y
	}
	return ""
}
