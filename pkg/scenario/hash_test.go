package scenario_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// hashOf is the hash of an option that is compared with nothing.
func hashOf(t testing.TB, o scenario.Option) string {
	t.Helper()
	o.Against = ""
	list, err := scenario.Hashes([]scenario.Option{o}, 2026)
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

// The encoding and its hashes must not change: stored results are found by
// them. A change must raise HashVersion.
func TestHashesArePinned(t *testing.T) {
	bus := &scenario.AddMobile{ID: "bus", Name: "Bus", UnitKind: "care_bus", Count: 1, Services: []string{"neuvola", "gp"},
		Stops: []scenario.Stop{{Facility: "stop", Name: "Stop", At: &orb.Point{381061.5, 6688390}, Days: 0b01001}}}
	open := &scenario.Open{Facility: "new \"é\"", Name: "New", At: &orb.Point{385125, 6685125}, Services: []string{"gp"}, FTE: 1.25,
		Hours: &network.Hours{Office: 0b00101, Evening: 1, Saturday: true}, BarrierFree: network.Yes, OneOff: 2e21}
	options := []scenario.Option{
		{ID: "today", Name: "Today"},
		{ID: "more", Name: "More", Against: "today", Split: true, Changes: []scenario.Change{&scenario.Close{Facility: "a"}, open, bus}},
		{ID: "later", Year: 2030, Against: "more", Changes: []scenario.Change{&scenario.Set{Path: "prices.rent", Value: 0.0000005}, &scenario.Set{Path: "a.b"},
			&scenario.AddRemote{Service: "gp"}}},
	}
	first := `{"changes":[],"version":1,"year":2026}`
	changes := `{"against":"` + sha(first) + `","changes":[{"close":{"facility":"a"}},` +
		`{"open":{"at":[385125,6685125],"barrier_free":"yes","facility":"new \"é\"","fte":1.25,"hours":{"days":[1,3],"evening":[1],"every_days":0,"saturday":true},"one_off":2e+21,"services":["gp"]}},` +
		`{"add-mobile":{"id":"bus","kind":"care_bus","services":["neuvola","gp"],"stops":[{"at":[381061.5,6688390],"days":[1,4],"facility":"stop"}]}}],`
	last := `{"against":"` + sha(changes+`"version":1,"year":2026}`) + `","changes":[{"set":{"path":"prices.rent","value":5e-7}},{"set":{"path":"a.b","value":0}},` +
		`{"add-remote":{"service":"gp","share":0}}],"version":1,"year":2030}`
	want := []string{sha(first), sha(changes + `"split":true,"version":1,"year":2026}`), sha(last)}
	got, err := scenario.Hashes(options, 2026)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\ngot  %v\nwant %v", err, got, want)
	}
	pinned := []string{
		"fef6434a6c20b9568374d96c46d9f95aa117a88d9ff7c54d43729708f66c1b91",
		"3f076c56271edc251af6718d9ebef6e42aa2f42ca925be914d646c8b3a4d2004",
		"1ef86b42f92dd61271686f7f4cc975ff5d8b30cedb9ed198c6e9d95e49415ccc",
	}
	if !slices.Equal(got, pinned) {
		t.Errorf("got %q", got)
	}
}

// A different value of any field of any change gives a different hash, except
// for names that only readers see.
func TestHashFollowsEveryField(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		o := scene.DrawOption(rt)
		if len(o.Changes) == 0 {
			return
		}
		before := hashOf(t, o)
		c := rapid.SampledFrom(o.Changes).Draw(rt, "change")
		fields := c.Fields()
		if mobile, ok := c.(*scenario.AddMobile); ok && len(mobile.Stops) > 0 {
			fields = append(fields, mobile.Stops[0].Fields()...)
		}
		f := rapid.SampledFrom(fields).Draw(rt, "field")
		was, err := json.Marshal(f.Value)
		if err != nil { // NaN
			was = nil
		}
		scene.DrawValue(rt, f)
		is, _ := json.Marshal(f.Value)
		said := func(text []byte) string { return strings.NewReplacer("null", "[]", "-0", "0").Replace(string(text)) }
		switch changed := hashOf(t, o) != before; {
		case f.Label && changed:
			rt.Fatalf("%s %s is a name and changes the hash", c.Kind(), f.Name)
		case !f.Label && changed != (said(was) != said(is)):
			if stops, ok := f.Value.(*[]scenario.Stop); !ok || changed || len(*stops) == 0 {
				rt.Fatalf("%s %s from %s to %s: another hash %t", c.Kind(), f.Name, was, is, changed)
			}
		}
	})
}

