package load

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/record"
	"saavu/internal/source"
)

// joinAreas maps codes to areas.
func (x *forecast) joinAreas(f *countyFile) {
	x.joins = map[string]int{}
	index := map[string]int{}
	for i, a := range x.areas {
		index[a.ID] = i
	}
	add := func(code string, area int, keys ...string) {
		if first := x.Area.First; first > 0 {
			code = beginning(code, first)
		}
		if other, twice := x.joins[code]; twice && other != area {
			x.wrongAt("one area for each code", fmt.Sprintf("%s is %s and %s", code, x.areaName(other), x.areaName(area)), keys...)
		}
		x.joins[code] = area
	}
	switch {
	case x.Area.Codes != nil && x.Area.Column != "":
		x.wrongAt("codes or column, not both", "", "area", "column")
	case x.Area.Codes != nil:
		for _, code := range slices.Sorted(maps.Keys(x.Area.Codes)) {
			id := x.Area.Codes[code]
			if area, ok := index[id]; ok {
				add(code, area, "area", "codes", code)
			} else {
				x.wrongAt("the id of an area of the county", x.suggestID(id, areaIDs(x.areas)), "area", "codes", code)
			}
		}
	case x.Area.Column != "":
		codes := x.areaColumn(f)
		for i, a := range x.areas {
			if code := codes[a.ID]; code != "" {
				add(code, i, "area", "column")
			}
		}
	default:
		for i, a := range x.areas {
			add(a.ID, i, "area")
		}
	}
	if x.Area.County != "" {
		if _, twice := x.joins[x.Area.County]; twice {
			x.wrongAt("a code that no area has", "", "area", "county")
		}
		x.joins[x.Area.County] = len(x.areas)
	}
}

// areaColumn returns a column of the county's areas table by area id. If the areas
// come from a map without a table, it is a field of the map.
func (x *forecast) areaColumn(f *countyFile) map[string]string {
	file, key := f.Areas.Table, "table"
	switch {
	case file == "" && f.Areas.Format == "boundaries":
		return x.areaField(&f.Areas)
	case file == "":
		file, key = f.Areas.File, "file"
	}
	known := &reader{options: x.options, files: x.files}
	tab := known.table(x.t, file, []string{"areas", key}, "id")
	switch {
	case tab == nil:
		x.problems.Append(known.problems)
		return nil
	case !tab.has(x.Area.Column):
		x.wrongAt("a column of "+tab.name, "the columns are "+strings.Join(tab.names, ", "), "area", "column")
		return nil
	}
	out := map[string]string{}
	for i := range tab.rows {
		out[tab.get(i, "id")] = tab.get(i, x.Area.Column)
	}
	return out
}

// areaField returns a field of the county's map of areas by area id.
func (x *forecast) areaField(f *areasFile) map[string]string {
	known := &reader{options: x.options, files: x.files}
	m, ok := known.openMap(x.t, &f.boundaryFile, "areas")
	if !ok {
		x.problems.Append(known.problems)
		return nil
	}
	field, ok := m.Field(x.Area.Column)
	if !ok {
		x.wrongAt("a field of "+source.Base(m.File), columnsOf(m.Source), "area", "column")
		return nil
	}
	id, known1 := m.Field(cmp.Or(f.ID, "id"))
	if !known1 {
		id, known1 = m.Field(cmp.Or(f.Name, "name"))
	}
	if !known1 {
		return nil // reported where the areas are read
	}
	out := map[string]string{}
	if err := m.Each([]int{id, field}, func(row *record.Row) error {
		out[row.Text(0)] = row.Text(1)
		return nil
	}); err != nil {
		known.add(m.File, err)
		x.problems.Append(known.problems)
	}
	return out
}

// join returns the area of a code; false if the county has no such area.
func (x *forecast) join(code string) (int, bool) {
	if area, ok := x.joins[code]; ok && (x.Area.First == 0 || area == len(x.areas)) {
		return area, true
	}
	if x.Area.First == 0 {
		return 0, false
	}
	area, ok := x.joins[beginning(code, x.Area.First)]
	return area, ok && area < len(x.areas)
}

func (x *forecast) areaName(area int) string {
	if area == len(x.areas) {
		return "the county"
	}
	return x.areas[area].Name
}

// beginning returns the first n characters of a text.
func beginning(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
