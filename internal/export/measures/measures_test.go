package measures

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/export/plain"
	"saavu/internal/format/gpkg"
	"saavu/internal/save"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

var inf = math.Inf(1)

// measured30 has two values per cell for three cells, one of which reaches nothing.
func measured30() *report.Access {
	figures := func(mean float64) []report.Figure {
		return []report.Figure{{Name: "mean", Title: report.NewMessage("figure.mean"), Value: mean, Unit: "min", Note: report.NewMessage("access.without", "people", 5)},
			{Name: "gini", Title: report.NewMessage("figure.gini"), Value: math.NaN()}}
	}
	return &report.Access{Title: "Test county", Year: 2026, Measure: access.Find("nearest"), Asked: []report.Message{report.NewMessage("asked.measure", "measure", "nearest")}, Unit: "min",
		IDs: []string{"a", "b,c", "d"}, Places: []orb.Point{{380_000, 6_690_000}, {380_250, 6_690_000}, {380_500, 6_690_000}}, Side: 250,
		People: []float64{100, 50, 5}, Columns: []report.Column{{Name: "value", Title: report.NewMessage("column.value"), Unit: "min"}, {Name: "before", Title: report.NewMessage("column.before"), Unit: "min"}},
		Values: []float64{10, 20, 0.25, 30, inf, 15}, Figures: [][]report.Figure{figures(10), figures(inf)},
		Areas: []report.AreaMean{{ID: "w", Name: "West", People: 155, Mean: math.NaN(), Median: inf, Nothing: 5, FarBeyond: math.NaN(), Lose: 5}, {ID: "e", Name: "East", FarBeyond: math.NaN(), Shape: orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}}},
		By:    "area", Gap: report.AreaGap{Worst: 1, Best: 0, Gap: 3, Ok: true}, Change: &report.Change{Against: "today", Amount: 5, Lose: 5, Left: []int{2}}}
}

func TestAccessFollowsItsSchema(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/access.schema.json", string(schema))
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("access.schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("access.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	facilities := &report.Access{Measure: access.Find("crowdedness"), Facilities: true}
	for _, a := range []*report.Access{measured30(), facilities} {
		var b bytes.Buffer
		if err := JSON(&b, a, nil); err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Errorf("access --json does not follow its schema: %v", err)
		}
		top := value.(map[string]any)
		if a == facilities {
			if top["rows"] != "facilities" || top["gap"] != nil || top["change"] != nil {
				t.Errorf("of facilities: %v", top)
			}
			continue
		}
		if v := top["values"].([]any)[2].(map[string]any)["values"].([]any); v[0] != nil || v[1] == nil {
			t.Errorf("a value of +Inf is %v, and 15 is %v", v[0], v[1])
		}
		if v := top["figures"].([]any)[1].(map[string]any)["values"].([]any); v[0] != nil || len(v) != 2 {
			t.Errorf("a figure that does not exist is %v", v)
		}
		if x := top["areas"].([]any)[0].(map[string]any); x["mean"] != nil || x["median"] != nil {
			t.Errorf("of an area: %v", x)
		}
		if x := top["change"].(map[string]any); x["left_behind"].([]any)[0] != "d" || x["lose"].(json.Number).String() != "5" {
			t.Errorf("left behind: %v", x)
		}
		if x := top["gap"].(map[string]any); x["worst"] != "e" || x["best"] != "w" {
			t.Errorf("gap: %v", x)
		}
		top["rows"] = "rows"
		if compiled.Validate(value) == nil {
			t.Error("the schema takes any word for the rows of values")
		}
	}
}

