package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saavu/internal/format/gpkg"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// Every figure is in report.json, in its schema, in scores.csv if it has a measure,
// and in docs/MEASURES.md.
func TestEveryFigureIsInEveryOutput(t *testing.T) {
	var tidy, document bytes.Buffer
	r := report30()
	r.Scores = report.Tidy(&r)
	if err := scores(&tidy, &r); err != nil {
		t.Fatal(err)
	}
	if err := JSON(&document, r, nil); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Services []struct {
			Rows []map[string]json.RawMessage
		}
		Network []map[string]json.RawMessage
	}
	if err := json.Unmarshal(document.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	part := func(key string) map[string]json.RawMessage {
		for _, row := range read.Services[0].Rows {
			var list []map[string]json.RawMessage
			if err := json.Unmarshal(row[key], &list); err != nil {
				t.Fatal(err)
			}
			if len(list) > 0 {
				return list[0]
			}
		}
		t.Fatalf("no %s in the report", key)
		return nil
	}
	outputs := everyOutput{t, measuresOf(t, &r, &tidy), definitions(t), docsPage(t, "MEASURES.md")}
	checkOutputs(outputs, report.RowFigures(), read.Services[0].Rows[0], "row", `(rows\[\]\.)?`)
	checkOutputs(outputs, report.NetworkFigures(), read.Network[0], "networkRow", `network\[\]\.`)
	checkOutputs(outputs, report.AreaFigures(), part("areas"), "area", `areas\[\]\.`)
	checkOutputs(outputs, report.GroupFigures(), part("groups"), "group", `groups\[\]\.`)
}

type everyOutput struct {
	*testing.T
	tidy   map[string]bool // "row need": a measure of a kind of row
	schema map[string]definition
	page   string
}

func checkOutputs[T any](o everyOutput, list []report.Entry[T], object map[string]json.RawMessage, name, before string) {
	for _, e := range list {
		if object[e.Key] == nil {
			o.Errorf("report.json has no %s of a %s", e.Key, name)
		}
		if o.schema[name].Properties[e.Key] == nil || !slices.Contains(o.schema[name].Required, e.Key) {
			o.Errorf("the schema has no %s of a %s", e.Key, name)
		}
		if !regexp.MustCompile("`" + before + e.Key + "`").MatchString(o.page) {
			o.Errorf("MEASURES.md does not name the key %s of a %s", e.Key, name)
		}
		if e.Measure != "" && !o.tidy[name+" "+e.Measure] {
			o.Errorf("scores.csv has no %s of a %s", e.Measure, name)
		}
		if e.Measure != "" && !strings.Contains(o.page, "`"+e.Measure+"`") {
			o.Errorf("MEASURES.md does not name the measure %s of a %s", e.Measure, name)
		}
	}
}

// measuresOf returns the measures of scores.csv by kind of row.
func measuresOf(t *testing.T, r *report.Report, tidy *bytes.Buffer) map[string]bool {
	lines, err := csv.NewReader(tidy).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, line := range lines[1:] {
		service, measure, area, group := line[1], line[2], line[3], line[4]
		kind := "row"
		switch i := slices.IndexFunc(r.Services, func(v report.Service) bool { return v.ID == service }); {
		case i < 0:
			kind = "networkRow"
		case area != "":
			kind = "area"
		case group != r.Services[i].Group.String():
			kind = "group"
		}
		seen[kind+" "+measure] = true
	}
	return seen
}

// definition is a type's definition in a schema.
type definition struct {
	Properties map[string]any
	Required   []string
}

