package export

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
)

// figure is one row of the long table.
type figure struct {
	place
	measure int
	value   int32
}

// longMeasures are the measures of the long table and their units.
var longMeasures = [...][2]string{{"minutes", "min"}, {"own_minutes", "min"}, {"change", "min"}, {"unreached", "flag"}, {"loses_last", "flag"}}

// long is the table scores_long: every option, service and cell below each
// other, for those who query and pivot. It has the cells where somebody of the
// target group lives, and leaves out what is NULL, a change of 0 and a flag
// that is not set.
func (s *Set) long() gpkg.Layer {
	var rows []figure
	for k := range s.Report.Options {
		cells := s.painted(k)
		for v := range s.Report.Services {
			rows = s.figures(rows, k, v, cells)
		}
	}
	return gpkg.Layer{
		Name: "scores_long", Title: "All figures by cell, long",
		Description: "One figure a row for the cells where somebody of the target group lives. Not there: unknown, a change of 0, a flag that is not set. The same figures stand side by side in the coverage layers.",
		Len:         len(rows),
		Columns: []gpkg.Column{
			{Name: "option", Type: gpkg.Text, Title: "Option"}, {Name: "service", Type: gpkg.Text, Title: "Service"},
			{Name: "id", Type: s.idType(), Title: "Cell id"}, {Name: "measure", Type: gpkg.Text, Title: "Measure"},
			{Name: "value", Type: gpkg.Real, Title: "Value"}, {Name: "unit", Type: gpkg.Text, Title: "Unit"}},
		Row: func(n int, values []any) orb.Geometry {
			f := &rows[n]
			values[0], values[1] = s.Report.Options[f.option].ID, s.Report.Services[f.service].ID
			values[2], values[3] = s.cellID(f.cell), longMeasures[f.measure][0]
			values[4], values[5] = float64(f.value), longMeasures[f.measure][1]
			return nil
		},
	}
}

func (s *Set) figures(rows []figure, option, service int, cells []int) []figure {
	l := s.layer(option, s.Report.Services[service].ID)
	if l == nil {
		return rows
	}
	for _, i := range cells {
		if !(l.Target[i] > 0) {
			continue
		}
		at := place{option, service, i}
		if l.Minutes[i] >= 0 {
			rows = append(rows, figure{at, 0, l.Minutes[i]})
		}
		if l.Own[i] >= 0 {
			rows = append(rows, figure{at, 1, l.Own[i]})
		}
		if d := l.Diff[i]; d != unknownDiff && d != 0 {
			rows = append(rows, figure{at, 2, d})
		}
		if l.Minutes[i] == unreached {
			rows = append(rows, figure{at, 3, 1})
		}
		if l.LoseLast[i] {
			rows = append(rows, figure{at, 4, 1})
		}
	}
	return rows
}
