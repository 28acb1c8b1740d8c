package spatial

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

const (
	geogETRS = `GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],` +
		`PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	geogWGS = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],` +
		`PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
	geogKKJ = `GEOGCS["GCS_KKJ",DATUM["D_KKJ",SPHEROID["International_1924",6378388.0,297.0]],` +
		`PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
)

func tmText(name, geog, meridian, scale, easting string) string {
	return `PROJCS["` + name + `",` + geog + `,PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],` +
		`PARAMETER["central_meridian",` + meridian + `],PARAMETER["scale_factor",` + scale + `],` +
		`PARAMETER["false_easting",` + easting + `],PARAMETER["false_northing",0],UNIT["Meter",1]]`
}

const (
	ensemble = `ENSEMBLE["European Terrestrial Reference System 1989 ensemble",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]]`
	geog2WGS = `GEOGCRS["any",ENSEMBLE["World Geodetic System 1984 ensemble",ELLIPSOID["WGS 84",6378137,298.257223563]],` +
		`CS[ellipsoidal,2],AXIS["latitude",north,ANGLEUNIT["degree",0.0174532925199433]]]`
)

// tmText2 is tmText in the second version of the text.
func tmText2(name, meridian, scale, easting string) string {
	return `PROJCRS["` + name + `",BASEGEOGCRS["ETRS89",` + ensemble + `],CONVERSION["any",METHOD["Transverse Mercator"],` +
		`PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",` + meridian + `],` +
		`PARAMETER["Scale factor at natural origin",` + scale + `],PARAMETER["False easting",` + easting + `],PARAMETER["False northing",0]],` +
		`CS[Cartesian,2],AXIS["(E)",east,LENGTHUNIT["metre",1]],AXIS["(N)",north,LENGTHUNIT["metre",1]]]`
}

func TestWKTName(t *testing.T) {
	for text, want := range map[string]string{
		`PROJCS["ETRS_1989_LAEA",` + geogETRS + `,PROJECTION["Lambert_Azimuthal_Equal_Area"]]`:     "ETRS_1989_LAEA",
		`PROJCS["ETRS89 / LAEA Europe",` + geogETRS + `,AUTHORITY["EPSG","3035"]]`:                 "EPSG:3035 (ETRS89-extended / LAEA Europe)",
		`PROJCRS["Some grid",` + geog2WGS + `,ID["EPSG",98765]]`:                                   "EPSG:98765 (Some grid)",
		`COMPD_CS["a",PROJCS["b",AUTHORITY["EPSG","2393"]],VERT_CS["c",AUTHORITY["EPSG","5717"]]]`: "EPSG:2393 (KKJ / Finland Uniform Coordinate System)",
		`PROJCS["x"`: "",
		"":           "",
	} {
		if got := WKTName(text); got != want {
			t.Errorf("%.50s: %q, want %q", text, got, want)
		}
	}
}

func TestFromWKT(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"HSY's GK25FIN without a code": {tmText("ETRS89_ETRS_GK25FIN_2010",
			strings.Replace(geogETRS, "298.257222101", "298.2572221008916", 1), "25", "1", "25500000"), 3879},
		"GK19FIN":           {tmText("any", geogETRS, "19.0", "1.0", "19500000.0"), 3873},
		"GK31FIN":           {tmText("any", geogETRS, "31", "1", "31500000"), 3885},
		"TM35FIN":           {tmText("any", geogETRS, "27.0", "0.9996", "500000.0"), 3067},
		"TM35FIN by ESRI":   {strings.ReplaceAll(strings.ReplaceAll(tmText("EUREF_FIN_TM35FIN", geogETRS, "27", "0.9996", "500000"), "central_meridian", "Central_Meridian"), "false_easting", "False_Easting"), 3067},
		"zone 35 on WGS84":  {tmText("WGS_1984_UTM_Zone_35N", geogWGS, "27", "0.9996", "500000"), 32635},
		"zone 35 on ETRS89": {tmText("ETRS_1989_UTM_Zone_35N", geogETRS, "27", "0.9996", "500000"), 25835},
		"a step of zeros":   {tmText("x", strings.Replace(geogETRS, `]],PRIMEM`, `],TOWGS84[0,0,0,0,0,0,0]],PRIMEM`, 1), "25", "1", "25500000"), 3879},
		"WGS84 of a year":   {tmText("x", strings.ReplaceAll(geogWGS, "WGS_1984\",SPH", "ITRF_2014\",SPH"), "25", "1", "25500000"), 3879},
		"mark and newline":  {"\ufeff " + tmText("x", geogETRS, "25", "1", "25500000") + "\r\n\x00", 3879},
		"round brackets":    {strings.NewReplacer("[", "(", "]", ")").Replace(tmText("x", geogETRS, "25", "1", "25500000")), 3879},
		"spaces and breaks": {strings.ReplaceAll(tmText("x", geogETRS, "25", "1", "25500000"), ",", " ,\n\t"), 3879},
		"no scale is 1":     {strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `PARAMETER["scale_factor",1],`, "", 1), 3879},
		"a code decides": {`PROJCS["x",` + geogETRS + `,PROJECTION["Transverse_Mercator"],AXIS["Easting",EAST],` +
			`AUTHORITY["EPSG","3880"]]`, 3880},
		"a part's code does not": {strings.Replace(tmText("x", geogETRS, "26", "1", "26500000"),
			`0.0174532925199433]]`, `0.0174532925199433],AUTHORITY["EPSG","4258"]]`, 1), 3880},
		"an unknown code falls back": {strings.TrimSuffix(tmText("EUREF-FIN / TM35FIN", geogETRS, "27", "0.9996", "500000"), "]") +
			`,AUTHORITY["EPSG","99999"]]`, 3067},
		"an alias's code": {strings.TrimSuffix(tmText("ETRS89 / UTM zone 35N", geogETRS, "27", "0.9996", "500000"), "]") +
			`,AUTHORITY["EPSG","25835"]]`, 25835},
		"a zone without its number": {tmText("ETRS_GK25", geogETRS, "25", "1", "500000"), 3132},
		"a height behind it":        {tmText("x", geogETRS, "25", "1", "25500000") + `,VERTCS["N2000",VDATUM["N2000"],UNIT["Meter",1.0]]`, 3879},
		"WKT 2, TM35FIN":            {tmText2("any", "27", "0.9996", "500000"), 3067},
		"WKT 2, GK25FIN":            {tmText2("any", "25", "1", "25500000"), 3879},
		"WKT 2 with a height":       {`COMPOUNDCRS["x",` + tmText2("any", "25", "1", "25500000") + `,VERTCRS["N2000 height",VDATUM["N2000"]],ID["EPSG",3903]]`, 3879},
		"WKT 2 with a shift":        {`BOUNDCRS[SOURCECRS[` + tmText2("any", "25", "1", "25500000") + `],TARGETCRS[` + geog2WGS + `]]`, 3879},
		"WKT 2, WGS 84":             {geog2WGS, 4326},
		"WKT 2, ETRS89":             {`GEOGCRS["ETRS89",` + ensemble + `,PRIMEM["Greenwich",0],CS[ellipsoidal,2],ANGLEUNIT["degree",0.0174532925199433]]`, 4258},
		"WKT 2, Web Mercator": {`PROJCRS["any",BASEGEOGCRS["WGS 84",` + ensemble + `],CONVERSION["any",METHOD["Popular Visualisation Pseudo Mercator"],` +
			`PARAMETER["Longitude of natural origin",0]],CS[Cartesian,2],LENGTHUNIT["metre",1]]`, 3857},
		"two codes": {`PROJCRS["x",ID["ESRI",102139],ID["EPSG",3067]]`, 3067},
		"another authority falls back": {strings.TrimSuffix(tmText("x", geogETRS, "27", "0.9996", "500000"), "]") +
			`,AUTHORITY["ESRI","102139"]]`, 3067},
		"with a height": {`COMPD_CS["x + N2000",` + tmText("x", geogETRS, "25", "1", "25500000") +
			`,VERT_CS["N2000 height",AUTHORITY["EPSG","3900"]]]`, 3879},
		"ETRS89": {geogETRS, 4258},
		"EUREF":  {strings.ReplaceAll(geogETRS, "ETRS_1989", "EUREF_FIN"), 4258},
		"WGS84":  {geogWGS, 4326},
		"WGS 84 by GDAL": {`GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],` +
			`AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,` +
			`AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]`, 4326},
		"Web Mercator by ESRI": {`PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",` + geogWGS + `,PROJECTION["Mercator_Auxiliary_Sphere"],` +
			`PARAMETER["False_Easting",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`, 3857},
		"Web Mercator by GDAL": {`PROJCS["WGS 84 / Pseudo-Mercator",` + geogWGS + `,PROJECTION["Mercator_1SP"],AUTHORITY["EPSG","3857"]]`, 3857},
		"WKT 2 with a code":    {`PROJCRS["ETRS89 / TM35FIN(E,N)",BASEGEOGCRS["ETRS89",ID["EPSG",4258]],ID["EPSG",3067]]`, 3067},
	} {
		got, err := FromWKT(c.text)
		if err != nil || got != mustCRS(t, c.want) {
			t.Errorf("%s: %v, %v; want EPSG:%d", name, got, err, c.want)
		}
	}
}

