package cells

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

func TestTotalsOfGridsAreLeftOut(t *testing.T) {
	grid := func(rows string) ([]float64, string) {
		files := fstest.MapFS{"g.csv": {Data: []byte("id,nimi,x,y,all,p0,p18\n" + rows)}, "county.yaml": {Data: []byte(`county: {id: grid, name: Grid, year: 2020}
population: {format: grid, file: g.csv, id: id, x: x, y: y, epsg: 3067, side: 250, total: all, bands: {p0: 0-17, p18: 18+}, hidden: [".."], hidden_total: {low: 1, high: 9}}
areas: {format: table, file: areas.csv}
travel: {format: synthetic}
facilities: f.csv
points: p.csv
`)}}
		g, r := gridCounty(t, files)
		text := strings.Join(words.In(lang.English).Messages(r.Notes), "\n")
		if err := r.Problems.Err(); err != nil {
			return nil, err.Error()
		}
		var out []float64
		for i := range g.IDs {
			out = append(out, g.People[i*101]*18+g.People[i*101+18]*83)
		}
		return out, text
	}
	const cells = "1,Summa,385125,6672125,30,10,20\n2,B,385375,6672125,15,5,10\n"
	for _, rows := range []string{cells + "Yhteensä,,,,45,15,30\n", cells + ",Totalt,,,45,15,30\n", "SSS,,,,45,15,30\n" + cells,
		"1,Summa,385125,6672125,30,10,20\nLänsi yhteensä,,,,30,10,20\n2,B,385375,6672125,15,5,10\nItä yhteensä,,,,15,5,10\n99,Kaikki yhteensä,,,45,15,30\n",
		cells + "99,Koko maa,,,45,..,..\n"} {
		people, notes := grid(rows)
		if len(people) != 2 || !slices.Equal([]int{int(people[0] + 0.5), int(people[1] + 0.5)}, []int{30, 15}) {
			t.Errorf("%s: %v %s", rows, people, notes)
		}
		if !strings.Contains(notes, "is the sum of other rows and was left out") {
			t.Error(notes)
		}
	}
	for _, rows := range []string{cells + "Yhteensä,,,,99,45,54\n", cells + "3,C,385625,6672125,5,2,3\n4,D,385875,6672125,50,17,33\n"} {
		if _, text := grid(rows); !strings.Contains(text, "expected a cell, ") {
			t.Error(text)
		}
	}
}
