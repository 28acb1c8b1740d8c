package source

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/pkg/spatial"
)

// vantaa returns places of the capital region in a system.
func vantaa(t testing.TB, epsg int) []orb.Point {
	t.Helper()
	c, err := spatial.ByEPSG(epsg)
	if err != nil {
		t.Fatal(err)
	}
	var out []orb.Point
	for i := range 40 {
		out = append(out, c.FromTM35(orb.Point{385_000 + 250*float64(i%8), 6_682_000 + 250*float64(i/8)}))
	}
	return out
}

func swapped(points []orb.Point) []orb.Point { return turned(points, true) }

func scaled(points []orb.Point, times float64) (out []orb.Point) {
	for _, p := range points {
		out = append(out, orb.Point{p[0] * times, p[1] * times})
	}
	return out
}

// A system that a file names and that is not supported is called by its name,
// with the way to a supported one; other possible systems are mentioned only if
// the coordinates fit one.
func TestSystemsThatAreNotSupported(t *testing.T) {
	const polar = `PROJCS["Polar",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Polar_Stereographic"],UNIT["Meter",1.0]`
	europe := []orb.Point{{5_180_000, 4_210_000}, {5_181_000, 4_211_000}}
	for _, c := range []struct {
		stated record.System
		sample []orb.Point
		d      Declared
		found  string
		hint   string // beginning of the hint
	}{
		{record.System{EPSG: 28992}, europe, Declared{}, "EPSG:28992 (Amersfoort / RD New)", "save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg grid.gpkg; coordinate system EPSG:28992 (Amersfoort / RD New) is not supported"},
		{record.System{Text: "urn:ogc:def:crs:EPSG::2056"}, europe, Declared{}, "EPSG:2056 (CH1903+ / LV95)", "save it in EPSG:3067"},
		{record.System{Text: polar + "]"}, europe, Declared{}, "Polar", `save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg grid.gpkg; coordinate system "Polar": projection`},
		{record.System{Text: polar + `,AUTHORITY["EPSG","5041"]]`}, europe, Declared{}, "EPSG:5041 (Polar)", "save it in EPSG:3067"},
		{record.System{EPSG: 98765, Text: polar + "]"}, europe, Declared{}, "EPSG:98765 (Polar)", "save it in EPSG:3067"},
		{record.System{}, europe, Declared{EPSG: 31370}, "EPSG:31370 (BD72 / Belgian Lambert 72)", "bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:31370 -t_srs EPSG:3067; "},
		{record.System{}, europe, Declared{EPSG: 3872}, "EPSG:3872", "coordinate system EPSG:3872 is not supported"},
		{record.System{Text: "Local grid of the town"}, europe, Declared{}, "Local grid of the town", "save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg grid.gpkg; this coordinate system name is not known"},
		{record.System{Text: "PROJCS["}, europe, Declared{}, "PROJCS[", "coordinate system text: it ends too early"},
	} {
		_, fault := Place("in a folder/grid.gpkg", "", c.stated, c.sample, c.d)
		if fault == nil || fault.Found != c.found || !strings.HasPrefix(fault.Hint, c.hint) {
			t.Errorf("%v: %v\nwant %s … %s", c.stated, fault, c.found, c.hint)
		}
	}
	if got := inEnglish(Save(`c:\maps\my grid.gpkg`, 3067)); got != `save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg "my grid.gpkg"` {
		t.Error(got)
	}
	if got := inEnglish(Save("a$(b).gpkg", 4326)); !strings.HasSuffix(got, " FILE") {
		t.Error(got)
	}
}

