package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// byOverlap is the rule that a cell belongs where most of it lies; without it a
// cell belongs where its centre lies.
const byOverlap = "overlap"

// overlapping is how much of a cell, counted over all areas, shows that areas
// overlap: a seam between boundaries of two makers is no overlap.
const overlapping = 1.01

// ruleOf gives a rule with its default.
func ruleOf(rule string) string {
	if rule == "" {
		return "centre"
	}
	return rule
}

// placeCells puts the cells in the areas by the rule of the county file, and
// says how much hangs on it. By overlap, what lies in no area counts as one more:
// a cell of a neighbour that the border touches stays with the neighbour.
func (r *reader) placeCells(f *areasFile, g *population.Grid) {
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
	r.notePlaced("areas", ruleOf(f.Rule), g, p, func(i int) bool { return p.Centre[i] >= 0 || p.Largest[i] >= 0 })
}

// notePlaced says how many cells of those that count the other rule would put
// elsewhere, and how many lie in several areas; nothing where that is none and
// the rule is the usual one.
func (r *reader) notePlaced(what, rule string, g *population.Grid, p spatial.Placement, counts func(cell int) bool) {
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
	if differ == 0 && several == 0 && rule != byOverlap {
		return
	}
	how := "a cell is where its centre lies; by the largest part of its surface"
	if rule == byOverlap {
		how = "a cell is where the largest part of its surface lies; by its centre"
	}
	text := fmt.Sprintf("%s: %s %s with %s people would be elsewhere", what, how, problem.Counted(differ, "cell"), report.Spaced(moved))
	if several > 0 {
		text += fmt.Sprintf("; cells in areas that overlap: %d", several)
	}
	r.note("%s", text)
}

// reservedColumns are the columns of a map of cells that a partition cannot have.
var reservedColumns = []string{"id", "area", "people", "estimated", "fid", "geom"}

// partitions reads the further partitions and puts the cells in their members.
func (r *reader) partitions(f *countyFile, t *tree, g *population.Grid) {
	seen := map[string]bool{}
	for k := range f.Partitions {
		x, at := &f.Partitions[k], []string{"partitions", strconv.Itoa(k)}
		if x.Name == "" { // the schema has said so
			continue
		}
		if slices.Contains(reservedColumns, x.Name) || seen[x.Name] {
			r.wrong(t, "a name that no other partition and no column of a map has", "", append(at, "name")...)
			continue
		}
		seen[x.Name] = true
		m, ok := r.openMap(t, &x.boundaryFile, at...)
		if !ok {
			continue
		}
		id, ok1 := r.optionalField(m, x.ID, "id")
		name, ok2 := r.optionalField(m, x.NameField, "")
		names, ok3 := r.nameFields(m, &x.boundaryFile)
		if ok1 && id < 0 {
			r.wrong(t, "the key id, the field of the members' ids", "", at...)
		}
		if !ok1 || !ok2 || !ok3 || id < 0 || !r.readMap(m, &x.boundaryFile, present(append(names[:], id, name)...)) {
			continue
		}
		if members, ok := r.members(m, id, name); ok {
			for i := range members {
				members[i].names = m.names(members[i].row, names)
			}
			r.partition(x, g, members)
		}
	}
}

// partition puts the cells in the members of one partition.
func (r *reader) partition(f *partitionFile, g *population.Grid, members []member) {
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
	r.notePlaced("partition "+f.Name, out.Rule, g, p, inCounty)
	none, lost := 0, 0.0
	for i, n := range g.Sum(population.Everyone()) {
		if inCounty(i) && out.Cell[i] < 0 {
			none++
			lost += n
		}
	}
	if none > 0 {
		r.note("partition %s: cells of the county in none of its %s: %s, with %s people", f.Name, problem.Counted(len(members), "member"), count(none), report.Spaced(lost))
	}
}
