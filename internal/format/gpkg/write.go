package gpkg

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	_ "modernc.org/sqlite" // the database driver "sqlite"

	"saavu/internal/atomic"
	"saavu/internal/format/problem"
)

// Write makes the GeoPackage path from the layers, in their order, whole or not
// at all: on any error, and when ctx ends, nothing is left behind and a file
// that was at path is unchanged. The same layers and options give the same
// bytes.
//
// Faults in the description of the layers are all reported together; a row that
// cannot be written ends the work, with its layer, row (from 0) and column.
// Write refuses to replace a file that another program has open (a -wal or
// -journal file exists next to it): that program's changes would be mixed into
// the new file.
func Write(ctx context.Context, path string, layers []Layer, o Options) error {
	if err := write(ctx, path, layers, o); err != nil {
		return fmt.Errorf("write GeoPackage %s: %w", path, err)
	}
	return nil
}

func write(ctx context.Context, path string, layers []Layer, o Options) error {
	if o.Instant.IsZero() {
		return errors.New("Options.Instant is not set")
	}
	layers = shown(layers)
	if err := checkLayers(layers); err != nil {
		return err
	}
	at, err := atomic.Place(path)
	if err != nil {
		return err
	}
	if err := checkTarget(at); err != nil {
		return err
	}
	return atomic.Build(path, func(part string) error {
		if err := build(ctx, part, layers, o); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// shown returns layers whose titles and descriptions contain no hidden
// characters. The names of tables and columns are the caller's responsibility.
func shown(layers []Layer) []Layer {
	layers = slices.Clone(layers)
	for i := range layers {
		l := &layers[i]
		l.Title, l.Description, l.Columns = problem.Shown(l.Title), problem.Shown(l.Description), slices.Clone(l.Columns)
		for k := range l.Columns {
			c := &l.Columns[k]
			c.Title, c.Description = problem.Shown(c.Title), problem.Shown(c.Description)
		}
		l.Styles = slices.Clone(l.Styles)
		for k := range l.Styles {
			s := &l.Styles[k]
			s.Name, s.Description = problem.Shown(s.Name), problem.Shown(s.Description)
		}
	}
	return layers
}

// checkTarget refuses what a rename must not replace.
func checkTarget(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if _, err := os.Stat(path + suffix); err == nil {
			return fmt.Errorf("another program has the file open (%s is there): close it there, or remove that file if no program has it open", filepath.Base(path)+suffix)
		}
	}
	return nil
}

// build fills a new database. It uses the driver's own connection, which halves
// the time per row compared with database/sql. There is no journal: a build
// that fails is discarded.
func build(ctx context.Context, path string, layers []Layer, o Options) (err error) {
	name, err := address(path, "_pragma=page_size(4096)&_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=locking_mode(exclusive)")
	if errors.Is(err, errTooLong) {
		name, err = inMemory, nil
	}
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return conn.Raw(func(driverConn any) error {
		w := writer{ctx: ctx, conn: driverConn.(driver.Conn), instant: o.Instant.UTC().Format("2006-01-02T15:04:05.000Z")}
		if err := w.file(layers, o); err != nil || name != inMemory {
			return err
		}
		data, err := driverConn.(interface{ Serialize() ([]byte, error) }).Serialize()
		if err != nil {
			return err
		}
		return atomic.Fill(path, func(to io.Writer) error {
			_, err := to.Write(data)
			return err
		})
	})
}

// writer holds one file under construction.
type writer struct {
	ctx     context.Context
	conn    driver.Conn
	instant string
	blob    []byte // the geometry of the current row
}

func (w *writer) exec(query string, args ...driver.Value) error {
	named := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	_, err := w.conn.(driver.ExecerContext).ExecContext(context.Background(), query, named)
	return err
}

func (w *writer) execAll(queries []string) error {
	for _, query := range queries {
		if err := w.exec(query); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) file(layers []Layer, o Options) error {
	// 1196444487 is "GPKG" as a number (requirement 2).
	if err := w.execAll([]string{"PRAGMA application_id = 1196444487", "PRAGMA user_version = 10300", "BEGIN"}); err != nil {
		return err
	}
	if err := w.base(layers); err != nil {
		return err
	}
	extents := map[string]*orb.Bound{}
	for i := range layers {
		if err := w.layer(&layers[i], extents); err != nil {
			return fmt.Errorf("layer %q: %w", layers[i].Name, err)
		}
	}
	if slices.ContainsFunc(layers, func(l Layer) bool { return len(l.Styles) > 0 }) {
		if err := w.styles(layers); err != nil {
			return err
		}
	}
	if err := w.metadata(o.Metadata); err != nil {
		return err
	}
	if err := w.projects(o.Projects); err != nil {
		return err
	}
	return w.exec("COMMIT")
}

// base makes the tables that every file has.
func (w *writer) base(layers []Layer) error {
	systems, err := systemsOf(layers)
	if err != nil {
		return err
	}
	if err := w.execAll(baseTables); err != nil {
		return err
	}
	for _, s := range systems {
		if err := w.exec("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", s.name, int64(s.id), s.organization, int64(s.id), s.definition, s.description); err != nil {
			return err
		}
	}
	for _, table := range []string{"gpkg_data_columns", "gpkg_data_column_constraints"} {
		if err := w.exec("INSERT INTO gpkg_extensions VALUES (?,NULL,'gpkg_schema',?,'read-write')", table, schemaExtension); err != nil {
			return err
		}
	}
	return nil
}

// styles makes QGIS's table of styles and lists it as a plain table, as QGIS
// does: GDAL hides a table that is not listed.
func (w *writer) styles(layers []Layer) error {
	if err := w.exec(stylesTable); err != nil {
		return err
	}
	if err := w.exec("INSERT INTO gpkg_contents VALUES ('layer_styles','attributes','layer_styles','',?,NULL,NULL,NULL,NULL,0)", w.instant); err != nil {
		return err
	}
	for i := range layers {
		l := &layers[i]
		column := ""
		if l.Geometry != "" {
			column = geometryColumn
		}
		for n, s := range l.Styles {
			first := int64(0)
			if n == 0 {
				first = 1
			}
			err := w.exec("INSERT INTO layer_styles VALUES (NULL,'','',?,?,?,?,?,?,?,'',NULL,?)", l.Name, column, s.Name, s.QML, s.SLD, first, s.Description, w.instant)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// metadata makes the tables of the metadata extension; none for no document.
func (w *writer) metadata(list []Metadata) error {
	if len(list) == 0 {
		return nil
	}
	if err := w.execAll(metadataTables); err != nil {
		return err
	}
	for _, table := range []string{"gpkg_metadata", "gpkg_metadata_reference"} {
		if err := w.exec("INSERT INTO gpkg_extensions VALUES (?,NULL,'gpkg_metadata',?,'read-write')", table, metadataExtension); err != nil {
			return err
		}
	}
	for i, m := range list {
		id := int64(i + 1)
		if err := w.exec("INSERT INTO gpkg_metadata VALUES (?,'dataset',?,?,?)", id, m.Standard, m.Type, m.Text); err != nil {
			return err
		}
		if err := w.exec("INSERT INTO gpkg_metadata_reference VALUES ('geopackage',NULL,NULL,NULL,?,?,NULL)", w.instant, id); err != nil {
			return err
		}
		for _, name := range m.Layers {
			if err := w.exec("INSERT INTO gpkg_metadata_reference VALUES ('table',?,NULL,NULL,?,?,NULL)", name, w.instant, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// projects makes QGIS's table of projects: the zipped project in hexadecimal digits, and
// when it was changed. No list of layers has the table, as QGIS leaves it.
func (w *writer) projects(list []Project) error {
	if len(list) == 0 {
		return nil
	}
	if err := w.exec("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"); err != nil {
		return err
	}
	about := `{"last_modified_time": "` + strings.TrimSuffix(w.instant, ".000Z") + `", "last_modified_user": ""}`
	for _, p := range list {
		if err := w.exec("INSERT INTO qgis_projects VALUES (?,?,?)", p.Name, about, hex.EncodeToString(p.Content)); err != nil {
			return err
		}
	}
	return nil
}