// A code with the coordinates of a supported system is read as that one. Where
// the register names the northing first, either order in the file is read.
func TestAliasesAreReadAsTheirSystem(t *testing.T) {
	tm35 := vantaa(t, 3067)
	for _, c := range []struct {
		stated record.System
		sample []orb.Point
		want   string
	}{
		{record.System{EPSG: 25835, From: "x"}, tm35, "EPSG:25835 (ETRS89 / UTM zone 35N), from x, whose coordinates are those of EPSG:3067"},
		{record.System{EPSG: 32635, From: "x"}, tm35, "EPSG:32635 (WGS 84 / UTM zone 35N), from x, whose coordinates are those of EPSG:3067 to about a metre"},
		{record.System{Text: "EPSG:5048", From: "x"}, tm35, "EPSG:5048 (ETRS89 / TM35FIN(N,E)), from x, whose coordinates are those of EPSG:3067"},
		{record.System{EPSG: 5048, From: "x"}, swapped(tm35), "EPSG:5048 (ETRS89 / TM35FIN(N,E)), from x, whose coordinates are those of EPSG:3067, northing first, as in the register"},
		{record.System{EPSG: 3047, From: "x"}, swapped(tm35), "EPSG:3047 (ETRS89 / UTM zone 35N (N-E)), from x, whose coordinates are those of EPSG:3067, northing first, as in the register"},
		{record.System{EPSG: 3903, From: "x"}, swapped(tm35), "EPSG:3903 (ETRS89 / TM35FIN(N,E) + N2000 height), from x, whose coordinates are those of EPSG:3067, northing first, as in the register"},
		{record.System{EPSG: 3132, From: "x"}, vantaa(t, 3132), "EPSG:3132 (ETRS89 / ETRS-GK25FIN), from x"},
		{record.System{EPSG: 3132, From: "x"}, swapped(vantaa(t, 3132)), "EPSG:3132 (ETRS89 / ETRS-GK25FIN), from x, northing first, as in the register"},
	} {
		p, fault := Place("a", "GeoPackage", c.stated, c.sample, Declared{})
		if fault != nil || p.String() != c.want {
			t.Errorf("%v: %v, %s\nwant %s", c.stated, fault, p, c.want)
			continue
		}
		for i, at := range c.sample {
			if got := p.Point(at); got[0]-tm35[i][0] > 1e-6 || tm35[i][0]-got[0] > 1e-6 || got[1]-tm35[i][1] > 1e-6 || tm35[i][1]-got[1] > 1e-6 {
				t.Fatalf("%v: %v is taken to %v, want %v", c.stated, at, got, tm35[i])
			}
		}
	}
	// 25835 names the easting first: the other order is refused, as for 3067
	if _, fault := Place("a", "GeoPackage", record.System{EPSG: 25835}, swapped(tm35), Declared{}); fault == nil || !strings.Contains(fault.Hint, "axes: yx") {
		t.Error(fault)
	}
}

// Eastings of a zone without its number are in Finland as EPSG:3067 too: both
// readings are named, with the distance between them.
func TestEastingsWithoutTheirZone(t *testing.T) {
	const both = "two readings put the places in Finland: EPSG:3067 (ETRS89 / TM35FIN(E,N)), at 26.9 E 60.3 N, and Gauss-Krüger without the zone number in front of x " +
		"(GK19 to GK28), GK25 at 24.9 E 60.3 N, 111 km away: ask which it is, and declare epsg: 3067, or that of the zone without its number, 3132 for GK25 (3126 for GK19 to 3135 for GK28)"
	const gk25 = "x may lack its zone number: for GK25 without it declare epsg: 3132, or add 25 000 000 to x, and the places lie at 24.9 E 60.3 N; " +
		"or the file is of EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067, and they lie at 26.9 E 60.3 N, 111 km away"
	bare := vantaa(t, 3132)
	for _, c := range []struct {
		stated record.System
		d      Declared
		sample []orb.Point
		want   string
	}{
		{record.System{}, Declared{}, bare, both},
		{record.System{}, Declared{}, swapped(bare), "x and y look exchanged (axes: yx, or --fix axes), and then " + both},
		{record.System{}, Declared{EPSG: 3879}, bare, gk25},
		{record.System{}, Declared{EPSG: 3879, Swap: true}, swapped(bare), gk25},
		{record.System{EPSG: 3879}, Declared{}, bare, gk25},
		{record.System{}, Declared{}, vantaa(t, 3067), "the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067"},
		{record.System{}, Declared{EPSG: 3132}, vantaa(t, 3879), "the coordinates look like EPSG:3879 (ETRS89 / GK25FIN): declare epsg: 3879"},
	} {
		_, fault := Place("a", "CSV", c.stated, c.sample, c.d)
		if fault == nil || fault.Hint != c.want {
			t.Errorf("%v, %v: %v\nwant %s", c.stated, c.d, fault, c.want)
		}
	}
}