func TestFromWKTRefuses(t *testing.T) {
	const supported = "; expected metres of a transverse Mercator, Lambert conformal conic or Lambert azimuthal " +
		"equal area projection on GRS80 or WGS84, Web Mercator, or degrees of WGS84 or ETRS89"
	for text, want := range map[string]string{
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `"latitude_of_origin",0`, `"latitude_of_origin",95`, 1): `coordinate system "x": ` +
			`the latitude of the origin is 95, expected -89 to 89` + supported,
		tmText("x", geogETRS, "25", "1e9", "25500000"): `coordinate system "x": ` +
			`the scale is 1e+09, expected 0.9 to 1.1` + supported,
		`PROJCS["x",` + geogETRS + `,PROJECTION["Polar_Stereographic"]]`: `coordinate system "x": projection "Polar_Stereographic" is not supported` + supported,
		"":                           `coordinate system text: it is empty`,
		" \n":                        `coordinate system text: it is empty`,
		"PROJCS":                     `coordinate system text: it ends too early, expected [`,
		`PROJCS["x"`:                 `coordinate system text: it ends too early, expected , or a closing bracket`,
		`PROJCS["x]`:                 `coordinate system text: the quote at column 8 is not closed`,
		`PROJCS["x")`:                `coordinate system text: found ')' at column 11, expected , or a closing bracket`,
		`PROJCS["x"]]`:               `coordinate system text: found ']' at column 12, expected the end of the text`,
		`PROJCS["x",1.2.]`:           `coordinate system text: found '1' at column 12, expected a number`,
		`PROJCS["x",]`:               `coordinate system text: found ']' at column 12, expected a keyword`,
		`{"type":"name"}`:            `coordinate system text: found '{' at column 1, expected a keyword`,
		strings.Repeat("A[", 40):     `coordinate system text: it is nested deeper than 32`,
		strings.Repeat("A", 1<<16+1): `coordinate system text: it is 65537 bytes long, expected at most 65536`,
		`LOCAL_CS["x"]`:              `coordinate system "x": found LOCAL_CS, expected PROJCS or GEOGCS` + supported,
		`PROJCRS["x"]`:               `coordinate system "x": projection "" is not supported` + supported,
		strings.Replace(tmText2("x", "25", "1", "25500000"), `AXIS["(E)",east,LENGTHUNIT["metre",1]]`, `AXIS["(E)",east,LENGTHUNIT["foot",0.3048]]`, 1): `coordinate system "x": ` +
			`its unit is 0.3048 metres, expected 1` + supported,
		geogKKJ: `coordinate system "GCS_KKJ": its ellipsoid is "International_1924" (6378388.000 m, 1/297), ` +
			`expected GRS80 or WGS84 (6378137 m, 1/298.2572)` + supported,
		tmText("Finland_Zone_3", geogKKJ, "27", "1", "3500000"): `coordinate system "Finland_Zone_3": its ellipsoid is ` +
			`"International_1924" (6378388.000 m, 1/297), expected GRS80 or WGS84 (6378137 m, 1/298.2572)` + supported,
		`PROJCS["x",` + geogWGS + `,PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",5]]`: `coordinate system "x": ` +
			`a Web Mercator with a shifted origin` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `"Meter",1`, `"Foot",0.3048`, 1): `coordinate system "x": ` +
			`its unit is 0.3048 metres, expected 1` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), "Transverse_Mercator", "Lambert_Conformal_Conic", 1): `coordinate system "x": ` +
			`a Lambert conformal conic with standard parallels 0 and 0 is not supported: both on one side of the equator are` + supported,
		strings.Replace(geogWGS, `UNIT["Degree",0.0174532925199433]`, `UNIT["Grad",0.01570796326794897]`, 1): `coordinate system "GCS_WGS_1984": ` +
			`its unit is 0.01570796326794897 radians, expected degrees` + supported,
		strings.Replace(geogWGS, `"Greenwich",0.0`, `"Paris",2.337`, 1): `coordinate system "GCS_WGS_1984": ` +
			`its prime meridian is at 2.337, expected 0 (Greenwich)` + supported,
		strings.ReplaceAll(geogWGS, "WGS_1984", "Pulkovo"): `coordinate system "GCS_Pulkovo": ` +
			`its datum "D_Pulkovo" is not known to be that of WGS84 or ETRS89 to about a metre: ` + otherDatum + supported,
		tmText("Greek_Grid", strings.ReplaceAll(geogETRS, "ETRS_1989", "GGRS_1987"), "24", "0.9996", "500000"): `coordinate system "Greek_Grid": ` +
			`its datum "D_GGRS_1987" is not known to be that of WGS84 or ETRS89 to about a metre: ` + otherDatum + supported,
		tmText("VN2000", strings.ReplaceAll(geogWGS, "WGS_1984", "Vietnam_2000"), "105", "0.9996", "500000"): `coordinate system "VN2000": ` +
			`its datum "D_Vietnam_2000" is not known to be that of WGS84 or ETRS89 to about a metre: ` + otherDatum + supported,
		tmText("x", strings.Replace(geogETRS, `]],PRIMEM`, `],TOWGS84[500,100,200,0,0,0,0]],PRIMEM`, 1), "25", "1", "25500000"): `coordinate system "x": ` +
			`it has a step to WGS84 (TOWGS84 [500 100 200 0 0 0 0]), expected zeros: ` + otherDatum + supported,
		tmText("x", strings.Replace(geogETRS, `"Greenwich",0.0`, `"Paris",2.337`, 1), "25", "1", "25500000"): `coordinate system "x": ` +
			`its prime meridian is at 2.337, expected 0 (Greenwich)` + supported,
	} {
		got, err := FromWKT(text)
		if err == nil || err.Error() != want {
			t.Errorf("%.60s:\n got %v, %v\nwant %s", text, got, err, want)
		}
	}
}

