package contract

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
)

// Figure is a row of a tidy table: what it is of, its value and the unit.
type Figure struct {
	Of    []string // empty for all, in the order of the table's columns
	Value float64  // NaN for unknown
	Unit  string
}

// Figures is a table of figures, one a row; columns name what each is of.
func Figures(name, title string, columns []string, list []Figure) gpkg.Layer {
	l := gpkg.Layer{Name: name, Title: title, Len: len(list)}
	for _, c := range columns {
		l.Columns = append(l.Columns, gpkg.Column{Name: c, Type: gpkg.Text})
	}
	l.Columns = append(l.Columns, gpkg.Column{Name: "value", Type: gpkg.Real}, gpkg.Column{Name: "unit", Type: gpkg.Text})
	l.Row = func(i int, values []any) orb.Geometry {
		x, n := &list[i], len(columns)
		for c, text := range x.Of {
			if text != "" {
				values[c] = text
			}
		}
		if !math.IsNaN(x.Value) {
			values[n] = Twelve(x.Value)
		}
		values[n+1] = x.Unit
		return nil
	}
	return l
}
