package load

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// synthetic computes the matrix of a county without measured times, with one column
// for each facility location, for every mode and period.
func (r *reader) synthetic(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	if f.Travel.Stations == "" {
		r.wrong(t, "the key stations", "synthetic times need a table of rail lines", "travel")
		return
	}
	tab := r.table(t, f.Travel.Stations, []string{"travel", "stations"}, "line", "station", "x", "y", "headway_min")
	if tab == nil {
		return
	}
	stations, lines := tab.railLines()
	tab.noteUnread()
	if len(tab.rows) == 0 {
		r.note("%s has no stops, so the travel times have no trains", source.Base(tab.name))
	}
	if b.Grid.Cells() == 0 {
		return
	}
	reader := params.NewReader(b.Params)
	m := travel.ModelFrom(reader.Value, stations, lines)
	if err := reader.Err(); err != nil {
		r.problems.Add(t.ProblemAt(problem.Problem{Found: err.Error(), Expected: "the parameters of synthetic travel times"}, "parameters"))
		return
	}
	if r.refuseNull(b, reader, t); r.nulls != nil {
		return
	}
	router, err := travel.NewSynthetic(b.Grid.Centres, m)
	if err != nil {
		if len(r.problems) == 0 {
			r.problems.Add(t.ProblemAt(problem.Problem{Found: err.Error(), Expected: "valid parameters and stations"}, "travel"))
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
