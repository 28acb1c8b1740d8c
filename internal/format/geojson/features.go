package geojson

import "saavu/internal/format/jsondoc"

// kind reads the "type" member of the object at at.
func (r *reader) kind(at int, expected string) (list jsondoc.Members, kind string, kindAt int, f *jsondoc.Fault) {
	list, ok := r.Members(at)
	if !ok {
		return nil, "", at, &jsondoc.Fault{At: at, Expected: expected}
	}
	kindAt, ok = list.Find("type")
	if !ok {
		return nil, "", at, &jsondoc.Fault{At: at, Member: "type", Expected: "a member \"type\""}
	}
	kind, _, _ = r.String(kindAt)
	return list, kind, kindAt, nil
}

func (r *reader) document(at int) {
	list, kind, kindAt, f := r.kind(at, "a GeoJSON object")
	if f != nil {
		r.report(f, 0)
		return
	}
	if name := r.System(list); name != "" {
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
		r.report(&jsondoc.Fault{At: kindAt, Member: "type", Expected: "FeatureCollection, Feature or a geometry type"}, 0)
	}
}

// give passes a feature on.
func (r *reader) give(f *Feature) {
	if r.stopped == nil && r.visit != nil {
		r.stopped = r.visit(f)
	}
}

func (r *reader) features(at int, list jsondoc.Members) {
	featuresAt, ok := list.Find("features")
	if !ok {
		r.report(&jsondoc.Fault{At: at, Member: "features", Expected: "a member \"features\""}, 0)
		return
	}
	_, _, ok = r.Items(featuresAt, func(at int) (int, *jsondoc.Fault) {
		r.feature(at)
		end := r.Skip(at)
		if r.stopped != nil {
			return end, &jsondoc.Fault{At: end}
		}
		return end, nil
	})
	if !ok {
		r.report(&jsondoc.Fault{At: featuresAt, Member: "features", Expected: "an array of features"}, 0)
	}
}

// feature reads the feature at at, or reports its faults.
func (r *reader) feature(at int) {
	r.count++
	out := Feature{Line: r.lineOf(at)}
	list, kind, kindAt, f := r.kind(at, "a feature")
	if f == nil && kind != "Feature" {
		f = &jsondoc.Fault{At: kindAt, Member: "type", Expected: "Feature"}
	}
	if f == nil {
		out.ID, f = r.id(list)
	}
	if geometryAt, ok := list.Find("geometry"); ok && f == nil {
		out.Geometry, _, f = r.geometryOrNull(geometryAt)
	}
	if propertiesAt, ok := list.Find("properties"); ok && f == nil {
		out.Properties, f = r.columns.Properties(r.Text, propertiesAt)
	}
	if f != nil {
		r.report(f, r.count)
		return
	}
	r.columns.ID(out.ID)
	r.give(&out)
}

// id returns a text unchanged and a number by its digits, so that long ones
// keep them all.
func (r *reader) id(list jsondoc.Members) (string, *jsondoc.Fault) {
	at, ok := list.Find("id")
	if !ok || r.Null(at) {
		return "", nil
	}
	if s, _, ok := r.String(at); ok {
		return s, nil
	}
	if _, end, ok := r.Number(at); ok {
		return string(r.Text[at:end]), nil
	}
	return "", &jsondoc.Fault{At: at, Member: "id", Expected: "a string or a number"}
}
