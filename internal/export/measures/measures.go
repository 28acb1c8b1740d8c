// Package measures prints accessibility measures and figures of equity: a surface with its
// areas as text, JSON, table or map layer, and what a measure is, with its edge cases and a
// worked example.
package measures

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/export/plain"
	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/parquet"
	"saavu/internal/format/xlsx"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Ending checks that a name has the ending of a file that AccessFile writes,
// and that the result has what such a file needs: bare tables have no places.
func Ending(name string, bare bool) error {
	if err := save.Check(name, true, 1, 0); err != nil || !bare {
		return err
	}
	if save.Check(name, false, 1, 0) != nil || strings.EqualFold(filepath.Ext(name), ".gpkg") {
		return fmt.Errorf("%s: bare tables have no coordinates for a map: write .csv, .parquet or .xlsx", name)
	}
	return nil
}

// File writes the values of a measure to a file, whole or not at all. Its ending
// sets the format (see save.Write). If the areas were asked for, a GeoPackage and a
// workbook have them as a second layer, and a format of one layer has them alone.
// A value of +Inf is Inf in CSV and infinite in Parquet; in the others it is unknown.
// A column unreached has 1 there. CSV and Parquet of bare tables, whose people are in a
// table of the user's, have the ids and values alone. Titles are in w; nil is English.
func File(ctx context.Context, name string, a *report.Access, w *words.Words) error {
	if err := Ending(name, a.Places == nil); err != nil {
		return err
	}
	w = words.OrEnglish(w)
	brief := a.Places == nil && !strings.EqualFold(filepath.Ext(name), ".xlsx")
	list := []gpkg.Layer{layerOf(w, a, brief)}
	if a.Areas != nil {
		areas := areaLayer(w, a)
		if list = append(list, areas); save.Check(name, true, len(list), 0) != nil {
			list = []gpkg.Layer{areas}
		}
	}
	about := save.About{Instant: layers.InstantOf(a.Year), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")},
		Members: []geojson.Member{{Name: "measure", Value: a.Measure.Name}, {Name: "synthetic", Value: a.Synthetic}, {Name: "demonstration", Value: a.Demo}},
		Pairs:   []parquet.Pair{{Key: "saavu.measure", Value: a.Measure.Name}, {Key: "saavu.asked", Value: askedOf(w, a)}, {Key: "saavu.unit", Value: a.Unit}},
		Cover: []xlsx.Line{{Head: w.Text("saved.title"), Cells: []any{titleOf(w, a)}}, {Head: w.Text("saved.measure"), Cells: []any{w.Formula(a.Measure.Formula)}},
			{Head: w.Text("saved.choices"), Cells: []any{askedOf(w, a)}}, {Head: w.Text("saved.unit"), Cells: []any{w.Unit(a.Unit)}}}}
	for _, n := range a.Notes {
		about.Cover = append(about.Cover, xlsx.Line{Head: w.Text("saved.note"), Cells: []any{w.Message(n)}})
	}
	return save.Write(ctx, name, list, 0, about)
}

// columnsOf are the columns of the values of a measure: the id, the people, the
// values, and 1 where a value is infinite. Brief is without people and these marks.
func columnsOf(w *words.Words, a *report.Access, brief bool) []layers.Attribute {
	kind := gpkg.Text
	if a.Numbers != nil {
		kind = gpkg.Integer
	}
	list := []layers.Attribute{{Column: gpkg.Column{Name: "id", Type: kind, Title: w.Text("saved.id")}, Value: func(i int) any {
		if a.Numbers != nil {
			return a.Numbers[i]
		}
		return a.IDs[i]
	}}}
	if a.Names != nil {
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: "name", Type: gpkg.Text, Title: w.Text("saved.name")}, Value: func(i int) any { return a.Names[i] }})
	}
	if a.People != nil && !brief {
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: "target", Type: gpkg.Real, Title: w.Text("saved.target")}, Value: func(i int) any { return layers.Snapped(a.People[i]) }})
	}
	n := a.Width()
	for c, x := range a.Columns {
		list = append(list, layers.Attribute{Column: gpkg.Column{Name: x.Name, Type: gpkg.Real, Title: valueTitle(w, a, c), Description: basisOf(w, a)},
			Value: func(i int) any { return numberOrNil(a.Values[i*n+c]) }})
		if !x.Finite && !brief {
			list = append(list, layers.Attribute{Column: gpkg.Column{Name: unreachedName(x.Name), Type: gpkg.Integer, Title: w.Text("saved.unreached", "column", x.Title)},
				Value: func(i int) any { return layers.Flag(math.IsInf(a.Values[i*n+c], 1)) }})
		}
	}
	return list
}

// valueTitle is the title of a column of values with its unit: the measure, and what the
// column has of it, if there are several. Columns of facilities are figures of their own.
func valueTitle(w *words.Words, a *report.Access, column int) string {
	x := &a.Columns[column]
	title := w.Measure(a.Measure)
	switch {
	case a.Facilities && a.Width() > 1:
		title = w.Message(x.Title)
	case a.Width() > 1:
		title = w.Text("layer.style", "service", title, "what", w.Message(x.Title))
	}
	if unit := w.Unit(x.Unit); unit != "" && !strings.Contains(title, unit) {
		title += " (" + unit + ")"
	}
	return title
}

