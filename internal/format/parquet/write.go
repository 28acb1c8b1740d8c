package parquet

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	pq "github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"

	"saavu/internal/format/crs"
	"saavu/internal/format/layer"
	"saavu/internal/format/wkb"
)

// The columns that a layer with places has in addition to its own.
const (
	placeColumn = "geometry"
	boxColumn   = "bbox"
)

// rowsPerGroup is the number of rows of a row group: few enough for a reader that
// looks for a part of the map to leave most groups out.
const rowsPerGroup = 1 << 16

// Pair is a text in the metadata of a file.
type Pair struct{ Key, Value string }

// Write writes a layer as a Parquet file, compressed by Snappy: whole numbers as
// INT64, numbers as DOUBLE, texts as UTF-8 strings, all optional; an unknown value is
// null and a number may be infinite. A layer with places is GeoParquet 1.1: the
// column geometry in well-known binary, x first, the column bbox with the box of each
// row (the covering), and the metadata geo with the system in PROJJSON, the types and
// the box of all rows. Longitude and latitude of EPSG:4326 state no system, which by
// the standard is OGC:CRS84. more are further texts of the metadata; titles and
// descriptions of the layer and its columns are in the key saavu.layer, as JSON.
func Write(out io.Writer, l layer.Layer, more ...Pair) error {
	if err := l.Check("the geometry", placeColumn, boxColumn); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	about, err := json.Marshal(aboutLayer(&l))
	if err != nil {
		return err
	}
	w := &writer{l: &l, rows: pq.NewGenericWriter[any](out, pq.NewSchema("layer", schemaOf(&l)), pq.Compression(&pq.Snappy),
		pq.CreatedBy("saavu", "", ""), pq.MaxRowsPerRowGroup(rowsPerGroup), pq.KeyValueMetadata("saavu.layer", string(about)))}
	for _, p := range more {
		w.rows.SetKeyValueMetadata(p.Key, p.Value)
	}
	if err := l.Each(w.row); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	if err := w.flush(); err != nil {
		return fmt.Errorf("write Parquet: %w", err)
	}
	if l.Geometry != "" {
		meta, err := w.geo()
		if err != nil {
			return err
		}
		w.rows.SetKeyValueMetadata("geo", meta)
	}
	return w.rows.Close()
}

// aboutLayer is what people read about a layer.
func aboutLayer(l *layer.Layer) any {
	type column struct {
		Name        string `json:"name"`
		Title       string `json:"title,omitempty"`
		Description string `json:"description,omitempty"`
	}
	out := struct {
		Name        string   `json:"name"`
		Title       string   `json:"title"`
		Description string   `json:"description,omitempty"`
		Columns     []column `json:"columns"`
	}{Name: l.Name, Title: l.Called(), Description: l.Description, Columns: []column{}}
	for _, c := range l.Columns {
		out.Columns = append(out.Columns, column{c.Name, c.Title, c.Description})
	}
	return out
}

// inOrder is a group that keeps the given order of its columns, instead of sorting
// them by name.
type inOrder struct {
	pq.Group
	order []string
}

// Fields returns the columns.
func (g inOrder) Fields() []pq.Field {
	list := g.Group.Fields()
	slices.SortFunc(list, func(a, b pq.Field) int {
		return cmp.Compare(slices.Index(g.order, a.Name()), slices.Index(g.order, b.Name()))
	})
	return list
}

func (g *inOrder) add(name string, n pq.Node) {
	g.Group[name], g.order = n, append(g.order, name)
}

// schemaOf returns the columns of a layer.
func schemaOf(l *layer.Layer) pq.Node {
	g := inOrder{Group: pq.Group{}}
	for _, c := range l.Columns {
		g.add(c.Name, pq.Optional(map[string]pq.Node{
			layer.Integer: pq.Int(64), layer.Real: pq.Leaf(pq.DoubleType), layer.Text: pq.String(),
			layer.Boolean: pq.Leaf(pq.BooleanType)}[c.Type]))
	}
	if l.Geometry != "" {
		g.add(placeColumn, pq.Optional(pq.Leaf(pq.ByteArrayType)))
		box := inOrder{Group: pq.Group{}}
		for _, edge := range edges {
			box.add(edge, pq.Leaf(pq.DoubleType))
		}
		g.add(boxColumn, pq.Optional(box))
	}
	return g
}

