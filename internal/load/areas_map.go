package load

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// areasOfMap reads the county's areas from a map of boundaries: those that the
// table lists, or all of them if there is no table.
func (r *reader) areasOfMap(f *areasFile, t *yaml.Tree) []population.Area {
	m, ok := r.openMap(t, &f.boundaryFile, "areas")
	if !ok {
		return nil
	}
	name, ok1 := r.optionalField(m, f.Name, "name")
	id, ok2 := r.optionalField(m, f.ID, map[bool]string{true: "id"}[f.Table == ""])
	only, ok0 := r.onlyFields(m, f)
	if !ok0 || !ok1 || !ok2 {
		return nil
	}
	if f.Table != "" {
		return r.areasOfTable(m, f, t, id, name)
	}
	municipality, ok3 := r.optionalField(m, f.Municipality, "")
	names, ok4 := r.nameFields(m, &f.boundaryFile)
	if id < 0 {
		id = name
	}
	if id < 0 {
		r.wrong(t, "the key id, the field of the areas' ids", columnsOf(m.Source), "areas")
		return nil
	}
	if !ok3 || !ok4 || !r.readMap(m, &f.boundaryFile, present(append(append(names[:], id, name, municipality), only...)...)) || !r.keepOnly(m, f, t) {
		return nil
	}
	members, _ := r.members(m, id, name)
	var out []population.Area
	for _, x := range members {
		unknown := math.NaN()
		out = append(out, population.Area{ID: x.id, Name: x.name, Names: m.names(x.row, names), Municipality: m.value(x.row, municipality), Shape: x.shape,
			Partitions: map[string]string{ownPartition: x.id}, Fi: unknown, Sv: unknown, Foreign: unknown})
	}
	return out
}

// onlyFields finds the fields that choose rows of a map.
func (r *reader) onlyFields(m *boundaries, f *areasFile) (fields []int, ok bool) {
	ok = true
	for _, name := range slices.Sorted(maps.Keys(f.Only)) {
		i, found := r.recordField(m.Source, name)
		ok = ok && found
		fields = append(fields, i)
	}
	return fields, ok
}

// keepOnly leaves out the rows of a map that the county file does not ask for; a value
// that no row has is a fault. Codes are compared as texts, then as whole numbers: 92
// and 092 are one.
func (r *reader) keepOnly(m *boundaries, f *areasFile, t *yaml.Tree) bool {
	good := true
	keep := make([]bool, len(m.rows))
	for b := range keep {
		keep[b] = true
	}
	for _, name := range slices.Sorted(maps.Keys(f.Only)) {
		field, _ := m.Field(name)
		as := r.sameIDs(f.Only[name], m.distinct(field), m.File, t.File)
		asked := map[string]bool{}
		for _, id := range as {
			asked[id] = true
		}
		at := []string{"areas", "only", name}
		for k, id := range f.Only[name] {
			if asked[id] {
				continue
			}
			good = false
			where := at
			if t.Root.Find(at...).Kind == yaml.List {
				where = append(slices.Clone(at), strconv.Itoa(k))
			}
			r.wrong(t, "a value of the field "+name+" of "+source.Base(m.File), "it has "+m.namesOf(field), where...)
		}
		for b := range m.rows {
			_, ok := as[m.value(b, field)]
			keep[b] = keep[b] && ok
		}
	}
	kept := m.rows[:0]
	for b, row := range m.rows {
		if keep[b] {
			kept = append(kept, row)
		} else {
			r.elsewhere = append(r.elsewhere, row.shape...)
		}
	}
	if m.rows = kept; good && len(kept) == 0 {
		r.wrong(t, "values that some row of "+source.Base(m.File)+" has together", "", "areas", "only")
		good = false
	}
	return good
}

// present lists the fields that exist, each once.
func present(fields ...int) []int {
	slices.Sort(fields)
	return slices.DeleteFunc(slices.Compact(fields), func(i int) bool { return i < 0 })
}

