package export

import (
	"io"

	"github.com/parquet-go/parquet-go"

	"saavu/pkg/report"
)

// accessParquet writes id and the values as a Parquet file.
func accessParquet(w io.Writer, a *report.Access) error {
	names := valueNames(a)
	group := parquet.Group{"id": parquet.String()}
	for _, n := range names {
		group[n] = parquet.Leaf(parquet.DoubleType)
	}
	out := parquet.NewGenericWriter[any](w, parquet.NewSchema("access", group), parquet.Compression(&parquet.Snappy), parquet.KeyValueMetadata("saavu.measure", a.Measure.Name),
		parquet.KeyValueMetadata("saavu.asked", a.Asked), parquet.KeyValueMetadata("saavu.unit", a.Unit))
	// Columns of a group stand in the order of their names, and id comes first.
	n := a.Width()
	order := make([]int, n)
	for c := range order {
		order[c] = c
	}
	sortBy(order, func(c int) float64 { return rank(names, c) })
	rows := make([]parquet.Row, len(a.IDs))
	for i, id := range a.IDs {
		row := parquet.Row{parquet.ByteArrayValue([]byte(id)).Level(0, 0, 0)}
		for k, c := range order {
			row = append(row, parquet.DoubleValue(a.Values[i*n+c]).Level(0, 0, k+1))
		}
		rows[i] = row
	}
	if _, err := out.WriteRows(rows); err != nil {
		return err
	}
	return out.Close()
}

// rank is the place of a name among all in the order of the alphabet.
func rank(names []string, c int) float64 {
	at := 0
	for _, n := range names {
		if n < names[c] {
			at++
		}
	}
	return float64(at)
}
