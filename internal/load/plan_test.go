package load

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/source"
	"saavu/pkg/lang"
)

// readPlan reads a plan from a text.
func readPlan(t *testing.T, text string) (*Plan, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := ReadPlan(source.OS(), name)
	if err == nil {
		return p, nil
	}
	return nil, &shortened{strings.ReplaceAll(err.Error(), filepath.Dir(name)+"/", "")}
}

type shortened struct{ text string }

func (s *shortened) Error() string { return s.text }

// A short plan has the defaults; a long one has what it says.
func TestPlan(t *testing.T) {
	p, err := readPlan(t, "version: 1\nname: short\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Plan{Name: "short", Counties: []string{""}, Frames: []string{"staff"}, Sets: []PlanSet{{Name: "base", Item: -1}}, Seed: 1, Lang: lang.English}
	got := *p
	got.File, got.tree, got.files = Input{}, nil, source.Files{}
	if !reflect.DeepEqual(got, want) || p.File.SHA256 == "" || p.File.Bytes != 23 {
		t.Errorf("got %+v, expected %+v", got, want)
	}
	p, err = readPlan(t, `version: 1
name: long
counties: [embedded, some/county.yaml]
options: [local, "v*.yaml"]
exclude: [v1]
years: [2026, 2030]
frames: [staff, budget]
sets: [{name: dear, values: {staff.fill_rate.gp: 0.8}}]
draws: 50
seed: 0
networks: 20
measures: [gets_there]
gates: [{id: law, title: {fi: Laki}, expression: breaches.law > 0, for: {options: [local], years: [2030], sets: [dear]}}]
track: [reach.gp]
lang: sv
`)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.ToSlash(filepath.Dir(p.File.Name))
	want = Plan{Name: "long", Counties: []string{"", dir + "/some/county.yaml"}, Options: []string{"local", "v*.yaml"}, Exclude: []string{"v1"},
		Years: []int{2026, 2030}, Frames: []string{"staff", "budget"}, Sets: []PlanSet{{Name: "base", Item: -1}, {Name: "dear", Values: map[string]float64{"staff.fill_rate.gp": 0.8}}},
		Draws: 50, Networks: 20, Measures: []string{"gets_there"}, Track: []string{"reach.gp"}, Lang: lang.Swedish,
		Gates: []Gate{{ID: "law", Title: lang.Name{Fi: "Laki"}, When: "breaches.law > 0", For: GateScope{[]string{"local"}, []int{2030}, []string{"dear"}}}}}
	got = *p
	got.File, got.tree, got.files = Input{}, nil, source.Files{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, expected %+v", got, want)
	}
}

// Every fault of a plan is reported, with its place and a hint.
func TestPlanFaults(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\n":             "plan.yaml:1:1: found nothing, expected the key version",
		"version: 2\nname: x\n": `plan.yaml:1:10: found "2", expected version 1 of a plan (a newer program reads it)`,
		"version: 1\nname: x\noption: [a]\nframe: [staff]\n": `plan.yaml:3:1: found "option", expected one of the keys KEYS (did you mean options?)
plan.yaml:4:1: found "frame", expected one of the keys KEYS (did you mean frames?)`,
		"version: 1\nname: x y\nframes: [money]\n": `plan.yaml:2:7: found "x y", expected short name in letters, digits, _ and -
plan.yaml:3:10: found "money", expected staff or budget`,
		"version: 1\nname: x\ncounty: a.yaml\ncounties: [b.yaml]\n": `plan.yaml:3:9: found "a.yaml", expected county or counties, not both`,
		"version: 1\nname: x\noptions: []\nyears: []\n": `plan.yaml:3:10: found "a list", expected at least one item (leave out the key for the default)
plan.yaml:4:8: found "a list", expected at least one item (leave out the key for the default)`,
		"version: 1\nname: x\noptions: [a, b, a]\nframes: [staff, staff]\n": `plan.yaml:3:17: found "a", expected every item once
plan.yaml:4:17: found "staff", expected every item once`,
		"version: 1\nname: x\nsets: [{name: base, values: {a: 1}}, {name: s, values: {}}, {name: s, values: {a: 1}}]\n": `plan.yaml:3:15: found "base", expected another name (base is the name of the county's own values)
plan.yaml:3:38: found "the keys name, values", expected at least one parameter with its value
plan.yaml:3:68: found "s", expected every name once`,
		"version: 1\nname: x\ngates: [{id: a, title: A, expression: b}, {id: a, title: A, expression: \"\"}]\n": `plan.yaml:3:48: found "a", expected every id once
plan.yaml:3:73: found nothing, expected some text (when the gate is missed, such as breaches.law > 0)`,
		"version: 1\nname: x\ndraws: -1\nlang: de\n": `plan.yaml:3:8: found "-1", expected at least 0
plan.yaml:4:7: found "de", expected en, fi or sv`,
	} {
		_, err := readPlan(t, text)
		if err == nil {
			t.Errorf("%s is accepted", text)
			continue
		}
		keys := "counties, county, draws, exclude, frames, gates, lang, measures, name, networks, options, seed, sets, track, version, years"
		if want = strings.ReplaceAll(want, "KEYS", keys); err.Error() != want {
			t.Errorf("%s\ngot\n%v\nwant\n%s", text, err, want)
		}
	}
}

