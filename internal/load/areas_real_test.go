package load

import (
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/internal/load/areas"
	"saavu/internal/load/input"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// TestRealPartitions assigns the cells of the real county to the municipalities and
// counties of a TopoJSON. Its borders are simplified, so the two rules differ only
// at edges, and no people are lost between them.
func TestRealPartitions(t *testing.T) {
	g := *realCounty(t).Base.Grid
	r := &input.Reader{Files: source.OS(), Data: realdata.Dir(t)}
	text := `
county: {id: a, name: A, year: 2019}
population: {format: cells, file: a.csv}
areas: {format: boundaries, file: "{data}/helsinki-region/areas/PKS_suuralue.kml", rule: overlap}
travel: {format: synthetic}
facilities: a.csv
points: a.csv
partitions:
  - {name: municipality, file: "{data}/helsinki-region/areas/finland-hva-2021.topo.json", layer: munis, id: id, name_field: name_fi}
  - {name: hva, file: "{data}/helsinki-region/areas/finland-hva-2021.topo.json", layer: hva, id: name_fi, rule: overlap}
`
	f, tree := input.DecodeYAML[countyFile](r, "county.yaml", []byte(text), countyRules)
	areas.Partitions(r, f.Partitions, tree, &g)
	if err := r.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	if len(g.Partitions) != 2 || len(g.Partitions[0].Members) != 309 || len(g.Partitions[1].Members) != 21 {
		t.Fatalf("%d partitions", len(g.Partitions))
	}
	// The people of Vantaa's districts are in Vantaa and in its county, except
	// in the slivers that simplified borders cut off. Helsinki belongs to no
	// county: its row has no name.
	for k, want := range []string{"Vantaa", "Vantaan ja Keravan hyvinvointialue"} {
		p, in, all := g.Partitions[k], 0.0, 0.0
		for i, n := range g.Sum(population.Everyone()) {
			if g.Area[i] < 0 {
				continue
			}
			all += n
			if m := p.Cell[i]; m >= 0 && p.Members[m].Name == want {
				in += n
			}
		}
		if in < 0.95*all || in > all {
			t.Errorf("%.0f of %.0f people are in %s", in, all, want)
		}
	}
	if !slices.ContainsFunc(noted(r.Notes), func(n string) bool {
		return strings.HasPrefix(n, "partition municipality: cells are assigned by their centres; by the largest part of their surface ")
	}) {
		t.Error("nothing is said of the rules")
	}

	// The same county without a table: every district of the map is an area.
	found := areas.Read(r, &f.Areas, tree).List
	if err := r.Problems.Err(); err != nil || len(found) != 23 {
		t.Fatal(len(found), err)
	}
	before := slices.Clone(g.Area)
	old := g.Areas
	g.Areas = found
	areas.Place(r, &f.Areas, &g)
	differ := 0
	for i, a := range g.Area {
		if was := before[i]; was >= 0 && (a < 0 || found[a].Name != old[was].Name) {
			differ++
		}
	}
	if _, in := g.Total(); differ == 0 || differ > 200 || math.Abs(in-1_150_000) > 15_000 {
		t.Errorf("%d cells elsewhere by overlap, %.0f people in the areas", differ, in)
	}
}
