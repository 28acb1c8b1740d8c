package kml

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// doc wraps the content of one Placemark, which begins on line 3.
func doc(inside string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>not this</name><Folder>
<Placemark>` + inside + `</Placemark>
</Folder></Document></kml>
`
}

const (
	ccwSquare = "25,60 26,60 26,61 25,61 25,60"
	cwSquare  = "25,60 25,61 26,61 26,60 25,60"
	cwHole    = "25.4,60.4 25.4,60.6 25.6,60.6 25.6,60.4 25.4,60.4"
	ccwHole   = "25.4,60.4 25.6,60.4 25.6,60.6 25.4,60.6 25.4,60.4"
)

func outer(c string) string {
	return "<outerBoundaryIs><LinearRing><coordinates>" + c + "</coordinates></LinearRing></outerBoundaryIs>"
}

func inner(c string) string {
	return "<innerBoundaryIs><LinearRing><coordinates>" + c + "</coordinates></LinearRing></innerBoundaryIs>"
}

func TestGeometries(t *testing.T) {
	square := orb.Ring{{25, 60}, {26, 60}, {26, 61}, {25, 61}, {25, 60}}
	hole := orb.Ring{{25.4, 60.4}, {25.4, 60.6}, {25.6, 60.6}, {25.6, 60.4}, {25.4, 60.4}}
	point := "<Point><coordinates>25.5,60.25,12</coordinates></Point>"
	line := "<LineString><coordinates>\n 25,60 \n\t26,61,0\n</coordinates></LineString>"
	for _, c := range []struct {
		name, inside string
		want         orb.Geometry
	}{
		{"none", "<name>x</name>", nil},
		{"point", point, orb.Point{25.5, 60.25}},
		{"line over several lines", line, orb.LineString{{25, 60}, {26, 61}}},
		{"polygon", "<Polygon>" + outer(ccwSquare) + "</Polygon>", orb.Polygon{square}},
		{"polygon, clockwise", "<Polygon>" + outer(cwSquare) + "</Polygon>", orb.Polygon{square}},
		{"hole", "<Polygon>" + outer(ccwSquare) + inner(cwHole) + "</Polygon>", orb.Polygon{square, hole}},
		{"hole, counter-clockwise and first", "<Polygon>" + inner(ccwHole) + outer(cwSquare) + "</Polygon>", orb.Polygon{square, hole}},
		{"two holes", "<Polygon>" + outer(ccwSquare) + inner(cwHole) + inner(cwHole) + "</Polygon>", orb.Polygon{square, hole, hole}},
		{"empty multi", "<MultiGeometry></MultiGeometry>", nil},
		{"multi of one", "<MultiGeometry>" + point + "</MultiGeometry>", orb.Point{25.5, 60.25}},
		{"points", "<MultiGeometry>" + point + point + "</MultiGeometry>", orb.MultiPoint{{25.5, 60.25}, {25.5, 60.25}}},
		{"lines", "<MultiGeometry>" + line + line + "</MultiGeometry>", orb.MultiLineString{{{25, 60}, {26, 61}}, {{25, 60}, {26, 61}}}},
		{"polygons, nested", "<MultiGeometry><Polygon>" + outer(ccwSquare) + "</Polygon><MultiGeometry><Polygon>" + outer(cwSquare) + inner(ccwHole) + "</Polygon></MultiGeometry></MultiGeometry>",
			orb.MultiPolygon{{square}, {square, hole}}},
		{"mixed", "<MultiGeometry>" + line + point + "<Polygon>" + outer(ccwSquare) + "</Polygon></MultiGeometry>",
			orb.Collection{orb.Point{25.5, 60.25}, orb.LineString{{25, 60}, {26, 61}}, orb.Polygon{square}}},
	} {
		got, _, err := read([]byte(doc(c.inside)), "a.kml")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(got) != 1 || got[0].Line != 3 {
			t.Fatalf("%s: %+v", c.name, got)
		}
		if d := cmp.Diff(c.want, got[0].Geometry); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestNamesAndData(t *testing.T) {
	text := `<kml xmlns="http://www.opengis.net/kml/2.2">
<Placemark><name> Myyrmäki &amp; <![CDATA[<co>]]> </name><Style><name>no</name></Style>
 <ExtendedData>
  <Data name="people"><displayName>P</displayName><value> 17 </value></Data><Data name="empty"/>
  <SchemaData schemaUrl="#s"><SimpleData name="KUNTA">092</SimpleData><SimpleData name="KUNTA">091</SimpleData></SchemaData>
 </ExtendedData></Placemark>
<Folder><Folder>

<Placemark id="2"></Placemark></Folder></Folder></kml>`
	want := []Placemark{
		{Line: 2, Name: "Myyrmäki & <co>", Data: map[string]string{"people": "17", "empty": "", "KUNTA": "091"}},
		{Line: 9, Data: map[string]string{}},
	}
	for _, c := range []struct{ name, text string }{
		{"plain", text},
		{"byte order mark", "\ufeff" + text},
		{"CRLF", strings.ReplaceAll(text, "\n", "\r\n")},
		{"latin1", strings.ReplaceAll(`<?xml version="1.0" encoding="ISO-8859-1"?>`+text, "ä", "\xe4")},
		{"windows-1252", strings.ReplaceAll(`<?xml version="1.0" encoding="windows-1252"?>`+text, "ä", "\xe4")},
	} {
		got, _, err := read([]byte(c.text), "a.kml")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
	}
}

func TestErrors(t *testing.T) {
	const place = ` expected longitude,latitude in degrees, without spaces between (KML is in WGS84, -180 to 180 and -90 to 90)`
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `a.kml: found "no Placemark", expected at least one (a KML that only links to other files has no places: save them from the map program)`},
		{"kmz", "PK\x03\x04", `a.kml: found "a zip archive", expected KML`},
		{"cut short", doc("<name>x")[:140], `a.kml:3: found "unexpected EOF", expected well-formed XML`},
		{"cut short outside", "<kml>\n<Document>\n", `a.kml:3: found "unexpected EOF", expected well-formed XML`},
		{"another XML", `<?xml version="1.0"?><qgis><a/></qgis>`, `a.kml: found "XML of <qgis>", expected KML`},
		{"a web page", "<!DOCTYPE html>\n<html><body><br></body></html>", `a.kml: found "a web page", expected KML (a download may have ended in a message: open the file in a browser)`},
		{"a text without end", doc("\n<name>" + strings.Repeat(" ", 16<<20)), `a.kml:4: found "a text of more than 16 MB", expected simpler shapes, or no KML`},
		{"not closed", "<kml>\n<Placemark>\n<name>x</Placemark></kml>", `a.kml:3: found "element <name> closed by </Placemark>", expected well-formed XML`},
		{"encoding", `<?xml version="1.0" encoding="Big5"?><kml/>`,
			`a.kml:1: found "encoding Big5", expected UTF-8, ISO-8859-1 or windows-1252 (save the file as UTF-8)`},
		{"point without coordinates", doc("<Point/>"), `a.kml:3: found "0 places", expected 1 for a Point`},
		{"two places in a point", doc("\n<Point><coordinates>1,2 3,4</coordinates></Point>"), `a.kml:4: found "2 places", expected 1 for a Point`},
		{"short line", doc("<LineString><coordinates>1,2</coordinates></LineString>"), `a.kml:3: found "1 places", expected at least 2 for a LineString`},
		{"short ring", doc("<Polygon>" + outer("1,2 3,4 1,2") + "</Polygon>"), `a.kml:3: found "3 places", expected at least 4 for a closed ring`},
		{"open ring", doc("<Polygon>\n" + outer("1,2 3,4 5,6 7,8") + "</Polygon>"), `a.kml:4: found "a ring whose last point is not its first", expected a closed ring (repeat the first point at the end)`},
		{"bad hole", doc("<Polygon>" + outer(ccwSquare) + "\n" + inner("") + "</Polygon>"), `a.kml:4: found "0 places", expected at least 4 for a closed ring`},
		{"no outer ring", doc("<Polygon>" + inner(cwHole) + "</Polygon>"), `a.kml:3: found "0 outer boundaries", expected one in each Polygon (put several areas into a MultiGeometry)`},
		{"two outer rings", doc("<Polygon>" + outer(cwHole) + outer(cwHole) + "</Polygon>"), `a.kml:3: found "2 outer boundaries", expected one in each Polygon (put several areas into a MultiGeometry)`},
		{"metres", doc("<Point><coordinates>385000,6670000</coordinates></Point>"), `a.kml:3: found "385000,6670000",` + place},
		{"not a number", doc("<Point><coordinates>NaN,60</coordinates></Point>"), `a.kml:3: found "NaN,60",` + place},
		{"four parts", doc("<Point><coordinates>1,2,3,4</coordinates></Point>"), `a.kml:3: found "1,2,3,4",` + place},
		{"all faults, each on its line", doc("<Point><coordinates>x,60</coordinates></Point>\n<LineString><coordinates>25,60\n25, 60\n</coordinates></LineString>"),
			`a.kml:3: found "x,60",` + place + "\n" + `a.kml:5: found "25,",` + place + "\n" + `a.kml:5: found "60",` + place},
	} {
		got, _, err := read([]byte(c.text), "a.kml")
		if err == nil {
			t.Errorf("%s: no error, %+v", c.name, got)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, c.want)
		}
		if got != nil {
			t.Errorf("%s: placemarks together with an error", c.name)
		}
	}
}

// A declared encoding that does not match the text is not used, and a note
// reports it.
func TestDeclaredEncodings(t *testing.T) {
	for _, c := range []struct {
		declared, raw string
		notes         int
	}{{"ISO-8859-1", "L\xe4nsi", 0}, {"windows-1252", "L\u00e4nsi", 1}, {"ISO-8859-1", "L\u00e4nsi", 1}, {"UTF-8", "L\u00e4nsi", 0}} {
		s, err := Source([]byte(`<?xml version="1.0" encoding="`+c.declared+`"?><kml><Placemark><name>`+c.raw+`</name></Placemark></kml>`), "a.kml")
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		err = s.Each(nil, func(r *record.Row) error { name = r.Text(0); return nil })
		if err != nil || name != "Länsi" || len(s.Notes) != c.notes {
			t.Errorf("%s over %q: %q %q, %v", c.declared, c.raw, name, s.Notes, err)
		}
	}
}