// areasOfTable reads the areas that a table lists, in rows like those of a county
// without boundaries. If the key id is given, boundaries are joined to areas by
// id, otherwise by name and name_fi. If another column of the table has the name
// of a field of the map, the two must agree: KUNTA, for example, separates
// districts of different municipalities.
func (r *reader) areasOfTable(m *boundaries, f *areasFile, t *yaml.Tree, id, name int) []population.Area {
	tab := r.table(t, f.Table, []string{"areas", "table"}, "id", "name_fi", "municipality", "fi_share", "sv_share", "foreign_share")
	if tab == nil {
		return nil
	}
	key, column := name, "name_fi"
	if id >= 0 {
		key, column = id, "id"
	}
	if key < 0 {
		r.wrong(t, "the key name or id, the field that the table is joined by", columnsOf(m.Source), "areas")
		return nil
	}
	fields := []int{key}
	for i, x := range m.Fields {
		if tab.has(x.Name) && !slices.Contains(areaColumns, x.Name) {
			fields = append(fields, i)
		}
	}
	only, ok := r.onlyFields(m, f)
	if !ok || !r.readMap(m, &f.boundaryFile, present(append(fields, only...)...)) || !r.keepOnly(m, f, t) {
		return nil
	}
	before := len(r.problems)
	areas := tab.areas()
	r.shapes(m, tab, areas, key, column)
	if len(r.problems) > before {
		return nil
	}
	for k := range areas {
		for _, x := range m.Fields {
			delete(areas[k].Partitions, x.Name)
		}
	}
	absent, known := tab.unmapped(f, areas, column), m.distinct(key)
	absent = slices.DeleteFunc(absent, func(id string) bool { return slices.Contains(known, id) })
	if other := naming.SpelledOtherwise(absent, known); other != nil && (other.Sure || !slices.ContainsFunc(areas, mapped)) {
		r.problems.Add(problem.Problem{File: tab.name, Column: column, Found: other.ID, Expected: "an area of " + m.File, Hint: other.Hint("the map has", len(absent))})
		return nil
	}
	out := r.withBoundary(m, tab, f, t, areas, key, column)
	if len(out) == 0 && len(tab.rows) > 0 && len(r.problems) == before {
		r.problems.Add(problem.Problem{File: m.File, Column: m.Fields[key].Name, Found: "boundaries that match no area", Expected: "the boundaries of the areas in " + tab.name,
			Hint: "the map has " + m.namesOf(key)})
	}
	return out
}

// shapes assigns boundaries to the areas of a table.
func (r *reader) shapes(m *boundaries, tab *table, areas []population.Area, key int, column string) {
	var own []string
	for i := range tab.rows {
		own = append(own, tab.get(i, column))
	}
	as := r.sameIDs(own, m.distinct(key), m.File, tab.name)
	for k := range areas {
		i := tab.rowOf(areas[k].ID)
		for b, row := range m.rows {
			if id, ok := as[m.value(b, key)]; !ok || id != tab.get(i, column) || !tab.agrees(i, m, b, key) {
				continue
			}
			if row.shape == nil {
				r.problems.Add(problem.Problem{File: m.File, Row: row.at, Found: m.value(b, key) + " without a polygon", Expected: "the boundary of an area"})
			}
			m.rows[b].taken = true
			areas[k].Shape = append(areas[k].Shape, row.shape...)
		}
	}
	for _, row := range m.rows {
		if !row.taken {
			r.elsewhere = append(r.elsewhere, row.shape...)
		}
	}
}

// sameIDs returns, for each id of a map, the equal id of the table: the same text,
// the same letters in another Unicode form, or the same whole number (92 and 092).
// The last two count only if the match is unique in both files.
func (r *reader) sameIDs(own, others []string, file, table string) map[string]string {
	as := map[string]string{}
	for _, id := range others {
		if id != "" && slices.Contains(own, id) {
			as[id] = id
		}
	}
	var joined []string
	for _, same := range []func(string) string{norm.NFC.String, naming.Unpadded} {
		byKey := map[string][2][]string{} // ids of both files by their common form
		for side, ids := range [][]string{own, others} {
			for _, id := range ids {
				both := byKey[same(id)]
				if id != "" && !slices.Contains(both[side], id) {
					both[side] = append(both[side], id)
				}
				byKey[same(id)] = both
			}
		}
		for _, key := range slices.Sorted(maps.Keys(byKey)) {
			a, b := byKey[key][0], byKey[key][1]
			if len(a) == 1 && len(b) == 1 && a[0] != b[0] && as[b[0]] == "" {
				as[b[0]] = a[0]
				joined = append(joined, fmt.Sprintf("%s is %s", strconv.QuoteToASCII(b[0]), strconv.QuoteToASCII(a[0])))
			}
		}
	}
	if joined != nil {
		r.note("%s: ids that are written differently in %s, taken as the same: %s", source.Base(file), source.Base(table), problem.Listed(joined, fewIDs))
	}
	return as
}

// agrees reports whether a row and a boundary have equal values in the other
// columns that both files have. 92 and 092 agree, since a map may store numbers.
func (t *table) agrees(row int, m *boundaries, b, key int) bool {
	for i, field := range m.read {
		name := m.Fields[field].Name
		if field == key || slices.Contains(areaColumns, name) {
			continue
		}
		if !sameValue(t.get(row, name), m.rows[b].values[i]) {
			return false
		}
	}
	return true
}

// sameValue reports whether a value of a table equals one of a map, as text or as
// a number, since a map may store 092 as 92. An empty value of the map agrees.
func sameValue(own, other string) bool {
	if norm.NFC.String(own) == norm.NFC.String(other) || other == "" {
		return true
	}
	x, err1 := strconv.ParseFloat(own, 64)
	y, err2 := strconv.ParseFloat(other, 64)
	return err1 == nil && err2 == nil && x == y
}