// A text whose parameters no code has is read by them.
func TestFromWKTByParameters(t *testing.T) {
	lambert93 := `PROJCS["RGF93_Lambert_93",` + geogETRS + `,PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000],PARAMETER["False_Northing",6600000],` +
		`PARAMETER["Central_Meridian",3],PARAMETER["Standard_Parallel_1",44],PARAMETER["Standard_Parallel_2",49],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1]]`
	laea := `PROJCS["ETRS_1989_LAEA",` + geogETRS + `,PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["False_Easting",4321000.0],PARAMETER["False_Northing",3210000.0],` +
		`PARAMETER["Central_Meridian",10.0],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]`
	for name, c := range map[string]struct {
		text     string
		code     int
		lon, lat float64
		at       orb.Point // by cs2cs of PROJ 9.1 with the parameters of the text
	}{
		"UTM 34 of ETRS89":      {tmText("ETRS_TM34", geogETRS, "21", "0.9996", "500000"), 25834, 21, 60, orb.Point{500000, 6651411.190240}},
		"UTM 34 of WGS84":       {tmText("WGS_1984_UTM_Zone_34N", geogWGS, "21", "0.9996", "500000"), 32634, 21, 60, orb.Point{500000, 6651411.190240}},
		"LAEA by ESRI":          {laea, 3035, 24.94, 60.17, orb.Point{5145382.161704, 4206177.504041}},
		"parallels exchanged":   {lambert93, 0, 2.35, 48.85, orb.Point{652301.564831, 6861302.725900}},
		"a city's own meridian": {strings.Replace(tmText("City", geogETRS, "24.9", "1", "25500"), `"false_northing",0`, `"false_northing",-6600000`, 1), 0, 24.9, 60.17, orb.Point{25500, 73013.153540}},
	} {
		got, err := FromWKT(c.text)
		if err != nil || got.EPSG != c.code || got.Name == "" {
			t.Errorf("%s: %v, %v; want EPSG:%d", name, got, err, c.code)
			continue
		}
		if p := mustCRS(t, 4258).To(got)(orb.Point{c.lon, c.lat}); apart(p, c.at) > 1e-3 {
			t.Errorf("%s: %.6f, want %.6f", name, p, c.at)
		}
	}
}

