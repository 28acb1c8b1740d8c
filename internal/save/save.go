// Package save writes layers to a file in the format that its ending names:
// GeoPackage, GeoJSON, GeoJSON text sequences, GeoParquet, CSV with the geometry as
// well-known text, and Excel workbooks. It is the only place that chooses a format,
// and it refuses what a format cannot hold before anything is written.
package save

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/atomic"
	"saavu/internal/format/crs"
	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/layer"
	"saavu/internal/format/parquet"
	"saavu/internal/format/table"
	"saavu/internal/format/xlsx"
)

// About is what a file states besides its layers, as far as its format can.
type About struct {
	Instant time.Time        // of a GeoPackage; not zero
	Members []geojson.Member // of GeoJSON, after title and description
	Pairs   []parquet.Pair   // in the metadata of Parquet
	Cover   []xlsx.Line      // of a workbook
	Sheets  [2]string        // names of its first two sheets: the cover and the titles of columns
}

// format is one way to write layers.
type format struct {
	ending string
	many   bool // a file holds several layers
	places bool // a layer needs a geometry
	bare   bool // it has no geometry
	crs    int  // the only system that it has; 0 = any
	write  func(w io.Writer, l *layer.Layer, about *About) error
}

// formats lists them. GeoPackage and workbook, which hold several layers, are written
// by cases of their own.
var formats = []format{
	{ending: ".gpkg", many: true},
	{ending: ".geojson", places: true, crs: crs.WGS84, write: writeGeoJSON},
	{ending: ".geojsonl", places: true, crs: crs.WGS84, write: func(w io.Writer, l *layer.Layer, _ *About) error {
		return geojson.WriteSequence(w, collection(l), false)
	}},
	{ending: ".geojsons", places: true, crs: crs.WGS84, write: func(w io.Writer, l *layer.Layer, _ *About) error {
		return geojson.WriteSequence(w, collection(l), true)
	}},
	{ending: ".parquet", write: func(w io.Writer, l *layer.Layer, about *About) error {
		return parquet.Write(w, *l, about.Pairs...)
	}},
	{ending: ".csv", write: func(w io.Writer, l *layer.Layer, _ *About) error {
		return table.Write(w, *l, geographic(l.CRS.EPSG))
	}},
	{ending: ".xlsx", many: true, bare: true},
}

// Endings lists the endings of names that Write takes.
func Endings() []string {
	var list []string
	for _, f := range formats {
		list = append(list, f.ending)
	}
	return list
}

