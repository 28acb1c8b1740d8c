package store

import (
	"encoding/binary"

	pq "github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"

	"saavu/internal/format/wkb"
	"saavu/pkg/population"
)

// shapeName is the column of the shapes of cells, as well-known binary; grids of squares
// have none.
const shapeName = "shape"

func shapeColumn(g *population.Grid) column {
	shape := func(i int) pq.Value { return pq.ByteArrayValue(shapeOf(g, i)) }
	return column{shapeName, packed(pq.Leaf(pq.ByteArrayType)), shape}
}

// shapeOf is the shape of a cell; empty if it has none or is not valid.
func shapeOf(g *population.Grid, i int) []byte {
	shape, _, err := wkb.AppendPolygon(nil, g.Shapes[i])
	if err != nil {
		return nil
	}
	return shape
}

// appendShape appends the shape of a cell after its length; nothing for grids of squares.
func appendShape(to []byte, g *population.Grid, i int) []byte {
	if g.Shapes == nil {
		return to
	}
	shape := shapeOf(g, i)
	return append(binary.LittleEndian.AppendUint64(to, uint64(len(shape))), shape...)
}

// shapes reads the shapes of cells; nil if there are none.
func (r *reading) shapes() ([]orb.Polygon, error) {
	if _, ok := r.Column(shapeName); !ok {
		return nil, nil
	}
	list, err := r.texts(shapeName)
	out := make([]orb.Polygon, len(list))
	for i := 0; i < len(list) && err == nil; i++ {
		if len(list[i]) > 0 {
			var g orb.Geometry
			g, err = wkb.Decode(list[i])
			out[i], _ = g.(orb.Polygon)
		}
	}
	return out, err
}
