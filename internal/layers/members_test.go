package layers

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// Each figure of the tidy list of areas is in the layer of areas.
func TestEveryAreaFigureIsInItsLayer(t *testing.T) {
	s := maps30()
	if err := s.chooseMaps(); err != nil {
		t.Fatal(err)
	}
	layer, page := s.areaLayer(0), formats(t)
	for _, e := range report.AreaFigures() {
		if (e.Layer == "") != (e.Line == 0) || (e.Layer == "") != (e.Title == "") {
			t.Errorf("%s is in scores.csv or in the layer of areas, not in both", e.Key)
		}
		if e.Layer == "" {
			continue
		}
		if name := e.Layer + "_today"; !slices.ContainsFunc(layer.Columns, func(c gpkg.Column) bool { return c.Name == name }) {
			t.Errorf("no column %s", name)
		}
		if name := "`" + e.Layer + "_<option>`"; !strings.Contains(page, name) {
			t.Errorf("FORMATS.md does not name %s", name)
		}
	}
}

// Each figure of a cell has a column in the layer of an option and, if it has a
// measure, lines in the long table; FORMATS.md names both. Every field of a surface
// except its service is used.
func TestEveryCellFigureIsInItsOutputs(t *testing.T) {
	s := maps30()
	columns, page := s.cellAttributes(1), formats(t)
	list := longFigures()
	for i := range cellFigures {
		f := &cellFigures[i]
		name := PlainID(s.Report.Services[0].ID) + "_" + f.name
		if n := len(columns) - len(slices.DeleteFunc(slices.Clone(columns), func(a Attribute) bool { return a.Name == name })); n != 1 {
			t.Errorf("%d columns %s", n, name)
		}
		if !strings.Contains(page, "`<service>_"+f.name+"`") {
			t.Errorf("FORMATS.md does not name the column %s", f.name)
		}
		if (f.long == "") != (f.line == 0) || (f.long == "") != (f.unit == "") {
			t.Errorf("%s: its part in the long table is incomplete", f.name)
		}
		if f.line > 0 && (f.line > len(list) || list[f.line-1].name != f.name) {
			t.Errorf("%s: line %d of the long table is not its own", f.name, f.line)
		}
		if f.long != "" && !strings.Contains(page, "`"+f.long+"`") {
			t.Errorf("FORMATS.md does not name the measure %s", f.long)
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

func TestEveryFacilityColumnIsInItsLayer(t *testing.T) {
	s := maps30()
	columns, page := s.facilityLayer().Columns, formats(t)
	for i, c := range facilityColumns {
		if columns[i].Name != c.Name || !strings.Contains(page, "`"+c.Name+"`") {
			t.Errorf("column %d of the layer is %s, not %s, or FORMATS.md does not name it", i, columns[i].Name, c.Name)
		}
	}
}

func TestEveryStationColumnIsInItsLayer(t *testing.T) {
	s := maps30()
	columns, page := s.stationLayer().Columns, formats(t)
	_, page, _ = strings.Cut(page, "**stations**")
	for i, c := range stationColumns {
		if columns[i].Name != c.Name || !strings.Contains(page, "`"+c.Name+"`") {
			t.Errorf("column %d of the layer is %s, not %s, or FORMATS.md does not name it", i, columns[i].Name, c.Name)
		}
	}
}

// oneCell is a surface of one cell with 1 in every field except one.
func oneCell(empty int) *serviceCells {
	c := &serviceCells{new(report.Layer), []network.Facility{{ID: "a"}, {ID: "b"}}}
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
