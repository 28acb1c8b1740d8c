// Package kml reads the Placemarks of KML files (OGC KML 2.2, 07-147r2): name,
// extended data and geometry. Styles, views, network links, tracks and models
// are ignored. Coordinates are longitude and latitude in degrees on WGS84, the
// only system that KML has; heights are dropped.
package kml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"

	"github.com/paulmach/orb"
)

// Placemark is one named place of a KML file.
type Placemark struct {
	Line int    // line on which the element begins
	Name string // empty if it has none
	// Data holds the Data and SimpleData of ExtendedData by name; never nil. If
	// a name is repeated, the last value is kept.
	Data map[string]string
	// Geometry is an orb.Point, LineString, Polygon, a MultiPoint,
	// MultiLineString, MultiPolygon or, of mixed members, a Collection, as
	// {longitude, latitude}; nil if the Placemark has none of these. Outer
	// rings run counter-clockwise and holes clockwise (RFC 7946).
	Geometry orb.Geometry
}

// read returns all Placemarks in file order, from all folders; lied is true if
// the declared encoding is not the real one. name is for messages. The error is
// a problem.Problems whose Row is a line; a file without Placemarks is an error
// too.
func read(data []byte, name string) (marks []Placemark, wrongEncoding bool, err error) {
	r := &reader{name: name, xml: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))}
	r.xml.CharsetReader = r.latin1
	if bytes.HasPrefix(data, []byte("PK")) {
		r.wrong(0, "a zip archive", "KML", "")
		return nil, false, r.problems.Err()
	}
	if at := longText(data); at >= 0 {
		r.wrong(1+bytes.Count(data[:at], []byte("\n")), "a text of more than 16 MB", "simpler shapes, or no KML", "")
		return nil, false, r.problems.Err()
	}
	marks = r.placemarks()
	switch {
	case len(marks) > 0 || strings.EqualFold(r.root, "kml"):
	case strings.EqualFold(r.root, "html"):
		r.problems = nil
		r.wrong(0, "a web page", "KML", "a download may have ended in a message: open the file in a browser")
	case r.root != "":
		r.problems = nil
		r.wrong(0, "XML of <"+r.root+">", "KML", "")
	}
	if len(r.problems) == 0 && len(marks) == 0 {
		r.wrong(0, "no Placemark", "at least one", "a KML that only links to other files has no places: save them from the map program")
	}
	if len(r.problems) > 0 {
		return nil, false, r.problems.Err()
	}
	return marks, r.wrongEncoding, nil
}

// mostText is the longest text between two tags: the decoder needs many times
// its memory.
const mostText = 16 << 20

// longText returns the start of a text that is too long; -1 if there is none.
func longText(data []byte) int {
	for at := 0; at < len(data); {
		next := bytes.IndexByte(data[at:], '<') + 1
		if next == 0 {
			next = len(data) - at
		}
		if next > mostText {
			return at
		}
		at += next
	}
	return -1
}

type reader struct {
	name          string
	xml           *xml.Decoder
	root          string // name of the outermost element
	wrongEncoding bool   // the text is UTF-8, and another encoding is declared
	problems      problem.Problems
}

func (r *reader) wrong(line int, found, expected, hint string) {
	r.problems.Add(problem.Problem{File: r.name, Row: line, Found: found, Expected: expected, Hint: hint})
}

// placemarks visits the elements until the end or until the XML is malformed.
func (r *reader) placemarks() []Placemark {
	var marks []Placemark
	for {
		token, err := r.xml.Token()
		if errors.Is(err, io.EOF) {
			return marks
		}
		line, _ := r.xml.InputPos()
		start, ok := token.(xml.StartElement)
		if ok && r.root == "" {
			r.root = start.Name.Local
		}
		if err == nil && ok && start.Name.Local == "Placemark" {
			var e placemark
			if err = r.xml.DecodeElement(&e, &start); err == nil {
				marks = append(marks, Placemark{Line: line, Name: strings.TrimSpace(e.Name), Data: e.data(),
					Geometry: r.geometry(e.members, line)})
			}
		}
		if err != nil {
			r.broken(err)
			return nil
		}
	}
}

// broken reports an error of the XML itself.
func (r *reader) broken(err error) {
	line, _ := r.xml.InputPos()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		r.wrong(syntax.Line, syntax.Msg, "well-formed XML", "")
		return
	}
	var unknown encodingError
	if errors.As(err, &unknown) {
		r.wrong(line, "encoding "+string(unknown), "UTF-8, ISO-8859-1 or windows-1252", "save the file as UTF-8")
		return
	}
	r.wrong(line, err.Error(), "well-formed XML", "")
}

// encodingError is the name of an encoding that latin1 does not know.
type encodingError string

func (e encodingError) Error() string { return "encoding " + string(e) }

// placemark is the element as written in the file.
type placemark struct {
	Name string `xml:"name"`
	Data []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value"`
	} `xml:"ExtendedData>Data"`
	Simple []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:",chardata"`
	} `xml:"ExtendedData>SchemaData>SimpleData"`
	members
}

func (e placemark) data() map[string]string {
	all := make(map[string]string, len(e.Data)+len(e.Simple))
	for _, d := range e.Data {
		all[d.Name] = strings.TrimSpace(d.Value)
	}
	for _, d := range e.Simple {
		all[d.Name] = strings.TrimSpace(d.Value)
	}
	return all
}

// latin1 converts the one-byte encodings that older programs declare. Text that
// is UTF-8 anyway, with letters beyond ASCII, is left unchanged.
func (r *reader) latin1(label string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii":
	default:
		return nil, encodingError(label)
	}
	raw, err := io.ReadAll(input)
	if err != nil {
		return nil, err
	}
	if utf8.Valid(raw) {
		r.wrongEncoding = bytes.ContainsFunc(raw, func(c rune) bool { return c >= utf8.RuneSelf })
		return bytes.NewReader(raw), nil
	}
	return bytes.NewReader(record.AppendWindows(nil, raw)), nil
}
