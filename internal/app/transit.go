package app

import (
	"cmp"
	"context"
	"errors"
	"math"
	"os"
	"slices"

	"saavu/internal/format/gtfs"
	"saavu/internal/format/osmpbf"
	"saavu/internal/format/problem"
	"saavu/internal/source"
	"saavu/pkg/report"
)

// CheckTransit says what timetables contain, and which of their stops are more than far
// metres from every street of maps in PBF. Its error is Invalid if files are at fault.
func CheckTransit(ctx context.Context, feeds, maps []string, far float64) (*report.Transit, error) {
	out := &report.Transit{}
	var problems problem.Problems
	var read []*gtfs.Feed
	for _, name := range feeds {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := gtfs.Read(name)
		if !take(&problems, err) {
			return nil, err
		}
		if err == nil {
			read = append(read, f)
			out.Feeds = append(out.Feeds, feedCheck(f))
		}
	}
	if maps != nil {
		s, err := streetsOf(ctx, maps)
		if !take(&problems, err) {
			return nil, err
		}
		if err == nil {
			out.Streets = &report.StreetCheck{Nodes: len(s.nodes), Ways: s.ways, Far: far, West: s.west, South: s.south, East: s.east, North: s.north}
			for _, name := range maps {
				out.Streets.Files = append(out.Streets.Files, source.Base(name))
			}
			for i, f := range read {
				out.Feeds[i].FarStops = s.farStops(f, far)
			}
		}
	}
	if len(problems) > 0 {
		return nil, &Invalid{Err: problems.Sorted("")}
	}
	return out, nil
}

// take adds the problems of an error; false for an error of another kind.
func take(to *problem.Problems, err error) bool {
	var list problem.Problems
	if err == nil || !errors.As(err, &list) {
		return err == nil
	}
	for _, p := range list {
		to.Add(p)
	}
	return true
}

// nearlyEmpty is the part of the trips of the busiest day below which a day is called
// nearly empty.
const nearlyEmpty = 0.1

// feedCheck says what a feed contains.
func feedCheck(f *gtfs.Feed) report.FeedCheck {
	c := report.FeedCheck{File: f.Name, Zone: f.Zone, Stops: len(f.Stops), Routes: len(f.Routes), Trips: len(f.Trips), StopTimes: f.StopTimes, Unread: f.Unread}
	for _, l := range f.Left {
		at := slices.IndexFunc(c.Left, func(x report.LeftTrips) bool { return x.Reason == string(l.Reason) })
		if at < 0 {
			at, c.Left = len(c.Left), append(c.Left, report.LeftTrips{Reason: string(l.Reason), Trip: l.Trip, Line: l.Line})
		}
		c.Left[at].N++
	}
	first, last, ok := f.Span()
	if ok {
		c.First, c.Last, c.Days = first.Date(), last.Date(), f.Running(first, last)
		for d, n := range c.Days {
			if n > c.Usual {
				c.Usual, c.Busiest = n, (first + gtfs.Day(d)).Date()
			}
		}
		for _, n := range c.Days {
			if float64(n) < nearlyEmpty*float64(c.Usual) || n == 0 {
				c.NearlyEmpty++
			}
		}
	}
	busiest := gtfs.DayOf(c.Busiest.Year(), c.Busiest.Month(), c.Busiest.Day())
	repeated := map[int]bool{}
	for _, x := range f.Frequencies {
		repeated[x.Trip] = true
	}
	c.Headways = len(repeated)
	blocks := map[string]int{}
	for i := range f.Trips {
		t := &f.Trips[i]
		if t.Block != "" {
			blocks[t.Block]++
		}
		if c.Usual > 0 && f.Services[t.Service].Runs(busiest) {
			c.Hours[min(len(c.Hours)-1, int(t.Times[0].Depart)/3600)]++
		}
		before := gtfs.Unknown
		for _, x := range t.Times {
			switch {
			case x.Arrive == gtfs.Unknown:
				c.Missing++
			case x.Arrive == before:
				c.Instant++
			}
			before = x.Depart
			if x.Pickup == 1 {
				c.NoPickup++
			}
		}
	}
	for _, n := range blocks {
		c.Blocks += n - 1
	}
	return c
}