// Other units and the old coordinates of Finland are identified.
func TestOtherUnitsAndOldCoordinates(t *testing.T) {
	tm35, degrees := vantaa(t, 3067), vantaa(t, 4326)
	old := []orb.Point{{3_391_884, 6_688_579}, {3_392_134, 6_688_579}}
	for _, c := range []struct {
		sample []orb.Point
		want   string
	}{
		{scaled(tm35, 0.001), "the coordinates look like kilometres of EPSG:3067 (ETRS89 / TM35FIN(E,N)): multiply x and y by 1000"},
		{swapped(scaled(tm35, 0.001)), "the coordinates look like kilometres of EPSG:3067 (ETRS89 / TM35FIN(E,N)), x and y exchanged: multiply x and y by 1000"},
		{scaled(vantaa(t, 3879), 0.001), "the coordinates look like kilometres of EPSG:3879 (ETRS89 / GK25FIN): multiply x and y by 1000"},
		{scaled(tm35, 100), "the coordinates look like centimetres of EPSG:3067 (ETRS89 / TM35FIN(E,N)): divide x and y by 100"},
		{scaled(tm35, 1000), "the coordinates look like millimetres of EPSG:3067 (ETRS89 / TM35FIN(E,N)): divide x and y by 1000"},
		{scaled(degrees, 1e4), "the coordinates look like degrees without their decimal point of EPSG:4326 (WGS 84): divide x and y by 10 000"},
		{scaled(degrees, 1e7), "the coordinates look like degrees without their decimal point of EPSG:4326 (WGS 84): divide x and y by 10 000 000"},
		{old, "the coordinates look like EPSG:2393 (KKJ / Finland Uniform Coordinate System), which is not supported: bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:2393 -t_srs EPSG:3067"},
		{swapped(old), "the coordinates look like EPSG:2393 (KKJ / Finland Uniform Coordinate System), x and y exchanged, which is not supported: bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:2393 -t_srs EPSG:3067"},
		{[]orb.Point{{2_500_000, 6_680_000}}, "the coordinates look like EPSG:2392 (KKJ / Finland zone 2), which is not supported: bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:2392 -t_srs EPSG:3067"},
		{degrees, "the coordinates look like EPSG:4326 (WGS 84): declare epsg: 4326"},
		{nil, "the coordinates fit none of the supported systems"},
	} {
		if got := LooksOf(c.sample, spatial.CRS{}).String(); got != c.want {
			t.Errorf("%v:\n%s\nwant %s", c.sample[:min(1, len(c.sample))], got, c.want)
		}
	}
}

// FuzzKnown reads any name, code and well-known text of a system, and any
// place: no panic, a system or an error, and every fault has a hint.
func FuzzKnown(f *testing.F) {
	for _, text := range []string{"EPSG:3067", "urn:ogc:def:crs:EPSG::5048", "OGC:CRS84", "ETRS89 / GK25FIN", `PROJCS["x",AUTHORITY["EPSG","3035"]]`, "+init=epsg:2393", ""} {
		f.Add(0, text, 385_000.0, 6_680_000.0, false)
		f.Add(3879, text, 495_851.0, 6_680_000.0, true)
	}
	f.Add(25835, "", 6_680_000.0, 385_000.0, false)
	f.Fuzz(func(t *testing.T, code int, text string, x, y float64, swap bool) {
		stated := record.System{EPSG: code, Text: text}
		c, _, err := Known(stated)
		if (err == nil) != (c != spatial.CRS{}) {
			t.Fatalf("%v: %v, %v", stated, c, err)
		}
		sample := []orb.Point{{x, y}, {x + 1, y}}
		p, fault := Place("a", "CSV", stated, sample, Declared{Swap: swap})
		if fault != nil {
			if fault.Hint == "" {
				t.Fatalf("%v: no hint", fault)
			}
			return
		}
		if !spatial.InFinland(p.Point(sample[0])) {
			t.Fatalf("%v is taken to %v", sample[0], p.Point(sample[0]))
		}
	})
}

