package load

import (
	"cmp"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// withBoundary returns the areas of a table that have a boundary. An area without
// one is a problem, since its people would be missing from every figure, unless
// the county file lists it as unmapped.
func (r *reader) withBoundary(m *boundaries, tab *table, f *areasFile, t *yaml.Tree, areas []population.Area, key int, column string) []population.Area {
	var out, missing []population.Area
	for _, a := range areas {
		if mapped(a) {
			out = append(out, a)
		} else {
			missing = append(missing, a)
		}
	}
	for k, id := range f.Unmapped {
		at := []string{"areas", "unmapped", strconv.Itoa(k)}
		if known := areaIDs(areas); !slices.Contains(known, id) {
			r.wrong(t, "the id of an area of "+tab.name, naming.Suggest(id, known), at...)
		} else if slices.Contains(areaIDs(out), id) {
			r.wrong(t, "an area without a boundary in the map", source.Base(m.File)+" has a boundary for it", at...)
		}
	}
	var left []string
	for _, a := range missing {
		if slices.Contains(f.Unmapped, a.ID) {
			left = append(left, a.Name)
		} else if len(out) > 0 {
			r.problems.Add(tab.unbounded(m, a.ID, key, column))
		}
	}
	if len(left) > 0 {
		r.state("data.unmapped", "areas", left, "file", source.Base(m.File))
	}
	return out
}

// unbounded is the problem of an area in the table that has no boundary in the
// map. The hint names the column that differs from a boundary with the same key.
func (t *table) unbounded(m *boundaries, id string, key int, column string) problem.Problem {
	row := t.rowOf(id)
	out := problem.Problem{File: t.name, Row: t.lines[row], Column: column, Found: t.get(row, column),
		Expected: "the " + m.Fields[key].Name + " of a boundary in " + source.Base(m.File)}
	var names []string
	hint := ""
	for b := range m.rows {
		names = append(names, m.value(b, key))
		if hint != "" || m.value(b, key) != t.get(row, column) {
			continue
		}
		for _, field := range m.read {
			name := m.Fields[field].Name
			if field != key && t.has(name) && !slices.Contains(areaColumns, name) && !sameValue(t.get(row, name), m.value(b, field)) {
				hint = name + " is " + t.get(row, name) + " in the table and " + m.value(b, field) + " in the map"
			}
		}
	}
	out.Hint = problem.Hints(cmp.Or(hint, naming.Suggest(out.Found, names)), "list "+id+" under areas.unmapped to leave it out")
	return out
}

// mapped reports whether an area has a boundary.
func mapped(a population.Area) bool { return a.Shape != nil }

// unmapped returns the join keys of the areas that have no boundary and are not
// listed as unmapped.
func (t *table) unmapped(f *areasFile, areas []population.Area, column string) []string {
	var out []string
	for _, a := range areas {
		if !mapped(a) && !slices.Contains(f.Unmapped, a.ID) {
			out = append(out, t.get(t.rowOf(a.ID), column))
		}
	}
	return out
}

// rowOf returns the first row with an id that the table has.
func (t *table) rowOf(id string) int {
	for i := range t.rows {
		if t.get(i, "id") == id {
			return i
		}
	}
	return -1
}
