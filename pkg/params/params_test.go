package params

import (
	"math"
	"slices"
	"testing"
)

// known is a parameter with a value and no range.
func known(path string, v float64) Param {
	return Param{Path: path, V: v, Lo: v, Hi: v, Known: true, Unit: "min", Src: Source, Ref: "a page"}
}

func ranged(path string, lo, v, hi float64) Param {
	p := known(path, v)
	p.Lo, p.Hi = lo, hi
	return p
}

func word(path, text string) Param {
	return Param{Path: path, Text: text, V: math.NaN(), Known: true}
}

func null(path string) Param { return Param{Path: path} }

func tree(t testing.TB, list ...Param) Tree {
	t.Helper()
	made, err := New(list)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func paths(list []Param) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, p.Path)
	}
	return out
}

func TestFlags(t *testing.T) {
	for f := Assumption; f <= Document; f++ {
		if got, ok := ParseFlag(f.String()); !ok || got != f {
			t.Errorf("%s is read as %s, %v", f, got, ok)
		}
	}
	for _, s := range []string{"", "Document", "background"} {
		if got, ok := ParseFlag(s); ok || got != Assumption {
			t.Errorf("%q is read as %s, %v", s, got, ok)
		}
	}
}

func TestNewNamesAllFaults(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		name string
		list []Param
		want string
	}{
		{"no path", []Param{known("", 1)}, "parameters: a parameter without a path"},
		{"twice", []Param{known("b", 1), known("a", 1), known("b", 2)}, "parameters: b is repeated"},
		{"below its range", []Param{ranged("a", 2, 1, 3)}, "parameters: a: value 1 lies outside its range 2 to 3"},
		{"above its range", []Param{ranged("a", 2, 4, 3)}, "parameters: a: value 4 lies outside its range 2 to 3"},
		{"NaN", []Param{known("a", nan)}, "parameters: a: value NaN lies outside its range NaN to NaN"},
		{"NaN as a bound", []Param{ranged("a", 0, 1, nan)}, "parameters: a: value 1 lies outside its range 0 to NaN"},
		{"endless value", []Param{known("a", inf)}, "parameters: a: value +Inf in the range +Inf to +Inf is not finite"},
		{"endless bound", []Param{ranged("a", 0, 1, inf)}, "parameters: a: value 1 in the range 0 to +Inf is not finite"},
		{"all together, by path", []Param{ranged("c", 2, 1, 3), known("b", 1), known("", 1), known("b", 2), ranged("a", 5, 1, 3)},
			"parameters: a parameter without a path; a: value 1 lies outside its range 5 to 3; b is repeated; c: value 1 lies outside its range 2 to 3"},
	}
	for _, tt := range tests {
		if _, err := New(tt.list); err == nil || err.Error() != tt.want {
			t.Errorf("%s:\n got %v\nwant %s", tt.name, err, tt.want)
		}
	}
	// A null and a text have no range to violate.
	if _, err := New([]Param{{Path: "a", Lo: 2, Hi: 1}, word("b", "uniform")}); err != nil {
		t.Error(err)
	}
}

func TestGetAndAll(t *testing.T) {
	list := []Param{known("b", 2), known("a", 1)}
	made := tree(t, list...)
	if got := paths(made.All()); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("all: %v", got)
	}
	if list[0].Path != "b" {
		t.Error("New sorted the caller's list")
	}
	if p, ok := made.Get("b"); !ok || p != known("b", 2) {
		t.Errorf("got %+v, %v", p, ok)
	}
	if p, ok := made.Get("c"); ok || p != (Param{}) {
		t.Errorf("got %+v, %v", p, ok)
	}
	var none Tree
	if _, ok := none.Get("a"); ok || len(none.All()) != 0 || len(none.Under("a")) != 0 {
		t.Error("the zero tree holds something")
	}
}

