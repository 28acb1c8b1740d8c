package times

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Synthetic computes the matrix of a county without measured times, with one column
// for each facility location, for every mode and period. refuseNull refuses parameters
// that are null, and reports whether there are any.
func Synthetic(r *input.Reader, f *File, t *yaml.Tree, b *scenario.Base, refuseNull func(*params.Reader) bool) {
	if f.Stations == "" {
		r.Wrong(t, "the key stations", "synthetic times need a table of rail lines", "travel")
		return
	}
	tab := r.Table(t, f.Stations, []string{"travel", "stations"}, "line", "station", "x", "y", "headway_min")
	if tab == nil {
		return
	}
	stations, lines := railLines(tab)
	tab.NoteUnread()
	if len(tab.Rows) == 0 {
		r.Note("%s has no stops, so the travel times have no trains", source.Base(tab.Name))
	}
	if b.Grid.Cells() == 0 {
		return
	}
	reader := params.NewReader(b.Params)
	m := travel.ModelFrom(reader.Value, stations, lines)
	if err := reader.Err(); err != nil {
		r.Problems.Add(t.ProblemAt(problem.Problem{Found: err.Error(), Expected: "the parameters of synthetic travel times"}, "parameters"))
		return
	}
	if refuseNull(reader) {
		return
	}
	router, err := travel.NewSynthetic(b.Grid.Centres, m)
	if err != nil {
		if len(r.Problems) == 0 {
			r.Problems.Add(t.ProblemAt(problem.Problem{Found: err.Error(), Expected: "valid parameters and stations"}, "travel"))
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
