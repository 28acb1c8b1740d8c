package draw

import (
	"slices"

	"github.com/paulmach/orb"
)

// Sizes of names on maps, for unit 1, and the room around them.
const (
	areaName  = 10.5
	placeName = 9.5
	nameRoom  = 1.5
	farthest  = 40 // how far the name of an area may stand from where it should
)

// PlaceNames finds the places of the names of areas on maps that are shown together,
// off the signs of all of them, so that a name stands in the same place on each. The
// maps have the same frame, width and labels; a map alone needs no call. Call it
// again after a change.
func PlaceNames(maps ...*Map) {
	if len(maps) == 0 {
		return
	}
	v, ok := maps[0].view()
	if !ok {
		return
	}
	var taken []orb.Bound
	for _, m := range maps {
		for _, s := range v.signs(m.Places) {
			taken = append(taken, s.box(v.unit))
		}
	}
	names := v.areaNames(maps[0].Labels, taken, areaName*v.unit, "name")
	var printed []Text
	if by := maps[0].Printed; by > 0 {
		printed = v.areaNames(maps[0].Labels, taken, by*areaName*v.unit, "printed")
	}
	for _, m := range maps {
		m.names, m.printed, m.placed = names, printed, v
	}
}

// areaNames are the names of areas that have room off what is taken.
func (v view) areaNames(labels []Label, taken []orb.Bound, size float64, class string) []Text {
	taken = slices.Clone(taken)
	var names []Text
	for _, l := range labels {
		t := Text{Size: size, S: fitted(l.Text, size, true, v.w-8), Anchor: Middle, Bold: true, Fill: Light.Ink, Halo: Light.Paper, Class: class}
		if t.S == "" || !v.frame.Contains(l.At) {
			continue
		}
		at := v.at(l.At)
		t.X, t.Y = at[0], at[1]+0.3*t.Size
		if placed, box, ok := v.room(t, taken); ok {
			names, taken = append(names, placed), append(taken, box)
		}
	}
	return names
}

// placeNames are the names of places that have room off signs and names of areas.
func (v view) placeNames(m *Map, signs []sign) []Text {
	var taken []orb.Bound
	for _, s := range signs {
		taken = append(taken, s.box(v.unit))
	}
	for _, t := range m.names {
		taken = append(taken, t.box().Pad(nameRoom))
	}
	var names []Text
	for _, s := range signs {
		if s.name() == "" {
			continue
		}
		size := placeName * v.unit
		t := Text{Size: size, S: fitted(s.name(), size, false, v.w/2), Anchor: Middle, Fill: Light.Ink, Halo: Light.Paper, Class: "place"}
		if t.S == "" {
			continue
		}
		if placed, box, ok := v.nextTo(t, s.box(v.unit), taken); ok {
			names, taken = append(names, placed), append(taken, box)
		}
	}
	return names
}

// nextTo puts a text next to a box where it overlaps nothing that is taken: below or
// above it, in the middle or shifted, to its right or its left.
func (v view) nextTo(t Text, of orb.Bound, taken []orb.Bound) (placed Text, box orb.Bound, ok bool) {
	middle, gap := of.Center(), nameRoom+0.5
	half, high := textWidth(t.S, t.Size, t.Bold)/2, t.box().Max[1]-t.box().Min[1]
	below, above, level := of.Max[1]+gap+0.8*t.Size, of.Min[1]-gap-0.22*t.Size, middle[1]+0.3*t.Size
	var at []orb.Point
	for _, shift := range []float64{0, 0.4, -0.4, 0.8, -0.8} {
		at = append(at, orb.Point{middle[0] + shift*half, below}, orb.Point{middle[0] + shift*half, above})
	}
	for _, shift := range []float64{0, 0.4, -0.4} {
		at = append(at, orb.Point{of.Max[0] + gap + half, level + shift*high}, orb.Point{of.Min[0] - gap - half, level + shift*high})
	}
	for _, p := range at {
		t.X, t.Y = tenth(p[0]), tenth(p[1])
		if box = t.box().Pad(nameRoom); v.free(box, taken) {
			return t, box, true
		}
	}
	return t, orb.Bound{}, false
}

// free reports whether a box is inside the frame and overlaps nothing that is taken.
func (v view) free(b orb.Bound, taken []orb.Bound) bool {
	return covers(v.inside(), b) && !slices.ContainsFunc(taken, b.Intersects)
}

// directions in which a name gives way: down, up, right, left and between.
var directions = [8]orb.Point{{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {0.7, 0.7}, {-0.7, 0.7}, {0.7, -0.7}, {-0.7, -0.7}}

// room moves a text to the nearest place inside the frame where it overlaps nothing
// that is taken; box is what it takes there.
func (v view) room(t Text, taken []orb.Bound) (placed Text, box orb.Bound, ok bool) {
	for d := 0.0; d <= farthest*v.unit; d += 1.5 * v.unit {
		for _, to := range directions {
			placed = t
			// A name is wide: sideways it goes further at each step.
			placed.X, placed.Y = tenth(t.X+to[0]*d*1.6), tenth(t.Y+to[1]*d)
			if box = placed.box().Pad(nameRoom); v.free(box, taken) {
				return placed, box, true
			}
			if d == 0 {
				break
			}
		}
	}
	return t, orb.Bound{}, false
}
