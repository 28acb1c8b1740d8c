package export

import (
	"cmp"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"

	"saavu/pkg/report"
)

// inOrder is a group that keeps the given order of its columns, instead of sorting
// them by name.
type inOrder struct {
	parquet.Group
	order []string
}

// Fields returns the columns.
func (g inOrder) Fields() []parquet.Field {
	list := g.Group.Fields()
	slices.SortFunc(list, func(a, b parquet.Field) int {
		return cmp.Compare(slices.Index(g.order, a.Name()), slices.Index(g.order, b.Name()))
	})
	return list
}

// accessParquet writes id and the values as a Parquet file.
func accessParquet(w io.Writer, a *report.Access) error {
	group := inOrder{parquet.Group{"id": parquet.String()}, []string{"id"}}
	if a.Names != nil {
		group.Group["name"], group.order = parquet.String(), append(group.order, "name")
	}
	for _, c := range a.Columns {
		group.Group[c.Name] = parquet.Leaf(parquet.DoubleType)
		group.order = append(group.order, c.Name)
	}
	out := parquet.NewGenericWriter[any](w, parquet.NewSchema("access", group), parquet.Compression(&parquet.Snappy), parquet.KeyValueMetadata("saavu.measure", a.Measure.Name),
		parquet.KeyValueMetadata("saavu.asked", accessAsked(english, a)), parquet.KeyValueMetadata("saavu.unit", a.Unit))
	n := a.Width()
	rows := make([]parquet.Row, len(a.IDs))
	for i, id := range a.IDs {
		row := parquet.Row{parquet.ByteArrayValue([]byte(id)).Level(0, 0, 0)}
		if a.Names != nil {
			row = append(row, parquet.ByteArrayValue([]byte(a.Names[i])).Level(0, 0, 1))
		}
		for _, v := range a.Values[i*n : i*n+n] {
			row = append(row, parquet.DoubleValue(v).Level(0, 0, len(row)))
		}
		rows[i] = row
	}
	if _, err := out.WriteRows(rows); err != nil {
		return err
	}
	return out.Close()
}
