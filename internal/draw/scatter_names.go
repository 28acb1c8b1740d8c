package draw

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// names places the names of dots next to them, off dots, other names and the
// frontier; a name further off has a thin line to its dot, which crosses none of these.
// Where there is no other room, a name may cross the frontier, and then its line others.
// Which dot comes first decides where the others have room: of several orders the one is
// taken in which least is crossed and names are nearest.
func (s *Scatter) names(dots []spot, front []orb.Point, f frame) []Shape {
	var best []Shape
	least := math.Inf(1)
	for _, before := range []func(a, b spot) int{
		func(a, b spot) int { return cmp.Compare(rank(a), rank(b)) },
		func(a, b spot) int { return cmp.Compare(rank(b), rank(a)) },
		func(a, b spot) int { return cmp.Compare(a.at[0], b.at[0]) },
		func(a, b spot) int { return cmp.Compare(b.at[0], a.at[0]) },
	} {
		order := slices.Clone(dots)
		slices.SortStableFunc(order, before)
		if shapes, worse := s.inOrder(order, front, f); worse < least {
			best, least = shapes, worse
		}
	}
	return best
}

// crossing is how much worse a name that crosses something is than one that is a pixel
// further off.
const crossing = 1000

// inOrder places names one after the other; worse grows with what they cross and how far
// they are off.
func (s *Scatter) inOrder(dots []spot, front []orb.Point, f frame) (shapes []Shape, worse float64) {
	var taken []orb.Bound
	for _, o := range dots {
		taken = append(taken, o.box())
	}
	inside := orb.Bound{Min: orb.Point{f.left, f.top}, Max: orb.Point{f.right, f.bottom}}
	var leads [][]orb.Point
	for _, o := range dots {
		tries := []func() ([]Shape, orb.Bound, bool){
			func() ([]Shape, orb.Bound, bool) {
				return o.place(inside, taken, append(slices.Clip(leads), front), taken)
			},
			func() ([]Shape, orb.Bound, bool) { return o.place(inside, taken, leads, taken) },
			func() ([]Shape, orb.Bound, bool) { return o.place(inside, taken, nil, nil) },
			func() ([]Shape, orb.Bound, bool) { return o.anywhere(inside, taken, front) },
			func() ([]Shape, orb.Bound, bool) { return o.anywhere(inside, taken, nil) },
			func() ([]Shape, orb.Bound, bool) { return o.anywhere(inside, nil, nil) }, // each dot has its name
		}
		for crossed, try := range tries {
			texts, box, ok := try()
			if !ok {
				continue
			}
			from, gap := lead(o.at, box)
			if worse += crossing*float64(crossed) + gap; gap > leadFrom {
				leads = append(leads, []orb.Point{o.at, from})
				shapes = append(shapes, Path{Lines: leads[len(leads)-1:], Style: Style{Stroke: Light.Muted, Width: 0.6, Class: "lead"}})
			}
			shapes, taken = append(shapes, texts...), append(taken, box)
			break
		}
	}
	return shapes, worse
}

// leadFrom is how far a name without a line may stand from its dot.
const leadFrom = 12.0

// place finds the place of the name of a dot, off what is taken and off lines, its own
// line off what is not to be crossed; a long one has several lines.
func (o spot) place(inside orb.Bound, taken []orb.Bound, off [][]orb.Point, uncrossed []orb.Bound) ([]Shape, orb.Bound, bool) {
	wide := inside.Max[0] - inside.Min[0]
	word := min(widest(smallSize, o.front, strings.Fields(cleaned(o.name))...), 0.8*wide)
	for _, part := range []float64{0.45, 0.3, 0.2, 0.95} {
		lines := wrapped(o.name, smallSize, o.front, max(part*wide, word), 8)
		if len(lines) == 0 {
			break
		}
		w, h := widest(smallSize, o.front, lines...), nameLine*float64(len(lines))
		for _, c := range around(o.at, w, h) {
			box := orb.Bound{Min: c.at, Max: orb.Point{c.at[0] + w, c.at[1] + h}}
			if covers(inside, box) && !slices.ContainsFunc(taken, box.Intersects) && !slices.ContainsFunc(off, func(line []orb.Point) bool { return crossed(box.Pad(3), line) }) && !o.cuts(box, uncrossed) {
				return c.texts(lines, w, o.front), box, true
			}
		}
	}
	return nil, orb.Bound{}, false
}

