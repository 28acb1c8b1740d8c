package gpkg

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/crs"
	"saavu/internal/format/layer"
)

// checkLayers collects every fault of the layers' descriptions, so that nothing
// is written for a request that must fail.
func checkLayers(layers []Layer) error {
	var faults []error
	names, titles := map[string]bool{}, map[string]bool{}
	tables := map[string][]string{} // the columns of the tables so far
	for i := range layers {
		l := &layers[i]
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("layer %q: "+format, append([]any{l.Name}, args...)...))
		}
		name, title := strings.ToLower(l.Name), strings.ToLower(l.title())
		if err := checkName(name); err != nil {
			fault("%w", err)
		}
		if names[name] {
			fault("there is another layer of this name (case aside)")
		}
		if titles[title] && !l.Hidden {
			fault("there is another layer with the title %q", l.title())
		}
		names[name] = true
		titles[title] = titles[title] || !l.Hidden
		if l.View == nil {
			tables[l.Name] = columnNames(l)
		} else {
			for _, err := range checkView(l, tables) {
				fault("%w", err)
			}
		}
		if l.Len < 0 {
			fault("Len is %d", l.Len)
		}
		if l.Row == nil && l.Len > 0 && l.View == nil {
			fault("there is no function Row for its %d rows", l.Len)
		}
		switch l.Geometry {
		case "":
		case Point, LineString, Polygon, MultiPolygon:
			if _, err := crs.Of(l.CRS); err != nil {
				fault("%w", err)
			}
		default:
			fault("geometry %q, expected %s, %s, %s, %s or none", l.Geometry, Point, LineString, Polygon, MultiPolygon)
		}
		for _, err := range checkColumns(l.Columns) {
			fault("%w", err)
		}
	}
	return errors.Join(faults...)
}

// columnNames are the columns of a layer's table.
func columnNames(l *Layer) []string {
	names := []string{idColumn}
	if l.Geometry != "" {
		names = append(names, geometryColumn)
	}
	for _, c := range l.Columns {
		names = append(names, c.Name)
	}
	return names
}

// checkView finds what a view names and no table before it has.
func checkView(l *Layer, tables map[string][]string) (faults []error) {
	need := append([]From{{l.View.Rows, idColumn}}, l.View.Columns...)
	if l.Geometry != "" {
		need = append(need, From{l.View.Places, geometryColumn})
	}
	for _, f := range need {
		if !slices.Contains(tables[f.Table], f.Column) {
			faults = append(faults, fmt.Errorf("no table %q with a column %q is written before the view", f.Table, f.Column))
		}
	}
	if len(l.View.Columns) != len(l.Columns) {
		faults = append(faults, fmt.Errorf("%d columns from tables, expected %d", len(l.View.Columns), len(l.Columns)))
	}
	return faults
}

func checkName(name string) error {
	switch {
	case name == "":
		return errors.New("the name is empty")
	case !utf8.ValidString(name) || strings.ContainsRune(name, 0):
		return errors.New("the name is not valid UTF-8")
	case name == "layer_styles":
		return errors.New("the name is kept for the table of styles")
	case name == "qgis_projects":
		return errors.New("the name is kept for the table of projects")
	}
	for _, prefix := range []string{"gpkg_", "rtree_", "sqlite_"} {
		if strings.HasPrefix(name, prefix) {
			return fmt.Errorf("names that start with %s are kept for the format itself", prefix)
		}
	}
	return nil
}

func checkColumns(columns []Column) (faults []error) {
	// SQLite compares names without case.
	seen := map[string]bool{idColumn: true, geometryColumn: true}
	titles := map[string]bool{}
	for _, c := range columns {
		name := strings.ToLower(c.Name)
		switch {
		case c.Name == "" || !utf8.ValidString(c.Name) || strings.ContainsRune(c.Name, 0):
			faults = append(faults, fmt.Errorf("column %q: the name is empty or not valid UTF-8", c.Name))
		case seen[name]:
			faults = append(faults, fmt.Errorf("column %q: the name is taken (case aside)", c.Name))
		}
		seen[name] = true
		if c.Title != "" && titles[c.Title] {
			faults = append(faults, fmt.Errorf("column %q: another column has the title %q", c.Name, c.Title))
		}
		titles[c.Title] = true
		switch c.Type {
		case Integer, Real, Text, Boolean:
		default:
			faults = append(faults, fmt.Errorf("column %q: type %q, expected %s, %s, %s or %s", c.Name, c.Type, Integer, Real, Text, Boolean))
		}
	}
	return faults
}

var errNotFinite = errors.New("found a number that is NaN or infinite, expected a finite one or nil for NULL")

// checked converts a value of a row to one that the driver accepts, or reports
// why it does not suit the column's type. A number that is not finite is refused.
func checked(columnType string, v any) (driver.Value, error) {
	if x, ok := v.(float64); ok && columnType == Real && !finite(x) {
		return nil, errNotFinite
	}
	if x, ok := v.(float32); ok && columnType == Real && !finite(float64(x)) {
		return nil, errNotFinite
	}
	return layer.Value(columnType, v)
}

func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }
