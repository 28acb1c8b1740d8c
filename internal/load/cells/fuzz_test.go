package cells

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/pkg/population"
)

// FuzzGrid reads any text as a grid with one of several sets of keys. The result is
// problems or a grid whose people are finite and not negative, never a panic.
func FuzzGrid(f *testing.F) {
	const xy = "id: id\nx: x\ny: y\nepsg: 3067\nhidden: [-1, 99, \"\"]\nhidden_total: {low: 1, high: 9}\n"
	sets := []string{
		xy + "total: all\nbands: {a: 0-17, b: 18+}",
		xy + "bands: {a: 0-17, b: 18+}",
		"id: id\nwkt: geom\nepsg: 3067\nbands: {a: 0-17, b: 18+}",
		"profile: statfi-1km",
		"wkt: geom\nbands: {a: all}\nepsg: 4326\naxes: yx",
		"x: x\ny: y\nbands: {a: 0+}\nxy: southwest\nepsg: 3857",
	}
	f.Add("id,x,y,a,b,all\n1,385125,6672125,7,-1,8\n2,385375,6672125,99,99,-1\n", uint8(0))
	f.Add("id;x;y;a;b\n1;385125;6672125;7;-1\n1,5;385375;6672125;99;99\n", uint8(1))
	f.Add("id;geom;a;b\nA;POLYGON Z((385000 6672000 1,385250 6672000 1,385250 6672250 1,385000 6672000 1));1,5;2\nB;POINT(385000 6672000);1;2\n", uint8(2))
	f.Add("id,geom,a,b\nA,\"MULTIPOLYGON(((385000 6672000,385250 6672000,385250 6672250,385000 6672000)),((1 1,2 2,3 3,1 1)))\",1,2\n", uint8(2))
	f.Add("id_nro,xkoord,ykoord,vaesto,ika_0_14,ika_15_64,ika_65_\n1,385000,6672000,3,-1,-1,-1\n2,386000,6672000,30,10,10,10\n", uint8(3))
	f.Add("geom,a\n\"SRID=3067;POINT (1e400 -)\",1\nPOLYGON EMPTY,2\nPOINT EMPTY,\nGEOMETRYCOLLECTION (POINT (1 2)),4\n", uint8(4))
	f.Add("x,y,a\nNaN,Inf,1e300\n2776000,8430000,7\n", uint8(5))
	f.Fuzz(func(t *testing.T, text string, set uint8) {
		if len(text) > 1<<14 {
			return
		}
		indented := "  " + strings.ReplaceAll(sets[int(set)%len(sets)], "\n", "\n  ") + "\n"
		g, r := gridCounty(t, fstest.MapFS{"g.csv": {Data: []byte(text)}, "county.yaml": {Data: []byte(
			"county: {id: g, name: G, year: 2020}\npopulation:\n  format: grid\n  file: g.csv\n" + indented +
				"areas: {format: table, file: a}\ntravel: {format: synthetic}\nfacilities: f\npoints: p\n")}})
		if g == nil && len(r.Problems) == 0 {
			t.Fatal("no grid and no problem")
		}
		if g == nil {
			return
		}
		sum := 0.0
		for i, p := range g.People {
			if !(p >= 0) || math.IsInf(p, 0) {
				t.Fatalf("%g people in cell %d", p, i/population.Ages)
			}
			sum += p
		}
		for i, c := range g.Centres {
			if math.IsNaN(c[0]+c[1]) || g.Estimated[i] < 0 || g.Name(i) == "" {
				t.Fatalf("cell %d %q at %v, %g estimated", i, g.Name(i), c, g.Estimated[i])
			}
		}
		if e := g.Estimate(population.Everyone()); !(e.Low <= e.People*(1+1e-9) && e.People <= e.High*(1+1e-9)) || len(r.Problems) == 0 && sum == 0 && g.Hidden == nil {
			t.Fatalf("%+v of %g", e, sum)
		}
	})
}