func TestHashOfAnOption(t *testing.T) {
	closing, opening := &scenario.Close{Facility: "a"}, &scenario.Open{Facility: "b"}
	plan := scenario.Option{ID: "plan", Name: "Plan", Year: 2026, Changes: []scenario.Change{closing, opening}}
	want := hashOf(t, plan)
	for _, c := range []struct {
		name string
		same bool
		edit func(*scenario.Option)
	}{
		{"another id", true, func(o *scenario.Option) { o.ID = "x" }},
		{"another name", true, func(o *scenario.Option) { o.Name = "x" }},
		{"names by language", true, func(o *scenario.Option) { o.Names = lang.Name{En: "x", Sv: "y"} }},
		{"a short form", true, func(o *scenario.Option) { o.Short = lang.Same("x") }},
		{"listed", true, func(o *scenario.Option) { o.Listed = lang.Same("x") }},
		{"the base's year left out", true, func(o *scenario.Option) { o.Year = 0 }},
		{"compared with itself", true, func(o *scenario.Option) { o.Against = o.ID }},
		{"no services named, as an empty list", true, func(o *scenario.Option) {
			o.Changes = []scenario.Change{&scenario.Close{Facility: "a", Services: []string{}}, opening}
		}},
		{"another year", false, func(o *scenario.Option) { o.Year = 2027 }},
		{"split", false, func(o *scenario.Option) { o.Split = true }},
		{"rooms are fitted", false, func(o *scenario.Option) { o.Fit.Rooms = true }},
		{"staff is fitted", false, func(o *scenario.Option) { o.Fit.Staff = true }},
		{"the other order", false, func(o *scenario.Option) { o.Changes = []scenario.Change{opening, closing} }},
		{"a change less", false, func(o *scenario.Option) { o.Changes = o.Changes[:1] }},
		{"a change twice", false, func(o *scenario.Option) { o.Changes = []scenario.Change{closing, closing, opening} }},
	} {
		o := plan
		c.edit(&o)
		if got := hashOf(t, o); (got == want) != c.same {
			t.Errorf("%s: the hash is the same: %t", c.name, got == want)
		}
	}
}

// What is fitted is part of what is hashed, in the order of the words.
func TestHashOfAFit(t *testing.T) {
	o := scenario.Option{ID: "o", Fit: scenario.Fit{Rooms: true, Staff: true}, Changes: []scenario.Change{&scenario.Close{Facility: "a"}}}
	if got, want := hashOf(t, o), sha(`{"changes":[{"close":{"facility":"a"}}],"fit":["rooms","staff"],"version":1,"year":2026}`); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	o.Fit.Staff = false
	if got, want := hashOf(t, o), sha(`{"changes":[{"close":{"facility":"a"}}],"fit":["rooms"],"version":1,"year":2026}`); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A change far up the chain of references changes every hash below it and no
// other. An id is only a way to find the reference.
func TestHashFollowsTheReferences(t *testing.T) {
	chain := func(edit func([]scenario.Option)) []string {
		list := []scenario.Option{ // in any order
			{ID: "c", Against: "b", Changes: []scenario.Change{&scenario.Close{Facility: "c"}}},
			{ID: "b", Against: "a", Changes: []scenario.Change{&scenario.Close{Facility: "b"}}},
			{ID: "a"},
			{ID: "d", Changes: []scenario.Change{&scenario.Close{Facility: "c"}}},
		}
		edit(list)
		out, err := scenario.Hashes(list, 2026)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := chain(func([]scenario.Option) {})
	for _, c := range []struct {
		name string
		edit func([]scenario.Option)
		same string // per option, in the order c, b, a, d
	}{
		{"the first has a change", func(l []scenario.Option) { l[2].Changes = l[3].Changes }, "---="},
		{"the first is of another year", func(l []scenario.Option) { l[2].Year = 2027 }, "---="},
		{"the middle has another change", func(l []scenario.Option) { l[1].Changes = l[3].Changes }, "--=="},
		{"another reference", func(l []scenario.Option) { l[0].Against = "a" }, "-==="},
		{"no reference", func(l []scenario.Option) { l[0].Against = "" }, "-==="},
		{"a reference", func(l []scenario.Option) { l[3].Against = "b" }, "===-"},
		{"the levers of a reference are shown alone", func(l []scenario.Option) { l[1].Split = true }, "=-=="},
		{"the first is called otherwise", func(l []scenario.Option) { l[2].ID, l[1].Against, l[1].Name = "z", "z", "Z" }, "===="},
	} {
		got := ""
		for i, h := range chain(c.edit) {
			got += map[bool]string{true: "=", false: "-"}[h == want[i]]
		}
		if got != c.same {
			t.Errorf("%s: %s, want %s", c.name, got, c.same)
		}
	}
	if want[0] == want[3] {
		t.Error("a reference makes no difference")
	}
}

func TestRefusedHashes(t *testing.T) {
	for _, c := range []struct {
		options []scenario.Option
		want    string
	}{
		{[]scenario.Option{{ID: "a"}, {ID: "a"}}, `two options have the id "a"`},
		{[]scenario.Option{{ID: "a", Against: "x"}}, `option a is compared with "x", which does not exist`},
		{[]scenario.Option{{ID: "a", Against: "b"}, {ID: "b", Against: "c"}, {ID: "c", Against: "b"}}, "options are compared in a cycle: a, b, c, b"},
		{[]scenario.Option{{ID: "a", Changes: []scenario.Change{nil}}}, "option a has an empty change"},
	} {
		if got, err := scenario.Hashes(c.options, 2026); got != nil || err == nil || err.Error() != c.want {
			t.Errorf("got %v, %v; want %s", got, err, c.want)
		}
	}
}

// Texts and numbers are written as in encoding/json, which has the same rules
// for them.
func TestHashIsOfCanonicalJSON(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		path := rapid.String().Filter(func(s string) bool { return s != "" && !strings.ContainsAny(s, "\u2028\u2029") }).Draw(rt, "path")
		value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-1e-5, 1e-5), rapid.Float64Range(-1e22, 1e22)).Filter(func(v float64) bool { return v != 0 }).Draw(rt, "value")
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(map[string]any{"version": 1, "year": 2026, "changes": []any{map[string]any{"set": map[string]any{"path": path, "value": value}}}}); err != nil {
			rt.Fatal(err)
		}
		o := scenario.Option{Changes: []scenario.Change{&scenario.Set{Path: path, Value: value}}}
		if want := sha(strings.TrimSpace(b.String())); hashOf(t, o) != want {
			rt.Fatalf("not the hash of %s", b.String())
		}
	})
}
