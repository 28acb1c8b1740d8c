package travel_test

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/pkg/travel"
)

// crow is a Router of one's own: 12 minutes a kilometre as the crow flies, on
// foot alone.
type crow struct{ cells []orb.Point }

func (c crow) Column(mode travel.Mode, _ travel.Period, to orb.Point, times []travel.Seconds, metres []uint32) {
	for i, from := range c.cells {
		times[i], metres[i] = travel.Unreached, 0
		if mode == travel.Walk {
			m := math.Hypot(from[0]-to[0], from[1]-to[1])
			times[i], metres[i] = travel.FromSeconds(m*12*60/1000), uint32(math.Round(m))
		}
	}
}

// A program with times of its own gives them as a Router. FillMatrix makes the
// columns of the places that there are, WithPlace adds one for a new place and
// shares the others.
func ExampleRouter() {
	router := crow{cells: []orb.Point{{0, 0}, {1000, 0}, {2000, 0}}}
	today := travel.FillMatrix(router, len(router.cells), []orb.Point{{0, 0}}, []travel.Table{{Mode: travel.Walk}, {Mode: travel.Car}})
	planned := today.WithPlace(router, orb.Point{2000, 0})

	walk, _ := planned.Table(travel.Walk, travel.Rush)
	for j, column := range walk.Times {
		fmt.Println(planned.Places[j], column[0].Minutes(), column[1].Minutes(), column[2].Minutes())
	}
	car, _ := planned.Table(travel.Car, travel.Any)
	fmt.Println("by car", car.Times[0][1].Minutes(), "columns", today.Columns(), planned.Columns())
	// Output:
	// [0 0] 0 12 24
	// [2000 0] 24 12 0
	// by car +Inf columns 1 2
}
