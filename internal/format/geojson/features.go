package geojson

import "fmt"

func find(list []member, name string) (at int, ok bool) {
	for i := len(list) - 1; i >= 0; i-- { // if repeated, the last one counts
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

func (r *reader) document(at int) {
	list, kind, kindAt, f := r.kind(at, "a GeoJSON object")
	if f != nil {
		r.report(f, 0)
		return
	}
	if name := r.crsName(list); name != "" {
		r.crs = name
	}
	switch {
	case kind == "FeatureCollection":
		r.features(at, list)
	case kind == "Feature":
		r.feature(at)
	case isGeometry(kind):
		r.count++
		g, _, f := r.geometry(at)
		if f != nil {
			r.report(f, 0)
			break
		}
		r.give(&Feature{Line: r.lineOf(at), Geometry: g})
	default:
		r.report(&fault{at: kindAt, member: "type", expected: "FeatureCollection, Feature or a geometry type"}, 0)
	}
}

// give passes a feature on.
func (r *reader) give(f *Feature) {
	if r.stopped == nil && r.visit != nil {
		r.stopped = r.visit(f)
	}
}

// crsName returns the name in a file older than the standard: as a name, as a
// link, as an EPSG code, or as plain text. Null or anything else returns "".
func (r *reader) crsName(list []member) string {
	at, ok := find(list, "crs")
	if ok && r.byteAt(at) == '"' {
		name, _, _ := r.str(at)
		return name
	}
	crs, _ := r.members(at)
	if at, ok := find(crs, "properties"); ok {
		properties, _ := r.members(at)
		for _, key := range []string{"name", "href"} {
			if at, ok := find(properties, key); ok {
				name, _, _ := r.str(at)
				return name
			}
		}
		if at, ok := find(properties, "code"); ok {
			code, _, _ := r.value(at)
			return fmt.Sprint("EPSG:", code)
		}
	}
	return ""
}

func (r *reader) features(at int, list []member) {
	featuresAt, ok := find(list, "features")
	if !ok {
		r.report(&fault{at: at, member: "features", expected: "a member \"features\""}, 0)
		return
	}
	_, _, ok = r.items(featuresAt, func(at int) (int, *fault) {
		r.feature(at)
		end, f := r.skip(at, 0)
		if r.stopped != nil {
			f = &fault{at: end}
		}
		return end, f
	})
	if !ok {
		r.report(&fault{at: featuresAt, member: "features", expected: "an array of features"}, 0)
	}
}

// feature reads the feature at at, or reports its faults.
func (r *reader) feature(at int) {
	r.count++
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
		r.report(f, r.count)
		return
	}
	r.give(&out)
}

// id returns a text unchanged and a number by its digits, so that long ones
// keep them all.
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