// A sweep is a set for each value or combination of values, draw is as many sets as it
// says. Values are read as those of --sweep.
func TestPlanSets(t *testing.T) {
	p, err := readPlan(t, `version: 1
name: many
sets:
  - draw: 2
  - sweep: {staff.fill_rate.gp: 0.8..1 step 0.1}
  - name: dear
    values: {a: 1}
  - sweep: {b: 0..1 step 1, a: 1..3}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []PlanSet{{Name: "base", Item: -1}, {Name: "draw-001", Draws: 2}, {Name: "draw-002", Draw: 1, Draws: 2}}
	for name, v := range map[string]float64{"0.8": 0.8, "0.9": 0.9, "1": 1} {
		want = append(want, PlanSet{Name: "staff.fill_rate.gp=" + name, Values: map[string]float64{"staff.fill_rate.gp": v}, Swept: true, Item: 1})
	}
	slices.SortFunc(want[3:], func(a, b PlanSet) int { return strings.Compare(a.Name, b.Name) })
	want = append(want, PlanSet{Name: "dear", Values: map[string]float64{"a": 1}, Item: 2})
	for _, a := range []string{"1", "1.4", "1.8", "2.2", "2.6", "3"} {
		for b := range 2 {
			v, _ := strconv.ParseFloat(a, 64)
			want = append(want, PlanSet{Name: "a=" + a + ",b=" + strconv.Itoa(b), Values: map[string]float64{"a": v, "b": float64(b)}, Swept: true, Item: 3})
		}
	}
	if !reflect.DeepEqual(p.Sets, want) {
		t.Errorf("got %+v, expected %+v", p.Sets, want)
	}
	for text, want := range map[string]string{
		"{name: a}":                            `:4:5: found "the keys name", expected one of the keys values, draw and sweep`,
		"{draw: 2, values: {a: 1}}":            `:4:5: found "the keys draw, values", expected one of the keys values, draw and sweep`,
		"{draw: 0}":                            `:4:12: found "0", expected at least 1`,
		"{draw: 1000}":                         `:4:12: found "1000", expected at most 999`,
		"{draw: 2, name: a}":                   `:4:21: found "a", expected no name with draw or sweep (its sets are named draw-001 or PARAMETER=VALUE)`,
		"{draw: 2}\n  - {draw: 3}":             `:5:12: found "3", expected draw once (its sets are named draw-001 and so on)`,
		"{values: {a: 1}}":                     `:4:5: found "the keys values", expected the key name`,
		"{sweep: {}}":                          `:4:13: found "{}", expected one parameter with its values, or up to 2, whose values are combined`,
		"{sweep: {a: 0..1, b: 0..1, c: 0..1}}": `:4:13: found "the keys a, b, c", expected one parameter with its values, or up to 2, whose values are combined`,
		"{sweep: {a: 0-1}}":                    `:4:17: found "0-1", expected FROM..TO or FROM..TO step STEP, such as 0..0.5 step 0.1 ("0-1" has no low and high with two points between them)`,
		"{sweep: {a: 0..1 step 0.05, b: 0..1 step 0.1}}": `:4:13: found "the keys a, b", expected at most 200 combinations of values (these are 231: take longer steps)`,
		"{sweep: {a: 0..1}}\n  - {sweep: {a: 0..0.4 step 0.2}}": `:5:5: found "a=0", expected every name once
plan.yaml:5:5: found "a=0.2", expected every name once
plan.yaml:5:5: found "a=0.4", expected every name once`,
		"{draw: 1}\n  - {name: draw-001, values: {a: 1}}": `:5:12: found "draw-001", expected every name once`,
	} {
		_, err := readPlan(t, "version: 1\nname: x\nsets:\n  - "+text+"\n")
		if err == nil || err.Error() != "plan.yaml"+want {
			t.Errorf("%s\ngot\n%v\nwant\nplan.yaml%s", text, err, want)
		}
	}
}
