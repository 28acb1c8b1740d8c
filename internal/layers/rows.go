package layers

import (
	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
)

// rowColumn is a column of a layer with its value in a row; nil is NULL.
type rowColumn[T any] struct {
	gpkg.Column
	value func(row *T) any
}

// rowsLayer makes a layer of rows from their columns.
func rowsLayer[T any](l gpkg.Layer, list []rowColumn[T], rows []T, shape func(row *T) orb.Geometry) gpkg.Layer {
	for _, c := range list {
		l.Columns = append(l.Columns, c.Column)
	}
	l.Len = len(rows)
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].value(&rows[i])
		}
		return shape(&rows[i])
	}
	return l
}

// plainColumn is a column of a layer of points in no language: the catalog has its title
// and what it means.
type plainColumn[T any] struct {
	name, kind string
	value      func(row *T) any // nil is NULL
}

// titled is the column with its texts in a language.
func (c plainColumn[T]) titled(title, means string) rowColumn[T] {
	return rowColumn[T]{gpkg.Column{Name: c.name, Type: c.kind, Title: title, Description: means}, c.value}
}
