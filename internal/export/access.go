package export

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/atomic"
	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/table"
	"saavu/internal/layers"
	"saavu/internal/words"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// accessEndings are the endings of the files that AccessFile writes.
var accessEndings = []string{".csv", ".geojson", ".gpkg", ".parquet"}

// AccessEnding checks that a name has the ending of a file that AccessFile writes,
// and that the result has what such a file needs.
func AccessEnding(name string, bare bool) error {
	ending := strings.ToLower(filepath.Ext(name))
	for _, known := range accessEndings {
		if ending != known {
			continue
		}
		if bare && (ending == ".geojson" || ending == ".gpkg") {
			return fmt.Errorf("%s: bare tables have no coordinates for a map: write .csv or .parquet", name)
		}
		return nil
	}
	return fmt.Errorf("%s: the ending sets the format: expected %s", name, strings.Join(accessEndings, ", "))
}

// AccessFile writes the values of a measure to a file. Its ending sets the format:
// .csv, .parquet, .geojson or .gpkg. The file is written whole or not at all. A
// value of +Inf is Inf in CSV and +Inf in Parquet; in the other two it is null, with
// 1 in the column unreached.
func AccessFile(ctx context.Context, name string, a *report.Access) error {
	if err := AccessEnding(name, a.Places == nil); err != nil {
		return err
	}
	to := accessCSV
	switch strings.ToLower(filepath.Ext(name)) {
	case ".gpkg":
		return gpkg.Write(ctx, name, []gpkg.Layer{accessLayer(a)}, gpkg.Options{Instant: layers.InstantOf(a.Year)})
	case ".geojson":
		to = accessGeoJSON
	case ".parquet":
		to = accessParquet
	}
	err := atomic.Write(name, func(w io.Writer) error {
		if err := to(w, a); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func accessCSV(w io.Writer, a *report.Access) error {
	var b []byte
	b = append(b, "id"...)
	if a.Names != nil {
		b = append(b, ",name"...)
	}
	for _, c := range a.Columns {
		b = append(append(b, ','), c.Name...)
	}
	b = append(b, '\n')
	n := a.Width()
	for i, id := range a.IDs {
		b = append(b, csvField(id)...)
		if a.Names != nil {
			b = append(append(b, ','), csvField(a.Names[i])...)
		}
		for _, v := range a.Values[i*n : i*n+n] {
			b = append(b, ',')
			b = table.AppendNumber(b, v)
		}
		b = append(b, '\n')
	}
	_, err := w.Write(b)
	return err
}

// csvField quotes a text if needed, and prevents spreadsheets from reading it as a
// formula.
func csvField(text string) string {
	text = table.Guard(text)
	if strings.ContainsAny(text, ",\"\r\n") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// accessColumns are the columns of a map of values: the id, the people, the values,
// and 1 where a value is infinite.
func accessColumns(a *report.Access) []layers.Attribute {
	list := []layers.Attribute{{Column: gpkg.Column{Name: "id", Type: gpkg.Text, Title: "Id"}, Value: func(i int) any { return a.IDs[i] }}}
	if a.Names != nil {
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: "name", Type: gpkg.Text, Title: "Name"}, Value: func(i int) any { return a.Names[i] }})
	}
	if a.People != nil {
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: "people", Type: gpkg.Real, Title: "People"}, Value: func(i int) any { return a.People[i] }})
	}
	n := a.Width()
	for c, x := range a.Columns {
		title := strings.Join([]string{english.Measure(a.Measure), english.Message(x.Title), english.Unit(x.Unit)}, ", ")
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: x.Name, Type: gpkg.Real, Title: title, Description: accessBasis(a)},
			Value: func(i int) any { return finiteOrNil(a.Values[i*n+c]) }})
		if !x.Finite {
			list = append(list, layers.Attribute{Column: gpkg.Column{Name: unreachedName(x.Name), Type: gpkg.Integer, Title: "1 where " + english.Message(x.Title) + " is never reached"},
				Value: func(i int) any { return layers.Flag(math.IsInf(a.Values[i*n+c], 1)) }})
		}
	}
	return list
}

// unreachedName is the column that marks infinite values: unreached, unreached_30 …,
// unreached_before.
func unreachedName(column string) string {
	return "unreached" + strings.TrimPrefix("_"+column, "_value")
}

func finiteOrNil(v float64) any {
	if v-v != 0 {
		return nil
	}
	return v
}

// accessShape is the square of a cell or the point of a facility.
func accessShape(a *report.Access, i int) orb.Geometry {
	if a.Facilities || a.Side == 0 {
		return a.Places[i]
	}
	return spatial.CellPolygon(a.Places[i], a.Side)
}

func accessTitle(w *words.Words, a *report.Access) string {
	return dotted(append([]string{w.Name(a.Called.Every(a.Title)), w.Measure(a.Measure)}, madeUp(w, a.Synthetic, a.Demo)...)...)
}

// accessBasis is the formula with the choices, for files.
func accessBasis(a *report.Access) string {
	return dotted(english.Formula(a.Measure.Formula), accessAsked(english, a))
}

// accessAsked writes the choices of a measure.
func accessAsked(w *words.Words, a *report.Access) string { return dotted(w.Messages(a.Asked)...) }

func accessLayer(a *report.Access) gpkg.Layer {
	list := accessColumns(a)
	l := gpkg.Layer{Name: layers.PlainID(a.Measure.Name), Title: accessTitle(english, a), Description: accessBasis(a),
		Geometry: gpkg.Polygon, Len: len(a.IDs)}
	if a.Facilities || a.Side == 0 {
		l.Geometry = gpkg.Point
	}
	for _, x := range list {
		l.Columns = append(l.Columns, x.Column)
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].Value(i)
		}
		return accessShape(a, i)
	}
	return layers.In(l, a.CRS)
}

func accessGeoJSON(w io.Writer, a *report.Access) error {
	degrees, err := spatial.ByEPSG(layers.Degrees)
	if err != nil {
		return err
	}
	list, to := accessColumns(a), a.CRS.To(degrees)
	c := geojson.Collection{Members: []geojson.Member{{Name: "title", Value: accessTitle(english, a)}, {Name: "measure", Value: a.Measure.Name},
		{Name: "description", Value: accessBasis(a)}, {Name: "synthetic", Value: a.Synthetic}}, BBox: true, Len: len(a.IDs)}
	for _, x := range list {
		c.Columns = append(c.Columns, x.Name)
	}
	c.Row = func(i int, values []any) orb.Geometry {
		for k := range list {
			values[k] = list[k].Value(i)
		}
		return inDegrees(accessShape(a, i), to)
	}
	return geojson.Write(w, c)
}

// inDegrees converts a shape to longitude and latitude.
func inDegrees(g orb.Geometry, to orb.Projection) orb.Geometry {
	if p, ok := g.(orb.Point); ok {
		return to(p)
	}
	p := orb.Clone(g).(orb.Polygon)
	for _, ring := range p {
		for k := range ring {
			ring[k] = to(ring[k])
		}
	}
	return p
}
