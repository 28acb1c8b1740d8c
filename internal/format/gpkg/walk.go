package gpkg

import (
	"database/sql"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
)

// walk reads the rows of a layer one by one with the values of some columns.
// The arguments of visit are reused; a geometry that cannot be read is passed
// as a fault. The plus sign before each column keeps the driver from converting
// dates to its own values: the stored value is returned.
func (r *reader) walk(l chosen, want []int,
	visit func(id int64, values []any, g orb.Geometry, fault *problem.Problem) error) error {
	fields := []string{"NULL", "NULL"}
	order := ""
	if l.key != "" {
		fields[0] = "+" + quoted(l.key)
		order = " ORDER BY " + quoted(l.key)
	}
	if l.geometry != "" {
		fields[1] = "+" + quoted(l.geometry)
	}
	for _, c := range want {
		fields = append(fields, "+"+quoted(l.Columns[c].Name))
	}
	rows, err := r.query("SELECT " + strings.Join(fields, ",") + " FROM " + quoted(l.Name) + order)
	if err != nil {
		return err
	}
	defer rows.Close()
	var id sql.NullInt64
	var blob sql.RawBytes
	values := make([]any, len(want))
	targets := []any{&id, &blob}
	for i := range values {
		targets = append(targets, &values[i])
	}
	for n := int64(1); rows.Next(); n++ {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if !id.Valid {
			id.Int64 = n
		}
		for i, c := range want {
			if x, ok := values[i].(int64); ok && strings.EqualFold(l.Columns[c].Type, Boolean) {
				values[i] = x != 0
			}
		}
		var g orb.Geometry
		var fault *problem.Problem
		if blob != nil {
			if g, err = decodeBlob(blob); err != nil {
				fault = &problem.Problem{File: r.path, Row: int(id.Int64), Column: l.geometry, Found: err.Error(), Expected: "a GeoPackage geometry",
					Hint: "layer " + l.Name}
			}
		}
		if err := visit(id.Int64, values, g, fault); err != nil {
			return err
		}
	}
	return rows.Err()
}
