package areas

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/spatial"
)

// maxVertices is how many boundary vertices are kept in memory.
const maxVertices = 20_000_000

// boundaries is a map of areas: the values and the polygons of its rows.
type boundaries struct {
	*record.Source
	rows []mapRow
	read []int // indexes into Fields of the values that the rows have
}

// mapRow is one row of a map.
type mapRow struct {
	at     int
	values []string
	shape  orb.MultiPolygon // EPSG:3067; nil for a row without a polygon
	taken  bool             // it belongs to an area of the table
}

// openMap opens a map of boundaries that the county file names under a key.
func openMap(r *input.Reader, t *yaml.Tree, f *boundaryFile, at ...string) (*boundaries, bool) {
	at = append(slices.Clip(at), "file")
	name, ok := r.Resolve(t, f.File, at...)
	if !ok {
		return nil, false
	}
	s := r.Records(name, f.Layer, t.Place(at...))
	if s == nil {
		return nil, false
	}
	if !s.Places {
		r.Problems.Add(problem.Problem{File: s.File, Found: "a table without coordinates", Expected: "a map of boundaries"})
		return nil, false
	}
	return &boundaries{Source: s}, true
}

// readMap reads the rows with the values of the given fields, leaves those that the key only
// of the areas keeps, nil for all, and transforms the polygons to metres of the county's system. Rows
// without a polygon are kept without a shape.
func readMap(r *input.Reader, m *boundaries, f *boundaryFile, fields []int, only *Found) bool {
	m.read = fields
	vertices := 0
	var crossed source.Crossings
	err := m.Each(fields, func(row *record.Row) error {
		b := mapRow{at: row.At, values: make([]string, len(fields)), shape: areaOf(row.Geometry).Clone()}
		for i := range fields {
			b.values[i] = row.Text(i)
		}
		crossed.Add(row.At, row.Geometry)
		for _, p := range b.shape {
			for _, ring := range p {
				vertices += len(ring)
			}
		}
		if vertices > maxVertices {
			return problem.Problems{{File: m.File, Row: row.At, Found: "more than " + strconv.Itoa(maxVertices) + " vertices", Expected: "simpler boundaries"}}
		}
		m.rows = append(m.rows, b)
		return nil
	})
	if err != nil {
		r.Add(m.File, err)
		return false
	}
	if crossed.N > 0 {
		r.Note("%s: shapes whose border crosses itself: %d, the first on %s; some of their people may be left out", source.Base(m.File), crossed.N, crossed.First())
	}
	if only != nil && !keepOnly(r, m, only) {
		return false
	}
	var sample []orb.Point
	for _, row := range m.rows {
		for _, p := range row.shape {
			if len(p) > 0 && len(p[0]) > 0 {
				sample = append(sample, p[0][0])
			}
		}
	}
	if len(sample) == 0 {
		r.Problems.Add(problem.Problem{File: m.File, Found: "no polygon", Expected: "boundaries of areas"})
		return false
	}
	placed, ok := r.Place(m.File, m.Format, m.System, sample, source.Declared{EPSG: int(f.EPSG), Swap: f.Axes == "yx"})
	if !ok {
		return false
	}
	for i := range m.rows {
		if shape := m.rows[i].shape; shape != nil {
			m.rows[i].shape, _ = placed.Geometry(shape).(orb.MultiPolygon)
		}
	}
	if only != nil {
		only.Elsewhere = nearby(only.Elsewhere, &placed)
	}
	return true
}

// nearby returns the polygons that are where the county's system is used, in its metres.
func nearby(shapes orb.MultiPolygon, placed *source.Placed) orb.MultiPolygon {
	within := placed.Within()
	shapes = slices.DeleteFunc(shapes, func(p orb.Polygon) bool {
		return len(p) == 0 || slices.ContainsFunc(p[0], func(at orb.Point) bool {
			if placed.Swap {
				at = spatial.Swap(at)
			}
			return !within(at)
		})
	})
	out, _ := placed.Geometry(shapes).(orb.MultiPolygon)
	return out
}

