package gpkg

import (
	"database/sql"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/pkg/spatial"
)

// About names a layer of a file before its rows are read.
type About struct {
	Name, Title, Description string
	Geometry                 string // its declared type; "" for a table without places
	EPSG                     int    // 0 = none or not an EPSG system
	Rows                     int
}

// List describes the layers and tables of a GeoPackage, those of places first.
// Errors are those of Source.
func List(f File) (list []About, err error) {
	err = inside(f, func(r *reader) error {
		names, _, err := r.list()
		for i := 0; i < len(names) && err == nil; i++ {
			var a About
			if a, _, err = r.about(names[i]); err == nil {
				list = append(list, a)
			}
		}
		return err
	})
	return list, err
}

// about describes a layer.
func (r *reader) about(name string) (About, chosen, error) {
	l, err := r.layer(name)
	if err != nil {
		return About{}, l, err
	}
	a := About{Name: l.Name, EPSG: l.EPSG, Rows: l.count}
	var title, description sql.NullString
	if err := r.row("SELECT identifier, description FROM gpkg_contents WHERE table_name = ?", l.Name).Scan(&title, &description); err != nil {
		return a, l, err
	}
	a.Title, a.Description = title.String, description.String
	if l.geometry != "" {
		err = r.row("SELECT upper(geometry_type_name) FROM gpkg_geometry_columns WHERE table_name = ?", l.Name).Scan(&a.Geometry)
	}
	return a, l, err
}

// Load reads a layer with all its rows into memory, as it can be written again: its
// columns with types, titles and descriptions, its places and its styles. Columns of raw bytes are left
// out. Errors are those of Source; a geometry of another type than the layer states
// is one.
func Load(f File, name string) (Layer, error) {
	var out Layer
	var rows [][]any
	var places []orb.Geometry
	var faults problem.Problems
	err := inside(f, func(r *reader) error {
		a, l, err := r.about(name)
		if err != nil {
			return err
		}
		out = Layer{Name: a.Name, Title: a.Title, Description: a.Description, Geometry: a.Geometry,
			CRS: spatial.CRS{EPSG: a.EPSG}}
		if a.Geometry != "" && a.EPSG == 0 {
			if out.CRS, err = spatial.FromWKT(l.definition); err != nil {
				return problem.Problem{File: f.Path, Found: "the coordinate system of the layer " + name, Expected: "a system that is known", Hint: err.Error()}
			}
		}
		var read []int
		for i, c := range l.Columns {
			if kind := plainType(c.Type); kind != "" {
				c.Type = kind
				out.Columns = append(out.Columns, c)
				read = append(read, i)
			}
		}
		if out.Styles, err = r.stylesOf(l.Name); err != nil {
			return err
		}
		return r.walk(l, read, func(_ int64, values []any, g orb.Geometry, fault *problem.Problem) error {
			if fault != nil {
				faults.Add(*fault)
				return nil
			}
			row := make([]any, len(values))
			for i, v := range values {
				row[i] = typed(out.Columns[i].Type, v)
			}
			rows, places = append(rows, row), append(places, g)
			return nil
		})
	})
	if p, ok := err.(problem.Problem); ok {
		faults.Add(p)
		err = nil
	}
	if err == nil {
		err = faults.Err()
	}
	out.Len = len(rows)
	out.Row = func(i int, values []any) orb.Geometry {
		copy(values, rows[i])
		return places[i]
	}
	return out, err
}

// plainType is the type in which a column of a declared type is written again; "" for
// raw bytes. Dates and times are texts.
func plainType(declared string) string {
	kind, _, _ := strings.Cut(strings.ToUpper(declared), "(")
	switch strings.TrimSpace(kind) {
	case "BLOB":
		return ""
	case "BOOLEAN":
		return Boolean
	case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER":
		return Integer
	case "FLOAT", "DOUBLE", "REAL":
		return Real
	}
	return Text
}

// typed converts a stored value to one of its column. SQLite may store a value of
// another type, which is unknown then.
func typed(kind string, v any) any {
	switch x := v.(type) {
	case int64:
		if kind == Real {
			return float64(x)
		}
		if kind == Integer {
			return x
		}
	case float64:
		if kind == Real {
			return x
		}
	case string:
		if kind == Text {
			return strings.ToValidUTF8(x, "\uFFFD")
		}
	case []byte:
		if kind == Text {
			return strings.ToValidUTF8(string(x), "\uFFFD")
		}
	case bool:
		if kind == Boolean {
			return x
		}
	}
	return nil
}

// stylesOf reads the styles of a layer, the default one first.
func (r *reader) stylesOf(name string) (list []Style, err error) {
	if ok, err := r.exists("layer_styles"); err != nil || !ok {
		return nil, err
	}
	rows, err := r.query("SELECT coalesce(styleName, ''), coalesce(description, ''), coalesce(styleQML, ''), coalesce(styleSLD, '') FROM layer_styles WHERE f_table_name = ? ORDER BY useAsDefault DESC, id", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s Style
		if err := rows.Scan(&s.Name, &s.Description, &s.QML, &s.SLD); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
