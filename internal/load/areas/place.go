package areas

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// byOverlap is the rule that a cell belongs to the area that covers most of it. By
// default it belongs to the area that its centre lies in.
const byOverlap = "overlap"

// overlapping is the covered share of a cell, summed over all areas, above which
// areas count as overlapping. A thin seam between boundaries from two sources does
// not.
const overlapping = 1.01

// ruleOf returns a rule, the default if it is empty.
func ruleOf(rule string) string {
	if rule == "" {
		return "centre"
	}
	return rule
}

// Place assigns the cells to areas by the rule of the county file and notes
// how much the rule matters. By overlap, the surface outside all areas counts as
// one more area, so that a neighbour's cell at the border stays outside.
func Place(r *input.Reader, f *File, g *population.Grid) {
	shapes := make([]orb.MultiPolygon, len(g.Areas))
	for i, a := range g.Areas {
		shapes[i] = a.Shape
	}
	p := spatial.PlaceSquares(g.Centres, g.Side, shapes)
	for i, covered := range p.Covered {
		if p.Part[i] < 1-covered {
			p.Largest[i] = -1
		}
	}
	g.Area = p.Centre
	if ruleOf(f.Rule) == byOverlap {
		g.Area = p.Largest
	}
	notePlaced(r, "", ruleOf(f.Rule), g, p, func(i int) bool { return p.Centre[i] >= 0 || p.Largest[i] >= 0 })
}

// notePlaced notes how many of the counted cells the other rule would assign
// differently, and how many lie in several areas: of a partition, or of the areas for "". It notes nothing if both are 0
// and the rule is the default.
func notePlaced(r *input.Reader, partition, rule string, g *population.Grid, p spatial.Placement, counts func(cell int) bool) {
	people := g.Sum(population.Everyone())
	differ, several, moved := 0, 0, 0.0
	for i := range p.Centre {
		if !counts(i) {
			continue
		}
		if p.Centre[i] != p.Largest[i] {
			differ++
			moved += people[i]
		}
		if p.Covered[i] > overlapping {
			several++
		}
	}
	kind := func(name string) string {
		if partition == "" {
			return "data." + name
		}
		return "data.partition_" + name
	}
	if differ > 0 || several > 0 || rule == byOverlap {
		by := "by_centre"
		if rule == byOverlap {
			by = "by_surface"
		}
		r.State(kind(by), "name", partition, "cells", differ, "people", input.Whole(moved))
	}
	if several > 0 {
		r.State(kind("overlapping"), "name", partition, "n", several)
	}
}

// reservedColumns are columns of the exported map of cells: no partition may
// have their name.
var reservedColumns = []string{"id", "area", "people", "estimated", "fid", "geom"}

// Partitions reads the additional partitions and assigns the cells to their
// members.
func Partitions(r *input.Reader, list []Partition, t *yaml.Tree, g *population.Grid) {
	seen := map[string]bool{}
	for k := range list {
		x, at := &list[k], []string{"partitions", strconv.Itoa(k)}
		if x.Name == "" { // the schema has reported it
			continue
		}
		if slices.Contains(reservedColumns, x.Name) || seen[x.Name] {
			r.Wrong(t, "a name that no other partition and no column of the exported map has", "", append(at, "name")...)
			continue
		}
		seen[x.Name] = true
		m, ok := openMap(r, t, &x.boundaryFile, at...)
		if !ok {
			continue
		}
		id, ok1 := optionalField(r, m, x.ID, "id")
		name, ok2 := optionalField(r, m, x.NameField, "")
		names, ok3 := nameFields(r, m, &x.boundaryFile)
		if ok1 && id < 0 {
			r.Wrong(t, "the key id, the field of the members' ids", "", at...)
		}
		if !ok1 || !ok2 || !ok3 || id < 0 || !readMap(r, m, &x.boundaryFile, present(append(names[:], id, name)...), nil) {
			continue
		}
		if members, ok := members(r, m, id, name); ok {
			for i := range members {
				members[i].names = m.names(members[i].row, names)
			}
			readPartition(r, x, g, members)
		}
	}
}

// readPartition assigns the cells to the members of one partition.
func readPartition(r *input.Reader, f *Partition, g *population.Grid, members []member) {
	shapes := make([]orb.MultiPolygon, len(members))
	sorted, back := population.Sorting(len(members), func(i, j int) int { return strings.Compare(members[i].id, members[j].id) })
	members = population.Sorted(members, 1, sorted)
	out := population.Partition{Name: f.Name, Rule: ruleOf(f.Rule), Order: back}
	for i, x := range members {
		out.Members = append(out.Members, population.Member{ID: x.id, Name: x.name, Names: x.names})
		shapes[i] = x.shape
	}
	p := spatial.PlaceSquares(g.Centres, g.Side, shapes)
	out.Cell = p.Centre
	if out.Rule == byOverlap {
		out.Cell = p.Largest
	}
	g.Partitions = append(g.Partitions, out)
	inCounty := func(i int) bool { return g.Area[i] >= 0 }
	notePlaced(r, f.Name, out.Rule, g, p, inCounty)
	none, lost := 0, 0.0
	for i, n := range g.Sum(population.Everyone()) {
		if inCounty(i) && out.Cell[i] < 0 {
			none++
			lost += n
		}
	}
	if none > 0 {
		r.State("data.partition_none", "name", f.Name, "members", len(members), "cells", none, "people", input.Whole(lost))
	}
}
