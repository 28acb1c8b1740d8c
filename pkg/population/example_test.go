package population_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/population"
)

// 70 children of 0 to 6 years are ten of each year of age. A cell without an
// area is outside the county, and its people are not counted in need.
func ExampleGrid() {
	g := population.NewGrid([]int64{1, 2}, []orb.Point{{125, 125}, {375, 125}}, 250)
	g.Areas = []population.Area{{ID: "centre", Name: "Centre"}}
	g.Area[0] = 0
	g.Spread(0, 0, 6, 70)
	g.Spread(1, 30, 30, 5)

	all, inAreas := g.Total()
	fmt.Println(g.Sum(population.Group{From: 0, To: 2}), all, inAreas)
	// Output: [30 0] 75 70
}

// In a later year there are half as many people again, with the same ages: 60
// become 90.
func ExampleGrid_Forecast() {
	g := population.NewGrid([]int64{1, 2}, []orb.Point{{125, 125}, {375, 125}}, 250)
	g.Areas = []population.Area{{ID: "centre", Name: "Centre"}}
	g.Area[0], g.Area[1] = 0, 0
	g.Spread(0, 30, 30, 40)
	g.Spread(1, 70, 70, 20)

	later, err := g.Forecast(2040, 90, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(later.Sum(population.Everyone()), g.Sum(population.Everyone()))
	// Output: [60 30] [40 20]
}