// streets is the nodes of streets by squares of a hundredth of a degree.
type streets struct {
	nodes                    map[int64][2]int32
	ways                     int
	squares                  map[[2]int32][][2]int32
	west, south, east, north float64
}

// noStreets are the values of highway on which nobody walks or is not yet.
var noStreets = []string{"motorway", "motorway_link", "construction", "proposed", "abandoned", "razed", "platform", "raceway", "rest_area", "services"}

// streetsOf reads the nodes of streets, in two passes: which nodes streets have, then
// where these are.
func streetsOf(ctx context.Context, maps []string) (*streets, error) {
	s := &streets{nodes: map[int64][2]int32{}, squares: map[[2]int32][][2]int32{}, west: 180, south: 90, east: -180, north: -90}
	for pass := range 2 {
		for _, name := range maps {
			err := s.read(ctx, name, pass)
			if err != nil {
				return nil, err
			}
		}
	}
	for _, p := range s.nodes {
		if p == ([2]int32{}) {
			continue // beyond the edge of the extract
		}
		at := square(p)
		s.squares[at] = append(s.squares[at], p)
		x, y := float64(p[0])/1e7, float64(p[1])/1e7
		s.west, s.east, s.south, s.north = min(s.west, x), max(s.east, x), min(s.south, y), max(s.north, y)
	}
	return s, nil
}

// read reads one map: its streets in the first pass, their places in the second.
func (s *streets) read(ctx context.Context, name string, pass int) error {
	in, err := os.Open(name)
	if err != nil {
		return problem.Problems{{File: name, Expected: "a map of streets that can be read", Hint: err.Error()}}
	}
	defer in.Close()
	_, err = osmpbf.Read(in, name, func(b *osmpbf.Block) error {
		if pass == 1 {
			for i := range b.Nodes {
				if _, ok := s.nodes[b.Nodes[i].ID]; ok {
					s.nodes[b.Nodes[i].ID] = [2]int32{b.Nodes[i].Lon, b.Nodes[i].Lat}
				}
			}
			return ctx.Err()
		}
		for i := range b.Ways {
			w := &b.Ways[i]
			if !slices.ContainsFunc(w.Tags, func(t osmpbf.Tag) bool { return t.Key == "highway" && !slices.Contains(noStreets, t.Value) }) {
				continue
			}
			s.ways++
			for _, id := range w.Nodes {
				s.nodes[id] = [2]int32{}
			}
		}
		return ctx.Err()
	})
	return err
}

func square(p [2]int32) [2]int32 {
	return [2]int32{int32(math.Floor(float64(p[0]) / 1e5)), int32(math.Floor(float64(p[1]) / 1e5))}
}

// metresPerDegree is the length of a degree of latitude.
const metresPerDegree = 111_195

// farStops lists the stops that are more than far metres from every node of a street, the
// farthest first. The search ends at the next square, about a kilometre away.
func (s *streets) farStops(f *gtfs.Feed, far float64) []report.FarStop {
	var out []report.FarStop
	for i := range f.Stops {
		stop := &f.Stops[i]
		if stop.Kind != 0 || math.IsNaN(stop.Lon) {
			continue
		}
		p := [2]int32{int32(stop.Lon * 1e7), int32(stop.Lat * 1e7)}
		at, least, cos := square(p), math.Inf(1), math.Cos(stop.Lat*math.Pi/180)
		reach := int32(math.Ceil(far/metresPerDegree/0.01/cos)) + 1
		for dx := -reach; dx <= reach; dx++ {
			for dy := -reach; dy <= reach; dy++ {
				for _, q := range s.squares[[2]int32{at[0] + dx, at[1] + dy}] {
					x, y := float64(q[0]-p[0])/1e7*cos, float64(q[1]-p[1])/1e7
					least = min(least, math.Hypot(x, y)*metresPerDegree)
				}
			}
		}
		if least > far {
			out = append(out, report.FarStop{ID: stop.ID, Name: stop.Name, Metres: least})
		}
	}
	slices.SortFunc(out, func(a, b report.FarStop) int { return cmp.Or(cmp.Compare(b.Metres, a.Metres), cmp.Compare(a.ID, b.ID)) })
	return out
}
