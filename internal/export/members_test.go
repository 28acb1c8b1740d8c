package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saavu/internal/export/contract"
	"saavu/internal/scene"
	"saavu/pkg/report"
)

// Every figure is in report.json, in its schema, in scores.csv if it has a measure,
// and in docs/MEASURES.md.
func TestEveryFigureIsInEveryOutput(t *testing.T) {
	var tidy, document bytes.Buffer
	r := scene.ComparedReport()
	r.Scores = report.Tidy(&r)
	if err := scores(&tidy, &r); err != nil {
		t.Fatal(err)
	}
	if err := contract.JSON(&document, r, nil); err != nil {
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
	outputs := everyOutput{t, measuresOf(t, &r, &tidy), definitions(t), string(scene.Read(t, "../../docs", "MEASURES.md"))}
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
	text, err := contract.ReportSchema()
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
