package gpkg

import (
	"database/sql/driver"
	"fmt"

	"github.com/paulmach/orb"
)

// rowsPerCheck is the number of rows between two checks of the context.
const rowsPerCheck = 1024

// layer writes one table, its rows, its index and its descriptions, which need the
// extent; or a view, whose extent is that of its places.
func (w *writer) layer(l *Layer, extents map[string]*orb.Bound) error {
	if l.View != nil {
		if err := w.exec(l.viewSQL()); err != nil {
			return err
		}
		return w.describe(l, extents[l.View.Places])
	}
	if err := w.exec(l.createSQL()); err != nil {
		return err
	}
	boxes, extent, err := w.rows(l)
	if err != nil || l.Hidden {
		return err
	}
	extents[l.Name] = extent
	if err := w.describe(l, extent); err != nil {
		return err
	}
	if l.Geometry == "" {
		return nil
	}
	return w.index(l, boxes)
}

// valuesPerInsert is about how many values one statement inserts. What a statement
// costs by itself, such as counting the ids, is more than what a short row costs.
const valuesPerInsert = 56

// rows inserts every row and returns the boxes for the index and the extent,
// nil if no row has a place.
func (w *writer) rows(l *Layer) (boxes []box, extent *orb.Bound, err error) {
	if l.Geometry != "" {
		boxes = make([]box, 0, l.Len)
	}
	values := make([]any, len(l.Columns))
	next := 0
	for _, together := range []int{max(1, valuesPerInsert/l.width()), 1} {
		insert, err := w.prepare(l.insertSQL(together), together*l.width())
		if err != nil {
			return nil, nil, err
		}
		defer insert.close()
		for ; next+together <= l.Len; next += together {
			w.blob = w.blob[:0]
			for i := range together {
				bound, placed, err := w.row(l, next+i, values, insert.args[i*l.width():][:l.width()])
				if err != nil {
					return nil, nil, err
				}
				if placed {
					boxes = append(boxes, newBox(l.key(next+i), bound))
					extent = widened(extent, bound)
				}
			}
			if err := insert.exec(); err != nil {
				return nil, nil, fmt.Errorf("rows %d to %d: %w", next, next+together-1, err)
			}
		}
	}
	return boxes, extent, nil
}

// row sets the arguments of a row, and reports whether it has a place, and which.
func (w *writer) row(l *Layer, i int, values []any,
	args []driver.NamedValue) (bound orb.Bound, placed bool, err error) {
	if i%rowsPerCheck == 0 {
		if err := w.ctx.Err(); err != nil {
			return bound, false, err
		}
	}
	clear(values)
	g := l.Row(i, values)
	args[0].Value = l.key(i)
	if bound, err = w.place(l, g, args); err != nil {
		return bound, false, fmt.Errorf("row %d: %w", i, err)
	}
	args = args[l.width()-len(l.Columns):]
	for j, v := range values {
		if args[j].Value, err = checked(l.Columns[j].Type, v); err != nil {
			return bound, false, fmt.Errorf("row %d, column %q: %w", i, l.Columns[j].Name, err)
		}
	}
	return bound, g != nil, nil
}

// key is the number of a row.
func (l *Layer) key(i int) int64 {
	if l.Key == nil {
		return int64(i + 1)
	}
	return l.Key(i)
}

// place sets the geometry's argument. The blob is appended to those of the rows
// before it in the same statement; the driver copies them.
func (w *writer) place(l *Layer, g orb.Geometry, args []driver.NamedValue) (orb.Bound, error) {
	if l.Geometry == "" {
		if g != nil {
			return orb.Bound{}, fmt.Errorf("found a geometry of type %T in a table without places", g)
		}
		return orb.Bound{}, nil
	}
	args[1].Value = nil
	if g == nil {
		return orb.Bound{}, nil
	}
	start := len(w.blob)
	blob, bound, err := appendBlob(w.blob, l.Geometry, l.srs(), g)
	if err != nil {
		return bound, err
	}
	w.blob, args[1].Value = blob, blob[start:]
	return bound, nil
}

func widened(extent *orb.Bound, b orb.Bound) *orb.Bound {
	if extent == nil {
		return &b
	}
	*extent = extent.Union(b)
	return extent
}

// describe lists the layer in the tables that readers check first, and titles
// its columns.
func (w *writer) describe(l *Layer, extent *orb.Bound) error {
	var edges [4]driver.Value
	if extent != nil {
		edges = [4]driver.Value{extent.Min[0], extent.Min[1], extent.Max[0], extent.Max[1]}
	}
	kind, epsg := "attributes", 0
	if l.Geometry != "" {
		kind, epsg = "features", l.srs()
	}
	err := w.exec("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)",
		l.Name, kind, l.title(), l.Description, w.instant, edges[0], edges[1], edges[2], edges[3], int64(epsg))
	if err != nil {
		return err
	}
	if l.Geometry != "" {
		if err := w.exec("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)", l.Name, geometryColumn, l.Geometry, int64(epsg)); err != nil {
			return err
		}
	}
	for _, c := range l.Columns {
		if c.Title == "" && c.Description == "" {
			continue
		}
		// The standard hardly distinguishes "name" and "title"; GDAL (from
		// 3.7), and with it QGIS, takes "name" as the alias.
		err := w.exec("INSERT INTO gpkg_data_columns VALUES (?,?,?,?,?,NULL,NULL)", l.Name, c.Name, orNull(c.Title), orNull(c.Title), orNull(c.Description))
		if err != nil {
			return err
		}
	}
	return nil
}

func orNull(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}