func definitions(t *testing.T) map[string]definition {
	text, err := ReportSchema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs map[string]definition `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return schema.Defs
}

func docsPage(t *testing.T, name string) string {
	text, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Texts in a row are not escaped, like in the rest of the document.
func TestTextsOfARowAreNotEscaped(t *testing.T) {
	r := report30()
	r.Services[0].Rows[0].WorstArea = `North & <"South">`
	r.Services[0].Rows[0].Groups = []report.GroupRow{{Name: "<18"}}
	var b bytes.Buffer
	if err := JSON(&b, r, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"worst_area": "North & <\"South\">"`, `"name": "<18"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in report.json", want)
		}
	}
}

// Each figure is printed in a table, or is listed here with the reason why not.
func TestEveryFigureIsPrinted(t *testing.T) {
	var v report.Service
	var r report.Report
	p := &page{w: english}
	checkPrinted(t, report.RowFigures(), map[string]string{
		"people":             "in the line above the table",
		"gets_there_tighter": "on the screen of one service", "gets_there_looser": "on the screen of one service",
		"worst_area": "with its share", "worst_share": "with its area",
		"worst_group": "with its share", "best_group": "with its share",
		"best": "the star", "movers": "below the table", "measured": "a table of its own",
		"there": "as a share", "there_change": "as gain and lose", "week_change": "in words", "no_point": "no room", "worst_tenth_min": "no room", "median_min": "no room", "mean_min": "no room",
		"need": "no room", "visits": "no room", "visits_change": "in words", "induced": "on the screen of a service", "forgone": "no room", "county_now_eur": "of the network", "child_minutes": "no room", "at_school": "no room",
		"part_week": "on the screen of a service", "fewer_days": "on the screen of a service", "only_provider": "on the screen of a service",
		"areas": "the map", "groups": "least and most",
		"better_gets_there": "in words", "better_visits": "in words", "better_county": "in words", "better_homes": "in words", "tornado": "a chart of its own",
		"loads": "no room", "capacity": "a screen of its own", "lines": "a screen of its own", "reasons": "a dash, or in words",
	}, p.decision(&v), p.details(), p.gaps(&r))
	checkPrinted(t, report.NetworkFigures(), map[string]string{
		"min_served": "with its service", "min_served_service": "with its share",
		"payers": "a table of its own", "lines": "no room",
		"served_same_budget": "on the first screen", "undone_hours_same_budget": "on the first screen",
		"budget_gap_eur": "in words", "budget_buys": "below the table", "unbalanced": "in words",
		"better_county": "in words", "better_homes": "in words", "tornado": "a chart of its own",
		"reasons": "a dash, or in words",
	}, p.networkTable(&r))
}

func checkPrinted[T any](t *testing.T, list []report.Entry[T], elsewhere map[string]string, tables ...*optionTable[T]) {
	t.Helper()
	printed := map[string]bool{}
	for _, table := range tables {
		for _, c := range table.columns {
			if (c.key == "") == (c.text == nil) || (c.key == "") != (c.print == nil) {
				t.Errorf("the column %q has not one way to fill it", c.head)
			}
			if c.key != "" {
				printed[c.key] = true
			}
		}
	}
	for _, e := range list {
		if _, said := elsewhere[e.Key]; said == printed[e.Key] {
			t.Errorf("%s of %T: printed in a table %t; give it a column, or state here where it is", e.Key, *new(T), printed[e.Key])
		}
		delete(printed, e.Key)
	}
	for key := range printed {
		t.Errorf("a table prints %s, which is no figure of %T", key, *new(T))
	}
}

// Each figure of the tidy list of areas is in the layer of areas.
func TestEveryAreaFigureIsInItsLayer(t *testing.T) {
	s := world30()
	if err := s.chooseMaps(); err != nil {
		t.Fatal(err)
	}
	layer, formats := s.areaLayer(0), docsPage(t, "FORMATS.md")
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
		if name := "`" + e.Layer + "_<option>`"; !strings.Contains(formats, name) {
			t.Errorf("FORMATS.md does not name %s", name)
		}
	}
}

// Each figure of a cell has a column in the layer of an option and, if it has a
// measure, lines in the long table; FORMATS.md names both. Every field of a surface
// except its service is used.
func TestEveryCellFigureIsInItsOutputs(t *testing.T) {
	s := world30()
	columns, formats := s.cellAttributes(1), docsPage(t, "FORMATS.md")
	list := longFigures()
	for i := range cellFigures {
		f := &cellFigures[i]
		name := plainID(s.Report.Services[0].ID) + "_" + f.name
		if n := len(columns) - len(slices.DeleteFunc(slices.Clone(columns), func(a attribute) bool { return a.Name == name })); n != 1 {
			t.Errorf("%d columns %s", n, name)
		}
		if !strings.Contains(formats, "`<service>_"+f.name+"`") {
			t.Errorf("FORMATS.md does not name the column %s", f.name)
		}
		if (f.long == "") != (f.line == 0) || (f.long == "") != (f.unit == "") {
			t.Errorf("%s: its part in the long table is incomplete", f.name)
		}
		if f.line > 0 && (f.line > len(list) || list[f.line-1].name != f.name) {
			t.Errorf("%s: line %d of the long table is not its own", f.name, f.line)
		}
		if f.long != "" && !strings.Contains(formats, "`"+f.long+"`") {
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
	s := world30()
	columns, formats := s.facilityLayer().Columns, docsPage(t, "FORMATS.md")
	for i, c := range facilityColumns {
		if columns[i].Name != c.Name || !strings.Contains(formats, "`"+c.Name+"`") {
			t.Errorf("column %d of the layer is %s, not %s, or FORMATS.md does not name it", i, columns[i].Name, c.Name)
		}
	}
}

func TestEveryStationColumnIsInItsLayer(t *testing.T) {
	s := world30()
	columns, formats := s.stationLayer().Columns, docsPage(t, "FORMATS.md")
	_, formats, _ = strings.Cut(formats, "**stations**")
	for i, c := range stationColumns {
		if columns[i].Name != c.Name || !strings.Contains(formats, "`"+c.Name+"`") {
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
