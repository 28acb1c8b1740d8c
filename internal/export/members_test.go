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
		"need": "no room", "visits": "no room", "visits_change": "in words", "induced": "on the screen of a service", "forgone": "no room", "county_now_eur": "of the network", "child_minutes": "no room", "at_school": "no room", "school_needed": "on the screen of a service", "school": "on the screen of a service",
		"part_week": "on the screen of a service", "fewer_days": "on the screen of a service", "only_provider": "on the screen of a service", "no_known_place": "a row of the stations", "at_providers": "a row of the stations",
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
