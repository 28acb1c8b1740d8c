package params

import (
	"maps"
	"slices"
	"testing"
)

func TestReaderRemembers(t *testing.T) {
	r := NewReader(tree(t, known("b", 2), known("a", 1), null("n2"), null("n1"), word("w", "uniform"), known("not asked for", 9)))
	for _, tt := range []struct {
		path string
		want float64
	}{{"b", 2}, {"a", 1}, {"b", 2}, {"n2", 0}, {"n1", 0}, {"w", 0}, {"gone", 0}} {
		if got := r.Value(tt.path); got != tt.want {
			t.Errorf("%s is %g, want %g", tt.path, got, tt.want)
		}
	}
	if got := r.Used(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("used %v", got)
	}
	if got := r.Unknown(); !slices.Equal(got, []string{"n1", "n2"}) {
		t.Errorf("unknown %v", got)
	}
	if err := r.Err(); err == nil || err.Error() != "parameters missing: gone, w" {
		t.Errorf("missing: %v", err)
	}
}

func TestReaderOrAndHas(t *testing.T) {
	r := NewReader(tree(t, known("a", 1), known("zero", 0), null("n"), word("w", "x")))
	for _, tt := range []struct {
		path string
		want float64
		has  bool
	}{{"a", 1, true}, {"zero", 0, true}, {"n", 7, false}, {"w", 7, false}, {"gone", 7, false}} {
		if has := r.Has(tt.path); has != tt.has {
			t.Errorf("has %s: %v", tt.path, has)
		}
		if got := r.Or(tt.path, 7); got != tt.want {
			t.Errorf("%s is %g, want %g", tt.path, got, tt.want)
		}
	}
	if got := r.Used(); !slices.Equal(got, []string{"a", "zero"}) {
		t.Errorf("used %v", got)
	}
	if r.Err() != nil || len(r.Unknown()) != 0 {
		t.Errorf("a default is no fault: %v, %v", r.Err(), r.Unknown())
	}
}

func TestReaderByAge(t *testing.T) {
	// spans returns the values, each with the first age that it applies to.
	type span struct {
		from int
		v    float64
	}
	tests := []struct {
		name    string
		list    []Param
		want    []span
		used    []string
		unknown []string
		err     string
	}{
		{"groups", []Param{known("r.0", 9.6), known("r.1-6", 1.2), known("r.75+", 3)},
			[]span{{0, 9.6}, {1, 1.2}, {7, 0}, {75, 3}}, []string{"r.0", "r.1-6", "r.75+"}, nil, ""},
		{"v is every age", []Param{known("r.v", 2)}, []span{{0, 2}}, []string{"r.v"}, nil, ""},
		{"all is every age", []Param{known("r.all", 2)}, []span{{0, 2}}, []string{"r.all"}, nil, ""},
		{"the prefix itself is every age", []Param{known("r", 2)}, []span{{0, 2}}, []string{"r"}, nil, ""},
		{"a group stands out from every age", []Param{known("r.v", 2), known("r.0-6", 1), known("r.75+", 3)},
			[]span{{0, 1}, {7, 2}, {75, 3}}, []string{"r.0-6", "r.75+", "r.v"}, nil, ""},
		{"and from the prefix", []Param{known("r", 2), known("r.7-17", 5)}, []span{{0, 2}, {7, 5}, {18, 2}}, []string{"r", "r.7-17"}, nil, ""},
		{"null is 0 and named", []Param{known("r.0-6", 1), null("r.7+")}, []span{{0, 1}, {7, 0}}, []string{"r.0-6"}, []string{"r.7+"}, ""},
		{"other leaves are not ages", []Param{known("r.0-6", 1), known("r.first_birth_share", 0.4), word("r.note", "x"), known("r.7.x", 5), known("rr.7", 5)},
			[]span{{0, 1}, {7, 0}}, []string{"r.0-6"}, nil, ""},
		{"missing", []Param{known("q.0", 1), known("r.other", 1)}, []span{{0, 0}}, []string{}, nil, "parameters missing: r (by age)"},
		{"a text is missing", []Param{word("r.0-6", "x")}, []span{{0, 0}}, []string{}, nil, "parameters missing: r.0-6"},
		{"above the last age", []Param{known("r.90-150", 4), known("r.120+", 5)}, []span{{0, 0}, {90, 4}}, []string{"r.120+", "r.90-150"}, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewReader(tree(t, tt.list...))
			got := r.ByAge("r", 101)
			want := make([]float64, 101)
			for _, s := range tt.want {
				for a := s.from; a < 101; a++ {
					want[a] = s.v
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v", got)
			}
			if !slices.Equal(r.Used(), tt.used) || !slices.Equal(r.Unknown(), append([]string{}, tt.unknown...)) {
				t.Errorf("used %v, unknown %v", r.Used(), r.Unknown())
			}
			said := ""
			if err := r.Err(); err != nil {
				said = err.Error()
			}
			if said != tt.err {
				t.Errorf("said %q, want %q", said, tt.err)
			}
		})
	}
}

func TestParseAges(t *testing.T) {
	for _, tt := range []struct {
		s      string
		lo, hi int
		ok     bool
	}{
		{"7", 7, 7, true}, {"0", 0, 0, true}, {"7-17", 7, 17, true}, {"7-7", 7, 7, true}, {"75+", 75, 200, true}, {"0+", 0, 200, true},
		{"all", 0, 200, true}, {"v", 0, 200, true},
		{s: "7-5"}, {s: "-3"}, {s: "x"}, {s: ""}, {s: "+"}, {s: "-"}, {s: "7-"}, {s: "-3+"}, {s: "7-x"}, {s: "7--9"}, {s: "1-2-3"},
		{s: "+7"}, {s: "7-+9"}, {s: "+7+"}, {s: "75++"}, {s: "1.5"}, {s: " 7"}, {s: "7 "}, {s: "All"}, {s: "7–17"}, {s: "99999999999999999999"},
	} {
		lo, hi, ok := ParseAges(tt.s)
		if ok != tt.ok || (ok && (lo != tt.lo || hi != tt.hi)) {
			t.Errorf("%q: %d to %d, %v; want %d to %d, %v", tt.s, lo, hi, ok, tt.lo, tt.hi, tt.ok)
		}
	}
}

func TestReaderHasWord(t *testing.T) {
	r := NewReader(tree(t, word("b", "doctor, nurse  hygienist"), word("a", "doctors"), known("n", 1), null("u")))
	for _, tt := range []struct {
		path, word string
		want       bool
	}{{"b", "doctor", true}, {"b", "hygienist", true}, {"a", "doctor", false}, {"b", "", false}, {"n", "1", false}, {"u", "", false}, {"gone", "x", false}} {
		if got := r.HasWord(tt.path, tt.word); got != tt.want {
			t.Errorf("%s has %q: %v", tt.path, tt.word, got)
		}
	}
	if got := r.Used(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("used %v", got)
	}
}

func TestReaderCuts(t *testing.T) {
	r := NewReader(tree(t, known("r.0", 1), known("r.1-6", 1), known("r.75+", 1), known("r.note", 1), known("rr.40", 1)))
	cuts := map[int]bool{23: true}
	r.Cuts("r", cuts)
	got := slices.Sorted(maps.Keys(cuts))
	if want := []int{0, 1, 7, 23, 75, 201}; !slices.Equal(got, want) {
		t.Errorf("cuts %v, want %v", got, want)
	}
}
