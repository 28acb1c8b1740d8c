package forecast

import (
	"fmt"
	"maps"
	"slices"

	"saavu/pkg/population"
)

// joinAreas maps codes to areas.
func (x *forecast) joinAreas() {
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
				x.wrongAt("the id of an area of the county", x.SuggestID(id, idsOf(x.areas)), "area", "codes", code)
			}
		}
	case x.Area.Column != "":
		codes, expected, hint := x.codes(x.Reader, x.Area.Column)
		if expected != "" {
			x.wrongAt(expected, hint, "area", "column")
		}
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

func idsOf(areas []population.Area) []string {
	ids := make([]string, len(areas))
	for i, a := range areas {
		ids[i] = a.ID
	}
	return ids
}