// find returns the format of a name.
func find(name string) (format, error) {
	ending := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		if f.ending == ending {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("%s: the ending sets the format: expected %s", name, strings.Join(Endings(), ", "))
}

// Check reports why a file of this name cannot be written, by its ending alone.
// places is whether the layers have a geometry, count their number, and epsg the
// system that is asked for, 0 for none.
func Check(name string, places bool, count, epsg int) error {
	f, err := find(name)
	if err != nil {
		return err
	}
	var faults []error
	if f.places && !places {
		faults = append(faults, fmt.Errorf("%s: there is no geometry, and %s is a format of maps: write %s", name, f.ending, tables()))
	}
	if count > 1 && !f.many {
		faults = append(faults, fmt.Errorf("%s: %d layers, and a file of %s holds one: ask for one, or write .gpkg or .xlsx", name, count, f.ending))
	}
	if epsg != 0 {
		if _, err := crs.Find(epsg); err != nil {
			faults = append(faults, err)
		} else if f.bare || !places && !f.many {
			faults = append(faults, fmt.Errorf("%s: there is no geometry to write in EPSG:%d: leave out the system", name, epsg))
		} else if f.crs != 0 && f.crs != epsg {
			faults = append(faults, fmt.Errorf("%s: %s is in longitude and latitude, EPSG:%d, by its standard: leave out EPSG:%d, or write .gpkg, .parquet or .csv", name, f.ending, f.crs, epsg))
		}
	}
	return errors.Join(faults...)
}

// tables lists the endings of formats that need no geometry.
func tables() string {
	var list []string
	for _, f := range formats {
		if !f.places {
			list = append(list, f.ending)
		}
	}
	return strings.Join(list, ", ")
}

// Write writes layers to a file, in the coordinate system epsg, or each in its own if
// that is 0. GeoJSON is always in longitude and latitude. The file is written whole or
// not at all, and the same layers give the same bytes. An infinite number is Inf in
// CSV, infinite in Parquet, and unknown in the other formats. All faults of Check, of
// the descriptions of layers and of sizes are reported before anything is written.
func Write(ctx context.Context, name string, layers []gpkg.Layer, epsg int, about About) error {
	f, err := find(name)
	if err != nil {
		return err
	}
	faults := []error{}
	for i := range layers {
		faults = append(faults, Check(name, layers[i].Geometry != "", len(layers), epsg))
	}
	if err := errors.Join(unlike(faults)...); err != nil {
		return err
	}
	if f.crs != 0 {
		epsg = f.crs
	}
	list := make([]gpkg.Layer, len(layers))
	for i := range layers {
		l := layers[i].Plain()
		if f.ending != ".csv" && f.ending != ".parquet" {
			l = l.Finite()
		}
		if epsg != 0 {
			if l, err = l.In(epsg); err != nil {
				return err
			}
		}
		list[i] = layers[i]
		list[i].CRS, list[i].Row = l.CRS, l.Row
	}
	if f.ending == ".gpkg" {
		return gpkg.Write(ctx, name, list, gpkg.Options{Instant: about.Instant})
	}
	err = atomic.Write(name, func(w io.Writer) error {
		if err := f.to(w, list, &about); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// unlike leaves out errors with the text of an earlier one.
func unlike(list []error) []error {
	seen := map[string]bool{}
	var out []error
	for _, err := range list {
		if err != nil && !seen[err.Error()] {
			seen[err.Error()] = true
			out = append(out, err)
		}
	}
	return out
}

// to writes the layers of a format other than GeoPackage.
func (f *format) to(w io.Writer, layers []gpkg.Layer, about *About) error {
	if f.write != nil {
		l := layers[0].Plain()
		return f.write(w, &l, about)
	}
	var list []layer.Layer
	for i := range layers {
		list = append(list, layers[i].Plain())
	}
	return xlsx.Write(w, xlsx.Cover{Sheet: about.Sheets[0], Columns: about.Sheets[1], Lines: about.Cover}, list)
}

func geographic(epsg int) bool {
	c, err := crs.Find(epsg)
	return err == nil && c.Geographic()
}

// collection is a layer as features.
func collection(l *layer.Layer) geojson.Collection {
	c := geojson.Collection{BBox: true, Len: l.Len}
	for _, column := range l.Columns {
		c.Columns = append(c.Columns, column.Name)
	}
	c.Row = func(i int, values []any) orb.Geometry { return l.Row(i, values) }
	if ids := idsOf(l); ids != nil {
		c.ID = func(i int) any { return ids[i] }
	}
	return c
}

// idsOf are the values of the first column if it is the id and no two rows have the same;
// else nil.
func idsOf(l *layer.Layer) []any {
	if len(l.Columns) == 0 || l.Columns[0].Name != "id" {
		return nil
	}
	ids, seen, values := make([]any, l.Len), map[any]bool{}, make([]any, len(l.Columns))
	for i := range ids {
		clear(values)
		l.Row(i, values)
		if values[0] == nil || seen[values[0]] {
			return nil
		}
		ids[i], seen[values[0]] = values[0], true
	}
	return ids
}

func writeGeoJSON(w io.Writer, l *layer.Layer, about *About) error {
	c := collection(l)
	c.Members = []geojson.Member{{Name: "title", Value: l.Called()}, {Name: "description", Value: l.Description}}
	c.Members = append(c.Members, about.Members...)
	return geojson.Write(w, c)
}
