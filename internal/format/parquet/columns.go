package parquet

import (
	"fmt"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// logicalOf has the logical types of the converted types of older files. A
// decimal has its scale next to it.
var logicalOf = map[deprecated.ConvertedType]format.LogicalTypeValue{
	deprecated.UTF8: &format.StringType{}, deprecated.Enum: &format.EnumType{}, deprecated.Date: &format.DateType{},
	deprecated.Json:            &format.JsonType{},
	deprecated.TimeMillis:      &format.TimeType{IsAdjustedToUTC: true, Unit: millis},
	deprecated.TimeMicros:      &format.TimeType{IsAdjustedToUTC: true, Unit: micros},
	deprecated.TimestampMillis: &format.TimestampType{IsAdjustedToUTC: true, Unit: millis},
	deprecated.TimestampMicros: &format.TimestampType{IsAdjustedToUTC: true, Unit: micros},
	deprecated.Uint8:           &format.IntType{}, deprecated.Uint16: &format.IntType{},
	deprecated.Uint32: &format.IntType{}, deprecated.Uint64: &format.IntType{},
}

var (
	millis = format.TimeUnit{Value: &format.MilliSeconds{}}
	micros = format.TimeUnit{Value: &format.MicroSeconds{}}
)

// Limits of what a schema may claim.
const (
	deepestSchema = 64
	mostRows      = 1 << 31 // as many as a 32-bit index can address
)

// column is a column with one value or none in each row.
type column struct {
	name     string
	leaf     int // its index among the chunks of a row group
	physical format.Type
	size     int // bytes of a fixed-length value
	optional bool
	logical  format.LogicalTypeValue // nil if there is none
}

// columnsOf finds the flat columns of the schema, and the names of those with
// lists or structures.
func columnsOf(f *format.FileMetaData) (flat []column, nested []string, err error) {
	if len(f.Schema) == 0 {
		return nil, nil, bad{"no schema", "one with columns"}
	}
	w := walk{schema: f.Schema, at: 1}
	for range f.Schema[0].NumChildren.V {
		if w.at >= len(f.Schema) {
			return nil, nil, errTree
		}
		e := &f.Schema[w.at]
		if e.Type.Valid && e.RepetitionType.V != format.Repeated {
			c, err := columnOf(e, w.leaves)
			if err != nil {
				return nil, nil, err
			}
			flat = append(flat, c)
		} else {
			nested = append(nested, e.Name)
		}
		if err := w.pass(0); err != nil {
			return nil, nil, err
		}
	}
	if w.at != len(f.Schema) {
		return nil, nil, bad{fmt.Sprintf("a schema whose tree has %d of %d elements", w.at, len(f.Schema)), "all of them"}
	}
	return flat, nested, checkGroups(f, w.leaves)
}

var errTree = bad{"a schema that does not end where stated", "groups with as many children as they state"}

// walk counts the leaves of a schema.
type walk struct {
	schema     []format.SchemaElement
	at, leaves int
}

func (w *walk) pass(depth int) error {
	if w.at >= len(w.schema) || depth > deepestSchema {
		return errTree
	}
	e := &w.schema[w.at]
	w.at++
	if e.Type.Valid {
		w.leaves++
		return nil
	}
	for range e.NumChildren.V {
		if err := w.pass(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

func columnOf(e *format.SchemaElement, leaf int) (column, error) {
	c := column{name: e.Name, leaf: leaf, physical: e.Type.V, optional: e.RepetitionType.V == format.Optional,
		logical: e.LogicalType.Value}
	if c.logical == nil && e.ConvertedType.Valid {
		c.logical = logicalOf[e.ConvertedType.V]
		if e.ConvertedType.V == deprecated.Decimal {
			c.logical = &format.DecimalType{Scale: e.Scale.V}
		}
	}
	if d, is := c.logical.(*format.DecimalType); is && d.Scale < 0 {
		return c, bad{fmt.Sprintf("column %q with a scale of %d", c.name, d.Scale), "0 or more"}
	}
	switch c.physical {
	case format.Boolean, format.ByteArray:
	case format.Int32, format.Float:
		c.size = 4
	case format.Int64, format.Double:
		c.size = 8
	case format.Int96:
		c.size = 12
	case format.FixedLenByteArray:
		if c.size = int(e.TypeLength.V); c.size < 1 || c.size > 1<<20 {
			return c, bad{fmt.Sprintf("column %q of %d bytes per value", c.name, c.size), "1 byte to 1 MB"}
		}
	default:
		return c, bad{fmt.Sprintf("column %q of the type %d", c.name, c.physical), "a type of the Parquet format, 0 to 7"}
	}
	return c, nil
}

// checkGroups checks the row groups against the schema and each other.
func checkGroups(f *format.FileMetaData, leaves int) error {
	rows := int64(0)
	for i := range f.RowGroups {
		g := &f.RowGroups[i]
		if len(g.Columns) != leaves {
			return bad{fmt.Sprintf("row group %d with %d columns", i+1, len(g.Columns)), fmt.Sprintf("the %d of the schema", leaves)}
		}
		if g.NumRows < 0 || g.NumRows > mostRows-rows {
			return bad{fmt.Sprintf("row group %d with %d rows", i+1, g.NumRows), fmt.Sprintf("at most %d rows in all", int64(mostRows))}
		}
		rows += g.NumRows
	}
	if rows != f.NumRows {
		return bad{fmt.Sprintf("row groups with %d rows", rows), fmt.Sprintf("%d, as stated in the footer", f.NumRows)}
	}
	return nil
}

// bad is a fault of a file: what was found and what was expected.
type bad struct{ found, expected string }

// Error returns both.
func (b bad) Error() string { return "found " + b.found + ", expected " + b.expected }
