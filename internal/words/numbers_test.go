package words

import (
	"math"
	"strings"
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

func between(v, lo, hi float64) report.Range {
	return report.Range{V: v, Lo: lo, Hi: hi, Known: true}
}

// Numbers of people are rounded to the nearest 100, below 1 000 to the nearest 10, in
// the form of the language.
func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		v      float64
		en, fi string
	}{
		{0, "0", "0"}, {0.3, "<10", "<10"}, {9.4, "<10", "<10"}, {9.5, "10", "10"}, {149, "150", "150"}, {960, "960", "960"}, {994.9, "990", "990"}, {995, "1 000", "1\u00a0000"}, {1049, "1 000", "1\u00a0000"},
		{1851, "1 900", "1\u00a0900"}, {1_192_477, "1 192 500", "1\u00a0192\u00a0500"}, {-1_851, "−1 900", "−1\u00a0900"}, {-474, "−470", "−470"},
		{math.NaN(), "–", "–"}, {math.Inf(1), "–", "–"},
	} {
		for l, want := range map[lang.Language]string{lang.English: tt.en, lang.Finnish: tt.fi, lang.Swedish: tt.fi} {
			if got := In(l).People(tt.v); got != want {
				t.Errorf("%g people in %s: %q, expected %q", tt.v, l, got, want)
			}
		}
	}
}

// Every figure has its form in each language: a decimal comma, a minus sign and
// spaces that do not break outside English.
func TestFigures(t *testing.T) {
	en, fi, sv := In(lang.English), In(lang.Finnish), In(lang.Swedish)
	for _, tt := range []struct{ what, got, want string }{
		{"share", en.Share(between(0.71, 0.67, 0.75)), "71 67–75"},
		{"share without range", en.Share(report.Exact(0.714)), "71"},
		{"share of a small range", en.Share(between(0.71, 0.708, 0.712)), "71"},
		{"share unknown", en.Share(report.Range{V: 0.5}), "–"},
		{"share NaN", en.Share(report.Exact(math.NaN())), "–"},
		{"share 0", en.Share(report.Exact(0)), "0"},
		{"million", en.Million(between(0.5e6, 0.3e6, 0.7e6)), "+0.3…+0.7"},
		{"million saved", en.Million(between(-12.46e6, -15e6, -10e6)), "−15.0…−10.0"},
		{"million saved, fi", fi.Million(between(-12.46e6, -15e6, -10e6)), "−15,0…−10,0"},
		{"million none", en.Million(report.Exact(0)), "0.0"},
		{"million rounds to none", en.Million(report.Exact(-20_000)), "0.0"},
		{"million rounds to none, sv", sv.Million(report.Exact(-20_000)), "0,0"},
		{"million range only", en.Million(between(10_000, -150_000, 170_000)), "−0.2…+0.2"},
		{"million unknown", en.Million(report.Range{}), "–"},
		{"spaced", en.Spaced(-1234567.4), "−1 234 567"},
		{"spaced zero", en.Spaced(-0.2), "0"},
		{"spaced 999", en.Spaced(999), "999"},
		{"minutes", en.Minutes(24.6), "25"},
		{"minutes unreached", en.Minutes(math.Inf(1)), "none"},
		{"minutes unreached, fi", fi.Minutes(math.Inf(1)), "ei mitään"},
		{"minutes unknown", en.Minutes(math.NaN()), "–"},
		{"euros", en.Euros(4123), "4 100 €"},
		{"euros, millions", fi.Euros(1_249_000), "1,2\u00a0milj. €"},
		{"euros, next to nothing", sv.Euros(0.3), "<1\u00a0€"},
		{"amount", fi.Amount(0.12345), "0,1235"},
		{"amount of thousands", en.Amount(12345.6), "12 346"},
		{"percent", fi.Percent(0.0461), "4,6"},
		{"percent, whole", en.Percent(0.264), "26"},
		{"signed", fi.Signed(0.25, 1), "+0,3"},
		{"signed zero", en.Signed(-0.01, 1), "0.0"},
		{"ages", fi.Ages(population.Group{From: 0, To: 6}), "0–6-vuotiaat"},
		{"all ages", sv.Ages(population.Everyone()), "alla åldrar"},
		{"group", sv.Group("age 75+"), "75+ år"},
		{"group of a term", fi.Group("mobility-limited"), "liikkumisrajoitteiset"},
		{"term of the county's own", fi.Term("profession", "speech_therapist"), "speech therapist"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, expected %q", tt.what, tt.got, tt.want)
		}
	}
}

// A list has commas between its items, and semicolons where an item has a comma itself.
func TestListSeparators(t *testing.T) {
	w := In(lang.Finnish)
	for _, tt := range []struct {
		list any
		want string
	}{
		{[]string{"Korso", "Kerava"}, "Korso, Kerava"},
		{[]string{"Demo Korso, pysäkki", "Kerava"}, "Demo Korso, pysäkki; Kerava"},
		{[]lang.Name{lang.Same("a, b"), lang.Same("c")}, "a, b; c"},
		{[]float64{1.5, 2.5}, "1,5, 2,5"},
		{[]string{}, ""},
	} {
		if got := w.Value(tt.list); got != tt.want {
			t.Errorf("%v: %q, expected %q", tt.list, got, tt.want)
		}
	}
}

// Both ends of a range of euros, and its value, have the same number of decimals.
func TestDecimalsOfAChange(t *testing.T) {
	for _, tt := range []struct {
		lo, v, hi    float64
		change, only string
	}{
		{-1.02e5, -9e4, -6e4, "−0.10…−0.06", "−0.09"},
		{-2.3e5, -1.6e5, -5e4, "−0.23…−0.05", "−0.16"},
		{2e5, 3e5, 5e5, "+0.2…+0.5", "+0.3"},
		{0, 1e5, 2e5, "0…+0.2", "+0.1"},
		{6e4, 7e4, 9e4, "+0.06…+0.09", "+0.07"},
	} {
		r := report.Range{V: tt.v, Lo: tt.lo, Hi: tt.hi, Known: true}
		w := In(lang.English)
		if got, only := w.Change(r), w.Changed(r); got != tt.change || only != tt.only {
			t.Errorf("%v: %s, %s", r, got, only)
		}
	}
}

// An end of a range is rounded once, whether it is written in full or with a k.
func TestBoundsAreRoundedAlike(t *testing.T) {
	w := In(lang.English)
	for _, tt := range []struct {
		v          float64
		full, tail string
	}{{0.4, "<10", "0"}, {9.5, "10", "▲10"}, {19, "20", "▲20"}, {994, "990", "▲990"}, {997, "1 000", "▲1k"}, {1449, "1 400", "▲1.4k"}, {9960, "10 000", "▲10k"}, {32_460, "32 000", "▲32k"}, {123_456, "120 000", "▲120k"}} {
		if full, tail := strings.ReplaceAll(w.Bound(-tt.v), "\u00a0", " "), w.Way(tt.v); full != tt.full || tail != tt.tail {
			t.Errorf("%v: %q and %q, want %q and %q", tt.v, full, tail, tt.full, tt.tail)
		}
	}
}
