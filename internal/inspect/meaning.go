package inspect

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"saavu/pkg/report"
)

// Role is what a column seems to be, by its name and its values.
type Role string

// The roles of columns.
const (
	ID           Role = "id"
	Key          Role = "key" // each row has a distinct value, but the name does not show that it is an id
	FromID       Role = "from"
	ToID         Role = "to"
	X            Role = "x"
	Y            Role = "y"
	WKT          Role = "wkt"
	Name         Role = "name"
	Municipality Role = "municipality"
	People       Role = "people" // of the ages From to To
	Total        Role = "total"  // all people
	Time         Role = "time"
	Distance     Role = "distance"
	Services     Role = "services"
	Hours        Role = "hours"
	Address      Role = "address"
	Year         Role = "year"
)

// roles lists all of them, for the contract.
func roles() []any {
	return []any{ID, Key, FromID, ToID, X, Y, WKT, Name, Municipality, People, Total, Time, Distance, Services, Hours,
		Address, Year}
}

// JSONSchema lists the roles.
func (Role) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Enum: roles()}
}

// plainName drops punctuation and case from a column name.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.:()", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// named lists plain names of columns by role. The first match wins.
func named(role Role) []string {
	switch role {
	case FromID:
		return []string{"fromid", "from", "originid", "origin", "lahtoid", "fromykrid"}
	case ToID:
		return []string{"toid", "to", "destinationid", "destination", "maaranpaaid", "toykrid"}
	case X:
		return []string{"x", "e", "lon", "long", "lng", "longitude", "east", "easting", "xcoord", "coordx", "xkoord", "koordx", "ekoord", "xkoordinaatti", "ita", "itä", "pituusaste", "eurefx", "etrsx", "etrstm35fine", "xcoordinate", "coordinatex", "pointx", "centroidx", "xcentroid"}
	case Y:
		return []string{"y", "n", "lat", "latitude", "north", "northing", "ycoord", "coordy", "ykoord", "koordy", "nkoord", "ykoordinaatti", "pohjoinen", "leveysaste", "eurefy", "etrsy", "etrstm35finn", "ycoordinate", "coordinatey", "pointy", "centroidy", "ycentroid"}
	case WKT:
		return []string{"wkt", "geom", "geometry", "thegeom", "wktgeom", "geomwkt", "shape"}
	case Total:
		return []string{"asukkaita", "asukkaat", "asukasluku", "väestö", "vaesto", "vaki", "väki", "hevakiy", "vakiy", "vyht", "population", "pop", "people", "total", "yhteensä", "yhteensa",
			"yht", "kaikki", "kaikkiyhteensä", "väestöyhteensä", "summa", "totalt", "samtliga", "folkmängd", "invånare", "befolkning", "inhabitants", "grandtotal", "totp", "väkiluku", "vakiluku",
			"asukasmäärä", "residents", "ghspop", "popsum", "populationsum", "totalpopulation", "poptotal", "totalpop"}
	case Municipality:
		return []string{"kunta", "kuntanro", "kuntakoodi", "municipality", "municipalitycode", "natcode", "kommun", "kommunkod", "kommunnr", "kommunnummer", "kuntanumero", "kuntatunnus", "lau", "laucode", "lcoggeo"}
	case Name:
		return []string{"name", "nimi", "namn", "namefin", "namefi", "nimifi", "title", "facility", "toimipiste", "toimipaikka", "palvelupiste", "palvelupaikka", "yksikkö", "yksikko", "verksamhetsställe", "verksamhetsstalle", "serviceställe", "enhet", "mottagning", "clinic", "site"}
	case Services:
		return []string{"palvelut", "services", "service", "palvelu", "tjanster", "tjänster", "tjänst", "palvelukoh"}
	case Hours:
		return []string{"aukiolo", "aukioloajat", "aukioloaja", "openinghours", "hours", "servicehours", "öppettider", "oppettider"}
	case Address:
		return []string{"osoite", "address", "katuosoite", "adress", "streetaddress", "käyntiosoite", "kayntiosoite", "gatuadress", "besöksadress"}
	case Year:
		return []string{"vuosi", "year", "år"}
	case ID:
		return []string{"id", "index", "fid", "gid", "uid", "code", "koodi", "tunnus", "kokotun", "ykrid", "origid", "objectid", "xyind", "nro", "ruututunnus", "gridid", "cellid", "h3", "h3index", "hexid", "idnro", "rutid", "ruutu", "ruta"}
	}
	return nil
}

// byName returns the role that a column's name shows; "" if none.
func byName(name string) Role {
	plain := plainName(name)
	for _, role := range []Role{FromID, ToID, X, Y, WKT, Total, Municipality, Name, Services, Hours, Address, Year, ID} {
		if slices.Contains(named(role), plain) {
			return role
		}
	}
	if role := axisRole(name); role != "" {
		return role
	}
	lower := strings.ToLower(name)
	switch {
	case totalOfYear.MatchString(plain):
		return Total
	case timeName(name).Kind != "":
		return Time
	case matrixColumn.MatchString(lower) && strings.HasSuffix(lower, "_d"):
		return Distance
	case strings.HasPrefix(plain, "name"), strings.HasPrefix(plain, "nimi"), strings.HasPrefix(plain, "kohteenni"), pointName.MatchString(plain):
		return Name
	case strings.HasSuffix(lower, "_id"), strings.HasSuffix(plain, "tunnus"), strings.HasSuffix(plain, "koodi"),
		strings.HasSuffix(name, "ID") && len(name) > 2:
		return ID
	}
	return ""
}

