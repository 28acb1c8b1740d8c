package parquet

import (
	"fmt"
)

// Physical types.
const (
	physicalBool = iota
	physicalInt32
	physicalInt64
	physicalInt96
	physicalFloat
	physicalDouble
	physicalBytes
	physicalFixed
)

// Logical types, by their field in the union.
const (
	logicalString    = 1
	logicalMap       = 2
	logicalList      = 3
	logicalEnum      = 4
	logicalDecimal   = 5
	logicalDate      = 6
	logicalTime      = 7
	logicalTimestamp = 8
	logicalInteger   = 10
	logicalNull      = 11
	logicalJSON      = 12
	logicalUUID      = 14
	logicalFloat16   = 15
	logicalGeometry  = 17
	logicalGeography = 18
)

// Converted types, the equivalents in older files.
var logicalOf = map[int]logical{
	0: {id: logicalString}, 4: {id: logicalEnum}, 5: {id: logicalDecimal}, 6: {id: logicalDate},
	7: {id: logicalTime, unit: 1, utc: true}, 8: {id: logicalTime, unit: 2, utc: true},
	9: {id: logicalTimestamp, unit: 1, utc: true}, 10: {id: logicalTimestamp, unit: 2, utc: true},
	11: {id: logicalInteger, bits: 8}, 12: {id: logicalInteger, bits: 16}, 13: {id: logicalInteger, bits: 32}, 14: {id: logicalInteger, bits: 64},
	15: {id: logicalInteger, bits: 8, signed: true}, 16: {id: logicalInteger, bits: 16, signed: true},
	17: {id: logicalInteger, bits: 32, signed: true}, 18: {id: logicalInteger, bits: 64, signed: true},
	19: {id: logicalJSON},
}

// Limits of what a schema may claim.
const (
	deepestSchema = 64
	mostRows      = 1 << 31 // as many as a 32-bit index can address
)

// column is a column with one value or none in each row.
type column struct {
	name     string
	leaf     int // its index among the chunks of a row group
	physical int
	size     int // bytes of a fixed-length value
	optional bool
	logical  logical
}

// columns finds the flat columns of the schema, and the names of those with
// lists or structures.
func (f *footer) columns() (flat []column, nested []string, err error) {
	if len(f.schema) == 0 {
		return nil, nil, bad{"no schema", "one with columns"}
	}
	w := walk{schema: f.schema, at: 1}
	for range f.schema[0].children {
		if w.at >= len(f.schema) {
			return nil, nil, errTree
		}
		e := &f.schema[w.at]
		if e.physical >= 0 && e.repetition != 2 {
			c, err := columnOf(e, w.leaves)
			if err != nil {
				return nil, nil, err
			}
			flat = append(flat, c)
		} else {
			nested = append(nested, e.name)
		}
		if err := w.pass(0); err != nil {
			return nil, nil, err
		}
	}
	if w.at != len(f.schema) {
		return nil, nil, bad{fmt.Sprintf("a schema whose tree has %d of %d elements", w.at, len(f.schema)), "all of them"}
	}
	return flat, nested, f.checkGroups(w.leaves)
}

var errTree = bad{"a schema that does not end where stated", "groups with as many children as they state"}

// walk counts the leaves of a schema.
type walk struct {
	schema     []element
	at, leaves int
}

func (w *walk) pass(depth int) error {
	if w.at >= len(w.schema) || depth > deepestSchema {
		return errTree
	}
	e := &w.schema[w.at]
	w.at++
	if e.physical >= 0 {
		w.leaves++
		return nil
	}
	for range e.children {
		if err := w.pass(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

func columnOf(e *element, leaf int) (column, error) {
	c := column{name: e.name, leaf: leaf, physical: e.physical, optional: e.repetition == 1, logical: e.logical}
	if c.logical.id == 0 && e.converted >= 0 {
		c.logical = logicalOf[e.converted]
		c.logical.scale = e.scale
	}
	switch e.physical {
	case physicalBool:
	case physicalInt32, physicalFloat:
		c.size = 4
	case physicalInt64, physicalDouble:
		c.size = 8
	case physicalInt96:
		c.size = 12
	case physicalBytes:
	case physicalFixed:
		if c.size = e.length; c.size == 0 || c.size > 1<<20 {
			return c, bad{fmt.Sprintf("column %q of %d bytes per value", c.name, c.size), "1 byte to 1 MB"}
		}
	default:
		return c, bad{fmt.Sprintf("column %q of the type %d", c.name, e.physical), "a type of the Parquet format, 0 to 7"}
	}
	return c, nil
}

// checkGroups checks the row groups against the schema and each other.
func (f *footer) checkGroups(leaves int) error {
	rows := int64(0)
	for i := range f.groups {
		g := &f.groups[i]
		if len(g.chunks) != leaves {
			return bad{fmt.Sprintf("row group %d with %d columns", i+1, len(g.chunks)), fmt.Sprintf("the %d of the schema", leaves)}
		}
		if g.rows < 0 || g.rows > mostRows-rows {
			return bad{fmt.Sprintf("row group %d with %d rows", i+1, g.rows), fmt.Sprintf("at most %d rows in all", int64(mostRows))}
		}
		rows += g.rows
	}
	if rows != f.rows {
		return bad{fmt.Sprintf("row groups with %d rows", rows), fmt.Sprintf("%d, as stated in the footer", f.rows)}
	}
	return nil
}

// bad is a fault of a file: what was found and what was expected.
type bad struct{ found, expected string }

// Error returns both.
func (b bad) Error() string { return "found " + b.found + ", expected " + b.expected }
