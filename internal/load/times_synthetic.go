package load

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// synthetic fills the matrix of a county without measured times: one column for
// each place where a facility stands, of every mode and period.
func (r *reader) synthetic(f *countyFile, t *tree, b *scenario.Base) {
	if f.Travel.Stations == "" {
		r.wrong(t, "the key stations", "synthetic times need a table of rail lines", "travel")
		return
	}
	tab := r.table(t, f.Travel.Stations, []string{"travel", "stations"}, "line", "station", "x", "y", "headway_min")
	if tab == nil {
		return
	}
	stations, lines := tab.railLines()
	if b.Grid.Cells() == 0 {
		return
	}
	reader := params.NewReader(b.Params)
	m := travel.ModelFrom(reader.Value, stations, lines)
	if err := reader.Err(); err != nil {
		r.problems.Add(t.problemAt(problem.Problem{Found: err.Error(), Expected: "the parameters of synthetic travel times"}, "parameters"))
		return
	}
	router, err := travel.NewSynthetic(b.Grid.Centres, m)
	if err != nil {
		if len(r.problems) == 0 {
			r.problems.Add(t.problemAt(problem.Problem{Found: err.Error(), Expected: "parameters and stations that fit"}, "travel"))
		}
		return
	}
	b.Router = router
	var places []orb.Point
	for i := range b.Network.Facilities {
		x := &b.Network.Facilities[i]
		if x.At == (orb.Point{}) {
			continue
		}
		if x.Column = slices.Index(places, x.At); x.Column < 0 {
			x.Column = len(places)
			places = append(places, x.At)
		}
	}
	b.Matrix = travel.FillMatrix(router, b.Grid.Cells(), places, []travel.Table{
		{Mode: travel.Walk, Period: travel.Any}, {Mode: travel.Bike, Period: travel.Any},
		{Mode: travel.Transit, Period: travel.Rush}, {Mode: travel.Transit, Period: travel.Midday},
		{Mode: travel.Car, Period: travel.Rush}, {Mode: travel.Car, Period: travel.Midday},
	})
}

// railLines reads the rail lines of a table: one row a stop, in the order of the
// line. headway_min holds for all hours; headway_midday_min, where there is such
// a column, for midday.
func (t *table) railLines() ([]travel.Station, []travel.Line) {
	var stations []travel.Station
	var rail []travel.Line
	known, lines := map[string]int{}, map[string]int{}
	for i := range t.rows {
		at, ok := t.point(i)
		headway := t.amount(i, "headway_min", 0)
		midday := t.amount(i, "headway_midday_min", headway)
		if !ok || headway <= 0 {
			if ok {
				t.wrong(i, "headway_min", "minutes above 0", "")
			}
			continue
		}
		name, id := t.get(i, "line"), t.get(i, "station")
		s, seen := known[id]
		if !seen {
			s = len(stations)
			known[id] = s
			stations = append(stations, travel.Station{Name: id, At: at})
		} else if stations[s].At != at {
			t.wrong(i, "station", "one place for a station", "another row puts it elsewhere")
		}
		l, seen := lines[name]
		if !seen {
			l = len(rail)
			lines[name] = l
			rail = append(rail, travel.Line{Name: name, HeadwayRush: headway, HeadwayMidday: midday})
		} else if rail[l].HeadwayRush != headway || rail[l].HeadwayMidday != midday {
			t.wrong(i, "headway_min", "one headway for a line", "its first row has "+strconv.FormatFloat(rail[l].HeadwayRush, 'g', -1, 64))
		}
		rail[l].Stations = append(rail[l].Stations, s)
	}
	return stations, rail
}
