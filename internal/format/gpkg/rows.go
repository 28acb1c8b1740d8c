package gpkg

import (
	"context"
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

// rows inserts every row and returns the boxes for the index and the extent,
// nil if no row has a place.
func (w *writer) rows(l *Layer) (boxes []box, extent *orb.Bound, err error) {
	prepared, err := w.conn.Prepare(l.insertSQL())
	if err != nil {
		return nil, nil, err
	}
	defer prepared.Close()
	insert := prepared.(driver.StmtExecContext)

	first := 1
	if l.Geometry != "" {
		first = 2
		boxes = make([]box, 0, l.Len)
	}
	args := make([]driver.NamedValue, first+len(l.Columns))
	for i := range args {
		args[i].Ordinal = i + 1
	}
	values := make([]any, len(l.Columns))
	for i := range l.Len {
		if i%rowsPerCheck == 0 {
			if err := w.ctx.Err(); err != nil {
				return nil, nil, err
			}
		}
		clear(values)
		g := l.Row(i, values)
		key := int64(i + 1)
		if l.Key != nil {
			key = l.Key(i)
		}
		args[0].Value = key
		bound, err := w.place(l, g, args)
		if err != nil {
			return nil, nil, fmt.Errorf("row %d: %w", i, err)
		}
		if g != nil {
			boxes = append(boxes, newBox(key, bound))
			extent = widened(extent, bound)
		}
		for j, v := range values {
			if args[first+j].Value, err = checked(l.Columns[j].Type, v); err != nil {
				return nil, nil, fmt.Errorf("row %d, column %q: %w", i, l.Columns[j].Name, err)
			}
		}
		if _, err := insert.ExecContext(context.Background(), args); err != nil {
			return nil, nil, fmt.Errorf("row %d: %w", i, err)
		}
	}
	return boxes, extent, nil
}

// place sets the geometry's argument. The blob is reused for the next row: the
// driver copies it.
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
	blob, bound, err := appendBlob(w.blob[:0], l.Geometry, l.EPSG, g)
	if err != nil {
		return bound, err
	}
	w.blob, args[1].Value = blob, blob
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
		kind, epsg = "features", l.EPSG
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
