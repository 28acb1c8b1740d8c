package load

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// optionOf reads the text of an option file; nothing may be wrong with it.
func optionOf(t testing.TB, text string) scenario.Option {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	o, err := Option(source.OS(), name, &County{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return o
}

// The page of formats shows a change of every kind.
func TestEveryKindOfChangeHasAnExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "```yaml\nname: All kinds of changes\n")
	text, _, _ = strings.Cut(text, "```")
	shown := map[string]bool{}
	for _, c := range optionOf(t, "name: All kinds of changes\n"+text).Changes {
		shown[c.Kind()] = true
	}
	for _, c := range scenario.Kinds() {
		if !shown[c.Kind()] {
			t.Errorf("docs/FORMATS.md has no example of %s", c.Kind())
		}
	}
}

// anyFields draws values for the fields of a change; those that need not be there
// stay away half of the time.
func anyFields(rt *rapid.T, fields []scenario.Field) {
	text := rapid.OneOf(rapid.StringN(1, 12, -1), rapid.SampledFrom([]string{"yes", "No", "null", "~", "1", "1e5", "0x10", "1_0", "mon", `a "b" \c`, "a: b", "# a", "- a", " a ",
		"{a}", "[a", "a,b", "ä, ö", "don't", "a\nb", "a\tb\r", "a\u0085\u2028b", "\ufeffa", "!a", "&a", "*a", "%a", "@a", "<<", "=", "a #b", "'a'", "", ".inf", "😀"}))
	texts := rapid.SliceOfN(text, 0, 3)
	number := rapid.OneOf(rapid.Float64Range(0, 1), rapid.Float64Range(0, 1e12), rapid.SampledFrom([]float64{0, 0.1, 1e-9, 1.0 / 3, 4e5, 385125.25, 1 << 53, math.Copysign(0, -1)}))
	at := func() orb.Point { return orb.Point{number.Draw(rt, "x"), -number.Draw(rt, "y")} }
	days := rapid.Uint8Range(0, 31)
	hours := func() network.Hours {
		every := rapid.SampledFrom([]float64{0, 7, 10.5})
		return network.Hours{Office: days.Draw(rt, "office"), Evening: days.Draw(rt, "evening"), Saturday: rapid.Bool().Draw(rt, "saturday"), EveryDays: every.Draw(rt, "every")}
	}
	for _, f := range fields {
		if !f.Need && !f.Key && rapid.Bool().Draw(rt, "without "+f.Name) {
			continue
		}
		switch v := f.Value.(type) {
		case *string:
			*v = text.Filter(func(s string) bool { return s != unanswered && (s != "" || !f.Need) }).Draw(rt, f.Name)
			if f.Words != nil {
				*v = rapid.SampledFrom(f.Words).Draw(rt, f.Name)
			}
		case *network.Production:
			*v = network.Production(rapid.SampledFrom(f.Words).Draw(rt, f.Name))
		case *[]string:
			*v = texts.Draw(rt, f.Name)
		case *float64:
			*v = number.Draw(rt, f.Name)
		case *int:
			*v = rapid.IntRange(1, 1000).Draw(rt, f.Name)
		case *bool:
			*v = rapid.Bool().Draw(rt, f.Name)
		case *network.Known:
			*v = rapid.SampledFrom([]network.Known{network.Unknown, network.Yes, network.No}).Draw(rt, f.Name)
		case *uint8:
			*v = days.Draw(rt, f.Name)
		case *orb.Point:
			*v = at()
		case **orb.Point:
			p := at()
			*v = &p
		case *network.Hours:
			*v = hours()
		case **network.Hours:
			h := hours()
			*v = &h
		case *[]scenario.Stop:
			*v = make([]scenario.Stop, rapid.IntRange(0, 3).Draw(rt, "stops"))
			for k := range *v {
				anyFields(rt, (*v)[k].Fields())
			}
		default:
			rt.Fatalf("no values are drawn for %T of %s", v, f.Name)
		}
	}
}

// anyOption draws an option with changes of every kind.
func anyOption(rt *rapid.T) scenario.Option {
	text := rapid.StringN(0, 12, -1).Filter(func(s string) bool { return s != unanswered })
	o := scenario.Option{ID: "a" + text.Filter(fileName).Draw(rt, "id"), Name: "n" + text.Draw(rt, "name"), Against: text.Draw(rt, "against"),
		Listed: text.Draw(rt, "listed"), Split: rapid.Bool().Draw(rt, "split"), Year: rapid.SampledFrom([]int{0, 1990, 2031, 2200}).Draw(rt, "year")}
	for _, c := range scenario.Kinds() {
		for range rapid.IntRange(0, 2).Draw(rt, c.Kind()) {
			c = scenario.New(c.Kind())
			anyFields(rt, c.Fields())
			o.Changes = append(o.Changes, c)
		}
	}
	return o
}

// What is written reads as the same option, to the last digit and letter, and is
// written the same again.
func TestWrittenOptionReadsTheSame(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		o := anyOption(rt)
		name := rapid.SampledFrom([]string{"option.yaml", o.ID + ".yaml"}).Draw(rt, "file")
		text, err := WriteOption(name, o)
		if err != nil {
			rt.Fatal(err)
		}
		r := &reader{}
		f, tree := decode[optionFile](r, name, text, optionRules)
		got := r.optionOf(&f, tree)
		if r.problems.Count() > 0 {
			rt.Fatalf("%v\n%s", r.problems, text)
		}
		if d := cmp.Diff(o, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("(-written +read)\n%s\n%s", d, text)
		}
		if again, err := WriteOption(name, got); err != nil || !bytes.Equal(again, text) {
			rt.Fatalf("%v\n%s", err, again)
		}
	})
}

// Options of every file of the embedded county keep their meaning when they are
// written, and a written text says no more than is needed.
func TestEmbeddedOptionsAreWritten(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/vantaa-kerava/*.yaml")
	more, _ := filepath.Glob("../../scenarios/vantaa-kerava/variants/*.yaml")
	if files = append(files, more...); err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		o, err := Option(source.OS(), name, &County{})
		if err != nil {
			t.Fatal(err)
		}
		text, err := WriteOption("plan.yaml", o)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(o, optionOf(t, string(text)), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
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
		got, err := WriteOption(name, optionOf(t, `# a comment
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

func TestWhatNoOptionFileHolds(t *testing.T) {
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
		{with(func(o *scenario.Option) { o.Name = "a\xff" }), `x.yaml:1:9: found "text that is not UTF-8", expected a YAML file in UTF-8 (save it as UTF-8: editors ask for the encoding under Save as)`},
		{with(func(o *scenario.Option) { o.ID = "-" }), `x.yaml:1:5: found "-", expected an id with a letter or a digit, without slashes, backslashes and hidden characters (files of the results are named by it; it is the file's name unless id: gives another)`},
		{with(func(o *scenario.Option) { o.Year = 1800 }), `x.yaml:2:7: found "1800", expected at least 1990`},
		{with(func(o *scenario.Option) { o.Changes = []scenario.Change{&scenario.Set{Path: "a", Value: math.Inf(1)}} }), `x.yaml:4:10: found "+Inf", expected a number (a number is finite and at most 1e+12)`},
		{with(func(o *scenario.Option) {
			o.Changes = []scenario.Change{&scenario.AddRemote{Service: "a", Share: math.NaN()}}
		}), `x.yaml:5:14: found "null", expected a number (share of contacts, 0 to 1)`},
	} {
		text, err := WriteOption("x.yaml", test.option)
		if want := "option " + test.option.ID + " cannot be written: " + test.want; text != nil || err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