func TestAccessFiles(t *testing.T) {
	dir := t.TempDir()
	a := measured30()
	for _, ending := range save.Endings() {
		if err := File(t.Context(), filepath.Join(dir, "out"+ending), a, nil); err != nil {
			t.Fatal(err)
		}
	}
	if names := scene.Listed(t, dir); len(names) != len(save.Endings()) {
		t.Errorf("written: %v", names)
	}
	a.Areas = nil
	for _, ending := range []string{".csv", ".parquet", ".geojson"} {
		if err := File(t.Context(), filepath.Join(dir, "cells"+ending), a, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := string(scene.Read(t, dir, "out.csv")), "id,name,target,mean,median,reach_nothing,lose,gain,wkt\nw,West,155,,Inf,5,5,0,\ne,East,0,0,0,0,0,0,\"MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))\"\n"; got != want {
		t.Errorf("CSV of areas:\n%s", got)
	}
	want := "id,target,value,unreached,before,unreached_before,wkt\n" +
		"a,100,10,0,20,0,\"POLYGON ((379875 6689875, 380125 6689875, 380125 6690125, 379875 6690125, 379875 6689875))\"\n" +
		"\"b,c\",50,0.25,0,30,0,\"POLYGON ((380125 6689875, 380375 6689875, 380375 6690125, 380125 6690125, 380125 6689875))\"\n" +
		"d,5,Inf,1,15,0,\"POLYGON ((380375 6689875, 380625 6689875, 380625 6690125, 380375 6690125, 380375 6689875))\"\n"
	if got := string(scene.Read(t, dir, "cells.csv")); got != want {
		t.Errorf("CSV of cells:\n%s", got)
	}
	f, err := os.Open(filepath.Join(dir, "cells.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := parquet.NewReader(f)
	var names []string
	for _, c := range p.Schema().Columns() {
		names = append(names, strings.Join(c, "."))
	}
	if got := strings.Join(names, " "); got != "id target value unreached before unreached_before geometry bbox.xmin bbox.ymin bbox.xmax bbox.ymax" {
		t.Errorf("columns of Parquet: %s", got)
	}
	rows := make([]parquet.Row, 3)
	if n, err := p.ReadRows(rows); n != 3 {
		t.Fatal(n, err)
	}
	if r := rows[2]; r[0].String() != "d" || !math.IsInf(r[2].Double(), 1) || r[4].Double() != 15 || r[7].Double() != 380375 {
		t.Errorf("last row of Parquet: %v", r)
	}
	if text := string(scene.Read(t, dir, "cells.geojson")); !strings.Contains(text, `"value":null,"unreached":1,"before":15`) {
		t.Errorf("GeoJSON: %s", text)
	}
	if err := File(t.Context(), filepath.Join(dir, "out.shp"), a, nil); err == nil || !strings.Contains(err.Error(), "the ending sets the format") {
		t.Errorf("an ending that is none: %v", err)
	}
	a.Places = nil
	for _, name := range []string{"bare.geojson", "bare.gpkg", "bare.geojsonl"} {
		if err := File(t.Context(), filepath.Join(dir, name), a, nil); err == nil || !strings.Contains(err.Error(), "no coordinates for a map: write .csv, .parquet or .xlsx") {
			t.Errorf("a map without places: %v", err)
		}
	}
	if err := File(t.Context(), filepath.Join(dir, "bare.xlsx"), a, nil); err != nil {
		t.Error(err)
	}
	if err := File(t.Context(), filepath.Join(dir, "bare.csv"), a, nil); err != nil || !strings.HasPrefix(string(scene.Read(t, dir, "bare.csv")), "id,value,before\na,10,20\n") {
		t.Errorf("without places: %v", err)
	}
}

// A GeoPackage opens drawn: classes of about as many people, and apart what is never
// reached; areas by their mean.
func TestAccessIsDrawn(t *testing.T) {
	dir := t.TempDir()
	a := measured30()
	a.Areas[1].Mean, a.Areas[1].People = 7, 3
	if err := File(t.Context(), filepath.Join(dir, "out.gpkg"), a, words.In(lang.Swedish)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{"nearest": {"värde", "före"}, "nearest_by_area": {"medelvärde"}} {
		l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "out.gpkg")}, name)
		if err != nil {
			t.Fatal(err)
		}
		var styles []string
		for _, s := range l.Styles {
			styles = append(styles, s.Name)
			if !strings.Contains(s.QML, "<rules") || !strings.Contains(s.SLD, "<StyledLayerDescriptor") {
				t.Errorf("%s: the style %s has no rules", name, s.Name)
			}
		}
		if !slices.Equal(styles, want) {
			t.Errorf("%s: styles %q, expected %q", name, styles, want)
		}
		if name == "nearest" && (!strings.Contains(l.Styles[0].QML, "högst 0,25") || !strings.Contains(l.Styles[0].QML, "nås inte")) {
			t.Errorf("%s", l.Styles[0].QML)
		}
	}
	for _, c := range []struct{ values, people, want []float64 }{
		{[]float64{1, 2, 3, 4, 5, inf}, nil, []float64{1, 2, 3, 4}}, {[]float64{1, 2, 3}, []float64{98, 1, 1}, []float64{1}}, {[]float64{4, 4, math.NaN()}, nil, nil}, {nil, nil, nil},
	} {
		if got := breaksOf(c.values, c.people); !slices.Equal(got, c.want) {
			t.Errorf("%v of %v: %v, expected %v", c.values, c.people, got, c.want)
		}
	}
}

// Ids that are numbers in their source are numbers in every file.
func TestAccessIdsAreTyped(t *testing.T) {
	dir := t.TempDir()
	a := measured30()
	a.Areas, a.Numbers = nil, []int64{7, 1 << 60, 9}
	for _, ending := range save.Endings() {
		if err := File(t.Context(), filepath.Join(dir, "out"+ending), a, nil); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := gpkg.Load(gpkg.File{Path: filepath.Join(dir, "out.gpkg")}, "nearest"); err != nil || l.Columns[0].Type != gpkg.Integer {
		t.Errorf("%v %+v", err, l.Columns)
	}
	if text := string(scene.Read(t, dir, "out.geojsonl")); !strings.Contains(text, `"id":1152921504606846976,`) {
		t.Errorf("GeoJSON: %s", text)
	}
}

// A table for people is rounded, whatever the unit; files and JSON keep all digits.
func TestAccessNumbersOnTheScreen(t *testing.T) {
	p := &page{&plain.Page{Words: words.In(lang.English)}}
	for _, unit := range []string{"people", "person-minutes", "share", "people per unit of supply", "min"} {
		for v, want := range map[float64]string{28217.999999999996: "28 218", 0: "0", math.Inf(1): "∞", math.NaN(): "–"} {
			if got := p.figure(v, unit); got != want {
				t.Errorf("%v %s: %q, expected %q", v, unit, got, want)
			}
		}
	}
	if got := p.figure(0.1+0.2, "share"); got != "0.3000" {
		t.Errorf("0.3 is written %q", got)
	}
	a := measured30()
	a.Facilities, a.Values[0] = true, 28217.999999999996
	a.Areas, a.Gap = nil, report.AreaGap{}
	var screen strings.Builder
	if err := Table(&screen, a, false, nil); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := File(t.Context(), filepath.Join(dir, "out.csv"), a, nil); err != nil {
		t.Fatal(err)
	}
	if file := string(scene.Read(t, dir, "out.csv")); !strings.Contains(screen.String(), "28 218") || strings.Contains(screen.String(), "28217.9") || !strings.Contains(file, "28217.999999999996") {
		t.Errorf("the screen:\n%s\nthe file:\n%s", screen.String(), file)
	}
}

// A text that a spreadsheet would compute is marked as text, and a number is what it was.
func TestTextsOfAccessCSV(t *testing.T) {
	for _, x := range []struct {
		text, written string
		v             float64
	}{{"=1+1", "'=1+1", 0.00000007262768087644117}, {"\t@x", "'\t@x", 1e15}, {"-3.5", "-3.5", -0.00001}, {"+a,b", "'+a,b", 123456789012}, {" -x", "' -x", 0}} {
		a := measured30()
		a.IDs, a.Names, a.Places, a.People, a.Areas, a.Columns, a.Values = []string{x.text}, []string{x.text}, nil, nil, nil, a.Columns[:1], []float64{x.v}
		dir := t.TempDir()
		if err := File(t.Context(), filepath.Join(dir, "a.csv"), a, nil); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(scene.Read(t, dir, "a.csv"))).ReadAll()
		if err != nil || rows[1][0] != x.written || rows[1][1] != x.written {
			t.Errorf("%q: %q %v", x.text, rows, err)
		}
		if v, err := strconv.ParseFloat(rows[1][2], 64); v != x.v || err != nil {
			t.Errorf("%v is written as %s", x.v, rows[1][2])
		}
	}
}