// unreachedName is the column that marks infinite values: unreached, unreached_30 …,
// unreached_before.
func unreachedName(column string) string {
	return "unreached" + strings.TrimPrefix("_"+column, "_value")
}

// numberOrNil is a number, unknown for NaN.
func numberOrNil(v float64) any {
	if math.IsNaN(v) {
		return nil
	}
	return v
}

func titleOf(w *words.Words, a *report.Access) string {
	return plain.Dotted(append([]string{w.Name(a.Called.Every(a.Title)), w.Measure(a.Measure)}, plain.MadeUp(w, a.Synthetic, a.Demo)...)...)
}

// basisOf is the formula with the choices, for files.
func basisOf(w *words.Words, a *report.Access) string {
	return plain.Dotted(w.Formula(a.Measure.Formula), askedOf(w, a))
}

// askedOf writes the choices of a measure.
func askedOf(w *words.Words, a *report.Access) string { return plain.Dotted(w.Messages(a.Asked)...) }

// layerOf has a square for each cell, or a point for each facility.
func layerOf(w *words.Words, a *report.Access, brief bool) gpkg.Layer {
	geometry := gpkg.Polygon
	switch {
	case a.Places == nil:
		geometry = ""
	case a.Facilities || a.Side == 0:
		geometry = gpkg.Point
	}
	l := attributeLayer(columnsOf(w, a, brief), len(a.IDs), func(i int) orb.Geometry {
		switch {
		case a.Places == nil:
			return nil
		case geometry == gpkg.Polygon && a.Shapes != nil:
			return a.Shapes[i]
		case geometry == gpkg.Polygon:
			return spatial.CellPolygon(a.Places[i], a.Side)
		case a.Places[i] == orb.Point{} || math.IsNaN(a.Places[i][0]+a.Places[i][1]):
			return nil
		}
		return a.Places[i]
	})
	l.Name, l.Title, l.Description, l.Geometry = layers.Plain(a.Measure.Name), titleOf(w, a), basisOf(w, a), geometry
	if geometry != "" {
		styles(w, a, &l)
	}
	return layers.In(l, a.CRS)
}

// areaLayer has the areas of a measure with the values of their people.
func areaLayer(w *words.Words, a *report.Access) gpkg.Layer {
	real := func(name string, title string, of func(x *report.AreaMean) float64) layers.Attribute {
		return layers.Attribute{Column: gpkg.Column{Name: name, Type: gpkg.Real, Title: title}, Value: func(i int) any { return numberOrNil(of(&a.Areas[i])) }}
	}
	of := valueTitle(w, a, 0)
	list := []layers.Attribute{
		{Column: gpkg.Column{Name: "id", Type: gpkg.Text, Title: w.Text("saved.id")}, Value: func(i int) any { return a.Areas[i].ID }},
		{Column: gpkg.Column{Name: "name", Type: gpkg.Text, Title: w.Text("saved.name")}, Value: func(i int) any { return w.Member(a.Areas[i].Name, a.Areas[i].Names) }},
		real("target", w.Text("saved.target"), func(x *report.AreaMean) float64 { return x.People }),
		real("mean", w.Text("saved.mean", "of", of), func(x *report.AreaMean) float64 { return x.Mean }),
		real("median", w.Text("saved.median", "of", of), func(x *report.AreaMean) float64 { return x.Median }),
		real("reach_nothing", w.Text("saved.reach_nothing"), func(x *report.AreaMean) float64 { return x.Nothing }),
	}
	if !math.IsNaN(a.Areas[0].FarBeyond) {
		list = append(list, real("far_beyond", w.Text("saved.far_beyond"), func(x *report.AreaMean) float64 { return x.FarBeyond }))
	}
	if a.Change != nil {
		list = append(list, real("lose", w.Text("saved.lose_more"), func(x *report.AreaMean) float64 { return x.Lose }),
			real("gain", w.Text("saved.gain_more"), func(x *report.AreaMean) float64 { return x.Gain }))
	}
	l := attributeLayer(list, len(a.Areas), func(i int) orb.Geometry {
		if a.Areas[i].Shape == nil {
			return nil
		}
		return a.Areas[i].Shape
	})
	l.Name, l.Title = layers.Plain(a.Measure.Name)+"_by_"+layers.Plain(a.By), titleOf(w, a)+" · "+w.Division(a.By)
	l.Description, l.Geometry = basisOf(w, a), gpkg.MultiPolygon
	areaMeanStyle(w, a, &l)
	return layers.In(l, a.CRS)
}

// attributeLayer makes a layer of rows from attributes.
func attributeLayer(list []layers.Attribute, n int, shape func(i int) orb.Geometry) gpkg.Layer {
	l := gpkg.Layer{Len: n}
	for _, x := range list {
		l.Columns = append(l.Columns, x.Column)
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].Value(i)
		}
		return shape(i)
	}
	return l
}
