package geojson

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// Read reads a GeoJSON document: a FeatureCollection, a Feature or a bare
// geometry. Coordinates come as they stand, in whatever system the file is in.
// A byte order mark in front is passed over.
//
// Errors are problem.Problems without a file name; Row is the line and the hint
// gives the feature, from 1, and the byte, from 0. Text that is not JSON ends
// the reading at once; after that the faults of all features are gathered, and
// the document is returned only if there are none.
func Read(data []byte) (Document, error) {
	r := reader{text: text(data)}
	start := 0
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	if f := r.check(start); f != nil {
		r.report(f, 0)
		return Document{}, r.problems.Err()
	}
	d := r.document(r.space(start))
	if err := r.problems.Err(); err != nil {
		return Document{}, err
	}
	return d, nil
}

// reader gathers what is wrong while it reads.
type reader struct {
	text
	problems problem.Problems
	counted  int // the bytes among which lineEnds were found
	lineEnds int
}

// check walks the whole text once and finds the first fault of its grammar.
func (r *reader) check(start int) *fault {
	if !utf8.Valid(r.text) {
		at := 0
		for at < len(r.text) {
			c, size := utf8.DecodeRune(r.text[at:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return &fault{at: at, expected: "UTF-8 text: save the file as UTF-8"}
	}
	end, f := r.skip(r.space(start), 0)
	if f != nil {
		return f
	}
	if end = r.space(end); end < len(r.text) {
		return &fault{at: end, expected: "nothing after the end of the document"}
	}
	return nil
}

// lineOf counts from the last place asked for, as faults come nearly in order.
func (r *reader) lineOf(at int) int {
	end := []byte("\n")
	if at >= r.counted {
		r.lineEnds += bytes.Count(r.text[r.counted:at], end)
	} else {
		r.lineEnds -= bytes.Count(r.text[at:r.counted], end)
	}
	r.counted = at
	return r.lineEnds + 1
}

// report adds f to the problems; feature is from 1, or 0 outside them all.
func (r *reader) report(f *fault, feature int) {
	found := "the end of the file"
	if f.at < len(r.text) {
		found = firstLine(r.text[f.at:min(f.at+100, len(r.text))])
	}
	hint := "byte " + strconv.Itoa(f.at)
	if feature > 0 {
		hint = fmt.Sprintf("feature %d, byte %d", feature, f.at)
	}
	r.problems.Add(problem.Problem{Row: r.lineOf(f.at), Column: f.member, Found: found, Expected: f.expected, Hint: hint})
}

func firstLine(b []byte) string {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return string(bytes.ToValidUTF8(bytes.TrimRight(line, "\r"), []byte("\uFFFD")))
}

func find(list []member, name string) (at int, ok bool) {
	for i := len(list) - 1; i >= 0; i-- { // the last of two counts
		if list[i].name == name {
			return list[i].at, true
		}
	}
	return 0, false
}

// kind reads the "type" member of the object at at.
func (r *reader) kind(at int, expected string) (list []member, kind string, kindAt int, f *fault) {
	list, ok := r.members(at)
	if !ok {
		return nil, "", at, &fault{at: at, expected: expected}
	}
	kindAt, ok = find(list, "type")
	if !ok {
		return nil, "", at, &fault{at: at, member: "type", expected: "a member \"type\""}
	}
	kind, _, _ = r.str(kindAt)
	return list, kind, kindAt, nil
}

func (r *reader) document(at int) Document {
	list, kind, kindAt, f := r.kind(at, "a GeoJSON object")
	if f != nil {
		r.report(f, 0)
		return Document{}
	}
	var d Document
	d.CRS = r.crs(list)
	switch {
	case kind == "FeatureCollection":
		r.features(&d, at, list)
	case kind == "Feature":
		r.feature(&d, at)
	case isGeometry(kind):
		g, _, f := r.geometry(at)
		if f != nil {
			r.report(f, 0)
			break
		}
		d.Features = []Feature{{Line: r.lineOf(at), Geometry: g}}
	default:
		r.report(&fault{at: kindAt, member: "type", expected: "FeatureCollection, Feature or a geometry type"}, 0)
	}
	return d
}

// crs gives the name that a file older than the standard states; a link, null or
// anything else gives "".
func (r *reader) crs(list []member) string {
	at, _ := find(list, "crs")
	crs, _ := r.members(at)
	if at, ok := find(crs, "properties"); ok {
		properties, _ := r.members(at)
		if at, ok := find(properties, "name"); ok {
			name, _, _ := r.str(at)
			return name
		}
	}
	return ""
}

func (r *reader) features(d *Document, at int, list []member) {
	featuresAt, ok := find(list, "features")
	if !ok {
		r.report(&fault{at: at, member: "features", expected: "a member \"features\""}, 0)
		return
	}
	_, _, ok = r.items(featuresAt, func(at int) (int, *fault) {
		r.feature(d, at)
		return r.skip(at, 0)
	})
	if !ok {
		r.report(&fault{at: featuresAt, member: "features", expected: "an array of features"}, 0)
	}
	for _, m := range list {
		switch m.name {
		case "type", "features", "bbox", "crs":
			continue
		}
		v, _, f := r.value(m.at)
		if f != nil {
			f.member = m.name
			r.report(f, 0)
			continue
		}
		if d.Members == nil {
			d.Members = map[string]any{}
		}
		d.Members[m.name] = v
	}
}

// feature appends the feature at at, or reports what is wrong with it and
// appends an empty one, so that the next has its right number.
func (r *reader) feature(d *Document, at int) {
	number := len(d.Features) + 1
	out := Feature{Line: r.lineOf(at)}
	list, kind, kindAt, f := r.kind(at, "a feature")
	if f == nil && kind != "Feature" {
		f = &fault{at: kindAt, member: "type", expected: "Feature"}
	}
	if f == nil {
		out.ID, f = r.id(list)
	}
	if geometryAt, ok := find(list, "geometry"); ok && f == nil {
		out.Geometry, _, f = r.geometryOrNull(geometryAt)
	}
	if propertiesAt, ok := find(list, "properties"); ok && f == nil {
		out.Properties, f = r.properties(propertiesAt)
	}
	if f != nil {
		r.report(f, number)
		out = Feature{}
	}
	d.Features = append(d.Features, out)
}

// id takes text as it is and a number by its digits, so that long ones keep them
// all.
func (r *reader) id(list []member) (string, *fault) {
	at, ok := find(list, "id")
	if !ok || r.null(at) {
		return "", nil
	}
	if s, _, ok := r.str(at); ok {
		return s, nil
	}
	if _, end, ok := r.number(at); ok {
		return string(r.text[at:end]), nil
	}
	return "", &fault{at: at, member: "id", expected: "a string or a number"}
}

func (r *reader) null(at int) bool { return r.byteAt(at) == 'n' }

func (r *reader) properties(at int) (map[string]any, *fault) {
	if r.null(at) {
		return nil, nil
	}
	if r.byteAt(at) != '{' {
		return nil, &fault{at: at, member: "properties", expected: "an object or null"}
	}
	v, _, f := r.value(at)
	if f != nil {
		f.member = "properties"
		return nil, f
	}
	return v.(map[string]any), nil
}

// value reads any JSON value. The only fault that a checked text can still have
// is a number too large for a float64.
func (r *reader) value(at int) (v any, end int, f *fault) {
	switch r.byteAt(at) {
	case '"':
		v, end, _ = r.str(at)
		return v, end, nil
	case 't':
		return true, at + len("true"), nil
	case 'f':
		return false, at + len("false"), nil
	case 'n':
		return nil, at + len("null"), nil
	case '[':
		list := []any{}
		end, f, _ = r.items(at, func(at int) (int, *fault) {
			v, end, f := r.value(at)
			list = append(list, v)
			return end, f
		})
		return list, end, f
	case '{':
		return r.object(at)
	}
	n, end, ok := r.number(at)
	if !ok {
		return nil, end, &fault{at: at, expected: "a number that a float64 can hold"}
	}
	return n, end, nil
}

func (r *reader) object(at int) (v any, end int, f *fault) {
	list, _ := r.members(at)
	object := make(map[string]any, len(list))
	end = at + 1
	for _, m := range list {
		if object[m.name], end, f = r.value(m.at); f != nil {
			return nil, end, f
		}
	}
	return object, r.space(end) + 1, nil
}
