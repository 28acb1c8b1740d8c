package layers

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
)

// longRow is one row of the long table.
type longRow struct {
	place
	measure int // in longFigures
	value   float64
}

// long is the table scores_long: every option, service and cell, one below the
// other, for queries and pivot tables. It has the cells where people of the target
// group live, and leaves out NULL, a change of 0 and a flag that is not set.
func (s *Maps) long() gpkg.Layer {
	list := longFigures()
	var rows []longRow
	for k := range s.Report.Options {
		cells := s.Painted(k, s.Public)
		for v := range s.Report.Services {
			rows = s.longRows(rows, list, k, v, cells)
		}
	}
	return gpkg.Layer{
		Name: "scores_long", Title: "All figures by cell, long",
		Description: "One figure per row for the cells where people of the target group live. Left out: unknown values, changes of 0, flags that are not set. The coverage layers have the same figures side by side.",
		Len:         len(rows),
		Columns: []gpkg.Column{
			{Name: "option", Type: gpkg.Text, Title: "Option"}, {Name: "service", Type: gpkg.Text, Title: "Service"},
			{Name: "id", Type: s.idType(), Title: "Cell id"}, {Name: "measure", Type: gpkg.Text, Title: "Measure"},
			{Name: "value", Type: gpkg.Real, Title: "Value"}, {Name: "unit", Type: gpkg.Text, Title: "Unit"}},
		Row: func(n int, values []any) orb.Geometry {
			f := &rows[n]
			values[0], values[1] = s.Report.Options[f.option].ID, s.Report.Services[f.service].ID
			values[2], values[3] = s.cellID(f.cell), list[f.measure].long
			values[4], values[5] = f.value, list[f.measure].unit
			return nil
		},
	}
}

func (s *Maps) longRows(rows []longRow, list []cellFigure, option, service int, cells []int) []longRow {
	l := s.Layer(option, s.Report.Services[service].ID)
	if l == nil {
		return rows
	}
	columns := s.measures(option, service, list)
	for _, i := range cells {
		if !(l.Target[i] > 0) {
			continue
		}
		for k := range columns {
			var v float64
			switch of := columns[k].Value(i).(type) {
			case nil:
				continue
			case int64:
				v = float64(of)
			case float64:
				v = of
			}
			if v != 0 || !list[k].rare {
				rows = append(rows, longRow{place{option, service, i}, k, v})
			}
		}
	}
	return rows
}