func TestUnder(t *testing.T) {
	// "a-b" and "a0" sort before and after "a.": neither is under "a".
	made := tree(t, known("a", 1), known("a.x", 1), known("a.b.c", 1), known("a.b", 1), known("a-b", 1), known("a0", 1), known("ab.x", 1), known("z", 1))
	for _, tt := range []struct {
		prefix string
		want   []string
	}{
		{"a", []string{"a.b", "a.b.c", "a.x"}}, {"a.b", []string{"a.b.c"}}, {"ab", []string{"ab.x"}},
		{"z", []string{}}, {"q", []string{}}, {"", []string{}}, {"a.", []string{}},
	} {
		if got := paths(made.Under(tt.prefix)); !slices.Equal(got, tt.want) {
			t.Errorf("under %q: %v, want %v", tt.prefix, got, tt.want)
		}
	}
}

func TestWith(t *testing.T) {
	made := tree(t, ranged("a", 1, 2, 3), null("b"), word("c", "uniform"))
	for _, path := range []string{"a", "b", "c"} {
		changed, err := made.With(path, 7)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := changed.Get(path)
		if p.V != 7 || p.Lo != 7 || p.Hi != 7 || !p.Known || p.Text != "" || p.Ranged() {
			t.Errorf("%s became %+v", path, p)
		}
	}
	if p, _ := made.Get("a"); p != ranged("a", 1, 2, 3) {
		t.Errorf("the original became %+v", p)
	}
	if p, _ := made.Get("b"); p.Known {
		t.Errorf("the original became %+v", p)
	}
	for _, tt := range []struct {
		path string
		v    float64
		want string
	}{
		{"d", 1, `no parameter "d"`},
		{"a", math.NaN(), `parameter "a" cannot be NaN`},
		{"a", math.Inf(-1), `parameter "a" cannot be -Inf`},
	} {
		same, err := made.With(tt.path, tt.v)
		if err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
		if p, _ := same.Get("a"); p != ranged("a", 1, 2, 3) {
			t.Errorf("a refused change left %+v", p)
		}
	}
}

func TestRanged(t *testing.T) {
	text := word("a", "x")
	text.Lo, text.Hi = 1, 2
	unknown := null("a")
	unknown.Hi = 1
	for _, tt := range []struct {
		p    Param
		want bool
	}{{known("a", 1), false}, {ranged("a", 0, 1, 1), true}, {ranged("a", 1, 1, 2), true}, {text, false}, {unknown, false}} {
		if got := tt.p.Ranged(); got != tt.want {
			t.Errorf("%+v ranged: %v", tt.p, got)
		}
	}
}

// A parameter has another value of its range in a copy, and nothing else changes.
func TestAnotherValueOfARange(t *testing.T) {
	tree, err := New([]Param{{Path: "a.7", V: 5, Lo: 0, Hi: 10, Known: true}, {Path: "a.8", V: 6, Lo: 6, Hi: 6, Known: true}})
	if err != nil {
		t.Fatal(err)
	}
	at, err := tree.At("a.7", 2)
	if err != nil {
		t.Fatal(err)
	}
	want := Param{Path: "a.7", V: 2, Lo: 0, Hi: 10, Known: true}
	if p, _ := at.Get("a.7"); p != want || at.All()[0] != want || at.Under("a")[0] != want || NewReader(at).Value("a.7") != 2 || NewReader(at).Or("a.7", 3) != 2 || NewReader(at).ByAge("a", 9)[7] != 2 {
		t.Errorf("found %+v", p)
	}
	if p, _ := tree.Get("a.7"); p.V != 5 || at.Same(tree) || !at.Same(at) || tree.Same(at) {
		t.Errorf("the tree itself has %+v", p)
	}
	if set, err := at.With("a.8", 1); err != nil || set.All()[0] != want || set.All()[1].V != 1 {
		t.Errorf("then set: %+v, %v", set.All(), err)
	}
	for path, v := range map[string]float64{"a.7": 11, "a.8": 5, "b": 1} {
		if _, err := tree.At(path, v); err == nil {
			t.Errorf("%s at %g is accepted", path, v)
		}
	}
}
