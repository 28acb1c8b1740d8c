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

// The parameters of one draw are at their ends together in a copy, and nothing else
// changes: what has no range, a draw of its own, or what is made once stays.
func TestEndsOfADraw(t *testing.T) {
	tree, err := New([]Param{{Path: "a.7", V: 5, Lo: 0, Hi: 10, Known: true, SharedDraw: "a"}, {Path: "a.8", V: 6, Lo: 6, Hi: 6, Known: true, SharedDraw: "a"},
		{Path: "a.9", V: 2, Lo: 1, Hi: 4, Known: true, SharedDraw: "a"}, {Path: "b", V: 2, Lo: 1, Hi: 4, Known: true},
		{Path: "population.x", V: 2, Lo: 1, Hi: 4, Known: true, SharedDraw: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	values := func(tree Tree) (out [5]float64) {
		for i, p := range tree.All() {
			out[i] = p.V
		}
		return out
	}
	for _, tt := range []struct {
		draw string
		high bool
		want [5]float64
	}{{"a", false, [5]float64{0, 6, 1, 2, 2}}, {"a", true, [5]float64{10, 6, 4, 2, 2}}, {"b", true, [5]float64{5, 6, 2, 4, 2}}, {"a.7", true, [5]float64{5, 6, 2, 2, 2}}} {
		at := tree.AtEnd(tt.draw, tt.high)
		if got := values(at); got != tt.want || at.Same(tree) != (got == values(tree)) {
			t.Errorf("%s %v: %v, expected %v", tt.draw, tt.high, got, tt.want)
		}
	}
	want := Param{Path: "a.7", V: 0, Lo: 0, Hi: 10, Known: true, SharedDraw: "a"}
	at := tree.AtEnd("a", false)
	if p, _ := at.Get("a.7"); p != want || at.All()[0] != want || at.Under("a")[0] != want || NewReader(at).Value("a.7") != 0 || NewReader(at).Or("a.7", 3) != 0 || NewReader(at).ByAge("a", 9)[7] != 0 {
		t.Errorf("found %+v", p)
	}
	if p, _ := tree.Get("a.7"); p.V != 5 || !at.Same(at) || tree.Same(at) {
		t.Errorf("the tree itself has %+v", p)
	}
	if set, err := at.With("a.8", 1); err != nil || set.All()[0] != want || set.All()[1].V != 1 {
		t.Errorf("then set: %+v, %v", set.All(), err)
	}
}

// A value and its range are multiplied together, within the bounds, and nothing else.
func TestTimes(t *testing.T) {
	tree, err := New([]Param{{Path: "a", V: 0.9, Lo: 0.8, Hi: 1, Known: true, Unit: "share"}, {Path: "b", V: 2, Lo: 1, Hi: 4, Known: true},
		{Path: "c", Text: "words", Known: true}, {Path: "d"}, {Path: "e", V: 1, Lo: 1, Hi: 1, Known: true, Unit: "min"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		path       string
		factor     float64
		v, low, hi float64
	}{{"a", 0.5, 0.45, 0.4, 0.5}, {"a", 1.2, 1, 0.96, 1}, {"b", 1.5, 3, 1.5, 6}, {"b", 1, 2, 1, 4}} {
		got, err := tree.Times(tt.path, tt.factor)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := got.Get(tt.path)
		for _, v := range [][2]float64{{p.V, tt.v}, {p.Lo, tt.low}, {p.Hi, tt.hi}} {
			if math.Abs(v[0]-v[1]) > 1e-12 {
				t.Errorf("%s times %g: %+v", tt.path, tt.factor, p)
			}
		}
		if other, _ := got.Get("e"); other.V != 1 {
			t.Errorf("e is %+v", other)
		}
	}
	if p, _ := tree.Get("a"); p.V != 0.9 || p.Lo != 0.8 {
		t.Errorf("the tree itself has %+v", p)
	}
	for _, factor := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := tree.Times("b", factor); err == nil {
			t.Errorf("times %g is accepted", factor)
		}
	}
	for path, want := range map[string]string{"zzz": `no parameter "zzz"`, "c": `parameter "c" has no value to multiply`, "d": `parameter "d" has no value to multiply`} {
		if _, err := tree.Times(path, 2); err == nil || err.Error() != want {
			t.Errorf("%s: %v, expected %s", path, err, want)
		}
	}
}
