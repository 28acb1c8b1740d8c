package timetables

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// drawn is two made-up feeds: one with every doubt, one that runs on no day.
func drawn() *report.Transit {
	f := report.FeedCheck{File: "town.zip", Zone: "Europe/Helsinki", Stops: 1200, Routes: 3, Trips: 1641, StopTimes: 30_000, First: time.Date(2026, 6, 3, 0, 0, 0, 0, time.UTC), Usual: 1500,
		Busiest: time.Date(2026, 6, 3, 0, 0, 0, 0, time.UTC), NearlyEmpty: 4, Missing: 700, Instant: 1, NoPickup: 20, Blocks: 1, Headways: 2, Unread: []string{"shapes.txt"},
		Left: []report.LeftTrips{{Reason: "one_stop", N: 1, Trip: "t9", Line: 12}, {Reason: "backwards", N: 3, Trip: "t3", Line: 1044}}}
	for d := range 26 {
		n := 1500
		if d%7 == 4 {
			n = 0
		}
		f.Days = append(f.Days, n)
	}
	f.Last = f.First.AddDate(0, 0, len(f.Days)-1)
	f.Hours[5], f.Hours[6], f.Hours[7], f.Hours[24] = 40, 800, 660, 1
	for i := range 12 {
		f.FarStops = append(f.FarStops, report.FarStop{ID: fmt.Sprintf("s%d", i), Name: "Far", Metres: float64(2000 - 100*i)})
	}
	f.FarStops[0].Metres = math.Inf(1)
	return &report.Transit{Feeds: []report.FeedCheck{f, {File: "empty.zip"}}, Streets: &report.StreetCheck{Files: []string{"town.osm.pbf"}, Nodes: 900, Ways: 120, Far: 500}}
}

func TestTable(t *testing.T) {
	scene.Sheets(t, *update, "testdata/transit", func(out io.Writer, width int, w *words.Words) error { return Table(out, drawn(), width, false, w) })
}

func TestJSON(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/transit.schema.json", string(schema))
	var b bytes.Buffer
	if err := JSON(&b, drawn()); err != nil {
		t.Fatal(err)
	}
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
	for _, want := range []string{`"nearly_empty_days": 4`, `"m": null`, `"busiest_day": ""`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}
