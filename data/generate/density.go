package main

import (
	"math"

	"github.com/paulmach/orb"
)

// How population density varies around places. Our assumptions, in people and
// metres.
const (
	districtReach  = 650  // a district's density falls by a factor e over this distance from its centre
	stationReach   = 450  //
	stationPeople  = 2500 // people attracted by each station
	centreReach    = 1100 //
	centreShare    = 0.25 // share of an area's people attracted by its centre if districts are known
	everywhere     = 5    // in each square before the rest is added
	populatedShare = 0.87 // of the squares of an area; those with the lowest density are empty
)

// attraction is a place that attracts homes: people per square at its centre,
// and the distance over which that falls by a factor e.
type attraction struct {
	at    orb.Point
	peak  float64
	reach float64
}

// attractions are the districts with a known centre, the stations and the area
// centres. An area without districts has all its people around its centre. The
// airport's station attracts no homes: it is in an empty disc.
func attractions(f *facts, populations []int) []attraction {
	var all []attraction
	add := func(at orb.Point, people, reach float64) {
		all = append(all, attraction{at, people * cellSide * cellSide / (2 * math.Pi * reach * reach), reach})
	}
	known := make([]bool, len(f.areas))
	for _, d := range f.districts {
		if d.area != "" {
			known[f.indexOf(d.area)] = true
		}
		if d.placed {
			add(d.centre, d.people, districtReach)
		}
	}
	for _, s := range f.stations {
		add(s.at, stationPeople, stationReach)
	}
	for i, a := range f.areas {
		people := float64(populations[i])
		if known[i] {
			people *= centreShare
		}
		add(a.centre, people, centreReach)
	}
	return all
}

// density is the weight of a square: the sum of the attractions, varied by a
// coarse and a fine noise so that neighbours differ as they do in a town of
// fields, woods and blocks.
func density(all []attraction, c cell) float64 {
	p := c.centre()
	sum := float64(everywhere)
	for _, a := range all {
		sum += float64(a.peak * math.Exp(-apart(p, a.at)/a.reach))
	}
	patch := 0.5 + noise(c.row/4, c.col/4, 1)
	block := noise(c.row, c.col, 2)
	return sum * patch * (0.2 + 2.4*block*block)
}

// noise is a number in [0, 1) fixed by a place and a stream: the splitmix64
// finaliser (Steele, Lea and Flood 2014) over the packed arguments.
func noise(row, col int, stream uint64) float64 {
	z := uint64(row)<<40 ^ uint64(col)<<16 ^ stream
	for range 2 {
		z += 0x9e3779b97f4a7c15
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
	}
	return float64(z>>11) / (1 << 53)
}
