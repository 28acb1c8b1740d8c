package gpkg

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
)

const magic = "SQLite format 3\x00"

// Read gives one layer of a GeoPackage, rows in the order of their ids. An empty
// layer name takes the only layer of places, or the only layer at all. The file
// is never written to, and may lie in a folder that cannot be.
//
// Errors are a problem.Problem where the content is at fault: not an SQLite
// database, no gpkg_contents, no such layer (the layers there are stand in the
// hint), a geometry that cannot be read (Row = its id), changes by a program
// that has the file open.
func Read(path, layer string) (t Table, err error) {
	err = inside(path, func(r *reader) error {
		t, err = r.table(layer)
		return err
	})
	if err != nil {
		return Table{}, err
	}
	return t, nil
}

// Layers lists the layers and tables of a GeoPackage, those of places first.
// Errors are those of Read.
func Layers(path string) (names []string, err error) {
	err = inside(path, func(r *reader) error {
		names, _, err = r.list()
		return err
	})
	return names, err
}

// inside opens a file for reading alone.
func inside(path string, do func(*reader) error) error {
	if err := checkMagic(path); err != nil {
		return err
	}
	if err := checkWhole(path); err != nil {
		return err
	}
	// Immutable: no lock and no side files, so that a folder that cannot be
	// written to will do.
	name, err := dsn(path, "mode=ro&immutable=1&_pragma=trusted_schema(off)")
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return err
	}
	defer db.Close()
	err = do(&reader{path: path, db: db})
	var p problem.Problem
	if err != nil && !errors.As(err, &p) {
		err = fmt.Errorf("read GeoPackage %s: %w", path, err)
	}
	return err
}

func checkMagic(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if !bytes.Equal(head[:n], []byte(magic)) {
		return problem.Problem{File: path, Found: string(head[:n]), Expected: "a GeoPackage, which starts with \"SQLite format 3\"", Hint: "a shapefile or GeoJSON is read under its own extension"}
	}
	return nil
}

// checkWhole refuses a file whose newest changes still lie beside it, where an
// immutable reading would not see them or would see half of them.
func checkWhole(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil && info.Size() > 0 {
			return problem.Problem{File: path, Found: filepath.Base(path) + suffix + " with changes that are not in the file yet", Expected: "a file that no program is editing", Hint: "close it in the other program"}
		}
	}
	return nil
}

// reader holds one open file.
type reader struct {
	path string
	db   *sql.DB
}

func (r *reader) table(layer string) (Table, error) {
	name, kind, err := r.choose(layer)
	if err != nil {
		return Table{}, err
	}
	t := Table{Name: name}
	geometry := ""
	if kind == "features" {
		if geometry, err = r.place(&t); err != nil {
			return Table{}, err
		}
	}
	key, err := r.columns(&t, geometry)
	if err != nil {
		return Table{}, err
	}
	return t, r.rows(&t, key, geometry)
}

func (r *reader) exists(table string) (bool, error) {
	var n int
	err := r.db.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = ?", table).Scan(&n)
	return n > 0, err
}

// list gives the names and kinds of all layers, those of places first.
func (r *reader) list() (names, kinds []string, err error) {
	if ok, err := r.exists("gpkg_contents"); err != nil {
		return nil, nil, err
	} else if !ok {
		return nil, nil, problem.Problem{File: r.path, Found: "an SQLite database without gpkg_contents", Expected: "a GeoPackage"}
	}
	rows, err := r.db.Query("SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN ('features','attributes') AND table_name <> 'layer_styles' ORDER BY data_type DESC, table_name")
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

// choose finds the layer asked for among those that the file lists.
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
		return names[0], kinds[0], nil // layers of places come first
	}
	hint := "the file has no layers"
	if len(names) > 0 {
		hint = "the file has " + strings.Join(names, ", ")
	}
	return "", "", problem.Problem{File: r.path, Found: layer, Expected: "the name of a layer", Hint: hint}
}

// place reads the layer's geometry column and coordinate system.
func (r *reader) place(t *Table) (column string, err error) {
	var organization sql.NullString
	var code sql.NullInt64
	err = r.db.QueryRow(`SELECT g.column_name, upper(g.geometry_type_name), s.organization, s.organization_coordsys_id
		FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?`, t.Name).
		Scan(&column, &t.Geometry, &organization, &code)
	if errors.Is(err, sql.ErrNoRows) {
		return "", problem.Problem{File: r.path, Found: t.Name, Expected: "a layer that gpkg_geometry_columns lists"}
	}
	if strings.EqualFold(organization.String, "EPSG") {
		t.EPSG = int(code.Int64)
	}
	return column, err
}

// columns reads the attributes' names, types and titles, and gives the name of
// the integer primary key, "" where there is none.
func (r *reader) columns(t *Table, geometry string) (key string, err error) {
	titles := "SELECT NULL AS column_name, NULL AS title, NULL AS name, NULL AS description, NULL AS table_name WHERE 0"
	if ok, err := r.exists("gpkg_data_columns"); err != nil {
		return "", err
	} else if ok {
		titles = "SELECT column_name, title, name, description, table_name FROM gpkg_data_columns"
	}
	rows, err := r.db.Query(`SELECT i.name, i.type, i.pk, coalesce(d.title, d.name, ''), coalesce(d.description, '')
		FROM pragma_table_info(?1) i LEFT JOIN (`+titles+`) d ON d.column_name = i.name AND d.table_name = ?1 ORDER BY i.cid`, t.Name)
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
		case pk == 1 && key == "" && strings.EqualFold(c.Type, Integer):
			key = c.Name
		case c.Name != geometry:
			t.Columns = append(t.Columns, c)
		}
	}
	return key, rows.Err()
}

// rows reads the table. The plus before each column keeps the driver from
// turning dates into values of its own: what is stored comes out.
func (r *reader) rows(t *Table, key, geometry string) error {
	fields := []string{"NULL", "NULL"}
	order := ""
	if key != "" {
		fields[0] = "+" + quoted(key)
		order = " ORDER BY " + quoted(key)
	}
	if geometry != "" {
		fields[1] = "+" + quoted(geometry)
	}
	for _, c := range t.Columns {
		fields = append(fields, "+"+quoted(c.Name))
	}
	rows, err := r.db.Query("SELECT " + strings.Join(fields, ",") + " FROM " + quoted(t.Name) + order)
	if err != nil {
		return err
	}
	defer rows.Close()
	targets := make([]any, len(fields))
	var id sql.NullInt64
	var blob sql.RawBytes
	targets[0], targets[1] = &id, &blob
	if geometry != "" {
		t.Geometries = []orb.Geometry{}
	}
	for rows.Next() {
		values := make([]any, len(t.Columns))
		for i := range values {
			targets[2+i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		if !id.Valid {
			id.Int64 = int64(len(t.IDs) + 1)
		}
		t.IDs = append(t.IDs, id.Int64)
		t.Rows = append(t.Rows, truths(values, t.Columns))
		if geometry == "" {
			continue
		}
		var g orb.Geometry
		if blob != nil {
			if g, err = decodeBlob(blob); err != nil {
				return problem.Problem{File: r.path, Row: int(id.Int64), Column: geometry, Found: err.Error(), Expected: "a GeoPackage geometry", Hint: "layer " + t.Name}
			}
		}
		t.Geometries = append(t.Geometries, g)
	}
	return rows.Err()
}

// truths makes true and false of the numbers in BOOLEAN columns.
func truths(values []any, columns []Column) []any {
	for i, v := range values {
		if n, ok := v.(int64); ok && strings.EqualFold(columns[i].Type, Boolean) {
			values[i] = n != 0
		}
	}
	return values
}
