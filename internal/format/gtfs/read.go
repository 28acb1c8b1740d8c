package gtfs

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"saavu/internal/format/problem"
)

// largest is the size of a file of a feed above which it is refused, in bytes.
const largest = 4 << 30

// files are those that are read, in their order. Those of a feed that are not among them
// are listed in Feed.Unread.
var files = []string{"agency.txt", "stops.txt", "routes.txt", "calendar.txt", "calendar_dates.txt", "trips.txt", "stop_times.txt", "frequencies.txt", "transfers.txt"}

// needed are those that a feed must have, and one of the two calendars.
var needed = []string{"stops.txt", "routes.txt", "trips.txt", "stop_times.txt"}

// Read reads a feed: a zip file, or a folder with its files. The error is
// problem.Problems with all faults of all files.
func Read(name string) (*Feed, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if info.IsDir() {
		return ReadFrom(os.DirFS(name), name)
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, problem.Problems{{File: name, Found: "no zip file (" + err.Error() + ")", Expected: "a feed as a zip file, or a folder with its files"}}
	}
	defer z.Close()
	return ReadFrom(z, name)
}

func unreadable(name string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return problem.Problems{{File: name, Expected: "a feed that can be read", Hint: err.Error()}}
}

// reader reads one feed.
type reader struct {
	feed     *Feed
	name     string
	problems problem.Problems
	stops    map[string]int
	routes   map[string]int
	services map[string]int
	trips    map[string]int
	seen     []seenTrip // by trip, before those without use are left out
	dated    []bool     // services with a row in some calendar
}

// ReadFrom reads a feed from its files, which may lie in one folder of in.
func ReadFrom(in fs.FS, name string) (*Feed, error) {
	r := &reader{feed: &Feed{Name: path.Base(strings.ReplaceAll(name, `\`, "/"))}, name: name,
		stops: map[string]int{}, routes: map[string]int{}, services: map[string]int{}, trips: map[string]int{}}
	dir, present, err := r.folder(in)
	if err != nil {
		return nil, err
	}
	for _, f := range needed {
		if !slices.Contains(present, f) {
			r.problems.Add(problem.Problem{File: name, Found: "the files " + strings.Join(present, ", "), Expected: f})
		}
	}
	if !slices.Contains(present, "calendar.txt") && !slices.Contains(present, "calendar_dates.txt") {
		r.problems.Add(problem.Problem{File: name, Found: "the files " + strings.Join(present, ", "), Expected: "calendar.txt or calendar_dates.txt"})
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	for _, f := range present {
		if strings.HasSuffix(f, ".txt") && !slices.Contains(files, f) {
			r.feed.Unread = append(r.feed.Unread, f)
		}
	}
	readers := map[string]func(string, []byte){"agency.txt": r.agencies, "stops.txt": r.readStops, "routes.txt": r.readRoutes, "calendar.txt": r.calendar,
		"calendar_dates.txt": r.dates, "trips.txt": r.readTrips, "stop_times.txt": r.times, "frequencies.txt": r.frequencies, "transfers.txt": r.transfers}
	for _, f := range files {
		if !slices.Contains(present, f) {
			continue
		}
		data, err := r.whole(in, path.Join(dir, f))
		if err != nil {
			return nil, err
		}
		readers[f](r.name+"/"+f, data)
	}
	if len(r.problems) > 0 {
		return nil, r.problems.Sorted(r.name)
	}
	r.finish()
	return r.feed, nil
}

// folder finds the folder with the files, and lists them.
func (r *reader) folder(in fs.FS) (dir string, present []string, err error) {
	for _, pattern := range []string{"*", "*/*"} {
		found, err := fs.Glob(in, pattern)
		if err != nil {
			return "", nil, unreadable(r.name, err)
		}
		if at := slices.IndexFunc(found, func(f string) bool { return path.Base(f) == "stops.txt" || path.Base(f) == "stop_times.txt" }); at >= 0 {
			dir = path.Dir(found[at])
			for _, f := range found {
				if path.Dir(f) == dir {
					present = append(present, path.Base(f))
				}
			}
			return dir, present, nil
		}
	}
	return "", nil, nil
}

// whole reads one file.
func (r *reader) whole(in fs.FS, name string) ([]byte, error) {
	f, err := in.Open(name)
	if err != nil {
		return nil, unreadable(r.name+"/"+path.Base(name), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Size() > largest {
		return nil, problem.Problems{{File: r.name + "/" + path.Base(name), Found: fmt.Sprintf("%d bytes", info.Size()),
			Expected: fmt.Sprintf("at most %d", int64(largest))}}
	}
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(f, info.Size()+1))
	}
	if err != nil {
		return nil, unreadable(r.name+"/"+path.Base(name), err)
	}
	if int64(len(data)) > info.Size() {
		return nil, problem.Problems{{File: r.name + "/" + path.Base(name), Found: "more bytes than the zip file states", Expected: fmt.Sprintf("%d", info.Size())}}
	}
	return data, nil
}
