package load

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/lang"
)

// mostVertices is how many vertices of boundaries are kept in memory.
const mostVertices = 20_000_000

// boundaries is a map of areas: what its rows say and where they lie.
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
	taken  bool             // an area of a table has it
}

// openMap opens a map of boundaries that a county file names at a path.
func (r *reader) openMap(t *tree, f *boundaryFile, at ...string) (*boundaries, bool) {
	at = append(slices.Clip(at), "file")
	name, ok := r.resolve(t, f.File, at...)
	if !ok {
		return nil, false
	}
	s := r.records(name, f.Layer, t.place(at...))
	if s == nil {
		return nil, false
	}
	if !s.Places {
		r.problems.Add(problem.Problem{File: s.File, Found: "a table without places", Expected: "a map of boundaries"})
		return nil, false
	}
	return &boundaries{Source: s}, true
}

// readMap reads the rows with the values of some fields and takes the polygons
// to EPSG:3067. Rows without a polygon are kept without a shape.
func (r *reader) readMap(m *boundaries, f *boundaryFile, fields []int) bool {
	m.read = fields
	var sample []orb.Point
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
			if len(p) > 0 && len(p[0]) > 0 {
				sample = append(sample, p[0][0])
			}
		}
		if vertices > mostVertices {
			return problem.Problems{{File: m.File, Row: row.At, Found: "more than " + strconv.Itoa(mostVertices) + " vertices", Expected: "simpler boundaries"}}
		}
		m.rows = append(m.rows, b)
		return nil
	})
	if err != nil {
		r.add(m.File, err)
		return false
	}
	if crossed.N > 0 {
		r.note("%s: shapes whose border crosses itself, so that a part of their people may fall out: %d, the first on %s", baseName(m.File), crossed.N, crossed.First())
	}
	if len(sample) == 0 {
		r.problems.Add(problem.Problem{File: m.File, Found: "no polygon", Expected: "boundaries of areas"})
		return false
	}
	placed, ok := r.place(m.File, m.Format, m.System, sample, source.Declared{EPSG: f.EPSG, Swap: f.Axes == "yx"})
	if !ok {
		return false
	}
	for i := range m.rows {
		if shape := m.rows[i].shape; shape != nil {
			m.rows[i].shape, _ = placed.Geometry(shape).(orb.MultiPolygon)
		}
	}
	return true
}

// value gives a field of a row as text; "" for a field that was not read.
func (m *boundaries) value(row, field int) string {
	if i := slices.Index(m.read, field); i >= 0 {
		return m.rows[row].values[i]
	}
	return ""
}

// names gives the names of a row by language.
func (m *boundaries) names(row int, fields [3]int) lang.Name {
	return lang.Name{En: m.value(row, fields[0]), Fi: m.value(row, fields[1]), Sv: m.value(row, fields[2])}
}

// nameFields finds the fields of the names in English, Finnish and Swedish, -1 for
// one that is not there; false where one that is declared is missing.
func (r *reader) nameFields(m *boundaries, f *boundaryFile) (fields [3]int, ok bool) {
	ok = true
	for i, of := range [3][2]string{{f.NameEn, "name_en"}, {f.NameFi, "name_fi"}, {f.NameSv, "name_sv"}} {
		found := false
		fields[i], found = r.optionalField(m, of[0], of[1])
		ok = ok && found
	}
	return fields, ok
}

// optionalField finds a field that is declared, or else one of a usual name. The
// index is -1 where there is none; false where a declared one is missing.
func (r *reader) optionalField(m *boundaries, declared, usual string) (int, bool) {
	if declared != "" {
		return r.recordField(m.Source, declared)
	}
	if i, ok := m.Field(usual); ok && usual != "" {
		return i, true
	}
	return -1, true
}

// members joins the rows of a map by their ids, in the order of the file: several
// rows of one id are one member. Rows without a polygon or an id are left out with
// a note: maps hold areas that belong to nobody.
func (r *reader) members(m *boundaries, id, name int) (members []member, ok bool) {
	at := map[string]int{}
	bare, joined, nameless := 0, 0, 0
	for i, row := range m.rows {
		if row.shape == nil {
			bare++
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
	if bare > 0 {
		r.note("%s: rows without a polygon, left out: %d", baseName(m.File), bare)
	}
	if nameless > 0 {
		r.note("%s: rows without %s, left out: %d", baseName(m.File), m.Fields[id].Name, nameless)
	}
	if joined > 0 {
		r.note("%s: boundaries whose id another has too, taken as parts of one area: %d", baseName(m.File), joined)
	}
	for i := range members {
		if members[i].name == "" {
			members[i].name = members[i].id
		}
	}
	if len(members) == 0 {
		r.problems.Add(problem.Problem{File: m.File, Column: m.Fields[id].Name, Found: "no boundary with an id", Expected: "at least one"})
	}
	return members, len(members) > 0
}

// member is an area of a map.
type member struct {
	id, name string
	names    lang.Name
	row      int // its first one
	shape    orb.MultiPolygon
}

// areaOf gives the polygons of a geometry.
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

// namesOf lists the values of a field for a message.
func (m *boundaries) namesOf(field int) string {
	return problem.Clip(strings.Join(m.distinct(field), ", "))
}
