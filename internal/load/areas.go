package load

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/pkg/population"
)

// areaColumns are the columns of an areas table that are not partitions.
var areaColumns = []string{"id", "name_fi", "name_sv", "name_en", "municipality", "population", "fi_share", "sv_share", "foreign_share"}

// ownPartition is the partition in which each area is a member by itself.
const ownPartition = "suuralue"

// areas reads the areas of the county.
func (r *reader) areas(f *countyFile, t *yaml.Tree) []population.Area {
	r.unsure.areas = true
	switch f.Areas.Format {
	case "table":
		tab := r.table(t, f.Areas.File, []string{"areas", "file"}, areaColumns...)
		if tab == nil {
			return nil
		}
		out := tab.areas()
		r.unsure.areas = tab.gaps || len(out) == 0
		return out
	case "boundaries":
		out := r.areasOfMap(&f.Areas, t)
		r.unsure.areas = len(out) == 0
		return out
	}
	return nil
}

// areas reads a table of areas. Every column outside areaColumns is a partition,
// except those that end in _src, which name sources.
func (t *table) areas() []population.Area {
	t.withoutTotals("an area", false, "population")
	var out []population.Area
	seen := map[string]int{}
	for i := range t.rows {
		id := t.get(i, "id")
		if !t.unique(i, id, seen) {
			continue
		}
		a := population.Area{ID: id, Name: t.get(i, "name_fi"), Names: t.byLanguage(i), Municipality: t.get(i, "municipality"),
			Partitions: map[string]string{ownPartition: id},
			Fi:         t.share(i, "fi_share"), Sv: t.share(i, "sv_share"), Foreign: t.share(i, "foreign_share")}
		if a.Name == "" {
			a.Name = id
		}
		t.languages(i, &a)
		for _, c := range t.names {
			if c != "" && !slices.Contains(areaColumns, c) && !strings.HasSuffix(c, "_src") {
				a.Partitions[c] = t.get(i, c)
			}
		}
		out = append(out, a)
	}
	t.has("population") // read elsewhere
	t.noteUnread()
	if len(out) == 0 && len(t.rows) == 0 {
		t.r.problems.Add(empty(t.name, "areas"))
	}
	return out
}

// share reads a share from 0 to 1. An empty field is unknown and gives NaN.
func (t *table) share(row int, column string) float64 {
	if t.get(row, column) == "" {
		return math.NaN()
	}
	v, ok := t.number(row, column)
	if ok && !(v >= 0 && v <= 1) {
		t.wrong(row, column, "a share from 0 to 1, or nothing", "")
	}
	return v
}

// languages checks that the language shares of an area do not add up to more
// than 1. Rounding may take the sum to 1.01.
func (t *table) languages(row int, a *population.Area) {
	if sum := a.Fi + a.Sv + a.Foreign; sum > 1.01 {
		t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: "fi_share", Found: fmt.Sprintf("shares that add up to %.3g", sum),
			Expected: "fi_share, sv_share and foreign_share that add up to at most 1"})
	}
}

// areaIDs lists the ids of areas.
func areaIDs(areas []population.Area) []string {
	ids := make([]string, len(areas))
	for i, a := range areas {
		ids[i] = a.ID
	}
	return ids
}
