package travel

import (
	"fmt"
	"math"
	"reflect"

	"github.com/paulmach/orb"
)

// Synthetic is a Router over straight distances. It replaces a real matrix
// where there is none, so that any place has times at once. With d the straight
// distance in metres between a cell and a place, and for each Way its speed v
// (metres per minute), overhead o (minutes) and detour k:
//
//	road(way)  = k·d                        metres
//	ride(way)  = o + k·d/v                  minutes
//	walk       = ride(Walk), unreached where road(Walk) > WalkMaxMetres
//	bike       = ride(Bike), unreached where road(Bike) > BikeMaxMetres
//	car        = ride(Car)
//	bus        = ride(Bus) + headway/2
//	transit    = min(walk, bus, rail)
//	rail       = min over stations s ≠ t: access(cell,s) + train(s,t) + access(t,place)
//	access     = min(ride(Walk) where road(Walk) ≤ AccessMaxMetres, bus)
//	direct     = min over lines: headway/2 + (metres along the line)/(speed of the line)
//	train(s,t) = min(direct(s,t), min over c: direct(s,c) + ChangeMin + direct(c,t))
//
// The wait is half a headway, for every train and every bus. Metres along a
// line are the straight distances from station to station, without detour. A
// trip has at most one change between trains. Buses run everywhere; the walk to
// their stops is part of the bus overhead. The period selects the headways:
// Rush has its own, Midday and Any use those of midday. Metres of a walk, a
// bicycle trip or a drive are its road distance; metres of transit are
// road(Bus), whichever way is fastest. Times are rounded to whole seconds, half
// up; a time above 65,534 seconds is unreached. Slow walkers are not modelled
// here.
//
// A Synthetic is never changed and may be used by several goroutines at once.
type Synthetic struct {
	cells           []orb.Point
	walk, bike, car leg
	walkMax         float64 // metres of road
	bikeMax         float64
	accessMax       float64
	stations        []Station
	rush, midday    timetable
	lines           []Line
}

// leg is a Way in metres and seconds: for a straight distance d the road is
// detour·d and the time fixed + pace·d.
type leg struct{ detour, fixed, pace float64 }

// legOf converts a Way into a leg, including the wait for a headway in minutes.
func legOf(w Way, headway float64) leg {
	return leg{w.Detour, 60 * (w.OverheadMin + headway/2), w.Detour * 3.6 / w.SpeedKmh}
}

// Equal reports whether two routers give every journey the same time: they have the same
// cells, stations, lines and parameters.
func (s *Synthetic) Equal(o *Synthetic) bool { return reflect.DeepEqual(s, o) }

// NewSynthetic makes the router for journeys from cells, in EPSG:3067 metres;
// the slice is kept and must not be changed. An invalid model, or a cell whose
// coordinates are not finite, is an error.
func NewSynthetic(cells []orb.Point, m Model) (*Synthetic, error) {
	if err := m.Validate(); err != nil {
		return nil, err
	}
	for i, c := range cells {
		if !finite(c) {
			return nil, fmt.Errorf("travel: cell %d is at %g, %g, expected metres", i, c[0], c[1])
		}
	}
	s := &Synthetic{
		cells: cells,
		walk:  legOf(m.Walk, 0), bike: legOf(m.Bike, 0), car: legOf(m.Car, 0),
		walkMax: m.WalkMaxMetres, bikeMax: m.BikeMaxMetres, accessMax: m.AccessMaxMetres,
		stations: append([]Station(nil), m.Stations...),
		lines:    append([]Line(nil), m.Lines...),
	}
	s.rush = s.timetable(m, m.BusHeadwayRush, func(l Line) float64 { return l.HeadwayRush })
	s.midday = s.timetable(m, m.BusHeadwayMidday, func(l Line) float64 { return l.HeadwayMidday })
	return s, nil
}

// With returns a router for the same cells, stations and lines with other parameters,
// see ModelFrom. Invalid values are an error.
func (s *Synthetic) With(get func(path string) float64) (*Synthetic, error) {
	return NewSynthetic(s.cells, ModelFrom(get, s.stations, s.lines))
}

// Column fills times and metres, which have one value per cell, for travel to a
// place by the formulae of Synthetic. Only transit depends on the period.
func (s *Synthetic) Column(mode Mode, p Period, to orb.Point, times []Seconds, metres []uint32) {
	switch mode {
	case Walk:
		s.street(s.walk, s.walkMax, to, times, metres)
	case Bike:
		s.street(s.bike, s.bikeMax, to, times, metres)
	case Car:
		s.street(s.car, math.Inf(1), to, times, metres)
	case Transit:
		t := &s.midday
		if p == Rush {
			t = &s.rush
		}
		s.transit(t, to, times, metres)
	}
}

// street fills a column of one leg that is at most longest metres.
func (s *Synthetic) street(l leg, longest float64, to orb.Point, times []Seconds, metres []uint32) {
	for i, c := range s.cells {
		d := straight(c, to)
		road := l.detour * d
		times[i], metres[i] = Unreached, 0
		if road <= longest {
			times[i], metres[i] = arrival(l.fixed+l.pace*d, road)
		}
	}
}

// arrival rounds a time and its metres; a time that is too long is Unreached,
// with 0 metres.
func arrival(seconds, road float64) (Seconds, uint32) {
	t := FromSeconds(seconds)
	if t == Unreached {
		return Unreached, 0
	}
	return t, uint32(road + 0.5)
}

// straight is the straight distance in metres.
func straight(a, b orb.Point) float64 {
	x, y := a[0]-b[0], a[1]-b[1]
	return math.Sqrt(x*x + y*y)
}
