package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saavu/pkg/report"
)

// A figure stands in report.json, in its schema, in scores.csv where it has a
// measure, and in docs/MEASURES.md.
func TestEveryFigureIsInEveryOutput(t *testing.T) {
	var tidy, document bytes.Buffer
	r := report30()
	r.Scores = report.Tidy(&r)
	if err := scores(&tidy, &r); err != nil {
		t.Fatal(err)
	}
	if err := JSON(&document, r); err != nil {
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
	outputs := everyOutput{t, measuresOf(t, &r, &tidy), definitions(t), measuresPage(t)}
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

// measuresOf gives the measures of scores.csv by the kind of row that they are of.
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

// definition is what a schema says of a type.
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

func measuresPage(t *testing.T) string {
	text, err := os.ReadFile("../../docs/MEASURES.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Texts in a row stand as they are, as in the rest of the document.
func TestTextsOfARowAreNotEscaped(t *testing.T) {
	r := report30()
	r.Services[0].Rows[0].WorstArea = `North & <"South">`
	r.Services[0].Rows[0].Groups = []report.GroupRow{{Name: "<18"}}
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"worst_area": "North & <\"South\">"`, `"name": "<18"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in report.json", want)
		}
	}
}

// Each figure is printed in a table, or stands below with the reason why not.
func TestEveryFigureIsPrinted(t *testing.T) {
	var v report.Service
	checkPrinted(t, report.RowFigures(), map[string]string{
		"people":     "in the line above the table",
		"worst_area": "with its share", "worst_share": "with its area",
		"worst_group": "with its share", "best_group": "with its share",
		"best": "the star", "movers": "below the table", "measured": "a table of its own",
		"there": "as a share", "no_point": "no room", "worst_tenth_min": "no room", "median_min": "no room", "mean_min": "no room",
		"need": "no room", "forgone": "no room", "county_now_eur": "of the network", "child_minutes": "no room", "at_school": "no room",
		"areas": "the map", "groups": "least and most",
	}, decision(&v, false), details(), gaps())
	checkPrinted(t, report.NetworkFigures(), map[string]string{
		"min_served": "with its service", "min_served_service": "with its share",
		"payers": "a table of its own", "lines": "no room",
		"budget_gap_eur": "in words", "budget_buys": "below the table", "unbalanced": "in words",
	}, networkTable())
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
			t.Errorf("%s of %T: printed in a table %t; give it a column, or say here where it stands", e.Key, *new(T), printed[e.Key])
		}
		delete(printed, e.Key)
	}
	for key := range printed {
		t.Errorf("a table prints %s, which is no figure of %T", key, *new(T))
	}
}
