package timetables

import (
	"io"
	"math"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// transitVersion rises when readers of check-transit --json have to change.
const transitVersion = 1

type transitJSON struct {
	Contract int        `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Feeds    []feedJSON `json:"feeds"`
	Streets  *mapJSON   `json:"streets" jsonschema:"nullable" jsonschema_description:"null without --osm"`
}

type feedJSON struct {
	File        string        `json:"file"`
	Zone        string        `json:"time_zone"`
	Stops       int           `json:"stops"`
	Routes      int           `json:"routes"`
	Trips       int           `json:"trips" jsonschema_description:"that can be used"`
	StopTimes   int           `json:"stop_times"`
	Days        []dayJSON     `json:"days" jsonschema_description:"from the first to the last day with a service"`
	NearlyEmpty int           `json:"nearly_empty_days" jsonschema_description:"with less than a tenth of the trips of the busiest day"`
	Busiest     string        `json:"busiest_day"`
	Hours       []int         `json:"departures_by_hour" jsonschema_description:"of trips on the busiest day; from 24 on in the next day"`
	Left        []leftJSON    `json:"left_out"`
	Missing     int           `json:"times_missing"`
	Instant     int           `json:"hops_without_time"`
	NoPickup    int           `json:"rows_without_pickup"`
	Blocks      int           `json:"trips_going_on"`
	Headways    int           `json:"trips_by_headway"`
	Unread      []string      `json:"files_not_read"`
	Far         []farStopJSON `json:"stops_far_from_streets"`
}

type dayJSON struct {
	Day   string `json:"day"`
	Trips int    `json:"trips"`
}

type leftJSON struct {
	Reason string `json:"reason" jsonschema:"enum=one_stop,enum=no_end,enum=backwards,enum=no_service,enum=no_stop_times"`
	Trips  int    `json:"trips"`
	First  string `json:"first_trip"`
	Line   int    `json:"line"`
}

type farStopJSON struct {
	ID     string          `json:"id"`
	Name   string          `json:"name"`
	Metres contract.Number `json:"m" jsonschema_description:"to the nearest node of a street; null beyond the search"`
}

type mapJSON struct {
	Files []string        `json:"files"`
	Nodes int             `json:"street_nodes"`
	Ways  int             `json:"street_ways"`
	Far   contract.Number `json:"far_m"`
}

// JSON prints the feeds, with all days.
func JSON(w io.Writer, t *report.Transit) error {
	out := transitJSON{Contract: transitVersion, Feeds: contract.Each(t.Feeds, func(f *report.FeedCheck) feedJSON {
		x := feedJSON{File: f.File, Zone: f.Zone, Stops: f.Stops, Routes: f.Routes, Trips: f.Trips, StopTimes: f.StopTimes,
			Days: []dayJSON{}, NearlyEmpty: f.NearlyEmpty, Hours: f.Hours[:],
			Missing: f.Missing, Instant: f.Instant, NoPickup: f.NoPickup, Blocks: f.Blocks,
			Headways: f.Headways, Unread: append([]string{}, f.Unread...)}
		if f.Usual > 0 {
			x.Busiest = plain.Day(f.Busiest)
		}
		for d, n := range f.Days {
			x.Days = append(x.Days, dayJSON{plain.Day(f.First.AddDate(0, 0, d)), n})
		}
		x.Left = contract.Each(f.Left, func(l *report.LeftTrips) leftJSON { return leftJSON{l.Reason, l.N, l.Trip, l.Line} })
		x.Far = contract.Each(f.FarStops, func(s *report.FarStop) farStopJSON {
			m := s.Metres
			if math.IsInf(m, 1) {
				m = math.NaN()
			}
			return farStopJSON{s.ID, s.Name, contract.Number(m)}
		})
		return x
	})}
	if s := t.Streets; s != nil {
		out.Streets = &mapJSON{s.Files, s.Nodes, s.Ways, contract.Number(s.Far)}
	}
	return contract.Print(w, out)
}

// Schema is the JSON Schema of JSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(transitJSON{}, "Saavu check-transit", "What feeds of timetables contain: what saavu check-transit --json prints.")
}
