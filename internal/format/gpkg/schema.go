package gpkg

import (
	"slices"
	"strings"
)

// The tables of the standard's annex C that these files need, with the
// constraints defined there.
var baseTables = []string{
	`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)`,
	`CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))`,
	`CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))`,
	`CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))`,
	`CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))`,
	`CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))`,
}

// stylesTable is the table that QGIS makes and reads for styles kept in a
// database; no standard defines it. Catalogue and schema are empty texts, not
// NULL: QGIS searches for them that way.
const stylesTable = `CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))`

// The tables of the metadata extension (annex F.8).
var metadataTables = []string{
	`CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')`,
	`CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER, CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))`,
}

const (
	schemaExtension   = "http://www.geopackage.org/spec121/#extension_schema"
	metadataExtension = "http://www.geopackage.org/spec121/#extension_metadata"
	rtreeExtension    = "http://www.geopackage.org/spec120/#extension_rtree"
)

// quoted turns any text into an SQL identifier.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// title is the layer's identifier in gpkg_contents.
func (l *Layer) title() string {
	if l.Title == "" {
		return l.Name
	}
	return l.Title
}

// createSQL makes the layer's table and insertSQL fills some rows of it, each with
// its id, its geometry if there is one, then the columns.
func (l *Layer) createSQL() string {
	var b strings.Builder
	b.WriteString("CREATE TABLE " + quoted(l.Name) + " (" + quoted(idColumn) + " INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL")
	if l.Geometry != "" {
		b.WriteString(", " + quoted(geometryColumn) + " " + l.Geometry)
	}
	for _, c := range l.Columns {
		b.WriteString(", " + quoted(c.Name) + " " + c.Type)
	}
	b.WriteString(")")
	return b.String()
}

// viewSQL makes the layer's view: its first column is the number of the row.
func (l *Layer) viewSQL() string {
	v := l.View
	column := func(f From) string { return quoted(f.Table) + "." + quoted(f.Column) }
	var b strings.Builder
	b.WriteString("CREATE VIEW " + quoted(l.Name) + " AS SELECT " + column(From{v.Rows, idColumn}) + " AS " + quoted(idColumn))
	tables := []string{v.Rows}
	join := func(table string) {
		if !slices.Contains(tables, table) {
			tables = append(tables, table)
		}
	}
	if l.Geometry != "" {
		join(v.Places)
		b.WriteString(", " + column(From{v.Places, geometryColumn}) + " AS " + quoted(geometryColumn))
	}
	for i, c := range l.Columns {
		join(v.Columns[i].Table)
		b.WriteString(", " + column(v.Columns[i]) + " AS " + quoted(c.Name))
	}
	b.WriteString(" FROM " + quoted(v.Rows))
	for _, t := range tables[1:] {
		b.WriteString(" JOIN " + quoted(t) + " ON " + column(From{t, idColumn}) + " = " + column(From{v.Rows, idColumn}))
	}
	return b.String()
}

func (l *Layer) insertSQL(rows int) string {
	row := "(?" + strings.Repeat(",?", l.width()-1) + ")"
	return "INSERT INTO " + quoted(l.Name) + " VALUES " + row + strings.Repeat(","+row, rows-1)
}

// width is the number of values of a row.
func (l *Layer) width() int {
	if l.Geometry != "" {
		return 2 + len(l.Columns)
	}
	return 1 + len(l.Columns)
}

// rtreeName is the name of the layer's spatial index (requirement 77).
func (l *Layer) rtreeName() string { return "rtree_" + l.Name + "_" + geometryColumn }

// triggersSQL are the triggers of the R-tree extension (annex F.3) that keep
// the index correct when another program edits the layer. They are created
// after the rows are inserted: they call functions (ST_MinX …) that only such a
// program has.
func (l *Layer) triggersSQL() []string {
	box := `ST_MinX(NEW.{geom}), ST_MaxX(NEW.{geom}), ST_MinY(NEW.{geom}), ST_MaxY(NEW.{geom})`
	full := `(NEW.{geom} NOTNULL AND NOT ST_IsEmpty(NEW.{geom}))`
	empty := `(NEW.{geom} ISNULL OR ST_IsEmpty(NEW.{geom}))`
	put := `INSERT OR REPLACE INTO {tree} VALUES (NEW.{id}, ` + box + `);`
	texts := []string{
		`{insert} AFTER INSERT ON {table} WHEN ` + full + ` BEGIN ` + put + ` END`,
		`{update1} AFTER UPDATE OF {geom} ON {table} WHEN OLD.{id} = NEW.{id} AND ` + full + ` BEGIN ` + put + ` END`,
		`{update2} AFTER UPDATE OF {geom} ON {table} WHEN OLD.{id} = NEW.{id} AND ` + empty + ` BEGIN DELETE FROM {tree} WHERE id = OLD.{id}; END`,
		`{update3} AFTER UPDATE ON {table} WHEN OLD.{id} != NEW.{id} AND ` + full + ` BEGIN DELETE FROM {tree} WHERE id = OLD.{id}; ` + put + ` END`,
		`{update4} AFTER UPDATE ON {table} WHEN OLD.{id} != NEW.{id} AND ` + empty + ` BEGIN DELETE FROM {tree} WHERE id IN (OLD.{id}, NEW.{id}); END`,
		`{delete} AFTER DELETE ON {table} WHEN OLD.{geom} NOTNULL BEGIN DELETE FROM {tree} WHERE id = OLD.{id}; END`,
	}
	pairs := []string{
		"{table}", quoted(l.Name), "{tree}", quoted(l.rtreeName()),
		"{id}", quoted(idColumn), "{geom}", quoted(geometryColumn),
	}
	for _, event := range []string{"insert", "update1", "update2", "update3", "update4", "delete"} {
		pairs = append(pairs, "{"+event+"}", quoted(l.rtreeName()+"_"+event))
	}
	names := strings.NewReplacer(pairs...)
	for i, text := range texts {
		texts[i] = "CREATE TRIGGER " + names.Replace(text)
	}
	return texts
}
