package forecast

import (
	"math"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// FuzzForecast reads any bytes as a forecast: no panic, faults as problems, and
// people that are 0 or more, or unknown.
func FuzzForecast(f *testing.F) {
	f.Add([]byte("area;year;age;value\nwest;2030;0-17;30\nwest;2030;18+;70\neast;2030;0-17;20\neast;2030;18+;80\n"))
	f.Add([]byte("area;year;age;value\nwest;2030;all;1e3\n"))
	f.Add([]byte(`{"class": "dataset", "id": ["area", "year", "age"], "size": [1, 1, 1], "dimension": {"area": {"category": {"index": ["west"]}}, "year": {"category": {"index": ["2030"]}}, "age": {"category": {"index": ["0 -"]}}}, "value": [7]}`))
	list := []Entry{{Name: "drawn", File: "f.csv", Path: "observed", Year: Year{Dimension: "year"},
		Area: Area{Dimension: "area"}, Age: "age", Total: "all"}}
	grid := population.NewGrid([]int64{1, 2}, []orb.Point{{385125, 6680125}, {385375, 6680125}}, 250)
	grid.Areas = []population.Area{{ID: "east", Name: "East"}, {ID: "west", Name: "West"}}
	for i := range grid.IDs {
		grid.Area[i] = int32(i)
		grid.Spread(i, 0, 100, 10)
	}
	t := yaml.Parse("data/small/county.yaml", []byte("forecasts: []"))
	f.Fuzz(func(tt *testing.T, data []byte) {
		r := &input.Reader{Files: source.Embedded(fstest.MapFS{"small/f.csv": {Data: data}}, nil)}
		b := scenario.Base{Grid: grid, Year: 2026}
		Read(r, list, t, &b, nil)
		if len(r.Problems) == 0 && len(b.Projections) != 1 {
			tt.Fatal("neither a projection nor a problem")
		}
		for _, p := range b.Projections {
			for _, n := range p.People {
				if n < 0 || math.IsInf(n, 0) {
					tt.Fatalf("%g people", n)
				}
			}
		}
	})
}
