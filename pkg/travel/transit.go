package travel

import (
	"math"

	"github.com/paulmach/orb"
)

// timetable is public transport in one period. A rail journey is divided in
// two. alight, from the cell to getting off at each station, is the same for
// every place and computed once; the rest is the way from that station to the
// place.
type timetable struct {
	bus    leg
	alight []float64 // seconds, [cell*stations+station]; +Inf if there is no train
}

// timetable finds the period with these headways in minutes.
func (s *Synthetic) timetable(m Model, busHeadway float64, headway func(Line) float64) timetable {
	n := len(s.stations)
	t := timetable{bus: legOf(m.Bus, busHeadway), alight: make([]float64, len(s.cells)*n)}
	train := trains(m, headway)
	board := make([]float64, n)
	for i, c := range s.cells {
		s.access(&t, c, board)
		for to := range n {
			least := math.Inf(1)
			for from, b := range board {
				if v := b + train[from*n+to]; v < least {
					least = v
				}
			}
			t.alight[i*n+to] = least
		}
	}
	return t
}

// access computes the seconds between a place and each station, on foot if
// within the limit, else by bus. It is the same in both directions.
func (s *Synthetic) access(t *timetable, at orb.Point, out []float64) {
	for k := range s.stations {
		d := straight(at, s.stations[k].At)
		out[k] = t.bus.fixed + t.bus.pace*d
		if s.walk.detour*d <= s.accessMax {
			out[k] = min(out[k], s.walk.fixed+s.walk.pace*d)
		}
	}
}

// trains returns the seconds from waiting at one station to getting off at
// another, [from*stations+to], with at most one change; +Inf where no trains go
// and from a station to itself.
func trains(m Model, headway func(Line) float64) []float64 {
	n := len(m.Stations)
	direct := make([]float64, n*n)
	for i := range direct {
		direct[i] = math.Inf(1)
	}
	for _, l := range m.Lines {
		wait, pace := 30*headway(l), 3.6/l.SpeedKmh
		for i, a := range l.Stations {
			along := 0.0
			for j := i + 1; j < len(l.Stations); j++ {
				b := l.Stations[j]
				along += straight(m.Stations[l.Stations[j-1]].At, m.Stations[b].At)
				if a != b {
					ride := min(direct[a*n+b], wait+pace*along)
					direct[a*n+b], direct[b*n+a] = ride, ride
				}
			}
		}
	}
	best := append([]float64(nil), direct...)
	for a := range n {
		for b := range n {
			for c := 0; c < n && a != b; c++ {
				best[a*n+b] = min(best[a*n+b], direct[a*n+c]+60*m.ChangeMin+direct[c*n+b])
			}
		}
	}
	return best
}

// transit fills a column of public transport: the least of walking, the bus and
// the train.
func (s *Synthetic) transit(t *timetable, to orb.Point, times []Seconds, metres []uint32) {
	n := len(s.stations)
	egress := make([]float64, n)
	s.access(t, to, egress)
	for i, c := range s.cells {
		d := straight(c, to)
		best := t.bus.fixed + t.bus.pace*d
		if s.walk.detour*d <= s.walkMax {
			best = min(best, s.walk.fixed+s.walk.pace*d)
		}
		alight := t.alight[i*n : i*n+n]
		for k, e := range egress[:len(alight)] {
			if v := alight[k] + e; v < best { // faster than min, which handles NaN
				best = v
			}
		}
		times[i], metres[i] = arrival(best, t.bus.detour*d)
	}
}
