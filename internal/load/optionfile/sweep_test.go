package optionfile

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/source"
	"saavu/pkg/scenario"
)

func TestParseSweep(t *testing.T) {
	for text, want := range map[string][]float64{
		"remote.gp_reception=0..0.5 step 0.1":         {0, 0.1, 0.2, 0.3, 0.4, 0.5},
		" a.b = 10..15":                               {10, 11, 12, 13, 14, 15},
		"a.b=0..1 step 0.4":                           {0, 0.4, 0.8, 1},
		"a.b=-2..2 step 2":                            {-2, 0, 2},
		"a.b=1e5..3e5 step 1e5":                       {1e5, 2e5, 3e5},
		"premises.rent_eur_m2_month=20..20.3 step .1": {20, 20.1, 20.2, 20.3},
	} {
		s, err := ParseSweep(text)
		if err != nil || !slices.Equal(s.Values(), want) {
			t.Errorf("%s: %v, %v, expected %v", text, s.Values(), err, want)
		}
	}
	for text, want := range map[string]string{
		"a.b":               "a parameter and its values are needed",
		"=0..1":             "a parameter and its values are needed",
		"a.b=0.5":           `"0.5" has no low and high with two points between them`,
		"a.b=1..0":          "from 1 to 0, expected the smaller value first",
		"a.b=1..1":          "from 1 to 1, expected the smaller value first",
		"a.b=0..half":       `"half" is not a number`,
		"a.b=0..0,5":        `"0,5" is not a number (write 0.5: the decimal separator is a point)`,
		"a.b=0..50%":        `"50%" is not a number (50 % is 0.5)`,
		"a.b=0..1 step 0":   "a step of 0, expected more than 0",
		"a.b=0..1 step -1":  "a step of -1, expected more than 0",
		"a.b=0..1 step .01": "101 values, expected at most 50: take a longer step",
		"a.b=0..NaN":        `"NaN" is not a number (a number is finite and at most 1e+12)`,
		"a.b=0..1e13":       `"1e13" is not a number (a number is finite and at most 1e+12)`,
	} {
		if _, err := ParseSweep(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, expected %s", text, err, want)
		}
	}
}

func TestParseFind(t *testing.T) {
	nan := math.NaN()
	for text, want := range map[string]scenario.Find{
		"travel.threshold_min.local: local > mobile by reach.neuvola_child": {What: "travel.threshold_min.local", From: nan, To: nan, Option: "local", Than: "mobile", More: true, Count: "reach", Service: "neuvola_child"},
		"people.korso=0..2: a<today-2030 by county":                         {What: "people.korso", To: 2, Option: "a", Than: "today-2030", Count: "county"},
		"p : a > plans/b.yaml by homes.x ":                                  {What: "p", From: nan, To: nan, Option: "a", Than: "plans/b.yaml", More: true, Count: "homes", Service: "x"},
	} {
		f, err := ParseFind(text)
		same := math.IsNaN(f.From) == math.IsNaN(want.From) && (f.From == want.From || math.IsNaN(f.From)) && (f.To == want.To || math.IsNaN(f.To))
		f.From, f.To, want.From, want.To = 0, 0, 0, 0
		if err != nil || !same || f != want {
			t.Errorf("%s: %+v, %v", text, f, err)
		}
	}
	for text, want := range map[string]string{
		"a > b by county":               "no colon after the parameter",
		": a > b by county":             "a parameter is needed before the colon",
		"p: a = b by county":            `"a = b by county" is not OPTION > OPTION by COUNT`,
		"p: a > b":                      `"a > b" is not OPTION > OPTION by COUNT`,
		"p: a > b by people":            `no count "people", expected reach.SERVICE, visits.SERVICE, county, county.SERVICE, homes or homes.SERVICE`,
		"p: a > b by reach":             "reach of which service? People and visits are not added over services: write reach.SERVICE",
		"p: a > a by county":            "option a is compared with itself",
		"p=3..2: a > b by county":       "from 3 to 2, expected the smaller value first",
		"p=3: a > b by county":          `"3" has no low and high with two points between them`,
		"p=0..1%: a > b by reach.x":     `"1%" is not a number (1 % is 0.01)`,
		"travel.x: local by reach.gp_x": `"local by reach.gp_x" is not OPTION > OPTION by COUNT`,
	} {
		if _, err := ParseFind(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, expected %s", text, err, want)
		}
	}
}

// The questions of an option file are read and written, and every wrong one is
// reported at its place.
func TestQuestionsOfAnOptionFile(t *testing.T) {
	dir := t.TempDir()
	read := func(text string) (scenario.Option, string) {
		name := filepath.Join(dir, "plan.yaml")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		o, err := readFile(source.OS(), name)
		if err != nil {
			return o, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")
		}
		return o, ""
	}
	text := "name: plan\nsweep:\n  remote.gp: \"0..0.5 step 0.1\"\n  people.north: \"0.5..2\"\nfind:\n  \"people.north=0..2\": \"plan > today by visits.gp\"\nchanges: []\n"
	o, fault := read(text)
	if fault != "" || len(o.Sweeps) != 2 || o.Sweeps[1] != (scenario.Sweep{What: "remote.gp", To: 0.5, Step: 0.1}) || len(o.Finds) != 1 || o.Finds[0].To != 2 || o.Finds[0].Service != "gp" {
		t.Fatalf("%+v %s", o, fault)
	}
	written, err := Write("plan.yaml", o)
	if err != nil || !strings.Contains(string(written), "sweep:\n  people.north: \"0.5..2\"\n  remote.gp: \"0..0.5 step 0.1\"\nfind:\n  \"people.north=0..2\": \"plan > today by visits.gp\"\n") {
		t.Errorf("written %v:\n%s", err, written)
	}
	for text, want := range map[string]string{
		"name: plan\nsweep: {a.b: \"1..0\"}\nfind: {a.b: \"x > y\"}\nchanges: []\n": "plan.yaml:2:14: found \"1..0\", expected FROM..TO or FROM..TO step STEP, such as 0..0.5 step 0.1 (from 1 to 0, expected the smaller value first)\n" +
			"plan.yaml:3:13: found \"x > y\", expected OPTION > OPTION by COUNT, such as local > today by reach.SERVICE (\"x > y\" is not OPTION > OPTION by COUNT)",
		"name: plan\nsweep: {a: \"0..1\", b: \"0..1\", c: \"0..1\"}\nchanges: []\n": "plan.yaml:2:8: found \"the keys a, b, c\", expected at most 2 parameters, whose values are combined",
	} {
		if _, fault := read(text); fault != want {
			t.Errorf("%s\n got %s\nwant %s", text, fault, want)
		}
	}
}
