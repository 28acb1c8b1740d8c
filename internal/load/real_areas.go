package load

import (
	"path"
	"sort"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/kml"
	"saavu/internal/format/problem"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// readKML reads the boundaries of the county's areas. The table names the areas
// in rows like those of a county without boundaries, and an area takes the
// boundary whose name is its name_fi. A column of the table that has the name
// of a field of the KML must agree with it (KUNTA keeps districts of other
// municipalities apart). An area without a boundary is left out with a note.
func (r *reader) readKML(f *countyFile, t *tree) []population.Area {
	if f.Areas.Table == "" {
		r.wrong(t, "the key table", "a table names the areas that are kept", "areas")
		return nil
	}
	name, ok := r.resolve(t, f.Areas.File, "areas", "file")
	if !ok {
		return nil
	}
	text, ok := r.bytes(r.files, name, t.place("areas", "file"))
	tab := r.table(t, f.Areas.Table, []string{"areas", "table"}, "id", "name_fi", "municipality", "fi_share", "sv_share", "foreign_share")
	if !ok || tab == nil {
		return nil
	}
	marks, err := kml.Read(text, name)
	if err != nil {
		r.add(name, err)
		return nil
	}
	before := len(r.problems)
	shapes := r.boundaries(marks, name, tab)
	areas := tab.areas()
	if len(r.problems) > before {
		return nil
	}
	var out []population.Area
	var without []string
	for i, a := range areas {
		for _, m := range marks {
			for field := range m.Data {
				delete(a.Partitions, field)
			}
		}
		if shapes[i] == nil {
			without = append(without, a.Name)
			continue
		}
		a.Shape = shapes[i]
		out = append(out, a)
	}
	if len(without) > 0 {
		r.note("%s: no boundary in %s, so left out: its people and its trips are not in this comparison", strings.Join(without, ", "), path.Base(name))
	}
	if len(out) == 0 && len(tab.rows) > 0 {
		r.problems.Add(problem.Problem{File: name, Found: "boundaries of none of the areas", Expected: "those of the areas in " + tab.name,
			Hint: "the names there are " + problem.Clip(strings.Join(markNames(marks), ", "))})
		return nil
	}
	return out
}

// boundaries gives for each row of the table its boundary in EPSG:3067 metres,
// nil where there is none.
func (r *reader) boundaries(marks []kml.Placemark, file string, tab *table) []orb.MultiPolygon {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		r.add(file, err)
	}
	out := make([]orb.MultiPolygon, len(tab.rows))
	for i := range tab.rows {
		for _, m := range marks {
			if m.Name != tab.get(i, "name_fi") || !tab.agrees(i, m) {
				continue
			}
			shape := areaOf(m.Geometry).Clone()
			switch {
			case shape == nil:
				r.problems.Add(problem.Problem{File: file, Row: m.Line, Found: m.Name + " without a polygon", Expected: "the boundary of an area"})
			case !inFinland(shape, wgs84):
				r.problems.Add(problem.Problem{File: file, Row: m.Line, Found: m.Name + " outside Finland", Expected: "longitude,latitude in degrees", Hint: "longitude comes first"})
			}
			for _, p := range shape {
				for _, ring := range p {
					for k := range ring {
						ring[k] = wgs84.ToTM35(ring[k])
					}
				}
			}
			out[i] = append(out[i], shape...)
		}
	}
	return out
}

// agrees says whether a row has the values of a boundary in the columns that
// both have.
func (t *table) agrees(row int, m kml.Placemark) bool {
	for field, value := range m.Data {
		if t.has(field) && t.get(row, field) != value {
			return false
		}
	}
	return true
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

func inFinland(shape orb.MultiPolygon, c spatial.CRS) bool {
	for _, p := range shape {
		for _, ring := range p {
			for _, at := range ring {
				if !c.Accepts(at) {
					return false
				}
			}
		}
	}
	return true
}

func markNames(marks []kml.Placemark) []string {
	out := make([]string, len(marks))
	for i, m := range marks {
		out[i] = m.Name
	}
	sort.Strings(out)
	return out
}
