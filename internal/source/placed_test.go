package source

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/realdata"
	"saavu/pkg/spatial"
)

// cities are places in metres of EPSG:3067 all over Finland.
var cities = []orb.Point{{385_700, 6_672_126}, {240_000, 6_711_000}, {328_000, 6_822_000}, {429_000, 7_211_000}, {505_000, 7_738_000}}

// in returns the cities in another system, exchanged or not.
func in(t testing.TB, epsg int, swap bool) []orb.Point {
	t.Helper()
	c, err := spatial.ByEPSG(epsg)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]orb.Point, len(cities))
	for i, p := range cities {
		if out[i] = c.FromTM35(p); swap {
			out[i] = spatial.Swap(out[i])
		}
	}
	return out
}

func TestPlace(t *testing.T) {
	const wkt = `PROJCS["ETRS89_ETRS_GK25FIN",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",25500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",25.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
	code := func(n int) record.System { return record.System{EPSG: n, From: "gpkg_spatial_ref_sys"} }
	name := func(s string) record.System { return record.System{Text: s, From: "the member crs"} }
	for _, tt := range []struct {
		name, format string
		stated       record.System
		sample       []orb.Point
		d            Declared
		want         string // the result, "" with a fault
		fault        string
	}{
		{"stated by a code", "GeoPackage", code(3067), in(t, 3067, false), Declared{}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from gpkg_spatial_ref_sys", ""},
		{"stated by well-known text", "shapefile", record.System{Text: wkt, From: "the .prj"}, in(t, 3879, false), Declared{}, "EPSG:3879 (ETRS89 / GK25FIN), from the .prj", ""},
		{"declared, against the file", "GeoPackage", code(3067), in(t, 3879, false), Declared{EPSG: 3879}, "EPSG:3879 (ETRS89 / GK25FIN), from epsg, as declared", ""},
		{"the standard of GeoJSON", "GeoJSON", record.System{}, in(t, 4326, false), Declared{}, "EPSG:4326 (WGS 84), from RFC 7946, as the file names none", ""},
		{"y first, as declared", "CSV", record.System{}, in(t, 3067, true), Declared{EPSG: 3067, Swap: true}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared, y before x as declared", ""},
		{"y first, fixed", "CSV", record.System{}, in(t, 3067, true), Declared{EPSG: 3067, Fix: true}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared, x and y exchanged by --fix axes", ""},
		{"latitude first in GeoJSON, fixed", "GeoJSON", record.System{}, in(t, 4326, true), Declared{Fix: true}, "EPSG:4326 (WGS 84), from RFC 7946, as the file names none, x and y exchanged by --fix axes", ""},
		{"nothing to fix", "CSV", record.System{}, in(t, 3067, false), Declared{EPSG: 3067, Fix: true}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared", ""},
		{"no places", "CSV", record.System{}, nil, Declared{EPSG: 3067, Fix: true}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared", ""},
		{"one of forty abroad", "CSV", record.System{}, append(repeated(8, in(t, 3067, false)), orb.Point{0, 0}), Declared{EPSG: 3067}, "EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared", ""},

		{"nothing stated", "CSV", record.System{}, in(t, 3879, false), Declared{}, "",
			`a: found "no coordinate system", expected a file that states it, or epsg declared (the coordinates look like EPSG:3879 (ETRS89 / GK25FIN): declare epsg: 3879)`},
		{"nothing stated, exchanged", "CSV", record.System{}, in(t, 3067, true), Declared{Fix: true}, "",
			`a: found "no coordinate system", expected a file that states it, or epsg declared (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)))`},
		{"only the axes stated", "CSV", record.System{}, in(t, 3067, true), Declared{Swap: true}, "",
			`a: found "no coordinate system", expected a file that states it, or epsg declared (the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"nothing fits", "CSV", record.System{}, []orb.Point{{1, 2}}, Declared{}, "",
			`a: found "no coordinate system", expected a file that states it, or epsg declared (the coordinates fit none of the supported systems)`},
		{"a code that is not supported", "GeoPackage", code(2393), in(t, 3067, false), Declared{}, "",
			`a: found "EPSG:2393 (KKJ / Finland Uniform Coordinate System)", expected a coordinate system that is supported (save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg a; coordinate system EPSG:2393 (KKJ / Finland Uniform Coordinate System) is not supported: use 3067 (ETRS-TM35FIN), 3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035; if that is not the system of the file, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"a declared code that is not supported", "GeoPackage", code(3067), in(t, 3067, false), Declared{EPSG: 1}, "",
			`a: found "EPSG:1", expected a coordinate system that is supported (coordinate system EPSG:1 is not supported: use 3067 (ETRS-TM35FIN), 3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035; if that is not the system of the file, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"an unknown name", "GeoJSON", name("Lambert"), in(t, 4326, false), Declared{}, "",
			`a: found "Lambert", expected a coordinate system that is supported (save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg a; this coordinate system name is not known: a code such as EPSG:3067 is; if that is not the system of the file, the coordinates look like EPSG:4326 (WGS 84): declare epsg: 4326)`},
		{"metres in GeoJSON without a system", "GeoJSON", record.System{}, in(t, 3067, false), Declared{}, "",
			`a: found "x 385700, y 6672126", expected places in Finland by EPSG:4326 (WGS 84), from RFC 7946, as the file names none (the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"another zone", "CSV", record.System{}, in(t, 3878, false), Declared{EPSG: 3879}, "",
			`a: found "x 24552181, y 6673384", expected places in Finland by EPSG:3879 (ETRS89 / GK25FIN), from epsg, as declared (the coordinates look like EPSG:3878 (ETRS89 / GK24FIN): declare epsg: 3878)`},
		{"exchanged", "CSV", record.System{}, in(t, 3067, true), Declared{EPSG: 3067}, "",
			`a: found "x 6672126, y 385700", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)))`},
		{"exchanged and of another system", "CSV", record.System{}, in(t, 4326, true), Declared{EPSG: 3067, Fix: true}, "",
			`a: found "x 60.1700, y 24.9400", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:4326 (WGS 84))`},
		{"axes declared needlessly", "CSV", record.System{}, in(t, 3067, false), Declared{EPSG: 3067, Swap: true, Fix: true}, "",
			`a: found "x 385700, y 6672126", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared, y before x as declared (remove axes: yx, the file gives x first)`},
		{"some abroad", "CSV", record.System{}, append(in(t, 3067, false), orb.Point{0, 0}), Declared{EPSG: 3067}, "",
			`a: found "x 0.0000, y 0.0000", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (the coordinates fit none of the supported systems; 5 of 6 places lie in Finland)`},
		{"no number", "CSV", record.System{}, []orb.Point{{math.NaN(), 1}}, Declared{EPSG: 3067}, "",
			`a: found "x NaN, y 1.0000", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (the coordinates fit none of the supported systems)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, fault := Place("a", tt.format, tt.stated, tt.sample, tt.d)
			if fault != nil {
				if fault.String() != tt.fault {
					t.Errorf("%s\nwant %s", fault, tt.fault)
				}
				return
			}
			if p.String() != tt.want || tt.fault != "" {
				t.Fatalf("%s\nwant %s%s", p, tt.want, tt.fault)
			}
			for i, city := range cities[:min(len(cities), len(tt.sample))] {
				if got := p.Point(tt.sample[i]); math.Hypot(got[0]-city[0], got[1]-city[1]) > 1e-6 {
					t.Errorf("%v is taken to %v, want %v", tt.sample[i], got, city)
				}
			}
		})
	}
}

