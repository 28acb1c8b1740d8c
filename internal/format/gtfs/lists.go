package gtfs

import (
	"math"
	"strconv"
	"time"

	"saavu/internal/format/problem"
)

// date returns a day by a number such as 20261231.
func date(v int) Day { return DayOf(v/10000, time.Month(v/100%100), v%100) }

// unique adds an id; false, with a problem, for an empty one or one that is there.
func (r *reader) unique(t *table, column string, ids map[string]int) (string, bool) {
	id := string(t.get(column))
	if id == "" {
		t.wrong(column, "an id", "")
		return "", false
	}
	if _, twice := ids[id]; twice {
		t.wrong(column, "every id once", "")
		return "", false
	}
	ids[id] = len(ids)
	return id, true
}

// known finds an id; -1, with a problem, for one that nobody defines.
func (r *reader) known(t *table, column, file string, ids map[string]int) int {
	if i, ok := ids[string(t.get(column))]; ok {
		return i
	}
	t.wrong(column, "an id of "+file, "")
	return -1
}

// agencies reads the time zone, which all agencies share.
func (r *reader) agencies(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "agency_timezone")
	for ok && t.row() {
		zone := string(t.get("agency_timezone"))
		if _, err := time.LoadLocation(zone); zone == "" || err != nil {
			t.wrong("agency_timezone", "a time zone such as Europe/Helsinki", "")
		} else if r.feed.Zone != "" && r.feed.Zone != zone {
			t.wrong("agency_timezone", r.feed.Zone+", as in the rows above", "")
		} else {
			r.feed.Zone = zone
		}
	}
}

// readStops reads places. Parents may stand below.
func (r *reader) readStops(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "stop_id", "stop_lat", "stop_lon")
	type child struct {
		at, line int
		parent   string
	}
	var children []child
	for ok && t.row() {
		id, good := r.unique(t, "stop_id", r.stops)
		if !good {
			continue
		}
		s := Stop{ID: id, Name: string(t.get("stop_name")), Kind: t.whole("location_type", 0, 4, 0), Parent: -1, Wheelchair: t.whole("wheelchair_boarding", 0, 2, 0)}
		s.Lat, s.Lon = r.degrees(t, "stop_lat", 90, s.Kind), r.degrees(t, "stop_lon", 180, s.Kind)
		if parent := string(t.get("parent_station")); parent != "" {
			children = append(children, child{len(r.feed.Stops), t.line, parent})
		}
		r.feed.Stops = append(r.feed.Stops, s)
	}
	for _, c := range children {
		at, found := r.stops[c.parent]
		if !found {
			r.problems.Add(problem.Problem{File: name, Row: c.line, Column: "parent_station", Found: c.parent, Expected: "an id of stops.txt"})
			continue
		}
		r.feed.Stops[c.at].Parent = at
	}
}

// degrees reads a coordinate; nodes and boarding areas may have none.
func (r *reader) degrees(t *table, column string, most float64, kind int) float64 {
	text := t.get(column)
	if len(text) == 0 && kind >= 3 {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || !(math.Abs(v) <= most) {
		t.wrong(column, "degrees, -"+strconv.Itoa(int(most))+" to "+strconv.Itoa(int(most)), "")
		return math.NaN()
	}
	return v
}

func (r *reader) readRoutes(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "route_id", "route_type")
	for ok && t.row() {
		if id, good := r.unique(t, "route_id", r.routes); good {
			r.feed.Routes = append(r.feed.Routes, Route{id, string(t.get("route_short_name")), string(t.get("route_long_name")), t.whole("route_type", 0, 1799, 3)})
		}
	}
}

var weekdays = [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

func (r *reader) calendar(name string, data []byte) {
	t, ok := open(name, data, &r.problems, append([]string{"service_id", "start_date", "end_date"}, weekdays[:]...)...)
	for ok && t.row() {
		id, good := r.unique(t, "service_id", r.services)
		if !good {
			continue
		}
		s := Service{ID: id}
		for i, w := range weekdays {
			s.Weekdays[i] = t.whole(w, 0, 1, 0) == 1
		}
		from, a := t.day("start_date")
		to, b := t.day("end_date")
		if s.From, s.To = from, to; a && b && to < from {
			t.wrong("end_date", "a day that is not before start_date", "")
		}
		r.feed.Services, r.dated = append(r.feed.Services, s), append(r.dated, true)
	}
}

func (r *reader) dates(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "service_id", "date", "exception_type")
	for ok && t.row() {
		id := string(t.get("service_id"))
		at, known := r.services[id]
		if !known {
			at = r.service(id)
			r.dated[at] = true
		}
		d, good := t.day("date")
		s := &r.feed.Services[at]
		switch kind := t.whole("exception_type", 1, 2, 0); {
		case !good:
		case kind == 1:
			s.Added = append(s.Added, d)
		case kind == 2:
			s.Removed = append(s.Removed, d)
		}
	}
}

// service adds a service that no calendar has so far: it runs on no weekday.
func (r *reader) service(id string) int {
	at := len(r.feed.Services)
	r.services[id] = at
	r.feed.Services, r.dated = append(r.feed.Services, Service{ID: id, From: 0, To: -1}), append(r.dated, false)
	return at
}

func (r *reader) readTrips(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "trip_id", "route_id", "service_id")
	for ok && t.row() {
		id, good := r.unique(t, "trip_id", r.trips)
		if !good {
			continue
		}
		x := Trip{ID: id, Route: r.known(t, "route_id", "routes.txt", r.routes), Block: string(t.get("block_id")), Wheelchair: t.whole("wheelchair_accessible", 0, 2, 0)}
		service := string(t.get("service_id"))
		at, known := r.services[service]
		if !known {
			at = r.service(service)
		}
		x.Service = at
		r.feed.Trips, r.seen = append(r.feed.Trips, x), append(r.seen, seenTrip{line: t.line})
	}
}

func (r *reader) frequencies(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "trip_id", "start_time", "end_time", "headway_secs")
	for ok && t.row() {
		x := Frequency{Trip: r.known(t, "trip_id", "trips.txt", r.trips), Headway: int32(t.whole("headway_secs", 1, 86400, 0)), Exact: t.whole("exact_times", 0, 1, 0) == 1}
		from, a := clock(t.get("start_time"))
		to, b := clock(t.get("end_time"))
		switch {
		case !a || from == Unknown:
			t.wrong("start_time", "a time such as 06:00:00", "")
		case !b || to == Unknown:
			t.wrong("end_time", "a time such as 22:00:00", "")
		case to <= from:
			t.wrong("end_time", "a time after start_time", "")
		}
		x.From, x.To = from, to
		r.feed.Frequencies = append(r.feed.Frequencies, x)
	}
}

func (r *reader) transfers(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "from_stop_id", "to_stop_id")
	for ok && t.row() {
		x := Transfer{Type: t.whole("transfer_type", 0, 5, 0), Least: int32(t.whole("min_transfer_time", 0, 86400, 0))}
		if x.Type >= 4 {
			continue // between trips of one vehicle, which blocks say as well
		}
		if x.From, x.To = r.known(t, "from_stop_id", "stops.txt", r.stops), r.known(t, "to_stop_id", "stops.txt", r.stops); x.From >= 0 && x.To >= 0 {
			r.feed.Transfers = append(r.feed.Transfers, x)
		}
	}
}
