package words

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Value for money has words of every verdict, long and short. Praise and prices stand
// only where neither people nor visits are fewer; else the row says what is given up.
func TestWorth(t *testing.T) {
	en := In(lang.English)
	none := report.Exact(0)
	less, more := between(-2e5, -3e5, -1e5), between(5e5, 3e5, 7e5)
	gain, loss := between(1900, 1500, 2300), between(-14_900, -16_000, -13_000)
	fewer, extra := between(-5500, -6000, -5000), between(5500, 5000, 6000)
	for _, tt := range []struct {
		what        string
		c           report.Counts
		long, short string
	}{
		{"saves", report.Counts{There: none, Visits: none, County: less, Homes: none}, "saves 0.2 M€ a year", "saves 0.2 M€"},
		{"saves little", report.Counts{There: none, Visits: none, County: report.Exact(-4100), Homes: none}, "saves 4 100 € a year", "saves 4.1 k€"},
		{"saves, visits not clear", report.Counts{There: none, Visits: between(-100, -300, 50), County: less, Homes: none}, "saves 0.2 M€ a year", "saves 0.2 M€"},
		{"saves at the homes' cost", report.Counts{There: none, Visits: none, County: less, Homes: more}, "0.2 M€ less, residents 0.5 M€ more", "−0.2 M€"},
		{"both good", report.Counts{There: gain, Visits: none, County: less, Homes: less}, "better and cheaper", "better, cheaper"},
		{"more visits and cheaper", report.Counts{There: none, Visits: extra, County: less, Homes: none}, "better and cheaper", "better, cheaper"},
		{"gained", report.Counts{There: gain, Lose: none, Visits: none, County: more, Homes: none}, "260 € per gained", "260/gained"},
		{"gained, with the pay of crews", report.Counts{There: gain, Lose: none, Visits: none, County: more, Homes: none, Crews: 9e5}, "740 € per gained", "740/gained"},
		{"gained, millions", report.Counts{There: between(4, 3, 5), Lose: none, Visits: none, County: between(5e6, 4e6, 6e6)}, "1.3 M€ per gained", "1.3M/gained"},
		{"gained, next to nothing", report.Counts{There: between(90_000, 80_000, 100_000), Lose: none, Visits: extra, County: between(9000, 8000, 10_000)}, "<1 € per gained", "<1/gained"},
		{"gained, others lose", report.Counts{There: gain, Lose: between(100, 80, 120), Visits: none, County: more, Homes: none}, "0.5 M€ more, 1 900 people more get there", "+0.5 M€ +1.9k p"},
		{"gained, fewer visits", report.Counts{There: gain, Lose: none, Visits: fewer, County: more, Homes: none}, "0.5 M€ more, 1 900 people more get there, 5 500 visits fewer", "+0.5 M€ −5.5k v"},
		{"cheaper, fewer visits", report.Counts{There: none, Visits: fewer, County: less, Homes: none}, "0.2 M€ less, 5 500 visits fewer", "−0.2 M€ −5.5k v"},
		{"cheaper, fewer people", report.Counts{There: loss, Visits: none, County: less, Homes: less}, "0.2 M€ less, 14 900 people fewer get there", "−0.2 M€ −15k p"},
		{"fewer people, more visits", report.Counts{There: loss, Visits: extra, County: less, Homes: more}, "0.2 M€ less, 14 900 people fewer get there, 5 500 visits more, residents 0.5 M€ more", "−0.2 M€ −15k p"},
		{"cheaper, fewer people, as many fewer all week", report.Counts{There: loss, Week: loss, Visits: none, County: less, Homes: less}, "0.2 M€ less, 14 900 people fewer get there", "−0.2 M€ −15k p"},
		{"cheaper, fewer all week", report.Counts{There: none, Week: loss, Visits: none, County: less, Homes: none}, "0.2 M€ less, 14 900 people fewer get there all week", "−0.2 M€ −15k w"},
		{"gained by a bus instead of a station", report.Counts{There: gain, Lose: none, Week: loss, Visits: extra, County: more}, "0.5 M€ more, 1 900 people more get there, 14 900 people fewer get there all week, 5 500 visits more", "+0.5 M€ −15k w"},
		{"more all week alone", report.Counts{There: none, Week: gain, Visits: none, County: none, Homes: none}, "1 900 people more get there all week", "+1.9k all week"},
		{"all week as before", report.Counts{There: none, Week: none, Visits: none, County: less, Homes: none}, "saves 0.2 M€ a year", "saves 0.2 M€"},
		{"fewer visits alone", report.Counts{There: none, Visits: between(-310, -400, -200), County: none, Homes: none}, "310 visits fewer", "−310 visits"},
		{"more people alone", report.Counts{There: gain, Lose: none, Visits: none, County: between(1, -5e5, 7e5)}, "1 900 people more get there", "+1.9k people"},
		{"the same, more expensive", report.Counts{There: none, Visits: none, County: more, Homes: none}, "0.5 M€ more", "+0.5 M€"},
		{"homes alone", report.Counts{There: none, Visits: none, County: none, Homes: less}, "residents 0.2 M€ less", "residents −0.2 M€"},
		{"all cover zero", report.Counts{There: between(1900, -10, 2300), Visits: between(0, -50, 50), County: between(5e5, -1, 7e5), Homes: none}, "no clear difference", "no clear diff."},
		{"a wide range above zero", report.Counts{There: between(100, 1, 900), Visits: none, County: none, Homes: none}, "100 people more get there", "+100 people"},
		{"a wide range below zero", report.Counts{There: gain, Lose: none, Visits: between(-2500, -10_200, -300), County: more, Homes: none}, "0.5 M€ more, 1 900 people more get there, 2 500 visits fewer", "+0.5 M€ −2.5k v"},
		{"visits fewer up to zero", report.Counts{There: none, Visits: between(-1680, -1870, 0), County: less, Homes: none}, "0.2 M€ less, 1 700 visits fewer", "−0.2 M€ −1.7k v"},
		{"half a point of visits fewer, not clear", report.Counts{There: none, Visits: between(-4200, -9000, 600), Need: 178_000, County: less, Homes: none}, "0.2 M€ less, perhaps 4 200 visits fewer", "−0.2 M€"},
		{"residents less, half a point of visits fewer, not clear", report.Counts{There: none, Visits: between(-969, -2232, 842), Need: 178_000, County: less, Homes: less, Sold: true}, "perhaps 970 visits fewer, residents 0.2 M€ less", "visits may fall"},
		{"less than half a point, not clear", report.Counts{There: none, Visits: between(-400, -900, 600), Need: 178_000, County: less, Homes: none}, "saves 0.2 M€ a year", "saves 0.2 M€"},
		{"only visits, half a point, not clear", report.Counts{There: none, Visits: between(-4200, -9000, 600), Need: 178_000, County: none, Homes: none}, "no clear difference", "no clear diff."},
		{"nothing changes", report.Counts{There: none, Visits: none, County: none, Homes: none}, "unchanged here", "unchanged here"},
		{"unknown", report.Counts{There: report.Range{V: 1900, Lo: 1900, Hi: 1900}}, "no clear difference", "no clear diff."},
	} {
		x := report.WorthOf(tt.c)
		if long, short := en.Worth(x), en.ShortWorth(x); long != tt.long || short != tt.short {
			t.Errorf("%s: %q and %q, expected %q and %q", tt.what, long, short, tt.long, tt.short)
		}
	}
	if en.Worth(report.Worth{}) != "" || en.ShortWorth(report.Worth{}) != "" {
		t.Error("no verdict has words")
	}
	for l, want := range map[lang.Language][2]string{
		lang.English: {"no verdict: today the staff alone costs more than the unit cost", "no verdict"},
		lang.Finnish: {"ei arvioitu: nykyisin pelkkä henkilöstö maksaa enemmän kuin yksikkökustannus", "ei arvioitu"},
		lang.Swedish: {"bedöms inte: i dag kostar enbart personalen mer än enhetskostnaden", "bedöms ej"},
	} {
		x := report.Worth{Verdict: report.NotJudged}
		if long, short := In(l).Worth(x), In(l).ShortWorth(x); long != want[0] || short != want[1] || x.Verdict.Praises() {
			t.Errorf("%s: %q and %q, expected %q", l, long, short, want)
		}
	}
	small := report.WorthOf(report.Counts{There: none, Visits: none, County: report.Exact(-4100), Homes: none})
	for l, want := range map[lang.Language][2]string{lang.English: {"saves 4.1 k€", "saves 0.2 M€"}, lang.Finnish: {"säästö 4 100 €", "säästö 0,2 milj. €"}, lang.Swedish: {"sparar 4 100 €", "sparar 0,2 mn €"}} {
		much := report.WorthOf(report.Counts{There: none, Visits: none, County: less, Homes: none})
		for k, x := range []report.Worth{small, much} {
			if got := strings.ReplaceAll(In(l).ShortWorth(x), "\u00a0", " "); got != want[k] {
				t.Errorf("%s: %q, expected %q", l, got, want[k])
			}
		}
	}
	given := report.WorthOf(report.Counts{There: loss, Visits: fewer, County: less})
	for l, want := range map[lang.Language]string{
		lang.English: "0.2 M€ less, 14 900 people fewer get there, 5 500 visits fewer",
		lang.Finnish: "0,2 milj. € vähemmän, 14 900 ihmistä vähemmän ajassa, 5 500 käyntiä vähemmän",
		lang.Swedish: "0,2 mn € mindre, 14 900 personer färre i tid, 5 500 färre besök",
	} {
		if got := strings.ReplaceAll(In(l).Worth(given), "\u00a0", " "); got != want {
			t.Errorf("%s: %q, expected %q", l, got, want)
		}
	}
}

