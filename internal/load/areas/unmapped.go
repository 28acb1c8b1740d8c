package areas

import (
	"cmp"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// withBoundary returns the areas of a table that have a boundary. An area without
// one is a problem, since its people would be missing from every figure, unless
// the county file lists it as unmapped.
func withBoundary(r *input.Reader, m *boundaries, tab *input.Table, f *File, t *yaml.Tree, areas []population.Area, key int, column string) []population.Area {
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
		if known := IDsOf(areas); !slices.Contains(known, id) {
			r.Wrong(t, "the id of an area of "+tab.Name, naming.Suggest(id, known), at...)
		} else if slices.Contains(IDsOf(out), id) {
			r.Wrong(t, "an area without a boundary in the map", source.Base(m.File)+" has a boundary for it", at...)
		}
	}
	var left []string
	for _, a := range missing {
		if slices.Contains(f.Unmapped, a.ID) {
			left = append(left, a.Name)
		} else if len(out) > 0 {
			r.Problems.Add(unbounded(tab, m, a.ID, key, column))
		}
	}
	if len(left) > 0 {
		r.State("data.unmapped", "areas", left, "file", source.Base(m.File))
	}
	return out
}

// unbounded is the problem of an area in the table that has no boundary in the
// map. The hint names the column that differs from a boundary with the same key.
func unbounded(t *input.Table, m *boundaries, id string, key int, column string) problem.Problem {
	row := rowOf(t, id)
	out := problem.Problem{File: t.Name, Row: t.Lines[row], Column: column, Found: t.Get(row, column),
		Expected: "the " + m.Fields[key].Name + " of a boundary in " + source.Base(m.File)}
	var names []string
	hint := ""
	for b := range m.rows {
		names = append(names, m.value(b, key))
		if hint != "" || m.value(b, key) != t.Get(row, column) {
			continue
		}
		for _, field := range m.read {
			name := m.Fields[field].Name
			if field != key && t.Has(name) && !slices.Contains(areaColumns, name) && !sameValue(t.Get(row, name), m.value(b, field)) {
				hint = name + " is " + t.Get(row, name) + " in the table and " + m.value(b, field) + " in the map"
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
func unmapped(t *input.Table, f *File, areas []population.Area, column string) []string {
	var out []string
	for _, a := range areas {
		if !mapped(a) && !slices.Contains(f.Unmapped, a.ID) {
			out = append(out, t.Get(rowOf(t, a.ID), column))
		}
	}
	return out
}

// rowOf returns the first row with an id that the table has.
func rowOf(t *input.Table, id string) int {
	for i := range t.Rows {
		if t.Get(i, "id") == id {
			return i
		}
	}
	return -1
}