func repeated(n int, list []orb.Point) (out []orb.Point) {
	for range n {
		out = append(out, list...)
	}
	return out
}

func TestGeometryIsACopy(t *testing.T) {
	p, fault := Place("a", "CSV", record.System{}, nil, Declared{EPSG: 4326, Swap: true})
	if fault != nil {
		t.Fatal(fault)
	}
	if p.Geometry(nil) != nil {
		t.Error("nothing becomes something")
	}
	own := orb.LineString{{60.17, 24.94}, {60.2, 25}}
	got := p.Geometry(own).(orb.LineString)
	if own[0] != (orb.Point{60.17, 24.94}) || math.Hypot(got[0][0]-385_700, got[0][1]-6_672_126) > 10 {
		t.Errorf("%v from %v", got, own)
	}
}

// The spellings of a system in the crs member of GeoJSON and elsewhere.
func TestNamesOfSystems(t *testing.T) {
	for text, want := range map[string]int{
		"EPSG:3067":                                        3067,
		" epsg:3879\n":                                     3879,
		"urn:ogc:def:crs:EPSG::3067":                       3067,
		"urn:ogc:def:crs:EPSG:6.9:3067":                    3067,
		"urn:x-ogc:def:crs:EPSG:3067":                      3067,
		"URN:OGC:DEF:CRS:EPSG::4326":                       4326,
		"http://www.opengis.net/def/crs/EPSG/0/3067":       3067,
		"https://www.opengis.net/def/crs/EPSG/9.8.15/3857": 3857,
		"http://www.opengis.net/gml/srs/epsg.xml#3879":     3879,
		"urn:ogc:def:crs:OGC:1.3:CRS84":                    4326,
		"http://www.opengis.net/def/crs/OGC/1.3/CRS84":     4326,
		"OGC:CRS84":      4326,
		"EPSG:900913":    900913,
		"EPSG:3067+5717": 3067,
		"EPSG:25835":     25835,
		"urn:ogc:def:crs,crs:EPSG::3067,crs:EPSG::5717":    3067,
		"http://spatialreference.org/ref/epsg/3067/proj4/": 3067,
		"https://epsg.io/3879":                             3879,
		"+init=epsg:3067 +type=crs":                        3067,
		"ETRS89 / TM35FIN(E,N)":                            3067,
		"ETRS89 / TM35FIN(N,E)":                            5048,
		"ETRS89 / GK25FIN":                                 3879,
		"WGS 84":                                           4326,
		"WGS 84 / Pseudo-Mercator":                         3857,
		"urn:ogc:def:crs:EPSG::3035":                       3035,
		"urn:ogc:def:crs:EPSG::28992":                      0,
		"urn:ogc:def:crs:OGC:1.3:CRS83":                    0,
		"+proj=utm +zone=35 +ellps=GRS80":                  0,
		"EPSG:12":                                          0,
		"EPSG/3067 or so":                                  0,
		"3067":                                             0,
		"":                                                 0,
	} {
		c, _, err := Known(record.System{Text: text})
		if (err == nil) != (want != 0) || c.EPSG != want {
			t.Errorf("%q is %v, %v; want EPSG:%d", text, c, err, want)
		}
	}
}

