package inventory

import (
	"bytes"
	"flag"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// staffed30 has facilities with and without a place, and points with and without
// positions.
func staffed30(t *testing.T) (*network.Network, params.Tree) {
	t.Helper()
	tree, err := params.New([]params.Param{
		{Path: "wage.gp", V: 78, Lo: 70, Hi: 90, Known: true, Unit: "EUR/h", Src: params.Source, Ref: "table 3"},
		{Path: "wage.none", V: 0, Unit: "EUR/h"},
		{Path: "note", V: math.NaN(), Known: true, Text: "in \u202eEUR"},
		{Path: "staff.fill_rate.gp", V: 0.9, Lo: 0.9, Hi: 0.9, Known: true, Unit: "share"},
		{Path: "minutes.none", V: 0, Known: true, Unit: "min"},
	})
	if err != nil {
		t.Fatal(err)
	}
	n := &network.Network{
		Services: []network.Service{
			{ID: "gp", Name: lang.Name{En: "Doctor", Fi: "Lääkäri"}, Bundle: "both", Tier: network.Local, Target: population.Group{From: 7, To: population.Ages - 1},
				Staff: []network.Staff{{Profession: "gp", Minutes: "minutes.gp", Wage: "wage.gp"}, {Profession: "nurse", Minutes: "minutes.nurse", Wage: "wage.none"}}},
			{ID: "dent", Name: lang.Name{En: "Dentist"}, Tier: network.Central,
				Staff: []network.Staff{{Profession: "gp", Minutes: "minutes.none", Wage: "wage.gp"}, {Profession: "dentist", Minutes: "minutes.gp", Wage: "no.such"}}},
		},
		Facilities: []network.Facility{
			{ID: "a", Name: strings.Repeat("A long name ", 8), Type: "health_station", Class: network.ClassA, Area: "west", Status: network.Open},
			{ID: "b\u202e", Name: "B", Type: "stop", Class: network.ClassNone, Status: network.Planned, From: 2030, Demo: true},
		},
		Points: []network.ServicePoint{
			{Facility: 0, Service: 0, Channel: network.OnSite, FTE: []float64{2.5, 0}},
			{Facility: 0, Service: 1, Channel: network.OnSite, FTE: []float64{0, 0}},
			{Facility: 1, Service: 1, Channel: network.OnSite, FTE: []float64{9, 9}}, // not open yet
			{Facility: 0, Service: 0, Channel: network.OnSite, FTE: []float64{9, 9}, Provider: true},
		},
	}
	return n, tree
}

// lists30 is a list of every kind.
func lists30(t *testing.T) []*List {
	t.Helper()
	n, tree := staffed30(t)
	var out []*List
	list := func(kind string) *List {
		l := New(kind, "")
		l.Of("test", "Test county", lang.Name{}, true, false)
		l.All = 2
		out = append(out, l)
		return l
	}
	list("facilities").Facilities = []ListedFacility{FacilityOf(n, 0, lang.Name{}), FacilityOf(n, 1, lang.Name{})}
	list("services").Services = []ListedService{ServiceOf(n, 0), ServiceOf(n, 1)}
	l := list("parameters")
	l.Parameters = []ListedParameter{}
	for _, p := range tree.All() {
		l.Parameters = append(l.Parameters, ParameterOf(p))
	}
	l.Parameters[0].ReadBy, l.Parameters[0].ReadFor = []string{"times", "delivery"}, []string{"care"}
	l.Parameters[0].services = []lang.Name{{En: "care"}}
	list("professions").Professions = Professions(n, tree)
	list("options").Options = []ListedOption{{ID: "today", Name: "Today", Year: 2026}, {ID: "less", Name: "Less", Year: 2030, Against: "today", Changes: 3}}
	list("rules").Rules = []ListedRule{RuleOf(&report.Rule{ID: "gap", Kind: "language-gap", Severity: report.Law, Text: strings.Repeat("No long gap. ", 12), Source: "§ 1"}, n)}
	return out
}

func TestListFollowsItsSchema(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/list.schema.json", string(schema))
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("list.schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("list.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(lists30(t), &List{Contract: 1, Kind: "rules", Rules: []ListedRule{}}) {
		var b bytes.Buffer
		if err := JSON(&b, l); err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Errorf("list %s --json does not follow its schema: %v", l.Kind, err)
		}
		top := value.(map[string]any)
		if rows, ok := top[l.Kind].([]any); !ok || len(rows) != l.rows() || len(top) != 6 {
			t.Errorf("%s: %v", l.Kind, top)
		}
	}
}

// An unknown value is null in JSON and unknown in the table, never zero.
func TestListOfWhatIsNotKnown(t *testing.T) {
	n, tree := staffed30(t)
	var got []string
	page := &page{&plain.Page{Words: words.In(lang.English)}}
	for _, p := range Professions(n, tree) {
		got = append(got, strings.Join([]string{p.ID, page.plainNumber(p.Wage), page.plainNumber(p.FillRate), page.positions(&p), strings.Join(p.Services, ", ")}, " | "))
	}
	want := []string{
		"gp | 78 | 0.9 | 2.5 | gp, dent", // the dentist spends no time on it
		"nurse | unknown | unknown | unknown | gp",
		"dentist | unknown | unknown | unknown | dent",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	n.Points[1].FTE[0], n.Points = 0.5, append(n.Points, network.ServicePoint{Service: 0, Channel: network.OnSite, FTE: []float64{0, 1}})
	if p := Professions(n, tree)[0]; page.positions(&p) != "at least 3.0" || p.Without != 1 || !math.IsNaN(float64(p.Positions)) {
		t.Errorf("positions of some points are known: %s, without %d, %g", page.positions(&p), p.Without, p.Positions)
	}
	if soon, open := FacilityOf(n, 1, lang.Name{}), FacilityOf(n, 0, lang.Name{}); soon.From != 2030 || !math.IsNaN(float64(open.From)) || !math.IsNaN(float64(soon.X)) || math.IsNaN(float64(open.X)) {
		t.Errorf("years and places: %v, %v", soon, open)
	}
	for _, c := range []struct{ path, value, between string }{
		{"wage.gp", "78", "70–90"}, {"wage.none", "unknown", "–"}, {"note", "in \u202eEUR", "–"}, {"minutes.none", "0", "–"},
	} {
		p, _ := tree.Get(c.path)
		if x := ParameterOf(p); page.parameterValue(&x) != c.value || page.lowHigh(&x) != c.between {
			t.Errorf("%s: %s, %s", c.path, page.parameterValue(&x), page.lowHigh(&x))
		}
	}
}

// A parameter that no step reads is marked, and counted above the table.
func TestUnreadParameters(t *testing.T) {
	l := &List{Parameters: []ListedParameter{{}, {ReadBy: []string{"people"}}, {ReadBy: []string{"delivery", "cost"}, services: []lang.Name{{En: "care"}}}}}
	page := page{&plain.Page{Words: words.OrEnglish(nil)}}
	for i, want := range []string{"no comparison reads it", "read by: people", "read by: delivery, cost (care)"} {
		if got := page.readBy(&l.Parameters[i]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := l.unread(); got != 1 {
		t.Errorf("%d unread, want 1", got)
	}
}

// Tables fit a terminal, show hidden characters escaped, and lose nothing: long
// texts continue below.
func TestListTables(t *testing.T) {
	var all bytes.Buffer
	for _, l := range lists30(t) {
		if err := Table(&all, l, 0, false, nil); err != nil {
			t.Fatal(err)
		}
		all.WriteByte('\n')
	}
	scene.Golden(t, *update, "testdata/lists.txt", all.String())
	for line := range strings.Lines(all.String()) {
		if n := plain.Width(strings.TrimRight(line, "\n")); n > plain.LineWidth {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	if strings.ContainsAny(all.String(), "\u202e…") {
		t.Error("something is hidden or cut")
	}
}
