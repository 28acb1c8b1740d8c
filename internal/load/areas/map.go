package areas

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// areasOfMap reads the county's areas from a map of boundaries: those that the
// table lists, or all of them if there is no table.
func areasOfMap(r *input.Reader, a *Found) []population.Area {
	f, t := a.file, a.tree
	m, ok := openMap(r, t, &f.boundaryFile, "areas")
	if !ok {
		return nil
	}
	name, ok1 := optionalField(r, m, f.Name, "name")
	id, ok2 := optionalField(r, m, f.ID, map[bool]string{true: "id"}[f.Table == ""])
	only, ok0 := onlyFields(r, m, f)
	if !ok0 || !ok1 || !ok2 {
		return nil
	}
	if f.Table != "" {
		return areasOfTable(r, m, a, id, name)
	}
	municipality, ok3 := optionalField(r, m, f.Municipality, "")
	names, ok4 := nameFields(r, m, &f.boundaryFile)
	if id < 0 {
		id = name
	}
	if id < 0 {
		r.Wrong(t, "the key id, the field of the areas' ids", input.ColumnsOf(m.Source), "areas")
		return nil
	}
	if !ok3 || !ok4 || !readMap(r, m, &f.boundaryFile, present(append(append(names[:], id, name, municipality), only...)...), a) {
		return nil
	}
	members, _ := members(r, m, id, name)
	var out []population.Area
	for _, x := range members {
		unknown := math.NaN()
		out = append(out, population.Area{ID: x.id, Name: x.name, Names: m.names(x.row, names), Municipality: m.value(x.row, municipality), Shape: x.shape,
			Partitions: map[string]string{ownPartition: x.id}, Fi: unknown, Sv: unknown, Foreign: unknown})
	}
	return out
}

// onlyFields finds the fields that choose rows of a map.
func onlyFields(r *input.Reader, m *boundaries, f *File) (fields []int, ok bool) {
	ok = true
	for _, name := range slices.Sorted(maps.Keys(f.Only)) {
		i, found := r.RecordField(m.Source, name)
		ok = ok && found
		fields = append(fields, i)
	}
	return fields, ok
}

// keepOnly leaves out the rows of a map that the county file does not ask for; a value
// that no row has is a fault. Codes are compared as texts, then as whole numbers: 92
// and 092 are one.
func keepOnly(r *input.Reader, m *boundaries, a *Found) bool {
	f, t := a.file, a.tree
	good := true
	keep := make([]bool, len(m.rows))
	for b := range keep {
		keep[b] = true
	}
	for _, name := range slices.Sorted(maps.Keys(f.Only)) {
		field, _ := m.Field(name)
		as := sameIDs(r, f.Only[name], m.distinct(field), m.File, t.File)
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
			r.Wrong(t, "a value of the field "+name+" of "+source.Base(m.File), "it has "+m.namesOf(field), where...)
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
			a.Elsewhere = append(a.Elsewhere, row.shape...)
		}
	}
	if m.rows = kept; good && len(kept) == 0 {
		r.Wrong(t, "values that some row of "+source.Base(m.File)+" has together", "", "areas", "only")
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
func areasOfTable(r *input.Reader, m *boundaries, a *Found, id, name int) []population.Area {
	f, t := a.file, a.tree
	a.tab = r.Table(t, f.Table, []string{"areas", "table"}, "id", "name_fi", "municipality", "fi_share", "sv_share", "foreign_share")
	tab := a.tab
	if tab == nil {
		return nil
	}
	key, column := name, "name_fi"
	if id >= 0 {
		key, column = id, "id"
	}
	if key < 0 {
		r.Wrong(t, "the key name or id, the field that the table is joined by", input.ColumnsOf(m.Source), "areas")
		return nil
	}
	fields := []int{key}
	for i, x := range m.Fields {
		if tab.Has(x.Name) && !slices.Contains(areaColumns, x.Name) {
			fields = append(fields, i)
		}
	}
	only, ok := onlyFields(r, m, f)
	if !ok || !readMap(r, m, &f.boundaryFile, present(append(fields, only...)...), a) {
		return nil
	}
	before := len(r.Problems)
	areas := areas(tab)
	shapes(r, m, a, areas, key, column)
	if len(r.Problems) > before {
		return nil
	}
	for k := range areas {
		for _, x := range m.Fields {
			delete(areas[k].Partitions, x.Name)
		}
	}
	absent, known := unmapped(tab, f, areas, column), m.distinct(key)
	absent = slices.DeleteFunc(absent, func(id string) bool { return slices.Contains(known, id) })
	if other := naming.SpelledOtherwise(absent, known); other != nil && (other.Sure || !slices.ContainsFunc(areas, mapped)) {
		r.Problems.Add(problem.Problem{File: tab.Name, Column: column, Found: other.ID, Expected: "an area of " + m.File, Hint: other.Hint("the map has", len(absent))})
		return nil
	}
	out := withBoundary(r, m, tab, f, t, areas, key, column)
	if len(out) == 0 && len(tab.Rows) > 0 && len(r.Problems) == before {
		r.Problems.Add(problem.Problem{File: m.File, Column: m.Fields[key].Name, Found: "boundaries that match no area", Expected: "the boundaries of the areas in " + tab.Name,
			Hint: "the map has " + m.namesOf(key)})
	}
	return out
}

// shapes assigns boundaries to the areas of a table.
func shapes(r *input.Reader, m *boundaries, a *Found, areas []population.Area, key int, column string) {
	tab := a.tab
	var own []string
	for i := range tab.Rows {
		own = append(own, tab.Get(i, column))
	}
	as := sameIDs(r, own, m.distinct(key), m.File, tab.Name)
	for k := range areas {
		i := rowOf(tab, areas[k].ID)
		for b, row := range m.rows {
			if id, ok := as[m.value(b, key)]; !ok || id != tab.Get(i, column) || !agrees(tab, i, m, b, key) {
				continue
			}
			if row.shape == nil {
				r.Problems.Add(problem.Problem{File: m.File, Row: row.at, Found: m.value(b, key) + " without a polygon", Expected: "the boundary of an area"})
			}
			m.rows[b].taken = true
			areas[k].Shape = append(areas[k].Shape, row.shape...)
		}
	}
	for _, row := range m.rows {
		if !row.taken {
			a.Elsewhere = append(a.Elsewhere, row.shape...)
		}
	}
}

// sameIDs returns, for each id of a map, the equal id of the table: the same text,
// the same letters in another Unicode form, or the same whole number (92 and 092).
// The last two count only if the match is unique in both files.
func sameIDs(r *input.Reader, own, others []string, file, table string) map[string]string {
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
		r.Note("%s: ids that are written differently in %s, taken as the same: %s", source.Base(file), source.Base(table), problem.Listed(joined, 3))
	}
	return as
}

// agrees reports whether a row and a boundary have equal values in the other
// columns that both files have. 92 and 092 agree, since a map may store numbers.
func agrees(t *input.Table, row int, m *boundaries, b, key int) bool {
	for i, field := range m.read {
		name := m.Fields[field].Name
		if field == key || slices.Contains(areaColumns, name) {
			continue
		}
		if !sameValue(t.Get(row, name), m.rows[b].values[i]) {
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
