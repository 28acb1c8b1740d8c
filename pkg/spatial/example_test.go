package spatial_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// A file in longitude and latitude comes to EPSG:3067, longitude first. The
// central meridian, 27 degrees east, has the easting 500 000.
func ExampleByEPSG() {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		fmt.Println(err)
		return
	}
	p := wgs84.ToTM35(orb.Point{27, 60})
	back := wgs84.FromTM35(p)
	fmt.Printf("easting %.0f, in Finland %t, back at %.6f %.6f\n", p[0], spatial.Within(wgs84, spatial.CRS{})(orb.Point{27, 60}), back[0], back[1])
	_, err = spatial.ByEPSG(2393)
	fmt.Println(err != nil)
	// Output:
	// easting 500000, in Finland true, back at 27.000000 60.000000
	// true
}

// 80 people of a square of 200 m move to squares of 100 m that cover its left
// half: a quarter of the people each, and half of them live outside.
func ExampleOverlay() {
	people := []float64{80}
	source := []orb.Polygon{spatial.CellPolygon(orb.Point{100, 100}, 200)}
	target := []orb.Polygon{
		spatial.CellPolygon(orb.Point{50, 50}, 100),
		spatial.CellPolygon(orb.Point{50, 150}, 100),
	}
	shares, err := spatial.Overlay(source, target)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range shares {
		fmt.Printf("target %d gets %g people\n", s.Target, s.Fraction*people[s.Source])
	}
	fmt.Printf("outside: %g people\n", spatial.Outside(shares, len(source))[0]*people[0])
	// Output:
	// target 0 gets 20 people
	// target 1 gets 20 people
	// outside: 40 people
}

// Three metres east and four north are five metres away.
func ExampleIndex_Nearest() {
	clinics := spatial.NewIndex([]orb.Point{{0, 0}, {1000, 1000}})
	i, metres := clinics.Nearest(orb.Point{1003, 1004})
	fmt.Println(i, metres)
	// Output: 1 5
}