// A supported system far away is refused for a county in Finland, is a home of its own
// where no county is known, and fits a county that is computed in it.
func TestPlacesAbroad(t *testing.T) {
	utm, err := spatial.ByEPSG(32722)
	if err != nil {
		t.Fatal(err)
	}
	sample := []orb.Point{{480_000, 6_670_000}, {481_000, 6_671_000}}
	stated := record.System{EPSG: 32722, From: "the .prj"}
	_, fault := Place("a.shp", "", stated, sample, Declared{})
	if fault == nil || fault.Expected != "places in Finland by EPSG:32722 (WGS 84 / UTM zone 22S), from the .prj" {
		t.Error(fault)
	}
	for name, d := range map[string]Declared{"no county": {Anywhere: true}, "its county": {Home: utm}} {
		p, fault := Place("a.shp", "", stated, sample, d)
		if fault != nil || p.Home != utm || p.Point(sample[0]) != sample[0] {
			t.Errorf("%s: %v, %v", name, p, fault)
		}
	}
	degrees := record.System{EPSG: 4326}
	p, fault := Place("a.csv", "", degrees, []orb.Point{{-51.2, -30.1}, {-51.21, -30.11}, {-51.19, -30.12}}, Declared{Anywhere: true})
	if fault != nil || p.Home != utm {
		t.Errorf("%v, %v", p.Home, fault)
	}
	_, fault = Place("a.csv", "", degrees, []orb.Point{{24.9, 60.2}}, Declared{Home: utm})
	if fault == nil || fault.Expected != "places where EPSG:32722 (WGS 84 / UTM zone 22S) is used by EPSG:4326 (WGS 84), from " {
		t.Error(fault)
	}
	_, fault = Place("a.csv", "CSV", record.System{}, sample, Declared{Home: utm})
	if fault == nil || fault.Hint != "the coordinates look like EPSG:32722 (WGS 84 / UTM zone 22S): declare epsg: 32722" {
		t.Error(fault)
	}
}

// Degrees declared as metres are refused, although the metres would be where the system is
// used; the hints of other faults outside Finland name what is wrong.
func TestFaultsAnywhere(t *testing.T) {
	south, north := systemOf(t, 32722), systemOf(t, 32622)
	own, err := spatial.Parameters{Projection: spatial.TransverseMercator, Meridian: 24.9, Northing: -6.6e6}.CRS("Town grid")
	if err != nil {
		t.Fatal(err)
	}
	equator, porto := []orb.Point{{-51.2050311, 0.0455118}, {-51.1945207, 0.0538814}}, []orb.Point{{-51.20503, -30.05391}}
	for _, c := range []struct {
		sample []orb.Point
		d      Declared
		want   string
	}{
		{equator, Declared{EPSG: 32622, Home: north, Rows: []int{2, 3}, Column: "lon"}, `a:2: column "lon": found "x -51.2050, y 0.0455", expected metres of EPSG:32622 (WGS 84 / UTM zone 22N), from epsg, as declared (all places look like longitude and latitude in degrees: declare epsg: 4326)`},
		{porto, Declared{EPSG: 4326, Home: north}, `a: found "x -51.2050, y -30.0539", expected places where EPSG:32622 (WGS 84 / UTM zone 22N) is used by EPSG:4326 (WGS 84), from epsg, as declared (as degrees they lie in EPSG:32722 (WGS 84 / UTM zone 22S): if they are right, write crs: 32722 in the county file, or another system in metres that is used there)`},
		{[]orb.Point{{-51.2, -95.05391}}, Declared{EPSG: 4326, Home: south}, `a: found "x -51.2000, y -95.0539", expected places where EPSG:32722 (WGS 84 / UTM zone 22S) is used by EPSG:4326 (WGS 84), from epsg, as declared (latitudes are from −90 to 90 degrees: x and y may be exchanged)`},
		{[]orb.Point{{308.8, -30.05391}}, Declared{EPSG: 4326, Home: south}, `a: found "x 309, y -30.0539", expected places where EPSG:32722 (WGS 84 / UTM zone 22S) is used by EPSG:4326 (WGS 84), from epsg, as declared (longitudes are from −180 to 180 degrees: take 360 off those above 180)`},
		{[]orb.Point{{2185, 75780}}, Declared{Home: own}, `a: found "no coordinate system", expected a file that states it, or epsg declared (the coordinates look like Town grid: declare epsg: county)`},
		{[]orb.Point{{2185, 75780}}, Declared{EPSG: OfCounty, Home: own}, ""},
		{[]orb.Point{{385700, 6672126}}, Declared{EPSG: OfCounty}, ""},
		// on the origin of the system: fractions of a millimetre make degrees
		{[]orb.Point{{12.5, 20.125}}, Declared{EPSG: OfCounty, Home: own}, ""},
	} {
		p, fault := Place("a", "CSV", record.System{}, c.sample, c.d)
		got := ""
		if fault != nil {
			got = fault.String()
		} else if p.Point(c.sample[0]) != c.sample[0] {
			t.Errorf("%v is moved to %v", c.sample[0], p.Point(c.sample[0]))
		}
		if got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func systemOf(t *testing.T, code int) spatial.CRS {
	t.Helper()
	c, err := spatial.ByEPSG(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
