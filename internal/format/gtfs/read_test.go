package gtfs

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/realdata"
)

// drawn is a feed of two lines; edits replace or remove files.
func drawn(edits map[string]string) fstest.MapFS {
	files := map[string]string{
		"agency.txt":         "agency_id, agency_name,agency_timezone\na,A,Europe/Helsinki\n",
		"stops.txt":          "\ufeffstop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nA,\"Asema, itä\",61.5,23.75,0,S\nB,B,61.51,23.76,,\nS,Asema,61.5,23.75,1,\n",
		"routes.txt":         "route_id,route_short_name,route_type\n1,1,0\n2,2,3\n",
		"calendar.txt":       "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20260601,20260630\n",
		"calendar_dates.txt": "service_id,date,exception_type\nweek,20260619,2\nfeast,20260619,1\n",
		"trips.txt":          "route_id,service_id,trip_id,block_id\r\n1,week,t1,\r\n1,week,t2,b\r\n2,feast,t3,\r\n",
		"stop_times.txt":     "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\nt1,06:00:00,06:00:00,A,1,0\nt2,25:10:00,,B,9,\nt1,,6:05:30,B,2,1\nt2, 24:59:00,25:00:00,A,3,\n\nt3,08:00:00,08:00:00,A,1,\nt3,08:01:00,08:01:00,B,2,\n",
		"shapes.txt":         "shape_id\n",
	}
	for name, text := range edits {
		files[name] = text
		if text == "" {
			delete(files, name)
		}
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestRead(t *testing.T) {
	for _, dir := range []string{"", "feed/"} {
		in := fstest.MapFS{}
		for name, f := range drawn(nil) {
			in[dir+name] = f
		}
		f, err := ReadFrom(in, "folder/feed.zip")
		if err != nil {
			t.Fatal(err)
		}
		if f.Name != "feed.zip" || f.Zone != "Europe/Helsinki" || f.StopTimes != 6 || len(f.Left) != 0 || cmp.Diff([]string{"shapes.txt"}, f.Unread) != "" {
			t.Errorf("%+v", f)
		}
		if s := f.Stops[0]; s.Name != "Asema, itä" || s.Lat != 61.5 || s.Parent != 2 || f.Stops[1].Parent != -1 || f.Stops[2].Kind != 1 {
			t.Errorf("%+v", f.Stops)
		}
		want := []Trip{
			{ID: "t1", Times: []Time{{0, 21600, 21600, 0, 0}, {1, 21930, 21930, 1, 0}}},
			{ID: "t2", Block: "b", Times: []Time{{0, 89940, 90000, 0, 0}, {1, 90600, 90600, 0, 0}}},
			{ID: "t3", Route: 1, Service: 1, Times: []Time{{0, 28800, 28800, 0, 0}, {1, 28860, 28860, 0, 0}}},
		}
		if d := cmp.Diff(want, f.Trips); d != "" {
			t.Error(d)
		}
	}
}

// Two trips on weekdays of June; on Midsummer's Eve the other service.
func TestRuns(t *testing.T) {
	f, err := ReadFrom(drawn(nil), "feed")
	if err != nil {
		t.Fatal(err)
	}
	first, last, ok := f.Span()
	if !ok || first != DayOf(2026, time.June, 1) || last != DayOf(2026, time.June, 30) {
		t.Errorf("%v to %v", first.Date(), last.Date())
	}
	for day, want := range map[int]int{1: 2, 5: 2, 6: 0, 7: 0, 8: 2, 19: 1, 30: 2} {
		if got := f.Running(first, last)[day-1]; got != want {
			t.Errorf("%d June: %d trips, expected %d", day, got, want)
		}
	}
	if f.Services[0].Runs(DayOf(2026, time.May, 29)) || f.Services[1].Runs(DayOf(2026, time.June, 18)) {
		t.Error("a service runs outside its days")
	}
}

// Trips that cannot be used as they stand are left out, each with its line.
func TestLeftOut(t *testing.T) {
	for _, tt := range []struct {
		edits  map[string]string
		reason Reason
		line   int
	}{
		{map[string]string{"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,A,1\n"}, OneStop, 2},
		{map[string]string{"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,A,1\nt1,,,B,2\n"}, NoEnd, 3},
		{map[string]string{"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,,,A,1\nt1,06:00:00,06:00:00,B,2\n"}, NoEnd, 2},
		{map[string]string{"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,A,1\nt1,05:59:59,06:01:00,B,2\n"}, Backwards, 3},
		{map[string]string{"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,A,1\nt1,06:05:00,06:04:00,B,2\n"}, Backwards, 3},
		{map[string]string{"trips.txt": "route_id,service_id,trip_id\n1,never,t1\n1,week,t2\n2,feast,t3\n"}, NoService, 2},
	} {
		f, err := ReadFrom(drawn(tt.edits), "feed")
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Left) == 0 || f.Left[0] != (Left{"t1", tt.reason, tt.line}) {
			t.Errorf("%s: %+v", tt.reason, f.Left)
		}
		for i := range f.Trips {
			if f.Trips[i].ID == "t1" {
				t.Errorf("%s: the trip is kept", tt.reason)
			}
		}
	}
	f, err := ReadFrom(drawn(map[string]string{"frequencies.txt": "trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,09:00:00,600,1\nt2,06:00:00,09:00:00,600,\n",
		"stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt2,06:00:00,06:00:00,A,1\nt2,06:01:00,06:01:00,B,2\n"}), "feed")
	if err != nil || len(f.Left) != 2 || f.Left[0].Reason != NoTimes || len(f.Frequencies) != 1 || f.Frequencies[0] != (Frequency{0, 21600, 32400, 600, false}) {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestRefusals(t *testing.T) {
	edit := func(name, text string) map[string]string { return map[string]string{name: text} }
	const times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
	for _, tt := range []struct {
		edits map[string]string
		want  string
	}{
		{edit("stop_times.txt", ""), `, expected stop_times.txt`},
		{map[string]string{"calendar.txt": "", "calendar_dates.txt": ""}, `expected calendar.txt or calendar_dates.txt`},
		{edit("agency.txt", "agency_timezone\nMars/Olympus\n"), `feed/agency.txt:2: column "agency_timezone": found "Mars/Olympus", expected a time zone such as Europe/Helsinki`},
		{edit("agency.txt", "agency_timezone\nEurope/Helsinki\nEurope/Paris\n"), `feed/agency.txt:3: column "agency_timezone": found "Europe/Paris", expected Europe/Helsinki, as in the rows above`},
		{edit("stops.txt", "stop_id,stop_lat\nA,61\n"), `feed/stops.txt:1: found "the columns stop_id, stop_lat", expected a column stop_lon`},
		{edit("stops.txt", "stop_id,stop_lat,stop_lon\nA,91,23\nB,61,x\n"), `feed/stops.txt:2: column "stop_lat": found "91", expected degrees, -90 to 90`},
		{edit("stops.txt", "stop_id,stop_lat,stop_lon\nA,61,23\nA,61,23\n"), `feed/stops.txt:3: column "stop_id": found "A", expected every id once`},
		{edit("stops.txt", "stop_id,stop_lat,stop_lon,parent_station\nA,61,23,Q\nB,61,23,\n"), `feed/stops.txt:2: column "parent_station": found "Q", expected an id of stops.txt`},
		{edit("stops.txt", "stop_id,stop_lat,stop_lon,stop_id\n"), `column "stop_id": found "the column twice", expected each column once`},
		{edit("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,it\xe4,61,23\n"), `feed/stops.txt:2: found "bytes that are no UTF-8", expected text in UTF-8`},
		{edit("stops.txt", "\n\n"), `feed/stops.txt: found "an empty file", expected a header and rows`},
		{edit("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,\"open,61,23\nB,B,61,23\n"), `feed/stops.txt:2: found "a quote that does not end", expected a quote before the next comma`},
		{edit("routes.txt", "route_id,route_type\n1,train\n2,3\n"), `feed/routes.txt:2: column "route_type": found "train", expected a whole number, 0 to 1799`},
		{edit("calendar.txt", "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20260630,20260601\n"), `column "end_date": found "20260601", expected a day that is not before start_date`},
		{edit("calendar_dates.txt", "service_id,date,exception_type\nweek,20260231,1\n"), `column "date": found "20260231", expected a day such as 20261231`},
		{edit("calendar_dates.txt", "service_id,date,exception_type\nweek,20260201,3\n"), `column "exception_type": found "3", expected a whole number, 1 to 2`},
		{edit("trips.txt", "route_id,service_id,trip_id\n9,week,t1\n1,week,t2\n1,week,t3\n"), `feed/trips.txt:2: column "route_id": found "9", expected an id of routes.txt`},
		{edit("stop_times.txt", times+"t9,06:00:00,06:00:00,A,1\n"), `feed/stop_times.txt:2: column "trip_id": found "t9", expected an id of trips.txt`},
		{edit("stop_times.txt", times+"t1,06:00:00,06:00:00,Q,1\n"), `feed/stop_times.txt:2: column "stop_id": found "Q", expected an id of stops.txt`},
		{edit("stop_times.txt", times+"t1,6.00,06:00:00,A,1\n"), `column "arrival_time": found "6.00", expected a time such as 25:04:00, hours past 24 for the next day`},
		{edit("stop_times.txt", times+"t1,-1:00:00,06:00:00,A,1\n"), `column "arrival_time": found "-1:00:00"`},
		{edit("stop_times.txt", times+"t1,06:60:00,06:00:00,A,1\n"), `column "arrival_time": found "06:60:00"`},
		{edit("stop_times.txt", times+"t1,06:00:00,06:00:00,A,-1\n"), `column "stop_sequence": found "-1", expected a whole number, 0 or more`},
		{edit("stop_times.txt", times+"t1,06:00:00\n"), `feed/stop_times.txt:2: column "stop_id": found nothing, expected an id of stops.txt`},
		{edit("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,09:00:00,0\n"), `column "headway_secs": found "0", expected a whole number, 1 to 86400`},
		{edit("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,05:00:00,600\n"), `column "end_time": found "05:00:00", expected a time after start_time`},
		{edit("transfers.txt", "from_stop_id,to_stop_id,transfer_type\nA,Q,0\n"), `feed/transfers.txt:2: column "to_stop_id": found "Q", expected an id of stops.txt`},
	} {
		if _, err := ReadFrom(drawn(tt.edits), "feed"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v\nexpected %s", err, tt.want)
		}
	}
}

func TestReadAFile(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, f := range drawn(nil) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(f.Data)
		os.WriteFile(filepath.Join(dir, name), f.Data, 0o644)
	}
	z.Close()
	name := filepath.Join(t.TempDir(), "feed.zip")
	os.WriteFile(name, b.Bytes(), 0o644)
	for _, at := range []string{name, dir} {
		if f, err := Read(at); err != nil || len(f.Trips) != 3 {
			t.Errorf("%s: %v", at, err)
		}
	}
	os.WriteFile(name, b.Bytes()[:200], 0o644)
	if _, err := Read(name); err == nil || !strings.Contains(err.Error(), "expected a feed as a zip file, or a folder with its files") {
		t.Errorf("a cut file: %v", err)
	}
	if _, err := Read(name + "x"); err == nil || !strings.Contains(err.Error(), "expected a feed that can be read (no such file or directory)") {
		t.Errorf("no file: %v", err)
	}
}

// Trips of real feeds on days that an independent program counted, trips with one stop
// among them.
func TestRealFeeds(t *testing.T) {
	for _, tt := range []struct {
		file  string
		rows  int
		left  int
		trips map[Day]int
	}{
		{"tampere/tampere.zip", 144_471, 11, map[Day]int{DayOf(2022, 1, 18): 1622, DayOf(2021, 12, 24): 516, DayOf(2021, 12, 25): 3, DayOf(2022, 1, 6): 526}},
		{"porto-alegre/poa_eptc.zip", 130_019, 0, map[Day]int{DayOf(2019, 5, 13): 2374, DayOf(2019, 5, 1): 1053}},
		{"porto-alegre/poa_trensurb.zip", 14_855, 0, map[Day]int{DayOf(2019, 5, 13): 529, DayOf(2019, 5, 1): 529}},
	} {
		f, err := Read(filepath.Join(realdata.Dir(t), filepath.FromSlash(tt.file)))
		if err != nil {
			t.Fatal(err)
		}
		if f.StopTimes != tt.rows || len(f.Left) != tt.left {
			t.Errorf("%s: %d rows, %d trips left out", tt.file, f.StopTimes, len(f.Left))
		}
		for day, want := range tt.trips {
			if got := f.Running(day, day)[0]; got > want || got < want-tt.left {
				t.Errorf("%s, %s: %d trips, expected %d with those of one stop", tt.file, day.Date().Format(time.DateOnly), got, want)
			}
		}
	}
}

// Whatever the bytes are, reading ends with a feed or with faults.
func FuzzTimes(f *testing.F) {
	f.Add("trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,A,1\n")
	f.Add("trip_id,\"arrival_time\",departure_time,stop_id,stop_sequence\n\"t\"\"1\",\"06:00\n:00\",,A,1")
	f.Fuzz(func(t *testing.T, text string) {
		feed, err := ReadFrom(drawn(map[string]string{"stop_times.txt": text + "\n"}), "feed")
		if err != nil {
			return
		}
		for i := range feed.Trips {
			last := Unknown
			for _, x := range feed.Trips[i].Times {
				if x.Arrive != Unknown && (x.Arrive < last || x.Depart < x.Arrive) {
					t.Errorf("%+v goes back", feed.Trips[i])
				}
				last = max(last, x.Depart)
			}
		}
	})
}