var (
	// totalOfYear is all people with a year or a country: TOT_P_2021,
	// population_2020, fin_ppp_2020 of WorldPop.
	totalOfYear = regexp.MustCompile(`^(?:totp|total|pop|population|befolkning|vaesto|väestö|asukkaita|(?:[a-z]{3})?ppp)(?:19|20)[0-9]{2}$`)
	// pointName is the name of a service point: facility_name, toimipisteen
	// nimi, enhetsnamn.
	pointName    = regexp.MustCompile(`^(?:facility|site|clinic|unit|place|service|toimipiste|toimipaikan?|toimipisteen|palvelupisteen|palvelupiste|yksikön|yksikon|verksamhetsställets?|enhetens?|enhets|mottagningens?)(?:name|nimi|namn)$`)
	matrixColumn = regexp.MustCompile(`^(walk|bike|pt|car)(_[rmsfl]|_sl)?_(t|tt|d)$`)
	percentile   = regexp.MustCompile(`^(?:travel_?time|time|tt|p)_?p?([0-9]{1,2})$`)
)

// timeName describes the travel time in a column; an empty message for none. The
// names are those of the Helsinki Region Travel Time Matrix, of r5r and r5py.
func timeName(name string) report.Message {
	lower := strings.ToLower(name)
	if matrixColumn.MatchString(lower) && !strings.HasSuffix(lower, "_d") {
		return report.NewMessage("means.time_how", "how", matrixTerms(lower))
	}
	if m := percentile.FindStringSubmatch(lower); m != nil && strings.Contains(lower, "p"+m[1]) && strings.Contains(lower, "t") {
		n, _ := strconv.Atoi(m[1])
		return report.NewMessage("means.percentile", "n", n)
	}
	switch plainName(name) {
	case "traveltime", "time", "minutes", "seconds", "duration", "matkaaika", "traveltimeminutes", "traveltimeseconds":
		return report.NewMessage("means.time")
	}
	return report.Message{}
}

// Percentile returns the percentile of travel times that a column seems to have, or 0.
func (c *Column) Percentile() int {
	if c.Meaning.Kind != "means.percentile" {
		return 0
	}
	n, _ := c.Meaning.Facts[0].Value.(int)
	return n
}

// matrixTerms reads the short names of the travel time matrix.
func matrixTerms(lower string) []report.Term {
	first, rest, _ := strings.Cut(lower, "_")
	how := []string{map[string]string{"walk": "on foot", "bike": "by bicycle", "pt": "by transit", "car": "by car"}[first]}
	switch {
	case strings.HasPrefix(rest, "r_"):
		how = append(how, "rush hour")
	case strings.HasPrefix(rest, "m_"):
		how = append(how, "midday")
	case strings.HasPrefix(rest, "sl"):
		how = append(how, "speed limits only")
	case strings.HasPrefix(rest, "s_"):
		how = append(how, "12 km/h")
	case strings.HasPrefix(rest, "f_"):
		how = append(how, "19 km/h")
	}
	if strings.HasSuffix(rest, "tt") {
		how = append(how, "with the wait at home")
	}
	out := make([]report.Term, len(how))
	for i, word := range how {
		out[i] = report.Term{List: "how", Word: word}
	}
	return out
}

// means describes a column.
func (c *column) means() report.Message {
	switch c.role {
	case "":
		return report.Message{}
	case People:
		if c.to == openEnd {
			return report.NewMessage("means.ages_over", "from", c.from)
		}
		return report.NewMessage("means.ages", "from", c.from, "to", c.to)
	case Time:
		if m := timeName(c.field.Name); m.Kind != "" {
			return m
		}
		return report.NewMessage("means.time_how", "how", report.Term{List: "mode", Word: ModeIn(c.field.Name)})
	case ID:
		if !c.unique() {
			return report.NewMessage("means.id_repeats")
		}
	case X, Y:
		if axis := c.axis(); axis != "" {
			return report.NewMessage("means." + axis)
		}
		return report.Message{}
	}
	return report.NewMessage("means." + string(c.role))
}

// axis returns which coordinate the values of a column are, whatever its name: the
// end of a key of the words; "" for no numbers.
func (c *column) axis() string {
	least, most := c.least, c.most
	switch {
	case c.numbers() == 0:
		return ""
	case c.abroad:
		return c.axisByName()
	case least >= 58 && most <= 72:
		return "latitude"
	case least >= 18 && most <= 34:
		return "longitude"
	case least > 6.4e6 && most < 8e6:
		return "northing"
	case least > 4e4 && most < 1e6:
		return "easting"
	case least > 19e6 && most < 32e6:
		return "easting_zone"
	}
	return "coordinate"
}

// axisByName is the same outside Finland, where the size of a number shows no more than
// whether it can be degrees.
func (c *column) axisByName() string {
	metres := max(math.Abs(c.least), math.Abs(c.most)) > 180
	switch {
	case metres && c.role == X:
		return "easting"
	case metres && c.role == Y:
		return "northing"
	}
	return "coordinate"
}
