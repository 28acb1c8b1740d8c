// Package gtfs reads timetables of public transport in the General Transit Feed
// Specification, from a zip file or a folder: stops, routes, trips with their times, the
// days on which they run, headways and transfers. Every fault has its file, line and column.
// It repairs nothing: a trip that cannot be used as it stands is left out and listed, and
// what lies between known times is left to others.
package gtfs

import "time"

// Unknown is a time that a feed does not give.
const Unknown int32 = -1

// Feed is one feed. Indexes are places in its lists.
type Feed struct {
	Name        string // plain name of the zip file or the folder
	Zone        string // time zone of its agencies
	Stops       []Stop
	Routes      []Route
	Trips       []Trip
	Services    []Service
	Frequencies []Frequency
	Transfers   []Transfer
	Left        []Left   // trips that are left out
	StopTimes   int      // rows of stop_times.txt
	Unread      []string // files that are not read, by name
}

// Stop is a place where vehicles stop, or a station or entrance.
type Stop struct {
	ID, Name   string
	Lon, Lat   float64 // degrees; NaN if they are not given
	Kind       int     // location_type: 0 a stop, 1 a station, 2 an entrance, 3 a node, 4 a boarding area
	Parent     int     // in Stops; -1 for none
	Wheelchair int     // 0 unknown, 1 yes, 2 no
}

// Route is a line.
type Route struct {
	ID, Short, Long string
	Type            int // as in routes.txt: 0 tram, 1 metro, 2 rail, 3 bus, 4 ferry and others
}

// Trip is one journey of a vehicle, with at least two times.
type Trip struct {
	ID         string
	Route      int
	Service    int
	Block      string // of the vehicle; "" for none
	Wheelchair int
	Times      []Time // by their order in the trip
}

// Time is when a trip is at a stop, in seconds from noon less twelve hours of the day of
// service; Unknown where the feed gives none.
type Time struct {
	Stop           int32
	Arrive, Depart int32
	Pickup, Drop   uint8 // 0 regular, 1 none, 2 by phone, 3 as agreed with the driver
}

// Day is a day, counted from 1 January 1970.
type Day int32

// DayOf returns a day by its date.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Date returns the day as a date.
func (d Day) Date() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Service is the days on which trips run.
type Service struct {
	ID       string
	Weekdays [7]bool // from Monday on
	From, To Day     // of the weekdays, both included; To before From without weekdays
	Added    []Day
	Removed  []Day
}

// Runs reports whether trips of the service run on a day.
func (s *Service) Runs(d Day) bool {
	for _, x := range s.Removed {
		if x == d {
			return false
		}
	}
	for _, x := range s.Added {
		if x == d {
			return true
		}
	}
	weekday := (int(d)%7 + 7 + 3) % 7 // 1 January 1970 was a Thursday
	return d >= s.From && d <= s.To && s.Weekdays[weekday]
}

// Frequency repeats a trip every Headway seconds from From until before To.
type Frequency struct {
	Trip              int
	From, To, Headway int32
	Exact             bool // at exactly these times
}

// Transfer is a rule between two stops.
type Transfer struct {
	From, To int // in Stops
	Type     int // 0 recommended, 1 timed, 2 with a least time, 3 impossible, 4 and 5 of trips of a vehicle
	Least    int32
}

// Reason says why a trip is left out.
type Reason string

// The reasons.
const (
	OneStop   Reason = "one_stop"      // fewer than two stops
	NoEnd     Reason = "no_end"        // no time at its first or last stop
	Backwards Reason = "backwards"     // a time before an earlier one
	NoService Reason = "no_service"    // a service without days
	NoTimes   Reason = "no_stop_times" // no stop times at all
)

// Left is a trip that is left out.
type Left struct {
	Trip   string
	Reason Reason
	Line   int // in stop_times.txt, or in trips.txt
}

// Span returns the first and last day on which any service can run; false without one.
func (f *Feed) Span() (first, last Day, ok bool) {
	note := func(d Day) {
		if !ok || d < first {
			first = d
		}
		if !ok || d > last {
			last = d
		}
		ok = true
	}
	for i := range f.Services {
		s := &f.Services[i]
		if s.From <= s.To {
			note(s.From)
			note(s.To)
		}
		for _, d := range s.Added {
			note(d)
		}
	}
	return first, last, ok
}

// Running counts the trips of each day from first to last, a trip with headways once.
func (f *Feed) Running(first, last Day) []int {
	trips := make([]int, len(f.Services))
	for i := range f.Trips {
		trips[f.Trips[i].Service]++
	}
	out := make([]int, max(0, int(last-first)+1))
	for i := range f.Services {
		for d := range out {
			if trips[i] > 0 && f.Services[i].Runs(first+Day(d)) {
				out[d] += trips[i]
			}
		}
	}
	return out
}