// FuzzFromWKT reads any text: it returns a system or an error and never panics,
// and a system that is found converts places in both directions.
func FuzzFromWKT(f *testing.F) {
	f.Add(tmText("x", geogETRS, "25", "1", "25500000"), 391757.7531, 6685772.0174)
	f.Add(tmText2("x", "27", "0.9996", "500000"), 501148.7489, 7643814.1408)
	f.Add(tmText("x", geogETRS, "25", "1", "500000")+`,VERTCS["N2000"]`, 250000.0, 7000000.0)
	f.Add(geogWGS, 400000.0, 7000000.0)
	f.Add(geog2WGS, 400000.0, 7000000.0)
	f.Add(`BOUNDCRS[SOURCECRS[PROJCRS["x",ID["EPSG",3857]]]]`, 385000.0, 6680000.0)
	f.Add(`COMPD_CS["x",PROJCS["y",AUTHORITY["EPSG","5048"]]]`, 385000.0, 6680000.0)
	f.Add(`A("b""c",-1e3,D)`, 0.0, 0.0)
	f.Fuzz(func(t *testing.T, text string, x, y float64) {
		_ = WKTName(text)
		c, err := FromWKT(text)
		if (err == nil) != (c != CRS{}) {
			t.Errorf("%q: %v and %v", text, c, err)
		}
		at := orb.Point{x, y}
		lonLat, _ := ByEPSG(4326)
		if err != nil || !InFinland(at) || c.used != (orb.Bound{}) && !c.used.Contains(lonLat.FromTM35(at)) {
			return
		}
		there := c.FromTM35(at)
		if back := c.ToTM35(there); !(apart(back, at) < 1e-6) || c.used == (orb.Bound{}) && !Within(c, CRS{})(there) {
			t.Errorf("%v: %v is taken to %v and back to %v", c, at, there, back)
		}
	})
}