// anywhere finds the place of the name of a dot that has no room around it: the nearest in
// the whole chart off what is taken and off a line.
func (o spot) anywhere(inside orb.Bound, taken []orb.Bound, off []orb.Point) (shapes []Shape, best orb.Bound, ok bool) {
	wide := inside.Max[0] - inside.Min[0]
	nearest := math.Inf(1)
	for _, part := range []float64{0.6, 0.45, 0.3, 0.2} {
		lines := wrapped(o.name, smallSize, o.front, part*wide, 8)
		w, h := widest(smallSize, o.front, lines...), nameLine*float64(len(lines))
		for x := inside.Min[0]; x+w <= inside.Max[0]; x += 4 {
			for y := inside.Min[1]; y+h <= inside.Max[1]; y += 4 {
				box := orb.Bound{Min: orb.Point{tenth(x), tenth(y)}, Max: orb.Point{tenth(x) + w, tenth(y) + h}}
				if _, far := lead(o.at, box); far < nearest && far > spotReach && !slices.ContainsFunc(taken, box.Intersects) && !crossed(box.Pad(2), off) {
					nearest, best, ok = far, box, true
					shapes = candidate{box.Min, Start}.texts(lines, w, o.front)
				}
			}
		}
	}
	return shapes, best, ok
}

// cuts reports whether the line from the dot to its name runs through any of some boxes,
// that of the dot itself left out.
func (o spot) cuts(name orb.Bound, boxes []orb.Bound) bool {
	to, gap := lead(o.at, name)
	return gap > leadFrom && slices.ContainsFunc(boxes, func(b orb.Bound) bool { return !b.Contains(o.at) && crossed(b, []orb.Point{o.at, to}) })
}

// nameLine is the height of a line of a name.
const nameLine = 13.0

// candidate is a place of a name: its upper left corner, and where its lines are
// set.
type candidate struct {
	at     orb.Point
	anchor Anchor
}

// texts are the lines of a name at a place.
func (c candidate) texts(lines []string, w float64, front bool) []Shape {
	var out []Shape
	for i, line := range lines {
		t := note(c.at[0]+w*float64(c.anchor)/2, c.at[1]+nameLine*float64(i)+10, line)
		t.Anchor, t.Halo = c.anchor, Light.Paper
		if front {
			t.Bold, t.Fill, t.Class = true, Light.Ink, "ink"
		}
		t.Class += " halo"
		out = append(out, t)
	}
	return out
}

// rank is the order in which dots get their names: frontier, today, others.
func rank(o spot) int {
	switch {
	case o.front:
		return 0
	case o.today:
		return 1
	}
	return 2
}

// around are the places of a block around a dot, the best first.
func around(at orb.Point, w, h float64) []candidate {
	var out []candidate
	put := func(x, y float64, a Anchor) {
		out = append(out, candidate{orb.Point{tenth(x), tenth(y)}, a})
	}
	for d := 0.0; d <= 72; d += 3 {
		side := spotReach + 2.5 + d/2
		put(at[0]+side, at[1]-h/2+d, Start)
		put(at[0]+side, at[1]-h/2-d, Start)
		put(at[0]-side-w, at[1]-h/2+d, End)
		put(at[0]-side-w, at[1]-h/2-d, End)
		for _, of := range []struct {
			left   float64
			anchor Anchor
		}{{at[0] - w/2, Middle}, {at[0] - spotReach, Start}, {at[0] + spotReach - w, End}} {
			put(of.left, at[1]-spotReach-1.5-h-d, of.anchor)
			put(of.left, at[1]+spotReach+1.5+d, of.anchor)
		}
	}
	return out
}
