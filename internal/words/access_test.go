package words_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/equity"
	"saavu/pkg/lang"
)

// allMeasures lists the measures, those of several services and of facilities.
func allMeasures() []access.Measure {
	list := access.Measures()
	for _, name := range access.BundleMeasures() {
		list = append(list, *access.BundleMeasure(name))
	}
	for _, name := range []string{"nearest", "2sfca", "3sfca"} {
		list = append(list, *access.FacilityMeasure(name))
	}
	return list
}

// Every text of a measure has words in three languages, and in English it is the
// text itself, so that a text that changes in pkg/access changes here too.
func TestMeasuresHaveWords(t *testing.T) {
	has := func(list, text string) {
		t.Helper()
		key := list + "." + text
		if text == "" {
			return
		}
		if !words.Has(key) {
			t.Errorf("no words for %q", key)
		} else if got := words.In(lang.English).Text(key); got != text {
			t.Errorf("%s is %q in English", key, got)
		}
	}
	for _, m := range allMeasures() {
		has("measure", m.Title)
		has("unreached", m.Unreached)
		has("boundary", m.Boundary)
		has("unsupplied", m.Unsupplied)
		has("unit", m.Unit)
		has("rests", m.Rests)
		for _, d := range m.Differs {
			has("differs", d)
		}
		sameOrAsIs(t, m.Papers)
	}
	for _, c := range access.FacilityColumns() {
		if got := words.In(lang.English).Text("column." + c.Name); got != c.Title {
			t.Errorf("the column %s has the title %q and the words %q", c.Name, c.Title, got)
		}
		has("unit", c.Unit)
	}
	for _, text := range access.DecayForms() {
		d, err := access.ParseDecay(text)
		if err != nil {
			t.Fatal(err)
		}
		has("boundary", d.Boundary())
	}
	for _, f := range equity.Figures() {
		has("figure", f.Name)
		has("figure_title", f.Title)
		has("edges", f.Edges)
		for _, d := range f.Differs {
			has("differs", d)
		}
		sameOrAsIs(t, f.Papers)
		unit := strings.ReplaceAll(f.Unit, "value", "min")
		for _, l := range lang.Languages() {
			if got := words.In(l).FigureUnit(unit); l != lang.English && strings.Contains(got, "people") || l == lang.English && got != unit {
				t.Errorf("%s: the unit %q of %s is %q", l, unit, f.Name, got)
			}
		}
	}
}

// sameOrAsIs checks references: in English they are as they are, and the words in them
// that are no title are translated.
func sameOrAsIs(t *testing.T, papers []string) {
	t.Helper()
	for _, paper := range papers {
		if got := words.In(lang.English).Paper(paper); got != paper {
			t.Errorf("%q in English: %q", paper, got)
		}
		for _, l := range []lang.Language{lang.Finnish, lang.Swedish} {
			if got := words.In(l).Paper(paper); got == paper && !regexp.MustCompile(`^[\p{L} ,&.-]+ [12][0-9]{3}, `).MatchString(paper) {
				t.Errorf("%s: %q has no words", l, paper)
			}
		}
	}
}

// The languages differ in every title of a measure and of a figure or column that is
// a word of English.
func TestMeasuresAreTranslated(t *testing.T) {
	for _, m := range allMeasures() {
		titles := []string{m.Title, words.In(lang.Finnish).Measure(&m), words.In(lang.Swedish).Measure(&m)}
		if slices.Sort(titles); len(slices.Compact(titles)) != 3 {
			t.Errorf("titles of %s: %q", m.Name, titles)
		}
	}
}

// A formula stands as it is in Finnish and Swedish only if no word of it is English.
func TestFormulasWithWordsAreTranslated(t *testing.T) {
	word := regexp.MustCompile(`\p{L}{2,}`)
	same := []string{"min", "max", "supply", "demand", "total", "doubly", "spatial", "availability", "nearest", "sfca", "ij", "il", "ik", "kj", "abs", "ln", "exp"} // functions, names and indexes
	formulas := map[string]string{}                                                                                                                                 // by name
	for _, m := range allMeasures() {
		formulas[m.Name+m.Formula] = m.Formula
	}
	for _, f := range equity.Figures() {
		formulas[f.Name] = f.Formula
	}
	for name, formula := range formulas {
		for _, l := range []lang.Language{lang.Finnish, lang.Swedish} {
			for _, found := range word.FindAllString(words.In(l).Formula(formula), -1) {
				if slices.Contains(word.FindAllString(formula, -1), found) && !slices.Contains(same, found) && !(l == lang.Swedish && found == "median") {
					t.Errorf("%s: the formula of %s has the word %q: %s", l, name, found, words.In(l).Formula(formula))
				}
			}
		}
		if got := words.In(lang.English).Formula(formula); got != formula {
			t.Errorf("the formula of %s is %q in English", name, got)
		}
	}
}

// Four digits count, in the form of the language.
func TestSignificantNumbers(t *testing.T) {
	for _, x := range []struct {
		v          float64
		en, others string
	}{{0, "0", "0"}, {0.1 + 0.2, "0.3000", "0,3000"}, {-9.5, "−9.500", "−9,500"}, {28217.9, "28 218", "28\u00a0218"}, {1.23456e-5, "1.235e−05", "1,235e−05"}} {
		if got := words.In(lang.English).Significant(x.v); got != x.en {
			t.Errorf("%v in English: %q, expected %q", x.v, got, x.en)
		}
		for _, l := range []lang.Language{lang.Finnish, lang.Swedish} {
			if got := words.In(l).Significant(x.v); got != x.others {
				t.Errorf("%v in %s: %q, expected %q", x.v, l, got, x.others)
			}
		}
	}
}

// Numbers of one row have the decimals of the largest, so that a reader can subtract
// them; what is not finite has none.
func TestAlike(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{[]float64{9.4169, 11.5, 2.0831}, "9,42 11,50 2,08"},
		{[]float64{22.317, 23.234, 0.9167}, "22,32 23,23 0,92"},
		{[]float64{0.0003370, 0.0002106, -0.0001264}, "0,0003370 0,0002106 −0,0001264"},
		{[]float64{inf, 20, math.NaN(), 0}, "∞ 20,00 – 0"},
		{[]float64{2.763e-5, 1e-6}, "2,763e−05 1,000e−06"},
		{[]float64{12345, 0.5}, "12\u00a0345 0,5000"},
		{nil, ""},
	} {
		if got := strings.Join(words.In(lang.Finnish).Alike(c.values), " "); got != c.want {
			t.Errorf("%v: %q, expected %q", c.values, got, c.want)
		}
	}
}

// Divisions of the embedded county and their members have words; what a county calls
// otherwise stands as it is, and a member with names by language has those.
func TestDivisions(t *testing.T) {
	fi := words.In(lang.Finnish)
	for _, c := range []struct{ got, want string }{
		{fi.Division("area"), "alue"}, {fi.Division("east_west_north"), "alueen osa"}, {fi.Division("school_district"), "school district"}, {fi.Division(""), ""},
		{fi.Member("west", lang.Name{}), "Länsi"}, {fi.Member("Mårtensdal", lang.Name{}), "Mårtensdal"}, {fi.Member("west", lang.Name{Fi: "Lännen alue"}), "Lännen alue"},
	} {
		if c.got != c.want {
			t.Errorf("%q, expected %q", c.got, c.want)
		}
	}
}