// The short words are at most 15 characters in English and 22 elsewhere, where a
// million has a longer word, whatever the size of the figures.
func TestShortWorthIsNarrow(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		size := func(name string) float64 { return math.Pow(10, rapid.Float64Range(-2, 7).Draw(rt, name)) }
		change := func(name string) float64 {
			return float64(rapid.IntRange(-1, 1).Draw(rt, name+" sign")) * size(name)
		}
		x := report.Worth{Verdict: rapid.SampledFrom([]report.Verdict{report.Better, report.Saves, report.PerGained, report.Stated,
			report.NoClear, report.NoChange, report.NotJudged}).Draw(rt, "verdict"), Eur: size("euros"),
			County: change("county"), There: change("there"), Visits: change("visits"), Homes: change("homes")}
		if x.County == 0 && x.There == 0 && x.Visits == 0 && x.Homes == 0 {
			x.County = 1
		}
		for _, l := range lang.Languages() {
			most := 22
			if l == lang.English {
				most = 15
			}
			if s := In(l).ShortWorth(x); s == "" || utf8.RuneCountInString(s) > most {
				rt.Fatalf("%s, %+v: %q has none or more than %d characters", l, x, s, most)
			}
		}
	})
}

// Whatever the four counts are, no word of praise stands where people or visits are
// fewer beyond their range, and no price on a person where somebody loses.
func TestNoPraiseWhereLessIsGiven(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		change := func(name string) report.Range {
			v := rapid.SampledFrom([]float64{-5e5, -3, 0, 7, 9e5}).Draw(rt, name)
			half := rapid.SampledFrom([]float64{0, 2, 6e5}).Draw(rt, name+" half")
			return between(v, v-half, v+half)
		}
		c := report.Counts{There: change("there"), Lose: change("lose"), Visits: change("visits"), County: change("county"), Homes: change("homes")}
		x := report.WorthOf(c)
		lower := c.There.Direction() < 0 || c.Visits.Direction() < 0
		text := In(lang.English).Worth(x)
		if lower && (x.Verdict.Praises() || x.Eur != 0 || strings.Contains(text, "homes") && c.Homes.Direction() < 0) {
			rt.Fatalf("%q where less is given: %+v", text, c)
		}
		if lower && !strings.Contains(text, "fewer") {
			rt.Fatalf("%q does not state what is given up: %+v", text, c)
		}
		if x.Verdict == report.PerGained && c.Lose.V > 0 {
			rt.Fatalf("a price where somebody loses: %+v", c)
		}
		if x.Verdict == report.Better && (c.County.Direction() >= 0 || c.Homes.Direction() > 0) {
			rt.Fatalf("better and cheaper: %+v", c)
		}
		if text == "" || In(lang.English).ShortWorth(x) == "" {
			rt.Fatalf("no words of %+v", x)
		}
	})
}
