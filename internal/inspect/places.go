package inspect

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// mostPlaces is how many places are kept for the picture and the grid. If there
// are more, about every second one is dropped, and from then on one in two of
// the rest.
const mostPlaces = 1 << 19

// spot is a kept place, with the random number that decides how long it is
// kept.
type spot struct {
	at  orb.Point
	lot uint64
}

// places collects where the rows are.
type places struct {
	x, y, wkt int // columns that the places come from, -1 for none
	shapes    bool

	placed source.Placed
	fits   bool // a system was found or guessed
	looks  source.Looks
	near   *vicinity      // of another file; nil for none
	zone   report.Message // advice if the file names a zone whose number its eastings lack
	system System

	seen    int64
	without int64
	outside int64
	kept    []spot               // in the file's coordinates, axes in order
	shift   uint                 // one of 2^shift places is kept
	within  func(orb.Point) bool // whether a place, axes in order, is where it should be
	box     orb.Bound            // metres, of the places that are
	any     bool
	raw     orb.Bound // in the file's coordinates
	kinds   map[string]int64
	squares squares
	forms   forms
	offset  offset
	crowd   crowd
}

// sampleRows is how many rows are examined to find the coordinate system.
const sampleRows = 2000

// findPlaces examines the beginning of a source and decides where its places
// come from and in which system they are.
func findPlaces(s *record.Source, columns []*column, near *vicinity) (*places, error) {
	p := &places{near: near, x: -1, y: -1, wkt: -1, shapes: s.Places, kinds: map[string]int64{}, crowd: findCrowd(columns)}
	p.squares.least, p.offset.least = math.Inf(1), math.Inf(1)
	for i, c := range columns {
		switch {
		case c.role == X && p.x < 0:
			p.x = i
		case c.role == Y && p.y < 0:
			p.y = i
		case c.role == WKT && p.wkt < 0:
			p.wkt = i
		}
	}
	if p.x < 0 || p.y < 0 {
		p.x, p.y = -1, -1
	}
	sample, err := p.sample(s)
	if err != nil {
		return nil, err
	}
	if len(sample) == 0 && !p.shapes {
		return nil, nil
	}
	x := ""
	if p.x >= 0 {
		x = plainName(columns[p.x].field.Name)
	}
	p.place(s, sample, x)
	p.within = p.placed.Within()
	return p, nil
}

// sample returns the places of the first rows.
func (p *places) sample(s *record.Source) ([]orb.Point, error) {
	var out []orb.Point
	want := []int{}
	at := *p
	if p.x >= 0 {
		want, at.x, at.y = append(want, p.x, p.y), 0, 1
	}
	if p.wkt >= 0 {
		want, at.wkt = append(want, p.wkt), len(want)
	}
	if len(want) == 0 && !p.shapes {
		return nil, nil
	}
	n := 0
	err := s.Each(want, func(row *record.Row) error {
		if _, point, ok := at.of(row); ok {
			out = append(out, point)
		}
		if n++; n == sampleRows {
			return errEnough
		}
		return nil
	})
	if err == errEnough {
		err = nil
	}
	return out, err
}

// of returns the shape and the place of a row in the file's coordinates.
func (p *places) of(row *record.Row) (orb.Geometry, orb.Point, bool) {
	g := row.Geometry
	if !p.shapes && p.wkt >= 0 {
		text := row.Values[p.wkt]
		if text.Kind == record.Text {
			g, _ = source.WKT(string(text.Text))
		}
	}
	if g != nil {
		g = spatial.Uncut(g)
		if point, ok := centre(g); ok {
			return g, point, true
		}
		return g, orb.Point{}, false
	}
	if p.shapes || p.x < 0 {
		return nil, orb.Point{}, false
	}
	x, okX := row.Number(p.x)
	y, okY := row.Number(p.y)
	return nil, orb.Point{x, y}, okX && okY
}

// add adds the place of a row.
func (p *places) add(row *record.Row) {
	g, at, ok := p.of(row)
	if g != nil {
		p.kinds[g.GeoJSONType()]++
	}
	if !ok {
		p.without++
		return
	}
	if g != nil {
		p.squares.add(g)
		p.forms.add(g, p.metres)
		p.compare(row, at)
	}
	if p.placed.Swap {
		at = spatial.Swap(at)
	}
	if p.raw.IsEmpty() || p.seen == 0 {
		p.raw = orb.Bound{Min: at, Max: at}
	} else {
		p.raw = p.raw.Extend(at)
	}
	p.keep(at)
	p.crowd.add(row, at)
	if !p.fits {
		return
	}
	if !p.within(at) {
		p.outside++
		return
	}
	p.extend(at)
	if g != nil {
		b := g.Bound()
		for _, corner := range []orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}} {
			if p.placed.Swap {
				corner = spatial.Swap(corner)
			}
			p.extend(corner)
		}
	}
}

// metres converts a point to metres if its system is known and it is where it should
// be; otherwise the point is unchanged.
func (p *places) metres(at orb.Point) orb.Point {
	if p.placed.Swap {
		at = spatial.Swap(at)
	}
	if p.fits && p.within(at) {
		return p.placed.Metres(at)
	}
	return at
}

// around is Finland with its neighbours, EPSG:3067 metres.
var around = orb.Bound{Min: orb.Point{-1e6, 6e6}, Max: orb.Point{2e6, 8.5e6}}

// extend adds a point to the extent.
func (p *places) extend(at orb.Point) {
	tm := p.placed.Metres(at)
	// Far away the series diverges: corners of shapes may be there.
	if p.placed.Home.InFinland() && !around.Contains(tm) {
		return
	}
	if !p.any {
		p.box, p.any = orb.Bound{Min: tm, Max: tm}, true
		return
	}
	p.box = p.box.Extend(tm)
}

// keep keeps some of the places.
func (p *places) keep(at orb.Point) {
	p.seen++
	// The random number does not follow the order of the rows, which may be
	// that of a grid.
	lot := spread(uint64(p.seen))
	drawn := func(s spot) bool { return s.lot>>(64-p.shift) == 0 }
	for len(p.kept) == mostPlaces {
		p.shift++
		p.kept = slices.DeleteFunc(p.kept, func(s spot) bool { return !drawn(s) })
	}
	if s := (spot{at, lot}); drawn(s) {
		p.kept = append(p.kept, s)
	}
}

// thinned reports whether some places were dropped.
func (p *places) thinned() bool { return p.shift > 0 }

// inside returns the kept places that are where they should be; all of them if no system
// is known.
func (p *places) inside() []orb.Point {
	out := make([]orb.Point, 0, len(p.kept))
	for _, s := range p.kept {
		if !p.fits || p.within(s.at) {
			out = append(out, s.at)
		}
	}
	return out
}
