package travel

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// Way is how the time of one way of travelling is computed from a straight
// distance: the road distance is Detour times the straight distance, and the
// time is OverheadMin minutes plus the road distance at SpeedKmh.
type Way struct {
	SpeedKmh    float64 // km/h
	OverheadMin float64 // minutes: parking, waiting, walking to a stop
	Detour      float64 // ratio of road to straight distance, at least 1
}

// Station is a place where trains of a Line stop.
type Station struct {
	Name string
	At   orb.Point // EPSG:3067 metres
}

// Line is a rail line that runs in both directions. Stations are indexes into
// the model's stations, in calling order.
type Line struct {
	Name                       string
	Stations                   []int
	HeadwayRush, HeadwayMidday float64 // minutes between trains
	SpeedKmh                   float64 // km/h between stations, including stops
}

// Model holds the figures of the synthetic Router. All come from the caller,
// who takes them from parameters with sources; a zero is never replaced by a
// default.
type Model struct {
	Walk, Bike, Bus, Car Way

	// The longest roads that people walk or cycle, in metres, inclusive. Cells
	// farther away are unreached on foot or by bicycle.
	WalkMaxMetres, BikeMaxMetres float64

	// AccessMaxMetres is the longest walking distance between a station and a
	// cell or a place, inclusive. Beyond it people take a bus to the station.
	AccessMaxMetres float64

	BusHeadwayRush, BusHeadwayMidday float64 // minutes between buses
	ChangeMin                        float64 // minutes from train to train, excluding the wait

	Stations []Station
	Lines    []Line
}

// faults collects the faults of a model.
type faults []string

func (f *faults) check(ok bool, format string, args ...any) {
	if !ok {
		*f = append(*f, fmt.Sprintf(format, args...))
	}
}

// positive checks a figure that must be above zero and finite.
func (f *faults) positive(v float64, what string) {
	f.check(v > 0 && !math.IsInf(v, 1), "%s is %g, expected more than 0", what, v)
}

// atLeast checks a figure that must be finite and not below lo.
func (f *faults) atLeast(v, lo float64, what string) {
	f.check(v >= lo && !math.IsInf(v, 1), "%s is %g, expected at least %g", what, v, lo)
}

func (f *faults) way(w Way, what string) {
	f.positive(w.SpeedKmh, what+" speed (km/h)")
	f.atLeast(w.OverheadMin, 0, what+" overhead (min)")
	f.atLeast(w.Detour, 1, what+" detour factor")
}

// Validate checks every figure and names all faults together.
func (m Model) Validate() error {
	var f faults
	f.way(m.Walk, "walk")
	f.way(m.Bike, "bike")
	f.way(m.Bus, "bus")
	f.way(m.Car, "car")
	f.positive(m.WalkMaxMetres, "longest walk (m)")
	f.positive(m.BikeMaxMetres, "longest bicycle trip (m)")
	f.atLeast(m.AccessMaxMetres, 0, "longest walk to a station (m)")
	f.positive(m.BusHeadwayRush, "bus headway, rush (min)")
	f.positive(m.BusHeadwayMidday, "bus headway, midday (min)")
	f.atLeast(m.ChangeMin, 0, "change between trains (min)")
	f.stations(m.Stations)
	f.lines(m.Lines, m.Stations)
	if f != nil {
		return fmt.Errorf("travel model: %s", strings.Join(f, "; "))
	}
	return nil
}

func (f *faults) stations(stations []Station) {
	names := map[string]bool{}
	for i, s := range stations {
		f.check(s.Name != "", "station %d has no name", i)
		f.check(s.Name == "" || !names[s.Name], "station %q is given twice", s.Name)
		names[s.Name] = true
		f.check(finite(s.At), "station %q is at %g, %g, expected metres", s.Name, s.At[0], s.At[1])
	}
}

func (f *faults) lines(lines []Line, stations []Station) {
	names := map[string]bool{}
	for i, l := range lines {
		f.check(l.Name != "", "line %d has no name", i)
		f.check(l.Name == "" || !names[l.Name], "line %q is given twice", l.Name)
		names[l.Name] = true
		f.positive(l.HeadwayRush, fmt.Sprintf("line %q headway, rush (min)", l.Name))
		f.positive(l.HeadwayMidday, fmt.Sprintf("line %q headway, midday (min)", l.Name))
		f.positive(l.SpeedKmh, fmt.Sprintf("line %q speed (km/h)", l.Name))
		f.check(len(l.Stations) >= 2, "line %q has %d stations, expected at least 2", l.Name, len(l.Stations))
		for k, s := range l.Stations {
			f.check(s >= 0 && s < len(stations), "line %q calls at station %d, there are %d", l.Name, s, len(stations))
			f.check(k == 0 || s != l.Stations[k-1], "line %q calls at station %d twice in a row", l.Name, s)
		}
	}
}

// finite reports whether both coordinates are finite.
func finite(p orb.Point) bool {
	return !math.IsNaN(p[0]) && !math.IsNaN(p[1]) && !math.IsInf(p[0], 0) && !math.IsInf(p[1], 0)
}
