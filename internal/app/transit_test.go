package app_test

import (
	"path/filepath"
	"testing"
	"time"

	"saavu/internal/app"
	"saavu/internal/realdata"
)

// The feeds and streets of two real cities, with the days that are nearly empty and the
// stops that an independent program found far from every street.
func TestCheckTransitOfCities(t *testing.T) {
	file := func(name string) string { return filepath.Join(realdata.Dir(t), filepath.FromSlash(name)) }
	tampere, err := app.CheckTransit(t.Context(), []string{file("tampere/tampere.zip")}, []string{file("tampere/tampere.osm.pbf")}, 500)
	if err != nil {
		t.Fatal(err)
	}
	f := tampere.Feeds[0]
	if f.NearlyEmpty < 113 || len(f.Days) != 193 || f.Trips != 5630 || f.Left[0].N != 11 || len(f.FarStops) != 0 || f.Hours[5] != 0 || f.Hours[12] != 0 {
		t.Errorf("%d of %d days nearly empty, %d trips, left %v, %d far stops, hours %v", f.NearlyEmpty, len(f.Days), f.Trips, f.Left, len(f.FarStops), f.Hours)
	}
	if day := int(time.Date(2021, 12, 25, 0, 0, 0, 0, time.UTC).Sub(f.First).Hours() / 24); f.Days[day] != 3 {
		t.Errorf("%d trips on Christmas Day", f.Days[day])
	}
	poa, err := app.CheckTransit(t.Context(), []string{file("porto-alegre/poa_eptc.zip"), file("porto-alegre/poa_trensurb.zip")}, []string{file("porto-alegre/poa_osm.pbf")}, 500)
	if err != nil {
		t.Fatal(err)
	}
	stops, far := 0, 0
	for i := range poa.Feeds {
		stops, far = stops+poa.Feeds[i].Stops, far+len(poa.Feeds[i].FarStops)
	}
	if stops != 4010 || far < 1500 || far > 1550 {
		t.Errorf("%d of %d stops are far from streets", far, stops)
	}
}
