package optionfile

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"saavu/internal/load/input"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/internal/source"
	"saavu/pkg/lang"
	"saavu/pkg/scenario"
)

// parsed reads the text of an option file, which must be valid.
func parsed(t testing.TB, text string) scenario.Option {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	o, err := readFile(source.OS(), name)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return o
}

// A name that no heading has room for is refused, in each language and with its place.
func TestNamesThatAreTooLong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name: " + strings.Repeat("ä", 121) + "\nchanges:\n  - close: a\n", `plan.yaml:1:7: found "121 characters: ` + strings.Repeat("ä", 10)},
		{"name: {en: A, fi: " + strings.Repeat("b", 3000) + "}\nshort: " + strings.Repeat("c", 130) + "\nchanges:\n  - close: a\n", `plan.yaml:1:19: found "3000 characters: bbb`},
		{"name: {en: A, fi: B}\nshort: " + strings.Repeat("c", 130) + "\nchanges:\n  - close: a\n", `plan.yaml:2:8: found "130 characters: ccc`},
	} {
		name := filepath.Join(t.TempDir(), "plan.yaml")
		if err := os.WriteFile(name, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := readFile(source.OS(), name)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "expected a name of at most 120 characters (it stands in the headings of tables and in sentences; more may stand in a comment)") {
			t.Errorf("got %v, expected %s", err, c.want)
		}
	}
	parsed(t, "name: "+strings.Repeat("ä", 120)+"\nchanges:\n  - close: a\n")
}

// The page of formats shows a change of every kind.
func TestEveryKindOfChangeHasAnExample(t *testing.T) {
	page, err := os.ReadFile("../../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, name := range []string{"name: All kinds of changes\n", "name: Changes that need tables of the county\n"} {
		_, text, _ := strings.Cut(string(page), "```yaml\n"+name)
		text, _, _ = strings.Cut(text, "```")
		for _, c := range parsed(t, name+text).Changes {
			shown[c.Kind()] = true
		}
	}
	for _, c := range scenario.Kinds() {
		if !shown[c.Kind()] {
			t.Errorf("docs/FORMATS.md has no example of %s", c.Kind())
		}
	}
}

// A written option reads as the same option, to the last digit and letter, and
// gives the same text again.
func TestWrittenOptionReadsTheSame(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		o := scene.DrawOption(rt)
		name := rapid.SampledFrom([]string{"option.yaml", o.ID + ".yaml"}).Draw(rt, "file")
		text, err := Write(name, o)
		if err != nil {
			rt.Fatal(err)
		}
		got, err := readFile(fileOf(name, text), "data/"+name)
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		if d := cmp.Diff(o, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("(-written +read)\n%s\n%s", d, text)
		}
		if again, err := Write(name, got); err != nil || !bytes.Equal(again, text) {
			rt.Fatalf("%v\n%s", err, again)
		}
	})
}

// Options of every file of the embedded county keep their meaning when they are
// written, and the text has no unneeded keys.
func TestEmbeddedOptionsAreWritten(t *testing.T) {
	files, err := filepath.Glob("../../../scenarios/vantaa-kerava/*.yaml")
	more, _ := filepath.Glob("../../../scenarios/vantaa-kerava/variants/*.yaml")
	files = slices.DeleteFunc(files, func(name string) bool { return filepath.Base(name) == "nightly.yaml" }) // a plan
	if files = append(files, more...); err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		o, err := readFile(source.OS(), name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := Write("plan.yaml", o)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(o, parsed(t, string(text)), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s (-read +written and read)\n%s", name, d)
		}
	}
}

