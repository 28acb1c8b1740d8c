package report

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"saavu/pkg/lang"
)

// Every output is made from the lists of figures, so a field that is in no list
// would be missing from all output.
func TestEveryFieldIsAFigure(t *testing.T) {
	// From is a year for the sentence, each network line has its own; names of the area; how
	// sure a difference of served_same_budget is, for the frontier of
	// trade-offs; what a common model of products changes has a table of its own
	everyField(t, RowFigures(), "From", "WorstNames", "SameChange", "Harmonised")
	everyField(t, NetworkFigures(), "MinServedNames")   // of the service
	everyField(t, AreaFigures(), "ID", "Name", "Names") // they name the area
	everyField(t, GroupFigures(), "Name")
}

// everyField clears one field at a time and requires that a figure of the list
// changes, with listed exceptions.
func everyField[T any](t *testing.T, list []Entry[T], exceptions ...string) {
	t.Helper()
	kind := reflect.TypeFor[T]()
	for i := range kind.NumField() {
		full, less := new(T), new(T)
		for k := range kind.NumField() {
			fill(t, reflect.ValueOf(full).Elem().Field(k))
			if k != i {
				fill(t, reflect.ValueOf(less).Elem().Field(k))
			}
		}
		shown := slices.ContainsFunc(list, func(e Entry[T]) bool { return !reflect.DeepEqual(e.Get(full), e.Get(less)) })
		if name := kind.Field(i).Name; shown == slices.Contains(exceptions, name) {
			t.Errorf("%s.%s: in a figure is %t; give it an entry, or an exception with its reason", kind.Name(), name, shown)
		}
	}
}

// fill gives a field a value that is not its zero value.
func fill(t *testing.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Int:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.String:
		v.SetString("north")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[lang.Name]() {
			v.Set(reflect.ValueOf(lang.Same("north")))
			return
		}
		if v.Type() == reflect.TypeFor[Worth]() {
			v.Set(reflect.ValueOf(Worth{Verdict: Better}))
			return
		}
		if v.Type() == reflect.TypeFor[Chance]() {
			v.Set(reflect.ValueOf(Chance{Better: 1, Draws: 2}))
			return
		}
		v.Set(reflect.ValueOf(Exact(0.5)))
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	default:
		t.Fatalf("no value for a %s", v.Type())
	}
}

func TestFiguresHaveKeysAndUnits(t *testing.T) {
	keysAndUnits(t, RowFigures())
	keysAndUnits(t, NetworkFigures())
	keysAndUnits(t, AreaFigures())
	keysAndUnits(t, GroupFigures())
}

// keysAndUnits requires a key and a unit for every figure, no key or measure twice,
// a unit of words for values that are not numbers, and lines of the tidy list from 1
// without gaps.
func keysAndUnits[T any](t *testing.T, list []Entry[T]) {
	t.Helper()
	seen, lines := map[string]bool{}, map[int]bool{}
	for _, e := range list {
		if e.Key == "" || e.Unit == "" || seen["key "+e.Key] || e.Measure != "" && seen["measure "+e.Measure] {
			t.Errorf("an entry of %T without a key or unit, or with one that another has: %q %q %q", *new(T), e.Key, e.Unit, e.Measure)
		}
		seen["key "+e.Key], seen["measure "+e.Measure] = true, true
		number := true
		switch e.Get(new(T)).(type) {
		case Range, float64, int, Chance:
		default:
			number = false
		}
		words := e.Unit == "name" || e.Unit == "word" || e.Unit == "words" || e.Unit == "flag" || e.Unit == "list"
		if number == words {
			t.Errorf("%s of %T: the unit %s does not fit the value", e.Key, *new(T), e.Unit)
		}
		if (e.Measure == "") != (e.Line == 0) || e.Measure != "" && !number || e.Measure == "" && e.About != nil {
			t.Errorf("%s of %T: its part in the tidy list is incomplete", e.Key, *new(T))
		}
		if e.Line != 0 && lines[e.Line] {
			t.Errorf("%s of %T: line %d is taken", e.Key, *new(T), e.Line)
		}
		lines[e.Line] = true
	}
	for line := 1; line < len(lines); line++ {
		if !lines[line] {
			t.Errorf("%T has no line %d of the tidy list", *new(T), line)
		}
	}
}

// A time that nobody reaches and a price off the frontier are unknown.
func TestFigureThatIsNotFiniteIsUnknown(t *testing.T) {
	r := Row{Points: 3, Median: math.Inf(1), Mean: 12, LoseLast: math.NaN(), Need: Range{V: 5, Lo: 4, Hi: 6, Known: true}, NextPrice: 9}
	want := map[string]Range{"points": Exact(3), "mean_min": Exact(12), "need": r.Need, "no_point": Exact(0)}
	for _, key := range []string{"median_min", "lose_last", "gain", "frontier_price_eur", "worst_area", "best", "areas"} {
		want[key] = Range{}
	}
	for _, e := range RowFigures() {
		if v, asked := want[e.Key]; asked && e.Range(&r) != v {
			t.Errorf("%s: %+v, want %+v", e.Key, e.Range(&r), v)
		}
	}
}
