package gpkg

import (
	"database/sql"
	"errors"
	"strings"

	"saavu/internal/format/problem"
)

// Layers lists the layers and tables of a GeoPackage, those of places first.
// Errors are those of Source.
func Layers(f File) (names []string, err error) {
	err = inside(f, func(r *reader) error {
		names, _, err = r.list()
		return err
	})
	return names, err
}

// chosen is a layer without its rows.
type chosen struct {
	Name       string
	EPSG       int // 0 = none or not an EPSG system
	Columns    []Column
	key        string // the integer primary key; "" where there is none
	geometry   string // the geometry column; "" for a table without places
	definition string // well-known text of the system; "" if there is none
	count      int    // of the rows
	view       bool   // it joins tables by their keys
}

func (r *reader) layer(name string) (chosen, error) {
	var l chosen
	var kind string
	var err error
	if l.Name, kind, err = r.choose(name); err != nil {
		return l, err
	}
	if l.view, err = r.isTable(l.Name); err != nil {
		return l, err
	}
	if kind == "features" {
		if err = r.place(&l); err != nil {
			return l, err
		}
	}
	if l.key, err = r.columns(&l); err != nil {
		return l, err
	}
	return l, r.row("SELECT count(*) FROM " + quoted(l.Name)).Scan(&l.count)
}

// isTable refuses a view, except one that joins tables by key: one line of SQL in it can
// produce any number of rows.
func (r *reader) isTable(name string) (view bool, err error) {
	var kind string
	err = r.row("SELECT type FROM sqlite_master WHERE name = ?", name).Scan(&kind)
	if errors.Is(err, sql.ErrNoRows) {
		return false, problem.Problem{File: r.path, Found: name, Expected: "a layer that is in the file", Hint: "gpkg_contents lists it, but there is no such table"}
	}
	if err == nil && kind == "view" {
		if ok, err := r.isJoined(name); ok || err != nil {
			return ok, err
		}
	}
	if err == nil && kind != "table" {
		return false, problem.Problem{File: r.path, Found: name + ", a " + kind, Expected: "a table", Hint: "save the layer into a new GeoPackage"}
	}
	return false, err
}

func (r *reader) exists(table string) (bool, error) {
	var n int
	err := r.row("SELECT count(*) FROM sqlite_master WHERE name = ?", table).Scan(&n)
	return n > 0, err
}

// list returns the names and kinds of all layers, those with places first.
func (r *reader) list() (names, kinds []string, err error) {
	if ok, err := r.exists("gpkg_contents"); err != nil {
		return nil, nil, err
	} else if !ok {
		return nil, nil, problem.Problem{File: r.path, Found: "an SQLite database without gpkg_contents", Expected: "a GeoPackage"}
	}
	rows, err := r.query("SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN ('features','attributes') AND table_name <> 'layer_styles' ORDER BY data_type DESC, table_name")
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n, k string
		if err := rows.Scan(&n, &k); err != nil {
			return nil, nil, err
		}
		names, kinds = append(names, n), append(kinds, k)
	}
	return names, kinds, rows.Err()
}

// choose finds the requested layer among those that the file lists.
func (r *reader) choose(layer string) (name, kind string, err error) {
	names, kinds, err := r.list()
	if err != nil {
		return "", "", err
	}
	features := 0
	for i, n := range names {
		if n == layer {
			return n, kinds[i], nil
		}
		if kinds[i] == "features" {
			features++
		}
	}
	if layer == "" && (len(names) == 1 || features == 1) {
		return names[0], kinds[0], nil // layers with places come first
	}
	hint := "the file has no layers"
	if len(names) > 0 {
		hint = "the file has " + strings.Join(names, ", ")
	}
	return "", "", problem.Problem{File: r.path, Found: layer, Expected: "the name of a layer", Hint: hint}
}

// place reads the layer's geometry column and coordinate system.
func (r *reader) place(l *chosen) error {
	for _, needed := range []string{"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} {
		if ok, err := r.exists(needed); err != nil {
			return err
		} else if !ok {
			return problem.Problem{File: r.path, Found: "no " + needed, Expected: "a GeoPackage"}
		}
	}
	var organization, definition sql.NullString
	var code sql.NullInt64
	err := r.row(`SELECT g.column_name, s.organization, s.organization_coordsys_id, s.definition
		FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?`, l.Name).
		Scan(&l.geometry, &organization, &code, &definition)
	if errors.Is(err, sql.ErrNoRows) {
		return problem.Problem{File: r.path, Found: l.Name, Expected: "a layer that gpkg_geometry_columns lists"}
	}
	if strings.EqualFold(organization.String, "EPSG") {
		l.EPSG = int(code.Int64)
	}
	switch d := strings.ToUpper(definition.String); {
	case strings.HasPrefix(d, "PROJ"), strings.HasPrefix(d, "GEO"), strings.HasPrefix(d, "COMP"),
		strings.HasPrefix(d, "BOUND"): // not an undefined one
		l.definition = definition.String
	}
	return err
}

// columns reads the attributes' names, types and titles, and returns the name
// of the integer primary key, "" if there is none. A key with a name other than
// fid, such as id, is also an attribute.
func (r *reader) columns(l *chosen) (key string, err error) {
	titles := "SELECT NULL AS column_name, NULL AS title, NULL AS name, NULL AS description, NULL AS table_name WHERE 0"
	if ok, err := r.exists("gpkg_data_columns"); err != nil {
		return "", err
	} else if ok {
		titles = "SELECT column_name, title, name, description, table_name FROM gpkg_data_columns"
	}
	rows, err := r.query(`SELECT i.name, i.type, i.pk, coalesce(d.title, d.name, ''), coalesce(d.description, '')
		FROM pragma_table_info(?1) i LEFT JOIN (`+titles+`) d ON d.column_name = i.name AND d.table_name = ?1 ORDER BY i.cid`, l.Name)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		var c Column
		var pk int
		if err := rows.Scan(&c.Name, &c.Type, &pk, &c.Title, &c.Description); err != nil {
			return "", err
		}
		switch {
		case l.view && c.Name == idColumn:
			key = idColumn
		case pk == 1 && key == "" && strings.EqualFold(c.Type, Integer):
			if key = c.Name; !strings.EqualFold(key, idColumn) && !strings.EqualFold(key, "ogc_fid") {
				l.Columns = append(l.Columns, c)
			}
		case c.Name != l.geometry:
			l.Columns = append(l.Columns, c)
		}
	}
	return key, rows.Err()
}