func TestWrittenOptionIsPlain(t *testing.T) {
	const want = `name: "A bus, no clinic"
year: 2030
changes:
  - close: nv_kivisto
  - close:
      facility: hs_korso
      services: ["yes", b]
  - set-capacity:
      service: gp
      fte_factor: 0.1
  - add-mobile:
      id: bus
      kind: care_bus
      services: [neuvola]
      stops:
        - {facility: stop, name: "Kivistö \"1\"", at: [381061.5, 6688390], days: mon+thu}
  - set-hours:
      days: mon-fri
      evening: tue
  - set:
      prices.rent: 20
`
	for name, text := range map[string]string{"plan.yaml": want, "other.yaml": "id: plan\n" + want} {
		got, err := Write(name, parsed(t, `# a comment
changes: [{close: {facility: nv_kivisto}}, {close: {services: ["yes", b], facility: hs_korso}}, {set-capacity: {fte_factor: 0.10, service: gp}},
  {add-mobile: {kind: care_bus, count: 1, schools: false, id: 'bus', services: [neuvola], stops: [{days: thu+mon, at: [381061.50, 6688390.0], facility: stop, name: 'Kivistö "1"'}]}},
  {set-hours: {evening: tue, saturday: no}}, {set: {"prices.rent": 20.00}}]
year: 2030
split: false
name: 'A bus, no clinic'
`))
		if err != nil || string(got) != text {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func TestOptionsThatNoFileCanHold(t *testing.T) {
	with := func(edit func(*scenario.Option)) scenario.Option {
		o := scenario.Option{ID: "x", Name: "X"}
		edit(&o)
		return o
	}
	for _, test := range []struct {
		option scenario.Option
		want   string
	}{
		{with(func(o *scenario.Option) { o.Name = "?" }), `x.yaml:1:7: found "?", expected an answer`},
		{with(func(o *scenario.Option) { o.Name = "a\xff" }), `x.yaml:1:9: found "text that is not UTF-8", expected a YAML file in UTF-8 (save it as UTF-8: editors have the encoding under Save as)`},
		{with(func(o *scenario.Option) { o.ID = "-" }), `x.yaml:1:5: found "-", expected an id with a letter or a digit, without slashes, backslashes and invisible characters (result files are named after it; it is the file's name unless the key id sets another)`},
		{with(func(o *scenario.Option) { o.Year = 1800 }), `x.yaml:2:7: found "1800", expected at least 1990`},
		{with(func(o *scenario.Option) { o.Changes = []scenario.Change{&scenario.Set{Path: "a", Value: math.Inf(1)}} }), `x.yaml:4:10: found "+Inf", expected a number (a number is finite and at most 1e+12)`},
		{with(func(o *scenario.Option) {
			o.Changes = []scenario.Change{&scenario.AddRemote{Service: "a", Share: math.NaN()}}
		}), `x.yaml:5:14: found "null", expected a number (share of contacts, 0 to 1)`},
	} {
		text, err := Write("x.yaml", test.option)
		if want := "option " + test.option.ID + " cannot be written: " + test.want; text != nil || err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A plain name that differs from all names by language would be lost.
func TestNamesThatNoFileCanHold(t *testing.T) {
	o := scenario.Option{ID: "x", Name: "X", Names: lang.Name{En: "Y", Fi: "X"}}
	if text, err := Write("x.yaml", o); err == nil || err.Error() != "option x cannot be written: it would read as another option" {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestWrittenNames(t *testing.T) {
	for text, want := range map[string]string{
		"name: 'Local'\nshort: {sv: L, en: L, fi: L}\nchanges: []\n":                                           "name: Local\nshort: L\nchanges: []\n",
		"changes: []\nname: {sv: Närservice, en: \"Local\"}\n":                                                 "name: {en: Local, sv: \"Närservice\"}\nchanges: []\n",
		"id: plan\nshort: {fi: 'no'}\nname: {fi: \"Lähi, \\\"uusi\\\"\", en: Local, sv: Local}\nchanges: []\n": "name: {en: Local, fi: \"Lähi, \\\"uusi\\\"\", sv: Local}\nshort: {fi: \"no\"}\nchanges: []\n",
	} {
		if got, err := Write("plan.yaml", parsed(t, text)); err != nil || string(got) != want {
			t.Errorf("%s: %v\ngot\n%swant\n%s", text, err, got, want)
		}
	}
}

// The same option has the same hash, however its file is written.
func TestHashDoesNotDependOnTheFile(t *testing.T) {
	hash := func(t testing.TB, o scenario.Option) string {
		o.Against = ""
		list, err := scenario.Hashes([]scenario.Option{o}, 2026)
		if err != nil {
			t.Fatal(err)
		}
		return list[0]
	}
	plain := hash(t, parsed(t, `name: Plan
changes:
  - close: a
  - open: {facility: b, name: B, at: [385125, 6685125], services: [gp], days: mon-wed}
  - add-mobile: {id: bus, kind: care_bus, services: [gp], schools: true}
  - set-capacity: {service: gp, fte: 2.5}
`))
	other := hash(t, parsed(t, `# another form of it
id: "x"
split: false
changes:
- "close":
    facility: 'a'   # all services
    services: []
- open: {days: [mon+tue, wed], saturday: no, at: [385125.0, 6685125.00], services: [gp], fte: 0, rooms: 0.0, visiting: false,
         barrier_free: unknown, interim: false, one_off: 0, facility: b, name: {en: Another name, sv: Ett annat namn}}
- add-mobile: {schools: true, count: 1, stops: [], services: ["gp"], kind: care_bus, id: bus, name: Bus}
- set-capacity: {fte: 2.50, service: gp}
listed: for the meeting
name: The plan again
year: 2026
`))
	if plain != other {
		t.Error("another form of the same option has another hash")
	}
	property.Check(t, func(rt *rapid.T) {
		o := scene.DrawOption(rt)
		text, err := Write("x.yaml", o)
		if err != nil {
			rt.Fatal(err)
		}
		if got, err := readFile(fileOf("x.yaml", text), "data/x.yaml"); err != nil || hash(t, got) != hash(t, o) {
			rt.Fatalf("the file has another hash:\n%s", text)
		}
	})
}

// fileOf is one file below data.
func fileOf(name string, text []byte) source.Files {
	return source.Embedded(fstest.MapFS{name: {Data: text}}, nil)
}

// readFile reads an option file.
func readFile(files source.Files, name string) (scenario.Option, error) {
	r := &input.Reader{Files: files}
	o, _ := Read(r, name, "")
	return o, r.Problems.Sorted(name).Err()
}
