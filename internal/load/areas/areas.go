// Package areas reads the sections areas and partitions of a county file, from tables and
// from maps of boundaries in any format, and assigns cells to areas and to members of
// partitions. Found keeps what else the files say: counts of people, and codes that other
// files use.
package areas

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// areaColumns are the columns of an areas table that are not partitions.
var areaColumns = []string{"id", "name_fi", "name_sv", "name_en", "municipality", "population", "fi_share", "sv_share", "foreign_share"}

// farApart is the ratio above which two counts of people cannot belong to the
// same area.
const farApart = 2

// ownPartition is the partition in which each area is a member by itself.
const ownPartition = "suuralue"

// Read reads the areas of the county.
func Read(r *input.Reader, f *File, t *yaml.Tree) *Found {
	out := &Found{file: f, tree: t}
	switch f.Format {
	case "table":
		if out.tab = r.Table(t, f.File, []string{"areas", "file"}, areaColumns...); out.tab != nil {
			out.List = areas(out.tab)
			out.whole = !out.tab.Gaps && len(out.List) > 0
		}
	case "boundaries":
		out.List = areasOfMap(r, out)
		out.whole = len(out.List) > 0
	}
	out.List, out.Order = arrangeAreas(out.List)
	return out
}

// Found are the areas of a county and what else their files say.
type Found struct {
	List      []population.Area // by id
	Order     []int32           // of the rows in the file (population.Sorting)
	whole     bool              // every area could be read
	Elsewhere orb.MultiPolygon  // boundaries of the map that belong to no area
	file      *File
	tree      *yaml.Tree
	tab       *input.Table // nil without one
}

// IDs returns the ids of the areas.
func (a *Found) IDs() input.IDs { return input.IDs{List: IDsOf(a.List), Whole: a.whole} }

// ComparePeople compares the people of areas with the counts in the areas table. A
// difference above one in a thousand is noted; a count more than twice the other
// is a problem.
func (a *Found) ComparePeople(r *input.Reader, people []float64) {
	if a.tab == nil || !a.tab.Has("population") {
		return
	}
	at := map[string]int{}
	for k := range a.List {
		at[a.List[k].ID] = k
	}
	for i := range a.tab.Rows {
		k, ok := at[a.tab.Get(i, "id")]
		n := a.tab.Amount(i, "population", -1)
		switch {
		case !ok || n < 0:
		case n > farApart*people[k] || people[k] > farApart*n:
			a.tab.Wrong(i, "population", "about "+report.Spaced(people[k])+" people, as the grid has in the area", "check the code, the boundary and the cells: they may belong to another area")
		case people[k] < 0.999*n || people[k] > 1.001*n:
			r.State("data.area_people", "file", source.Base(a.tab.Name), "area", a.List[k].ID, "grid", input.Whole(people[k]), "table", input.Whole(n))
		}
	}
}

// Codes returns a column of the areas table by area id. If the areas come from a map
// without a table, it is a field of the map. A fault has what is expected and a hint.
func (a *Found) Codes(r *input.Reader, column string) (codes map[string]string, expected, hint string) {
	if a.tab == nil {
		return a.field(r, column)
	}
	if !a.tab.Has(column) {
		return nil, "a column of " + a.tab.Name, "the columns are " + strings.Join(a.tab.Names, ", ")
	}
	codes = map[string]string{}
	for i := range a.tab.Rows {
		codes[a.tab.Get(i, "id")] = a.tab.Get(i, column)
	}
	return codes, "", ""
}

// field returns a field of the map of areas by area id.
func (a *Found) field(r *input.Reader, column string) (codes map[string]string, expected, hint string) {
	known := r.Apart()
	m, ok := openMap(known, a.tree, &a.file.boundaryFile, "areas")
	if !ok {
		r.Problems.Append(known.Problems)
		return nil, "", ""
	}
	field, ok := m.Field(column)
	if !ok {
		return nil, "a field of " + source.Base(m.File), input.ColumnsOf(m.Source)
	}
	id, ok := m.Field(cmp.Or(a.file.ID, "id"))
	if !ok {
		id, ok = m.Field(cmp.Or(a.file.Name, "name"))
	}
	if !ok {
		return nil, "", "" // reported where the areas are read
	}
	codes = map[string]string{}
	if err := m.Each([]int{id, field}, func(row *record.Row) error {
		codes[row.Text(0)] = row.Text(1)
		return nil
	}); err != nil {
		known.Add(m.File, err)
		r.Problems.Append(known.Problems)
	}
	return codes, "", ""
}

// areas reads a table of areas. Every column outside areaColumns is a partition,
// except those that end in _src, which name sources.
func areas(t *input.Table) []population.Area {
	t.WithoutTotals("an area", "", "population")
	var out []population.Area
	seen := map[string]int{}
	for i := range t.Rows {
		id := t.Get(i, "id")
		if !t.Unique(i, id, seen) {
			continue
		}
		a := population.Area{ID: id, Name: t.Get(i, "name_fi"), Names: t.ByLanguage(i), Municipality: t.Get(i, "municipality"),
			Partitions: map[string]string{ownPartition: id},
			Fi:         share(t, i, "fi_share"), Sv: share(t, i, "sv_share"), Foreign: share(t, i, "foreign_share")}
		if a.Name == "" {
			a.Name = id
		}
		languages(t, i, &a)
		for _, c := range t.Names {
			if c != "" && !slices.Contains(areaColumns, c) && !strings.HasSuffix(c, "_src") {
				a.Partitions[c] = t.Get(i, c)
			}
		}
		out = append(out, a)
	}
	t.Has("population") // read elsewhere
	t.NoteUnread()
	if len(out) == 0 && len(t.Rows) == 0 {
		t.Reader.Problems.Add(input.Empty(t.Name, "areas"))
	}
	return out
}

// share reads a share from 0 to 1. An empty field is unknown and gives NaN.
func share(t *input.Table, row int, column string) float64 {
	if t.Get(row, column) == "" {
		return math.NaN()
	}
	v, ok := t.Number(row, column)
	if ok && !(v >= 0 && v <= 1) {
		t.Wrong(row, column, "a share from 0 to 1, or nothing", "")
	}
	return v
}

// languages checks that the language shares of an area do not add up to more
// than 1. Rounding may take the sum to 1.01.
func languages(t *input.Table, row int, a *population.Area) {
	if sum := a.Fi + a.Sv + a.Foreign; sum > 1.01 {
		t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: t.Lines[row], Column: "fi_share", Found: fmt.Sprintf("shares that add up to %.3g", sum),
			Expected: "fi_share, sv_share and foreign_share that add up to at most 1"})
	}
}

// IDsOf lists the ids of areas.
func IDsOf(areas []population.Area) []string {
	ids := make([]string, len(areas))
	for i, a := range areas {
		ids[i] = a.ID
	}
	return ids
}

// arrangeAreas sorts areas by id.
func arrangeAreas(areas []population.Area) ([]population.Area, []int32) {
	sorted, back := population.Sorting(len(areas), func(i, j int) int { return strings.Compare(areas[i].ID, areas[j].ID) })
	return population.Sorted(areas, 1, sorted), back
}