// value returns a field of a row as text, "" for a field that was not read.
func (m *boundaries) value(row, field int) string {
	if i := slices.Index(m.read, field); i >= 0 {
		return m.rows[row].values[i]
	}
	return ""
}

// names returns the names of a row by language.
func (m *boundaries) names(row int, fields [3]int) lang.Name {
	return lang.Name{En: m.value(row, fields[0]), Fi: m.value(row, fields[1]), Sv: m.value(row, fields[2])}
}

// nameFields finds the fields of the names in English, Finnish and Swedish. The
// index of a missing field is -1; ok is false if a declared one is missing.
func nameFields(r *input.Reader, m *boundaries, f *boundaryFile) (fields [3]int, ok bool) {
	ok = true
	for i, of := range [3][2]string{{f.NameEn, "name_en"}, {f.NameFi, "name_fi"}, {f.NameSv, "name_sv"}} {
		found := false
		fields[i], found = optionalField(r, m, of[0], of[1])
		ok = ok && found
	}
	return fields, ok
}

// optionalField finds a declared field, or by default the one with the usual name.
// The index is -1 if there is none; the result is false if a declared field is
// missing.
func optionalField(r *input.Reader, m *boundaries, declared, usual string) (int, bool) {
	if declared != "" {
		return r.RecordField(m.Source, declared)
	}
	if i, ok := m.Field(usual); ok && usual != "" {
		return i, true
	}
	return -1, true
}

// members joins the rows of a map by their ids, in the order of the file: several
// rows with one id are one member. Rows without a polygon or an id are left out
// with a note, because maps contain surfaces that belong to no area.
func members(r *input.Reader, m *boundaries, id, name int) (members []member, ok bool) {
	at := map[string]int{}
	withoutShape, joined, nameless := 0, 0, 0
	for i, row := range m.rows {
		if row.shape == nil {
			withoutShape++
			continue
		}
		key := m.value(i, id)
		if key == "" {
			nameless++
			continue
		}
		k, known := at[key]
		if !known {
			k = len(members)
			at[key] = k
			members = append(members, member{id: key, name: m.value(i, name), row: i})
		} else {
			joined++
		}
		members[k].shape = append(members[k].shape, row.shape...)
	}
	if withoutShape > 0 {
		r.Note("%s: rows without a polygon, left out: %d", source.Base(m.File), withoutShape)
	}
	if nameless > 0 {
		r.Note("%s: rows without %s, left out: %d", source.Base(m.File), m.Fields[id].Name, nameless)
	}
	if joined > 0 {
		r.Note("%s: boundaries that share an id with another, joined into one area: %d", source.Base(m.File), joined)
	}
	for i := range members {
		if members[i].name == "" {
			members[i].name = members[i].id
		}
	}
	if len(members) == 0 {
		r.Problems.Add(problem.Problem{File: m.File, Column: m.Fields[id].Name, Found: "no boundary with an id", Expected: "at least one"})
	}
	return members, len(members) > 0
}

// member is an area of a map.
type member struct {
	id, name string
	names    lang.Name
	row      int // its first row
	shape    orb.MultiPolygon
}

// areaOf returns the polygons of a geometry.
func areaOf(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	case orb.Collection:
		var out orb.MultiPolygon
		for _, part := range g {
			out = append(out, areaOf(part)...)
		}
		return out
	}
	return nil
}

// distinct lists the values of a field, each once, sorted.
func (m *boundaries) distinct(field int) []string {
	var out []string
	for i := range m.rows {
		out = append(out, m.value(i, field))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// namesOf lists the values of a field, clipped, for a message.
func (m *boundaries) namesOf(field int) string {
	return problem.Clip(strings.Join(m.distinct(field), ", "))
}