// edges are the members of a box, in the order of the standard.
var edges = [4]string{"xmin", "ymin", "xmax", "ymax"}

// writer writes the rows of a layer and keeps what the metadata state of all.
type writer struct {
	l     *layer.Layer
	rows  *pq.GenericWriter[any]
	wait  []pq.Row
	types map[string]bool
	all   *orb.Bound
}

// rowsAtOnce is how many rows are passed on together.
const rowsAtOnce = 256

func (w *writer) row(_ int, values []any, g orb.Geometry) error {
	row := make(pq.Row, 0, len(values)+5)
	for c, v := range values {
		row = append(row, valueOf(v).Level(0, levelOf(v != nil), c))
	}
	if w.l.Geometry != "" {
		if p, single := g.(orb.Polygon); single && w.l.Geometry == layer.MultiPolygon {
			g = orb.MultiPolygon{p}
		}
		var shape any
		var bound orb.Bound
		if g != nil {
			b, box, err := wkb.Append(nil, g)
			if err != nil {
				return err
			}
			shape, bound = b, box
			w.extend(g, box)
		}
		at, level := len(values), levelOf(g != nil)
		row = append(row, valueOf(shape).Level(0, level, at))
		for i, v := range [4]float64{bound.Min[0], bound.Min[1], bound.Max[0], bound.Max[1]} {
			edge := pq.NullValue()
			if g != nil {
				edge = pq.DoubleValue(v)
			}
			row = append(row, edge.Level(0, level, at+1+i))
		}
	}
	if w.wait = append(w.wait, row); len(w.wait) == rowsAtOnce {
		return w.flush()
	}
	return nil
}

func (w *writer) flush() error {
	_, err := w.rows.WriteRows(w.wait)
	w.wait = w.wait[:0]
	return err
}

func (w *writer) extend(g orb.Geometry, box orb.Bound) {
	if w.all == nil {
		w.all, w.types = &box, map[string]bool{}
	}
	*w.all = w.all.Union(box)
	w.types[g.GeoJSONType()] = true
}

func levelOf(known bool) int {
	if known {
		return 1
	}
	return 0
}

func valueOf(v any) pq.Value {
	switch v := v.(type) {
	case int64:
		return pq.Int64Value(v)
	case float64:
		return pq.DoubleValue(v)
	case string:
		return pq.ByteArrayValue([]byte(v))
	case []byte:
		return pq.ByteArrayValue(v)
	case bool:
		return pq.BooleanValue(v)
	}
	return pq.NullValue()
}

// geo is the metadata of the standard.
func (w *writer) geo() (string, error) {
	type covering struct {
		Box map[string][2]string `json:"bbox"`
	}
	column := struct {
		Encoding string          `json:"encoding"`
		Types    []string        `json:"geometry_types"`
		CRS      json.RawMessage `json:"crs,omitempty"`
		Box      []float64       `json:"bbox,omitempty"`
		Covering covering        `json:"covering"`
	}{Encoding: "WKB", Types: []string{}, Covering: covering{map[string][2]string{}}}
	for name := range w.types {
		column.Types = append(column.Types, name)
	}
	slices.Sort(column.Types)
	for _, edge := range edges {
		column.Covering.Box[edge] = [2]string{boxColumn, edge}
	}
	if w.all != nil {
		column.Box = []float64{w.all.Min[0], w.all.Min[1], w.all.Max[0], w.all.Max[1]}
	}
	if w.l.CRS.EPSG != crs.WGS84 {
		system, err := crs.Of(w.l.CRS)
		if err != nil {
			return "", err
		}
		column.CRS = crs.PROJJSON(system)
	}
	text, err := json.Marshal(map[string]any{"version": "1.1.0", "primary_column": placeColumn, "columns": map[string]any{placeColumn: column}})
	return string(text), err
}
