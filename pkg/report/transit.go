package report

import "time"

// Transit is what timetables contain, before anything is computed from them.
type Transit struct {
	Feeds   []FeedCheck
	Streets *StreetCheck // nil without a map of streets
}

// FeedCheck is one feed of timetables.
type FeedCheck struct {
	File, Zone                      string
	Stops, Routes, Trips, StopTimes int // trips that can be used
	First, Last                     time.Time
	Days                            []int // trips by day, from First to Last
	Busiest                         time.Time
	Usual                           int     // trips of the busiest day
	NearlyEmpty                     int     // days with less than a tenth of these trips
	Hours                           [30]int // departures of the busiest day by hour; from 24 on in the next day
	Left                            []LeftTrips
	Missing                         int // rows without a time between rows that have one
	Instant                         int // hops that take no time
	NoPickup                        int // rows where nobody may get on
	Blocks                          int // trips that go on as another trip of the same vehicle, by their blocks
	Headways                        int // trips that are repeated by headways
	Unread                          []string
	FarStops                        []FarStop // those far from any street, the farthest first
}

// LeftTrips is the trips of a feed that are left out for one reason.
type LeftTrips struct {
	Reason string
	N      int
	Trip   string // the first
	Line   int
}

// FarStop is a stop that is far from every street.
type FarStop struct {
	ID, Name string
	Metres   float64 // to the nearest street node; +Inf if there is none within the search
}

// StreetCheck is a map of streets.
type StreetCheck struct {
	Files       []string
	Nodes, Ways int     // of streets
	Far         float64 // metres from which on a stop is far
	West, South float64 // degrees
	East, North float64
}
