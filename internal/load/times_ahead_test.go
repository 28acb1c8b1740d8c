package load

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"saavu/internal/source"
)

// gated is a file system whose files open when a test allows it.
type gated struct {
	fstest.MapFS
	before func(name string)
}

func (g gated) Open(name string) (fs.File, error) {
	g.before(name)
	return g.MapFS.Open(name)
}

// TestReadAhead reads the travel time matrices of TestTimes with all of their files
// ahead of the people, and with none. The result is the same.
func TestReadAhead(t *testing.T) {
	archives, err := filepath.Glob("testdata/times/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	matrix := func(name string) bool { return strings.Contains(name, "travel_times_to") }
	for _, archive := range archives {
		a, err := txtar.ParseFile(archive)
		if err != nil {
			t.Fatal(err)
		}
		var files fstest.MapFS
		want, travel := "", ""
		for _, f := range a.Files {
			switch f.Name {
			case "travel":
				travel = string(f.Data)
				files = timesCounty(t, travel)
			case "want":
				want = string(f.Data)
			default:
				files["small/"+f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
		if !strings.Contains(travel, "ttm") {
			continue
		}
		tried++
		var opened atomic.Int64
		people := make(chan struct{})
		var once sync.Once
		for when, before := range map[string]func(name string){
			"before the people": func(name string) {
				if matrix(name) {
					opened.Add(1)
				}
				for last := int64(-1); name == "small/cells.csv" && opened.Load() != last; time.Sleep(5 * time.Millisecond) {
					last = opened.Load()
				}
			},
			"after the people": func(name string) {
				if name == "small/facilities.csv" {
					once.Do(func() { close(people) })
				}
				if matrix(name) {
					<-people
				}
			},
		} {
			c, err := Read(context.Background(), source.In(map[string]fs.FS{"data": gated{files, before}}), "data/small/county.yaml", Options{})
			if got := outcome(c, err); got != want {
				t.Errorf("%s, read %s: got\n%s\nexpected\n%s", archive, when, got, want)
			}
		}
	}
	if tried < 6 {
		t.Errorf("%d archives of travel time matrices", tried)
	}
}