// EPSG:3067 is the same as zone 35 of UTM, which is used from the equator on. The
// parameters of a country's grid hold elsewhere.
func TestSystemsBeyondTheirCountry(t *testing.T) {
	bucharest := orb.Point{26.1, 44.43}
	zone, degrees := mustCRS(t, 32635), mustCRS(t, 4326)
	at := degrees.To(zone)(bucharest)
	for _, code := range []int{3067, 25835, 32635} {
		if !Within(mustCRS(t, code), zone)(at) {
			t.Errorf("EPSG:%d: Bucharest is not in zone 35", code)
		}
	}
	if Within(mustCRS(t, 3067), CRS{})(at) {
		t.Error("Bucharest is in Finland")
	}
	athens, err := Parameters{Projection: TransverseMercator, Meridian: 24, Scale: 0.9996, Easting: 5e5}.CRS("county")
	if err != nil {
		t.Fatal(err)
	}
	at = degrees.To(athens)(orb.Point{23.7, 38})
	if !Within(athens, athens)(at) || !Within(degrees, athens)(orb.Point{23.7, 38}) {
		t.Errorf("%v: Athens is outside", athens)
	}
	if Within(mustCRS(t, 25884), mustCRS(t, 25884))(at) {
		t.Error("Athens is in the Baltics")
	}
}
