package gtfs

import "strconv"

// numbered is a time with its number in the trip.
type numbered struct {
	Time
	sequence int32
	line     int32
}

// seenTrip is what the files have of a trip.
type seenTrip struct {
	line  int // in trips.txt
	times []numbered
}

// times reads stop_times.txt, the largest file. Rows of one trip mostly stand together.
func (r *reader) times(name string, data []byte) {
	t, ok := open(name, data, &r.problems, "trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence")
	if !ok {
		return
	}
	trip, arrival, departure, stop, sequence := t.place("trip_id"), t.place("arrival_time"), t.place("departure_time"), t.place("stop_id"), t.place("stop_sequence")
	pickup, drop := t.place("pickup_type"), t.place("drop_off_type")
	last, at := "", -1
	for t.row() {
		r.feed.StopTimes++
		if id := t.at(trip); at < 0 || string(id) != last {
			if at = r.known(t, "trip_id", "trips.txt", r.trips); at < 0 {
				continue
			}
			last = string(id)
		}
		x := numbered{line: int32(t.line)}
		place, known := r.stops[string(t.at(stop))]
		if !known {
			t.wrong("stop_id", "an id of stops.txt", "")
		}
		x.Stop = int32(place)
		x.Arrive, x.Depart = r.clock(t, "arrival_time", arrival), r.clock(t, "departure_time", departure)
		if x.Arrive == Unknown {
			x.Arrive = x.Depart
		}
		if x.Depart == Unknown {
			x.Depart = x.Arrive
		}
		if x.sequence, known = number(t.at(sequence)); !known {
			t.wrong("stop_sequence", "a whole number, 0 or more", "")
		}
		x.Pickup, x.Drop = r.kind(t, "pickup_type", pickup), r.kind(t, "drop_off_type", drop)
		r.seen[at].times = append(r.seen[at].times, x)
	}
}

func (r *reader) clock(t *table, column string, place int) int32 {
	v, ok := clock(t.at(place))
	if !ok {
		t.wrong(column, "a time such as 25:04:00, hours past 24 for the next day", "")
	}
	return v
}

func (r *reader) kind(t *table, column string, place int) uint8 {
	switch text := t.at(place); {
	case len(text) == 0:
		return 0
	case len(text) == 1 && text[0] >= '0' && text[0] <= '3':
		return text[0] - '0'
	}
	t.wrong(column, "0, 1, 2 or 3", "")
	return 0
}

// number reads a whole number that is not below 0.
func number(text []byte) (int32, bool) {
	v, err := strconv.ParseInt(string(text), 10, 32)
	return int32(v), err == nil && v >= 0
}

// finish keeps trips that can be used, and lists the others.
func (r *reader) finish() {
	f := r.feed
	at := make([]int, len(f.Trips))
	kept := f.Trips[:0]
	for i := range f.Trips {
		x, seen := f.Trips[i], &r.seen[i]
		sorted(seen.times)
		reason, line := r.unusable(&x, seen)
		if reason != "" {
			f.Left, at[i] = append(f.Left, Left{x.ID, reason, line}), -1
			continue
		}
		x.Times = make([]Time, len(seen.times))
		for k := range seen.times {
			x.Times[k] = seen.times[k].Time
		}
		at[i], kept = len(kept), append(kept, x)
		seen.times = nil
	}
	f.Trips = kept
	frequencies := f.Frequencies[:0]
	for _, x := range f.Frequencies {
		if x.Trip = at[x.Trip]; x.Trip >= 0 {
			frequencies = append(frequencies, x)
		}
	}
	f.Frequencies = frequencies
}

// unusable says why a trip cannot be used as it stands, and where; "" if it can.
func (r *reader) unusable(x *Trip, seen *seenTrip) (Reason, int) {
	list := seen.times
	switch {
	case len(list) == 0:
		return NoTimes, seen.line
	case len(list) == 1:
		return OneStop, int(list[0].line)
	case list[0].Depart == Unknown:
		return NoEnd, int(list[0].line)
	case list[len(list)-1].Arrive == Unknown:
		return NoEnd, int(list[len(list)-1].line)
	case !r.dated[x.Service]:
		return NoService, seen.line
	}
	last := Unknown
	for k := range list {
		if list[k].Arrive == Unknown {
			continue
		}
		if list[k].Arrive < last || list[k].Depart < list[k].Arrive {
			return Backwards, int(list[k].line)
		}
		last = list[k].Depart
	}
	return "", 0
}
