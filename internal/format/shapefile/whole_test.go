package shapefile

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// Record is one shape with its attributes.
type Record struct {
	Number   int
	Geometry orb.Geometry
	Values   []any
}

// Table is a whole shapefile without its deleted records, for tests.
type Table struct {
	Fields  []Field
	Records []Record
}

// Field returns the index of a field in Values.
func (t Table) Field(name string) (int, bool) {
	for i, f := range t.Fields {
		if strings.EqualFold(f.Name, name) {
			return i, true
		}
	}
	return 0, false
}

// Read reads a whole shapefile; an empty Table with an error.
func Read(f Files) (Table, error) {
	l, err := open(f)
	if err != nil {
		return Table{}, err
	}
	t := Table{Fields: l.rows.fields}
	want := record.Wanted(nil, len(t.Fields))
	_ = l.each(want, func(number int, g orb.Geometry, values []any) error {
		t.Records = append(t.Records, Record{Number: number, Geometry: g, Values: slices.Clone(values)})
		return nil
	})
	return t, nil
}