// The service points of Southwest Finland have metres without a system, and the
// northing in the column latitude.
func TestRealMetresWithoutASystem(t *testing.T) {
	for _, ending := range []string{"geojson", "gpkg"} {
		s, err := Open(OS(), filepath.Join(realdata.Dir(t), "service-points", "MedicalServices_sw_finland."+ending), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var geometries, columns []orb.Point
		lat, ok1 := s.Field("latitude")
		lon, ok2 := s.Field("longitude")
		err = s.Each([]int{lon, lat}, func(r *record.Row) error {
			geometries = append(geometries, r.Geometry.Bound().Center())
			x, okX := r.Number(0)
			y, okY := r.Number(1)
			if okX && okY {
				columns = append(columns, orb.Point{y, x})
			}
			return nil
		})
		if err != nil || !ok1 || !ok2 || len(geometries) != 141 || len(columns) < 60 {
			t.Fatal(ending, err, len(geometries), len(columns))
		}
		_, fault := Place("a", s.Format, s.System, geometries, Declared{})
		if fault == nil || !strings.HasSuffix(fault.String(), "(the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)") {
			t.Errorf("%s: %v", ending, fault)
		}
		if _, fault := Place("a", s.Format, s.System, geometries, Declared{EPSG: 3067}); fault != nil {
			t.Error(ending, fault)
		}
		// latitude as x, as the columns' names suggest
		_, fault = Place("a", "CSV", record.System{}, columns, Declared{EPSG: 3067})
		if fault == nil || !strings.Contains(fault.Hint, "x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:3067") {
			t.Errorf("%s: %v", ending, fault)
		}
		for _, d := range []Declared{{EPSG: 3067, Swap: true}, {EPSG: 3067, Fix: true}} {
			p, fault := Place("a", "CSV", record.System{}, columns, d)
			if fault != nil || math.Hypot(p.Point(columns[0])[0]-250_804, p.Point(columns[0])[1]-6_758_000) > 1 {
				t.Errorf("%s: %v, %v", ending, p.Point(columns[0]), fault)
			}
		}
	}
}
