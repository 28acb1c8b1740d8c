package spatial

import (
	"strings"
	"testing"
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
		"TM35FIN on WGS84":  {tmText("WGS_1984_UTM_Zone_35N", geogWGS, "27", "0.9996", "500000"), 3067},
		"mark and newline":  {"\ufeff " + tmText("x", geogETRS, "25", "1", "25500000") + "\r\n\x00", 3879},
		"round brackets":    {strings.NewReplacer("[", "(", "]", ")").Replace(tmText("x", geogETRS, "25", "1", "25500000")), 3879},
		"spaces and breaks": {strings.ReplaceAll(tmText("x", geogETRS, "25", "1", "25500000"), ",", " ,\n\t"), 3879},
		"no scale is 1":     {strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `PARAMETER["scale_factor",1],`, "", 1), 3879},
		"a code decides": {`PROJCS["x",` + geogETRS + `,PROJECTION["Transverse_Mercator"],AXIS["Easting",EAST],` +
			`AUTHORITY["EPSG","3880"]]`, 3880},
		"a part's code does not": {strings.Replace(tmText("x", geogETRS, "26", "1", "26500000"),
			`0.0174532925199433]]`, `0.0174532925199433],AUTHORITY["EPSG","4258"]]`, 1), 3880},
		"an unknown code falls back": {strings.TrimSuffix(tmText("ETRS89 / UTM zone 35N", geogETRS, "27", "0.9996", "500000"), "]") +
			`,AUTHORITY["EPSG","25835"]]`, 3067},
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
	const supported = "; supported are ETRS-TM35FIN (EPSG:3067), ETRS-GK19FIN to ETRS-GK31FIN (3873 to 3885), " +
		"WGS84 (4326), ETRS89 (4258) and Web Mercator (3857)"
	for text, want := range map[string]string{
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
		`PROJCRS["x"]`:               `coordinate system "x": WKT 2 without an EPSG code that is supported` + supported,
		geogKKJ: `coordinate system "GCS_KKJ": its ellipsoid is "International_1924" (6378388.000 m, 1/297), ` +
			`expected GRS80 or WGS84 (6378137 m, 1/298.2572)` + supported,
		tmText("Finland_Zone_3", geogKKJ, "27", "1", "3500000"): `coordinate system "Finland_Zone_3": its ellipsoid is ` +
			`"International_1924" (6378388.000 m, 1/297), expected GRS80 or WGS84 (6378137 m, 1/298.2572)` + supported,
		tmText("ETRS_GK25", geogETRS, "25", "1", "500000"): `coordinate system "ETRS_GK25": transverse Mercator with ` +
			`central meridian 25, scale 1, false easting 500000.0, false northing 0.0 and latitude of origin 0 is not one of ours` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `"latitude_of_origin",0`, `"latitude_of_origin",60`, 1): `coordinate system "x": ` +
			`transverse Mercator with central meridian 25, scale 1, false easting 25500000.0, false northing 0.0 and latitude of origin 60 is not one of ours` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `"false_northing",0`, `"false_northing",-6600000`, 1): `coordinate system "x": ` +
			`transverse Mercator with central meridian 25, scale 1, false easting 25500000.0, false northing -6600000.0 and latitude of origin 0 is not one of ours` + supported,
		`PROJCS["x",` + geogWGS + `,PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",5]]`: `coordinate system "x": ` +
			`a Web Mercator that is moved from its place` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), `"Meter",1`, `"Foot",0.3048`, 1): `coordinate system "x": ` +
			`its unit is 0.3048 metres, expected 1` + supported,
		strings.Replace(tmText("x", geogETRS, "25", "1", "25500000"), "Transverse_Mercator", "Lambert_Conformal_Conic", 1): `coordinate system "x": ` +
			`projection "Lambert_Conformal_Conic" is not one of ours` + supported,
		strings.Replace(geogWGS, `UNIT["Degree",0.0174532925199433]`, `UNIT["Grad",0.01570796326794897]`, 1): `coordinate system "GCS_WGS_1984": ` +
			`its unit is 0.01570796326794897 radians, expected degrees` + supported,
		strings.Replace(geogWGS, `"Greenwich",0.0`, `"Paris",2.337`, 1): `coordinate system "GCS_WGS_1984": ` +
			`its prime meridian is at 2.337, expected 0 (Greenwich)` + supported,
		strings.ReplaceAll(geogWGS, "WGS_1984", "Pulkovo"): `coordinate system "GCS_Pulkovo": ` +
			`its datum is neither WGS84 nor ETRS89` + supported,
	} {
		got, err := FromWKT(text)
		if err == nil || err.Error() != want {
			t.Errorf("%.60s:\n got %v, %v\nwant %s", text, got, err, want)
		}
	}
}

func FuzzFromWKT(f *testing.F) {
	f.Add(tmText("x", geogETRS, "25", "1", "25500000"))
	f.Add(geogWGS)
	f.Add(`A("b""c",-1e3,D)`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := FromWKT(text)
		if (err == nil) != (c != CRS{}) {
			t.Errorf("%q: %v and %v", text, c, err)
		}
	})
}
