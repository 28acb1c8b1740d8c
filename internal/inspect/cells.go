package inspect

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// describe writes what is known of the places into the finding.
func (p *places) describe(f *File, columns []*column) {
	people, named := false, false
	for _, c := range columns {
		people = people || c.role == Total || c.role == People
		named = named || c.role == Name
	}
	p.system.Outside, p.system.Without = p.outside, p.without
	for _, kind := range slices.Sorted(maps.Keys(p.kinds)) {
		f.Shapes = append(f.Shapes, Count{kind, p.kinds[kind]})
	}
	slices.SortStableFunc(f.Shapes, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	f.System = &p.system
	if p.any {
		f.Extent = extentOf(p.box, p.placed.Home)
	}
	if f.Cells = p.cells(); f.Cells == nil {
		f.Cells = p.forms.cells(people, named)
	}
	if p.any {
		f.Map = p.draw(f.Cells)
	}
}

// extentOf returns a box in metres of a system and in degrees.
func extentOf(b orb.Bound, home spatial.CRS) *Extent {
	e := &Extent{X0: b.Min[0], Y0: b.Min[1], X1: b.Max[0], Y1: b.Max[1], West: 180, South: 90, East: -180, North: -90}
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		return nil
	}
	degrees := home.To(wgs84)
	for _, corner := range []orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}} {
		d := degrees(corner)
		e.West, e.East = math.Min(e.West, d[0]), math.Max(e.East, d[0])
		e.South, e.North = math.Min(e.South, d[1]), math.Max(e.North, d[1])
	}
	return e
}

// cells finds the grid of squares that the places are on; nil if they are not
// cells. For squares the side is known; for points it is the commonest step
// from one x to the next.
func (p *places) cells() *Cells {
	kept := p.inside()
	if len(kept) < 9 || p.fits && p.placed.CRS.Geographic() {
		return nil
	}
	side := 0.0
	q := &p.squares
	out := &Cells{}
	switch {
	case q.n > 0 && q.square*20 >= q.n*19:
		if side = math.Round((q.least + q.most) / 2); math.Abs(side-(q.least+q.most)/2) > 0.05 {
			side = round((q.least+q.most)/2, 3) // not of whole metres
		}
		out.Deviates = max(q.most-side, side-q.least)
	case q.n > 0:
		return nil
	default:
		if side = step(kept); side < 10 {
			return nil
		}
	}
	out.Side = side
	first := kept[0]
	for _, at := range kept {
		if onGrid(at[0]-first[0], side) && onGrid(at[1]-first[1], side) {
			out.On++
		} else {
			out.Off++
		}
	}
	if q.n == 0 && out.On*20 < int64(len(kept))*19 {
		return nil
	}
	out.On, out.Off = out.On<<p.shift, out.Off<<p.shift
	out.Isolated = p.isolated(side)
	return out
}

// onGrid reports whether a distance is a whole number of sides, to a metre.
func onGrid(d, side float64) bool { return math.Abs(d-side*math.Round(d/side)) <= 1 }

// step is the commonest distance from one x to the next larger one, in whole
// metres; 0 for none.
func step(points []orb.Point) float64 {
	seen := map[int64]bool{}
	for _, at := range points {
		seen[int64(math.Round(at[0]))] = true
	}
	xs := slices.Sorted(maps.Keys(seen))
	count := map[int64]int{}
	for i := 1; i < len(xs); i++ {
		count[xs[i]-xs[i-1]]++
	}
	best := int64(0)
	for _, d := range slices.Sorted(maps.Keys(count)) {
		if count[d] > count[best] {
			best = d
		}
	}
	return float64(best)
}

// degrees is the range in which numbers of an unknown system may be degrees.
var degrees = orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}

// twice counts the places that are at another one's place, to a centimetre.
func (p *places) twice() int64 {
	seen := make(map[[2]int64]bool, len(p.kept))
	n := int64(0)
	scale := 100.0
	if p.fits && p.placed.CRS.Geographic() || !p.fits && degrees.Contains(p.raw.Min) && degrees.Contains(p.raw.Max) {
		scale = 1e7
	}
	for _, at := range p.inside() {
		k := [2]int64{int64(math.Round(at[0] * scale)), int64(math.Round(at[1] * scale))}
		if seen[k] {
			n++
		}
		seen[k] = true
	}
	return n
}
