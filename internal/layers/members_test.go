package layers

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// Each figure of the tidy list of areas is in the layer of areas.
func TestEveryAreaFigureIsInItsLayer(t *testing.T) {
	s := maps30()
	if err := s.chooseMaps(); err != nil {
		t.Fatal(err)
	}
	layer, page := s.prepared().areaLayer(0), formats(t)
	for _, e := range report.AreaFigures() {
		if (e.Layer == "") != (e.Line == 0) {
			t.Errorf("%s is in scores.csv or in the layer of areas, not in both", e.Key)
		}
		if e.Layer == "" {
			continue
		}
		if !words.Has("area_figure." + e.Layer) {
			t.Errorf("no title of %s", e.Layer)
		}
		if name := e.Layer + "_today"; !slices.ContainsFunc(layer.Columns, func(c gpkg.Column) bool { return c.Name == name }) {
			t.Errorf("no column %s", name)
		}
		if name := "`" + e.Layer + "_<option>`"; !strings.Contains(page, name) {
			t.Errorf("FORMATS.md does not name %s", name)
		}
	}
}

// Each figure of a cell has a column in the layer of an option, with a title, and
// FORMATS.md names it. Every field of a surface except its service is used.
func TestEveryCellFigureIsInItsOutputs(t *testing.T) {
	s := maps30()
	f, page := s.prepared(), formats(t)
	for _, x := range cellFigures {
		name := Prefix(s.Report.Services[0].ID) + "_" + x.name
		if n := len(f.columns[1]) - len(slices.DeleteFunc(slices.Clone(f.columns[1]), func(a Attribute) bool { return a.Name == name })); n != 1 {
			t.Errorf("%d columns %s", n, name)
		}
		if !words.Has("cell_figure." + x.name) {
			t.Errorf("no title of %s", x.name)
		}
		if !strings.Contains(page, "`<service>_"+x.name+"`") {
			t.Errorf("FORMATS.md does not name the column %s", x.name)
		}
	}
	kind := reflect.TypeFor[report.Layer]()
	for i := range kind.NumField() {
		if kind.Field(i).Name == "Service" {
			continue
		}
		full, less := oneCell(-1), oneCell(i)
		if !slices.ContainsFunc(cellFigures, func(f cellFigure) bool { return f.value(full, 0) != f.value(less, 0) }) {
			t.Errorf("no figure of a cell has %s", kind.Field(i).Name)
		}
	}
}

// Each column of places and stations has a title, is in its layer, and FORMATS.md names it.
func TestEveryColumnOfPointsIsInItsLayer(t *testing.T) {
	s := maps30()
	f := s.prepared()
	for kind, l := range map[string]gpkg.Layer{"place": f.facilityLayer(0), "station": f.stationLayer(0)} {
		_, page, _ := strings.Cut(formats(t), map[string]string{"place": "**facilities_<option>**", "station": "**stations_<option>**"}[kind])
		for _, c := range l.Columns {
			_, ofService := strings.CutSuffix(c.Name, "_does")
			if !ofService && (!words.Has(kind+"."+c.Name) || !strings.Contains(page, "`"+c.Name+"`")) {
				t.Errorf("%s: the column %s has no title, or FORMATS.md does not name it", l.Name, c.Name)
			}
		}
		if n := map[string]int{"place": len(placeColumns) + len(s.Report.Services), "station": len(stationColumns)}[kind]; len(l.Columns) != n {
			t.Errorf("%s has %d columns, expected %d", l.Name, len(l.Columns), n)
		}
	}
}

// oneCell is a surface of one cell with 1 in every field except one.
func oneCell(empty int) *serviceCells {
	c := &serviceCells{new(report.Layer), []network.Facility{{ID: "a"}, {ID: "b"}}, nil}
	v := reflect.ValueOf(c.Layer).Elem()
	for k := range v.NumField() {
		if f := v.Field(k); f.Kind() == reflect.Slice {
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
			if k == empty {
				continue
			}
			switch e := f.Index(0); e.Kind() {
			case reflect.Bool:
				e.SetBool(true)
			default:
				e.Set(reflect.ValueOf(1).Convert(e.Type()))
			}
		}
	}
	return c
}
